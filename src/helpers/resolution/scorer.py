"""Scorer: the trained choice among candidates, or that nobody of them is meant or can be told."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import numpy as np
from spacy.tokens import Doc

from helpers import encoder
from helpers.resolution import evidence
from helpers.resolution.candidates import Candidate
from helpers.resolution.mentions import Mention
from helpers.scans import Vectors, scan


class Scorer:
    """The shipped scorer in ONNX Runtime; its thresholds were chosen on readings that it was not trained on."""

    def __init__(self, folder: Path = encoder.SHIPPED):
        """Load the model in `folder`, which must hold the very encoder that it was made for."""
        config = json.loads((folder / "sources.json").read_text(encoding="utf8"))
        if encoder.fingerprint(folder / "encoder.onnx") != config["encoder"]:
            raise ValueError(f"{folder / 'sources.onnx'} was made for another encoder.onnx; export it anew.")
        self.session = encoder.session(folder / "sources.onnx")
        self.temperature = config["temperature"]
        self.thresholds: dict[str, float] = config["thresholds"]

    def chances(self, table: np.ndarray) -> np.ndarray:
        """Probabilities (1 + n,) of nobody and of n candidates, for a table (1 + n, k) of evidence and vectors."""
        scores = self.session.run(None, {"table": table})[0].reshape(1, -1)
        return encoder.softmax(scores / self.temperature)[0]

    def choose(self, doc: Doc, mention: Mention, candidates: list[Candidate], table: np.ndarray) -> tuple[str | None, float]:
        """The key of a candidate, "" for somebody new, None for nobody; and how sure that is."""
        chances = self.chances(with_vectors(scan(doc).vectors, mention, candidates, table))
        best = int(chances.argmax())
        described = mention.reference.kind == "description"
        if best and chances[best] >= self.thresholds["description" if described else mention.reference.kind]:
            return candidates[best - 1].key, float(chances[best])
        return ("", float(chances[0])) if described else (None, float(chances[best]))


def with_vectors(vectors: Vectors, mention: Mention, candidates: list[Candidate], table: np.ndarray) -> np.ndarray:
    """Evidence with the vectors of the mention and of what stands behind each candidate's nearest place.

    A candidate's own words are left out: a name must not tell who is he and who is she."""
    own = vectors.mean(*mention.word)
    beside = [np.zeros_like(own), *(vectors.behind(nearest(c, mention).end) for c in candidates)]
    return np.hstack([table, np.tile(own, (len(table), 1)), np.array(beside)]).astype(np.float32)


def nearest(candidate: Candidate, mention: Mention):
    """The last place of a candidate before a mention, or else the first one behind it."""
    return evidence.last_spot(candidate, mention.spot.begin) or evidence.next_spot(candidate, mention.spot.end) or mention.spot


@cache
def shipped() -> Scorer:
    """The shipped scorer, loaded once a process."""
    return Scorer()
