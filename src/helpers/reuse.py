"""Reuse: the same quotation in several articles, and articles that are copies of one another.

Both by shingles, runs of words, and their containment in the shorter one (Broder 1997): what is looked up is an index
of the representatives alone, the longest first, so that time grows with the words and no family is a chain."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from typing import NamedTuple
from zlib import crc32

import pandas as pd
from rapidfuzz.distance import LCSseq

from helpers import lexicons
from helpers.text.normal import as_read

FEWEST = 4
"""Words that a quotation has at least to be looked for elsewhere."""
SAME, COPY = 0.8, 0.6
"""Share of the words of the shorter quotation, in order, and of the shingles of the shorter article, that the longer
one has."""
SHINGLE, RUN = 5, 7
"""Words of a shingle of quotations and of articles."""
LONG, SAMPLED = 240, 8
"""Words from which only one shingle in so many is looked up; what that finds is measured on all of them."""
MOST_HELD = 12
"""Representatives that a text is held against at most, those with which it shares most."""
FAMILY = ["family_id", "article_id", "attribution_id", "quotation", "contained", "cut", "representative"]
COPIES = ["copy_id", "article_id", "kind", "tag", "contained", "representative"]
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
QUOTED = re.compile(r"“([^”]+)|\"([^\"]+)|«([^»]+)|„([^“]+)|(?<!\w)[‘']([^’'“”]+(?:[’'](?=\w)[^’'“”]*)*)")
TAG = re.compile(r"\(([A-Z][^()\n]{1,40})\)\s*$")
BY_AGENCY = re.compile(r"\b(?:news|press|wire) (?:agency|service)\b|\bnewswire\b", re.IGNORECASE)

Words = tuple[str, ...]


class Member(NamedTuple):
    """One of a family: which one, how much of it the representative holds, and the representative."""

    number: int
    contained: float
    first: int


Family = list[Member]


def words_of(text: str) -> Words:
    """Words as they are compared: small letters and digits, nothing else."""
    return tuple(word.replace("’", "'") for word in WORD.findall(as_read(text).casefold()))


def shingles(words: Words, length: int) -> set[Words]:
    """Every run of `length` words."""
    return {words[at : at + length] for at in range(len(words) - length + 1)}


# ---- quotations ----------------------------------------------------------------------------------------------------


def quotations(quotes: pd.DataFrame) -> pd.DataFrame:
    """The words in quotation marks of each attribution that has `FEWEST` or more: its columns and `quotation`."""
    said = [quoted(quote.content) if quote.form in ("direct", "mixed") else "" for quote in quotes.itertuples()]
    found = quotes[["article_id", "attribution_id"]].assign(quotation=said)
    return found[found["quotation"].map(has_enough).astype(bool)].reset_index(drop=True)


def has_enough(quotation: str) -> bool:
    """Whether a quotation has `FEWEST` words, a word with hyphens (pay-as-you-go) being one, and a dash none."""
    return min(len(words_of(quotation)), len(quotation.split())) >= FEWEST


def quoted(content: str) -> str:
    """The words in quotation marks; all where there are no marks, for then the whole was taken for quoted."""
    found = [next(filter(None, match.groups()), "").strip() for match in QUOTED.finditer(content)]
    return (" ".join(found) or content).rstrip(" ,;")


def families(quotes: pd.DataFrame) -> pd.DataFrame:
    """The same quotation in two or more articles, a row a quotation, columns `FAMILY`.

    Each is held against the longest one, the representative: `contained` is the share of its words that stand there in
    order; `cut` is empty, `cut` (a part of it), `cut inside` (words are left out within) or `reworded`."""
    found = quotations(quotes)
    said = [words_of(words) for words in found["quotation"]]
    rows: list[tuple] = []
    for members in grouped(said, SHINGLE, SAME, in_order):
        articles = {found["article_id"][member.number] for member in members}
        if len(articles) > 1:
            name = f"f{len({row[0] for row in rows}) + 1}"
            rows += [(name, *family_row(found, said, member)) for member in members]
    return pd.DataFrame(rows, columns=FAMILY)


def family_row(found: pd.DataFrame, said: Sequence[Words], member: Member) -> tuple:
    """A quotation of a family as a row, without its family."""
    row, words = found.iloc[member.number], said[member.number]
    cut = how_cut(words, said[member.first], member.contained)
    return row.article_id, row.attribution_id, row.quotation, member.contained, cut, member.number == member.first


def how_cut(words: Words, whole: Words, contained: float) -> str:
    """How the words of a quotation came from those of the longest one; empty where they are the same."""
    if words == whole:
        return ""
    if contained < 1:
        return "reworded"
    return "cut" if f" {' '.join(words)} " in f" {' '.join(whole)} " else "cut inside"


def in_order(shorter: Words, longer: Words) -> float:
    """The share of the shorter one's words that stand in the longer one in the same order."""
    return LCSseq.similarity(shorter, longer) / len(shorter)


