"""Doubts: what a person should look at, and what was left out or noted when the text was read."""

from __future__ import annotations

from collections.abc import Iterator

from helpers import checks
from helpers.checks import BELOW
from helpers.page.fragments import Fragment, element, grid, link, outside, page
from helpers.page.places import excerpt, in_its_sentence, place
from helpers.page.settling import answers, how_to
from helpers.page.shares import once
from helpers.tables import Tables
from helpers.wording import count, plural, sentence


@once
def to_check(tables: Tables, below: float = BELOW) -> Fragment:
    """What a person should look at, wrong mouths first; then what was cut, and notes on the reading."""
    found = checks.all_of(tables, below)
    if found.empty:
        lead = element("p", "Nothing stayed doubtful by these rules, which is not the same as nothing being wrong.")
    else:
        rows = (check_row(tables, row) for row in found.itertuples())
        caption = sentence(count(len(found), "finding"), "to check, what may be in a wrong mouth first")[:-1]
        lead = grid(caption, ["What", "Why", "In its sentence", "Place"], rows)
    return page(lead, how_to(tables), *left_out(tables), *notes(tables), class_="to-check", id_="to-check")


def check_row(tables: Tables, row) -> Fragment:
    """One finding to check, with its sentence."""
    words = *in_its_sentence(tables, row.begin, row.end), answers(tables, row.about, row.id)
    name = f"{row.about} {row.id[1:]}" if row.about != "name" else row.what
    return element(
        "tr",
        element("th", link(row.id, name), scope="row", dir="auto"),
        element("td", element("span", f"? {row.why}", class_="doubt"), class_="why"),
        element("td", *words, dir="auto", class_="words"),
        element("td", place(tables, row.id, row.begin)),
        id=f"check-{row.id}",
    )


def left_out(tables: Tables) -> Iterator[Fragment]:
    """What was cut from the analysis, and why."""
    for article in tables["articles"].itertuples():
        items = [
            element("li", element("strong", outside(reason)), ": ", element("q", excerpt(article.text[begin:end])))
            for begin, end, reason in zip(article.cut_begins, article.cut_ends, article.cut_reasons, strict=False)
        ]
        if items:
            words = sentence(count(len(items), "piece"), "of the text", plural("was", len(items)), "left out")
            yield element("p", words)
            yield element("ul", *items)
        yield from unsaid(article)


def unsaid(article) -> Iterator[Fragment]:
    """What looked like an attribution and has no row, for it most likely is no statement."""
    spans = list(zip(article.unsaid_begins, article.unsaid_ends, strict=True))
    if spans:
        words = count(len(spans), "finding"), plural("was", len(spans)), "left out, most likely no statement"
        yield element("p", sentence(*words))
        yield element("ul", *(element("li", element("q", excerpt(article.text[b:e]))) for b, e in spans))


def notes(tables: Tables) -> Iterator[Fragment]:
    """What a reader should know of how the text was read."""
    said = [note for notes in tables["articles"]["notes"] for note in notes]
    if said:
        yield element("p", "Notes on the reading:")
        yield element("ul", *(element("li", note, dir="auto") for note in said))
