"""Fit the confidence of the shipped finder: `CALIBRATION` in `helpers.attributions.learned`.

usage: python -m training.attributions.calibrate POLNEAR/dev.jsonl.gz

A hit is a finding whose source, cue and content all overlap those of one attribution of the first annotator, each
matched once. Prints slope and shift of a logistic curve over the log-odds of the model's own probability, and the mean
gap between confidence and share of hits in ten bins, before and after, on the findings that the curve is fitted on."""

import argparse
from pathlib import Path

import numpy as np

from benchmarks import scores
from helpers.encoder import network
from helpers.encoder.decoding import Found, decode
from training.attributions.data import read

STEPS, RATE = 3000, 0.1


def findings(path: Path) -> np.ndarray:
    """The model's own probability of each finding, and whether it is a hit."""
    model, rows = network.shipped(), []
    for record in filter(lambda r: r["attributions"], read(path)):
        gold = {"text": record["text"], "attributions": next(iter(record["attributions"].values()))}
        found = decode(network.pieces(record["text"]), model, (model.opening, model.closing))
        rows += hits(gold, sorted(found, key=lambda one: -one.cue_probability))
    return np.array(rows, float)


def hits(gold: dict, found: list[Found]) -> list[tuple[float, bool]]:
    left, rows = scores.roles(gold), []
    for one in found:
        said = {"source": one.source, "cue": (one.cue,), "content": one.content}
        (spans,) = scores.roles({"text": gold["text"], "attributions": [said]})
        hit = next((a for a in left if all(scores.overlap(a[role], spans[role]) for role in scores.ROLES)), None)
        if hit is not None:
            left.remove(hit)
        rows.append((one.cue_probability * one.link_probability, hit is not None))
    return rows


def fit(odds: np.ndarray, hit: np.ndarray) -> tuple[float, float]:
    slope, shift = 1.0, 0.0
    for _ in range(STEPS):
        error = 1 / (1 + np.exp(-(slope * odds + shift))) - hit
        slope, shift = slope - RATE * (error * odds).mean(), shift - RATE * error.mean()
    return slope, shift


def gap(chance: np.ndarray, hit: np.ndarray) -> float:
    """The mean gap, in points, weighted by the findings in a bin."""
    bins = np.minimum((chance * 10).astype(int), 9)
    return 100 * sum(abs((chance - hit)[bins == one].sum()) for one in range(10)) / len(chance)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("dev", type=Path)
    chance, hit = findings(parser.parse_args().dev).T
    inside = np.clip(chance, 1e-4, 1 - 1e-4)
    odds = np.log(inside / (1 - inside))
    slope, shift = fit(odds, hit)
    after = 1 / (1 + np.exp(-(slope * odds + shift)))
    print(f"{len(hit)} findings: slope {slope:.2f}, shift {shift:.2f}")
    print(f"gap in points: {gap(chance, hit):.1f} before, {gap(after, hit):.1f} after")


if __name__ == "__main__":
    main()
