"""Stops: a sentence ends with its marks; abbreviations, initials, titles before a name and numbers are no ends."""

import pytest
import spacy
from handmade import doc_of

from helpers import language
from helpers.syntax import stops

NLP = spacy.blank("en")
for title in ("Sen.", "Col."):
    NLP.tokenizer.add_special_case(title, [{"ORTH": title}])
language.split_glued(NLP.tokenizer)


def started(text: str, parsed: str = "") -> list[str]:
    """The words that begin a sentence, the parser being of the opinion that the one before `parsed` ends there."""
    words = NLP.tokenizer(text)
    starts = [token.text == parsed for token in words]
    doc = doc_of([t.text for t in words], [bool(t.whitespace_) for t in words], sent_starts=starts)
    return [doc[at].text for at in stops.sentence_starts(doc)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("said Ada Lee. Peter Walker said no.", ["Peter"]),
        ("said Ada Lee, 61. Ned Farr said no.", ["Ned"]),
        ("It works, said Eva Roth! Sam Pole said no.", ["Sam"]),
        ("“Is it?” asked Eva Roth. Sam Pole said no.", ["Sam"]),
        ("He said “no.” Sam Pole left.", ["Sam"]),
        ("said Pia Holm.“It is rotten.” Few wept.", ["“", "Few"]),
        ("It was Monday.Peter left.", ["Peter"]),
        ("said Ada Lee. J. Walker said no.", ["J."]),
        ("said Sen. Ada J. Lee of No. 10 on Monday", []),
        ("said Col. Quill", []),
        ("“Stop it!” he said, “now.”", []),
        ("It cost 1.5 million, she said", []),
    ],
)
def test_a_sentence_begins_behind_a_stop_that_is_no_part_of_a_word(text, words):
    assert started(text) == words


@pytest.mark.parametrize("word", ["Jr.", "U.S.", "Inc."])
def test_behind_an_abbreviation_the_parser_decides(word):
    text = f"said Paul Dodd {word} Peter left"
    assert (started(text), started(text, "Peter")) == ([], ["Peter"])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("“No,” said Paul Dodd Jr. Peter Walker said yes.", ["Peter"]),
        ("“No,” said a maker in the U.S. Peter Walker, the mayor, said yes.", ["Peter"]),
        ("It rains, said Paul Dodd Jr. Mr Walker told us.", ["Mr"]),
        ("“No,” said Sen. Peter Walker, who said yes later.", []),
        ("“No,” said Paul Dodd Jr. Peter Walker wept.", []),
        ("Officials of the U.S. Treasury said no.", []),
        ("“No,” said a senator in the U.S. Senate, where he said more.", []),
    ],
)
def test_between_two_verbs_of_speech_an_abbreviation_ends_a_sentence(text, words):
    """Nobody is the subject of both "said Dodd Jr." and "Walker said"."""
    doc = NLP.tokenizer(text)
    assert [doc[at].text for at in stops.hidden_starts(doc)] == words


def test_words_that_only_quotation_marks_hold_together_are_parted():
    assert [token.text for token in NLP.tokenizer("on Monday,”she said")] == ["on", "Monday", ",", "”", "she", "said"]
