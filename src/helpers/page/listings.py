"""Listings: sources, attributions, names and corrections, a row each."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from helpers import checks
from helpers import corrections as by_hand
from helpers.checks import BELOW
from helpers.page.annotations import shape, source_class
from helpers.page.fragments import Fragment, element, grid, join, link, nothing, outside, page
from helpers.page.places import excerpt, place, where
from helpers.page.settling import own
from helpers.page.shares import once
from helpers.tables import Row, Tables
from helpers.wording import (
    DOUBTFUL,
    ENTITY_LABELS,
    STATUSES,
    TYPE_MARKS,
    count,
    listed,
    number,
    percent,
    plural,
    sentence,
)

SURE = "Below a status: how sure the words and their cue are, from 0 to 1; it says nothing of who said them"
MOST_PLACES = 12
"""Paragraphs that are listed for a name."""


# ---- sources -------------------------------------------------------------------------------------------------------


@once
def sources(tables: Tables) -> Fragment:
    """One row a source: who, of which type, how often and with how many words, and where first."""
    table = tables["sources"]
    if table.empty:
        return nothing("No source was found.", "sources")
    heads = ["Source", "Type", "Attributions", "Words in quotation marks", "Other words", "Share of words", "First"]
    rows = (source_row(tables, source) for source in table.itertuples())
    caption = sentence(count(len(table), "source"), "in the order they speak")[:-1]
    return page(grid(caption, heads, rows, numbers=heads[2:6]), id_="sources")


def source_row(tables: Tables, source) -> Fragment:
    """One source."""
    return element(
        "tr",
        element("th", source_name(source), *source_lines(source), scope="row", dir="auto"),
        element("td", f"{TYPE_MARKS.get(source.type, '?')} {source.type}", class_=f"type {source_class(source)}"),
        *(element("td", f"{value:,}", class_="number") for value in counts_of(source)),
        element("td", share(source), class_="number"),
        element("td", place(tables, source.source_id, source.first), own(tables, "source", source)),
        id=source.source_id,
    )


def counts_of(source) -> tuple[int, int, int]:
    """The three counts of a source."""
    return int(source.attributions), int(source.direct_words), int(source.indirect_words)


def source_name(source) -> Fragment:
    """A source's sign and name."""
    return join(element("span", shape(source), class_=f"sign {source_class(source)}"), " ", outside(source.name))


def source_lines(source) -> Iterator[Fragment]:
    """What else is known of a source, a line each."""
    people = "" if pd.isna(source.people) or source.people == 1 else f"{number(int(source.people))} people"
    lines = {
        "": source.role,
        "for ": source.affiliation if source.affiliation not in source.role else "",
        "also: ": " · ".join(source.aliases),
        "name withheld: ": source.reason_withheld,
        "how many: ": people,
        "cues that say more than said: ": listed(f"“{cue}”" for cue in dict.fromkeys(source.loaded_cues)),
    }
    for words, value in lines.items():
        if value:
            yield element("small", words, outside(value))
    yield from corrected(source)


def share(source) -> Fragment:
    """A source's share of the attributed words, as number and bar."""
    value = 0.0 if pd.isna(source.share) else float(source.share)
    bar = element("meter", min=0, max=1, value=f"{value:.3f}", aria_label=f"{percent(value)} of all attributed words")
    return join(percent(value), " ", bar)


# ---- attributions --------------------------------------------------------------------------------------------------


@once
def quotes(tables: Tables, below: float = BELOW) -> Fragment:
    """One row an attribution: who, by which cue, in which words, and how sure that is."""
    table = tables["quotes"]
    if table.empty:
        return nothing("No attributed words were found.")
    sources = {source.source_id: source for source in tables["sources"].itertuples()}
    doubt = checks.doubtful(table, below)
    rows = (quote_row(tables, q, sources.get(q.source_id), d) for q, d in zip(table.itertuples(), doubt, strict=True))
    heads = ["Quote", "Source", "Words", "Cue", "How", "Status", "Place"]
    order = sentence(count(len(table), "attribution"), "in the order of the text")
    return page(grid(f"{order} {SURE}", heads, rows))


def quote_row(tables: Tables, quote, source, doubtful: bool) -> Fragment:
    """One attribution."""
    return element(
        "tr",
        element("th", quote.attribution_id[1:], scope="row"),
        element("td", said_by(quote, source), dir="auto", class_="by"),
        element("td", element("q", quote.content), dir="auto", class_="words"),
        element("td", quote.cue, dir="auto"),
        element("td", *how(quote), class_="how"),
        element("td", *status(quote, doubtful), class_="status"),
        element("td", place(tables, quote.attribution_id, quote.begin), own(tables, "quote", quote)),
        id=quote.attribution_id,
        class_="doubtful" if doubtful else None,
    )


