"""Sources: who is speaking, one row a person, group or document."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from spacy.language import Language
from spacy.tokens import Doc, Token

from helpers.articles import Offsets
from helpers.attributions import Attribution
from helpers.entities import Entity
from helpers.language import declare
from helpers.lexicons import column, words
from helpers.naming import names
from helpers.naming.antecedents import Discourse, relative_antecedent
from helpers.naming.callings import called
from helpers.naming.charges import is_charged
from helpers.naming.deaths import died
from helpers.naming.kinship import Kin, inverse, kin_reference, owner_noun, relation, ties
from helpers.naming.mentions import BODY_NOUNS, is_body_noun, noun_after_comma, title_before
from helpers.naming.references import (
    COUNTS,
    HE,
    PARTS,
    RELATIVE,
    SHE,
    SPEAKER,
    NameIndex,
    Reference,
    gender_of_noun,
    read_reference,
)
from helpers.naming.roles import Role, is_role_phrase, nouns_before, phrase, role, roles_at
from helpers.saying import phrases
from helpers.text.spans import merged, within
from helpers.text.verbatim import verbatim

TYPES = ("named person", "named organisation", "document", "anonymous source", "unnamed person", "unnamed group")
UNNAMED = frozenset(TYPES[3:])
LASTING = frozenset({"unclosed", "corrected"})
FORMER = frozenset(["former", "ex", "then", "late", "past", "onetime"])
PERSON_ENDING = re.compile(r"(?:er|or|ist|ian|ant|ee|man|woman|smith|wright|herd|boy|girl|lady|mother|father)$")
ANY_BODY = frozenset(["organization", "organisation", "group", "agency", "institution", "regulator"])
"""What bodies of any kind can be called."""
BUSINESS = frozenset(["company", "firm", "corporation", "operator", "business", "maker", "manufacturer", "group"])
"""What a company can be called whose name says its trade: Veltmar Lines."""
OF_A_KIND = BODY_NOUNS | frozenset(map(names.singular, words("company_words")))
UNIONS = frozenset(["federation", "association", "brotherhood", "guild", "alliance", "congress", "league", "syndicate"])
"""What a union can be called in its name."""
THEM = frozenset(["them", "these", "those"])
JUNIOR = frozenset(["child", "grandchild", "sibling's child"])
YOUNGER, ELDER = frozenset(["younger", "junior"]), frozenset(["elder", "older", "senior"])
PRESS = frozenset(
    ["agency", "broadcaster", "publisher", "company", "firm", "group", "network", "organisation", "organization"]
)
"""What a newspaper or a broadcaster can be called; never a ministry."""
IN_TURN = ("first", "second", "third", "fourth")
ACCUSED = frozenset(["defendant", "accused"])
NEAR = 2
"""Paragraphs in which a name takes up a description before it."""
COUNTED_MOST = 12
ASIDE = re.compile(
    r"\s*,\s+(?:an?|the|who|whom|which|whose|seen|shown|read|sent|held|made|written|given|\w{2,}ed)\b"
    r"|\s+(?:—|–|--|-)\s|\s+\("
)
CIPHER = re.compile(r"(?:[Tt]he )?([A-Z][a-z]+)\.? [A-Z]\.?$")
"""Somebody whom a letter stands for: Officer K, Witness B; the name is held back."""
REASON = re.compile(r"\s*(?:\w+\s+){0,4}?,?\s*((?:because|since|citing|due to|for fear|out of fear|so as)\b[^.;”\"]*)")


@dataclass(frozen=True, slots=True)
class Source:
    """Somebody or something that words are attributed to."""

    id: str  # "s1" … in the order of the first attribution
    name: str  # canonical name, or the first description as written: "one military official"
    type: str  # one of TYPES
    role: str  # as written, "" where the text gives none: "U.S. military spokesman in Iraq"
    affiliation: str
    aliases: tuple[str, ...]  # the other forms as written, pronouns left out
    mentions: tuple[Offsets, ...]  # every span that was read as this source, pronouns too
    entity_id: str | None = None
    people: int | None = None  # for unnamed ones: how many, where the text says so
    reason_withheld: str = ""  # as written: "because they were not authorised to speak publicly"
    role_evidence: Offsets | None = None


@dataclass(slots=True)
class Row:
    """A source that is being put together; `key` is the entity's id, or one of its own."""

    key: str
    name: str
    type: str
    entities: tuple[Entity, ...] = ()
    first: Reference | None = None
    forms: list[str] = field(default_factory=list)
    mentions: list[Offsets] = field(default_factory=list)
    readings: list[Reference] = field(default_factory=list)  # the descriptions it was read by
    spokesperson: Reference | None = None
    reason: str = ""
    whole: Row | None = None  # of "one of them": those
    heir: Row | None = None  # the named person that a description turned out to be

    def describe(self, reference: Reference) -> None:
        """Note a description that the source was read by."""
        self.readings.append(reference)
        if reference.text not in self.forms:
            self.forms.append(reference.text)

    @property
    def last(self) -> int:
        """Where the source was last read."""
        return max((begin for begin, _ in self.mentions), default=-1)


class SourcesComponent:
    """Writes `doc._.sources` and the `source_id` and status of every attribution in `doc._.attributions`."""

    def __call__(self, doc: Doc) -> Doc:
        """Resolve each attribution's source span, in the order of the text."""
        doc._.sources, doc._.attributions = find_sources(doc)
        return doc


