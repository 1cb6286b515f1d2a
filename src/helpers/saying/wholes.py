"""Wholes: the whole phrase of a source of which the trained finder gave a piece, and statements it ran together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from spacy.tokens import Doc, Token

from helpers.saying import phrases
from helpers.saying.cues import Cue, cue_at
from helpers.saying.frames import Frame
from helpers.saying.sentences import Run, has_verb, trimmed

BEFORE_HEAD = frozenset({"amod", "compound", "det", "nummod", "nmod:poss", "poss", "case"})
RUN_TAGS = frozenset({"NN", "NNS", "NNP", "NNPS", "JJ", "JJR", "JJS", "CD", "HYPH", "DT", "PRP$", "POS", "VBN"})
HEAD_TAGS = frozenset({"NN", "NNS", "NNP", "NNPS", "PRP", "CD"})
ON_A_NOUN = frozenset({"acl", *phrases.RELATIVES})
LONGEST_DATELINE = 6
"""Tokens of a place and a day before the dash that an article opens with."""
SPEAKING = frozenset({"VBD", "VBZ", "VBP"})


def whole_frames(doc: Doc, found: Iterable[Frame]) -> list[Frame]:
    """The frames with whole sources; what another one says in a content is a frame of its own."""
    return [replace(one, source=whole_source(doc, one)) for frame in found for one in parted(doc, frame)]


def whole_source(doc: Doc, frame: Frame) -> tuple[Run, ...]:
    """The source of a frame, where it has a cue, as whole phrases that reach into neither cue nor content."""
    if frame.cue is None:
        return frame.source
    taken = [*frame.content, (frame.cue.begin, frame.cue.end)]
    return tuple(dict.fromkeys(whole(doc, run, frame.cue, taken) for run in frame.source))


def whole(doc: Doc, run: Run, cue: Cue, taken: list[Run]) -> Run:
    """A source without what is none of it, on to its own head, and the noun that it only describes."""
    begin, end = without_clause(doc, without_dateline(doc, run))
    end = on_to_head(doc, (begin, end), limit_after(doc, end, taken))
    return carrier(doc, (begin, end), cue, taken) or (begin, end)


def limit_after(doc: Doc, at: int, taken: list[Run]) -> int:
    """Where the words end that a source ending at `at` may go on with: at a cue, a content or the end of the sentence."""
    last = doc[at - 1].sent.end
    return min([last, *(begin for begin, _ in taken if begin >= at)])


def without_dateline(doc: Doc, run: Run) -> Run:
    """A source without the place in capitals and the dash before it: BRUSSELS - European leaders."""
    begin, end = run
    dash = next((at for at in range(begin + 1, min(end, begin + LONGEST_DATELINE)) if is_dash(doc, at)), None)
    if dash is None or dash + 1 >= end or not doc[begin].is_upper or len(doc[begin]) < 3:
        return run
    return dash + 1, end


def is_dash(doc: Doc, at: int) -> bool:
    """Whether a token is a dash with a gap before or behind it, and no hyphen."""
    return doc[at].text in phrases.DASHES and bool(doc[at].whitespace_)


def without_clause(doc: Doc, run: Run) -> Run:
    """A source without the beginning of an aside: Officer K, as the marksman is (known to the inquiry)."""
    for at in range(run[0] + 1, run[1] - 1):
        opens = doc[at].text == "," and doc[at + 1].tag_ in ("IN", "WRB") and doc[at + 1].dep_ in ("mark", "advmod")
        if opens and has_verb(doc, at + 1, run[1]):
            return run[0], at
    return run


def on_to_head(doc: Doc, run: Run, limit: int) -> int:
    """Where a source ends that was cut before its noun: one of (them), many European (citizens), the crew's (union)."""
    last, end = doc[run[1] - 1], run[1]
    if end >= limit or not (last.tag_ in ("IN", "POS") or leans_on(last, limit)):
        return end
    at = end
    while at < limit and doc[at].tag_ in RUN_TAGS | {"PRP"}:
        at += 1
    return at if at > end and doc[at - 1].tag_ in HEAD_TAGS else end


def leans_on(last: Token, limit: int) -> bool:
    """Whether a token stands before a noun that it belongs to: an adjective or an article, or a part of a compound."""
    return last.dep_ in BEFORE_HEAD and last.i < last.head.i < limit


def carrier(doc: Doc, run: Run, cue: Cue, taken: list[Run]) -> Run | None:
    """The noun that says it, where the source found only stands in a clause about it: a petition signed by workers."""
    head = signed_by(doc, run, cue) or described_subject(doc, run, cue)
    if head is None or any(begin <= head.i < end for begin, end in taken):
        return None
    found = phrases.phrase(head, head.sent.start, cue.begin)
    return found if found[0] < found[1] <= cue.begin else None


def signed_by(doc: Doc, run: Run, cue: Cue) -> Token | None:
    """The noun of "a petition signed by 312 workers", where the workers alone were found and the cue follows."""
    begin = run[0]
    if run[1] != cue.begin or begin < 3 or doc[begin - 1].lower_ != "by" or doc[begin - 2].tag_ not in ("VBN", "VBD"):
        return None
    noun = doc[begin - 3]
    return noun if noun.tag_ in ("NN", "NNS") and doc[begin - 2].head == noun else None


def described_subject(doc: Doc, run: Run, cue: Cue) -> Token | None:
    """The cue's own subject, a common noun, where the source is the subject of a clause that hangs on it."""
    own = phrases.child(doc[cue.head], phrases.SUBJECTS)
    if own is None or own.tag_ not in ("NN", "NNS") or own.i >= run[0]:
        return None
    root = doc[run[0] : run[1]].root
    if root.dep_ not in phrases.SUBJECTS or root.head.i == cue.head:
        return None
    return own if root.head.dep_ in ON_A_NOUN and own in root.ancestors else None


def parted(doc: Doc, frame: Frame) -> Iterator[Frame]:
    """A frame, and as a frame of its own each piece of its content that is what somebody else says in a later sentence."""
    others = {run: other for run in frame.content[1:] if (other := said_by_another(doc, run, frame)) is not None}
    yield replace(frame, content=tuple(run for run in frame.content if run not in others))
    yield from others.values()


def said_by_another(doc: Doc, run: Run, frame: Frame) -> Frame | None:
    """The frame of a piece that begins with a verb of speech whose subject stands before it: (she) said that …."""
    verb = doc[run[0]]
    cue = cue_at(verb) if verb.tag_ in SPEAKING else None
    own = phrases.child(verb, phrases.SUBJECTS) if cue is not None else None
    if own is None or frame.cue is None or own.i >= verb.i or verb.sent.start <= frame.cue.head:
        return None
    content = trimmed(doc, cue.end, run[1])
    source = phrases.phrase(own, verb.sent.start, cue.begin)
    return replace(frame, cue=cue, source=(source,), content=(content,)) if content[0] < content[1] else None
