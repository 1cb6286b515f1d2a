"""Exports: the articles in a text file that an archive of newspapers gave out (LexisNexis, Factiva)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from helpers.inputs.article import Article, Found, Options, checked, from_text
from helpers.inputs.notes import CLOSED, NUMBERED

LABEL = re.compile(r"\s*(BYLINE|SECTION|LENGTH|DATELINE|HEADLINE|HIGHLIGHT|SERIES|DISTRIBUTION)\s*:\s*(.*)", re.I)
FOOT = re.compile(
    r"\s*(?:(?:LOAD-DATE|LANGUAGE|PUBLICATION-TYPE|DOCUMENT-TYPE|JOURNAL-CODE|GRAPHIC|SUBJECT|CLASSIFICATION|CORRECTION-"
    r"DATE)\s*:|Copyright \S*\d{4}|All Rights Reserved|Classification$)",
    re.I,
)
RIGHTS = re.compile(r"\s*(?:\(c\)|©|Copyright\b)", re.I)
DATE = re.compile(r"\s*(?:[A-Z][a-z]+ \d{1,2},? \d{4}|\d{1,2} [A-Z][a-z]+ \d{4})\b")
LENGTH = re.compile(r"\s*[\d,.]{1,9} words\s*")
"""How Factiva says how long an article is, with the author above and date and outlet below."""


def cut(text: str) -> list[str]:
    """The documents of an export, and whatever else stands before or behind them; empty where a text is no export."""
    edge = (len(text), len(text))
    above = [match.span() for match in NUMBERED.finditer(text)]
    below = [match.span() for match in CLOSED.finditer(text)]
    found = [text[end:begin] for (_, end), (begin, _) in pairwise([(0, 0), *(above or below), edge])]
    found = [document for document in found if document.strip()]
    return found if above or (below and any(map(has_head, found))) else []


def has_head(document: str) -> bool:
    """Whether a document has a head that tells it from any text with a line like the ends of documents."""
    return any(LABEL.match(line) or LENGTH.fullmatch(line) for line in document.splitlines())


def read_export(documents: Sequence[str], place: str, stem: str, options: Options, notes: Sequence[str]) -> Found:
    """The articles of an export: the text of each is its headline, a blank line and its body, without head and foot."""
    for number, document in enumerate(documents, 1):
        which = f"document {number} of {len(documents)} of an export; its head and foot were left out"
        yield of_document(document, f"{stem}-{number}", place, number, options, (*notes, which))


def of_document(document: str, id: str, place: str, number: int, options: Options, notes: Sequence[str]) -> Article:
    """The article of one document."""
    lines = document.splitlines(keepends=True)
    begin = body_begin(lines)
    head, rest = lines[:begin], lines[begin:]
    end = next((at for at, line in enumerate(rest) if FOOT.match(line)), len(rest))
    fields = from_factiva(head) if any(map(LENGTH.fullmatch, head)) else from_lexis(head)
    body = "".join(rest[:end]).strip("\r\n \t")
    text = "\n\n".join(filter(None, (fields["title"], body))) if body else document.strip("\r\n")
    return from_text(checked(text, f"{place}, document {number}", options), id=id, path=place, notes=notes, **fields)


def body_begin(lines: Sequence[str]) -> int:
    """The line after the head: after *Body*, after the rights under a length, or after the last label in a row."""
    for at, line in enumerate(lines):
        if line.strip() == "Body":
            return at + 1
    length = next((at for at, line in enumerate(lines) if LENGTH.fullmatch(line)), None)
    if length is not None:
        return next((at + 1 for at in range(length, len(lines)) if RIGHTS.match(lines[at])), length + 1)
    return after_labels(lines)


def after_labels(lines: Sequence[str]) -> int:
    """The line after the labels in a row and what is written under them; nothing is written under a length."""
    begin, label = 0, ""
    first = next((at for at, line in enumerate(lines) if LABEL.match(line)), len(lines))
    for at in range(first, len(lines)):
        if found := LABEL.match(lines[at]):
            label, begin = found[1].upper(), at + 1
        elif not lines[at].strip():
            label = ""
        elif label in ("", "LENGTH"):
            break
        else:
            begin = at + 1
    return begin


def from_lexis(head: Sequence[str]) -> dict[str, str]:
    """The fields in the head of LexisNexis: outlet, date, headline, or headline, outlet, date; then labels."""
    labels = {found[1].upper(): found[2].strip() for line in head if (found := LABEL.match(line))}
    named = next((at for at, line in enumerate(head) if LABEL.match(line)), len(head))
    blocks = [block for block in blocks_of(head[:named]) if not RIGHTS.match(block[0]) and block[0] != "Body"]
    dated = next((at for at, block in enumerate(blocks) if DATE.match(block[0])), None)
    last = blocks[-1] if blocks and len(blocks) - 1 != dated else []
    title, outlet = (blocks[0], blocks[1]) if dated == 2 else (last, blocks[0] if dated == 1 else [])
    return {
        "title": labels.get("HEADLINE") or " ".join(title),
        "byline": labels.get("BYLINE", ""),
        "date": blocks[dated][0] if dated is not None else "",
        "outlet": outlet[0] if outlet else "",
    }


def from_factiva(head: Sequence[str]) -> dict[str, str]:
    """The fields in the head of Factiva: headline, author, length, date, outlet."""
    lines = [line.strip() for line in head if line.strip()]
    at = next(at for at, line in enumerate(lines) if LENGTH.fullmatch(line))
    below = [line for line in lines[at + 1 :] if not re.fullmatch(r"\d{1,2}:\d\d", line)]
    date, outlet = (*below, "", "")[:2]
    byline = re.sub(r"(?i)^by ", "", lines[at - 1]) if at > 1 else ""
    return {"title": " ".join(lines[: max(1, at - 1)]), "byline": byline, "date": date, "outlet": outlet}


def blocks_of(lines: Sequence[str]) -> list[list[str]]:
    """Lines without the white space around them, those without a blank line between them together."""
    blocks: list[list[str]] = [[]]
    for line in map(str.strip, lines):
        if line:
            blocks[-1].append(line)
        elif blocks[-1]:
            blocks.append([])
    return [block for block in blocks if block]
