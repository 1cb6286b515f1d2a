"""Candidates: what the words of an utterance name that a side could be toward: things, persons, pronouns and acts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from helpers import lexicons
from helpers.entities import Entity
from helpers.stances.utterances import Utterance
from helpers.syntax import clauses

LONGEST = 6
"""Words that complete a noun and still belong to its phrase, at most."""
ACT = 8
"""Words of an act behind its verb, at most."""
INNER = frozenset(["compound", "flat", "flat:name", "fixed"])
EMPTY = frozenset(["expl", "det"])
NOBODY = lexicons.listed("first person", "my, our", "no target")
"""Pronouns that point at the speaker, or at nothing that could be a target."""
POINTING = frozenset(["nsubj", "nsubj:pass", "obj", "obl", "nmod"])
ACTS = frozenset(["xcomp", "ccomp", "advcl", "acl", "csubj", "nmod", "obl", "conj", "obj", "ROOT", "amod", "parataxis"])
BEFORE = frozenset(["case", "mark", "cc", "cop", "aux", "punct", "advmod", "expl"])


@dataclass(frozen=True, slots=True)
class Candidate:
    """A phrase by the word that heads it and its tokens, `last` exclusive."""

    token: Token
    first: int
    last: int


def candidates(words: Utterance, named: Mapping[int, Candidate]) -> list[Candidate]:
    """The phrases of source, cue and content that could be a target, in the order of their heads.

    `named`: the `mentions` of entities in the Doc, made once."""
    inside = sorted(words.source | words.cue | words.content)
    found = (candidate(words.doc[i]) or named.get(i) for i in inside)
    return [each for each in found if each is not None]


def candidate(token: Token) -> Candidate | None:
    """The phrase that a token heads, None where it can be no target."""
    if is_thing(token):
        return Candidate(token, *phrase(token))
    if token.pos_ == "VERB" and token.tag_ in ("VB", "VBG") and token.dep_ in ACTS:
        return Candidate(token, token.i, end_of_act(token))
    return None


def is_thing(token: Token) -> bool:
    """Whether a token heads a noun phrase, or is a pronoun that points at something."""
    if token.pos_ in ("NOUN", "PROPN"):
        return token.dep_ not in INNER
    if token.pos_ == "PRON":
        return token.dep_ not in EMPTY and token.lower_ not in NOBODY
    return token.pos_ == "DET" and token.dep_ in POINTING


def phrase(head: Token) -> tuple[int, int]:
    """The tokens of a noun phrase: what stands before its head, the rest of a name, and short phrases behind it."""
    first = head.left_edge.i
    beside = [t.i + 1 for t in head.lefts if t.dep_ in BEFORE or t.dep_ in clauses.SUBJECTS]
    last = head.i
    for child in head.rights:
        begin, end = child.left_edge.i, child.right_edge.i
        if (child.dep_ in INNER and child.i == last + 1) or (
            child.dep_ == "nmod" and begin == last + 1 and end - last <= LONGEST
        ):
            last = end
    return max([first, *beside]), last + 1


def end_of_act(verb: Token) -> int:
    """Where the words end that follow a verb without a break and belong to it."""
    last, edge = verb.i, verb.right_edge.i
    while last < edge and last + 1 - verb.i < ACT and not verb.doc[last + 1].is_punct:
        last += 1
    return last + 1


def mentions(doc: Doc, entities: Iterable[Entity]) -> dict[int, Candidate]:
    """The mentions of entities as phrases, by their heads."""
    spans = [doc.char_span(b, e, alignment_mode="expand") for each in entities for b, e in each.mentions]
    return {span.root.i: Candidate(span.root, span.start, span.end) for span in spans if span is not None}
