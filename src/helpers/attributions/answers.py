"""Turns: whose turn it is to speak where a quotation has no cue: answers to questions, and quotations given twice."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from spacy.tokens import Doc

from helpers.attributions.frames import Frame, first_token, pieces_in
from helpers.attributions.sentences import Page, Run, page
from helpers.lexicons import listed
from helpers.syntax import phrases
from helpers.text.layouts import Paragraph
from helpers.text.quotations import SILENT_KINDS, Quotation

LONGEST_ACT = 8
"""Words of what somebody does before they speak: The lawyer smiled."""
LONGEST_RETORT = 3
"""Words that hardly go on with what somebody said in the paragraph before: I did not."""
SPOKEN_TO = listed("second person")


@dataclass(frozen=True, slots=True)
class Talk:
    """A page, where its paragraphs begin, who is quoted in each, and the lone quotations with the one before each."""

    marked: Page
    begins: list[int]
    speakers: dict[int, set[str]]
    lone: dict[int, Run]

    def paragraph(self, at: int) -> int:
        """The number of the paragraph that a token stands in, -1 before the first."""
        return bisect_right(self.begins, at) - 1


def turned_frames(
    doc: Doc, found: Iterable[Frame], quotes: tuple[Quotation, ...], paragraphs: Iterable[Paragraph]
) -> list[Frame]:
    """The frames with whole quotations, without words that may well be somebody else's turn.

    Nobody's are an answer to the frame's own question and a reply to it, each a paragraph that is nothing but a
    quotation, and a quotation behind what somebody else does (The lawyer smiled. “It was noon.”)."""
    marked = page(doc, quotes)
    heard = [doc.char_span(p.begin, p.end, alignment_mode="expand") for p in paragraphs if p.kind not in SILENT_KINDS]
    runs = [(span.start, span.end) for span in heard if span is not None]
    every = carried(marked, list(found))
    talk = Talk(marked, [begin for begin, _ in runs], {}, dict(lone_quotations(marked, runs)))
    for one in every:
        for run in one.content if one.cue is not None and one.source else ():
            if marked.quoted(run[0]):
                talk.speakers.setdefault(talk.paragraph(run[0]), set()).add(source_text(doc, one))
    return sorted((part for one in every for part in turns(talk, one)), key=first_token)


def carried(marked: Page, found: list[Frame]) -> list[Frame]:
    """The frames, each that has a piece of a quotation with the later pieces of it that no frame has."""
    taken = {at for one in found if one.cue is not None for run in one.content for at in range(*run)}
    pieces: dict[int, list[int]] = {}
    for number, whole in enumerate(marked.whole):
        pieces.setdefault(whole, []).append(number)
    out = []
    for one in found:
        last = marked.inside[one.content[-1][1] - 1] if one.content and one.cue is not None else -1
        after = [number for number in pieces[marked.whole[last]] if number > last] if last >= 0 else []
        more = [marked.pieces[number] for number in after if taken.isdisjoint(range(*marked.pieces[number]))]
        taken.update(at for run in more for at in range(*run))
        out.append(replace(one, content=(*one.content, *more)))
    spoken = {run for one in out if one.cue is not None for run in one.content}
    return [one for one in out if one.cue is not None or not spoken.issuperset(one.content)]


def source_text(doc: Doc, frame: Frame) -> str:
    """The words of a source."""
    return " ".join(doc[slice(*run)].text for run in frame.source)


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


def turns(talk: Talk, frame: Frame) -> list[Frame]:
    """A frame up to the turn of somebody else, and each quotation from there on by itself."""
    marked = talk.marked
    others = [run[0] for run in frame.content if frame.cue is not None and is_others(talk, run, frame)]
    first = min(others, default=len(marked.doc))
    own = tuple(run for run in frame.content if run[0] < first)
    rest: dict[int, list[Run]] = {}
    for run in frame.content[len(own) :]:
        rest.setdefault(marked.whole[marked.inside[run[0]]] if marked.quoted(run[0]) else -1, []).append(run)
    return [replace(frame, content=own), *(Frame(None, (), tuple(runs), "loose") for runs in rest.values())]


def is_others(talk: Talk, run: Run, frame: Frame) -> bool:
    """Whether a piece of a content in a later paragraph than its cue may be somebody else's turn."""
    if (
        run[0] < frame.its_cue.end
        or not talk.marked.quoted(run[0])
        or not any(end <= run[0] for _, end in frame.content)
    ):
        return False
    return is_answer(talk, run, frame) or is_reply(talk, run, frame) or is_behind_act(talk, run, frame)


def is_answer(talk: Talk, run: Run, frame: Frame) -> bool:
    """Whether a piece of a content is a paragraph of its own that answers what the frame itself asks."""
    question = talk.lone.get(run[0])
    if question is None or not ends_asking(talk.marked.doc, question):
        return False
    return not goes_on(talk, question, run) and any(begin <= question[0] < end for begin, end in frame.content)


def goes_on(talk: Talk, before: Run, run: Run) -> bool:
    """Whether two pieces are of one quotation."""
    marked = talk.marked
    return marked.whole[marked.inside[before[0]]] == marked.whole[marked.inside[run[0]]]


def is_reply(talk: Talk, run: Run, frame: Frame) -> bool:
    """Whether a piece is a paragraph of its own that speaks to somebody, or says next to nothing, behind paragraphs in
    which two take turns."""
    before, at = talk.lone.get(run[0]), talk.paragraph(frame.its_cue.head)
    if before is None or goes_on(talk, before, run) or talk.paragraph(run[0]) != at + 1:
        return False
    others = talk.speakers.get(at - 1, set())
    said = [token for token in talk.marked.doc[slice(*run)] if token.is_alpha]
    retorts = len(said) <= LONGEST_RETORT or any(token.lower_ in SPOKEN_TO for token in said)
    return retorts and len(others) == 1 and source_text(talk.marked.doc, frame) not in others


def is_behind_act(talk: Talk, run: Run, frame: Frame) -> bool:
    """Whether a piece stands in a later paragraph behind a few words of what somebody else than the source does."""
    doc, at = talk.marked.doc, talk.paragraph(run[0])
    begin = talk.begins[at] if at >= 0 else 0
    if (
        begin <= frame.its_cue.head
        or not 0 < run[0] - begin <= LONGEST_ACT
        or any(map(talk.marked.quoted, range(begin, run[0])))
    ):
        return False
    acting = next((token for token in doc[begin : run[0]] if token.dep_ in phrases.SUBJECTS), None)
    source = {token.lower_ for one in frame.source for token in doc[slice(*one)]}
    return acting is not None and acting.tag_[:2] == "NN" and acting.lower_ not in source


def ends_asking(doc: Doc, piece: Run) -> bool:
    """Whether a quotation that is closed ends with a question mark."""
    begin, end = piece
    last = [token.text for token in doc[max(begin, end - 2) : end]]
    return last[-1] in phrases.QUOTATION_MARKS and "?" in last
