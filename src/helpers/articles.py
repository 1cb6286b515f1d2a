"""Articles: reading anything into `Article`: text, Markdown, web pages, JSON, tables, folders, addresses."""

from __future__ import annotations

import datetime as dt
import difflib
import glob
import hashlib
import http.client
import io
import json
import os
import re
import sys
import time
import unicodedata
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, Any

from helpers.text import texts
from helpers.text.layouts import PARAGRAPH_KINDS, Cut, Layout, Paragraph, layout
from helpers.text.lines import Offsets

__all__ = [
    "PARAGRAPH_KINDS",
    "SUFFIXES",
    "Article",
    "ArticleError",
    "Cut",
    "Layout",
    "Offsets",
    "Paragraph",
    "from_text",
    "layout",
    "read",
    "read_all",
    "read_stream",
    "slug",
]

LIMIT = 2_000_000
"""Characters an article may have unless `limit` says otherwise."""
BYTES_A_CHARACTER = 4
COLLECTION = 100
"""A file of many articles may have this many times the bytes of one article."""
LONGEST_ID = 80
TIMEOUT = 20
"""Seconds to wait for a web server's next bytes."""
PATIENCE = 120
"""Seconds a whole page may take."""

TEXT = (".txt", ".text", ".md", ".markdown")
PAGE = (".html", ".htm", ".xhtml")
PACKED = (".txt.gz", ".md.gz", ".jsonl.gz", ".ndjson.gz")
SUFFIXES = (*TEXT, *PAGE, ".json", ".jsonl", ".ndjson", ".csv", ".parquet", *PACKED)


class ArticleError(ValueError):
    """An article that cannot be read; the message is one sentence: what, where, what was allowed."""


@dataclass(frozen=True, slots=True)
class Article:
    """One article; every offset anywhere is a character position in `text`, which is never rewritten.

    `id` is safe for file names and unique within a reading; `given_id` is what the input called the article."""

    id: str
    text: str
    title: str = ""
    byline: str = ""
    dateline: str = ""
    date: str = ""
    outlet: str = ""
    language: str = ""
    paragraphs: tuple[Paragraph, ...] = ()
    cuts: tuple[Cut, ...] = ()
    notes: tuple[str, ...] = ()
    path: str = ""
    given_id: str = ""


@dataclass(frozen=True, slots=True)
class Options:
    """How to read: the encoding where it is known, and the most characters of an article."""

    encoding: str | None = None
    limit: int = LIMIT

    @property
    def most_bytes(self) -> int:
        """Bytes of a file or page with one article at most."""
        return self.limit * BYTES_A_CHARACTER


Found = Iterator["Article | ArticleError"]
"""Articles one after the other, and in the place of one that cannot be read the error that says why."""


# From text to article


def from_text(
    text: str,
    *,
    id: str,
    title: str = "",
    byline: str = "",
    date: str = "",
    outlet: str = "",
    language: str = "",
    path: str = "",
    notes: Iterable[str] = (),
) -> Article:
    """An article from its text: paragraphs found, fields filled from the text where they were not given.

    Characters that tools cannot bear are replaced one for one and counted in `notes`; nothing else is changed."""
    text, replaced = texts.clean(text)
    given = {"title": title, "byline": byline, "date": date, "outlet": outlet, "language": language, "path": path}
    given = {field: texts.clean(value)[0] for field, value in given.items()}
    found = layout(text, given["title"])
    for field in ("title", "byline", "date", "outlet"):
        given[field] = given[field] or getattr(found, field)
    return Article(
        id=safe_id(id),
        text=text,
        dateline=text[slice(*found.dateline)] if found.dateline else "",
        paragraphs=found.paragraphs,
        cuts=found.cuts,
        notes=(*notes, *id_notes(id), *text_notes(text, replaced)),
        **given,
    )


def text_notes(text: str, replaced: int) -> Iterator[str]:
    """What a reader has to know of a text before trusting what is found in it."""
    if replaced:
        yield f"{replaced:,} control or broken characters were replaced one for one"
    words = len(re.findall(r"\w+", text[:1000]))
    if not words:
        yield "no text"
    elif words < 3 and len(text) < 1000:
        yield "too short"
    if not texts.looks_english(text):
        yield "does not look like English"


# Names of articles

