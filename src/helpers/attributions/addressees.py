"""Listeners: who is told, is asked or hears, and so says nothing of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from spacy.tokens import Doc, Token

from helpers.attributions.cues import Cue, lexicon
from helpers.attributions.frames import Frame
from helpers.attributions.sentences import Run
from helpers.lexicons import listed
from helpers.syntax import phrases

QUESTIONING = listed("questioning")
"""Verbs whose participle opens a sentence with what somebody was asked: "Pressed on the fares, she said"."""
BEFORE_PARTICIPLE = listed("before participles")
HEARING = listed("hearing rooms")
"""Bodies that sit and listen: "Court told of threats" is a passive too, "survivors told of theirs" is not."""
HEARD = listed("hearing")  # taggers take "the inquest heard" for a noun
REPORTERS = listed("writers")
STOPS = frozenset({".", "!", "?", "…"})


def heard_frames(doc: Doc, found: Iterable[Frame]) -> list[Frame]:
    """The frames without sources that only listen; questions that nobody named puts are left out."""
    return [replace(one, source=()) if listens(doc, one) else one for one in found if not is_put_by_nobody(doc, one)]


def listens(doc: Doc, frame: Frame) -> bool:
    """Whether the source of a frame is the one who is told or hears: "a jury has heard", "he was told that"."""
    if frame.cue is None or not any(is_subject(doc, run, frame.cue) for run in frame.source):
        return False
    verb = doc[frame.cue.head]
    if verb.lower_ in HEARD:
        return not phrases.passive(verb)  # "was heard to say" is the speaker's
    return told(doc, frame.cue) or told_in_brief(doc, frame)


def is_subject(doc: Doc, run: Run, cue: Cue) -> bool:
    """Whether a source holds the subject of the cue's verb, or stands right before the cue."""
    return run[1] == cue.begin or any(
        run[0] <= one.i < run[1] and one.dep_ in phrases.SUBJECTS for one in doc[cue.head].children
    )


def told(doc: Doc, cue: Cue) -> bool:
    """Whether the cue is the passive of a verb that is said to somebody; "was told of saying" has a second verb."""
    verb = doc[cue.head]
    others = (token for token in doc[cue.begin : cue.end] if token.i != verb.i)
    spoken_of = any(speaks_as(token) for token in others)
    return phrases.passive(verb) and addresses(cue) and not spoken_of


def addresses(cue: Cue) -> bool:
    """Whether a verb's object is whom it is said to: tell, warn, remind."""
    return cue.entry.kind in ("statement", "intention") and {"recipient", "quote"} <= cue.entry.shapes


def speaks_as(token: Token) -> bool:
    """Whether a token is a verb of speech that is not finite: quoted as saying, reported to have said."""
    return token.tag_ in ("VBG", "VB", "VBN") and ("verb", token.lemma_.lower()) in lexicon()


def told_in_brief(doc: Doc, frame: Frame) -> bool:
    """Whether "told" has nobody whom it is told to, so that its subject is: "…, jury told"; "Jury told that …"."""
    cue = frame.its_cue
    if doc[cue.begin].lower_ != "told" or all(run[1] != cue.begin for run in frame.source):
        return False
    if doc[cue.begin - 1].lemma_.lower() in HEARING and doc[cue.begin + 1 : cue.begin + 2].text.lower() in (
        "of",
        "how",
    ):
        return True
    if cue.end - cue.begin != 1:
        return False
    if cue.end == len(doc) or doc[cue.end].is_space or doc[cue.end].text in STOPS:
        return all(end <= cue.begin for _, end in frame.content)
    return doc[cue.end].lower_ in ("that", "to") and any(begin == cue.end for begin, _ in frame.content)


def is_put_by_nobody(doc: Doc, frame: Frame) -> bool:
    """Whether a frame is only a question, put by nobody named or by the reporter: "Asked whether …, she laughed"."""
    if frame.cue is None or doc[frame.cue.head].lemma_.lower() not in QUESTIONING:
        return False
    return asked_participle(doc, frame) or reporter_asks(doc, frame)


def asked_participle(doc: Doc, frame: Frame) -> bool:
    """Whether the cue is a passive, or a participle that opens its sentence or an aside, and names nobody who asks."""
    cue = frame.its_cue
    verb = doc[cue.head]
    asked = phrases.child(verb, phrases.SUBJECTS) if phrases.passive(verb) else None
    questions = [run for run in frame.content if asked is None or not run[0] <= asked.i < run[1]]
    if any(begin < cue.end for begin, _ in questions) or named_asker(doc, frame):
        return False
    if phrases.passive(verb):
        return not any(doc[begin].tag_ == "TO" for begin, _ in questions)
    if verb.tag_ not in ("VBN", "VBD") or cue.begin != cue.head or phrases.child(verb, phrases.SUBJECTS) is not None:
        return False
    return opens(doc, cue.begin) or (doc[cue.begin - 1].text == "," and verb.tag_ == "VBN" and verb.dep_ != "conj")


def opens(doc: Doc, at: int) -> bool:
    """Whether a sentence opens at a token, a conjunction before it set aside."""
    at -= at > 0 and doc[at - 1].lower_ in BEFORE_PARTICIPLE
    before = next((token for token in reversed(doc[max(at - 3, 0) : at]) if not token.is_space), None)
    if before is None or doc[at - 1].is_space:
        return True
    return before.text in STOPS or (before.text in phrases.QUOTATION_MARKS and doc[before.i - 1].text in STOPS)


def named_asker(doc: Doc, frame: Frame) -> bool:
    """Whether the source stands behind "by": asked by her lawyer how …."""
    return any((begin > 0 and doc[begin - 1].lower_ == "by") or doc[begin].lower_ == "by" for begin, _ in frame.source)


def reporter_asks(doc: Doc, frame: Frame) -> bool:
    """Whether the writer of the text tells of a question: I asked Holt about that."""
    mine = any(end - begin == 1 and doc[begin].lower_ in REPORTERS for begin, end in frame.source)
    marked = any(token.text in phrases.QUOTATION_MARKS for run in frame.content for token in doc[slice(*run)])
    return mine and not marked and not spoken(doc, frame.its_cue)


def spoken(doc: Doc, cue: Cue) -> bool:
    """Whether a quotation mark opens before the cue in its sentence, so that "I" may be somebody quoted."""
    return any(token.text in phrases.QUOTATION_MARKS for token in doc[doc[cue.head].sent.start : cue.begin])
