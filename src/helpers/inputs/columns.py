"""Columns: which column of a table, or key of an object, holds an article's text, title and the rest; what a cell says.

A person's word comes first, then our own names, then names that other programs give, which is a guess and is noted."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from helpers.inputs.article import ArticleError, Options
from helpers.text.texts import clean

KNOWN: Mapping[str, tuple[str, ...]] = {
    "id": ("id",),
    "text": ("text",),
    "title": ("title", "headline"),
    "byline": ("byline", "author", "authors"),
    "date": ("date",),
    "outlet": ("outlet", "publisher"),
    "language": ("language",),
}
"""For each field the names that say what they hold."""
GUESSED: Mapping[str, tuple[str, ...]] = {
    "text": (
        *("fulltext", "articletext", "articlebody", "maintext", "bodytext", "fieldsbodytext", "textbody", "body"),
        *("content", "articlecontent", "contenttext", "storytext", "newstext", "cleantext", "story", "article"),
    ),
    "title": ("articletitle", "heading", "webtitle", "headlinemain", "hed"),
    "byline": ("bylines", "authorname", "creator", "writer", "journalist"),
    "date": (
        *("datepublish", "publishdate", "datepublished", "publisheddate", "publishedat", "publicationdate", "pubdate"),
        *("published", "webpublicationdate", "articledate", "datetime"),
    ),
    "outlet": ("publication", "newspaper", "sourcename", "source", "medium", "sourcedomain"),
    "language": ("lang",),
}
"""Names in other data sets and services, in small letters and nothing else, the likeliest first."""
LONGEST_FURTHER = 2_000
"""Characters that a cell may have which is no field of the article: a longer one is another text, such as a page."""
DEEPEST = 2
"""How far lists and objects in a field are looked into."""


@dataclass(frozen=True, slots=True)
class Columns:
    """For each field the columns that may hold it, and the notes on what was guessed."""

    names: Mapping[str, tuple[str, ...]]
    notes: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The column of the text."""
        return self.names["text"][0]

    @property
    def wanted(self) -> list[str]:
        """Every column that is read."""
        return list(dict.fromkeys(name for names in self.names.values() for name in names))


def of_table(heads: Sequence[str], options: Options, place: str) -> Columns:
    """The columns of a table by its heads; raises `ArticleError` where the text is in none, or one is there twice."""
    missing = [name for name in options.columns.values() if name not in heads]
    if missing:
        raise ArticleError(f"{place} has no column `{missing[0]}`; its columns are {listed(heads)}.")
    found = columns(heads, heads, options)
    if found is None:
        raise ArticleError(
            f"{place} has no column `text`; its columns are {listed(heads)}: "
            "name the one that holds the text with --text-column."
        )
    twice = next((name for name in found.wanted if list(heads).count(name) > 1), None)
    if twice is not None:
        raise ArticleError(f"{place} has two columns called `{twice}`: which one is meant cannot be told.")
    return found


def of_object(row: Mapping, options: Options) -> Columns | None:
    """The keys of an object; None where none can be the text. What is an object or a list is no text by a guess."""
    inner = [f"{key}.{name}" for key, value in row.items() if isinstance(value, Mapping) for name in value]
    keys = [*map(str, row), *inner]
    return columns(keys, [key for key in keys if isinstance(cell(row, key), str | None)], options)


def columns(names: Sequence[str], texts: Sequence[str], options: Options) -> Columns | None:
    """The columns among names, of which only some can hold a text; None where none does."""
    chosen, guessed = {}, []
    for field in KNOWN:
        sure = (options.columns[field],) if field in options.columns else ours(names, field)
        guess = () if sure else likely(texts if field == "text" else names, field)
        chosen[field] = sure or guess
        guessed += [f"{field} from `{name}`" for name in guess]
    if not chosen["text"]:
        return None
    note = f"read by the names of columns, a guess: {', '.join(guessed)} (--text-column and the like name others)"
    return Columns(chosen, (note,) if guessed else ())


def ours(names: Sequence[str], field: str) -> tuple[str, ...]:
    """Our own names for a field among those of a table, to the letter or, if there is none, in other letters."""
    exact = tuple(name for name in KNOWN[field] if name in names)
    return exact or tuple(name for known in KNOWN[field] for name in names if name.strip().casefold() == known)[:1]


def likely(names: Sequence[str], field: str) -> tuple[str, ...]:
    """The likeliest of other people's names for a field."""
    plain: dict[str, str] = {}
    for name in names:
        plain.setdefault(re.sub(r"[\W_]+", "", name.casefold()), name)
    return tuple(plain[known] for known in GUESSED.get(field, ()) if known in plain)[:1]


def listed(names: Iterable[str]) -> str:
    """The names of columns, as many as a sentence bears."""
    names = [str(name)[:60] for name in names]
    more = f" and {len(names) - 20} more" if len(names) > 20 else ""
    return f"{', '.join(names[:20])}{more}" if names else "none"


# What a cell says


def cell(row: Mapping, name: str) -> Any:
    """The value of a column; in an object, `a.b` is also key `b` of the object in `a`."""
    if name in row or "." not in name:
        return row.get(name)
    outer, _, inner = name.partition(".")
    return row[outer].get(inner) if isinstance(row.get(outer), Mapping) else None


def first_string(row: Mapping, names: Iterable[str]) -> str:
    """The first of some columns that says something, as a string."""
    return next(filter(None, (string(cell(row, name)) for name in names)), "")


def string(value: Any, depth: int = DEEPEST) -> str:
    """A value as a string: of a list its items joined, of an object its name; empty for none and not-a-number."""
    if value is None or (isinstance(value, float) and value != value):
        return ""
    if isinstance(value, list | tuple):
        return ", ".join(filter(None, (string(item, depth - 1) for item in value))) if depth else ""
    if isinstance(value, Mapping):
        return string(value.get("name") or value.get("title"), depth - 1) if depth else ""
    if isinstance(value, dt.date):
        return value.isoformat().removesuffix("T00:00:00")
    return value.strip() if isinstance(value, str) else str(value)


def further(row: Mapping, columns: Columns) -> tuple[str, tuple[str, ...]]:
    """The cells of a row that are no field of the article, as a JSON object of texts, empty where there are none, and
    notes on those that were left out."""
    names = [str(name) for name in row if str(name).strip() and name not in columns.wanted]
    cells = {name: plain(row.get(name)) for name in names}
    left = tuple(
        f"its `{name[:60]}` is longer than {LONGEST_FURTHER:,} characters and was left out"
        for name, words in cells.items()
        if len(words) > LONGEST_FURTHER
    )
    kept = {name: words for name, words in cells.items() if 0 < len(words) <= LONGEST_FURTHER}
    return json.dumps(kept, ensure_ascii=False) if kept else "", left


def plain(value: Any) -> str:
    """A further cell as text without characters that tools cannot bear; objects and lists of them as JSON."""
    nested = isinstance(value, Mapping) or (
        isinstance(value, list) and any(isinstance(v, Mapping | list) for v in value)
    )
    return clean(json.dumps(value, ensure_ascii=False, default=str) if nested else string(value))[0]
