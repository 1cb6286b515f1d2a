"""Tails: what a content ends with that its source did not say."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import islice

from spacy.tokens import Doc, Token

from helpers.articles import Offsets
from helpers.saying import phrases
from helpers.saying.contents import NEGATIONS
from helpers.saying.cues import Cue, cue_at, lexicon
from helpers.saying.frames import Frame
from helpers.saying.sentences import Run, has_verb, trimmed
from helpers.text.quotations import Quotation
from helpers.text.spans import merged, within

REMARKS = frozenset({"remark", "statement", "line", "phrase", "charge", "accusation", "rebuke", "promise", "pledge"})
"""Nouns that sum up what was said, beside those of the lexicon of cues."""
LISTENERS = {"him": "he", "her": "she", "them": "they", "me": "i", "us": "we"}
OPPOSING = frozenset({"but", "though", "although", "yet"})
BELIEVING = frozenset({"believe", "buy", "trust", "accept", "heed", "listen"})
NAMING_TAGS = frozenset({"NNP", "NNPS", "NN", "NNS", "DT", "JJ", "PRP$"})
SUBJECT_TAGS = frozenset({"PRP", "DT", "NNP", "NNPS", "NNS", "PRP$", "EX"})
FINITE_TAGS = frozenset({"VBD", "VBZ", "VBP", "MD"})
TAKEN_UP = frozenset({"it", "that", "this", "him", "her", "them"})


def told_contents(doc: Doc, found: Iterable[Frame], quotes: Iterable[Quotation]) -> list[Frame]:
    """The frames with contents that end where what the reporter adds begins."""
    quoted = merged(piece for quote in quotes for piece in quote.pieces)
    return [replace(one, content=told(doc, one, quoted)) if one.cue is not None else one for one in found]


def told(doc: Doc, frame: Frame, quoted: Sequence[Offsets]) -> tuple[Run, ...]:
    """The content of a frame without its tail; whole where nothing else would be left."""
    kept = []
    last = gapped(doc, frame, quoted)
    for run in frame.content:
        at = next((at for at in range(*run) if at >= last or reporters(doc, at, run, frame, quoted)), None)
        begin, end = run if at is None else trimmed(doc, run[0], at)
        end = without_conjunction(doc, (begin, end))
        kept += [(begin, end)] if begin < end else []
    return tuple(kept) or frame.content


def gapped(doc: Doc, frame: Frame, quoted: Sequence[Offsets]) -> int:
    """Where somebody else speaks whose verb is left out: (Pike said she would) and Lund that he would not."""
    end = max(end for _, end in frame.content)
    last = next((at for at in range(frame.cue.end, end) if addresses(doc[at])), end)
    whole = False
    for at in range(frame.cue.end, last):
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


def without_conjunction(doc: Doc, run: Run) -> int:
    """Where a content ends that breaks off behind "and that"."""
    begin, end = run
    hangs = end - begin > 2 and doc[end - 1].lower_ in ("that", "whether") and doc[end - 2].tag_ == "CC"
    return trimmed(doc, begin, end - 2)[1] if hangs else end


def reporters(doc: Doc, at: int, run: Run, frame: Frame, quoted: Sequence[Offsets]) -> bool:
    """Whether what begins at a token of a content, behind a comma, is the reporter's."""
    if frame.cue.end > at or at == 0 or doc[at - 1].text != "," or within(doc[at].idx, quoted):
        return False
    return is_not_believed(doc, at, frame) or (sums_up(doc, at) and closes(doc, at, run, quoted))


def closes(doc: Doc, at: int, run: Run, quoted: Sequence[Offsets]) -> bool:
    """Whether what begins at a token ends the content, and something whole stands before it."""
    whole = at == run[0] or doc[at - 2].text in phrases.QUOTATION_MARKS or has_verb(doc, run[0], at)
    commas = (token.i for token in doc[at : run[1] - 1] if token.text == "," and not within(token.idx, quoted))
    return whole and not any(doc[comma + 1].tag_ in ("VBD", "VBZ", "VBP", "MD", "CC") for comma in commas)


def sums_up(doc: Doc, at: int) -> bool:
    """Whether a noun for what was said opens a clause about it: ", a remark that some took as …"."""
    if doc[at].lower_ not in ("a", "an") or doc[at - 2].lemma_.lower() in remarks():
        return False
    for token in doc[at + 1 : at + 4]:
        if token.lemma_.lower() in remarks() and token.tag_ == "NN":
            return token.i + 2 < len(doc) and opens_clause(doc, token.i + 1)
        if token.tag_ not in ("JJ", "RB", "NN", "VBN"):
            return False
    return False


def opens_clause(doc: Doc, at: int) -> bool:
    """Whether a clause about the noun before it opens at a token: that some …, which …, denied by …."""
    if doc[at].lower_ in ("that", "which"):
        return doc[at + 1].tag_ != "VB"
    return doc[at].tag_ == "VBN" and any(token.lower_ == "by" for token in doc[at + 1 : at + 4])


def remarks() -> frozenset[str]:
    """Nouns for something said."""
    nouns = {word for kind, word in lexicon() if kind == "noun"}
    return REMARKS | nouns


def is_not_believed(doc: Doc, at: int, frame: Frame) -> bool:
    """Whether the listener's own answer opens at a token: he told her that …, but she did not believe it."""
    if doc[at].lower_ not in OPPOSING or at + 3 >= len(doc):
        return False
    listener = listening_pronoun(doc, frame.cue)
    if listener is None or doc[at + 1].lower_ != LISTENERS[listener] or speaks_of_itself(doc, frame, listener):
        return False
    verb = next((token for token in doc[at + 2 : at + 6] if token.tag_[:2] == "VB" and token.lemma_ != "do"), None)
    if verb is None or verb.lemma_.lower() not in BELIEVING or verb.i + 1 >= len(doc):
        return False
    after = doc[verb.i + 1]
    plain = phrases.is_mark(after) or (after.lower_ in TAKEN_UP and phrases.is_mark(doc[min(verb.i + 2, len(doc) - 1)]))
    return plain and any(token.lower_ in NEGATIONS for token in doc[at + 2 : verb.i])


def listening_pronoun(doc: Doc, cue: Cue) -> str | None:
    """The pronoun right behind a cue that is said to somebody: told (her)."""
    if "recipient" not in cue.entry.shapes or cue.end >= len(doc):
        return None
    word = doc[cue.end].lower_
    return word if word in LISTENERS and doc[cue.end].tag_ == "PRP" else None


def speaks_of_itself(doc: Doc, frame: Frame, listener: str) -> bool:
    """Whether the source is a pronoun that the listener's own could be taken for."""
    return any(end - begin == 1 and doc[begin].lower_ == LISTENERS[listener] for begin, end in frame.source)
