"""Files: which files a name stands for, and the articles of one, by its suffix and by what it begins with."""

from __future__ import annotations

import difflib
import glob
import io
import os
import zipfile
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import IO

from helpers.inputs import exports, feeds, mail
from helpers.inputs.archives import read_archive
from helpers.inputs.article import ArticleError, Found, Options, checked, from_text, slug, within
from helpers.inputs.faults import sentence, told
from helpers.inputs.pages import is_page, read_page
from helpers.inputs.parquet import read_parquet
from helpers.inputs.rows import read_json, read_lines
from helpers.inputs.tables import read_csv
from helpers.inputs.workbooks import read_workbook
from helpers.text import markup, texts

TEXT = (".txt", ".text", ".md", ".markdown")
PAGE = (".html", ".htm", ".xhtml")
LINES = (".jsonl", ".ndjson")
TABLE = (".csv", ".tsv")
SAVED = (".mht", ".mhtml")
PACKED = tuple(f"{suffix}.gz" for suffix in (".txt", ".md", *LINES, ".json", *TABLE))
SUFFIXES = (
    *TEXT,
    *PAGE,
    ".json",
    *LINES,
    *TABLE,
    ".parquet",
    ".xlsx",
    ".rss",
    ".atom",
    ".eml",
    *SAVED,
    ".zip",
    *PACKED,
)
DOCUMENTS = {
    ".docx": "a Word document",
    ".doc": "a Word document",
    ".rtf": "a Rich Text (RTF) document",
    ".odt": "an OpenDocument text",
    ".pages": "a Pages document",
    ".pdf": "a PDF",
    ".epub": "an EPUB book",
    ".msg": "a mail of Outlook",
    ".xls": "an Excel workbook of the old kind",
    ".ods": "an OpenDocument table",
}
"""What people keep articles in and is not read; in a folder, too, it is told."""


def read_files(paths: Iterable[Path | ArticleError], options: Options) -> Found:
    """The articles of files, one after the other, whatever is wrong with some."""
    for path in paths:
        if isinstance(path, ArticleError):
            yield path
        else:
            yield from told(read_file(path, options), str(path))


def files(name: str) -> list[Path | ArticleError]:
    """The files a name stands for: itself, those of a folder, or those that match it as a glob.

    In the place of a folder that cannot be read stands the error that says so."""
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
    if os.path.islink(path):
        raise ArticleError(f"{name} is a link that leads to no file.")
    raise ArticleError(f"There is no {name}{nearest(path)}.")


