"""Shares: a view is made once for all notebooks of a report, and anew wherever anything it is made of differs."""

import pandas as pd
import pytest

from helpers import charts, tables, views
from helpers.page import shares
from helpers.page.fragments import Fragment, element

made: list[str] = []


@shares.once
def shown(table: pd.DataFrame, words: str = "") -> Fragment:
    """A view that notes when it is made."""
    made.append(words)
    return element("p", f"{len(table)} rows {words}")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """The folder that the notebooks of a report share."""
    monkeypatch.setenv(shares.PLACE, str(tmp_path))
    made.clear()
    return tmp_path


def table(*names: str) -> pd.DataFrame:
    return tables.frame("entities", [{"name": name} for name in names])


def test_a_view_of_the_same_tables_is_made_once(folder):
    assert shown(table("Castell"), "\ud800 é") == shown(table("Castell"), "\ud800 é")
    assert len(made) == 1


def test_other_tables_or_parameters_make_another_view(folder):
    views = [shown(table("Castell")), shown(table("Holt")), shown(table("Castell"), "b"), shown(table("Castell", "b"))]
    assert len(made) == 4
    assert views[0] == views[1]
    assert len(set(map(str, views))) == 3


def test_a_table_that_was_changed_in_place_makes_another_view(folder):
    changed = table("Castell")
    shown(changed)
    changed.loc[0, "name"] = "Holt"
    shown(changed)
    assert len(made) == 2


def test_without_a_folder_every_view_is_made(folder, monkeypatch):
    monkeypatch.delenv(shares.PLACE)
    assert shown(table("Castell")) == shown(table("Castell"))
    assert len(made) == 2
    assert list(folder.iterdir()) == []


def test_where_nothing_can_be_kept_every_view_is_made(folder, monkeypatch):
    monkeypatch.setenv(shares.PLACE, str(folder / "gone"))
    assert shown(table("Castell")) == shown(table("Castell"))
    assert len(made) == 2


def test_what_cannot_be_told_apart_is_not_shared(folder):
    given = table("Castell").assign(made_by=lambda found: [lambda: None])
    shown(given)
    shown(given)
    assert len(made) == 2


def test_a_shared_chart_is_the_chart_and_is_not_drawn_again(folder, monkeypatch):
    bars = views.figure(charts.entity_bars(entities(), 5), "Mentions")
    monkeypatch.setattr(charts, "blank", None)
    assert views.figure(charts.entity_bars(entities(), 5), "Mentions") == bars
    monkeypatch.undo()
    assert views.figure(charts.entity_bars(entities(), 5), "Mentions") == bars


def entities() -> pd.DataFrame:
    row = {"entity_id": "e1", "name": "Castell", "status": "joined", "count": 2, "first": 0, "begins": [0, 3]}
    return tables.frame("entities", [row])


def test_another_number_of_bars_is_another_chart(folder):
    one, other = (views.figure(charts.entity_bars(entities(), most), "Mentions") for most in (1, 0))
    assert one != other


def test_a_chart_is_drawn_in_the_house_style_and_leaves_the_settings_alone():
    import matplotlib

    before = dict(matplotlib.rcParams)
    assert charts.entity_bars(entities()).axes[0].spines["right"].get_visible() is False
    assert dict(matplotlib.rcParams) == before


def test_a_chart_shows_itself_as_a_picture():
    assert charts.entity_bars(entities())._repr_png_().startswith(b"\x89PNG")
