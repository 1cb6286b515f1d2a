"""Layouts: what every paragraph of a text is: headline, byline, date, body, page furniture."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice, pairwise

from helpers import lexicons

Offsets = tuple[int, int]
"""Characters into the text as it was read, the end exclusive."""

PARAGRAPH_KINDS = ("headline", "subtitle", "byline", "date", "outlet", "body", "cut")

LONGEST_HEADLINE = 200
LONGEST_SUBTITLE = 250
LONGEST_FURNITURE = 500
LONGEST_HEAD = 20
"""Paragraphs that are searched for headline, byline and date before the first body paragraph."""
NARROWEST_WRAP, WIDEST_WRAP = 40, 130
"""Characters in the lines of hard-wrapped text; shorter ones are a list, longer ones are paragraphs."""
MOST_LINKS = 12
"""Paragraphs in a list of links at most; a longer run of short paragraphs is text."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A run of text between line breaks, without the white space around it; `kind` is one of `PARAGRAPH_KINDS`."""

    begin: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Cut:
    """A piece of the text that is not article, and why it was taken out of the analysis (the text itself keeps it)."""

    begin: int
    end: int
    reason: str


@dataclass(frozen=True, slots=True)
class Layout:
    """What the parts of a text are; offsets into that text."""

    paragraphs: tuple[Paragraph, ...] = ()
    cuts: tuple[Cut, ...] = ()
    title: str = ""
    byline: str = ""
    dateline: Offsets | None = None
    date: str = ""
    outlet: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph while its text is looked at: what it is (`kind`), its field's `value`, and for a cut the `reason`."""

    begin: int
    end: int
    kind: str = "body"
    value: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """A row of `furniture.csv`: the reason for a cut, and when the rule holds."""

    reason: str
    first: bool
    speech: bool
    opens: str


def layout(text: str, title: str = "") -> Layout:
    """Say of every paragraph of `text` what it is; a paragraph that says `title` again is the headline.

    Linear in the length of `text`, which may be any text; nothing is rewritten."""
    runs = paragraphs(text)
    head = list(read_head(text, runs, title))
    pieces = head + list(read_body(text, runs[len(head) :]))
    return Layout(
        paragraphs=tuple(Paragraph(piece.begin, piece.end, piece.kind) for piece in pieces),
        cuts=tuple(Cut(piece.begin, piece.end, piece.reason) for piece in pieces if piece.kind == "cut"),
        dateline=first_dateline(text, pieces),
        title=first_value(pieces, "headline"),
        byline=first_value(pieces, "byline"),
        date=first_value(pieces, "date"),
        outlet=first_value(pieces, "outlet"),
    )


def first_value(pieces: list[Piece], kind: str) -> str:
    """The words of the first piece of a kind."""
    return next((piece.value for piece in pieces if piece.kind == kind), "")


def first_dateline(text: str, pieces: list[Piece]) -> Offsets | None:
    """The dateline of the first body paragraph, or of one of the next two where summaries stand before it."""
    body = islice((piece for piece in pieces if piece.kind == "body"), 3)
    return next(filter(None, (dateline(text, piece.begin, piece.end) for piece in body)), None)


