"""Blanks: what looks like an attribution and holds no statement."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from spacy.tokens import Doc, Span, Token

from helpers import lexicons
from helpers.attributions.frames import Frame
from helpers.attributions.sentences import has_verb
from helpers.lexicons import listed
from helpers.syntax import phrases
from helpers.syntax.labels import FINITE_TAGS
from helpers.syntax.stops import STOPS

POINTING = listed("pointing words")
ASKING = listed("question words")
ASKING_VERBS = listed("question openers")
NAMED = frozenset({"PERSON", "ORG", "NORP", "GPE"})
LONGEST_SMALL = 3
"""Letters of the longest word that titles of works leave small."""
SIGNING = listed("signing off")
TALKING = listed("talking")
"""Verbs of which "it" alone is no content: others, as in "denied it", take a side."""


def stated_frames(doc: Doc, found: Iterable[Frame]) -> list[Frame]:
    """The frames that state something."""
    every = list(found)
    speaking = {index for one in every for run in one.source for index in range(*run)}
    return [one for one in every if one.cue is None or not is_blank(doc, one, speaking)]


def is_blank(doc: Doc, frame: Frame, speaking: set[int]) -> bool:
    """Whether a frame says nothing that somebody could be held to."""
    verb = doc[frame.its_cue.head]
    if not any(character.isalnum() for run in frame.content for character in doc[slice(*run)].text):
        return True
    word = pointing(doc, frame)
    if word and (not frame.source or (word != "which" and verb.lemma_.lower() in TALKING)):
        return True
    if names_speaker(frame, speaking) or any(veto(doc, frame) for veto in VETOES):
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
    return "object" not in frame.its_cue.entry.shapes and all(index in speaking for index in words)


def names_work(doc: Doc, frame: Frame) -> bool:
    """Whether a content is the title of a work, which no verb of speech goes with: sang “The Last Train Home”.

    A headline has large letters all over, and what is quoted there may be a statement."""
    if not frame.source or not doc[frame.its_cue.head].is_lower:
        return False
    begin, end = frame.content[0]
    words = [token for token in doc[begin:end] if not phrases.is_mark(token)]
    quoted = len(frame.content) == 1 and doc[begin].text in phrases.QUOTATION_MARKS
    large = all(token.text[:1].isupper() for token in words if len(token) > LONGEST_SMALL or token.i == begin + 1)
    small = any(token.tag_ in FINITE_TAGS and token.text.islower() for token in words)
    repeated = len({token.lower_ for token in words}) < len(words) - 1
    return not frame.its_cue.entry.words[0] and quoted and len(words) > 1 and large and not small and not repeated


def is_heading(doc: Doc, frame: Frame) -> bool:
    """Whether a label before a colon only says what follows: Council election: results in full."""
    if doc[frame.its_cue.begin].text != ":" or any(can_speak(doc[slice(*run)]) for run in frame.source):
        return False
    words = [doc[slice(*run)] for run in frame.content]
    if any(token.text in phrases.QUOTATION_MARKS for run in words for token in run):
        return False
    return words[0][0].lower_ in ASKING or not any(has_verb(doc, *run) for run in frame.content)


def can_speak(span: Span) -> bool:
    """Whether a label names somebody, or has a noun for somebody or something that speaks."""
    heads = (span.root, span[-1])
    named = any(head.ent_type_ in NAMED and head.text[:1].isupper() for head in heads)
    return named or any(head.lemma_.lower() in speakers() for head in heads)


@cache
def speakers() -> frozenset[str]:
    """Nouns for people, bodies and documents."""
    return frozenset().union(*map(lexicons.words, ("roles", "group_nouns", "document_nouns", "titles", "kin")))


def leaves_open(doc: Doc, frame: Frame) -> bool:
    """Whether what was said is not in the words: (here is what people) said about it."""
    before = [doc[begin - 1].lower_ for begin, end in frame.source if begin > 0 and end == frame.its_cue.begin]
    if before != ["what"]:
        return False
    first = min(begin for begin, _ in frame.content)
    return doc[frame.its_cue.end - 1].tag_ == "IN" or (first >= frame.its_cue.end and doc[first].tag_ in ("IN", "WDT"))


def asks_reader(doc: Doc, frame: Frame) -> bool:
    """Whether the writer asks somebody what they say or think: When did you know that it was over?"""
    asked = [begin for begin, end in frame.source if end - begin == 1 and doc[begin].lower_ == "you" and begin > 0]
    if not asked or doc[asked[0] - 1].lemma_.lower() not in ASKING_VERBS:
        return False
    end = next((token.text for token in doc[frame.its_cue.end :] if token.is_space or set(token.text) & STOPS), "")
    return "?" in end and not any(token.text in phrases.QUOTATION_MARKS for token in doc[asked[0]].sent)


def signs_off(doc: Doc, frame: Frame) -> bool:
    """Whether a sentence only says who made a report of what stands before it: Joel Pratt reports (from Tarn)."""
    verb = doc[frame.its_cue.head]
    if verb.lower_ not in SIGNING or not frame.source:
        return False
    begin = min(begin for begin, _ in frame.source)
    last = max(end for _, end in frame.content)
    return last <= begin and any(set(token.text) & STOPS for token in doc[last - 1 : begin])


def only_asks(doc: Doc, frame: Frame) -> bool:
    """Whether all of a content is the question that others answer: What (readers said)."""
    words = [token for run in frame.content for token in doc[slice(*run)] if not phrases.is_mark(token)]
    first = min(begin for begin, _ in frame.content)
    return len(words) == 1 and words[0].lower_ in ASKING and first < frame.its_cue.begin


VETOES = (names_work, is_heading, leaves_open, asks_reader, signs_off, only_asks)


def names_subject(doc: Doc, frame: Frame) -> bool:
    """Whether a content is only what is thought of, by nobody: a vote (is expected), his son (was questioned)."""
    verb = doc[frame.its_cue.head]
    if frame.its_cue.entry.kind not in ("belief", "attitude", "intention"):
        return False
    own = phrases.child(verb, phrases.SUBJECTS) if phrases.passive(verb) else None
    if own is None or any(end > frame.its_cue.begin for _, end in frame.content):
        return False
    return all(own.left_edge.i <= begin and end <= own.right_edge.i + 1 for begin, end in frame.content)


def is_given(verb: Token) -> bool:
    """Whether somebody is shown a thing: was shown a red card; "was shown to be", "was shown that" is evidence."""
    thing = phrases.child(verb, phrases.OBJECTS) if verb.lemma_.lower() == "show" and phrases.passive(verb) else None
    return thing is not None and thing.i > verb.i and thing.tag_[:2] == "NN"
