"""Decoding: from the encoder's scores for pieces to attributions as spans of characters, windows and all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from helpers.encoder.network import Pieces, softmax
from helpers.text.lines import Offsets

TAGS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
LINKS = ("O", "B-source", "I-source", "B-content", "I-content")
LONGEST = 254
"""Pieces a window holds at most; the encoder was trained on windows up to this size."""
OWN = LONGEST
"""Pieces a window answers for, as far as paragraphs allow. Windows that answer for less and see more around it found
contents a little worse on PolNeAR dev (the model was trained on windows that hold whole paragraphs and no more), at a
third more time."""
CUE_THRESHOLD = 0.6
TAGGED = 0.3
"""Weight of the tagger's log probabilities beside the linker's, chosen on PolNeAR dev among five."""
BIAS = np.array([0.1, 0.3, 0.3, -1.5, 0.0])
"""Added to the log probabilities of links: a source is taken a little sooner, a content split a little later."""
NEAR = 8
Run = tuple[int, int]
"""Pieces of a window, from the first to the one behind the last; the first piece of a window is [CLS]."""


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

    def tag(self, columns: dict[str, np.ndarray]) -> tuple[np.ndarray, ...]:
        """Vectors (t, width), tag scores (t, 7) and perhaps name scores (t, 9) of one window, given as columns (t,)."""

    def link(self, vectors: np.ndarray, positions: dict[str, np.ndarray]) -> np.ndarray:
        """Link scores (n, t, 5) for n cues of a window with vectors (t, width)."""


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


def columns(made: Pieces, window: Window, marks: tuple[int, int]) -> dict[str, np.ndarray]:
    """The columns (t,) of a window, with [CLS] before and [SEP] behind its pieces; `marks` are their ids."""
    inside = slice(window.begin, window.end)
    out = {name: np.pad(getattr(made, name)[inside], 1) for name in ("ids", "caps", "breaks", "quoted")}
    out["ids"][0], out["ids"][-1] = marks
    return out | {"paragraph": np.pad(made.paragraph[inside], 1, mode="edge")}


def legal(labels: tuple[str, ...]) -> np.ndarray:
    """For each pair of labels 0, or a large penalty where the second continues what the first did not begin."""
    penalty = np.zeros((len(labels), len(labels)))
    for one, before in enumerate(labels):
        for other, after in enumerate(labels):
            if after.startswith("I-") and before[2:] != after[2:]:
                penalty[one, other] = -1e4
    return penalty


def best_paths(scores: list[np.ndarray], labels: tuple[str, ...]) -> list[np.ndarray]:
    """The best legal labels (t,) for each table of scores (t, k), by the Viterbi algorithm over all of them at once."""
    sizes = [len(table) for table in scores]
    logs = np.full((max(sizes), len(scores), len(labels)), -1e4)
    logs[:, :, 0] = 0.0
    for number, table in enumerate(scores):
        logs[: sizes[number], number] = np.log(softmax(table) + 1e-9)
    path = viterbi(logs, labels)
    return [path[:size, number] for number, size in enumerate(sizes)]


def viterbi(logs: np.ndarray, labels: tuple[str, ...]) -> np.ndarray:
    """The best legal labels (t, n) of n sequences of log probabilities (t, n, k)."""
    size, steps = len(logs), legal(labels).T
    every = np.arange(logs.shape[1])
    back = np.zeros(logs.shape, np.int64)
    best = logs[0] + np.where([label.startswith("I-") for label in labels], -1e4, 0.0)
    for at in range(1, size):
        ways = best[:, None, :] + steps
        back[at] = ways.argmax(2)
        best = ways.max(2) + logs[at]
    path = np.zeros(logs.shape[:2], np.int64)
    path[-1] = best.argmax(1)
    for at in range(size - 1, 0, -1):
        path[at - 1] = back[at][every, path[at]]
    return path


def runs(path: np.ndarray, begin: int) -> list[Run]:
    """Runs of one role in a row of labels, `begin` being its B- label and `begin` + 1 its I- label."""
    out: list[Run] = []
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


def positions(cues: list[Run], every: list[Run], paragraph: np.ndarray) -> dict[str, np.ndarray]:
    """What the linker is told of each cue: how every piece of the window stands to it; arrays (n, t), (n,).

    `every` holds all cues of the window, those to be linked and the others: how many lie between matters."""
    first, after = (np.array(column, np.int64) for column in zip(*cues, strict=True))
    at, last, begin = np.arange(len(paragraph))[None, :], (after - 1)[:, None], first[:, None]
    starts = np.zeros(len(paragraph), np.int64)
    starts[[cue[0] for cue in every]] = 1
    counted = np.cumsum(starts)
    crossed = counted[None, :] - counted[begin]
    behind, before = at > last, at < begin
    return {
        "first": first,
        "after": after,
        "distance": bucket(np.where(before, at - begin, np.where(behind, at - last, 0))),
        "paragraphs": np.clip(paragraph[None, :] - paragraph[begin], -3, 3) + 3,
        "between": np.where(behind, np.clip(crossed, 0, 3), np.where(before, 4 + np.clip(-crossed - 1, 0, 3), 0)),
    }


Scores = tuple[np.ndarray, ...]
"""What a scorer says of a window: see `Scorer.tag`."""
Hearer = Callable[[list[Window], list[Scores]], None]
"""Is given some windows with what the scorer says of them."""


def decode(
    made: Pieces,
    scorer: Scorer,
    marks: tuple[int, int],
    size: int = 32,
    threshold: float = CUE_THRESHOLD,
    hearer: Hearer | None = None,
) -> list[Found]:
    """All attributions of a text, in the order of their cues; `marks` are the ids of [CLS] and [SEP].

    `size` windows are decoded at a time; `hearer` is given all that was said of them in the same pass."""
    if not len(made):
        return []
    every = sorted(windows(made), key=lambda window: window.end - window.begin)
    some = [every[at : at + size] for at in range(0, len(every), size)]
    found = [one for few in some for one in decode_windows(made, few, scorer, marks, threshold, hearer)]
    return sorted(found, key=lambda one: one.cue)


def decode_windows(
    made: Pieces,
    some: list[Window],
    scorer: Scorer,
    marks: tuple[int, int],
    threshold: float,
    hearer: Hearer | None = None,
) -> Iterator[Found]:
    """The attributions whose cue stands in the part that one of `some` windows answers for.

    Each window is scored by itself: without padding, and with vectors that stay in the processor's cache."""
    given = [columns(made, window, marks) for window in some]
    scored = [scorer.tag(one) for one in given]
    if hearer is not None:
        hearer(some, scored)
    paths = best_paths([scores[1] for scores in scored], TAGS)
    for path in paths:
        path[[0, -1]] = 0  # the pieces that open and close a window are no words
    cues, links = [], []
    for window, one, (vectors, tags, *_), path in zip(some, given, scored, paths, strict=True):
        every = runs(path, TAGS.index("B-cue"))
        own = [(cue, chance) for cue in every if is_own(window, cue) and (chance := cue_chance(tags, cue)) >= threshold]
        if own:
            cues += [(window, *cue) for cue in own]
            scores = scorer.link(vectors, positions([cue for cue, _ in own], every, one["paragraph"]))
            links += list(with_tags(scores, tags))
    if cues:
        for (window, cue, chance), scores, path in zip(cues, links, best_paths(links, LINKS), strict=True):
            found = assemble(made, window, cue, path, softmax(scores), chance)
            if found.content:
                yield found


