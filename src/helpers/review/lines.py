"""Lines: one put to a file of corrections, or taken back, under a lock, whole or not at all, the others untouched."""

from __future__ import annotations

import csv
import io
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile

from filelock import FileLock, Timeout

from helpers import corrections
from helpers.corrections import FIELDS, CorrectionsError

PATIENCE = 5.0
"""Seconds to wait for another program that writes the same file."""


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the lock of a file of corrections; raises `CorrectionsError` where another program keeps it.

    The empty file beside it stays: who takes a lock away lets two in of those that wait."""
    lock = FileLock(path.with_name(f".{path.name}.lock"))
    try:
        lock.acquire(timeout=PATIENCE)
    except Timeout:
        raise CorrectionsError(f"Another program is writing {path.name}: try again when it is done.") from None
    except OSError as error:
        raise CorrectionsError(f"The corrections file {path} cannot be written: {error.strerror}.") from error
    try:
        yield
    finally:
        lock.release()


def add(path: Path, cells: Mapping[str, str]) -> str:
    """Put a line to the end of a file, which is made where there is none; the line as it was written.

    Columns, separator and line ends are the file's own. Raises `CorrectionsError` where it would not be read back."""
    path = path.resolve()
    with locked(path):
        text = path.read_bytes().decode("utf-8") if path.is_file() else ",".join(FIELDS) + "\n"
        record = written(text, cells)
        gap = "" if text.endswith(("\n", "\r")) else end_of(text)
        replace(path, f"{text}{gap}{record}", cells)
    return record


def take_back(path: Path, record: str) -> bool:
    """Take the last line that reads so out of a file; False where there is none."""
    path = path.resolve()
    with locked(path):
        text = path.read_bytes().decode("utf-8") if path.is_file() else ""
        at = text.rfind(record)
        if at <= 0 or text[at - 1] not in "\r\n":
            return False
        replace(path, text[:at] + text[at + len(record) :])
    return True


def written(text: str, cells: Mapping[str, str]) -> str:
    """A line as this file has its lines."""
    first = next(io.StringIO(text, newline=""), "").lstrip("\ufeff")
    separator = max(",;\t", key=first.count)
    heads = next(csv.reader([first], delimiter=separator), [])
    out = io.StringIO()
    lines = csv.writer(out, delimiter=separator, lineterminator=end_of(text))
    lines.writerow(cells.get(head.strip().lower(), "") for head in heads)
    return out.getvalue()


def end_of(text: str) -> str:
    """How the lines of a file end."""
    return "\r\n" if next(io.StringIO(text, newline=""), "").endswith("\r\n") else "\n"


def replace(path: Path, text: str, last: Mapping[str, str] | None = None) -> None:
    """Put a text in the place of a file at once, if it reads as corrections, the last of them as said."""
    try:
        with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as made:
            made.write(text.encode("utf-8"))
            made.flush()
            os.fsync(made.fileno())
    except OSError as error:
        raise CorrectionsError(f"The corrections file {path} cannot be written: {error.strerror}.") from error
    try:
        check(Path(made.name), path.name, last)
        if path.is_file():
            shutil.copymode(path, made.name)
        os.replace(made.name, path)
    finally:
        Path(made.name).unlink(missing_ok=True)


def check(made: Path, name: str, last: Mapping[str, str] | None) -> None:
    """Raise `CorrectionsError` where a file does not end with the correction that it should."""
    read = corrections.read(made)
    if last is None:
        return
    said = (read[-1].article, read[-1].what, read[-1].where, read[-1].old, read[-1].new, read[-1].why) if read else ()
    if said != tuple(corrections.plain(last[field]) for field in FIELDS) or read[-1].fault:
        why = read[-1].fault if read and read[-1].fault else "a line before it is not closed"
        raise CorrectionsError(f"Nothing was written to {name}: {why}.")
