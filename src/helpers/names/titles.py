"""Titles: the words written before a name that are no part of it."""

from __future__ import annotations

from functools import cache

from spacy.tokens import Doc, Span, Token

from helpers.lexicons import listed, words
from helpers.names import relations

LONGEST_TITLE = 4
"""Tokens of one title: Lt . Col ."""
LONGEST_ABBREVIATION = 4
LETTERS = listed("letters behind a name")
"""Letters behind a person's name that are no part of it."""


def is_title(word: str) -> bool:
    """Whether a word is a title before a name."""
    return word.casefold().rstrip(".") in relations.titles()


def is_role(word: str) -> bool:
    """Whether a word names an office, a trade or a part."""
    return word.casefold() in words("roles")


def title_end(span: Span, label: str) -> int:
    """The token after the titles that a name begins with; a body named after an office keeps its first word."""
    at = span.start
    while (size := title_size(span.doc, at, span.end - 1)) > 0:
        at += size
    if at == span.start or label in ("PERSON", "PER"):
        return at
    rest = span.doc[at : span.end]
    body = any(
        relations.singular(t.text) in words("group_nouns") or t.lower_ in words("places", kind="landscape")
        for t in rest
    )
    first = span.doc[span.start : span.start + title_size(span.doc, span.start, span.end - 1)]
    titled = words_of(first) in person_titles() or is_surname(rest)
    return span.start if body or not titled or not rest[0].text[:1].isupper() else at


def without_letters(span: Span) -> Span:
    """A person's name without the letters of an honour, an office or a degree behind it: Ana Ruiz KC."""
    end = span.end
    while end - span.start > 2 and span.doc[end - 1].text.replace(".", "") in LETTERS:
        end -= 1
        end -= end - span.start > 2 and span.doc[end - 1].text == ","
    return span.doc[span.start : end]


def is_surname(span: Span) -> bool:
    """Whether a word is the last one of a person's name in the same text: Sheriff Klamm, beside Udo Klamm."""
    return len(span) == 1 and any(
        token.text == span.text and token.ent_type_ in ("PERSON", "PER") for token in span.doc if token.i != span.start
    )


def person_titles() -> frozenset[str]:
    """Titles that only persons bear: Mayor, Sen., Mr., Rev.; General and Justice begin names of bodies too."""
    return frozenset().union(*(words("titles", kind=kind) for kind in ("office", "honorific", "clergy")))


@cache
def edge_words() -> tuple[frozenset[str], frozenset[str]]:
    """The words that titles begin and end with; most words are neither, and no title need be looked for at them."""
    every = [title.split() for title in relations.titles()]
    return frozenset(title[0] for title in every), frozenset(title[-1] for title in every)


def may_begin(token: Token) -> bool:
    """Whether a title can begin with a token."""
    return token.is_space or token.lower_.replace(".", "") in edge_words()[0]


def may_end(token: Token) -> bool:
    """Whether a title can end with a token; a point may stand apart."""
    return token.text == "." or token.lower_.replace(".", "") in edge_words()[1]


def title_size(doc: Doc, at: int, end: int) -> int:
    """How many tokens from `at` are one title, of those before `end`."""
    if at >= end or not may_begin(doc[at]):
        return 0
    sizes = range(min(LONGEST_TITLE, end - at), 0, -1)
    return next((size for size in sizes if is_title_run(doc[at : at + size])), 0)


def is_title_run(span: Span) -> bool:
    """Whether a run of tokens is one title; a point may stand apart from the abbreviation before it."""
    last, apart = span[-1], len(span) > 1 and span[-1].text == "."
    if apart and (span[-2].whitespace_ or len(span[-2]) > LONGEST_ABBREVIATION or not span[-2].text[0].isupper()):
        return False
    # D.R. Lind is no doctor
    initials = "." in span[0].text[:-1] and words_of(span) in words("titles", kind="honorific")
    return span[0].text != "." and not last.is_space and not initials and words_of(span) in relations.titles()


def title_before(doc: Doc, at: int) -> str:
    """The titles that stand before the token `at`, in small letters: col; prime minister."""
    run = words_of(doc[title_start(doc, at) : at])
    modifiers = words("titles", kind="modifier")
    return " ".join(word for word in run.split() if word not in modifiers)


def title_start(doc: Doc, at: int) -> int:
    """The first token of the titles that stand before the token `at`."""
    begin, found = at, True
    while found and begin and may_end(doc[begin - 1]):
        sizes = [n for n in range(LONGEST_TITLE, 0, -1) if begin >= n and is_title_run(doc[begin - n : begin])]
        found = bool(sizes)
        begin -= sizes[0] if found else 0
    # "Then Ruiz left": a modifier alone is no title
    only_modifiers = begin < at and doc[at - 1].lower_ in words("titles", kind="modifier")
    return at if only_modifiers else begin


def words_of(span: Span) -> str:
    """The words of a span in small letters, without points and gaps."""
    return " ".join(token.lower_.replace(".", "") for token in span if not token.is_space and token.text != ".")
