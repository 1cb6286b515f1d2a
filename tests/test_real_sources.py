"""Whose words on real articles: what counts as right, and what cannot flatter."""

import pytest
from invented import READ, RIGHT, given, source

from benchmarks.real_sources import agree, outcomes, source_scores
from benchmarks.scores import Score


def found(**made):
    return list(outcomes(READ, given(**made)).values())


def test_every_source_right_and_nobody_where_nobody_speaks():
    assert found() == ["right", "right", "right", "right", "nobody, rightly"]


def test_words_given_to_another_entry_by_name_are_a_wrong_mouth():
    assert found(whose=("s1", "s2", "s2", "s3", None))[1] == "wrong mouth"


def test_a_name_that_is_no_entrys_is_a_wrong_mouth_where_it_was_not_read_in_the_words_for_the_source():
    other = (*RIGHT, source("s4", "Emil Holt"))
    assert found(whose=("s1", "s4", "s2", "s3", None), sources=other)[1] == "wrong mouth"


def test_a_name_beside_the_words_that_no_entry_bears_is_a_row_apart():
    other = (source("s1", "Mayor"), *RIGHT[1:])
    assert found(sources=other)[0] == "row apart"


def test_a_description_where_the_reading_has_a_name_is_a_row_apart_though_all_its_words_are_that_persons():
    other = (*RIGHT, source("s4", "the mayor", "unnamed person"))
    assert found(whose=("s1", "s4", "s2", "s3", None), sources=other)[1] == "row apart"


def test_a_row_without_a_name_is_right_for_most_of_its_words_alone():
    other = (*RIGHT[:2], source("s3", "a driver", "unnamed person"), source("s4", "somebody", "unnamed person"))
    assert found(whose=("s4", "s4", "s2", "s4", None), sources=other)[3] == "wrong mouth"


def test_nobody_for_somebody_is_abstained_and_somebody_for_nobody_is_told():
    assert found(whose=(None, "s1", "s2", "s3", "s1")) == ["abstained", "right", "right", "right", "nobody there"]


def test_what_a_reader_cannot_tell_is_not_counted():
    said = [READ.said[0] | {"who": "?"}, *READ.said[1:]]
    assert 0 not in outcomes(type(READ)(READ.id, READ.text, READ.people, said), given())


@pytest.mark.parametrize(
    ("name", "type_", "entry", "expected"),
    [
        ("Ruiz", "named person", ("President Ana Ruiz", "named person"), True),
        ("Ana Ruiz", "named person", ("Bo Ruiz", "named person"), False),
        ("Ruiz", "named person", ("The Ruiz campaign", "named organisation"), False),
        ("HRA", "named organisation", ("Harbour Rates Authority", "named organisation"), True),
        ("Department of Ports", "named organisation", ("the Ports Department", "named organisation"), True),
        ("Ports Council", "named organisation", ("Ports Department", "named organisation"), False),
    ],
)
def test_names_agree_that_are_forms_of_one_name(name, type_, entry, expected):
    """A surname is one of a full name, never of a body's."""
    assert agree(name, type_, *entry) is expected


def test_pairs_count_words_of_one_source_that_were_put_into_two_rows():
    other = (*RIGHT, source("s4", "She", "unnamed person"))
    assert source_scores(READ, given())["same source, pairs"] == Score(1, 1, 1)
    assert source_scores(READ, given(("s1", "s4", "s2", "s3", None), other))["same source, pairs"] == Score(0, 0, 1)


def test_types_and_roles_are_counted_a_row():
    made = source_scores(READ, given())
    assert (made["source type"], made["has a role"]) == (Score(3, 3, 3), Score(1, 1, 1))


def test_what_the_pipeline_leaves_out_is_no_statement():
    assert source_scores(READ, given())["is a statement"] == Score(4, 5, 4)
    assert source_scores(READ, given(("s1", "s1", "s2", "s3", "left out")))["is a statement"] == Score(4, 4, 4)


def test_outcomes_are_counted_by_words_for_the_source_and_by_status():
    made = source_scores(READ, given(("s1", None, "s2", "s3", None)))
    assert made["abstained: he, she"] == Score(1, 1, 1)
    assert made["right: description"] == Score(2, 2, 2)
    assert made["right: attributed"] == Score(3, 4, 4)
