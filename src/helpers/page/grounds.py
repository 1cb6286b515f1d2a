"""Grounds: what an article rests on, from who carries its sentences to the quoted words of its headline."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from helpers import audits
from helpers.page.annotations import shape, source_class
from helpers.page.fragments import Fragment, element, grid, join, link, outside, page, separated, visible
from helpers.page.places import in_its_sentence
from helpers.page.shares import once
from helpers.tables import Tables
from helpers.wording import count, number, percent, plural, sentence

CARRIED_BY: Mapping[str, str] = {
    "named": "a named source",
    "document": "a document",
    "unnamed": "unnamed sources alone",
    "unresolved": "somebody who could not be made out",
    "nobody": "nobody but the writer",
}
"""Who carries a sentence, in words."""


@once
def audit(tables: Tables) -> Fragment:
    """What the article rests on: who carries it, what unnamed sources carry alone, who was asked, its headline."""
    parts = (carrying(tables), resting(tables), asking(tables), heading(tables))
    return page(*(part for some in parts for part in some), class_="audit")


def carrying(tables: Tables) -> Iterator[Fragment]:
    """How many sentences of the body rest on whom."""
    found = audits.carried(tables)
    total = int(found["sentences"].sum())
    if not total:
        yield element("p", "The body has no sentences.", class_="nothing")
        return
    rows = (carrying_row(row) for row in found.itertuples() if row.sentences or row.carried_by == "nobody")
    caption = sentence(f"who carries the {count(total, 'sentence')} of the body, as the parser cuts them")[:-1]
    yield grid(caption, ["Carried by", "Sentences", "Share"], rows, numbers=["Sentences", "Share"], class_="frame")


def carrying_row(row) -> Fragment:
    """One carrier."""
    bar = element("meter", min=0, max=1, value=f"{row.share:.3f}", aria_label=f"{percent(row.share)} of the sentences")
    return element(
        "tr",
        element("th", CARRIED_BY[row.carried_by], scope="row"),
        element("td", f"{row.sentences:,}", class_="number"),
        element("td", percent(row.share), " ", bar, class_="number"),
    )


def resting(tables: Tables) -> Iterator[Fragment]:
    """The statements that rest on unnamed sources alone."""
    found, total = audits.on_unnamed(tables), len(tables["quotes"])
    if found.empty:
        yield element("p", "No statement rests on an unnamed source.", id="resting")
        return
    sources = {source.source_id: source for source in tables["sources"].itertuples()}
    own = (resting_of(sources[name], quotes) for name, quotes in found.groupby("source_id", sort=False))
    lead = f"{number(len(found))} of {count(total, 'attributed statement')} {plural('rests', len(found))}"
    yield element(
        "p",
        sentence(
            lead, "on unnamed sources alone: the article, as it was read, has no name for those who say these words"
        ),
        id="resting",
    )
    yield element("p", *separated(own), class_="resting")


def resting_of(source, quotes: pd.DataFrame) -> Fragment:
    """An unnamed source and its statements, each leading to its words."""
    sign = link(source.source_id, shape(source), class_=f"sign {source_class(source)}", title=visible(source.name))
    named = (link(f"text-{name}", f"q{name[1:]}") for name in quotes["attribution_id"])
    reason = join(" (name withheld: ", outside(source.reason_withheld), ")") if source.reason_withheld else None
    return element("span", sign, *(child for each in named for child in (" ", each)), reason)


def asking(tables: Tables) -> Iterator[Fragment]:
    """Who was asked and declined, did not answer or could not be reached."""
    found = audits.asked(tables)
    if found.empty:
        yield element(
            "p", "The text tells of nobody who was asked and declined, did not answer or could not be reached."
        )
        return
    caption = sentence(f"asked, and gave no answer: {len(found):,}")[:-1]
    yield grid(
        caption, ["Who", "What came of it", "In its sentence"], (asked_row(tables, row) for row in found.itertuples())
    )


def asked_row(tables: Tables, row) -> Fragment:
    """One who was asked."""
    return element(
        "tr",
        element("th", outside(row.who), scope="row", dir="auto"),
        element("td", row.outcome),
        element("td", *in_its_sentence(tables, row.begin, row.end), dir="auto", class_="words"),
    )


def heading(tables: Tables) -> Iterator[Fragment]:
    """The words in quotation marks in the headline that the body does not bear out."""
    found = audits.unbacked(tables)
    if found.empty:
        yield element("p", "No quoted words of the headline are missing from the quotations of the body.")
    for row in found.itertuples():
        missing = "has them, but not as a quotation" if row.in_body else "does not have them word for word"
        words = element("strong", outside(row.words))
        yield element("p", "The headline puts ", words, f" in quotation marks; the body {missing}.")
