"""Furniture: paragraphs that belong to the page and not to the article, by their wording and their place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import takewhile

from helpers import lexicons
from helpers.lexicons import in_order
from helpers.text.kickers import is_section
from helpers.text.lines import Offsets

LONGEST_FURNITURE = 500
LONGEST_CAPTION = 250
MOST_LINKS = 12
"""Paragraphs in a list of links at most; a longer run of short paragraphs is text."""
PERIOD = re.compile(r"[.…][”\"’'»)\]*_]*$")
MOST_BUTTONS = 12
"""Buttons of a page one under the other at most."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A row of `furniture.csv`: the reason for a cut, and when the rule holds."""

    reason: str
    first: bool
    speech: bool
    opens: str
    beside: bool = False


SPEECH = re.compile(rf"[“”\"«»]|\b(?:{'|'.join(in_order('reporting', 'reporting and writing'))})\b", re.I)
WRAPPING = ' \t\r\n*_[]|•·▪►▶→»›>“”"'


@cache
def furniture_rules() -> tuple[re.Pattern, tuple[Rule, ...]]:
    """The patterns of `furniture.csv` as one, each a group `rule0`, `rule1` …, and the rows they come from."""
    rows = lexicons.rows("furniture")
    pattern = "|".join(f"(?P<rule{number}>{row['pattern']})" for number, row in enumerate(rows))
    return re.compile(pattern, re.I | re.S), tuple(map(rule_of, rows))


def rule_of(row: dict[str, str]) -> Rule:
    """A row as a rule."""
    flags = {column: row[column] == "yes" for column in ("first", "speech", "beside")}
    return Rule(row["reason"], opens=row["opens"], **flags)


def furniture(text: str, runs: list[Offsets], index: int) -> Rule | None:
    """The rule by which a whole paragraph is page furniture, where it stands."""
    rule = alone(text, *runs[index])
    return None if rule and rule.beside and not in_company(text, runs, index, rule.reason) else rule


def alone(text: str, begin: int, end: int) -> Rule | None:
    """The rule that a paragraph's words match."""
    return rule_for(text[begin:end]) if end - begin <= LONGEST_FURNITURE else None


def in_company(text: str, runs: list[Offsets], index: int, reason: str) -> bool:
    """Whether a paragraph stands in a row of furniture of one sort in which another is sure."""
    before = reversed(runs[max(index - MOST_BUTTONS, 0) : index])
    for side in (before, runs[index + 1 : index + 1 + MOST_BUTTONS]):
        row = takewhile(lambda rule: rule is not None and rule.reason == reason, (alone(text, *run) for run in side))
        if any(rule is not None and not rule.beside for rule in row):
            return True
    return False


@lru_cache(maxsize=1_000)
def rule_for(whole: str) -> Rule | None:
    """The rule that all of a paragraph's words match; those that report speech need a rule that allows it."""
    pattern, rules = furniture_rules()
    match = pattern.fullmatch(whole.strip(WRAPPING) or whole)
    rule = rules[int(str(match.lastgroup)[4:])] if match else None
    return None if rule and not rule.speech and SPEECH.search(whole.strip(WRAPPING)) else rule


def opened(text: str, runs: list[Offsets], index: int, rule: Rule) -> int:
    """How many paragraphs after a piece of furniture belong to it: links, a caption, or comments to the end."""
    if rule.opens == "comments":
        return len(runs) - index - 1 if runs[index][0] > len(text) / 2 else 0
    if rule.opens == "next":
        return int(index + 1 < len(runs) and runs[index + 1][1] - runs[index + 1][0] <= LONGEST_CAPTION)
    if rule.opens != "links":
        return 0
    after = runs[index + 1 : index + 2 + MOST_LINKS]
    count = next((number for number, run in enumerate(after) if not is_link(text, *run)), len(after))
    return count if count <= MOST_LINKS else 0


def is_link(text: str, begin: int, end: int) -> bool:
    """Whether a paragraph is written as a headline in a list of links: short, and no sentence."""
    words = text[begin:end].lstrip(WRAPPING + "-–—")
    words = words.capitalize() if is_section(words.capitalize()) else words
    return 0 < len(words) <= 140 and not words[0].islower() and not PERIOD.search(words) and words[-1] not in ':,”"'
