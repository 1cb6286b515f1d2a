"""Refusals: what the source says that it will not do, where the act itself takes no side."""

from __future__ import annotations

from spacy.tokens import Token

from helpers.lexicons import listed
from helpers.stances import commitments
from helpers.stances.utterances import Utterance
from helpers.syntax import clauses

CERTAINTY = 0.7
WILL = listed("will", "will, shortened")
AIMLESS = listed("befalling", "thought", "no act of one's own", "speech")
"""Verbs of what befalls somebody, of thought, of speech, and of no act of their own: not to do them is no refusal."""


def is_refused(utterance: Utterance, token: Token) -> bool:
    """Whether the source will not do something to something: by *will not* or *never*, or under a verb of refusing."""
    if token.pos_ != "VERB" or token.lemma_ in AIMLESS or commitments.kinds(token) or not clauses.patient(token):
        return False
    if clauses.children(token, clauses.PASSIVE):
        return False
    return denied(utterance, token) or under_refusal(utterance, token)


def denied(utterance: Utterance, token: Token) -> bool:
    """ "We *will not* cross the line": the source itself, by *not* or *never*."""
    plain = any(clauses.is_negation(child) and child.dep_ != "det" for child in token.children)
    return plain and bool(WILL & clauses.auxiliaries(token)) and utterance.holder(token) == "own"


def under_refusal(utterance: Utterance, token: Token) -> bool:
    """ "*Refused to* hand it over": the next predicate above is a refusal of the source's own, and not denied."""
    above = utterance.governors(token)[:1]
    said = [up for up in above if up.lemma_ == "refuse" and utterance.holder(up) == "own"]
    return bool(said) and not commitments.is_negated(utterance, said[0])