def with_tags(links: np.ndarray, tags: np.ndarray) -> np.ndarray:
    """Link scores (n, t, 5) with a share of what the tagger (t, 7) says of a piece, whatever cue it belongs to."""
    chances = softmax(tags) + 1e-3
    named = np.stack([chances[:, TAGS.index(label)] for label in LINKS], -1)
    named[:, 0] += chances[:, TAGS.index("B-cue")] + chances[:, TAGS.index("I-cue")]
    return np.log(softmax(links) + 1e-9) + TAGGED * np.log(named) + BIAS


def is_own(window: Window, cue: Run) -> bool:
    """Whether a cue begins in the part that its window answers for."""
    return window.own_begin <= window.begin + cue[0] - 1 < window.own_end


def cue_chance(tags: np.ndarray, cue: Run) -> float:
    """The mean probability that the pieces of a cue are in one."""
    first = TAGS.index("B-cue")
    return float(softmax(tags[slice(*cue)])[:, first : first + 2].sum(-1).mean())


def assemble(made: Pieces, window: Window, cue: Run, path: np.ndarray, chances: np.ndarray, chance: float) -> Found:
    """One cue with its source and contents, in characters."""
    inside = path.copy()
    inside[cue[0] : cue[1]] = 0
    inside[[0, -1]] = 0  # the pieces that open and close a window are no words
    sources, contents = runs(inside, 1), runs(inside, 3)
    sources = sorted(sources, key=lambda run: -chances[run[0] : run[1], 1:3].sum(-1).mean())[:1]
    sure = [chances[at, path[at]] for begin, end in (*sources, *contents) for at in (begin, end - 1)]

    def characters(run: Run) -> Offsets:
        shift = window.begin - 1
        return int(made.begins[run[0] + shift]), int(made.ends[run[1] - 1 + shift])

    return Found(
        source=tuple(map(characters, sources)),
        cue=characters(cue),
        content=tuple(map(characters, contents)),
        cue_probability=chance,
        link_probability=float(np.mean(sure)) if sure else 0.0,
    )
