"""Views: what a reader sees of one article's tables, as HTML fragments; they return, never display."""

from __future__ import annotations

import base64
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from helpers import audits, checks
from helpers import corrections as by_hand
from helpers.audits import on_unnamed as from_unnamed
from helpers.checks import BELOW
from helpers.page import accuracy
from helpers.page.annotations import annotated_article, shape, source_class
from helpers.page.fragments import Child, Fragment, element, grid, join, link, outside, page, table
from helpers.page.shares import once
from helpers.page.wording import (
    DOUBTFUL,
    STATUSES,
    TYPE_MARKS,
    count,
    listed,
    number,
    percent,
    plural,
    sentence,
    source_group,
    stance_words,
)
from helpers.remedies import remedies

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from helpers.charts import Chart
    from helpers.choices import Candidate, Choice

__all__ = [
    "SCORES",
    "Fragment",
    "annotated_article",
    "audit",
    "bottom_line",
    "choice",
    "corrections",
    "entities",
    "figure",
    "house_style",
    "how_we_know",
    "quotes",
    "says",
    "sources",
    "stances",
    "table",
    "to_check",
]

Tables = Mapping[str, pd.DataFrame]

MOST_CHOICES = 40
"""Articles that are listed to choose from."""
MOST_PLACES = 12
"""Paragraphs that are listed for a name."""
TOO_SHORT = 5
"""Words under which nothing is said about an article."""

STANCE_MARKS: Mapping[str, tuple[str, str]] = {
    "in favour": ("▲", "favour"),
    "against": ("▼", "against"),
    "describes, takes no side": ("–", "aside"),
    "distances itself": ("↔", "aside"),
    "denies": ("≠", "aside"),
    "says not aware": ("◌", "silent"),
    "declines to say": ("…", "silent"),
    "?": ("", "doubt"),
}
"""The sign and colour of what a stance cell shows, whatever stands in brackets behind it; refusing to speak never
looks like opposing."""

COLUMNS = 8
"""Targets that have a column in the table of stances; the records of others are listed below it."""
WHAT_IT_DOES_NOT_SHOW = (
    "This is what the article quotes or paraphrases these sources as saying, read from those words alone. "
    "It is not what they believe, and not the view of the writer or of this project. Blank means not addressed in "
    "this article: neither silence nor neutrality. Not being aware and declining to speak are not opposition."
)
SECOND_HAND = "Second-hand: the source says where somebody else stands, which is not the source's own position."


@cache
def house_style() -> Fragment:
    """The style sheet, for notebooks in JupyterLab; a published page has its own copy in its head."""
    style = files("helpers").joinpath("page", "style.css").read_text(encoding="utf-8")
    return Fragment(f"<style>{dense(style + in_dark_notebooks(style))}</style>")


def in_dark_notebooks(style: str) -> str:
    """The dark colours of a style sheet once more, for JupyterLab's dark theme whatever the system's is."""
    (colours,) = re.findall(r"@media \(prefers-color-scheme: dark\) \{\s*:root \{(.*?)\}", style, flags=re.DOTALL)
    dark = 'body[data-jp-theme-light="false"]'
    text = "body[data-jp-theme-light] .on-record table {color: inherit;}"
    return f"{dark} {{{colours}}} {dark} .on-record figure img {{filter: invert(1) hue-rotate(180deg);}} {text}"


def dense(style: str) -> str:
    """A style sheet without comments and without the white space that says nothing."""
    bare = re.sub(r"/\*.*?\*/", "", style, flags=re.DOTALL)
    return re.sub(r";?\s*([{};,])\s*", r"\1", re.sub(r"\s+", " ", bare)).strip()


@once
def figure(chart: Figure | Chart, caption: str = "") -> Fragment:
    """A chart, or any figure, as a PNG within the page; its label is the alternative text."""
    data = base64.b64encode(picture(chart)).decode("ascii")
    image = element("img", src=f"data:image/png;base64,{data}", alt=chart.get_label())
    frame = element("div", image, class_="scroll", role="region", tabindex=0, aria_label=f"Chart: {caption}")
    return page(element("figure", frame, element("figcaption", caption) if caption else None))


def picture(chart: Figure | Chart) -> bytes:
    """A chart as a PNG; a figure that somebody made otherwise may have more colours than a chart, and keeps them."""
    if hasattr(chart, "as_png"):
        return chart.as_png()
    made = io.BytesIO()
    chart.savefig(made, format="png", dpi=200, transparent=True, metadata={"Software": None})
    return made.getvalue()


def says(*lines: str) -> Fragment:
    """Plain sentences, a line each."""
    if len(lines) == 1:
        return page(element("p", sentence(*lines), dir="auto"), class_="says")
    return page(element("ul", *(element("li", sentence(line), dir="auto") for line in lines)), class_="says")


# ---- the choice of an article --------------------------------------------------------------------------------------


