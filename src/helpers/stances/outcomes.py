"""Outcomes: what is caused, ended or wanted of a thing, and how that turns a side."""

from __future__ import annotations

from spacy.tokens import Token

from helpers.lexicons import listed
from helpers.stances import evaluative_names
from helpers.stances.lexicon import SIGNS, entries
from helpers.syntax import clauses
from helpers.text.bounds import sentence_of

CAUSING = listed("causing")
KEEPING = listed("keeping")
GONE = listed("gone")
"""What a thing is to be that is not wanted: "wants the deal dead"."""


def made(token: Token, target: Token, side: int) -> tuple[Token, int]:
    """What is wanted of a thing: "wants the scheme stopped" is against the scheme, "keep them out" against them."""
    verb = target if target.lemma_ in CAUSING and clauses.outcome(target) else token
    ends = entries(verb, "action") and verb.lemma_ not in KEEPING  # "ban anyone *found* with one": a participle
    result, things = None if ends else clauses.outcome(verb), clauses.children(verb, clauses.OBJECTS)
    if result is not None:
        ends = entries(result, "action")
        thing = next((each for each in things if each != result), result)
        return (thing, side * SIGNS[ends[0]["side"]]) if ends else (result, side)
    gone = things and any(
        child.lower_ in GONE and child.i > things[0].i for each in (verb, things[0]) for child in each.children
    )
    meant = target in (verb, *things) or target.lower_ in GONE
    return (things[0], -side) if gone and meant else (target, side)


def turned(token: Token, row: dict[str, str]) -> int:
    """-1 for what is good for a foe; else 1."""
    return -1 if row["kind"] == "quality" and evaluative_names.is_for_a_foe(token) else 1


def empty(thing: Token) -> bool:
    """Whether a noun has *no* before it."""
    return any(child.lower_ in clauses.NO for child in thing.children)


def undone(target: Token, side: int) -> tuple[Token, int]:
    """ "an end to the strike" → the strike, the other side."""
    for row in entries(target, "undoing"):
        inner = ended(target, row["target"])
        if inner:
            return inner[0], -side
    return target, side


def is_open_undoing(target: Token) -> bool:
    """Whether it is an end or a removal of what the tree does not show; its side would be the wrong one."""
    rows = entries(target, "undoing")
    return bool(rows) and not any(ended(target, row["target"]) for row in rows)


def ended(noun: Token, preposition: str) -> list[Token]:
    """What an end is put to: by the tree, else the noun phrase right behind the preposition."""
    found = clauses.complements(noun, preposition)
    after = noun.doc[noun.i + 1 : min(sentence_of(noun).end, noun.i + 8)]
    if found or not len(after) or after[0].lower_ != preposition:
        return found
    return next(([each] for each in after[1:] if each.pos_ in ("NOUN", "PROPN") and each.dep_ != "compound"), [])