# Lines and paragraphs

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

    Wrapped are lines to which the first word of the next would not have fitted, when many go on in lower case."""
    breaks = [pair for pair in pairwise(lines) if pair[1].adjacent]
    lengths = sorted(line.end - line.begin for line, _ in breaks)
    width = lengths[(len(lengths) - 1) * 9 // 10] if lengths else 0
    if not NARROWEST_WRAP <= width <= WIDEST_WRAP:
        return 0
    full = sum(is_full(text, line, after, width) for line, after in breaks)
    lower = sum(text[after.begin].islower() for _, after in breaks)
    return width if full >= 0.7 * len(breaks) and lower >= 0.4 * len(breaks) else 0


def is_full(text: str, line: Line, after: Line, width: int) -> bool:
    """Whether the first word of the line after would have gone over the width."""
    word = text[after.begin : min(after.end, after.begin + WIDEST_WRAP)].split()[0]
    return line.end - line.begin + 1 + len(word) > width


def is_soft(text: str, line: Line, after: Line, width: int, *, joined: bool) -> bool:
    """Whether the break between two neighbouring lines is inside a paragraph."""
    if STANDS_ALONE.match(text, after.begin, after.end) or ITEM.match(text, after.begin, after.end):
        return False
    if STANDS_ALONE.match(text, line.begin, line.end) and not joined:
        return False
    if width and is_full(text, line, after, width):
        return True
    return (joined or len(text[line.begin : line.end].split()) > 3) and goes_on(text, line, after)


def goes_on(text: str, line: Line, after: Line) -> bool:
    """Whether a sentence runs on from one line into the next, by its punctuation and a small letter."""
    return text[after.begin].islower() and not SENTENCE_END.search(text, max(line.begin, line.end - 9), line.end)


# The head of a text: headline, byline, date, outlet

FIELDS = {
    "headline": ("headline", "title", "hed"),
    "subtitle": ("subtitle", "subhead", "subheadline", "standfirst", "deck", "dek"),
    "date": ("date", "published", "pubdate", "publication date", "posted", "updated", "last updated"),
    "outlet": ("publisher", "outlet", "source", "publication"),
    "byline": ("author", "authors", "byline", "written by", "reporter"),
}
FIELD_KINDS = {label: kind for kind, labels in FIELDS.items() for label in labels}
FIELD = re.compile(r"[*_>\s]{0,4}([A-Za-z][A-Za-z ]{2,17})[*_]{0,2}:[*_]{0,2}\s{0,4}(\S.{0,400}?)[*_]{0,2}", re.S)
HEADING = re.compile(r"#{1,6}[ \t]+(\S.{0,250}?)(?:[ \t]+#+)?")
FRONT_MATTER = re.compile(r"---[ \t]*\r?\n(?:.{0,500}\r?\n){0,40}?---[ \t]*(?:\r?\n|$)")
PERIOD = re.compile(r"[.…][”\"’'»)\]*_]*$")
QUOTED = re.compile(r"[“\"«„‘'].{0,200}[.!?,…][”\"»“’']", re.S)


def read_head(text: str, runs: list[Offsets], title: str) -> Iterator[Piece]:
    """What stands before the body: labelled fields, headline, subtitle, byline, date, and furniture between them."""
    top = runs[:LONGEST_HEAD]
    fields = [labelled(text, begin, end) for begin, end in top]
    known = {"headline"} if any(field and field.kind == "headline" for field in fields) else set()
    front = FRONT_MATTER.match(text)
    for index, (begin, end) in enumerate(top):
        piece = fields[index] or heading(text, begin, end, "headline" not in known)
        if piece is None and front and end <= front.end():
            piece = Piece(begin, end, "cut", reason="front matter")
        piece = piece or head_piece(text, runs, index, known, title)
        if piece is None:
            return
        known.add(piece.kind)
        yield piece


def head_piece(text: str, runs: list[Offsets], index: int, known: set[str], title: str) -> Piece | None:
    """What a paragraph without a label is, as long as the body has not begun; None where it begins."""
    begin, end = runs[index]
    words = text[begin:end] if end - begin <= LONGEST_FURNITURE else ""
    if name := byline(words):
        return Piece(begin, end, "byline", name)
    if is_date(words):
        return Piece(begin, end, "date", words)
    rule = furniture(text, begin, end)
    if rule and (rule.first or "headline" in known):
        return Piece(begin, end, "cut", reason=rule.reason) if not rule.opens else None
    if "headline" not in known and (same_words(words, title) or is_headline(text, runs, index)):
        return Piece(begin, end, "headline", words)
    if known & {"headline"} and not known & {"subtitle", "byline"} and is_subtitle(text, runs, index):
        return Piece(begin, end, "subtitle", words)
    return None


def labelled(text: str, begin: int, end: int) -> Piece | None:
    """A field such as `Headline: …`; its offsets leave the label out."""
    match = FIELD.fullmatch(text, begin, end) if end - begin < LONGEST_FURNITURE else None
    kind = FIELD_KINDS.get(match[1].lower().strip()) if match else None
    if match is None or kind is None:
        return None
    first, last = trim(text, *match.span(2))
    words = text[first:last]
    return Piece(first, last, kind, words) if may_be(kind, words) else None


def may_be(kind: str, words: str) -> bool:
    """Whether words are fit to be a field's value; `Source: mayor will resign` is a headline and names no outlet."""
    if kind == "date":
        return len(words) <= 100 and any(char.isdigit() for char in words)
    if kind in ("outlet", "byline"):
        return len(words) <= 100 and not CLAUSE.search(words) and not any(word.islower() for word in content(words))
    return True


def content(words: str) -> list[str]:
    """The words of five letters and more."""
    return re.findall(r"[^\W\d_]{5,}", words)


def heading(text: str, begin: int, end: int, first: bool = False) -> Piece | None:
    """A Markdown heading; its offsets leave the number signs out."""
    match = HEADING.fullmatch(text, begin, end) if text.startswith("#", begin) else None
    return match and Piece(*match.span(1), "headline" if first else "subtitle", match[1])