def choice(made: Choice) -> Fragment | None:
    """The articles that can be chosen, the chosen one marked; nothing where it was named outright."""
    if not made.candidates:
        return None
    chosen, total = made.candidates.index(made.chosen), len(made.candidates)
    shown = [*range(min(total, MOST_CHOICES)), *([chosen] if chosen >= MOST_CHOICES else [])]
    unread = any(candidate.article for candidate in made.candidates)
    where = "on the shelf; ▶ is read here" if unread else "read by notebook 1, the last one first; ▶ is shown here"
    rows = (choice_row(number, made.candidates[number], number == chosen, unread) for number in shown)
    heads = ["Number", "Headline", "Id", "Date", "Words", *(["Read before"] if unread else [])]
    left = f"{total - len(shown):,} more not listed; each can be chosen by a part of its headline."
    more = [element("p", left)] if total > len(shown) else []
    return page(
        grid(f"{total:,} {plural('article', total)} {where}", heads, rows, numbers=["Words"]),
        *more,
        *map(unreadable, made.unread),
    )


def choice_row(number: int, candidate: Candidate, chosen: bool, unread: bool) -> Fragment:
    """One article that can be chosen."""
    title = element("strong", candidate.title) if chosen else candidate.title
    return element(
        "tr",
        element("th", f"▶ {number + 1}" if chosen else f"{number + 1}", scope="row"),
        element("td", title, dir="auto"),
        element("td", element("code", candidate.id)),
        element("td", candidate.date, dir="auto"),
        element("td", f"{candidate.words:,}", class_="number"),
        element("td", "yes" if candidate.is_read else "no") if unread else None,
    )


def unreadable(why: str) -> Fragment:
    """What cannot be chosen, and why."""
    return element("p", "? ", outside(why), class_="doubt")


# ---- the bottom line -----------------------------------------------------------------------------------------------


@once
def bottom_line(tables: Tables, below: float = BELOW) -> Fragment:
    """What the article's sourcing amounts to, in plain sentences with counts."""
    words = int(tables["articles"]["words"].fillna(0).sum())
    if words < TOO_SHORT:
        return page(element("p", too_short(words)), class_="bottom-line")
    if tables["quotes"].empty:
        none = "No words in this article were found to be attributed to anyone."
        return page(element("p", none), key_figures(tables, below), class_="bottom-line")
    parts = [who_speaks(tables), who_carries(tables), on_unnamed(tables), to_do(tables, below), by_a_person(tables)]
    lines = element("p", *(child for part in parts if part for child in (part, " ")))
    return page(lines, key_figures(tables, below), class_="bottom-line")


def too_short(words: int) -> str:
    """What is said of an article that says nothing."""
    if words == 0:
        return "There is no text in this article, so there is nothing to report."
    return sentence(f"this article has {count(words, 'word')}: too short to say anything about who speaks in it")


def who_speaks(tables: Tables) -> Fragment:
    """How many sources of which type."""
    kinds = Counter(tables["sources"]["type"])
    several = listed(count(kinds[kind], kind) for kind in TYPE_MARKS if kinds[kind])
    total = kinds.total()
    if not total:
        return join("Words are attributed in this article, but to nobody who could be made out.")
    several = f" {plural('is', total)} quoted or paraphrased: {several}."
    if total < 10:
        return join(element("strong", count(total, "source").capitalize()), several)
    return join("In this article ", element("strong", count(total, "source")), several)


def who_carries(tables: Tables) -> Fragment | None:
    """Who has the most attributed words."""
    ranked = tables["sources"].sort_values("share", ascending=False, kind="stable")
    if len(ranked) < 2 or not ranked["share"].iloc[0]:
        return None
    first, second = ranked["share"].iloc[:2]
    if first == second:
        return join(f"No source has more of the attributed words than any other ({percent(first)}).")
    part, come = ("Most", "come") if first > 0.5 else ("The largest part", "comes")
    who = element("strong", outside(ranked["name"].iloc[0]))
    total = int(tables["quotes"]["words"].sum())
    return join(f"{part} of the attributed words, {percent(first)} of {total:,}, {come} from ", who, ".")


def on_unnamed(tables: Tables) -> Fragment:
    """How many statements rest on unnamed sources alone."""
    unnamed, total = len(from_unnamed(tables)), len(tables["quotes"])
    if total == 1:
        rests = "rests on an unnamed source alone" if unnamed else "does not rest on an unnamed source"
        return join(f"The one attributed statement {rests}.")
    rest = f"{'rests' if unnamed == 1 else 'rest'} on unnamed sources alone"
    if unnamed < 10:
        return join(
            sentence(f"{number(unnamed) if unnamed else 'none'} of the {number(total)} attributed statements", rest)
        )
    return join(f"Of the {total:,} attributed statements, {unnamed:,} {rest}.")


