"""Scorer: the trained choice among candidates, or that nobody of them is meant or can be told."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import numpy as np

from helpers.encoder import network
from helpers.sources import evidence
from helpers.sources.clusters import Answer

UNTESTED = 0.9
"""The confidence of a sieve that answered too seldom to be counted."""
SHIPPED = Path(__file__).parents[1] / "models" / "sources"


class Scorer:
    """The shipped scorer in ONNX Runtime; its thresholds were chosen on articles that it was not trained on."""

    def __init__(self, folder: Path = SHIPPED):
        """Load the model in `folder`, which must have been made for the evidence that is read now."""
        config = json.loads((folder / "sources.json").read_text(encoding="utf8"))
        if tuple(config["columns"]) != evidence.COLUMNS:
            raise ValueError(f"{folder / 'sources.onnx'} was made for other evidence; train and export it anew.")
        self.session = network.session(folder / "sources.onnx")
        self.temperature: float = config["temperature"]
        self.thresholds: dict[str, float] = config["thresholds"]
        self.sieves: dict[str, float] = config["sieves"]

    def chances(self, table: np.ndarray) -> np.ndarray:
        """Probabilities (1 + n,) of nobody and of n candidates, for a table (1 + n, k) of evidence."""
        scores = self.session.run(None, {"table": table})[0].reshape(1, -1)
        return network.softmax(scores / self.temperature)[0]

    def confidence(self, answer: Answer) -> float:
        """How sure it is that a source is the right one: as often as a sieve for names was right, or as likely as it is
        among the candidates."""
        known = answer.confidence if answer.confidence is not None else self.sieves.get(answer.decided_by, UNTESTED)
        return round(known, 2)


@cache
def shipped() -> Scorer:
    """The shipped scorer, loaded once a process."""
    return Scorer()