@Language.factory("sources")
def create_sources(nlp: Language, name: str) -> SourcesComponent:
    """The step after the attributions: their sources, one row each."""
    declare()
    return SourcesComponent()


def find_sources(doc: Doc) -> tuple[tuple[Source, ...], tuple[Attribution, ...]]:
    """The sources of a Doc with entities and attributions, and the attributions with their sources filled in."""
    resolver = Resolver(doc)
    order = sorted(
        doc._.attributions, key=lambda a: min(begin for part in (a.source, a.cue, a.content) for begin, _ in part)
    )
    results = {a.id: resolver.resolve(a) for a in order}
    results = {key: named_later(*found) for key, found in results.items()}
    resolver.withhold()
    used = list(dict.fromkeys(row.key for row, _ in results.values() if row is not None))
    ids = {key: f"s{number}" for number, key in enumerate(used, 1)}
    attributions = tuple(with_source(a, *results[a.id], ids) for a in doc._.attributions)
    return tuple(resolver.source(resolver.rows[key], ids[key]) for key in used), attributions


def named_later(row: Row | None, status: str) -> tuple[Row | None, str]:
    """A row and a status, where the row turned out to be somebody named: that one's, by the name."""
    return (row.heir, "name-resolved") if row is not None and row.heir is not None else (row, status)


def with_source(attribution: Attribution, row: Row | None, status: str, ids: dict[str, str]) -> Attribution:
    """The attribution with its source's id; a status that tells of a missing mark or of a correction stays."""
    kept = attribution.status if attribution.status in LASTING else status
    return replace(attribution, source_id=ids[row.key] if row is not None else None, status=kept)


