"""Sentences: a Doc cut into utterances that keep quotations whole, and with the words that name their speaker."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field

from spacy.attrs import IDX
from spacy.tokens import Doc

from helpers.attributions.cues import cue_at
from helpers.syntax import phrases
from helpers.syntax.labels import FINITE_TAGS
from helpers.text.layouts import Paragraph
from helpers.text.quotations import Quotation

Run = tuple[int, int]
"""Tokens of a Doc, the end exclusive."""
LONGEST_UTTERANCE = 400
"""Words after which an utterance ends outside a quotation: text without a full stop stays cheap to read."""


@dataclass(slots=True)
class Page:
    """A Doc with its quotations in tokens: `pieces` in order, `whole` the quotation of each, `inside` a token's piece.

    A token that stands in no quotation has the piece -1."""

    doc: Doc
    pieces: list[Run] = field(default_factory=list)
    whole: list[int] = field(default_factory=list)
    inside: list[int] = field(default_factory=list)

    def quoted(self, index: int) -> bool:
        """Whether the token stands in a quotation."""
        return self.inside[index] >= 0


def page(doc: Doc, quotes: Iterable[Quotation]) -> Page:
    """The Doc and its quotations in tokens."""
    found = Page(doc, inside=[-1] * len(doc))
    begins = doc.to_array(IDX).tolist() if len(doc) else []
    for number, quote in enumerate(quotes):
        for begin, end in quote.pieces:
            run = (max(bisect_right(begins, begin) - 1, 0), bisect_left(begins, end))
            add_piece(found, run if quote.closed else repaired(doc, run), number)
    return found


def add_piece(found: Page, run: Run, number: int) -> None:
    """One more piece of a quotation, unless the piece before holds its first token."""
    if run[1] <= run[0] or found.inside[run[0]] >= 0:
        return
    found.inside[run[0] : run[1]] = [len(found.pieces)] * (run[1] - run[0])
    found.pieces.append(run)
    found.whole.append(number)


def repaired(doc: Doc, run: Run) -> Run:
    """A quotation that lacks its closing mark, cut where a comma and a reporting verb with its speaker end it."""
    for index in range(run[0] + 2, run[1]):
        if doc[index - 1].text in (",", "?", "!") and tagline(doc, index, run[1]):
            return run[0], index
    return run


def tagline(doc: Doc, begin: int, end: int) -> bool:
    """Whether "said X" or "X said" and the end of a sentence come at token `begin`."""
    for index in range(begin, min(begin + 8, end)):
        cue = cue_at(doc[index]) if phrases.word_class(doc[index]) == "verb" else None
        if cue and "quote" in cue.entry.shapes and cue.entry.kind == "statement":
            ahead = phrases.phrase_from(doc, cue.end, end) if index == begin else None
            last = phrases.phrase(ahead, cue.end, end)[1] if ahead is not None else cue.end
            named = ahead is not None or (index > begin and phrases.nominal(doc[index - 1]))
            return named and (last >= len(doc) or doc[last].text in ".,;")
        if phrases.is_mark(doc[index]):
            return False
    return False


def utterances(found: Page, paragraph: Paragraph) -> list[Run]:
    """The sentences of a paragraph, with quotations kept whole and kept with the words that name their speaker."""
    doc = found.doc
    span = doc.char_span(paragraph.begin, paragraph.end, alignment_mode="expand")
    if span is None:
        return []
    starts = [span.start]
    for index in range(span.start + 1, span.end):
        too_long = index - starts[-1] >= LONGEST_UTTERANCE and not found.quoted(index)
        if too_long or begins_utterance(found, index, span.end):
            starts.append(index)
    return list(zip(starts, [*starts[1:], span.end], strict=True))


def begins_utterance(found: Page, index: int, end: int) -> bool:
    """Whether a new utterance begins at a token, by the parser's sentence ends and the marks."""
    doc, before = found.doc, found.doc[index - 1]
    if found.inside[index] >= 0 and found.inside[index] == found.inside[index - 1]:
        return False
    if found.inside[index - 1] >= 0 and ends_open(doc, index):
        return False
    if before.text in (",", ":", ";") or doc[index].is_space or phrases.abbreviates(doc, index - 1):
        return False
    if doc[index].is_sent_start or before.is_space:
        return not (found.inside[index - 1] >= 0 and tagline(doc, index, end))
    return found.inside[index] >= 0 and found.pieces[found.inside[index]][0] == index and before.text in (".", "?", "!")


def ends_open(doc: Doc, index: int) -> bool:
    """Whether the quotation that ends before token `index` ends with a comma: its sentence goes on."""
    return doc[index - 1].text == "," or (index > 1 and phrases.is_mark(doc[index - 1]) and doc[index - 2].text == ",")


def whole_piece(found: Page, run: Run) -> bool:
    """Whether a run is all of a quotation."""
    return found.quoted(run[0]) and found.pieces[found.inside[run[0]]] == run


def has_verb(doc: Doc, begin: int, end: int) -> bool:
    """Whether there is a finite verb or a modal in a run."""
    return any(token.tag_ in FINITE_TAGS for token in doc[begin:end])


def sentence_end(doc: Doc, end: int) -> bool:
    """Whether a sentence ends before or at token `end`, marks aside."""
    return any(doc[index].text in (".", "?", "!", "…") for index in range(max(end - 2, 0), min(end + 1, len(doc))))


def trimmed(doc: Doc, begin: int, end: int) -> Run:
    """Content without the marks and white space at its edges; quotation marks and the marks inside them stay."""
    while begin < end and phrases.is_edge(doc[begin]):
        begin += 1
    while end > begin and (phrases.is_edge(doc[end - 1]) or doc[end - 1].dep_ == "cc"):
        end -= 1
    return begin, end


def without(runs: Iterable[Run], holes: Iterable[Run]) -> tuple[Run, ...]:
    """Runs of tokens with some runs taken out of them."""
    left = list(runs)
    for low, high in holes:
        left = [
            part
            for run in left
            for part in ((run[0], min(run[1], low)), (max(run[0], high), run[1]))
            if part[0] < part[1]
        ]
    return tuple(left)
