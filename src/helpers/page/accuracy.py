"""Accuracy: how often the shipped pipeline was right on articles read by hand, as measured and never assumed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from helpers.page.wording import number, plural, sentence

MEASURED = Path(__file__).parents[1] / "models" / "measured.json"
"""What `python -m benchmarks gold --write` wrote: for each task counts of `hits` and `found`, and the articles read."""

COMPARED = MEASURED.with_name("stances.csv")
"""What the same command wrote of single stance records: what a person read, and what was found."""

NOTHING = "nothing"

Counts = Mapping[str, int]


def measured() -> Mapping[str, object]:
    """What was measured, nothing where it was not."""
    return json.loads(MEASURED.read_text(encoding="utf-8")) if MEASURED.is_file() else {}


def compared() -> pd.DataFrame:
    """Stance records of invented articles, a row a record: `by_hand` and `found`, as they would be shown."""
    return pd.read_csv(COMPARED, dtype=str, keep_default_na=False)


def confusion(records: pd.DataFrame) -> pd.DataFrame:
    """How often what a person read (rows) was shown as what (columns); a hedged side counts as the side."""
    sides = records[["by_hand", "found"]].apply(lambda shown: shown.str.partition(" (")[0])
    order = sorted({*sides["by_hand"], *sides["found"]}, key=lambda shown: (shown in (NOTHING, "?"), shown))
    counted = pd.crosstab(sides["by_hand"], sides["found"]).reindex(index=order, columns=order, fill_value=0)
    used = counted.loc[counted.any(axis=1), counted.any(axis=0)]
    return used.rename_axis("by hand", axis=0).rename_axis(None, axis=1)


def counts(task: str, score: str) -> Counts:
    """`hits` and `found` of one score, zeros where it was not measured."""
    return measured().get(task, {}).get(score, {"hits": 0, "found": 0})


def of_stances() -> str:
    """How often a side that is shown is right, in a sentence with the number it rests on."""
    right, wrong = counts("stances", "sides_right"), counts("stances", "wrong_side")
    if not right["found"]:
        return "How often the sides shown are wrong was not measured."
    shown = f"{were(right['hits'])} right and {number(wrong['hits'])} the opposite of the right one"
    return rests(f"of {right['found']:,} sides in favour or against, {shown}", right["found"])


def of_attributions() -> str:
    """How often words are given to the right source, in a sentence with the number it rests on."""
    right, wrong = counts("attributions", "right_mouth"), counts("attributions", "wrong_mouth")
    if not right["found"]:
        return "How often words are given to the wrong source was not measured."
    shown = f"{were(right['hits'])} given to the right source and {number(wrong['hits'])} to a wrong one"
    return rests(f"of {right['found']:,} attributions with a source, {shown}", right["found"])


def were(hits: int) -> str:
    """`one was`, `19 were`."""
    return f"{number(hits)} {plural('was', hits)}"


def rests(found: str, total: int) -> str:
    """A finding, and what it rests on."""
    read = int(measured().get("articles", 0))
    return sentence(f"measured with the shipped pipeline on {number(read)} {plural('article', read)}",
                    f"read by hand: {found} (n = {total:,})")  # fmt: skip
