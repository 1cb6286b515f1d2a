from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from toll import EMPTY, Reader, article, entity, made, odd_tables, quote, source, stance, words

from helpers import charts, tables, views
from helpers.page import pages
from helpers.page.fragments import Fragment


def everything(read: tables.Tables) -> Fragment:
    shown = (views.at_a_glance, views.annotated_article, views.sources, views.quotes, views.entities, views.stances)
    parts = [show(read).html for show in (*shown, views.audit, views.to_check, views.corrections)]
    return Fragment("".join([*parts, views.how_we_know(read, {}).html]))


@settings(max_examples=30, deadline=None)
@given(odd_tables())
def test_every_link_leads_somewhere_whatever_the_spans(read):
    page = Reader(everything(read).html)
    assert len(page.ids) == len(set(page.ids))
    assert {address[1:] for address in page.links} <= set(page.ids)


def test_every_row_leads_to_its_place_and_back(read):
    page = Reader(everything(read).html)
    for name in ("s1", "s2", "a1", "a2", "a3", "e1", "e2", "t1", "t2", "t3"):
        assert f"text-{name}" in page.ids
        assert f"#text-{name}" in page.links
        assert name in page.ids
    for name in ("s1", "a1", "a2", "a3", "e1", "t1", "t2"):
        assert f'href="#{name}"' in views.annotated_article(read).html


@pytest.mark.parametrize("tables_", [EMPTY, made([article("Fog", cut="", words=1, paragraphs=1)]), made()])
def test_every_view_is_made_of_nothing_but_harmless_elements(read, tables_):
    for shown in (everything(read), everything(tables_)):
        assert not {"style", "onclick"} & Reader(shown.html).attributes
        assert "<script" not in shown.html
        assert Reader(pages.clean(shown.html)).ids == Reader(shown.html).ids


def test_hostile_text_stays_text_in_every_view():
    bad = "<img src=x onerror=alert(1)>\u202e$a_b$"
    story = f"{bad} said “{bad}” so"
    hostile = made(
        [article(story, cut="", title=bad, byline=bad, outlet=bad, path=bad, notes=[bad])],
        [entity(1, bad, status="ambiguous", candidates=[bad], aliases=[bad])],
        [source(1, bad, role=bad, affiliation=bad, aliases=[bad], reason_withheld=bad)],
        [quote(1, "s1", [(0, 9)], source=bad, cue=bad, content=bad, status="ambiguous", source_text=bad)],
        [stance(1, "s1", bad, "toll", "against", evidence=bad, flags=[bad], source=bad)],
    )
    shown = everything(hostile).html
    assert "<img" not in shown
    assert "\u202e" not in shown
    assert "⟦U+202E⟧" in shown


def test_a_doubtful_quote_is_flagged_in_words(read):
    shown = words(views.quotes(read))
    assert "nobody chosen" in shown
    assert "? unattributed" in shown


def test_a_second_hand_side_is_nowhere_shown_as_the_sources_own(read):
    told = stance(
        4,
        "s1",
        "the toll",
        "It pays for the lamps",
        "against",
        position="opposes",
        flags=["second-hand"],
        confidence=0.3,
        holder="the lamplighters",
        holder_id="h1",
    )
    both = read | {"stances": tables.frame("stances", [*read["stances"].to_dict("records")[:1], told])}
    shown = words(views.stances(both))
    assert "the lamplighters ▼ against (second-hand) ▼ against (second-hand) as source s1 says" in shown
    assert "Mina Castell ▲ in favour" in shown
    assert "mixed" not in shown
    assert "Second-hand: a source says where somebody else stands" in shown
    assert "two records in all, none of them undecided, one second-hand" in shown
    assert "“against (second-hand)” on the toll" in words(views.to_check(both))
    assert "the lamplighters: against (second-hand) on the toll" in words(views.annotated_article(both))
    for view in (views.stances, views.to_check, views.annotated_article):
        assert not re.search(r"(?<!or )\bagainst\b(?! \(second-hand)", words(view(both)))


def test_a_figure_has_its_alternative_text(read):
    shown = views.figure(charts.entity_bars(read["entities"]), "Mentions")
    assert 'alt="Bar chart of how often names are mentioned' in shown.html
    assert "<figcaption>Mentions</figcaption>" in shown.html
    assert shown.html == views.figure(charts.entity_bars(read["entities"]), "Mentions").html
