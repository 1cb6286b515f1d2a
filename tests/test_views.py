from __future__ import annotations

import json
import re
from html.parser import HTMLParser

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc
from spacy.vocab import Vocab

from helpers import charts, checks, findings, language, tables, views
from helpers.page import accuracy, pages
from helpers.page.fragments import Fragment, element, grid, link, text, visible
from helpers.page.wording import stance_words
from helpers.text.layouts import layout

STORY = """Harbour toll goes ahead, port says

“We need the toll,” said Mina Castell, who runs the port of Arvenholt. “It pays for the lamps.”

One skipper said the toll was “a hook in the wallet,” and that he might sell his boat.

Castell declined to discuss fares. “No idea,” somebody said.

Sign up for our newsletter.
"""
NEWSLETTER = "Sign up for our newsletter."


# ---- tables made by hand -------------------------------------------------------------------------------------------


def at(*words: str, story: str = STORY) -> list[tuple[int, int]]:
    """Where each of `words` stands first."""
    return [(story.index(word), story.index(word) + len(word)) for word in words]


def edges(prefix: str, spans: list[tuple[int, int]]) -> dict:
    """The two list columns of some spans."""
    return {f"{prefix}begins": [b for b, _ in spans], f"{prefix}ends": [e for _, e in spans]}


def article(story: str = STORY, cut: str = NEWSLETTER, **fields) -> dict:
    cuts = at(cut, story=story) if cut else []
    row = {
        "article_id": "toll",
        "title": "Harbour toll goes ahead, port says",
        "byline": "",
        "dateline": "",
        "date": "",
    }
    row |= {"outlet": "", "language": "en", "path": "", "text": story, "words": len(story.split()), "paragraphs": 5}
    row |= {"notes": [], "cut_begins": [b for b, _ in cuts], "cut_ends": [e for _, e in cuts]}
    paragraphs = layout(story, fields.get("title", row["title"])).paragraphs
    row |= {f"paragraph_{name}s": [getattr(p, name) for p in paragraphs] for name in ("begin", "end", "kind")}
    body = [p for p in paragraphs if p.kind == "body"]
    row |= {f"sentence_{name}s": [getattr(p, name) for p in body] for name in ("begin", "end")}
    return row | {"cut_reasons": ["a call to subscribe"] * len(cuts)} | fields


def source(number: int, name: str, type_: str = "named person", **fields) -> dict:
    row = {"article_id": "toll", "source_id": f"s{number}", "name": name, "type": type_, "role": "", "affiliation": ""}
    row |= {"aliases": [], "people": None, "reason_withheld": "", "entity_id": "", "attributions": 1, "direct_words": 3}
    return row | {"indirect_words": 1, "share": 0.5, "first": 0, "begins": [0], "ends": [1]} | fields


def quote(number: int, who: str, spans: list[tuple[int, int]], story: str = STORY, **fields) -> dict:
    row = {"article_id": "toll", "attribution_id": f"a{number}", "source_id": who, "source": f"source {who}"}
    content = checks.words_at(story, *zip(*spans, strict=True)) if spans else ""
    row |= {"source_text": "", "cue": "said", "content": content, "form": "direct"}
    row |= {"kind": "statement", "framing": "neutral", "status": "attributed", "confidence": 0.9, "words": 4}
    row |= {"direct_words": 4, "paragraph": 1, "in_headline": False, "begin": min(spans)[0] if spans else 0}
    row |= edges("source_", []) | edges("cue_", []) | edges("content_", spans)
    return row | fields


def stance(number: int, who: str, target: str, words: str, shown: str, **fields) -> dict:
    row = {"article_id": "toll", "stance_id": f"t{number}", "source_id": who, "source": f"source {who}"}
    row |= {"attribution_id": "a1", "target": target, "position": "none", "commitment": "asserts", "shown": shown}
    row |= {"evidence": words, "flags": [], "confidence": 0.8} | edges("", at(words))
    return row | fields


def entity(number: int, name: str, **fields) -> dict:
    begin = STORY.rfind(name)
    row = {"article_id": "toll", "entity_id": f"e{number}", "name": name, "label": "PERSON", "status": "joined"}
    row |= {"aliases": [], "candidates": [], "count": 1, "paragraph_count": 1, "first": begin}
    return row | edges("", [(begin, begin + len(name))]) | fields


def made(articles=None, entities=(), sources=(), quotes=(), stances=(), corrections=()) -> tables.Tables:
    rows = {"articles": articles or [article()], "entities": entities, "sources": sources, "quotes": quotes}
    rows |= {"stances": stances, "corrections": corrections}
    return {name: tables.frame(name, found) for name, found in rows.items()}