def to_do(tables: Tables, below: float) -> Fragment:
    """How many findings are to check, and of what; the same number as in the key figures."""
    found, statements = Counter(checks.all_of(tables, below)["about"]), len(tables["quotes"])
    if not found:
        return join("Nothing stayed doubtful, which is not the same as nothing being wrong.")
    of_all = "the one attributed statement" if statements == 1 else f"the {number(statements)} attributed statements"
    quotes = [of_all if statements == 1 else f"{number(found['quote'])} of {of_all}"] if found["quote"] else []
    others = [count(found[kind], word) for kind, word in OTHER_DOUBTS.items() if found[kind]]
    none = "" if quotes else f"; {of_all} {plural('is', statements)} not in doubt"
    total = found.total()
    lead = f"{number(total).capitalize()} {plural('finding', total)}" if total < 10 else f"In all {total:,} findings"
    return join(f"{lead} should be checked before use: {listed([*quotes, *others])}{none}.")


OTHER_DOUBTS: Mapping[str, str] = {"name": "ambiguous name", "stance": "stance record"}
"""What can be in doubt besides attributions."""


def by_a_person(tables: Tables) -> Fragment | None:
    """What came of corrections made by hand, where there are any."""
    said = by_hand.summary(tables["corrections"])
    return join(element("strong", "By hand:"), f" {said[:1].lower()}{said[1:]}") if said else None


def key_figures(tables: Tables, below: float) -> Fragment:
    """The counts that matter, large."""
    groups = Counter(tables["sources"]["type"].map(source_group))
    found = checks.all_of(tables, below)
    documents = [(groups["document"], plural("document", groups["document"]))] if groups["document"] else []
    shown = [
        (groups["named"], f"named {plural('source', groups['named'])}"),
        (groups["unnamed"], f"unnamed {plural('source', groups['unnamed'])}"),
        *documents,
        (len(tables["quotes"]), plural("attribution", len(tables["quotes"]))),
        (len(found), f"to check{' in all' if len(set(found['about'])) > 1 else ''}{kinds_of(found)}"),
    ]
    items = (element("div", element("dt", words), element("dd", f"{value:,}")) for value, words in shown)
    return element("dl", *items, class_="figures")


def kinds_of(found: pd.DataFrame) -> str:
    """What the findings to check are, behind their number."""
    kinds = Counter(found["about"])
    words = [
        count(kinds[kind], word) for kind, word in ({"quote": "attribution"} | OTHER_DOUBTS).items() if kinds[kind]
    ]
    return f": {listed(words)}" if words else ""


# ---- sources -------------------------------------------------------------------------------------------------------


@once
def sources(tables: Tables) -> Fragment:
    """One row a source: who, of which type, how often and with how many words, and where first."""
    table = tables["sources"]
    if table.empty:
        return nothing("No source was found.")
    heads = ["Source", "Type", "Attributions", "Words in quotation marks", "Other words", "Share of words", "First"]
    rows = (source_row(tables, source) for source in table.itertuples())
    caption = sentence(count(len(table), "source"), "in the order they speak")[:-1]
    return page(grid(caption, heads, rows, numbers=heads[2:6]))


def nothing(words: str) -> Fragment:
    """What stands in place of an empty table."""
    return page(element("p", words, class_="nothing"))


def source_row(tables: Tables, source) -> Fragment:
    """One source."""
    return element(
        "tr",
        element("th", source_name(source), *source_lines(source), scope="row", dir="auto"),
        element("td", f"{TYPE_MARKS.get(source.type, '?')} {source.type}", class_=f"type {source_class(source)}"),
        *(element("td", f"{value:,}", class_="number") for value in counts_of(source)),
        element("td", share(source), class_="number"),
        element("td", place(tables, source.source_id, source.first)),
        id=source.source_id,
    )


def counts_of(source) -> tuple[int, int, int]:
    """The three counts of a source."""
    return int(source.attributions), int(source.direct_words), int(source.indirect_words)


def source_name(source) -> Fragment:
    """A source's sign and name."""
    return join(element("span", shape(source), class_=f"sign {source_class(source)}"), " ", outside(source.name))


def source_lines(source) -> Iterator[Fragment]:
    """What else is known of a source, a line each."""
    people = "" if pd.isna(source.people) or source.people == 1 else f"{number(int(source.people))} people"
    lines = {
        "": source.role,
        "for ": source.affiliation if source.affiliation not in source.role else "",
        "also: ": " · ".join(source.aliases),
        "name withheld: ": source.reason_withheld,
        "how many: ": people,
        "cues that say more than said: ": listed(f"“{cue}”" for cue in dict.fromkeys(source.loaded_cues)),
    }
    for words, value in lines.items():
        if value:
            yield element("small", words, outside(value))
    yield from corrected(source)


