"""Positions: sides by word list and syntax, on trees built by hand."""

import pytest
from dependencies import built, records, said

from helpers import lexicons


def quoted(lines: str, content: str) -> list[tuple[str, str, str, str]]:
    """The records of a direct quote by Ada, whose tree is `lines` with "said Ada" behind it."""
    count = len(lines.strip().splitlines())
    doc = built(lines + f"said VBD ROOT {count}\nAda NNP nsubj {count}\n")
    return records(said(doc, "Ada", "said", content))


NEGATED = """
We PRP nsubj 3
do VBP aux 3
not RB {negation} 3
support VB ccomp 7
the DT det 5
tram NN {object} 3
, , punct 3
"""


@pytest.mark.parametrize(("negation", "object"), [("advmod", "obj"), ("neg", "dobj")])
def test_not_supporting_is_against(negation, object):
    lines = NEGATED.format(negation=negation, object=object)
    assert quoted(lines, "We do not support the tram") == [("tram", "opposes", "asserts", "")]


def test_not_criticising_is_no_support():
    lines = NEGATED.format(negation="advmod", object="obj").replace("support VB", "criticise VB")
    assert quoted(lines, "We do not criticise the tram") == []


COPULA = """
The DT det 1
tram NN nsubj 4
is VBZ cop 4
{word} RB advmod 4
dangerous JJ ccomp 6
, , punct 4
"""
COPULA_SPACY = """
The DT det 1
tram NN nsubj 2
is VBZ ccomp 6
not RB neg 2
dangerous JJ acomp 2
, , punct 2
"""


def test_an_adjective_said_of_the_target_is_a_side():
    assert quoted(COPULA.format(word="very"), "The tram is very dangerous") == [("tram", "opposes", "asserts", "")]


@pytest.mark.parametrize("lines", [COPULA.format(word="not"), COPULA_SPACY], ids=["universal labels", "spaCy's labels"])
def test_a_bad_thing_negated_is_in_favour_as_implied(lines):
    assert quoted(lines, "The tram is not dangerous") == [("tram", "supports", "asserts", "implied")]


def test_an_aim_against_something_is_against_it():
    lines = """
Our PRP$ nmod:poss 2
only JJ amod 2
mission NN ccomp 6
to TO mark 4
defeat VB acl 2
Velnor NNP obj 4
"""
    found = quoted(lines, "Our only mission to defeat Velnor")
    assert found == [("Velnor", "opposes", "asserts", "")]


def test_a_wish_for_an_end_is_against_what_is_to_end():
    lines = """
We PRP nsubj 1
want VBP ccomp 7
an DT det 3
end NN obj 1
to IN case 6
the DT det 6
strike NN nmod 3
"""
    assert quoted(lines, "We want an end to the strike") == [("strike", "opposes", "asserts", "")]


def test_what_is_done_without_a_wish_is_no_side():
    """To report that something was stopped is not to be against it."""
    lines = """
They PRP nsubj 1
stopped VBD ccomp 5
the DT det 3
tram NN obj 1
, , punct 1
"""
    assert quoted(lines, "They stopped the tram") == []


def test_good_or_bad_news_alone_is_no_side():
    lines = """
The DT det 1
tram NN nsubj 2
arrived VBD ccomp 4
, , punct 2
"""
    assert quoted(lines, "The tram arrived") == []


WISH = """
The DT det 1
governor NN nsubj 2
wants VBZ ccomp 6
the DT det 4
casino NN obj 2
, , punct 2
"""


def test_somebody_elses_wish_is_second_hand():
    assert quoted(WISH, "The governor wants the casino") == [("casino", "supports", "asserts", "second-hand")]


def test_a_question_takes_no_side():
    doc = built(WISH.replace(", , punct", "? . punct") + "said VBD ROOT 6\nAda NNP nsubj 6\n")
    assert records(said(doc, "Ada", "said", "The governor wants the casino ?")) == []


def test_what_stands_in_a_condition_is_not_asserted():
    """ "If we support the tram" supports nothing."""
    lines = """
If IN mark 2
we PRP nsubj 2
support VBP advcl 6
the DT det 4
tram NN obj 2
prices NNS nsubj 6
fall VBP ccomp 7
"""
    assert quoted(lines, "If we support the tram prices fall") == []


def test_a_condition_is_a_flag():
    lines = """
If IN mark 2
prices NNS nsubj 2
fall VBP advcl 4
we PRP nsubj 4
support VBP ccomp 7
the DT det 6
tram NN obj 4
"""
    assert quoted(lines, "If prices fall we support the tram") == [("tram", "supports", "asserts", "conditional")]


def test_a_good_outcome_under_a_condition_credits_what_is_there():
    lines = """
if IN mark 4
our PRP$ nmod:poss 2
patrols NNS nsubj 4
are VBP cop 4
there RB advcl 6
there EX expl 6
is VBZ ccomp 9
no DT det 8
violence NN nsubj 6
"""
    expected = [("our patrols", "supports", "asserts", "conditional, implied")]
    assert quoted(lines, "if our patrols are there there is no violence") == expected


@pytest.mark.parametrize("name", ["positions", "commitments", "targets"])
def test_every_row_of_a_word_list_has_a_reason_and_stands_once(name):
    rows = lexicons.rows(name)
    keys = [tuple(value for column, value in row.items() if column != "why") for row in rows]
    assert all(row["why"].strip() for row in rows)
    assert len(keys) == len(set(keys))


def test_rows_hold_known_labels():
    rows = lexicons.rows("positions")
    assert {row["side"] for row in rows} <= {"supports", "opposes", ""}
    assert {row["pos"] for row in rows} <= {"VERB", "NOUN", "ADJ", "ADP"}
