"""Scorer: the trained choice among candidates, or that nobody of them is meant or can be told."""

from __future__ import annotations

import json
from functools import cache
from math import exp, log
from pathlib import Path

import numpy as np

from helpers.encoder import network
from helpers.sources import evidence
from helpers.sources.clusters import Answer

SHIPPED = Path(__file__).parents[1] / "models" / "sources"

SUREST = 0.98
"""Beyond this all probabilities are equally sure."""


def log_odds(probability: float) -> float:
    """The logarithm of the odds of a probability, bounded."""
    bounded = min(max(probability, 1 - SUREST), SUREST)
    return log(bounded / (1 - bounded))


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
        self.weights: dict[str, float] = config.get("confidence", {})

    def chances(self, table: np.ndarray) -> np.ndarray:
        """Probabilities (1 + n,) of nobody and of n candidates, for a table (1 + n, k) of evidence."""
        scores = self.session.run(None, {"table": table})[0].reshape(1, -1)
        return network.softmax(scores / self.temperature)[0]

    def confidence(self, answer: Answer, words: float) -> float:
        """How sure it is that a source is the right one: by the sieve that said so, by how likely it is among the
        candidates, and by the confidence of the words; fitted on real articles read from raw text."""
        likelihood = answer.confidence if answer.confidence is not None else 0.5
        if not self.weights:
            return likelihood
        by_sieve = self.weights[""] + self.weights.get(answer.decided_by, 0.0)
        odds = self.weights["likelihood"] * log_odds(likelihood) + self.weights["words"] * log_odds(words)
        return round(1 / (1 + exp(-by_sieve - odds)), 3)


@cache
def shipped() -> Scorer:
    """The shipped scorer, loaded once a process."""
    return Scorer()
