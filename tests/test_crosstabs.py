from __future__ import annotations

import re

import pytest
from toll import source, stance, words

from helpers import issues, tables, views
from helpers.wording import stance_words


def test_a_stance_cell_opens_onto_its_words(read):
    html = views.stances(read).html
    cell = html[html.index("<details>") : html.index("</details>")]
    assert "in favour" in cell
    assert '<q dir="auto">We need the toll</q>' in cell
    assert 'href="#text-t1"' in cell


def shown_of(read, *rows) -> str:
    return views.stances(read | {"stances": tables.frame("stances", rows)}).html


def test_targets_that_several_sources_speak_of_have_a_column_each(read):
    of_one = stance(3, "s1", "the ferry", "It pays for the lamps", "against", position="opposes")
    html = shown_of(
        read,
        stance(1, "s1", "the toll", "We need the toll", "in favour"),
        stance(2, "s2", "the toll", "sell his boat", "against", position="opposes"),
        of_one,
    )
    matrix, rows = html.split("</table>", 1)
    assert re.findall(r'<th scope="col">([^<]*)', matrix) == ["Whose side", "the toll"]
    assert "the ferry" not in matrix
    assert 'data-label="Target" dir="auto">the ferry</td>' in rows
    assert "What each source is quoted as saying of further targets" in rows


def test_where_sources_share_no_target_a_row_each_says_who_stands_where(read):
    html = shown_of(
        read,
        stance(2, "s2", "fares", "sell his boat", "against", begins=[90], position="opposes", attribution_id="a2"),
        stance(1, "s1", "the lamps", "We need the toll", "in favour", begins=[10]),
    )
    assert html.count("<table") == 1
    assert re.findall(r'<tr id="(t\d)"', html) == ["t1", "t2"]
    assert 'class="stance favour">▲ in favour' in html
    assert '<q dir="auto">We need the toll</q>' in html
    assert 'href="#text-t1"' in html


def test_targets_beyond_the_columns_have_a_row_each_with_their_words(read):
    both = [stance(2 * n + k, f"s{k}", f"plan {n}", "We need the toll", "in favour") for n in range(8) for k in (1, 2)]
    table, below = shown_of(read, *both).split("</table>", 1)
    assert table.count('<th scope="col"') == 1 + issues.MOST
    assert below.count(">plan 6</td>") == below.count(">plan 7</td>") == 2
    assert "plan 5" not in below


def test_what_stances_do_not_show_comes_before_any_name(read):
    shown = words(views.stances(read))
    assert shown.index("not what they believe") < shown.index("Mina Castell")
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
    third = tables.frame("sources", [*read["sources"].to_dict("records"), source(3, "an audit", "document")])
    rows = [
        stance(1, "s1", "the toll", "We need the toll", "declines to say"),
        stance(2, "s2", "the toll", "sell his boat", "?"),
        stance(3, "s1", "fares", "We need the toll", "in favour"),
        stance(4, "s3", "fares", "It pays for the lamps", "in favour"),
    ]
    html = views.stances(read | {"sources": third, "stances": tables.frame("stances", rows)}).html
    assert html.count('<span class="unseen">nothing found</span>') == 2
    assert '<span class="stance doubt">? could not tell</span>' in html
    assert '<span class="stance silent">… declines to say</span>' in html


def test_a_source_that_only_speaks_of_an_issue_has_a_row_that_says_in_how_many_statements(read):
    """What the skipper says names the toll; no side was found in it."""
    only = tables.frame("stances", [stance(1, "s1", "the toll", "We need the toll", "in favour")])
    shown = words(views.stances(read | {"stances": only}))
    assert "One skipper no side found in one statement" in shown
    assert "What most is said about: the toll." in shown


def test_issues_of_ones_own_come_first_and_say_where_nothing_was_found(read):
    rows = [stance(n, f"s{n}", "fares", "We need the toll", "in favour") for n in (1, 2)]
    rows += [stance(3, "s1", "harbour tolls", "We need the toll", "against", position="opposes")]
    shown = views.stances(read | {"stances": tables.frame("stances", rows)}, ["a toll", "the ferry"]).html
    assert re.findall(r'<th scope="col">([^<]*)', shown)[:3] == ["Whose side", "a toll", "fares"]
    assert "“the ferry”: nothing found; none of three statements has these words." in shown


def test_words_without_a_target_are_kept(read):
    lost = tables.frame("stances", [stance(1, "s1", "", "It pays for the lamps", "?")])
    shown = words(views.stances(read | {"stances": lost}))
    assert "One record whose source or target could not be told; the words are kept" in shown
    assert "It pays for the lamps" in shown


def test_a_record_without_a_row_for_its_source_is_kept(read):
    lost = tables.frame("stances", [stance(1, "s7", "the toll", "It pays for the lamps", "in favour")])
    assert "It pays for the lamps" in words(views.stances(read | {"stances": lost}))
