"""Audits: what an article's sourcing rests on, counted from its tables."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

import pandas as pd

from helpers import lexicons
from helpers.tables import Row
from helpers.text.layouts import Paragraph
from helpers.text.lines import Offsets
from helpers.text.normal import as_read, normal
from helpers.text.quotations import quotations
from helpers.wording import UNNAMED, source_group

Tables = Mapping[str, pd.DataFrame]

CARRIERS = ("named", "document", "unnamed", "unresolved", "nobody")
"""Who a sentence can rest on, the first that fits: a named source, a document, unnamed sources alone, somebody who
could not be made out, or nobody but the writer."""
CARRIED = ["carried_by", "sentences", "share"]
ASKED = ["who", "outcome", "words", "begin", "end", "attribution_id"]
UNBACKED = ["words", "begin", "end", "in_body"]
HEADS = ("headline", "subtitle")
BEHIND = re.compile(r"(?:['’]s?)?\s+([a-z]+)\b")
"""The word behind a name that may only tell whose it is: the Ruiz family, Lind's office."""
WORD = re.compile(r"\w+")


# ---- the numbers of a source ---------------------------------------------------------------------------------------


def counted(sources: Iterable[Row], quotes: Iterable[Row]) -> list[Row]:
    """The rows of an article's sources with everything that is counted from its statements."""
    quotes = list(quotes)
    total = sum(int(quote["words"]) for quote in quotes)
    return [source | numbers(source, quotes, total) for source in sources]


def numbers(source: Row, quotes: list[Row], total: int) -> Row:
    """What is counted of one source: statements, words in and outside of quotation marks, share, loaded cues, place."""
    own = [quote for quote in quotes if quote["source_id"] == source["source_id"]]
    words, direct = (sum(int(quote[column]) for quote in own) for column in ("words", "direct_words"))
    places = [*source["begins"]] or [int(quote["begin"]) for quote in own]
    return {
        "attributions": len(own),
        "direct_words": direct,
        "indirect_words": words - direct,
        "share": words / total if total else 0.0,
        "loaded_cues": [quote["cue"] for quote in own if quote["framing"] == "loaded"],
        "first": min(places, default=None),
    }


# ---- who carries the article ---------------------------------------------------------------------------------------


def carried(tables: Tables) -> pd.DataFrame:
    """How many sentences of the body each of `CARRIERS` carries, columns `CARRIED`; a sentence that holds words or a
    cue of several sources counts once, for the first of them in that order."""
    found = sentences(tables)
    begins = [begin for begin, _ in found]
    groups: list[set[str]] = [set() for _ in found]
    for begin, end, group in spoken(tables):
        first = max(bisect_right(begins, begin) - 1, 0)
        for at in range(first, bisect_left(begins, end)):
            groups[at] |= {group} if begin < found[at][1] else set()
    counts = Counter(next((name for name in CARRIERS if name in here), "nobody") for here in groups)
    return pd.DataFrame([(name, counts[name], counts[name] / max(len(found), 1)) for name in CARRIERS], columns=CARRIED)


def sentences(tables: Tables) -> list[Offsets]:
    """The sentences of the body."""
    rows = tables["articles"].itertuples()
    return [span for row in rows for span in zip(row.sentence_begins, row.sentence_ends, strict=True)]


def spoken(tables: Tables) -> list[tuple[int, int, str]]:
    """Where words and cues of statements stand, and who carries them."""
    groups = {row.source_id: source_group(row.type) for row in tables["sources"].itertuples()}
    return [
        (begin, end, groups.get(quote.source_id, "unresolved"))
        for quote in tables["quotes"].itertuples()
        for begin, end in (*spans(quote, "content_"), *spans(quote, "cue_"))
    ]


def spans(row, prefix: str = "") -> Iterator[Offsets]:
    """The offsets in the list columns of a row."""
    begins, ends = getattr(row, f"{prefix}begins"), getattr(row, f"{prefix}ends")
    return zip(map(int, begins), map(int, ends), strict=True)


def on_unnamed(tables: Tables) -> pd.DataFrame:
    """The statements of sources for whom no name was found."""
    sources = tables["sources"]
    unnamed = sources.loc[sources["type"].isin(UNNAMED), "source_id"]
    return tables["quotes"][tables["quotes"]["source_id"].isin(unnamed)]


# ---- who was asked -------------------------------------------------------------------------------------------------


