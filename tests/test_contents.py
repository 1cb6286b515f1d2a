"""Contents: where what a cue attributes may go on to."""

import pytest
from handmade import doc_of
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.attributions.contents import trails


def tree(heads: list[int]):
    """A Doc of as many words as heads, the head of each as a position."""
    return doc_of(["word"] * len(heads), heads=heads, deps=["dep"] * len(heads))


@pytest.mark.parametrize(
    ("heads", "expected"),
    [([0, 0, 1], [True, True, True]), ([1, 1, 0], [False, True, False]), ([2, 2, 2, 1], [False, False, True, False])],
)
def test_a_word_trails_when_all_that_it_depends_on_stands_before_it(heads, expected):
    assert [trails(token) for token in tree(heads)] == expected


@settings(deadline=None, max_examples=50)
@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=30))
def test_a_word_trails_as_one_finds_it_by_walking_up(numbers):
    """Any tree with the first word as its root: each other word hangs on an earlier one, the order then reversed."""
    heads = [number % max(at, 1) for at, number in enumerate(numbers)]
    for doc in (tree(heads), tree([len(heads) - 1 - head for head in reversed(heads)])):
        for token in doc:
            assert trails(token) == all(above.i < token.i for above in token.ancestors)
