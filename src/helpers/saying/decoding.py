"""Decoding: from the encoder's scores for pieces to attributions as spans of characters, windows and all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from helpers.articles import Offsets
from helpers.encoder import Pieces

TAGS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
LINKS = ("O", "B-source", "I-source", "B-content", "I-content")
LONGEST = 254
"""Pieces a window holds at most; the encoder was trained on windows up to this size."""
OWN = 170
"""Pieces a window answers for, as far as paragraphs allow; what is around them is there to be seen."""
CUE_THRESHOLD = 0.5
NEAR = 8


@dataclass(frozen=True, slots=True)
class Window:
    """A run of pieces the encoder sees at once (`begin`, `end`) and the part it answers for."""

    begin: int
    end: int
    own_begin: int
    own_end: int


@dataclass(frozen=True, slots=True)
class Found:
    """One attribution in characters, and how probable its cue and its links are (0 to 1)."""

    source: tuple[Offsets, ...]
    cue: Offsets
    content: tuple[Offsets, ...]
    cue_probability: float
    link_probability: float


class Scorer(Protocol):
    """What the decoder needs of an encoder."""

    def tag(self, columns: dict[str, np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
        """Vectors (b, t, width) and tag scores (b, t, 7) of padded windows."""

    def link(self, vectors: np.ndarray, positions: dict[str, np.ndarray]) -> np.ndarray:
        """Link scores (n, t, 5) for n cues."""


def windows(made: Pieces, longest: int = LONGEST, own: int = OWN) -> list[Window]:
    """Windows of whole paragraphs, packed from the end, so that text put in front leaves those behind it as they are.

    A paragraph longer than a window is cut into overlapping ones; no piece is answered for twice or never."""
    starts = np.flatnonzero(made.breaks).tolist()
    edges, groups, end = [*starts, len(made)], [], len(made)
    for begin, after in zip(reversed(starts), reversed(edges[1:]), strict=True):
        if end - begin > own and end > after:
            groups.append((after, end))
            end = after
    if end:
        groups.append((0, end))
    return [window for begin, end in reversed(groups) for window in around(begin, end, edges, longest)]


def around(begin: int, end: int, edges: list[int], longest: int) -> Iterator[Window]:
    """The window of a group of paragraphs with as much of its surroundings as fits; several for a group too long."""
    if end - begin > longest:
        step = longest * 2 // 3
        for low in range(begin, end, step):
            high = min(low + step, end)
            spare = (longest - (high - low)) // 2
            yield Window(max(begin, low - spare), min(end, high + spare), low, high)
        return
    before = max([edge for edge in edges if edge < begin], default=begin)
    after = min([edge for edge in edges if edge > end], default=end)
    low = before if end - before <= longest else begin
    yield Window(low, after if after - low <= longest else end, begin, end)


def columns(made: Pieces, some: list[Window], opening: int, closing: int) -> dict[str, np.ndarray]:
    """Padded arrays (b, t) of windows, [CLS] before and [SEP] behind each."""
    longest = max(window.end - window.begin for window in some) + 2
    out = {
        name: np.zeros((len(some), longest), np.int64)
        for name in ("ids", "mask", "caps", "breaks", "quoted", "paragraph")
    }
    for row, window in enumerate(some):
        size = window.end - window.begin
        out["ids"][row, 0], out["ids"][row, size + 1], out["mask"][row, : size + 2] = opening, closing, 1
        for name in ("ids", "caps", "breaks", "quoted", "paragraph"):
            out[name][row, 1 : size + 1] = getattr(made, name)[window.begin : window.end]
        out["paragraph"][row, 0] = out["paragraph"][row, 1]
        out["paragraph"][row, size + 1 :] = out["paragraph"][row, size]
    return out


def softmax(scores: np.ndarray) -> np.ndarray:
    """Probabilities over the last axis."""
    shifted = np.exp(scores - scores.max(-1, keepdims=True))
    return shifted / shifted.sum(-1, keepdims=True)


def legal(labels: tuple[str, ...]) -> np.ndarray:
    """For each pair of labels 0, or a large penalty where the second continues what the first did not begin."""
    penalty = np.zeros((len(labels), len(labels)))
    for one, before in enumerate(labels):
        for other, after in enumerate(labels):
            if after.startswith("I-") and before[2:] != after[2:]:
                penalty[one, other] = -1e4
    return penalty


def best_path(scores: np.ndarray, labels: tuple[str, ...]) -> np.ndarray:
    """The best legal labels (n, t) of scores (n, t, k), by the Viterbi algorithm."""
    count, size, _ = scores.shape
    logs, steps = np.log(softmax(scores) + 1e-9), legal(labels)
    best = logs[:, 0] + np.where([label.startswith("I-") for label in labels], -1e4, 0.0)
    back = np.zeros((size, count, len(labels)), np.int64)
    for at in range(1, size):
        every = best[:, :, None] + steps
        back[at] = every.argmax(1)
        best = every.max(1) + logs[:, at]
    path = np.zeros((count, size), np.int64)
    path[:, -1] = best.argmax(1)
    for at in range(size - 1, 0, -1):
        path[:, at - 1] = back[at][np.arange(count), path[:, at]]
    return path


def runs(path: np.ndarray, begin: int) -> list[tuple[int, int]]:
    """Runs of one role in a row of labels, `begin` being its B- label and `begin` + 1 its I- label."""
    out: list[tuple[int, int]] = []
    for at in np.flatnonzero((path == begin) | (path == begin + 1)).tolist():
        if path[at] == begin or not out or out[-1][1] != at:
            out.append((at, at + 1))
        else:
            out[-1] = (out[-1][0], at + 1)
    return out


def bucket(distance: np.ndarray) -> np.ndarray:
    """Signed distances in 32 buckets, the first `NEAR` of a side one each, then ever wider."""
    size = np.abs(distance)
    far = NEAR + (1.5 * np.maximum(np.log2(np.maximum(size, 1) / NEAR), 0)).astype(np.int64)
    return np.minimum(np.where(size <= NEAR, size, far), 15) + 16 * (distance < 0)


def positions(cues: list[tuple[int, int, int]], paragraph: np.ndarray) -> dict[str, np.ndarray]:
    """What the linker is told of each cue (row, begin, end): how every piece stands to it; arrays (n, t) or (n,)."""
    rows, first, after = (np.array(column, np.int64) for column in zip(*cues, strict=True))
    size = paragraph.shape[1]
    at, last = np.arange(size)[None, :], (after - 1)[:, None]
    begin = first[:, None]
    starts = np.zeros(paragraph.shape, np.int64)
    starts[rows, first] = 1
    counted = np.cumsum(starts, 1)[rows]
    crossed = counted - np.take_along_axis(counted, begin, 1)
    behind, before = at > last, at < begin
    return {
        "rows": rows,
        "first": first,
        "after": after,
        "distance": bucket(np.where(before, at - begin, np.where(behind, at - last, 0))),
        "paragraphs": np.clip(paragraph[rows] - np.take_along_axis(paragraph[rows], begin, 1), -3, 3) + 3,
        "between": np.where(behind, np.clip(crossed, 0, 3), np.where(before, 4 + np.clip(-crossed - 1, 0, 3), 0)),
    }


def decode(
    made: Pieces, scorer: Scorer, marks: tuple[int, int], size: int = 8, threshold: float = CUE_THRESHOLD
) -> list[Found]:
    """All attributions of a text, in the order of their cues; `marks` are the ids of [CLS] and [SEP]."""
    if not len(made):
        return []
    every = sorted(windows(made), key=lambda window: window.end - window.begin)
    found: list[Found] = []
    for at in range(0, len(every), size):
        found += decode_batch(made, every[at : at + size], scorer, marks, threshold)
    return sorted(found, key=lambda one: one.cue)


def decode_batch(
    made: Pieces, some: list[Window], scorer: Scorer, marks: tuple[int, int], threshold: float
) -> Iterator[Found]:
    """The attributions whose cue stands in the part that one of `some` windows answers for."""
    padded = columns(made, some, *marks)
    vectors, scores = scorer.tag(padded)
    chances = softmax(scores)
    path = best_path(scores, TAGS)
    cues = [
        (row, *cue) for row in range(len(some)) for cue in runs(path[row] * padded["mask"][row], TAGS.index("B-cue"))
    ]
    if not cues:
        return
    links = scorer.link(vectors, positions(cues, padded["paragraph"]))
    links = links + np.where(padded["mask"][[row for row, *_ in cues]] == 0, 1e4, 0.0)[..., None] * (
        np.arange(len(LINKS)) == 0
    )
    link_chances, link_path = softmax(links), best_path(links, LINKS)
    for number, (row, begin, end) in enumerate(cues):
        window = some[row]
        chance = float(chances[row, begin:end, TAGS.index("B-cue") :][:, :2].sum(-1).mean())
        if window.own_begin <= window.begin + begin - 1 < window.own_end and chance >= threshold:
            one = assemble(made, window, (begin, end), link_path[number], link_chances[number], chance)
            if one.content:
                yield one


def assemble(
    made: Pieces, window: Window, cue: tuple[int, int], path: np.ndarray, chances: np.ndarray, chance: float
) -> Found:
    """One cue with its source and contents, in characters."""
    inside = path.copy()
    inside[cue[0] : cue[1]] = 0
    sources, contents = runs(inside, 1), runs(inside, 3)
    sources = sorted(sources, key=lambda run: -chances[run[0] : run[1], 1:3].sum(-1).mean())[:1]
    sure = [chances[at, path[at]] for begin, end in (*sources, *contents) for at in (begin, end - 1)]

    def characters(run: tuple[int, int]) -> Offsets:
        shift = window.begin - 1
        return int(made.begins[run[0] + shift]), int(made.ends[run[1] - 1 + shift])

    return Found(
        source=tuple(map(characters, sources)),
        cue=characters(cue),
        content=tuple(map(characters, contents)),
        cue_probability=chance,
        link_probability=float(np.mean(sure)) if sure else 0.0,
    )
