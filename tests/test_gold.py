"""The readings by hand, of the sample articles and of others: shape, label values and spans of every one."""

import json
import re
from itertools import pairwise
from pathlib import Path

import pytest

from helpers.attributions import FORMS, KINDS
from helpers.attributions import STATUSES as ATTRIBUTION_STATUSES
from helpers.entities import LABELS
from helpers.sources.types import TYPES
from helpers.stances import COMMITMENTS, FLAGS, POSITIONS

ROOT = Path(__file__).parents[1]
ARTICLES = {path.stem: path for path in sorted((ROOT / "data" / "articles").glob("*.txt"))}
READINGS = sorted((ROOT / "tests" / "gold").rglob("*.json"))
GOLD = {path.stem: path for path in READINGS}
STEMS = sorted(GOLD)

KEYS = {
    "": {"id", "title", "text", "entities", "sources", "attributions", "stances"},
    "entities": {"name", "label", "mentions"},
    "sources": {"id", "name", "type", "role", "aliases", "count", "mentions"},
    "attributions": {"source", "cue", "content", "source_id", "form", "kind", "status"},
    "stances": {"source_id", "target", "position", "commitment", "evidence", "flags", "confidence"},
}
VALUES = {
    ("entities", "label"): LABELS,
    ("sources", "type"): TYPES,
    ("attributions", "form"): FORMS,
    ("attributions", "kind"): KINDS,
    ("attributions", "status"): ATTRIBUTION_STATUSES,
    ("stances", "position"): POSITIONS,
    ("stances", "commitment"): COMMITMENTS,
}
SPAN_FIELDS = {
    "entities": ("mentions",),
    "sources": ("mentions",),
    "attributions": ("source", "cue", "content"),
    "stances": ("evidence",),
}
QUOTED = re.compile(r"[“\"‘„«']")
MARK = re.compile(r"[“”\"‘„«»]|(?<!\w)'(?=\w)")  # a straight single mark is an apostrophe elsewhere
PRONOUN = re.compile(r"(?i)(he|she|it|they|him|them|his|her|its|their|who)")


def read(stem):
    return json.loads(GOLD[stem].read_text(encoding="utf-8"))


@pytest.fixture(params=STEMS)
def gold(request):
    return read(request.param)


def spans(gold):
    for table, fields in SPAN_FIELDS.items():
        for row in gold[table]:
            for field in fields:
                yield from ((table, field, span) for span in row[field])


def words(gold, span):
    return gold["text"][slice(*span)]


def start(attribution):
    return min(span[0] for role in ("source", "cue", "content") for span in attribution[role])


def initials(name):
    """Those of every word, and those of its capitalised words: Allied Dock and Yard Workers, ADYW."""
    every = "".join(word[0] for word in re.findall(r"\w+", name))
    return every, "".join(letter for letter in every if letter.isupper())


def in_name(form, name):
    """A part of the name, in any case, or its acronym in capitals."""
    return form.casefold() in name.casefold() or (form.isupper() and any(form in one for one in initials(name)))


def test_there_are_articles_and_readings():
    assert len(ARTICLES) >= 6
    assert len(READINGS) >= 14


def test_four_readings_are_held_out():
    assert len([path for path in READINGS if path.parent.name == "held_out"]) >= 4


def test_no_two_readings_have_one_name():
    assert len(GOLD) == len(READINGS)


@pytest.mark.parametrize("stem", sorted(ARTICLES))
def test_every_article_has_a_reading_of_the_same_text(stem):
    assert read(stem)["text"] == ARTICLES[stem].read_bytes().decode("utf-8")


@pytest.mark.parametrize("stem", STEMS)
def test_the_id_is_the_name_of_the_file(stem):
    assert read(stem)["id"] == stem


def test_articles_have_between_300_and_900_words(gold):
    assert 300 <= len(gold["text"].split()) <= 900


def test_the_title_stands_in_the_first_line(gold):
    assert gold["title"]
    assert gold["title"] in gold["text"].split("\n")[0]


def test_rows_have_the_keys_of_the_contract(gold):
    assert gold.keys() == KEYS[""]
    for table in SPAN_FIELDS:
        assert gold[table], f"no {table} in {gold['id']}"
        assert all(row.keys() == KEYS[table] for row in gold[table])


def test_labels_are_those_of_the_modules(gold):
    for (table, field), allowed in VALUES.items():
        assert {row[field] for row in gold[table]} <= set(allowed), f"{table}.{field}"
    assert {flag for row in gold["stances"] for flag in row["flags"]} <= set(FLAGS)


def test_spans_lie_in_the_text_without_white_space_at_the_edges(gold):
    for table, field, (begin, end) in spans(gold):
        text = gold["text"][begin:end]
        assert 0 <= begin < end <= len(gold["text"]), f"{table}.{field} {begin}-{end}"
        assert text == text.strip(), f"{table}.{field} {text!r}"


