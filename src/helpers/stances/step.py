"""Stances: where a source stands toward a target, with the evidence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from spacy.language import Language
from spacy.tokens import Doc, Token

from helpers.stances import commitments, contexts, holders, positions, scored, targets
from helpers.stances.candidates import Candidate
from helpers.stances.holders import Holder, Holders
from helpers.stances.model import SIDES, judgements
from helpers.stances.scored import LEAST, SURE, Judged, Rule
from helpers.stances.targets import Target
from helpers.stances.utterances import Utterance, utterance
from helpers.syntax import clauses
from helpers.text.bounds import sentence_of
from helpers.text.lines import Offsets
from helpers.text.normal import as_read, normal

FLAGS = ("conditional", "implied", "own part", "second-hand", "undecided", "unsure source")
"""`undecided`: a position is in the words, and which one could not be told; shown as "?", its position is "none"."""
LOWEST = 0.4
"""Confidence under which a record is left out: no record is better than a wrong one."""
PLAIN = 0.6
"""Confidence from which a side is shown where the rules alone are asked: theirs is no probability."""
EVEN = 0.5
"""Confidence under which a side that the model and the rules see together is no record."""
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
    holder: str = ""  # the name of the source, or of who is reported to hold the position
    holder_id: str = ""  # of a source, else of an entity, else "h1" … for who is neither
    decided_by: str = ""  # the kind of rule, or the model; and what put it in doubt
    target_kind: str = ""  # one of `targets.KINDS`


@dataclass(frozen=True, slots=True)
class Finding:
    """A record before its target is named."""

    target: Target
    stance: Stance
    kind: str = ""  # of the reading, where it has a side
    about: Offsets | None = None  # the word that the side is toward
    holder: Holder | None = None  # who is reported to hold it


class StancesComponent:
    """Sets `doc._.stances` from the attributions that have a source."""

    def __init__(self, lowest: float = LOWEST, most: int = targets.MOST, judge: str = "model"):
        """`lowest`: the confidence a record needs; `most`: targets an article has; `judge`: "model" or "rules"."""
        self.lowest = lowest
        self.most = most
        self.judge = judge

    def __call__(self, doc: Doc) -> Doc:
        """Read every attribution, join the wordings of each target, keep the targets with most records."""
        sources = {source.id: source for source in doc._.sources}
        known = [each for each in doc._.attributions if each.source_id is not None]
        said = [(utterance(doc, each, sources.get(each.source_id)), each) for each in known]
        heard = scored.judged(doc, said, doc._.entities) if self.judge == "model" else [None] * len(said)
        found = [
            finding
            for (words, each), judged in zip(said, heard, strict=True)
            for finding in findings(words, each.id, each.source_id, judged)
        ]
        kept = [each for each in found if each.stance.confidence >= self.lowest]
        doc._.stances = records(doc, kept, self.most)
        return doc


@Language.factory("stances", default_config={"lowest": LOWEST, "most": targets.MOST, "judge": "model"})
def create_stances(nlp: Language, name: str, lowest: float, most: int, judge: str) -> StancesComponent:
    """The last step: where the sources stand."""
    from helpers.extensions import declare  # `language` loads the steps, so it cannot be imported above

    declare()
    return StancesComponent(lowest, most, judge)


def together(words: Utterance, read: Sequence[Finding], judged: Sequence[Judged]) -> list[Finding]:
    """The sides that the model sees and how sure it is of them with what the rules read; of overlapping phrases the
    surest one."""
    asked = [(each, rules) for each, rules in beside(judged, read) if rules or each.shares[each.best] >= LEAST]
    weighed = [(scored.weighed(each, said(rules)), each, rules) for each, rules in asked]
    found: list[Finding] = []
    taken: list[Candidate] = []
    for (confidence, best), each, rules in sorted(weighed, key=lambda row: -row[0][0]):
        if confidence < EVEN or any(scored.overlap(each.candidate, other) for other in taken):
            continue
        made = of_candidate(words, each, best, rules)
        if made is not None:
            found.append(replace(made, stance=replace(made.stance, confidence=confidence)))
            taken.append(each.candidate)
    return found


def beside(judged: Sequence[Judged], read: Iterable[Finding]) -> list[tuple[Judged, list[Finding]]]:
    """Each candidate with the sides that the rules read toward it: toward its head, or a word of it that heads none."""
    heads = {each.candidate.token.idx: each for each in judged}
    found: dict[int, list[Finding]] = {id(each): [] for each in judged}
    for one in read:
        if one.about is not None and one.stance.position != "none" and one.stance.confidence >= LOWEST:
            at = heads.get(one.about[0]) or next((each for each in judged if each.covers(one.about[0])), None)
            found.get(id(at), []).append(one)
    return [(each, found[id(each)]) for each in judged]


def said(rules: Iterable[Finding]) -> list[Rule]:
    """Each reading as it is weighed: its kind, its side, and whether nothing took away from its confidence."""
    return [Rule(each.kind, each.stance.position, each.stance.confidence >= full(each.kind)) for each in rules]


def full(kind: str) -> float:
    """The confidence of a reading that nothing speaks against."""
    return positions.CERTAINTY.get(kind, 0.0)


def of_candidate(words: Utterance, each: Judged, best: int, rules: Sequence[Finding]) -> Finding | None:
    """The record of an outcome (`best`, a number of `scored.OUTCOMES`), None where its target has no name or nobody
    asserts it; words and commitment are those of a rule that reads the same side."""
    side, token = scored.OUTCOMES[best].split()[-1], each.candidate.token
    same = next((one for one in rules if one.stance.position == side), None)
    reported = best > len(scored.SIDES) or (same is not None and "second-hand" in same.stance.flags)
    made = same or of_words(words, token, side)
    if made is None or not made.target.text:
        return None
    flags = {*made.stance.flags, "second-hand"} if reported else {*made.stance.flags} - {"second-hand"}
    whose = (made.holder or holders.reported(words, token)) if reported else None
    by = f"model, rule: {same.kind}" if same else "model"
    ordered = tuple(flag for flag in FLAGS if flag in flags)
    return replace(made, holder=whose, stance=replace(made.stance, flags=ordered, decided_by=by))


def of_words(words: Utterance, token: Token, side: str) -> Finding | None:
    """The record of a side toward a word that no rule reads: its clause is the evidence."""
    about = targets.target(words, token, token.pos_ == "VERB", words.doc._.entities)
    top = clauses.clause_head(token)
    top = top if top.i in words.content | words.cue else token
    if about is None or contexts.in_condition(words, top) or commitments.silenced(words, top):
        return None
    if contexts.is_unsaid(words, token) or any(map(contexts.is_beyond, (token, *token.ancestors))):
        return None  # "has yet to endorse the plan", "refrained from criticising the board"
    seen = contexts.context(words, top)
    commitment = "hedges" if seen.hedged else "asserts"
    spans = evidence(words, top, token)
    return finding(words, about, side, commitment, frozenset(seen.flags & {"conditional"}), spans, 1.0, "")


def decided(each: Finding, least: float = SURE) -> Finding:
    """The finding; a side of which less than `least` is sure becomes a "?"."""
    if each.stance.position == "none" or each.stance.confidence >= least:
        return each
    flags = tuple(flag for flag in FLAGS if flag in {*each.stance.flags, "undecided"})
    return replace(each, stance=replace(each.stance, position="none", flags=flags))


def findings(
    words: Utterance, attribution_id: str, source_id: str, judged: Sequence[Judged] | None = None
) -> list[Finding]:
    """Every record that one utterance gives, at most one a target and piece of evidence.

    Sides are those of the rules alone, or those that rules and model see together, where it was asked (`judged`)."""
    read = [each for each in (of_reading(words, one) for one in positions.readings(words)) if each is not None]
    sided = read if judged is None else together(words, read, judged)
    sideless = [each for each in (of_scope(words, one) for one in commitments.scopes(words)) if each is not None]
    found = [*(each for each in sided if not vetoed(each, sideless)), *sideless]
    named = [
        replace(each, stance=replace(each.stance, attribution_id=attribution_id, source_id=source_id)) for each in found
    ]
    least = PLAIN if judged is None else SURE
    return [decided(each, least) for each in gathered(distinct(named))]


def vetoed(each: Finding, sideless: Sequence[Finding]) -> bool:
    """Whether the model alone sees a side in words that deny, decline or do not know."""
    return each.stance.decided_by == "model" and any(touch(each.stance, one.stance) for one in sideless)


def of_reading(words: Utterance, reading: positions.Reading) -> Finding | None:
    """The record of a position, None where its target names nothing."""
    about = targets.target(words, reading.target, reading.clause, words.doc._.entities)
    confidence = reading.confidence * (PRONOUN if reading.target.pos_ == "PRON" else 1)
    if about is None and targets.is_unresolved(words, reading.target):
        about = targets.of_predicate(reading.predicate) or targets.UNCLEAR
        confidence = reading.confidence * PRONOUN
    if about is None:
        return None
    side = {1: "supports", -1: "opposes", 0: "none"}[reading.side]
    spans = evidence(words, reading.top, reading.target)
    made = finding(words, about, side, reading.commitment, reading.flags, spans, confidence, reading.kind)
    where = reading.target.idx, reading.target.idx + len(reading.target)
    if made is None:
        return None
    whose = holders.reported(words, reading.whose or reading.predicate) if "second-hand" in reading.flags else None
    return replace(made, kind=reading.kind, about=where, holder=whose)


def of_scope(words: Utterance, scope: commitments.Scope) -> Finding | None:
    """The record of a denial, of not knowing or of a refusal to speak, None where it is not said about what."""
    if scope.argument is None:
        return None
    about = targets.target(words, scope.argument, scope.clause, words.doc._.entities)
    if about is None:
        return None
    flags = frozenset({"own part"} if scope.own_part else ())
    spans = evidence(words, scope.top, scope.argument)
    return finding(words, about, "none", commitments.of_scope(scope), flags, spans, SCOPE[scope.kind], scope.kind)


def finding(
    words: Utterance,
    about: Target,
    position: str,
    commitment: str,
    flags: frozenset[str],
    spans: tuple[Offsets, ...],
    confidence: float,
    kind: str,
) -> Finding | None:
    """A record whose evidence lies in the utterance, or None; `kind`: of the rule that it comes from."""
    if not spans:
        return None
    ordered = tuple(flag for flag in FLAGS if flag in flags)
    made = Stance("", "", "", about.text, position, commitment, spans, ordered, confidence, decided_by=f"rule: {kind}")
    return Finding(about, made)


def evidence(words: Utterance, top: Token, target: Token) -> tuple[Offsets, ...]:
    """The clause under `top`; for a cue also the phrase of the target, where it stands outside of that clause."""
    inside = words.cue | words.content if top.i in words.cue else words.content
    clause = [token for token in clauses.within(top) if token.i in inside]
    phrase = [token for token in clauses.within(target) if token.i in inside and sentence_of(token) == sentence_of(top)]
    return words.spans(clause + phrase if top.i in words.cue else clause or phrase)


def distinct(found: list[Finding]) -> list[Finding]:
    """One record a target: of several the surest one, with a side before one without."""
    kept: list[Finding] = []
    for each in sorted(found, key=lambda one: (one.stance.position == "none", -one.stance.confidence)):
        clash = [one for one in kept if targets.same(one.target, each.target) and touch(one.stance, each.stance)]
        kept += [] if clash else [each]
    return sorted(kept, key=lambda one: one.stance.evidence)


def gathered(found: list[Finding]) -> list[Finding]:
    """One record for what an utterance says twice of one target: "I voted against it, and I would do so again"."""
    kept: list[Finding] = []
    for each in found:
        at = next((n for n, one in enumerate(kept) if is_said_again(one, each)), None)
        if at is None:
            kept.append(each)
        else:
            kept[at] = with_evidence(kept[at], each)
    return kept


def is_said_again(one: Finding, other: Finding) -> bool:
    """Whether two findings hold one side toward one target, as firmly."""
    labels = [(each.stance.position, each.stance.commitment) for each in (one, other)]
    sided = one.stance.position != "none" and labels[0] == labels[1]
    return sided and targets.same(one.target, other.target) and "second-hand" not in other.stance.flags


def with_evidence(one: Finding, other: Finding) -> Finding:
    """A finding with another's words beside its own."""
    spans = tuple(sorted({*one.stance.evidence, *other.stance.evidence}))
    surest = max(one.stance.confidence, other.stance.confidence)
    return replace(one, stance=replace(one.stance, evidence=spans, confidence=surest))


