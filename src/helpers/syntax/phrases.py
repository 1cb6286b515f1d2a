"""Phrases: subjects, noun phrases and their edges in a dependency tree, with UD labels or spaCy's own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Doc, Token

from helpers import lexicons
from helpers.syntax import labels
from helpers.syntax.labels import (
    CLAUSES,
    NOMINAL_TAGS,
    PASSIVE,
    PUNCTUATION_TAGS,
    RELATIVES,
    TIMES,
)
from helpers.text.lines import Offsets
from helpers.text.once import once
from helpers.text.verbatim import verbatim

WITHHELD = re.compile("|".join(row["pattern"] for row in lexicons.rows("withheld")))
"""How it is said that somebody's name is held back."""


@once
def withheld(doc: Doc) -> list[Offsets]:
    """Where it is said that somebody's name is held back, in order and apart."""
    return [match.span() for match in WITHHELD.finditer(verbatim(doc))]


SUBJECTS = labels.SUBJECTS | {"expl"}
OBJECTS = labels.OBJECTS | labels.RECIPIENTS
QUOTATION_MARKS = frozenset("\"“”„«»‘’'`") | {"''", "``"}
ITEM_MARKS = frozenset("-–—•·*>▪◦")
DASHES = frozenset({"-", "--", "–", "—"})


def word_class(token: Token) -> str:
    """ "verb", "noun", "adjective" or "" by the Penn tag, or by the universal one where there is no Penn tag."""
    if token.tag_:
        return {"VB": "verb", "NN": "noun", "JJ": "adjective"}.get(token.tag_[:2], "")
    return {"VERB": "verb", "NOUN": "noun", "ADJ": "adjective"}.get(token.pos_, "")


def nominal(token: Token) -> bool:
    """Whether a token can head the name of a source: a noun, a name, a pronoun, a number ("one said")."""
    return token.tag_[:2] in NOMINAL_TAGS or token.pos_ in ("NOUN", "PROPN", "PRON", "NUM", "DET")


def is_mark(token: Token) -> bool:
    """Whether a token is punctuation or white space."""
    return token.is_space or token.is_punct or token.text in QUOTATION_MARKS or token.tag_ in PUNCTUATION_TAGS


def is_edge(token: Token) -> bool:
    """Whether a mark at the edge of a span does not belong to it: a bracket or a quotation mark may."""
    return token.is_space or token.text in (",", ";", ":", ".") or token.text in DASHES


def child(token: Token, labels: frozenset[str]) -> Token | None:
    """The first child of `token` whose label is one of `labels`."""
    return next((one for one in token.children if one.dep_ in labels), None)


def passive(verb: Token) -> bool:
    """Whether a verb is in the passive voice."""
    return child(verb, PASSIVE) is not None


def subject(verb: Token, steps: int = 6) -> Token | None:
    """Who does what `verb` says: its own subject, or the one that it shares with the verb it depends on."""
    own = child(verb, SUBJECTS)
    if own is not None or steps == 0 or verb.head == verb:
        return own if own is None or own.dep_ != "expl" else None
    if verb.dep_ in ("conj", "xcomp", "advcl") and verb.head.tag_[:2] in ("VB", "JJ", "NN"):
        return subject(verb.head, steps - 1)
    if verb.dep_ in ("acl", *RELATIVES) and verb.tag_ in ("VBG", "VB") and nominal(verb.head):
        return verb.head
    return None


def kept(head: Token) -> Iterator[int]:
    """The indices of the words of a phrase, without the clauses that are only incidental to it."""
    stack = [head]
    while stack:
        token = stack.pop()
        yield token.i
        stack.extend(one for one in token.children if not incidental(one))


def incidental(token: Token) -> bool:
    """Whether a part of a noun phrase does not say who is meant: clauses behind a comma, asides, conjoined verbs."""
    if token.dep_ in ("parataxis", "advcl", "discourse", "ccomp", "dep") or token.dep_ in TIMES:
        return True
    if token.dep_ == "conj" and token.tag_[:2] == "VB":
        return True
    if token.dep_ in RELATIVES or token.dep_ in ("acl", "advmod", "preconj"):
        return after_comma(token)
    return False


def after_comma(token: Token) -> bool:
    """Whether the phrase of `token` follows a comma or a dash."""
    first = token.left_edge.i
    return first > 0 and (token.doc[first - 1].text == "," or token.doc[first - 1].text in DASHES)


def phrase(head: Token, begin: int, end: int) -> tuple[int, int]:
    """The tokens (begin, end) of the phrase of `head`: one run of words between `begin` and `end`, trimmed."""
    words = {index for index in kept(head) if begin <= index < end}
    first = last = head.i
    while first - 1 >= begin and (first - 1 in words or bridge(head.doc, first - 1, words, -1)):
        first -= 1
    while last + 1 < end and (last + 1 in words or bridge(head.doc, last + 1, words, 1)):
        if opens_relative(head.doc, last + 1):
            break
        last += 1
    return bare(head.doc, first, last + 1)


def opens_relative(doc: Doc, index: int) -> bool:
    """Whether an incidental clause opens behind a comma at a token: ", who …", ", unsealed on Tuesday"."""
    return doc[index].tag_ in ("WP", "WDT", "WP$", "VBN", "VBG") and index > 0 and doc[index - 1].text == ","


def bridge(doc: Doc, index: int, words: set[int], step: int) -> bool:
    """Whether a mark stands between two words of one phrase."""
    return is_mark(doc[index]) and index + step in words


def bare(doc: Doc, begin: int, end: int) -> tuple[int, int]:
    """A run of tokens without the commas, dashes, white space and conjunctions at its edges."""
    while begin < end and (is_edge(doc[begin]) or (doc[begin].tag_ == "CC" and doc[begin].dep_ == "cc")):
        begin += 1
    while end > begin and is_edge(doc[end - 1]):
        end -= 1
    return begin, end


def names_on(doc: Doc, index: int) -> bool:
    """Whether a noun phrase can go on with a token."""
    if abbreviates(doc, index):
        return True
    return doc[index].tag_[:2] in ("NN", "IN", "JJ", "CD", "PO", "DT", "CC") and not is_mark(doc[index])


def abbreviates(doc: Doc, index: int) -> bool:
    """Whether a full stop belongs to the title before it ("Col. Quill"), where the tokenizer cut it off."""
    if doc[index].text != "." or index == 0 or index + 1 >= len(doc) or doc[index - 1].whitespace_:
        return False
    return doc[index - 1].lower_ in lexicons.words("titles") and doc[index + 1].text[:1].isupper()


def phrase_from(doc: Doc, begin: int, end: int) -> Token | None:
    """The head of the noun phrase that begins at token `begin`."""
    if not begin < end or is_mark(doc[begin]) or doc[begin].tag_[:2] in ("VB", "IN", "TO", "CC", "RB", "MD"):
        return None
    head = doc[begin]
    while head.head != head and head.i < head.head.i < end and nominal(head.head):
        if any(is_mark(mark) for mark in doc[head.i : head.head.i]):
            break
        head = head.head
    return head if nominal(head) else None


def phrase_before(doc: Doc, begin: int, end: int) -> Token | None:
    """The head of the noun phrase whose last token is before `end`."""
    if end <= begin or not nominal(doc[end - 1]):
        return None
    head = doc[end - 1]
    while head.head != head and begin <= head.head.i < end and nominal(head.head) and head.dep_ not in CLAUSES:
        head = head.head
    return head