def corrected(row) -> Iterator[Fragment]:
    """What a person corrected in a row, what it was, and why."""
    if row.correction:
        yield element("small", "corrected by hand: ", outside(row.correction), class_="corrected")


def share(source) -> Fragment:
    """A source's share of the attributed words, as number and bar."""
    value = 0.0 if pd.isna(source.share) else float(source.share)
    bar = element("meter", min=0, max=1, value=f"{value:.3f}", aria_label=f"{percent(value)} of all attributed words")
    return join(percent(value), " ", bar)


def place(tables: Tables, name: str, offset: object) -> Fragment:
    """The way from a row to its place in the text."""
    words = "text" if pd.isna(offset) else where(tables["articles"], int(offset))
    return link(f"text-{name}", words, class_="place")


def where(articles: pd.DataFrame, offset: int) -> str:
    """The kind or number of the paragraph that an offset stands in, the first of the body being 1."""
    begins, kinds = (next(iter(articles[f"paragraph_{name}"]), ()) for name in ("begins", "kinds"))
    before = [kind for begin, kind in zip(begins, kinds, strict=True) if begin <= offset]
    kind = before[-1] if before else "body"
    return f"paragraph {max(before.count('body'), 1)}" if kind in ("body", "cut") else kind


# ---- quotes --------------------------------------------------------------------------------------------------------


@once
def quotes(tables: Tables, below: float = BELOW) -> Fragment:
    """One row an attribution: who, by which cue, in which words, and how sure that is."""
    table = tables["quotes"]
    if table.empty:
        return nothing("No attributed words were found.")
    sources = {source.source_id: source for source in tables["sources"].itertuples()}
    doubt = checks.doubtful(table, below)
    rows = (quote_row(tables, q, sources.get(q.source_id), d) for q, d in zip(table.itertuples(), doubt, strict=True))
    heads = ["Quote", "Source", "Words", "Cue", "How", "Status", "Place"]
    caption = sentence(count(len(table), "attribution"), "in the order of the text")[:-1]
    return page(grid(caption, heads, rows))


def quote_row(tables: Tables, quote, source, doubtful: bool) -> Fragment:
    """One attribution."""
    return element(
        "tr",
        element("th", quote.attribution_id[1:], scope="row"),
        element("td", said_by(quote, source), dir="auto", class_="by"),
        element("td", element("q", quote.content), dir="auto", class_="words"),
        element("td", quote.cue, dir="auto"),
        element("td", *how(quote), class_="how"),
        element("td", *status(quote, doubtful), class_="status"),
        element("td", place(tables, quote.attribution_id, quote.begin)),
        id=quote.attribution_id,
        class_="doubtful" if doubtful else None,
    )


def said_by(quote, source) -> Fragment:
    """Who said it, leading to the source's row; the words of the article where nobody was chosen."""
    if source is None:
        written = f" (written: {quote.source_text})" if quote.source_text else ""
        return join("nobody chosen", element("small", written) if written else None)
    sign = link(source.source_id, shape(source), class_=f"sign {source_class(source)}")
    return join(sign, " ", outside(quote.source))


def how(quote) -> Iterator[Fragment | str]:
    """Form, kind and framing."""
    yield f"{quote.form} {quote.kind}"
    if quote.framing == "loaded":
        yield element("small", "loaded cue")
    if quote.in_headline is True:
        yield element("small", "in the headline")


def status(quote, doubtful: bool) -> Iterator[Fragment]:
    """How the source was found, in words, a doubt marked."""
    shown, meaning = STATUSES.get(quote.status, (quote.status, ""))
    flagged = doubtful or quote.status in DOUBTFUL
    yield element("span", f"? {shown}" if flagged else shown, class_="doubt" if flagged else None, title=meaning)
    if not pd.isna(quote.confidence):
        yield element("small", f"confidence {quote.confidence:.2f}")
    yield from corrected(quote)


# ---- entities ------------------------------------------------------------------------------------------------------


@once
def entities(tables: Tables) -> Fragment:
    """One row a person, body or place, the most mentioned first."""
    table = tables["entities"].sort_values(["count", "first"], ascending=[False, True], kind="stable")
    if table.empty:
        return nothing("No names were found.")
    heads = ["Name", "Kind", "Mentions", "Paragraphs", "Also written", "First"]
    rows = (entity_row(tables, entity) for entity in table.itertuples())
    return page(
        grid(f"{len(table):,} {plural('name', len(table))}, the most mentioned first", heads, rows, numbers=heads[2:4])
    )


LABELS: Mapping[str, str] = {
    "PERSON": "person",
    "ORG": "organisation",
    "GPE": "country, state or town",
    "LOC": "place",
    "NORP": "nationality or group",
    "MISC": "other",
}


