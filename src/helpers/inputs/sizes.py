"""Sizes: how much a packed file may hold, so that what is small on disk and huge when read is never unpacked."""

from __future__ import annotations

import io
from typing import IO

from helpers.inputs.article import ArticleError, Options

UNPACKED = 100
"""A packed file may hold this many times its own size; text packs to a third or a tenth."""


def most_unpacked(stream: IO, options: Options) -> int:
    """The most bytes in a packed file: as in any file with many articles, or more where it is large itself."""
    return max(options.most_bytes_of_many, UNPACKED * stream.seek(0, io.SEEK_END))


def refuse_huge(size: int, most: int, place: str) -> None:
    """Raise `ArticleError` where more is unpacked than a file may hold."""
    if size > most:
        raise ArticleError(f"{place} unpacks to more than {most:,} bytes, which no collection of its size does.")