class Resolver:
    """Reads the attributions of one Doc in their order and keeps the rows found so far."""

    def __init__(self, doc: Doc):
        """Prepare the names, the roles and the running text of `doc`."""
        self.doc = doc
        self.index = NameIndex(doc._.entities)
        self.discourse = Discourse(doc, doc._.attributions, self.index)
        self.entities = {entity.id: entity for entity in doc._.entities}
        self.rows: dict[str, Row] = {}
        self.kinds_of: dict[str, frozenset[str]] = {}
        self.done: list[tuple[Attribution, Row]] = []
        self.roles = {e.id: self.roles_of(e) for e in doc._.entities if e.label == "PERSON" and e.status == "joined"}
        self.learn_callings()
        self.ties = list(ties(doc, self.index))

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

    def resolve(self, attribution: Attribution) -> tuple[Row | None, str]:
        """The row of an attribution's source, and the status that tells how it was found."""
        reference = self.read(attribution.source)
        if reference is None:
            return None, "unattributed"
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
        return self.by_description(reference, attribution)

    def note(self, row: Row, reference: Reference, attribution: Attribution) -> None:
        """Add a span to its row and to the running text."""
        row.mentions += [at for at in attribution.source if at not in row.mentions]
        if reference.pronoun in HE | SHE:
            self.discourse.learn(row.key, "he" if reference.pronoun in HE else "she")
        if reference.kind == "description":
            row.describe(reference)
            self.discourse.learn_noun(row.key, reference.noun)
            self.learn_kind(row, reference.noun)
        self.discourse.speak((reference.begin, reference.end), row.key, self.sort(row, reference))
        self.done.append((attribution, row))

    def sort(self, row: Row, reference: Reference) -> str:
        """What pronoun can take a source up: a person's, a body's, a document's, or that of several people."""
        before = [t.sort for t in self.discourse.traces if t.who == row.key]
        if reference.kind == "pronoun" and before:
            return before[-1]
        if reference.plural or (row.first is not None and row.first.plural):
            return "people"
        if row.type == "document" and not row.entities:
            return "document"
        is_person = row.type in ("named person", "anonymous source", "unnamed person") or is_spokesperson(reference)
        return "person" if is_person else "people" if row.type == "unnamed group" and reference.bare else "body"

    # names

    def by_name(self, reference: Reference) -> tuple[Row | None, str]:
        """A name goes to its entity, several names to one joint source; a name that fits several goes nowhere."""
        if any(entity.status == "ambiguous" for entity in reference.entities):
            return self.by_elimination(reference)
        if reference.proper:
            type_ = "named organisation" if is_one_word_body(reference.text) else "named person"
            return self.row(f"p {names.key(reference.text)}", reference.text, type_, reference), "attributed"
        if is_cipher(reference.text):
            name = reference.text.removeprefix("The ").removeprefix("the ")
            return self.row(f"c {name}", name, "anonymous source", reference), "attributed"
        key = "+".join(sorted(entity.id for entity in reference.entities))
        of_people = reference.entities[0].label == "NORP" and reference.kind == "name"
        name = reference.text if of_people else joint_name(reference.entities)
        row = self.row(key, name, type_of_entity(reference.entities[0]), reference)
        row.entities = reference.entities
        row.type = type_by_noun(reference) or row.type
        self.adopt(row, reference)
        self.introduce(row, reference)
        return row, "attributed" if self.is_full(reference) else "name-resolved"

    def by_elimination(self, reference: Reference) -> tuple[Row | None, str]:
        """Of several people of one name the one that is younger or elder, has the office said, or alone is alive."""
        fitting = self.by_seniority(reference) or self.by_office(reference)
        row = self.row_of_key(min(fitting)) if len(fitting) == 1 else None
        if row is not None:
            self.learn_office(row.key, reference)
        return (row, "name-resolved") if row is not None else (None, "ambiguous")

    def learn_office(self, key: str, reference: Reference) -> None:
        """Note the office that is said before the surname of somebody who has none: Judge Ruiz."""
        span = self.doc.char_span(*span_of(reference), alignment_mode="expand")
        found = nouns_before(span[-1:])
        if found is not None and not any(is_office(role) for role in self.roles[key]):
            self.roles[key].insert(0, role(found, self.index))

    def by_seniority(self, reference: Reference) -> set[str]:
        """The younger or the elder, where the text says who is whose son or daughter; empty where it does not."""
        wanted = seniority(self.doc, reference)
        candidates = {e.id for e in self.entities.values() if e.name in reference.entities[0].candidates}
        young = {t.bearer.id for t in self.ties if t.bearer.id in candidates and self.is_junior(t.kin, candidates)}
        return young if wanted == "younger" else candidates - young if wanted and young else set()

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

    def bearers(self, reference: Reference, pronoun: str) -> set[str]:
        """Who bears a surname, may be called by a pronoun, and has not died before in the text."""
        surname = names.key(reference.entities[0].name).split()[-1]
        same = {key for key in self.roles if names.person_name(self.entities[key].name).surname == surname}
        called_so = {key for key in same if not pronoun or self.discourse.fits(key, pronoun)}
        return {key for key in called_so if not died(self.doc, self.entities[key], reference.begin)}

    def is_junior(self, kin: Kin, among: set[str]) -> bool:
        """Whether a relative of somebody among these is the younger one of the two."""
        before = self.doc[kin.at - 1].lower_ if kin.at else ""
        younger = relation(kin.noun) in JUNIOR or (relation(kin.noun) == "sibling" and before == "younger")
        return younger and bool(set(self.owners(kin)) & among)

    def adopt(self, row: Row, reference: Reference) -> None:
        """Give a named person what a description said before that the name now takes up: "The minister, Ana Ruiz"."""
        if not reference.noun or not reference.definite or row.readings or len(row.entities) != 1:
            return
        plain = replace(reference, entities=())
        near = self.discourse.paragraph(reference.begin) - NEAR
        earlier = [
            old for old in self.rows.values()
            if old.type == "unnamed person" and self.discourse.paragraph(old.last) >= near
            and any(takes_up(plain, form) and form.definite for form in old.readings)
        ]  # fmt: skip
        if len(earlier) == 1:
            self.join(earlier[0], row)

    def introduce(self, row: Row, reference: Reference) -> None:
        """Give a person whom the second paragraph opens with what the first said of nobody by name: a judge ruled.

        Only where nothing else is said of the one who is named, here for the first time."""
        persons = [e for e in row.entities if e.label == "PERSON" and e.mentions[0][0] in range(*span_of(reference))]
        if len(persons) != 1 or row.readings or self.roles.get(row.key) or not self.opens_second(reference.begin):
            return
        lead = self.discourse.paragraph(reference.begin) - 1
        fitting = [
            old for old in self.rows.values()
            if old.type == "unnamed person" and self.discourse.paragraph(old.last) == lead and is_in_office(old)
            and self.discourse.pronouns.get(row.key, set()) >= {gender_of_noun(old.first.noun)} - {""}
        ]  # fmt: skip
        if len(fitting) == 1:
            self.join(fitting[0], row)

    def opens_second(self, at: int) -> bool:
        """Whether the words at a character open the second paragraph of the body, or follow the words quoted there."""
        body = [p for p in self.doc._.paragraphs if p.kind == "body"][1:2]
        span = self.doc.char_span(at, at + 1, alignment_mode="expand")
        before = [t for p in body if p.begin <= at < p.end for t in self.doc[: span.start] if t.idx >= p.begin]
        silent = all(not token.text[0].isalnum() or within(token.idx, self.discourse.quoted) for token in before)
        return silent and any(p.begin <= at < p.end for p in body)

    def join(self, gone: Row, row: Row) -> None:
        """Make an unnamed source and a named one the same."""
        gone.heir = row
        row.mentions += gone.mentions
        for reading in gone.readings:
            row.describe(reading)
        del self.rows[gone.key]
        self.done = [(a, row if one is gone else one) for a, one in self.done]
        self.discourse.rename(gone.key, row.key)

    def is_full(self, reference: Reference) -> bool:
        """Whether a reference holds the fullest form of the name itself."""
        return all(entity.name in reference.text for entity in reference.entities)

    def row(self, key: str, name: str, type_: str, reference: Reference | None) -> Row:
        """The row of a key, made where there is none yet."""
        return self.rows.setdefault(key, Row(key, name, type_, first=reference))

    def row_of_key(self, key: str) -> Row | None:
        """The row of a trace: a row there is, an entity's, or that of a noun in the running text."""
        if key in self.rows:
            return self.rows[key]
        if key in self.entities:
            entity = self.entities[key]
            if entity.status == "ambiguous":
                return None
            row = self.row(key, entity.name, type_of_entity(entity), None)
            row.entities = (entity,)
            return row
        return self.row_of_noun(int(key[1:])) if key[0] == "n" else None

    def row_of_noun(self, at: int) -> Row | None:
        """The row of a common noun that is subject somewhere, as if it were a source there."""
        noun = self.doc[at]
        begin = min([noun.i, *(child.left_edge.i for child in noun.lefts)])
        reference = read_reference(self.doc, (self.doc[begin].idx, noun.idx + len(noun)), self.index)
        if reference is None or reference.kind != "description":
            return None
        row, _ = self.by_description(reference, None)
        if row is not None:
            row.describe(reference)
        return row

    # pronouns

    def by_pronoun(self, reference: Reference, attribution: Attribution) -> tuple[Row | None, str]:
        """A pronoun goes to the one it can go back to; to nobody where several compete."""
        if reference.pronoun in SPEAKER:
            return self.speaker_around(reference, attribution)
        if reference.pronoun in RELATIVE:
            return self.by_relative(reference, attribution)
        keys = self.discourse.antecedents(reference.pronoun, reference.begin)
        keys = self.alive(keys, reference.begin) if len(keys) > 1 else keys
        row = self.row_of_key(keys[0]) if len(keys) == 1 else None
        return (row, "pronoun-resolved") if row is not None else (None, "ambiguous")

    def alive(self, keys: list[str], at: int) -> list[str]:
        """Those of several who have not died before in the text; all where nobody is left."""
        dead = {key for key in keys if key in self.entities and died(self.doc, self.entities[key], at)}
        return [key for key in keys if key not in dead] or keys

    def speaker_around(self, reference: Reference, attribution: Attribution) -> tuple[Row | None, str]:
        """ "We" and "I" inside somebody's words are theirs."""
        around = [row for a, row in self.done if a is not attribution and within(reference.begin, merged(a.content))]
        return (around[-1], "pronoun-resolved") if around else (None, "ambiguous")

    def by_relative(self, reference: Reference, attribution: Attribution) -> tuple[Row | None, str]:
        """ "Who said" goes to the noun phrase that the clause hangs on."""
        at = relative_antecedent(self.doc, reference.begin)
        whole = at is not None and at[0] < at[1] and not self.holds_verb(at)
        found = read_reference(self.doc, at, self.index) if whole else None
        if reference.pronoun in ("who", "whom") and found is not None and not may_be_person(found):
            found = self.person_before(reference.begin)
        if found is None or (found.kind == "pronoun" and found.pronoun in RELATIVE):
            return None, "ambiguous"
        row, status = self.refer(found, attribution)
        if row is not None and found.kind == "description":
            row.describe(found)
        return row, "pronoun-resolved" if row is not None else status

    def person_before(self, at: int) -> Reference | None:
        """The person whose name ends right before a relative pronoun: "criticism of Bo Lind, who …"."""
        span = self.doc.char_span(at, at + 1, alignment_mode="expand")
        last = span.start - 1 - (span.start > 1 and self.doc[span.start - 1].text == ",")
        entity = self.index.entity(self.doc[last]) if last >= 0 else None
        mention = next((m for m in entity.mentions if m[0] <= self.doc[last].idx < m[1]), None) if entity else None
        is_person = mention is not None and entity.label == "PERSON"
        return read_reference(self.doc, mention, self.index) if is_person else None

    def holds_verb(self, at: Offsets) -> bool:
        """Whether a stretch holds a finite verb, so that the tree was wrong to take it for a noun phrase."""
        span = self.doc.char_span(*at, alignment_mode="expand")
        return span is None or any(token.tag_ in ("VBD", "VBZ", "VBP", "MD") for token in span)

    # descriptions

    def by_description(self, reference: Reference, attribution: Attribution | None) -> tuple[Row | None, str]:
        """A description goes to the source that it takes up where it can take one up, and to a new one otherwise."""
        kin = kin_reference(self.doc, reference)
        if kin is not None:
            return self.by_kin(reference, kin)
        if is_spokesperson(reference) and (row := self.row_spoken_for(reference)):
            return row, "attributed" if reference.entities else "name-resolved"
        in_turn = self.in_turn(reference)
        if in_turn is not None:
            return in_turn, "name-resolved"
        fitting = self.taken_up(reference) if reference.definite and not reference.other else self.headed(reference)
        if fitting:
            return (fitting[0], "name-resolved") if len(fitting) == 1 else (None, "ambiguous")
        if reference.bare or (reference.entities and is_body_noun(reference.noun)):
            same = [row for row in self.rows.values() if row.first and same_words(row.first, reference)]
            if same:
                return same[-1], "attributed"
        if reference.noun in THEM | PARTS:
            return self.one_of_several(reference), "attributed"
        kind = attribution.kind if attribution is not None else ""
        name = ASIDE.split(reference.text, maxsplit=1)[0]
        return self.row(f"d{reference.begin}", name, type_of_description(reference, kind), reference), "attributed"

    def headed(self, reference: Reference) -> list[Row | None]:
        """What an indefinite description has to do with the headline: "a chemist" there is the one named below; a
        report that is described in the text is the one that the headline mentions."""
        if reference.plural or reference.other or reference.bare:
            return []
        if self.discourse.in_headline(reference.begin):
            return [self.row_of_key(key) for key in self.persons_in_role(reference)]
        in_headline = self.discourse.in_headline
        rows = [row for row in self.rows.values() if row.type == "document" and row.first and in_headline(row.last)]
        return [row for row in rows if row.first.noun == reference.noun and not row.first.entities]

    def in_turn(self, reference: Reference) -> Row | None:
        """ "The first official", "the second official": by the order in which the text has brought them in."""
        span = self.doc.char_span(*span_of(reference), alignment_mode="expand")
        if span[0].lower_ != "the" or len(span) < 2 or span[1].lower_ not in IN_TURN:
            return None
        alike = [row for row in self.rows.values() if row.type in UNNAMED and row.first and is_one_more(row, reference)]
        turn = IN_TURN.index(span[1].lower_)
        return alike[turn] if max(turn + 1, 2) <= len(alike) else None

    def one_of_several(self, reference: Reference) -> Row:
        """ "One of them", "another": a member of those whom "they" would mean here, and as far held back as they."""
        keys = self.discourse.antecedents("them", reference.begin)
        row = self.row(f"d{reference.begin}", reference.text, "unnamed person", reference)
        row.whole = self.row_of_key(keys[0]) if len(keys) == 1 else None
        if reference.plural:
            row.type = "unnamed group"
        return row

    def by_kin(self, reference: Reference, kin: Kin) -> tuple[Row | None, str]:
        """A relative goes to the named person whom the text calls so, and otherwise is somebody else without a name."""
        owners = self.owners(kin)
        tied = [tie.bearer.id for tie in self.ties if relation(tie.kin.noun) == relation(kin.noun)]
        back = [tie for tie in self.ties if inverse(tie.kin.noun) == relation(kin.noun)]
        if len(owners) == 1:
            tied = [t.bearer.id for t in self.ties if self.is_kin(t.kin, kin, owners)]
            tied += [key for tie in back if tie.bearer.id in owners for key in self.owners(tie.kin)]
            tied = tied or self.namesakes(kin, owners[0])
        fitting = [key for key in dict.fromkeys(tied) if key not in owners and self.allows(key, kin)]
        row = self.row_of_key(fitting[0]) if len(fitting) == 1 and len(owners) == 1 else None
        if row is not None:
            return row, "name-resolved"
        if fitting or (back and len(owners) != 1):
            return None, "ambiguous"
        key = f"k {owners[0] if len(owners) == 1 else reference.begin} {kin.noun}"
        return self.row(key, ASIDE.split(reference.text, maxsplit=1)[0], "unnamed person", reference), "attributed"

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

    def row_spoken_for(self, reference: Reference) -> Row | None:
        """The row of the body that an unnamed spokesperson speaks for; a person's spokesperson has one of their own."""
        bodies = (e for e in reference.entities if e.label in ("ORG", "GPE", "LOC") and e.status == "joined")
        named = next(bodies, None)
        fitting = [self.row_of_key(named.id)] if named else self.bodies_inside(reference)
        if len(fitting) == 1 and fitting[0] is not None:
            fitting[0].spokesperson = fitting[0].spokesperson or reference
            return fitting[0]
        return None

    def bodies_inside(self, reference: Reference) -> list[Row | None]:
        """The organisation that "a spokesman for the ministry", "a company spokesman" takes up."""
        span = self.doc.char_span(reference.begin, reference.end, alignment_mode="expand")
        nouns = [names.singular(token.text) for token in span if is_body_noun(names.singular(token.text))]
        if not nouns and not reference.definite and not reference.entities and not reference.other:
            return self.bodies_here(reference)
        return self.bodies(replace(reference, noun=nouns[0])) if nouns else []

    def bodies_here(self, reference: Reference) -> list[Row]:
        """The organisations that the paragraph of "a spokesman" has spoken of before, by their names or as sources."""
        here = self.discourse.paragraph(reference.begin)
        before = self.discourse.before(reference.begin, {"body"})
        traces = [t for t in before if t.paragraph == here and t.subject]
        rows = [self.row_of_key(key) for key in dict.fromkeys(t.who for t in traces)]
        return [row for row in rows if row is not None and row.type == "named organisation"]

    def taken_up(self, reference: Reference) -> list[Row | None]:
        """The rows that "the official", "the mayor", "the company" can take up: one where it is clear."""
        rows = self.unnamed_before(reference)
        persons = self.persons_in_role(reference)
        rows = [row for row in rows if row.key not in persons]
        if rows:
            rivals = [key for key in persons if self.last_seen(key) > rows[0].last]
            return rows if not rivals else [rows[0], *filter(None, map(self.row_of_key, rivals))]
        if len(persons) > 1:
            persons = self.named_here(persons, reference.begin) or persons
        if persons:
            return [row for key in persons if (row := self.row_of_key(key)) is not None]
        return self.bodies(reference) if is_body_noun(reference.noun) and not reference.entities else []

    def named_here(self, keys: list[str], at: int) -> list[str]:
        """Those of several persons whom the paragraph has spoken of before."""
        traces = [t for t in self.discourse.traces if t.begin < at]
        here = {t.who for t in traces if t.paragraph == self.discourse.paragraph(at)}
        return [key for key in keys if key in here]

    def unnamed_before(self, reference: Reference) -> list[Row]:
        """The last source that was brought in by the same noun, and any other that came up in the same paragraph."""
        fitting = [row for row in self.rows.values() if any(takes_up(reference, form) for form in row.readings)]
        before = sorted((row for row in fitting if row.last < reference.begin), key=lambda row: -row.last)
        paragraph = self.discourse.paragraph
        return [row for row in before if row is before[0] or paragraph(row.last) == paragraph(before[0].last)]

    def last_seen(self, key: str) -> int:
        """Where somebody last came up in the running text before now."""
        now = max((row.last for row in self.rows.values()), default=0)
        return max((t.begin for t in self.discourse.traces if t.who == key and t.begin <= now), default=-1)

    def persons_in_role(self, reference: Reference) -> list[str]:
        """The named persons whose role has the same head noun, as far as the words of the description allow."""
        if reference.plural:
            return []
        named = {entity.id for entity in reference.entities}
        fitting = [
            key for key, roles in self.roles.items()
            if key not in named and any(fits_role(reference, role) for role in roles)
        ]  # fmt: skip
        return fitting or (self.on_trial(reference.begin) if reference.noun in ACCUSED else [])

    def on_trial(self, at: int) -> list[str]:
        """The named persons of whom the text has said that they are charged, or deny it."""
        return [key for key in self.roles if is_charged(self.doc, self.entities[key], at)]

    def bodies(self, reference: Reference) -> list[Row | None]:
        """The organisation that "the department" or "the company" takes up: one called so, or else the last one.

        Nobody, twice, where some body was named lately that it can be, and nothing says that it is."""
        in_headline = self.discourse.in_headline(reference.begin)
        known = [
            e for e in self.doc._.entities if e.label == "ORG" and (in_headline or e.mentions[0][0] < reference.begin)
        ]
        called_so = [e for e in known if reference.noun in self.kinds(e)]
        if not called_so and not in_headline:
            fitting = [e for e in known if self.can_be(e, reference.noun)]
            last = set(self.discourse.antecedents("it", reference.begin))
            lately = self.lately(fitting, reference.begin)
            companies = [e for e in fitting if is_company(e)]
            # a company called so by its name needs to be no subject
            sure = companies if len(companies) == 1 and lately in ([], companies) else self.alone(fitting, reference)
            called_so = [e for e in fitting if e.id in last] or sure
            if lately and not called_so:
                return [None, None]
        return [row for e in called_so if (row := self.row_of_key(e.id)) is not None]

    def alone(self, fitting: list[Entity], reference: Reference) -> list[Entity]:
        """The only body named so far that a noun can mean, where the text has brought in no other one by the noun."""
        span = self.doc.char_span(reference.begin, reference.end, alignment_mode="expand")
        brought_in = any(t.lower_ == reference.noun and is_brought_in(t) for t in self.doc[: span.start])
        near = self.discourse.paragraph(reference.begin) - NEAR
        said = [e for e in fitting if any(self.discourse.paragraph(b) >= near for b, _ in e.mentions)]
        return said if len(fitting) == 1 and not brought_in else []

    def can_be(self, entity: Entity, noun: str) -> bool:
        """Whether a body can be called by a noun: nothing in its names says that it is of another kind."""
        if is_outlet(entity) and noun not in PRESS:
            return False
        return noun in ANY_BODY or (noun in BUSINESS and is_company(entity)) or not self.kinds(entity) & OF_A_KIND

    def learn_kind(self, row: Row, noun: str) -> None:
        """Note what kind of body the text calls an organisation."""
        for entity in row.entities if is_body_noun(noun) and len(row.entities) == 1 else ():
            self.kinds_of[entity.id] = self.kinds(entity) | {noun}

    def kinds(self, entity: Entity) -> frozenset[str]:
        """What an organisation can be called: by the words of its names, and by what it is said to be (a union)."""
        if entity.id not in self.kinds_of:
            said = {word for form in (entity.name, *entity.aliases) for word in key_words(form)}
            spans = [self.doc.char_span(*at, alignment_mode="expand") for at in entity.mentions]
            said |= {noun_after_comma(span) for span in spans if span is not None}
            said |= {"union"} if is_trade(entity.name) else set()
            self.kinds_of[entity.id] = frozenset(said)
        return self.kinds_of[entity.id]

    def lately(self, entities: list[Entity], at: int) -> list[Entity]:
        """Those of some entities that were named in the paragraphs in which a reference to them is looked for."""
        recent = {trace.who for trace in self.discourse.before(at, {"body"}) if trace.subject}
        return [entity for entity in entities if entity.id in recent]

    # what else the text says

    def withhold(self) -> None:
        """Give the unnamed sources the reason that the text states for holding their names back."""
        for match in phrases.WITHHELD.finditer(verbatim(self.doc)):
            row = self.withheld_at(match.start())
            if row is not None and not row.reason:
                row.reason = reason_in(self.doc, match)
                if row.type == "unnamed person" or is_counted(row):
                    row.type = "anonymous source"
        for row in self.rows.values():
            if row.whole is not None and row.whole.type == "anonymous source" and row.type == "unnamed person":
                row.type = "anonymous source"

    def withheld_at(self, at: int) -> Row | None:
        """The unnamed source of the sentence at `at`, or the last one before it in the same paragraph."""
        sentence = self.doc.char_span(at, at + 1, alignment_mode="expand").sent
        unnamed = [(begin, row) for row in self.rows.values() if row.type in UNNAMED for begin, _ in row.mentions]
        inside = [row for begin, row in unnamed if sentence.start_char <= begin < sentence.end_char]
        here = self.discourse.paragraph(at)
        before = [pair for pair in unnamed if pair[0] < at and self.discourse.paragraph(pair[0]) == here]
        return inside[0] if inside else max(before, key=lambda pair: pair[0], default=(0, None))[1]

    def source(self, row: Row, id_: str) -> Source:
        """The finished row."""
        role = self.role_of_row(row) or self.role_of_spokesperson(row)
        unnamed = row.type in UNNAMED and row.first is not None
        return Source(
            id=id_, name=row.name, type=row.type,
            role=role.text if role else "",
            affiliation=role.affiliation if role else "",
            aliases=self.aliases(row),
            mentions=tuple(sorted(row.mentions)),
            entity_id=row.entities[0].id if len(row.entities) == 1 else None,
            people=row.first.people if unnamed else len(row.entities) if len(row.entities) > 1 else None,
            reason_withheld=row.reason if row.type in UNNAMED else "",
            role_evidence=(role.begin, role.end) if role else None,
        )  # fmt: skip

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

    def role_of_spokesperson(self, row: Row) -> Role | None:
        """The noun by which a body's or person's unnamed spokesperson is called."""
        said = row.spokesperson or (row.first if row.first and is_spokesperson(row.first) else None)
        if said is None:
            return None
        at = re.search(rf"\b{re.escape(said.noun)}\b", verbatim(self.doc)[said.begin : said.end], re.IGNORECASE)
        return Role(at[0], said.begin + at.start(), said.begin + at.end(), said.noun) if at else None

    def aliases(self, row: Row) -> tuple[str, ...]:
        """Every other form as written, names first, pronouns left out."""
        forms = [alias for entity in row.entities if len(row.entities) == 1 for alias in entity.aliases]
        return tuple(form for form in dict.fromkeys([*forms, *row.forms]) if form != row.name)


