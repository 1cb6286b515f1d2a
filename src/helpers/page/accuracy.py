"""Accuracy: how often the shipped pipeline was right on articles read by hand, as measured and never assumed."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from helpers.wording import number, plural, sentence

MEASURED = Path(__file__).parents[1] / "models" / "measured.json"
"""What `python -m benchmarks gold --write` wrote, of `all` articles that were read and of the `unseen` ones: for each
task counts of `hits` and `found`, and how many articles."""

COMPARED = MEASURED.with_name("stances.csv")
"""What the same command wrote of single stance records: what a person read, and what was found."""

NOTHING = "nothing"

Counts = Mapping[str, int]


def measured() -> Mapping[str, Any]:
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


def counts(of: str, task: str, score: str) -> Counts:
    """`hits` and `found` of one score on `all` articles or the `unseen` ones, zeros where it was not measured."""
    return measured().get(of, {}).get(task, {}).get(score, {"hits": 0, "found": 0})


def of_stances() -> str:
    """How often a side that is shown is right, in sentences with the numbers they rest on."""

    def found(of: str) -> str:
        right, wrong = counts(of, "stances", "sides_right"), counts(of, "stances", "wrong_side")
        opposite = number(wrong["hits"]) if wrong["hits"] else "none"
        shown = f"{were(right['hits'])} right and {opposite} the opposite of the right one"
        return f"of {right['found']:,} sides in favour or against, {shown}"

    if not counts("all", "stances", "sides_right")["found"]:
        return "How often the sides shown are wrong was not measured."
    return rests(found)


def of_sides_in_short() -> str:
    """How often a side that is shown was right on articles that no rule was made on, in one sentence."""
    right = counts("unseen", "stances", "sides_right")
    known = f"of {right['found']:,} such sides in new articles {were(right['hits'])} right: read the words behind one"
    return sentence(known) if right["found"] else "How often such sides are wrong was not measured."


def of_attributions() -> str:
    """How often words are given to the right source, in sentences with the numbers they rest on."""

    def found(of: str) -> str:
        right, wrong = counts(of, "attributions", "right_mouth"), counts(of, "attributions", "wrong_mouth")
        shown = f"{were(right['hits'])} given to the right source and {number(wrong['hits'])} to a wrong one"
        return f"of {right['found']:,} attributions with a source, {shown}"

    if not counts("all", "attributions", "right_mouth")["found"]:
        return "How often words are given to the wrong source was not measured."
    return rests(found)


def were(hits: int) -> str:
    """`one was`, `19 were`."""
    return f"{number(hits)} {plural('was', hits)}"


def rests(found: Callable[[str], str]) -> str:
    """What was found in all articles read by hand, and in those of them that no rule was made on."""
    every = f"{read_by_hand('all')}: {found('all')}"
    unseen = f"{read_by_hand('unseen')} that no rule was made on: {found('unseen')}"
    first = sentence("measured with the shipped pipeline on", unseen)
    return f"{first} {sentence('on these and others,', every)}"


def read_by_hand(of: str) -> str:
    """`six articles read by hand`."""
    total = int(measured()[of].get("articles", 0))
    return f"{number(total)} {plural('article', total)} read by hand"
