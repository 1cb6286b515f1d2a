"""Heads: what stands before the body of an article: headline, subtitle, byline, date, and furniture between them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, pairwise

from helpers import lexicons
from helpers.text.bylines import AUTHORS, CLAUSE, PRESENTED, author, author_with_job, byline, is_job
from helpers.text.datelines import dateline
from helpers.text.dates import is_age, is_date
from helpers.text.furniture import LONGEST_CAPTION, LONGEST_FURNITURE, PERIOD, furniture, rule_for
from helpers.text.kickers import is_kicker, is_label, is_trail
from helpers.text.lines import ITEM, SENTENCE_END, Offsets, trim

LONGEST_HEADLINE = 200
LONGEST_SUBTITLE = 250
LONGEST_HEAD = 20
"""Paragraphs that are searched for headline, byline and date before the first body paragraph."""
MOST_SUBTITLES = 3
"""Lines between headline and byline that nothing but their place tells from the body."""


LONGEST_NOTE = 3
"""Paragraphs at the end of a text in which its author may be presented."""
UNDER_NAMES = frozenset({"share", "reading time", "follow us", "video or audio"})
"""Reasons for leaving out a line that tell that the one above it is a byline."""
BAR = re.compile(r"\s*[|·•]\s*|\s+[-–—]\s+|\s(?=by [A-Z])|,?\s(?=(?:Published|Updated|Posted|Last updated)\b)")


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph while its text is looked at: what it is (`kind`), its field's `value`, and for a cut the `reason`."""

    begin: int
    end: int
    kind: str = "body"
    value: str = ""
    reason: str = ""


FIELD = re.compile(r"[*_>\s]{0,4}([A-Za-z][A-Za-z ]{2,17})[*_]{0,2}:[*_]{0,2}\s{0,4}(\S.{0,400}?)[*_]{0,2}", re.S)
HEADING = re.compile(r"#{1,6}[ \t]+(\S.{0,250}?)(?:[ \t]+#+)?")
FRONT_MATTER = re.compile(r"---[ \t]*\r?\n(?:.{0,500}\r?\n){0,40}?---[ \t]*(?:\r?\n|$)")
QUOTED = re.compile(r"[“\"«„‘'].{0,200}[.!?,…][”\"»“’']", re.S)


def read_head(text: str, runs: list[Offsets], title: str) -> Iterator[tuple[Piece, ...]]:
    """The pieces of each paragraph before the body: labelled fields, headline, subtitle, byline, date, furniture."""
    top = runs[:LONGEST_HEAD]
    fields = [labelled(text, begin, end) for begin, end in top]
    known = {"headline"} if any(field and field.kind == "headline" for field in fields) else set()
    front = FRONT_MATTER.match(text)
    last = ""
    for index, (begin, end) in enumerate(top):
        piece = fields[index] or heading(text, begin, end, "headline" not in known)
        if piece is None and front and end <= front.end():
            piece = Piece(begin, end, "cut", reason="front matter")
        found = (piece,) if piece else head_pieces(text, runs, index, known, last, title)
        if not found:
            return
        known |= {each.kind for each in found if each.kind != "subtitle" or "headline" in known}
        last = last if found[-1].kind == "cut" else found[-1].kind
        yield found


def head_pieces(
    text: str, runs: list[Offsets], index: int, known: set[str], last: str, title: str
) -> tuple[Piece, ...]:
    """What a paragraph without a label is, as long as the body has not begun; empty where it begins.

    `known` are the kinds found so far, `last` the kind of the paragraph before, but for furniture."""
    begin, end = runs[index]
    words = text[begin:end] if end - begin <= LONGEST_FURNITURE else ""
    if is_date(words) or is_age(words):
        return (Piece(begin, end, "date", words if is_date(words) else ""),)
    if parts := together(text, runs, index):
        return parts
    if name := byline(words):
        return (Piece(begin, end, "byline", name),)
    rule = furniture(text, runs, index)
    before = furniture(text, runs, index - 1) if index else None
    if before and before.opens == "next" and end - begin <= LONGEST_CAPTION:
        return (Piece(begin, end, "cut", reason=before.reason),)
    if rule and (rule.first or "headline" in known):
        return () if rule.opens in ("links", "comments") else (Piece(begin, end, "cut", reason=rule.reason),)
    if "headline" not in known:
        piece = above(text, runs, index, words, title)
    else:
        piece = below(text, runs, index, words, known, last)
    return (piece,) if piece else ()


