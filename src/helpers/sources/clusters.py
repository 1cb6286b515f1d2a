"""Rows: the sources that are being put together while a text is read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from helpers.attributions import Attribution
from helpers.entities import Entity
from helpers.sources.noun_phrases import Reference
from helpers.sources.pronouns import Discourse
from helpers.text.lines import Offsets


@dataclass(slots=True)
class Row:
    """A source that is being put together; `key` is the entity's id, or one of its own."""

    key: str
    name: str
    type: str
    entities: tuple[Entity, ...] = ()
    first: Reference | None = None
    forms: list[str] = field(default_factory=list)
    mentions: list[Offsets] = field(default_factory=list)
    readings: list[Reference] = field(default_factory=list)  # the descriptions it was read by
    spokesperson: Reference | None = None
    reason: str = ""
    whole: Row | None = None  # of "one of them": those
    heir: Row | None = None  # the named person that a description turned out to be

    def describe(self, reference: Reference) -> None:
        """Note a description that the source was read by."""
        self.readings.append(reference)
        if reference.text not in self.forms:
            self.forms.append(reference.text)

    @property
    def last(self) -> int:
        """Where the source was last read."""
        return max((begin for begin, _ in self.mentions), default=-1)


class Answer(NamedTuple):
    """Whose words: the row, None for nobody; the status that people see; which sieve said so, and how sure that is."""

    row: Row | None
    status: str
    decided_by: str = ""
    confidence: float | None = None
    among: tuple[str, ...] = ()  # the keys of those whom a sieve left to choose from


NOBODY = Answer(None, "ambiguous", "nobody")


class Rows:
    """The rows found so far in one Doc, and which of them each attribution went to."""

    def __init__(self, discourse: Discourse):
        """Begin without any row, beside the running text."""
        self.discourse = discourse
        self.by_key: dict[str, Row] = {}
        self.done: list[tuple[Attribution, Row]] = []
        self.renamed: list[Callable[[str, str], None]] = [discourse.rename]  # who is told that two rows are one

    def __iter__(self) -> Iterator[Row]:
        """Every row, in the order in which they were made."""
        return iter(self.by_key.values())

    def row(self, key: str, name: str, type_: str, reference: Reference | None) -> Row:
        """The row of a key, made where there is none yet."""
        return self.by_key.setdefault(key, Row(key, name, type_, first=reference))

    def join(self, gone: Row, row: Row) -> None:
        """Make an unnamed source and a named one the same."""
        gone.heir = row
        row.mentions += gone.mentions
        for reading in gone.readings:
            row.describe(reading)
        del self.by_key[gone.key]
        self.done = [(a, row if one is gone else one) for a, one in self.done]
        for rename in self.renamed:
            rename(gone.key, row.key)
