"""Persons: which of the people named in a text an office, a relative or a bare surname can mean; who cannot, for they
are dead, or stand before a court."""

from __future__ import annotations

from spacy.tokens import Doc, Span, Token

from helpers.entities import Entity
from helpers.entities.gender_evidence import called
from helpers.lexicons import column, listed, words
from helpers.names import relations
from helpers.names.titles import title_before
from helpers.sources.clusters import Row
from helpers.sources.kinship import Kin, owner_noun, relation, ties
from helpers.sources.noun_phrases import HE, OF_A_LIFE, SHE, Reference, gender_of_noun, span_of
from helpers.sources.pronouns import Discourse
from helpers.sources.roles import (
    Role,
    fits_role,
    is_office,
    loose_role,
    nouns_before,
    role,
    role_read,
    roles_at,
    says_more,
)
from helpers.syntax.labels import NOUN_SUBJECTS, PASSIVE_SUBJECTS
from helpers.text.spans import merged, within
from helpers.text.verbatim import span_at, verbatim

JUNIOR = listed("younger relatives")
YOUNGER, ELDER = listed("younger"), listed("elder")
CLERICAL = listed("clerical titles")
CLERGY = listed("clergy")
"""What a priest can be called whom the text gives such a title."""
ACCUSED = listed("accused")
CRIMES = listed("crimes denied")
CHARGED = listed("charging")
DENIES = listed("denying")
DIED = listed("dying")
KILLED = listed("killing")


