"""Rows: articles in JSON, JSON lines, CSV and Parquet, one an object or row."""

from __future__ import annotations

import datetime as dt
import io
import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import IO, Any

from helpers.inputs.article import Article, ArticleError, Found, Options, checked, from_text
from helpers.text import markup, texts

COLUMNS = {
    "title": ("title", "headline"),
    "byline": ("byline", "author", "authors"),
    "date": ("date",),
    "outlet": ("outlet", "publisher"),
    "language": ("language",),
}
WANTED = ("id", "text", *(name for names in COLUMNS.values() for name in names))


def from_row(row: Any, where: str, id: str, options: Options, notes: Iterable[str] = ()) -> Article | ArticleError:
    """The article of an object or a row, or what is wrong with it."""
    if not isinstance(row, Mapping):
        return ArticleError(f"{where} is no object with a `text`, but {type(row).__name__}.")
    text = row.get("text", "")
    if "text" not in row or not isinstance(text, str | None):
        found = f"of type {type(text).__name__}" if "text" in row else "missing"
        return ArticleError(f"{where}: `text` is {found}, and it has to be a string.")
    fields = {field: first_string(row, names) for field, names in COLUMNS.items()}
    given = first_string(row, ("id",))
    try:
        path = where.partition(", ")[0]
        text, marked = markup.unmarked(checked(text or "", where, options))
        article = from_text(text, id=given or id, path=path, notes=(*notes, *marked), **fields)
        return replace(article, given_id=given)
    except ArticleError as error:
        return error


def first_string(row: Mapping, names: Iterable[str]) -> str:
    """The first of some fields that says something, as a string."""
    return next(filter(None, (string(row.get(name)) for name in names)), "")


def string(value: Any) -> str:
    """A field's value as a string; empty for none and not-a-number, a list's items joined."""
    if value is None or value != value:
        return ""
    if isinstance(value, list | tuple):
        return ", ".join(filter(None, map(string, value)))
    if isinstance(value, dt.date):
        return value.isoformat().removesuffix("T00:00:00")
    return value.strip() if isinstance(value, str) else "" if isinstance(value, Mapping) else str(value)


def parsed(data: str, where: str) -> Any:
    """What a piece of JSON holds."""
    try:
        return json.loads(data)
    except (ValueError, RecursionError) as error:
        known = isinstance(error, json.JSONDecodeError)
        reason = f"{error.msg}, line {error.lineno} column {error.colno}" if known else "nested too deep or too long"
        raise ArticleError(f"{where} is no JSON: {reason}.") from None


def read_lines(stream: IO, place: str, stem: str, options: Options) -> Found:
    """The articles of JSON lines; a line is read no further than an article of the limit can be long."""
    longest = options.limit * 6 + 1_000_000  # an escape such as \u00e9 is six bytes for one character
    number = 0
    while line := stream.readline(longest + 1):
        number += 1
        if line.strip():
            yield read_line(line, f"{place}, line {number}", f"{stem}-{number}", longest, options)
        if len(line) > longest:
            return


def read_line(line: str | bytes, where: str, id: str, longest: int, options: Options) -> Article | ArticleError:
    """The article of one line of JSON, or what is wrong with it."""
    try:
        if len(line) > longest:
            raise ArticleError(f"{where} is longer than the limit of {options.limit:,} characters: set `limit` higher.")
        text, notes = (line, ()) if isinstance(line, str) else texts.decode(line.strip(), encoding=options.encoding)
        return from_row(parsed(text, where), where, id, options, notes)
    except texts.TextError as error:
        return ArticleError(f"{where}: {error}.")
    except ArticleError as error:
        return error


def read_json(data: bytes, place: str, stem: str, options: Options) -> Found:
    """The articles of a JSON file: one object, or a list of them."""
    text, notes = texts.decode(data, encoding=options.encoding)
    rows = parsed(text, place) if text.strip() else []
    if not isinstance(rows, list):
        yield from_row(rows, place, stem, options, notes)
        return
    for number, row in enumerate(rows, 1):
        yield from_row(row, f"{place}, item {number}", f"{stem}-{number}", options, notes)


def read_csv(data: bytes, place: str, stem: str, options: Options) -> Found:
    """The articles of a CSV table with a header, one a row."""
    import pandas as pd

    text, notes = texts.decode(data, encoding=options.encoding)
    try:
        table = pd.read_csv(io.StringIO(text), dtype=str, keep_default_na=False)
    except (pd.errors.ParserError, pd.errors.EmptyDataError) as error:
        raise ArticleError(f"{place} is no CSV table: {str(error).strip()}.") from None
    need_text(list(table.columns), place)
    for number, row in enumerate(table.to_dict("records"), 1):
        yield from_row(row, f"{place}, row {number}", f"{stem}-{number}", options, notes)


def read_parquet(path: Path, stem: str, options: Options) -> Found:
    """The articles of a Parquet file, one a row, read in portions."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        file = pq.ParquetFile(path)
        names = need_text(file.schema_arrow.names, str(path))
        batches = file.iter_batches(batch_size=256, columns=[name for name in names if name in WANTED])
        rows = (row for batch in batches for row in batch.to_pylist())
        for number, row in enumerate(rows, 1):
            yield from_row(row, f"{path}, row {number}", f"{stem}-{number}", options)
    except pa.ArrowException as error:
        raise ArticleError(f"{path} is no Parquet file that can be read: {str(error).splitlines()[0]}") from None


def need_text(columns: list[str], place: str) -> list[str]:
    """The columns, if `text` is one of them."""
    if "text" not in columns:
        raise ArticleError(f"{place} has no column `text`; its columns are {', '.join(map(str, columns)) or 'none'}.")
    return columns
