"""Crosstabs: holders of sides against the targets they share, and other stances a row each, with their words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from helpers import checks
from helpers.page import accuracy
from helpers.page.annotations import shape, source_class
from helpers.page.fragments import Child, Fragment, element, grid, join, link, outside, page, separated
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
SECOND_HAND = "Second-hand: a source says where somebody else stands; it is shown as theirs, with who says so."
BLANK = "Blank: nothing was found, which is not the same as taking no side."


@once
def stances(tables: Tables) -> Fragment:
    """Holders against targets, every cell opening onto its words, between what it does not show and how wrong it is."""
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
    rest = (without_place(tables, table[~whole]), without_side(tables))
    return page(note, stance_key(table), *body, *rest, counted)


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
    blank = element("span", BLANK, class_="hint")
    return element(
        "p", *(child for shown in used for child in (stance_word(shown), " ")), hint, " ", blank, class_="key"
    )


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
    """The targets that have a column: of those that several hold a side or speak of, the ones of most."""
    asked = placed.groupby("target", sort=False)["holder_id"].nunique()
    return list(asked[asked > 1].sort_values(ascending=False, kind="stable").index[:COLUMNS])


def main_issue(tables: Tables) -> str:
    """The target on which most sources have a side, then the one with most sides; empty where none has one."""
    table = tables["stances"]
    sided = table[(table["position"] != "none") & (table["target"] != "")]
    sided = sided[sided["holder_id"].isin(tables["sources"]["source_id"])]
    if sided.empty:
        return ""
    asked = sided.groupby("target", sort=False)["holder_id"].agg(["nunique", "size"])
    return str(asked.sort_values(["nunique", "size"], ascending=False, kind="stable").index[0])


def record_table(tables: Tables, rest: pd.DataFrame, further: bool) -> Fragment:
    """The records whose targets have no column, a row each in the order of the text; `further` to others that have."""
    begins = rest["begins"].map(lambda found: min(found, default=0))
    ordered = rest.loc[begins.sort_values(kind="stable").index]
    rows = (record_row(tables, stance) for stance in ordered.itertuples())
    caption = f"What each source is quoted as saying of {'further targets' if further else 'which target'}"
    return grid(caption, ["Whose side", "Target", "Position", "Words", "Place"], rows, class_="records")


def record_row(tables: Tables, stance) -> Fragment:
    """One record: who, on what, which side, and in which words."""
    return element(
        "tr",
        holder_head(tables, stance, reported_by(stance)),
        element("td", stance.target, dir="auto"),
        element("td", stance_word(stance_words(stance.shown, stance.flags))),
        element("td", element("q", stance.evidence, dir="auto"), *corrected(stance), class_="words"),
        element("td", element("small", *details(tables, stance))),
        id=stance.stance_id,
    )


def cross_table(tables: Tables, placed: pd.DataFrame, targets: list[str]) -> Fragment:
    """The source × target table of the targets that several sources speak of."""
    heads = ["Whose side", *targets]
    order = {source_id: at for at, source_id in enumerate(tables["sources"]["source_id"])}
    holders = sorted(placed["holder_id"].unique(), key=lambda each: order.get(each, len(order)))
    rows = (stance_row(tables, placed[placed["holder_id"] == each], targets) for each in holders)
    caption = "What is said of the targets that several sources speak of; open a cell for the words"
    return grid(caption, heads, rows, class_="cross")


def stance_row(tables: Tables, own: pd.DataFrame, targets: list[str]) -> Fragment:
    """One holder's row: a cell a target, blank where nothing was found."""
    cells = (stance_cell(tables, own[own["target"] == target]) for target in targets)
    return element("tr", holder_head(tables, next(own.itertuples())), *cells)


def holder_head(tables: Tables, stance, note: Child = None) -> Fragment:
    """Who stands there, leading to the row of the source or the entity where there is one."""
    known = list(tables["sources"][tables["sources"]["source_id"] == stance.holder_id].itertuples())
    sign = (link(one.source_id, shape(one), class_=f"sign {source_class(one)}") for one in known)
    name = known[0].name if known else stance.holder
    return element("th", *sign, " ", outside(name), note, scope="row", dir="auto")


def reported_by(stance) -> Fragment | None:
    """Who says where the holder stands, where that is somebody else."""
    if stance.holder_id == stance.source_id:
        return None
    return element("small", "as ", outside(stance.source), " says")


def stance_cell(tables: Tables, records: pd.DataFrame) -> Fragment:
    """Where a holder stands on a target, opening onto the words."""
    if records.empty:
        return element("td", element("span", "nothing found", class_="unseen"))
    summary = element("summary", *cell_words(list(dict.fromkeys(all_words(records)))))
    items = (stance_item(tables, stance, reported_by(stance)) for stance in records.itertuples())
    return element("td", element("details", summary, element("ul", *items, class_="evidence")))


def cell_words(shown: list[str]) -> Iterator[Fragment | str]:
    """The words of a cell; both sides where they differ."""
    if {"in favour", "against"} <= {bare(words) for words in shown}:
        yield element("strong", "mixed: ")
    for word in shown:
        yield stance_word(word)
        yield " "


def stance_item(tables: Tables, stance, who: Child = None) -> Fragment:
    """One record: its words, flags and place."""
    shown, words = stance_words(stance.shown, stance.flags), element("q", stance.evidence, dir="auto")
    made = [element("small", *details(tables, stance)), *corrected(stance)]
    return element("li", stance_word(shown), " ", who, " ", words, *made, id=stance.stance_id)


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


def without_side(tables: Tables) -> Fragment | None:
    """The sources of whom no record was found, with how many statements were looked through."""
    speaking = tables["sources"][~tables["sources"]["source_id"].isin(tables["stances"]["holder_id"])]
    said = [(outside(one.name), int(one.attributions)) for one in speaking.itertuples() if one.attributions]
    items = (element("span", name, f" ({times:,})") for name, times in said)
    lead = "No side was found of these, in so many statements: "
    return element("p", lead, *separated(items), class_="counts") if said else None
