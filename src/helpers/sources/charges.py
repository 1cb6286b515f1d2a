"""Charges: whom the text says to stand before a court."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from helpers.entities import Entity
from helpers.lexicons import listed
from helpers.syntax.labels import NOUN_SUBJECTS, PASSIVE_SUBJECTS

CRIMES = listed("crimes denied")
CHARGED = listed("charging")
DENIES = listed("denying")


def is_charged(doc: Doc, entity: Entity, before: int) -> bool:
    """Whether a clause before the character `before` says that a person is charged, pleads, or denies a deed."""
    spans = (doc.char_span(*at, alignment_mode="expand") for at in entity.mentions if at[0] < before)
    return any(span is not None and tells_charge(span.root) for span in spans)


def tells_charge(name: Token) -> bool:
    """Whether a name is the subject of a clause about a charge: X is charged, X pleaded guilty, X denies arson."""
    verb = name.head
    if name.dep_ not in NOUN_SUBJECTS:
        return False
    lemma = verb.lemma_.lower()
    if name.dep_ in PASSIVE_SUBJECTS:
        return lemma in CHARGED
    return lemma == "plead" or (verb.lower_ in DENIES and denies_deed(verb)) or is_on_trial(verb)


def denies_deed(verb: Token) -> bool:
    """Whether a deed follows "denies": denies setting the fire, denies murder; not denies that or denies it."""
    deed = any(child.tag_ == "VBG" for child in verb.rights)
    return deed or any(child.lemma_.lower() in CRIMES for child in verb.rights)


def is_on_trial(verb: Token) -> bool:
    """Whether a verb has "on trial" with it: is on trial, went on trial."""
    near = verb.doc[verb.i : verb.i + 4]
    return any(token.lower_ == "trial" and token.nbor(-1).lower_ == "on" for token in near[1:]) or (
        verb.lower_ == "trial" and verb.nbor(-1).lower_ == "on"
    )
