"""Archives: the articles of the files in a ZIP file, read like those of a folder and never unpacked to the disk."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import PurePosixPath
from typing import IO

from helpers.inputs.article import Article, ArticleError, Found, Options
from helpers.inputs.faults import told
from helpers.inputs.sizes import most_unpacked

Read = Callable[[IO, str, str, Options], Found]
"""What reads one file: its bytes, its name, how it is called in messages."""
PASSWORD = 0x1
"""The bit of a file in a ZIP file that says that it is encrypted."""


def read_archive(stream: IO, place: str, options: Options, suffixes: tuple[str, ...], read: Read) -> Found:
    """The articles of the files with these suffixes in a ZIP file, by path; what unpacks to too much is refused."""
    left = most_unpacked(stream, options)
    with opened(stream, place) as archive:
        for part in wanted(archive, suffixes, place):
            where = f"{place}, {part.filename}"
            if part.file_size > left:
                yield ArticleError(f"{where} was not read: with it, {place} unpacks to too many bytes.")
                continue
            left -= part.file_size
            for item in told(of_part(archive, part, where, options, read), where):
                yield replace(item, path=place) if isinstance(item, Article) else item


def opened(stream: IO, place: str) -> zipfile.ZipFile:
    """A ZIP file by its list of contents."""
    try:
        return zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, NotImplementedError):
        raise ArticleError(f"{place} is no ZIP file that can be read.") from None


def wanted(archive: zipfile.ZipFile, suffixes: tuple[str, ...], place: str) -> list[zipfile.ZipInfo]:
    """The files that can be read, by path; hidden ones and those of other suffixes are left out."""
    found = [part for part in archive.infolist() if not part.is_dir() and not is_hidden(part.filename)]
    kept = [part for part in found if part.filename.lower().endswith(suffixes)]
    if not kept:
        raise ArticleError(f"{place} holds no file that can be read ({', '.join(suffixes)}).")
    return sorted(kept, key=lambda part: PurePosixPath(part.filename).parts)


def is_hidden(name: str) -> bool:
    """Whether a file in an archive is hidden, or what a Mac adds."""
    return any(part.startswith(".") or part == "__MACOSX" for part in PurePosixPath(name).parts)


def of_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo, where: str, options: Options, read: Read) -> Found:
    """The articles of one file in an archive."""
    if part.flag_bits & PASSWORD:
        raise ArticleError(f"{where} is locked with a password: unpack it first.")
    if part.filename.lower().endswith(".zip"):
        raise ArticleError(f"{where} is a ZIP file inside another one: unpack it first.")
    try:
        with archive.open(part) as stream:
            yield from read(stream, PurePosixPath(part.filename).name, where, options)
    except zipfile.BadZipFile as error:
        raise ArticleError(f"{where} is damaged: {error}.") from None