def entity_row(tables: Tables, entity) -> Fragment:
    """One entity."""
    return element(
        "tr",
        element("th", outside(entity.name), *entity_lines(entity), scope="row", dir="auto"),
        element("td", LABELS.get(entity.label, entity.label)),
        element("td", f"{entity.count:,}", class_="number"),
        element("td", f"{entity.paragraph_count:,}", element("small", comes_up(tables, entity)), class_="number"),
        element("td", " · ".join(entity.aliases), dir="auto"),
        element("td", place(tables, entity.entity_id, entity.first)),
        id=entity.entity_id,
    )


def comes_up(tables: Tables, entity) -> str:
    """The paragraphs that a name comes up in, `headline, 1, 3`, the first few of many."""
    places = dict.fromkeys(where(tables["articles"], begin).removeprefix("paragraph ") for begin in entity.begins)
    shown = ", ".join(list(places)[:MOST_PLACES])
    return f"{shown} …" if len(places) > MOST_PLACES else shown


def entity_lines(entity) -> Iterator[Fragment]:
    """What else a reader needs of a name: a doubt, and its number where the charts cannot show it."""
    if entity.status == "ambiguous":
        yield element("small", f"? ambiguous: fits {listed(entity.candidates)}", class_="doubt")
    from helpers.charts import legible  # here, for drawing takes a second to load and most views draw nothing

    if not legible(entity.name):
        yield element("small", f"{entity.entity_id} in the charts")
    yield from corrected(entity)


# ---- stances -------------------------------------------------------------------------------------------------------


@once
def stances(tables: Tables) -> Fragment:
    """Sources against targets, every cell opening onto its words, after what it does not show and how wrong it is."""
    table = tables["stances"]
    note = element("p", WHAT_IT_DOES_NOT_SHOW, class_="note-before")
    counted = element("p", stance_counts(tables), " ", accuracy.of_stances(), class_="counts")
    if table.empty:
        return page(note, counted)
    whole = (table["target"] != "") & table["source_id"].isin(tables["sources"]["source_id"])
    fit = whole & table["target"].isin(fitting(table[whole]))
    body = [cross_table(tables, table[fit]), beside_table(tables, table[whole & ~fit])] if whole.any() else []
    return page(note, counted, stance_key(table), *body, without_place(tables, table[~whole]))


def stance_counts(tables: Tables) -> str:
    """How many statements gave a record, and how many stayed undecided."""
    total, table = len(tables["quotes"]), tables["stances"]
    if not total:
        return "No attributed statement was found, so no stance was read."
    gave = table["attribution_id"].nunique()
    undecided = int(checks.undecided(table).sum())
    lead = f"of {number(total)} attributed {plural('statement', total)}, {number(gave)} gave a stance record"
    records = f"{count(len(table), 'record')} in all, {number(undecided) if undecided else 'none'} of them undecided"
    second_hand = sum("second-hand" in flags for flags in table["flags"])
    records += f", {number(second_hand)} second-hand" if second_hand else ""
    return sentence(lead, f"({records})") if len(table) else sentence(lead)


def stance_key(table: pd.DataFrame) -> Fragment:
    """The signs that are used, in the order of `STANCE_MARKS`, and what second-hand means where it comes up."""
    words = sorted(set(all_words(table)))
    used = [shown for mark in STANCE_MARKS for shown in words if bare(shown) == mark]
    hint = element("span", SECOND_HAND, class_="hint") if any("second-hand" in shown for shown in used) else None
    return element("p", *(child for shown in used for child in (stance_word(shown), " ")), hint, class_="key")


def all_words(records: pd.DataFrame) -> list[str]:
    """What each record is shown as."""
    return [stance_words(shown, flags) for shown, flags in zip(records["shown"], records["flags"], strict=True)]


def bare(words: str) -> str:
    """What is shown without what stands in brackets."""
    return words.partition(" (")[0]


def stance_word(words: str) -> Fragment:
    """What is shown, with its sign; a second-hand side looks different from the source's own."""
    sign, name = STANCE_MARKS.get(bare(words), ("", "aside"))
    shown = "? could not tell" if words == "?" else f"{sign} {words}".strip()
    return element("span", shown, class_=f"stance {name}{' second-hand' if 'second-hand' in words else ''}")


def fitting(placed: pd.DataFrame) -> list[str]:
    """The targets that have a column: those of most sources, the earlier ones among equals."""
    asked = placed.groupby("target", sort=False)["source_id"].nunique()
    return list(asked.sort_values(ascending=False, kind="stable").index[:COLUMNS])


def beside_table(tables: Tables, rest: pd.DataFrame) -> Fragment | None:
    """The records of further targets, which have no column."""
    if rest.empty:
        return None
    words = sentence(count(len(rest), "record"), "of targets that the table has no column for")
    items = (
        stance_item(tables, s, join(outside(s.source), " on ", outside(s.target), ": ")) for s in rest.itertuples()
    )
    return join(element("p", words), element("ul", *items, class_="evidence"))


