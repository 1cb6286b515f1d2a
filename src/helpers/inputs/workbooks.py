"""Workbooks: articles in the sheets of an Excel file, one a row."""

from __future__ import annotations

import warnings
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from itertools import count
from typing import IO, Any

from helpers.inputs.article import Article, ArticleError, Found, Options
from helpers.inputs.columns import Columns, of_table
from helpers.inputs.notes import cut_by_excel
from helpers.inputs.rows import from_row
from helpers.inputs.sizes import most_unpacked, refuse_huge

Row = Sequence[Any]


def read_workbook(stream: IO, place: str, stem: str, options: Options) -> Found:
    """The articles of every sheet that has a column for the text; the first row that holds anything names them."""
    refuse_huge(unpacked_size(stream, place), most_unpacked(stream, options), place)
    numbers = count(1)
    errors: list[ArticleError | None] = []
    for name, rows in sheets(stream):
        try:
            chosen = of_table(heads := names(rows), options, f"{place}, sheet {name!r}")
        except ArticleError as error:
            errors.append(error)
            continue
        for line, row in enumerate(rows[1:], 2):
            yield of_row(row, heads, chosen, (place, f"sheet {name!r}, row {line}"), f"{stem}-{next(numbers)}", options)
        errors.append(None)
    if errors and (first := errors[0]) is not None and None not in errors:
        raise first


def unpacked_size(stream: IO, place: str) -> int:
    """How large the parts of a workbook are unpacked, as its list of contents says; no more is ever unpacked."""
    try:
        with zipfile.ZipFile(stream) as archive:
            return sum(part.file_size for part in archive.infolist())
    except zipfile.BadZipFile:
        raise ArticleError(f"{place} is no Excel workbook that can be read.") from None


def sheets(stream: IO) -> Iterator[tuple[str, list[Row]]]:
    """The sheets with anything in them: their names, and their rows that hold anything."""
    import openpyxl

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what a workbook has besides cells, which is not looked at
        with closing(openpyxl.load_workbook(stream, read_only=True, data_only=True)) as book:
            for sheet in book.worksheets:
                sheet.reset_dimensions()  # what a file says of them is often wrong
                rows = [row for row in sheet.iter_rows(values_only=True) if any(cell not in (None, "") for cell in row)]
                if rows:
                    yield sheet.title, rows


def names(rows: Sequence[Row]) -> list[str]:
    """The names in the first row; a column without one has none."""
    return ["" if cell is None else str(cell).strip() for cell in rows[0]]


def of_row(
    row: Row, heads: Sequence[str], chosen: Columns, where: tuple[str, str], id: str, options: Options
) -> Article | ArticleError:
    """The article of a row of cells, text as it was typed."""
    from openpyxl.utils.escape import unescape

    cells = {
        head: unescape(cell) if isinstance(cell, str) else cell for head, cell in zip(heads, row, strict=False) if head
    }
    text = cells.setdefault(chosen.text, None)
    notes = cut_by_excel(text) if isinstance(text, str) else ()
    return from_row(cells, ", ".join(where), id, options, notes, path=where[0], columns=chosen)