def touch(one: Stance, other: Stance) -> bool:
    """Whether two pieces of evidence overlap."""
    return any(a < d and c < b for a, b in one.evidence for c, d in other.evidence)


def records(doc: Doc, found: list[Finding], most: int) -> tuple[Stance, ...]:
    """The records of an article in the order of their evidence, targets joined and counted."""
    ordered = sorted(found, key=lambda each: each.stance.evidence)
    names = targets.joined([each.target for each in ordered], targets.topics(doc))
    kept = {*targets.ranked([name for name in names if name], most), ""}
    known = [(each, name) for each, name in zip(ordered, names, strict=True) if name in kept and is_name(each, name)]
    whose = Holders(doc)
    named = [replace(held(each, whose), target=name, target_kind=each.target.kind) for each, name in known]
    return tuple(replace(each, id=f"t{number}") for number, each in enumerate(named, 1))


def held(each: Finding, whose: Holders) -> Stance:
    """The record of a finding with its holder: whoever is reported to hold it, else the source."""
    holder = whose.identified(each.holder) if each.holder else whose.source(each.stance.source_id)
    itself = holder.id == each.stance.source_id  # who speaks of himself by name: "Ada Lund wants it"
    flags = tuple(flag for flag in each.stance.flags if not (itself and flag == "second-hand"))
    return replace(each.stance, holder=holder.name, holder_id=holder.id, flags=flags)


