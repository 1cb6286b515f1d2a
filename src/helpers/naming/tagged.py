"""Tagged: names as the encoder marks them, from its scores for pieces to spans of characters."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from helpers.encoder import Pieces
from helpers.saying.decoding import Window, best_paths, runs, softmax

LABELS = ("PERSON", "ORG", "LOC", "MISC")
TAGS = ("O", *(f"{place}-{label}" for label in LABELS for place in "BI"))


class Named(NamedTuple):
    """One name as marked: offsets, one of `LABELS`, and how probable it is that its pieces belong to such a name."""

    begin: int
    end: int
    label: str
    probability: float


def tagged(made: Pieces, some: list[Window], scores: list[np.ndarray]) -> Iterator[Named]:
    """The names that begin in the parts that windows answer for; `scores` (t, 9) has rows for [CLS] and [SEP]."""
    for window, table, path in zip(some, scores, best_paths(scores, TAGS), strict=True):
        chances, shift = softmax(table), window.begin - 1
        path[0] = path[-1] = 0  # [CLS] and [SEP] are nobody's name
        for number, label in enumerate(LABELS):
            first = 1 + 2 * number
            for begin, end in runs(path, first):
                if window.own_begin <= begin + shift < window.own_end:
                    edges = int(made.begins[begin + shift]), int(made.ends[end - 1 + shift])
                    yield Named(*edges, label, float(chances[begin:end, first : first + 2].sum(-1).mean()))
