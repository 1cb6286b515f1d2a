"""Sides and commitments on real articles: what counts as right."""

import pytest
from invented import READ, given, record

from benchmarks.real_sides import commitment, commitment_scores, shown, side_scores
from benchmarks.scores import Score


def kind(*records, **made):
    return [one for _, one, _ in shown(READ, given(stances=records, **made))]


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (record(1, "toll"), "right"),
        (record(1, "tolls on drivers"), "right"),
        (record(1, "toll", "supports"), "opposite"),
        (record(1, "Harbour Street"), "another target"),
        (record(2, "toll"), "no side there"),
        (record(1, "toll", flags=["second-hand"]), "wrong holder"),
        (record(3, "toll", "supports"), "wrong holder"),
        (record(3, "toll", "supports", flags=["second-hand"]), "right"),
    ],
)
def test_a_shown_side_is_right_where_target_side_and_holder_fit(made, expected):
    assert kind(made) == [expected]


def test_a_side_in_a_wrong_mouth_has_the_wrong_holder():
    assert kind(record(1, "toll"), whose=("s2", "s1", "s2", "s3", None)) == ["wrong holder"]


def test_a_record_without_a_side_is_not_counted():
    assert kind(record(1, "toll", "none")) == []


def test_sides_that_are_read_count_once_for_what_is_found_and_every_record_for_what_is_right():
    made = side_scores(READ, given(stances=[record(1, "toll"), record(1, "the bridge toll"), record(2, "toll")]))
    assert made["sides right"] == Score(2, 3, 3)
    assert made["sides found"] == Score(1, 2, 2)
    assert made["sides right, target named alike"] == Score(1, 3, 3)
    assert made["sides: no side there"] == Score(1, 3, 3)


def test_a_commitment_is_that_of_the_first_record_that_does_more_than_assert():
    made = given(stances=[record(2, "toll"), record(2, "toll", "none", "denies"), record(2, "toll", "none", "hedges")])
    assert [commitment(number, made) for number in (0, 1)] == ["asserts", "denies"]


def test_a_no_comment_declines():
    assert commitment(0, given(kind="no-comment")) == "declines"


def test_commitments_of_statements_alone_are_counted():
    made = commitment_scores(READ, given(stances=[record(2, "toll", "none", "hedges")]))
    assert made["commitment"] == Score(4, 4, 4)
    assert made["commitment: hedges"] == Score(1, 1, 1)
