from __future__ import annotations

import pytest
from toll import EMPTY, article, at, made, quote, source, stance, words

from helpers import tables, views


def test_the_bottom_line_counts(read):
    shown = words(views.bottom_line(read))
    assert "Two sources are quoted or paraphrased: one named person and one anonymous source." in shown
    assert "Most of the attributed words, 60% of 12, come from Mina Castell." in shown
    assert "One of the three attributed statements rests on unnamed sources alone." in shown
    assert (
        "Two findings should be checked before use: one of the three attributed statements and one ambiguous name."
        in shown
    )


def test_the_bottom_line_says_that_a_share_rests_on_doubtful_rows(read):
    quotes = read["quotes"].assign(source_confidence=[0.7, 0.95, None])
    shown = words(views.bottom_line(read | {"quotes": quotes}))
    assert "come from Mina Castell, though one of " in shown
    assert "statements may be somebody else’s." in shown


def test_what_is_to_check_is_told_apart_from_what_is_said(read):
    """A doubtful stance is no doubtful attribution."""
    sure = tables.frame("quotes", read["quotes"].to_dict("records")[:2])
    told = stance(4, "s1", "the toll", "It pays for the lamps", "against", position="opposes", confidence=0.3)
    shown = words(
        views.bottom_line(
            read | {"quotes": sure, "entities": tables.frame("entities"), "stances": tables.frame("stances", [told])}
        )
    )
    assert (
        "One finding should be checked before use: one stance record; the two attributed statements are not in doubt."
        in shown
    )


def test_the_bottom_line_of_one_statement_is_in_the_singular():
    one = made(sources=[source(1, "Mina Castell", share=1.0)], quotes=[quote(1, "s1", at("“We need the toll,”"))])
    shown = words(views.bottom_line(one))
    assert "One source is quoted or paraphrased: one named person." in shown
    assert "The one attributed statement does not rest on an unnamed source. Nothing stayed doubtful" in shown
    assert "most of" not in shown.lower()


@pytest.mark.parametrize(
    ("unnamed", "total", "expected"),
    [
        (1, 2, "One of the two attributed statements rests on unnamed sources alone."),
        (0, 2, "None of the two attributed statements rest on unnamed sources alone."),
        (8, 16, "Eight of the 16 attributed statements rest on unnamed sources alone."),
        (11, 16, "Of the 16 attributed statements, 11 rest on unnamed sources alone."),
    ],
)
def test_no_sentence_of_the_bottom_line_begins_with_digits(unnamed, total, expected):
    sources = [source(1, "One skipper", "anonymous source"), source(2, "Mina Castell")]
    quotes = [quote(n + 1, "s1" if n < unnamed else "s2", at("“We need the toll,”")) for n in range(total)]
    shown = words(views.bottom_line(made(sources=sources, quotes=quotes)))
    assert expected in shown


def test_many_sources_are_counted_inside_the_sentence():
    sources = [source(n, f"Skipper {n}") for n in range(1, 12)]
    shown = words(views.bottom_line(made(sources=sources, quotes=[quote(1, "s1", at("“We need the toll,”"))])))
    assert shown.startswith("In this article 11 sources are quoted or paraphrased: 11 named people.")


def test_the_bottom_line_says_when_nobody_speaks():
    assert "No words in this article were found to be attributed to anyone." in words(views.bottom_line(made()))
    assert "There is no text in this article" in words(views.bottom_line(EMPTY))
    one_word = made([article("Fog", cut="", words=1)])
    assert "This article has one word: too short" in words(views.bottom_line(one_word))


def test_the_bottom_line_says_when_nobody_could_be_made_out():
    lost = made(quotes=[quote(1, "", at("“No idea,”"), status="unattributed")])
    assert "but to nobody who could be made out" in words(views.bottom_line(lost))
