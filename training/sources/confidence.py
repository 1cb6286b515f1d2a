"""Fit how sure it is that a source is the right one, on articles read from raw text.

usage: python -m training.sources.confidence CORPORA READINGS OUT

OUT is src/helpers/models/sources, whose `sources.json` is given the weights: one for each sieve, for the likelihood
among the candidates, and for the confidence of the words. Fitted on train; dev is only scored."""

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from benchmarks import real, real_sources
from helpers import language
from helpers.attributions import Attribution
from helpers.sources import scorer

PENALTY = 1.0
"""Of the squares of the weights, so that a sieve that answered seldom stays near the mean."""
GIVEN = ("right", "wrong mouth", "row apart")


def rows(readings: Path, part: str, corpora: Path) -> Iterator[tuple[Attribution, bool]]:
    """Every attribution of an entry that was given to somebody, and whether that is no wrong mouth."""
    nlp = language.load(steps=("names", "entities", "attributions", "sources"))
    for one in real.read(readings, [part], corpora):
        found = real.matched(real.begun(nlp, one.text, one.id, until="stances"), one)
        for number, outcome in real_sources.outcomes(one, found).items():
            attribution = found.attributions[number]
            if attribution is not None and outcome in GIVEN:
                yield attribution, outcome != "wrong mouth"


def fit(table: np.ndarray, right: np.ndarray) -> np.ndarray:
    """The weights of a logistic regression with a penalty, by Newton's method; the first column is its constant."""
    weights = np.zeros(table.shape[1])
    penalty = PENALTY * np.diag([0.0, *np.ones(table.shape[1] - 1)])
    for _ in range(60):
        sure = 1 / (1 + np.exp(-table @ weights))
        slope = table.T @ (sure - right) + penalty @ weights
        weights -= np.linalg.solve((table * (sure * (1 - sure))[:, None]).T @ table + penalty, slope)
    return weights


def features(attribution: Attribution, sieves: list[str]) -> list[float]:
    """What the confidence goes by: a constant, both log odds, and which sieve answered."""
    likelihood = attribution.source_confidence or 0.0
    odds = [scorer.log_odds(likelihood), scorer.log_odds(attribution.confidence)]
    return [1.0, *odds, *(float(attribution.decided_by == sieve) for sieve in sieves)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name in ("corpora", "readings", "out"):
        parser.add_argument(name, type=Path)
    args = parser.parse_args()
    scorer.shipped().weights = {}  # so that the likelihood among the candidates is given as it is
    train = list(rows(args.readings, "train", args.corpora))
    sieves = sorted({attribution.decided_by for attribution, _ in train})
    table, right = (np.array(x, float) for x in zip(*((features(a, sieves), r) for a, r in train), strict=True))
    weights = [round(float(weight), 3) for weight in fit(table, right)]
    path = args.out / "sources.json"
    config = json.loads(path.read_text(encoding="utf8"))
    config["confidence"] = {"": weights[0], "likelihood": weights[1], "words": weights[2]}
    config["confidence"] |= dict(zip(sieves, weights[3:], strict=True))
    path.write_text(json.dumps(config, indent=1) + "\n", encoding="utf8")
    report(list(rows(args.readings, "dev", args.corpora)), sieves, np.array(weights))


def report(some: list[tuple[Attribution, bool]], sieves: list[str], weights: np.ndarray) -> None:
    """Print how many of the wrong mouths are in the tenth of the rows that are least sure."""
    sure = np.array([features(attribution, sieves) for attribution, _ in some]) @ weights
    wrong = np.array([not right for _, right in some])
    lowest = np.argsort(sure, kind="stable")[: len(some) // 10]
    print(f"dev: {wrong[lowest].sum()} of {wrong.sum()} wrong mouths in the tenth that is least sure, of {len(some)}")


if __name__ == "__main__":
    main()
