"""Exports: the tables of a report as CSV, JSON lines and one workbook, safe to open in any program."""

from __future__ import annotations

import csv
import datetime as dt
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import xlsxwriter
from pyarrow.parquet import ParquetFile
from xlsxwriter.worksheet import Worksheet

from helpers import tables

FORMULA = re.compile(r"[=+\-@\t\r\n\uff0b\uff0d\uff1d\uff20]")
"""What a spreadsheet program takes for the beginning of a formula; the last four are the full-width forms."""
UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that no XML file can hold, and surrogates, which no file can."""
LONGEST = 32_767
"""Characters that a cell of a workbook can hold."""
CUT = " … (cut here; whole in the other files)"
LONG_AGO = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
"""When every workbook says it was made, so that the same tables give the same bytes."""
MEANINGS = "columns"
"""The sheet that says what each column means."""


@dataclass(slots=True)
class Changes:
    """How many cells could not be written as they are: marked as text, cut short, or with characters replaced."""

    marked: int = 0
    cut: int = 0
    replaced: int = 0


def export(folder: Path, name: str) -> Changes:
    """Write every table that lies in `folder` as Parquet also as CSV and JSON lines, and all of them as `name`.xlsx.

    JSON lines hold each value exactly. In CSV (UTF-8 with a byte order mark) and in the workbook an apostrophe is put
    before text that begins like a formula. What else had to be changed is counted for the workbook."""
    paths = in_order(folder.glob("*.parquet"))
    found = {
        path.stem: cells(ParquetFile(path, pre_buffer=False).read(use_threads=False).to_pandas()) for path in paths
    }
    for title, table in found.items():
        write_lines(table, folder / f"{title}.jsonl")
        write_csv(table, folder / f"{title}.csv")
    changes = Changes()
    write_workbook(found, folder / f"{name}.xlsx", changes)
    return changes


class Cells(NamedTuple):
    """A table without types: its columns' names, and its rows as JSON knows their values."""

    columns: list[str]
    rows: list[tuple]


def cells(table: pd.DataFrame) -> Cells:
    """The cells of a table, converted once for all the files."""
    names = [str(name) for name in table.columns]
    columns = [[native(value) for value in table.iloc[:, number].tolist()] for number in range(len(names))]
    return Cells(names, list(zip(*columns, strict=True)))


def in_order(paths: Iterable[Path]) -> list[Path]:
    """The files of tables, declared ones first, in the order of their declaration."""
    known = {name: number for number, name in enumerate(tables.EVERY)}
    return sorted(paths, key=lambda path: (known.get(path.stem, len(known)), path.stem))


def write_lines(table: Cells, path: Path) -> None:
    """A table as JSON lines, an object a row, with lists as lists and what is missing as null."""
    rows = (json.dumps(dict(zip(table.columns, row, strict=True)), ensure_ascii=False) for row in table.rows)
    path.write_text("".join(f"{row}\n" for row in rows), encoding="utf8", errors="replace", newline="\n")


def write_csv(table: Cells, path: Path) -> None:
    """A table as CSV that spreadsheet programs open as it is meant: UTF-8 with a byte order mark, nothing a formula."""
    with path.open("w", encoding="utf-8-sig", errors="replace", newline="") as file:
        lines = csv.writer(file, lineterminator="\n")
        lines.writerow(table.columns)
        lines.writerows([safe(flat(value)) for value in row] for row in table.rows)


def native(value: object) -> object:
    """A value of a table as JSON knows it."""
    if isinstance(value, str):
        return value
    if isinstance(value, (list, tuple, np.ndarray)):
        return [native(part) for part in value]
    if isinstance(value, Mapping):
        return {str(name): native(part) for name, part in value.items()}
    if pd.isna(value):
        return None
    return value.item() if isinstance(value, np.generic) else value


def flat(value: object) -> str | int | float | bool | None:
    """A value, as JSON knows it, for one cell: lists and mappings as JSON."""
    if isinstance(value, (list, dict)):
        return json.dumps(value, ensure_ascii=False)
    return value if isinstance(value, (str, int, float, bool)) or value is None else str(value)


def safe(value: Any) -> Any:
    """A value of which no spreadsheet program makes a formula: text that begins like one gets an apostrophe."""
    return f"'{value}" if isinstance(value, str) and FORMULA.match(value) else value


def write_workbook(found: Mapping[str, Cells], path: Path, changes: Changes) -> None:
    """All tables in one workbook, a sheet each, and a last one that says what the columns mean."""
    how = dict.fromkeys(("strings_to_formulas", "strings_to_urls", "strings_to_numbers"), False) | {"in_memory": True}
    with xlsxwriter.Workbook(path, how) as book:
        book.set_properties({"created": LONG_AGO})
        bold = book.add_format({"bold": True, "bottom": 1})
        for title, table in [*found.items(), (MEANINGS, meanings(tuple(found)))]:
            fill_sheet(book.add_worksheet(title[:31]), table, bold, changes)


@cache
def meanings(found: tuple[str, ...]) -> Cells:
    """Table, column, type and meaning of every declared column."""
    names = ["table", "column", "type", "meaning"]
    known = [tables.describe(name).assign(table=name)[names] for name in found if name in tables.EVERY]
    return cells(pd.concat(known) if known else pd.DataFrame(columns=names))


def fill_sheet(sheet: Worksheet, table: Cells, bold, changes: Changes) -> None:
    """One table on one sheet, its heads kept in sight and every column as wide as its words, within reason."""
    rows = [[flat(value) for value in row] for row in table.rows]
    for number, (name, width) in enumerate(zip(table.columns, widths(table.columns, rows), strict=True)):
        sheet.write_string(0, number, name, bold)
        sheet.set_column(number, number, width)
    for place, row in enumerate(rows, 1):
        for number, value in enumerate(row):
            put(sheet, place, number, value, changes)
    sheet.freeze_panes(1, 0)
    if rows and table.columns:
        sheet.autofilter(0, 0, len(rows), len(table.columns) - 1)


def widths(names: list[str], rows: list[list]) -> Iterator[int]:
    """How wide each column is shown, in characters."""
    for number, name in enumerate(names):
        longest = max((len(str(row[number] or "")) for row in rows[:50]), default=0)
        yield min(max(longest, len(name), 6) + 2, 60)


def put(sheet: Worksheet, row: int, column: int, value: str | float | None, changes: Changes) -> None:
    """One value into its cell: text as text, a number as a number, nothing where there is none."""
    if isinstance(value, str):
        sheet.write_string(row, column, fit(value, changes))
    elif isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif value is not None:
        sheet.write_number(row, column, value)


def fit(words: str, changes: Changes) -> str:
    """Text as a workbook can hold it; every change is counted."""
    shown = safe(UNFIT.sub("\ufffd", words))
    changes.replaced += bool(UNFIT.search(words))
    changes.marked += shown[:1] == "'" and words[:1] != "'"
    changes.cut += len(shown) > LONGEST
    return shown if len(shown) <= LONGEST else shown[: LONGEST - len(CUT)] + CUT
