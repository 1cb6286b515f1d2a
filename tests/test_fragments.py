from __future__ import annotations

import pandas as pd
import pytest
from toll import words

from helpers import views
from helpers.page.fragments import element, grid, link, page, text, visible


def test_text_from_outside_is_escaped():
    assert text("<script>alert(1)</script> & “x”").html == "&lt;script&gt;alert(1)&lt;/script&gt; &amp; “x”"
    assert element("p", "<b>", title='"><b>').html == '<p title="&quot;&gt;&lt;b&gt;">&lt;b&gt;</p>'


def test_bidirectional_and_other_controls_are_written_out():
    assert visible("a\u202eb\x07") == "a⟦U+202E⟧b⟦U+0007⟧"
    assert "\u202e" not in element("p", "a\u202eb", title="\u202e").html


@pytest.mark.parametrize("attribute", ["style", "onclick", "srcset"])
def test_an_element_has_no_style_and_no_script(attribute):
    with pytest.raises(ValueError, match=attribute):
        element("p", "x", **{attribute: "x"})
    with pytest.raises(ValueError, match="script"):
        element("script", "x")


def test_an_address_stays_on_the_page():
    with pytest.raises(ValueError, match="leads out"):
        element("a", "x", href="javascript:alert(1)")
    with pytest.raises(ValueError, match="leads out"):
        element("img", src="https://example.org/x.png", alt="")
    assert link("s1", "x").html == '<a href="#s1">x</a>'


def test_each_cell_says_what_stands_over_its_column_and_text_from_outside_stays_text():
    row = element("tr", element("th", "Ada <td>", scope="row"), element("td", "one"), element("td", "two"))
    made = grid("Words", ["Who", 'a "b" <c>', ""], [row]).html
    assert '<td data-label="a &quot;b&quot; &lt;c&gt;">one</td><td>two</td>' in made
    assert "Ada &lt;td&gt;" in made


def test_any_frame_is_shown_as_text():
    shown = views.table(pd.DataFrame({"<i>": ["<b>x"], "n": [1200], "list": [["a", "b"]], "none": [None]}), "A caption")
    assert "&lt;b&gt;x" in shown.html
    assert words(shown) == "A caption <i> n list none <b>x 1,200 a, b"


def test_two_amounts_in_dollars_are_no_mathematics():
    """JupyterLab sets what stands between two dollars as a formula, unless an element above says not to."""
    shown = page(element("p", "debts of $27 million, worth $14,700"), class_="table").html
    assert shown.startswith('<div class="on-record mathjax_ignore tex2jax_ignore table">')
    assert "debts of $27 million, worth $14,700" in shown
