"""Bounds: where the sentence of a word begins and ends, found once a Doc; spaCy walks there at every look."""

from __future__ import annotations

from bisect import bisect_right

import numpy as np
from spacy.attrs import SENT_START
from spacy.tokens import Doc, Span, Token

from helpers.text.once import once


@once
def sentence_starts(doc: Doc) -> list[int]:
    """The first tokens of the sentences behind the first one."""
    return (np.flatnonzero(doc.to_array(SENT_START)[1:] == 1) + 1).tolist()


def sentence_of(words: Token | Span) -> Span:
    """The sentence of a token, or the one that a span begins in."""
    starts, at = sentence_starts(words.doc), words.i if isinstance(words, Token) else words.start
    place = bisect_right(starts, at)
    begin, end = starts[place - 1] if place else 0, starts[place] if place < len(starts) else len(words.doc)
    return words.doc[begin:end]
