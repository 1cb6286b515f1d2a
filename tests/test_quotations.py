"""Quotation marks → quotations: which marks count, how far a quotation goes, and what bounds an open one."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.articles import Paragraph
from helpers.text.quotations import quotations


def paragraphs(text: str, kind: str = "body") -> tuple[Paragraph, ...]:
    found, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            found.append(Paragraph(at + len(line) - len(line.lstrip()), at + len(line.rstrip()), kind))
        at += len(line) + 1
    return tuple(found)


def quoted(text: str) -> list[str]:
    return [text[quote.begin : quote.end] for quote in quotations(text, paragraphs(text))]


@pytest.mark.parametrize(
    ("opening", "closing"),
    [('"', '"'), ("“", "”"), ("„", "“"), ("„", "”"), ("«", "»"), ("‘", "’"), ("'", "'"), ("''", "''"), ("``", "''")],
)
def test_every_pair_of_marks_gives_the_same_two_quotations_with_their_marks(opening, closing):
    text = f"{opening}The dam holds,{closing} said Ida Brandt. {opening}We looked twice.{closing}"
    assert quoted(text) == [f"{opening}The dam holds,{closing}", f"{opening}We looked twice.{closing}"]


@pytest.mark.parametrize(
    "text",
    [
        "The ferry’s crew and the captains’ wives came in the ’90s.",
        "It's the voters' choice, 'twas said, and rock 'n' roll.",
        "A man of 6'2\" met one of 5’11” there.",
        "No mark at all.",
        "She isn't, they don't, we won't.",
    ],
)
def test_apostrophes_years_and_inches_are_no_quotation_marks(text):
    assert quoted(text) == []


def test_a_height_inside_a_quotation_does_not_close_it():
    assert quoted('"He is 6\'2" tall," she said.') == ['"He is 6\'2" tall,"']


def test_single_quotations_inside_double_ones_belong_to_the_outer_one():
    assert quoted("“He told me ‘never again’ and left,” she said.") == ["“He told me ‘never again’ and left,”"]


def test_double_quotations_inside_single_ones_belong_to_the_outer_one():
    assert quoted("‘He said “never” twice,’ she said.") == ["‘He said “never” twice,’"]


def test_a_plural_owner_inside_a_single_quotation_does_not_close_it():
    assert quoted("‘The sailors’ pay is late,’ he said.") == ["‘The sailors’ pay is late,’"]


def test_paragraphs_that_each_open_with_a_mark_are_one_quotation_of_as_many_pieces():
    text = "“First part.\n\n“Second part.\n\n“Third part,” she said."
    (quote,) = quotations(text, paragraphs(text))
    pieces = [text[begin:end] for begin, end in quote.pieces]
    assert pieces == ["“First part.", "“Second part.", "“Third part,”"]
    assert quote.closed


def test_an_open_quotation_ends_with_its_paragraph_where_the_next_does_not_take_it_up():
    text = "“It never closes, she said.\n\nThe ferry sailed. “Good,” he said."
    first, second = quotations(text, paragraphs(text))
    assert (text[first.begin : first.end], first.closed) == ("“It never closes, she said.", False)
    assert (text[second.begin : second.end], second.closed) == ("“Good,”", True)


@pytest.mark.parametrize("stray", ['"Nothing', "No“thing", "Nothing “at"])
def test_a_stray_mark_does_not_change_the_quotations_of_other_paragraphs(stray):
    calm = "“One,” he said.\n\nNothing here.\n\n“Two,” she said."
    found = quoted(calm.replace("Nothing", stray))
    assert [quote for quote in found if "here" not in quote] == quoted(calm)


def test_paragraphs_that_are_no_text_have_no_quotations():
    text = "“By the staff,”"
    assert quotations(text, paragraphs(text, kind="byline")) == ()


@pytest.mark.parametrize("mark", ["“", '"', "‘", "'", "”", "„", "'a ", "“a "])
def test_a_hundred_thousand_marks_take_two_seconds_at_most(mark):
    text = mark * 100_000
    begin = time.process_time()
    quotations(text, paragraphs(text))
    assert time.process_time() - begin < 2


@given(st.text(alphabet="ab ,.\n\"'“”‘’„«»`5s", max_size=80))
def test_any_text_gives_ordered_quotations_inside_its_paragraphs(text):
    read = paragraphs(text)
    pieces = [piece for quote in quotations(text, read) for piece in quote.pieces]
    assert pieces == sorted(pieces)
    assert all(one[1] <= other[0] for one, other in pairwise(pieces))
    assert all(any(p.begin <= begin < end <= p.end for p in read) for begin, end in pieces)


@pytest.mark.parametrize(
    ("after", "kind", "pieces"),
    [
        ("of me.”", "cut", ["“They never thought", "of me.”"]),
        ("of me.”", "body", ["“They never thought"]),
        ("Of me.”", "cut", ["“They never thought"]),
        ("of me, “once.”", "cut", ["“They never thought", "“once.”"]),
    ],
)
def test_a_quotation_goes_on_behind_what_a_page_puts_into_its_sentence(after, kind, pieces):
    """Behind an advertisement in the midst of it, where the next paragraph begins small and closes it."""
    text = f"“They never thought\n\nAdvertisement\n\n{after}"
    first, last = text.index("Adv"), text.index("ment") + 6
    read = (Paragraph(0, first - 2, "body"), Paragraph(first, last - 2, kind), Paragraph(last, len(text), "body"))
    assert [text[slice(*piece)] for one in quotations(text, read) for piece in one.pieces] == pieces
