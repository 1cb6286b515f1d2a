"""Candidates: the articles that a notebook can be about, the chosen one marked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from helpers.page.fragments import Fragment, element, grid, outside, page
from helpers.wording import plural

if TYPE_CHECKING:
    from helpers.choices import Candidate, Choice

MOST_CHOICES = 40
"""Articles that are listed to choose from."""


@dataclass(frozen=True, slots=True)
class Listing(Fragment):
    """The list of the articles that can be chosen, and what it was made of: where it is live, one can pick from it."""

    made: Choice


def choice(made: Choice) -> Listing | None:
    """The articles that can be chosen, the chosen one marked; nothing where it was named outright."""
    if not made.candidates:
        return None
    chosen, total = made.candidates.index(made.chosen), len(made.candidates)
    listed = [*range(min(total, MOST_CHOICES)), *([chosen] if chosen >= MOST_CHOICES else [])]
    unread = any(candidate.article for candidate in made.candidates)
    where = "on the shelf; ▶ is read here" if unread else "read by notebook 1, the last one first; ▶ is shown here"
    rows = (choice_row(number, made.candidates[number], number == chosen, unread) for number in listed)
    heads = ["Number", "Headline", "Id", "Date", "Words", *(["Read before"] if unread else [])]
    left = f"{total - len(listed):,} more not listed; each can be chosen by a part of its headline."
    more = [element("p", left)] if total > len(listed) else []
    shown = page(
        grid(f"{total:,} {plural('article', total)} {where}", heads, rows, numbers=["Words"]),
        *more,
        *map(unreadable, made.unread),
    )
    return Listing(shown.html, made)


def choice_row(number: int, candidate: Candidate, chosen: bool, unread: bool) -> Fragment:
    """One article that can be chosen."""
    title = element("strong", candidate.title) if chosen else candidate.title
    return element(
        "tr",
        element("th", f"▶ {number + 1}" if chosen else f"{number + 1}", scope="row"),
        element("td", title, dir="auto"),
        element("td", element("code", candidate.id)),
        element("td", candidate.date, dir="auto"),
        element("td", f"{candidate.words:,}", class_="number"),
        element("td", "yes" if candidate.is_read else "no") if unread else None,
    )


def unreadable(why: str) -> Fragment:
    """What cannot be chosen, and why."""
    return element("p", "? ", outside(why), class_="doubt")
