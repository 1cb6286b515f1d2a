"""Reasons: why the names of sources are held back, as the text says."""

from __future__ import annotations

import re

from spacy.tokens import Doc

from helpers.sources.clusters import Row, Rows
from helpers.sources.types import COUNTED_MOST, UNNAMED
from helpers.syntax import phrases
from helpers.text.bounds import sentence_of
from helpers.text.verbatim import span_at, verbatim

REASON = re.compile(r"\s*(?:\w+\s+){0,4}?,?\s*((?:because|since|citing|due to|for fear|out of fear|so as)\b[^.;”\"]*)")


def withhold(rows: Rows) -> None:
    """Give the unnamed sources the reason that the text states for holding their names back."""
    for match in phrases.WITHHELD.finditer(verbatim(rows.discourse.doc)):
        row = withheld_at(rows, match.start())
        if row is not None and not row.reason:
            row.reason = reason_in(rows.discourse.doc, match)
            if row.type == "unnamed person" or is_counted(row):
                row.type = "anonymous source"
    for row in rows:
        if row.whole is not None and row.whole.type == "anonymous source" and row.type == "unnamed person":
            row.type = "anonymous source"


def withheld_at(rows: Rows, at: int) -> Row | None:
    """The unnamed source of the sentence at `at`, or the last one before it in the same paragraph."""
    sentence = sentence_of(span_at(rows.discourse.doc, at, at + 1))
    unnamed = [(begin, row) for row in rows if row.type in UNNAMED for begin, _ in row.mentions]
    inside = [row for begin, row in unnamed if sentence.start_char <= begin < sentence.end_char]
    here = rows.discourse.paragraph(at)
    before = [pair for pair in unnamed if pair[0] < at and rows.discourse.paragraph(pair[0]) == here]
    return inside[0] if inside else max(before, key=lambda pair: pair[0], default=(0, None))[1]


def reason_in(doc: Doc, match: re.Match[str]) -> str:
    """The reason in the words of the article: the clause behind the phrase, or the phrase where no reason is given."""
    sentence = sentence_of(span_at(doc, match.start(), match.start() + 1))
    clause = REASON.match(verbatim(doc), match.end(), clause_end(doc, match.end(), sentence.end_char))
    return (clause[1] if clause else match[0]).strip()


def clause_end(doc: Doc, at: int, end: int) -> int:
    """Where a clause that was put in ends: before a comma with a verb behind it, ", said that …"."""
    span = doc.char_span(at, end, alignment_mode="contract")
    if span is None:
        return end
    for token in span:
        if token.text == "," and token.i + 1 < span.end and token.nbor().tag_ in ("VBD", "VBZ", "VBP", "MD"):
            return token.idx
    return end


def is_counted(row: Row) -> bool:
    """Whether a row is of a few people whom the text counts."""
    people = row.first.people if row.first is not None else None
    return row.type == "unnamed group" and people is not None and people <= COUNTED_MOST
