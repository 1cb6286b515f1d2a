"""Crosstabs: holders of sides against the targets they share, and other stances a row each, with their words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import pandas as pd

from helpers import checks
from helpers.issues import Issue, issues, told
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
WHAT_IT_DOES_NOT_SHOW = (
    "As this article quotes or paraphrases them, read from those words alone: not what they believe, and not the "
    "writer's view. Blank means that nothing was found, which is neither silence nor neutrality."
)
SECOND_HAND = "Second-hand: a source says where somebody else stands; it is shown as theirs, with who says so."
BLANK = "Blank: no statement on it was found, which is not the same as taking no side."


@once
def stances(tables: Tables, own: Sequence[str] = ()) -> Fragment:
    """Holders against issues, every cell opening onto its words, between what it does not show and how wrong it is;
    one's `own` issues come first (`helpers.issues`)."""
    table = tables["stances"]
    note = element("p", WHAT_IT_DOES_NOT_SHOW, class_="note-before")
    counted = element("p", stance_counts(tables), " ", accuracy.of_stances(), class_="counts")
    asked = [element("p", said, class_="asked") for said in told(tables, own)]
    if table.empty:
        return page(note, *asked, counted)
    whole = (table["target"] != "") & table["source_id"].isin(tables["sources"]["source_id"])
    columns = [each for each in issues(tables, own) if each.targets]
    shared = whole & table["target"].isin([target for each in columns for target in each.targets])
    body = [
        cross_table(tables, table[shared], columns) if columns else None,
        record_table(tables, table[whole & ~shared], bool(columns)) if (whole & ~shared).any() else None,
    ]
    rest = (without_place(tables, table[~whole]), without_side(tables, columns))
    return page(note, stance_key(table), *asked, main_issues(columns), *body, *rest, counted)


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


def main_issues(columns: Sequence[Issue]) -> Fragment | None:
    """What most is said about, the main thing first."""
    names = separated(element("strong", outside(each.name)) for each in columns)
    return element("p", "What most is said about: ", *names, ".", class_="issues") if columns else None


def main_issue(tables: Tables, own: Sequence[str] = ()) -> Issue | None:
    """The first issue on which a source has a side, else what most of them take one on; None where nobody does."""
    table = tables["stances"]
    sided = table[(table["position"] != "none") & table["holder_id"].isin(tables["sources"]["source_id"])]
    sided = sided[sided["target"] != ""]
    found = next((each for each in issues(tables, own) if each.targets & set(sided["target"])), None)
    if found is not None or sided.empty:
        return found
    most = str(sided.groupby("target", sort=False)["holder_id"].nunique().idxmax())
    return Issue(most, frozenset([most]), frozenset())


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
        holder_head(tables, stance.holder_id, stance.holder, reported_by(stance)),
        element("td", stance.target, dir="auto"),
        element("td", stance_word(stance_words(stance.shown, stance.flags))),
        element("td", element("q", stance.evidence, dir="auto"), *corrected(stance), class_="words"),
        element("td", element("small", *details(tables, stance))),
        id=stance.stance_id,
    )


def cross_table(tables: Tables, placed: pd.DataFrame, columns: Sequence[Issue]) -> Fragment:
    """The source × issue table: everybody who has a record on one of them, or speaks of it."""
    heads = ["Whose side", *(each.name for each in columns)]
    order = {source_id: at for at, source_id in enumerate(tables["sources"]["source_id"])}
    every = {*placed["holder_id"], *(row.source_id for row in speaking(tables, columns).itertuples())}
    holders = sorted(every, key=lambda each: (order.get(each, len(order)), each))
    rows = (stance_row(tables, placed[placed["holder_id"] == each], each, columns) for each in holders)
    caption = "What is said of what most is said about; open a cell for the words"
    return grid(caption, heads, rows, class_="cross")


def speaking(tables: Tables, columns: Sequence[Issue]) -> pd.DataFrame:
    """The sources with a statement that mentions one of some issues."""
    said = frozenset(number for each in columns for number in each.statements)
    quotes = tables["quotes"]
    return tables["sources"].merge(quotes.loc[quotes["attribution_id"].isin(said), ["source_id"]].drop_duplicates())


def stance_row(tables: Tables, own: pd.DataFrame, holder_id: str, columns: Sequence[Issue]) -> Fragment:
    """One holder's row: a cell an issue."""
    cells = (
        stance_cell(tables, own[own["target"].isin(each.targets)], unseen(tables, holder_id, each)) for each in columns
    )
    first = next(own.itertuples(), None)
    return element("tr", holder_head(tables, holder_id, first.holder if first is not None else ""), *cells)


def unseen(tables: Tables, holder_id: str, issue: Issue) -> Fragment:
    """What stands where a holder has no record on an issue: in how many statements on it none was found, or nothing."""
    quotes = tables["quotes"]
    said = int((quotes["attribution_id"].isin(issue.statements) & (quotes["source_id"] == holder_id)).sum())
    if not said:
        return element("span", "nothing found", class_="unseen")
    return element("small", f"no side found in {count(said, 'statement')}", class_="no-side")


def holder_head(tables: Tables, holder_id: str, holder: str, note: Child = None) -> Fragment:
    """Who stands there, leading to the row of the source where there is one."""
    known = list(tables["sources"][tables["sources"]["source_id"] == holder_id].itertuples())
    sign = (link(one.source_id, shape(one), class_=f"sign {source_class(one)}") for one in known)
    name = known[0].name if known else holder
    return element("th", *sign, " ", outside(name), note, scope="row", dir="auto")


def reported_by(stance) -> Fragment | None:
    """Who says where the holder stands, where that is somebody else."""
    if stance.holder_id == stance.source_id:
        return None
    return element("small", "as ", outside(stance.source), " says")


def stance_cell(tables: Tables, records: pd.DataFrame, otherwise: Fragment) -> Fragment:
    """Where a holder stands on an issue, opening onto the words."""
    if records.empty:
        return element("td", otherwise)
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


def without_side(tables: Tables, columns: Sequence[Issue]) -> Fragment | None:
    """The sources of whom no record was found and who have no row, with how many statements were looked through."""
    seen = {*tables["stances"]["holder_id"], *speaking(tables, columns)["source_id"]}
    rest = tables["sources"][~tables["sources"]["source_id"].isin(seen)]
    said = [(outside(one.name), int(one.attributions)) for one in rest.itertuples() if one.attributions]
    items = (element("span", name, f" ({times:,})") for name, times in said)
    lead = "No side was found of these, in so many statements: "
    return element("p", lead, *separated(items), class_="counts") if said else None
