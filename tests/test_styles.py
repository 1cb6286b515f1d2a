from __future__ import annotations

import re

from helpers import views
from helpers.page import pages, styles


def test_the_house_style_is_the_style_sheet_without_what_says_nothing():
    given, dense = (pages.FOLDER / "style.css").read_text(encoding="utf8"), views.house_style().html
    assert "/*" not in dense
    assert "\n" not in dense
    assert len(dense) < 0.85 * len(given)
    own = styles.in_dark_notebooks(given).count("{")
    assert dense.count("{") == re.sub(r"/\*.*?\*/", "", given, flags=re.DOTALL).count("{") + own
    assert ".on-record .sign.named{--tone: var(--named)}" in dense


def test_a_dark_notebook_has_the_dark_colours_whatever_the_system_has():
    style = views.house_style().html
    system, own = (re.search(rf"{start}{{([^}}]*)", style)[1] for start in (r"dark\){:root", 'light="false"]'))
    assert system == own
    assert (
        own.count("--") == re.search(r"<style>:root{([^}]*)", style)[1].count("--") - 2
    )  # the two families of letters


def test_the_house_style_asks_for_nothing_from_outside():
    style = views.house_style().html
    assert "url(" not in style
    assert "@import" not in style
    assert "prefers-color-scheme: dark" in style
    assert "@media print" in style
