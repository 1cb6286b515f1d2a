from __future__ import annotations

import re

from handmade import doc_of
from hypothesis import given, settings
from toll import NEWSLETTER, STORY, article, article_text, at, made, odd_tables, stance, words

from helpers import findings, tables, views
from helpers.page import places
from helpers.page.fragments import Fragment
from helpers.text.layouts import layout


def test_the_annotated_article_is_the_article(read):
    assert article_text(views.annotated_article(read)) == STORY


def test_every_source_cue_and_content_is_marked_in_place(read):
    html = views.annotated_article(read).html
    for role, kind, marked in [("content", "named", "“It pays for the lamps.”"), ("cue", "named", "said")]:
        assert f'<span class="part {role} {kind}">{marked}</span>' in html
    assert '<span class="part source named">Mina Castell, who runs the port of <' in html
    assert '<span class="part content unnamed">' in html


def test_marks_can_be_told_apart_without_colour(read):
    html = views.annotated_article(read).html
    assert ">●1</a>" in html
    assert ">○2 q2</a>" in html
    assert ">q3</a>" in html


def test_a_doubt_stands_behind_the_words_it_concerns_and_opens_what_it_is(read):
    html = views.annotated_article(read).html
    assert re.search(r'“No idea,”</span><sup.*?q3</a></sup><span class="query added"><button [^>]*>\?</button>', html)
    opened = html[html.index('id="doubt-a3"') :].partition("</a>")[0]
    assert "nobody near these words is said to have said them" in opened
    assert 'href="#check-a3"' in opened
    assert html.count("<button") == html.count('popover="auto"') == 2
    assert "it fits Mina Castell and Ugo Castell" in words(views.annotated_article(read))


def test_doubts_about_the_same_words_open_together(read):
    both = tables.frame("stances", [stance(4, "", "", "“No idea,”", "?", attribution_id="a3")])
    shown = views.annotated_article(read | {"stances": both})
    opened = shown.html[shown.html.rindex('popover="auto"') :].partition("</p>")[0]
    assert sorted(re.findall(r'href="#check-(\w+)"', opened)) == ["a3", "t4"]
    assert shown.html.count("<button") == 2
    assert article_text(shown) == STORY


def test_a_note_says_who_and_why(read):
    shown = words(views.annotated_article(read))
    assert "Quote 1 · ●1 Mina Castell" in shown
    assert "nobody was chosen" in shown
    assert "in favour on the toll" in shown


def test_the_paragraph_numbers_of_the_text_of_the_places_and_of_the_quotes_are_the_same(read):
    html = views.annotated_article(read).html
    numbers = re.findall(r'<span class="count added" aria-hidden="true">(\d+)</span>', html)
    assert numbers == ["1", "2", "3"]
    doc = doc_of(STORY, [False] * len(STORY))
    doc._.paragraphs = layout(STORY, "Harbour toll goes ahead, port says").paragraphs
    for words_, number in [("“We need", "1"), ("One skipper", "2"), ("declined to discuss", "3")]:
        [(begin, _)] = at(words_)
        [paragraph] = re.findall(rf'aria-hidden="true">{number}</span>(.*?)</p>', html, re.DOTALL)
        assert words_ in words(Fragment(f"<p>{paragraph}</p>"))
        assert places.where(read["articles"], begin) == f"paragraph {number}"
        assert str(findings.paragraph_number(doc, begin)) == number


def test_a_paragraph_is_what_the_table_says_it_is():
    begins, ends = [0, STORY.index("One")], [STORY.index("One") - 2, len(STORY)]
    told = article(cut="", paragraph_begins=begins, paragraph_ends=ends, paragraph_kinds=["subtitle", "body"])
    shown = views.annotated_article(made([told]))
    assert article_text(shown) == STORY
    assert shown.html.count("<p ") - shown.html.count("<p class") == 2
    assert '<p dir="auto" class="subtitle">Harbour toll' in shown.html
    assert places.where(made([told])["articles"], 5) == "subtitle"


def test_a_source_is_introduced_beside_the_paragraph_where_it_first_speaks(read):
    html = views.annotated_article(read).html
    beside = [words(Fragment(part)) for part in re.findall(r'<span class="beside.*?</small></span></span>', html)]
    assert beside == [
        "●1 Mina Castell runs the port of Arvenholt named person · one attribution",
        "○2 One skipper anonymous source · one attribution",
    ]


def test_the_key_explains_the_shapes_that_occur_and_no_others(read):
    shown = words(views.annotated_article(read))
    assert "● named person ○ anonymous source A filled shape" in shown


def test_what_was_cut_is_folded_under_its_reason(read):
    html = views.annotated_article(read).html
    folded = html[html.index('<details class="cut">') :]
    assert "a call to subscribe" in folded
    assert NEWSLETTER in folded


@settings(max_examples=80, deadline=None)
@given(odd_tables())
def test_no_character_is_lost_or_doubled_whatever_the_spans(read):
    story = read["articles"]["text"].iloc[0]
    assert article_text(views.annotated_article(read)) == story