def asked(tables: Tables) -> pd.DataFrame:
    """Who was asked and declined, did not answer or could not be reached, columns `ASKED`, in the order of the text.

    By the statements of the kind no-comment, and by the wordings of `unanswered.csv` where no such statement is."""
    quotes = tables["quotes"]
    refused = [refusal(quote) for quote in quotes[quotes["kind"] == "no-comment"].itertuples()]
    taken = [(begin, end) for *_, begin, end, _ in refused]
    others = [row for row in unanswered(tables) if not any(b < row[4] and row[3] < e for b, e in taken)]
    return pd.DataFrame([*refused, *others], columns=ASKED).sort_values("begin", kind="stable", ignore_index=True)


def refusal(quote) -> tuple:
    """A statement of the kind no-comment as a row of `ASKED`."""
    parts = [*spans(quote, "source_"), *spans(quote, "cue_"), *spans(quote, "content_")]
    who = quote.source or quote.source_text or "somebody"
    end = max((end for _, end in parts), default=int(quote.begin))
    words = " ".join(filter(None, (quote.cue, quote.content)))
    return who, outcome(words), words, int(quote.begin), end, quote.attribution_id


def outcome(words: str) -> str:
    """What words say of the asking: `declined` where no wording says otherwise."""
    match = wordings().search(as_read(words))
    return outcomes()[int(str(match.lastgroup)[7:])] if match else "declined"


def unanswered(tables: Tables) -> Iterator[tuple]:
    """The wordings of `unanswered.csv` in the body, as rows of `ASKED`."""
    for article in tables["articles"].itertuples():
        for begin, end in zip(article.sentence_begins, article.sentence_ends, strict=True):
            for first, last in worded(article.text, begin, end):
                words = article.text[first:last]
                yield before(tables, article.text, begin, first), outcome(words), words, first, last, ""


def worded(text: str, begin: int, end: int) -> Iterator[Offsets]:
    """Where a sentence has one of the wordings of `unanswered.csv`."""
    read = normal(text[begin:end], [(0, end - begin)])
    for match in wordings().finditer(read.text):
        first, last = read.original(*match.span())
        yield begin + first, begin + last


@cache
def wordings() -> re.Pattern:
    """The patterns of `unanswered.csv` as one, each a group `outcome0`, `outcome1` …"""
    rows = enumerate(lexicons.rows("unanswered"))
    return re.compile("|".join(rf"(?P<outcome{number}>\b(?:{row['pattern']})\b)" for number, row in rows))


@cache
def outcomes() -> tuple[str, ...]:
    """What each pattern of `unanswered.csv` means."""
    return tuple(row["outcome"] for row in lexicons.rows("unanswered"))


def before(tables: Tables, text: str, begin: int, end: int) -> str:
    """Who words are about that follow in a sentence: the last name or source in it before them, or its own words."""
    rows = (*tables["entities"].itertuples(), *tables["sources"].itertuples())
    found = [(b, len(row.name), row.name, e) for row in rows for b, e in spans(row) if begin <= b and e <= end]
    words = " ".join(text[begin:end].split()).rstrip(" ,")
    if not found:
        return words or "somebody"
    first, _, name, last = max(found)
    following = BEHIND.match(text, last, end)
    bodies = lexicons.words("group_nouns") | lexicons.words("roles")
    return text[first : following.end()] if following is not None and following[1] in bodies else name


# ---- the headline --------------------------------------------------------------------------------------------------


def unbacked(tables: Tables) -> pd.DataFrame:
    """The words in quotation marks in the headline that the body does not have in quotation marks, columns `UNBACKED`;
    `in_body` says whether it has them at all."""
    found = [row for article in tables["articles"].itertuples() for row in unbacked_of(article)]
    return pd.DataFrame(found, columns=UNBACKED)


def unbacked_of(article) -> Iterator[tuple[str, int, int, bool]]:
    """The same of one article."""
    parts = zip(article.paragraph_begins, article.paragraph_ends, article.paragraph_kinds, strict=True)
    paragraphs = [Paragraph(int(begin), int(end), kind) for begin, end, kind in parts]
    above = [paragraph for paragraph in paragraphs if paragraph.kind in HEADS]
    below = [paragraph for paragraph in paragraphs if paragraph.kind == "body"]
    quoted = [plain(article.text[q.begin : q.end]) for q in quotations(article.text, below)]
    body = plain(" ".join(article.text[p.begin : p.end] for p in below))
    for one in quotations(article.text, above):
        words = plain(article.text[one.begin : one.end])
        if words.strip() and not any(words in other for other in quoted):
            yield article.text[one.begin : one.end], one.begin, one.end, words in body


def plain(words: str) -> str:
    """Words as they are compared: small letters and digits with one space around each word."""
    return f" {' '.join(WORD.findall(as_read(words).casefold()))} "
