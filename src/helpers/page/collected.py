"""Collected: rows over many articles, each of which opens onto the words that it rests on."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from html import escape, unescape
from urllib.parse import quote

import pandas as pd
from pandas.api.types import is_bool_dtype, is_numeric_dtype

from helpers.page.crosstabs import stance_word
from helpers.page.fragments import Fragment, cell, element, grid, nothing, page
from helpers.wording import count, percent

AT = "statements"
"""The column of a table over many articles that holds the ids of the statements a row rests on."""
MOST, EACH = 25, 12
"""Rows of a table, and statements of a row, that a page shows; the tables beside it have all."""
SPOKEN = {"person": "Who", "attributions": "Statements"}
DAYS = {"first": "First", "last": "Last"}
HEADS: Mapping[str, Mapping[str, str]] = {
    "outlets": {"outlet": "Outlet", "articles": "Articles", "copies": "Copies", "undated": "Without a day", **DAYS},
    "people": {
        **{"person": "Who", "kind": "Type", "attributions": "Statements", "words": "Words", "articles": "Articles"},
        **{"outlets": "Outlets", **DAYS, "doubtful": "In doubt"},
    },
    "presence": {"person": "Who", "outlet": "Outlet", "attributions": "Statements"},
    "shares": {"outlet": "Outlet", "type": "Type", "attributions": "Statements", "of": "of", "share": "Share"},
    "said": {"published": "Day", "outlet": "Outlet", "side": "Side", "content": "What"},
    "about": {**SPOKEN, "in_favour": "In favour", "against": "Against", "no_side": "No side found", **DAYS},
    "quotations": {
        **{"quotation": "The longest", "articles": "Articles", "outlets": "Outlets", "people": "Given to"},
        **{"cut": "Cut", **DAYS, "flags": "Look at"},
    },
    "copies": {
        **{"title": "Headline", "copy_id": "Text", "outlet": "Outlet", "published": "Day", "kind": "Kind"},
        **{"tag": "Agency", "contained": "Contained", "counted": "Counted"},
    },
    "event": {"person": "Who", "speaks_in": "Speaks in", "named_in": "Only named in", "missing_in": "Not named in"},
    "silent": {
        **{"name": "Who", "articles": "Articles", "mentions": "Mentions"},
        **{"outlets": "Outlets", "where": "Where"},
    },
    "prominence": {
        **{"person": "Who", "articles": "Articles", "in_headline": "In the headline", "in_lede": "In the lede"},
        **{"position": "Begins at"},
    },
    "disagreements": {"name": "Name", "what": "What", "found": "Found as", "articles": "Unlike most in"},
    "doubt": {
        **{"outlet": "Outlet", "attributions": "Statements", "ambiguous": "Ambiguous", "unattributed": "Of nobody"},
        **{"unsure": "Unsure", "share": "Share in doubt"},
    },
    "pairs": {
        **{"name": "Name", "where": "Which one", "other": "Other", "other_where": "Which other", "doubt": "Doubt"},
        **{"join": "They are one", "separate": "They are two"},
    },
    "lines": {
        **{"line": "Line", "what": "What", "name": "Name", "other": "Other", "why": "Why"},
        **{"outcome": "What came of it"},
    },
}
"""The columns of each table of a comparison that a page shows, and their heads."""
SINGLE = "said"
"""The table of which each row is one statement."""
DATES = ("published", "first", "last")
LINES = ("join", "separate")
"""Columns that hold lines to be copied."""
REPORT = re.compile(r'<span class="place" title="([^"#]+/index\.html)#([a-z0-9]+)">(.*?)</span>')
WEB = re.compile(r'<span class="place" title="(https?://[^"\s]+)">(.*?)</span>')


def collected(name: str, table: pd.DataFrame, statements: pd.DataFrame, caption: str, most: int = MOST) -> Fragment:
    """A table of a comparison with its `HEADS`, and behind them each row's words."""
    if table.empty:
        return nothing(caption)
    heads, known = HEADS[name], statements.set_index("statement_id", drop=False)
    top = table.head(most)
    numbers = [head for column, head in [*heads.items()][1:] if is_number(table[column])]
    words = ["Where" if name == SINGLE else "Words"] if AT in table else []
    rows = (row(each, heads, known, numbers, name == SINGLE) for each in top.to_dict("records"))
    left = f"The first {len(top)} of {len(table):,}; the table beside the page has all." if len(table) > most else ""
    said = element("p", left, class_="counts") if left else None
    return page(grid(caption, [*heads.values(), *words], rows, numbers=numbers), said)