class Persons:
    """The persons of one Doc, by the ids of their entities: their offices, their relatives, and who has died."""

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
        title = title_before(self.doc, span_at(self.doc, reference.begin, reference.end).end - 1)
        alive = self.bearers(reference, column("titles", "pronoun").get(title, ""))
        if title not in words("roles"):
            return alive
        nouns = {key: {word for role in self.roles[key] for word in relations.key(role.text).split()} for key in alive}
        in_it = {key for key in alive if title in nouns[key]}
        free = {key for key in alive if not any(is_office(role) for role in self.roles[key])}
        return in_it or free

    def learn_office(self, key: str, reference: Reference) -> None:
        """Note the office that is said before the surname of somebody who has none: Judge Ruiz."""
        span = span_at(self.doc, *span_of(reference))
        found, known = nouns_before(span[-1:]), self.roles.get(key)  # a body of that name has none to note
        if found is not None and known is not None and not any(is_office(each) for each in known):
            known.insert(0, role(found, self.index))

    def bearers(self, reference: Reference, pronoun: str) -> set[str]:
        """Who bears a surname, may be called by a pronoun, and has not died before in the text."""
        surname = relations.key(reference.entities[0].name).split()[-1]
        same = {key for key in self.roles if relations.person_name(self.entities[key].name).surname == surname}
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
        fitting = self.come_up(fitting, reference.begin) or fitting or self.of_trade(reference)
        return fitting or (self.on_trial(reference.begin) if reference.noun in ACCUSED else [])

    def of_trade(self, reference: Reference) -> list[str]:
        """Whoever has been said to have had a trade before, and is called by it: a former handyman; the handyman."""
        if reference.noun not in words("trades") or reference.modifiers or reference.entities:
            return []
        bearers = [k for k, roles in self.roles.items() if any(role.noun == reference.noun for role in roles)]
        held = [(r.begin, r.end) for k in bearers for r in self.roles[k]]
        before = [t for t in self.doc if t.lower_ == reference.noun and t.idx < reference.begin]
        return self.come_up(bearers, reference.begin) if all(within(t.idx, merged(held)) for t in before) else []

    def come_up(self, keys: list[str], at: int) -> list[str]:
        """Those of several persons who have been named before."""
        return [key for key in keys if self.entities[key].mentions[0][0] < at]

    def on_trial(self, at: int) -> list[str]:
        """The named persons of whom the text has said that they are charged, or deny it."""
        return [key for key in self.roles if is_charged(self.doc, self.entities[key], at)]

    def role_of_row(self, row: Row) -> Role | None:
        """The first good role of a single named person, in the fullest words that the text has for it."""
        roles = self.roles.get(row.entities[0].id, []) if len(row.entities) == 1 else []
        if not roles:
            single = row.type == "named person" and len(row.entities) == 1
            return self.told(row) or (loose_role(self.doc, row.entities[0].mentions) if single else None)
        fuller = (role_read(self.doc, reading, self.index) for reading in row.readings)
        return next((role for role in fuller if role is not None and says_more(role, roles[0])), roles[0])

    def told(self, row: Row) -> Role | None:
        """The fullest role of those that a named person was described by before the name was said."""
        person = row.type == "named person" and len(row.entities) == 1
        read = [role_read(self.doc, reading, self.index) for reading in row.readings if person]
        offices = [role for role in read if role is not None and is_office(role)]
        return max(offices, key=lambda role: len(role.text), default=None)

    # by what a life or a trade tells

    def just_named(self, reference: Reference, quoted: bool) -> str | None:
        """The key of the person just named, where a description with "the" can only be another word for them: their
        age, their people, what they live from; None where it may be somebody else."""
        span = span_at(self.doc, *span_of(reference))
        if span[0].lower_ != "the" or reference.plural or not is_of_a_life(reference):
            return None
        aged = self.of_age(reference)
        key = aged[0] if len(aged) == 1 else self.discourse.just_named(reference.begin, gender_of_life(reference.noun))
        if key is None or len(aged) > 1 or self.said_of_others(reference, key, span):
            return None
        if key not in self.roles or self.is_something_else(key, reference):
            return None
        return key if self.is_told_enough(key, reference, quoted) else None

    def is_told_enough(self, key: str, reference: Reference, quoted: bool) -> bool:
        """Whether a description tells who is meant beyond its paragraph: an age, a life, what stands beside the name; a
        people or a trade alone may be meant as opposed to the one just named, unless it closes words in quotation
        marks in a paragraph that speaks of nobody else."""
        if OF_A_LIFE.match(reference.noun) or "retired" in reference.modifiers:
            return True
        if any(self.is_beside(token, key) for token in self.doc if token.lower_ == reference.noun):
            return True
        starts = [span_at(self.doc, *at).start for at in self.entities[key].mentions]
        titles = {title_before(self.doc, start).rstrip(".") for start in starts}
        if reference.noun in CLERGY and titles & CLERICAL:
            return True
        here = self.discourse.paragraph(reference.begin)
        persons = [t for t in self.discourse.before(reference.begin, {"person"}) if t.paragraph == here]
        return quoted and bool(persons) and {t.who for t in persons} == {key}

    def of_age(self, reference: Reference) -> list[str]:
        """Who has been said to be of the age that a description tells: Bo Lind, 41; the 41-year-old."""
        age = reference.noun.partition("-year-old")[0]
        return [key for key in self.come_up(list(self.roles), reference.begin) if age in self.ages(key)]

    def ages(self, key: str) -> set[str]:
        """The ages that stand behind a person's name."""
        spans = [self.doc.char_span(*at, alignment_mode="expand") for at in self.entities[key].mentions]
        behind = [self.doc[span.end : span.end + 2] for span in spans if span is not None]
        return {two[1].text for two in behind if len(two) > 1 and two[0].text in (",", "(") and two[1].text.isdigit()}

    def said_of_others(self, reference: Reference, key: str, span: Span) -> bool:
        """Whether what a description tells has been said of somebody else before: a welder, a retired judge."""
        told = "retired" if "retired" in reference.modifiers else reference.noun
        if reference.entities:
            return any(self.is_of_people(token, told, key) for token in self.doc[: span.start])
        if told != reference.noun or told in words("trades"):
            before = [token for token in self.doc[: span.start] if relations.singular(token.text) == told]
            return any(not self.is_beside(token, key) for token in before)
        return told in verbatim(self.doc)[: reference.begin].casefold()

    def is_of_people(self, token: Token, people: str, key: str) -> bool:
        """Whether a word is of the same people as another one, and not said of a person: Swedish, a Swede."""
        entity = self.index.entity(token)
        same = entity is not None and entity.label == "NORP" and token.lower_[:3] == people[:3]
        return same and not self.is_beside(token, key)

    def is_beside(self, token: Token, key: str) -> bool:
        """Whether a word stands right before a person's name: defender Bo Lind."""
        behind = self.doc[token.i + 1 : token.i + 3]
        return any((entity := self.index.entity(each)) is not None and entity.id == key for each in behind)

    def is_something_else(self, key: str, reference: Reference) -> bool:
        """Whether a person is known to be of another age or trade than a description tells."""
        if "-year-old" in reference.noun:
            ages = self.ages(key)
            return bool(ages) and reference.noun.partition("-")[0] not in ages
        nouns = {role.noun.split()[-1] for role in self.roles[key]}
        known = nouns & (words("roles") | words("trades")) - words("kin")
        return reference.noun in words("trades") and bool(known) and reference.noun not in known

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

    def allows(self, key: str, kin: Kin) -> bool:
        """Whether nothing speaks against calling somebody by a word for a man or for a woman."""
        pronoun = gender_of_noun(kin.noun)
        return not pronoun or self.discourse.fits(key, pronoun)


