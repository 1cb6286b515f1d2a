"""Mentions: what sources are called, and the noun phrases that they can take up, in the order of the text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from helpers.articles import Offsets
from helpers.attributions import Attribution
from helpers.lexicons import words
from helpers.naming import names
from helpers.naming.labels import is_body_noun
from helpers.naming.references import (
    RELATIVE,
    NameIndex,
    Reference,
    head_zone,
    is_plural,
    named_behind,
    read_reference,
    trimmed,
)
from helpers.naming.types import PERSON_ENDING
from helpers.resolution.places import Places, Spot
from helpers.text.bounds import sentence_of

NOUNS = frozenset({"NN", "NNS"})
RELATIVE_CLAUSES = frozenset({"acl:relcl", "relcl"})
INSIDE = frozenset({"compound", "amod", "nmod:npmod", "det", "nummod", "advmod"})


@dataclass(slots=True)
class Mention:
    """One span that refers to somebody: the source of an attribution, or a noun phrase of the running text.

    `reference` is None where an attribution has no source: it stands at its cue."""

    spot: Spot
    head: int  # the token of its head noun
    word: Offsets  # of that token
    reference: Reference | None
    attribution: Attribution | None = None
    number: int = -1  # of the attribution
    relative: bool = False  # the source is "who": the reference is what that goes back to


def mentions(doc: Doc, attributions: Sequence[Attribution], places: Places, index: NameIndex) -> list[Mention]:
    """The mentions of a Doc in the order of the text; a noun phrase that a source begins with is the source's."""
    sources = [source_mention(doc, a, number, places, index) for number, a in enumerate(attributions)]
    taken = {i for m in sources if m.reference for i in places.tokens(m.reference.begin, m.reference.end)}
    return sorted(
        [*sources, *phrases(doc, places, index, taken), *doubtful(doc, places, index, taken)],
        key=lambda m: (m.spot.begin, m.head),
    )


def source_mention(doc: Doc, attribution: Attribution, number: int, places: Places, index: NameIndex) -> Mention:
    """The source of an attribution; of a span in pieces the first that holds a word counts, of "who" its antecedent."""
    for at in attribution.source:
        reference = read_reference(doc, at, index)
        relative = reference is not None and reference.pronoun in RELATIVE
        if relative:
            above = antecedent(doc, reference.begin, index)
            if above is not None:
                at, reference = above, read_reference(doc, above, index)
        if reference is not None:
            head = head_zone(trimmed(doc, at)).end - 1
            return Mention(
                places.spot(reference.begin, reference.end),
                head,
                letters(doc[head]),
                reference,
                attribution,
                number,
                relative,
            )
    begin, end = min(attribution.cue or attribution.content)
    spot = places.spot(begin, end)
    return Mention(spot, spot.token, letters(doc[spot.token]), None, attribution, number)


def letters(token: Token) -> Offsets:
    """The characters of a token."""
    return token.idx, token.idx + len(token)


def antecedent(doc: Doc, at: int, index: NameIndex) -> Offsets | None:
    """Offsets of the words that the relative pronoun at a character goes back to, None where they are not clear.

    The phrase right before it, unless the tree hangs its clause on an earlier one of the same sentence."""
    token = doc.char_span(at, at + 1, alignment_mode="expand")[0]
    clause = next((t for t in (token, *token.ancestors) if t.dep_ in RELATIVE_CLAUSES), None)
    head = clause.head if clause is not None and clause.head.i < token.i else noun_before(token)
    if head is None:
        return None
    if token.lower_ in ("who", "whom") and is_body_noun(names.singular(head.text)) and is_people_of(head.head):
        head = head.head  # drivers for the company who said
    if token.lower_ in ("who", "whom") and not may_be_person(head, index):
        head = noun_before(token) or head
    entity = index.entity(head)
    if entity is not None:
        return next((m for m in entity.mentions if m[0] <= head.idx < m[1]), None)
    own = [c.left_edge.i for c in head.lefts if c.dep_ not in ("cc", "punct", "case") and head.i - c.left_edge.i < 10]
    end = token.i
    while end > head.i + 1 and (doc[end - 1].is_punct or doc[end - 1].is_space or doc[end - 1].tag_ == "IN"):
        end -= 1
    holds_verb = any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in doc[head.i : end])
    last = doc[head.i if holds_verb else end - 1]
    return doc[min([head.i, *own])].idx, last.idx + len(last)


def noun_before(token: Token) -> Token | None:
    """The noun that a relative pronoun stands behind, a comma passed over."""
    before = [
        t
        for t in token.doc[sentence_of(token).start : token.i]
        if t.tag_.startswith("NN") or t.lower_ in ("those", "others")
    ]
    return before[-1] if before else None


def is_people_of(noun: Token) -> bool:
    """Whether a noun is the plural of somebody's part."""
    return noun.tag_ == "NNS" and names.singular(noun.text) in words("roles")


def may_be_person(head: Token, index: NameIndex) -> bool:
    """Whether "who" can go back to a word: a name, several people, or a noun that is no paper and no thing."""
    if index.entity(head) is not None or is_plural(head) or head.tag_ in ("NNP", "DT"):
        return True
    noun = names.singular(head.text)
    return noun in words("roles") | words("group_nouns") | words("kin") or bool(PERSON_ENDING.search(noun))


def phrases(doc: Doc, places: Places, index: NameIndex, taken: set[int]) -> Iterator[Mention]:
    """The noun phrases that stand for a person, a group, a body or a document, unless a name explains them."""
    for token in doc:
        if token.tag_ in NOUNS and token.i not in taken and token.dep_ not in INSIDE and sort_of_noun(token):
            reference = phrase(doc, token, index) if index.entity(token) is None else None
            if reference is not None and named_behind(token, index) is None:
                yield Mention(places.spot(*letters(token)), token.i, letters(token), reference)


def doubtful(doc: Doc, places: Places, index: NameIndex, taken: set[int]) -> Iterator[Mention]:
    """The names that fit several people: Ruiz, where two of that name have come up."""
    for entity in doc._.entities:
        for at in entity.mentions if entity.status == "ambiguous" else ():
            spot = places.spot(*at)
            reference = read_reference(doc, at, index) if spot.token not in taken else None
            if reference is not None and reference.kind == "name":
                yield Mention(spot, spot.token, letters(doc[spot.token]), reference)


def phrase(doc: Doc, noun: Token, index: NameIndex) -> Reference | None:
    """What a common noun refers by, with the words before it that are its own."""
    verbs = [child.i for child in noun.lefts if child.dep_ == "cop"]
    own = [child.left_edge.i for child in noun.lefts if not verbs or child.i > verbs[-1]]
    begin = min([noun.i, *(i for i in own if noun.i - i < 10)])
    found = read_reference(doc, (doc[begin].idx, noun.idx + len(noun)), index)
    return found if found is not None and found.kind == "description" else None


def sort_of_noun(token: Token) -> str:
    """What a noun stands for: person, people, body, document, or none of them."""
    noun = names.singular(token.text)
    if is_plural(token):
        return (
            "people"
            if noun in words("roles") | words("group_nouns") | words("trades")
            else "document"
            if noun in words("document_nouns")
            else ""
        )
    if noun in words("roles") or noun in words("trades") or noun in words("kin"):
        return "person"
    if noun in words("document_nouns"):
        return "document"
    if noun in words("group_nouns"):
        return "body"
    return "person" if PERSON_ENDING.search(noun) and len(noun) > 4 and token.dep_ in ("nsubj", "nsubj:pass") else ""
