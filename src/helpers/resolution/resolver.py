"""Resolver: the mentions of a text in their order, each asked of the sieves until one of them answers."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from spacy.tokens import Doc

from helpers.naming.deaths import died
from helpers.naming.labels import is_body_noun
from helpers.naming.offices import fits_role
from helpers.naming.references import HE, PARTS, SHE, NameIndex, Reference
from helpers.naming.types import type_of_description
from helpers.resolution import evidence
from helpers.resolution.bodies import can_be
from helpers.resolution.candidates import Candidate, Cast, short_form
from helpers.resolution.mentions import Mention, mentions
from helpers.resolution.places import Places, Spot
from helpers.resolution.sieves import SIEVES, Answer, Story, bearers

REACH = 6
"""Paragraphs before a pronoun in which somebody who has not spoken can be meant."""
THEM = frozenset(["them", "these", "those"])
MOST = 40
"""Candidates of one mention at most, the last ones spoken of."""
SURE = {
    "full name": 0.97, "short name": 0.98, "same words": 0.97, "alone in the paragraph": 0.97, "quoted speaker": 0.95,
    "repeated": 0.9, "role": 0.85, "called so": 0.75, "spokesperson": 0.7,
}  # fmt: skip
"""How often a sieve was right in the readings of train and Wikinews; 0.8 for those that answered too seldom."""

Chooser = Callable[[Mention, list[Candidate], np.ndarray], tuple[str | None, float]]
"""Of some candidates, with their evidence, the key of one, "" for somebody new, None for nobody; and how sure."""


class Resolver:
    """Whom each source of a Doc means, and everybody who is spoken of."""

    def __init__(self, doc: Doc, chooser: Chooser):
        """Prepare everybody who is named in `doc`, which needs entities and attributions."""
        self.doc, self.chooser = doc, chooser
        self.index = NameIndex(doc._.entities)
        self.places = Places(doc, doc._.attributions)
        self.cast = Cast(doc, self.places, self.index)
        self.story = Story(self.cast, [], {})
        self.statuses: dict[int, str] = {}

    def run(self) -> Resolver:
        """Answer every mention, in the order of the text."""
        known: dict[tuple[int, int], Answer] = {}
        for mention in mentions(self.doc, self.doc._.attributions, self.places, self.index):
            span = mention.spot.begin, mention.spot.end
            if mention.reference is None or span not in known:
                known[span] = self.answer(mention)
            if known[span].key:
                self.note(mention, known[span].key)
            if mention.attribution is not None:
                self.story.answers[mention.number] = known[span]
                self.statuses[mention.number] = status_of(mention, known[span])
        return self

    def answer(self, mention: Mention) -> Answer:
        """What the first sieve that answers says, or else the scorer."""
        if mention.reference is None:
            return Answer(None, "nobody", 1.0)
        if mention.attribution is None and mention.reference.kind == "description":
            return self.phrase(mention)
        for name, sieve in SIEVES.items():
            key = sieve(mention, self.story)
            if key is not None:
                return Answer(key or None, name, SURE.get(name, 0.8))
        return self.by_scorer(mention)

    def phrase(self, mention: Mention) -> Answer:
        """A noun phrase of the running text: the last one of the same words, or somebody new."""
        reference, begin = mention.reference, mention.spot.begin
        before = (
            [c for c in self.cast if c.forms and c.before(begin)] if reference.definite and not reference.other else []
        )
        for candidate in sorted(before, key=lambda c: -c.spots[c.before(begin) - 1].begin):
            if any(evidence.takes_up(reference, form) for form in candidate.forms):
                return Answer(candidate.key, "repeated", 0.9)
        return Answer(self.somebody_new(mention), "new", 0.9)

    def somebody_new(self, mention: Mention) -> str:
        """The key of a new candidate for a description; of "one of them", those are kept in mind."""
        reference = mention.reference
        made = self.cast.new(f"d{mention.head}", short_form(reference), self.type_of(mention), reference)
        if reference.noun in THEM | PARTS:
            several = (key for key, _ in reversed(self.story.speakers) if self.cast.by_key[key].plural)
            made.whole = next(several, "")
        return made.key

    def type_of(self, mention: Mention) -> str:
        """The type of a source that is described."""
        reference = mention.reference
        if reference.noun in THEM | PARTS:
            return "unnamed group" if reference.plural else "unnamed person"
        return type_of_description(reference, mention.attribution.kind if mention.attribution is not None else "")

    def by_scorer(self, mention: Mention) -> Answer:
        """The candidate that the trained scorer chooses."""
        some = self.candidates(mention)
        key, sure = self.chooser(mention, some, evidence.table(mention, some, self.cast, self.story.speakers))
        if key == "" and mention.reference.kind == "description":
            return Answer(self.somebody_new(mention), "new", sure)
        if key and self.is_rivalled(mention, self.cast.by_key[key]):
            return Answer(None, "nobody", sure)
        return Answer(key or None, "scorer" if key else "nobody", sure)

    def is_rivalled(self, mention: Mention, chosen: Candidate) -> bool:
        """Whether the paragraph of "he" has spoken of somebody else whom it can be, and not of the one chosen."""
        reference, spot = mention.reference, mention.spot
        if reference.pronoun not in HE | SHE:
            return False
        gender = "he" if reference.pronoun in HE else "she"
        persons = [c for c in self.cast if c.sort == "person" and (not c.calls or gender in c.calls) and c.entities]
        here = {
            c.key
            for c in persons
            for s in c.spots
            if s.paragraph == spot.paragraph and s.begin < spot.begin and not s.quoted
        }
        return bool(here) and chosen.key not in here

    def note(self, mention: Mention, key: str) -> None:
        """Add a mention to whom it means."""
        candidate, reference = self.cast.by_key[key], mention.reference
        if reference is not None and not (reference.kind == "name" and not reference.noun):
            candidate.take(reference, mention.spot)
        if reference is not None and reference.pronoun in HE | SHE:
            candidate.calls.add("he" if reference.pronoun in HE else "she")
        if mention.attribution is not None:
            self.come_forward(mention, candidate)
            candidate.mentions += [at for at in mention.attribution.source if at not in candidate.mentions]
            candidate.tell(reference)
            self.story.speakers.append((key, mention))

    def come_forward(self, mention: Mention, candidate: Candidate) -> None:
        """Name a source that speaks for the first time as it is called here: a phrase of the text, a people."""
        reference = mention.reference
        if candidate.spoke or reference is None:
            return
        if reference.kind == "description" and candidate.key.startswith("d"):
            candidate.come_forward(reference, self.type_of(mention))
        elif reference.kind == "name" and candidate.sort == "people" and len(candidate.entities) == 1:
            candidate.name = reference.text

    def candidates(self, mention: Mention) -> list[Candidate]:
        """Whom a mention can mean at all, the last ones spoken of first."""
        reference, spot = mention.reference, mention.spot
        if reference.kind in ("name", "names"):
            return self.alive(bearers(reference, self.cast), spot.begin)
        found = []
        for candidate in self.cast:
            last = evidence.last_spot(candidate, spot.begin)
            if sort_allowed(reference, candidate) and self.within_reach(mention, candidate, last):
                found.append((last.begin if last is not None else -1, candidate))
        some = [c for _, c in sorted(found, key=lambda pair: -pair[0])[:MOST]]
        return self.alive(some, spot.begin) if reference.pronoun in HE | SHE else some

    def alive(self, some: list[Candidate], at: int) -> list[Candidate]:
        """Those of several who have not died before in the text; all where nobody is left."""
        persons = [c for c in some if c.sort == "person" and c.entities]
        dead = {c.key for c in persons if died(self.doc, c.entities[0], at)} if len(some) > 1 else set()
        return [c for c in some if c.key not in dead] or some

    def within_reach(self, mention: Mention, candidate: Candidate, last: Spot | None) -> bool:
        """Whether a candidate has come up, or is named soon, and is not itself part of the mention."""
        reference, spot = mention.reference, mention.spot
        if any(spot.begin <= s.begin < spot.end for s in candidate.spots) and (
            reference.kind == "pronoun" or candidate.sort in ("person", "people", "document")
        ):
            return False
        if reference.kind == "description":
            new = reference.text.casefold().startswith(("a ", "an ")) and not candidate.entities
            return (last is not None or bool(candidate.entities)) and not new and not rules_out(candidate, reference)
        if last is not None:
            return spot.paragraph - last.paragraph <= REACH or candidate.spoke
        following = evidence.next_spot(candidate, spot.end)
        near = following is not None and following.sentence - spot.sentence <= 1
        return near and bool(candidate.entities) and reference.pronoun in HE | SHE


def rules_out(candidate: Candidate, reference: Reference) -> bool:
    """Whether what a candidate is called speaks against a description: another kind of body, a former mayor."""
    if candidate.sort == "body" and len(candidate.entities) == 1 and is_body_noun(reference.noun):
        return not can_be(candidate, reference.noun)
    same = [role for role in candidate.roles if role.noun == reference.noun]
    return bool(same) and reference.definite and not any(fits_role(reference, role) for role in same)


def status_of(mention: Mention, answer: Answer) -> str:
    """How a source was found, in a word that people see."""
    reference = mention.reference
    if answer.key is None:
        return "unattributed" if reference is None else "ambiguous"
    if mention.relative or reference.kind == "pronoun":
        return "pronoun-resolved"
    if reference.kind in ("name", "names"):
        full = all(entity.name in reference.text for entity in reference.entities)
        return "attributed" if full and answer.decided_by != "title and name" else "name-resolved"
    own = answer.decided_by in ("new", "same words") or (answer.decided_by == "spokesperson" and reference.entities)
    return "attributed" if own or answer.key.startswith("k ") else "name-resolved"


def sort_allowed(reference: Reference, candidate: Candidate) -> bool:
    """Whether a pronoun or description can stand for what a candidate is."""
    sort, kind = candidate.sort, evidence.kind_of(reference)
    if kind in ("he", "she"):
        told = bool(candidate.spokesperson) or " " not in candidate.name  # a surname that was taken for a body
        return sort == "person" or (sort in ("body", "thing", "place") and candidate.spoke and told)
    if kind == "they":
        return sort in ("people", "body", "person", "place")
    if kind == "it":
        return sort in ("body", "document", "place", "thing")
    if kind != "other pronoun" and sort in ("place", "thing"):
        return candidate.spoke or (sort == "thing" and reference.noun in candidate.nouns)
    return True
