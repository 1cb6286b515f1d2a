"""Positions: which side the words of an utterance take toward what, by word list and syntax."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from helpers import lexicons
from helpers.stances import arguments, attitudes, commitments, contexts, evaluative_names, outcomes, refusals
from helpers.stances.contexts import Context
from helpers.stances.lexicon import SIGNS, WISHES, entries
from helpers.stances.utterances import Utterance
from helpers.syntax import clauses

ACTING = lexicons.listed("people who may act")
CERTAINTY = {"stance": 0.9, "wish": 0.8, "aim": 0.8, "action": 0.8, "quality": 0.8, "effect": 0.7, "cause": 0.75}
CERTAINTY |= {"request": 0.5, "assent": 0.8, "worth": 0.8}
"""Confidence that a reading starts with, by the kind of its word; each step of inference takes some away."""
INFERRED = 0.85  # a step the words do not spell out: a bad thing negated, a condition with a good outcome
STRAY = 0.5  # a negation that the tree puts elsewhere
UNNAMED = 0.75  # nobody is named who holds the attitude, and the words are the source's
ATTRIBUTIVE = 0.75  # an adjective inside the phrase: "this reckless bill"
SECOND_HAND = 0.8  # the holder may be somebody else again
POINTING = lexicons.listed("pointing at a thing")
DOING = lexicons.listed("doing")
CONDUCT = lexicons.listed("conduct")
"""What is made or done well or badly, where that praises or blames who did it."""
FEELINGS = lexicons.listed("feelings that are conceded")
CONCEDED = 0.6  # a warm word before *but*, said for the sake of manners
REGARD = lexicons.listed("regard")
"""How something is to be thought of, which is asked of readers and of no policy: "should be treated with care"."""
TIMELY = lexicons.listed("times and states")
EXCESS = 0.75  # too much of something: a fault is found


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
    kind: str = "stance"  # of its word; what is read from a condition or an obligation is "outcome", "obligation"
    whose: Token | None = None  # the word whose subject holds it


def readings(utterance: Utterance) -> list[Reading]:
    """Every side that the words take, in the order of the text; what is denied, declined or unknown takes none."""
    found: list[Reading] = []
    if utterance.is_put():
        return found
    for token in utterance.tokens():
        for row in entries(token):
            found += read(utterance, token, row)
        found += read_outcome(utterance, token) + read_obligation(utterance, token)
        found += (
            read_conduct(utterance, token)
            + read_naming(utterance, token)
            + read_refusal(utterance, token)
            + read_excess(utterance, token)
        )
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
        return read_attribute(utterance, token, row)
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
    flags, confidence = set(seen.flags), CERTAINTY[kind_of(token, row)] * seen.certainty
    if row["kind"] in ("effect", "cause") or (seen.sign < 0 and SIGNS[row["side"]] < 0 and row["kind"] != "action"):
        flags.add("implied")
    if seen.holder == "" and row["kind"] in ("stance", "wish"):
        confidence *= UNNAMED
    whose = seen.teller
    if seen.holder == "other" and row["kind"] in (*WISHES, "action") and row["target"] != "thing":
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
    if contexts.stray_negation(utterance, token):
        confidence *= STRAY
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


def kind_of(token: Token, row: dict[str, str]) -> str:
    """The kind of a row in its clause: "would like the names" asks for them, and takes no liking to them."""
    asked = (
        row["term"] in ("like", "want") and row["target"] == "object" and contexts.WOULD & clauses.auxiliaries(token)
    )
    return "request" if asked or row["term"] == "plan" else row["kind"]  # a plan tells what will come


def read_attribute(utterance: Utterance, token: Token, row: dict[str, str]) -> list[Reading]:
    """ "this reckless bill", in the source's own quoted words: a side toward the bill."""
    if row["kind"] != "quality" or token.dep_ != "amod" or not utterance.quoted(token):
        return []
    noun = token.head
    if noun.head.lemma_ in DOING and noun.lemma_ in CONDUCT:
        return []  # "made the wrong call": see `read_conduct`
    pointing = POINTING - {"the"} if row["side"] == "supports" else POINTING  # "the best results" praises nothing
    pointed = any(child.dep_ == "det" and child.lower_ in pointing for child in noun.children)
    if not pointed or noun.pos_ not in ("NOUN", "PROPN") or noun.i not in utterance.content:
        return []
    if commitments.silenced(utterance, token) or contexts.in_condition(utterance, token):
        return []
    confidence = CERTAINTY["quality"] * ATTRIBUTIVE
    top = clauses.clause_head(noun)
    return [Reading(token, noun, SIGNS[row["side"]], "asserts", frozenset(), top, confidence, kind="quality")]


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
    confidence = CERTAINTY["cause"] * INFERRED * seen.certainty
    commitment = "hedges" if seen.hedged else "asserts"
    flags = frozenset({"conditional", "implied"} | seen.flags)
    side = -side if unless else side
    return [Reading(token, credited, side, commitment, flags, clause, confidence, kind="outcome")]


def can_act(who: Token | None) -> bool:
    """Whether somebody is told what to do; "the show should boost the polls" tells what will come."""
    if who is None or who.pos_ in ("PRON", "PROPN") or who.ent_type_:
        return True
    return who.lemma_.lower() in lexicons.words("roles") | lexicons.words("group_nouns")


