"""Lines: a text's lines, and which of them are a paragraph together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

Offsets = tuple[int, int]
"""Characters into the text as it was read, the end exclusive."""

NARROWEST_WRAP, WIDEST_WRAP = 40, 130
"""Characters in the lines of hard-wrapped text; shorter ones are a list, longer ones are paragraphs."""
FEWEST = 5
"""Lines that must all be full before they count as wrapped though few go on in lower case."""
LINE_BREAK = re.compile("\r\n|[\n\r\v\f\x85\u2028\u2029]")
BLANK = "".join(chr(code) for code in range(0x3001) if chr(code).isspace()) + "\u200b\u2060\ufeff"
"""White space, and the marks that are as invisible: zero-width space, word joiner, byte order mark."""
SENTENCE_END = re.compile(r"[.!?:;…][”\"’'»)\]*_]*$")
STANDS_ALONE = re.compile(
    r"#{1,6}\s|[A-Z][A-Za-z-]{1,11}:(?:\s|$)|"
    r"(?:title|headline|subtitle|authors?|byline|date|publisher|outlet|source|tags|category|description|layout):\s"
)
"""A heading or a labelled field, which is a paragraph of its own."""
ITEM = re.compile(r"[-*+•·▪►▶>]\s")
"""The beginning of a list's item or of a quoted block."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line with something on it, and whether it directly follows the one before."""

    begin: int
    end: int
    adjacent: bool


def trim(text: str, begin: int, end: int) -> Offsets:
    """The same stretch without the blanks around it."""
    piece = text[begin:end]
    return begin + len(piece) - len(piece.lstrip(BLANK)), end - len(piece) + len(piece.rstrip(BLANK))


def find_lines(text: str) -> Iterator[Line]:
    """The lines of a text that are not blank."""
    adjacent, begin = False, 0
    breaks = [match.span() for match in LINE_BREAK.finditer(text)]
    for stop, after in [*breaks, (len(text), len(text))]:
        first, last = trim(text, begin, stop)
        if first < last:
            yield Line(first, last, adjacent)
        adjacent, begin = first < last, after


def paragraphs(text: str) -> list[Offsets]:
    """The paragraphs of a text: each line, or the lines of a hard-wrapped block together."""
    lines = list(find_lines(text))
    width = wrap_width(text, lines)
    found: list[Offsets] = []
    last: Line | None = None
    for line in lines:
        if last is not None and line.adjacent and is_soft(text, last, line, width, joined=found[-1][0] < last.begin):
            found[-1] = (found[-1][0], line.end)
        else:
            found.append((line.begin, line.end))
        last = line
    return found


def wrap_width(text: str, lines: list[Line]) -> int:
    """The width a text is hard-wrapped to, 0 where it is not.

    Wrapped are lines to which the first word of the next would not have fitted, when many go on in lower case, or when
    it holds of all of them and most end within a sentence."""
    breaks = [pair for pair in pairwise(lines) if pair[1].adjacent]
    lengths = sorted(line.end - line.begin for line, _ in breaks)
    width = lengths[(len(lengths) - 1) * 9 // 10] if lengths else 0
    if not NARROWEST_WRAP <= width <= WIDEST_WRAP:
        return 0
    full = sum(is_full(text, line, after, width) for line, after in breaks)
    lower = sum(text[after.begin].islower() for _, after in breaks)
    within = sum(not ends(text, line) for line, _ in breaks)
    often = full >= 0.7 * len(breaks) and lower >= 0.4 * len(breaks)
    always = full == len(breaks) >= FEWEST and within >= 0.7 * len(breaks)
    return width if often or always else 0


def is_full(text: str, line: Line, after: Line, width: int) -> bool:
    """Whether the first word of the line after would have gone over the width."""
    word = text[after.begin : min(after.end, after.begin + WIDEST_WRAP)].split()[0]
    return line.end - line.begin + 1 + len(word) > width


def is_soft(text: str, line: Line, after: Line, width: int, *, joined: bool) -> bool:
    """Whether the break between two neighbouring lines is inside a paragraph."""
    wrapped = bool(width) and is_full(text, line, after, width)
    if apart(text, line, after, joined=joined):
        return wrapped and not ends(text, line) and not is_marked(text, line) and not is_marked(text, after)
    return wrapped or ((joined or len(text[line.begin : line.end].split()) > 3) and goes_on(text, line, after))


def apart(text: str, line: Line, after: Line, *, joined: bool) -> bool:
    """Whether one of two lines looks like a paragraph of its own; in prose that is wrapped, a word may only look so."""
    if STANDS_ALONE.match(text, after.begin, after.end) or ITEM.match(text, after.begin, after.end):
        return True
    return not joined and bool(STANDS_ALONE.match(text, line.begin, line.end))


def is_marked(text: str, line: Line) -> bool:
    """Whether a line begins with a mark that prose has not; a hyphen may be its dash."""
    dash = text[line.begin] == "-"
    return text[line.begin] == "#" or (not dash and bool(ITEM.match(text, line.begin, line.end)))


def ends(text: str, line: Line) -> bool:
    """Whether a line ends as a sentence does."""
    return bool(SENTENCE_END.search(text, max(line.begin, line.end - 9), line.end))


def goes_on(text: str, line: Line, after: Line) -> bool:
    """Whether a sentence runs on from one line into the next, by its punctuation and a small letter."""
    return text[after.begin].islower() and not ends(text, line)