def is_one_more(row: Row, reference: Reference) -> bool:
    """Whether a row is one person called by the noun of a reference."""
    return row.first.noun == reference.noun and not row.first.plural and row.first.people == 1


def span_of(reference: Reference) -> Offsets:
    """The characters of a reference."""
    return reference.begin, reference.end


def is_in_office(row: Row) -> bool:
    """Whether a source is one person who is described by an office: a judge, a High Court judge."""
    first = row.first
    office = first is not None and column("roles", "kind").get(first.noun, "") == "office"
    return office and not first.plural and not first.other


def is_cipher(text: str) -> bool:
    """Whether a letter behind an office or a part stands for somebody: Officer K, Witness B."""
    found = CIPHER.match(text)
    return found is not None and (found[1].casefold() in words("roles") or found[1].casefold() in names.titles())


def is_company(entity: Entity) -> bool:
    """Whether a body's name ends as companies' do: Veltmar Lines; not the Food Standards Authority."""
    return any(names.key(form).rpartition(" ")[2] in words("company_words") for form in (entity.name, *entity.aliases))


def is_brought_in(noun: Token) -> bool:
    """Whether a noun is brought in as something new: a company, another club."""
    before = {token.lower_ for token in noun.lefts} | {noun.nbor(-1).lower_ if noun.i else ""}
    return bool(before & {"a", "an", "another", "one", "every", "any"})


