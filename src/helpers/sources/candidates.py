"""Candidates: everybody and everything that a text speaks of, where it does, and by which words."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

import numpy as np
from spacy.tokens import Doc, Span, Token

from helpers.attributions import Attribution
from helpers.entities import Entity
from helpers.lexicons import words
from helpers.names import relations
from helpers.names.titles import title_start
from helpers.sources.descriptions import takes_up
from helpers.sources.noun_phrases import NameIndex, Reference, gender_of_noun, named_behind, noun_reference
from helpers.sources.organisations import Bodies
from helpers.sources.persons import Persons, death
from helpers.sources.pronouns import is_inverted, is_subject, paragraph_edges, sort_of_noun
from helpers.sources.roles import Role, fits_role
from helpers.text.bounds import sentence_of

SORTS = {"PERSON": "person", "NORP": "people", "ORG": "body", "GPE": "place", "LOC": "place", "MISC": "thing"}
INSIDE = frozenset({"compound", "amod", "nmod:npmod", "det", "nummod", "advmod"})
MOST_ROLES = 12
"""Roles of a person that are held against a description."""
CALLED = 6
"""Candidates that are called by the noun of a mention, however far before it, at most."""
BEARERS = 64
"""Bearers of a doubtful name that are thought of."""
LOOKED = 120
"""Places before a mention that are looked at for its candidates."""


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
        self.sentence = np.cumsum([int(bool(token.is_sent_start)) for token in doc] or [0])
        self.begins = [token.idx for token in doc]
        self.paragraph = np.searchsorted(paragraph_edges(doc), self.begins, side="right")
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
        return range(first, max(bisect_left(self.begins, end), first))

    def spot(self, begin: int, end: int) -> Spot:
        """The place of a name or noun phrase at some characters."""
        inside = self.tokens(begin, end)
        span = self.doc[inside.start : max(inside.stop, inside.start + 1)]
        root, at = span.root, span.start
        following = self.doc[span.end] if span.end < len(self.doc) else None
        compound = root.dep_ in ("compound", "amod") and root.head.i > root.i  # the Lind family
        owner = following is not None and (following.tag_ == "POS" or compound)
        return Spot(
            begin, end, root.i, int(self.sentence[at]), int(self.paragraph[at]),
            not owner and (is_subject(root) or is_inverted(root) or opens(span)),
            bool(self.quoted[at]), int(self.content[at]), owner,
        )  # fmt: skip


def opens(name: Span) -> bool:
    """Whether a name opens its sentence, its title passed over."""
    return title_start(name.doc, name.start) == sentence_of(name).start


@dataclass(slots=True)
class Candidate:
    """Somebody or something that the text speaks of; `key` is that of the row it has or would have."""

    key: str
    sort: str  # person, people, body, place, thing, document
    calls: set[str]  # "he", "she": as the text calls it so far
    entities: tuple[Entity, ...] = ()
    spots: list[Spot] = field(default_factory=list)  # in order; those of a name from the start
    nouns: set[str] = field(default_factory=set)  # what it is called, in the singular
    words: set[str] = field(default_factory=set)  # of its names and descriptions
    forms: list[Reference] = field(default_factory=list)  # the descriptions it was read by
    roles: list[Role] = field(default_factory=list)
    said: list[int] = field(default_factory=list)  # which utterances of the text are its own, in order

    @property
    def plural(self) -> bool:
        """Whether it is several people."""
        return self.sort == "people" or len(self.entities) > 1

    def before(self, begin: int) -> int:
        """How many of its spots come before a character."""
        return bisect_left(self.spots, (begin,))

    def last(self, begin: int) -> Spot | None:
        """Its last spot before a character, of the last few one outside quoted words where there is one."""
        late = self.spots[max(self.before(begin) - 8, 0) : self.before(begin)]
        return next((spot for spot in reversed(late) if not spot.quoted), late[-1] if late else None)

    def next(self, begin: int) -> Spot | None:
        """Its first spot from a character on."""
        at = self.before(begin)
        return self.spots[at] if at < len(self.spots) else None


def content_words(text: str) -> set[str]:
    """The words of a name or description that tell something, in the singular."""
    return {relations.singular(word) for word in relations.key(text).split() if word not in relations.SMALL_WORDS}


class Cast:
    """All candidates of a Doc by key, found by place and by noun: what a mention costs does not grow with the text."""

    def __init__(self, persons: Persons, bodies: Bodies, attributions: tuple[Attribution, ...]):
        """Begin with the names, with pairs of them, and with the noun phrases that are nobody's source."""
        self.doc, self.discourse = persons.doc, persons.discourse
        self.persons, self.bodies = persons, bodies
        self.places = Places(self.doc, attributions)
        self.by_key: dict[str, Candidate] = {}
        self.by_noun: dict[str, list[Candidate]] = {}
        self.trail: list[tuple[int, str]] = []  # every spot with its candidate, in order
        self.speakers: list[tuple[str, Spot, Reference]] = []
        self.by_name: dict[str, list[Candidate]] = {}
        self.by_token: dict[int, str] = {}  # of nouns in the running text
        self.deaths: dict[str, int | None] = {}
        for entity in self.doc._.entities:
            if entity.status == "joined":
                self.by_name.setdefault(entity.name, []).append(self.add(self.of_entity(entity)))
        for two, at in pairs(self.doc, self.discourse.index, self.places):
            self.take(self.joint(two), self.places.spot(*at), None)
        for noun, reference in phrases(self.doc, self.discourse.index, self.tokens_of_sources(attributions)):
            self.by_token[noun.i] = self.phrase(reference, noun)

    def tokens_of_sources(self, attributions: tuple[Attribution, ...]) -> set[int]:
        """The tokens of all sources."""
        return {token for one in attributions for at in one.source for token in self.places.tokens(*at)}

    def add(self, made: Candidate) -> Candidate:
        """Put in a candidate with its spots and nouns."""
        self.by_key[made.key] = made
        for spot in made.spots:
            insort(self.trail, (spot.begin, made.key))
        for noun in made.nouns:
            self.by_noun.setdefault(noun, []).append(made)
        return made

    def calls(self, key: str) -> set[str]:
        """What the text calls somebody, he or she; a set that grows as the text is read."""
        return self.discourse.pronouns.setdefault(key, set())

    def of_entity(self, entity: Entity) -> Candidate:
        """A name as a candidate."""
        made = Candidate(entity.id, SORTS[entity.label], self.calls(entity.id), (entity,))
        made.spots = sorted(self.places.spot(*at) for at in entity.mentions)
        made.words = {word for form in (entity.name, *entity.aliases) for word in content_words(form)}
        if entity.label == "PERSON":
            made.roles = self.persons.roles[entity.id][:MOST_ROLES]
            made.nouns = {n for role in made.roles if role.noun for n in (role.noun, role.noun.split()[-1])}
            made.words |= {word for role in made.roles for word in content_words(role.text)}
        elif entity.label != "NORP":
            made.nouns = set(self.bodies.kinds(entity))
        return made

    def joint(self, entities: tuple[Entity, ...]) -> Candidate:
        """Several names as one source."""
        key = "+".join(sorted(entity.id for entity in entities))
        if key in self.by_key:
            return self.by_key[key]
        made = Candidate(key, "people", self.calls(key), entities)
        made.words = {word for entity in entities for word in content_words(entity.name)}
        return self.add(made)

    def phrase(self, reference: Reference, noun: Token) -> str:
        """Note a noun phrase of the running text, and give its key: the last one that it takes up, or something new."""
        sort = "people" if reference.plural or reference.members else sort_of_noun(noun) or "person"
        candidate = self.meant(reference) or self.described(f"d{reference.begin}", sort)
        self.take(candidate, self.places.spot(reference.begin, reference.end), reference)
        return candidate.key

    def meant(self, reference: Reference) -> Candidate | None:
        """What "the official", "the mayor" takes up: the last one described so, or the only one named of that role."""
        if not reference.definite or reference.other:
            return None
        before = [c for c in self.by_noun.get(reference.noun, [])[-2 * CALLED :] if c.before(reference.begin)]
        named = [c for c in before if not reference.plural and any(fits_role(reference, role) for role in c.roles)]
        if len(named) == 1:
            return named[0]
        fitting = (c for c in reversed(before) if any(takes_up(reference, form) for form in c.forms[-CALLED:]))
        return next(fitting, None)

    def described(self, key: str, sort: str) -> Candidate:
        """A candidate without a name that comes up for the first time; the one there is where the key is known."""
        return self.by_key.get(key) or self.add(Candidate(key, sort, self.calls(key)))

    def take(self, candidate: Candidate, spot: Spot, reference: Reference | None) -> None:
        """Note one more place of a candidate, and the words that it is called by there."""
        at = bisect_left(candidate.spots, spot)
        if candidate.spots[at : at + 1] != [spot]:
            candidate.spots.insert(at, spot)
            insort(self.trail, (spot.begin, candidate.key))
        if reference is None or not reference.noun:
            return
        named = reference.kind != "description"
        candidate.forms.append(replace(reference, kind="description", entities=()) if named else reference)
        candidate.words |= content_words(reference.text)
        candidate.calls |= {gender_of_noun(reference.noun)} - {""}
        if reference.noun not in candidate.nouns:
            candidate.nouns.add(reference.noun)
            self.by_noun.setdefault(reference.noun, []).append(candidate)

    def note(self, key: str, entities: tuple[Entity, ...], reference: Reference, sort: str) -> None:
        """Note that somebody speaks."""
        if key not in self.by_key:
            self.joint(entities) if len(entities) > 1 else self.described(key, sort)
        candidate, spot = self.by_key[key], self.places.spot(reference.begin, reference.end)
        self.take(candidate, spot, reference if reference.kind == "description" or reference.noun else None)
        candidate.said.append(len(self.speakers))
        self.speakers.append((key, spot, reference))

    def key(self, key: str) -> str:
        """The key of a candidate, of a trace of a noun in the running text as well."""
        return self.by_token.get(int(key[1:]), key) if key[0] == "n" else key

    def bearers(self, reference: Reference) -> list[Candidate]:
        """The persons whom a doubtful name fits."""
        fitting = dict.fromkeys(name for entity in reference.entities for name in entity.candidates[:BEARERS])
        return [candidate for name in fitting for candidate in self.by_name.get(name, [])]

    def is_dead(self, candidate: Candidate, at: int) -> bool:
        """Whether the text says before a character that somebody has died."""
        if candidate.sort != "person" or len(candidate.entities) != 1:
            return False
        if candidate.key not in self.deaths:
            self.deaths[candidate.key] = death(self.doc, candidate.entities[0])
        told = self.deaths[candidate.key]
        return told is not None and told < at

    def rename(self, gone: str, key: str) -> None:
        """Note that two candidates are one."""
        old, new = self.by_key.get(gone), self.by_key.get(key)
        if old is None or new is None:
            return
        for spot in old.spots:
            self.take(new, spot, None)
        new.said = sorted({*new.said, *old.said})
        self.speakers = [(key if who == gone else who, spot, said) for who, spot, said in self.speakers]
        self.trail = [(begin, key if who == gone else who) for begin, who in self.trail]
        del self.by_key[gone]

    def near(self, begin: int, noun: str) -> Iterator[Candidate]:
        """Whoever was spoken of last before a character, whoever is called by a noun, and who comes next; each once."""
        at = bisect_left(self.trail, (begin,))
        around = [key for _, key in reversed(self.trail[max(at - LOOKED, 0) : at])]
        called = [c.key for c in reversed(self.by_noun.get(noun, [])[-4 * CALLED :]) if c.key in self.by_key]
        behind = [key for _, key in self.trail[at : at + 8]]
        yield from (self.by_key[key] for key in dict.fromkeys([*around, *called[:CALLED], *behind]))


