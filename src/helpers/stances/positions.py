"""Positions: which side the words of an utterance take toward what, by word list and syntax."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from helpers import lexicons
from helpers.stances import arguments, attitudes, commitments, contexts, evaluative_names, outcomes
from helpers.stances.contexts import Context
from helpers.stances.lexicon import SIGNS, WISHES, entries
from helpers.stances.utterances import Utterance
from helpers.syntax import clauses

CERTAINTY = {"stance": 0.9, "wish": 0.8, "aim": 0.8, "action": 0.8, "quality": 0.8}
"""Confidence that a reading starts with, by the kind of its word; each step of inference takes some away."""
OUTCOME = 0.64  # good or bad news under a condition
UNNAMED = 0.75  # nobody is named who holds the attitude, and the words are the source's
SECOND_HAND = 0.8  # the holder may be somebody else again
FEELINGS = lexicons.listed("feelings that are conceded")
CONCEDED = 0.6  # a warm word before *but*, said for the sake of manners


@dataclass(frozen=True, slots=True)
class Reading:
    """What one predicate says of one target: side 1, -1 or 0; `clause`: the target is a statement, not a thing."""

    predicate: Token
    target: Token
    side: int
    commitment: str
    flags: frozenset[str]
    top: Token  # the word whose clause is the evidence
    confidence: float
    clause: bool = False
    kind: str = "stance"  # of its word; what is read from a condition is an "outcome"
    whose: Token | None = None  # the word whose subject holds it


def readings(utterance: Utterance) -> list[Reading]:
    """Every side that the words take, in the order of the text; what is denied, declined or unknown takes none."""
    found: list[Reading] = []
    if utterance.is_put():
        return found
    for token in utterance.tokens():
        for row in entries(token):
            found += read(utterance, token, row)
        found += read_outcome(utterance, token) + read_naming(utterance, token)
    return found


def read(utterance: Utterance, token: Token, row: dict[str, str]) -> list[Reading]:
    """The readings of one word under one row of the word list."""
    if row["kind"] not in CERTAINTY or clauses.is_question(token):
        return []
    predicate = arguments.predicate_of(token)
    targets = (
        arguments.preposition_targets(token) if row["pos"] == "ADP" else arguments.targets_of(utterance, predicate, row)
    )
    if not targets:
        return []
    seen = contexts.context(utterance, predicate)
    if (
        seen.blocked
        or commitments.scope_kind(utterance, predicate)
        or not attitudes.admitted(utterance, predicate, row, seen)
    ):
        return []
    return [
        judge(utterance, predicate, target, row, seen) for target in targets if not outcomes.is_open_undoing(target)
    ]


def judge(utterance: Utterance, token: Token, target: Token, row: dict[str, str], seen: Context) -> Reading:
    """The reading of one target, with the context taken into account."""
    side = SIGNS[row["side"]] * seen.sign * outcomes.turned(token, row)
    flags, confidence = set(seen.flags), CERTAINTY[row["kind"]] * seen.certainty
    if seen.sign < 0 and SIGNS[row["side"]] < 0 and row["kind"] != "action":
        flags.add("implied")
    if seen.holder == "" and row["kind"] in ("stance", "wish"):
        confidence *= UNNAMED
    whose = seen.teller
    somebodys = row["kind"] in (*WISHES, "action") and row["target"] != "thing"
    if seen.holder == "other" and somebodys and not is_asked_for(token):
        flags.add("second-hand")
        whose = seen.whose
    if "second-hand" in flags:
        confidence *= SECOND_HAND if token.dep_ not in clauses.RELATIVE else 0.0  # "those who want it" are nobody
    if flags >= {"second-hand", "implied"}:
        confidence *= SECOND_HAND  # two steps away from the words
    if "second-hand" in flags and seen.hedged:
        confidence *= SECOND_HAND  # what others might want
    target, side = outcomes.undone(
        *outcomes.made(token, target, side) if row["kind"] in (*WISHES, "action") else (target, side)
    )
    commitment = "hedges" if seen.hedged else "asserts"
    clause = target.pos_ in arguments.VERBAL and target.dep_ not in clauses.SUBJECTS | clauses.OBJECTS
    side = -side if clause and target != token and clauses.negated(target) else side  # "urged them not to go"
    if token.lemma_ in FEELINGS and side > 0 and attitudes.is_conceded(token):
        confidence *= CONCEDED
    return Reading(
        token,
        target,
        side,
        commitment,
        frozenset(flags),
        seen.top or token,
        confidence,
        clause,
        row["kind"],
        whose,
    )


def is_asked_for(token: Token) -> bool:
    """Whether somebody is to do it, which is a wish of who says so: "they *must* back her", "*let* them fight"."""
    let = token.head.lemma_ == "let" and clauses.subject(token.head) is None
    return let or bool(attitudes.OUGHT & clauses.auxiliaries(token))


def read_outcome(utterance: Utterance, token: Token) -> list[Reading]:
    """ "If X is there, there is no violence": X is credited with the outcome."""
    rows = entries(token, "outcome")
    if not rows:
        return []
    clause = clauses.clause_head(token)
    conditions = [child for child in clause.children if clauses.condition(child)]
    credited = clauses.subject(conditions[0]) if conditions else None
    existential = any(each.lower_ == "there" for each in clause.children)
    if not existential or credited is None or commitments.silenced(utterance, clause):
        return []
    unless = any(child.lower_ == "unless" for child in conditions[0].children)
    side = SIGNS[rows[0]["side"]] * (-1 if outcomes.empty(token) or commitments.is_negated(utterance, clause) else 1)
    seen = contexts.context(utterance, clause)
    confidence = OUTCOME * seen.certainty
    commitment = "hedges" if seen.hedged else "asserts"
    flags = frozenset({"conditional", "implied"} | seen.flags)
    side = -side if unless else side
    return [Reading(token, credited, side, commitment, flags, clause, confidence, kind="outcome")]


def read_naming(utterance: Utterance, token: Token) -> list[Reading]:
    """ "The mayor called the plan “a slap”": the side is in the name, quoted or behind *as*."""
    named = evaluative_names.name_of(token) if entries(token, "naming") else None
    side = evaluative_names.verdict(named[1]) if named else 0
    if named is None or not side or not evaluative_names.speaks(utterance, token) or clauses.is_question(token):
        return []
    if commitments.silenced(utterance, token) or contexts.in_condition(utterance, token):
        return []
    if contexts.is_unsaid(utterance, token):
        return []
    return [Reading(token, named[0], side, "asserts", frozenset(), token, CERTAINTY["quality"], kind="naming")]
