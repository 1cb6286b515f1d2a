"""Glances: the first screen of a report; who is quoted, who has no name, and what to check."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pandas as pd

from helpers import audits, checks
from helpers.checks import BELOW
from helpers.issues import Issue
from helpers.page import accuracy
from helpers.page.annotations import shape, source_class
from helpers.page.crosstabs import all_words, main_issue, reported_by, stance_word
from helpers.page.fragments import Fragment, element, join, link, outside, page, separated
from helpers.page.places import excerpt
from helpers.page.shares import once
from helpers.page.summaries import by_a_person, nobody_speaks
from helpers.tables import Tables
from helpers.wording import count, listed, number, percent, plural, sentence, source_group

MOST_NAMED, MOST_SIDES, MOST_UNNAMED, MOST_TO_CHECK, MOST_MENTIONED = 8, 2, 6, 3, 6
"""Rows of each kind on the first screen; the others are a click away."""
KINDS = ("quote", "name", "stance")
"""What a finding to check is about."""


@once
def at_a_glance(tables: Tables, below: float = BELOW, own: Sequence[str] = ()) -> Fragment:
    """Who is quoted, who has no name, and what to check: each name and figure leads to its place; one's `own` issues
    come before those found."""
    if none := nobody_speaks(tables):
        return page(element("p", none), to_check(tables, below), class_="glance bare")
    left = element("div", *named(tables, own), *documents(tables), class_="speaking")
    right = element("div", *unnamed(tables), to_check(tables, below), class_="aside-of")
    by_hand = [element("p", said, class_="by-hand")] if (said := by_a_person(tables)) else []
    return page(left, right, mentioned(tables), *by_hand, class_="glance")


def head(figure: int, words: str, address: str, kind: str = "") -> Fragment:
    """A large figure and what it counts, leading to where all of them are."""
    large = element("strong", f"{figure:,}", class_=f"figure {kind}")
    return element("p", link(address, large, " ", element("span", words)), class_="figure-head")


def of_group(tables: Tables, group: str) -> pd.DataFrame:
    """The sources of a group, those with most words first."""
    sources = tables["sources"]
    own = sources[sources["type"].map(source_group) == group]
    return own.sort_values("share", ascending=False, kind="stable")


# ---- with a name ---------------------------------------------------------------------------------------------------


def named(tables: Tables, own: Sequence[str]) -> Iterator[Fragment]:
    """The named sources, a row each: who, which share of the attributed words, and which side on the main issue."""
    found, issue = of_group(tables, "named"), main_issue(tables, own)
    yield head(len(found), f"quoted by name, {shares_of(found)}", "sources", "named")
    if found.empty:
        return
    heads = [
        join("Who"),
        join("Share of words"),
        *([join("Side on ", outside(excerpt(issue.name, 40)))] if issue else []),
    ]
    names = element("tr", *(element("th", words, scope="col") for words in heads))
    rows = (named_row(tables, source, issue) for source in found.head(MOST_NAMED).itertuples())
    caption = element("caption", "Sources with a name, those with most words first", class_="unseen")
    yield element("table", caption, element("thead", names), element("tbody", *rows))
    yield from more(len(found) - MOST_NAMED, "sources")
    if issue:
        yield element("p", accuracy.of_sides_in_short(), class_="small-print")


def shares_of(found: pd.DataFrame) -> str:
    """How many of the attributed words some sources have together."""
    return f"with {percent(float(found['share'].fillna(0).sum()))} of the attributed words"


def named_row(tables: Tables, source, issue: Issue | None) -> Fragment:
    """One named source."""
    who = join(sign(source), " ", link(f"text-{source.source_id}", outside(source.name)))
    role = element("small", outside(excerpt(source.role or source.affiliation, 90))) if role_of(source) else None
    cells = [element("th", who, role, scope="row", dir="auto"), element("td", share(source), class_="share")]
    return element("tr", *cells, element("td", *side(tables, source, issue), class_="side") if issue else None)


def role_of(source) -> str:
    """What a source is, as written."""
    return source.role or source.affiliation


def sign(source) -> Fragment:
    """A source's shape and number."""
    return element("span", shape(source), class_=f"sign {source_class(source)}")


