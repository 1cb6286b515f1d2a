"""Descriptions: which source the official, his wife or a spokesman is, or that it is new; who is named later."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from helpers.attributions import Attribution
from helpers.entities.labels import is_body_noun
from helpers.lexicons import in_order, listed
from helpers.names import relations
from helpers.sources.clusters import NOBODY, Answer, Row, Rows
from helpers.sources.kinship import Kin, inverse, kin_reference, relation
from helpers.sources.noun_phrases import PARTS, Reference, gender_of_noun, noun_reference, span_of
from helpers.sources.organisations import Bodies
from helpers.sources.persons import Persons
from helpers.sources.pronouns import NEAR, Discourse
from helpers.sources.roles import Role, is_in_office
from helpers.sources.types import UNNAMED, is_spokesperson, type_of_description, type_of_entity
from helpers.text.spans import within
from helpers.text.verbatim import span_at

THEM = listed("several named")
IN_TURN = in_order("in turn")
ONE_MORE = re.compile(r"an? (?:second|third|fourth|fifth)(?=$|\s?,| who\b)", re.IGNORECASE)
ASIDE = re.compile(
    r"\s*,\s+(?:an?|the|who|whom|which|whose|seen|shown|read|sent|held|made|written|given|\w{2,}ed)\b"
    r"|\s+(?:—|–|--|-)\s|\s+\("
)


class Descriptions:
    """What the descriptions of one Doc take up, among the rows so far, the persons and the bodies."""

    def __init__(self, rows: Rows, persons: Persons, bodies: Bodies):
        """Look among these, in the text that they are of."""
        self.rows = rows
        self.persons = persons
        self.bodies = bodies
        self.discourse = rows.discourse
        self.doc = rows.discourse.doc
        self.index = rows.discourse.index

    def by_description(self, reference: Reference, attribution: Attribution | None) -> Answer:
        """What the first sieve says that has an answer: the source that a description takes up, or a new one."""
        answers = ((name, getattr(self, sieve)(reference, attribution)) for name, sieve in SIEVES.items())
        return next(found._replace(decided_by=name) for name, found in answers if found is not None)

    def relative(self, reference: Reference, _: Attribution | None) -> Answer | None:
        """ "His wife": whoever the text calls so."""
        kin = kin_reference(self.doc, reference)
        return self.by_kin(reference, kin) if kin is not None else None

    def spokesperson(self, reference: Reference, _: Attribution | None) -> Answer | None:
        """ "A spokesman for the ministry": the body that is spoken for."""
        row = self.row_spoken_for(reference) if is_spokesperson(reference) else None
        return Answer(row, "attributed" if reference.entities else "name-resolved") if row is not None else None

    def one_in_turn(self, reference: Reference, _: Attribution | None) -> Answer | None:
        """ "The second official", and "the official" where that was just said of one of them."""
        row = self.in_turn(reference) or self.lately_in_turn(reference)
        return Answer(row, "name-resolved") if row is not None else None

    def known(self, reference: Reference, _: Attribution | None) -> Answer | None:
        """ "The official", "the mayor", "the company": the only one that it can take up, nobody of several."""
        fitting = self.taken_up(reference) if reference.definite and not reference.other else self.headed(reference)
        if not fitting:
            return None
        keys = tuple(row.key for row in fitting if row is not None)
        return Answer(fitting[0], "name-resolved") if len(fitting) == 1 else NOBODY._replace(among=keys)

    def another_word(self, reference: Reference, attribution: Attribution | None) -> Answer | None:
        """ "The 41-year-old": whoever was just named."""
        if attribution is None:
            return None
        key = self.persons.just_named(reference, attribution.form == "direct")
        return Answer(self.row_of_key(key), "name-resolved") if key is not None else None

    def again(self, reference: Reference, _: Attribution | None) -> Answer | None:
        """The same words again, without an article: police said, police added."""
        if not (reference.bare or (reference.entities and is_body_noun(reference.noun))):
            return None
        same = [row for row in self.rows if row.first and same_words(row.first, reference)]
        return Answer(same[-1], "attributed") if same else None

    def part(self, reference: Reference, _: Attribution | None) -> Answer | None:
        """ "One of them", "another"."""
        return Answer(self.one_of_several(reference), "attributed") if reference.noun in THEM | PARTS else None

    def somebody_new(self, reference: Reference, attribution: Attribution | None) -> Answer:
        """A source that has not come up before."""
        kind = attribution.kind if attribution is not None else ""
        return Answer(self.described(f"d{reference.begin}", reference, kind), "attributed")

    def described(self, key: str, reference: Reference, kind: str = "") -> Row:
        """The row of something without a name; `kind` is that of its attribution."""
        return self.rows.row(key, short_form(reference), type_of_description(reference, kind), reference)

    def headed(self, reference: Reference) -> Sequence[Row | None]:
        """What an indefinite description has to do with the headline: "a chemist" there is the one named below; a
        report that is described in the text is the one that the headline mentions."""
        if reference.plural or reference.other or reference.bare:
            return []
        if self.discourse.in_headline(reference.begin):
            return [self.row_of_key(key) for key in self.persons.persons_in_role(reference)]
        in_headline = self.discourse.in_headline
        rows = [row for row in self.rows if row.type == "document" and in_headline(row.last)]
        return [row for row in rows if row.first and row.first.noun == reference.noun and not row.first.entities]

    def in_turn(self, reference: Reference) -> Row | None:
        """ "The first official", "the second official": by the order in which the text has brought them in."""
        span = span_at(self.doc, *span_of(reference))
        if span[0].lower_ != "the" or len(span) < 2 or span[1].lower_ not in IN_TURN:
            return None
        alike = [row for row in self.rows if row.type in UNNAMED and is_one_more(row, reference)]
        turn = IN_TURN.index(span[1].lower_)
        return alike[turn] if max(turn + 1, 2) <= len(alike) else None

    def lately_in_turn(self, reference: Reference) -> Row | None:
        """Whom "the first official" named last, where nobody so called has spoken since: The first official waved."""
        alike = [row.last for row in self.rows if row.type in UNNAMED and is_one_more(row, reference)]
        if len(alike) < 2 or not reference.definite or reference.modifiers or reference.other:
            return None
        since = self.doc.char_span(max(alike), reference.begin, alignment_mode="expand")
        nouns = [t for t in since[2:] if t.lower_ == reference.noun and t.nbor(-1).lower_ in IN_TURN] if since else []
        said = noun_reference(nouns[-1], self.index) if nouns else None
        return self.in_turn(said) if said is not None else None

    def one_of_several(self, reference: Reference) -> Row:
        """ "One of them", "another": a member of those whom "they" would mean here, and as far held back as they."""
        keys = self.discourse.antecedents("them", reference.begin)
        row = self.rows.row(f"d{reference.begin}", short_form(reference), "unnamed person", reference)
        row.whole = self.row_of_key(keys[0]) if len(keys) == 1 else None
        if reference.plural:
            row.type = "unnamed group"
        return row

    def by_kin(self, reference: Reference, kin: Kin) -> Answer:
        """A relative goes to the named person whom the text calls so, and otherwise is somebody else without a name."""
        owners = self.persons.owners(kin)
        tied = [tie.bearer.id for tie in self.persons.ties if relation(tie.kin.noun) == relation(kin.noun)]
        back = [tie for tie in self.persons.ties if inverse(tie.kin.noun) == relation(kin.noun)]
        if len(owners) == 1:
            tied = [t.bearer.id for t in self.persons.ties if self.persons.is_kin(t.kin, kin, owners)]
            tied += [key for tie in back if tie.bearer.id in owners for key in self.persons.owners(tie.kin)]
            tied = tied or self.persons.namesakes(kin, owners[0])
        fitting = [key for key in dict.fromkeys(tied) if key not in owners and self.persons.allows(key, kin)]
        row = self.row_of_key(fitting[0]) if len(fitting) == 1 and len(owners) == 1 else None
        if row is not None:
            return Answer(row, "name-resolved")
        if fitting or (back and len(owners) != 1):
            return NOBODY._replace(among=tuple(fitting))
        key = f"k {owners[0] if len(owners) == 1 else reference.begin} {kin.noun}"
        return Answer(self.rows.row(key, short_form(reference), "unnamed person", reference), "attributed")

    def taken_up(self, reference: Reference) -> Sequence[Row | None]:
        """The rows that "the official", "the mayor", "the company" can take up: one where it is clear."""
        persons = self.persons.persons_in_role(reference)
        rows = [row for row in self.unnamed_before(reference) if row.key not in persons]
        if rows:
            rivals = [key for key in persons if self.last_seen(key) > rows[0].last]
            return rows if not rivals else [rows[0], *filter(None, map(self.row_of_key, rivals))]
        persons = self.most_here(persons, reference)
        if persons:
            return [row for key in persons if (row := self.row_of_key(key)) is not None]
        return self.bodies_called(reference) if is_body_noun(reference.noun) and not reference.entities else []

    def most_here(self, persons: list[str], reference: Reference) -> list[str]:
        """Of several named persons in a role those whom the paragraph has spoken of."""
        return (self.persons.named_here(persons, reference.begin) or persons) if len(persons) > 1 else persons

    def one_of_each(self, keys: list[str]) -> list[str]:
        """Keys without those of nouns that are another word for somebody known: the minister, who has been named."""
        return list(dict.fromkeys(self.named(key) if key[0] == "n" else key for key in keys))

    def named(self, key: str) -> str:
        """The key of the only source or named person that a noun with "the" can mean, or the noun's own."""
        reference = noun_reference(self.doc[int(key[1:])], self.index)
        if reference is None or not reference.definite:
            return key
        found = self.persons.persons_in_role(reference)
        rows = [row for row in self.unnamed_before(reference) if row.key not in found]
        if rows:
            return rows[0].key if len(rows) == 1 and not found else key
        persons = self.most_here(found, reference)
        return persons[0] if len(persons) == 1 else key

    def one_more(self, reference: Reference) -> Reference:
        """A reference as it is; "a third", behind one person and another, as one more person, and not as a share."""
        if reference.kind != "description" or not ONE_MORE.match(reference.text):
            return reference
        near = self.discourse.paragraph(reference.begin) - NEAR
        last = self.rows.done[-1][1] if self.rows.done else None
        if last is None or last.type not in UNNAMED or self.discourse.paragraph(last.last) < near:
            return reference
        if last.first is None or last.first.people != 1 or not last.first.other:
            return reference
        return replace(reference, noun="another", plural=False, other=True, people=1)

    def unnamed_before(self, reference: Reference) -> list[Row]:
        """The last source that was brought in by the same noun, and any other that came up in the same paragraph."""
        fitting = [row for row in self.rows if any(takes_up(reference, form) for form in forms(row))]
        before = sorted((row for row in fitting if row.last < reference.begin), key=lambda row: -row.last)
        paragraph = self.discourse.paragraph
        return [row for row in before if row is before[0] or paragraph(row.last) == paragraph(before[0].last)]

    def last_seen(self, key: str) -> int:
        """Where somebody last came up in the running text before now."""
        now = max((row.last for row in self.rows), default=0)
        return max((t.begin for t in self.discourse.traces if t.who == key and t.begin <= now), default=-1)

    # bodies

    def row_spoken_for(self, reference: Reference) -> Row | None:
        """The row of the body that an unnamed spokesperson speaks for; a person's spokesperson has one of their own."""
        bodies = (e for e in reference.entities if e.label in ("ORG", "GPE", "LOC") and e.status == "joined")
        named = next(bodies, None)
        fitting = [self.row_of_key(named.id)] if named else self.bodies_inside(reference)
        row = fitting[0] if len(fitting) == 1 else None
        if row is not None:
            row.spokesperson = row.spokesperson or reference
        return row

    def bodies_inside(self, reference: Reference) -> Sequence[Row | None]:
        """The organisation that "a spokesman for the ministry", "a company spokesman" takes up."""
        span = span_at(self.doc, reference.begin, reference.end)
        nouns = [relations.singular(token.text) for token in span if is_body_noun(relations.singular(token.text))]
        if not nouns and not reference.definite and not reference.entities and not reference.other:
            return self.bodies_here(reference)
        return self.bodies_called(replace(reference, noun=nouns[0])) if nouns else []

    def bodies_here(self, reference: Reference) -> list[Row]:
        """The organisations that the paragraph of "a spokesman" has spoken of before, by their names or as sources."""
        here = self.discourse.paragraph(reference.begin)
        before = self.discourse.before(reference.begin, {"body"})
        traces = [t for t in before if t.paragraph == here and t.subject]
        rows = [self.row_of_key(key) for key in dict.fromkeys(t.who for t in traces)]
        return [row for row in rows if row is not None and row.type == "named organisation"]

    def bodies_called(self, reference: Reference) -> Sequence[Row | None]:
        """The rows of the organisation that "the department" or "the company" takes up; nobody, twice, where unsure."""
        called_so = self.bodies.taken_up(reference)
        if called_so is None:
            return [None, None]
        return [row for e in called_so if (row := self.row_of_key(e.id)) is not None]

    # the rows of those who are meant

    def row_of_key(self, key: str) -> Row | None:
        """The row of a trace: a row there is, an entity's, or that of a noun in the running text."""
        if key in self.rows.by_key:
            return self.rows.by_key[key]
        if key in self.persons.entities:
            entity = self.persons.entities[key]
            if entity.status == "ambiguous":
                return None
            row = self.rows.row(key, entity.name, type_of_entity(entity), None)
            row.entities = (entity,)
            return row
        return self.row_of_noun(int(key[1:])) if key[0] == "n" else None

    def row_of_noun(self, at: int) -> Row | None:
        """The row of a common noun that is subject somewhere, as if it were a source there."""
        reference = noun_reference(self.doc[at], self.index)
        if reference is None:
            return None
        row = self.by_description(reference, None).row
        if row is not None:
            row.describe(reference)
        return row