def is_counted(row: Row) -> bool:
    """Whether a row is of a few people whom the text counts."""
    people = row.first.people if row.first is not None else None
    return row.type == "unnamed group" and people is not None and people <= COUNTED_MOST


def is_office(role: Role) -> bool:
    """Whether a role is an office, not somebody's relation or the part of a bystander."""
    return column("roles", "kind").get(role.noun.split()[-1], "office") != "bystander" and role.noun not in words("kin")


def may_be_person(found: Reference) -> bool:
    """Whether "who" can go back to a phrase: a name, several people, or a noun that is no paper and no thing."""
    if found.kind != "description" or found.plural or found.members:
        return True
    return found.noun in words("roles") or found.noun in words("group_nouns") or bool(PERSON_ENDING.search(found.noun))


def seniority(doc: Doc, reference: Reference) -> str:
    """Whether a name is that of the younger or of the elder of two; empty where the text does not say."""
    span = doc.char_span(reference.begin, reference.end, alignment_mode="expand")
    said = {token.lower_ for token in doc[max(span.start - 1, 0) : span.end]}
    return "younger" if said & YOUNGER else "elder" if said & ELDER else ""


def role_read(doc: Doc, reading: Reference, index: NameIndex) -> Role | None:
    """The role that a description says, without its article."""
    span = doc.char_span(reading.begin, reading.end, alignment_mode="expand")
    found = phrase(doc, span.start, span.end) if not reading.modifiers & FORMER else None
    return role(found, index) if found is not None and is_role_phrase(found) else None