@pytest.fixture(scope="module")
def read() -> tables.Tables:
    """A small article with a named source, an unnamed one, a doubt, a cut and stances on both sides."""
    return made(
        entities=[
            entity(1, "Arvenholt"),
            entity(2, "Castell", status="ambiguous", candidates=["Mina Castell", "Ugo Castell"]),
        ],
        sources=[
            source(1, "Mina Castell", share=0.6, first=STORY.index("Mina"), role="runs the port of Arvenholt"),
            source(2, "One skipper", "anonymous source", share=0.3, first=STORY.index("One skipper"), people=1),
        ],
        quotes=[
            quote(
                1,
                "s1",
                at("“We need the toll,”", "“It pays for the lamps.”"),
                source="Mina Castell",
                **edges("source_", at("Mina Castell, who runs the port of Arvenholt")),
                **edges("cue_", at("said")),
            ),
            quote(
                2,
                "s2",
                at("the toll was “a hook in the wallet,”"),
                form="mixed",
                framing="loaded",
                source="One skipper",
            ),
            quote(3, "", at("“No idea,”"), status="unattributed", confidence=0.2, source=""),
        ],
        stances=[
            stance(1, "s1", "the toll", "We need the toll", "in favour", position="supports"),
            stance(2, "s2", "the toll", "a hook in the wallet", "against", position="opposes", attribution_id="a2"),
            stance(3, "s1", "fares", "declined to discuss fares", "declines to say", commitment="declines"),
        ],
    )


EMPTY = made([article("", cut="", title="", words=0, paragraphs=0)])


# ---- reading the HTML back -----------------------------------------------------------------------------------------


class Reader(HTMLParser):
    """The text of a fragment without what was `added`, its ids, links, tags and attributes."""

    def __init__(self, html: str):
        super().__init__(convert_charrefs=True)
        self.open, self.text, self.shown = [], [], []
        self.ids, self.links, self.attributes = [], [], set()
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.attributes |= set(given)
        self.ids += [given["id"]] if "id" in given else []
        self.links += [given["href"]] if "href" in given else []
        if tag not in ("br", "img"):
            self.open.append((tag, (given.get("class") or "").split()))

    def handle_endtag(self, tag):
        assert self.open.pop()[0] == tag

    def handle_data(self, data):
        self.shown.append(data)
        classes = {name for _, names in self.open for name in names}
        if "control" in classes:
            data = re.sub(r"⟦U\+([0-9A-F]+)⟧", lambda match: chr(int(match[1], 16)), data)
        if "added" not in classes and "text" in classes:
            self.text.append(data)


def article_text(fragment: Fragment) -> str:
    return "".join(Reader(fragment.html).text)


def words(fragment: Fragment) -> str:
    """Everything that is shown, white space made plain."""
    return " ".join(
        "".join(
            Reader(re.sub(r"(<small|</(p|caption|td|th|li|dd|dt|small|summary)>)", r" \1", fragment.html)).shown
        ).split()
    )


def everything(read: tables.Tables) -> Fragment:
    shown = (views.bottom_line, views.annotated_article, views.sources, views.quotes, views.entities, views.stances)
    parts = [show(read).html for show in (*shown, views.audit, views.to_check, views.corrections)]
    return Fragment("".join([*parts, views.how_we_know(read, {}).html]))


# ---- fragments -----------------------------------------------------------------------------------------------------


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


# ---- the annotated article -----------------------------------------------------------------------------------------


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
    assert ">? unattributed</a>" in html


def test_a_note_says_who_and_why(read):
    shown = words(views.annotated_article(read))
    assert "Quote 1 · ●1 Mina Castell" in shown
    assert "nobody was chosen" in shown
    assert "in favour on the toll" in shown


def test_the_paragraph_numbers_of_the_text_of_the_places_and_of_the_quotes_are_the_same(read):
    html = views.annotated_article(read).html
    numbers = re.findall(r'<span class="count added" aria-hidden="true">(\d+)</span>', html)
    assert numbers == ["1", "2", "3"]
    language.declare()
    doc = Doc(Vocab(), words=list(STORY), spaces=[False] * len(STORY))
    doc._.paragraphs = layout(STORY, "Harbour toll goes ahead, port says").paragraphs
    for words_, number in [("“We need", "1"), ("One skipper", "2"), ("Castell declined", "3")]:
        [(begin, _)] = at(words_)
        [paragraph] = re.findall(rf'aria-hidden="true">{number}</span>(.*?)</p>', html, re.DOTALL)
        assert words_ in words(Fragment(f"<p>{paragraph}</p>"))
        assert views.where(read["articles"], begin) == f"paragraph {number}"
        assert str(findings.paragraph_number(doc, begin)) == number


