"""The scorer: what counts as a hit."""

import pytest

from benchmarks import scores
from benchmarks.scores import Score

TEXT = "“No,” said Ana Ruiz. Holt agreed. “Yes,” he said."


def at(words: str) -> list[int]:
    begin = TEXT.index(words)
    return [begin, begin + len(words)]


def reading(attributions=(), sources=(), entities=(), stances=()) -> dict:
    return {"text": TEXT, "attributions": list(attributions), "sources": list(sources)} | {
        "entities": list(entities),
        "stances": list(stances),
    }


def said(source="Ana Ruiz", content="“No,”", source_id="s1") -> dict:
    return {
        "source": [at(source)],
        "cue": [at("said")],
        "content": [at(content)],
        "source_id": source_id,
        "form": "direct",
        "status": "attributed",
    }


def source(name, **other) -> dict:
    return {"id": "s1", "name": name, "aliases": [], "type": "named person", "role": ""} | other


def test_precision_recall_and_f1():
    score = Score(hits=1, found=2, gold=4)
    assert (score.precision, score.recall, round(score.f1, 1)) == (50, 25, 33.3)


def test_nothing_found_and_nothing_there_is_no_division_by_zero():
    assert (Score().precision, Score().recall, Score().f1) == (0, 0, 0)


def test_edge_marks_and_white_space_do_not_count():
    assert scores.trimmed(TEXT, [at("“No,”")]) == scores.trimmed(TEXT, [at("No")])


def test_a_span_of_marks_only_is_no_span():
    assert scores.trimmed("a “, ” b", [[2, 6]]) == ()


def test_the_same_attribution_scores_full():
    found = scores.attribution_scores(reading([said()]), reading([said(content="No")]))
    assert all(score.f1 == 100 for score in found.values())


def test_a_label_is_scored_on_attributions_that_are_linked():
    gold = reading([said(), said(content="“Yes,”", source="Holt")])
    found = reading([said(), said(content="“Yes,”", source="Holt") | {"form": "mixed"}])
    assert scores.field_scores(gold, found, "form") == {"form direct": Score(1, 1, 2), "form mixed": Score(0, 1, 0)}


def test_another_source_breaks_the_link_but_not_the_content():
    found = scores.attribution_scores(reading([said()]), reading([said(source="Holt")]))
    assert found["content, exact span"].f1 == 100
    assert found["linked, all three overlap"].f1 == 0


def test_one_found_attribution_answers_for_one_gold_one_only():
    found = scores.attribution_scores(reading([said(), said()]), reading([said()]))
    assert found["linked, exact"].recall == 50


@pytest.mark.parametrize(
    ("name", "aliases", "right"), [("Ruiz", [], 0), ("The Ana Ruiz", [], 1), ("Ruiz", ["Ana Ruiz"], 1), ("Holt", [], 0)]
)
def test_a_mouth_is_right_when_the_names_or_an_alias_agree(name, aliases, right):
    gold = reading([said()], [source("Ana Ruiz")])
    found = scores.mouth_scores(gold, reading([said()], [source(name, aliases=aliases)]))
    assert found["right mouth"].hits == right
    assert found["wrong mouth"].hits == 1 - right


def test_words_left_without_a_source_are_abstained_and_not_wrong():
    gold = reading([said()], [source("Ana Ruiz")])
    found = scores.mouth_scores(gold, reading([said(source_id=None)]))
    assert (found["abstained"].hits, found["wrong mouth"].hits) == (1, 0)


def test_b_cubed_of_two_people_joined_wrongly():
    apart = [{"name": "A", "label": "PERSON", "mentions": [m]} for m in ([0, 1], [2, 3])]
    joined = [{"name": "A", "label": "PERSON", "mentions": [[0, 1], [2, 3]]}]
    precision, recall, found, gold = scores.b_cubed(reading(entities=apart), reading(entities=joined))
    assert (precision / found, recall / gold) == (0.5, 1.0)


def stance(position="supports", commitment="asserts") -> dict:
    return {"evidence": [at("No")], "position": position, "commitment": commitment}


def test_a_side_against_the_gold_side_is_a_wrong_side_and_none_is_not():
    gold = reading(stances=[stance()])
    assert scores.stance_scores(gold, reading(stances=[stance("opposes")]))["wrong side"].hits == 1
    assert scores.stance_scores(gold, reading(stances=[stance("none")]))["wrong side"].hits == 0


def test_a_side_that_its_source_holds_elsewhere_counts_in_a_row_of_its_own():
    first = stance() | {"target": "the new tram", "source_id": "s1"}
    gold = reading(stances=[first], sources=[source("Ana Ruiz")])
    again = first | {"evidence": [at("agreed")], "target": "trams and a tram"}
    counted = scores.stance_scores(gold, reading(stances=[first, again], sources=[source("Ana Ruiz")]))
    assert counted["sides shown"] == Score(1, 2, 1)
    assert counted["sides shown, or held elsewhere"] == Score(2, 2, 2)
    others = [again | {"target": "the weather"}, again | {"position": "opposes"}, again | {"position": "none"}]
    for other in others:
        counted = scores.stance_scores(gold, reading(stances=[first, other], sources=[source("Ana Ruiz")]))
        assert counted["sides shown, or held elsewhere"].hits == 1


def test_a_wrong_mouth_is_counted_by_the_way_its_source_was_found():
    gold = reading([said()], [source("Ana Ruiz")])
    found = reading([said() | {"status": "pronoun-resolved"}], [source("Bo Lind")])
    counted = scores.mouth_scores(gold, found)
    assert (counted["wrong mouth, pronoun-resolved"].hits, counted["wrong mouth, pronoun-resolved"].gold) == (1, 1)
    assert counted["wrong mouth, attributed"].gold == 0


def test_the_right_side_of_another_source_is_not_in_the_right_mouth():
    held = [stance() | {"source_id": "s1"}]
    gold, said = (reading(stances=held, sources=[source(name)]) for name in ("Ana Ruiz", "Holt"))
    assert scores.stance_scores(gold, said)["sides shown"].hits == 1
    assert scores.stance_scores(gold, said)["sides shown, in the right mouth"].hits == 0
    assert scores.stance_scores(gold, gold)["sides shown, in the right mouth"].hits == 1


def test_the_macro_mean_of_commitments_counts_every_label_that_a_person_gave_once():
    made = [stance(commitment=each) | {"evidence": [[n, n + 1]]} for n, each in enumerate(["asserts"] * 3 + ["denies"])]
    said = [row | {"commitment": "asserts"} for row in made]
    counted = scores.stance_scores(reading(stances=made), reading(stances=said))
    assert counted["commitment"].precision == 75
    assert scores.macro(counted) == (37.5, 50.0, pytest.approx(100 * (6 / 7) / 2))
    assert scores.macro(scores.stance_scores(reading(), reading())) == (0.0, 0.0, 0.0)


def test_totals_add_counts():
    assert scores.total([{"a": Score(1, 2, 3)}, {"a": Score(1, 1, 1)}]) == {"a": Score(2, 3, 4)}
