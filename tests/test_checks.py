from __future__ import annotations

from hypothesis import given, settings
from toll import SPAN, STORIES, words

from helpers import checks, views


def test_to_check_begins_with_the_least_certain(read):
    found = checks.all_of(read)
    assert found["id"].to_list() == ["a3", "e2"]
    assert found["certainty"].is_monotonic_increasing
    shown = words(views.to_check(read))
    assert "? unattributed: nobody near these words" in shown
    assert "“No idea,” somebody said." in shown
    assert "it fits Mina Castell and Ugo Castell" in shown
    assert "One piece of the text was left out." in shown


def test_a_low_confidence_is_a_doubt(read):
    assert checks.doubtful(read["quotes"], below=0.95).all()
    assert checks.doubtful(read["quotes"], below=0.1).to_list() == [False, False, True]


def test_what_may_be_in_a_wrong_mouth_comes_first(read):
    """Before words without a source, and long before words that may be cut too short."""
    quotes = read["quotes"].assign(source_confidence=[0.95, 0.7, None], confidence=[0.3, 0.9, 0.2])
    found = checks.all_of(read | {"quotes": quotes})
    assert found[found["about"] == "quote"]["id"].to_list() == ["a2", "a3", "a1"]
    assert found["certainty"].is_monotonic_increasing
    assert found["why"].iloc[0].startswith("it may be somebody else’s: 70% sure that")


@settings(max_examples=100, deadline=None)
@given(STORIES.map("".join), SPAN)
def test_a_sentence_holds_what_it_was_asked_for(story, span):
    begin, end = sorted(min(max(edge, 0), len(story)) for edge in span)
    first, last = checks.around(story, begin, end)
    assert 0 <= first <= begin
    assert first <= last <= len(story)
    assert last >= min(end, first + checks.LONGEST_CONTEXT)
