"""Sessions: what is left to review, the answers that there are, and what becomes of one; no widgets in here."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from helpers import amendments, checks, corrections, remedies
from helpers.checks import BELOW
from helpers.corrections import FIELDS, Correction, CorrectionsError
from helpers.review import lines
from helpers.tables import Tables

KEYS = {"confirm attribution": "r", "confirm stance": "r", "confirm entity": "d"}
"""The keys of answers that change nothing."""
REJECTED = {"reject attribution": "Not a statement", "reject stance": "No stance on that", "reject entity": "No name"}
SIDES = {"supports": ("f", "In favour"), "opposes": ("a", "Against"), "none": ("n", "No side")}


@dataclass(frozen=True, slots=True)
class Item:
    """A row to review: of which article, whether a quote, a name or a stance, its id, and what is doubtful about it."""

    article_id: str
    about: str
    id: str
    why: str = ""
    certainty: float = 0.0
    begin: int = 0
    end: int = 0

    @property
    def key(self) -> tuple[str, str, str]:
        """What tells it from others."""
        return self.article_id, self.about, self.id


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer: the key that gives it, what a person reads, and the cells of the line that it writes."""

    key: str
    label: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """What came of an answer, in words, and whether a line was written or taken back."""

    words: str
    done: bool


class Session:
    """A person's review of articles: their tables as found, and the file that the answers go to."""

    def __init__(
        self, found: Iterable[Tables], by_hand: Path, *, below: float = BELOW, drawn: Sequence[Item] | None = None
    ):
        """Review what is doubtful in these articles, or the rows that were `drawn`; answers go to `by_hand`."""
        self.found = {str(tables["articles"]["article_id"].iloc[0]): tables for tables in found}
        self.by_hand, self.below, self.drawn = Path(by_hand), below, drawn
        self.history: list[tuple[str, Item]] = []
        self.skipped: list[tuple[str, str, str]] = []
        self.again: Item | None = None
        self.version: tuple[int, int] | None = None
        self.read: tuple[Correction, ...] = ()
        self.known: dict[str, Tables] = {}
        self.doubts: dict[str, list[Item]] = {}

    # ---- tables as they stand

    def refresh(self) -> None:
        """Read the file anew where it has changed."""
        state = self.by_hand.stat() if self.by_hand.is_file() else None
        version = (state.st_mtime_ns, state.st_size) if state else None
        if version != self.version:
            read = corrections.read(self.by_hand) if state else ()
            changed = {*read} ^ {*self.read}
            for key in (key for key in [*self.known] if any(corrections.is_about(one, key) for one in changed)):
                self.known.pop(key)
                self.doubts.pop(key, None)
            self.read, self.version = read, version

    def tables(self, article_id: str) -> Tables:
        """The tables of an article with the corrections made so far."""
        self.refresh()
        if article_id not in self.known:
            self.known[article_id] = amendments.amend(self.found[article_id], self.read)
        return self.known[article_id]

    # ---- what is left

    def of_article(self, article_id: str) -> list[Item]:
        """What is doubtful in an article."""
        tables = self.tables(article_id)
        if article_id not in self.doubts:
            rows = checks.all_of(tables, self.below).itertuples()
            self.doubts[article_id] = [
                Item(article_id, row.about, row.id, row.why, row.certainty, row.begin, row.end) for row in rows
            ]
        return self.doubts[article_id]

    def left(self) -> list[Item]:
        """What is left, the riskiest first, what was put off at the end."""
        if self.drawn is not None:
            return sorted((item for item in self.drawn if not self.is_settled(item)), key=self.put_off)
        every = [item for article_id in self.found for item in self.of_article(article_id)]
        return sorted(every, key=lambda item: (self.put_off(item), item.certainty))

    def put_off(self, item: Item) -> int:
        """When an item was put off; 0 where it was not."""
        return self.skipped.index(item.key) + 1 if item.key in self.skipped else 0

    def is_settled(self, item: Item) -> bool:
        """Whether a person has looked at a row itself: it is gone, or says so and is certain.

        One that only changed with another row is as unsure as it was."""
        row = self.row(item)
        return row is None or (bool(row["correction"]) and row.get("confidence", 1.0) == 1.0)

    def row(self, item: Item, found: bool = False):
        """The row of an item as it stands, or as it was `found`; None where it is no more."""
        table, column, _ = remedies.ABOUT[item.about]
        rows = (self.found[item.article_id] if found else self.tables(item.article_id))[table]
        same = rows[rows[column] == item.id]
        return None if same.empty else same.iloc[0]

    @property
    def current(self) -> Item | None:
        """What is asked now: what was just taken back, else the riskiest."""
        left = self.left()
        keys = [item.key for item in left]
        if self.again and self.again.key in keys:
            return left[keys.index(self.again.key)]
        return left[0] if left else None

    @property
    def done(self) -> int:
        """How many answers were given here."""
        return len(self.history)

    # ---- answers

    def answers(self, item: Item) -> list[Answer]:
        """The answers to an item, each with its key."""
        numbers = iter("123456789")
        found = remedies.remedies(self.tables(item.article_id), item.about, item.id)
        position = self.row(item)["position"] if item.about == "stance" else ""
        return [answer(one, numbers, position) for one in found]

    def everybody(self, item: Item) -> list[str]:
        """Everybody who could have said it: sources, and people and bodies that are named."""
        tables = self.tables(item.article_id)
        named = tables["entities"]
        speaking = named[named["label"].isin(amendments.OF_LABELS) & (named["status"] != "ambiguous")]
        return list(dict.fromkeys([*tables["sources"]["name"], *speaking["name"]]))

    def answer(self, item: Item, key: str, why: str = "") -> Told:
        """Give the answer of a key; the line is written and carried out at once."""
        known = {each.key: each for each in self.answers(item)}
        if key not in known:
            return Told(f"There is no answer {key!r} here: only {', '.join(known)}.", False)
        return self.write(item, known[key].cells, why)

    def assign(self, item: Item, name: str, why: str = "") -> Told:
        """Say who said a quote: a name, with a type in brackets behind it where the article has no such source yet."""
        if item.about != "quote":
            return Told("Only a statement can be somebody's.", False)
        article_id, _, where, old, _, _ = self.answers(item)[0].cells
        return self.write(item, (article_id, "reassign attribution", where, old, name, ""), why)

    def write(self, item: Item, cells: Sequence[str], why: str) -> Told:
        """Write a line, if it can be carried out, and say what came of it."""
        said = dict(zip(FIELDS, cells, strict=True)) | {"why": why.strip() or remedies.WHY}
        wanted = corrections.correction(len(self.read) + 2, list(FIELDS), list(said.values()), "")
        self.refresh()
        came = amendments.amend(self.found[item.article_id], [*self.read, wanted])["corrections"].iloc[-1]
        if came["status"] != "applied":
            return Told(f"Nothing was written: {came['outcome']}.", False)
        try:
            self.history.append((lines.add(self.by_hand, said), item))
        except CorrectionsError as error:
            return Told(str(error), False)
        self.again = None
        return Told(f"{came['outcome'][:1].upper()}{came['outcome'][1:]}.", True)

    def take_back(self) -> Told:
        """Take the last answer back: its line leaves the file, and the item is asked again."""
        if not self.history:
            return Told("There is nothing to take back.", False)
        record, item = self.history.pop()
        self.again = item
        if not lines.take_back(self.by_hand, record):
            return Told(f"The line is no longer in {self.by_hand.name} as it was written; nothing was changed.", False)
        return Told("Taken back.", True)

    def put_aside(self, item: Item) -> None:
        """Ask an item last."""
        self.skipped = [*(key for key in self.skipped if key != item.key), item.key]
        self.again = None


def answer(one: remedies.Remedy, numbers: Iterable[str], position: str) -> Answer:
    """A ready-made line as an answer with a key."""
    cells = tuple(next(csv.reader([one.line])))
    what, new = cells[1], cells[4]
    if what.startswith("confirm"):
        return Answer(KEYS[what], "Right" if KEYS[what] == "r" else "Different: it has to stay open", cells)
    if what.startswith("reject"):
        return Answer("x", REJECTED[what], cells)
    if what == "fix position":
        key, label = SIDES[new]
        turned = {position, new} == {"supports", "opposes"}
        return Answer("o" if turned else key, f"Other side: {label.lower()}" if turned else label, cells)
    if not new:
        return Answer("0", "Nobody that can be told", cells)
    return Answer(next(iter(numbers)), f"Same as {new}" if what == "merge entities" else new, cells)
