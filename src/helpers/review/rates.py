"""Rates: how often the program was right here, by rows drawn at random, and how far two reviewers agree."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from math import isnan, nan, sqrt
from pathlib import Path

import numpy as np
import pandas as pd

from helpers.remedies import ABOUT
from helpers.review.sessions import Item, Session
from helpers.tables import Tables

NORMAL = 1.959964
"""Standard deviations on both sides of the mean that hold 95 percent of a normal distribution."""
RESAMPLES = 1000
FIELDS = {"quote": "source_id", "stance": "position", "name": "name"}
"""What of a row a person judges."""


def draw(found: Iterable[Tables], about: str, most: int, seed: int = 1) -> list[Item]:
    """`most` rows of a kind (`quote`, `stance` or `name`), drawn at random without returning them, the same for a seed.

    Fewer where there are fewer."""
    table, column, _ = ABOUT[about]
    every = [
        Item(str(row.article_id), about, str(getattr(row, column)), "drawn at random", 0.0, *extent(row))
        for tables in found
        for row in tables[table].itertuples()
    ]
    ordered = sorted(every, key=lambda item: item.key)
    return random.Random(seed).sample(ordered, min(most, len(ordered)))


def extent(row) -> tuple[int, int]:
    """First and last character of a row."""
    if hasattr(row, "content_begins"):
        ends = [*row.source_ends, *row.cue_ends, *row.content_ends]
        return int(row.begin), int(max(ends, default=row.begin))
    return int(min(row.begins, default=0)), int(max(row.ends, default=0))


def verdict(session: Session, item: Item) -> bool | None:
    """Whether a row was right as it was found, by what a person said of it; None where nobody looked at it."""
    if not session.is_settled(item):
        return None
    before, after = session.row(item, found=True), session.row(item)
    return after is not None and before[FIELDS[item.about]] == after[FIELDS[item.about]]


def precision(session: Session, items: Sequence[Item]) -> pd.DataFrame:
    """How many of some rows were right, a row a kind: `about`, `drawn`, `reviewed`, `right`, `precision` and the ends
    `low` and `high` of its 95 percent interval (Wilson 1927)."""
    rows = []
    for about in dict.fromkeys(item.about for item in items):
        said = [verdict(session, item) for item in items if item.about == about]
        right, reviewed = said.count(True), len(said) - said.count(None)
        share = right / reviewed if reviewed else nan
        rows.append((about, len(said), reviewed, right, share, *wilson(right, reviewed)))
    return pd.DataFrame(rows, columns=["about", "drawn", "reviewed", "right", "precision", "low", "high"])


def wilson(right: int, total: int) -> tuple[float, float]:
    """The 95 percent score interval of a share (E. B. Wilson, *Probable inference, the law of succession, and
    statistical inference*, 1927); 0 to 1 where nothing was counted."""
    if not total:
        return 0.0, 1.0
    share, spread = right / total, NORMAL**2 / total
    middle = share + spread / 2
    half = NORMAL * sqrt(share * (1 - share) / total + spread / (4 * total))
    return max((middle - half) / (1 + spread), 0.0), min((middle + half) / (1 + spread), 1.0)


def labels(session: Session, items: Iterable[Item]) -> dict[tuple[str, str, str], Hashable]:
    """What a person said of each row that they settled: a source's name, a side, `rejected`; by the row's key."""
    said: dict[tuple[str, str, str], Hashable] = {}
    for item in items:
        if session.is_settled(item):
            row = session.row(item)
            shown = {"quote": "source", "stance": "position", "name": "name"}[item.about]
            said[item.key] = "rejected" if row is None else str(row[shown])
    return said


def every_item(found: Iterable[Tables]) -> list[Item]:
    """Every row that can be reviewed."""
    tables = list(found)
    return [item for about in ABOUT for item in draw(tables, about, 10**9)]


def agreement(found: Sequence[Tables], one: str | Path, other: str | Path, seed: int = 1) -> pd.DataFrame:
    """How far two files of corrections agree on the rows that both settled, a row a kind: `about`, `both` (how many
    rows), `agreed` (their share), `alpha` (Krippendorff's, of nominal labels) and `low` and `high`, the 95 percent
    interval of alpha over rows drawn again with returning. What cannot be computed is missing; no row where a file is
    not named."""
    items = every_item(found) if one and other else []
    first, second = (labels(Session(found, Path(path)), items) for path in (one, other))
    rows = []
    for about in ABOUT:
        pairs = [(first[key], second[key]) for key in first.keys() & second.keys() if key[1] == about]
        if pairs:
            same = sum(a == b for a, b in pairs) / len(pairs)
            rows.append((about, len(pairs), same, alpha(pairs), *bootstrap(sorted(pairs, key=str), seed)))
    return pd.DataFrame(rows, columns=["about", "both", "agreed", "alpha", "low", "high"])


def alpha(pairs: Sequence[tuple[Hashable, Hashable]]) -> float:
    """Krippendorff's alpha of two reviewers' nominal labels, without missing ones (K. Krippendorff, *Computing
    Krippendorff's Alpha-Reliability*, 2011, B); missing where all labels are one, for then it says nothing."""
    counts = Counter(label for pair in pairs for label in pair)
    total = 2 * len(pairs)
    expected = total * (total - 1) - sum(many * (many - 1) for many in counts.values())
    apart = sum(2 for one, other in pairs if one != other)
    return 1 - (total - 1) * apart / expected if expected else nan


def bootstrap(pairs: Sequence[tuple[Hashable, Hashable]], seed: int) -> tuple[float, float]:
    """The 95 percent interval of alpha, by the percentiles of `RESAMPLES` draws of as many rows with returning."""
    drawing = random.Random(seed)
    found = [alpha(drawing.choices(pairs, k=len(pairs))) for _ in range(RESAMPLES)]
    known = [value for value in found if not isnan(value)]
    return tuple(map(float, np.percentile(known, [2.5, 97.5]))) if known else (nan, nan)  # type: ignore[return-value]