def is_headline(text: str, runs: list[Offsets], index: int) -> bool:
    """Whether a paragraph before the body looks like a headline: short, no sentence, and more text after it.

    One that ends in a period is a headline when it is in title case, when the paragraphs after it say it again, or when
    a byline, a date or a dateline comes next: no body begins before those."""
    begin, end = runs[index]
    rest = runs[index + 1 : index + 3]
    if end - begin >= LONGEST_HEADLINE or not rest or text[rest[0][0]].islower():
        return False
    words = text[begin:end]
    if words[-1] in ",:–—-" or ITEM.match(words) or QUOTED.fullmatch(words) or dateline(text, begin, end):
        return False
    if not PERIOD.search(words) or is_line_of_head(text, *rest[0]):
        return True
    return is_title_case(words) or says_again(words, " ".join(text[b : min(e, b + 2000)] for b, e in rest))


def is_line_of_head(text: str, begin: int, end: int) -> bool:
    """Whether a paragraph is a byline or a date, or opens with a dateline."""
    words = text[begin:end] if end - begin <= LONGEST_FURNITURE else ""
    return bool(byline(words) or is_date(words) or dateline(text, begin, end))


def is_subtitle(text: str, runs: list[Offsets], index: int) -> bool:
    """Whether a paragraph after the headline is a line of it, and no sentence of the body."""
    begin, end = runs[index]
    if end - begin >= LONGEST_SUBTITLE or index + 1 >= len(runs) or dateline(text, begin, end):
        return False
    words = text[begin:end]
    return not SENTENCE_END.search(words[-9:]) and words[0] not in "“\"«„‘'" and not ITEM.match(words)


def content_words(words: str) -> list[str]:
    """The beginnings of a text's longer words, so that *votes* and *voted* are one."""
    return [word[:5].lower() for word in re.findall(r"\w{4,}", words)]


def is_title_case(words: str) -> bool:
    """Whether nearly all longer words begin with a capital."""
    longer = re.findall(r"[^\W\d_]{4,}", words)
    return len(longer) > 2 and sum(not word[0].islower() for word in longer) >= 0.8 * len(longer)


def says_again(words: str, rest: str) -> bool:
    """Whether half of the content words of a line come again in the text after it, as a lede repeats its headline."""
    mine, others = content_words(words), set(content_words(rest))
    return len(words) <= 130 and len(mine) > 2 and sum(word in others for word in mine) >= 0.5 * len(mine)


def same_words(words: str, title: str) -> bool:
    """Whether two lines are the same but for case, spaces and punctuation."""
    return bool(title) and re.findall(r"\w+", words.lower()) == re.findall(r"\w+", title[:LONGEST_FURNITURE].lower())


BY = re.compile(r"[*_]{0,2}(?:written |story )?by\s+(\S.{1,150}?)\.?[*_]{0,2}", re.I)
NAMES_END = re.compile(r",|;|\||•|&|\(| - | – |\band\b|\bin\b|\bfor\b|\bat\b|\bof\b")
CLAUSE = re.compile(r"\b(?:who|which|that|said|says|is|was|are|were|had|has|have|will|would)\b|[?!]|['’]s\b", re.I)


def byline(words: str) -> str:
    """The names of a line such as `By Jane Roe and John Doe, Harbour News`; empty where it is none."""
    match = BY.fullmatch(words)
    if not match or CLAUSE.search(match[1]):
        return ""
    first = re.sub(r"(?i)^the\s+", "", NAMES_END.split(match[1])[0].strip())
    return match[1] if first.lower() in known("agency") or is_name(first) else ""


def is_name(words: str) -> bool:
    """Whether two to five words could be somebody's name."""
    parts = words.split()
    capital = [part for part in parts if part[0].isupper()]
    if not 2 <= len(parts) <= 5 or len(capital) < 2 or parts[0].lower() in known("no name"):
        return False
    return len(capital) + sum(part in known("particle") for part in parts if part[0].islower()) == len(parts)


MONTHS = r"jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec"
DATE_WORD = re.compile(
    rf"(?P<month>(?:{MONTHS})(?:[a-z]{{2,6}})?\.?)|(?:mon|tues?|wed|thu|thur|thurs|fri|sat|sun)(?:[a-z]*day)?\.?|"
    r"(?P<year>(?:19|20)\d\d)|(?P<iso>\d{4}-\d\d-\d\d(?:t[\d:.+-]+z?)?)|(?P<slashed>\d{1,2}[/.]\d{1,2}[/.]\d{2,4})|"
    r"\d{1,2}(?:st|nd|rd|th)?|\d{1,2}[:.]\d\d(?::\d\d)?(?:[ap]m)?|\d{1,2}[ap]m|[ap]\.?m\.?|[a-z]{1,4}t|utc|gmt|"
    r"published|updated|posted|last|on|at|of|from|[|·•,;:()/–—-]",
    re.I,
)


