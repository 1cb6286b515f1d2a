"""Scored: what an utterance names, with the trained model's probabilities of a side toward it and of whose it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from spacy.tokens import Doc

from helpers import encoder
from helpers.attributions import Attribution
from helpers.entities import Entity
from helpers.standing.candidates import Candidate, candidates
from helpers.standing.utterances import Utterance
from helpers.standing.windows import COLUMNS, Window, roles, windows
from helpers.text.verbatim import verbatim

OUTCOMES = ("none", "supports", "opposes", "reported supports", "reported opposes")
"""The order of the model's scores; a reported side is not the source's own."""
SIDES = OUTCOMES[1:3]
BATCH = 16


@dataclass(frozen=True, slots=True)
class Judged:
    """A candidate with its probabilities (5) in the order of `OUTCOMES`."""

    candidate: Candidate
    shares: np.ndarray

    def of(self, position: str) -> float:
        """The probability of a side, whoever holds it; of *none*, that there is none."""
        at = OUTCOMES.index(position)
        return float(self.shares[at] + (self.shares[at + 2] if at else 0))

    @property
    def best(self) -> int:
        """The likeliest outcome with a side."""
        return 1 + int(self.shares[1:].argmax())

    @property
    def position(self) -> str:
        """The side of the likeliest outcome that has one."""
        return OUTCOMES[self.best].split()[-1]

    @property
    def reported(self) -> bool:
        """Whether that side is only reported."""
        return self.best > len(SIDES)


def judged(doc: Doc, said: Sequence[tuple[Utterance, Attribution]], entities: Iterable[Entity]) -> list[list[Judged]]:
    """The candidates of each utterance of a Doc with the model's probabilities."""
    if not said:
        return []
    made, known = encoder.pieces(verbatim(doc)), list(entities)
    cut = []
    for number, (words, each) in enumerate(said):
        marked = roles((("content", each.content), ("source", each.source), ("cue", each.cue)), made)
        cut += [(number, one) for one in windows(words, made, marked, candidates(words, known))]
    found: list[list[Judged]] = [[] for _ in said]
    for (number, one), shares in zip(cut, probabilities([one for _, one in cut]), strict=True):
        found[number] += [Judged(*pair) for pair in zip(one.candidates, shares, strict=True)]
    return found


def confidence(each: Judged) -> float:
    """The calibrated probability that the likeliest side toward a candidate is right, its holder too."""
    return float(1 / (1 + np.exp(-traits(each) @ encoder.sider().weights)))


def traits(each: Judged) -> np.ndarray:
    """What the calibration weighs (4): one, the odds of the outcome, the odds of its side, whether it is reported."""
    return np.array([1, odds(float(each.shares[each.best])), odds(each.of(each.position)), each.reported])


def overlap(one: Candidate, other: Candidate) -> bool:
    """Whether two phrases share a word: "the plan", "the plan of the mayor"."""
    return one.first < other.last and other.first < one.last


def odds(share: float) -> float:
    """The logarithm of the odds of a probability, at most about 9."""
    share = min(max(share, 1e-4), 1 - 1e-4)
    return float(np.log(share / (1 - share)))


def probabilities(cut: Sequence[Window]) -> list[np.ndarray]:
    """Probabilities (n, 5) of the candidates of each window, in the order of `OUTCOMES`."""
    found: list[np.ndarray] = [np.zeros((0, len(OUTCOMES)))] * len(cut)
    order = sorted(range(len(cut)), key=lambda at: cut[at].columns.shape[1])
    for first in range(0, len(order), BATCH):
        some = order[first : first + BATCH]
        scores = encoder.sider().probabilities(padded([cut[at] for at in some]))
        for at, shares in zip(some, scores, strict=True):
            found[at] = shares[: len(cut[at].candidates)]
    return found


def padded(cut: Sequence[Window]) -> dict[str, np.ndarray]:
    """Windows as arrays of one length (b, t), with masks (b, n, t) of the phrases of candidates and of their heads."""
    longest, most = max(each.columns.shape[1] for each in cut), max(len(each.candidates) for each in cut)
    stacked = np.stack([np.pad(each.columns, ((0, 0), (0, longest - each.columns.shape[1]))) for each in cut], axis=1)
    mask = np.stack([np.arange(longest) < each.columns.shape[1] for each in cut]).astype(np.int64)
    marks = {
        name: np.stack([spread(getattr(each, name), most, longest) for each in cut]) for name in ("phrases", "heads")
    }
    return dict(zip(COLUMNS, stacked, strict=True)) | {"mask": mask} | marks


def spread(spans: Sequence[tuple[int, int]], most: int, longest: int) -> np.ndarray:
    """Spans as rows (most, longest) of noughts and ones."""
    made = np.zeros((most, longest), np.float32)
    for row, (begin, end) in zip(made, spans, strict=False):
        row[begin:end] = 1
    return made