def share(source) -> Fragment:
    """A source's share of the attributed words, leading to its row."""
    value = 0.0 if pd.isna(source.share) else float(source.share)
    bar = element("meter", min=0, max=1, value=f"{value:.3f}", aria_hidden="true")
    return join(bar, link(source.source_id, percent(value)))


def side(tables: Tables, source, issue: Issue) -> Iterator[Fragment]:
    """Where a source stands on the main issue, else on another; each side leads to the words that show it."""
    own = tables["stances"][tables["stances"]["holder_id"] == source.source_id]
    main, sided = own[own["target"].isin(issue.targets)], own[(own["position"] != "none") & (own["target"] != "")]
    shown = main if len(main) else sided.head(MOST_SIDES)
    for words, record in dict(zip(all_words(shown), shown.itertuples(), strict=True)).items():
        other = (
            element("small", "on ", outside(excerpt(record.target, 40))) if record.target not in issue.targets else None
        )
        way = link(f"text-{record.stance_id}", stance_word(words))
        yield element("span", way, other, reported_by(record), class_="on")


def more(left: int, address: str) -> Iterator[Fragment]:
    """The way to those that are not listed."""
    if left > 0:
        yield element("p", link(address, f"and {number(left)} more"), class_="more")


def documents(tables: Tables) -> Iterator[Fragment]:
    """The documents, as one line."""
    found = of_group(tables, "document")
    if not found.empty:
        yield head(len(found), plural("document", len(found)), "sources", "document")
        yield in_a_line(found)


def in_a_line(found: pd.DataFrame) -> Fragment:
    """Sources one behind the other, the first few of many."""
    shown = [source_link(source) for source in found.head(MOST_UNNAMED).itertuples()]
    left = len(found) - len(shown)
    rest = [link("sources", f"and {number(left)} more")] if left > 0 else []
    return element("p", *separated([*shown, *rest]), class_="in-a-line")


def source_link(source) -> Fragment:
    """A source, leading to where it first speaks."""
    return join(sign(source), " ", link(f"text-{source.source_id}", outside(excerpt(source.name, 60))))


# ---- without a name ------------------------------------------------------------------------------------------------


def unnamed(tables: Tables) -> Iterator[Fragment]:
    """How many sources have no name, what rests on them alone, and who the first of them are."""
    found = of_group(tables, "unnamed")
    yield head(len(found), "without a name", "sources", "unnamed")
    if found.empty:
        return
    rests, total = len(audits.on_unnamed(tables)), len(tables["quotes"])
    said = sentence(f"{number(rests)} of {count(total, 'statement')} {plural('rests', rests)} on them alone")
    yield element("p", link("resting", said))
    yield in_a_line(found)


# ---- to check, and what is written about ---------------------------------------------------------------------------


def to_check(tables: Tables, below: float) -> Fragment:
    """How many findings are doubtful, and the least certain of them, each leading to its words."""
    found = checks.all_of(tables, below)
    kinds = found["about"].value_counts()
    what = listed(count(int(kinds[kind]), kind) for kind in KINDS if kind in kinds)
    shown = head(len(found), f"to check: {what}" if what else "to check", "to-check", "nobody")
    items = (doubt(row) for row in found.head(MOST_TO_CHECK).itertuples())
    rest = more(len(found) - MOST_TO_CHECK, "to-check")
    return element("div", shown, element("ul", *items) if len(found) else None, *rest, class_="doubts")


def doubt(row) -> Fragment:
    """One finding: the words, leading to their place, and why."""
    words = link(f"text-{row.id}", "“", outside(excerpt(row.what.strip("“”\"'"), 50)), "”")
    return element("li", words, " ", element("small", excerpt(row.why, 110)), dir="auto")


def mentioned(tables: Tables) -> Fragment | None:
    """The names that come up most."""
    found = tables["entities"].sort_values(["count", "first"], ascending=[False, True], kind="stable")
    items = (
        join(link(e.entity_id, outside(excerpt(e.name, 40))), f" {e.count:,}")
        for e in found.head(MOST_MENTIONED).itertuples()
    )
    shown = element("span", *separated(items))
    return None if found.empty else element("p", element("strong", "Most mentioned"), " ", shown, class_="mentioned")
