"""Markup: entities and tags that were left in a text are read as what they stand for, and that is noted."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.articles import read
from helpers.text.markup import plain, unmarked

ENTITIES = "entities of HTML in it were read as the characters they stand for: offsets count in the text as read"
TAGS = "tags of HTML in it were read as a browser reads them: offsets count in the text as read"


@pytest.mark.parametrize(
    ("text", "read_as"),
    [
        (
            "&#8220;I won&#8217;t quit,&#8221; said Ida Brandt. &quot;Not now.&quot;",
            '“I won’t quit,” said Ida Brandt. "Not now."',
        ),
        ("&ldquo;Go,&rdquo; said Ole Lund&rsquo;s aide &mdash; twice.", "“Go,” said Ole Lund’s aide — twice."),
        ("&amp;#8216;No&amp;#8217; said Quist &amp;amp; Sons.", "‘No’ said Quist & Sons."),
        (
            "&#x201C;We&#x2019;re out&#x201D;, Mara Quill told R&amp;D&nbsp;Ltd.",
            "“We’re out”, Mara Quill told R&D\xa0Ltd.",
        ),
        ("Jos&eacute; Ru&iacute;z said so. a < b &amp; c > d", "José Ruíz said so. a < b & c > d"),
    ],
)
def test_entities_are_read_as_characters(text, read_as):
    assert unmarked(text) == (read_as, (ENTITIES,))


@pytest.mark.parametrize(
    "text",
    [
        "AT&T said a & b; c. R&D; no. if (a &lt b) &notathing; &#xFFFFFFF; &;",
        "x < y and y > z, <3, Jane <jane@x.example> wrote. The rate fell to <1 %.",
        "Use the <b> tag, said the teacher, and never <script>alert(1)</script>.",
        "<script>alert(1)</script>",
        "https://x.example/?a=1&copy=2&amp",
        "",
    ],
)
def test_text_that_only_looks_like_markup_is_kept(text):
    assert unmarked(text) == (text, ())


@pytest.mark.parametrize(
    ("text", "read_as"),
    [
        (
            (
                "<p>The mayor, <strong>Ida Brandt</strong>, said the tunnel was safe.</p><p>&ldquo;I drive "
                "through it daily,&rdquo; she said.</p>"
                '<p><a href="https://x.example/q">Omar Quist</a> said: &ldquo;She is wrong.&rdquo;</p>'
            ),
            (
                "The mayor, Ida Brandt, said the tunnel was safe.\n\n“I drive through it daily,” she "
                "said.\n\nOmar Quist said: “She is wrong.”"
            ),
        ),
        (
            (
                "<div><h2>Port votes</h2><p>The port voted.</p><ul><li>Ole Lund: <q>no</q></li><li>Pia "
                "Holm: yes</li></ul></div>"
            ),
            "Port votes\n\nThe port voted.\n\nOle Lund: “no”\n\nPia Holm: yes",
        ),
        (
            "Nobody came.<br><br>“It rained,” said Jo Tanner.<br/>He left.",
            "Nobody came.\n\n“It rained,” said Jo Tanner.\nHe left.",
        ),
        ("The <b>mayor</b> said <i>no</i> to a &lt;b&gt; tag.", "The mayor said no to a <b> tag."),
        (
            "&lt;p&gt;“We sail,” said Ann Roe.&lt;/p&gt;&lt;p&gt;She left.&lt;/p&gt;",
            "“We sail,” said Ann Roe.\n\nShe left.",
        ),
        (
            "<p>One.</p><script>alert('<p>two</p>')</script><style>p {x: y}</style><!-- no --><p>Three.</p>",
            "One.\n\nThree.",
        ),
        (
            "<blockquote><p>Close it.</p><footer>Lord Penn</footer></blockquote><p>He left.</p>",
            "“Close it.” — Lord Penn\n\nHe left.",
        ),
    ],
)
def test_tags_are_read_as_a_browser_reads_them(text, read_as):
    found, notes = unmarked(text)
    assert found == read_as
    assert notes[-1] == TAGS


def test_rows_and_text_files_are_read_so(tmp_path):
    (tmp_path / "x.jsonl").write_text('{"text": "&#8220;No,&#8221; said Ida Brandt."}\n', encoding="utf-8")
    (tmp_path / "y.txt").write_text("&#8220;No,&#8221; said Ida Brandt.", encoding="utf-8")
    (tmp_path / "z.csv").write_text('text\n"<p>“No,” said <b>Ida Brandt</b>.</p>"\n', encoding="utf-8")
    for name in ("x.jsonl", "y.txt", "z.csv"):
        [article] = read(tmp_path / name)
        assert article.text == "“No,” said Ida Brandt."
        assert len(article.notes) == 1


def test_a_page_saved_as_text_is_read_as_a_page(tmp_path):
    page = (
        "<!DOCTYPE html><html><body><nav>Home</nav><article><p>The ferry stopped on Tuesday, after "
        "a fire that hurt nobody.</p><p>“It was loud,” said Ann Roe, of the old quay near the "
        "harbour.</p></article></body></html>"
    )
    (tmp_path / "x.txt").write_text(page, encoding="utf-8")
    [article] = read(tmp_path / "x.txt")
    assert article.text.splitlines()[0].startswith("The ferry stopped")
    assert any("web page" in note for note in article.notes)


@settings(max_examples=100, deadline=None)
@given(st.text(st.sampled_from("<>&;/pbq#8220 amdquo\n“”x="), max_size=80))
def test_any_text_is_read(text):
    found, notes = unmarked(text)
    assert (found == text) == (not notes) or notes


@pytest.mark.parametrize("piece", ["&#8220;", "<p>a</p>", "<b>", "<q>", "&amp;", "<", "&"])
def test_no_text_takes_long(piece):
    start = time.process_time()
    unmarked(piece * 20_000)
    assert time.process_time() - start < 5


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a line &amp; the\nnext", "a line & the next"),
        ("<html><head><title>T</title><style>x{}</style></head><body><p>Hi,<br>Ida</p></body></html>", "Hi,\nIda"),
        ("<?xml version='1.0'?><p>x\x00y</p></div><ul><li>a<li>b</ul>", "x\ufffdy\n\na\n\nb"),
        ("<frameset><frame></frameset>", ""),
        ("", ""),
    ],
)
def test_what_is_markup_for_certain_is_its_words(text, words):
    """Mails and feeds say that they are HTML: tags or none, whole documents or pieces."""
    assert plain(text) == (words, ())


def test_marks_that_are_written_for_tags_are_noted():
    assert plain("<p>It is <q>gone</q>.</p>")[0] == "It is “gone”."
    assert plain("<p>It is <q>gone</q>.</p>")[1][0].startswith("quotation marks were written")
