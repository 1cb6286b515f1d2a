"""Kinship: "his wife" is somebody else; which of the named people she is, where the text says it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from helpers.entities import Entity
from helpers.entities.gender_evidence import hyphenated
from helpers.lexicons import column
from helpers.names import relations
from helpers.names.titles import title_start
from helpers.sources.noun_phrases import NameIndex, Reference, is_possessive
from helpers.text.bounds import sentence_of
from helpers.text.verbatim import span_at

BETWEEN = frozenset({"NN", "NNS", "NNP", "JJ", "JJR", "JJS", "DT", "PRP$", "POS", "CC", "IN", "HYPH", ",", "CD", "RB"})
FARTHEST = 12
"""Tokens between a name and the word for a relative that is said of it."""


@dataclass(frozen=True, slots=True)
class Kin:
    """A word for a relative and whose relative that is: a pronoun, a name, or the noun of a description."""

    noun: str  # "sister"
    at: int  # the token of the noun
    owner: Token  # the pronoun, or the last word before the possessive


@dataclass(frozen=True, slots=True)
class Tie:
    """What the text says of somebody named: that they are this relative of the owner."""

    bearer: Entity
    kin: Kin


def relation(noun: str) -> str:
    """What kind of relative a noun names; empty where it names none."""
    return column("kin", "relation").get(noun, "")


def inverse(noun: str) -> str:
    """What the other one is to a relative of this kind."""
    return column("kin", "inverse").get(noun, "")


def kin_of(noun: Token) -> Kin | None:
    """Whose relative a noun is of; None where it is no word for one, or nobody's."""
    word = hyphenated(noun)
    if not relation(word) or (noun.i + 1 < len(noun.doc) and noun.nbor().text == "-"):
        return None
    at = noun.i - word.count("-") * 2 - 1
    while at > 0 and noun.doc[at].tag_ in ("JJ", "JJR", "JJS", "NN", "CD"):
        at -= 1
    token = noun.doc[max(at, 0)]
    if token.tag_ == "PRP$":
        return Kin(word, noun.i, token)
    return Kin(word, noun.i, noun.doc[at - 1]) if at > 0 and is_possessive(token) else None


def kin_reference(doc: Doc, reference: Reference) -> Kin | None:
    """The word for a relative that heads a description; None where it is headed by another word."""
    if reference.kind != "description" or not relation(reference.noun):
        return None
    span = span_at(doc, reference.begin, reference.end)
    return next((kin for token in span if (kin := kin_of(token)) is not None and kin.noun == reference.noun), None)


def ties(doc: Doc, index: NameIndex) -> Iterator[Tie]:
    """Every place where the text says of somebody named whose relative they are."""
    for token in doc:
        kin = kin_of(token) if relation(token.lower_) or token.lower_ == "law" else None
        if kin is not None and (bearer := named_after(kin, doc, index) or named_before(kin, doc, index)) is not None:
            yield Tie(bearer, kin)
        yield from pairs(token, doc, index)


def pairs(noun: Token, doc: Doc, index: NameIndex) -> Iterator[Tie]:
    """ "the brothers Rufus and Leander Stobart", "the twins, Ana and Bo Ruiz": what each is to the others."""
    word = relations.singular(noun.text)
    if noun.tag_ != "NNS" or relation(word) != inverse(word) or not relation(word):
        return
    listed = [person for at in range(noun.i + 1, list_end(doc, noun.i + 1)) if (person := listed_at(doc, at, index))]
    several = list(dict.fromkeys(listed))
    for bearer in several if len(several) > 1 else ():
        for other in several:
            if other is not bearer:
                yield Tie(bearer, Kin(word, noun.i, span_at(doc, *other.mentions[0])[0]))


def list_end(doc: Doc, at: int) -> int:
    """Where a list of names from the token `at` on ends."""
    end = at
    while end < min(at + FARTHEST, len(doc)) and (doc[end].text[:1].isupper() or doc[end].text in (",", "and")):
        end += 1
    return end


def listed_at(doc: Doc, at: int, index: NameIndex) -> Entity | None:
    """The person in a list of names at a token, also by a given name alone that only one person bears."""
    found = person_at(doc, at, index)
    if found is not None or not doc[at].text[:1].isupper():
        return found
    persons = (e for e in index.entities if e.label == "PERSON" and e.status == "joined")
    bearers = [e for e in persons if relations.bears(e.name, doc[at].text) == "given"]
    return bearers[0] if len(bearers) == 1 else None


def named_after(kin: Kin, doc: Doc, index: NameIndex) -> Entity | None:
    """ "her brother, Emil Ruiz", "her brother Emil Ruiz"."""
    at = kin.at + 1
    at += at < len(doc) and doc[at].text == ","
    while at < len(doc) and title_start(doc, at + 1) <= at:
        at += 1
    return person_at(doc, at, index)


def named_before(kin: Kin, doc: Doc, index: NameIndex) -> Entity | None:
    """ "Emil Ruiz, a baker and her brother": the name that the noun is said of, with a comma and no verb between."""
    first, comma = max(sentence_of(kin.owner).start, kin.owner.i - FARTHEST), False
    for at in range(kin.owner.i - 1, first - 1, -1):
        found = person_at(doc, at, index)
        if found is not None and comma and found != index.entity(kin.owner):
            return found
        comma = comma or doc[at].text == ","
        if doc[at].tag_ not in BETWEEN:
            return None
    return None


def person_at(doc: Doc, at: int, index: NameIndex) -> Entity | None:
    """The person whose name a token is part of."""
    found = index.entity(doc[at]) if 0 <= at < len(doc) else None
    return found if found is not None and found.label == "PERSON" and found.status == "joined" else None


def owner_noun(kin: Kin) -> str:
    """The noun of an owner that is described: the secretary's sister."""
    return relations.singular(kin.owner.text)
