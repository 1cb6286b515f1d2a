"""Checks: what a person should look at before relying on a reading, the risk of a wrong mouth first."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping

import pandas as pd

from helpers.wording import DOUBTFUL, STATUSES, SURE_SOURCE, listed, percent, stance_words

COLUMNS = ["about", "id", "what", "why", "certainty", "begin", "end"]
BELOW = 0.6
"""The confidence under which a finding is shown to a person."""
RISKS = ("mouth", "side", "nobody", "name", "borders")
"""What can be wrong, the worst first: words in somebody else's mouth; last, words cut too short or too long."""

JOINT = " … "
"""What stands between the pieces of words that were split, as in the tables' columns of words."""

SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*\s+|[\n\r]+")
LONGEST_CONTEXT = 320
"""Characters of a sentence that are shown."""


def all_of(tables: Mapping[str, pd.DataFrame], below: float = BELOW) -> pd.DataFrame:
    """Everything to check in one table, columns `COLUMNS`, `certainty` rising from 0 to 1: by `RISKS`, then by
    confidence."""
    found = [
        *quote_rows(tables["quotes"], below),
        *entity_rows(tables["entities"]),
        *stance_rows(tables["stances"], below),
    ]
    return pd.DataFrame(found, columns=COLUMNS).sort_values(["certainty", "begin"], kind="stable", ignore_index=True)


def doubtful(quotes: pd.DataFrame, below: float = BELOW) -> pd.Series:
    """Which quotes a person should check: a doubtful status, an unsure source, or a confidence under `below`."""
    return quotes["status"].isin(DOUBTFUL) | unsure(quotes) | (quotes["confidence"].fillna(0) < below)


def unsure(quotes: pd.DataFrame) -> pd.Series:
    """Which quotes may be somebody else's."""
    return quotes["source_confidence"].fillna(1) < SURE_SOURCE


def undecided(stances: pd.DataFrame) -> pd.Series:
    """Which stance records could not be told, or have no target."""
    return (stances["shown"] == "?") | (stances["target"] == "")


def words_at(text: str, begins: Iterable[int], ends: Iterable[int]) -> str:
    """The words of a text at offsets, pieces joined by `JOINT`: what a column of words says, read anew."""
    return JOINT.join(text[begin:end] for begin, end in zip(begins, ends, strict=True))


def quote_rows(quotes: pd.DataFrame, below: float) -> list[tuple]:
    """The quotes to check, as rows of `COLUMNS`."""
    return [
        ("quote", q.attribution_id, q.content, why_quote(q, below), safety(q), *extent(q))
        for q in quotes[doubtful(quotes, below)].itertuples()
    ]


def why_quote(quote, below: float) -> str:
    """Why this quote is doubtful, in words."""
    if is_unsure(quote):
        sure = percent(quote.source_confidence)
        return f"it may be somebody else’s: {sure} sure that {quote.source} is meant, decided by {quote.decided_by}"
    if quote.status in DOUBTFUL:
        return ": ".join(STATUSES[quote.status])
    return f"the link to {quote.source or 'its source'} is unsure, under {percent(below)}"


def is_unsure(quote) -> bool:
    """Whether a quote may be somebody else's."""
    return not pd.isna(quote.source_confidence) and quote.source_confidence < SURE_SOURCE


def safety(quote) -> float:
    """How little there is to fear of a quote, 0 to 1."""
    if is_unsure(quote):
        return ranked("mouth", quote.source_confidence)
    return ranked("borders" if quote.source_id else "nobody", quote.confidence)


def ranked(risk: str, confidence: float | None) -> float:
    """A confidence among those of its kind of risk, 0 to 1."""
    return (RISKS.index(risk) + certainty(confidence)) / len(RISKS)


def extent(quote) -> tuple[int, int]:
    """First and last character of a quote, all its parts together."""
    ends = [*quote.source_ends, *quote.cue_ends, *quote.content_ends]
    return int(quote.begin), max(ends, default=int(quote.begin))


def edges(row) -> tuple[int, int]:
    """First and last character of a row's spans."""
    return int(min(row.begins, default=0)), int(max(row.ends, default=0))


def certainty(value: float | None) -> float:
    """A confidence as a number, nothing being no confidence."""
    return 0.0 if value is None or pd.isna(value) else float(value)


def entity_rows(entities: pd.DataFrame) -> list[tuple]:
    """The names that fit several people; their certainty is the chance that one of these taken blindly is right."""
    return [
        ("name", e.entity_id, e.name, why_entity(e), by_chance(e), int(e.begins[0]), int(e.ends[0]))
        for e in entities[entities["status"] == "ambiguous"].itertuples()
    ]


def by_chance(entity) -> float:
    """How sure a name would be if one of those it fits were taken blindly."""
    return ranked("name", 1 / max(len(entity.candidates), 2))


def why_entity(entity) -> str:
    """Why this name is doubtful, in words."""
    several = f"it fits {listed(entity.candidates)}" if len(entity.candidates) else "it fits several names"
    return f"ambiguous: {several}, so it was given to nobody"


def stance_rows(stances: pd.DataFrame, below: float) -> list[tuple]:
    """The stance records to check, as rows of `COLUMNS`."""
    settled = stances["status"] == "corrected"
    chosen = (undecided(stances) & ~settled) | (stances["confidence"].fillna(0) < below)
    return [
        ("stance", s.stance_id, s.evidence, why_stance(s, below), ranked("side", s.confidence), *edges(s))
        for s in stances[chosen].itertuples()
    ]


def why_stance(stance, below: float) -> str:
    """Why this record is doubtful, in words."""
    if not stance.target:
        return "could not be told: what it is about"
    if stance.shown == "?":
        return f"could not be told: where {stance.holder} stands on {stance.target}"
    shown = stance_words(stance.shown, stance.flags)
    return f"read as “{shown}” on {stance.target}, with a confidence under {percent(below)}"


def context(articles: pd.DataFrame, begin: int, end: int) -> tuple[int, int]:
    """The sentence that a finding begins in, as the parser cut it; outside of the body as its marks say (`around`)."""
    for article in articles.head(1).itertuples():
        at = bisect_right(article.sentence_begins, begin) - 1
        if at >= 0 and begin < article.sentence_ends[at]:
            first, last = int(article.sentence_begins[at]), int(article.sentence_ends[at])
            last = first + len(article.text[first:last].rstrip())
            return max(first, begin - LONGEST_CONTEXT), min(max(last, end), max(first, begin) + LONGEST_CONTEXT)
        return around(article.text, begin, end)
    return begin, end


def around(text: str, begin: int, end: int) -> tuple[int, int]:
    """The sentence or sentences that `begin` to `end` stands in, `LONGEST_CONTEXT` characters at most."""
    limit = max(0, begin - LONGEST_CONTEXT)
    first = max((match.end() for match in SENTENCE_END.finditer(text, limit, begin)), default=limit)
    after = SENTENCE_END.search(text, max(first, end - 1))
    last = after.start() + len(after[0].rstrip()) if after else len(text)
    return first, min(max(last, end), first + LONGEST_CONTEXT)
