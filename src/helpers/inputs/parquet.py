"""Parquet: articles in a Parquet file, one a row, read a row at a time and no more than such a file can hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import IO, Any

from helpers.inputs.article import Article, ArticleError, Found, Options
from helpers.inputs.columns import Columns, of_table
from helpers.inputs.faults import reason
from helpers.inputs.rows import from_row
from helpers.inputs.sizes import most_unpacked, refuse_huge


def read_parquet(stream: IO, place: str, stem: str, options: Options) -> Found:
    """The articles of a Parquet file, one a row, a row at a time: what is small on disk may be huge.

    More than the limit of a file with many articles is read only from a file that is large itself."""
    import pyarrow as pa
    from pyarrow.parquet import ParquetFile

    most = most_unpacked(stream, options)
    try:
        file = ParquetFile(stream)
        chosen = of_table(file.schema_arrow.names, options, place)
        names = [*chosen.wanted, *further_names(file.schema_arrow, chosen)]
        refuse_huge(unpacked_size(file, names), most, place)
        for number, row in enumerate(rows(file, names, most, place), 1):
            yield of_row(row, chosen, f"{place}, row {number}", f"{stem}-{number}", options, place)
    except pa.ArrowException as error:
        raise ArticleError(f"{place} is no Parquet file that can be read: {reason(error)}.") from None


def further_names(schema: Any, chosen: Columns) -> list[str]:
    """The other columns that hold plain values, and not bytes, lists or objects."""
    from pyarrow import types

    plain = (types.is_string, types.is_large_string, types.is_primitive, types.is_decimal, types.is_dictionary)
    return [f.name for f in schema if f.name not in chosen.wanted and any(is_one(f.type) for is_one in plain)]


def unpacked_size(file: Any, names: Sequence[str]) -> int:
    """How large the columns to read are, as the file says itself."""
    meta = file.metadata
    groups = (meta.row_group(number) for number in range(meta.num_row_groups))
    parts = (group.column(number) for group in groups for number in range(group.num_columns))
    return sum(part.total_uncompressed_size for part in parts if part.path_in_schema.split(".")[0] in names)


def rows(file: Any, names: Sequence[str], most: int, place: str) -> Iterator[dict[str, Any]]:
    """The rows, their cells as Arrow has them, until they are more than a file may hold."""
    size = 0
    for batch in file.iter_batches(batch_size=1, columns=list(names)):
        refuse_huge(size := size + batch.nbytes, most, place)
        for row in range(batch.num_rows):
            yield {name: column[row] for name, column in zip(batch.schema.names, batch.columns, strict=True)}


def of_row(
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
