"""Questions: what a reviewer is shown of a row: its sentence with its parts marked, what was found, and why."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pandas as pd

from helpers import checks
from helpers.page.annotations import Mark, segment, shape, source_class, spans
from helpers.page.fragments import Child, Fragment, element, join, outside, page
from helpers.page.places import where
from helpers.review.sessions import Item
from helpers.tables import Tables
from helpers.wording import DOUBTFUL, ENTITY_LABELS, STATUSES, count, listed, stance_words

ASKED = {
    "quote": "Whose words are these?",
    "name": "Who is meant?",
    "stance": "Where does the source stand?",
}


def question(tables: Tables, item: Item, progress: str) -> Fragment:
    """An item as it is asked, and how far the review is."""
    lines = element("ul", *(element("li", line) for line in said_of(tables, item)))
    title = tables["articles"]["title"].iloc[0] or item.article_id
    at = element("small", f"{progress} ", outside(title), f" · {where(tables['articles'], item.begin)}")
    head = element("p", element("strong", ASKED[item.about]), " ", at)
    return page(head, element("blockquote", *sentence(tables, item), dir="auto"), lines, class_="question")


def row_of(tables: Tables, item: Item):
    """The row that an item is about, as a named tuple; None where it is no more."""
    table, column = {
        "quote": ("quotes", "attribution_id"),
        "name": ("entities", "entity_id"),
        "stance": ("stances", "stance_id"),
    }[item.about]
    rows = tables[table][tables[table][column] == item.id]
    return next(rows.itertuples(), None)


def source_of(tables: Tables, source_id: str):
    """The row of a source, as a named tuple; None where there is none."""
    rows = tables["sources"][tables["sources"]["source_id"] == source_id]
    return next(rows.itertuples(), None)


# ---- the sentence ----------------------------------------------------------------------------------------------------


def sentence(tables: Tables, item: Item) -> Iterator[Fragment | str]:
    """The sentence around a finding, its parts marked as in the article."""
    text = tables["articles"]["text"].iloc[0]
    own = [*marks(tables, item)]
    first, last = checks.context(tables["articles"], item.begin, item.end)
    inner = {edge for mark in own for edge in (mark.begin, mark.end) if first < edge < last}
    for at, to in pairwise(sorted({first, last, *inner})):
        over = [mark for mark in own if mark.begin < to and mark.end > at]
        words = segment(text[at:to], over)
        yield element("mark", words) if any(mark.role == "evidence" for mark in over) else words
    if item.end > last:
        yield " […]"


def marks(tables: Tables, item: Item) -> Iterator[Mark]:
    """What is marked of a finding: the parts of an attribution, a mention, or the evidence of a stance in its words."""
    row = row_of(tables, item)
    if item.about == "stance" and row is not None:
        yield from (Mark(b, e, "evidence", item.id) for b, e in spans(row))
        row = row_of(tables, Item(item.article_id, "quote", row.attribution_id))
    elif item.about == "name":
        yield from (Mark(b, e, "source", item.id) for b, e in [*spans(row)][:1]) if row is not None else ()
        return
    kind = source_class(source_of(tables, row.source_id)) if row is not None else ""
    for role in ("source", "cue", "content") if row is not None else ():
        yield from (Mark(b, e, role, item.id, kind) for b, e in spans(row, f"{role}_"))


# ---- what was found, and why -----------------------------------------------------------------------------------------


def said_of(tables: Tables, item: Item) -> Iterator[Fragment]:
    """What was found, how, and how sure that is, a line each."""
    row = row_of(tables, item)
    if row is None:
        yield join("The row is no more.")
        return
    yield from {"quote": of_quote, "name": of_name, "stance": of_stance}[item.about](tables, row)
    sure = [
        f"{words} {value:.2f}"
        for words, column in (("the words", "confidence"), ("whose they are", "source_confidence"))
        if not pd.isna(value := getattr(row, column, None))
    ]
    decided = getattr(row, "decided_by", "")
    how = [f"decided by: {decided}"] if decided else []
    if sure or how:
        yield join(" · ".join([*how, *([f"how sure, from 0 to 1: {', '.join(sure)}"] if sure else [])]))
    if item.why:
        yield element("span", f"? {item.why}", class_="doubt")


def of_quote(tables: Tables, row) -> Iterator[Fragment]:
    """Whose words they were taken for, and how."""
    source = source_of(tables, row.source_id)
    sign: list[Child] = [element("span", shape(source), class_=f"sign {source_class(source)}"), " "]
    who: list[Child] = [*sign, element("strong", outside(row.source))] if source is not None else ["nobody was chosen"]
    yield join("Found: ", *who, f", {row.form} {row.kind}")
    if row.status not in DOUBTFUL:  # why it is in doubt says the same
        yield join(": ".join(STATUSES.get(row.status, (row.status,))))


def of_name(tables: Tables, row) -> Iterator[Fragment]:
    """Which name it is, and whom it fits."""
    times = count(len(row.begins), "mention")
    label = ENTITY_LABELS.get(row.label, row.label)
    yield join("Found: ", element("strong", outside(row.name)), f", {label}, {times}; the first is shown")
    if len(row.candidates):
        yield join("It fits ", outside(listed(row.candidates)))


def of_stance(tables: Tables, row) -> Iterator[Fragment]:
    """Which side was read, of whom, toward what."""
    shown = stance_words(row.shown, row.flags)
    words = "could not be told" if shown == "?" else shown
    target = outside(row.target) if row.target else "an unclear target"
    yield join("Found: ", outside(row.source or "nobody"), " on ", target, ": ", element("strong", words))