def says_more(one: Role, other: Role) -> bool:
    """Whether a role says all that another does, and for whom besides: attorney general of Lenmark."""
    some, others = (names.key(each.text).split() for each in (one, other))
    return one.noun == other.noun and len(others) < 3 and set(others) < set(some)


def is_trade(name: str) -> bool:
    """Whether a body's name ends with those who are in it, or is that of their union: Dock and Yard Workers; the Port
    Workers' Federation."""
    said = names.key(name).split()
    of_trade = [is_of_trade(word) for word in said]
    return of_trade[-1] or (any(of_trade[:-1]) and names.singular(said[-1]) in UNIONS)


def is_of_trade(word: str) -> bool:
    """Whether a word is the plural of a trade or office, possessive or not: workers, teachers'."""
    bare = word.rstrip("'’")
    return names.singular(bare) != bare and names.singular(bare) in words("roles")


def key_words(form: str) -> list[str]:
    """The words of a name, folded and in the singular."""
    return [names.singular(word) for word in names.key(form).split()]


def is_one_word_body(text: str) -> bool:
    """Whether a name without entity is written as bodies write theirs: initials, or a capital inside the word."""
    return " " not in text and any(letter.isupper() for letter in text[1:])


def joint_name(entities: tuple[Entity, ...]) -> str:
    """One name, or the names of a joint source."""
    return " and ".join(entity.name for entity in entities)