def in_folder(folder: Path) -> list[Path | ArticleError]:
    """The files below a folder that can be read, by path; hidden ones, links and other suffixes are left out."""
    found: list[Path] = []
    shut: list[OSError] = []
    for root, folders, names in os.walk(folder, onerror=shut.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        found += [Path(root, name) for name in sorted(names) if readable(Path(root, name))]
    if not found and not shut:
        raise ArticleError(f"{folder} holds no file that can be read ({', '.join(SUFFIXES)}).")
    return [*sorted(found), *(sentence(error, str(error.filename)) for error in shut)]


def readable(path: Path) -> bool:
    """Whether a file found in a folder is to be read."""
    name = path.name.lower()
    known = name.endswith((*SUFFIXES, *DOCUMENTS)) and not name.startswith((".", "~$"))
    return known and not path.is_symlink() and path.is_file()


def matching(pattern: str) -> list[Path | ArticleError]:
    """The files that match a glob (`**` for any folders), by path; hidden ones and links are left out."""
    parts = Path(pattern).parts
    fixed = next(number for number, part in enumerate(parts) if glob.has_magic(part))
    root = Path(*parts[:fixed])
    try:
        found = sorted(root.glob(str(Path(*parts[fixed:]))))
    except (ValueError, OSError) as error:
        raise ArticleError(f"{pattern} cannot be searched: {error}.") from None
    kept: list[Path | ArticleError] = [p for p in found if p.is_file() and not is_hidden(p.relative_to(root), root)]
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


# The articles of one file


def read_file(path: Path, options: Options) -> Found:
    """The articles of one file."""
    with path.open("rb") as stream:
        yield from read_named(stream, in_utf8(path.name), str(path), options)


def in_utf8(name: str) -> str:
    """A file's name as it was written, whatever the locale takes file names for."""
    return os.fsencode(name).decode("utf-8", "surrogateescape")


def read_named(stream: IO, name: str, place: str, options: Options) -> Found:
    """The articles of a file by its name's suffix; one that says nothing is read as text.

    Raises `ArticleError` for documents that are not read, and for more bytes than a file of the kind may have."""
    suffix = next(filter(name.lower().endswith, SUFFIXES), "")
    stem = slug(name[: -len(suffix)] if suffix else Path(name).stem)
    document = next(filter(name.lower().endswith, DOCUMENTS), "")
    if document:
        raise ArticleError(f"{place} is {DOCUMENTS[document]}, which is not read: save it as plain text (.txt).")
    if suffix == ".zip":
        yield from read_archive(stream, place, options, (*SUFFIXES, *DOCUMENTS), read_named)
    elif suffix in (".parquet", ".xlsx"):
        read = read_parquet if suffix == ".parquet" else read_workbook
        yield from read(searchable(stream, place, options), place, stem, options)
    elif suffix in LINES:
        yield from read_lines(stream, place, stem, options)
    else:
        yield from read_data(load(stream, suffix, place, options), suffix.removesuffix(".gz"), place, stem, options)


def searchable(stream: IO, place: str, options: Options) -> IO:
    """A stream in which a reader can go to and fro; what is packed in an archive is unpacked whole."""
    most = options.most_bytes_of_many
    packed = isinstance(stream, zipfile.ZipExtFile)
    return io.BytesIO(within(stream.read(most + 1), most, place, options)) if packed else stream


def load(stream: IO, suffix: str, place: str, options: Options) -> bytes:
    """A file's bytes, unpacked where it is packed; raises `ArticleError` above its limit, before more is read."""
    one = suffix.removesuffix(".gz") not in (*LINES, *TABLE, ".json", ".rss", ".atom", *SAVED)
    most = options.most_bytes if one else options.most_bytes_of_many
    data = texts.inflate(stream, most) if suffix.endswith(".gz") else stream.read(most + 1)
    return within(data, most, place, options)


def read_data(data: bytes, suffix: str, place: str, stem: str, options: Options) -> Found:
    """The articles in bytes, by the suffix of the file they are from."""
    if suffix in LINES:
        yield from read_lines(io.BytesIO(data), place, stem, options)
    elif suffix in TABLE:
        yield from read_csv(data, place, stem, options, "\t" if suffix == ".tsv" else ",")
    elif suffix == ".json":
        yield from read_json(data, place, stem, options)
    elif suffix in PAGE:
        yield read_page(data, place, stem, options)
    elif suffix in SAVED:
        yield mail.read_saved_page(data, place, stem, options)
    elif suffix == ".eml" or mail.is_mail(data):
        yield mail.read_mail(data, place, stem, options)
    elif suffix in (".rss", ".atom") or feeds.is_xml(data):
        yield from feeds.read_feed(data, place, stem, options)
    else:
        yield from read_plain(data, place, stem, options)


def read_plain(data: bytes, place: str, stem: str, options: Options, declared: str | None = None) -> Found:
    """The article of a text or of a page said to be one, or the articles of an export that an archive gave out."""
    if is_page(data):
        found = read_page(data, place, stem, options, declared)
        yield replace(found, notes=(*found.notes, "begins as a web page does and was read as one"))
        return
    text, notes = texts.decode(data, encoding=options.encoding, declared=declared)
    if documents := exports.cut(text):
        yield from exports.read_export(documents, place, stem, options, notes)
    else:
        text, marked = markup.unmarked(checked(text, place, options))
        yield from_text(text, id=stem, path=place, notes=(*notes, *marked))