def cross_table(tables: Tables, placed: pd.DataFrame) -> Fragment:
    """The source × target table."""
    targets = fitting(placed)
    heads = ["Source", *targets]
    speaking = tables["sources"][tables["sources"]["source_id"].isin(placed["source_id"])]
    rows = (stance_row(tables, source, placed, targets) for source in speaking.itertuples())
    caption = "What each source is quoted as saying, by target; open a cell for the words"
    return grid(caption, heads, rows, class_="cross")


def stance_row(tables: Tables, source, placed: pd.DataFrame, targets: list[str]) -> Fragment:
    """One source's row: a cell a target, blank where the source does not address it."""
    own = placed[placed["source_id"] == source.source_id]
    sign = link(source.source_id, shape(source), class_=f"sign {source_class(source)}")
    head = element("th", sign, " ", outside(source.name), scope="row", dir="auto")
    return element("tr", head, *(stance_cell(tables, own[own["target"] == target]) for target in targets))


def stance_cell(tables: Tables, records: pd.DataFrame) -> Fragment:
    """What a source says of a target, opening onto the words."""
    if records.empty:
        return element("td", element("span", "not addressed", class_="unseen"))
    summary = element("summary", *cell_words(list(dict.fromkeys(all_words(records)))))
    items = (stance_item(tables, stance) for stance in records.itertuples())
    return element("td", element("details", summary, element("ul", *items, class_="evidence")))


def cell_words(shown: list[str]) -> Iterator[Fragment | str]:
    """The words of a cell; both of the source's own sides where they differ."""
    own = {bare(words) for words in shown if "second-hand" not in words}
    if {"in favour", "against"} <= own:
        yield element("strong", "mixed: ")
    for word in shown:
        yield stance_word(word)
        yield " "


def stance_item(tables: Tables, stance, who: Child = None) -> Fragment:
    """One record: its words, flags and place."""
    noted = [flag for flag in stance.flags if flag != "second-hand"]
    flags = f"{', '.join(noted)}; " if noted else ""
    known = (tables["quotes"]["attribution_id"] == stance.attribution_id).any()
    details = [
        f"{flags}confidence {checks.certainty(stance.confidence):.2f} · ",
        link(stance.attribution_id, f"quote {stance.attribution_id[1:]}") if known else "no quote",
        " · ",
        place(tables, stance.stance_id, min(stance.begins, default=0)),
    ]
    shown, words = stance_words(stance.shown, stance.flags), element("q", stance.evidence, dir="auto")
    made = [element("small", *details), *corrected(stance)]
    return element("li", who, stance_word(shown), " ", words, *made, id=stance.stance_id)


def without_place(tables: Tables, lost: pd.DataFrame) -> Fragment | None:
    """The records whose source or target could not be told: the words are kept."""
    if lost.empty:
        return None
    words = sentence(count(len(lost), "record"), "whose source or target could not be told; the words are kept")
    items = (stance_item(tables, s, join(outside(s.source), ": ")) for s in lost.itertuples())
    return join(element("p", words), element("ul", *items, class_="evidence"))


# ---- what to check -------------------------------------------------------------------------------------------------


@once
def to_check(tables: Tables, below: float = BELOW) -> Fragment:
    """What a person should look at, least certain first; then what was cut, and notes on the reading."""
    found = checks.all_of(tables, below)
    if found.empty:
        lead = element("p", "Nothing stayed doubtful by these rules, which is not the same as nothing being wrong.")
    else:
        rows = (check_row(tables, row) for row in found.itertuples())
        caption = sentence(count(len(found), "finding"), "to check, least certain first")[:-1]
        lead = grid(caption, ["What", "Why", "In its sentence", "Place"], rows)
    return page(lead, *left_out(tables), *notes(tables), class_="to-check")


def check_row(tables: Tables, row) -> Fragment:
    """One finding to check, with its sentence."""
    words = *in_its_sentence(tables, row.begin, row.end), settling(tables, row)
    name = f"{row.about} {row.id[1:]}" if row.about != "name" else row.what
    return element(
        "tr",
        element("th", link(row.id, name), scope="row", dir="auto"),
        element("td", element("span", f"? {row.why}", class_="doubt"), class_="why"),
        element("td", *words, dir="auto", class_="words"),
        element("td", place(tables, row.id, row.begin)),
    )


def settling(tables: Tables, row) -> Fragment:
    """A line for the corrections file for each answer to a doubt, folded."""
    found = remedies(tables, row.about, row.id)
    items = (element("li", element("span", outside(one.answer)), " ", element("code", one.line)) for one in found)
    summary = element("summary", f"To settle it: {count(len(found), 'answer')}, a line each")
    return element("details", summary, element("ul", *items, class_="remedies"), class_="settle", dir="ltr")