def is_number(column: pd.Series) -> bool:
    """Whether a column holds numbers."""
    return is_numeric_dtype(column) and not is_bool_dtype(column)


def row(
    each: Mapping, heads: Mapping[str, str], known: pd.DataFrame, numbers: Container[str], single: bool = False
) -> Fragment:
    """One row; where it is a `single` statement, its place in place of its words."""
    (first, _), *others = heads.items()
    cells = (element("td", shown(n, each[n]), dir="auto", class_="number" if h in numbers else None) for n, h in others)
    these = known.loc[each[AT]] if AT in each else known[:0]
    opening = element("td", *(map(way, these.itertuples()) if single else opened(these))) if AT in each else None
    return element("tr", element("th", shown(first, each[first]), scope="row", dir="auto"), *cells, opening)


def shown(name: str, what: object) -> Fragment | str:
    """A value as its column shows it: a line to be copied, a share, or anything else."""
    if name in LINES:
        return element("code", value(what))
    if name == "doubt":
        return element("span", value(what), class_="phrase")
    if name in DATES:
        return element("span", value(what), class_="day")
    if name == "outlet" and not what:
        return "not said"
    return percent(float(str(what))) if name == "share" else value(what)


def value(what: object) -> str:
    """A value of a cell, lists with a stroke between their items."""
    if isinstance(what, bool):
        return "yes" if what else "no"
    return " · ".join(map(str, what)) if isinstance(what, (list, tuple)) else cell(what)


def opened(rows: pd.DataFrame) -> Iterator[Fragment | str]:
    """The statements of a row, folded; how many there are where not all are shown."""
    if rows.empty:
        yield "none"
        return
    items = (item(each) for each in rows.head(EACH).itertuples())
    more = len(rows) - EACH
    left = element("p", f"and {more:,} more, in the table of statements", class_="counts") if more > 0 else None
    yield element("details", element("summary", count(len(rows), "statement")), evidence(items), left)


def evidence(items: Iterable[Fragment]) -> Fragment:
    """A list of words."""
    return element("ul", *items, class_="evidence")


def item(each) -> Fragment:
    """One statement: its sides, its words, who, where and when."""
    sides = (part for side in each.sides for part in on_target(side))
    who = f"{each.person or 'nobody chosen'}, {each.outlet}{f', {each.published}' if each.published else ''} · "
    doubt = element("span", " ? in doubt", class_="doubt") if each.doubtful else None
    copied = f" · copy of {each.copy}" if each.copy else None
    return element(
        "li", *sides, element("q", each.content, dir="auto"), element("small", who, way(each), doubt, copied)
    )


def on_target(side: str) -> Iterator[Fragment | str]:
    """A side and what it is toward."""
    target, _, words = side.rpartition(": ")
    yield stance_word(words)
    yield f" {'on ' + target if target else ''} "


def way(each) -> Fragment:
    """Where a statement is: which quote of which article; `linked` makes it lead to the article, or its report."""
    report = f"{each.page}#{each.attribution_id}" if each.page else ""
    where = report or each.url or f"{each.attribution_id} of {each.article_id}"
    return element("span", f"{each.article_id}, quote {each.attribution_id[1:]}", class_="place", title=where)


def linked(html: str, address: Callable[[str], str]) -> str:
    """A page whose statements lead to the reports of their articles, or to these on the web, as far as they have one.

    `address` gives that of a report's page, as seen from this page, by the one that the table of articles has."""

    def lead(found: re.Match) -> str:
        target = quote(address(unescape(found[1])), safe="/.")
        return f'<a class="place" href="{escape(target)}#{found[2]}">{found[3]}</a>'

    return WEB.sub(r'<a class="place" href="\1" rel="noopener noreferrer">\2</a>', REPORT.sub(lead, html))
