"""Fit how sure the model of sides and the rules beside it are to how often they are right.

usage: python -m training.stances.calibrate CORPORA OUT

CORPORA is a folder with the texts of the readings; OUT holds sides.onnx and sides.json, which gets the weights. How
often each kind of rule is right is counted on the articles that the model was trained on, which the rules have not
seen; the weights are fitted on those left out. A side is right as `benchmarks.real_sides` has it: target, side and
holder."""

import argparse
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
from spacy.language import Language

from benchmarks import real, real_sides, real_sources
from helpers import language
from helpers.encoder import network
from helpers.stances import positions, scored, step
from helpers.stances.utterances import Utterance, utterance
from training.stances.data import READINGS, is_left_out
from training.stances.export import describe

STEADY = 1.0
"""How hard weights are held back to nought."""
OFTEN = 5
"""How often a kind of rule must have been seen to be weighed."""


class Given:
    """A read article with its attributions, as far as the step of the stances."""

    def __init__(self, nlp: Language, reading: real.Read):
        self.reading = reading
        self.doc = real.begun(nlp, reading.text, reading.id, until="attributions")
        self.doc._.attributions = real.given(self.doc, reading.said)
        self.doc = nlp.get_pipe("sources")(self.doc)
        self.doc._.stances = ()
        self.mouths = real_sources.outcomes(reading, real.kept(self.doc, reading))
        rows = {source.id: source for source in self.doc._.sources}
        known = [each for each in self.doc._.attributions if each.source_id is not None]
        self.said = [(utterance(self.doc, each, rows.get(each.source_id)), each) for each in known]

    def is_right(self, made: step.Finding, attribution_id: str) -> bool:
        """Whether a finding is what a reader marked."""
        number = int(attribution_id[1:]) - 1
        record = replace(made.stance, target=made.target.entity or made.target.text)
        return real_sides.judged(record, self.reading, number, self.mouths.get(number) == "wrong mouth")[0] == "right"


def read(words: Utterance) -> list[step.Finding]:
    """The sides that the rules read."""
    found = (step.of_reading(words, each) for each in positions.readings(words))
    kept = [each for each in found if each is not None and each.stance.position != "none"]
    return [each for each in kept if each.stance.confidence >= step.LOWEST]


def shares_of_kinds(articles: Iterable[Given]) -> dict[str, list[float]]:
    """How often each kind of rule is right, where something took away from its confidence and where nothing did."""
    found: Counter[tuple[str, bool, bool]] = Counter()
    for one in articles:
        for words, each in one.said:
            found.update(
                (rule.kind, rule.full, one.is_right(made, each.id))
                for made in read(words)
                for rule in step.said([made])
            )
    kinds = sorted({kind for kind, *_ in found})
    seen = {kind: sum(found[kind, full, right] for full in (0, 1) for right in (0, 1)) for kind in kinds}
    return {kind: [share(found, kind, full) for full in (False, True)] for kind in kinds if seen[kind] >= OFTEN}


def share(found: Counter, kind: str, full: bool) -> float:
    """How often a kind is right; a half where it was never seen."""
    return round((1 + found[kind, full, True]) / (2 + found[kind, full, True] + found[kind, full, False]), 2)


def seen(one: Given) -> Iterator[tuple[np.ndarray, bool]]:
    """The traits of the sides that are seen in a read article, and whether each is right."""
    heard = scored.judged(one.doc, one.said, one.doc._.entities)
    for (words, each), judged in zip(one.said, heard, strict=True):
        for candidate, near in step.beside(judged, read(words)):
            if not near and candidate.shares[candidate.best] < scored.LEAST:
                continue
            _, best = scored.weighed(candidate, step.said(near))
            made = step.of_candidate(words, candidate, best, near)
            if made is not None:
                yield scored.traits(candidate, best, step.said(near)), one.is_right(made, each.id)


def fitted(traits: np.ndarray, right: np.ndarray) -> np.ndarray:
    """The weights of a logistic regression, by Newton's method."""
    weights, steady = np.zeros(traits.shape[1]), STEADY * (np.arange(traits.shape[1]) > 0)
    for _ in range(100):
        shares = 1 / (1 + np.exp(-traits @ weights))
        slope = traits.T @ (shares - right) + steady * weights
        bend = (traits * (shares * (1 - shares))[:, None]).T @ traits + np.diag(steady + 1e-6)
        weights = weights - np.linalg.solve(bend, slope)
    return weights


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpora", type=Path)
    parser.add_argument("out", type=Path)
    args = parser.parse_args()
    settings, nlp = args.out / "sides.json", language.load()
    every = real.read(READINGS, ("train", "wikinews"), args.corpora)
    kinds = shares_of_kinds(Given(nlp, one) for one in every if not is_left_out(one.id))
    describe(settings, args.out / "encoder.onnx", rules=kinds, weights=[0.0] * scored.TRAITS)
    network.judge.cache_clear()
    pairs = [pair for one in every if is_left_out(one.id) for pair in seen(Given(nlp, one))]
    weights = fitted(*map(np.array, zip(*pairs, strict=True)))
    describe(settings, args.out / "encoder.onnx", weights=[round(float(each), 3) for each in weights])
    print(f"kinds {kinds}; {len(pairs)} sides seen: weights {weights.round(3)}")


if __name__ == "__main__":
    main()
