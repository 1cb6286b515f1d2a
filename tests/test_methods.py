from __future__ import annotations

import json

import pytest
from toll import article, made, words

from helpers import views
from helpers.page import accuracy


def counted(articles: int, sides: int, wrong_sides: int, mouths: int, wrong_mouths: int) -> dict:
    """What was measured on some articles."""
    return {
        "stances": {
            "sides_right": {"hits": sides - 2 * wrong_sides, "found": sides},
            "wrong_side": {"hits": wrong_sides, "found": sides},
        },
        "attributions": {
            "right_mouth": {"hits": mouths - wrong_mouths, "found": mouths},
            "wrong_mouth": {"hits": wrong_mouths, "found": mouths},
        },
        "articles": articles,
    }


MEASURED = {"all": counted(6, 21, 1, 82, 2), "unseen": counted(1, 11, 1, 22, 2)}


def test_how_often_it_is_wrong_is_said_with_what_that_rests_on(read, tmp_path, monkeypatch):
    monkeypatch.setattr(accuracy, "MEASURED", tmp_path / "measured.json")
    accuracy.MEASURED.write_text(json.dumps(MEASURED))
    sides = (
        "on one article read by hand that no rule was made on: of 11 sides in favour or against, nine were right and "
        "one the opposite of the right one. On these and others, six articles read by hand: of 21 sides in favour or "
        "against, 19 were right and one the opposite of the right one."
    )
    assert sides in words(views.stances(read))
    shown = words(views.how_we_know(read, {}))
    assert sides in shown
    assert "of 22 attributions with a source, 20 were given to the right source and two to a wrong one" in shown
    assert "of 82 attributions with a source, 80 were given to the right source and two to a wrong one" in shown


def test_that_no_side_was_the_opposite_one_is_said(read, tmp_path, monkeypatch):
    monkeypatch.setattr(accuracy, "MEASURED", tmp_path / "measured.json")
    accuracy.MEASURED.write_text(json.dumps(dict.fromkeys(("all", "unseen"), counted(1, 11, 0, 22, 2))))
    assert "of 11 sides in favour or against, 11 were right and none the opposite" in words(views.stances(read))


@pytest.mark.parametrize("found", [None, {}, {"all": {"stances": {}, "articles": 6}}])
def test_what_was_not_measured_is_said_so(read, tmp_path, monkeypatch, found):
    monkeypatch.setattr(accuracy, "MEASURED", tmp_path / "measured.json")
    if found is not None:
        accuracy.MEASURED.write_text(json.dumps(found))
    assert "How often the sides shown are wrong was not measured." in words(views.stances(read))
    assert words(views.how_we_know(read, {})).count("was not measured") == 2


def test_how_we_know_names_model_scores_and_date(read):
    facts = {"Language model": "on_record 1.0", "Its scores": {"names, F1": 0.8712}, "Steps": ["layout", "tagger"]}
    shown = words(views.how_we_know(read, facts))
    assert "Language model on_record 1.0" in shown
    assert "names, F1: 0.871" in shown
    assert "layout, tagger" in shown
    assert "Date of the article not given" in shown


def test_a_place_on_disk_is_not_told():
    placed = made([article(path="/home/somebody/desk/toll.txt")])
    assert "somebody" not in views.how_we_know(placed, {}).html
