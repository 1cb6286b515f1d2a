"""Gaps: a second speaker whose verb is left out, and whose words are their own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import islice

from spacy.tokens import Doc, Token

from helpers.attributions.cues import cue_at
from helpers.attributions.frames import Frame
from helpers.attributions.sentences import Run, trimmed
from helpers.syntax.labels import FINITE_TAGS
from helpers.text.lines import Offsets
from helpers.text.quotations import Quotation
from helpers.text.spans import merged, within

NAMING_TAGS = frozenset({"NNP", "NNPS", "NN", "NNS", "DT", "JJ", "PRP$"})
SUBJECT_TAGS = frozenset({"PRP", "DT", "NNP", "NNPS", "NNS", "PRP$", "EX"})


def without_gapped(doc: Doc, found: Iterable[Frame], quotes: Iterable[Quotation]) -> list[Frame]:
    """The frames with contents that end where somebody else begins to speak."""
    quoted = merged(piece for quote in quotes for piece in quote.pieces)
    return [part for one in found for part in (told_apart(doc, one, quoted) if one.cue is not None else [one])]


def told_apart(doc: Doc, frame: Frame, quoted: Sequence[Offsets]) -> list[Frame]:
    """A frame with its own content, and what the second speaker says with the same verb."""
    at, own = gapped(doc, frame, quoted), own_content(doc, frame, quoted)
    end = max(end for _, end in frame.content)
    that = next((that for that in range(at, end) if opens_statement(doc, that, end)), end)
    content = trimmed(doc, that, end)
    if own == frame.content or not at + 1 < that < content[1]:
        return [replace(frame, content=own)]
    return [replace(frame, content=own), replace(frame, source=((at + 1, that),), content=(content,))]


def own_content(doc: Doc, frame: Frame, quoted: Sequence[Offsets]) -> tuple[Run, ...]:
    """The content of a frame up to a second speaker; whole where nothing else would be left."""
    last = gapped(doc, frame, quoted)
    cut = ((begin, end) if end <= last else trimmed(doc, begin, max(begin, last)) for begin, end in frame.content)
    return tuple((begin, end) for begin, end in cut if begin < end) or frame.content


def gapped(doc: Doc, frame: Frame, quoted: Sequence[Offsets]) -> int:
    """Where somebody else speaks whose verb is left out: (Pike said she would) and Lund that he would not."""
    end = max(end for _, end in frame.content)
    last = next((at for at in range(frame.its_cue.end, end) if addresses(doc[at])), end)
    whole = False
    for at in range(frame.its_cue.end, last):
        whole = whole or doc[at].tag_ in FINITE_TAGS
        if doc[at].tag_ == "CC" and whole and not within(doc[at].idx, quoted):
            that = at + 1
            while that < end and doc[that].tag_ in NAMING_TAGS:
                that += 1
            if that < end and doc[that - 1].tag_[:2] == "NN" and opens_statement(doc, that, end):
                return at
    return len(doc)


def opens_statement(doc: Doc, at: int, end: int) -> bool:
    """Whether "that" behind a noun opens what somebody says, and no clause about the noun.

    Names take no such clause; behind another noun the words have one verb, for it would need a second one."""
    if doc[at].lower_ != "that" or at + 2 >= end or doc[at + 1].tag_ not in SUBJECT_TAGS:
        return False
    verbs = [*islice((token for token in doc[at + 1 : end] if token.tag_ in FINITE_TAGS), 2)]
    return len(verbs) == 1 or (len(verbs) > 1 and doc[at - 1].tag_ in ("NNP", "NNPS"))


def addresses(token: Token) -> bool:
    """Whether a verb may have listeners that are named behind it: told Pike and Lund that."""
    known = cue_at(token) if token.tag_[:2] == "VB" else None
    return known is not None and "recipient" in known.entry.shapes