SAFE = re.compile(rf"(?!.*\.\.)[A-Za-z0-9_](?:[A-Za-z0-9._-]{{0,{LONGEST_ID - 2}}}[A-Za-z0-9_-])?")
DEVICE = re.compile(r"(?:con|prn|aux|nul|(?:com|lpt)\d)(?:\..*)?", re.I)
LETTERS = str.maketrans({"ø": "o", "æ": "ae", "œ": "oe", "ß": "ss", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})


def slug(name: str) -> str:
    """A name made safe for files: lower-case ASCII letters, digits, `_` and `-`, 1 to 80 characters, no device name."""
    plain = unicodedata.normalize("NFKD", name.lower().translate(LETTERS)).encode("ascii", "ignore").decode()
    made = re.sub(r"[^a-z0-9_]+", "-", plain.lower()).strip("-")[:LONGEST_ID].rstrip("-")
    if not made.strip("_"):
        return f"article-{hashlib.sha256(name.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"
    return f"article-{made}" if DEVICE.fullmatch(made) else made


def safe_id(name: str) -> str:
    """The name itself where it is safe for files, its slug otherwise."""
    return name if SAFE.fullmatch(name) and not DEVICE.fullmatch(name) else slug(name)


def id_notes(name: str) -> Iterator[str]:
    """A note where an article could not keep the id it was given."""
    if safe_id(name) != name:
        yield f"its id was given as {texts.clean(name)[0][:200]!r}"


def distinct(articles: Iterable[Article]) -> list[Article]:
    """The articles with ids that differ even where files ignore case: the second of a name gets `-2`, and so on."""
    taken: dict[str, int] = {}
    return [replace(article, id=free_id(article.id, taken)) for article in articles]


def free_id(name: str, taken: dict[str, int]) -> str:
    """The first form of a name that is not taken, which takes it."""
    made, count = name, taken.get(name.casefold(), 0)
    while made.casefold() in taken:
        count += 1
        made = f"{name[: LONGEST_ID - 1 - len(str(count + 1))]}-{count + 1}"
    taken[name.casefold()] = count
    taken.setdefault(made.casefold(), 0)
    return made


# Reading a place


def read(place: str | os.PathLike, *, encoding: str | None = None, limit: int = LIMIT) -> list[Article]:
    """The articles of a file, a folder, a glob, a web address, or `-` for JSON lines on standard input.

    `.txt` and `.md` are read as they are. Of a web page (`.html`, http, https) the main text that trafilatura
    extracts is what was read, headed by the page's title where it lacks it, and all offsets count in that. `.json`,
    `.jsonl`, `.csv` and `.parquet` hold one article an object or row: `text`, and, where known, `id`, `title`,
    `byline` or `author`, `date`, `outlet` or `publisher`, `language`. Of a folder every file with a known suffix is
    read in the order of paths; hidden files and symbolic links are left out. `limit` counts characters an article.
    Raises `ArticleError` at the first article that cannot be read; `read_all` keeps the others."""
    return distinct(map(raised, find(place, Options(encoding, limit))))


def read_all(
    places: Iterable[str | os.PathLike], *, encoding: str | None = None, limit: int = LIMIT
) -> tuple[list[Article], list[ArticleError]]:
    """The articles of many places, each with an id of its own, and an error for each that cannot be read."""
    found = [item for place in places for item in find(place, Options(encoding, limit))]
    good = distinct(item for item in found if isinstance(item, Article))
    return good, [item for item in found if isinstance(item, ArticleError)]


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
    """The articles of a place; what goes wrong is found in their place, never raised."""
    name = os.fspath(place)
    try:
        if name == "-":
            yield from read_lines(sys.stdin.buffer, "standard input", "article", options)
        elif re.match(r"[a-zA-Z][a-zA-Z0-9+.-]+://", name):
            yield from read_address(name, options)
        else:
            yield from read_files(files(name), options)
    except ArticleError as error:
        yield error


def read_files(paths: Iterable[Path], options: Options) -> Found:
    """The articles of files, one after the other, whatever is wrong with some."""
    for path in paths:
        try:
            yield from read_file(path, options)
        except ArticleError as error:
            yield error
        except texts.TextError as error:
            yield ArticleError(f"{path}: {error}.")
        except OSError as error:
            yield ArticleError(f"{path} cannot be read: {error.strerror or error}.")


