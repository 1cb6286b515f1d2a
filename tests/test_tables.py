"""The five tables: columns and types as declared, and the way to Parquet and back."""

import pandas as pd
import pytest

from helpers import tables


@pytest.fixture
def made() -> tables.Tables:
    """Tables with one article and one quote in them."""
    article = {
        "article_id": "x",
        "text": "“No,” she said.",
        "words": 3,
        "notes": ["a note"],
        "cut_begins": [],
        "title": "",
    }
    quote = {"article_id": "x", "form": "direct", "confidence": 0.5, "content_begins": [0], "content_ends": [5]}
    rows = {"articles": [article], "quotes": [quote]}
    return {name: tables.frame(name, [filled(name, row) for row in rows.get(name, [])]) for name in tables.NAMES}


def filled(name: str, row: tables.Row) -> tables.Row:
    empty = {"str": "", "list[int]": [], "list[str]": [], "Int64": None, "Float64": None, "boolean": None}
    return {column.name: row.get(column.name, empty[column.dtype]) for column in tables.COLUMNS[name]}


@pytest.mark.parametrize("name", tables.NAMES)
def test_a_table_has_its_declared_columns_and_types_also_when_empty(name, made):
    lists = {"list[int]": "object", "list[str]": "object"}
    declared = {column.name: lists.get(column.dtype, column.dtype) for column in tables.COLUMNS[name]}
    for table in (made[name], tables.frame(name)):
        assert {column: str(dtype) for column, dtype in table.dtypes.items()} == declared


def test_tables_come_back_from_parquet_as_they_were(made, tmp_path):
    tables.save(made, tmp_path)
    again = tables.read(tmp_path)
    for name in tables.NAMES:
        pd.testing.assert_frame_equal(made[name], again[name])


def test_a_missing_table_is_named_with_what_to_do(tmp_path):
    with pytest.raises(tables.TableError, match="run notebook 01"):
        tables.read(tmp_path)


def test_a_table_of_another_shape_is_refused(made, tmp_path):
    tables.save(made | {"quotes": made["quotes"].drop(columns="cue")}, tmp_path)
    with pytest.raises(tables.TableError, match=r"'quotes'.*other columns"):
        tables.read(tmp_path)


def test_every_column_has_a_meaning_or_belongs_to_the_one_before():
    for name in tables.NAMES:
        described = tables.describe(name)
        unclear = described[described.meaning == ""].column
        assert unclear.str.endswith("ends").all()


def test_readable_tables_hold_the_same_in_the_order_that_people_read():
    rows = [{"source": "Mina Castell", "content": "No", "confidence": 0.9, "words": 1, "paragraph": 2, "begin": 7}]
    declared = {"quotes": tables.frame("quotes", rows)}
    read = tables.readable(declared)["quotes"]
    assert read.columns[:3].to_list() == ["source", "cue", "content"]
    assert read.columns[-3:].to_list() == ["cue_ends", "content_begins", "content_ends"]
    assert sorted(read.columns) == sorted(declared["quotes"].columns)
    assert declared["quotes"]["words"].dtype == "Int64"


def test_numbers_of_readable_tables_are_plain_where_none_is_missing():
    """What matplotlib takes for a picture, and what it would take for objects."""
    rows = [
        {"name": "A", "attributions": 2, "share": 0.5, "direct_words": 3},
        {"name": "B", "attributions": 1, "share": 0.5},
    ]
    read = tables.readable({"sources": tables.frame("sources", rows)})["sources"]
    assert read["attributions"].dtype == "int64"
    assert read["people"].dtype == read["direct_words"].dtype == "Int64"
    assert read[["attributions", "share"]].to_numpy().dtype.kind == "f"
    assert tables.frame("sources", rows)[["attributions", "share"]].to_numpy().dtype == object


def test_every_column_that_is_read_first_is_declared():
    for name, first in tables.FIRST.items():
        assert set(first) <= {column.name for column in tables.COLUMNS[name]}
    assert tables.FIRST.keys() == tables.COLUMNS.keys()