SIEVES = {
    "relative": "relative",
    "spokesperson": "spokesperson",
    "in turn": "one_in_turn",
    "description": "known",
    "another word": "another_word",
    "same words": "again",
    "one of several": "part",
    "new": "somebody_new",
}
"""In the order in which they are asked: the name that a row shows, and the method; None says that it has no answer."""


def short_form(reference: Reference) -> str:
    """A description without what is put in behind it."""
    return ASIDE.split(reference.text, maxsplit=1)[0]


def forms(row: Row) -> list[Reference]:
    """The descriptions that a source was read by; one of two diplomats is a diplomat."""
    whole = row.whole.first if row.whole is not None and row.first is not None and not row.first.plural else None
    return [*row.readings, *([replace(whole, plural=False, people=1)] if whole is not None else [])]


def is_one_more(row: Row, reference: Reference) -> bool:
    """Whether a row is one person called by the noun of a reference."""
    first = row.first
    return first is not None and first.noun == reference.noun and not first.plural and first.people == 1


def same_words(one: Reference, other: Reference) -> bool:
    """Whether two descriptions are the same words about the same names, articles apart."""
    alike = one.noun == other.noun and one.modifiers == other.modifiers and one.plural == other.plural
    return alike and one.bare == other.bare and one.entities == other.entities and not other.other


