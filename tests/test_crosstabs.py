from __future__ import annotations

import pytest
from toll import stance, words

from helpers import tables, views
from helpers.page import crosstabs
from helpers.page.wording import stance_words


def test_a_stance_cell_opens_onto_its_words(read):
    html = views.stances(read).html
    cell = html[html.index("<details>") : html.index("</details>")]
    assert "in favour" in cell
    assert '<q dir="auto">We need the toll</q>' in cell
    assert 'href="#text-t1"' in cell


def test_targets_beyond_the_columns_are_listed_below_with_their_words(read):
    rows = [stance(n, "s1", f"plan {n}", "We need the toll", "in favour", position="supports") for n in range(10)]
    html = views.stances(read | {"stances": tables.frame("stances", rows)}).html
    table, below = html.split("</table>", 1)
    assert table.count('<th scope="col"') == 1 + crosstabs.COLUMNS
    assert "two records of targets that the table has no column for" in below.lower()
    assert "plan 8" in below
    assert 'id="t9"' in below


def test_what_stances_do_not_show_comes_before_any_name(read):
    shown = words(views.stances(read))
    assert shown.index("It is not what they believe") < shown.index("Mina Castell")
    assert "Of three attributed statements, two gave a stance record (three records in all, none of them" in shown


@pytest.mark.parametrize(
    ("shown", "flags", "expected"),
    [
        ("in favour", [], "in favour"),
        ("in favour", ["second-hand"], "in favour (second-hand)"),
        ("against (hedged)", ["conditional", "second-hand"], "against (second-hand, hedged)"),
        ("against (second-hand)", ["second-hand"], "against (second-hand)"),
        ("?", ["second-hand"], "?"),
    ],
)
def test_a_second_hand_side_says_so(shown, flags, expected):
    assert stance_words(shown, flags) == expected


def test_a_mixed_cell_shows_both_sides(read):
    mixed = stance(4, "s1", "the toll", "It pays for the lamps", "against", position="opposes")
    both = read | {"stances": tables.frame("stances", [*read["stances"].to_dict("records"), mixed])}
    assert "mixed: ▲ in favour ▼ against" in words(views.stances(both))


def test_blank_undecided_and_silent_cells_look_different(read):
    unsure = stance(4, "s2", "fares", "sell his boat", "?")
    table = tables.frame("stances", [*read["stances"].to_dict("records")[1:], unsure])
    html = views.stances(read | {"stances": table}).html
    assert '<span class="unseen">nothing found</span>' in html
    assert '<span class="stance doubt">? could not tell</span>' in html
    assert '<span class="stance silent">… declines to say</span>' in html


def test_words_without_a_target_are_kept(read):
    lost = tables.frame("stances", [stance(1, "s1", "", "It pays for the lamps", "?")])
    shown = words(views.stances(read | {"stances": lost}))
    assert "One record whose source or target could not be told; the words are kept" in shown
    assert "It pays for the lamps" in shown


def test_a_record_without_a_row_for_its_source_is_kept(read):
    lost = tables.frame("stances", [stance(1, "s7", "the toll", "It pays for the lamps", "in favour")])
    assert "It pays for the lamps" in words(views.stances(read | {"stances": lost}))
