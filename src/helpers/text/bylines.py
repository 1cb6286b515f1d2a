"""Bylines: lines that say who wrote an article, with and without the word *by*."""

from __future__ import annotations

import re

from helpers import lexicons

BY = re.compile(
    r"[*_]{0,2}(?:(?:written|story|words|text|analysis|report(?:ed|ing)?|review(?:ed)?|interview|posted) )?"
    r"by:?\s+(\S.{1,150}?)\.?[*_]{0,2}",
    re.I,
)
NAMES_END = re.compile(r",|;|\||•|&|\(| - | – |\band\b|\bin\b|\bfor\b|\bat\b|\bof\b")
CLAUSE = re.compile(r"\b(?:who|which|that|said|says|is|was|are|were|had|has|have|will|would)\b|[?!]|['’]s\b", re.I)
AUTHORS = re.compile(r"\s*(?:,|&|\band\b)\s*")
JOINT = re.compile(r"\s*[,|•·(]\s*|\s+[-–—]\s+")
PLACED = re.compile(r"(.{3,60}?),? (?:in|at|for|reporting from) ((?:the )?[A-Z][\w’'.-]*(?: [A-Z][\w’'.-]*){0,4})")
ITS_PLACE = re.compile(r",| in | at | for | of ")
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
    parts = ITS_PLACE.split(words)[0].split()
    if not 0 < len(parts) <= 6 or len(words) > LONGEST_AUTHOR or CLAUSE.search(words):
        return False
    return parts[-1].lower() in known("job") and not any(part.lower() in DOING for part in parts)


DOING = frozenset({"by", "a", "an", "as", "to", "with", "from", "on", "his", "her", "their"})
"""Words that a job's name does not have, and a headline about somebody's job may."""


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
    if len(words) > LONGEST_AUTHOR:
        return ""
    if are_names(words):
        parts = words.split()
        cut = next((at for at in (2, 3) if is_job(" ".join(parts[at:]))), len(parts))
        return " ".join(parts[:cut])
    placed = PLACED.fullmatch(words)
    if placed and are_names(placed[1]):
        return placed[1]
    parts = words.split()
    for at in (2, 3):
        rest = parts[at:]
        plain = not any(part.lower().endswith("ed") or not part[0].isalpha() for part in rest)
        if plain and len(rest) <= 4 and is_name(" ".join(parts[:at])) and is_job(" ".join(rest)):
            return " ".join(parts[:at])
    return ""


def are_names(words: str) -> bool:
    """Whether words are one or more names, and none of them a small word with a capital."""
    names = AUTHORS.split(words)
    return all(is_name(name) and name.split()[0].lower() not in known("function") for name in names)


def known(kind: str) -> frozenset[str]:
    """The words of a kind in `layouts.csv`."""
    return lexicons.words("layouts", kind=kind)
