"""Annotations: an article's text with every source, cue and quote marked in place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

import pandas as pd

from helpers import checks
from helpers.checks import BELOW
from helpers.page.fragments import Fragment, element, join, link, outside, page
from helpers.page.shares import once
from helpers.text.layouts import Paragraph
from helpers.wording import STATUSES, TYPE_MARKS, count, source_group, stance_words

HEAD = ("headline", "subtitle", "byline", "date", "outlet")
"""The kinds of paragraphs that are set apart from the body."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One marked span of the text: its role, the finding it belongs to, and the source's number, shape and note."""

    begin: int
    end: int
    role: str
    about: str
    classes: str = ""
    label: str = ""
    address: str = ""
    note: Fragment | None = None
    doubt: Fragment | None = None


@dataclass(slots=True)
class Page:
    """What the annotated text is made from; `anchors` shrinks as they are set, `beside` stands in the margin."""

    text: str
    paragraphs: tuple[Paragraph, ...]
    marks: list[Mark]
    anchors: list[tuple[int, str]]
    beside: list[tuple[int, Fragment]]


@once
def annotated_article(tables: Mapping[str, pd.DataFrame], below: float = BELOW) -> Fragment:
    """The article in its own words and order, marked in place, each doubt behind the words it concerns; the text of its
    elements not of class `added` is the article's, character by character, control characters written out."""
    articles = tables["articles"]
    if articles.empty:
        return page(element("p", "There is no article.", class_="added"))
    article = next(articles.itertuples())
    text, length = article.text, len(article.text)
    found = [*marks(tables, length, below)]
    made = Page(text, paragraphs_of(article), found, anchors(tables, length), [*introductions(tables["sources"])])
    body = [piece(made, *cut) for cut in pieces(article)]
    left = (anchor(made.anchors.pop(0)[1]) for _ in range(len(made.anchors)))
    shown = key(set(tables["sources"]["type"]))
    return page(join(shown, element("div", *body, *left, class_="text", id="text")), class_="annotated")


def paragraphs_of(article) -> tuple[Paragraph, ...]:
    """The paragraphs of an article, as its row in the table has them."""
    edges = zip(article.paragraph_begins, article.paragraph_ends, strict=True)
    kinds = article.paragraph_kinds
    return tuple(Paragraph(int(b), int(e), kind) for (b, e), kind in zip(edges, kinds, strict=True))


def key(types: set[str]) -> Fragment:
    """How to read the marks; of the shapes those that occur."""
    signs = [
        element("span", "who speaks", class_="part source"),
        element("span", "the word of saying", class_="part cue"),
        element("span", "what is said", class_="part content"),
    ]
    shapes = [f"{mark} {name}" for name, mark in TYPE_MARKS.items() if name in types]
    lines: list[list[Fragment | str]] = [[element("strong", "How to read it"), *signs], [*shapes], [HINT]]
    return element("div", *(key_line(line) for line in lines if line), class_="key added")


HINT = (
    "A filled shape has a name, a hollow one does not. ●1 leads to the first source in the tables, q1 to the first "
    "quote; ? opens what is doubtful."
)


def key_line(parts: Iterable[Fragment | str]) -> Fragment:
    """One line of the key."""
    spaced = (child for part in parts for child in (element("span", part), " "))
    return element("p", *spaced)


# ---- what is marked ------------------------------------------------------------------------------------------------


def marks(tables: Mapping[str, pd.DataFrame], length: int, below: float = BELOW) -> Iterator[Mark]:
    """Every span to be marked, within 0 and `length`, in the order of the text."""
    sources = {source.source_id: source for source in tables["sources"].itertuples()}
    stances = dict(iter(tables["stances"].groupby("attribution_id", sort=False)))
    found, none = [*names(tables["entities"])], tables["stances"].head(0)
    for quote in tables["quotes"].itertuples():
        own = stances.get(quote.attribution_id, none)
        found += quote_marks(quote, sources.get(quote.source_id), own)
    found += doubts(tables, below)
    whole = (mark for mark in found if 0 <= mark.begin < mark.end <= length)
    yield from sorted(whole, key=lambda mark: (mark.begin, mark.end))


