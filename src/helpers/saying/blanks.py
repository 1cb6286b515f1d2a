"""Blanks: what looks like an attribution and holds no statement."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Doc, Token

from helpers.saying import phrases
from helpers.saying.frames import Frame

POINTING = frozenset({"it", "that", "this", "which", "so"})
TALKING = frozenset({"say", "tell", "discuss", "speak", "talk", "ask", "mention"})
"""Verbs of which "it" alone is no content: others, as in "denied it", take a side."""


def stated_frames(doc: Doc, found: Iterable[Frame]) -> list[Frame]:
    """The frames that state something."""
    every = list(found)
    speaking = {index for one in every for run in one.source for index in range(*run)}
    return [one for one in every if one.cue is None or not is_blank(doc, one, speaking)]


def is_blank(doc: Doc, frame: Frame, speaking: set[int]) -> bool:
    """Whether a frame says nothing that somebody could be held to."""
    verb = doc[frame.cue.head]
    if not any(character.isalnum() for run in frame.content for character in doc[slice(*run)].text):
        return True
    word = pointing(doc, frame)
    if word and (not frame.source or (word != "which" and verb.lemma_.lower() in TALKING)):
        return True
    if names_speaker(frame, speaking):
        return True
    return not frame.source and (names_subject(doc, frame) or is_given(verb))


def pointing(doc: Doc, frame: Frame) -> str:
    """The word that is all of a content and points elsewhere, a preposition aside: it, about that; "" for others."""
    words = [token for run in frame.content for token in doc[slice(*run)] if not phrases.is_mark(token)]
    words = words[words[0].tag_ == "IN" and len(words) > 1 :] if words else words
    return words[0].lower_ if len(words) == 1 and words[0].lower_ in POINTING else ""


def names_speaker(frame: Frame, speaking: set[int]) -> bool:
    """Whether a content is only the source of another frame, and no object: "Inside Orlin: drivers say …"."""
    words = (index for run in frame.content for index in range(*run))
    return "object" not in frame.cue.entry.shapes and all(index in speaking for index in words)


def names_subject(doc: Doc, frame: Frame) -> bool:
    """Whether a content is only what is thought of, by nobody: a vote (is expected), his son (was questioned)."""
    verb = doc[frame.cue.head]
    if frame.cue.entry.kind not in ("belief", "attitude", "intention"):
        return False
    own = phrases.child(verb, phrases.SUBJECTS) if phrases.passive(verb) else None
    if own is None or any(end > frame.cue.begin for _, end in frame.content):
        return False
    return all(own.left_edge.i <= begin and end <= own.right_edge.i + 1 for begin, end in frame.content)


def is_given(verb: Token) -> bool:
    """Whether somebody is shown a thing: was shown a red card; "was shown to be", "was shown that" is evidence."""
    thing = phrases.child(verb, phrases.OBJECTS) if verb.lemma_.lower() == "show" and phrases.passive(verb) else None
    return thing is not None and thing.i > verb.i and thing.tag_[:2] == "NN"
