"""Pages: what comes from outside is text, nothing runs, nothing is fetched, the same input gives the same page."""

import base64
import hashlib
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from helpers.page import fragments, pages

PIXEL = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="  # one grey pixel
)
HARMFUL = re.compile(r"<script|<style|<iframe|<object|<svg|\son\w+\s*=|javascript:|\sstyle\s*=|srcset", re.IGNORECASE)

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '<img src="http://example.invalid/x.png">',
    '<a href="javascript:alert(1)">x</a>',
    '<a href=" jav\tascript:alert(1)">x</a>',
    '<a href="data:text/html,<script>alert(1)</script>">x</a>',
    '<a href="file:///etc/passwd">x</a>',
    '<a href="//example.invalid">x</a>',
    '<a href="secret.txt">x</a>',
    '<svg onload="alert(1)"><script>alert(1)</script></svg>',
    '<iframe src="http://example.invalid"></iframe>',
    "<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    '<p style="background:url(http://example.invalid)">x</p>',
    '<style>@import "http://example.invalid"</style>',
    '<meta http-equiv="refresh" content="0;url=http://example.invalid">',
    '<link rel="stylesheet" href="http://example.invalid">',
    '<base href="http://example.invalid">',
    '<form action="http://example.invalid"><input autofocus onfocus=alert(1)></form>',
    '<video src="http://example.invalid" poster="http://example.invalid"></video>',
    '<table background="http://example.invalid"><tr><td>x</td></tr></table>',
    '<img src="data:image/svg+xml,<svg onload=alert(1)>">',
    "</main></body><script>alert(1)</script>",
]


def page(*cells, **options):
    """The page of a notebook of these cells, under the headline "A headline"."""
    return pages.render(new_notebook(cells=list(cells)), **({"heading": "A headline"} | options))


def shows(*data, source="hidden()", metadata=None):
    """A code cell that shows outputs, each given by its kinds and contents."""
    outputs = [new_output("display_data", data=one, metadata=metadata or {}) for one in data]
    return new_code_cell(source, outputs=outputs, execution_count=1)


# ---- what is let through -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("html", HOSTILE)
def test_nothing_harmful_is_left_of_html(html):
    cleaned = pages.clean(html)
    assert not HARMFUL.search(cleaned)
    assert not re.search(r"(src|href)=\"(?!#|https?://|data:image/png;base64,)", cleaned)
    assert "example.invalid" not in cleaned


@given(st.lists(st.sampled_from([*HOSTILE, "<p>", "</p>", '"', "'", "<!--", "-->", "<", ">", "text"])).map("".join))
def test_clean_html_is_clean_already(html):
    assert pages.clean(pages.clean(html)) == pages.clean(html)
    assert not HARMFUL.search(pages.clean(html))


@pytest.mark.parametrize("tag", sorted(set(fragments.ELEMENTS) - {"*"}))
def test_everything_the_views_are_made_of_is_let_through(tag):
    values = {"href": "#there", "src": f"data:image/png;base64,{PIXEL}", "tabindex": 0, "open": True, "role": "region"}
    names = sorted(fragments.ELEMENTS[tag] | fragments.GLOBAL)
    made = fragments.element(tag, **{name: values.get(name, "1") for name in names})
    inside = {"tr": "tbody", "td": "tr", "th": "tr", "thead": "table", "tbody": "table", "caption": "table"}
    while (outer := inside.get(re.match(r"<(\w+)", made.html)[1])) is not None:
        made = fragments.element(outer, made)
    cleaned = pages.clean(made.html)
    for name in names:
        assert re.search(rf"<{tag}\b[^>]*\s{name}=", cleaned), cleaned


def test_links_to_the_web_say_nothing_of_where_they_come_from():
    assert pages.clean('<a href="https://example.org/a">x</a>') == (
        '<a href="https://example.org/a" rel="noopener noreferrer">x</a>'
    )


def test_only_pictures_inside_the_page_are_shown():
    assert "src" not in pages.clean('<img src="https://example.org/a.png" alt="x">')
    assert "src" in pages.clean(f'<img src="data:image/png;base64,{PIXEL}" alt="x">')


# ---- notebooks as pages --------------------------------------------------------------------------------------------


