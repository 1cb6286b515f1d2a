"""Methods: how a reading came about, in short, and the facts of this one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pandas as pd

from helpers.page import accuracy
from helpers.page.fragments import Fragment, element, page
from helpers.tables import Tables
from helpers.wording import plural

SCORES: Mapping[str, str] = {
    "tag_acc": "tags, accuracy",
    "pos_acc": "word classes, accuracy",
    "dep_uas": "trees, unlabelled",
    "dep_las": "trees, labelled",
    "ents_f": "names, F1",
}
"""The scores that a spaCy pipeline carries with it, and what they are called here."""
METHOD = (
    "The text was read as it stands and never rewritten; page furniture was left out.",
    "A trained language model tagged and parsed every sentence and found the names; names were joined where one fits.",
    "Attributed words were found by their cue (said, suggested, according to) and by the quotation marks, then linked "
    "to a source; where two sources fit, nobody was chosen.",
    "Stances were read from the attributed words alone, never from the writer's own words and never from allies or "
    "party.",
    "Machines misread. What was unsure is listed under what to check; what was missed is listed nowhere.",
)


def how_we_know(tables: Tables, facts: Mapping[str, object]) -> Fragment:
    """The method in short, and the facts of this reading: article, model, version, scores, parameters."""
    steps = element("ul", *(element("li", step) for step in METHOD), class_="method")
    rows = [
        element("div", element("dt", name), element("dd", value, dir="auto")) for name, value in known(tables, facts)
    ]
    return page(steps, element("dl", *rows, class_="facts"), class_="how-we-know")


def known(tables: Tables, facts: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """What is known of the article, then the given facts."""
    for article in tables["articles"].itertuples():
        shown = {"Headline": article.title, "By": article.byline, "Filed from": article.dateline}
        shown |= {"Date of the article": article.date or "not given", "Published by": article.outlet}
        shown |= {"Read from": file_name(article.path), "Length": count_of(article)}
        yield from ((name, value) for name, value in shown.items() if value)
    yield from ((name, fact(value)) for name, value in facts.items())
    yield "Right and wrong: sources", accuracy.of_attributions()
    yield "Right and wrong: stances", accuracy.of_stances()


def file_name(path: str) -> str:
    """A web address as it is, a file without its folders."""
    return path if "://" in path else Path(path).name


def count_of(article) -> str:
    """How long the article is."""
    paragraphs = 0 if pd.isna(article.paragraphs) else int(article.paragraphs)
    words = 0 if pd.isna(article.words) else int(article.words)
    return f"{words:,} {plural('word', words)} in {paragraphs:,} {plural('paragraph', paragraphs)}"


def fact(value: object) -> str:
    """A fact as a person would write it; a mapping as `name: value`."""
    if isinstance(value, Mapping):
        return "; ".join(f"{name}: {fact(part)}" for name, part in value.items())
    if isinstance(value, Iterable) and not isinstance(value, str):
        return ", ".join(map(fact, value))
    return f"{value:.3g}" if isinstance(value, float) else str(value)
