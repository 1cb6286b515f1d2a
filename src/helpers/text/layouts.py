"""Layouts: what every paragraph of a text is: headline, byline, date, body, page furniture."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain, islice
from typing import TypeVar

from helpers import lexicons
from helpers.lexicons import in_order
from helpers.text.bylines import PRESENTED, author, byline
from helpers.text.datelines import dateline
from helpers.text.dates import is_date, is_labelled
from helpers.text.furniture import LONGEST_FURNITURE, SPEECH, WRAPPING, furniture, opened
from helpers.text.heads import LONGEST_NOTE, Piece, heading, read_head
from helpers.text.lines import Offsets, paragraphs
from helpers.text.normal import Normal, normal, visible

PARAGRAPH_KINDS = ("headline", "subtitle", "byline", "date", "outlet", "body", "cut")
NAME = r"(?-i:[A-Z])[\w’'.-]+(?: (?-i:[A-Z]|de |van |von |der )[\w’'.-]*){1,3}"
REPORTED = re.compile(rf"\b(?:{'|'.join(in_order('reporting'))})\b", re.I)
"""Speech that no note on an author reports, though it may tell what they wrote."""
REMAINDER = re.compile(r"\[\+(\d{1,9}) chars\]\s*\Z")
"""How services of news say how much of an article they kept back."""
CREDITS = ("photo credit", "credit line")
"""Reasons for a cut that name people who worked on the article."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A run of text between line breaks, without the white space around it; `kind` is one of `PARAGRAPH_KINDS`."""

    begin: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Cut:
    """A piece of the text that is not article, and why it was taken out of the analysis (the text itself keeps it)."""

    begin: int
    end: int
    reason: str


Part = TypeVar("Part", Paragraph, Cut)


@dataclass(frozen=True, slots=True)
class Layout:
    """What the parts of a text are; offsets into that text."""

    paragraphs: tuple[Paragraph, ...] = ()
    cuts: tuple[Cut, ...] = ()
    title: str = ""
    byline: str = ""
    dateline: Offsets | None = None
    date: str = ""
    outlet: str = ""


def layout(text: str, title: str = "") -> Layout:
    """Say of every paragraph of `text` what it is; a paragraph that says `title` again is the headline.

    Linear in the length of `text`, which may be any text; nothing is rewritten. What is found is what is found in the
    text as it reads without what nobody sees: its fields have plain blanks."""
    seen = visible(text)
    runs = [seen.original(*run) for run in without_remainder(seen.text, paragraphs(seen.text))]
    read = normal(text, runs)
    return as_written(plain_layout(read.text, [read.within(*run) for run in runs], normal(title, ()).text), read)


def without_remainder(text: str, runs: list[Offsets]) -> list[Offsets]:
    """The paragraphs with what a service puts where it cuts a text ([+1234 chars]) as one of its own."""
    found = REMAINDER.search(text, runs[-1][0]) if runs else None
    if found is None or found.start() == runs[-1][0]:
        return runs
    begin, end = runs[-1]
    return [*runs[:-1], (begin, begin + len(text[begin : found.start()].rstrip())), (found.start(), end)]


def as_written(found: Layout, read: Normal) -> Layout:
    """What was found in a text as it is read, with the offsets of the text as it was written."""
    return replace(
        found,
        paragraphs=tuple(written(each, read) for each in found.paragraphs),
        cuts=tuple(written(each, read) for each in found.cuts),
        dateline=found.dateline and read.original(*found.dateline),
    )


def written(part: Part, read: Normal) -> Part:
    """A part with the offsets of the text as it was written."""
    begin, end = read.original(part.begin, part.end)
    return replace(part, begin=begin, end=end)


