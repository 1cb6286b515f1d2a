"""Cues: the words that say that somebody says, thinks or wants something."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc, Token

from helpers import lexicons
from helpers.lexicons import listed
from helpers.syntax.labels import AUXILIARIES, NEGATIONS, PARTICLES
from helpers.syntax.phrases import SUBJECTS, word_class

SHAPES = ("clause", "quote", "infinitive", "object", "recipient", "source", "possessor", "label", "negated")
"""What a cue takes: a clause, quoted words, an infinitive, an object; `recipient`: its object is the listener.

`negated` ones are cues only with "not" ("did not respond to"); the others are for phrases."""

NOT = listed("not")
UNBOUND_ADVERBS = listed("adverbs of sentences")
"""Adverbs that belong to the sentence, not to the cue before which they stand."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the lexicon of cues."""

    words: tuple[str, ...]
    kind: str
    framing: str
    shapes: frozenset[str]
    why: str


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue in a Doc: tokens `begin` to `end` (exclusive), the token that heads it, and its row of the lexicon."""

    head: int
    begin: int
    end: int
    entry: Entry


@cache
def lexicon() -> dict[tuple[str, str], tuple[Entry, ...]]:
    """The rows of `lexicons/cues.csv` by word class and first word, longest first."""
    found: dict[tuple[str, str], list[Entry]] = {}
    for row in lexicons.rows("cues"):
        words = tuple(row["cue"].split())
        entry = Entry(words, row["kind"], row["framing"], frozenset(row["shape"].split()), row["why"])
        found.setdefault((row["class"], words[0]), []).append(entry)
    return {key: tuple(sorted(rows, key=lambda entry: -len(entry.words))) for key, rows in found.items()}


def cue_at(token: Token) -> Cue | None:
    """The cue that the verb, noun or adjective `token` heads, with its auxiliaries, negation, adverbs and particle."""
    entry = entry_of(token)
    if entry is None:
        return None
    end = last_word(token, entry) + 1
    return Cue(token.i, quoted_as(token.doc, first_word(token)), end, entry)


def quoted_as(doc: Doc, first: int) -> int:
    """The first token of a cue with "was quoted as" before it ("was quoted as saying")."""
    if first > 1 and doc[first - 1].lower_ == "as" and doc[first - 2].lower_ in ("quoted", "cited"):
        return first_word(doc[first - 2])
    return first


def entry_of(token: Token) -> Entry | None:
    """The longest row of the lexicon that fits at `token`."""
    for kind, word in readings(token):
        for entry in lexicon().get((kind, word), ()):
            if follows(token, entry.words[1:]):
                return entry
    return None


def readings(token: Token) -> list[tuple[str, str]]:
    """The word classes and forms under which a token can be looked up: a participle may also be an adjective."""
    kind, lemma = word_class(token), (token.lemma_ or token.text).lower()
    found = [(kind, lemma)]
    if kind == "verb" and (token.lower_.startswith(lemma + "e") or token.lower_ == lemma + "ing"):
        found.append((kind, lemma + "e"))  # a lemmatizer by rules cannot tell "hopes" from "hops"
    if kind == "verb" and token.tag_ in ("VBN", "VBD"):
        found.append(("adjective", token.lower_))
    return found


def follows(token: Token, words: tuple[str, ...]) -> bool:
    """Whether `words` stand right after `token`."""
    after = token.doc[token.i + 1 : token.i + 1 + len(words)]
    return tuple(other.lower_ for other in after) == words


def last_word(token: Token, entry: Entry) -> int:
    """The index of the last token of a cue: its fixed words, or a particle right behind it."""
    last = token.i + len(entry.words) - 1
    if last == token.i and last + 1 < len(token.doc):
        after = token.doc[last + 1]
        last += after.dep_ in PARTICLES and after.head == token
    return last


def first_word(token: Token) -> int:
    """The index of the first token of a cue: the chain of auxiliaries, negation and adverbs right before its head."""
    first = token.i
    while first > 0 and belongs(token.doc[first - 1], token):
        first -= 1
    return without_adverbs(token.doc, first, token.i)


def belongs(left: Token, head: Token) -> bool:
    """Whether the token before a cue is a part of it."""
    if left.head != head or left.dep_ in SUBJECTS:
        return left.head.head == head and left.lower_ in NOT and left.head.dep_ in AUXILIARIES
    if left.dep_ in AUXILIARIES or left.dep_ in NEGATIONS or left.tag_ == "MD":
        return True
    if left.tag_ == "TO" and head.tag_ == "VB":
        return True
    return left.tag_ in ("RB", "RBR", "RBS") and left.lower_ not in UNBOUND_ADVERBS


def without_adverbs(doc: Doc, first: int, head: int) -> int:
    """The first token of a cue that stands at the head of a sentence without its sentence adverb."""
    while first < head and doc[first].is_sent_start and doc[first].tag_ == "RB":
        first += 1
    return first
