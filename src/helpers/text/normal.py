"""Normal: a text as models and rules read it, every gap one plain blank and nothing invisible, with the way back."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from helpers.text.lines import LINE_BREAK, Offsets

INVISIBLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f"
    "\ufe00-\ufe0f\ufeff\ufff9-\ufffc\U000e0000-\U000e01ef"
)
"""Characters that nobody sees, as a class of a regular expression: soft hyphens, zero-width marks, byte order marks,
places of pictures."""
EMPTY = "\u2800\u3164\uffa0"
"""Signs and letters that are written as a blank."""
ODD = re.compile(rf"(?P<hidden>[{INVISIBLE}]+)|[^\S \n\r\v\f\x85\u2028\u2029]|[{EMPTY}]")
GAP = re.compile(rf"[\s{EMPTY}{INVISIBLE}]{{2,}}|[^\S ]|[{EMPTY}{INVISIBLE}]|\A | \Z")
"""White space and what nobody sees, but for one plain blank between words."""
HYPHENATED = re.compile(r"\u00ad[^\S\n\r]*$")
BROKEN_WORD = re.compile(r"(?<=\w)(?:-{1,2}|[‐–—])$")
HANGING = re.compile(r"(?:and|or|to|nor)\b")
"""Words before which a hyphen at a line's end stands for the rest of a word: *pre-* and *post-war*."""
Edit = tuple[int, int, str]
"""A stretch of a text and what stands in its place, no longer than the stretch."""


@dataclass(frozen=True, slots=True)
class Normal:
    """A text as it is read by models; `length` characters were read from the input.

    From `here[n]` on up to the next, characters stand in the input from `there[n]` on."""

    text: str
    length: int
    here: tuple[int, ...] = (0,)
    there: tuple[int, ...] = (0,)

    def original(self, begin: int, end: int) -> Offsets:
        """The offsets in the input of `text[begin:end]`."""
        if begin >= end:
            place = self.out(begin) if begin < len(self.text) else self.length
            return place, place
        return self.out(begin), self.out(end - 1) + 1

    def out(self, at: int) -> int:
        """Where a character of `text` stands in the input."""
        part = bisect_right(self.here, at) - 1
        return self.there[part] + at - self.here[part]

    def within(self, begin: int, end: int) -> Offsets:
        """The offsets in `text` of a stretch of the input."""
        return self.into(begin), self.into(end)

    def into(self, place: int) -> int:
        """How many characters of `text` stand before a place of the input."""
        part = bisect_right(self.there, place) - 1
        stop = self.here[part + 1] if part + 1 < len(self.here) else len(self.text)
        return min(self.here[part] + place - self.there[part], stop)


def edited(text: str, edits: Iterable[Edit]) -> Normal:
    """A text after some edits, which are in order; the very same text where there are none."""
    pieces: list[str] = []
    here, there, size, at = [0], [0], 0, 0
    for begin, end, new in edits:
        pieces += text[at:begin], new
        size += begin - at + len(new)
        if len(new) < end - begin:
            here += size - len(new), size
            there += begin, end
        at = end
    return Normal("".join([*pieces, text[at:]]), len(text), tuple(here), tuple(there))


def visible(text: str) -> Normal:
    """A text without what nobody sees, and with a plain blank for each other blank; line breaks stay as they are."""
    return edited(text, ((m.start(), m.end(), "" if m["hidden"] else " ") for m in ODD.finditer(text)))


def normal(text: str, paragraphs: Sequence[Offsets]) -> Normal:
    """A text with one blank for each gap inside of `paragraphs`, which are in order, and only breaks between them.

    So lines that were wrapped are one, and a word that was parted at their end is whole. Linear in the text."""
    return edited(text, list(gap_edits(text, paragraphs)))


def as_read(words: str) -> str:
    """Some words of a paragraph as they read."""
    return normal(words, [(0, len(words))]).text


def gap_edits(text: str, paragraphs: Sequence[Offsets]) -> Iterator[Edit]:
    """The gaps that are not as they should be, and what they should be."""
    number = 0
    for gap in GAP.finditer(text):
        begin, end = gap.span()
        while number < len(paragraphs) and paragraphs[number][1] <= begin:
            number += 1
        inside = number < len(paragraphs) and paragraphs[number][0] <= begin and end <= paragraphs[number][1]
        new = inner(text, begin, end) if inside else outer(text, begin, end)
        if new != gap[0]:
            yield begin, end, new


def outer(text: str, begin: int, end: int) -> str:
    """What a gap at the edge of a paragraph becomes: its line breaks, or a blank between words of one line."""
    breaks = len(LINE_BREAK.findall(text, begin, end))
    between = begin > 0 and end < len(text) and has_space(text[begin:end])
    return "\n" * breaks or (" " if between else "")


def inner(text: str, begin: int, end: int) -> str:
    """What a gap inside of a paragraph becomes: a blank, or nothing where it is invisible or parts a word."""
    gap = text[begin:end]
    line_end = LINE_BREAK.search(gap)
    if line_end and parts_word(text, begin, end, gap[: line_end.start()]):
        return ""
    return " " if has_space(gap) else ""


def has_space(gap: str) -> bool:
    """Whether any of a gap is white space, or looks like it."""
    return any(each.isspace() or each in EMPTY for each in gap)


def parts_word(text: str, begin: int, end: int, before: str) -> bool:
    """Whether a word is parted over the end of a line: by a soft hyphen, or behind a hyphen or dash of its own.

    `before` is what stands in the gap before the end of the line."""
    if HYPHENATED.search(before):
        return True
    dashed = not has_space(before) and BROKEN_WORD.search(text, max(0, begin - 3), begin)
    return bool(dashed) and text[end : end + 1].isalnum() and not HANGING.match(text, end)
