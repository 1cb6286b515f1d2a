"""Articles: reading anything into `Article`: text, Markdown, web pages, JSON, tables, folders, addresses."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from typing import IO

from helpers.inputs.addresses import read_address
from helpers.inputs.article import (
    LIMIT,
    Article,
    ArticleError,
    Found,
    Options,
    ReadOptions,
    dated,
    distinct,
    from_text,
    safe_id,
    slug,
    told_apart,
)
from helpers.inputs.faults import sentence, told
from helpers.inputs.files import PAGE, SUFFIXES, TEXT, files, read_files
from helpers.inputs.rows import read_lines
from helpers.text.layouts import PARAGRAPH_KINDS, Cut, Layout, Paragraph, layout
from helpers.text.lines import Offsets

__all__ = [
    "LIMIT",
    "PAGE",
    "PARAGRAPH_KINDS",
    "SUFFIXES",
    "TEXT",
    "Article",
    "ArticleError",
    "Cut",
    "Layout",
    "Offsets",
    "Options",
    "Paragraph",
    "ReadOptions",
    "distinct",
    "find",
    "find_all",
    "from_text",
    "layout",
    "read",
    "read_all",
    "read_stream",
    "safe_id",
    "slug",
]


def read(
    place: str | os.PathLike,
    *,
    encoding: str | None = None,
    limit: int = LIMIT,
    columns: Mapping[str, str] | None = None,
    date_order: str = "",
) -> list[Article]:
    """The articles of a file, a folder, a glob, a web address, or `-` for JSON lines on standard input.

    `.txt` and `.md` are read as they are, an export of a newspaper archive cut into its articles. Of a web page
    (`.html`, http, https) the main text that trafilatura extracts is what was read, headed by the page's title where it
    lacks it, and all offsets count in that. `.json`, `.jsonl`, `.csv`, `.tsv`, `.xlsx` and `.parquet` hold one article
    an object or row: `text`, and, where known, `id`, `title`, `byline` or `author`, `date`, `outlet` or `publisher`,
    `language`; where these have other names, `columns` says which, by field, or the nearest are taken with a note. Of a
    folder or a `.zip` every file with a known suffix is read in the order of paths; hidden files and symbolic links are
    left out. `limit` counts characters an article; `date_order` says whether 3/4/2026 is in April (`DMY`) or in March
    (`MDY`). Raises `ArticleError` at the first article that cannot be read;
    `read_all` keeps the others."""
    return distinct(map(raised, find(place, Options(encoding, limit, columns or {}, date_order))))


def read_all(
    places: Iterable[str | os.PathLike],
    *,
    encoding: str | None = None,
    limit: int = LIMIT,
    columns: Mapping[str, str] | None = None,
    date_order: str = "",
) -> tuple[list[Article], list[ArticleError]]:
    """The articles of many places, each with an id of its own, and an error for each that cannot be read."""
    found = [*find_all(places, Options(encoding, limit, columns or {}, date_order))]
    return [item for item in found if isinstance(item, Article)], [i for i in found if isinstance(i, ArticleError)]


def find_all(places: Iterable[str | os.PathLike], options: Options) -> Found:
    """The articles of many places as they come, each with an id of its own; what goes wrong in its place."""
    return told_apart(item for place in places for item in find(place, options))


def read_stream(
    stream: IO, *, limit: int = LIMIT, encoding: str | None = None, name: str = "standard input"
) -> Iterator[Article]:
    """The articles of a stream of JSON lines, one at a time as they come; text or bytes.

    Ids are as given or `article-1`, `article-2` …, by line. Raises `ArticleError` at a line that holds no article."""
    yield from map(raised, read_lines(stream, name, "article", Options(encoding, limit)))


def raised(item: Article | ArticleError) -> Article:
    """The article, or its error raised."""
    if isinstance(item, ArticleError):
        raise item
    return item


def find(place: str | os.PathLike, options: Options) -> Found:
    """The articles of a place; what goes wrong, and that there is none, is found in their place, never raised."""
    for item in found_in(place, options):
        yield dated(item, options.date_order) if isinstance(item, Article) else item


def found_in(place: str | os.PathLike, options: Options) -> Found:
    """The same before doubts about the order of day and month are settled."""
    name = os.fspath(place)
    if name == "-":
        yield from told(read_lines(sys.stdin.buffer, "standard input", "article", options), "standard input")
    elif re.match(r"[a-zA-Z][a-zA-Z0-9+.-]+://", name):
        yield from told(read_address(name, options), name)
    else:
        try:
            paths = files(name)
        except Exception as error:  # whatever it is, the other places go on
            paths = [sentence(error, name)]
        yield from read_files(paths, options)
