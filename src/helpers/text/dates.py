"""Dates: lines that hold a date or a time of publication and nothing else, and the day that they name."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

LONGEST_DATE = 100
MONTHS = r"jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec"
LABEL = r"published|updated?|posted|modified|edited|created|issued|filed"
DATE_WORD = re.compile(
    rf"(?P<month>(?:{MONTHS})(?:[a-z]{{2,6}})?\.?)|(?P<weekday>(?:mon|tues?|wed|thu|thur|thurs|fri|sat|sun)(?:[a-z]*day)?\.?)|"
    r"(?P<year>(?:19|20)\d\d)|(?P<iso>\d{4}-\d\d-\d\d(?:t[\d:.+-]+z?)?)|(?P<slashed>\d{1,2}[/.]\d{1,2}[/.]\d{2,4}|\d{4}[/.]\d\d[/.]\d\d)|"
    r"(?P<time>\d{1,2}[:.]\d\d(?::\d\d)?(?:[ap]m)?|\d{1,2}[ap]m)|(?P<day>\d{1,2}(?:st|nd|rd|th)?)|[ap]\.?m\.?|"
    rf"[a-z]{{1,4}}t|utc|gmt(?:[+-]\d{{1,2}})?|(?P<label>{LABEL})|date|first|originally|last|(?P<when>today|yesterday)|on|at|of|from|"
    r"[|·•,;:()/–—-]",
    re.I,
)
AGO = re.compile(
    r"\b(?:about )?(?:\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten)[\s+]?\s?"
    r"(?:s|m|h|d|w|y|sec(?:ond)?s?|min(?:ute)?s?|h(?:ou)?rs?|days?|weeks?|months?|years?)\.? ago\b|\bjust now\b",
    re.I,
)
RUN_TOGETHER = re.compile(r"(?<=(?:19|20)\d\d)(?=\d{1,2}:\d\d)|(?<=[\w)])(?=Updated|Published)")
"""Where a page has a gap between two parts of a date that its text lost."""
PLACE_BEHIND = re.compile(r"\s+[-–—|]\s+[A-Z]{3,}(?: [A-Z]{2,}){0,2}$")


def is_date(words: str) -> bool:
    """Whether a short line holds a date and nothing else (`Published Nov. 3, 2026, 4:15 p.m. ET`)."""
    kinds = parts_of(words)
    if kinds & {"iso", "slashed"} or kinds >= {"month", "year"}:
        return True
    return kinds >= {"month", "day"} and bool(kinds & {"weekday", "time", "label"})


def is_age(words: str) -> bool:
    """Whether a short line tells when a page was made or changed without its date (`Updated 5 hours ago`)."""
    kinds = parts_of(words)
    return "ago" in kinds or ("time" in kinds and bool(kinds & {"label", "when"}))


def is_labelled(words: str) -> bool:
    """Whether a short line is a date or an age and says of what (`Last modified on 3 May 2026`)."""
    return "label" in parts_of(words) and (is_date(words) or is_age(words))


def parts_of(words: str) -> set[str]:
    """The parts of a date in a short line (groups of `DATE_WORD`, and `ago`); none where it holds other words."""
    if len(words) > LONGEST_DATE:
        return set()
    whole = PLACE_BEHIND.sub("", RUN_TOGETHER.sub(" ", words))
    rest = AGO.sub("", whole)
    tokens = re.findall(r"[^\s,;|()]+", rest)
    matches = [DATE_WORD.fullmatch(token) or DATE_WORD.fullmatch(token.rstrip(".:")) for token in tokens]
    kinds = {kind for match in matches if match for kind in match.groupdict() if match[kind]}
    return (kinds | ({"ago"} if rest != whole else set())) if all(matches) else set()


# ---- the day that is meant ------------------------------------------------------------------------------------------

ORDERS = ("DMY", "MDY")
"""Whether 3/4/2026 is in April or in March."""
LEAD = re.compile(
    rf"(?:\b(?:first|originally|last)\s+)?\b(?P<label>{LABEL})\b(?:\s+(?:on|at))?\s*:?|\bdate\s*:|[|·•]", re.I
)
LATER = re.compile(r"updated?|modified|edited", re.I)
CLOCK = re.compile(r"[\s,]*\b(?:at\s+)?\d{1,2}[:.]\d\d\b.*|[\s,]*\b\d{1,2}\s*[ap]\.?m\b.*", re.I | re.DOTALL)


def iso_day(words: str, order: str = "") -> tuple[str, tuple[str, ...]]:
    """The day of publication that a date as written names, as `2026-11-03`, and the days that it could be.

    The day is empty where nothing says which one is meant: of 3/4/2026 both are returned, unless `order` is `"DMY"` or
    `"MDY"`. It is that of the place where the date was written; no time zone is applied. A day of a later change counts
    only where there is no other. Read by dateparser."""
    for piece in pieces(words[:LONGEST_DATE]):
        if days := days_of(piece, (order,) if order else ORDERS):
            return (days[0] if len(days) == 1 else ""), days
    return "", ()


def pieces(words: str) -> Iterator[str]:
    """What may be a date in a line of one or several: the line, then its parts, without the time of the day too."""
    yield words
    begins = [(0, 0, ""), *((found.start(), found.end(), found["label"] or "") for found in LEAD.finditer(words))]
    ends = [begin for begin, _, _ in begins[1:]] + [len(words)]
    parts = [(label, words[begin:end]) for (_, begin, label), end in zip(begins, ends, strict=True)]
    for _, part in sorted(parts, key=lambda part: bool(LATER.fullmatch(part[0]))):
        yield from (part, CLOCK.sub("", part))


def days_of(words: str, orders: tuple[str, ...]) -> tuple[str, ...]:
    """The days that words can mean, one for each order of day and month in which they differ."""
    words = words.strip(" \t,;:–—-")
    try:
        return (dt.date.fromisoformat(words).isoformat(),)
    except ValueError:
        found = [day_of(words, order) for order in orders] if re.search(r"\d", words) else []
        return tuple(dict.fromkeys(filter(None, found)))


def day_of(words: str, order: str) -> str:
    """The day that dateparser reads in English words, numbers in this order; empty where it finds no whole date."""
    import dateparser  # here, for it takes 0.15 s, and most dates are in ISO form

    settings = {
        "DATE_ORDER": order,
        "PARSERS": ["absolute-time"],
        "REQUIRE_PARTS": ["day", "month", "year"],
        "PREFER_LOCALE_DATE_ORDER": False,
        "RETURN_AS_TIMEZONE_AWARE": False,
    }
    found = dateparser.parse(words, languages=["en"], settings=settings) if words else None
    return found.date().isoformat() if found else ""