def in_its_sentence(tables: Tables, begin: int, end: int) -> Iterator[Fragment | str]:
    """A finding's words, marked in the sentence around it; cut short at its end where that is long."""
    text = "".join(tables["articles"]["text"].iloc[:1])
    first, last = checks.context(tables["articles"], begin, end)
    stop = min(end, last)
    yield text[first:begin]
    yield element("mark", text[begin:stop])
    yield text[stop:last]
    if stop < end:
        yield " […]"


def left_out(tables: Tables) -> Iterator[Fragment]:
    """What was cut from the analysis, and why."""
    for article in tables["articles"].itertuples():
        items = [
            element("li", element("strong", outside(reason)), ": ", element("q", excerpt(article.text[begin:end])))
            for begin, end, reason in zip(article.cut_begins, article.cut_ends, article.cut_reasons, strict=False)
        ]
        if items:
            words = sentence(count(len(items), "piece"), "of the text", plural("was", len(items)), "left out")
            yield element("p", words)
            yield element("ul", *items)


def excerpt(words: str, longest: int = 120) -> str:
    """The beginning of a longer text on one line."""
    line = " ".join(words.split())
    return line if len(line) <= longest else f"{line[:longest]} […]"


def notes(tables: Tables) -> Iterator[Fragment]:
    """What a reader should know of how the text was read."""
    said = [note for notes in tables["articles"]["notes"] for note in notes]
    if said:
        yield element("p", "Notes on the reading:")
        yield element("ul", *(element("li", note, dir="auto") for note in said))


# ---- the audit -----------------------------------------------------------------------------------------------------

CARRIED_BY: Mapping[str, str] = {
    "named": "a named source",
    "document": "a document",
    "unnamed": "unnamed sources alone",
    "unresolved": "somebody who could not be made out",
    "nobody": "nobody but the writer",
}
"""Who carries a sentence, in words."""


@once
def audit(tables: Tables) -> Fragment:
    """What the article rests on: who carries it, what unnamed sources carry alone, who was asked, its headline."""
    parts = (carrying(tables), resting(tables), asking(tables), heading(tables))
    return page(*(part for some in parts for part in some), class_="audit")


def carrying(tables: Tables) -> Iterator[Fragment]:
    """How many sentences of the body rest on whom."""
    found = audits.carried(tables)
    total = int(found["sentences"].sum())
    if not total:
        yield element("p", "The body has no sentences.", class_="nothing")
        return
    rows = (carrying_row(row) for row in found.itertuples() if row.sentences or row.carried_by == "nobody")
    caption = sentence(f"who carries the {count(total, 'sentence')} of the body, as the parser cuts them")[:-1]
    yield grid(caption, ["Carried by", "Sentences", "Share"], rows, numbers=["Sentences", "Share"], class_="frame")


def carrying_row(row) -> Fragment:
    """One carrier."""
    bar = element("meter", min=0, max=1, value=f"{row.share:.3f}", aria_label=f"{percent(row.share)} of the sentences")
    return element(
        "tr",
        element("th", CARRIED_BY[row.carried_by], scope="row"),
        element("td", f"{row.sentences:,}", class_="number"),
        element("td", percent(row.share), " ", bar, class_="number"),
    )


def resting(tables: Tables) -> Iterator[Fragment]:
    """The statements that rest on unnamed sources alone."""
    found, total = from_unnamed(tables), len(tables["quotes"])
    if found.empty:
        yield element("p", "No statement rests on an unnamed source.")
        return
    sources = {source.source_id: source for source in tables["sources"].itertuples()}
    items = (resting_item(tables, quote, sources[quote.source_id]) for quote in found.itertuples())
    lead = f"{number(len(found))} of {count(total, 'attributed statement')} {plural('rests', len(found))}"
    yield element("p", sentence(lead, "on unnamed sources alone: nobody with a name stands behind these words"))
    yield element("ul", *items, class_="evidence")


def resting_item(tables: Tables, quote, source) -> Fragment:
    """One statement of an unnamed source."""
    reason = element("small", "name withheld: ", outside(source.reason_withheld)) if source.reason_withheld else None
    way = element("small", place(tables, quote.attribution_id, quote.begin))
    words = element("q", excerpt(quote.content, 240), dir="auto")
    return element("li", said_by(quote, source), ": ", words, reason, way)


def asking(tables: Tables) -> Iterator[Fragment]:
    """Who was asked and declined, did not answer or could not be reached."""
    found = audits.asked(tables)
    if found.empty:
        yield element(
            "p", "The text tells of nobody who was asked and declined, did not answer or could not be reached."
        )
        return
    caption = sentence(f"asked for words that are not there: {len(found):,}")[:-1]
    yield grid(
        caption, ["Who", "What came of it", "In its sentence"], (asked_row(tables, row) for row in found.itertuples())
    )


