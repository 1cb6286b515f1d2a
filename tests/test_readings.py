"""The contract for programs: its keys, and ids and offsets as they were given."""

import json

import spacy

from helpers import articles, extensions, readings
from helpers.attributions import Attribution
from helpers.entities import Entity
from helpers.sources import Source
from helpers.stances import Stance

TEXT = "“No,” said Ana Ruiz.\nHolt was there."


def made():
    extensions.declare()
    doc = spacy.blank("en")(TEXT)
    doc._.entities = (
        Entity("e1", "Ana Ruiz", "PERSON", ((11, 19),), ()),
        Entity("e2", "Holt", "PERSON", ((21, 25),), (), status="ambiguous", candidates=("Ida Holt", "Jan Holt")),
    )
    doc._.attributions = (
        Attribution(
            "a1", ((11, 19),), ((6, 10),), ((0, 5),), "direct", "statement", "neutral", "attributed", 0.9, "s1"
        ),
    )
    doc._.sources = (Source("s1", "Ana Ruiz", "named person", "mayor", "", (), ((11, 19),)),)
    doc._.stances = (Stance("t1", "s1", "a1", "the bridge", "opposes", "asserts", ((1, 3),), ("implied",), 0.70001),)
    return readings.reading(articles.from_text(TEXT, id="an-article", title="A title"), doc)


def test_keys_are_those_of_the_contract():
    found = made()
    assert list(found) == ["id", "title", "text", "entities", "sources", "attributions", "stances"]
    assert list(found["sources"][0]) == ["id", "name", "type", "role", "aliases", "count", "mentions"]
    assert list(found["attributions"][0]) == ["source", "cue", "content", "source_id", "form", "kind", "status"]
    stance = ["source_id", "holder", "holder_id", "target", "position", "commitment", "evidence", "flags"]
    assert list(found["stances"][0]) == [*stance, "confidence", "decided_by"]


def test_spans_are_lists_of_pairs_into_the_text():
    found = made()
    ((begin, end),) = found["attributions"][0]["content"]
    assert found["text"][begin:end] == "“No,”"


def test_a_source_counts_its_attributions():
    assert made()["sources"][0]["count"] == 1


def test_ambiguous_mentions_are_given_to_no_entity():
    assert [entity["name"] for entity in made()["entities"]] == ["Ana Ruiz"]


def test_it_is_json():
    assert json.loads(json.dumps(made())) == made()


def test_an_id_that_no_file_could_bear_comes_back_as_it_was_given(tmp_path):
    path = tmp_path / "in.jsonl"
    path.write_text(json.dumps({"id": "a/b: c", "text": "Words."}), encoding="utf8")
    (article,) = articles.read(path)
    extensions.declare()
    assert readings.reading(article, spacy.blank("en")(article.text))["id"] == "a/b: c"
    assert "/" not in article.id


def test_a_gold_reading_is_loaded_as_it_was_written(tmp_path):
    (tmp_path / "gold.json").write_text(json.dumps(made()), encoding="utf8")
    assert readings.load(tmp_path / "gold.json") == made()
