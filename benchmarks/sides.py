"""Sides toward a marked target: the published corpus NewsMTSC, and scores of probabilities against it."""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from helpers import articles, language, readings
from helpers.stances import sides as sides_toward
from helpers.stances.model import SIDES, certainty

POLARITIES = {6.0: "supports", 2.0: "opposes", 4.0: "none"}
HELD_OUT = 0
"""The tenth of the training articles that nothing is trained on."""
BESIDE = "Nothing was said of"
SHOWN_FROM = 0.6
"""The confidence from which the pipeline shows a side."""
COVERAGE = 0.4
"""The share of rows on which a side is shown, the surest first, when the wrong side is counted."""


@dataclass(frozen=True)
class Row:
    """A sentence, the target in it, its side (a number in `SIDES`), and the article it is from."""

    text: str
    begin: int
    end: int
    side: int
    article: str
    mentions: tuple[tuple[int, int], ...] = ()  # where else the sentence speaks of the target


def rows(path: Path) -> Iterator[Row]:
    """Every target of every sentence in a file of NewsMTSC."""
    with gzip.open(path, "rt", encoding="utf8") as lines:
        for record in map(json.loads, lines):
            article = article_of(record["primary_gid"])
            for target in record["targets"]:
                side = SIDES.index(POLARITIES[target["polarity"]])
                others = tuple((m["from"], m["to"]) for m in target.get("further_mentions", ()))
                yield Row(record["sentence_normalized"], target["from"], target["to"], side, article, others)


def article_of(gid: str) -> str:
    """The article a sentence is from: its number has another place in each of the two collections."""
    parts = gid.split("_")
    return "_".join(parts[:3] if parts[0] == "polusa" else parts[:2])


def split(every: Iterable[Row], tenths: Iterable[int]) -> tuple[list[Row], list[Row]]:
    """Rows of other articles, and rows of the articles in the given tenths (0 to 9); the split never moves."""
    every, wanted = list(every), set(tenths)
    articles = sorted({row.article for row in every})
    random.Random(0).shuffle(articles)
    chosen = {article for at, article in enumerate(articles) if at * 10 // len(articles) in wanted}
    return [r for r in every if r.article not in chosen], [r for r in every if r.article in chosen]


def held_out(every: Iterable[Row]) -> list[Row]:
    """The rows of the articles that nothing was trained on."""
    return split(every, [HELD_OUT])[1]


def macro_f1(found: np.ndarray, wanted: np.ndarray) -> float:
    """The mean F1 of the three sides, in per cent; `found` are probabilities (n, 3), `wanted` numbers of sides."""
    said = found.argmax(axis=1)
    hits = [((said == side) & (wanted == side)).sum() for side in range(len(SIDES))]
    both = [(said == side).sum() + (wanted == side).sum() for side in range(len(SIDES))]
    return 100 * float(np.mean([2 * hit / max(1, each) for hit, each in zip(hits, both, strict=True)]))


def shown(found: np.ndarray, coverage: float = COVERAGE) -> np.ndarray:
    """The rows on which a side would be shown at a coverage, the safest first; fewer where none leads on too many."""
    safest = np.where(found.argmax(axis=1) < 2, certainty(found), -np.inf)
    rows = np.argsort(-safest, kind="stable")[: round(coverage * len(found))]
    return rows[np.isfinite(safest[rows])]


def scores(found: np.ndarray, wanted: np.ndarray) -> dict[str, float]:
    """Macro-F1 and accuracy; of the sides shown, how many, how many right, how many on the wrong side."""
    said, rows = found.argmax(axis=1), shown(found)
    right, none = said[rows] == wanted[rows], wanted[rows] == SIDES.index("none")
    return {
        "macro-F1": macro_f1(found, wanted),
        "accuracy": 100 * float((said == wanted).mean()),
        "sides shown": 100 * len(rows) / len(found),
        "of these right": 100 * float(right.mean()),
        "of these on the wrong side": 100 * float((~right & ~none).mean()),
        "least confidence shown": float(found[rows].max(axis=1).min()),
    }


def read(nlp, gold: dict) -> dict:
    """What the pipeline reads in the text of a reading by hand."""
    article = articles.from_text(gold["text"], id=gold["id"])
    return readings.reading(article, language.article_doc(nlp, article))


def absent(kept: list[Row]) -> list[tuple[str, str]]:
    """Every sentence with a name that it does not hold: the target of the next sentence of another article."""
    made = []
    for at, row in enumerate(kept):
        others = (kept[(at + step) % len(kept)] for step in range(1, len(kept)))
        names = (each.text[each.begin : each.end] for each in others if each.article != row.article)
        made.append((row.text, next(name for name in names if name.lower() not in row.text.lower())))
    return made


def beside(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, tuple[int, int]]]:
    """The same sentences, each with words behind it that name the name and take no side toward it."""
    made = [(f"{text} {BESIDE}", name) for text, name in pairs]
    return [(f"{text} {name}.", (len(text) + 1, len(text) + 1 + len(name))) for text, name in made]


def absent_table(kept: list[Row]) -> pd.DataFrame:
    """How often no side is given: to a name the sentence does not hold, and to one named behind it in passing.

    The first is `helpers.stances.sides` asked by name; the second is no promise of it, and asks the model alone."""
    pairs = absent(kept)
    asked = {"not in the sentence": pairs, "named behind it, nothing said of it": beside(pairs)}
    rows = [{"target": name} | without_side(sides_toward(some)) for name, some in asked.items()]
    return pd.DataFrame(rows).round(2)


def without_side(found: list[dict[str, float]]) -> dict[str, float]:
    """How many were asked; to how many in a hundred *none* is likeliest, and to how many no side has `SHOWN_FROM`."""
    likeliest = [max(each, key=each.get) == "none" for each in found]
    sure = [max(each["supports"], each["opposes"]) < SHOWN_FROM for each in found]
    return {
        "rows": len(found),
        "no side likeliest": 100 * float(np.mean(likeliest)),
        "no side shown": 100 * float(np.mean(sure)),
    }


def table(found: np.ndarray, wanted: np.ndarray) -> pd.DataFrame:
    """The scores in one row, and how many rows they are from."""
    return pd.DataFrame([{"rows": len(found)} | scores(found, wanted)]).round(2)
