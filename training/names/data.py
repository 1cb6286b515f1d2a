"""Names as training examples: silver ones of PolNeAR, gold ones of GUM, as tags of the encoder's word pieces."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks import gum
from helpers.encoder.network import Pieces, pieces
from helpers.encoder.tags import TAGS
from training.attributions.data import IGNORED, piece_range, read

SILVER = {"PERSON": "PERSON", "ORGANIZATION": "ORG", "LOCATION": "LOC", "MISC": "MISC"}
GOLD = {"person": "PERSON", "organization": "ORG", "place": "LOC"}
NO_PERSON = -1
"""GUM marks persons, bodies and places as names, not other things: elsewhere a piece is MISC or no name, who knows."""
EITHER = [0, TAGS.index("B-MISC"), TAGS.index("I-MISC")]
Name = tuple[int, int, str]


@dataclass
class Text:
    """One document: its text, its pieces, and a tag a piece, `NO_PERSON` or `IGNORED` where none is known."""

    text: str
    pieces: Pieces
    tags: np.ndarray


def silver_names(record: dict) -> list[Name]:
    """Runs of silver tokens with one label, within a sentence."""
    found: list[list] = []
    for sentence in record.get("sents", []):
        before = None
        for _, begin, end, _, _, name in sentence["tokens"]:
            label = SILVER.get(name)
            if label and label == before:
                found[-1][1] = end
            elif label:
                found.append([begin, end, label])
            before = label
    return [tuple(one) for one in found]


def gold_names(document: gum.Document) -> list[Name]:
    """The named persons, bodies and places of a GUM document, the outermost of nested ones."""
    kept: list[Name] = []
    spans = {(*span, GOLD[kind]) for span, kind in document.kinds.items()}
    for begin, end, label in sorted(spans, key=lambda one: (one[0] - one[1], one)):
        if all(end <= low or begin >= high for low, high, _ in kept):
            kept.append((begin, end, label))
    return sorted(kept)


def example(text: str, names: Iterable[Name], elsewhere: int) -> Text:
    """A text with the tags of its names, and `elsewhere` for all other pieces."""
    made = pieces(text)
    tags = np.full(len(made), elsewhere, np.int64)
    for begin, end, label in names:
        first, after = piece_range(made, begin, end)
        if first < after:
            tags[first:after] = TAGS.index(f"I-{label}")
            tags[first] = TAGS.index(f"B-{label}")
    return Text(text, made, tags)


def polnear(path: Path, most: int | None = None) -> Iterator[Text]:
    """The articles of a part of PolNeAR, at most so many: half from those at even places. Without silver: no tags."""
    records, half = list(read(path)), most // 2 if most else None
    for record in [*records[::2][:half], *records[1::2][:half]]:
        yield example(record["text"], silver_names(record), 0 if record.get("sents") else IGNORED)


def gum_texts(path: Path) -> Iterator[Text]:
    """The documents of a part of GUM."""
    for document in gum.documents(path):
        yield example(document.text, gold_names(document), NO_PERSON)
