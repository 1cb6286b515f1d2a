"""Speakers: the words that name the source of a cue, by the tree, by the marks and by what stands beside the cue."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from helpers.attributions.cues import Cue
from helpers.attributions.sentences import Page, Run, has_verb
from helpers.syntax import phrases

SPOKEN_WORDS = 4
"""Words from which a quotation counts as speech, not as a nickname, a title or a scare quote."""
NAME_WORDS = 30
"""The longest name with its titles and appositions that is read between two marks."""


def source_run(found: Page, run: Run, cue: Cue) -> tuple[tuple[Run, ...], bool]:
    """Who speaks, and whether the tree says so: a name between marks, the subject, else the name beside the cue."""
    tagged = between_marks(found, run, cue)
    if tagged is not None:
        return (tagged,), True
    doc, head, seen = found.doc, phrases.subject(found.doc[cue.head]), True
    late = head is not None and found.doc[cue.head].tag_ == "VBG" and head.i > cue.head
    if head is None or late or found.quoted(head.i) or not run[0] <= head.i < run[1]:
        head, seen = beside_cue(found, run, cue), False
    if head is None or found.quoted(head.i) or cue.begin <= head.i < cue.end:
        return (), True
    low, high = (run[0], cue.begin) if head.i < cue.begin else (cue.end, run[1])
    span = phrases.phrase(head, *unquoted_around(found, head.i, low, high))
    return ((stretched(doc, span, cue, run),) if span[0] < span[1] else ()), seen


def beside_cue(found: Page, run: Run, cue: Cue) -> Token | None:
    """The head of the name right behind or right before the cue, or whom the verb before a participle speaks of."""
    if found.doc[cue.head].tag_ == "VBG":
        return verb_before(found, run, cue)
    return inverted(found, run, cue) or phrases.phrase_before(found.doc, run[0], cue.begin)


def verb_before(found: Page, run: Run, cue: Cue) -> Token | None:
    """The subject of the last finite verb outside quotations before a cue: “…,” X said, explaining …."""
    for at in range(cue.begin - 1, run[0], -1):
        if not found.quoted(at) and found.doc[at].tag_ in ("VBD", "VBZ", "VBP"):
            return phrases.subject(found.doc[at]) or phrases.phrase_before(found.doc, run[0], at)
    return None


def between_marks(found: Page, run: Run, cue: Cue) -> Run | None:
    """The name alone between a quotation or a comma and the cue: “…,” X, the mayor, said; the plan, X said, is …."""
    doc, begin = found.doc, cue.begin
    quoted = next((at for at in range(cue.begin - 1, run[0] - 1, -1) if found.quoted(at)), None)
    if quoted is not None:
        begin = quoted + 1
    elif cue.end < run[1] and doc[cue.end].text == ",":
        begin = next((at + 1 for at in range(cue.begin - 1, run[0], -1) if phrases.is_mark(doc[at])), cue.begin)
    elif doc[cue.begin - 1].text == "," and cue.begin - 1 > run[0]:
        begin = phrases.bare(doc, run[0], cue.begin)[0]
    described = doc[cue.begin - 1].text == ","
    if not 0 < cue.begin - begin <= NAME_WORDS or not (statement_like(cue) or described):
        return None
    span = phrases.bare(doc, begin, cue.begin)
    span = (span[0], next((at - 1 for at in range(span[0] + 1, span[1]) if phrases.opens_relative(doc, at)), span[1]))
    return span if span[0] < span[1] and named(doc, span) else None


def named(doc: Doc, span: Run) -> bool:
    """Whether a run of words can be a name: it begins as a noun phrase does and has no finite verb in it."""
    first = doc[span[0]]
    if first.tag_[:2] in ("IN", "TO", "RB", "CC", "VB", "MD", "WR", "WP", "WD") or has_verb(doc, *span):
        return False
    return any(phrases.nominal(token) for token in doc[slice(*span)])


def statement_like(cue: Cue) -> bool:
    """Whether a cue can stand beside quoted words."""
    return "quote" in cue.entry.shapes


def stretched(doc: Doc, span: Run, cue: Cue, run: Run) -> Run:
    """A source without a gap to its cue: a name that the tree cuts short reaches to the cue or to the next mark."""
    begin, end = span
    if end <= cue.begin and all(phrases.nominal(token) for token in doc[end : cue.begin]):
        return begin, cue.begin
    if begin == cue.end:
        while end < run[1] and phrases.names_on(doc, end):
            end += 1
        end = apposition_end(doc, end, run[1])
    return phrases.bare(doc, begin, end)


def apposition_end(doc: Doc, end: int, limit: int) -> int:
    """Where the description behind a name ends (", a spokesman in Aldport"), or `end` where there is none."""
    if end + 1 >= limit or doc[end].text != "," or doc[end + 1].tag_[:3] not in ("DT", "PRP"):
        return end
    last = end + 1
    while last < limit and phrases.names_on(doc, last):
        last += 1
    return last if last == limit or doc[last].text in (",", ".", ";") else end


def unquoted_around(found: Page, index: int, low: int, high: int) -> Run:
    """The bounds of the words around a token that no quotation longer than a nickname interrupts."""
    before = [end for begin, end in found.pieces if low < end <= index and end - begin > SPOKEN_WORDS]
    after = [begin for begin, end in found.pieces if index < begin < high and end - begin > SPOKEN_WORDS]
    return max([low, *before]), min([high, *after])


def inverted(found: Page, run: Run, cue: Cue) -> Token | None:
    """The head of the name right behind the cue in “…,” said X."""
    if cue.begin > run[0] and (found.quoted(cue.begin - 1) or phrases.is_mark(found.doc[cue.begin - 1])):
        return phrases.phrase_from(found.doc, cue.end, run[1])
    return None