def files(name: str) -> list[Path]:
    """The files a name stands for: itself, those of a folder, or those that match it as a glob."""
    if not name.strip() or "\0" in name:
        raise ArticleError(f"{name!r} names no article: give a file, a folder, a glob, a web address or `-`.")
    path = Path(name)
    if os.path.isfile(path):
        return [path]
    if os.path.isdir(path):
        return in_folder(path)
    if glob.has_magic(name):
        return matching(name)
    if os.path.exists(path):
        raise ArticleError(f"{name} is neither a file nor a folder.")
    raise ArticleError(f"There is no {name}{nearest(path)}.")


def in_folder(folder: Path) -> list[Path]:
    """The files below a folder that can be read, by path; hidden ones, links and other suffixes are left out."""
    found = []
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        found += [Path(root, name) for name in sorted(names) if readable(Path(root, name))]
    if not found:
        raise ArticleError(f"{folder} holds no file that can be read ({', '.join(SUFFIXES)}).")
    return sorted(found)


def readable(path: Path) -> bool:
    """Whether a file found in a folder is to be read."""
    name = path.name.lower()
    return not name.startswith(".") and name.endswith(SUFFIXES) and not path.is_symlink() and path.is_file()


def matching(pattern: str) -> list[Path]:
    """The files that match a glob (`**` for any folders), by path; hidden ones and links are left out."""
    parts = Path(pattern).parts
    fixed = next(number for number, part in enumerate(parts) if glob.has_magic(part))
    root = Path(*parts[:fixed])
    try:
        found = sorted(root.glob(str(Path(*parts[fixed:]))))
    except (ValueError, OSError) as error:
        raise ArticleError(f"{pattern} cannot be searched: {error}.") from None
    kept = [path for path in found if path.is_file() and not is_hidden(path.relative_to(root), root)]
    if not kept:
        raise ArticleError(f"No file matches {pattern}.")
    return kept


def is_hidden(inner: Path, root: Path) -> bool:
    """Whether a file, or a folder on the way to it from the root, is hidden or a link."""
    ways = [inner, *inner.parents][:-1]
    return any(way.name.startswith(".") or (root / way).is_symlink() for way in ways)


def nearest(path: Path) -> str:
    """A suggestion for a file that is missing: the name in its folder that is most like it."""
    folder = path.parent
    if not os.path.isdir(folder):
        return f": there is no folder {folder}"
    close = difflib.get_close_matches(path.name, sorted(os.listdir(folder)), 1, 0.5)
    return f": the nearest name is {folder / close[0]}" if close else ""


# Reading a file


def read_file(path: Path, options: Options) -> Found:
    """The articles of one file, by its suffix; one that says nothing is read as text."""
    name = path.name.lower()
    stem = slug(path.name[: -len(suffix)] if (suffix := next(filter(name.endswith, SUFFIXES), "")) else path.stem)
    if name.endswith(".parquet"):
        yield from read_parquet(path, stem, options)
    elif suffix in (".jsonl", ".ndjson"):
        with path.open("rb") as stream:
            yield from read_lines(stream, str(path), stem, options)
    elif suffix in (".jsonl.gz", ".ndjson.gz"):
        data = texts.inflate(path, most := collection_bytes(options))
        yield from read_lines(io.BytesIO(within(data, most, path, options)), str(path), stem, options)
    elif suffix in (".csv", ".json"):
        data = load(path, collection_bytes(options), options)
        yield from (read_csv if suffix == ".csv" else read_json)(data, str(path), stem, options)
    else:
        data = load(path, options.most_bytes, options)
        yield (read_page if suffix in PAGE else read_text)(data, str(path), stem, options)


def collection_bytes(options: Options) -> int:
    """Bytes of a file with many articles at most."""
    return options.limit * COLLECTION


def load(path: Path, most: int, options: Options) -> bytes:
    """A file's bytes, unpacked where it is packed; raises `ArticleError` above `most`, before more is read."""
    if path.name.lower().endswith(PACKED):
        return within(texts.inflate(path, most), most, path, options)
    with path.open("rb") as file:
        return within(file.read(most + 1), most, path, options)


def within(data: bytes, most: int, place: Path | str, options: Options) -> bytes:
    """The data, if it is not more than `most` bytes."""
    if len(data) > most:
        raise ArticleError(
            f"{place} has more than {most:,} bytes, the most for a limit of {options.limit:,} characters: "
            "set `limit` higher to read it."
        )
    return data


def checked(text: str, place: str, options: Options) -> str:
    """The text, if it is not longer than the limit."""
    if len(text) > options.limit:
        raise ArticleError(
            f"{place} has {len(text):,} characters and the limit is {options.limit:,}: set `limit` higher to read it."
        )
    return text


