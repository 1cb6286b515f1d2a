"""Datasets: the tables of any set of reports, or of a corpus, read as one table, by whatever reads Parquet."""

from pathlib import Path

import duckdb
import pandas as pd
import pyarrow as pa
import pyarrow.dataset
import pytest

from helpers import datasets, tables


def save(folder: Path, id: str, text: str = "", *, page: bool = True, quotes: int = 0, **about) -> Path:
    """A report of one article in a folder, with as many attributions as asked for; returns its folder of tables."""
    article = {"article_id": id, "text": text or f"The text of {id}.", **about}
    said = [
        {"article_id": id, "attribution_id": f"a{n}", "content_begins": [n], "content_ends": [n + 3], "confidence": 0.5}
        for n in range(quotes)
    ]
    rows = {"articles": [article], "quotes": said}
    tables.save({name: tables.frame(name, rows.get(name, [])) for name in tables.NAMES}, folder / "tables")
    if page:
        (folder / "index.html").write_text("a report")
    return folder / "tables"


@pytest.fixture
def reports(tmp_path) -> Path:
    """Reports of which some have empty lists in every column, and some have none."""
    save(tmp_path / "harbour", "harbour", quotes=2, notes=["a note"], published="2026-11-03", meta='{"desk": "city"}')
    save(tmp_path / "tunnel", "tunnel", published="2026-11-04", meta='{"page": "4"}')
    save(tmp_path / "quarry", "quarry", quotes=1)
    (tmp_path / "index.html").write_text("the list")
    return tmp_path


PATTERN = "*/tables/{}.parquet"


@pytest.mark.parametrize("name", tables.NAMES)
def test_tables_of_any_reports_read_as_one_with_pyarrow(reports, name):
    files = sorted(map(str, reports.glob(PATTERN.format(name))))
    found = pyarrow.dataset.dataset(files).to_table()
    assert found.schema.equals(tables.schema(name))
    assert pa.concat_tables([pa.parquet.read_table(file) for file in files]).num_rows == found.num_rows


@pytest.mark.parametrize("name", tables.NAMES)
def test_tables_of_any_reports_read_as_one_with_pandas(reports, name):
    found = pd.read_parquet(sorted(reports.glob(PATTERN.format(name))))
    assert dict(found.dtypes.astype("str")) == dict(tables.frame(name).dtypes.astype("str"))


def test_tables_of_any_reports_read_as_one_with_duckdb(reports):
    found = duckdb.sql(f"select article_id, content_begins from '{reports}/{PATTERN.format('quotes')}' order by all")
    assert found.fetchall() == [("harbour", [0]), ("harbour", [1]), ("quarry", [0])]


def test_a_column_says_in_the_file_what_it_means(reports):
    found = pa.parquet.read_schema(reports / "harbour/tables/quotes.parquet")
    meanings = tables.describe("quotes").set_index("column").meaning
    assert {field.name: field.metadata[b"meaning"].decode() for field in found} == meanings.to_dict()


def test_every_row_of_a_folder_of_reports_leads_to_its_page(reports):
    found = datasets.read(reports, "quotes")
    assert found["page"].to_list() == ["harbour/index.html"] * 2 + ["quarry/index.html"]
    assert found["content_ends"].to_list() == [[3], [4], [3]]
    assert list(datasets.read(reports, "articles")["article_id"]) == ["harbour", "quarry", "tunnel"]


def test_tables_without_a_report_have_no_page(tmp_path):
    folder = save(tmp_path / "harbour", "harbour", page=False)
    assert datasets.read(folder, "articles")["page"].to_list() == [""]


@pytest.mark.parametrize("place", ["", "harbour", "harbour/tables"])
def test_a_folder_of_reports_a_report_and_its_tables_are_read_alike(reports, place):
    found = datasets.read(reports / place, "articles").set_index("article_id")
    assert found.loc["harbour", "published"] == "2026-11-03"


def test_another_article_of_the_same_id_is_told_apart_in_every_table(reports, tmp_path):
    save(tmp_path / "more/one", "harbour", "Other words.", quotes=1)
    found = datasets.read_all([reports, tmp_path / "more"])
    assert list(found["articles"]["article_id"]) == ["harbour", "quarry", "tunnel", "harbour-2"]
    assert found["quotes"].query("article_id == 'harbour-2'")["page"].to_list() == ["one/index.html"]


def test_an_article_found_twice_is_read_once_and_listed(reports, tmp_path):
    save(tmp_path / "more/again", "harbour", quotes=2)
    places = [reports, tmp_path / "more"]
    assert len(datasets.read(places, "quotes")) == 3
    assert datasets.doubles(places).to_dict("records") == [{"article_id": "harbour", "page": "again/index.html"}]


def test_further_columns_come_out_of_the_one_that_holds_them(reports):
    found = datasets.with_meta(datasets.read(reports, "articles")).set_index("article_id")
    assert found.loc["harbour", "meta_desk"] == "city"
    assert found.loc["tunnel", ["meta_desk", "meta_page"]].to_list() == ["", "4"]
    assert "meta" not in found


def test_tables_of_an_earlier_version_are_read_with_the_declared_types(tmp_path):
    """There were no `published` and `meta`, and an empty list had no type."""
    folder = save(tmp_path / "old", "old")
    old = pd.read_parquet(folder / "articles.parquet").drop(columns=["published", "meta"]).assign(cut_begins=[[]])
    old.to_parquet(folder / "articles.parquet", index=False)
    found = datasets.read(tmp_path, "articles")
    assert found.loc[0, ["published", "meta"]].to_list() == ["", ""]
    assert found.loc[0, "cut_begins"] == []


def test_a_folder_without_tables_is_named(tmp_path):
    with pytest.raises(tables.TableError, match=tmp_path.name):
        datasets.read(tmp_path, "quotes")


def test_a_table_that_does_not_exist_is_named_with_those_that_do(reports):
    with pytest.raises(tables.TableError, match=r"'quote'; there are articles"):
        datasets.read(reports, "quote")
