"""Spans: offsets of characters, put in order and searched."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import islice, takewhile

from helpers.text.lines import Offsets


def merged(spans: Iterable[Offsets]) -> list[Offsets]:
    """Spans in order, those that overlap made one."""
    kept: list[Offsets] = []
    for begin, end in sorted(spans):
        if kept and begin <= kept[-1][1]:
            kept[-1] = kept[-1][0], max(end, kept[-1][1])
        else:
            kept.append((begin, end))
    return kept


def within(at: int, spans: Sequence[Offsets]) -> bool:
    """Whether a character lies in one of some spans, which are in order and do not overlap."""
    place = bisect_right(spans, at, key=lambda span: span[0])
    return place > 0 and at < spans[place - 1][1]


def shared(span: Offsets, spans: Sequence[Offsets]) -> list[Offsets]:
    """What a span shares with each of some spans, which are in order and do not overlap."""
    first = max(bisect_right(spans, span[0], key=lambda each: each[0]) - 1, 0)
    near = takewhile(lambda each: each[0] < span[1], islice(spans, first, None))
    cut = ((max(span[0], begin), min(span[1], end)) for begin, end in near)
    return [(begin, end) for begin, end in cut if begin < end]
