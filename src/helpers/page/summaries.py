"""Summaries: what an article's sourcing amounts to, in plain sentences with counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from helpers import audits, checks, corrections
from helpers.checks import BELOW
from helpers.page.fragments import Fragment, element, join, outside, page
from helpers.page.shares import once
from helpers.tables import Tables
from helpers.wording import TYPE_MARKS, count, listed, number, percent, plural, sentence

TOO_SHORT = 5
"""Words under which nothing is said about an article."""
OTHER_DOUBTS: Mapping[str, str] = {"name": "ambiguous name", "stance": "stance record"}
"""What can be in doubt besides attributions."""


@once
def bottom_line(tables: Tables, below: float = BELOW) -> Fragment:
    """What the article's sourcing amounts to, in plain sentences with counts."""
    if none := nobody_speaks(tables):
        return page(element("p", none), class_="bottom-line")
    parts = [who_speaks(tables), who_carries(tables), on_unnamed(tables), to_do(tables, below), by_a_person(tables)]
    lines = element("p", *(child for part in parts if part for child in (part, " ")))
    return page(lines, class_="bottom-line")


def nobody_speaks(tables: Tables) -> str:
    """What is said of an article in which nobody was found to speak; nothing of others."""
    words = int(tables["articles"]["words"].fillna(0).sum())
    if words < TOO_SHORT:
        return too_short(words)
    none = "No words in this article were found to be attributed to anyone."
    return none if tables["quotes"].empty else ""


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
    lead = f"{part} of the attributed words, {percent(first)} of {total:,}, {come} from "
    return join(lead, who, f"{in_doubt(tables, ranked['source_id'].iloc[0])}.")


def in_doubt(tables: Tables, source_id: str) -> str:
    """How many statements of a source may be somebody else's, to be put behind its name."""
    own = tables["quotes"][tables["quotes"]["source_id"] == source_id]
    some = int(checks.unsure(own).sum())
    return f", though {number(some)} of {number(len(own))} statements may be somebody else’s" if some else ""


def on_unnamed(tables: Tables) -> Fragment:
    """How many statements rest on unnamed sources alone."""
    unnamed, total = len(audits.on_unnamed(tables)), len(tables["quotes"])
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
    """How many findings are to check, and of what."""
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


def by_a_person(tables: Tables) -> Fragment | None:
    """What came of corrections made by hand, where there are any."""
    said = corrections.summary(tables["corrections"])
    return join(element("strong", "By hand:"), f" {said[:1].lower()}{said[1:]}") if said else None
