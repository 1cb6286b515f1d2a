"""Tables: articles in CSV and the like, one a row, with whatever stands between the cells; in Parquet, a cell at a time."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import IO, Any

from helpers.inputs.article import Article, ArticleError, Found, Options
from helpers.inputs.columns import Columns, columns, of_table
from helpers.inputs.faults import reason
from helpers.inputs.notes import cut_by_excel
from helpers.inputs.rows import from_row
from helpers.text import texts

DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
SAID = re.compile(r"\"?sep=(.)\"?[ \t]*\r?\n", re.I)
"""A first line by which Excel is told what stands between the cells."""
HEAD = 100_000
END = "\ue000 the table ends here \ue000"
"""Put behind a table: where it is not a row of its own, a quotation mark was never closed."""
UNPACKED = 100
"""A packed file may hold this many times its own size; text packs to a third or a tenth."""


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
    return max(order, key=lambda delimiter: worth(next(records(text[:HEAD], delimiter), None) or [], options))


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


# Parquet


def read_parquet(stream: IO, place: str, stem: str, options: Options) -> Found:
    """The articles of a Parquet file, one a row, a row at a time: what is small on disk may be huge.

    More than the limit of a file with many articles is read only from a file that is large itself."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    size = stream.seek(0, io.SEEK_END)
    most = max(options.most_bytes_of_many, UNPACKED * size)
    try:
        file = pq.ParquetFile(stream)
        chosen = of_table(file.schema_arrow.names, options, place)
        refuse_huge(unpacked_size(file, chosen), most, place)
        for number, row in enumerate(parquet_rows(file, chosen, most, place), 1):
            yield from_parquet(row, chosen, f"{place}, row {number}", f"{stem}-{number}", options, place)
    except pa.ArrowException as error:
        raise ArticleError(f"{place} is no Parquet file that can be read: {reason(error)}.") from None


def unpacked_size(file: Any, chosen: Columns) -> int:
    """How large the columns to read are, as the file says itself."""
    meta, size = file.metadata, 0
    for group in (meta.row_group(number) for number in range(meta.num_row_groups)):
        parts = (group.column(number) for number in range(group.num_columns))
        size += sum(
            part.total_uncompressed_size for part in parts if part.path_in_schema.split(".")[0] in chosen.wanted
        )
    return size


def refuse_huge(size: int, most: int, place: str) -> None:
    """Raise `ArticleError` where more is unpacked than a file may hold."""
    if size > most:
        raise ArticleError(f"{place} unpacks to more than {most:,} bytes, which no collection of its size does.")


def parquet_rows(file: Any, chosen: Columns, most: int, place: str) -> Iterator[dict[str, Any]]:
    """The rows, their cells as Arrow has them, until they are more than a file may hold."""
    size = 0
    for batch in file.iter_batches(batch_size=1, columns=chosen.wanted):
        refuse_huge(size := size + batch.nbytes, most, place)
        for row in range(batch.num_rows):
            yield {name: column[row] for name, column in zip(batch.schema.names, batch.columns, strict=True)}


def from_parquet(
    cells: dict[str, Any], chosen: Columns, where: str, id: str, options: Options, path: str
) -> Article | ArticleError:
    """The article of a row; a cell that Python has no value for is left out with a note, unless it is the text."""
    row, notes = {}, []
    for name, scalar in cells.items():
        try:
            row[name] = scalar.as_py()
        except Exception as error:  # text that is no UTF-8, a date in the year 300,000
            if name == chosen.text:
                return ArticleError(f"{where}: `{name}` cannot be read: {reason(error)}.")
            notes.append(f"its `{name}` could not be read")
    return from_row(row, where, id, options, notes, path=path, columns=chosen)
