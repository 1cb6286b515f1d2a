"""Ordinary: words that are large only where they stand, and small elsewhere in the same text."""

from __future__ import annotations

from spacy.tokens import Doc, Span, Token

from helpers.lexicons import words
from helpers.text.once import once

OPENERS = frozenset({":", "•", "-", "–", "—"})


def opens(token: Token) -> bool:
    """Whether a word is large because a sentence, a line or a quotation begins with it."""
    before = token.doc[token.i - 1] if token.i else None
    return before is None or bool(token.is_sent_start) or before.is_space or before.is_quote or before.text in OPENERS


@once
def small_nouns(doc: Doc) -> frozenset[str]:
    """The common nouns that a text writes in small letters."""
    return frozenset(token.lower_ for token in doc if token.text.islower() and token.tag_ in ("NN", "NNS"))


def is_ordinary(word: Token, small: frozenset[str]) -> bool:
    """Whether a large word is a common noun that begins a sentence wherever it is large: Guillemots, Shares."""
    if not word.text.istitle() or word.lower_ not in small or not opens(word) or word.text in words("demonyms"):
        return False
    return all(opens(token) for token in word.doc if token.text == word.text)


def without_ordinary(doc: Doc, spans: list[Span]) -> list[Span]:
    """The names without those of one word that are no more than a common noun."""
    small = small_nouns(doc)
    return [span for span in spans if len(span) > 1 or not is_ordinary(span[0], small)]
