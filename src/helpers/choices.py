"""Choices: the articles that a notebook can be about, and the one that was chosen by what its parameter says."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pyarrow import ArrowException
from pyarrow.parquet import ParquetFile

from helpers import articles
from helpers.articles import Article

NAMED = 6
"""Ids that a message lists at most."""
QUOTES = str.maketrans("‘’“”", "''\"\"")


class ChoiceError(ValueError):
    """A choice that fits no article, or several; the message is one sentence: what, where, what was allowed."""

    def _render_traceback_(self) -> list[str]:
        """What IPython shows of it: the sentence alone, for it is the user who can mend it."""
        return [f"{type(self).__name__}: {self}"]


@dataclass(frozen=True, slots=True)
class Candidate:
    """An article that can be chosen; `file` is what it was read from, `folder` where its tables are or would be."""

    id: str
    title: str
    date: str
    words: int
    file: str
    folder: Path
    article: Article | None = None

    @property
    def is_read(self) -> bool:
        """Whether notebook 1 has saved its tables."""
        return (self.folder / TABLE).is_file()


TABLE = "articles.parquet"
PICKED = "ON_RECORD_PICKED"
"""The environment variable that holds the id of the article that was picked from a list in this kernel."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The article that was chosen, and those it was chosen among: none where it was named outright.

    `unread` says, a sentence each, what on the shelf cannot be read."""

    chosen: Candidate
    candidates: tuple[Candidate, ...] = ()
    unread: tuple[str, ...] = ()

    @property
    def article(self) -> Article:
        """The article to read."""
        assert self.chosen.article is not None, "only a choice by `to_read` holds an article"
        return self.chosen.article

    @property
    def folder(self) -> Path:
        """Where its tables are."""
        return self.chosen.folder


# ---- notebook 1: articles to read ------------------------------------------------------------------------------------


def to_read(
    wanted: str,
    shelf: str,
    processed: str,
    *,
    encoding: str | None = None,
    limit: int = articles.LIMIT,
    text_column: str | None = None,
) -> Choice:
    """The article to read: a file or web address, or one on the shelf by id, number, file name or part of its headline.

    Empty is the first on the shelf, which is a folder or a file of many articles. `processed` is where tables are
    saved. Raises `ChoiceError` where nothing fits, or more than one."""
    columns = {"text": text_column} if text_column else {}
    options: articles.ReadOptions = {"encoding": encoding, "limit": limit, "columns": columns}
    wanted = wanted.strip()
    if is_place(wanted):
        return outright(wanted, processed, options)
    found, errors = articles.read_all([shelf], **options)
    unread = tuple(str(error) for error in errors)
    if not found:
        raise ChoiceError(unread[0] if unread else f"The shelf {shelf} holds no article.")
    candidates = tuple(of_article(article, processed) for article in found)
    at = position(candidates, wanted, f"on the shelf {shelf}") if wanted else picked(candidates)
    return Choice(candidates[at], candidates, unread)


def is_place(wanted: str) -> bool:
    """Whether words name a file, a folder or an address, there or not, and nothing on a shelf."""
    inner = Path(wanted).name != wanted and wanted.lower().endswith(articles.SUFFIXES)
    return "://" in wanted or inner or bool(wanted and os.path.exists(wanted))


def outright(place: str, processed: str, options: articles.ReadOptions) -> Choice:
    """The one article of a file or an address."""
    try:
        found = articles.read(place, **options)
    except articles.ArticleError as error:
        raise ChoiceError(str(error)) from error
    if len(found) != 1:
        raise ChoiceError(
            f"{place} holds {len(found)} articles: set `shelf` to it and choose one of them in `article`."
        )
    return Choice(of_article(found[0], processed))


def of_article(article: Article, processed: str) -> Candidate:
    """An article as one to choose."""
    from helpers.findings import count_words  # it comes with spaCy, which the notebooks after the first do without

    kept = [paragraph for paragraph in article.paragraphs if paragraph.kind in ("headline", "subtitle", "body")]
    words = sum(count_words(article.text, (paragraph.begin, paragraph.end)) for paragraph in kept)
    folder = Path(processed) / article.id
    return Candidate(article.id, article.title, article.date, words, article.path, folder, article)


# ---- notebooks 2 to 5: articles that were read -----------------------------------------------------------------------


def already_read(wanted: str, processed: str) -> Choice:
    """The article whose tables to read: by id, number (1 is the last one read), file, or part of its headline.

    Empty is the one that notebook 1 read last. Raises `ChoiceError` where nothing fits, or more than one."""
    wanted, folder = wanted.strip(), Path(processed)
    if wanted and (folder / wanted / TABLE).is_file():
        return Choice(of_tables(folder / wanted / TABLE))
    saved = sorted(folder.glob(f"*/{TABLE}"), key=last_saved)
    if not saved:
        raise ChoiceError(f"No article has been read into {processed} yet: run notebook 1, 01-parse-articles, first.")
    candidates = tuple(map(of_tables, saved))
    among = f"among those that notebook 1 has read into {processed}"
    return Choice(candidates[position(candidates, wanted, among) if wanted else picked(candidates)], candidates)


def last_saved(table: Path) -> tuple[float, str]:
    """By this the tables saved last come first, those of one moment by name."""
    return -table.stat().st_mtime, str(table)


def of_tables(table: Path) -> Candidate:
    """An article that was read, from its saved table."""
    try:
        rows = (
            ParquetFile(table, pre_buffer=False).read(["title", "date", "words", "path"], use_threads=False).to_pylist()
        )
    except (ArrowException, OSError) as error:
        raise ChoiceError(
            f"The tables in {table.parent} cannot be read: run notebook 1 on the article again."
        ) from error
    row = rows[0] if rows else {}
    title, date, path = (row.get(name) or "" for name in ("title", "date", "path"))
    return Candidate(table.parent.name, title, date, row.get("words") or 0, path, table.parent)


# ---- which one is meant ----------------------------------------------------------------------------------------------


def picked(candidates: Sequence[Candidate]) -> int:
    """Where the article is that was picked from the list; the first where none was, or none of these."""
    return next((at for at, one in enumerate(candidates) if one.id == os.environ.get(PICKED)), 0)


def position(candidates: Sequence[Candidate], wanted: str, among: str) -> int:
    """Where the wanted article is among the candidates, the first way of naming it that fits any deciding."""
    inside = plain(wanted)
    ways: tuple[Callable[[Candidate], bool], ...] = (
        lambda candidate: candidate.id == wanted,
        lambda candidate: wanted.isdecimal() and candidates.index(candidate) == int(wanted) - 1,
        lambda candidate: wanted in (candidate.file, Path(candidate.file).name),
        lambda candidate: inside in (plain(candidate.id), plain(candidate.title)),
        lambda candidate: not wanted.isdecimal() and inside in f"{plain(candidate.id)}\n{plain(candidate.title)}",
    )
    for fits in ways:
        found = [at for at, candidate in enumerate(candidates) if fits(candidate)]
        if len(found) == 1:
            return found[0]
        if found:
            raise ChoiceError(f"{wanted!r} fits {len(found)} articles {among}: write {options_of(candidates, found)}.")
    every = options_of(candidates, range(len(candidates)))
    raise ChoiceError(f"No article {among} is {wanted!r}: write {every}, a file, or a part of one headline.")


def plain(words: str) -> str:
    """Words for comparing: no capitals, straight quotation marks, single spaces."""
    return re.sub(r"\s+", " ", words.translate(QUOTES)).strip().casefold()


def options_of(candidates: Sequence[Candidate], positions: Sequence[int]) -> str:
    """What can be written for some of the candidates: numbers and ids."""
    shown = [f"{at + 1} {candidates[at].id}" for at in positions[:NAMED]]
    more = len(positions) - len(shown)
    return f"a number or id ({', '.join(shown)}{f' and {more:,} more' if more else ''})"
