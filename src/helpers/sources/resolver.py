"""Resolver: whose words each attribution of a text gives, by name, pronoun or description."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from spacy.tokens import Doc

from helpers.attributions import Attribution
from helpers.attributions.transcripts import ANSWERS, Turn, turns
from helpers.entities import Entity
from helpers.entities.mentions import is_body_noun
from helpers.lexicons import words
from helpers.names import relations
from helpers.sources.candidates import Candidate, Cast
from helpers.sources.clusters import NOBODY, Answer, Row, Rows
from helpers.sources.descriptions import Descriptions, adopt, introduce
from helpers.sources.evidence import Mention
from helpers.sources.noun_phrases import HE, PERSON_ENDING, RELATIVE, SHE, SPEAKER, NameIndex, Reference, read_reference
from helpers.sources.organisations import Bodies
from helpers.sources.persons import Persons
from helpers.sources.pronouns import Discourse, persons_above, relative_antecedent
from helpers.sources.ranking import Chooser, Ranking
from helpers.sources.types import (
    is_cipher,
    is_spokesperson,
    type_by_noun,
    type_of_entity,
    type_of_proper,
)
from helpers.text.lines import Offsets
from helpers.text.spans import merged, within
from helpers.text.verbatim import span_at

CERTAIN = frozenset({"full name", "several names", "another name", "quoted speaker"})
"""Sieves beside which nobody else is thought of."""


class Resolver:
    """Reads the attributions of one Doc in their order and keeps the rows found so far."""

    def __init__(self, doc: Doc, scorer: Chooser):
        """Prepare the names, the roles and the running text of `doc`."""
        self.doc = doc
        self.index = NameIndex(doc._.entities)
        self.discourse = Discourse(doc, doc._.attributions, self.index)
        self.rows = Rows(self.discourse)
        self.persons = Persons(self.discourse)
        self.bodies = Bodies(self.discourse)
        self.descriptions = Descriptions(self.rows, self.persons, self.bodies)
        self.cast = Cast(self.persons, self.bodies, doc._.attributions)
        self.ranking = Ranking(self.cast, self.rows, scorer)
        self.rows.renamed.append(self.cast.rename)
        self.numbers = {attribution.id: number for number, attribution in enumerate(doc._.attributions)}

    def resolve(self, attribution: Attribution) -> Answer:
        """Whose words an attribution gives."""
        said = self.read(attribution.source)
        if said is None:
            return NOBODY._replace(status="unattributed")
        reference = self.above(said) if said.pronoun in RELATIVE else self.descriptions.one_more(said)
        if reference is None:
            return NOBODY
        answer = self.scored(reference, self.refer(reference, attribution), attribution)
        if answer.row is None:
            return answer
        if said.pronoun in RELATIVE and reference.kind == "description":
            answer.row.describe(reference)
        self.note(answer.row, reference if said.pronoun not in RELATIVE else said, attribution)
        return answer._replace(status="pronoun-resolved") if said.pronoun in RELATIVE else answer

    def read(self, source: Iterable[Offsets]) -> Reference | None:
        """What a source span refers by; of a span in pieces the first that holds a word counts."""
        return next((found for at in source if (found := read_reference(self.doc, at, self.index))), None)

    def refer(self, reference: Reference, attribution: Attribution) -> Answer:
        """The row that a reference goes to: by the label of a turn, or by its kind."""
        turn = next((one for one in turns(self.doc) if one.label[0] == reference.begin), None)
        if turn is not None and (answer := self.by_label(reference, turn)) is not None:
            return answer
        if reference.kind == "pronoun":
            return self.by_pronoun(reference, attribution)
        if reference.kind in ("name", "names"):
            return self.by_name(reference)
        return self.descriptions.by_description(reference, attribution)

    def by_label(self, reference: Reference, turn: Turn) -> Answer | None:
        """Whose turn it is: that of who had such a label before, for "A" of the only person named above, else of a
        person so called where no name is known."""
        before = [one.label for one in turns(self.doc) if one.who == turn.who and one.label < turn.label]
        same = [row for said, row in self.rows.done if any(within(at[0], before) for at in said.source)]
        if same:
            return Answer(same[-1], "name-resolved", "short name")
        if turn.who == ANSWERS:
            first = min(one.label[0] for one in turns(self.doc))
            asked = [e for e in self.doc._.entities if e.label == "PERSON" and e.mentions[0][0] < first]
            row = self.descriptions.row_of_key(asked[0].id) if len(asked) == 1 else None
            return Answer(row, "name-resolved", "short name") if row is not None else NOBODY
        if reference.entities:
            return None
        row = self.rows.row(f"t {turn.who}", reference.text, "named person", reference)
        return Answer(row, "attributed", "another name")

    def note(self, row: Row, reference: Reference, attribution: Attribution) -> None:
        """Add a span to its row and to the running text."""
        row.mentions += [at for at in attribution.source if at not in row.mentions]
        if reference.pronoun in HE | SHE:
            self.discourse.learn(row.key, "he" if reference.pronoun in HE else "she")
        if reference.kind == "description" and len(reference.text) > 1:  # "A" of an answer is no name
            row.describe(reference)
            self.discourse.learn_noun(row.key, reference.noun)
            self.bodies.learn_kind(row, reference.noun)
        self.discourse.speak((reference.begin, reference.end), row.key, self.sort(row, reference))
        self.rows.done.append((attribution, row))
        self.cast.note(row.key, row.entities, reference, self.sort(row, reference))

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

    def by_name(self, reference: Reference) -> Answer:
        """A name goes to its entity, several names to one joint source; a name that fits several goes nowhere."""
        if any(entity.status == "ambiguous" for entity in reference.entities):
            return self.by_elimination(reference)
        if reference.proper:
            type_ = type_of_proper(self.doc, reference)
            row = self.rows.row(f"p {relations.key(reference.text)}", reference.text, type_, reference)
            return Answer(row, "attributed", "another name")
        if is_cipher(reference.text):
            name = reference.text.removeprefix("The ").removeprefix("the ")
            return Answer(self.rows.row(f"c {name}", name, "anonymous source", reference), "attributed", "another name")
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
        if self.is_full(reference):
            return Answer(row, "attributed", "full name" if reference.kind == "name" else "several names")
        return Answer(row, "name-resolved", "short name")

    def by_elimination(self, reference: Reference) -> Answer:
        """Of several people of one name the one that is younger or elder, has the office said, or alone is alive."""
        fitting = self.persons.by_seniority(reference) or self.persons.by_office(reference)
        row = self.descriptions.row_of_key(min(fitting)) if len(fitting) == 1 else None
        if row is None:
            return NOBODY._replace(among=tuple(sorted(fitting)))
        self.persons.learn_office(row.key, reference)
        return Answer(row, "name-resolved", "title and name")

    def is_full(self, reference: Reference) -> bool:
        """Whether a reference holds the fullest form of the name itself."""
        return all(entity.name in reference.text for entity in reference.entities)

    # pronouns

    def by_pronoun(self, reference: Reference, attribution: Attribution) -> Answer:
        """A pronoun goes to the one it can go back to; to nobody where several compete."""
        if reference.pronoun in SPEAKER:
            return self.speaker_around(reference, attribution)
        keys = self.discourse.antecedents(reference.pronoun, reference.begin)
        keys = self.persons.alive(keys, reference.begin) if len(keys) > 1 else keys
        keys = self.descriptions.one_of_each(keys) if len(keys) > 1 else keys
        row = self.descriptions.row_of_key(keys[0]) if len(keys) == 1 else None
        left = tuple(dict.fromkeys(self.cast.key(key) for key in keys))
        return (Answer(row, "pronoun-resolved", "pronoun") if row is not None else NOBODY)._replace(among=left)

    def speaker_around(self, reference: Reference, attribution: Attribution) -> Answer:
        """ "We" and "I" inside somebody's words are theirs."""
        around = [
            row for a, row in self.rows.done if a is not attribution and within(reference.begin, merged(a.content))
        ]
        return Answer(around[-1], "pronoun-resolved", "quoted speaker") if around else NOBODY

    def above(self, reference: Reference) -> Reference | None:
        """What "who" of "who said" refers to: the noun phrase that the clause hangs on."""
        at = relative_antecedent(self.doc, reference.begin)
        whole = at if at is not None and at[0] < at[1] and not self.holds_verb(at) else None
        found = read_reference(self.doc, whole, self.index) if whole is not None else None
        if reference.pronoun in ("who", "whom") and found is not None:
            above = persons_above(self.doc, reference.begin) if is_body_noun(found.noun) and not found.plural else None
            found = (read_reference(self.doc, above, self.index) if above is not None else None) or found
            found = found if may_be_person(found) else self.person_before(reference.begin)
        if found is None or (found.kind == "pronoun" and found.pronoun in RELATIVE):
            return None
        return found

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

    # by the scorer

    def scored(self, reference: Reference, answer: Answer, attribution: Attribution) -> Answer:
        """What the sieves say, with how sure it is; where they know nobody, whom the scorer takes."""
        if answer.decided_by in CERTAIN or (answer.row is not None and reference.kind == "name"):
            return answer
        spot = self.cast.places.spot(reference.begin, reference.end)
        mention = Mention(reference, attribution, self.numbers[attribution.id], spot, answer.among)
        return self.ranked(mention, self.ranking.candidates(mention), answer)

    def ranked(self, mention: Mention, some: list[Candidate], answer: Answer) -> Answer:
        """The answer of the sieves with its probability; where they have none, or an unlikely one, the scorer's."""
        chances = self.ranking.chances(mention, some)
        taken = places_of(answer, some)
        if not self.ranking.is_open(mention, answer, taken, chances):
            return answer._replace(confidence=float(chances[taken].sum()))
        best = self.ranking.best(mention, some, chances)
        row = self.row_of(some[best]) if best is not None else None
        if best is None or row is None:
            return NOBODY if answer.decided_by == "pronoun" else answer._replace(confidence=float(chances[0]))
        self.forget(answer.row)
        status = "pronoun-resolved" if mention.reference.kind == "pronoun" else "name-resolved"
        return Answer(row, status, "scorer", float(chances[1 + best]))

    def row_of(self, candidate: Candidate) -> Row | None:
        """The row of a candidate, made where it has none yet."""
        row = self.descriptions.row_of_key(candidate.key)
        if row is None and len(candidate.entities) > 1:
            name, type_ = joint_name(candidate.entities), type_of_entity(candidate.entities[0])
            row = self.rows.row(candidate.key, name, type_, None)
            row.entities = candidate.entities
        if row is None and candidate.forms:
            row = self.descriptions.described(candidate.key, candidate.forms[0])
        return row

    def forget(self, row: Row | None) -> None:
        """Take back the row of somebody new who turned out to be known."""
        if row is not None and not row.mentions:
            self.rows.by_key.pop(row.key, None)


def places_of(answer: Answer, some: list[Candidate]) -> list[int]:
    """The places of the one chosen among candidates, the first being 1: by name, and as the noun that a pronoun went
    back to; 0 where it is none of them."""
    keys = {answer.row.key if answer.row is not None else "", *(answer.among if len(answer.among) == 1 else ())}
    return [n for n, candidate in enumerate(some, 1) if candidate.key in keys] or [0]


def joint_name(entities: tuple[Entity, ...]) -> str:
    """One name, or the names of a joint source."""
    return " and ".join(entity.name for entity in entities)


def may_be_person(found: Reference) -> bool:
    """Whether "who" can go back to a phrase: a name, several people, or a noun that is no paper and no thing."""
    if found.kind != "description" or found.plural or found.members:
        return True
    return found.noun in words("roles") or found.noun in words("group_nouns") or bool(PERSON_ENDING.search(found.noun))
