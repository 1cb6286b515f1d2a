"""Charts: figures of one article's tables in one style; each figure's label is its alternative text."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, cached_property, wraps
from importlib.resources import as_file, files
from typing import Any

import pandas as pd
from matplotlib import RcParams, rc_context, rc_params_from_file
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.container import BarContainer
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, findfont, get_font
from matplotlib.layout_engine import TightLayoutEngine
from PIL import Image

from helpers.page.fragments import visible
from helpers.wording import TYPE_MARKS, count, listed, percent, plural, sentence, source_group

WIDTH = 4.8
"""Inches of a figure: on the narrowest screens, where it is shrunk to 3, its letters can still be read."""
ROW_HEIGHT = 0.32
"""Inches a bar takes."""
HEAD_HEIGHT, LINE_HEIGHT = 0.28, 0.17
"""Inches that a figure's title takes, and each line below it."""
PAD = 0.4
"""What stays free at the edges of a figure, in heights of a letter."""
LONGEST_NAME = 26
"""Characters of a name that a chart shows."""
MEANINGS = ("ink", "muted", "rule", "named", "unnamed", "document")


@cache
def colours() -> Mapping[str, str]:
    """The colour of each meaning, as the first lines of `page/style.css` declare them."""
    style = files("helpers").joinpath("page", "style.css").read_text(encoding="utf-8")
    declared = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", style[: style.index("}")]))
    return {meaning: declared[meaning] for meaning in MEANINGS}


