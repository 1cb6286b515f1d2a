"""Namings: the side that lies in what a thing is called, "called the vote ‘a farce’", where a tree is seldom right."""

from __future__ import annotations

from functools import cache

from spacy.tokens import Token

from helpers import lexicons
from helpers.stances.utterances import Utterance
from helpers.syntax import clauses
from helpers.text.bounds import sentence_of

QUOTES = frozenset("“”\"‘’«»„'")
CALLING = lexicons.listed("calling")
"""Verbs that take a name without *as*."""
REACH = 14
"""Words from the verb to where the name begins, at most; a name is read no further than this either."""
BEFORE = 3
"""Words before a judgement in which a negation turns it."""
DENIED = clauses.NEGATIONS | clauses.NO | {"nothing", "anything"}


def name_of(verb: Token) -> tuple[Token, list[Token]] | None:
    """What is called something, and the words it is called, of a verb of naming; None where either is missing."""
    after = [token for token in verb.doc[verb.i + 1 : sentence_of(verb).end] if not token.is_space][:REACH]
    at = next((n for n, token in enumerate(after) if opens(token, verb)), None)
    if not at:
        return None
    thing = named_thing(verb, after[:at])
    words = upto_end(after[at], verb)
    return (thing, words) if thing is not None and words else None


def opens(token: Token, verb: Token) -> bool:
    """Whether a name begins: at a quotation mark, or at *as*."""
    return token.lower_ == "as" or (token.text in QUOTES and verb.lemma_.lower() in CALLING)


def named_thing(verb: Token, between: list[Token]) -> Token | None:
    """The object of the verb; else, where the tree has none before the name, the noun right before it."""
    objects = [each for each in clauses.children(verb, clauses.OBJECTS) if each in between]
    last = between[-1]
    return objects[0] if objects else last if last.pos_ in ("NOUN", "PROPN", "PRON") else None


def upto_end(opening: Token, verb: Token) -> list[Token]:
    """The words of a name: inside of its quotation marks, or as far as the next mark of punctuation."""
    rest = [
        token
        for token in opening.doc[opening.i + (opening.lower_ == "as") : sentence_of(verb).end]
        if not token.is_space
    ]
    if rest and rest[0].text in QUOTES:
        inside = rest[1:]
        end = next((n for n, token in enumerate(inside) if token.text in QUOTES), len(inside))
        return inside[:end][:REACH]
    end = next((n for n, token in enumerate(rest) if token.is_punct or token.dep_ == "cc"), len(rest))
    return rest[:end][:REACH]


def verdict(words: list[Token]) -> int:
    """The side in a name: 1, -1, or 0 where it judges nothing or both ways."""
    sides = {judged(words, n) for n in range(len(words))} - {0}
    return sides.pop() if len(sides) == 1 else 0


def judged(words: list[Token], at: int) -> int:
    """The side of one word of a name, turned by a negation before it; any part of speech, for it stands alone."""
    known = judgements()
    side = known.get(words[at].lower_) or known.get(words[at].lemma_.lower(), 0)
    if at and words[at - 1].lower_ == "at":
        return 0  # "careless at best"
    following = [token.lower_ for token in words[at + 1 : at + 3]]
    if (len(following) == 2 and following[0] in clauses.WAYS and following[1] == "to") or following == [",", "not"]:
        return 0  # "a good way to lose customers"; "careless, not crooked"
    denied = any(token.lower_ in DENIED for token in words[max(0, at - BEFORE) : at])
    return -side if denied != is_for_a_foe(words[at]) else side


def is_for_a_foe(token: Token) -> bool:
    """Whether a noun goes to somebody nobody wishes well: "a gift *to our rivals*"."""
    after = list(token.doc[token.i + 1 : min(sentence_of(token).end, token.i + 1 + BEFORE + 1)])
    led = token.pos_ in ("NOUN", "PROPN") and bool(after) and after[0].lower_ in ("to", "for")
    return led and any(each.lemma_.lower() in lexicons.words("positions", kind="foe") for each in after[1:])


@cache
def judgements() -> dict[str, int]:
    """Word → side, of what can be said of a thing; not to be changed."""
    rows = [row for row in lexicons.rows("positions") if row["kind"] == "quality"]
    return {row["term"]: 1 if row["side"] == "supports" else -1 for row in rows}


def speaks(utterance: Utterance, verb: Token) -> bool:
    """Whether it is the source that calls it so, and does."""
    called = verb.i in utterance.cue or utterance.holder(verb) == "own"
    return called and not clauses.negated(verb) and not clauses.children(verb, clauses.PASSIVE)