def test_a_paragraph_is_what_the_table_says_it_is():
    begins, ends = [0, STORY.index("One")], [STORY.index("One") - 2, len(STORY)]
    told = article(cut="", paragraph_begins=begins, paragraph_ends=ends, paragraph_kinds=["subtitle", "body"])
    shown = views.annotated_article(made([told]))
    assert article_text(shown) == STORY
    assert shown.html.count("<p ") - shown.html.count("<p class") == 2
    assert '<p dir="auto" class="subtitle">Harbour toll' in shown.html
    assert views.where(made([told])["articles"], 5) == "subtitle"


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


SPAN = st.tuples(st.integers(-5, 130), st.integers(-5, 130))
SPANS = st.lists(SPAN, max_size=4)
ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
STORIES = st.one_of(
    ANY_TEXT, st.lists(st.sampled_from([*"ab .“”\n\r\t", "\u202e", "<b>", "&lt;", "\n\n"]), max_size=80)
)


@st.composite
def odd_tables(draw) -> tables.Tables:
    """Any text, and spans that overlap, cross, are empty, the wrong way round or outside of it."""
    story = "".join(draw(STORIES))
    quotes = []
    for number in range(draw(st.integers(0, 4))):
        parts = {f"{role}_": draw(SPANS) for role in ("source", "cue", "content")}
        own = {key: value for prefix, spans in parts.items() for key, value in edges(prefix, spans).items()}
        own |= {"status": draw(st.sampled_from(["attributed", "ambiguous"])), "begin": draw(st.integers(-5, 130))}
        quotes.append(quote(number + 1, draw(st.sampled_from(["", "s1", "s9"])), [], **own))
    begins, ends = zip(*draw(SPANS) or [(0, 0)], strict=True)
    cuts = {"cut_begins": list(begins), "cut_ends": list(ends), "cut_reasons": ["furniture"] * len(begins)}
    mentions = draw(SPANS) or [(0, 1)]
    entities = [entity(1, "A", first=mentions[0][0], **edges("", mentions))]
    own = {"attribution_id": "a1" if quotes else ""} | edges("", draw(SPANS))
    stances = [stance(1, draw(st.sampled_from(["s1", "s9"])), "x", "toll", "against", **own)]
    sources = [source(1, "A source", first=draw(st.integers(-5, 130)))]
    return made([article(story, cut="", **cuts)], entities, sources, quotes, stances)


@settings(max_examples=80, deadline=None)
@given(odd_tables())
def test_no_character_is_lost_or_doubled_whatever_the_spans(read):
    story = read["articles"]["text"].iloc[0]
    assert article_text(views.annotated_article(read)) == story


@settings(max_examples=30, deadline=None)
@given(odd_tables())
def test_every_link_leads_somewhere_whatever_the_spans(read):
    page = Reader(everything(read).html)
    assert len(page.ids) == len(set(page.ids))
    assert {address[1:] for address in page.links} <= set(page.ids)


# ---- the views -----------------------------------------------------------------------------------------------------


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


def test_the_bottom_line_counts(read):
    shown = words(views.bottom_line(read))
    assert "Two sources are quoted or paraphrased: one named person and one anonymous source." in shown
    assert "Most of the attributed words, 60% of 12, come from Mina Castell." in shown
    assert "One of the three attributed statements rests on unnamed sources alone." in shown
    assert (
        "Two findings should be checked before use: one of the three attributed statements and one ambiguous name."
        in shown
    )
    assert "to check in all: one attribution and one ambiguous name 2" in shown


def test_what_is_to_check_is_told_apart_from_what_is_said(read):
    """A doubtful stance is no doubtful attribution, and both numbers of the page say so."""
    sure = tables.frame("quotes", read["quotes"].to_dict("records")[:2])
    told = stance(4, "s1", "the toll", "It pays for the lamps", "against", position="opposes", confidence=0.3)
    shown = words(
        views.bottom_line(
            read | {"quotes": sure, "entities": tables.frame("entities"), "stances": tables.frame("stances", [told])}
        )
    )
    assert (
        "One finding should be checked before use: one stance record; the two attributed statements are not in doubt."
        in shown
    )
    assert "to check: one stance record 1" in shown


