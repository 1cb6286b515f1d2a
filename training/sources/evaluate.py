"""Choose the temperature and the thresholds of the scorer on articles that it has not seen, and print what it does.

usage: python -m training.sources.evaluate BUILD

BUILD is what `training.sources.train` wrote; `chosen.json` is written there. Every training article is scored by the
net that was trained without it; readings dev and GAP validation are only scored."""

import argparse
import json
import pickle
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
import pandas as pd
import torch

from helpers.sources.evidence import COLUMNS
from helpers.sources.ranking import UNLIKELY
from training.sources.data import Example, fold, named_in
from training.sources.model import Several, load

DESCRIBED = ("definite", "indefinite", "bare")
CHOICES = ("pronoun", "name", "description")
"""What has a threshold of its own."""
FEWEST = 5
"""Mentions of a kind that have to be above a threshold, so that a handful proves nothing."""
MOST_WRONG = 0.1
"""Of those that the scorer takes where the sieves know nobody, the share that may be wrong."""


def scores_of(model: torch.nn.Module, some: Iterable[Example]) -> list[np.ndarray]:
    """Raw scores (1 + n,) of each example."""
    with torch.no_grad():
        return [model(torch.from_numpy(example.table)).numpy() for example in some]


def unseen(model: Several, some: Iterable[Example]) -> list[np.ndarray]:
    """The same by the net that was trained without the article."""
    return [scores_of(model.nets[fold(example.article)], [example])[0] for example in some]


def chances(scores: np.ndarray, temperature: float) -> np.ndarray:
    """Scores as probabilities."""
    shifted = np.exp((scores - scores.max()) / temperature)
    return shifted / shifted.sum()


def loss(some: list[Example], scores: list[np.ndarray], temperature: float) -> float:
    """Mean negative log probability of the right rows."""
    right = [chances(one, temperature)[list(e.right)].sum() for e, one in zip(some, scores, strict=True)]
    return float(-np.log(np.maximum(right, 1e-6)).mean())


def choice(kind: str) -> str:
    """Which threshold counts for a kind of mention."""
    return "description" if kind in DESCRIBED else "name" if kind == "name" else "pronoun"


def best_of(example: Example, found: np.ndarray) -> int:
    """The likeliest candidate, 0 for nobody, where nothing rules it out."""
    best = int(found.argmax())
    return 0 if best and example.ruled_out[best - 1] else best


def taken(example: Example, found: np.ndarray, thresholds: dict[str, float]) -> tuple[int, ...]:
    """The rows that are given the words: those of the sieves, or where they leave it open that of the scorer; none for
    nobody, 0 for somebody new."""
    is_unlikely = is_doubted(example, found)
    if not example.is_open and not is_unlikely:
        return example.taken
    best = best_of(example, found)
    if best and found[best] >= thresholds[choice(example.kind)]:
        return (best,)
    return example.taken if not is_unlikely else () if example.sieve == "pronoun" else (0,)


def is_doubted(example: Example, found: np.ndarray) -> bool:
    """Whether a sieve chose somebody whom the net does not think of; see `ranking.Ranking.is_unlikely`."""
    if not example.taken:
        return False
    of_person = example.table[example.taken[0], [COLUMNS.index("sort person"), COLUMNS.index("named")]].all()
    unlikely = found[list(example.taken)].sum() < UNLIKELY.get(example.sieve, 0)
    return bool(unlikely and not (example.sieve == "description" and of_person))


def outcome(example: Example, rows: tuple[int, ...]) -> str:
    """What came of one mention: right, wrong, a row apart, or abstained."""
    if set(rows) & set(example.right):
        return "right"
    if not rows:
        return "abstained, rightly" if example.right == (0,) else "abstained"
    return "wrong" if max(rows) else "row apart"


def outcomes(some: list[Example], found: list[np.ndarray], thresholds: dict[str, float]) -> Iterator[tuple[str, str]]:
    """Kind and outcome of each mention."""
    for example, one in zip(some, found, strict=True):
        yield example.kind, outcome(example, taken(example, one, thresholds))