def above(text: str, runs: list[Offsets], index: int, words: str, title: str) -> Piece | None:
    """What a paragraph is before which no headline was found: the headline, or a label above it."""
    begin, end = runs[index]
    if same_words(words, title):
        return Piece(begin, end, "headline", words)
    if is_outlet(words) and index + 1 < len(runs) and is_date(text[slice(*runs[index + 1])][:LONGEST_FURNITURE]):
        return Piece(begin, end, "outlet", words)
    if is_trail(words) or (is_kicker(words) and headline_after(text, runs, index) is not None):
        return Piece(begin, end, "cut", reason="section label")
    if not is_headline(text, runs, index):
        return None
    if title and any(
        same_words(text[low : min(high, low + 500)], title) for low, high in runs[index + 1 : LONGEST_HEAD]
    ):
        return Piece(begin, end, "subtitle", words)
    after = headline_after(text, runs, index)
    if is_label(words) and after is not None and not taken_up(text, words, runs[after : after + 3]):
        return Piece(begin, end, "subtitle", words)
    return Piece(begin, end, "headline", words)


def headline_after(text: str, runs: list[Offsets], index: int) -> int | None:
    """Which paragraph behind a label looks like the headline: the next line that is no label, furniture or date."""
    for at in range(index + 1, min(index + 6, len(runs))):
        begin, end = runs[at]
        words = text[begin:end] if end - begin <= LONGEST_FURNITURE else ""
        rule = furniture(text, runs, at)
        if is_date(words) or is_age(words) or is_kicker(words) or is_trail(words) or (rule and rule.first):
            continue
        names = byline(words) or author_with_job(words)
        several = len(words.split()) > 3 or not (
            words.isupper() or is_line_of_head(text, *runs[min(at + 1, len(runs) - 1)])
        )
        return at if not names and several and is_headline(text, runs, at) else None
    return None


def taken_up(text: str, words: str, rest: list[Offsets]) -> bool:
    """Whether a word of a line comes again in the paragraphs after it, as those of a headline do."""
    after = " ".join(text[begin : min(end, begin + 2000)] for begin, end in rest)
    return not set(content_words(words)).isdisjoint(content_words(after)) or text[slice(*rest[0])].isupper()


def below(text: str, runs: list[Offsets], index: int, words: str, known: set[str], last: str) -> Piece | None:
    """What a paragraph behind the headline is: who wrote it, where it appeared, a subtitle; None where it is body."""
    begin, end = runs[index]
    if last == "byline" and is_job(words):
        return Piece(begin, end, "byline")
    if last == "byline" and is_outlet(words):
        return Piece(begin, end, "outlet", words)
    if name := unmarked(text, runs, index, words, last):
        return Piece(begin, end, "byline", name)
    if not known & {"subtitle", "byline"} and is_subtitle(text, runs, index):
        return Piece(begin, end, "subtitle", words)
    return Piece(begin, end, "subtitle", words) if stands_before(text, runs, index) else None


def together(text: str, runs: list[Offsets], index: int) -> tuple[Piece, ...]:
    """The pieces of a line with several things on it (`Jane Roe | 3 May 2026 | 5 min read`); empty for others.

    Each has to be known for what it is, and one has to be a date or furniture, which are told by themselves."""
    begin, end = runs[index]
    if end - begin > LONGEST_SUBTITLE:
        return ()
    edges = [begin, *(begin + at.end() for at in BAR.finditer(text[begin:end])), end]
    spans = [(low, high) for low, high in (trim(text, *pair) for pair in pairwise(edges)) if low < high]
    pieces = [piece for low, high in spans if (piece := part(text, low, high)) is not None]
    sure = any(piece.kind in ("date", "cut") for piece in pieces)
    if len(pieces) < max(2, len(spans)) or not sure:
        return ()
    return tuple(placed(text, piece, runs[index + 1 :]) for piece in pieces)


def placed(text: str, piece: Piece, rest: list[Offsets]) -> Piece:
    """A part of a line; a name that comes again in the text is no author but the place that goes with the date."""
    marked = bool(byline(text[piece.begin : piece.end]))
    known_again = piece.kind == "byline" and piece.value and not marked and comes_again(text, piece.value, rest)
    return Piece(piece.begin, piece.end, "date") if known_again else piece


