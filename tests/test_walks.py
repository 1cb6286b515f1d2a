"""Walks: a step shows its code and outputs, leads to the report and to the other steps, and lets nothing run."""

import html
import re

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from helpers.page import walks

REPORT = '<main><p id="q1">x</p></main>'


def page(*cells, report: str = REPORT) -> str:
    steps = {"01-read": new_notebook(cells=[new_markdown_cell("# 1 · Read it\n\n*Why?*"), *cells])}
    read = {name: walks.read(notebook, name) for name, notebook in (steps | {"02-count": new_notebook()}).items()}
    return walks.render(read, "01-read", ["The harbour"], report)


def shows(html: str, source: str = "show()"):
    return new_code_cell(source, outputs=[new_output("display_data", data={"text/html": html})], execution_count=1)


def test_a_step_has_its_title_once_and_its_question():
    found = page()
    assert re.findall(r"<h\d[^>]*>(.*?)</h\d>", found) == ["1 · Read it"]
    assert "<em>Why?</em>" in found


def test_code_is_shown_as_text_in_a_frame_that_takes_the_focus():
    found = page(new_code_cell("x = '<script>alert(1)</script>'"))
    assert "<script" not in found
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in found
    assert 'tabindex="0" aria-label="Code, cell 1"' in found


def test_what_went_to_standard_error_is_said_to_have_gone_there():
    found = page(new_code_cell("x", outputs=[new_output("stream", name="stderr", text="<b>warned</b>")]))
    assert found.index("On standard error") < found.index("&lt;b&gt;warned&lt;/b&gt;")


def test_an_empty_cell_is_not_shown():
    assert "Code, cell" not in page(new_code_cell(" \n"))


def test_outputs_are_cleaned():
    assert "onerror" not in page(shows("<img src=x onerror=alert(1)>"))


@pytest.mark.parametrize(("link", "shown"), [("#here", "#here"), ("#q1", "../index.html#q1"), ("#nowhere", "#nowhere")])
def test_a_link_to_what_only_the_report_has_leads_there(link, shown):
    found = page(shows(f'<a href="{link}">x</a><p id="here">y</p>'))
    assert f'<a href="{shown}" rel' in found or f'<a href="{shown}">' in found


@pytest.mark.parametrize(
    "words", ['aria-label="x"', ' aria-label="x" and aria-label="x"', '<b aria-label="x">', 'id="q1" aria-label="x" >']
)
def test_words_of_an_article_that_look_like_markup_stay_as_they_are(words):
    shown = f"<p>{html.escape(words, quote=False)}</p>" * 2
    found = page(shows(f'<div role="region" aria-label="x">{shown}</div><a href="#q1">y</a>'))
    assert found.count(f"<p>{html.escape(words, quote=False)}</p>") == 2
    assert 'href="../index.html#q1"' in found


def test_what_an_attribute_says_of_another_stays_as_it_is():
    said = html.escape('> aria-label="x"')
    found = page(shows(f'<div role="region" aria-label="x" title="{said}">1</div><p title="{said}">2</p>' * 2))
    assert found.count("aria-label=&quot;x&quot;") == 4
    assert 'aria-label="x (2)"' in found


def test_every_step_and_the_report_can_be_gone_to():
    found = page()
    assert found.count('href="../index.html"') == 2
    assert found.count('href="02-count.html"') == 2
    assert found.count('<span aria-current="page">01 read</span>') == 2


def test_regions_and_navigations_can_be_told_apart():
    region = '<div role="region" tabindex="0" aria-label="Table: x">y</div>'
    labels = re.findall(r'aria-label="([^"]*)"', page(shows(region), shows(region)))
    assert len(labels) == len(set(labels))


def test_a_report_says_what_lies_beside_it():
    found = walks.beside(["01-read"], ["quotes"], "tables/x.xlsx", ["<b>One</b> cell begins …"])
    links = [
        "tables/x.xlsx",
        *(f"tables/quotes.{kind}" for kind in ("csv", "jsonl", "parquet")),
        "notebooks/01-read.html",
    ]
    assert re.findall(r'href="([^"]+)"', found) == links
    assert "&lt;b&gt;One&lt;/b&gt;" in found
