"""Plots: figures of many articles' tables, in the style of the charts of one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from helpers.charts import align_ends, blank, colours, finish, in_house_style, name, nothing
from helpers.page.fragments import visible
from helpers.wording import count, listed, percent, sentence, source_group

MOST_PEOPLE, MOST_OUTLETS, MOST_BARS = 15, 6, 25
GROUPS = {
    "named": "Filled: named people and bodies",
    "document": "Dotted: documents",
    "unnamed": "Hatched: without a name",
}
HATCHES = {"named": "", "document": "..", "unnamed": "////"}
STEP = 0.22
"""The height from one sign to the next of the same day, in rows of a chart."""
MARKS = {"in favour": "^", "against": "v", "mixed": "D", "": "o"}
"""The marker of a side; without one a ring."""


@in_house_style
def people_by_outlets(presence: pd.DataFrame, most: int = MOST_PEOPLE) -> Figure:
    """How often the most quoted people speak in each outlet, a dot each, its area the number of statements; of many
    outlets in those with most."""
    every = busiest(presence, "outlet")
    outlets = every[:MOST_OUTLETS]
    inside = presence[presence["outlet"].isin(outlets)]
    people = busiest(inside, "person")[: max(most, 0)]
    if not people:
        return nothing("Nobody speaks in these articles.")
    shown = inside[inside["person"].isin(people)]
    heads = ["Who speaks where", f"Statements of a person in an outlet{some(len(outlets), len(every))}"]
    figure, axes = blank(len(people) + 3, in_words(shown), heads)
    top = max(shown["attributions"])
    for row in shown.itertuples():
        at = outlets.index(row.outlet), people.index(row.person)
        axes.scatter(*at, s=30 + 330 * row.attributions / top, color=colours()["rule"])
        axes.text(*at, f"{row.attributions:,}", ha="center", va="center", fontsize=9)
    finish(axes, [name(person, "(see the table)") for person in people])
    lean = 0.07 * max(
        len(name(outlet, "?")) for outlet in outlets[-3:]
    )  # inches by which names lean out of their column
    axes.set_xlim(-0.6, len(outlets) / (1 - min(lean, 1.5) / 3))
    axes.xaxis.tick_top()
    axes.set_xticks(range(len(outlets)), [name(outlet, "?") for outlet in outlets], rotation=30, ha="left")
    return figure


def some(shown: int, every: int) -> str:
    """What a chart says of outlets where it shows those with most statements only."""
    return f"; the {shown} of {count(every, 'outlet')} with most" if shown < every else ""


def busiest(table: pd.DataFrame, column: str) -> list[str]:
    """The values of a column, those with most statements first."""
    sums = table.groupby(column)["attributions"].sum().reset_index()
    return sums.sort_values(["attributions", column], ascending=[False, True])[column].to_list()


def in_words(shown: pd.DataFrame) -> str:
    """The largest dots."""
    rows = shown.sort_values("attributions", ascending=False, kind="stable").head(5)
    items = listed(f"{visible(row.person)} in {visible(row.outlet)} {row.attributions}" for row in rows.itertuples())
    return sentence(f"dots for how often people speak in each outlet: {items}")


@in_house_style
def shares_by_outlet(shares: pd.DataFrame) -> Figure:
    """Each outlet's statements by what their sources are, as shares of them all; n beside the outlet; of many those
    with most."""
    if shares.empty:
        return nothing("No statements were found.")
    every = busiest(shares, "outlet")
    shares = shares[shares["outlet"].isin(every[:MOST_BARS])]
    parts = shares.assign(group=shares["type"].map(source_group)).groupby(["outlet", "group"])["share"].sum().unstack()
    parts = parts.reindex(columns=list(GROUPS)).fillna(0)
    outlets, of = list(parts.index), shares.groupby("outlet")["of"].first()
    heads = [
        "Whom each outlet quotes",
        f"Share of its statements (n); no ranking{some(len(outlets), len(every))}",
        *GROUPS.values(),
    ]
    figure, axes = blank(len(outlets), shares_in_words(parts, of), heads)
    left = pd.Series(0.0, index=parts.index)
    for group in GROUPS:
        width = parts[group].astype(float)
        bars = axes.barh(range(len(outlets)), width, left=left, color=colours()[group], height=0.56)
        for bar in bars if HATCHES[group] else ():
            bar.set(edgecolor=bar.get_facecolor(), facecolor="none", hatch=HATCHES[group], linewidth=1)
        left += width
    finish(axes, [f"{name(outlet, '?')} (n = {of[outlet]:,})" for outlet in outlets])
    axes.set_xlim(0, 1)
    axes.set_xticks([0, 0.5, 1], ["0%", "50%", "100%"])
    align_ends(axes)
    return figure


def shares_in_words(parts: pd.DataFrame, of: pd.Series) -> str:
    """What each outlet's bar shows."""
    items = listed(
        f"{visible(outlet)} {percent(row['named'])} named of {count(int(of[outlet]), 'statement')}"
        for outlet, row in parts.iterrows()
    )
    return sentence(f"bars of the shares of named sources, documents and sources without a name: {items}")


