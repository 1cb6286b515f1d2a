"""Deaths: whom the text says to have died, who therefore says nothing later on."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from helpers.entities import Entity
from helpers.lexicons import listed
from helpers.syntax.labels import NOUN_SUBJECTS, PASSIVE_SUBJECTS

DIED = listed("dying")
KILLED = listed("killing")


def died(doc: Doc, entity: Entity, before: int) -> bool:
    """Whether a clause before the character `before`, outside questions of whether, says that a person died."""
    at = death(doc, entity)
    return at is not None and at < before


def death(doc: Doc, entity: Entity) -> int | None:
    """Where a person is named in the first clause that says that they died; None where there is none."""
    spans = ((at[0], doc.char_span(*at, alignment_mode="expand")) for at in sorted(entity.mentions))
    told = (at for at, span in spans if span is not None and (is_late(doc, span.start) or tells_death(span.root)))
    return next(told, None)


def is_late(doc: Doc, start: int) -> bool:
    """Whether "the late" stands before a name."""
    return start > 1 and doc[start - 1].lower_ == "late" and doc[start - 2].lower_ == "the"


def tells_death(name: Token) -> bool:
    """Whether a name is the subject of a clause that tells a death: X died, X was killed, X was shot dead."""
    verb = name.head
    if name.dep_ not in NOUN_SUBJECTS or any(
        child.dep_ == "neg" or child.lower_ == "nearly" for child in verb.children
    ):
        return False
    lemma = verb.lemma_.lower()
    dead = any(token.lower_ == "dead" and token.i > verb.i for token in (*verb.children, *verb.rights))
    return lemma in DIED or (name.dep_ in PASSIVE_SUBJECTS and (lemma in KILLED or dead)) or verb.lower_ == "dead"