def type_of_entity(entity: Entity) -> str:
    """The type of a named source; another outlet is a document, the members of a people or party a group."""
    if entity.label == "PERSON":
        return "named person"
    if entity.label == "NORP":
        return "unnamed group"
    return "document" if is_outlet(entity) else "named organisation"


def type_by_noun(reference: Reference) -> str:
    """The type that the noun beside a name tells, whatever the name's label is: "the water company, Norwater"."""
    if len(reference.entities) != 1 or not reference.noun:
        return ""
    part = reference.noun in words("roles") or bool(PERSON_ENDING.search(reference.noun))
    return "named organisation" if is_body_noun(reference.noun) and not part else ""


def is_outlet(entity: Entity) -> bool:
    """Whether a body is a known newspaper, broadcaster or agency, or is called like a newspaper."""
    forms = (entity.name, *entity.aliases)
    ending = entity.name.split()[-1]
    return bool(set(forms) & words("outlets", kind="name")) or (
        " " in entity.name and ending in words("outlets", kind="ending")
    )


def type_of_description(reference: Reference, kind: str) -> str:
    """The type of a source that is described and not named; `kind` is that of its attribution."""
    noun, part = reference.noun, column("roles", "kind").get(reference.noun, "")
    if noun in words("document_nouns") or (kind == "document" and not part and noun not in words("group_nouns")):
        return "document"
    if part == "spokesperson":
        return "named organisation" if reference.entities else "anonymous source"
    if is_body_noun(noun):
        return "named organisation" if reference.entities and not reference.plural else "unnamed group"
    if reference.plural:
        return type_of_several(reference, part)
    if part == "insider" or (noun in COUNTS and not reference.personal) or is_one(reference, part):
        return "anonymous source"
    if reference.personal:
        return "unnamed person"
    if part or PERSON_ENDING.search(noun) or noun in ("one", "another", "accused"):
        return "unnamed person"
    if reference.members:
        return "unnamed group"
    # a single thing that says something is taken for something one can read: a slide, a clause
    return "unnamed group" if noun in words("group_nouns") or reference.bare else "document"


