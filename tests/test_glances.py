"""The first screen: who is quoted, who has no name, what to check, each leading to its place."""

from __future__ import annotations

from toll import EMPTY, Reader, at, made, quote, source, stance, words

from helpers import tables, views
from helpers.page import crosstabs


def test_the_first_screen_says_who_is_quoted_with_role_share_and_side(read):
    shown = words(views.at_a_glance(read))
    assert "1 quoted by name, with 60% of the attributed words" in shown
    assert "Side on the toll" in shown
    assert "●1 Mina Castell runs the port of Arvenholt 60% ▲ in favour" in shown


def test_it_says_who_has_no_name_and_what_rests_on_them(read):
    shown = words(views.at_a_glance(read))
    assert "1 without a name One of three statements rests on them alone. ○2 One skipper" in shown


def test_it_says_what_to_check_the_least_certain_first(read):
    shown = words(views.at_a_glance(read))
    assert "2 to check: one quote and one name" in shown
    assert shown.index("unattributed: nobody near") < shown.index("ambiguous: it fits")


def test_every_figure_and_name_leads_to_its_place(read):
    links = Reader(views.at_a_glance(read).html).links
    assert links[:4] == ["#sources", "#text-s1", "#s1", "#text-t1"]
    assert {"#resting", "#text-s2", "#to-check", "#text-a3", "#text-e2", "#e1"} <= set(links)


def test_those_with_most_words_come_first_and_of_many_the_others_are_a_click_away():
    many = [source(n, f"Skipper {n:02}", share=n / 100) for n in range(1, 13)]
    shown = words(views.at_a_glance(made(sources=many, quotes=[quote(1, "s1", at("“We need the toll,”"))])))
    assert shown.index("Skipper 12") < shown.index("Skipper 05")
    assert "Skipper 04" not in shown
    assert "and four more" in shown


def test_who_takes_no_side_on_the_main_issue_is_shown_with_the_side_on_another(read):
    rows = [
        stance(1, "s1", "fares", "We need the toll", "against", position="opposes"),
        stance(2, "s2", "the toll", "a hook in the wallet", "against", position="opposes"),
        stance(3, "s3", "the toll", "We need the toll", "in favour", position="supports"),
    ]
    third = tables.frame("sources", [*read["sources"].to_dict("records"), source(3, "Ugo Castell", share=0.1)])
    shown = words(views.at_a_glance(read | {"sources": third, "stances": tables.frame("stances", rows)}))
    assert "60% ▼ against on fares ●3 Ugo Castell 10% ▲ in favour Of" in shown


def test_documents_are_told_apart_from_people():
    found = [source(1, "Mina Castell"), source(2, "a harbour audit", "document")]
    shown = words(views.at_a_glance(made(sources=found, quotes=[quote(1, "s1", at("“We need the toll,”"))])))
    assert "1 quoted by name" in shown
    assert "1 document ◆2 a harbour audit" in shown


def test_where_nobody_takes_a_side_there_is_no_column_for_it(read):
    silent = read | {"stances": tables.frame("stances", read["stances"].to_dict("records")[2:])}
    assert "Side on" not in words(views.at_a_glance(silent))


def test_the_main_issue_is_the_one_on_which_most_sources_take_a_side(read):
    rows = [
        stance(1, "s1", "fares", "We need the toll", "in favour", position="supports"),
        stance(2, "s1", "fares", "We need the toll", "against", position="opposes"),
        stance(3, "s1", "the toll", "We need the toll", "in favour", position="supports"),
        stance(4, "s2", "the toll", "a hook in the wallet", "against", position="opposes"),
    ]
    assert crosstabs.main_issue(read | {"stances": tables.frame("stances", rows)}).name == "the toll"
    assert crosstabs.main_issue(read | {"stances": tables.frame("stances", rows[:2])}).name == "fares"
    assert crosstabs.main_issue(EMPTY) is None


def test_an_article_in_which_nobody_speaks_says_so():
    assert "No words in this article were found to be attributed to anyone." in words(views.at_a_glance(made()))
    assert "There is no text in this article" in words(views.at_a_glance(EMPTY))
