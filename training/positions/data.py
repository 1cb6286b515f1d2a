"""NewsMTSC as training examples: pieces of a sentence, those of its target marked, and the side toward it."""

import gzip
import json
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch

from helpers.encoder import pieces

SIDES = ("supports", "opposes", "none")
POLARITIES = {6.0: 0, 2.0: 1, 4.0: 2}
CLS, SEP = 101, 102
MOST = 160
"""Pieces of a sentence that are read, around the target; the longest of the corpus has more than a thousand."""


@dataclass(frozen=True)
class Row:
    """A sentence, the target in it, its side (a number in `SIDES`), and the article it is from."""

    text: str
    begin: int
    end: int
    side: int
    article: str


@dataclass(frozen=True)
class Example:
    """`columns` has the rows ids, caps, breaks, quoted, target, with opening and closing piece; `wanted`: 3 shares."""

    columns: np.ndarray
    wanted: np.ndarray


def rows(path: Path) -> Iterator[Row]:
    with gzip.open(path, "rt", encoding="utf8") as lines:
        for record in map(json.loads, lines):
            text, article = record["sentence_normalized"], article_of(record["primary_gid"])
            for target in record["targets"]:
                yield Row(text, target["from"], target["to"], POLARITIES[target["polarity"]], article)


def article_of(gid: str) -> str:
    """The article a sentence is from: its number has another place in each of the two collections."""
    parts = gid.split("_")
    return "_".join(parts[:3] if parts[0] == "polusa" else parts[:2])


def split(every: Iterable[Row], tenths: Iterable[int]) -> tuple[list[Row], list[Row]]:
    """Rows of other articles, and rows of the articles in the given tenths; the split never moves."""
    every = list(every)
    articles = sorted({row.article for row in every})
    random.Random(0).shuffle(articles)
    chosen = {articles[at] for at in range(len(articles)) if at * 10 // len(articles) in set(tenths)}
    return [r for r in every if r.article not in chosen], [r for r in every if r.article in chosen]


def marked(text: str, begin: int, end: int, folder: Path) -> np.ndarray:
    """The columns of a sentence with its target marked, of at most `MOST` pieces around the target."""
    made = pieces(text, folder)
    target = ((made.begins < end) & (made.ends > begin)).astype(np.int64)
    columns = np.stack([made.ids, made.caps, made.breaks, made.quoted, target])
    at = int(target.argmax())
    first = max(0, min(at - MOST // 2, columns.shape[1] - MOST))
    columns = np.pad(columns[:, first : first + MOST], ((0, 0), (1, 1)))
    columns[0, 0], columns[0, -1] = CLS, SEP
    return columns


def example(row: Row, folder: Path) -> Example:
    wanted = np.zeros(len(SIDES), np.float32)
    wanted[row.side] = 1
    return Example(marked(row.text, row.begin, row.end, folder), wanted)


def batch(some: list[Example]) -> tuple[torch.Tensor, ...]:
    """Columns padded to one length, (b, t) each: ids, mask, caps, breaks, quoted, target; and the shares wanted."""
    longest = max(e.columns.shape[1] for e in some)
    columns = np.zeros((5, len(some), longest), np.int64)
    mask = np.zeros((len(some), longest), np.int64)
    for at, one in enumerate(some):
        size = one.columns.shape[1]
        columns[:, at, :size] = one.columns
        mask[at, :size] = 1
    ids, *others = map(torch.from_numpy, columns)
    return ids, torch.from_numpy(mask), *others, torch.from_numpy(np.stack([e.wanted for e in some]))


def batches(found: list[Example], size: int, rng: random.Random) -> list[list[Example]]:
    """Batches of examples of similar length, in random order."""
    ordered = sorted(found, key=lambda e: e.columns.shape[1] + 8 * rng.random())
    made = [ordered[at : at + size] for at in range(0, len(ordered), size)]
    rng.shuffle(made)
    return made
