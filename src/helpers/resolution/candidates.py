"""Candidates: whom or what a mention can go back to, and all that the text has told of each so far."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from spacy.tokens import Doc

from helpers.articles import Offsets
from helpers.entities import Entity
from helpers.lexicons import words
from helpers.naming import names
from helpers.naming.callings import called
from helpers.naming.kinship import Tie, ties
from helpers.naming.labels import is_body_noun, noun_after_comma
from helpers.naming.references import NameIndex, Reference, gender_of_noun
from helpers.naming.roles import Role, roles_at
from helpers.naming.types import type_by_noun, type_of_entity
from helpers.resolution.places import Places, Spot

ASIDE = re.compile(
    r"\s*,\s+(?:an?|the|who|whom|which|whose|seen|shown|read|sent|held|made|written|given|\w{2,}ed)\b"
    r"|\s+(?:—|–|--|-)\s|\s+\("
)
UNIONS = frozenset(["federation", "association", "brotherhood", "guild", "alliance", "congress", "league", "syndicate"])
"""What a union can be called in its name."""
SORT_OF_TYPE = {
    "named person": "person", "unnamed person": "person", "anonymous source": "person", "named organisation": "body",
    "unnamed group": "body", "document": "document",
}  # fmt: skip
SORTS = {"PERSON": "person", "NORP": "people", "ORG": "body", "GPE": "place", "LOC": "place", "MISC": "thing"}


@dataclass(slots=True)
class Candidate:
    """Somebody or something that the text speaks of; `key` is an entity's id, or one of its own."""

    key: str
    sort: str  # person, people, body, place, thing, document
    entities: tuple[Entity, ...] = ()
    spots: list[Spot] = field(default_factory=list)  # in order; those of an entity from the start
    nouns: set[str] = field(default_factory=set)  # what it is called, in the singular
    words: set[str] = field(default_factory=set)  # of its names and descriptions
    forms: list[Reference] = field(default_factory=list)  # the descriptions it was read by
    calls: set[str] = field(default_factory=set)  # "he", "she": as the text calls it
    roles: list[Role] = field(default_factory=list)
    name: str = ""
    type: str = ""
    first: Reference | None = None  # the description that brought it in
    told: list[Reference] = field(default_factory=list)  # the descriptions of sources that were read as it
    mentions: list[Offsets] = field(default_factory=list)  # the spans of sources that were read as it
    spokesperson: Reference | None = None  # who speaks for a body without being named
    reason: str = ""  # why its name is held back
    whole: str = ""  # of "one of them": the key of those

    @property
    def spoke(self) -> bool:
        """Whether words have been given to it."""
        return bool(self.mentions)

    @property
    def plural(self) -> bool:
        """Whether it is several people."""
        return self.sort == "people" or len(self.entities) > 1

    def before(self, begin: int) -> int:
        """How many of its spots come before a character."""
        return bisect_left(self.spots, (begin,))

    def take(self, reference: Reference | None, spot: Spot) -> None:
        """Note one more mention."""
        if spot not in self.spots:
            self.spots.insert(self.before(spot.begin), spot)
        if reference is not None and reference.noun:
            self.describe(
                reference if reference.kind == "description" else replace(reference, kind="description", entities=())
            )

    def tell(self, reference: Reference | None) -> None:
        """Note by which words a source was read, and what kind of body a noun beside its name says that it is."""
        if reference is None or not reference.noun:
            return
        if reference.kind == "description":
            self.told.append(reference)
            return
        self.type = type_by_noun(reference) or self.type
        if reference.definite and len(self.entities) == 1 and reference.noun not in {role.noun for role in self.roles}:
            self.told.append(replace(reference, kind="description", entities=()))

    def come_forward(self, reference: Reference, type_: str) -> None:
        """Take name and type from the words by which something without a name is a source for the first time."""
        self.name, self.type, self.first = short_form(reference), type_, reference

    def describe(self, reference: Reference) -> None:
        """Note a description."""
        self.forms.append(reference)
        self.nouns.add(reference.noun)
        self.words |= content_words(reference.text)
        if gender_of_noun(reference.noun):
            self.calls.add(gender_of_noun(reference.noun))


def short_form(reference: Reference) -> str:
    """A description without what is put in behind it."""
    return ASIDE.split(reference.text, maxsplit=1)[0]


def content_words(text: str) -> set[str]:
    """The words of a name or description that tell something, in the singular."""
    return {names.singular(word) for word in names.key(text).split() if word not in names.SMALL_WORDS}


