"""Stances: where a source stands toward a target, with the evidence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc, Token

from helpers.articles import Offsets
from helpers.standing import clauses, commitments, positions, targets
from helpers.standing.targets import Target
from helpers.standing.utterances import Utterance, utterance, whole

POSITIONS = ("supports", "opposes", "none")
COMMITMENTS = ("asserts", "hedges", "denies", "no-knowledge", "declines")
FLAGS = ("conditional", "implied", "own part", "second-hand")
SHOWN = {"supports": "in favour", "opposes": "against"}
WITHOUT_SIDE = {
    "asserts": "describes, takes no side",
    "hedges": "describes, takes no side",
    "denies": "denies",
    "no-knowledge": "says not aware",
    "declines": "declines to say",
}
LOWEST = 0.4
"""Confidence under which a record is left out: no record is better than a wrong one."""
PRONOUN = 0.8  # what a resolved pronoun takes off the confidence
SCOPE = {"declines": 0.9, "no-knowledge": 0.9, "denies": 0.85, "link": 0.85, "existence": 0.7, "deed": 0.6}
"""Confidence of records without a side, by what shows them."""


@dataclass(frozen=True, slots=True)
class Stance:
    """One record: a source's position and commitment toward one target, and the words that show it."""

    id: str  # "t1" … in the order of the evidence
    source_id: str
    attribution_id: str
    target: str
    position: str
    commitment: str
    evidence: tuple[Offsets, ...]
    flags: tuple[str, ...]
    confidence: float  # 0 to 1


@dataclass(frozen=True, slots=True)
class Finding:
    """A record before its target is named."""

    target: Target
    stance: Stance


class StancesComponent:
    """Sets `doc._.stances` from the attributions that have a source."""

    def __init__(self, lowest: float = LOWEST, most: int = targets.MOST):
        """`lowest`: the confidence a record needs; `most`: targets an article has at most."""
        self.lowest = lowest
        self.most = most

    def __call__(self, doc: Doc) -> Doc:
        """Read every attribution, join the wordings of each target, keep the targets with most records."""
        sources = {source.id: source for source in doc._.sources}
        known = [each for each in doc._.attributions if each.source_id is not None]
        found = [
            finding
            for each in known
            for finding in findings(utterance(doc, each, sources.get(each.source_id)), each.id, each.source_id)
        ]
        doc._.stances = records(doc, [each for each in found if each.stance.confidence >= self.lowest], self.most)
        return doc


@Language.factory("stances", default_config={"lowest": LOWEST, "most": targets.MOST})
def create_stances(nlp: Language, name: str, lowest: float, most: int) -> StancesComponent:
    """The last step: where the sources stand."""
    from helpers.language import declare  # `language` loads the steps, so it cannot be imported above

    declare()
    return StancesComponent(lowest, most)


def findings(words: Utterance, attribution_id: str, source_id: str) -> list[Finding]:
    """Every record that one utterance gives, at most one a target and piece of evidence."""
    sided = [of_reading(words, each) for each in positions.readings(words)]
    sideless = [of_scope(words, each) for each in commitments.scopes(words)]
    found = [each for each in (*sided, *sideless) if each is not None]
    named = [
        replace(each, stance=replace(each.stance, attribution_id=attribution_id, source_id=source_id)) for each in found
    ]
    return distinct(named)


def of_reading(words: Utterance, reading: positions.Reading) -> Finding | None:
    """The record of a position, None where its target names nothing."""
    about = targets.target(words, reading.target, reading.clause, words.doc._.entities)
    if about is None:
        return None
    side = {1: "supports", -1: "opposes", 0: "none"}[reading.side]
    confidence = reading.confidence * (PRONOUN if reading.target.pos_ == "PRON" else 1)
    return finding(
        words, about, side, reading.commitment, reading.flags, evidence(words, reading.top, reading.target), confidence
    )


def of_scope(words: Utterance, scope: commitments.Scope) -> Finding | None:
    """The record of a denial, of not knowing or of a refusal to speak, None where it is not said about what."""
    about = (
        targets.target(words, scope.argument, scope.clause, words.doc._.entities)
        if scope.argument is not None
        else None
    )
    if about is None:
        return None
    flags = frozenset({"own part"} if scope.own_part else ())
    spans = evidence(words, scope.top, scope.argument)
    return finding(words, about, "none", commitments.of_scope(scope), flags, spans, SCOPE[scope.kind])