def read_obligation(utterance: Utterance, token: Token) -> list[Reading]:
    """ "The council should open a clinic": for opening a clinic, where the verb itself takes no side."""
    ought = token.pos_ == "VERB" and attitudes.OUGHT & clauses.auxiliaries(token)
    if not ought or clauses.is_question(token) or entries(token, "action", "stance", "wish"):
        return []
    if not is_told(token):
        return []
    seen = contexts.context(utterance, token)
    who = clauses.subject(token)
    if seen.blocked or seen.flags & {"second-hand"} or (who is not None and is_anybody(token, who)):
        return []
    commitment = "hedges" if seen.hedged else "asserts"
    confidence = CERTAINTY["wish"] * UNNAMED * seen.certainty
    top, flags = seen.top or token, frozenset(seen.flags)
    return [Reading(token, token, seen.sign, commitment, flags, top, confidence, True, "obligation")]


def is_anybody(token: Token, who: Token) -> bool:
    """Whether nobody in particular is told: "you must put it aside", "it should be treated with care"."""
    passive = bool(clauses.children(token, clauses.PASSIVE))
    return who.lower_ in ("you", "one") or (passive and token.lemma_ in REGARD)


def is_told(token: Token) -> bool:
    """Whether *should* asks somebody to act, and neither reproaches ("should have opened") nor foretells."""
    if "have" in clauses.auxiliaries(token):
        return False
    who = clauses.subject(token)
    if clauses.children(token, clauses.PASSIVE):
        return who is not None and who.pos_ in ("NOUN", "PROPN") and token.lemma_ not in refusals.AIMLESS
    alone = who is not None and who.lower_ in ACTING and token.lemma_ not in refusals.AIMLESS
    return can_act(who) and (bool(clauses.patient(token)) or alone)


def read_conduct(utterance: Utterance, token: Token) -> list[Reading]:
    """ "The board made the *right* call", "they have made a *mistake*": praise or blame of who did it."""
    rows = entries(token, "quality")
    noun = token.head if token.dep_ == "amod" else token
    verb = noun.head
    if not rows or noun.dep_ not in clauses.OBJECTS or verb.lemma_ not in DOING or clauses.infinitive(verb):
        return []
    if (
        (noun != token and noun.lemma_ not in CONDUCT)
        or clauses.is_question(token)
        or attitudes.OUGHT & clauses.auxiliaries(verb)
    ):
        return []
    who, seen = clauses.subject(verb), contexts.context(utterance, verb)
    if who is None or utterance.is_own(who) or seen.blocked or clauses.children(verb, clauses.PASSIVE):
        return []
    commitment, where = "hedges" if seen.hedged else "asserts", seen.top or verb
    sure = CERTAINTY["quality"] * seen.certainty
    return [
        Reading(verb, who, SIGNS[rows[0]["side"]] * seen.sign, commitment, frozenset(), where, sure, kind="quality")
    ]


def read_naming(utterance: Utterance, token: Token) -> list[Reading]:
    """ "The mayor called the plan “a slap”": the side is in the name, quoted or behind *as*."""
    named = evaluative_names.name_of(token) if entries(token, "naming") else None
    side = evaluative_names.verdict(named[1]) if named else 0
    if named is None or not side or not evaluative_names.speaks(utterance, token) or clauses.is_question(token):
        return []
    if commitments.silenced(utterance, token) or contexts.in_condition(utterance, token):
        return []
    return [Reading(token, named[0], side, "asserts", frozenset(), token, CERTAINTY["quality"], kind="naming")]


def read_refusal(utterance: Utterance, token: Token) -> list[Reading]:
    """ "We will not cross the line", "refused to hand it over": not to act is to be against the act."""
    if entries(token, "action", "stance", "wish", "assent") or not refusals.is_refused(utterance, token):
        return []
    if clauses.is_question(token) or contexts.in_condition(utterance, token) or commitments.silenced(utterance, token):
        return []
    chain = utterance.governors(token)
    flags = frozenset({"conditional"} if any(map(clauses.condition, token.children)) else ())
    top = next((up for up in reversed(chain) if up.i in utterance.content), token)
    return [Reading(token, token, -1, "asserts", flags, top, refusals.CERTAINTY, True, "refusal")]


def read_excess(utterance: Utterance, token: Token) -> list[Reading]:
    """ "The trial is far *too small*", "not good enough": a fault found with the subject."""
    if token.pos_ != "ADJ" or not arguments.is_said(token) or not is_excess(token) or clauses.is_question(token):
        return []
    row = {"kind": "quality", "side": "opposes", "target": "subject", "term": "too", "pos": "ADJ"}
    targets = [each for each in arguments.subject_targets(utterance, token, row) if each.ent_type_ != "PERSON"]
    seen = contexts.context(utterance, token)
    if seen.blocked or commitments.scope_kind(utterance, token) or clauses.negated(token):
        return []
    commitment = "hedges" if seen.hedged else "asserts"
    where = seen.top or token
    return [Reading(token, each, -1, commitment, frozenset(), where, EXCESS, kind="quality") for each in targets]


def is_excess(token: Token) -> bool:
    """Whether *too* stands before an adjective of degree, and nothing behind it says for what."""
    too = any(child.lower_ == "too" and child.i < token.i for child in token.children)
    return too and token.lower_ not in TIMELY and not entries(token) and clauses.clausal(token) is None
