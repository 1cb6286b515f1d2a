"""Notes: what a reader has to know of a text before trusting what is found in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from helpers import lexicons
from helpers.inputs import walls
from helpers.text import texts
from helpers.text.layouts import REMAINDER

SHORT = 15
"""Words from which a text is long enough to tell whether it is English."""
LONG = 40
"""Words from which their share is looked at."""
CELL = 32_767
"""Characters, as UTF-16 counts them, that a cell of Excel holds; what is longer is cut without a word."""
SAMPLE = 200_000


def text_notes(text: str, replaced: int) -> Iterator[str]:
    """Notes on a text, of which so many characters were replaced."""
    if replaced:
        yield f"{replaced:,} control or broken characters were replaced one for one"
    words = len(re.findall(r"\w+", text[:1000]))
    if not words:
        yield "no text"
    elif words < 3 and len(text) < 1000:
        yield "too short"
    if not texts.looks_english(text) or is_short_and_foreign(text):
        yield "does not look like English"
    yield from walls.note(text)
    yield from damages(text[:SAMPLE])
    if documents(text) > 1:
        yield f"looks like an export of {documents(text)} articles: in a text file of its own it is cut into them"


def is_short_and_foreign(text: str) -> bool:
    """Whether a text of a paragraph or two has next to none of the small words of English."""
    if len(text) > LONG * 100:
        return False
    found = re.findall(r"[^\W\d_]+", text.lower())
    known = lexicons.words("layouts", kind="function")
    return SHORT <= len(found) < LONG and sum(word in known for word in found) < 2


# Damages from before we had it


def damages(text: str) -> Iterator[str]:
    """What was done to a text before it got here."""
    broken = wrongly_decoded().findall(text)
    if broken:
        seen = ", ".join(dict.fromkeys(map(repr, broken[:3])))
        often = f"{len(broken):,} times, such as {seen}"
        yield f"wrongly decoded before it got here ({often}): names and quotes are damaged"
    if len(LOST_MARKS.findall(text)) > 1:
        yield "question marks stand where apostrophes and quotation marks were"
    if cut := REMAINDER.search(text):
        yield f"cut by the service that gave it: {int(cut[1]):,} more characters are missing"


LOST_MARKS = re.compile(r"(?<=[a-z])\?(?:s|t|re|ve|ll|d|m)\b|(?<!\S)\?(?=[A-Z][a-z])")
CODECS = ("cp1252", "latin-1", "cp1250", "cp1251", "mac_roman")
"""Encodings that UTF-8 is taken for by mistake."""
PUNCTUATION = "“”‘’–—…•€"
LETTERS = "éèêëáàâäãåíìîïóòôöõøúùûüñçßæÉÁÓÖÜ£"


@cache
def wrongly_decoded() -> re.Pattern:
    """What the marks and letters of news in UTF-8 look like in another encoding; none of it is written on purpose."""
    forms = {form for char in PUNCTUATION for codec in CODECS if len(form := mistaken(char, codec)) > 1}
    forms |= {form for char in LETTERS for codec in CODECS if len(form := mistaken(char, codec)) == 2}
    sure = [form for form in forms if not form.isascii() and (len(form) > 2 or not form.isalpha())]
    return re.compile("|".join(re.escape(form) for form in sorted(sure, key=len, reverse=True)))


def mistaken(char: str, codec: str) -> str:
    """A character's bytes in UTF-8, read in another encoding."""
    return char.encode().decode(codec, errors="ignore")


def cut_by_excel(text: str) -> tuple[str, ...]:
    """A note where a cell is exactly as long as Excel cuts them."""
    if len(text) > 2 * CELL:
        return ()
    forms = (text, text.replace("\r\n", "\n"))
    lengths = {len(form) + sum(ord(char) > 0xFFFF for char in form) for form in forms}
    return (
        ("has exactly 32,767 characters, where Excel cuts a cell: its end may be missing",) if CELL in lengths else ()
    )


# Exports of archives

NUMBERED = re.compile(r"^[ \t]*(?:\d{1,6} of \d{1,6} DOCUMENTS?|Document \d{1,6} of \d{1,6})[ \t]*\r?$", re.M)
CLOSED = re.compile(r"^[ \t]*(?:End of Document|Document [A-Z]{3,12}0*20\d{6}\w{4,20})[ \t]*\r?$", re.M)
"""What stands over, and what under, each document of an export of LexisNexis or Factiva."""


def documents(text: str) -> int:
    """How many documents of an archive a text is an export of; 0 where it is none."""
    return len(NUMBERED.findall(text)) or len(CLOSED.findall(text))
