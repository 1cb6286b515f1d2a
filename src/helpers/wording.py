"""Wording: counts, lists and labels as plain English."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from helpers import lexicons

SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")

PLURALS: Mapping[str, str] = {
    "is": "are",
    "rests": "rest",
    "needs": "need",
    "was": "were",
}

UNNAMED = lexicons.words("source_types", group="unnamed")
"""The source types of those for whom no name was found."""


def source_group(source_type: str) -> str:
    """`named`, `unnamed` or `document`: what a source type comes down to, and the name of its colour."""
    return lexicons.column("source_types", "group").get(source_type, "named")


TYPE_MARKS = lexicons.column("source_types", "mark")
"""One shape a source type: filled for those with a name, hollow for those without."""

STATUSES: Mapping[str, tuple[str, str]] = {
    "attributed": ("attributed", "the source stands beside the words"),
    "pronoun-resolved": ("through a pronoun", "the text says he, she, it or they, and one source fits"),
    "name-resolved": (
        "through a short name or role",
        "the text gives part of a name, or what somebody is, and one source fits",
    ),
    "ambiguous": ("ambiguous", "more than one source fits, so nobody was chosen"),
    "unattributed": ("unattributed", "nobody near these words is said to have said them"),
    "unclosed": ("not closed", "a quotation mark is missing, so where the words end is a guess"),
    "corrected": ("corrected by hand", "a person settled this one"),
}
"""The statuses of an attribution: as shown, and what they mean."""

DOUBTFUL = ("ambiguous", "unattributed", "unclosed")
SURE_SOURCE = 0.9
"""The confidence of a source under which words may be somebody else's: one in twelve of 300 statements in real articles
was, and half of the wrong mouths among them."""


ENTITY_LABELS: Mapping[str, str] = {
    "PERSON": "person",
    "ORG": "organisation",
    "GPE": "country, state or town",
    "LOC": "place",
    "NORP": "nationality or group",
    "MISC": "other",
}
"""The labels of names, and what a reader calls them."""

SHOWN: Mapping[str, str] = {"supports": "in favour", "opposes": "against"}
WITHOUT_SIDE: Mapping[str, str] = {
    "asserts": "describes, takes no side",
    "hedges": "describes, takes no side",
    "denies": "denies",
    "no-knowledge": "says not aware",
    "declines": "declines to say",
}
POSITIONS, COMMITMENTS = (*SHOWN, "none"), tuple(WITHOUT_SIDE)


def as_shown(position: str, commitment: str, flags: Iterable[str] = ()) -> str:
    """The words for a record: "in favour (hedged)", "distances itself", "says not aware", "?" …"""
    if "undecided" in flags:
        return "?"
    if position in SHOWN:
        notes = ["second-hand"] * ("second-hand" in flags) + ["hedged"] * (commitment == "hedges")
        return SHOWN[position] + (f" ({', '.join(notes)})" if notes else "")
    if commitment == "denies" and "own part" in flags:
        return "distances itself"
    return WITHOUT_SIDE[commitment]


def stance_words(shown: str, flags: Iterable[str]) -> str:
    """What a stance record is shown as; a second-hand side says so, for it is not the speaker's own."""
    if "second-hand" not in flags or "second-hand" in shown or shown == "?":
        return shown
    words, hedged, rest = shown.partition(" (")
    return f"{words} (second-hand, {rest}" if hedged else f"{words} (second-hand)"


def number(value: int) -> str:
    """A count as a newspaper writes it: words below ten, then digits with commas."""
    return SMALL[value] if 0 <= value < len(SMALL) else f"{value:,}"


def plural(word: str, value: int) -> str:
    """`word` as it stands beside `value` things."""
    return (
        word if value == 1 else PLURALS.get(word) or lexicons.column("source_types", "plural").get(word) or f"{word}s"
    )


def count(value: int, word: str) -> str:
    """`one source`, `three sources`, `no sources`."""
    return f"{number(value)} {plural(word, value)}"


@lru_cache(1 << 14)
def singular(word: str) -> str:
    """The singular of a noun by its ending: officials, spokesmen, parties, people."""
    low = word.casefold()
    if low in ("people", "persons"):
        return "person"
    for ending, other in (("women", "woman"), ("men", "man"), ("children", "child"), ("ies", "y"), ("wives", "wife")):
        if low.endswith(ending) and len(low) > len(ending) - 1:
            return low[: -len(ending)] + other
    if low.endswith(("sses", "ches", "shes", "xes")):
        return low[:-2]
    return low[:-1] if low.endswith("s") and not low.endswith(("ss", "us", "is")) and len(low) > 3 else low


def listed(items: Iterable[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    *most, last = list(items) or [""]
    return f"{', '.join(most)} and {last}" if most else last


def sentence(*parts: str) -> str:
    """Parts joined to a sentence that opens with a capital and ends with a full stop."""
    joined = " ".join(part for part in parts if part)
    return f"{joined[:1].upper()}{joined[1:]}{'' if joined.endswith(('.', '?', '!')) else '.'}"


def percent(share: float) -> str:
    """A share of 1 as whole percent; what is there but rounds to nothing is `under 1%`."""
    return "under 1%" if 0 < share < 0.005 else f"{share:.0%}"