def is_of_a_life(reference: Reference) -> bool:
    """Whether a description tells what somebody is and not which office they hold: an age, a people, a trade."""
    noun = reference.noun
    people = [e for e in reference.entities if e.label == "NORP" and noun in (relations.key(e.name), e.name.casefold())]
    told = bool(people) and len(reference.entities) == 1
    retired = "retired" in reference.modifiers and noun in words("roles") | words("trades")
    return bool(OF_A_LIFE.match(noun)) or told or (not reference.entities and (retired or noun in words("trades")))


def gender_of_life(noun: str) -> str:
    """The pronoun that a description of a life tells: the mother-of-two."""
    parent = noun.partition("-of-")[0] if "-of-" in noun else ""
    return ("she" if parent.endswith(("mother", "mum")) else "he") if parent else gender_of_noun(noun)


def seniority(doc: Doc, reference: Reference) -> str:
    """Whether a name is that of the younger or of the elder of two; empty where the text does not say."""
    span = span_at(doc, reference.begin, reference.end)
    said = {token.lower_ for token in doc[max(span.start - 1, 0) : span.end]}
    return "younger" if said & YOUNGER else "elder" if said & ELDER else ""


def is_charged(doc: Doc, entity: Entity, before: int) -> bool:
    """Whether a clause before the character `before` says that a person is charged, pleads, or denies a deed."""
    spans = (doc.char_span(*at, alignment_mode="expand") for at in entity.mentions if at[0] < before)
    return any(span is not None and tells_charge(span.root) for span in spans)


def tells_charge(name: Token) -> bool:
    """Whether a name is the subject of a clause about a charge: X is charged, X pleaded guilty, X denies arson."""
    verb = name.head
    if name.dep_ not in NOUN_SUBJECTS:
        return False
    lemma = verb.lemma_.lower()
    if name.dep_ in PASSIVE_SUBJECTS:
        return lemma in CHARGED
    return lemma == "plead" or (verb.lower_ in DENIES and denies_deed(verb)) or is_on_trial(verb)


def denies_deed(verb: Token) -> bool:
    """Whether a deed follows "denies": denies setting the fire, denies murder; not denies that or denies it."""
    deed = any(child.tag_ == "VBG" for child in verb.rights)
    return deed or any(child.lemma_.lower() in CRIMES for child in verb.rights)


def is_on_trial(verb: Token) -> bool:
    """Whether a verb has "on trial" with it: is on trial, went on trial."""
    near = verb.doc[verb.i : verb.i + 4]
    return any(token.lower_ == "trial" and token.nbor(-1).lower_ == "on" for token in near[1:]) or (
        verb.lower_ == "trial" and verb.nbor(-1).lower_ == "on"
    )


def died(doc: Doc, entity: Entity, before: int) -> bool:
    """Whether a clause before the character `before`, outside questions of whether, says that a person died."""
    at = death(doc, entity)
    return at is not None and at < before


def death(doc: Doc, entity: Entity) -> int | None:
    """Where a person is named in the first clause that says that they died; None where there is none."""
    spans = ((at[0], doc.char_span(*at, alignment_mode="expand")) for at in sorted(entity.mentions))
    told = (at for at, span in spans if span is not None and (is_late(doc, span.start) or tells_death(span.root)))
    return next(told, None)


def is_late(doc: Doc, start: int) -> bool:
    """Whether "the late" stands before a name."""
    return start > 1 and doc[start - 1].lower_ == "late" and doc[start - 2].lower_ == "the"


def tells_death(name: Token) -> bool:
    """Whether a name is the subject of a clause that tells a death: X died, X was killed, X was shot dead."""
    verb = name.head
    if name.dep_ not in NOUN_SUBJECTS or any(
        child.dep_ == "neg" or child.lower_ == "nearly" for child in verb.children
    ):
        return False
    lemma = verb.lemma_.lower()
    dead = any(token.lower_ == "dead" and token.i > verb.i for token in (*verb.children, *verb.rights))
    return lemma in DIED or (name.dep_ in PASSIVE_SUBJECTS and (lemma in KILLED or dead)) or verb.lower_ == "dead"
