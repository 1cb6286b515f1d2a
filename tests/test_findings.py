"""Findings: what the steps put on a Doc, as rows: counts, places and words."""

import pytest
import spacy

from helpers import articles, extensions, findings, tables
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
    extensions.declare()
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
    return findings.tables_of([(article, doc)])


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


def test_an_article_row_says_what_its_paragraphs_are(made):
    row = made["articles"].iloc[0]
    assert row.paragraph_kinds == ["headline", "body", "body"]
    assert TEXT[row.paragraph_begins[0] : row.paragraph_ends[0]] == "A headline about the bridge"


def test_an_entity_row_counts_mentions_and_paragraphs(made):
    row = made["entities"].iloc[0]
    assert (row["name"], row["count"], row.paragraph_count, row["first"]) == ("Ana Ruiz", 1, 1, at("Ana Ruiz")[0])


@pytest.mark.parametrize("name", tables.NAMES)
def test_every_table_has_its_declared_columns_and_types(name, made):
    declared = {column.name: str(tables.DTYPES[column.dtype]) for column in tables.COLUMNS[name]}
    assert {column: str(dtype) for column, dtype in made[name].dtypes.items()} == declared


def test_an_empty_article_has_one_row_and_no_findings():
    extensions.declare()
    found = findings.tables_of([(articles.from_text("", id="empty"), spacy.blank("en")(""))])
    assert {name: len(table) for name, table in found.items()} == {"articles": 1} | dict.fromkeys(tables.NAMES[1:], 0)


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("", 0),
        ("one", 1),
        ("one — two", 2),
        ("“No,” she said…", 3),
        ("6'2\"", 1),
        ("well-\nknown un\u00adsafe \u200b quay", 3),
    ],
)
def test_words_are_runs_with_a_letter_or_digit(words, count):
    assert findings.count_words(words, (0, len(words))) == count
