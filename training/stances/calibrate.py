"""Fit how sure the model of sides is to how often it is right, on the articles it was not trained on.

usage: python -m training.stances.calibrate CORPORA OUT

CORPORA is a folder with readings/; OUT holds sides.onnx and sides.json, which gets the weights. A side is right as
`benchmarks.real_sides` has it: target, side and holder."""

import argparse
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
from spacy.language import Language

from benchmarks import real, real_sides, real_sources
from helpers import language, stances
from helpers.standing import scored
from helpers.standing.utterances import utterance
from training.stances.data import is_left_out
from training.stances.export import describe

LEAST = 0.04
"""The probability under which an outcome is not looked at."""
STEADY = 1.0
"""How hard weights are held back to nought."""


def seen(nlp: Language, reading: real.Read) -> Iterator[tuple[np.ndarray, bool]]:
    """The traits of the sides that the model sees in a read article, and whether each is right."""
    doc = real.begun(nlp, reading.text, reading.id, until="attributions")
    doc._.attributions = real.given(doc, reading.said)
    doc = nlp.get_pipe("sources")(doc)
    doc._.stances = ()
    mouths = real_sources.outcomes(reading, real.kept(doc, reading))
    rows = {source.id: source for source in doc._.sources}
    known = [each for each in doc._.attributions if each.source_id is not None]
    said = [(utterance(doc, each, rows.get(each.source_id)), each) for each in known]
    for (words, each), heard in zip(said, scored.judged(doc, said, doc._.entities), strict=True):
        number, taken = int(each.id[1:]) - 1, []
        for one in sorted(heard, key=lambda one: -float(one.shares[one.best])):
            made = stances.of_candidate(words, one)
            if one.shares[one.best] < LEAST or made is None:
                continue
            if any(scored.overlap(one.candidate, other) for other in taken):
                continue
            taken.append(one.candidate)
            record = replace(made.stance, target=made.target.entity or made.target.text)
            kind, _ = real_sides.judged(record, reading, number, mouths.get(number) == "wrong mouth")
            yield scored.traits(one), kind == "right"


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
    nlp = language.load()
    read = [one for one in real.read(args.corpora / "readings", ("train", "wikinews")) if is_left_out(one.id)]
    pairs = [pair for one in read for pair in seen(nlp, one)]
    weights = fitted(*map(np.array, zip(*pairs, strict=True)))
    describe(args.out / "sides.json", weights=[round(float(each), 3) for each in weights])
    print(f"{len(read)} articles, {len(pairs)} sides seen: weights {weights.round(3)}")


if __name__ == "__main__":
    main()
