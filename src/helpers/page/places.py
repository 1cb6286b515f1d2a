"""Places: where in the text something stands, and the words that stand there."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from helpers import checks
from helpers.page.fragments import Fragment, element, link
from helpers.tables import Tables


def place(tables: Tables, name: str, offset: float) -> Fragment:
    """The way from a row to its place in the text."""
    words = "text" if pd.isna(offset) else where(tables["articles"], int(offset))
    return link(f"text-{name}", words, class_="place")


def where(articles: pd.DataFrame, offset: int) -> str:
    """The kind or number of the paragraph that an offset stands in, the first of the body being 1."""
    begins, kinds = (next(iter(articles[f"paragraph_{name}"]), ()) for name in ("begins", "kinds"))
    before = [kind for begin, kind in zip(begins, kinds, strict=True) if begin <= offset]
    kind = before[-1] if before else "body"
    return f"paragraph {max(before.count('body'), 1)}" if kind in ("body", "cut") else kind


def in_its_sentence(tables: Tables, begin: int, end: int) -> Iterator[Fragment | str]:
    """A finding's words, marked in the sentence around it; cut short at its end where that is long."""
    text = "".join(tables["articles"]["text"].iloc[:1])
    first, last = checks.context(tables["articles"], begin, end)
    stop = min(end, last)
    yield text[first:begin]
    yield element("mark", text[begin:stop])
    yield text[stop:last]
    if stop < end:
        yield " […]"


def excerpt(words: str, longest: int = 120) -> str:
    """The beginning of a longer text on one line."""
    line = " ".join(words.split())
    if len(line) <= longest:
        return line
    whole = line[: longest + 1].rpartition(" ")[0]  # the last word that fits whole
    return f"{whole or line[:longest]} […]"
