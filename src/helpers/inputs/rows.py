"""Rows: articles in JSON and JSON lines, one an object; the article of any row."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import IO, Any

from helpers.inputs.article import HIGHER, Article, ArticleError, Found, Options, checked, from_text
from helpers.inputs.columns import Columns, cell, first_string, further, listed, of_object
from helpers.inputs.faults import sentence
from helpers.text import markup, texts

ANSWERS = ("articles", "results", "docs", "items", "data", "entries", "news", "hits", "response")
"""Under which key services put the articles of an answer."""


def from_row(
    row: Any,
    where: str,
    id: str,
    options: Options,
    notes: Iterable[str] = (),
    *,
    path: str = "",
    columns: Columns | None = None,
) -> Article | ArticleError:
    """The article of an object or a row, or what is wrong with it, whatever that is.

    `path` is the file it is from, where `where` says more than that; `columns` are those of its table."""
    try:
        return article_of(row, where, id, options, notes, path or where, columns)
    except Exception as error:
        return sentence(error, where)


def article_of(
    row: Any, where: str, id: str, options: Options, notes: Iterable[str], path: str, columns: Columns | None
) -> Article:
    """The article of an object or a row; raises `ArticleError` where it has no text that can be read."""
    if not isinstance(row, Mapping):
        raise ArticleError(f"{where} is no object with a `text`, but {type(row).__name__}.")
    columns = columns or of_object(row, options)
    if columns is None:
        raise missing(row, options.columns.get("text", "text"), where)
    text = text_of(row, columns, where)
    fields = {field: first_string(row, names) for field, names in columns.names.items() if field != "text"}
    given, notes = fields.pop("id"), (*notes, *columns.notes)
    text, marked = markup.unmarked(checked(text or "", where, options))
    article = from_text(text, id=given or id, path=path, notes=(*notes, *marked), **fields)
    meta, left = further(row, columns)
    return replace(article, given_id=given, meta=meta, notes=(*article.notes, *left))


def text_of(row: Mapping, columns: Columns, where: str) -> str | None:
    """The text of a row; raises `ArticleError` where it is missing or no string."""
    name = columns.text
    text = cell(row, name)
    if text is None and name not in row and "." not in name:
        raise missing(row, name, where)
    if not isinstance(text, str | None):
        raise ArticleError(f"{where}: `{name}` is of type {type(text).__name__}, and it has to be a string.")
    return text


def missing(row: Mapping, name: str, where: str) -> ArticleError:
    """What is said of a row that lacks the column `name` for its text."""
    return ArticleError(f"{where}: `{name}` is missing, and it has to be a string; there is {listed(row)}.")


def parsed(data: str, where: str) -> Any:
    """What a piece of JSON holds."""
    try:
        return json.loads(data)
    except (ValueError, RecursionError) as error:
        raise ArticleError(f"{where} is no JSON: {no_json(error)}.") from None


def no_json(error: Exception) -> str:
    """Why something is no JSON."""
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg}, line {error.lineno} column {error.colno}"
    return "nested too deep or too long"


# JSON lines


def read_lines(stream: IO, place: str, stem: str, options: Options) -> Found:
    """The articles of JSON lines; a line is kept no further than an article of the limit can be long."""
    longest = options.limit * 6 + 1_000_000  # an escape such as \u00e9 is six bytes for one character
    for number, line in enumerate(lines(narrow(stream, options), longest), 1):
        if line.strip():
            yield read_line(line, place, f"line {number}", f"{stem}-{number}", longest, options)


def lines(stream: IO, longest: int) -> Iterator[str | bytes]:
    """The lines of a stream, of one that is too long the beginning alone."""
    while line := stream.readline(longest + 1):
        yield line
        while len(line) > longest and not line.endswith("\n" if isinstance(line, str) else b"\n"):
            line = stream.readline(longest + 1) or line[:0]


def narrow(stream: IO, options: Options) -> IO:
    """A stream whose lines end with one byte; one in UTF-16 or UTF-32 as text."""
    if isinstance(stream, io.BytesIO):
        stream = io.BufferedReader(stream)
    wide = wide_encoding(stream.peek(4096)[:4096], options) if hasattr(stream, "peek") else None
    return io.TextIOWrapper(stream, wide, errors="replace", newline="\n") if wide else stream


def wide_encoding(head: bytes, options: Options) -> str | None:
    """The encoding of a stream by its first bytes, or as a person named it, where a line's end takes more than one."""
    marked = next((name for mark, name in texts.MARKS if head.startswith(mark)), None)
    name = options.encoding or marked or texts.wide_name(head) or "utf-8"
    try:
        return name if len("\n".encode(name)) > 1 and name != "utf-8-sig" else None
    except (LookupError, UnicodeError):
        return None


def read_line(
    line: str | bytes, place: str, part: str, id: str, longest: int, options: Options
) -> Article | ArticleError:
    """The article of one line of JSON, or what is wrong with it."""
    where = f"{place}, {part}"
    try:
        if len(line) > longest:
            raise ArticleError(f"{where} is longer than the limit of {options.limit:,} characters: {HIGHER}.")
        text, notes = whole(line) if isinstance(line, str) else texts.decode(line.strip(), encoding=options.encoding)
        return from_row(parsed(text, where), where, id, options, notes, path=place)
    except (ArticleError, texts.TextError) as error:
        return sentence(error, where)


def whole(line: str) -> tuple[str, tuple[str, ...]]:
    """A line of text without a byte order mark, and a note where not all of it could be read."""
    lost = line.count("\ufffd")
    return line.removeprefix("\ufeff"), (f"{lost} characters of it could not be read",) if lost else ()


# JSON


def read_json(data: bytes, place: str, stem: str, options: Options) -> Found:
    """The articles of a JSON file: one object, a list of them, or the answer of a service that holds such a list."""
    text, notes = texts.decode(data, encoding=options.encoding)
    rows = parsed(text, place) if text.strip() else []
    answer = inside(rows, options)
    if answer is None and not isinstance(rows, list):
        yield from_row(rows, place, stem, options, notes)
        return
    for number, row in enumerate(rows if answer is None else answer, 1):
        yield from_row(row, f"{place}, item {number}", f"{stem}-{number}", options, notes, path=place)


def inside(answer: Any, options: Options, depth: int = 3) -> list | None:
    """The list of articles in the answer of a service; None where it is one itself, or none is found."""
    if not isinstance(answer, Mapping) or not depth or of_object(answer, options) is not None:
        return None
    for value in (answer[key] for key in ANSWERS if key in answer):
        found = value if isinstance(value, list) else inside(value, options, depth - 1)
        if found is not None:
            return found
    return None
