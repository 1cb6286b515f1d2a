"""Tables: tidy data frames, one noun each, columns and types declared once; to Parquet and back."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
from pandas.api.extensions import ExtensionArray
from pandas.api.types import pandas_dtype
from pyarrow.parquet import ParquetFile, write_table

Tables = dict[str, pd.DataFrame]
Row = dict[str, Any]
"""A row by column; `frame` holds its values against the declared types."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, type and meaning. `list[int]` and `list[str]` hold lists, one item a span, form or flag; in
    pandas they are `object`, and the other types are pandas' own names."""

    name: str
    dtype: str
    meaning: str


def _columns(*rows: tuple[str, str, str]) -> tuple[Column, ...]:
    return tuple(Column(*row) for row in rows)


COLUMNS: Mapping[str, tuple[Column, ...]] = {
    "articles": _columns(
        ("article_id", "str", "the article's id, unique within a run"),
        ("title", "str", "the headline"),
        ("byline", "str", "who wrote it, as written"),
        ("dateline", "str", "where it was filed from, as written"),
        ("date", "str", "the date as written"),
        ("published", "str", "the day that date names, in ISO form; empty where it names none or could be several"),
        ("outlet", "str", "who published it"),
        ("language", "str", "language code, where the input names one"),
        ("path", "str", "the file or address it was read from"),
        ("meta", "str", "the further cells of its row, as a JSON object of texts; empty where there are none"),
        ("text", "str", "the text all offsets count in, as it was read"),
        ("words", "Int64", "words of headline and body"),
        ("paragraphs", "Int64", "paragraphs of headline and body"),
        ("notes", "list[str]", "what a reader should know of the reading: a guessed encoding, replaced characters"),
        ("paragraph_begins", "list[int]", "where each paragraph begins"),
        ("paragraph_ends", "list[int]", "where it ends"),
        ("paragraph_kinds", "list[str]", "headline, subtitle, byline, date, outlet, body or cut"),
        ("sentence_begins", "list[int]", "where each sentence of the body begins, as the parser cuts them"),
        ("sentence_ends", "list[int]", "where it ends"),
        ("cut_begins", "list[int]", "where each piece begins that was taken out of the analysis"),
        ("cut_ends", "list[int]", "where it ends"),
        ("cut_reasons", "list[str]", "and why"),
        ("unsaid_begins", "list[int]", "where each finding begins that most likely is no statement and has no row"),
        ("unsaid_ends", "list[int]", "where it ends"),
    ),
    "entities": _columns(
        ("article_id", "str", "the article"),
        ("entity_id", "str", "e1, e2 … in the order of first mention"),
        ("name", "str", "the fullest form as written"),
        ("label", "str", "PERSON, ORG, GPE, LOC, NORP or MISC"),
        ("status", "str", "joined; ambiguous where the form fits several names; corrected"),
        ("aliases", "list[str]", "the other forms as written"),
        ("candidates", "list[str]", "for an ambiguous one: the names it could stand for"),
        ("count", "Int64", "number of mentions"),
        ("paragraph_count", "Int64", "number of paragraphs that mention it"),
        ("first", "Int64", "offset of the first mention"),
        ("begins", "list[int]", "offsets where the mentions begin"),
        ("ends", "list[int]", "offsets where they end"),
        ("correction", "str", "what a person corrected here, what it was before, and why"),
    ),
    "sources": _columns(
        ("article_id", "str", "the article"),
        ("source_id", "str", "s1, s2 … in the order of first attribution"),
        ("name", "str", "canonical name, or the first description as written"),
        ("type", "str", "named person, named organisation, document, anonymous source, unnamed person, unnamed group"),
        ("role", "str", "role as written, empty where the text gives none"),
        ("affiliation", "str", "body the source speaks for, as written"),
        ("aliases", "list[str]", "the other forms as written, pronouns left out"),
        ("people", "Int64", "for unnamed sources: how many people, where the text says so"),
        ("reason_withheld", "str", "the reason given for withholding the name"),
        ("status", "str", "found, or corrected"),
        ("entity_id", "str", "the entity this source is, where it is named"),
        ("attributions", "Int64", "number of attributions"),
        ("direct_words", "Int64", "words inside quotation marks"),
        ("indirect_words", "Int64", "attributed words outside quotation marks"),
        ("share", "Float64", "share of all attributed words of the article, 0 to 1"),
        ("loaded_cues", "list[str]", "its cues that say more than said, as written, one an attribution"),
        ("first", "Int64", "offset of the first mention as a source"),
        ("begins", "list[int]", "offsets where the mentions as a source begin"),
        ("ends", "list[int]", "offsets where they end"),
        ("correction", "str", "what a person corrected here, what it was before, and why"),
    ),
    "quotes": _columns(
        ("article_id", "str", "the article"),
        ("attribution_id", "str", "a1, a2 … in the order of the text"),
        ("source_id", "str", "the source, empty where nobody was chosen"),
        ("source", "str", "its canonical name"),
        ("source_text", "str", "the source as written here"),
        ("cue", "str", "the cue as written"),
        ("content", "str", "the attributed words as written; pieces of a split one joined by ' … '"),
        ("form", "str", "direct, mixed or indirect"),
        ("kind", "str", "statement, belief, intention, attitude, decree, document or no-comment"),
        ("framing", "str", "neutral or loaded; empty where there is no cue"),
        ("status", "str", "how the source was found, or why not"),
        ("confidence", "Float64", "0 to 1, that source, cue and content belong together"),
        ("decided_by", "str", "the sieve that said whose words they are"),
        ("source_confidence", "Float64", "0 to 1, that the source is the right one; nothing where nobody was chosen"),
        ("words", "Int64", "attributed words"),
        ("direct_words", "Int64", "of them inside quotation marks"),
        ("paragraph", "Int64", "number of the body paragraph, the first being 1; 0 for headline and subtitle"),
        ("in_headline", "boolean", "whether it stands in the headline or subtitle"),
        ("begin", "Int64", "offset of the first character of any part"),
        ("source_begins", "list[int]", "offsets of the source span"),
        ("source_ends", "list[int]", ""),
        ("cue_begins", "list[int]", "offsets of the cue span"),
        ("cue_ends", "list[int]", ""),
        ("content_begins", "list[int]", "offsets of the content spans"),
        ("content_ends", "list[int]", ""),
        ("correction", "str", "what a person corrected here, what it was before, and why"),
    ),
    "stances": _columns(
        ("article_id", "str", "the article"),
        ("stance_id", "str", "t1, t2 … in the order of the evidence"),
        ("source_id", "str", "the source"),
        ("source", "str", "its canonical name"),
        ("holder", "str", "whose side it is: the source, or who is reported to hold it"),
        ("holder_id", "str", "its id: a source's, else an entity's, else h1, h2 … for who is neither"),
        ("attribution_id", "str", "the attribution the evidence stands in"),
        ("target", "str", "what the position is toward"),
        ("target_kind", "str", "name (of an entity), thing, or act (what is to be done); empty where it has no name"),
        ("position", "str", "supports, opposes or none"),
        ("commitment", "str", "asserts, hedges, denies, no-knowledge or declines"),
        ("shown", "str", "the words a reader sees: in favour, against, says not aware …"),
        ("evidence", "str", "the words that show it, verbatim"),
        ("flags", "list[str]", "conditional, implied, own part, second-hand, undecided, unsure source"),
        ("confidence", "Float64", "0 to 1"),
        ("decided_by", "str", "the kind of rule or the model that the record comes from, and what put it in doubt"),
        ("status", "str", "found, or corrected"),
        ("begins", "list[int]", "offsets of the evidence"),
        ("ends", "list[int]", ""),
        ("correction", "str", "what a person corrected here, what it was before, and why"),
    ),
    "corrections": _columns(
        ("article_id", "str", "the article"),
        ("line", "Int64", "the line of the corrections file"),
        ("what", "str", "what is done, as written there"),
        ("where", "str", "the words or the name that say to which row"),
        ("from", "str", "what it was"),
        ("to", "str", "what it is to be"),
        ("why", "str", "the reason that a person gave"),
        ("status", "str", "applied, needless (it was so already), unmatched or malformed"),
        ("outcome", "str", "what came of it, in words"),
    ),
}  # fmt: skip

