"""Reasons: why the names of sources are held back, as the text says."""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.tokens import Doc

from helpers.naming.types import COUNTED_MOST, UNNAMED
from helpers.resolution.candidates import Candidate
from helpers.resolution.places import Places
from helpers.saying import phrases
from helpers.text.bounds import sentence_of
from helpers.text.verbatim import verbatim

REASON = re.compile(r"\s*(?:\w+\s+){0,4}?,?\s*((?:because|since|citing|due to|for fear|out of fear|so as)\b[^.;”\"]*)")


def withhold(doc: Doc, rows: Sequence[Candidate], places: Places) -> None:
    """Give the unnamed sources the reason that the text states for holding their names back."""
    for match in phrases.WITHHELD.finditer(verbatim(doc)):
        row = withheld_at(doc, rows, places, match.start())
        if row is not None and not row.reason:
            row.reason = reason_in(doc, match)
            if row.type == "unnamed person" or is_counted(row):
                row.type = "anonymous source"
    held_back = {row.key for row in rows if row.type == "anonymous source"}
    for row in rows:
        if row.whole in held_back and row.type == "unnamed person":
            row.type = "anonymous source"


def withheld_at(doc: Doc, rows: Sequence[Candidate], places: Places, at: int) -> Candidate | None:
    """The unnamed source of the sentence at `at`, or the last one before it in the same paragraph."""
    here = places.spot(at, at + 1)
    unnamed = [(places.spot(*span), row) for row in rows if row.type in UNNAMED for span in row.mentions]
    inside = [row for spot, row in unnamed if spot.sentence == here.sentence]
    before = [(spot.begin, row) for spot, row in unnamed if spot.begin < at and spot.paragraph == here.paragraph]
    return inside[0] if inside else max(before, key=lambda pair: pair[0], default=(0, None))[1]


def reason_in(doc: Doc, match: re.Match[str]) -> str:
    """The reason in the words of the article: the clause behind the phrase, or the phrase where no reason is given."""
    sentence = sentence_of(doc.char_span(match.start(), match.start() + 1, alignment_mode="expand"))
    clause = REASON.match(verbatim(doc), match.end(), clause_end(doc, match.end(), sentence.end_char))
    return (clause[1] if clause else match[0]).strip()


def clause_end(doc: Doc, at: int, end: int) -> int:
    """Where a clause that was put in ends: before a comma with a verb behind it, ", said that …"."""
    span = doc.char_span(at, end, alignment_mode="contract")
    for token in span if span is not None else ():
        if token.text == "," and token.i + 1 < span.end and token.nbor().tag_ in ("VBD", "VBZ", "VBP", "MD"):
            return token.idx
    return end


def is_counted(row: Candidate) -> bool:
    """Whether a row is of a few people whom the text counts."""
    people = row.first.people if row.first is not None else None
    return row.type == "unnamed group" and people is not None and people <= COUNTED_MOST
