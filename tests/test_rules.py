"""Rules: what changes without a cluster, counted."""

import json
from collections import Counter

import numpy as np
import pytest
from invented import READ, TEXT

from benchmarks import rules
from benchmarks.scores import Score
from benchmarks.switches import Switch
from helpers import articles, language, readings
from helpers.encoder import network

GENDER = Switch(
    "pronouns",
    "sources",
    (("sources.resolver.Resolver.by_pronoun", "nobody"), ("sources.ranking.Ranking.best", "none")),
)
OUTLETS = Switch("outlets", "sources", (("sources.types.is_outlet", "false"),))
LINES = Switch("paragraphs", "text", (("text.lines.paragraphs", f"{__name__}.last_line"),))


def last_line(text):
    return [(text.rindex("\n") + 1, len(text))]


def test_changed_rows_are_counted_once_where_a_row_takes_the_place_of_another():
    assert rules.changed(Counter({("a",): 1, ("b",): 1}), Counter({("a",): 1, ("c",): 1})) == 1
    assert rules.changed(Counter({("a",): 1}), Counter({("a",): 2, ("c",): 1})) == 2


def test_fewer_wrong_mouths_are_better_and_fewer_right_ones_worse():
    one = rules.Set("real", [])
    one.add({"right": Score(8, 10, 10), "wrong mouth": Score(2, 10, 10)}, {"deaths": ({"right": Score(-1)}, 1)})
    one.add({"right": Score(5, 5, 5), "wrong mouth": Score(1, 5, 5)}, {"deaths": ({"wrong mouth": Score(-1)}, 2)})
    table = rules.frame("deaths", [one])
    assert table[["figure", "with", "without", "n", "better"]].to_numpy().tolist() == [
        ["rows changed", 0, 3, 2, 0],
        ["right", 13, 12, 15, -1],
        ["- wrong mouth", 3, 2, 15, 1],
    ]
    assert rules.line("deaths", table) == "deaths\n  real: 3 rows; better: wrong mouth 3→2/15; worse: right 13→12/15"


def test_what_was_found_and_is_none_counts_where_not_everything_has_to_be_found():
    table = {"mentions": Score(3, 5, 4), "commitment": Score(1, 2, 2)}
    figures = {name: count for name, count, _ in rules.figures(table, rules.open_scores(table))}
    assert figures == {"mentions": 3, "- mentions: not right": 2, "commitment": 1}


@pytest.mark.model
def test_findings_are_read_off_a_doc_as_the_contract_has_them(nlp):
    article = articles.from_text(TEXT, id="bridge")
    doc = language.article_doc(nlp, article)
    wanted, found = readings.reading(article, doc), rules.as_reading(doc, TEXT)
    assert found["text"] == wanted["text"]
    for name in ("entities", "sources", "attributions", "stances"):
        rounded = [
            one | ({"confidence": round(one["confidence"], 4)} if name == "stances" else {}) for one in found[name]
        ]
        assert rounded
        assert rounded == [{key: one[key] for key in rounded[0]} for one in wanted[name]]


@pytest.mark.model
def test_without_a_cluster_the_findings_behind_its_step_are_made_anew_and_then_are_as_they_were(nlp):
    (case,) = rules.real_cases([READ])
    one = rules.made(nlp, case, [GENDER, OUTLETS])
    assert one.fired.steps == {"pronouns": {"sources"}}
    table, found = one.without(nlp, [GENDER])
    assert (one.table["abstained"].hits, table["abstained"].hits) == (0, 1)
    assert rules.changed(one.found, found) >= 1
    assert one.without(nlp, [OUTLETS]) == (one.table, one.found)
    again = one.begun_anew(nlp, "names")
    again.run(nlp, "names")
    assert again.is_as_before("")
    assert case.rows(case.read(again.doc, case.text)) == one.found


@pytest.mark.model
def test_without_a_rule_on_the_text_everything_is_made_anew(nlp):
    (case,) = rules.real_cases([READ], raw=True)
    one = rules.made(nlp, case, [LINES])
    assert one.fired.steps == {"paragraphs": {"text"}}
    assert one.without(nlp, [LINES])[1] != one.found


@pytest.mark.model
def test_a_set_counts_each_trial_of_the_steps_that_it_can_tell_something_of(nlp):
    one = rules.Set("real", rules.real_cases([READ]), frozenset({"sources"}))
    one.count(nlp, {"pronouns": (GENDER,), "paragraphs": (LINES,)})
    assert one.articles == 1
    assert one.without.keys() == {"pronouns"}
    assert one.without["pronouns"][0]["abstained"] == Score(1, 0, 0)


def test_models_answer_what_they_were_asked_from_memory_and_ask_anew_behind_it():
    asked = []
    answer = rules.memoised(lambda columns, scale: asked.append(1) or columns["ids"] * scale)
    ones, twos = np.ones((1, 2), np.int64), np.full((1, 2), 2, np.int64)
    for ids in (ones, twos, ones.copy(), np.ones((2, 1), np.int64)):
        assert (answer({"ids": ids}, np.float32(3)) == ids * 3).all()
    assert len(asked) == 3


@pytest.mark.model
def test_a_trial_that_cannot_be_read_is_told_with_its_article(nlp, monkeypatch):
    (case,) = rules.real_cases([READ])
    monkeypatch.setattr(rules.Made, "without", lambda *args: 1 / 0)
    with pytest.raises(RuntimeError, match=f"^{case.id} cannot be read without pronouns: division by zero$"):
        rules.tried(nlp, case, {"pronouns": (GENDER,)})
    assert "tag" not in vars(network.shipped())


@pytest.mark.model
def test_of_articles_that_nobody_has_read_changed_rows_are_counted(nlp, tmp_path):
    path = tmp_path / "texts.jsonl"
    path.write_text(json.dumps({"id": "one", "text": READ.text}) + "\n")
    one = rules.Set("not read", rules.text_cases(path))
    one.count(nlp, {"pronouns": (GENDER,)})
    assert (one.table, one.articles) == ({}, 1)
    assert one.without["pronouns"][1] > 0
