"""Scored: what an utterance names, with the trained model's probabilities of a side toward it and of whose it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from spacy.tokens import Doc

from helpers.attributions import Attribution
from helpers.encoder import network
from helpers.entities import Entity
from helpers.stances.candidates import Candidate, candidates, mentions
from helpers.stances.utterances import Utterance
from helpers.stances.windows import COLUMNS, Window, roles, windows
from helpers.text.verbatim import verbatim

OUTCOMES = ("none", "supports", "opposes", "reported supports", "reported opposes")
"""The order of the model's scores; a reported side is not the source's own."""
SIDES = OUTCOMES[1:3]
TRAITS = 8
"""How many traits the calibration weighs."""
SURE = 0.7
"""Confidence from which a side is shown, for about nine in ten of those above are right; below, it is a "?"."""
HARDLY = 0.01
"""Probability of a side under which the model speaks against it."""
LEAST = 0.03
"""Probability of every side under which a phrase that no rule reads is not looked at."""


class Rule(NamedTuple):
    """What a rule reads toward a candidate; `full`: nothing took away from its confidence."""

    kind: str
    side: str
    full: bool


@dataclass(frozen=True, slots=True)
class Judged:
    """A candidate with its probabilities (5) in the order of `OUTCOMES`."""

    candidate: Candidate
    shares: np.ndarray

    def covers(self, begin: int) -> bool:
        """Whether the phrase has the word that begins at an offset."""
        doc = self.candidate.token.doc
        return doc[self.candidate.first].idx <= begin <= doc[self.candidate.last - 1].idx

    def of(self, position: str) -> float:
        """The probability of a side, whoever holds it; of *none*, that there is none."""
        at = OUTCOMES.index(position)
        return float(self.shares[at] + (self.shares[at + 2] if at else 0))

    @property
    def best(self) -> int:
        """The likeliest outcome with a side."""
        return 1 + int(self.shares[1:].argmax())


def judged(doc: Doc, said: Sequence[tuple[Utterance, Attribution]], entities: Iterable[Entity]) -> list[list[Judged]]:
    """The candidates of each utterance of a Doc with the model's probabilities."""
    if not said:
        return []
    made, named = network.pieces(verbatim(doc)), mentions(doc, entities)
    cut = []
    for number, (words, each) in enumerate(said):
        marked = roles((("content", each.content), ("source", each.source), ("cue", each.cue)), made)
        cut += [(number, one) for one in windows(words, made, marked, candidates(words, named))]
    found: list[list[Judged]] = [[] for _ in said]
    for (number, one), shares in zip(cut, probabilities([one for _, one in cut]), strict=True):
        found[number] += [Judged(*pair) for pair in zip(one.candidates, shares, strict=True)]
    return found


def weighed(each: Judged, rules: Sequence[Rule]) -> tuple[float, int]:
    """How sure the likeliest outcome with a side is, and which one it is, beside what the rules read.

    Where they and the model differ and it is no more than twice as sure, theirs counts. A rule that nothing speaks
    against, not even the model, is as sure as its kind is on real articles, but hardly sure enough to be shown."""
    best = each.best
    read = next((OUTCOMES.index(rule.side) for rule in rules), 0)
    if read and each.of(OUTCOMES[read]) > each.of(OUTCOMES[3 - read]) / 2:
        best = read + len(SIDES) * int(each.shares[read + 2] > each.shares[read])
    sure = float(1 / (1 + np.exp(-traits(each, best, rules) @ network.judge().weights)))
    side = OUTCOMES[best].split()[-1]
    other = OUTCOMES[3 - OUTCOMES.index(side)]
    open_ = each.of(side) >= max(HARDLY, each.of(other))
    plain = [rule for rule in rules if open_ and rule.full and rule.side == side]
    return max([sure, *map(alone, plain)]), best


def alone(rule: Rule) -> float:
    """How sure a rule is by itself; kinds that real articles have too seldom to be counted are taken at their word."""
    return min(SURE, network.judge().kinds.get(rule.kind, [0, 1])[1])


def traits(each: Judged, best: int, rules: Sequence[Rule]) -> np.ndarray:
    """What the calibration weighs (8): one, the odds of the outcome and of its side, whether it is reported, whether a
    rule reads that side and how often rules like it are right, whether one reads the other, and whether the target is
    a name."""
    side, kinds = OUTCOMES[best].split()[-1], network.judge().kinds
    known = [rule for rule in rules if rule.kind in kinds]
    same = [odds(kinds[rule.kind][rule.full]) for rule in known if rule.side == side]
    shares = float(each.shares[best]), each.of(side)
    seen = [*map(odds, shares), best > len(SIDES), bool(same), max(same, default=0.0), len(same) < len(known)]
    return np.array([1, *map(float, seen), float(each.candidate.token.pos_ == "PROPN")])


def overlap(one: Candidate, other: Candidate) -> bool:
    """Whether two phrases share a word: "the plan", "the plan of the mayor"."""
    return one.first < other.last and other.first < one.last


def odds(share: float) -> float:
    """The logarithm of the odds of a probability, at most about 9."""
    share = min(max(share, 1e-4), 1 - 1e-4)
    return float(np.log(share / (1 - share)))


def probabilities(cut: Sequence[Window]) -> list[np.ndarray]:
    """Probabilities (n, 5) of the candidates of each window, in the order of `OUTCOMES`.

    One window a run: several take more time, and their int8 sums would hang on one another."""
    return [network.judge().outcomes(inputs(one)) for one in cut]


def inputs(one: Window) -> dict[str, np.ndarray]:
    """A window as the model reads it: columns (1, t), and masks (1, n, t) of the candidates' phrases and heads."""
    size = one.columns.shape[1]
    marks = {name: spread(getattr(one, name), len(one.candidates), size)[None] for name in ("phrases", "heads")}
    return dict(zip(COLUMNS, one.columns[:, None], strict=True)) | marks


def spread(spans: Sequence[tuple[int, int]], most: int, longest: int) -> np.ndarray:
    """Spans as rows (most, longest) of noughts and ones."""
    made = np.zeros((most, longest), np.float32)
    for row, (begin, end) in zip(made, spans, strict=False):
        row[begin:end] = 1
    return made