def is_one(reference: Reference, part: str) -> bool:
    """Whether somebody particular is meant: one shareholder, one senior engineer; not one passer-by."""
    return reference.text.casefold().startswith("one ") and part != "bystander" and reference.people == 1


def type_of_several(reference: Reference, part: str) -> str:
    """A few people that are counted are somebody particular; otherwise several are a group."""
    if reference.people is None or reference.people > COUNTED_MOST or not part:
        return "unnamed group"
    return "unnamed person" if part == "bystander" else "anonymous source"


def is_spokesperson(reference: Reference) -> bool:
    """Whether a description is of somebody who speaks for a body."""
    return reference.noun in words("roles", kind="spokesperson")


def same_words(one: Reference, other: Reference) -> bool:
    """Whether two descriptions are the same words about the same names, articles apart."""
    alike = one.noun == other.noun and one.modifiers == other.modifiers and one.plural == other.plural
    return alike and one.bare == other.bare and one.entities == other.entities and not other.other


def takes_up(reference: Reference, earlier: Reference) -> bool:
    """Whether a definite description can take up an earlier one: same noun and number, and no word that is new."""
    same_people = reference.people in (None, earlier.people) or reference.people == 1
    alike = reference.noun == earlier.noun and reference.plural == earlier.plural and same_people
    return alike and reference.modifiers <= earlier.modifiers and set(reference.entities) <= set(earlier.entities)


def fits_role(reference: Reference, role: Role) -> bool:
    """Whether "the Lowen mayor" can be somebody in this role: same noun, and no word that the role lacks."""
    said = frozenset(names.key(role.text).split())
    return reference.noun == role.noun and reference.modifiers <= said and not (said - reference.modifiers) & FORMER


def reason_in(doc: Doc, match: re.Match[str]) -> str:
    """The reason in the words of the article: the clause behind the phrase, or the phrase where no reason is given."""
    sentence = doc.char_span(match.start(), match.start() + 1, alignment_mode="expand").sent
    clause = REASON.match(verbatim(doc), match.end(), sentence.end_char)
    return (clause[1] if clause else match[0]).strip()