FAILURES: Mapping[str, tuple[Column, ...]] = {
    "failures": _columns(
        ("article_id", "str", "the article; empty where none could be read"),
        ("path", "str", "the file or address it was read from"),
        ("stage", "str", "read, analysed, or killed: it ended the process that analysed it"),
        ("reason", "str", "what went wrong, in a sentence"),
    ),
}
"""The table of a corpus, and not of a report, that says which articles are missing."""
_AT = ("statements", "list[str]", "the statements it rests on, by statement_id")
COMPARISON: Mapping[str, tuple[Column, ...]] = {
    "outlets": _columns(
        ("outlet", "str", "the outlet"),
        ("articles", "Int64", "its articles"),
        ("copies", "Int64", "of them those that are copies of an article that is counted"),
        ("undated", "Int64", "of them those without a day"),
        ("first", "str", "day of the first"),
        ("last", "str", "and of the last"),
    ),
    "people": _columns(
        ("person_id", "str", "p1, p2 …"),
        ("person", "str", "the name that most articles give, or that a line of people.csv says"),
        ("kind", "str", "named person or named organisation, as most articles have it"),
        ("attributions", "Int64", "statements that hold, copies counted as was asked for"),
        ("words", "Int64", "attributed words of these"),
        ("direct_words", "Int64", "of them inside quotation marks"),
        ("articles", "Int64", "articles in which these stand"),
        ("outlets", "list[str]", "outlets, the one with most statements first"),
        ("first", "str", "day of the first"),
        ("last", "str", "and of the last"),
        ("doubtful", "Int64", "further statements that are in doubt, and in none of the counts"),
        ("names", "list[str]", "how the articles call them"),
        ("roles", "list[str]", "what the articles say they are"),
        _AT,
    ),
    "statements": _columns(
        ("statement_id", "str", "article and attribution, as morlenn-7/a2"),
        ("article_id", "str", "the article"),
        ("outlet", "str", "its outlet"),
        ("published", "str", "its day, in ISO form"),
        ("attribution_id", "str", "the attribution in that article"),
        ("person_id", "str", "whose words, of the table `people`; empty for documents and those without a name"),
        ("person", "str", "the name there, or the source as the article has it"),
        ("type", "str", "type of the source in that article"),
        ("cue", "str", "the cue as written"),
        ("content", "str", "the attributed words as written"),
        ("form", "str", "direct, mixed or indirect"),
        ("status", "str", "how the source was found, or why not"),
        ("doubtful", "boolean", "whether it is counted apart: nobody chosen, or a confidence under the limit"),
        ("copy", "str", "for an article that is a copy of one that is counted: that article"),
        ("sides", "list[str]", "where it stands toward what: target, and the words for the side"),
        ("words", "Int64", "attributed words"),
        ("direct_words", "Int64", "of them inside quotation marks"),
        ("paragraph", "Int64", "paragraph of the body, the first being 1; 0 for headline and subtitle"),
        ("begin", "Int64", "offset of its first character in the article"),
        ("page", "str", "the page of the article's report, as seen from the folder that was read"),
        ("url", "str", "the web address of the article, where its row had one"),
    ),
    "shares": _columns(
        ("outlet", "str", "the outlet"),
        ("type", "str", "type of source"),
        ("attributions", "Int64", "statements of sources of this type"),
        ("of", "Int64", "all statements of the outlet that hold"),
        ("share", "Float64", "the first as a share of the second, 0 to 1"),
        _AT,
    ),
    "presence": _columns(
        ("person", "str", "the person or body"),
        ("outlet", "str", "the outlet"),
        ("attributions", "Int64", "their statements in it"),
        _AT,
    ),
    "about": _columns(
        ("person", "str", "the person, body or other source"),
        ("attributions", "Int64", "statements that name what was asked for, or take a side toward it"),
        ("in_favour", "Int64", "of them in favour of it"),
        ("against", "Int64", "of them against it"),
        ("no_side", "Int64", "of them without a side that was found"),
        ("first", "str", "day of the first"),
        ("last", "str", "and of the last"),
        _AT,
    ),
    "said": _columns(
        ("published", "str", "the day"),
        ("outlet", "str", "the outlet"),
        ("person", "str", "who says it"),
        ("side", "str", "in favour, against, mixed, or empty where no side was found"),
        ("content", "str", "the words"),
        _AT,
    ),
    "members": _columns(
        ("family_id", "str", "the quotation, of the table quotations"),
        ("statement_id", "str", "a place of it"),
        ("outlet", "str", "the outlet there"),
        ("published", "str", "the day"),
        ("person", "str", "whom it is given to there"),
        ("quotation", "str", "the words in quotation marks there"),
        ("cut", "str", "empty where it is the longest; cut, cut inside (words are left out within) or reworded"),
        ("representative", "boolean", "whether it is the longest, which the others are held against"),
        ("other", "boolean", "whether it is given to somebody else than in most places"),
        ("copy", "str", "for a copied article: the one that is counted"),
        _AT,
    ),
    "quotations": _columns(
        ("family_id", "str", "f1, f2 … those in most articles first"),
        ("quotation", "str", "the longest of them"),
        ("articles", "Int64", "articles that have it, copies among them"),
        ("outlets", "list[str]", "outlets, in the order of their days"),
        ("people", "list[str]", "whom it is given to, the one with most first"),
        ("cut", "Int64", "how many of them are cut or worded otherwise"),
        ("first", "str", "day of the first"),
        ("last", "str", "and of the last"),
        ("flags", "list[str]", "cut differently; different speakers; short: perhaps only a phrase"),
        _AT,
    ),
    "copies": _columns(
        ("copy_id", "str", "c1, c2 …"),
        ("article_id", "str", "the article"),
        ("outlet", "str", "its outlet"),
        ("published", "str", "its day, in ISO form"),
        ("title", "str", "its headline"),
        ("kind", "str", "agency copy, near duplicate, or agency alone where no other article has the text"),
        ("tag", "str", "the agency, where the article names one"),
        ("contained", "Float64", "share of its runs of seven words that the longest of them has"),
        ("counted", "boolean", "whether its statements are counted when copies are counted once"),
    ),
    "event": _columns(
        ("person", "str", "who is named in one of the articles at least"),
        ("speaks_in", "list[str]", "articles that attribute words to them"),
        ("named_in", "list[str]", "articles that name them and attribute nothing to them"),
        ("missing_in", "list[str]", "articles that do not name them"),
        _AT,
    ),
    "silent": _columns(
        ("name", "str", "a person who is named and to whom nothing is attributed in any of the articles"),
        ("articles", "Int64", "articles that name them"),
        ("mentions", "Int64", "how often"),
        ("outlets", "list[str]", "in which outlets"),
        ("where", "list[str]", "these articles"),
    ),
    "prominence": _columns(
        ("person", "str", "the person or body"),
        ("articles", "Int64", "articles in which they speak"),
        ("in_headline", "Int64", "of them those that name them in the headline"),
        ("in_lede", "Int64", "of them those in which they speak in the first paragraph"),
        ("position", "Float64", "median of where their first statement begins, 0 to 1 of the text"),
        _AT,
    ),
    "disagreements": _columns(
        ("name", "str", "a name that different articles label differently"),
        ("what", "str", "label of the name, or type of the source"),
        ("found", "list[str]", "each with how many articles have it"),
        ("articles", "list[str]", "the articles that have not the most common one"),
    ),
    "doubt": _columns(
        ("outlet", "str", "the outlet"),
        ("attributions", "Int64", "all statements, copies among them"),
        ("ambiguous", "Int64", "of them those for which several sources fit"),
        ("unattributed", "Int64", "those without a source, or of which a quotation mark is missing"),
        ("unsure", "Int64", "those with a source and a confidence under the limit"),
        ("share", "Float64", "all these as a share of the first"),
        _AT,
    ),
    "pairs": _columns(
        ("doubt", "str", "why two names may be of one person, or one name of two"),
        ("name", "str", "the one"),
        ("where", "str", "which of those who are called so: a role, an article or outlet; - for those without a role"),
        ("other", "str", "the other, by the name that both have when they are joined"),
        ("other_where", "str", "which of those"),
        ("join", "str", "the line of people.csv that makes them one, but for its why"),
        ("separate", "str", "the line that keeps them apart, but for its why"),
    ),
    "lines": _columns(
        ("line", "Int64", "the line of people.csv"),
        ("what", "str", "join or separate"),
        ("name", "str", "the one"),
        ("other", "str", "the other"),
        ("why", "str", "the reason that a person gave"),
        ("status", "str", "applied, needless (it was so already), unmatched or malformed"),
        ("outcome", "str", "what came of it, in words"),
    ),
}  # fmt: skip
"""The tables of a comparison of many articles."""
NAMES = tuple(COLUMNS)
"""The tables of an article."""
DECLARED: Mapping[str, tuple[Column, ...]] = {**COLUMNS, **FAILURES}
EVERY: Mapping[str, tuple[Column, ...]] = {**DECLARED, **COMPARISON}
TYPES: Mapping[str, tuple[str, pa.DataType]] = {
    "str": ("str", pa.string()),
    "Int64": ("Int64", pa.int64()),
    "Float64": ("Float64", pa.float64()),
    "boolean": ("boolean", pa.bool_()),
    "list[int]": ("object", pa.list_(pa.int64())),
    "list[str]": ("object", pa.list_(pa.string())),
}
"""What a declared type is in pandas, and in Arrow and Parquet."""
DTYPES = {name: pandas_dtype(known) for name, (known, _) in TYPES.items()}


