"""Fragments: pieces of HTML in which everything from outside is text."""

from __future__ import annotations

import html
import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
from pandas.api.types import is_numeric_dtype

from helpers.wording import sentence

GLOBAL = frozenset(
    {"class", "id", "title", "dir", "lang", "role", "tabindex"}
    | {"aria-label", "aria-labelledby", "aria-describedby", "aria-hidden"}
)
ELEMENTS: Mapping[str, frozenset[str]] = {
    "*": GLOBAL,
    **dict.fromkeys(("p", "div", "section", "sup", "strong", "em", "mark", "small", "bdi", "q"), frozenset()),
    **dict.fromkeys(("ul", "ol", "li", "dl", "dt", "dd", "blockquote", "figure", "figcaption", "code"), frozenset()),
    **dict.fromkeys(("table", "caption", "thead", "tbody", "tr", "br", "summary"), frozenset()),
    "a": frozenset({"href"}),
    "button": frozenset({"popovertarget", "type"}),
    "details": frozenset({"open"}),
    "img": frozenset({"src", "alt", "width", "height"}),
    "meter": frozenset({"min", "max", "value"}),
    "span": frozenset({"popover"}),
    "td": frozenset({"colspan", "rowspan", "data-label"}),
    "th": frozenset({"colspan", "rowspan", "scope"}),
}
"""Every element these pages are made of, and the attributes it may have ("*": all of them)."""

VOID = frozenset({"br", "img"})
STARTS = {"href": "#", "src": "data:image/png;base64,"}
"""What an address must begin with: a place on the same page, or a picture inside it."""

CONTROLS = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # C0 and C1, but for tab and line ends
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # the Unicode property Bidi_Control
    "\ud800-\udfff]"  # surrogates, which no file can hold
)

CELL = re.compile(r"<(td|th)(?=[ >])")
"""Where a cell begins; text from outside holds no "<"."""


@dataclass(frozen=True, slots=True)
class Fragment:
    """HTML that may be shown as it stands; a plain string never may."""

    html: str

    def __str__(self) -> str:
        """The HTML."""
        return self.html

    def __html__(self) -> str:
        """The HTML, for templates."""
        return self.html

    def _repr_html_(self) -> str:
        return self.html

    def __repr__(self) -> str:
        """How long it is; the HTML itself would fill a notebook's plain-text output."""
        return f"<Fragment of {len(self.html)} characters>"


Child = Fragment | str | None
Value = str | int | float | bool | None


def visible(value: str) -> str:
    """`value` with every control character written out: U+202E becomes ⟦U+202E⟧."""
    return CONTROLS.sub(lambda match: code_point(match[0]), value)


def code_point(character: str) -> str:
    """A character's number between double brackets."""
    return f"⟦U+{ord(character):04X}⟧"


def text(value: str) -> Fragment:
    """Text from outside: escaped, control characters written out and marked."""
    escaped = html.escape(value, quote=False).replace("\r", "&#13;")
    return Fragment(CONTROLS.sub(lambda match: f'<span class="control">{code_point(match[0])}</span>', escaped))


def join(*children: Child) -> Fragment:
    """Children one after another: fragments as they are, strings as text, None left out."""
    shown = (child if isinstance(child, Fragment) else text(child) for child in children if child is not None)
    return Fragment("".join(fragment.html for fragment in shown))


def element(tag: str, *children: Child, **attributes: Value) -> Fragment:
    """One element; `class_` is written for class, `aria_label` for aria-label; None and False leave an attribute out.

    Raises `ValueError` for an element, attribute or address that is not in `ELEMENTS` and `STARTS`."""
    if tag not in ELEMENTS or tag == "*":
        raise ValueError(f"No element {tag!r} in these pages. Available: {', '.join(sorted(ELEMENTS))}")
    opening = "".join([tag, *(attribute(tag, name, value) for name, value in attributes.items())])
    return Fragment(f"<{opening}>" if tag in VOID else f"<{opening}>{join(*children).html}</{tag}>")


def attribute(tag: str, name: str, value: Value) -> str:
    """` name="value"`, or nothing for None and False."""
    name = name.rstrip("_").replace("_", "-")
    if name not in GLOBAL | ELEMENTS[tag]:
        raise ValueError(f"No attribute {name!r} on {tag!r} in these pages.")
    if value is None or value is False:
        return ""
    written = visible("" if value is True else str(value))
    if not written.startswith(STARTS.get(name, "")):
        raise ValueError(f"The address {written[:40]!r} leads out of the page.")
    return f' {name}="{html.escape(written)}"'