@in_house_style
def along_time(said: pd.DataFrame, who: str) -> Figure:
    """One person's statements by day and outlet, with a column `side`: ▲ in favour, ▼ against, ◆ both, ○ none found."""
    dated = said[said["published"] != ""]
    if dated.empty:
        return nothing("No statement here has a day.")
    outlets = list(dict.fromkeys(dated["outlet"]))
    key = "One sign is a statement: ▲ in favour   ▼ against   ◆ both   ○ no side found"
    taller = stretch(dated)
    rows = round(len(outlets) * taller) + 1
    figure, axes = blank(rows, along_in_words(dated, who), [f"{name(who, 'One person')} along time", key])
    for outlet, own in dated.groupby("outlet"):
        heights = spread(own["published"], outlets.index(outlet), STEP / taller)
        for day, height, side in zip(days(own), heights, own["side"], strict=True):
            inside = colours()["ink"] if side else "none"
            axes.scatter(day, height, marker=MARKS[side], s=42, **drawn(inside, colours()["ink"]))
    finish(axes, [name(outlet, "?") for outlet in outlets])
    scale(axes, dated["published"])
    return figure


def along_in_words(dated: pd.DataFrame, who: str) -> str:
    """How many on which side, from when to when."""
    counts = dated["side"].map(lambda side: side or "without a side").value_counts()
    items = listed(f"{number} {side}" for side, number in counts.items())
    return sentence(
        f"statements of {visible(who)} along time, {dated['published'].min()} to {dated['published'].max()}: {items}"
    )


@in_house_style
def way_of(quotation: pd.DataFrame) -> Figure:
    """One quotation from outlet to outlet, of statements with columns `cut` and `other` (given to somebody else)."""
    dated = quotation[quotation["published"] != ""].sort_values("published", kind="stable")
    if dated.empty:
        return nothing("No quotation here has a day.")
    outlets = list(dict.fromkeys(dated["outlet"]))
    alt = listed(
        f"{visible(row.outlet)} {row.published}{f', {row.cut}' if row.cut else ''}" for row in dated.itertuples()
    )
    heads = ["One quotation from outlet to outlet", "One sign is an article: ● whole   □ cut or reworded"]
    taller = stretch(dated)
    rows = round(len(outlets) * taller) + 1
    figure, axes = blank(rows, sentence(f"one quotation from outlet to outlet: {alt}"), heads)
    for outlet, own in dated.groupby("outlet"):
        heights = spread(own["published"], outlets.index(outlet), STEP / taller)
        for row, day, height in zip(own.itertuples(), days(own), heights, strict=True):
            tone = colours()["unnamed"] if row.other else colours()["ink"]
            how = drawn("none" if row.cut else tone, tone)
            axes.scatter(day, height, marker="s" if row.cut else "o", s=46, **how)
            axes.annotate("other speaker  " if row.other else "", (day, height), fontsize=8, va="center", ha="right")
    finish(axes, [name(outlet, "?") for outlet in outlets])
    scale(axes, dated["published"])
    return figure


def drawn(inside: str, edge: str) -> dict[str, Any]:
    """How a sign is drawn, filled or hollow."""
    return {"facecolors": inside, "edgecolors": edge, "linewidths": 1.3}


def days(rows: pd.DataFrame) -> list[int]:
    """The days of rows as numbers."""
    return [date.fromisoformat(day).toordinal() for day in rows["published"]]


def stretch(dated: pd.DataFrame) -> float:
    """How much taller than those of bars the rows of outlets have to be, for signs that stand above one another."""
    return max(1.0, dated.groupby(["outlet", "published"]).size().max() // 2 * 2 * STEP + 0.3)


def spread(published: Sequence[str], middle: int, step: float) -> list[float]:
    """Heights around a line for signs of which several are of one day, so that none hides another."""
    seen: dict[str, int] = {}
    heights = []
    for day in published:
        number = seen[day] = seen.get(day, -1) + 1
        heights.append(middle + (number + 1) // 2 * step * (-1) ** number)
    return heights


def scale(axes: Axes, published: Iterable[str]) -> None:
    """Days along the foot: the first, the last, and what is between."""
    first, last = (date.fromisoformat(day).toordinal() for day in (min(published), max(published)))
    room = max((last - first) * 0.04, 1)
    axes.set_xlim(first - room, last + room)
    between = {(first + last) // 2} if last - first > 7 else set()  # days of one week have no room for a third date
    ticks = sorted({first, last} | between)
    axes.set_xticks(ticks, [date.fromordinal(tick).isoformat() for tick in ticks])
    if len(ticks) > 1:
        align_ends(axes)