class Cast:
    """Everybody and everything that a Doc speaks of, by key."""

    def __init__(self, doc: Doc, places: Places, index: NameIndex):
        """Begin with the names: their places, roles, relatives, and who is called he or she."""
        self.doc, self.places, self.index = doc, places, index
        self.by_key: dict[str, Candidate] = {}
        for entity in doc._.entities:
            if entity.status == "joined":
                self.by_key[entity.id] = self.of_entity(entity)
        for pair in pairs(doc, index):
            self.joint(pair[0], pair[1])
        self.learn_callings()
        self.ties: list[Tie] = list(ties(doc, index))

    def __iter__(self) -> Iterator[Candidate]:
        """Every candidate."""
        return iter(self.by_key.values())

    def of_entity(self, entity: Entity) -> Candidate:
        """A name as a candidate."""
        spots = [self.places.spot(*at) for at in entity.mentions]
        made = Candidate(
            entity.id, SORTS[entity.label], (entity,), spots, name=entity.name, type=type_of_entity(entity)
        )
        for form in (entity.name, *entity.aliases):
            made.words |= content_words(form)
        if entity.label == "PERSON":
            made.roles = list(roles_at(self.doc, entity.mentions, self.index))
            made.nouns = {role.noun for role in made.roles} | {
                role.noun.split()[-1] for role in made.roles if role.noun
            }
            for role in made.roles:
                made.words |= content_words(role.text)
        elif entity.label != "NORP":
            made.nouns = self.kinds(entity)
        return made

    def kinds(self, entity: Entity) -> set[str]:
        """What a body is called: by the words of its names, and by the nouns beside them."""
        said = {word for form in (entity.name, *entity.aliases) for word in key_words(form)}
        spans = [
            span for at in entity.mentions if (span := self.doc.char_span(*at, alignment_mode="expand")) is not None
        ]
        beside = {noun_after_comma(span) for span in spans}
        beside |= {
            names.singular(self.doc[s.start - 1].text)
            for s in spans
            if s.start and self.doc[s.start - 1].tag_ in ("NN", "NNS")
        }
        beside |= {
            names.singular(self.doc[s.end].text)
            for s in spans
            if s.end < len(self.doc) and self.doc[s.end].tag_ == "NN"
        }
        said |= {"union"} if is_trade(entity.name) else set()
        return said | {noun for noun in beside if is_body_noun(noun) or noun in words("document_nouns")}

    def joint(self, entities: tuple[Entity, ...], at: tuple[int, int] | None = None) -> Candidate:
        """Several names as one source."""
        key = "+".join(sorted(entity.id for entity in entities))
        made = self.by_key.get(key)
        if made is None:
            name = " and ".join(entity.name for entity in entities)
            made = self.by_key[key] = Candidate(key, "people", entities, name=name, type=type_of_entity(entities[0]))
            for entity in entities:
                made.words |= content_words(entity.name)
        if at is not None:
            made.take(None, self.places.spot(*at))
        return made

    def new(self, key: str, name: str, type_: str, first: Reference | None = None) -> Candidate:
        """Somebody or something that no name stands for; the one there is where the key is known."""
        if key not in self.by_key:
            self.by_key[key] = Candidate(key, sort_of(first, type_), name=name, type=type_, first=first)
        return self.by_key[key]

    def learn_callings(self) -> None:
        """Note whom the text calls he or she: by a title, a role, or a pronoun that can mean nobody else."""
        persons = [c for c in self if c.sort == "person"]
        known = {c.key for c in persons}
        others = [at for e in self.doc._.entities if e.label == "PERSON" and e.id not in known for at in e.mentions]
        told = called(self.doc, [c.entities[0].mentions for c in persons], others)
        for candidate, pronoun in zip(persons, told, strict=True):
            candidate.calls |= {p for p in (pronoun, *(gender_of_noun(r.noun) for r in candidate.roles)) if p}


def is_trade(name: str) -> bool:
    """Whether a body's name ends with those who are in it, or is that of their union: Dock and Yard Workers; the Port
    Workers' Federation."""
    said = names.key(name).split()
    of_trade = [is_of_trade(word) for word in said]
    return any(of_trade[-1:]) or (any(of_trade[:-1]) and names.singular(said[-1]) in UNIONS)


def is_of_trade(word: str) -> bool:
    """Whether a word is the plural of a trade or office, possessive or not: workers, teachers'."""
    bare = word.rstrip("'’")
    return names.singular(bare) != bare and names.singular(bare) in words("roles")


def key_words(form: str) -> list[str]:
    """The words of a name, folded and in the singular."""
    return [names.singular(word) for word in names.key(form).split()]


def pairs(doc: Doc, index: NameIndex) -> Iterator[tuple[tuple[Entity, ...], tuple[int, int]]]:
    """Two names that "and" joins: Ana Ruiz and Bo Lind."""
    for token in doc:
        if token.lower_ != "and" or not 0 < token.i < len(doc) - 1:
            continue
        one = index.entity(doc[token.i - 1])
        at = token.i + 1
        while at < min(token.i + 4, len(doc) - 1) and index.entity(doc[at]) is None:
            at += 1
        other = index.entity(doc[at])
        if one is None or other is None or one is other or {one.status, other.status} != {"joined"}:
            continue
        if one.label == other.label == "PERSON" or one.label == other.label in ("ORG", "GPE"):
            first = max(b for b, _ in one.mentions if b <= doc[token.i - 1].idx)
            last = min(e for b, e in other.mentions if e > doc[at].idx)
            yield (one, other), (first, last)


def sort_of(reference: Reference | None, type_: str) -> str:
    """The sort of something without a name, by its number and its type as a source."""
    if reference is not None and (reference.plural or reference.members):
        return "people"
    return SORT_OF_TYPE[type_]
