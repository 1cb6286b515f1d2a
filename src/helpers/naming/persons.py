"""Persons: which of the people named in a text an office, a relative or a bare surname can mean."""

from __future__ import annotations

from spacy.tokens import Doc

from helpers.entities import Entity
from helpers.lexicons import column, words
from helpers.naming import names
from helpers.naming.antecedents import Discourse
from helpers.naming.callings import called
from helpers.naming.deaths import died
from helpers.naming.kinship import Kin, owner_noun, relation, ties
from helpers.naming.offices import fits_role, is_office, role_read, says_more
from helpers.naming.references import HE, SHE, Reference, gender_of_noun, span_of
from helpers.naming.roles import Role, nouns_before, role, roles_at
from helpers.naming.rows import Row
from helpers.naming.titles import title_before

JUNIOR = frozenset(["child", "grandchild", "sibling's child"])
YOUNGER, ELDER = frozenset(["younger", "junior"]), frozenset(["elder", "older", "senior"])


class Persons:
    """The persons of one Doc, by the ids of their entities: their offices, their relatives, and who has died."""

    def __init__(self, discourse: Discourse):
        """Read the roles, who is called he or she, and the relatives of everybody named in a Doc."""
        self.discourse = discourse
        self.doc = discourse.doc
        self.index = discourse.index
        self.entities = {entity.id: entity for entity in self.doc._.entities}
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

    def by_seniority(self, reference: Reference) -> set[str]:
        """The younger or the elder, where the text says who is whose son or daughter; empty where it does not."""
        wanted = seniority(self.doc, reference)
        candidates = {e.id for e in self.entities.values() if e.name in reference.entities[0].candidates}
        young = {t.bearer.id for t in self.ties if t.bearer.id in candidates and self.is_junior(t.kin, candidates)}
        return young if wanted == "younger" else candidates - young if wanted and young else set()

    def is_junior(self, kin: Kin, among: set[str]) -> bool:
        """Whether a relative of somebody among these is the younger one of the two."""
        before = self.doc[kin.at - 1].lower_ if kin.at else ""
        younger = relation(kin.noun) in JUNIOR or (relation(kin.noun) == "sibling" and before == "younger")
        return younger and bool(set(self.owners(kin)) & among)

    def by_office(self, reference: Reference) -> set[str]:
        """Those in the office that is said with the name, or without any office where all others have another one;
        without an office said, those who fit the title and are alive."""
        title = title_before(
            self.doc, self.doc.char_span(reference.begin, reference.end, alignment_mode="expand").end - 1
        )
        alive = self.bearers(reference, column("titles", "pronoun").get(title, ""))
        if title not in words("roles"):
            return alive
        nouns = {key: {word for role in self.roles[key] for word in names.key(role.text).split()} for key in alive}
        in_it = {key for key in alive if title in nouns[key]}
        free = {key for key in alive if not any(is_office(role) for role in self.roles[key])}
        return in_it or free

    def learn_office(self, key: str, reference: Reference) -> None:
        """Note the office that is said before the surname of somebody who has none: Judge Ruiz."""
        span = self.doc.char_span(*span_of(reference), alignment_mode="expand")
        found, known = nouns_before(span[-1:]), self.roles.get(key)  # a body of that name has none to note
        if found is not None and known is not None and not any(is_office(each) for each in known):
            known.insert(0, role(found, self.index))

    def bearers(self, reference: Reference, pronoun: str) -> set[str]:
        """Who bears a surname, may be called by a pronoun, and has not died before in the text."""
        surname = names.key(reference.entities[0].name).split()[-1]
        same = {key for key in self.roles if names.person_name(self.entities[key].name).surname == surname}
        called_so = {key for key in same if not pronoun or self.discourse.fits(key, pronoun)}
        return {key for key in called_so if not died(self.doc, self.entities[key], reference.begin)}

    def alive(self, keys: list[str], at: int) -> list[str]:
        """Those of several who have not died before in the text; all where nobody is left."""
        dead = {key for key in keys if key in self.entities and died(self.doc, self.entities[key], at)}
        return [key for key in keys if key not in dead] or keys

    def named_here(self, keys: list[str], at: int) -> list[str]:
        """Those of several persons whom the paragraph has spoken of before."""
        traces = [t for t in self.discourse.traces if t.begin < at]
        here = {t.who for t in traces if t.paragraph == self.discourse.paragraph(at)}
        return [key for key in keys if key in here]

    # by office

    def persons_in_role(self, reference: Reference) -> list[str]:
        """The named persons whose role has the same head noun, as far as the words of the description allow."""
        if reference.plural:
            return []
        named = {entity.id for entity in reference.entities}
        fitting = [
            key for key, roles in self.roles.items()
            if key not in named and any(fits_role(reference, role) for role in roles)
        ]  # fmt: skip
        return self.come_up(fitting, reference.begin) or fitting

    def come_up(self, keys: list[str], at: int) -> list[str]:
        """Those of several persons who have been named before."""
        return [key for key in keys if self.entities[key].mentions[0][0] < at]

    def role_of_row(self, row: Row) -> Role | None:
        """The first good role of a single named person, in the fullest words that the text has for it."""
        roles = self.roles.get(row.entities[0].id, []) if len(row.entities) == 1 else []
        best = next(iter(roles), None)
        fuller = [role_read(self.doc, reading, self.index) for reading in row.readings] if best is not None else []
        return next((role for role in fuller if role is not None and says_more(role, best)), best or self.told(row))

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
        surname = names.person_name(self.entities[owner].name).surname if owner in self.entities else ""
        return [t.bearer.id for t in same if surname and names.person_name(t.bearer.name).surname == surname]

    def allows(self, key: str, kin: Kin) -> bool:
        """Whether nothing speaks against calling somebody by a word for a man or for a woman."""
        pronoun = gender_of_noun(kin.noun)
        return not pronoun or self.discourse.fits(key, pronoun)


def seniority(doc: Doc, reference: Reference) -> str:
    """Whether a name is that of the younger or of the elder of two; empty where the text does not say."""
    span = doc.char_span(reference.begin, reference.end, alignment_mode="expand")
    said = {token.lower_ for token in doc[max(span.start - 1, 0) : span.end]}
    return "younger" if said & YOUNGER else "elder" if said & ELDER else ""
