"""Word lists as CSV, each row with a `why`; loaded once, never changed."""

from __future__ import annotations

import csv
import io
from functools import cache
from importlib.resources import files


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of `lexicons/<name>.csv`, in their order, as column → value."""
    text = files(__name__).joinpath(f"{name}.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(io.StringIO(text, newline="")))


@cache
def words(name: str, **where: str) -> frozenset[str]:
    """The first column of `lexicons/<name>.csv`, of the rows whose other columns hold the values in `where`."""
    found = [row for row in rows(name) if all(row[column] == value for column, value in where.items())]
    return frozenset(next(iter(row.values())) for row in found)


@cache
def column(name: str, value: str) -> dict[str, str]:
    """First column → column `value` of `lexicons/<name>.csv`; not to be changed."""
    return {next(iter(row.values())): row[value] for row in rows(name)}


@cache
def lists() -> dict[str, tuple[str, ...]]:
    """Every list of `lexicons/words.csv` by its name, its words in their order."""
    found: dict[str, list[str]] = {}
    for row in rows("words"):
        found.setdefault(row["list"], []).append(row["word"])
    return {name: tuple(each) for name, each in found.items()}


def in_order(*names: str) -> tuple[str, ...]:
    """The words of one or more lists of `lexicons/words.csv`, in their order."""
    return tuple(word for name in names for word in lists()[name])


def listed(*names: str) -> frozenset[str]:
    """The words of one or more lists of `lexicons/words.csv`."""
    return frozenset(in_order(*names))