def test_code_is_hidden_and_what_it_shows_is_not():
    found = page(shows({"text/html": "<p>shown</p>"}, source="secret_code()"))
    assert "<p>shown</p>" in found
    assert "secret_code" not in found


def test_the_richest_kind_of_an_output_is_shown_once():
    found = page(shows({"text/html": "<p>rich</p>", "text/plain": "poor"}))
    assert "rich" in found
    assert "poor" not in found


def test_javascript_is_never_shown_and_its_text_is():
    found = page(shows({"application/javascript": "alert(1)", "text/plain": "a < b"}))
    assert "alert" not in found
    assert "a &lt; b" in found


def test_printed_text_is_text_and_warnings_stay_in_the_notebook():
    printed = [new_output("stream", name=name, text=f"<b>{name}</b>") for name in ("stdout", "stderr")]
    found = page(new_code_cell("1", outputs=printed))
    assert "&lt;b&gt;stdout&lt;/b&gt;" in found
    assert "stderr" not in found


def test_a_picture_brings_its_alternative_text():
    found = page(shows({"image/png": PIXEL}, metadata={"image/png": {"alt": 'Bars "of" <x>'}}))
    assert f'src="data:image/png;base64,{PIXEL}"' in found
    assert 'alt="Bars &quot;of&quot; &lt;x&gt;"' in found


def test_html_that_is_not_closed_stays_within_its_output():
    found = page(shows({"text/html": "</div></section></main><div><p>one"}, {"text/html": "<p>two</p>"}))
    assert found.count("</main>") == 1
    assert found.index("two") < found.index("</main>")


def test_a_tag_keeps_a_cell_out_of_the_page():
    hidden = new_markdown_cell("For the notebook only")
    hidden.metadata.tags = ["remove-cell"]
    assert "For the notebook only" not in page(hidden)


def test_markup_in_prose_is_text():
    found = page(new_markdown_cell("A <script>alert(1)</script> and <b>bold</b>"))
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in found
    assert "&lt;b&gt;bold&lt;/b&gt;" in found


def test_a_dollar_is_a_dollar():
    assert "from $5bn to $7bn and $a_b_c$, $$x$$" in page(new_markdown_cell("from $5bn to $7bn and $a_b_c$, $$x$$"))


def test_a_picture_in_prose_is_neither_read_nor_fetched(tmp_path, monkeypatch):
    (tmp_path / "secret.txt").write_text("c2VjcmV0")
    monkeypatch.chdir(tmp_path)
    found = page(new_markdown_cell("![the words](secret.txt) ![more](https://example.invalid/x.png)"))
    assert 'alt="the words"' in found
    assert "secret" not in found
    assert "example.invalid" not in found


def test_the_headline_is_the_only_heading_of_the_first_level():
    found = page(new_markdown_cell("# A notebook's own title\n## A question"), heading="The headline")
    assert re.findall(r"<h(\d)[^>]*>(.*?)</h", found) == [
        ("1", "The headline"),
        ("2", "A notebook's own title"),
        ("2", "A question"),
    ]


@pytest.mark.parametrize("html", HOSTILE)
def test_a_hostile_headline_is_text_in_every_place(html):
    found, same = (page(heading=words, kicker=[words], about=[words]) for words in (html, "x"))
    assert fragments.text(html).html in found
    assert re.findall(r"<[\w/]+", found) == re.findall(r"<[\w/]+", same)


def test_control_characters_in_a_headline_are_written_out():
    found = page(heading="a\u202eb\x07")
    assert "\u202e" not in found
    assert "⟦U+202E⟧" in found


def test_a_page_asks_for_nothing_and_runs_nothing():
    found = page(new_markdown_cell("Prose"), shows({"image/png": PIXEL}))
    assert "default-src 'none'; img-src data:; style-src 'unsafe-inline'" in found
    assert "<script" not in found
    assert not re.search(r"(src|href)=\"(?!#|data:image/png)", found)
    assert not re.search(r"@import|url\((?!#|['\"]?data:)", found)
    assert "</style" not in (pages.FOLDER / "style.css").read_text(encoding="utf8")