def finding(
    words: Utterance,
    about: Target,
    position: str,
    commitment: str,
    flags: frozenset[str],
    spans: tuple[Offsets, ...],
    confidence: float,
) -> Finding | None:
    """A record whose evidence lies in the utterance, or None."""
    if not spans:
        return None
    ordered = tuple(flag for flag in FLAGS if flag in flags)
    return Finding(about, Stance("", "", "", about.text, position, commitment, spans, ordered, confidence))


def evidence(words: Utterance, top: Token, target: Token) -> tuple[Offsets, ...]:
    """The clause under `top`; for a cue also the phrase of the target, where it stands outside of that clause."""
    inside = words.cue | words.content if top.i in words.cue else words.content
    clause = [token for token in clauses.within(top) if token.i in inside]
    phrase = [token for token in clauses.within(target) if token.i in inside and token.sent == top.sent]
    return words.spans(clause + phrase if top.i in words.cue else clause or phrase)


def distinct(found: list[Finding]) -> list[Finding]:
    """One record a target: of several the surest one, with a side before one without."""
    kept: list[Finding] = []
    for each in sorted(found, key=lambda one: (one.stance.position == "none", -one.stance.confidence)):
        clash = [one for one in kept if targets.same(one.target, each.target) and touch(one.stance, each.stance)]
        kept += [] if clash else [each]
    return sorted(kept, key=lambda one: one.stance.evidence)


def touch(one: Stance, other: Stance) -> bool:
    """Whether two pieces of evidence overlap."""
    return any(a < d and c < b for a, b in one.evidence for c, d in other.evidence)


def records(doc: Doc, found: list[Finding], most: int) -> tuple[Stance, ...]:
    """The records of an article in the order of their evidence, targets joined and counted."""
    ordered = sorted(found, key=lambda each: each.stance.evidence)
    names = targets.joined([each.target for each in ordered], targets.issues(doc))
    kept = set(targets.ranked(names, most))
    named = [replace(each.stance, target=name) for each, name in zip(ordered, names, strict=True) if name in kept]
    return tuple(replace(each, id=f"t{number}") for number, each in enumerate(named, 1))


def as_shown(position: str, commitment: str, flags: Iterable[str] = ()) -> str:
    """The words for a record: "in favour (hedged)", "distances itself", "says not aware" …"""
    if position in SHOWN:
        notes = ["second-hand"] * ("second-hand" in flags) + ["hedged"] * (commitment == "hedges")
        return SHOWN[position] + (f" ({', '.join(notes)})" if notes else "")
    if commitment == "denies" and "own part" in flags:
        return "distances itself"
    return WITHOUT_SIDE[commitment]


def sides(pairs: Iterable[tuple[str, Offsets]]) -> list[dict[str, float]]:
    """Probabilities of supports, opposes and none toward the marked target, for each `(sentence, (begin, end))`.

    By word list and syntax alone: whoever holds the position, as long as the sentence spells it out; most sentences do
    not, and come out as none. Raises `ValueError` where the offsets mark nothing in the sentence."""
    asked = [checked(sentence, span) for sentence, span in pairs]
    docs = parser().pipe(sentence for sentence, _ in asked)
    return [side(doc, span) for doc, (_, span) in zip(docs, asked, strict=True)]


def checked(sentence: str, span: Offsets) -> tuple[str, Offsets]:
    """The pair itself, if its offsets mark something."""
    begin, end = span
    if not 0 <= begin < end <= len(sentence):
        raise ValueError(f"The target ({begin}, {end}) is not in the sentence, which has {len(sentence)} characters.")
    return sentence, span


@cache
def parser() -> Language:
    """The shipped pipeline as far as the tree; loaded once."""
    from helpers import language  # `language` loads the steps, so it cannot be imported above

    nlp = language.load(steps=())
    nlp.select_pipes(disable="layout")
    return nlp


def side(doc: Doc, span: Offsets) -> dict[str, float]:
    """The probabilities for one sentence: the surest reading of each side, what is left is none."""
    read = [reading for sentence in doc.sents for reading in positions.readings(whole(sentence))]
    toward = [each for each in read if each.side and is_marked(each.target, span)]
    total = {sign: max((each.confidence for each in toward if each.side == sign), default=0.05) for sign in (1, -1)}
    share = max(1.0, sum(total.values()))
    supports, opposes = total[1] / share, total[-1] / share
    return {"supports": supports, "opposes": opposes, "none": 1.0 - supports - opposes}


def is_marked(token: Token, span: Offsets) -> bool:
    """Whether a target, or a name it is a part of, stands in the marked span."""
    return span[0] < token.idx + len(token) and token.idx < span[1]
