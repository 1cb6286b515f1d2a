"""Datelines: where a story was filed from, at the head of its first paragraph."""

from __future__ import annotations

import re

from helpers import lexicons
from helpers.text.lines import Offsets

DASH = re.compile(r"\s*(?:—|–|―|--|(?<=\s)-(?=\s))\s*")
AGENCY = re.compile(r"\s*\([A-Z][^()\n]{1,40}\)$")


def dateline(text: str, begin: int, end: int) -> Offsets | None:
    """Where a story was filed from (`PORT ELLEN, Nov. 3 (AP)`), at the head of a paragraph and before a dash."""
    dash = DASH.search(text, begin, min(end, begin + 100))
    if not dash or dash.end() >= end or text[dash.end()].islower():
        return None
    agency = AGENCY.search(text[begin : dash.start()])
    stop = begin + agency.start() if agency else dash.start()
    place, *others = text[begin:stop].split(",")
    if any(part.strip()[:1].islower() or len(part.split()) > 3 for part in others):
        return None
    return (begin, dash.start()) if is_place(place, named=bool(agency)) else None


def is_place(words: str, *, named: bool) -> bool:
    """Whether words are written as places are in a dateline: in capitals, or capitalised where an agency is named."""
    parts = [
        part for part in re.split(r"[\s/]+", words) if part and part not in lexicons.words("layouts", kind="in place")
    ]
    if not 0 < len(parts) <= 4 or len(words) < 3 or parts[0].lower() in lexicons.words("layouts", kind="no place"):
        return False
    if named:
        return all(part[0].isupper() for part in parts)
    return all(part[0].isalpha() and part.isupper() for part in parts)
