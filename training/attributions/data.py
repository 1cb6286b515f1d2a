"""PolNeAR articles as training examples: pieces, tags, and for each cue the tags of its source and content."""

import gzip
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from helpers.encoder.decoding import LINKS, TAGS
from helpers.encoder.network import Pieces, pieces

ROLES = ("source", "cue", "content")
ANNOTATORS = ("4b22", "4e07", "5fec", "6b86", "d473", "ef2d")
"""The people who marked PolNeAR; they draw spans differently: two of them agree exactly on two contents in three."""
NER = (
    "PERSON",
    "ORGANIZATION",
    "LOCATION",
    "MISC",
    "DATE",
    "TIME",
    "MONEY",
    "PERCENT",
    "NUMBER",
    "ORDINAL",
    "DURATION",
    "SET",
)
IGNORED = -100


@dataclass
class Example:
    """A run of whole paragraphs: `features` has the rows ids, caps, breaks, quoted; `links` one row a cue."""

    features: np.ndarray
    paragraph: np.ndarray
    tags: np.ndarray
    cues: np.ndarray
    links: np.ndarray
    layers: np.ndarray  # part of speech, name, relation; IGNORED where the silver has none
    annotator: int  # whose marks these are, counted from 1


@dataclass
class Text:
    """One article, read once: its pieces and what each annotator marked, in pieces, with the annotator's number."""

    id: str
    pieces: Pieces
    annotators: list[tuple[int, list[dict]]]
    layers: np.ndarray


def read(path: Path) -> Iterator[dict]:
    with gzip.open(path, "rt", encoding="utf8") as lines:
        for line in lines:
            yield json.loads(line)


def piece_range(made: Pieces, begin: int, end: int) -> tuple[int, int]:
    """The pieces that overlap the characters from `begin` to `end`."""
    return int(np.searchsorted(made.ends, begin, "right")), int(np.searchsorted(made.begins, end, "left"))


def silver(record: dict, made: Pieces, vocabulary: dict[str, dict[str, int]]) -> np.ndarray:
    """Part of speech, name tag and relation of the first piece of each silver token."""
    layers = np.full((3, len(made)), IGNORED, dtype=np.int64)
    for sentence in record.get("sents", []):
        for token, dep in zip(sentence["tokens"], sentence["deps"], strict=True):
            _, begin, end, tag, _, name = token
            first, last = piece_range(made, begin, end)
            label = name if name in NER else "O"
            for layer, value in enumerate((tag, label, dep[1] if dep else "none")):
                known = vocabulary[str(layer)]
                if first < last:
                    layers[layer, first] = (
                        known.setdefault(value, len(known)) if len(known) < 64 else known.get(value, IGNORED)
                    )
    return layers


def texts(path: Path, folder: Path, vocabulary: dict[str, dict[str, int]]) -> list[Text]:
    found = []
    for record in read(path):
        made = pieces(record["text"], folder)
        annotators = [
            (
                ANNOTATORS.index(who) + 1,
                [{role: [piece_range(made, b, e) for b, e in a[role]] for role in ROLES} for a in marked],
            )
            for who, marked in record["attributions"].items()
        ]
        found.append(Text(record["id"], made, annotators, silver(record, made, vocabulary)))
    return found


def runs(made: Pieces, most: int, rng: random.Random | None) -> Iterator[tuple[int, int]]:
    """Runs of whole paragraphs of at most `most` pieces; longer paragraphs are cut. A generator varies the packing."""
    starts = [*np.flatnonzero(made.breaks).tolist(), len(made)]
    begin, limit = 0, rng.randint(most // 3, most) if rng else most
    for at, nxt in zip(starts[1:], [*starts[2:], None], strict=True):
        while at - begin > most:
            yield begin, begin + most
            begin += most
        if nxt is None or nxt - begin > limit:
            if at > begin:
                yield begin, at
            begin, limit = at, rng.randint(most // 2, most) if rng else most


def example(text: Text, annotator: int, marked: list[dict], begin: int, end: int) -> Example:
    """The pieces from `begin` to `end` of a text, with what one annotator marked in them."""
    size, made = end - begin, text.pieces
    tags, cues, links = np.zeros(size, np.int64), [], []
    for attribution in marked:
        row = np.zeros(size, np.int64)
        for role in ROLES:
            for first, last in attribution[role]:
                first, last = max(first, begin) - begin, min(last, end) - begin
                if first >= last:
                    continue
                number = TAGS.index(f"B-{role}")
                if not (role == "source" and tags[first] == number):  # a source shared by two cues is one span
                    tags[first:last] = number + 1
                    tags[first] = number
                if role != "cue":
                    row[first:last] = LINKS.index(f"I-{role}")
                    row[first] = LINKS.index(f"B-{role}")
        inside = [(a - begin, b - begin) for a, b in attribution["cue"] if begin <= a and b <= end and a < b]
        if inside:
            cues.append(inside[0])
            links.append(row)
    columns = np.stack([made.ids, made.caps, made.breaks, made.quoted])[:, begin:end]
    return Example(
        columns,
        made.paragraph[begin:end],
        tags,
        np.array(cues, np.int64).reshape(-1, 2),
        np.array(links, np.int64).reshape(-1, size),
        text.layers[:, begin:end],
        annotator,
    )


def examples(found: list[Text], most: int, rng: random.Random | None = None) -> list[Example]:
    """Every text as examples; a generator picks the packing and, where several people marked a text, one of them."""
    made = []
    for text in found:
        if text.annotators:
            annotator, marked = rng.choice(text.annotators) if rng else text.annotators[0]
            made += [example(text, annotator, marked, begin, end) for begin, end in runs(text.pieces, most, rng)]
    return made
