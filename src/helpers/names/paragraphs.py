"""Paragraphs: in which of them names are looked for, and the place that one opens with."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from spacy.tokens import Doc, Span

from helpers.text.lines import Offsets
from helpers.text.verbatim import verbatim

SILENT_KINDS = frozenset({"cut", "byline", "date", "outlet"})
DATELINE = re.compile(
    r"([A-Z][A-Z'’.-]+(?: [A-Z][A-Z'’.-]+){0,3})(?:, [A-Z][\w .]{1,30}){0,2}(?: \([^()\n]{1,20}\))? ?(?:—|–|--| - )"
)


def paragraph_of(doc: Doc, at: int):
    """The paragraph that holds the character `at`, or None."""
    place = bisect_right(doc._.paragraphs, at, key=lambda paragraph: paragraph.begin)
    found = doc._.paragraphs[place - 1] if place else None
    return found if found is not None and at < found.end else None


def heard(doc: Doc, span: Span) -> bool:
    """Whether names are looked for at `span`: not in page furniture, nor in a headline where every word is large."""
    paragraph = paragraph_of(doc, span.start_char)
    if paragraph is None:
        return True
    return paragraph.kind not in SILENT_KINDS and not (
        paragraph.kind in ("headline", "subtitle") and in_title_case(verbatim(doc)[paragraph.begin : paragraph.end])
    )


def in_title_case(text: str, least: int = 4) -> bool:
    """Whether most of the longer words of a line begin with a capital, so that capitals say nothing of names."""
    longer = [word for word in re.findall(r"\w+", text) if len(word) > 3]
    return len(longer) >= least and sum(word[0].isupper() for word in longer) > 0.75 * len(longer)


def offsets_heard(doc: Doc, offsets: Offsets) -> bool:
    """Whether a stretch lies within one paragraph that is looked at."""
    paragraph = paragraph_of(doc, offsets[0])
    return paragraph is None or (paragraph.kind not in SILENT_KINDS and offsets[1] <= paragraph.end)


def datelines(doc: Doc) -> Iterator[Span]:
    """The place in capitals that an article opens with: PORT ELLERY, Norland — The mayor …."""
    for paragraph in (p for p in doc._.paragraphs if p.kind == "body"):
        match = DATELINE.match(verbatim(doc), paragraph.begin, paragraph.end)
        span = doc.char_span(*match.span(1), label="GPE") if match else None
        if span is not None:
            yield span


def paragraph_opens(span: Span) -> bool:
    """Whether a paragraph of the body begins with a name."""
    paragraph = paragraph_of(span.doc, span.start_char)
    return paragraph is not None and paragraph.kind == "body" and paragraph.begin == span.start_char