class Chart:
    """A figure that is drawn when it is first looked at; `draw`, `given` and `named` are what it is made of.

    Everything that a figure has can be asked of it."""

    def __init__(self, draw: Callable[..., Figure], given: tuple, named: Mapping[str, object]):
        """What `draw` would draw of these arguments."""
        self.draw, self.given, self.named = draw, given, named

    @cached_property
    def figure(self) -> Figure:
        """The figure, drawn by `page/charts.mplstyle`, which leaves matplotlib's settings as they were."""
        with rc_context(house_style()):
            return self.draw(*self.given, **self.named)

    def __getattr__(self, name: str) -> Any:
        """What the figure has under this name."""
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(self.figure, name)

    def __getstate__(self) -> tuple:
        """What it is made of, and not what it looks like."""
        return self.draw.__name__, self.given, self.named

    def _repr_png_(self) -> bytes:
        return self.as_png()

    def as_png(self, dpi: float = 200) -> bytes:
        """The figure as a PNG on a transparent ground, drawn once; `dpi` is dots an inch.

        `savefig` draws everything twice, and writes each dot in full: a chart has a few flat colours and their edges,
        for which a palette of 256 is enough."""
        canvas = FigureCanvasAgg(self.figure)
        self.figure.set_dpi(dpi)
        for ground in (self.figure.patch, *(axes.patch for axes in self.figure.axes)):
            ground.set_alpha(0)
        with rc_context(house_style()):
            canvas.draw()
        dots = Image.frombuffer("RGBA", canvas.get_width_height(), canvas.buffer_rgba(), "raw", "RGBA", 0, 1)
        picture = io.BytesIO()
        dots.quantize(256, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(picture, "png", dpi=(dpi, dpi))
        return picture.getvalue()


def in_house_style(draw: Callable[..., Figure]) -> Callable[..., Chart]:
    """The same chart in the house style, drawn when it is looked at."""

    @wraps(draw)
    def chart(*args, **kwargs) -> Chart:
        return Chart(draw, args, kwargs)

    return chart


@cache
def house_style() -> RcParams:
    """The settings of `page/charts.mplstyle`."""
    with as_file(files("helpers").joinpath("page", "charts.mplstyle")) as style:
        return rc_params_from_file(style, use_default_template=False)


def blank(rows: int, alt: str, heads: Sequence[str] = ()) -> tuple[Figure, Axes]:
    """A figure for `rows` bars with its alternative text, and its axes; `heads` are its title, and the lines below that
    say what is counted."""
    above = HEAD_HEIGHT + LINE_HEIGHT * len(heads[1:]) if heads else 0
    height = max(rows, 2) * ROW_HEIGHT + 0.3 + above
    figure = Figure(figsize=(WIDTH, height), layout=TightLayoutEngine(pad=PAD, rect=(0, 0, 1, 1 - above / height)))
    figure.set_label(alt)
    for number, words in enumerate(heads):
        top = 1 - (0.06 + (HEAD_HEIGHT + LINE_HEIGHT * (number - 1) if number else 0)) / height
        style: dict[str, Any] = (
            {"fontsize": 9, "color": colours()["muted"]} if number else {"fontsize": 11, "fontweight": "bold"}
        )
        figure.text(0.01, top, words, va="top", **style)
    axes = figure.subplots()
    for axis in (axes.xaxis, axes.yaxis):  # none has a label; to find a place for it takes a tenth of the drawing
        axis.set_label_coords(0, 0)
    return figure, axes


def nothing(words: str) -> Figure:
    """A figure that says there is nothing to draw."""
    figure, axes = blank(1, words)
    axes.set_axis_off()
    axes.text(0, 0.5, words, transform=axes.transAxes, color=colours()["muted"])
    return figure


def name(words: str, other: str) -> str:
    """`words` as a chart can show them: shortened, control characters written out, `other` where the font has no
    letters for them or they run from right to left."""
    shown = " ".join(visible(words).split())
    if not legible(shown):
        return other
    return shown if len(shown) <= LONGEST_NAME else f"{shown[: LONGEST_NAME - 1].rstrip()}…"


def legible(words: str) -> bool:
    """Whether the house font has every character and sets them in their order."""
    letters = font_letters()
    return all(ord(c) in letters and unicodedata.bidirectional(c) not in ("R", "AL") for c in words)


@cache
def font_letters() -> frozenset[int]:
    """The code points the house font has."""
    return frozenset(get_font(findfont(FontProperties(family="DejaVu Sans"))).get_charmap())


# ---- entities ------------------------------------------------------------------------------------------------------


def most_mentioned(entities: pd.DataFrame, most: int) -> pd.DataFrame:
    """The `most` mentioned entities, the first mentioned first among equals."""
    return entities.sort_values(["count", "first"], ascending=[False, True], kind="stable").head(max(most, 0))


@in_house_style
def entity_bars(entities: pd.DataFrame, most: int = 15) -> Figure:
    """How often the most mentioned entities come up, a bar each; `?` marks an ambiguous one."""
    shown = most_mentioned(entities, most)
    if shown.empty:
        return nothing("No names were found.")
    heads = ["Who and what is named most", "Mentions", *of_all(len(shown), len(entities), "name")]
    figure, axes = blank(len(shown), entities_in_words(shown, len(entities)), heads)
    bars = axes.barh(range(len(shown)), shown["count"].astype(int), color=colours()["ink"], height=0.56)
    say_values(axes, bars, shown["count"])
    finish(axes, [entity_label(entity) for entity in shown.itertuples()])
    return figure


def entity_label(entity) -> str:
    """An entity's name, or its number in the table where a chart cannot show it."""
    doubt = "? " if entity.status == "ambiguous" else ""
    return f"{doubt}{name(entity.name, f'{entity.entity_id} in the table')}"


def entities_in_words(shown: pd.DataFrame, total: int) -> str:
    """What the bars show."""
    leading = zip(shown["name"].head(5), shown["count"].head(5), strict=True)
    items = listed(f"{visible(words)} {times}" for words, times in leading)
    return sentence(f"bar chart of how often names are mentioned, {len(shown)} of {total}: {items}")


@in_house_style
def entity_positions(entities: pd.DataFrame, articles: pd.DataFrame, most: int = 15) -> Figure:
    """Where in the article the most mentioned entities come up: one stroke a mention, from beginning to end."""
    shown = most_mentioned(entities, most)
    length = int(articles["text"].str.len().sum())
    if shown.empty or not length:
        return nothing("No names were found.")
    heads = ["Where they come up", "One stroke is one mention", *of_all(len(shown), len(entities), "name")]
    figure, axes = blank(len(shown), positions_in_words(shown, length), heads)
    strokes = [(begin / length, row) for row, begins in enumerate(shown["begins"]) for begin in begins]
    places, rows = zip(*strokes, strict=True)
    axes.hlines(range(len(shown)), 0, 1, color=colours()["rule"], linewidth=0.8)
    axes.vlines(places, [row - 0.31 for row in rows], [row + 0.31 for row in rows], colours()["ink"], linewidth=2.2)
    finish(axes, [entity_label(entity) for entity in shown.itertuples()])
    axes.set(xlim=(-0.01, 1.01))
    axes.set_xticks([0, 0.5, 1], ["beginning", "middle", "end of the text"])
    align_ends(axes)
    return figure


def positions_in_words(shown: pd.DataFrame, length: int) -> str:
    """Where the entities come up."""
    rows = zip(shown["name"].head(5), shown["begins"].head(5), strict=True)
    items = listed(f"{visible(words)} {reach(begins, length)}" for words, begins in rows)
    return sentence(f"strokes along the article for each mention: {items}")


def reach(begins: list[int], length: int) -> str:
    """From where to where something comes up, in percent of the text."""
    first, last = percent(min(begins) / length), percent(max(begins) / length)
    return f"at {first}" if first == last else f"from {first} to {last}"


# ---- sources -------------------------------------------------------------------------------------------------------


def colour_of(source_type: str) -> str:
    """The colour of a source type's meaning: named, unnamed or document."""
    return colours()[source_group(source_type)]


@in_house_style
def named_and_unnamed(sources: pd.DataFrame) -> Figure:
    """How many sources there are of each type."""
    counts = sources["type"].value_counts()
    kinds = [kind for kind in TYPE_MARKS if counts.get(kind)]
    if not kinds:
        return nothing("No source was found.")
    alt = sentence("bar chart of sources by type:", listed(count(int(counts[kind]), kind) for kind in kinds))
    figure, axes = blank(len(kinds), alt, ["Who is quoted", "Sources of each type"])
    bars = axes.barh(range(len(kinds)), [counts[kind] for kind in kinds], color=map_of(kinds), height=0.56)
    say_values(axes, bars, counts[kinds])
    finish(axes, [f"{TYPE_MARKS[kind]} {kind}" for kind in kinds])
    return figure


def map_of(kinds: Iterable[str]) -> list[str]:
    """The colours of several source types."""
    return [colour_of(kind) for kind in kinds]


@in_house_style
def attributed_words(sources: pd.DataFrame, most: int = 15) -> Figure:
    """How many words each source has: filled those in quotation marks, hatched the others."""
    words = sources["direct_words"] + sources["indirect_words"]
    speaking = sources.assign(words=words).sort_values("words", ascending=False, kind="stable").query("words > 0")
    shown = speaking.head(max(most, 0))
    if shown.empty:
        return nothing("No attributed words were found.")
    key = "Words attributed to each source; filled: in quotation marks, hatched: others"
    heads = ["Who gets how many words", key, *of_all(len(shown), len(speaking), "source")]
    figure, axes = blank(len(shown), words_in_words(shown, len(speaking)), heads)
    rows, tones = range(len(shown)), map_of(shown["type"])
    direct, indirect = shown["direct_words"].astype(int), shown["indirect_words"].astype(int)
    axes.barh(rows, direct, color=tones, height=0.56)
    for bar in (others := axes.barh(rows, indirect, left=direct, color=tones, height=0.56)):
        bar.set(edgecolor=bar.get_facecolor(), facecolor="none", hatch="////", linewidth=1)
    say_values(axes, others, shown["words"])
    finish(axes, [source_label(source) for source in shown.itertuples()])
    return figure


def source_label(source) -> str:
    """A source's shape, number and name; its name is left to the table where a chart cannot show it."""
    sign = f"{TYPE_MARKS.get(source.type, '?')}{source.source_id[1:]}"
    return f"{sign} {name(source.name, '(see the table)')}"


def words_in_words(shown: pd.DataFrame, total: int) -> str:
    """How many words each source has."""
    rows = zip(shown["name"].head(5), shown["words"].head(5), shown["direct_words"].head(5), strict=True)
    items = listed(f"{visible(words)} {every}, {direct} of them quoted" for words, every, direct in rows)
    which = f"{len(shown)} of {total}" if total > len(shown) else f"{total}"
    return sentence(f"bar chart of attributed words by source, {which} {plural('source', total)}: {items}")


# ---- what all share ------------------------------------------------------------------------------------------------


def say_values(axes: Axes, bars: BarContainer, values: Iterable[int]) -> None:
    """Each bar's value behind its end, with room for it inside the axes, so that the layout need not find any."""
    said = [f"{value:,}" for value in values]
    axes.bar_label(bars, said, padding=4)
    axes.set_xlim(0, max(values) / (1 - 0.05 - 0.06 * max(map(len, said))))


def of_all(shown: int, total: int, noun: str) -> list[str]:
    """The line that says how many of all are drawn, where some are not."""
    return [f"The first {shown} of {count(total, noun)}"] if total > shown else []


def finish(axes: Axes, names: list[str]) -> None:
    """Names beside the bars, the first one on top, and no scale where the bars say their own numbers."""
    axes.set_yticks(range(len(names)), names)
    axes.set_ylim(len(names) - 0.4, -0.6)
    axes.spines["bottom"].set_visible(False)
    axes.tick_params(axis="x", length=0)
    axes.set_xticks([])


def align_ends(axes: Axes) -> None:
    """The outer labels of the scale stay inside the figure."""
    first, *_, last = axes.get_xticklabels()
    first.set_horizontalalignment("left")
    last.set_horizontalalignment("right")
