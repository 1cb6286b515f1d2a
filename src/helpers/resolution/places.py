"""Places: where the words of a text stand: in which sentence, paragraph, quotation and statement."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from spacy.tokens import Doc, Token

from helpers.attributions import Attribution
from helpers.naming.titles import title_start
from helpers.text.bounds import sentence_of

SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubjpass"})
NAMING = frozenset({"flat", "compound", "nmod:desc", "appos"})


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
        self.sentence = np.cumsum([bool(token.is_sent_start) for token in doc] or [0])
        self.begins = [token.idx for token in doc]
        edges = paragraph_edges(doc)
        self.paragraph = np.searchsorted(edges, self.begins, side="right")
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
        return range(first, max(bisect_right(self.begins, end - 1), first))

    def spot(self, begin: int, end: int) -> Spot:
        """The place of a name or noun phrase at some characters."""
        inside = self.tokens(begin, end)
        span = self.doc[inside.start : max(inside.stop, inside.start + 1)]
        root = span.root
        following = self.doc[span.end] if span.end < len(self.doc) else None
        owner = following is not None and (
            following.tag_ == "POS" or (root.dep_ == "compound" and root.head.i > root.i)
        )
        at = span.start
        return Spot(
            begin, end, root.i, int(self.sentence[at]), int(self.paragraph[at]),
            not owner and (is_subject(root) or title_start(self.doc, at) == sentence_of(span).start),
            bool(self.quoted[at]), int(self.content[at]), owner,
        )  # fmt: skip


def is_subject(root: Token) -> bool:
    """Whether a word is a subject, or stands in its place in front of one, or behind a form of to be."""
    if root.dep_ in SUBJECTS or (root.dep_ in NAMING and root.head.dep_ in SUBJECTS):
        return True
    return any(child.dep_ == "cop" and child.i < root.i for child in root.children) and not any(
        child.dep_ in SUBJECTS | {"expl", "csubj"} for child in root.children
    )


def paragraph_edges(doc: Doc) -> list[int]:
    """Where each paragraph begins; by blank lines where the Doc has no paragraphs."""
    if doc._.paragraphs:
        return sorted(paragraph.begin for paragraph in doc._.paragraphs if paragraph.kind != "cut")
    return [0, *(token.idx for token in doc if token.is_space and token.text.count("\n") > 1)]