AS_FOUND = "as found"
"""The folder beside saved tables that holds those that a person's corrections changed, as they were before."""
CORRECTED = ("entities", "sources", "quotes", "stances")
"""The tables that corrections change."""


class TableError(ValueError):
    """A table that is not as declared; the message says which, where, and what was expected."""

    def _render_traceback_(self) -> list[str]:
        """What IPython shows of it: the sentence alone, which says what to run."""
        return [f"{type(self).__name__}: {self}"]


def frame(name: str, rows: Iterable[Row] = ()) -> pd.DataFrame:
    """The table `name` with its declared columns and types, of `rows` (none: an empty one, typed all the same).

    What a row does not say is an empty text, an empty list, or missing."""
    filled = [completed(name, row) for row in rows]
    made = {column.name: array([row[column.name] for row in filled], column.dtype) for column in EVERY[name]}
    return pd.DataFrame(made, copy=False)


def completed(name: str, row: Row) -> Row:
    """A row of the table `name` with what stands in the columns that it says nothing of."""
    return {column.name: empty(column.dtype) for column in EVERY[name]} | row


def array(values: list[object], dtype: str) -> np.ndarray | ExtensionArray:
    """A column of a declared type."""
    if DTYPES[dtype] == "object":
        return np.fromiter(values, dtype="object", count=len(values))
    return pd.array(values, dtype=DTYPES[dtype])