def test_a_page_says_what_it_is_above_its_headline():
    found = page(kicker=["The Ledger", "14 May"])
    about = fragments.text(pages.ABOUT).html
    assert found.index(about) < found.index("The Ledger · 14 May") < found.index("<h1")
    assert found.count("On Record</strong>") == 1


def test_the_sections_of_a_page_can_be_gone_to():
    found = page(*(new_markdown_cell(f"## {words}\n\nProse") for words in ("One & all", "Two", "How we know")))
    places = re.findall(r'<li><a href="#([^"]+)">([^<]+)</a></li>', found)
    assert places == [
        ("section-one-amp-all", "One &amp; all"),
        ("section-two", "Two"),
        ("section-how-we-know", "How we know"),
    ]
    assert all(found.count(f'<h2 id="{place}">{words}</h2>') == 1 for place, words in places)


def test_a_page_of_one_section_lists_none():
    assert "<nav" not in page(new_markdown_cell("## One\n\nProse"))


def test_a_page_has_language_landmarks_and_a_way_past_the_top():
    found = page()
    assert '<html lang="en">' in found
    assert '<meta name="viewport"' in found
    assert re.search(r'<a class="skip" href="#(\w+)">.*<main id="\1"', found, re.DOTALL)


def test_the_same_notebook_gives_the_same_page():
    assert len({page(new_markdown_cell("Prose"), shows({"text/html": "<p>x</p>"})) for _ in range(3)}) == 1


# ---- the index of reports ------------------------------------------------------------------------------------------

ROW = {"title": "One", "outlet": "", "date": "", "address": "one/index.html", "status": "made", "reason": ""}
ROW |= {"named": 3, "unnamed": 2, "document": 0, "attributions": 9, "to_check": 4}
LOST = {"title": "three", "status": "not made", "reason": "three: it could not be read."}


def test_the_index_links_each_report_and_names_the_failures():
    found = pages.listing([LOST, ROW, ROW | {"title": "Two"}])
    assert found.count('href="one/index.html"') == 2
    assert "2 reports made, <strong>1 of 3 articles not</strong>" in found
    assert "three: it could not be read." in found


def test_the_index_has_a_figure_for_each_kind_of_source_and_none_where_it_is_not_known():
    unknown = ROW | dict.fromkeys(("named", "unnamed", "document", "attributions", "to_check"))
    cells = re.findall(r'<td role="cell" class="number"[^>]*>(.*?)</td>', pages.listing([ROW, unknown, LOST]))
    assert cells == ["3", "2", "0", "9", "4", *[""] * 10]


def test_the_index_has_columns_for_outlet_and_day_and_holds_the_names_of_sources():
    about = {
        "outlet": "Harbour Post",
        "date": "3 Nov 2026",
        "published": "2026-11-03",
        "names": "Nora Finch · Piet Oram",
    }
    found = pages.listing([ROW | about, ROW | {"date": "3/4/2026"}])
    assert re.findall(r'<td role="cell" class="about"[^>]*>(.*?)</td>', found) == [
        "Harbour Post",
        "2026-11-03",
        "",
        "3/4/2026",
    ]
    assert 'data-names="Nora Finch · Piet Oram"' in found


def test_nothing_but_our_script_can_run_on_the_index():
    found = pages.listing([ROW])
    (script,) = re.findall(r"<script>(.*?)</script>", found, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'" in found
    assert "<script" not in page()
    assert "script-src" not in page()


@pytest.mark.parametrize("html", HOSTILE)
def test_nothing_from_outside_is_markup_in_the_index(html):
    given = dict.fromkeys(("title", "outlet", "date", "published", "names", "status", "reason", "address"))
    found, plain = (pages.listing([ROW | given | dict.fromkeys(given, words)]) for words in (html, "x"))
    body, expected = (made.partition("<body>")[2].replace(pages.own("list.js"), "") for made in (found, plain))
    assert re.findall(r"<[\w/]+", body) == re.findall(r"<[\w/]+", expected)


def test_only_our_own_pages_are_ours(tmp_path):
    for name, content in (("ours", page()), ("theirs", "<!doctype html><title>x</title>")):
        (tmp_path / name).write_text(content, encoding="utf8")
    assert pages.ours(tmp_path / "ours")
    assert not pages.ours(tmp_path / "theirs")
