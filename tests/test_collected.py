"""Collected: every row opens onto its words, whatever stands in them, and leads to a report or to the web."""

import pandas as pd

from helpers import tables
from helpers.page import collected

HOSTILE = '"><script>alert(1)</script>'


def statements(**fields) -> pd.DataFrame:
    row = {"statement_id": "s/a1", "article_id": "s", "attribution_id": "a1", "person": "Ada Quill", "outlet": "Post"}
    row |= {"published": "2024-01-02", "content": "“Yes.”", "doubtful": False, "sides": ["toll: against"]}
    return tables.frame("statements", [row | fields])


def presence(**fields) -> pd.DataFrame:
    row = {"person": "Ada Quill", "outlet": "Post", "attributions": 1, "statements": ["s/a1"]}
    return tables.frame("presence", [row | fields])


def shown(table: pd.DataFrame, every: pd.DataFrame, **given) -> str:
    return collected.collected("presence", table, every, "Who", **given).html


def test_a_row_opens_onto_its_words_with_their_sides_and_place():
    html = shown(presence(), statements())
    for words in ("<summary>one statement</summary>", "“Yes.”", "against", "on toll", "Post, 2024-01-02", "s, quote 1"):
        assert words in html


def test_what_comes_from_outside_is_text():
    url = f"https://post.example/{HOSTILE}"
    fields = dict.fromkeys(("person", "outlet", "content", "published", "copy", "page"), HOSTILE)
    html = shown(presence(person=HOSTILE, outlet=HOSTILE), statements(**fields, url=url, sides=[f"{HOSTILE}: against"]))
    made = collected.linked(html, lambda report: f"../{report}")
    assert "<script" not in made


def test_a_statement_leads_to_its_report_before_the_web():
    report = shown(presence(), statements(page="o’clock/index.html", url="https://post.example/a"))
    made = collected.linked(report, lambda page: f"../reports/{page}")
    assert '<a class="place" href="../reports/o%E2%80%99clock/index.html#a1">s, quote 1</a>' in made
    web = collected.linked(shown(presence(), statements(url="https://post.example/a?b=1&c=2")), str)
    assert '<a class="place" href="https://post.example/a?b=1&amp;c=2" rel="noopener noreferrer">s, quote 1</a>' in web


def test_what_is_not_shown_is_said():
    many = pd.concat([presence()] * 30, ignore_index=True)
    assert "The first 25 of 30; the table beside the page has all." in shown(many, statements())
    assert "and 3 more, in the table of statements" in shown(presence(statements=["s/a1"] * 15), statements())


def test_a_doubt_and_a_copy_are_said():
    html = shown(presence(), statements(doubtful=True, copy="t"))
    assert "? in doubt" in html
    assert "copy of t" in html


def test_an_empty_table_is_its_caption():
    assert "Who" in shown(presence()[:0], statements()[:0])
