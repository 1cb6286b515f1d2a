"""The encoder: text to word pieces with features, and back to offsets; the one place that knows ONNX Runtime."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

SHIPPED = Path(__file__).parent / "models" / "encoder"
OPENING, CLOSING = "“„«", "”»"
SAME_MARK = {"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "`": "'"}
"""Marks the model sees as one: typographic and plain quotation marks must give the same attributions."""


@dataclass(frozen=True, slots=True)
class Pieces:
    """The word pieces of a text: ids and offsets, and what the uncased vocabulary loses.

    All arrays have one row a piece. `caps`: 0 lower, 1 capital first, 2 all capitals. `breaks`: 1 on the first piece of a
    paragraph. `quoted`: 0 outside quotation marks, 1 inside, 2 on a mark. `paragraph`: its number."""

    ids: np.ndarray
    begins: np.ndarray
    ends: np.ndarray
    caps: np.ndarray
    breaks: np.ndarray
    quoted: np.ndarray
    paragraph: np.ndarray

    def __len__(self) -> int:
        """The number of pieces."""
        return len(self.ids)


@cache
def tokenizer(folder: Path = SHIPPED) -> Tokenizer:
    """The word-piece tokenizer in `folder`, without padding and truncation."""
    made = Tokenizer.from_file(str(folder / "tokenizer.json"))
    made.no_padding()
    made.no_truncation()
    return made


@cache
def same_ids(folder: Path = SHIPPED) -> np.ndarray:
    """For each id of the vocabulary the id the model is given for it."""
    made = tokenizer(folder)
    ids = np.arange(made.get_vocab_size())
    for mark, plain in SAME_MARK.items():
        if (known := made.token_to_id(mark)) is not None:
            ids[known] = made.token_to_id(plain)
    return ids


def pieces(text: str, folder: Path = SHIPPED) -> Pieces:
    """Split `text` into word pieces; offsets count its characters."""
    found = tokenizer(folder).encode(text, add_special_tokens=False)
    offsets = np.array(found.offsets, dtype=np.int64).reshape(-1, 2)
    begins, ends = offsets[:, 0], offsets[:, 1]
    newline = (
        np.cumsum(np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4") == 10) if text else np.zeros(0)
    )
    lines = newline[begins] if len(begins) else np.zeros(0)
    breaks = np.diff(lines, prepend=-1) > 0
    return Pieces(
        ids=same_ids(folder)[np.array(found.ids, dtype=np.int64)] if len(begins) else np.zeros(0, np.int64),
        begins=begins,
        ends=ends,
        caps=np.array([capitals(text[b:e]) for b, e in found.offsets], dtype=np.int64),
        breaks=breaks.astype(np.int64),
        quoted=quote_states(text)[begins] if len(begins) else np.zeros(0, np.int64),
        paragraph=np.cumsum(breaks) - 1,
    )


def capitals(word: str) -> int:
    """0 for a word that does not begin with a capital, 2 for one of capitals only, else 1."""
    if not word[:1].isupper():
        return 0
    return 2 if len(word) > 1 and word.isupper() else 1


def quote_states(text: str) -> np.ndarray:
    """For each character 0 outside double quotation marks, 1 inside, 2 on a mark; a mark left open ends with its line."""
    states = np.zeros(len(text), dtype=np.int64)
    inside = False
    for at, character in enumerate(text):
        if character == "\n":
            inside = False
        elif character in OPENING or character in CLOSING or character == '"':
            states[at] = 2
            inside = character in OPENING or (character == '"' and not inside)
        elif inside:
            states[at] = 1
    return states