def empty(dtype: str) -> object:
    """What stands in a column of a type where a row says nothing; a list of its own each time."""
    return [] if DTYPES[dtype] == "object" else "" if dtype == "str" else None


def save(tables: Tables, folder: Path) -> None:
    """Write each table to `folder` as Parquet, declared ones with their declared types."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, table in tables.items():
        write_table(arrow(name, table), folder / f"{name}.parquet")


def schema(name: str) -> pa.Schema:
    """The types of a declared table in Arrow and Parquet, also of columns that are empty; what a column means stands in
    the metadata of its field, as `meaning`."""
    return pa.schema(
        pa.field(column.name, TYPES[column.dtype][1], metadata={"meaning": column.meaning}) for column in EVERY[name]
    )


def arrow(name: str, table: pd.DataFrame) -> pa.Table:
    """A table as Arrow has it; one that has other columns than declared, or is not declared, with the types it has."""
    declared = name in EVERY and list(table.columns) == [column.name for column in EVERY[name]]
    return pa.Table.from_pandas(table, schema(name) if declared else None, preserve_index=False)


def save_found(found: Tables, folder: Path, corrected: bool) -> None:
    """Keep tables as they were found beside those saved in `folder`, where there were corrections, and only then."""
    shutil.rmtree(folder / AS_FOUND, ignore_errors=True)
    if corrected:
        save({name: found[name] for name in CORRECTED}, folder / AS_FOUND)


def read_found(folder: Path) -> Tables:
    """The tables saved in `folder` as they were found, before any correction.

    Raises `TableError` where they were not kept, as by versions before 0.5.0."""
    saved, apart = read(folder), folder / AS_FOUND
    if apart.is_dir():
        return saved | {name: read_one(apart, name) for name in CORRECTED} | {"corrections": frame("corrections")}
    if len(saved["corrections"]):
        raise TableError(f"{folder} does not hold its tables as found: run notebook 01 on the article again.")
    return saved


def read(folder: Path) -> Tables:
    """The tables that `save` wrote to `folder`; raises `TableError` where one is missing or has other columns."""
    return {name: read_one(folder, name) for name in NAMES}


def read_one(folder: Path, name: str) -> pd.DataFrame:
    """One table from `folder`, lists as lists again."""
    path = folder / f"{name}.parquet"
    if not path.is_file():
        raise TableError(f"There is no table {name!r} in {folder}: run notebook 01 on the article first.")
    found, columns = ParquetFile(path, pre_buffer=False).read(use_threads=False), COLUMNS[name]
    if found.column_names != [column.name for column in columns]:
        raise TableError(f"The table {name!r} in {folder} has other columns than declared: run notebook 01 again.")
    return pd.DataFrame({column.name: typed(found[column.name], column.dtype) for column in columns}, copy=False)


def typed(values: pa.ChunkedArray, dtype: str) -> np.ndarray | ExtensionArray:
    """A column as its declared type, lists as lists; pandas' own way for a whole table takes three times as long."""
    if DTYPES[dtype] == "object":
        return np.fromiter(values.to_pylist(), dtype="object", count=len(values))
    return DTYPES[dtype].__from_arrow__(values)


