"""Tagged: names as the encoder marks them, from its scores for pieces to spans of characters."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from helpers.encoder.decoding import Window, best_paths, runs
from helpers.encoder.network import Pieces, softmax

LABELS = ("PERSON", "ORG", "LOC", "MISC")
SURE = 0.995
"""Probability of belonging to no name from which on a piece is left out of the search for the best path."""
TAGS = ("O", *(f"{place}-{label}" for label in LABELS for place in "BI"))


class Named(NamedTuple):
    """One name as marked: offsets, one of `LABELS`, and how probable it is that its pieces belong to such a name."""

    begin: int
    end: int
    label: str
    probability: float


def tagged(made: Pieces, some: list[Window], scores: list[np.ndarray]) -> list[Named]:
    """The names that begin in the parts that windows answer for; `scores` (t, 9) has rows for [CLS] and [SEP]."""
    cut = [(window, run) for window, table in zip(some, scores, strict=True) for run in doubtful(softmax(table[1:-1]))]
    paths = best_paths([table for _, (_, table) in cut], TAGS) if cut else []
    found: list[Named] = []
    for (window, (begin, table)), path in zip(cut, paths, strict=True):
        found += names_of(made, window.begin + begin, path, softmax(table), (window.own_begin, window.own_end))
    return found


def doubtful(chances: np.ndarray) -> Iterator[tuple[int, np.ndarray]]:
    """Runs of pieces that are not surely in no name: where each begins, and log probabilities (n, 9) of its pieces.

    The best path is looked for in them alone: a tenth of the time for the same names."""
    inside = np.flatnonzero(chances[:, 0] < SURE)
    for run in np.split(inside, np.flatnonzero(np.diff(inside) > 1) + 1):
        if len(run):
            yield int(run[0]), np.log(chances[run[0] : run[-1] + 1] + 1e-9)


def names_of(made: Pieces, shift: int, path: np.ndarray, chances: np.ndarray, own: tuple[int, int]) -> Iterator[Named]:
    """The names in the path of a run that begins at the piece `shift`, of those that begin in `own`."""
    for number, label in enumerate(LABELS):
        first = 1 + 2 * number
        for begin, end in runs(path, first):
            if own[0] <= begin + shift < own[1]:
                edges = int(made.begins[begin + shift]), int(made.ends[end - 1 + shift])
                yield Named(*edges, label, float(chances[begin:end, first : first + 2].sum(-1).mean()))