def plain_layout(text: str, runs: list[Offsets], title: str) -> Layout:
    """The layout of a text without odd white space, whose paragraphs are known."""
    head = list(read_head(text, runs, title))
    pieces = without_notes(text, [*chain(*head), *read_body(text, runs, len(head))])
    return Layout(
        paragraphs=tuple(Paragraph(piece.begin, piece.end, piece.kind) for piece in pieces),
        cuts=tuple(Cut(piece.begin, piece.end, piece.reason) for piece in pieces if piece.kind == "cut"),
        dateline=first_dateline(text, pieces),
        title=first_value(pieces, "headline"),
        byline=first_value(pieces, "byline"),
        date=first_value(pieces, "date"),
        outlet=first_value(pieces, "outlet"),
    )


def first_value(pieces: list[Piece], kind: str) -> str:
    """The words of the first piece of a kind that has some."""
    return next((piece.value for piece in pieces if piece.kind == kind and piece.value), "")


def first_dateline(text: str, pieces: list[Piece]) -> Offsets | None:
    """The dateline of the first body paragraph, or of one of the next two where summaries stand before it."""
    body = islice((piece for piece in pieces if piece.kind == "body"), 3)
    return next(filter(None, (dateline(text, piece.begin, piece.end) for piece in body)), None)


def read_body(text: str, runs: list[Offsets], index: int) -> Iterator[Piece]:
    """The paragraphs from `index` on: body, headings between, a page's dates, and furniture with the lists it opens."""
    while index < len(runs):
        begin, end = runs[index]
        rule = furniture(text, runs, index)
        if rule is None:
            yield heading(text, begin, end) or changed(text, begin, end) or Piece(begin, end)
            index += 1
            continue
        stop = index + 1 + opened(text, runs, index, rule)
        yield from (Piece(first, last, "cut", reason=rule.reason) for first, last in runs[index:stop])
        index = stop


def changed(text: str, begin: int, end: int) -> Piece | None:
    """A line that says when the page was made or changed, which some papers have at the end."""
    words = text[begin:end] if end - begin <= 100 else ""
    return Piece(begin, end, "date", words if is_date(words) else "") if is_labelled(words) else None


def without_notes(text: str, pieces: list[Piece]) -> list[Piece]:
    """The pieces, paragraphs at the end that present who wrote or photographed the article made cuts.

    Such a paragraph names somebody who is credited, or nobody whom the article before it has named."""
    credited = [piece for piece in pieces if piece.kind == "byline" or piece.reason in CREDITS]
    credits = " ".join(text[piece.begin : piece.end] for piece in credited).lower()
    body = [number for number, piece in enumerate(pieces) if piece.kind == "body"]
    for number in reversed(body[1:][-LONGEST_NOTE:]):
        piece = pieces[number]
        words = text[piece.begin : piece.end] if piece.end - piece.begin <= LONGEST_FURNITURE else ""
        if not (is_presented(words, credits) or is_note(words, text[: piece.begin])):
            break
        pieces[number] = replace(piece, kind="cut", reason="note on the author")
    return pieces


def is_presented(words: str, credits: str) -> bool:
    """Whether a paragraph presents somebody who is credited."""
    match = PRESENTED.fullmatch(words) if credits else None
    return bool(match and match[1].lower() in credits and not SPEECH.search(words))


def is_note(words: str, before: str) -> bool:
    """Whether a paragraph is worded as one that presents an author, of whom nothing is told in the text before it."""
    match = notes().fullmatch(words.strip(WRAPPING + "()")) if words and not REPORTED.search(words) else None
    if match is None or not match["name"]:
        return match is not None
    return match["name"] not in without_bylines(before)


def without_bylines(text: str) -> str:
    """A text without the lines of its head that name who wrote it."""
    head, _, rest = text[:2_000].rpartition("\n")
    kept = [line for line in head.split("\n") if not byline(line.strip()) and not author(line.strip())]
    return "\n".join((*kept, rest)) + text[2_000:]


@cache
def notes() -> re.Pattern:
    """The patterns of `notes.csv` as one; those of a person begin with the `name`."""
    rows = lexicons.rows("notes")
    named = "|".join(row["pattern"] for row in rows if row["named"] == "yes")
    others = "|".join(row["pattern"] for row in rows if row["named"] != "yes")
    return re.compile(rf"(?:(?P<name>{NAME})(?:{named}))|(?:{others})", re.I | re.S)
