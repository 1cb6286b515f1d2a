"""Scans: what one pass of the encoder over a text tells: its attributions and its names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field

import numpy as np
from spacy.tokens import Doc

from helpers.encoder import network
from helpers.encoder.decoding import Found, Scores, Window, decode
from helpers.encoder.tags import Named, tagged
from helpers.text.lines import Offsets
from helpers.text.verbatim import verbatim

KEY = "on_record.scan"


@dataclass(frozen=True, slots=True)
class Traits:
    """What the vectors of the pieces (n, 48) tell of whether something is said, and where the pieces begin and end."""

    begins: np.ndarray
    ends: np.ndarray
    values: np.ndarray

    def mean(self, spans: Iterable[Offsets], most: int | None = None) -> np.ndarray:
        """The mean (48,) over the first `most` pieces of some spans; zeros where there is no piece."""
        edges = [
            (np.searchsorted(self.ends, begin, "right"), np.searchsorted(self.begins, end)) for begin, end in spans
        ]
        inside = [at for first, after in edges for at in range(first, after)][:most]
        return self.values[inside].mean(0) if inside else np.zeros(self.values.shape[1], np.float32)


@dataclass(frozen=True, slots=True)
class Scan:
    """Attributions in the order of their cues, names in the order of the text, and the traits of its pieces."""

    attributions: tuple[Found, ...]
    names: tuple[Named, ...]
    traits: Traits = field(compare=False)


def scan(doc: Doc) -> Scan:
    """The scan of a Doc by the shipped model, made once and kept with the Doc: several steps read it."""
    known = doc.user_data.get(KEY)
    if known is None or isinstance(known, Future):
        doc.user_data[KEY] = known.result() if known else scanned(verbatim(doc), network.shipped())
    return doc.user_data[KEY]


@contextmanager
def ahead(doc: Doc) -> Iterator[None]:
    """Have the scan of a Doc begin at once beside what is done here, for it needs nothing but the text.

    The encoder computes without Python's lock, so another core can do it. What goes wrong is told to whoever asks for
    the scan."""
    text = verbatim(doc)
    with ThreadPoolExecutor(1) as beside:
        doc.user_data[KEY] = beside.submit(lambda: scanned(text, network.shipped()))
        yield
    if isinstance(doc.user_data[KEY], Future):  # nobody asked
        del doc.user_data[KEY]


def scanned(text: str, model: network.Encoder) -> Scan:
    """The scan of a text."""
    made, names = network.pieces(text), []
    values = np.zeros((len(made), model.width), np.float32)

    def hearer(some: list[Window], scored: list[Scores]) -> None:
        if all(len(scores) > 2 for scores in scored):
            names.extend(tagged(made, some, [scores[2] for scores in scored]))
        for window, (vectors, *_) in zip(some, scored, strict=True):
            first = window.own_begin - window.begin + 1  # behind the piece that opens the window
            own = vectors[first : first + window.own_end - window.own_begin]
            values[window.own_begin : window.own_end] = model.traits(own)

    found = decode(made, model, (model.opening, model.closing), hearer=hearer)
    return Scan(tuple(found), tuple(sorted(names)), Traits(made.begins, made.ends, values))
