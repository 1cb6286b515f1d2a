"""A text as models and rules read it, and the way back to the text as it was written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.text.lines import paragraphs
from helpers.text.normal import as_read, normal, visible

ODD = "a b-\n\r\t\u00a0\u202f\u2009\u00ad\u200b\ufeff\u2060\u2028\u3164.“é"
TEXTS = st.one_of(st.text(max_size=60), st.text(ODD, max_size=60))


@st.composite
def laid_out(draw):
    """A text and paragraphs in it, in order and apart."""
    text = draw(TEXTS)
    edges = sorted(draw(st.lists(st.integers(0, len(text)), max_size=6)))
    return text, list(zip(edges[::2], edges[1::2], strict=False))


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Ms\u00a0Ida\u202fBrandt", "Ms Ida Brandt"),
        ("Ida  Brandt\tsaid", "Ida Brandt said"),
        ("Ida \u200b Brandt", "Ida Brandt"),
        ("Omar\u200b Quist\u2060", "Omar Quist"),
        ("un\u00adsafe", "unsafe"),
        ("“\ufeffNo,” \u200esaid\u200f Orr\ufe0f.", "“No,” said Orr."),
        ("Tarn\u3164Ferry", "Tarn Ferry"),
        ("a picture \ufffcof it", "a picture of it"),
        ("five people with\nknowledge", "five people with knowledge"),
        ("with \r\n    knowledge", "with knowledge"),
        ("un\u00ad\nsafe", "unsafe"),
        ("well-\nknown", "well-known"),
        ("pre-\nand post-war", "pre- and post-war"),
        ("the ship -\nan old one", "the ship - an old one"),
        ("2010–\n2012", "2010–2012"),
    ],
)
def test_a_gap_in_a_paragraph_reads_as_one_blank_and_a_word_as_a_whole(written, read):
    assert as_read(written) == read


@pytest.mark.parametrize(
    ("gap", "read"),
    [
        ("\n\n", "\n\n"),
        ("\r\n\r\n", "\n\n"),
        ("  \n\t", "\n"),
        ("\n\u00a0\n\u2003", "\n\n"),
        ("\u200b\n\ufeff\n\u2060", "\n\n"),
        ("\u2028", "\n"),
        (" ", " "),
        ("\t", " "),
    ],
)
def test_between_paragraphs_only_breaks_are_left_or_one_blank(gap, read):
    text = f"One.{gap}Two."
    assert normal(text, [(0, 4), (len(text) - 4, len(text))]).text == f"One.{read}Two."


def test_what_stands_around_all_paragraphs_is_left_out():
    assert normal("\ufeff \n One.\u00a0 ", [(4, 8)]).text == "\nOne."


def test_clean_text_reads_as_it_was_written():
    text = "The head\n\n“We won’t,” she said — not now, never.\n\nThe pre-war well.\n"
    assert normal(text, paragraphs(text)).text == text


def test_what_nobody_sees_is_left_out_and_line_breaks_stay():
    assert visible("\ufeffIda\u00a0\u200bBrandt\u2028\r\nno\u00adw").text == "Ida Brandt\u2028\r\nnow"


def test_words_go_back_to_the_stretch_that_they_were_written_in():
    text = "\ufeffMs Ida  Bra\u00adndt\u200b said"
    read = normal(text, [(1, len(text))])
    begin = read.text.index("Ida Brandt")
    first, last = read.original(begin, begin + len("Ida Brandt"))
    assert text[first:last] == "Ida  Bra\u00adndt"
    assert read.within(first, last) == (begin, begin + len("Ida Brandt"))


@given(laid_out())
def test_every_character_comes_from_where_it_is_said_to_come_from(made):
    text, laid = made
    read = normal(text, laid)
    places = [read.original(at, at + 1) for at in range(len(read.text))]
    assert places == sorted(set(places))
    for letter, (begin, end) in zip(read.text, places, strict=True):
        assert end == begin + 1
        assert text[begin] == letter or letter in " \n"


@given(laid_out())
def test_every_letter_is_read_and_nothing_is_longer(made):
    text, laid = made
    read = normal(text, laid).text
    assert [each for each in read if each.isalnum()] == [each for each in text if each.isalnum() and each != "\u3164"]
    assert len(read) <= len(text)


@given(laid_out(), st.data())
def test_a_stretch_that_is_read_is_found_again(made, data):
    text, laid = made
    read = normal(text, laid)
    begin = data.draw(st.integers(0, len(read.text)))
    end = data.draw(st.integers(begin, len(read.text)))
    first, last = read.original(begin, end)
    assert 0 <= first <= last <= len(text)
    assert begin == end or read.within(first, last) == (begin, end)


@given(TEXTS)
def test_what_was_read_once_reads_the_same_again(text):
    once = as_read(text)
    assert as_read(once) == once