def asked_row(tables: Tables, row) -> Fragment:
    """One who was asked."""
    return element(
        "tr",
        element("th", outside(row.who), scope="row", dir="auto"),
        element("td", row.outcome),
        element("td", *in_its_sentence(tables, row.begin, row.end), dir="auto", class_="words"),
    )


def heading(tables: Tables) -> Iterator[Fragment]:
    """The words in quotation marks in the headline that the body does not bear out."""
    found = audits.unbacked(tables)
    if found.empty:
        yield element("p", "No quoted words of the headline are missing from the quotations of the body.")
    for row in found.itertuples():
        missing = "has them, but not as a quotation" if row.in_body else "does not have them word for word"
        words = element("strong", outside(row.words))
        yield element("p", "The headline puts ", words, f" in quotation marks; the body {missing}.")


# ---- corrections ---------------------------------------------------------------------------------------------------


def corrections(tables: Tables) -> Fragment:
    """What a person corrected by hand, a row each, those that were not carried out first."""
    table = tables["corrections"]
    if table.empty:
        return nothing("Nothing was corrected by hand.")
    order = {name: at for at, name in enumerate(("malformed", "unmatched", "applied", "needless"))}
    rows = sorted(table.to_dict("records"), key=lambda row: (order[row["status"]], row["line"]))
    heads = ["Line", "What", "What came of it", "Why"]
    return page(grid(by_hand.summary(table)[:-1], heads, map(correction_row, rows)))


def correction_row(row: Mapping[str, object]) -> Fragment:
    """One correction."""
    lost = row["status"] in ("malformed", "unmatched")
    said = f"? {row['outcome']}" if lost else row["outcome"]
    given = [("at: ", row["where"]), ("from: ", row["from"]), ("to: ", row["to"])]
    lines = (element("small", name, outside(excerpt(str(value)))) for name, value in given if value)
    return element(
        "tr",
        element("th", f"{row['line']}", scope="row"),
        element("td", row["what"], *lines),
        element("td", element("span", said, class_="doubt" if lost else None), dir="auto"),
        element("td", row["why"], dir="auto"),
    )


# ---- how we know ---------------------------------------------------------------------------------------------------

SCORES: Mapping[str, str] = {
    "tag_acc": "tags, accuracy",
    "pos_acc": "word classes, accuracy",
    "dep_uas": "trees, unlabelled",
    "dep_las": "trees, labelled",
    "ents_f": "names, F1",
}
"""The scores that a spaCy pipeline carries with it, and what they are called here."""

METHOD = (
    "The text was read as it stands and never rewritten; page furniture was left out.",
    "A trained language model tagged and parsed every sentence and found the names; names were joined where one fits.",
    "Attributed words were found by their cue (said, suggested, according to) and by the quotation marks, then linked "
    "to a source; where two sources fit, nobody was chosen.",
    "Stances were read from the attributed words alone, never from the writer's own words and never from allies or "
    "party.",
    "Machines misread. What was unsure is listed under what to check; what was missed is listed nowhere.",
)


def how_we_know(tables: Tables, facts: Mapping[str, object]) -> Fragment:
    """The method in short, and the facts of this reading: article, model, version, scores, parameters."""
    steps = element("ul", *(element("li", step) for step in METHOD), class_="method")
    rows = [
        element("div", element("dt", name), element("dd", value, dir="auto")) for name, value in known(tables, facts)
    ]
    return page(steps, element("dl", *rows, class_="facts"), class_="how-we-know")


def known(tables: Tables, facts: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """What is known of the article, then the given facts."""
    for article in tables["articles"].itertuples():
        shown = {"Headline": article.title, "By": article.byline, "Filed from": article.dateline}
        shown |= {"Date of the article": article.date or "not given", "Published by": article.outlet}
        shown |= {"Read from": file_name(article.path), "Length": count_of(article)}
        yield from ((name, value) for name, value in shown.items() if value)
    yield from ((name, fact(value)) for name, value in facts.items())
    yield "Right and wrong: sources", accuracy.of_attributions()
    yield "Right and wrong: stances", accuracy.of_stances()


def file_name(path: str) -> str:
    """A web address as it is, a file without its folders."""
    return path if "://" in path else Path(path).name


def count_of(article) -> str:
    """How long the article is."""
    paragraphs = 0 if pd.isna(article.paragraphs) else int(article.paragraphs)
    words = 0 if pd.isna(article.words) else int(article.words)
    return f"{words:,} {plural('word', words)} in {paragraphs:,} {plural('paragraph', paragraphs)}"


def fact(value: object) -> str:
    """A fact as a person would write it; a mapping as `name: value`."""
    if isinstance(value, Mapping):
        return "; ".join(f"{name}: {fact(part)}" for name, part in value.items())
    if isinstance(value, Iterable) and not isinstance(value, str):
        return ", ".join(map(fact, value))
    return f"{value:.3g}" if isinstance(value, float) else str(value)