def test_the_bottom_line_of_one_statement_is_in_the_singular():
    one = made(sources=[source(1, "Mina Castell", share=1.0)], quotes=[quote(1, "s1", at("“We need the toll,”"))])
    shown = words(views.bottom_line(one))
    assert "One source is quoted or paraphrased: one named person." in shown
    assert "The one attributed statement does not rest on an unnamed source. Nothing stayed doubtful" in shown
    assert "most of" not in shown.lower()


@pytest.mark.parametrize(
    ("unnamed", "total", "expected"),
    [
        (1, 2, "One of the two attributed statements rests on unnamed sources alone."),
        (0, 2, "None of the two attributed statements rest on unnamed sources alone."),
        (8, 16, "Eight of the 16 attributed statements rest on unnamed sources alone."),
        (11, 16, "Of the 16 attributed statements, 11 rest on unnamed sources alone."),
    ],
)
def test_no_sentence_of_the_bottom_line_begins_with_digits(unnamed, total, expected):
    sources = [source(1, "One skipper", "anonymous source"), source(2, "Mina Castell")]
    quotes = [quote(n + 1, "s1" if n < unnamed else "s2", at("“We need the toll,”")) for n in range(total)]
    shown = words(views.bottom_line(made(sources=sources, quotes=quotes)))
    assert expected in shown


def test_many_sources_are_counted_inside_the_sentence():
    sources = [source(n, f"Skipper {n}") for n in range(1, 12)]
    shown = words(views.bottom_line(made(sources=sources, quotes=[quote(1, "s1", at("“We need the toll,”"))])))
    assert shown.startswith("In this article 11 sources are quoted or paraphrased: 11 named people.")


def test_the_bottom_line_says_when_nobody_speaks():
    assert "No words in this article were found to be attributed to anyone." in words(views.bottom_line(made()))
    assert "There is no text in this article" in words(views.bottom_line(EMPTY))
    one_word = made([article("Fog", cut="", words=1)])
    assert "This article has one word: too short" in words(views.bottom_line(one_word))


def test_the_bottom_line_says_when_nobody_could_be_made_out():
    lost = made(quotes=[quote(1, "", at("“No idea,”"), status="unattributed")])
    assert "but to nobody who could be made out" in words(views.bottom_line(lost))


def test_a_doubtful_quote_is_flagged_in_words(read):
    shown = words(views.quotes(read))
    assert "nobody chosen" in shown
    assert "? unattributed" in shown


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
    assert table.count('<th scope="col"') == 1 + views.COLUMNS
    assert "two records of targets that the table has no column for" in below.lower()
    assert "plan 8" in below
    assert 'id="t9"' in below


def test_what_stances_do_not_show_comes_before_any_name(read):
    shown = words(views.stances(read))
    assert shown.index("It is not what they believe") < shown.index("Mina Castell")
    assert "Of three attributed statements, two gave a stance record (three records in all, none of them" in shown


MEASURED = {
    "stances": {"sides_right": {"hits": 19, "found": 21}, "wrong_side": {"hits": 1, "found": 21}},
    "attributions": {"right_mouth": {"hits": 80, "found": 82}, "wrong_mouth": {"hits": 2, "found": 82}},
    "articles": 6,
}


def test_how_often_it_is_wrong_is_said_with_what_that_rests_on(read, tmp_path, monkeypatch):
    monkeypatch.setattr(accuracy, "MEASURED", tmp_path / "measured.json")
    accuracy.MEASURED.write_text(json.dumps(MEASURED))
    sides = "six articles read by hand: of 21 sides in favour or against, 19 were right and one the opposite"
    assert sides in words(views.stances(read))
    shown = words(views.how_we_know(read, {}))
    assert sides in shown
    assert "of 82 attributions with a source, 80 were given to the right source and two to a wrong one" in shown
    assert shown.count("(n = 82)") == shown.count("(n = 21)") == 1


@pytest.mark.parametrize("found", [None, {}, {"stances": {}, "articles": 6}])
def test_what_was_not_measured_is_said_so(read, tmp_path, monkeypatch, found):
    monkeypatch.setattr(accuracy, "MEASURED", tmp_path / "measured.json")
    if found is not None:
        accuracy.MEASURED.write_text(json.dumps(found))
    assert "How often the sides shown are wrong was not measured." in words(views.stances(read))
    assert words(views.how_we_know(read, {})).count("was not measured") == 2


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
    )
    both = read | {"stances": tables.frame("stances", [*read["stances"].to_dict("records")[:1], told])}
    shown = words(views.stances(both))
    assert "▲ in favour ▼ against (second-hand)" in shown
    assert "mixed" not in shown
    assert "Second-hand: the source says where somebody else stands" in shown
    assert "two records in all, none of them undecided, one second-hand" in shown
    assert "“against (second-hand)” on the toll" in words(views.to_check(both))
    assert "against (second-hand) on the toll" in words(views.annotated_article(both))
    for view in (views.stances, views.to_check, views.annotated_article):
        assert not re.search(r"(?<!or )\bagainst\b(?! \(second-hand)", words(view(both)))