# ---- articles ------------------------------------------------------------------------------------------------------


def copies(articles: pd.DataFrame) -> pd.DataFrame:
    """The articles that are copies of one another, or bear the tag of an agency, a row an article, columns `COPIES`.

    `kind` is `agency copy` where one of the family has a tag, `near duplicate` where none has, and `agency alone` for
    an article with a tag of which no copy is here; `contained` is the share of its shingles that the longest has."""
    tags = [tag(row.dateline, row.byline, row.outlet) for row in articles.itertuples()]
    bodies = [words_of(body(row)) for row in articles.itertuples()]
    rows, number = [], 0
    for members in grouped(bodies, RUN, COPY, in_runs):
        marked = sorted({tags[member.number] for member in members} - {""})
        if len(members) > 1 or marked:
            number += 1
            kind = ("agency copy" if marked else "near duplicate") if len(members) > 1 else "agency alone"
            rows += [copy_row(articles, f"c{number}", kind, tags, member) for member in members]
    return pd.DataFrame(rows, columns=COPIES)


def copy_row(articles: pd.DataFrame, name: str, kind: str, tags: Sequence[str], member: Member) -> tuple:
    """An article of a family as a row."""
    id_ = articles["article_id"].iloc[member.number]
    return name, id_, kind, tags[member.number], member.contained, member.number == member.first


def tag(dateline: str, byline: str, outlet: str) -> str:
    """The agency that an article says it is from: `VARNSBY (AP)`, `By Reuters`; empty where it is the outlet's own."""
    found = TAG.search(dateline)
    if found and found[1].casefold() != outlet.casefold() and not is_day(found[1]):
        return found[1]
    name = byline.removeprefix("By ").strip()
    known = {agency.casefold() for agency in lexicons.words("outlets", why="news agency")}
    is_agency = name.casefold() in known or BY_AGENCY.search(name)
    return name if is_agency and name.casefold() != outlet.casefold() else ""


def is_day(words: str) -> bool:
    """Whether words are a day, `June 9, 2005`, and nothing else."""
    calendar = {word.casefold() for word in lexicons.words("calendar")}
    return all(word.isdigit() or word in calendar for word in words_of(words))


def body(article) -> str:
    """The paragraphs of the body, without the dateline at their head."""
    parts = zip(article.paragraph_begins, article.paragraph_ends, article.paragraph_kinds, strict=True)
    text = "\n".join(article.text[begin:end] for begin, end, kind in parts if kind == "body")
    return text.removeprefix(article.dateline)


def in_runs(shorter: Words, longer: Words) -> float:
    """The share of the shorter one's shingles that the longer one has."""
    runs = shingles(shorter, RUN)
    return len(runs & shingles(longer, RUN)) / len(runs) if runs else float(shorter == longer)


# ---- families ------------------------------------------------------------------------------------------------------


def grouped(texts: Sequence[Words], length: int, least: float, held: Callable[[Words, Words], float]) -> list[Family]:
    """Texts in families, the first of each its representative; every text is in one, most of them alone in theirs.

    The longest come first: each is put to the representative that holds most of it, `least` of it at least, or becomes
    one. Those that may are the ones that share a shingle `length` words long, or all of a text shorter than that."""
    index: dict[int, list[int]] = defaultdict(list)
    found: dict[int, Family] = {}
    short = {len(words) for words in texts if 0 < len(words) < length}
    for number in sorted(range(len(texts)), key=lambda at: (-len(texts[at]), at)):
        words = texts[number]
        runs = looked_up(words, min(length, len(words)))
        shared = Counter(first for run in runs for first in index.get(run, ())).most_common(MOST_HELD)
        contained, first = max(((held(words, texts[first]), -first) for first, _ in shared), default=(0.0, 0))
        if contained >= least:
            found[-first].append(Member(number, contained, -first))
        else:
            found[number] = [Member(number, 1.0, number)]
            for run in set().union(runs, *(looked_up(words, size) for size in short)):
                index[run].append(number)
    return list(found.values())


def looked_up(words: Words, length: int) -> set[int]:
    """The shingles of a text by their digests; of a long one about every eighth, by what the digest is."""
    known = {crc32(" ".join(run).encode()) for run in shingles(words, length)} if words else set()
    return known if len(words) < LONG else {digest for digest in known if digest % SAMPLED == 0}
