"""Datasets: the tables of many articles read as one, from a folder of reports or a corpus."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pyarrow as pa
from pyarrow.parquet import ParquetFile

from helpers.tables import DECLARED, NAMES, TableError, schema, typed

PAGE = "page"
"""The column that leads from a row to its report: the address of the page, as seen from the folder that was read."""
META = "meta_"


@dataclass(frozen=True, slots=True)
class Part:
    """A folder with tables of some articles, and the page that they are shown on, empty where there is none.

    `files` are the tables by name; `ids` are the articles that are read from it, by the id that they have there, with
    the id that they have in the whole."""

    page: str
    files: dict[str, Path]
    ids: dict[str, str] | None = None


def read(places: Path | Iterable[Path], name: str) -> pd.DataFrame:
    """The table `name` of every article in some places, typed as declared, with a column `page` behind the others.

    A place is the folder of a corpus, of reports, of one report, or of tables. Ids are unique in the whole: another
    article of the same id gets `-2`, and so on, in every table. The same article found twice, by id and text, is read
    once, from the first place; `doubles` lists those that are left out. Tables of an earlier version, in which a column
    is missing or was written without a type, have the declared one here. Raises `TableError` where there is none."""
    return frame_of(parts(places), name)


def read_all(places: Path | Iterable[Path]) -> dict[str, pd.DataFrame]:
    """Every table of an article, of all articles in some places, as `read` gives them."""
    found = parts(places)
    return {name: frame_of(found, name) for name in NAMES}


def doubles(places: Path | Iterable[Path]) -> pd.DataFrame:
    """The articles that are found more than once and are left out where they come again: `article_id` and `page`."""
    rows = [
        (id, part.page) for part in parts(places) if part.ids is not None for id in ids_in(part) if id not in part.ids
    ]
    return pd.DataFrame(rows, columns=["article_id", PAGE], dtype="str")


def with_meta(articles: pd.DataFrame) -> pd.DataFrame:
    """The table of articles with a column `meta_NAME` for every further cell of the input, in place of `meta`.

    They are of type `str`, empty where an article has none. In the files they are one column of JSON, for which columns
    there are differs from input to input, and tables join only where all have the same."""
    rows = [json.loads(words) if words else {} for words in articles["meta"]]
    names = dict.fromkeys(name for row in rows for name in row)
    columns = {f"{META}{name}": pd.array([row.get(name, "") for row in rows], dtype="str") for name in names}
    return articles.drop(columns="meta").assign(**columns)


# ---- where the tables are --------------------------------------------------------------------------------------------


def parts(places: Path | Iterable[Path]) -> list[Part]:
    """Every folder of tables in some places, the articles told apart."""
    places = [places] if isinstance(places, (str, Path)) else list(places)
    found = [part for place in places for part in in_place(Path(place))]
    if not found:
        raise TableError(f"There are no tables of articles in {', '.join(map(str, places))}.")
    settled = len(found) == 1 or (len(places) == 1 and (Path(places[0]) / "articles").is_dir())
    return found if settled else list(told_apart(found))


def in_place(place: Path) -> Iterator[Part]:
    """The folders of tables in one place: a corpus, tables, a report, or a folder of any of these two."""
    if (place / "articles").is_dir():
        yield from in_corpus(place)
        return
    for folder in [place, *sorted(path for path in place.glob("[!.]*") if path.is_dir())]:
        for inner in (folder, folder / "tables"):
            if (inner / "articles.parquet").is_file():
                page = folder / "index.html"
                shown = page.relative_to(place).as_posix() if page.is_file() and inner != folder else ""
                yield Part(shown, {path.stem: path for path in inner.glob("*.parquet")})


def in_corpus(place: Path) -> Iterator[Part]:
    """The partitions of a corpus that are whole; its articles were told apart when they were read."""
    for path in sorted((place / "articles").glob("*.parquet")):
        files = {name: place / name / path.name for name in DECLARED}
        if all(file.is_file() for file in files.values()):
            yield Part("", files)


def told_apart(found: Iterable[Part]) -> Iterator[Part]:
    """Parts with the ids that their articles have in the whole; one that was there before has none."""
    known: dict[str, int] = {}
    texts: set[tuple[str, int]] = set()
    for part in found:
        ids: dict[str, str] = {}
        for id, text in zip(*(column(part, name) for name in ("article_id", "text")), strict=True):
            if (seen := (id, hash(text))) not in texts:
                ids[id] = free(id, known)
                texts.add(seen)
        yield Part(part.page, part.files, ids)


def free(id: str, known: dict[str, int]) -> str:
    """The first form of an id that no article has yet, which this one then has."""
    made, number = id, known.get(id, 1)
    while made in known:
        number += 1
        made = f"{id}-{number}"
    known[id] = number
    known.setdefault(made, 1)
    return made


def ids_in(part: Part) -> list[str]:
    """The ids of the articles in a part, as they stand there."""
    return column(part, "article_id")


def column(part: Part, name: str) -> list[str]:
    """A column of the articles of a part."""
    return ParquetFile(part.files["articles"]).read([name]).column(name).to_pylist()


# ---- one table of many -----------------------------------------------------------------------------------------------


def frame_of(found: Iterable[Part], name: str) -> pd.DataFrame:
    """One table of all parts."""
    if name not in DECLARED:
        raise TableError(f"There is no table {name!r}; there are {', '.join(DECLARED)}.")
    types = pa.schema([*schema(name), pa.field(PAGE, pa.string())])
    whole = pa.concat_tables([types.empty_table(), *(table_of(part, name) for part in found)])
    columns = {known.name: typed(whole[known.name], known.dtype) for known in DECLARED[name]}
    return pd.DataFrame({**columns, PAGE: typed(whole[PAGE], "str")}, copy=False)


def table_of(part: Part, name: str) -> pa.Table:
    """One table of one part, as declared, with the ids of the whole and the page; empty where the part has none."""
    types = pa.schema([*schema(name), pa.field(PAGE, pa.string())])
    if name not in part.files:
        return types.empty_table()
    found = ParquetFile(part.files[name]).read()
    columns = [cast(found, field) for field in schema(name)]
    made = pa.Table.from_arrays([*columns, pa.repeat(part.page, found.num_rows)], schema=types)
    return made if part.ids is None else renamed(made, part.ids)


def cast(found: pa.Table, field: pa.Field) -> pa.ChunkedArray:
    """A column of its declared type; one that is missing has what stands where a row says nothing."""
    if field.name in found.column_names:
        return found[field.name].cast(field.type)
    nothing: object = [] if pa.types.is_list(field.type) else "" if pa.types.is_string(field.type) else None
    return pa.chunked_array([pa.array([nothing] * found.num_rows, field.type)])


def renamed(made: pa.Table, ids: dict[str, str]) -> pa.Table:
    """The rows of the articles that are read from a part, with their ids of the whole."""
    new = pa.array([ids.get(id) for id in made["article_id"].to_pylist()], pa.string())
    return made.set_column(0, made.schema.field(0), new).filter(new.is_valid())
