"""The five tables: columns and types as declared, counts from the findings, and the way to Parquet and back."""

import pandas as pd
import pytest
import spacy

from helpers import articles, language, tables
from helpers.attributions import Attribution
from helpers.entities import Entity
from helpers.sources import Source
from helpers.stances import Stance

TEXT = "A headline about the bridge\n\n“No, never,” said Ana Ruiz. She added that it was old.\n\nHolt was there."


def at(words: str) -> tuple[int, int]:
    begin = TEXT.index(words)
    return begin, begin + len(words)


@pytest.fixture
def made() -> tables.Tables:
    language.declare()
    article = articles.from_text(TEXT, id="an-article")
    doc = spacy.blank("en")(TEXT)
    doc._.paragraphs = article.paragraphs
    doc._.entities = (Entity("e1", "Ana Ruiz", "PERSON", (at("Ana Ruiz"),), ()),)
    common = {"framing": "neutral", "status": "attributed", "confidence": 0.9, "kind": "statement"}
    doc._.attributions = (
        Attribution("a1", (at("Ana Ruiz"),), (at("said"),), (at("“No, never,”"),), "direct", **common, source_id="s1"),
        Attribution("a2", (at("She"),), (at("added"),), (at("that it was old"),), "indirect", **common, source_id="s1"),
        Attribution("a3", (), (), (at("A headline"),), "indirect", **common),
    )
    doc._.sources = (Source("s1", "Ana Ruiz", "named person", "", "", (), (at("Ana Ruiz"), at("She")), "e1"),)
    doc._.stances = (Stance("t1", "s1", "a1", "the bridge", "opposes", "asserts", (at("No, never"),), (), 0.7),)
    return tables.from_docs([(article, doc)])


@pytest.mark.parametrize("name", tables.NAMES)
def test_every_table_has_its_declared_columns_and_types_also_when_empty(name, made):
    declared = {column.name: column.dtype for column in tables.COLUMNS[name]}
    for table in (made[name], tables.frame(name)):
        assert {column: str(dtype) for column, dtype in table.dtypes.items()} == declared


def test_a_source_row_counts_its_attributions_and_words(made):
    row = made["sources"].iloc[0]
    assert (row.attributions, row.direct_words, row.indirect_words) == (2, 2, 4)
    assert row.share == pytest.approx(6 / 8)


def test_a_quote_row_says_where_it_stands(made):
    quotes = made["quotes"]
    assert quotes.paragraph.tolist() == [1, 1, 0]
    assert quotes.in_headline.tolist() == [False, False, True]
    assert quotes.source.tolist() == ["Ana Ruiz", "Ana Ruiz", ""]


def test_words_in_the_tables_are_the_words_of_the_text(made):
    for row in made["quotes"].itertuples():
        pieces = [TEXT[b:e] for b, e in zip(row.content_begins, row.content_ends, strict=True)]
        assert row.content == " … ".join(pieces)


def test_a_stance_row_shows_the_words_a_reader_sees(made):
    assert made["stances"].shown.tolist() == ["against"]


def test_tables_come_back_from_parquet_as_they_were(made, tmp_path):
    tables.save(made, tmp_path)
    again = tables.read(tmp_path)
    for name in tables.NAMES:
        pd.testing.assert_frame_equal(made[name], again[name])


def test_tables_of_an_empty_article_are_typed_and_empty(tmp_path):
    language.declare()
    article = articles.from_text("", id="empty")
    found = tables.from_docs([(article, spacy.blank("en")(""))])
    assert {name: len(table) for name, table in found.items()} == {"articles": 1} | dict.fromkeys(tables.NAMES[1:], 0)
    tables.save(found, tmp_path)
    assert len(tables.read(tmp_path)["articles"]) == 1


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


@pytest.mark.parametrize(
    ("words", "count"), [("", 0), ("one", 1), ("one — two", 2), ("“No,” she said…", 3), ("6'2\"", 1)]
)
def test_words_are_runs_with_a_letter_or_digit(words, count):
    assert tables.count_words(words, (0, len(words))) == count
