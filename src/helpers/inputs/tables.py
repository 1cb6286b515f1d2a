"""Tables: articles in CSV and the like, one a row, with whatever stands between the cells."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from itertools import chain

from helpers.inputs.article import Article, ArticleError, Found, Options
from helpers.inputs.columns import Columns, columns, of_table
from helpers.inputs.notes import cut_by_excel
from helpers.inputs.rows import from_row
from helpers.text import texts

DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
SAID = re.compile(r"\"?sep=(.)\"?[ \t]*\r?\n", re.I)
"""A first line by which Excel is told what stands between the cells."""
HEAD = 100_000
END = "\ue000 the table ends here \ue000"
"""Put behind a table: where it is not a row of its own, a quotation mark was never closed."""


def read_csv(data: bytes, place: str, stem: str, options: Options, likely: str = ",") -> Found:
    """The articles of a table of text with a head, one a row; `likely` stands between the cells if another does not."""
    text, notes = texts.decode(data, encoding=options.encoding)
    said = SAID.match(text)
    text = text[said.end() :] if said else text
    delimiter = said[1] if said else delimiter_of(text, likely, options)
    found = records(text, delimiter)
    heads = [name.strip() for name in next(found, None) or ()]
    if not heads:
        return
    chosen = of_table(heads, options, f"{place} (read with {DELIMITERS.get(delimiter, delimiter)} between its cells)")
    for number, record in enumerate(found, 1):
        yield from_record(record, heads, chosen, place, number, stem, options, notes)


def delimiter_of(text: str, likely: str, options: Options) -> str:
    """What stands between the cells: whatever parts the head into names with a text among them, and into most."""
    order = sorted(DELIMITERS, key=lambda delimiter: delimiter != likely)
    return max(order, key=lambda delimiter: worth(head_of(text, delimiter), options))


def head_of(text: str, delimiter: str) -> list[str]:
    """The first row that holds anything, as the names of columns."""
    return next(records(text[:HEAD], delimiter), None) or []


def worth(heads: Sequence[str], options: Options) -> tuple[bool, bool, int]:
    """By this a better reading of the head comes out higher."""
    found = columns(heads, heads, options) if not set(options.columns.values()) - set(heads) else None
    return found is not None, bool(found and "text" in found.names["text"]), len(heads)


def records(text: str, delimiter: str) -> Iterator[list[str] | None]:
    """The rows that hold anything, and None for one that never ends."""
    csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))
    reader = csv.reader(chain(io.StringIO(text, newline=""), [END]), delimiter=delimiter)
    for record in reader:
        if record == [END]:
            return
        if any(record):
            yield None if END in record[-1] else record


def from_record(
    record: list[str] | None,
    heads: Sequence[str],
    chosen: Columns,
    place: str,
    number: int,
    stem: str,
    options: Options,
    notes: tuple[str, ...],
) -> Article | ArticleError:
    """The article of a row of cells; one with more cells than there are heads is refused, for which is which?"""
    where = f"{place}, row {number}"
    if record is None:
        return ArticleError(f"{where} opens a quotation mark that is never closed: the table is read up to there.")
    if any(record[len(heads) :]):
        return ArticleError(
            f"{where} has {len(record)} cells and the table {len(heads)} columns: "
            "a text in it needs quotation marks around it, or one more name is needed in the head."
        )
    if len(record) < len(heads):
        notes = (*notes, f"its row has {len(record)} of {len(heads)} cells: the others are taken for empty")
    row = dict(zip(heads, record, strict=False))
    cut = cut_by_excel(row.get(chosen.text, ""))
    return from_row(row, where, f"{stem}-{number}", options, (*notes, *cut), path=place, columns=chosen)
