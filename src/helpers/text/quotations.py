"""Quotations: pairs of quotation marks as spans, one over several paragraphs where each of them opens with a mark."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple

from helpers.text.layouts import Paragraph
from helpers.text.lines import Offsets
from helpers.text.normal import Normal, normal

MARK = re.compile(r"``|''|[\"“”„«»‘’']")
FEET = re.compile(r"\d\s?['’′]\s?\d{1,2}(?:\s?[½¼¾])?(''|[\"”″])")
OPENING_CONTEXT = frozenset("([{—–-/…:\"'“”„‘’«`")
CLOSING_CONTEXT = frozenset(")]}—–-/….,;:!?\"'“”‘’»")
DOUBLE = frozenset('"“”„')
SINGLE = frozenset("‘’'")
ELIDED = re.compile(r"\d0s|tis\b|twas\b|em\b|til\b|cause\b|bout\b|n\b|round\b", re.IGNORECASE)
"""Words whose first letters an apostrophe stands for, and decades: no quotation opens there."""
SILENT_KINDS = frozenset({"cut", "byline", "date", "outlet"})


@dataclass(frozen=True, slots=True)
class Quotation:
    """Quoted words with their marks: one piece a paragraph; `closed` is False where the last mark is missing."""

    begin: int
    end: int
    closed: bool = True
    pieces: tuple[Offsets, ...] = ()


class Mark(NamedTuple):
    """A quotation mark and what it can do where it stands."""

    begin: int
    end: int
    family: str  # "double", "angle" or "single"
    opens: bool
    closes: bool


def quotations(text: str, paragraphs: Iterable[Paragraph]) -> tuple[Quotation, ...]:
    """The quotations of an article in order, none inside another; takes time linear in the text.

    A paragraph bounds every quotation but those that the next paragraph takes up again with a mark of its own. Odd
    white space and what nobody sees make no difference."""
    every = list(paragraphs)
    spoken = [paragraph for paragraph in every if paragraph.kind not in SILENT_KINDS]
    behind = {after.begin for before, after in pairwise(every) if before.kind in SILENT_KINDS}
    read = normal(text, [(each.begin, each.end) for each in spoken])
    if read.text == text:
        return tuple(plain_quotations(text, spoken, behind))
    plain = [within(each, read) for each in spoken]
    places = {now.begin for now, then in zip(plain, spoken, strict=True) if then.begin in behind}
    return tuple(as_written(each, read) for each in plain_quotations(read.text, plain, places))


def plain_quotations(text: str, paragraphs: list[Paragraph], behind: set[int]) -> Iterator[Quotation]:
    """The quotations of paragraphs of a text without odd white space, some of which begin `behind` what was cut."""
    found: list[list[Quotation]] = []
    for paragraph in paragraphs:
        broken = paragraph.begin in behind and breaks_off(text, found, paragraph)
        mark = Mark(paragraph.begin, paragraph.begin, "double", True, False) if broken else None
        found.append(list(paragraph_quotations(text, paragraph.begin, paragraph.end, mark)))
    return joined(text, found, paragraphs)


def breaks_off(text: str, found: list[list[Quotation]], paragraph: Paragraph) -> bool:
    """Whether a sentence in double marks, open at the end of the last paragraph, goes on in this one.

    What a page puts between (an advertisement, its address in print) was cut; this one begins small, and its first mark
    closes."""
    open_ = found[-1][-1] if found and found[-1] else None
    if open_ is None or open_.closed or text[open_.pieces[-1][0]] not in DOUBLE or not text[paragraph.begin].islower():
        return False
    first = next((m for m in marks(text, paragraph.begin, paragraph.end) if m.family == "double"), None)
    return first is not None and first.closes and text[open_.end : paragraph.begin].strip() != ""


def as_written(found: Quotation, read: Normal) -> Quotation:
    """A quotation with the offsets of the text as it was written."""
    pieces = tuple(read.original(*piece) for piece in found.pieces)
    begin, end = read.original(found.begin, found.end)
    return replace(found, pieces=pieces, begin=begin, end=end)


def within(paragraph: Paragraph, read: Normal) -> Paragraph:
    """A paragraph with the offsets of the text as it is read."""
    begin, end = read.within(paragraph.begin, paragraph.end)
    return replace(paragraph, begin=begin, end=end)


def paragraph_quotations(text: str, begin: int, end: int, opened: Mark | None = None) -> Iterator[Quotation]:
    """The quotations of one paragraph; an open one ends where the next begins or where the paragraph does.

    `opened` stands for the mark of one that goes on from the paragraph before."""
    every = list(marks(text, begin, end))
    singles = single_pairs(text, [mark for mark in every if mark.family == "single"])
    resume = begin
    for mark in every:
        if mark.begin < resume:
            continue
        if opened is None and mark.begin in singles:
            resume = singles[mark.begin]
            yield quotation(mark.begin, resume)
        elif mark.family == "single":
            continue
        elif opened is not None and closing(mark, opened):
            yield from spoken(text, quotation(opened.begin, mark.end))
            opened = None
        elif mark.opens:
            if opened is not None:
                yield from spoken(text, quotation(opened.begin, mark.begin, closed=False))
            opened = mark
    if opened is not None:
        yield from spoken(text, quotation(opened.begin, end, closed=False))


def quotation(begin: int, end: int, *, closed: bool = True) -> Quotation:
    """A quotation of one piece."""
    return Quotation(begin, end, closed, ((begin, end),))


def spoken(text: str, found: Quotation) -> Iterator[Quotation]:
    """The quotation, its edge white space left out, if there is a letter or a digit in it."""
    end = found.begin + len(text[found.begin : found.end].rstrip())
    if any(character.isalnum() for character in text[found.begin : end]):
        yield quotation(found.begin, end, closed=found.closed)


def closing(mark: Mark, opened: Mark) -> bool:
    """Whether `mark` ends the quotation that `opened` began."""
    return mark.closes and mark.family == opened.family


def marks(text: str, begin: int, end: int) -> Iterator[Mark]:
    """The marks of a paragraph; those of feet and inches are none."""
    inches = {match.start(1) for match in FEET.finditer(text, begin, end)}
    for match in MARK.finditer(text, begin, end):
        if match.start() not in inches:
            yield mark_at(text, match.start(), match.end(), begin, end)


def mark_at(text: str, at: int, after: int, begin: int, end: int) -> Mark:
    """What the mark at `at` can do, by its shape and by what stands beside it."""
    written = text[at:after]
    left = text[at - 1] if at > begin else " "
    right = text[after] if after < end else " "
    starts = (left.isspace() or left in OPENING_CONTEXT) and not right.isspace()
    ends = not left.isspace() and (right.isspace() or right in CLOSING_CONTEXT)
    family = "single" if written in SINGLE else "angle" if written in "«»" else "double"
    if family == "single":
        return Mark(at, after, family, opens_single(text, at, after, left, right), ends and written != "‘")
    if written in "“„«``":
        return Mark(at, after, family, starts or not right.isspace(), written == "“" and ends and not starts)
    if written in "”»":
        return Mark(at, after, family, starts and left.isspace(), not (starts and left.isspace()))
    return Mark(at, after, family, starts, ends or not starts)


def opens_single(text: str, at: int, after: int, left: str, right: str) -> bool:
    """Whether a single mark opens: before a letter, after white space or an opening mark, and no elided word."""
    if not (left.isspace() or left in OPENING_CONTEXT) or not (right.isalnum() or right in '“"[…'):
        return False
    return not ELIDED.match(text, after) and (text[at] != "’" or left.isspace())


def single_pairs(text: str, every: list[Mark]) -> dict[int, int]:
    """Where single quotations begin → where they end; only pairs that clearly are quotations."""
    openers = [mark.begin for mark in every if mark.opens]
    closers = [mark for mark in every if mark.closes and not mark.opens]
    clear = [mark.begin for mark in closers if not possessive(text, mark)]
    ends = {mark.begin: mark.end for mark in closers}
    possible = list(ends)
    pairs = {}
    for at in openers:
        bound = following(openers, at, default=len(text))
        close = min(following(clear, at, default=bound), bound)
        close = close if close < bound else following(possible, at, default=bound)
        if close < bound:
            pairs[at] = ends[close]
    return pairs


def possessive(text: str, mark: Mark) -> bool:
    """Whether the mark may be the apostrophe of a plural owner ("the voters’ choice")."""
    return text[mark.begin - 1] in "sS" and text[mark.end : mark.end + 1].isspace()


def following(places: list[int], at: int, *, default: int) -> int:
    """The first of the sorted `places` after `at`."""
    index = bisect_right(places, at)
    return places[index] if index < len(places) else default


def joined(text: str, found: list[list[Quotation]], paragraphs: list[Paragraph]) -> Iterator[Quotation]:
    """Quotations with those that run on over paragraphs made one: each opens with a mark, only the last one closes."""
    pending: Quotation | None = None
    for inside, paragraph in zip(found, paragraphs, strict=True):
        for index, one in enumerate(inside):
            if pending is not None:
                takes_up = (
                    index == 0
                    and one.begin == paragraph.begin
                    and (text[one.begin] == text[pending.pieces[-1][0]] or text[one.begin].islower())
                )
                one = continued(pending, one) if takes_up else one
                if not takes_up:
                    yield pending
                pending = None
            if runs_on(text, one, paragraph):
                pending = one
            else:
                yield one
        if pending is not None and not inside:
            yield pending
            pending = None
    if pending is not None:
        yield pending


def runs_on(text: str, one: Quotation, paragraph: Paragraph) -> bool:
    """Whether the quotation is open where its paragraph ends, and began as speech does: first, or behind a stop."""
    if one.closed or one.end != paragraph.end:
        return False
    begin = one.pieces[-1][0]
    return begin == paragraph.begin or text[paragraph.begin : begin].rstrip()[-1:] in (",", ":", ".", "?", "!")


def continued(before: Quotation, after: Quotation) -> Quotation:
    """Two quotations as one."""
    return replace(after, begin=before.begin, pieces=before.pieces + after.pieces)
