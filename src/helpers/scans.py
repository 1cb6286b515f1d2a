"""Scans: what one pass of the encoder over a text tells: its attributions and its names."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field

import numpy as np
from spacy.tokens import Doc

from helpers import encoder
from helpers.naming.tagged import Named, tagged
from helpers.saying.decoding import Found, Window, decode
from helpers.text.verbatim import verbatim

KEY = "on_record.scan"


@dataclass(frozen=True, slots=True)
class Vectors:
    """The vectors (n, k) of the pieces of a text, in half precision, with their offsets (n,)."""

    begins: np.ndarray
    ends: np.ndarray
    rows: np.ndarray

    def mean(self, begin: int, end: int) -> np.ndarray:
        """The mean (k,) of the pieces that characters touch; zeros where there are none."""
        first, last = self.pieces(begin, end)
        return self.average(first, last)

    def behind(self, end: int, count: int = 3) -> np.ndarray:
        """The mean (k,) of the next few pieces behind a character."""
        first = int(np.searchsorted(self.begins, end))
        return self.average(first, first + count)

    def pieces(self, begin: int, end: int) -> tuple[int, int]:
        """The numbers of the first piece that characters touch and of the one behind the last."""
        first = int(np.searchsorted(self.ends, begin, side="right"))
        return first, max(int(np.searchsorted(self.begins, end)), first + 1)

    def average(self, first: int, last: int) -> np.ndarray:
        """The mean (k,) of the pieces from one number to another."""
        some = self.rows[first:last].astype(np.float32)
        return some.mean(0) if len(some) else np.zeros(self.rows.shape[1], np.float32)


@dataclass(frozen=True, slots=True)
class Scan:
    """Attributions in the order of their cues, and names in the order of the text; no names without a head for them.

    `vectors`: what the encoder makes of each piece, in few dimensions; none without the components for them."""

    attributions: tuple[Found, ...]
    names: tuple[Named, ...]
    vectors: Vectors | None = field(default=None, compare=False, repr=False)


def scan(doc: Doc) -> Scan:
    """The scan of a Doc by the shipped model, made once and kept with the Doc: several steps read it."""
    known = doc.user_data.get(KEY)
    if known is None or isinstance(known, Future):
        doc.user_data[KEY] = known.result() if known else scanned(verbatim(doc), encoder.shipped())
    return doc.user_data[KEY]


@contextmanager
def ahead(doc: Doc) -> Iterator[None]:
    """Have the scan of a Doc begin at once beside what is done here, for it needs nothing but the text.

    The encoder computes without Python's lock, so another core can do it. What goes wrong is told to whoever asks for
    the scan."""
    text = verbatim(doc)
    with ThreadPoolExecutor(1) as beside:
        doc.user_data[KEY] = beside.submit(lambda: scanned(text, encoder.shipped()))
        yield
    if isinstance(doc.user_data[KEY], Future):  # nobody asked
        del doc.user_data[KEY]


def scanned(text: str, model: encoder.Encoder) -> Scan:
    """The scan of a text."""
    made, names, components = encoder.pieces(text), [], encoder.components()
    rows = np.zeros((len(made), components.shape[1]), np.float16) if components is not None else None

    def hearer(some: list[Window], scored: list[tuple[np.ndarray, ...]]) -> None:
        if all(len(scores) > 2 for scores in scored):
            names.extend(tagged(made, some, [scores[2] for scores in scored]))
        for window, (vectors, *_) in zip(some, scored, strict=True) if rows is not None else ():
            inside = vectors[1:-1][window.own_begin - window.begin : window.own_end - window.begin]
            rows[window.own_begin : window.own_end] = inside @ components

    found = decode(made, model, (model.opening, model.closing), hearer=hearer)
    vectors = Vectors(made.begins, made.ends, rows) if rows is not None else None
    return Scan(tuple(found), tuple(sorted(names)), vectors)
