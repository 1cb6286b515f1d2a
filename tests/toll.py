"""An article about an invented toll as tables made by hand, odder tables of any text, and HTML read back."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import strategies as st

from helpers import checks, tables
from helpers.page.fragments import Fragment
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
    row |= {"holder": f"source {who}", "holder_id": who, "decided_by": "rule: stance"}
    row |= {"target_kind": "thing" if target else ""}
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


# ---- odd tables ----------------------------------------------------------------------------------------------------


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
