"""Kickers: the name of a section above a headline, and the way through a site that leads to a page."""

from __future__ import annotations

import re
from functools import cache

from helpers import lexicons
from helpers.text.bylines import known

ARROWS = "><»›→"
MARKS = "/|·•"
LONGEST_KICKER = 60
MOST_WORDS = 3
"""Words of a line in capitals that may be a label although it names no known section."""


def is_kicker(words: str) -> bool:
    """Whether a line is the name of a section or several of them (`LOCAL POLITICS`, `UK | World news`)."""
    if len(words) > LONGEST_KICKER:
        return False
    parts = split(words, MARKS)
    return bool(parts) and (all(map(is_section, parts)) or (len(parts) > 2 and any(map(is_section, parts))))


def is_trail(words: str) -> bool:
    """Whether a line is the way to a page (`Home > News > Health`); its last step may be the page's headline."""
    parts = split(words, ARROWS, longest=200)
    return len(parts) > 1 and is_section(parts[0]) and (len(parts) == 2 or all(map(is_step, parts[:-1])))


def split(words: str, marks: str, longest: int = LONGEST_KICKER) -> list[str]:
    """A line at those marks of one sort that it has; the line itself where it has none."""
    mark = next((mark for mark in marks if mark in words), None) if len(words) <= longest else None
    parts = [part.strip() for part in (words.split(mark) if mark else [words])]
    return [part for part in parts if part]


def is_step(words: str) -> bool:
    """Whether words can be a section of a site, known or not."""
    return len(words.split()) <= 4 and words[0].isupper() and not re.search(r"[.!?“”\"]", words)


def is_section(words: str) -> bool:
    """Whether words are the name of a section: known words of such names, and one that names one alone."""
    plain = re.sub(r"[^\w&' ]", "", words.lower().replace("’", "'")).strip()
    if not words[:1].isupper() or not plain:
        return False
    if plain.removeprefix("the ") in known("section") or plain in places():
        return True
    parts = plain.split()
    return not set(parts).isdisjoint(known("section")) and all(part in section_words() for part in parts)


def section_words() -> frozenset[str]:
    """The words of which names of sections are made."""
    return known("section") | known("section word")


@cache
def places() -> frozenset[str]:
    """Countries and regions, which have sections of their own."""
    names = lexicons.words("countries") | lexicons.words("places", kind="region")
    return frozenset(name.lower() for name in names)


def is_label(words: str) -> bool:
    """Whether a line may be a label because of its looks alone: one to three words in capitals."""
    parts = words.rstrip(":").split()
    return words.isupper() and len(parts) <= MOST_WORDS and all(part.isalpha() for part in parts)