def test_spans_begin_and_end_at_the_edges_of_words(gold):
    for table, field, (begin, end) in spans(gold):
        for edge in (begin, end):
            assert not re.fullmatch(r"\w\w", gold["text"][edge - 1 : edge + 1]), f"{table}.{field} {begin}-{end}"


def test_mentions_of_entities_are_part_of_the_name_or_its_acronym_and_overlap_nothing(gold):
    taken = sorted(span for row in gold["entities"] for span in row["mentions"])
    assert all(left[1] <= right[0] for left, right in pairwise(taken))
    for row in gold["entities"]:
        assert row["name"] in gold["text"]
        assert all(in_name(words(gold, span), row["name"]) for span in row["mentions"])


def test_sources_are_numbered_in_the_order_of_their_first_attribution(gold):
    told = [row["source_id"] for row in gold["attributions"] if row["source_id"]]
    assert [row["id"] for row in gold["sources"]] == list(dict.fromkeys(told))
    assert [row["id"] for row in gold["sources"]] == [f"s{n + 1}" for n in range(len(gold["sources"]))]


def test_counts_and_mentions_of_sources_follow_from_the_attributions(gold):
    for source in gold["sources"]:
        own = [row for row in gold["attributions"] if row["source_id"] == source["id"]]
        assert source["count"] == len(own), source["name"]
        assert source["mentions"] == sorted({tuple(span): span for row in own for span in row["source"]}.values())


def test_names_roles_and_aliases_of_sources_are_as_written(gold):
    for source in gold["sources"]:
        assert source["name"] in gold["text"]
        assert source["role"] in gold["text"]
        assert all(alias in gold["text"] and alias != source["name"] for alias in source["aliases"])
        assert not any(PRONOUN.fullmatch(alias) for alias in source["aliases"])


def test_attributions_stand_in_order_with_one_cue_at_most_and_some_content(gold):
    starts = [start(row) for row in gold["attributions"]]
    assert starts == sorted(starts)
    for row in gold["attributions"]:
        assert len(row["cue"]) <= 1
        assert len(row["source"]) <= 1
        assert row["content"] == sorted(row["content"])
        assert row["content"]


def test_contents_overlap_neither_each_other_nor_any_source_or_cue(gold):
    contents = [span for row in gold["attributions"] for span in row["content"]]
    others = [span for row in gold["attributions"] for span in row["source"] + row["cue"]]
    for at, (begin, end) in enumerate(contents):
        beside = contents[:at] + contents[at + 1 :] + others
        assert all(right <= begin or left >= end for left, right in beside), words(gold, (begin, end))


def test_the_form_agrees_with_the_quotation_marks(gold):
    for row in gold["attributions"]:
        pieces = [words(gold, span) for span in row["content"]]
        quoted = all(QUOTED.match(piece) for piece in pieces)
        marked = any(MARK.search(piece) for piece in pieces)
        form = "direct" if quoted else "mixed" if marked else "indirect"
        assert row["form"] == form, pieces


def test_contents_end_with_their_quotation_mark_or_at_a_word(gold):
    for row in gold["attributions"]:
        for begin, end in row["content"]:
            open_ended = row["form"] == "direct" and gold["text"][end : end + 2] == "\n\n"
            assert open_ended or re.match(r"[\w”\"’“»']", gold["text"][end - 1]), gold["text"][begin:end]


def test_a_source_is_missing_exactly_where_the_status_says_so(gold):
    for row in gold["attributions"]:
        assert (row["source_id"] is None) == (row["status"] in ("ambiguous", "unattributed"))
        assert (row["source"] == []) == (row["status"] == "unattributed")


def test_a_pronoun_is_a_source_exactly_where_the_status_says_so(gold):
    for row in gold["attributions"]:
        pronoun = any(PRONOUN.fullmatch(words(gold, span)) for span in row["source"])
        if row["status"] != "unclosed":  # the lost mark says more than how the source was found
            assert pronoun == (row["status"] == "pronoun-resolved"), [words(gold, span) for span in row["source"]]


def test_evidence_lies_inside_the_content_of_its_source(gold):
    for row in gold["stances"]:
        own = [span for one in gold["attributions"] if one["source_id"] == row["source_id"] for span in one["content"]]
        assert row["evidence"]
        for begin, end in row["evidence"]:
            assert any(left <= begin and end <= right for left, right in own), words(gold, (begin, end))


def test_stances_agree_with_themselves(gold):
    for row in gold["stances"]:
        assert row["target"].strip()
        assert row["confidence"] == 1.0
        assert (row["position"] == "none") or row["commitment"] in ("asserts", "hedges")


@pytest.mark.parametrize(("table", "field"), VALUES)
def test_together_the_readings_use_every_value(table, field):
    used = {row[field] for stem in STEMS for row in read(stem)[table]}
    assert set(VALUES[table, field]) - used <= {"corrected", "MISC"}


def test_together_the_readings_use_every_flag_that_a_person_gives():
    used = {flag for stem in STEMS for row in read(stem)["stances"] for flag in row["flags"]}
    assert used == set(FLAGS) - {"undecided", "unsure source"}  # said of the program's own doubts
