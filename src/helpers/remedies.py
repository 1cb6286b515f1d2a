"""Remedies: for each finding to check, lines for the corrections file that would settle it, one for each answer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pandas as pd

from helpers import lexicons
from helpers.audits import spans
from helpers.corrections import TOWARD, line, placed, reference

WHY = "checked in the article"
MOST_NAMES = 3
ONE_PERSON = frozenset({"he", "she", "who"})
"""What stands for one person, in lower case."""
NO_PERSON = lexicons.words("source_types", kind="body")
"""Types of sources that are not one person."""
SIDES: Mapping[str, str] = {"supports": "in favour", "opposes": "against", "none": "no side"}
"""The positions, as a reader is asked for them."""
Tables = Mapping[str, pd.DataFrame]


@dataclass(frozen=True, slots=True)
class Remedy:
    """An answer to a doubt, and the line of the corrections file that gives it."""

    answer: str
    line: str


def remedies(tables: Tables, about: str, name: str) -> list[Remedy]:
    """The answers to what is doubtful of a quote, a name or a stance, the one that changes nothing first."""
    table, column, answers = ABOUT[about]
    rows = tables[table][tables[table][column] == name]
    return [answer for row in rows.itertuples() for answer in answers(tables, row)]


def for_quote(tables: Tables, quote) -> Iterator[Remedy]:
    """It is right; somebody else said it; it cannot be told who; nobody did."""
    text, article_id = text_of(tables), quote.article_id
    begin, end = next(spans(quote, "content_"), (int(quote.begin), int(quote.begin)))
    where = reference(text, begin, end)
    right = "It is right" if quote.source_id else "It is right that nobody is chosen"
    yield Remedy(right, line(article_id, "confirm attribution", where, quote.source, "", WHY))
    for who in others(tables, quote):
        said = f"They are the words of {who}"
        yield Remedy(said, line(article_id, "reassign attribution", where, quote.source, who, WHY))
    if quote.source_id:
        nobody = line(article_id, "reassign attribution", where, quote.source, "", WHY)
        yield Remedy("Whose words they are cannot be told", nobody)
    yield Remedy("It attributes nothing", line(article_id, "reject attribution", where, quote.source, "", WHY))


def for_name(tables: Tables, entity) -> Iterator[Remedy]:
    """It is one of those it fits; it is no name; it has to stay open."""
    text, article_id = text_of(tables), entity.article_id
    begin, end = next(spans(entity))
    around = reference(text, begin, max(end, sentence_end(tables, end)))
    for who in entity.candidates[:MOST_NAMES]:
        yield Remedy(f"It is {who}", line(article_id, "merge entities", around, entity.name, who, WHY))
    yield Remedy("It has to stay open", line(article_id, "confirm entity", around, entity.name, "", WHY))
    yield Remedy("It is no name", line(article_id, "reject entity", around, entity.name, "", WHY))


def for_stance(tables: Tables, stance) -> Iterator[Remedy]:
    """It is right; it is another position; it is none at all."""
    begin, end = next(spans(stance), (0, 0))
    where, article_id = reference(text_of(tables), begin, end), stance.article_id
    old = as_it_was(stance)
    yield Remedy("It is right", line(article_id, "confirm stance", where, old, "", WHY))
    for position, shown in SIDES.items():
        if position != stance.position:
            yield Remedy(f"It is {shown}", line(article_id, "fix position", where, old, position, WHY))
    yield Remedy("It is no stance on that", line(article_id, "reject stance", where, old, "", WHY))


ABOUT = {
    "quote": ("quotes", "attribution_id", for_quote),
    "name": ("entities", "entity_id", for_name),
    "stance": ("stances", "stance_id", for_stance),
}
"""For each kind of finding its table, the column of its ids, and what gives the answers."""


OPENING, LONGEST_OPENING = 5, 60
"""Words, and characters, of a row that its own line repeats at most."""


def own_line(tables: Tables, about: str, row) -> str:
    """The line of the row of a quote, a source or a stance that says that it is right; with another kind of correction
    and what it is to be under `to` it corrects the row.

    It finds its place by offset, so that many rows are quickly written; no part of the text is looked for."""
    what, own, old = {
        "quote": ("confirm attribution", "content_", lambda: row.source),
        "source": ("confirm source", "", lambda: row.name),
        "stance": ("confirm stance", "", lambda: as_it_was(row)),
    }[about]
    begin, end = next(spans(row, own), (int(row.begin), int(row.begin)) if about == "quote" else (0, 0))
    words = " ".join(text_of(tables)[begin : min(end, begin + LONGEST_OPENING)].split()[:OPENING])
    where = placed(text_of(tables), begin, words) if words else old()
    return line(row.article_id, what, where, old(), "", WHY)


def as_it_was(stance) -> str:
    """A stance record, as a correction says which of several it is about."""
    return f"{stance.position}{TOWARD}{stance.target}" if stance.target else stance.position


def text_of(tables: Tables) -> str:
    """The text of the article."""
    return "".join(tables["articles"]["text"].iloc[:1])


def sentence_end(tables: Tables, offset: int) -> int:
    """Where the sentence ends that an offset stands in; the offset itself outside of the body."""
    rows = tables["articles"].head(1).itertuples()
    found = [(b, e) for row in rows for b, e in zip(row.sentence_begins, row.sentence_ends, strict=True)]
    return next((int(end) for begin, end in found if begin <= offset <= end), offset)


def others(tables: Tables, quote) -> list[str]:
    """Who else may have said it: the people whose surname its words have, then whoever was named last before it.

    A person counts who is named without being a source; of bodies and documents only the sources do, and none where
    the text says *he* or *she*."""
    entities, sources = tables["entities"], tables["sources"]
    people = entities[(entities["label"] == "PERSON") & (entities["status"] != "ambiguous")]
    of_one = quote.source_text.casefold() in ONE_PERSON
    speaking = sources[~sources["type"].isin(NO_PERSON)] if of_one else sources
    named = [(distance(one, int(quote.begin)), one.name) for rows in (speaking, people) for one in rows.itertuples()]
    near = [name for _, name in sorted(named)]
    written = set(re.findall(r"\w{2,}", quote.source_text))
    fit = [name for name in near if " " in name and name.split()[-1] in written]
    return [name for name in dict.fromkeys([*fit, *near]) if name != quote.source][:MOST_NAMES]


def distance(one, offset: int) -> tuple[bool, int]:
    """How far back from an offset a source or a name is mentioned last; those that come up only later are behind."""
    begins = [begin for begin, _ in spans(one)]
    back = [offset - begin for begin in begins if begin <= offset]
    return (not back, min(back or [begin - offset for begin in begins], default=0))
