"""Scorer: the trained choice among candidates, or that nobody of them is meant or can be told."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import numpy as np

from helpers import encoder
from helpers.resolution import evidence
from helpers.resolution.candidates import Candidate
from helpers.resolution.mentions import Mention

SHIPPED = Path(__file__).parents[1] / "models" / "sources"


class Scorer:
    """The shipped scorer in ONNX Runtime; its thresholds were chosen on readings that it was not trained on."""

    def __init__(self, folder: Path = SHIPPED):
        """Load the model in `folder`, which must have been made for the evidence that is read now."""
        config = json.loads((folder / "sources.json").read_text(encoding="utf8"))
        if list(config["columns"]) != list(evidence.COLUMNS):
            raise ValueError(f"{folder / 'sources.onnx'} was made for other evidence; train and export it anew.")
        self.session = encoder.session(folder / "sources.onnx")
        self.temperature = config["temperature"]
        self.thresholds: dict[str, float] = config["thresholds"]

    def chances(self, table: np.ndarray) -> np.ndarray:
        """Probabilities (1 + n,) of nobody and of n candidates, for a table (1 + n, k) of evidence."""
        scores = self.session.run(None, {"table": table})[0].reshape(1, -1)
        return encoder.softmax(scores / self.temperature)[0]

    def choose(self, mention: Mention, candidates: list[Candidate], table: np.ndarray) -> tuple[str | None, float]:
        """The key of a candidate, "" for somebody new, None for nobody; and how sure that is."""
        chances = self.chances(table)
        best = int(chances.argmax())
        described = mention.reference.kind == "description"
        asked = mention.attribution is not None  # a name that nobody's words hang on is only where somebody comes up
        threshold = self.thresholds[mention.reference.kind if asked else "pronoun"]
        if best and described and is_another_word(mention, candidates[best - 1]):
            threshold = self.thresholds["another word"]
        if best and chances[best] >= threshold:
            return candidates[best - 1].key, float(chances[best])
        return ("", float(chances[0])) if described else (None, float(chances[best]))


def is_another_word(mention: Mention, candidate: Candidate) -> bool:
    """Whether a description calls a named person by a noun that the text has not said of them: the tycoon."""
    return candidate.sort == "person" and bool(candidate.entities) and mention.reference.noun not in candidate.nouns


@cache
def shipped() -> Scorer:
    """The shipped scorer, loaded once a process."""
    return Scorer()
