"""Persons: which of the people named in a text an office, a relative or a bare surname can mean."""

from __future__ import annotations

from helpers.entities import Entity
from helpers.entities.gender_evidence import called
from helpers.names import relations
from helpers.sources.clusters import Row
from helpers.sources.kinship import Kin, owner_noun, relation, ties
from helpers.sources.noun_phrases import HE, SHE, Reference, gender_of_noun
from helpers.sources.offices import fits_role, is_office, role_read, says_more
from helpers.sources.pronouns import Discourse
from helpers.sources.roles import Role, roles_at


class Persons:
    """The persons of one Doc, by the ids of their entities: their offices and their relatives."""

    def __init__(self, discourse: Discourse):
        """Read the roles, who is called he or she, and the relatives of everybody named in a Doc."""
        self.discourse = discourse
        self.doc = discourse.doc
        self.index = discourse.index
        self.entities: dict[str, Entity] = {entity.id: entity for entity in self.doc._.entities}
        self.roles = {
            e.id: self.roles_of(e) for e in self.doc._.entities if e.label == "PERSON" and e.status == "joined"
        }
        self.learn_callings()
        self.ties = list(ties(self.doc, self.index))

    def roles_of(self, entity: Entity) -> list[Role]:
        """The roles that the text gives a person, good ones first."""
        return list(roles_at(self.doc, entity.mentions, self.index))

    def learn_callings(self) -> None:
        """Note whom the text calls he or she: by a title, a role, or a pronoun that can mean nobody else."""
        persons = [self.entities[key] for key in self.roles]
        others = [
            at for e in self.doc._.entities if e.label == "PERSON" and e.id not in self.roles for at in e.mentions
        ]
        for entity, pronoun in zip(persons, called(self.doc, [e.mentions for e in persons], others), strict=True):
            told = [gender_of_noun(role.noun) for role in self.roles[entity.id]]
            for each in filter(None, [pronoun, *told]):
                self.discourse.learn(entity.id, each)

    # which of several

    # by office

    def persons_in_role(self, reference: Reference) -> list[str]:
        """The named persons whose role has the same head noun, as far as the words of the description allow."""
        if reference.plural:
            return []
        named = {entity.id for entity in reference.entities}
        return [
            key for key, roles in self.roles.items()
            if key not in named and any(fits_role(reference, role) for role in roles)
        ]  # fmt: skip

    def role_of_row(self, row: Row) -> Role | None:
        """The first good role of a single named person, in the fullest words that the text has for it."""
        roles = self.roles.get(row.entities[0].id, []) if len(row.entities) == 1 else []
        if not roles:
            return self.told(row)
        fuller = (role_read(self.doc, reading, self.index) for reading in row.readings)
        return next((role for role in fuller if role is not None and says_more(role, roles[0])), roles[0])

    def told(self, row: Row) -> Role | None:
        """The fullest role of those that a named person was described by before the name was said."""
        person = row.type == "named person" and len(row.entities) == 1
        read = [role_read(self.doc, reading, self.index) for reading in row.readings if person]
        offices = [role for role in read if role is not None and is_office(role)]
        return max(offices, key=lambda role: len(role.text), default=None)

    # by relative

    def owners(self, kin: Kin) -> list[str]:
        """The keys of those whose relative it can be."""
        entity = self.index.entity(kin.owner)
        if entity is not None:
            return [entity.id] if entity.status == "joined" else list(entity.candidates)
        if kin.owner.lower_ in HE | SHE:
            bearers = {tie.bearer.id for tie in self.ties if tie.kin == kin}
            return [k for k in self.discourse.antecedents(kin.owner.lower_, kin.owner.idx) if k not in bearers]
        noun = owner_noun(kin)
        return [key for key, roles in self.roles.items() if any(role.noun.split()[-1:] == [noun] for role in roles)]

    def is_kin(self, said: Kin, asked: Kin, owners: list[str]) -> bool:
        """Whether a tie is of the kind that is asked for, to the same owner."""
        return relation(said.noun) == relation(asked.noun) and self.owners(said) == owners

    def namesakes(self, kin: Kin, owner: str) -> list[str]:
        """Who bears an owner's surname and is such a relative of somebody whom the text only describes."""
        same = [tie for tie in self.ties if relation(tie.kin.noun) == relation(kin.noun) and not self.owners(tie.kin)]
        surname = relations.person_name(self.entities[owner].name).surname if owner in self.entities else ""
        return [t.bearer.id for t in same if surname and relations.person_name(t.bearer.name).surname == surname]
