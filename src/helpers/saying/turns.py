"""Turns: whose turn it is to speak where a quotation has no cue: answers to questions, and quotations given twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

from spacy.tokens import Doc

from helpers.articles import Paragraph
from helpers.saying import phrases
from helpers.saying.frames import Frame, first_token, pieces_in
from helpers.saying.sentences import Page, Run, page
from helpers.text.quotations import SILENT_KINDS, Quotation


def turned_frames(
    doc: Doc, found: Iterable[Frame], quotes: tuple[Quotation, ...], paragraphs: Iterable[Paragraph]
) -> list[Frame]:
    """The frames without words that a nearer one has, and without the answers to their own questions.

    An answer, a paragraph that is nothing but a quotation behind one that ends with a question, is nobody's."""
    marked = page(doc, quotes)
    heard = [doc.char_span(p.begin, p.end, alignment_mode="expand") for p in paragraphs if p.kind not in SILENT_KINDS]
    asked = dict(lone_quotations(marked, [(span.start, span.end) for span in heard if span is not None]))
    return sorted((part for one in once(list(found)) for part in turns(marked, one, asked)), key=first_token)


def lone_quotations(marked: Page, paragraphs: list[Run]) -> Iterator[tuple[int, Run]]:
    """Where each paragraph begins that is one whole quotation, and the last piece quoted in the one before it."""
    for before, own in pairwise(pieces_in(marked, run) for run in paragraphs):
        piece = marked.pieces[own[0]] if before and len(own) == 1 else None
        if piece is not None and is_alone(marked.doc, piece):
            yield piece[0], marked.pieces[before[-1]]


def is_alone(doc: Doc, piece: Run) -> bool:
    """Whether a piece is all of its paragraph."""
    begin, end = piece
    return (begin == 0 or "\n" in doc[begin - 1].text) and (end == len(doc) or "\n" in doc[end].text)


def turns(marked: Page, frame: Frame, asked: dict[int, Run]) -> list[Frame]:
    """A frame up to an answer to what it asks, and each quotation from there on by itself."""
    answers = [run[0] for run in frame.content if frame.cue is not None and is_answer(marked, run, frame, asked)]
    first = min(answers, default=len(marked.doc))
    own = tuple(run for run in frame.content if run[0] < first)
    rest: dict[int, list[Run]] = {}
    for run in frame.content[len(own) :]:
        rest.setdefault(marked.whole[marked.inside[run[0]]] if marked.quoted(run[0]) else -1, []).append(run)
    return [replace(frame, content=own), *(Frame(None, (), tuple(runs), "loose") for runs in rest.values())]


def is_answer(marked: Page, run: Run, frame: Frame, asked: dict[int, Run]) -> bool:
    """Whether a piece of a content is a paragraph of its own that answers what the frame itself asks."""
    question = asked.get(run[0])
    if question is None or run[0] < frame.cue.end or not ends_asking(marked.doc, question):
        return False
    goes_on = marked.whole[marked.inside[question[0]]] == marked.whole[marked.inside[run[0]]]
    return not goes_on and any(begin <= question[0] < end for begin, end in frame.content)


def ends_asking(doc: Doc, piece: Run) -> bool:
    """Whether a quotation that is closed ends with a question mark."""
    begin, end = piece
    last = [token.text for token in doc[max(begin, end - 2) : end]]
    return last[-1] in phrases.QUOTATION_MARKS and "?" in last


def once(found: list[Frame]) -> list[Frame]:
    """The frames in which words that several of them have stay with the last cue before them."""
    having: dict[Run, list[Frame]] = {}
    for one in found:
        for run in one.content:
            having.setdefault(run, []).append(one)
    out = []
    for one in found:
        content = tuple(run for run in one.content if not any(is_nearer(other, one, run) for other in having[run]))
        out.append(replace(one, content=content or one.content))
    return out


def is_nearer(other: Frame, one: Frame, run: Run) -> bool:
    """Whether another frame with more than a piece has its cue between the cue of the first and the piece."""
    if one.cue is None or other.cue is None or len(other.content) == 1:
        return False
    return one.cue.end <= other.cue.begin and other.cue.end <= run[0]