def said_by(quote, source) -> Fragment:
    """Who said it, leading to the source's row; the words of the article where nobody was chosen."""
    if source is None:
        written = f" (written: {quote.source_text})" if quote.source_text else ""
        return join("nobody chosen", element("small", written) if written else None)
    sign = link(source.source_id, shape(source), class_=f"sign {source_class(source)}")
    return join(sign, " ", outside(quote.source))


def how(quote) -> Iterator[Fragment | str]:
    """Form, kind and framing."""
    yield f"{quote.form} {quote.kind}"
    if quote.framing == "loaded":
        yield element("small", "loaded cue")
    if quote.in_headline is True:
        yield element("small", "in the headline")


def status(quote, doubtful: bool) -> Iterator[Fragment]:
    """How the source was found, in words, a doubt marked."""
    shown, meaning = STATUSES.get(quote.status, (quote.status, ""))
    flagged = doubtful or quote.status in DOUBTFUL
    yield element("span", f"? {shown}" if flagged else shown, class_="doubt" if flagged else None, title=meaning)
    if not pd.isna(quote.confidence):
        yield element("small", f"words {quote.confidence:.2f}")
    yield from corrected(quote)


# ---- names ---------------------------------------------------------------------------------------------------------


@once
def entities(tables: Tables) -> Fragment:
    """One row a person, body or place, the most mentioned first."""
    table = tables["entities"].sort_values(["count", "first"], ascending=[False, True], kind="stable")
    if table.empty:
        return nothing("No names were found.")
    heads = ["Name", "Kind", "Mentions", "Paragraphs", "Also written", "First"]
    rows = (entity_row(tables, entity) for entity in table.itertuples())
    return page(
        grid(f"{len(table):,} {plural('name', len(table))}, the most mentioned first", heads, rows, numbers=heads[2:4])
    )


def entity_row(tables: Tables, entity) -> Fragment:
    """One entity."""
    return element(
        "tr",
        element("th", outside(entity.name), *entity_lines(entity), scope="row", dir="auto"),
        element("td", ENTITY_LABELS.get(entity.label, entity.label)),
        element("td", f"{entity.count:,}", class_="number"),
        element("td", f"{entity.paragraph_count:,}", element("small", comes_up(tables, entity)), class_="number"),
        element("td", " · ".join(entity.aliases), dir="auto"),
        element("td", place(tables, entity.entity_id, entity.first)),
        id=entity.entity_id,
    )


def comes_up(tables: Tables, entity) -> str:
    """The paragraphs that a name comes up in, `headline, 1, 3`, the first few of many."""
    places = dict.fromkeys(where(tables["articles"], begin).removeprefix("paragraph ") for begin in entity.begins)
    shown = ", ".join(list(places)[:MOST_PLACES])
    return f"{shown} …" if len(places) > MOST_PLACES else shown


def entity_lines(entity) -> Iterator[Fragment]:
    """What else a reader needs of a name: a doubt, and its number where the charts cannot show it."""
    if entity.status == "ambiguous":
        yield element("small", f"? ambiguous: fits {listed(entity.candidates)}", class_="doubt")
    from helpers.charts import legible  # here, for drawing takes a second to load and most views draw nothing

    if not legible(entity.name):
        yield element("small", f"{entity.entity_id} in the charts")
    yield from corrected(entity)


# ---- corrections ---------------------------------------------------------------------------------------------------


def corrected(row) -> Iterator[Fragment]:
    """What a person corrected in a row, what it was, and why."""
    if row.correction:
        yield element("small", "corrected by hand: ", outside(row.correction), class_="corrected")


def corrections(tables: Tables) -> Fragment:
    """What a person corrected by hand, a row each, those that were not carried out first."""
    table = tables["corrections"]
    if table.empty:
        return nothing("Nothing was corrected by hand.")
    order = {name: at for at, name in enumerate(("malformed", "unmatched", "applied", "needless"))}
    rows = sorted(table.to_dict("records"), key=lambda row: (order[row["status"]], row["line"]))
    heads = ["Line", "What", "What came of it", "Why"]
    return page(grid(by_hand.summary(table)[:-1], heads, map(correction_row, rows)))


def correction_row(row: Row) -> Fragment:
    """One correction."""
    lost = row["status"] in ("malformed", "unmatched")
    said = f"? {row['outcome']}" if lost else row["outcome"]
    given = [("at: ", row["where"]), ("from: ", row["from"]), ("to: ", row["to"])]
    lines = (element("small", name, outside(excerpt(str(value)))) for name, value in given if value)
    return element(
        "tr",
        element("th", f"{row['line']}", scope="row"),
        element("td", row["what"], *lines),
        element("td", element("span", said, class_="doubt" if lost else None), dir="auto"),
        element("td", row["why"], dir="auto"),
    )