def by_kind(some: list[Example], found: list[np.ndarray], thresholds: dict[str, float]) -> pd.DataFrame:
    """Outcomes, a row a kind of mention."""
    counts: dict[str, Counter] = {}
    for kind, told in outcomes(some, found, thresholds):
        for name in (kind, "all"):
            counts.setdefault(name, Counter())[told] += 1
    return pd.DataFrame(counts).T.fillna(0).astype(int)


def choose(some: list[Example], found: list[np.ndarray]) -> dict[str, float]:
    """For each kind of choice the lowest probability from which on few enough are wrong, of those left open."""
    told: dict[str, list[tuple[float, bool]]] = {each: [] for each in CHOICES}
    for example, one in zip(some, found, strict=True):
        best = best_of(example, one)
        if example.is_open and best:
            told[choice(example.kind)].append((float(one[best]), best in example.right))
    return {each: threshold(sorted(pairs, reverse=True)) for each, pairs in told.items()}


def threshold(pairs: list[tuple[float, bool]]) -> float:
    """The lowest probability down to which the share of wrong ones stays small."""
    lowest, wrong = 0.9, 0
    for number, (sure, right) in enumerate(pairs, 1):
        wrong += not right
        if number >= FEWEST and wrong / number <= MOST_WRONG:
            lowest = sure
    return round(max(lowest, 0.5), 2)


def curve(some: list[Example], found: list[np.ndarray]) -> pd.DataFrame:
    """Mentions left open, given to the wrong one and abstained, for each threshold."""
    rows = {}
    for at in (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95):
        told = Counter(o for e, o in zip(some, outcomes(some, found, dict.fromkeys(CHOICES, at)), strict=True)
                       if e.is_open and e.kind not in DESCRIBED for o in [o[1]])  # fmt: skip
        rows[at] = {name: told[name] for name in ("right", "wrong", "abstained", "abstained, rightly")}
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
    counts: Counter = Counter()
    for letter in "AB":
        said = best in named_in(row, letter, example.about["spots"])
        gold = row[f"{letter}-coref"].upper() == "TRUE"
        counts.update(hits=said and gold, said=said, gold=gold)
    return counts


def report(name: str, some: list[Example], found: list[np.ndarray], thresholds: dict[str, float]) -> None:
    """Print what comes of mentions by the sieves alone, and with the scorer."""
    print(f"\n{name}: loss {loss(some, [np.log(np.maximum(one, 1e-9)) for one in found], 1):.3f}\nsieves alone\n")
    print(by_kind(some, found, dict.fromkeys(CHOICES, 2.0)).to_string(), "\n\nwith the scorer\n")
    print(by_kind(some, found, thresholds).to_string(), "\n\nopen pronouns and names\n")
    print(curve(some, found).to_string())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("build", type=Path)
    args = parser.parse_args()
    every = pickle.loads((args.build / "examples.pkl").read_bytes())
    model = load(args.build / "scorer.pt")
    train = [e for part in ("train", "wikinews") for e in every[part] if e.says]
    dev = [e for e in every["dev"] if e.says]
    scores = unseen(model, train)
    temperature = float(min(np.arange(0.6, 2.6, 0.1), key=lambda t: loss(train, scores, t)).round(1))
    found = [chances(one, temperature) for one in scores]
    thresholds = choose(train, found)
    chosen = {"temperature": temperature, "thresholds": thresholds}
    (args.build / "chosen.json").write_text(json.dumps(chosen))
    print(chosen)
    seen = [chances(one, temperature) for one in scores_of(model, dev)]
    report("train, unseen", train, found, thresholds)
    report("readings dev", dev, seen, thresholds)
    gap = every["gap validation"]
    print("\nGAP validation F1", gap_f1(gap, scores_of(model, [e for _, e in gap])))


if __name__ == "__main__":
    main()