def read_text(data: bytes, place: str, stem: str, options: Options, declared: str | None = None) -> Article:
    """The article in the bytes of a text, which is kept as it is."""
    text, notes = texts.decode(data, encoding=options.encoding, declared=declared)
    return from_text(checked(text, place, options), id=stem, path=place, notes=notes)


# Web pages

META = re.compile(rb"<meta[^>]{0,200}?charset\s{0,4}=\s{0,4}[\"']?\s{0,4}([\w.:-]{2,40})", re.I)
XML = re.compile(rb"\s{0,40}<\?xml[^>]{0,100}?encoding=[\"']([\w.:-]{2,40})", re.I)
LANG = re.compile(
    r"<html\b[^>]{0,1000}?\s(?:xml:)?lang\s{0,4}=\s{0,4}[\"']?([a-z]{2,3}(?:-[a-z0-9]{2,8}){0,2})\b", re.I
)


def read_page(data: bytes, place: str, stem: str, options: Options, declared: str | None = None) -> Article:
    """The article in the bytes of a web page: the text that trafilatura extracts, under its title."""
    import trafilatura  # takes a second to import, and only pages need it

    charset = META.search(data[:4096]) or XML.match(data)
    declared = declared or (charset and charset[1].decode("ascii", "replace"))
    page, notes = texts.decode(data, encoding=options.encoding, declared=declared)
    found = trafilatura.bare_extraction(page, with_metadata=True, include_comments=False, include_tables=False)
    language = LANG.search(page[:20_000])
    return from_text(
        checked(headed(found.text or "", found.title or ""), place, options) if found else "",
        id=stem,
        title=(found and found.title) or "",
        byline=(found and found.author) or "",
        date=(found and found.date) or "",
        outlet=(found and found.sitename) or "",
        language=language[1] if language else "",
        path=place,
        notes=notes,
    )


def headed(text: str, title: str) -> str:
    """The text of a page under its title, which stands there already in some extractions."""
    first = text.lstrip().partition("\n")[0]
    known = not title or not text or re.findall(r"\w+", first.lower()) == re.findall(r"\w+", title.lower())
    return text if known else f"{title}\n\n{text}"


def read_address(address: str, options: Options) -> Found:
    """The articles at a web address, by the type its server gives: a page, plain text, JSON or JSON lines."""
    if not address.lower().startswith(("http://", "https://")):
        raise ArticleError(f"{address}: only http and https addresses are read.")
    data, kind, declared = fetch(address, options)
    parts = urllib.parse.urlsplit(address)
    stem = slug(Path(urllib.parse.unquote(parts.path)).stem or parts.netloc)
    try:
        if kind == "application/json":
            yield from read_json(data, address, stem, options)
        elif "jsonl" in kind or "ndjson" in kind or kind == "application/json-lines":
            yield from read_lines(io.BytesIO(data), address, stem, options)
        else:
            is_page = "html" in kind or (kind != "text/plain" and data.lstrip()[:1] == b"<")
            yield (read_page if is_page else read_text)(data, address, stem, options, declared)
    except texts.TextError as error:
        raise ArticleError(f"{address}: {error}.") from None


def fetch(address: str, options: Options) -> tuple[bytes, str, str | None]:
    """The bytes at an address, their media type and the encoding its server declares."""
    request = urllib.request.Request(address, headers={"User-Agent": "on-record"})
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT) as response:
            data = b"".join(portions(response, options.most_bytes))
            kind, declared = response.headers.get_content_type(), response.headers.get_content_charset()
    except urllib.error.HTTPError as error:
        raise ArticleError(f"{address} was not read: the server answered {error.code} {error.reason}.") from None
    except (OSError, http.client.HTTPException, ValueError) as error:
        reason = getattr(error, "reason", None) or error
        raise ArticleError(f"{address} was not read: {reason}.") from None
    return within(data, options.most_bytes, address, options), kind, declared


def portions(response: http.client.HTTPResponse, most: int) -> Iterator[bytes]:
    """A response a portion at a time, no further than just over `most` bytes, and no longer than our patience."""
    size, start = 0, time.monotonic()
    while size <= most and (portion := response.read1(65536)):
        size += len(portion)
        yield portion
        if time.monotonic() - start > PATIENCE:
            raise TimeoutError(f"the server took longer than {PATIENCE} seconds")


# Objects and rows

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
        article = from_text(checked(text or "", where, options), id=given or id, path=path, notes=notes, **fields)
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