def link(address: str, *children: Child, **attributes: Value) -> Fragment:
    """A link to the place `address` on the same page."""
    return element("a", *children, href=f"#{address}", **attributes)


def separated(items: Iterable[Child]) -> Iterator[Child]:
    """Items with a dot between them."""
    for at, item in enumerate(items):
        yield " · " if at else None
        yield item


def outside(value: str) -> Fragment:
    """Words from outside within a line of ours, in their own direction."""
    return element("bdi", value)


def grid(
    caption: str, heads: Iterable[str], rows: Iterable[Fragment], *, numbers: Container[str] = (), class_: str = ""
) -> Fragment:
    """A table with caption and column heads, in a frame of its own that scrolls and takes the focus.

    The columns named in `numbers` are set flush right. Each cell knows the head of its column: on a narrow screen a row
    stands as lines, one a cell."""
    heads = list(heads)
    names = (element("th", name, scope="col", class_="number" if name in numbers else None) for name in heads)
    head, body = element("thead", element("tr", *names)), element("tbody", *(labelled(row, heads) for row in rows))
    table = element("table", element("caption", caption), head, body, class_=class_ or None)
    return element("div", table, class_="scroll", role="region", tabindex=0, aria_label=f"Table: {caption}")


def labelled(row: Fragment, heads: Sequence[str]) -> Fragment:
    """A row whose cells, other than its head, say what stands over their column."""
    columns = iter(heads)

    def label(match: re.Match) -> str:
        name = next(columns, "")
        return match[0] + (attribute("td", "data_label", name) if match[1] == "td" and name else "")

    return Fragment(CELL.sub(label, row.html))


def table(data: pd.DataFrame, caption: str) -> Fragment:
    """Any data frame as a table, its first column as row heads, lists joined by commas, missing values blank.

    An empty one is its caption alone."""
    if data.empty:
        return page(element("p", caption, class_="nothing"))
    numbers = [str(name) for name in data.columns[1:] if is_numeric_dtype(data[name])]
    rows = (
        frame_row(dict(zip(map(str, data.columns), row, strict=True)), numbers) for row in data.itertuples(index=False)
    )
    return page(grid(caption, map(str, data.columns), rows, numbers=numbers, class_="frame"))


def frame_row(row: Mapping[str, object], numbers: Container[str]) -> Fragment:
    """One row of any data frame."""
    (_, first), *others = row.items()
    words = cell(first)
    head = element("th", words, scope="row", dir="auto") if words.strip() else element("td")  # a head says something
    return element(
        "tr",
        head,
        *(element("td", cell(v), dir="auto", class_="number" if name in numbers else None) for name, v in others),
    )


def cell(value: object) -> str:
    """A value as a person would write it."""
    if isinstance(value, (list, tuple)):
        return ", ".join(map(cell, value))
    if pd.isna(value):
        return ""
    if isinstance(value, float):
        return f"{value:.2f}"
    return f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else str(value)


def nothing(words: str, id_: str | None = None) -> Fragment:
    """What stands in place of an empty table."""
    return page(element("p", words, class_="nothing"), id_=id_)


def says(*lines: str) -> Fragment:
    """Plain sentences, a line each."""
    if len(lines) == 1:
        return page(element("p", sentence(*lines), dir="auto"), class_="says")
    return page(element("ul", *(element("li", sentence(line), dir="auto") for line in lines)), class_="says")


UNTOUCHED = "mathjax_ignore tex2jax_ignore"
"""Classes by which JupyterLab sets nothing between two dollars as mathematics: $27 million, worth $14,700."""


def fold(summary: str, *shown: Child, printed: bool = False) -> Fragment:
    """What is shown, folded under a line that says what it is; on paper it is there where it is open, or `printed`."""
    line = element("summary", f"{summary[:1].upper()}{summary[1:]}")
    return page(element("details", line, *shown, class_="fold printed" if printed else "fold"))


def page(*children: Child, class_: str = "", id_: str | None = None) -> Fragment:
    """The outermost element of everything shown, which the house style hangs on."""
    return element("div", *children, class_=" ".join(filter(None, ("on-record", UNTOUCHED, class_))), id_=id_)
