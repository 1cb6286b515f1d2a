"""Sides toward a marked target, against the sides that people read: scores of probabilities."""

from __future__ import annotations

import numpy as np
import pandas as pd

SIDES = ("supports", "opposes", "none")
COVERAGE = 0.4
"""The share of rows on which a side is shown, the surest first, when the wrong side is counted."""


def macro_f1(found: np.ndarray, wanted: np.ndarray) -> float:
    """The mean F1 of the three sides, in per cent; `found` are probabilities (n, 3), `wanted` numbers of sides."""
    said = found.argmax(axis=1)
    hits = [((said == side) & (wanted == side)).sum() for side in range(len(SIDES))]
    both = [(said == side).sum() + (wanted == side).sum() for side in range(len(SIDES))]
    return 100 * float(np.mean([2 * hit / max(1, each) for hit, each in zip(hits, both, strict=True)]))


def shown(found: np.ndarray, coverage: float = COVERAGE) -> np.ndarray:
    """The rows on which a side would be shown at a coverage: those with the likeliest sides; fewer where none leads."""
    surest = np.where(found.argmax(axis=1) < 2, found.max(axis=1), -1.0)
    rows = np.argsort(-surest, kind="stable")[: round(coverage * len(found))]
    return rows[surest[rows] > 0]


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


def table(found: np.ndarray, wanted: np.ndarray) -> pd.DataFrame:
    """The scores in one row, and how many rows they are from."""
    return pd.DataFrame([{"rows": len(found)} | scores(found, wanted)]).round(2)