def takes_up(reference: Reference, earlier: Reference) -> bool:
    """Whether a definite description can take up an earlier one: same noun and number, and no word that is new."""
    same_people = reference.people in (None, earlier.people) or reference.people == 1
    alike = reference.noun == earlier.noun and reference.plural == earlier.plural and same_people
    return alike and reference.modifiers <= earlier.modifiers and set(reference.entities) <= set(earlier.entities)


def adopt(row: Row, reference: Reference, rows: Rows) -> None:
    """Give a named person what a description said before that the name now takes up: "The minister, Ana Ruiz"."""
    if not reference.noun or not reference.definite or row.readings or len(row.entities) != 1:
        return
    plain = replace(reference, entities=())
    near = rows.discourse.paragraph(reference.begin) - NEAR
    earlier = [
        old for old in rows
        if old.type == "unnamed person" and rows.discourse.paragraph(old.last) >= near
        and any(takes_up(plain, form) and form.definite for form in old.readings)
    ]  # fmt: skip
    if len(earlier) == 1:
        rows.join(earlier[0], row)


def introduce(row: Row, reference: Reference, rows: Rows, roles: Mapping[str, list[Role]]) -> None:
    """Give a person whom the second paragraph opens with what the first said of nobody by name: a judge ruled.

    Only where nothing else is said of the one who is named, here for the first time."""
    persons = [e for e in row.entities if e.label == "PERSON" and e.mentions[0][0] in range(*span_of(reference))]
    if len(persons) != 1 or row.readings or roles.get(row.key) or not opens_second(rows.discourse, reference.begin):
        return
    lead = rows.discourse.paragraph(reference.begin) - 1
    fitting = [
        old for old in rows
        if old.type == "unnamed person" and rows.discourse.paragraph(old.last) == lead and is_in_office(old)
        and old.first is not None
        and rows.discourse.pronouns.get(row.key, set()) >= {gender_of_noun(old.first.noun)} - {""}
    ]  # fmt: skip
    if len(fitting) == 1:
        rows.join(fitting[0], row)


def opens_second(discourse: Discourse, at: int) -> bool:
    """Whether the words at a character open the second paragraph of the body, or follow the words quoted there."""
    body = [p for p in discourse.doc._.paragraphs if p.kind == "body"][1:2]
    span = span_at(discourse.doc, at, at + 1)
    before = [t for p in body if p.begin <= at < p.end for t in discourse.doc[: span.start] if t.idx >= p.begin]
    silent = all(not token.text[0].isalnum() or within(token.idx, discourse.quoted) for token in before)
    return silent and any(p.begin <= at < p.end for p in body)
