"""Readings of real articles: texts joined, attributions given, words for sources told apart."""

import gzip
import json

import pytest
from invented import PEOPLE, READ, SAID, TEXT

from benchmarks import real


def write(path, *records):
    path.parent.mkdir(parents=True, exist_ok=True)
    with gzip.open(path, "wt", encoding="utf8") as out:
        out.writelines(json.dumps(record) + "\n" for record in records)


def test_a_reading_is_joined_with_its_text_by_id(tmp_path):
    write(tmp_path / "readings" / "dev.jsonl.gz", {"id": "bridge", "people": PEOPLE, "said": SAID})
    write(
        tmp_path / "wikinews" / "wikinews_2019_2020.jsonl.gz", {"id": "x", "text": ""}, {"id": "bridge", "text": TEXT}
    )
    assert real.read(tmp_path / "readings") == [READ]


def test_a_reading_without_its_text_is_told_in_a_sentence(tmp_path):
    write(tmp_path / "readings" / "dev.jsonl.gz", {"id": "bridge", "people": PEOPLE, "said": SAID})
    with pytest.raises(ValueError, match="The article bridge has a reading and no text; it must be in "):
        real.read(tmp_path / "readings")


def test_an_entry_without_cue_or_content_is_not_given():
    assert real.found(SAID[0] | {"cue": []}) is None
    assert real.found(SAID[0] | {"content": []}) is None


@pytest.mark.model
def test_given_attributions_have_the_marked_spans_and_the_kinds_of_words_for_sources(nlp):
    made = real.read_given(nlp, READ)
    pairs = list(zip(made.attributions, SAID, strict=True))
    assert all([list(span) for span in one.source] == said["source"] for one, said in pairs if one is not None)
    assert not any(said["says"] for one, said in pairs if one is None), "a statement was left out"
    assert made.mentions == ["name", "he, she", "description", "description", "no source marked"]
    assert made.attributions[0].form == "indirect"


@pytest.mark.model
def test_from_raw_text_each_entry_has_the_attribution_that_shares_its_content(nlp):
    made = real.read_raw(nlp, READ)
    assert made.source(0).name == "Ana Ruiz"
    assert made.attributions[0].content == tuple(map(tuple, SAID[0]["content"]))
    assert {one.attribution_id for one in made.stances} <= {f"a{n}" for n in range(1, len(SAID) + 1)}