def names(entities: pd.DataFrame) -> Iterator[Mark]:
    """The first mention of every entity, which leads to its row."""
    for entity in entities.itertuples():
        for begin, end in list(spans(entity))[:1]:
            yield Mark(begin, end, "name", entity.entity_id, address=entity.entity_id)


def quote_marks(quote, source, stances: pd.DataFrame) -> Iterator[Mark]:
    """The source, cue and content spans of one attribution."""
    note = quote_note(quote, source, stances)
    kind = source_class(source)
    for role, own in (("source", "source_"), ("cue", "cue_"), ("content", "content_")):
        for begin, end in spans(quote, own):
            yield Mark(begin, end, role, quote.attribution_id, kind, *label(role, quote, source), note)


def doubts(tables: Mapping[str, pd.DataFrame], below: float) -> Iterator[Mark]:
    """What a person should look at, on the last of the words that it concerns."""
    quotes, entities, stances = (tables[name].itertuples() for name in ("quotes", "entities", "stances"))
    places = {row.attribution_id: [*spans(row, "source_"), *spans(row, "content_")] for row in quotes}
    places |= {row.entity_id: [*spans(row)][:1] for row in entities}
    places |= {row.stance_id: [*spans(row)] for row in stances}
    for row in checks.all_of(tables, below).itertuples():
        for begin, end in places[row.id][-1:]:
            yield Mark(begin, end, "unsure", row.id, doubt=element("span", outside(row.why), " ", to_settle(row)))


def to_settle(row) -> Fragment:
    """The way to a finding in the list of what to check."""
    return link(f"check-{row.id}", f"{row.about} {row.id[1:]} in the list", class_="place")


def spans(row, prefix: str = "") -> Iterator[tuple[int, int]]:
    """The offsets in the list columns `begins` and `ends` of a row."""
    begins, ends = getattr(row, f"{prefix}begins"), getattr(row, f"{prefix}ends")
    return zip(map(int, begins), map(int, ends), strict=False)


def label(role: str, quote, source) -> tuple[str, str]:
    """The sign behind a span and where it leads: a source's shape and number, a quote's number."""
    if role == "cue":
        return "", ""
    if role == "source" and source is not None:
        return shape(source), source.source_id
    sign = "" if source is None else f"{shape(source)} "
    return ("" if role == "source" else f"{sign}q{quote.attribution_id[1:]}"), quote.attribution_id


def shape(source) -> str:
    """A source's shape and number."""
    return "?" if source is None else f"{TYPE_MARKS.get(source.type, '?')}{source.source_id[1:]}"


def source_class(source) -> str:
    """The class of a source's type, which gives it its colour."""
    return "nobody" if source is None else source_group(source.type)


def quote_note(quote, source, stances: pd.DataFrame) -> Fragment:
    """Who and why, as shown beside a marked span."""
    who = outside(source.name) if source is not None else "nobody was chosen"
    what = [f"{quote.form} {quote.kind}", *([f"{quote.framing} cue"] if quote.framing else [])]
    status = ": ".join(STATUSES.get(quote.status, (quote.status,)))
    head = element("strong", f"Quote {quote.attribution_id[1:]} · {shape(source)} ", who)
    lines = [head, element("span", ", ".join(what)), element("span", status)]
    lines += [element("span", outside(quote.correction))] if quote.correction else []
    return element("span", *lines, *(stance_note(stance) for stance in stances.itertuples()), class_="note")


def stance_note(stance) -> Fragment:
    """One stance read from these words, leading to its record."""
    shown = stance_words(stance.shown, stance.flags)
    words = "could not tell" if shown == "?" else shown
    whose = join(outside(stance.holder), ": ") if stance.holder_id != stance.source_id else None
    target = outside(stance.target or "an unclear target")
    return element("span", whose, link(stance.stance_id, words), " on ", target)