def part(text: str, begin: int, end: int) -> Piece | None:
    """What a part of a line with several things on it is."""
    words = BAR.sub("", text[begin:end]).strip()
    if is_date(words) or is_age(words):
        return Piece(begin, end, "date", words if is_date(words) else "")
    if is_outlet(words):
        return Piece(begin, end, "outlet", words)
    if name := byline(words) or author_with_job(words) or author(words):
        return Piece(begin, end, "byline", name)
    rule = rule_for(words) if words else None
    if rule and not rule.opens:
        return Piece(begin, end, "cut", reason=rule.reason)
    if is_job(words):
        return Piece(begin, end, "byline")
    return Piece(begin, end, "cut", reason="section label") if is_kicker(words) else None


def is_outlet(words: str) -> bool:
    """Whether a line is the name of a paper, an agency or a station, with or without its place."""
    name = words.split(",")[0]
    parts = name.split()
    if name in lexicons.words("outlets", kind="name"):
        return True
    capitals = 1 < len(parts) <= 5 and all(part[0].isupper() for part in parts)
    return capitals and parts[-1] in lexicons.words("outlets", kind="ending")


def unmarked(text: str, runs: list[Offsets], index: int, words: str, last: str) -> str:
    """The names of a byline without *by*; empty where it can be a subtitle: somebody whom the article is about.

    A job behind the name tells, or a date above it, or a date, a job or a button on the next line."""
    told = last == "date" or told_by_next(text, runs, index)
    if words.lower() in lexicons.words("layouts", kind="agency") and told:
        return words
    if is_outlet(words):
        return ""
    names = author_with_job(words) or (author(words) if told else "")
    return "" if not names or comes_again(text, names, runs[index + 1 :]) else names


def told_by_next(text: str, runs: list[Offsets], index: int) -> bool:
    """Whether the next line is one that stands under the name of an author."""
    if index + 1 >= len(runs):
        return False
    begin, end = runs[index + 1]
    words = text[begin:end] if end - begin <= LONGEST_FURNITURE else ""
    rule = furniture(text, runs, index + 1)
    return (
        is_date(words)
        or is_age(words)
        or is_job(words)
        or is_outlet(words)
        or bool(rule and rule.reason in UNDER_NAMES)
    )


def comes_again(text: str, names: str, rest: list[Offsets]) -> bool:
    """Whether a surname stands in the text, or another word of a name as a common one.

    Who wrote an article is seldom in it, but for a note at its end."""
    note = {run for run in rest[-LONGEST_NOTE:] if PRESENTED.fullmatch(text, *run)}
    body = [text[begin : min(end, begin + 2000)] for begin, end in rest[:60] if (begin, end) not in note]
    surnames = [name.split()[-1] for name in AUTHORS.split(names) if name]
    common = {word.lower() for word in re.findall(r"[^\W\d_]{4,}", names)}
    if any(not common.isdisjoint(re.findall(r"\w+", each)) for each in body):
        return True
    return any(re.search(rf"\b{re.escape(name)}\b", each, re.I) for name in surnames for each in body)


def stands_before(text: str, runs: list[Offsets], index: int) -> bool:
    """Whether a line stands above a byline or a date with an article behind them: no body begins before those."""
    count, begin = 0, runs[index][0]
    for at in range(index, min(len(runs), LONGEST_HEAD)):
        low, high = runs[at]
        words = text[low:high] if high - low <= LONGEST_FURNITURE else ""
        if byline(words) or is_date(words) or is_age(words) or together(text, runs, at):
            return high - begin < sum(end - start for start, end in islice(runs, at + 1, None))
        if furniture(text, runs, at) is None and not unmarked(text, runs, at, words, ""):
            count += 1
            if count > MOST_SUBTITLES or high - low > LONGEST_SUBTITLE or dateline(text, low, high):
                return False
    return False


def labelled(text: str, begin: int, end: int) -> Piece | None:
    """A field such as `Headline: …`; its offsets leave the label out."""
    match = FIELD.fullmatch(text, begin, end) if end - begin < LONGEST_FURNITURE else None
    kind = lexicons.column("fields", "field").get(match[1].lower().strip()) if match else None
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
    if end - begin >= LONGEST_HEADLINE or not rest:
        return False
    if text[rest[0][0]].islower() and furniture(text, runs, index + 1) is None:
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
    return bool(byline(words) or is_date(words) or is_age(words) or dateline(text, begin, end))


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
