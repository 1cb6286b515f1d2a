"""Resolver: whose words each attribution of a text gives, by name, pronoun or description."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from spacy.tokens import Doc

from helpers.attributions import Attribution
from helpers.entities import Entity
from helpers.entities.mentions import is_body_noun
from helpers.lexicons import words
from helpers.names import relations
from helpers.sources.cataphora import adopt, introduce
from helpers.sources.clusters import Row, Rows
from helpers.sources.descriptions import Descriptions
from helpers.sources.noun_phrases import HE, RELATIVE, SHE, SPEAKER, NameIndex, Reference, read_reference
from helpers.sources.organisations import Bodies
from helpers.sources.persons import Persons
from helpers.sources.pronouns import Discourse, persons_above, relative_antecedent
from helpers.sources.types import (
    PERSON_ENDING,
    is_cipher,
    is_one_word_body,
    is_spokesperson,
    type_by_noun,
    type_of_entity,
)
from helpers.text.lines import Offsets
from helpers.text.spans import merged, within
from helpers.text.verbatim import span_at


class Resolver:
    """Reads the attributions of one Doc in their order and keeps the rows found so far."""

    def __init__(self, doc: Doc):
        """Prepare the names, the roles and the running text of `doc`."""
        self.doc = doc
        self.index = NameIndex(doc._.entities)
        self.discourse = Discourse(doc, doc._.attributions, self.index)
        self.rows = Rows(self.discourse)
        self.persons = Persons(self.discourse)
        self.bodies = Bodies(self.discourse)
        self.descriptions = Descriptions(self.rows, self.persons, self.bodies)

    def resolve(self, attribution: Attribution) -> tuple[Row | None, str]:
        """The row of an attribution's source, and the status that tells how it was found."""
        reference = self.read(attribution.source)
        if reference is None:
            return None, "unattributed"
        reference = self.descriptions.one_more(reference)
        row, status = self.refer(reference, attribution)
        if row is not None:
            self.note(row, reference, attribution)
        return row, status

    def read(self, source: Iterable[Offsets]) -> Reference | None:
        """What a source span refers by; of a span in pieces the first that holds a word counts."""
        return next((found for at in source if (found := read_reference(self.doc, at, self.index))), None)

    def refer(self, reference: Reference, attribution: Attribution) -> tuple[Row | None, str]:
        """The row that a reference goes to, by its kind."""
        if reference.kind == "pronoun":
            return self.by_pronoun(reference, attribution)
        if reference.kind in ("name", "names"):
            return self.by_name(reference)
        return self.descriptions.by_description(reference, attribution)

    def note(self, row: Row, reference: Reference, attribution: Attribution) -> None:
        """Add a span to its row and to the running text."""
        row.mentions += [at for at in attribution.source if at not in row.mentions]
        if reference.pronoun in HE | SHE:
            self.discourse.learn(row.key, "he" if reference.pronoun in HE else "she")
        if reference.kind == "description":
            row.describe(reference)
            self.discourse.learn_noun(row.key, reference.noun)
            self.bodies.learn_kind(row, reference.noun)
        self.discourse.speak((reference.begin, reference.end), row.key, self.sort(row, reference))
        self.rows.done.append((attribution, row))

    def sort(self, row: Row, reference: Reference) -> str:
        """What pronoun can take a source up: a person's, a body's, a document's, or that of several people."""
        before = [t.sort for t in self.discourse.traces if t.who == row.key]
        if reference.kind == "pronoun" and before:
            return before[-1]
        if reference.plural or (row.first is not None and row.first.plural):
            return "people"
        if row.type == "document" and not row.entities:
            return "document"
        if row.key in self.discourse.bodies:
            return "body"
        is_person = row.type in ("named person", "anonymous source", "unnamed person") or is_spokesperson(reference)
        return "person" if is_person else "people" if row.type == "unnamed group" and reference.bare else "body"

    # names

    def by_name(self, reference: Reference) -> tuple[Row | None, str]:
        """A name goes to its entity, several names to one joint source; a name that fits several goes nowhere."""
        if any(entity.status == "ambiguous" for entity in reference.entities):
            return self.by_elimination(reference)
        if reference.proper:
            type_ = "named organisation" if is_one_word_body(reference.text) else "named person"
            return self.rows.row(f"p {relations.key(reference.text)}", reference.text, type_, reference), "attributed"
        if is_cipher(reference.text):
            name = reference.text.removeprefix("The ").removeprefix("the ")
            return self.rows.row(f"c {name}", name, "anonymous source", reference), "attributed"
        key = "+".join(sorted(entity.id for entity in reference.entities))
        of_people = reference.entities[0].label == "NORP" and reference.kind == "name"
        name = reference.text if of_people else joint_name(reference.entities)
        row = self.rows.row(key, name, type_of_entity(reference.entities[0]), reference)
        row.entities = reference.entities
        row.type = type_by_noun(reference) or row.type
        adopt(row, reference, self.rows)
        introduce(row, reference, self.rows, self.persons.roles)
        known = {role.noun for role in self.persons.roles.get(row.key, ())}
        if reference.definite and len(reference.entities) == 1 and reference.noun not in known | {""}:
            row.readings.append(replace(reference, kind="description", entities=()))
        return row, "attributed" if self.is_full(reference) else "name-resolved"

    def by_elimination(self, reference: Reference) -> tuple[Row | None, str]:
        """Of several people of one name the one that is younger or elder, has the office said, or alone is alive."""
        fitting = self.persons.by_seniority(reference) or self.persons.by_office(reference)
        row = self.descriptions.row_of_key(min(fitting)) if len(fitting) == 1 else None
        if row is not None:
            self.persons.learn_office(row.key, reference)
        return (row, "name-resolved") if row is not None else (None, "ambiguous")

    def is_full(self, reference: Reference) -> bool:
        """Whether a reference holds the fullest form of the name itself."""
        return all(entity.name in reference.text for entity in reference.entities)

    # pronouns

    def by_pronoun(self, reference: Reference, attribution: Attribution) -> tuple[Row | None, str]:
        """A pronoun goes to the one it can go back to; to nobody where several compete."""
        if reference.pronoun in SPEAKER:
            return self.speaker_around(reference, attribution)
        if reference.pronoun in RELATIVE:
            return self.by_relative(reference, attribution)
        keys = self.discourse.antecedents(reference.pronoun, reference.begin)
        keys = self.persons.alive(keys, reference.begin) if len(keys) > 1 else keys
        keys = self.descriptions.one_of_each(keys) if len(keys) > 1 else keys
        row = self.descriptions.row_of_key(keys[0]) if len(keys) == 1 else None
        return (row, "pronoun-resolved") if row is not None else (None, "ambiguous")

    def speaker_around(self, reference: Reference, attribution: Attribution) -> tuple[Row | None, str]:
        """ "We" and "I" inside somebody's words are theirs."""
        around = [
            row for a, row in self.rows.done if a is not attribution and within(reference.begin, merged(a.content))
        ]
        return (around[-1], "pronoun-resolved") if around else (None, "ambiguous")

    def by_relative(self, reference: Reference, attribution: Attribution) -> tuple[Row | None, str]:
        """ "Who said" goes to the noun phrase that the clause hangs on."""
        at = relative_antecedent(self.doc, reference.begin)
        whole = at if at is not None and at[0] < at[1] and not self.holds_verb(at) else None
        found = read_reference(self.doc, whole, self.index) if whole is not None else None
        if reference.pronoun in ("who", "whom") and found is not None:
            above = persons_above(self.doc, reference.begin) if is_body_noun(found.noun) and not found.plural else None
            found = (read_reference(self.doc, above, self.index) if above is not None else None) or found
            found = found if may_be_person(found) else self.person_before(reference.begin)
        if found is None or (found.kind == "pronoun" and found.pronoun in RELATIVE):
            return None, "ambiguous"
        row, status = self.refer(found, attribution)
        if row is not None and found.kind == "description":
            row.describe(found)
        return row, "pronoun-resolved" if row is not None else status

    def person_before(self, at: int) -> Reference | None:
        """The person whose name ends right before a relative pronoun: "criticism of Bo Lind, who …"."""
        span = span_at(self.doc, at, at + 1)
        last = span.start - 1 - (span.start > 1 and self.doc[span.start - 1].text == ",")
        entity = self.index.entity(self.doc[last]) if last >= 0 else None
        if entity is None or entity.label != "PERSON":
            return None
        mention = next((m for m in entity.mentions if m[0] <= self.doc[last].idx < m[1]), None)
        return read_reference(self.doc, mention, self.index) if mention is not None else None

    def holds_verb(self, at: Offsets) -> bool:
        """Whether a stretch holds a finite verb, so that the tree was wrong to take it for a noun phrase."""
        span = self.doc.char_span(*at, alignment_mode="expand")
        return span is None or any(token.tag_ in ("VBD", "VBZ", "VBP", "MD") for token in span)


def joint_name(entities: tuple[Entity, ...]) -> str:
    """One name, or the names of a joint source."""
    return " and ".join(entity.name for entity in entities)


def may_be_person(found: Reference) -> bool:
    """Whether "who" can go back to a phrase: a name, several people, or a noun that is no paper and no thing."""
    if found.kind != "description" or found.plural or found.members:
        return True
    return found.noun in words("roles") or found.noun in words("group_nouns") or bool(PERSON_ENDING.search(found.noun))