def introductions(sources: pd.DataFrame) -> Iterator[tuple[int, Fragment]]:
    """Who a source is, to stand beside the paragraph where it first speaks; the table of sources says the same."""
    for source in sources[sources["first"].notna()].itertuples():
        sign = element("span", shape(source), class_=f"sign {source_class(source)}")
        said = f"{source.type} · {count(int(source.attributions), 'attribution')}"
        lines = (element("small", outside(words)) for words in (source.role, said) if words)
        name = element("strong", outside(source.name))
        yield int(source.first), element("span", sign, " ", name, *lines, class_="who")


# ---- places that rows lead to --------------------------------------------------------------------------------------


def anchors(tables: Mapping[str, pd.DataFrame], length: int) -> list[tuple[int, str]]:
    """Where each row's place in the text is: (offset, id), in the order of the text."""
    found = [(row.begin, row.attribution_id) for row in tables["quotes"].itertuples()]
    found += [(row.first, row.source_id) for row in tables["sources"].itertuples()]
    found += [(row.first, row.entity_id) for row in tables["entities"].itertuples()]
    found += [(min(row.begins, default=0), row.stance_id) for row in tables["stances"].itertuples()]
    return sorted((0 if pd.isna(at) else min(max(int(at), 0), length), f"text-{name}") for at, name in found)


def anchor(name: str) -> Fragment:
    """An empty element to be led to."""
    return element("span", id=name, class_="anchor")


# ---- the text, piece by piece --------------------------------------------------------------------------------------


def pieces(article) -> Iterator[tuple[int, int, str]]:
    """The whole text in runs (begin, end, why it was cut, empty where it was kept), none lost and none twice."""
    at, length = 0, len(article.text)
    cuts = zip(article.cut_begins, article.cut_ends, article.cut_reasons, strict=False)
    for begin, end, reason in sorted(cuts):
        begin, end = max(int(begin), at), min(int(end), length)
        if begin < end:
            yield at, begin, ""
            yield begin, end, reason or "not part of the article"
            at = end
    yield at, length, ""


def piece(made: Page, begin: int, end: int, reason: str) -> Fragment | None:
    """A kept run as its paragraphs, a cut one folded under its reason."""
    if begin == end:
        return None
    shown = join(*paragraphs(made, begin, end))
    if not reason:
        return shown
    summary = element("summary", element("span", "Left out: ", class_="label"), outside(reason), class_="added")
    return element("details", summary, shown, class_="cut")


def paragraphs(made: Page, begin: int, end: int) -> Iterator[Fragment | str]:
    """The paragraphs of a run, the white space between them as it is."""
    at, number = begin, 0
    for found in made.paragraphs:
        number += found.kind == "body"
        first, last = max(found.begin, begin), min(found.end, end)
        if first < last:
            start = after_break(made.text, at, first)
            yield made.text[at:start]
            shown = f"{number}" if found.kind == "body" else None
            yield paragraph(made, (start, first, last), found.kind if found.kind in HEAD else None, shown)
            at = last
    yield made.text[at:end]


def after_break(text: str, begin: int, end: int) -> int:
    """Where the words before a paragraph on its own line begin, such as `Headline:`; `end` where there are none."""
    start = max(text.rfind("\n", begin, end) + 1, text.rfind("\r", begin, end) + 1, begin)
    words = text[start:end].lstrip()
    return end - len(words)


