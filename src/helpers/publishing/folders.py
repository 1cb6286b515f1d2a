"""Folders: which folder of reports is whose, so that no article takes the place of another or of a person's work."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import count
from pathlib import Path

import pandas as pd
from pyarrow import ArrowException

from helpers.articles import PAGE, TEXT, Article, safe_id
from helpers.publishing import stamps

LONGEST = 80
ALONE = (*TEXT, *PAGE, ".txt.gz", ".md.gz")
"""What files end with that hold one article."""


def name_of(article_id: str) -> str:
    """The folder of an article's report: its id, which is safe for files; `index.html` is the list's own name."""
    name = safe_id(article_id)
    return f"{name}-article" if name.casefold() == "index.html" else name


def settled(found: Iterable[Article], out: Path) -> list[Article]:
    """The articles, each with an id by which its report in `out` has a folder that is nobody else's.

    One that has a report there keeps its id; where another article has it, the id gets `-2`, and so on."""
    there = {path.name.casefold() for path in out.iterdir()} if out.is_dir() else set()
    taken: set[str] = set()
    return [replace(article, id=free_id(article, out, there, taken)) for article in found]


def free_id(article: Article, out: Path, there: set[str], taken: set[str]) -> str:
    """The id of an article, of which the folder is its own or nobody's, and which it takes."""
    forms, known = forms_of(article.id), []
    for form in forms:
        known.append(form)
        if (folder := name_of(form).casefold()) not in there and folder not in taken:
            break
    own = [form for form in known[:-1] if name_of(form).casefold() not in taken]
    whose = identity(article, out)
    ways = (lambda folder: is_from(folder, whose), lambda folder: may_take(folder, article, whose))
    chosen = next((form for fits in ways for form in own if fits(out / name_of(form))), known[-1])
    taken.add(name_of(chosen).casefold())
    return chosen


def forms_of(name: str) -> Iterator[str]:
    """An id, and what it can be in place of that."""
    yield name
    yield from (f"{name[: LONGEST - 1 - len(str(number))]}-{number}" for number in count(2))


def identity(article: Article, out: Path) -> Mapping[str, str]:
    """By what a report in `out` is known to be of an article: where it came from, as seen from there, and its text.

    Both as digests, for a report is shared. Of many in one file or stream, one without an id is known by its text
    alone: its number is another's as soon as one is put before it."""
    place = article.path
    alone = "://" in place or place.lower().endswith(ALONE)
    if os.path.exists(place):
        place = os.path.relpath(os.path.realpath(place), os.path.realpath(out))
    known = digest(f"{place}\n{article.given_id}") if alone or article.given_id else ""
    return {"from": known, "text": digest(article.text)}


def digest(text: str) -> str:
    """The digest of a text."""
    return stamps.digest(text.encode("utf8", "replace"))


def owner(folder: Path) -> Mapping[str, str] | None:
    """The identity of the article that a report is of; None where it does not say."""
    known = stamps.record(folder).get("article")
    return known if isinstance(known, dict) else None


def holds(out: Path, path: str) -> bool:
    """Whether a file lies in a report in `out`."""
    inner = os.path.relpath(os.path.realpath(path), os.path.realpath(out)) if os.path.exists(path) else os.pardir
    first, *more = Path(inner).parts or (os.pardir,)
    return bool(more) and first != os.pardir and (out / first / stamps.NAME).is_file()


def encloses(place: str, out: Path) -> bool:
    """Whether a place to read from is a folder in which `out` would be looked at too."""
    if not os.path.isdir(place):
        return False
    inner = Path(os.path.relpath(os.path.realpath(out), os.path.realpath(place)))
    return not any(part.startswith(".") for part in inner.parts)


def is_from(folder: Path, whose: Mapping[str, str]) -> bool:
    """Whether a report is of an article that came from the same place."""
    return bool(whose["from"]) and (owner(folder) or {}).get("from") == whose["from"]


def may_take(folder: Path, article: Article, whose: Mapping[str, str]) -> bool:
    """Whether what is in a folder is the report of this article, or none: that is left as it is, and told."""
    if not (folder / stamps.NAME).is_file():
        return True
    if not (known := owner(folder)):  # of a version that did not say
        return text_in(folder) == article.text
    return known.get("text") == whose["text"] or is_from(folder, whose)


def text_in(folder: Path) -> str | None:
    """The text of the article that a report is of, from its tables."""
    try:
        return pd.read_parquet(folder / "tables" / "articles.parquet", columns=["text"])["text"].iloc[0]
    except (OSError, ArrowException, KeyError, IndexError, ValueError):
        return None
