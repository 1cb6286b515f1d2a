"""Learned: attributions that the trained model finds, as frames of tokens."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain

from spacy.tokens import Doc, Span

from helpers.attributions.cues import Cue, Entry, cue_at
from helpers.attributions.frames import Frame, first_token
from helpers.attributions.sentences import Run
from helpers.encoder import decoding
from helpers.encoder.scans import scan
from helpers.text.layouts import Paragraph
from helpers.text.lines import Offsets
from helpers.text.quotations import SILENT_KINDS, Quotation
from helpers.text.spans import shared, within
from helpers.text.verbatim import span_at, verbatim

CALIBRATION = (0.97, -0.01)
REST_OF_CLAUSE = re.compile(r"([^\n.!?;:”\"]{1,400}\w),\s*")
"""What may lie between a content cut short and its speaker: words of the same clause, and then a comma."""
UNKNOWN = Entry(("",), "statement", "neutral", frozenset(), "found by the model, not in the lexicon")


def learned_frames(doc: Doc, quotes: tuple[Quotation, ...], paragraphs: Iterable[Paragraph]) -> list[Frame]:
    """The attributions of a Doc by the trained model, in tokens, in the order of the text."""
    heard = [(p.begin, p.end) for p in paragraphs if p.kind not in SILENT_KINDS]
    inside = filter(None, (in_paragraphs(one, heard) for one in scan(doc).attributions))
    return [frame(doc, one, quotes) for one in inside]


def in_paragraphs(found: decoding.Found, heard: Sequence[Offsets]) -> decoding.Found | None:
    """A finding without what it takes of lines left out, each span in one paragraph; None where too little is left.

    Of a source that runs over a break ("Advertisement ¶ Roe's sister") the part nearest to the cue is kept."""
    if not within(found.cue[0], heard):
        return None
    content = tuple(part for piece in found.content for part in shared(piece, heard))
    sources = (sorted(shared(piece, heard), key=lambda part: gap(part, found.cue))[:1] for piece in found.source)
    cue = min(shared(found.cue, heard))
    return replace(found, cue=cue, source=tuple(chain(*sources)), content=content) if content else None


def gap(span: Offsets, cue: Offsets) -> int:
    """Characters between a span and a cue."""
    return max(cue[0] - span[1], span[0] - cue[1], 0)


def frame(doc: Doc, found: decoding.Found, quotes: tuple[Quotation, ...]) -> Frame:
    """One finding in tokens; a quotation the content holds whole but for a mark is given its marks."""
    run = partial(tokens, doc)
    pieces = to_its_speaker(found, verbatim(doc))
    content = apart([run(with_marks(piece, quotes)) for piece in pieces])
    said = cue(doc, run(found.cue))
    probability = calibrated(found.cue_probability * found.link_probability)
    return Frame(said, tuple(map(run, found.source)), content, "model", probability)


def calibrated(score: float) -> float:
    """The chance that cue, source and content all overlap those of a person, for the model's own score (0 to 1).

    A logistic curve fitted on PolNeAR dev (2,054 findings; mean gap between chance and hits in ten bins 1.7 points)."""
    slope, shift = CALIBRATION
    inside = min(max(score, 1e-4), 1 - 1e-4)
    return 1 / (1 + math.exp(-(slope * math.log(inside / (1 - inside)) + shift)))


def to_its_speaker(found: decoding.Found, text: str) -> tuple[Offsets, ...]:
    """The content; one before its speaker ("… to the valley, officials say") reaches up to the comma there."""
    begin = min(edge for edge, _ in (*found.source, found.cue))
    before = [piece for piece in found.content if piece[1] <= begin]
    if not before:
        return found.content
    last = max(before)
    gap = REST_OF_CLAUSE.fullmatch(text, last[1], begin)
    return tuple((piece[0], gap.end(1)) if gap and piece == last else piece for piece in found.content)


def tokens(doc: Doc, offsets: Offsets) -> Run:
    """The tokens that the characters touch."""
    span = span_at(doc, *offsets)
    return span.start, span.end


def apart(runs: list[Run]) -> tuple[Run, ...]:
    """Runs in order, those that touch or overlap joined."""
    out: list[Run] = []
    for begin, end in sorted(runs):
        if out and begin <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((begin, end))
    return tuple(out)


def with_marks(piece: Offsets, quotes: tuple[Quotation, ...]) -> Offsets:
    """A piece of content with the quotation mark that stands right at its edge, where the quotation lies inside it."""
    begin, end = piece
    for low, high in (edge for quote in quotes for edge in quote.pieces):
        if begin == low + 1 and end >= high - 1:
            begin = low
        if end == high - 1 and begin <= low + 1:
            end = high
    return begin, end


def cue(doc: Doc, run: Run) -> Cue:
    """A cue as found, with the row of the lexicon that fits its head or another of its words."""
    span: Span = doc[slice(*run)]
    for token in (span.root, *reversed(span)):
        if (known := cue_at(token)) is not None:
            return Cue(token.i, *run, known.entry)
    return Cue(span.root.i, *run, UNKNOWN)


def together(first: list[Frame], others: list[Frame]) -> list[Frame]:
    """All of `first`, and those of `others` that share no word of cue or content with them, in order."""
    taken = {index for one in first for index in words(one)}
    return sorted([*first, *(one for one in others if taken.isdisjoint(words(one)))], key=first_token)


def words(one: Frame) -> set[int]:
    """The tokens of a frame's cue and content."""
    runs = [*one.content, *([(one.cue.begin, one.cue.end)] if one.cue else [])]
    return {index for begin, end in runs for index in range(begin, end)}
