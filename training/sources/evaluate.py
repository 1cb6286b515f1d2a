"""Choose the temperature and the thresholds of the scorer, and print what it does by kind of mention.

usage: python -m training.sources.evaluate BUILD

BUILD is what `training.sources.train` wrote; `chosen.json` is written there. Calibrated on the articles kept for
choosing and on readings dev; GAP validation is only scored."""

import argparse
import json
import pickle
from collections import Counter
from pathlib import Path

import numpy as np
import pandas as pd
import torch

from training.sources.data import Example, is_held
from training.sources.model import load

DESCRIBED = ("definite", "indefinite", "bare")
THRESHOLDS = {"pronoun": 0.5, "name": 0.7, "names": 0.7, "description": 0.75, "another word": 0.9}
"""Probabilities from which a candidate is taken, chosen on the articles kept for choosing.

"another word": for somebody named of whom the text has not said the noun: the tycoon."""


def scores_of(model: torch.nn.Module, some: list[Example]) -> list[np.ndarray]:
    """Raw scores (1 + n,) of each example."""
    with torch.no_grad():
        return [model(torch.from_numpy(example.table)).numpy() for example in some]


def chances(scores: np.ndarray, temperature: float) -> np.ndarray:
    """Scores as probabilities."""
    shifted = np.exp((scores - scores.max()) / temperature)
    return shifted / shifted.sum()


def loss(some: list[Example], scores: list[np.ndarray], temperature: float) -> float:
    """Mean negative log probability of the right rows."""
    right = [chances(one, temperature)[list(e.right)].sum() for e, one in zip(some, scores, strict=True)]
    return float(-np.log(np.maximum(right, 1e-6)).mean())


def outcome(example: Example, found: np.ndarray, threshold: float) -> str:
    """What came of one mention: right, wrong, a row apart, or abstained."""
    best, described = int(found.argmax()), example.kind in DESCRIBED
    taken = best if best and found[best] >= threshold else 0
    if taken in example.right:
        return "right" if taken or described else "abstained, rightly"
    if taken:
        return "wrong"
    return "row apart" if described else "abstained"


def by_kind(some: list[Example], found: list[np.ndarray]) -> pd.DataFrame:
    """Outcomes, a row a kind of mention."""
    counts: dict[str, Counter] = {}
    for example, one in zip(some, found, strict=True):
        told = outcome(example, one, THRESHOLDS["description" if example.kind in DESCRIBED else "pronoun"])
        for kind in (example.kind, "all"):
            counts.setdefault(kind, Counter())[told] += 1
    return pd.DataFrame(counts).T.fillna(0).astype(int)


def curve(some: list[Example], found: list[np.ndarray]) -> pd.DataFrame:
    """Pronouns and doubtful names given to the wrong one, and abstained, in per cent of all, for each threshold."""
    pronouns = [(e, one) for e, one in zip(some, found, strict=True) if e.kind not in DESCRIBED]
    rows = {}
    for threshold in (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95):
        told = Counter(outcome(e, one, threshold) for e, one in pronouns)
        given = told["right"] + told["wrong"]
        rows[threshold] = {
            "wrong, % of given": round(100 * told["wrong"] / max(given, 1), 1),
            "abstained, % of all": round(100 * told["abstained"] / max(len(pronouns), 1), 1),
        }
    return pd.DataFrame(rows).T


def gap_f1(rows: list[tuple[dict, Example]], found: list[np.ndarray]) -> dict[str, float]:
    """GAP's F1 over both names of each row, for all, he and she; a name is said where its candidate is the best one."""
    out = {}
    for name, pronouns in (("all", None), ("he", {"he", "him", "his"}), ("she", {"she", "her", "hers"})):
        counts: Counter = Counter()
        for (row, example), one in zip(rows, found, strict=True):
            if pronouns is None or row["Pronoun"].lower() in pronouns:
                counts.update(gap_counts(row, example, int(one.argmax())))
        hits, said, gold = (counts[key] for key in ("hits", "said", "gold"))
        out[name] = round(200 * hits / max(said + gold, 1), 1)
    return out


def gap_counts(row: dict, example: Example, best: int) -> Counter:
    """Hits, names said and names in gold of one row."""
    from training.sources.data import named_in

    counts: Counter = Counter()
    for letter in "AB":
        said = best in named_in(row, letter, example.about["spots"])
        gold = row[f"{letter}-coref"].upper() == "TRUE"
        counts.update(hits=said and gold, said=said, gold=gold)
    return counts


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("build", type=Path)
    args = parser.parse_args()
    every = pickle.loads((args.build / "examples.pkl").read_bytes())
    model = load(args.build / "scorer.pt")
    dev = [e for e in every["dev"] if e.says]
    held = [e for part in ("train", "wikinews") for e in every[part] if is_held(e.article) and e.says]
    both = dev + held
    scores = scores_of(model, both)
    temperature = min(np.arange(0.6, 2.6, 0.1), key=lambda t: loss(both, scores, t)).round(1)
    (args.build / "chosen.json").write_text(json.dumps({"temperature": float(temperature), "thresholds": THRESHOLDS}))
    for name, some in (("readings dev", dev), ("kept for choosing", held)):
        found = [chances(one, temperature) for one in scores_of(model, some)]
        print(f"\n{name}, temperature {temperature}, loss {loss(some, scores_of(model, some), temperature):.3f}\n")
        print(by_kind(some, found).to_string())
        print(curve(some, found).to_string())
    gum = [e for e in every["ontogum"] if is_held(e.article)]
    print("\nOntoGUM, documents kept for choosing\n")
    print(by_kind(gum, [chances(one, temperature) for one in scores_of(model, gum)]).to_string())
    gap = every["gap validation"]
    print("\nGAP validation F1", gap_f1(gap, scores_of(model, [e for _, e in gap])))
    for part in ("train", "dev"):
        counts = Counter(every[f"{part}, sieves"])
        names = sorted({sieve for sieve, _ in counts})
        print(
            f"\nSieves on {part}: " + ", ".join(f"{n} {counts[n, True]} right {counts[n, False]} wrong" for n in names)
        )


if __name__ == "__main__":
    main()