FIRST: Mapping[str, tuple[str, ...]] = {
    "articles": ("title", "byline", "date", "outlet", "words", "paragraphs", "notes"),
    "entities": ("name", "label", "count", "paragraph_count", "aliases", "status", "candidates"),
    "sources": ("name", "type", "role", "affiliation", "attributions", "share", "direct_words", "indirect_words"),
    "quotes": ("source", "cue", "content", "status", "form", "kind", "framing", "confidence", "paragraph", "words"),
    "stances": ("source", "shown", "target", "evidence", "flags", "confidence", "position", "commitment"),
    "corrections": ("line", "what", "where", "from", "to", "why", "outcome", "status"),
}
"""The columns of each table that people read first; the others follow as declared, and offsets come last."""
PLAIN = {"Int64": "int64", "Float64": "float64"}
"""Types that allow for missing values, and what stands for them where none is missing: any library takes those."""


def readable(tables: Mapping[str, pd.DataFrame]) -> Tables:
    """The tables for people to work with: columns in the order they are read, and plain numbers where none is missing.

    With declared types `matplotlib.imshow` and others take a table of numbers for one of objects."""
    return {name: plain(table[reading_order(name, table.columns)]) for name, table in tables.items()}


def reading_order(name: str, columns: Iterable[str]) -> list[str]:
    """The columns of the table `name` in the order that people read them."""
    known = [*columns]
    first = [column for column in FIRST[name] if column in known]
    others = [column for column in known if column not in first]
    return [*first, *sorted(others, key=is_place)]


def is_place(column: str) -> bool:
    """Whether a column holds offsets, or the text that they count in."""
    return column.endswith(("begin", "begins", "ends", "first", "text")) and column != "source_text"


def plain(table: pd.DataFrame) -> pd.DataFrame:
    """A table whose numbers have plain types where none is missing."""
    whole = {name: PLAIN[str(column.dtype)] for name, column in table.items() if str(column.dtype) in PLAIN}
    return table.astype({name: kind for name, kind in whole.items() if not table[name].isna().any()})


def describe(name: str) -> pd.DataFrame:
    """The columns of the table `name`: column, type and meaning."""
    rows = [(column.name, column.dtype, column.meaning) for column in EVERY[name]]
    return pd.DataFrame(rows, columns=["column", "type", "meaning"])
