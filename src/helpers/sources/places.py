"""Places: where the words of a text stand: in which sentence, paragraph, quotation and statement."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from spacy.tokens import Doc, Span

from helpers.attributions import Attribution
from helpers.names.titles import title_start
from helpers.sources.pronouns import is_inverted, is_subject, paragraph_edges
from helpers.text.bounds import sentence_of


class Spot(NamedTuple):
    """One place where somebody or something is spoken of; numbers of token, sentence and paragraph."""

    begin: int
    end: int
    token: int
    sentence: int
    paragraph: int
    subject: bool
    quoted: bool  # inside words that are quoted
    content: int  # number of the attribution whose content holds it, -1 for none
    owner: bool  # only tells whose the next noun is


class Places:
    """Where each token of a Doc stands; attributions are known by their number in the order given."""

    def __init__(self, doc: Doc, attributions: Sequence[Attribution]):
        """Number the sentences and paragraphs, and note which attribution's content each token is in."""
        self.doc = doc
        self.sentence = np.cumsum([int(bool(token.is_sent_start)) for token in doc] or [0])
        self.begins = [token.idx for token in doc]
        self.paragraph = np.searchsorted(paragraph_edges(doc), self.begins, side="right")
        self.headline = {
            i for p in doc._.paragraphs if p.kind in ("headline", "subtitle") for i in self.tokens(p.begin, p.end)
        }
        self.content = np.full(len(doc), -1)
        self.quoted = np.zeros(len(doc), bool)
        for number, attribution in enumerate(attributions):
            for begin, end in attribution.content:
                inside = self.tokens(begin, end)
                self.content[inside.start : inside.stop] = number
                if attribution.form == "direct":
                    self.quoted[inside.start : inside.stop] = True

    def tokens(self, begin: int, end: int) -> range:
        """The numbers of the tokens that characters touch."""
        first = max(bisect_right(self.begins, begin) - 1, 0)
        return range(first, max(bisect_left(self.begins, end), first))

    def spot(self, begin: int, end: int) -> Spot:
        """The place of a name or noun phrase at some characters."""
        inside = self.tokens(begin, end)
        span = self.doc[inside.start : max(inside.stop, inside.start + 1)]
        root, at = span.root, span.start
        following = self.doc[span.end] if span.end < len(self.doc) else None
        compound = root.dep_ in ("compound", "amod") and root.head.i > root.i  # the Lind family
        owner = following is not None and (following.tag_ == "POS" or compound)
        return Spot(
            begin, end, root.i, int(self.sentence[at]), int(self.paragraph[at]),
            not owner and (is_subject(root) or is_inverted(root) or opens(span)),
            bool(self.quoted[at]), int(self.content[at]), owner,
        )  # fmt: skip


def opens(name: Span) -> bool:
    """Whether a name opens its sentence, its title passed over."""
    return title_start(name.doc, name.start) == sentence_of(name).start
