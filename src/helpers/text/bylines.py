"""Bylines: lines that say who wrote an article, with and without the word *by*."""

from __future__ import annotations

import re

from helpers import lexicons

BY = re.compile(
    r"[*_]{0,2}(?:(?:written|story|words|text|analysis|report(?:ed|ing)?|review(?:ed)?|interview|posted) )?"
    r"by:?\s+(\S.{1,150}?)\.?[*_]{0,2}",
    re.I,
)
NAMES_END = re.compile(r",|;|\||•|&|\(| - | – |\b(?:and|in|for|at|of|AND|IN|FOR|AT|OF)\b")
CLAUSE = re.compile(r"\b(?:who|which|that|said|says|is|was|are|were|had|has|have|will|would)\b|[?!]|['’]s\b", re.I)
AUTHORS = re.compile(r"\s*(?:,|&|\b(?:and|AND)\b)\s*")
JOINT = re.compile(r"\s*[,|•·(]\s*|\s+[-–—]\s+")
PLACED = re.compile(r"(.{3,60}?),? (?:in|at|for|reporting from) ((?:the )?[A-Z][\w’'.-]*(?: [A-Z][\w’'.-]*){0,4})")
ITS_PLACE = re.compile(r",| in | at | for | of ")
PRESENTED = re.compile(
    r"((?:[A-Z][\w’'.-]+ ){1,3}[A-Z][\w’'.-]+) (?:is|was|has been|covers|reports|writes|joined)\b.{5,300}"
)
"""A sentence that can present an author at the end of an article."""
LONGEST_AUTHOR = 120


def byline(words: str) -> str:
    """The names of a line such as `By Jane Roe and John Doe, Harbour News`; empty where it is none."""
    match = BY.fullmatch(words)
    if not match:
        return ""
    start, _, rest = match[1].partition(",")
    if CLAUSE.search(start) or (CLAUSE.search(rest) and not is_job(re.sub(r"['’]s\b", "", rest.strip()))):
        return ""
    first = re.sub(r"(?i)^the\s+", "", NAMES_END.split(match[1])[0].strip())
    return match[1] if first.lower() in known("agency") or is_name(first) else ""


def is_name(words: str) -> bool:
    """Whether two to five words could be somebody's name."""
    parts = words.split()
    capital = [part for part in parts if part[0].isupper()]
    if not 2 <= len(parts) <= 5 or len(capital) < 2 or parts[0].lower() in known("no name"):
        return False
    return len(capital) + sum(part in known("particle") for part in parts if part[0].islower()) == len(parts)


def is_job(words: str) -> bool:
    """Whether a short line names a job at a paper and nothing else (`Local democracy reporter, Port Ellen`)."""
    job, *places = ITS_PLACE.split(words)
    parts = job.split()
    if any(word[0].islower() and word not in known("small in a job") for place in places for word in place.split()):
        return False
    if not 0 < len(parts) <= 6 or len(words) > LONGEST_AUTHOR or CLAUSE.search(words):
        return False
    return parts[-1].lower() in known("job") and not any(part.lower() in known("no job") for part in parts)


def author_with_job(words: str) -> str:
    """The names of a line such as `Jane Roe, Court reporter`; empty where it is none."""
    joint = JOINT.search(words) if len(words) <= LONGEST_AUTHOR else None
    while joint is not None:
        if is_job(words[joint.end() :].rstrip(")")) and are_names(words[: joint.start()]):
            return words[: joint.start()]
        joint = JOINT.search(words, joint.end())
    return ""


def author(words: str) -> str:
    """The names of a line that may be names alone (`Jane Roe and John Doe`) or with a place or a job behind them.

    A subtitle can read the same: what stands around the line has to tell."""
    if not 0 < len(words) <= LONGEST_AUTHOR:
        return ""
    parts = words.split()
    placed = PLACED.fullmatch(words)
    if placed and are_names(placed[1]):
        return placed[1]
    if not is_job(parts[-1]):
        return words if are_names(words) else ""
    for at in (2, 3):
        rest = parts[at:]
        plain = not any(part.lower().endswith("ed") or not part[0].isalpha() for part in parts[2:])
        if plain and len(rest) <= 4 and is_name(" ".join(parts[:at])) and is_job(" ".join(rest)):
            return " ".join(parts[:at])
    return ""


def are_names(words: str) -> bool:
    """Whether words are one or more names of two to four words, and none of these a small word with a capital."""
    names = AUTHORS.split(words)
    small = known("function") | known("no name")
    return all(is_name(name) and len(name.split()) <= 4 and small.isdisjoint(name.lower().split()) for name in names)


def known(kind: str) -> frozenset[str]:
    """The words of a kind in `layouts.csv`."""
    return lexicons.words("layouts", kind=kind)