def paragraph(made: Page, edges: tuple[int, int, int], kind: str | None, number: str | None) -> Fragment:
    """One paragraph with its marks; `edges` are where its line begins, where it begins itself and where it ends."""
    start, begin, end = edges
    own = [mark for mark in made.marks if mark.begin < end and mark.end > begin]
    body: list[Fragment | str] = [*margins(made, begin, end, number)]
    if start < begin:
        body.append(element("span", *plain(made, start, begin), class_="prefix"))
    at = begin
    for run in runs(own):
        first, last = max(run[0].begin, begin), min(max(mark.end for mark in run), end)
        body += [*plain(made, at, first), marked(made, run, first, last)]
        at = last
    return element("p", *body, *plain(made, at, end), dir="auto", class_=kind)


def margins(made: Page, begin: int, end: int, number: str | None) -> Iterator[Fragment]:
    """What stands beside a paragraph: its number, and who first speaks in it."""
    if number:
        yield element("span", number, class_="count added", aria_hidden="true")
    who = [shown for at, shown in made.beside if begin <= at < end]
    if who:
        yield element("span", *who, class_="beside added", aria_hidden="true")


def runs(own: list[Mark]) -> Iterator[list[Mark]]:
    """Marks in runs that overlap each other, in the order of the text."""
    run: list[Mark] = []
    for mark in own:
        if run and mark.begin >= max(other.end for other in run):
            yield run
            run = []
        run.append(mark)
    if run:
        yield run


def plain(made: Page, begin: int, end: int) -> Iterator[Fragment | str]:
    """Unmarked text with the anchors in it."""
    edges = sorted({begin, end, *(at for at, _ in made.anchors if begin < at < end)})
    for first, last in pairwise(edges):
        yield from due(made, last)
        yield made.text[first:last]


def due(made: Page, before: int) -> Iterator[Fragment]:
    """The anchors not yet set that stand before an offset."""
    while made.anchors and made.anchors[0][0] < before:
        yield anchor(made.anchors.pop(0)[1])


def marked(made: Page, run: list[Mark], begin: int, end: int) -> Fragment:
    """Overlapping marks as segments, each with the roles of all marks on it; the notes come after."""
    notes, name = {mark.about: mark.note for mark in run if mark.note is not None}, f"note-{begin}"
    inner = {edge for mark in run for edge in (mark.begin, mark.end)} | {at for at, _ in made.anchors}
    edges = sorted({begin, end, *(edge for edge in inner if begin < edge < end)})
    body: list[Fragment | str] = []
    for first, last in pairwise(edges):
        body += due(made, last)
        body.append(segment(made.text[first:last], [m for m in run if m.begin < last and m.end > first]))
        body += signs([mark for mark in run if mark.end == last], name)
    shown = element("span", *notes.values(), class_="notes added", role="note", id=name) if notes else None
    return element("span", *body, shown, class_="run")


def segment(words: str, own: list[Mark]) -> Fragment | str:
    """Words under the same marks."""
    names = [mark.address for mark in own if mark.role == "name"]
    roles = dict.fromkeys(f"{mark.role} {mark.classes}".rstrip() for mark in own if mark.role != "name")
    shown = link(names[0], words, class_="name") if names else words
    return element("span", shown, class_=" ".join(["part", *roles])) if roles else shown


def signs(ending: list[Mark], note: str) -> Iterator[Fragment]:
    """The signs behind a span, each once, described by the run's note."""
    seen = {(mark.label, mark.address): mark for mark in ending if mark.label}
    for (words, address), mark in seen.items():
        sign = link(address, words, aria_describedby=note)
        yield element("sup", sign, class_=f"sign added {mark.role} {mark.classes}")
    if doubtful := [mark for mark in ending if mark.doubt is not None]:
        yield opener(doubtful)


def opener(doubtful: list[Mark]) -> Fragment:
    """A small mark that opens what is doubtful about the words before it; nothing needs to run for that."""
    name = f"doubt-{doubtful[0].about}"
    mark = element("button", "?", type="button", popovertarget=name, aria_label="What is doubtful here")
    opened = element("span", *(mark.doubt for mark in doubtful), popover="auto", id=name, class_="opened")
    return element("span", mark, opened, class_="query added")