def is_date(words: str) -> bool:
    """Whether a short line holds a date and nothing else (`Published Nov. 3, 2026, 4:15 p.m. ET`)."""
    tokens = re.findall(r"[^\s,;|()]+", words) if len(words) <= 100 else []
    matches = [DATE_WORD.fullmatch(token) or DATE_WORD.fullmatch(token.rstrip(".:")) for token in tokens]
    kinds = {kind for match in matches if match for kind in match.groupdict() if match[kind]}
    return all(matches) and (bool(kinds & {"iso", "slashed"}) or kinds >= {"month", "year"})


DASH = re.compile(r"\s*(?:—|–|―|--|(?<=\s)-(?=\s))\s*")
AGENCY = re.compile(r"\s*\([A-Z][^()\n]{1,40}\)$")


def dateline(text: str, begin: int, end: int) -> Offsets | None:
    """Where a story was filed from (`PORT ELLEN, Nov. 3 (AP)`), at the head of a paragraph and before a dash."""
    dash = DASH.search(text, begin, min(end, begin + 100))
    if not dash or dash.end() >= end or text[dash.end()].islower():
        return None
    agency = AGENCY.search(text[begin : dash.start()])
    stop = begin + agency.start() if agency else dash.start()
    place, *others = text[begin:stop].split(",")
    if any(part.strip()[:1].islower() or len(part.split()) > 3 for part in others):
        return None
    return (begin, dash.start()) if is_place(place, named=bool(agency)) else None


def is_place(words: str, *, named: bool) -> bool:
    """Whether words are written as places are in a dateline: in capitals, or capitalised where an agency is named."""
    parts = [part for part in re.split(r"[\s/]+", words) if part and part not in known("in place")]
    if not 0 < len(parts) <= 4 or len(words) < 3 or parts[0].lower() in known("no place"):
        return False
    if named:
        return all(part[0].isupper() for part in parts)
    return all(part[0].isalpha() and part.isupper() for part in parts)


def known(kind: str) -> frozenset[str]:
    """The words of a kind in `layouts.csv`."""
    return lexicons.words("layouts", kind=kind)


# Page furniture

SPEECH = re.compile(
    r"[“”\"«»]|\b(?:said|says|saying|told|tells|wrote|asked|added|shouted|warned|claimed|replied|according to)\b", re.I
)
WRAPPING = ' \t\r\n*_[]|•·▪►▶→»›>“”"'


@cache
def furniture_rules() -> tuple[re.Pattern, tuple[Rule, ...]]:
    """The patterns of `furniture.csv` as one, each a group `rule0`, `rule1` …, and the rows they come from."""
    rows = lexicons.rows("furniture")
    pattern = "|".join(f"(?P<rule{number}>{row['pattern']})" for number, row in enumerate(rows))
    rules = (Rule(row["reason"], row["first"] == "yes", row["speech"] == "yes", row["opens"]) for row in rows)
    return re.compile(pattern, re.I | re.S), tuple(rules)


def furniture(text: str, begin: int, end: int) -> Rule | None:
    """The rule by which a whole paragraph is page furniture."""
    return rule_for(text[begin:end]) if end - begin <= LONGEST_FURNITURE else None


@lru_cache(maxsize=10_000)
def rule_for(whole: str) -> Rule | None:
    """The rule that all of a paragraph's words match; those that report speech need a rule that allows it."""
    pattern, rules = furniture_rules()
    match = pattern.fullmatch(whole.strip(WRAPPING) or whole)
    rule = rules[int(match.lastgroup[4:])] if match else None
    return None if rule and not rule.speech and SPEECH.search(whole.strip(WRAPPING)) else rule


def read_body(text: str, runs: list[Offsets]) -> Iterator[Piece]:
    """The paragraphs behind the head: body, headings between, and furniture with the lists it opens."""
    index = 0
    while index < len(runs):
        begin, end = runs[index]
        rule = furniture(text, begin, end)
        if rule is None:
            yield heading(text, begin, end) or Piece(begin, end)
            index += 1
            continue
        stop = index + 1 + opened(text, runs, index, rule)
        yield from (Piece(first, last, "cut", reason=rule.reason) for first, last in runs[index:stop])
        index = stop


def opened(text: str, runs: list[Offsets], index: int, rule: Rule) -> int:
    """How many paragraphs after a piece of furniture belong to it: a list of links, or the comments to the end."""
    if rule.opens == "comments":
        return len(runs) - index - 1 if runs[index][0] > len(text) / 2 else 0
    if rule.opens != "links":
        return 0
    after = runs[index + 1 : index + 2 + MOST_LINKS]
    count = next((number for number, run in enumerate(after) if not is_link(text, *run)), len(after))
    return count if count <= MOST_LINKS else 0


def is_link(text: str, begin: int, end: int) -> bool:
    """Whether a paragraph is written as a headline in a list of links: short, and no sentence."""
    words = text[begin:end].lstrip(WRAPPING + "-–—")
    return 0 < len(words) <= 140 and not words[0].islower() and not PERIOD.search(words) and words[-1] not in ':,”"'