def pairs(doc: Doc, index: NameIndex, places: Places) -> Iterator[tuple[tuple[Entity, ...], tuple[int, int]]]:
    """Two names that "and" joins, and where they stand: Ana Ruiz and Bo Lind."""
    for one in index.entities:
        for begin, end in one.mentions if one.status == "joined" else ():
            at = places.tokens(begin, end).stop
            following = name_after(doc, at + 1, index) if at < len(doc) and doc[at].lower_ == "and" else None
            other = index.entity(following) if following is not None else None
            if following is not None and other is not None and other.status == "joined" and is_one_sort(one, other):
                yield (one, other), (begin, following.idx + len(following))


def name_after(doc: Doc, at: int, index: NameIndex) -> Token | None:
    """The last token of the name at a token, or up to three behind it: Mayor Bo Lind."""
    first = next((token for token in doc[at : at + 4] if index.entity(token) is not None), None)
    while first is not None and first.i + 1 < len(doc) and index.entity(first.nbor()) is index.entity(first):
        first = first.nbor()
    return first


def is_one_sort(one: Entity, other: Entity) -> bool:
    """Whether two names are both of persons, of bodies or of countries."""
    return one is not other and one.label == other.label and one.label in ("PERSON", "ORG", "GPE")


def phrases(doc: Doc, index: NameIndex, taken: set[int]) -> Iterator[tuple[Token, Reference]]:
    """The noun phrases that stand for a person, a group, a body or a document, unless a name explains them."""
    for token in doc:
        if token.tag_ not in ("NN", "NNS") or token.dep_ in INSIDE or token.i in taken or not is_of_somebody(token):
            continue
        reference = noun_reference(token, index) if index.entity(token) is None else None
        if reference is not None and named_behind(token, index) is None:
            yield token, reference


def is_of_somebody(token: Token) -> bool:
    """Whether a noun stands for somebody or something that can be a source."""
    return bool(sort_of_noun(token)) or relations.singular(token.text) in words("kin")
