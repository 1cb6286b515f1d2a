"""Once: what several steps ask of a Doc, made once and kept with it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from spacy.tokens import Doc

Made = TypeVar("Made")
PARAGRAPHS: Any = ("._.", "paragraphs", None, None)
"""Where spaCy keeps `doc._.paragraphs`: asked by its name it takes ten times as long."""


def once(make: Callable[[Doc], Made]) -> Callable[[Doc], Made]:
    """`make`, called once a Doc; its result lives and goes with the Doc, and is made anew for other paragraphs.

    For what is read from the text, the tags and the tree, which no step changes; a result that holds tokens of the Doc
    would keep it in memory: it holds their numbers."""
    key = f"on_record.{make.__module__}.{make.__name__}"

    @wraps(make)
    def asked(doc: Doc) -> Made:
        paragraphs = doc.user_data.get(PARAGRAPHS)
        known = doc.user_data.get(key)
        if known is None or known[0] is not paragraphs:
            known = doc.user_data[key] = paragraphs, make(doc)
        return known[1]

    return asked
