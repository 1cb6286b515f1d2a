"""Scans: what one pass of the encoder over a text tells: its attributions and its names."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass

from spacy.tokens import Doc

from helpers import encoder
from helpers.naming.tagged import Named, tagged
from helpers.saying.decoding import Found, Window, decode
from helpers.text.verbatim import verbatim

KEY = "on_record.scan"


@dataclass(frozen=True, slots=True)
class Scan:
    """Attributions in the order of their cues, and names in the order of the text; no names without a head for them."""

    attributions: tuple[Found, ...]
    names: tuple[Named, ...]


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
    made, names = encoder.pieces(text), []

    def hearer(some: list[Window], scores: list) -> None:
        names.extend(tagged(made, some, scores))

    found = decode(made, model, (model.opening, model.closing), hearer=hearer)
    return Scan(tuple(found), tuple(sorted(names)))
