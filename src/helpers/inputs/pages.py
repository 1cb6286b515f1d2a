"""Pages: the article in the bytes of a web page."""

from __future__ import annotations

import re

from helpers.inputs.article import Article, Options, checked, from_text
from helpers.text import texts

META = re.compile(rb"<meta[^>]{0,200}?charset\s{0,4}=\s{0,4}[\"']?\s{0,4}([\w.:-]{2,40})", re.I)
XML = re.compile(rb"\s{0,40}<\?xml[^>]{0,100}?encoding=[\"']([\w.:-]{2,40})", re.I)
LANG = re.compile(
    r"<html\b[^>]{0,1000}?\s(?:xml:)?lang\s{0,4}=\s{0,4}[\"']?([a-z]{2,3}(?:-[a-z0-9]{2,8}){0,2})\b", re.I
)


def read_page(data: bytes, place: str, stem: str, options: Options, declared: str | None = None) -> Article:
    """The article in the bytes of a web page: the text that trafilatura extracts, under its title."""
    import trafilatura  # takes a second to import, and only pages need it

    charset = META.search(data[:4096]) or XML.match(data)
    declared = declared or (charset and charset[1].decode("ascii", "replace"))
    page, notes = texts.decode(data, encoding=options.encoding, declared=declared)
    found = trafilatura.bare_extraction(page, with_metadata=True, include_comments=False, include_tables=False)
    language = LANG.search(page[:20_000])
    return from_text(
        checked(headed(found.text or "", found.title or ""), place, options) if found else "",
        id=stem,
        title=(found and found.title) or "",
        byline=(found and found.author) or "",
        date=(found and found.date) or "",
        outlet=(found and found.sitename) or "",
        language=language[1] if language else "",
        path=place,
        notes=notes,
    )


def headed(text: str, title: str) -> str:
    """The text of a page under its title, which stands there already in some extractions."""
    first = text.lstrip().partition("\n")[0]
    known = not title or not text or re.findall(r"\w+", first.lower()) == re.findall(r"\w+", title.lower())
    return text if known else f"{title}\n\n{text}"