def is_name(each: Finding, name: str) -> bool:
    """Whether a target is named: by more than a verb alone, or by what fuller words it was joined with."""
    return name != each.target.text or not targets.is_bare(each.target)


def sides(pairs: Iterable[tuple[str, Offsets | str]]) -> list[dict[str, float]]:
    """Probabilities of supports, opposes and none toward a target, for each `(sentence, (begin, end))`.

    By the trained model alone, whoever holds the position; a span that marks no word is no target, and gets no side.
    A target can be given by name instead: its first mention is meant, and one that is not there gets no side.
    Raises `ValueError` where the offsets lie outside of the sentence."""
    shares = judgements([checked(sentence, span) for sentence, span in pairs])
    return [dict(zip(SIDES, map(float, each), strict=True)) for each in shares]


def mention(sentence: str, name: str) -> Offsets:
    """Where a sentence first has a name, as whole words in any case; (0, 0) where it does not."""
    found = re.search(rf"(?<!\w){re.escape(name.strip())}(?!\w)", sentence, re.IGNORECASE) if name.strip() else None
    return found.span() if found else (0, 0)


def checked(sentence: str, target: Offsets | str) -> tuple[str, Offsets]:
    """The pair as it is read, with the target as offsets, if these lie in the sentence."""
    read = normal(sentence, [(0, len(sentence))])
    if isinstance(target, str):
        return read.text, mention(read.text, as_read(target))
    begin, end = target
    if not 0 <= begin <= end <= len(sentence):
        raise ValueError(f"The target ({begin}, {end}) is not in the sentence, which has {len(sentence)} characters.")
    return read.text, read.within(begin, end)
