"""The readings of stances alone, of articles written for them: shape, labels and spans; and the sides asked by name."""

import json
import re
from itertools import pairwise
from pathlib import Path

import pytest

from benchmarks import sides as published
from helpers import stances

FOLDER = Path(__file__).parent / "stances"
READINGS = sorted(FOLDER.rglob("*.json"))


@pytest.fixture(params=READINGS, ids=lambda path: path.stem)
def gold(request):
    return json.loads(request.param.read_text(encoding="utf-8"))


def test_two_of_four_are_kept_unseen():
    assert len(READINGS) == 4
    assert len(list((FOLDER / "held_out").glob("*.json"))) == 2


def test_each_has_twenty_sides_of_many_sources(gold):
    assert sum(row["position"] != "none" for row in gold["stances"]) >= 20
    assert len({row["source"] for row in gold["stances"]}) >= 10


def test_labels_are_those_of_the_modules_and_sources_stand_in_the_text(gold):
    assert {row["position"] for row in gold["stances"]} <= set(stances.POSITIONS)
    assert {row["commitment"] for row in gold["stances"]} <= set(stances.COMMITMENTS)
    assert {flag for row in gold["stances"] for flag in row["flags"]} <= set(stances.FLAGS)
    assert all(row["source"].removeprefix("The ") in gold["text"] for row in gold["stances"])


def test_evidence_stands_in_order_at_the_edges_of_words_and_overlaps_nothing(gold):
    spans = [tuple(span) for row in gold["stances"] for span in row["evidence"]]
    assert all(left[1] <= right[0] for left, right in pairwise(spans))
    for begin, end in spans:
        assert gold["text"][begin:end] == gold["text"][begin:end].strip() != ""
        assert not any(re.fullmatch(r"\w\w", gold["text"][edge - 1 : edge + 1]) for edge in (begin, end))


@pytest.mark.model
def test_a_name_that_the_sentence_does_not_hold_gets_no_side():
    found = stances.sides(
        [("The council condemned the ferry.", name) for name in ("Mina Castell", "erry", " ", "ferry")]
    )
    assert found[:3] == [{"supports": 0.0, "opposes": 0.0, "none": 1.0}] * 3
    assert found[3] == stances.sides([("The council condemned the ferry.", (26, 31))])[0]


def test_absent_names_are_of_other_articles_and_not_in_the_sentence():
    rows = [published.Row("Ada met Bo.", 0, 3, 2, "one"), published.Row("Bo met Cleo.", 7, 11, 2, "two")]
    assert published.absent(rows) == [("Ada met Bo.", "Cleo"), ("Bo met Cleo.", "Ada")]
    [(text, (begin, end)), _] = published.beside(published.absent(rows))
    assert text.endswith("Nothing was said of Cleo.")
    assert text[begin:end] == "Cleo"
