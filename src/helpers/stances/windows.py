"""Windows: the sentences of an utterance as word pieces with marks, in stretches that the model reads at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from spacy.tokens import Span

from helpers.encoder.network import EDGES, Pieces
from helpers.stances.candidates import Candidate
from helpers.stances.utterances import Utterance
from helpers.text.bounds import sentence_of
from helpers.text.lines import Offsets

MOST = 126
"""Word pieces that are read at once."""
BESIDE = 2
"""Pieces kept beside those that have a role; more, up to whole sentences, told no more on the articles left out."""
COLUMNS = ("ids", "caps", "breaks", "quoted", "roles")
ROLES = ("", "source", "cue", "content")


@dataclass(frozen=True, slots=True)
class Window:
    """Columns (5, t) in the order of `COLUMNS`, and the candidates in them with their phrases and heads as pieces."""

    columns: np.ndarray
    candidates: tuple[Candidate, ...]
    phrases: tuple[Offsets, ...]
    heads: tuple[Offsets, ...]


def windows(words: Utterance, made: Pieces, roles: np.ndarray, found: Sequence[Candidate]) -> list[Window]:
    """The windows of an utterance, each candidate in one; `roles` (t) says which of `ROLES` each piece of the text has.

    A window holds the sentence of the cue and as many others as fit."""
    cut = []
    for number, pack in enumerate(packs(words, made)):
        own = {each.start for each in pack[min(number, 1) :]}  # the sentence of the cue opens every pack
        cut.append(window(words, made, roles, pack, [each for each in found if sentence_of(each.token).start in own]))
    return [each for each in cut if each.candidates]


def roles(spans: Iterable[tuple[str, Iterable[Offsets]]], made: Pieces) -> np.ndarray:
    """The role of each piece, (t) numbers of `ROLES`; of overlapping spans the later one counts."""
    found = np.zeros(len(made), np.int64)
    for role, offsets in spans:
        for begin, end in offsets:
            found[slice(*np.searchsorted(made.begins, (begin, end)))] = ROLES.index(role)
    return found


def packs(words: Utterance, made: Pieces) -> list[list[Span]]:
    """The sentences that are read together."""
    inside = sorted(words.source | words.cue | words.content)
    anchor = sentence_of(words.doc[min(words.cue or inside)])
    sentences: list[Span] = []
    for i in inside:
        if not sentences or i >= sentences[-1].end:
            sentences.append(sentence_of(words.doc[i]))
    found, size = [[anchor]], length(anchor, made)
    for sentence in (each for each in sentences if each.start != anchor.start):
        if size + length(sentence, made) > MOST and len(found[-1]) > 1:
            found.append([anchor])
            size = length(anchor, made)
        found[-1].append(sentence)
        size += length(sentence, made)
    return found


def length(sentence: Span, made: Pieces) -> int:
    """How many pieces a sentence has."""
    first, last = edges(sentence, made)
    return last - first


def edges(sentence: Span, made: Pieces) -> Offsets:
    """The first piece of a sentence, and the one behind its last."""
    first, last = np.searchsorted(made.begins, (sentence.start_char, sentence.end_char))
    return int(first), int(last)


def window(words: Utterance, made: Pieces, role: np.ndarray, pack: list[Span], found: Sequence[Candidate]) -> Window:
    """The window of some sentences."""
    ordered = sorted(pack, key=lambda each: each.start)
    kept = near(np.concatenate([np.arange(*edges(each, made)) for each in ordered]), role)
    columns = np.zeros((len(COLUMNS), len(kept) + 2), np.int64)
    columns[:, 1:-1] = [each[kept] for each in (made.ids, made.caps, made.breaks, made.quoted, role)]
    columns[0, [0, -1]] = EDGES
    place = {int(piece): at for at, piece in enumerate(kept, 1)}
    placed = [(each, *placed_at(each, words, made, place)) for each in found]
    sound = [row for row in placed if row[1] and row[2]]
    return Window(columns, *map(tuple, zip(*sound, strict=True))) if sound else Window(columns, (), (), ())


def near(kept: np.ndarray, role: np.ndarray) -> np.ndarray:
    """At most `MOST` pieces: those that have a role, and what stands beside them."""
    beside = np.convolve(role[kept] > 0, np.ones(2 * BESIDE + 1))[BESIDE:-BESIDE]
    return kept[beside > 0][:MOST]


def placed_at(
    each: Candidate, words: Utterance, made: Pieces, place: dict[int, int]
) -> tuple[Offsets | None, Offsets | None]:
    """Where the phrase and the head of a candidate stand among the pieces of a window."""
    last, head = words.doc[each.last - 1], each.token
    whole = (words.doc[each.first].idx, last.idx + len(last))
    return within(whole, made, place), within((head.idx, head.idx + len(head)), made, place)


def within(span: Offsets, made: Pieces, place: dict[int, int]) -> Offsets | None:
    """The places of the pieces that a span of characters covers, None where the window has none of them."""
    first, last = np.searchsorted(made.ends, span[0], "right"), np.searchsorted(made.begins, span[1])
    found = [place[piece] for piece in range(int(first), int(last)) if piece in place]
    return (found[0], found[-1] + 1) if found else None