def test_a_mixed_cell_shows_both_sides(read):
    mixed = stance(4, "s1", "the toll", "It pays for the lamps", "against", position="opposes")
    both = read | {"stances": tables.frame("stances", [*read["stances"].to_dict("records"), mixed])}
    assert "mixed: ▲ in favour ▼ against" in words(views.stances(both))


def test_blank_undecided_and_silent_cells_look_different(read):
    unsure = stance(4, "s2", "fares", "sell his boat", "?")
    table = tables.frame("stances", [*read["stances"].to_dict("records")[1:], unsure])
    html = views.stances(read | {"stances": table}).html
    assert '<span class="unseen">not addressed</span>' in html
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


def test_to_check_begins_with_the_least_certain(read):
    found = checks.all_of(read)
    assert found["id"].to_list() == ["a3", "e2"]
    assert found["certainty"].is_monotonic_increasing
    shown = words(views.to_check(read))
    assert "? unattributed: nobody near these words" in shown
    assert "“No idea,” somebody said." in shown
    assert "it fits Mina Castell and Ugo Castell" in shown
    assert "One piece of the text was left out." in shown


def test_a_low_confidence_is_a_doubt(read):
    assert checks.doubtful(read["quotes"], below=0.95).all()
    assert checks.doubtful(read["quotes"], below=0.1).to_list() == [False, False, True]


@settings(max_examples=100, deadline=None)
@given(STORIES.map("".join), SPAN)
def test_a_sentence_holds_what_it_was_asked_for(story, span):
    begin, end = sorted(min(max(edge, 0), len(story)) for edge in span)
    first, last = checks.around(story, begin, end)
    assert 0 <= first <= begin
    assert first <= last <= len(story)
    assert last >= min(end, first + checks.LONGEST_CONTEXT)


def test_how_we_know_names_model_scores_and_date(read):
    facts = {"Language model": "on_record 1.0", "Its scores": {"names, F1": 0.8712}, "Steps": ["layout", "tagger"]}
    shown = words(views.how_we_know(read, facts))
    assert "Language model on_record 1.0" in shown
    assert "names, F1: 0.871" in shown
    assert "layout, tagger" in shown
    assert "Date of the article not given" in shown


def test_a_place_on_disk_is_not_told():
    placed = made([article(path="/home/somebody/desk/toll.txt")])
    assert "somebody" not in views.how_we_know(placed, {}).html


def test_a_figure_has_its_alternative_text(read):
    shown = views.figure(charts.entity_bars(read["entities"]), "Mentions")
    assert 'alt="Bar chart of how often names are mentioned' in shown.html
    assert "<figcaption>Mentions</figcaption>" in shown.html
    assert shown.html == views.figure(charts.entity_bars(read["entities"]), "Mentions").html


def test_the_house_style_is_the_style_sheet_without_what_says_nothing():
    given, dense = (pages.FOLDER / "style.css").read_text(encoding="utf8"), views.house_style().html
    assert "/*" not in dense
    assert "\n" not in dense
    assert len(dense) < 0.85 * len(given)
    own = views.in_dark_notebooks(given).count("{")
    assert dense.count("{") == re.sub(r"/\*.*?\*/", "", given, flags=re.DOTALL).count("{") + own
    assert ".on-record .sign.named{--tone: var(--named)}" in dense


def test_a_dark_notebook_has_the_dark_colours_whatever_the_system_has():
    style = views.house_style().html
    system, own = (re.search(rf"{start}{{([^}}]*)", style)[1] for start in (r"dark\){:root", 'light="false"]'))
    assert system == own
    assert (
        own.count("--") == re.search(r"<style>:root{([^}]*)", style)[1].count("--") - 2
    )  # the two families of letters


def test_the_house_style_asks_for_nothing_from_outside():
    style = views.house_style().html
    assert "url(" not in style
    assert "@import" not in style
    assert "prefers-color-scheme: dark" in style
    assert "@media print" in style
