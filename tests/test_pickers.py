"""Picking an article from a list in JupyterLab: what is picked is what the notebook reads, and reports never do."""

from __future__ import annotations

import os

import pytest
from test_choices import PLACE, processed, shelf  # noqa: F401

from helpers import choices, pickers, views


class Commands:
    """The commands that JupyterLab was asked to carry out, in place of JupyterLab."""

    def __init__(self):
        self.commands, self.asked = self, []

    def execute(self, name: str, given: dict | None = None) -> None:
        self.asked.append((name, given))


@pytest.fixture
def lab(monkeypatch) -> Commands:
    made = Commands()
    monkeypatch.setattr(pickers, "front_end", lambda: made)
    monkeypatch.setenv(choices.PICKED, "")
    return made


def test_the_list_to_pick_from_has_every_article_and_shows_the_one_that_is_read(shelf, lab):  # noqa: F811
    made = pickers.picker(views.choice(choices.to_read("2", str(shelf), PLACE)))
    picked = made.children[0]
    assert picked.options[0][0] == "1  Ferry crews walk out at Arvenholt"
    assert picked.value == "harbour-toll"
    assert lab.asked == []


def test_what_is_picked_is_read_from_then_on_and_all_cells_run_again(shelf, lab):  # noqa: F811
    made = pickers.picker(views.choice(choices.to_read("", str(shelf), PLACE)))
    made.children[0].value = "lamp-tax"
    assert lab.asked[0][0] == "notebook:run-all-cells"
    assert choices.to_read("", str(shelf), PLACE).article.id == "lamp-tax"
    assert choices.to_read("1", str(shelf), PLACE).article.id == "ferry-strike"


def test_an_article_that_was_read_is_picked_too(processed, lab):  # noqa: F811
    made = pickers.picker(views.choice(choices.already_read("", str(processed))))
    assert made.children[0].value == "toll"
    made.children[0].value = "lamp-tax"
    assert choices.already_read("", str(processed)).chosen.id == "lamp-tax"


def test_what_was_picked_and_is_gone_is_forgotten(shelf, monkeypatch):  # noqa: F811
    monkeypatch.setenv(choices.PICKED, "gone")
    assert choices.to_read("", str(shelf), PLACE).article.id == "ferry-strike"


def test_what_cannot_be_read_is_said_beside_the_list(shelf, lab):  # noqa: F811
    (shelf / "a-picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0")
    made = pickers.picker(views.choice(choices.to_read("", str(shelf), PLACE)))
    assert "a-picture.txt" in made.children[-1].value


def test_hostile_headlines_are_text_in_the_list_to_read(shelf, lab):  # noqa: F811
    (shelf / "a.txt").write_text("<img src=x onerror=alert(1)>\n\nNobody spoke.\n", encoding="utf-8")
    made = pickers.picker(views.choice(choices.to_read("", str(shelf), PLACE)))
    assert "<img" not in made.children[1].value


def test_what_went_wrong_is_told_by_jupyterlab_itself(lab):
    pickers.tell("It broke.")
    name, given = lab.asked[0]
    assert (name, given["message"], given["type"]) == ("apputils:notify", "It broke.", "error")


def test_outside_of_jupyterlab_nothing_is_picked():
    assert not os.environ.get(choices.PICKED)
