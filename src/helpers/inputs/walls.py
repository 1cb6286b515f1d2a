"""Walls: what stands where an article should be: messages (errors, consent, robots, scripts), and pages of links."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from helpers import lexicons
from helpers.text import markup
from helpers.text.furniture import SPEECH

if TYPE_CHECKING:
    from lxml.html import HtmlElement

SAID = {
    "JavaScript": "holds no article without JavaScript: save it from a browser and give that file",
    "consent": "asks for consent to cookies where an article should be: save it from a browser and give that file",
    "error": "is an error message and no article",
    "robot": "asks whether a robot is reading where an article should be: save it from a browser and give that file",
    "links": "is a page of links to articles: give the address of one of them",
}
LONGEST = 200
"""Words of a message at most; a text with more is read."""
SHORT = 40
"""Words under the heading of an error page at most."""
QUOTES = re.compile(r"[“”\"«»]")
SHARE = 0.5
"""Of the words of a message so many are in paragraphs that are worded as messages are."""
EMPTY = 5
"""Words up to which a page without its scripts is empty."""
ROOTS = re.compile(r"(?:__)?(?:root|app|next|nuxt|gatsby|svelte|main-app|app-root|react-root|page-root)_*", re.I)
LEAST_LINKS = 3
"""Paragraphs that are links to other pages from which a page may be one of links."""
LEAST_WORDS = 3
"""Words of a link that may be the title of another page."""
LINKED = 0.6
"""Of the words of a page of links so many are in titles of other pages and the lines under them."""
Words = tuple[str, ...]


def of_page(tree: HtmlElement, text: str, title: str) -> str:
    """What a page is, said in words, where it is no article; empty where it may be one."""
    kind = of_text(text, title)
    if not kind and len(words(text)) - len(words(title)) <= EMPTY and waits_for_scripts(tree):
        kind = "JavaScript"
    return SAID.get(kind, "")


def of_text(text: str, title: str = "") -> str:
    """The kind of message that a text is; empty where it is none."""
    paragraphs = [line.strip(" \t-•*#") for line in text.splitlines() if words(line)]
    if paragraphs and title and words(paragraphs[0]) == words(title):
        del paragraphs[0]
    counts = [len(words(each)) for each in paragraphs]
    if sum(counts) > LONGEST:
        return ""
    kinds = [message(each, "text") for each in paragraphs]
    told = sum(count for count, kind in zip(counts, kinds, strict=True) if kind)
    heading = message(title.split(" - ")[0].split(" | ")[0], "both")
    if told and told >= SHARE * sum(counts):
        return heading or next(kind for kind in kinds if kind)
    return heading if sum(counts) <= SHORT else ""


def message(line: str, where: str) -> str:
    """The kind of message that a whole line is worded as; empty for other lines, and for those that report speech."""
    match = patterns(where).fullmatch(line) if len(line) < 2_000 else None
    if match is None or reports(line):
        return ""
    return next(name for name, value in match.groupdict().items() if value is not None).rstrip("0123456789")


def reports(text: str) -> bool:
    """Whether somebody speaks in a text; the names of buttons stand in quotation marks too."""
    return bool(SPEECH.search(QUOTES.sub("", text)))


@cache
def patterns(where: str) -> re.Pattern:
    """The patterns of `walls.csv` for titles (`both`) or for text, as one, each a group named after its kind."""
    rows = [row for row in lexicons.rows("walls") if where == "text" or row["where"] == where]
    made = "|".join(f"(?P<{row['reason']}{number}>{row['pattern']})" for number, row in enumerate(rows))
    return re.compile(made, re.I)


def note(text: str) -> Iterable[str]:
    """A note where a text looks like a message in an article's place."""
    kind = of_text(text[: LONGEST * 50]) if len(text) <= LONGEST * 50 else ""
    if kind:
        said = SAID[kind].split(":")[0]
        yield f"looks as if it {said}"


def words(text: str) -> list[str]:
    """The words of a text, in small letters."""
    return re.findall(r"\w+", text.lower())


def waits_for_scripts(tree: HtmlElement) -> bool:
    """Whether a page is made by scripts: it has some, and an empty place for what they make, or says so."""
    if next(tree.iter("script"), None) is None:
        return any(
            message(" ".join(each.text_content().split()), "text") == "JavaScript" for each in tree.iter("noscript")
        )
    for element in tree.iter("div", "main", "section"):
        if ROOTS.fullmatch(element.get("id") or ""):
            return True
    is_own = any(isinstance(element.tag, str) and "-" in element.tag for element in tree.iter())
    return is_own or any("javascript" in (each.text_content() or "").lower() for each in tree.iter("noscript"))


# Pages of links


@dataclass(frozen=True, slots=True)
class Links:
    """The links of a page that lead to other pages, three words and more, and the lines that follow one."""

    titles: frozenset[Words]
    teasers: frozenset[Words]


def links(tree: HtmlElement) -> Links:
    """What on a page leads to others."""
    found = (each for each in tree.iter("a") if not (each.get("href") or "#").startswith("#"))
    titles = frozenset(
        tuple(said) for said in (words(each.text_content()[:300]) for each in found) if len(said) >= LEAST_WORDS
    )
    shown = [tuple(words(line.text)) for line in markup.lines(tree)]
    teasers = {line for at, line in enumerate(shown) if not titles.isdisjoint(shown[max(at - 2, 0) : at])}
    return Links(titles, frozenset(teasers - titles))


def of_links(known: Links, text: str, title: str) -> str:
    """Said where a text is made of the titles of other pages and the lines under them."""
    lines = [tuple(said) for said in map(words, text.splitlines()) if said and said != words(title)]
    teasers = [line for line in lines if line in known.teasers]
    parts = [line for line in lines if line in known.titles] + teasers
    if max(len(teasers), len(parts) - len(teasers)) < LEAST_LINKS or not lines:
        return ""
    return SAID["links"] if sum(map(len, parts)) >= LINKED * sum(map(len, lines)) else ""
