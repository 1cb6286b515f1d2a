"""Crosstabs: sources against the targets they share, and other stances a row each, with the words they rest on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from helpers import checks
from helpers.page import accuracy
from helpers.page.annotations import shape, source_class
from helpers.page.fragments import Child, Fragment, element, grid, join, link, outside, page
from helpers.page.listings import corrected
from helpers.page.places import place
from helpers.page.shares import once
from helpers.tables import Tables
from helpers.wording import count, number, plural, sentence, stance_words

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
COLUMNS = 6
"""Targets that have a column in the table of stances; the records of others have a row each below it."""
WHAT_IT_DOES_NOT_SHOW = (
    "As this article quotes or paraphrases them, read from those words alone: not what they believe, and not the "
    "writer's view. Blank means that nothing was found, which is neither silence nor neutrality."
)
SECOND_HAND = "Second-hand: the source says where somebody else stands, which is not the source's own position."


@once
def stances(tables: Tables) -> Fragment:
    """Sources against targets, every cell opening onto its words, between what it does not show and how wrong it is."""
    table = tables["stances"]
    note = element("p", WHAT_IT_DOES_NOT_SHOW, class_="note-before")
    counted = element("p", stance_counts(tables), " ", accuracy.of_stances(), class_="counts")
    if table.empty:
        return page(note, counted)
    whole = (table["target"] != "") & table["source_id"].isin(tables["sources"]["source_id"])
    shared = whole & table["target"].isin(targets := fitting(table[whole]))
    body = [
        cross_table(tables, table[shared], targets) if targets else None,
        record_table(tables, table[whole & ~shared], bool(targets)) if (whole & ~shared).any() else None,
    ]
    return page(note, stance_key(table), *body, without_place(tables, table[~whole]), counted)


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
    """The targets that have a column: of those that several sources speak of, the ones of most."""
    asked = placed.groupby("target", sort=False)["source_id"].nunique()
    return list(asked[asked > 1].sort_values(ascending=False, kind="stable").index[:COLUMNS])


def main_issue(tables: Tables) -> str:
    """The target on which most sources take a side, then the one with most sides; empty where nobody takes one."""
    table = tables["stances"]
    sided = table[(table["position"] != "none") & (table["target"] != "")]
    sided = sided[sided["source_id"].isin(tables["sources"]["source_id"])]
    if sided.empty:
        return ""
    asked = sided.groupby("target", sort=False)["source_id"].agg(["nunique", "size"])
    return str(asked.sort_values(["nunique", "size"], ascending=False, kind="stable").index[0])


def record_table(tables: Tables, rest: pd.DataFrame, further: bool) -> Fragment:
    """The records whose targets have no column, a row each in the order of the text; `further` to others that have."""
    begins = rest["begins"].map(lambda found: min(found, default=0))
    known = {source.source_id: source for source in tables["sources"].itertuples()}
    ordered = rest.loc[begins.sort_values(kind="stable").index]
    rows = (record_row(tables, known[stance.source_id], stance) for stance in ordered.itertuples())
    caption = f"What each source is quoted as saying of {'further targets' if further else 'which target'}"
    return grid(caption, ["Source", "Target", "Position", "Words", "Place"], rows, class_="records")


def record_row(tables: Tables, source, stance) -> Fragment:
    """One record: who, on what, which side, and in which words."""
    return element(
        "tr",
        source_head(source),
        element("td", stance.target, dir="auto"),
        element("td", stance_word(stance_words(stance.shown, stance.flags))),
        element("td", element("q", stance.evidence, dir="auto"), *corrected(stance), class_="words"),
        element("td", element("small", *details(tables, stance))),
        id=stance.stance_id,
    )


def cross_table(tables: Tables, placed: pd.DataFrame, targets: list[str]) -> Fragment:
    """The source × target table of the targets that several sources speak of."""
    heads = ["Source", *targets]
    speaking = tables["sources"][tables["sources"]["source_id"].isin(placed["source_id"])]
    rows = (stance_row(tables, source, placed, targets) for source in speaking.itertuples())
    caption = "What is said of the targets that several sources speak of; open a cell for the words"
    return grid(caption, heads, rows, class_="cross")


def stance_row(tables: Tables, source, placed: pd.DataFrame, targets: list[str]) -> Fragment:
    """One source's row: a cell a target, blank where nothing was found."""
    own = placed[placed["source_id"] == source.source_id]
    return element(
        "tr", source_head(source), *(stance_cell(tables, own[own["target"] == target]) for target in targets)
    )


def source_head(source) -> Fragment:
    """Who stands there, leading to the row of the source."""
    sign = link(source.source_id, shape(source), class_=f"sign {source_class(source)}")
    return element("th", sign, " ", outside(source.name), scope="row", dir="auto")


def stance_cell(tables: Tables, records: pd.DataFrame) -> Fragment:
    """What a source says of a target, opening onto the words."""
    if records.empty:
        return element("td", element("span", "nothing found", class_="unseen"))
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
    shown, words = stance_words(stance.shown, stance.flags), element("q", stance.evidence, dir="auto")
    made = [element("small", *details(tables, stance)), *corrected(stance)]
    return element("li", who, stance_word(shown), " ", words, *made, id=stance.stance_id)


def details(tables: Tables, stance) -> list[Child]:
    """What is flagged about a record, how sure it is, and where its words are."""
    noted = [flag for flag in stance.flags if flag != "second-hand"]
    flags = f"{', '.join(noted)}; " if noted else ""
    known = (tables["quotes"]["attribution_id"] == stance.attribution_id).any()
    return [
        f"{flags}confidence {checks.certainty(stance.confidence):.2f} · ",
        link(stance.attribution_id, f"quote {stance.attribution_id[1:]}") if known else "no quote",
        " · ",
        place(tables, stance.stance_id, min(stance.begins, default=0)),
    ]


def without_place(tables: Tables, lost: pd.DataFrame) -> Fragment | None:
    """The records whose source or target could not be told: the words are kept."""
    if lost.empty:
        return None
    words = sentence(count(len(lost), "record"), "whose source or target could not be told; the words are kept")
    items = (stance_item(tables, s, join(outside(s.source), ": ")) for s in lost.itertuples())
    return join(element("p", words), element("ul", *items, class_="evidence"))
