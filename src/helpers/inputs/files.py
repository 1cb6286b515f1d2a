"""Files: which files a name stands for, and the articles of one, by its suffix."""

from __future__ import annotations

import difflib
import glob
import io
import os
from collections.abc import Iterable
from pathlib import Path

from helpers.inputs.article import COLLECTION, ArticleError, Found, Options, slug, within
from helpers.inputs.pages import read_page, read_text_or_page
from helpers.inputs.rows import read_csv, read_json, read_lines, read_parquet
from helpers.text import texts

TEXT = (".txt", ".text", ".md", ".markdown")
PAGE = (".html", ".htm", ".xhtml")
PACKED = (".txt.gz", ".md.gz", ".jsonl.gz", ".ndjson.gz")
SUFFIXES = (*TEXT, *PAGE, ".json", ".jsonl", ".ndjson", ".csv", ".parquet", *PACKED)


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
        yield (read_page if suffix in PAGE else read_text_or_page)(data, str(path), stem, options)


def collection_bytes(options: Options) -> int:
    """Bytes of a file with many articles at most."""
    return options.limit * COLLECTION


def load(path: Path, most: int, options: Options) -> bytes:
    """A file's bytes, unpacked where it is packed; raises `ArticleError` above `most`, before more is read."""
    if path.name.lower().endswith(PACKED):
        return within(texts.inflate(path, most), most, path, options)
    with path.open("rb") as file:
        return within(file.read(most + 1), most, path, options)
