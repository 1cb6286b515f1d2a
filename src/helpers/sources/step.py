"""Sources: who is speaking, one row a person, group or document."""

from __future__ import annotations

from dataclasses import dataclass, replace

from spacy.language import Language
from spacy.tokens import Doc

from helpers.attributions import Attribution
from helpers.extensions import declare
from helpers.sources.anonymity import withhold
from helpers.sources.clusters import Answer, Row
from helpers.sources.persons import Persons
from helpers.sources.resolver import Resolver
from helpers.sources.roles import role_of_spokesperson
from helpers.sources.scorer import Scorer, shipped
from helpers.sources.types import UNNAMED
from helpers.text.lines import Offsets

LASTING = frozenset({"unclosed", "corrected"})


@dataclass(frozen=True, slots=True)
class Source:
    """Somebody or something that words are attributed to."""

    id: str  # "s1" … in the order of the first attribution
    name: str  # canonical name, or the first description as written: "one military official"
    type: str  # one of `types.TYPES`
    role: str  # as written, "" where the text gives none: "U.S. military spokesman in Iraq"
    affiliation: str
    aliases: tuple[str, ...]  # the other forms as written, pronouns left out
    mentions: tuple[Offsets, ...]  # every span that was read as this source, pronouns too
    entity_id: str | None = None
    people: int | None = None  # for unnamed ones: how many, where the text says so
    reason_withheld: str = ""  # as written: "because they were not authorised to speak publicly"
    role_evidence: Offsets | None = None


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
    scorer = shipped()
    resolver = Resolver(doc, scorer)
    results = {a.id: resolver.resolve(a) for a in in_order(doc)}
    results = {key: named_later(found) for key, found in results.items()}
    withhold(resolver.rows)
    used = list(dict.fromkeys(found.row.key for found in results.values() if found.row is not None))
    ids = {key: f"s{number}" for number, key in enumerate(used, 1)}
    attributions = tuple(with_source(a, results[a.id], ids, scorer) for a in doc._.attributions)
    return tuple(source_of(resolver.rows.by_key[key], ids[key], resolver.persons) for key in used), attributions


def in_order(doc: Doc) -> list[Attribution]:
    """The attributions of a Doc by the first character of any of their parts."""
    return sorted(
        doc._.attributions, key=lambda a: min(begin for part in (a.source, a.cue, a.content) for begin, _ in part)
    )


def named_later(answer: Answer) -> Answer:
    """An answer, or where its row turned out to be somebody named: that one's, by the name."""
    if answer.row is None or answer.row.heir is None:
        return answer
    return answer._replace(row=answer.row.heir, status="name-resolved", decided_by="named later")


def with_source(attribution: Attribution, answer: Answer, ids: dict[str, str], scorer: Scorer) -> Attribution:
    """The attribution with its source's id; a status that tells of a missing mark or of a correction stays."""
    return replace(
        attribution,
        source_id=ids[answer.row.key] if answer.row is not None else None,
        status=attribution.status if attribution.status in LASTING else answer.status,
        decided_by=answer.decided_by,
        source_confidence=scorer.confidence(answer, attribution.confidence) if answer.row is not None else None,
    )


def source_of(row: Row, id_: str, persons: Persons) -> Source:
    """The finished row."""
    role = persons.role_of_row(row) or role_of_spokesperson(persons.doc, row)
    return Source(
        id=id_, name=row.name, type=row.type,
        role=role.text if role else "",
        affiliation=role.affiliation if role else "",
        aliases=aliases(row),
        mentions=tuple(sorted(row.mentions)),
        entity_id=row.entities[0].id if len(row.entities) == 1 else None,
        people=people(row),
        reason_withheld=row.reason if row.type in UNNAMED else "",
        role_evidence=(role.begin, role.end) if role and role.text else None,
    )  # fmt: skip


def people(row: Row) -> int | None:
    """How many people a source is: of one without a name as the text says, of several names as many as there are."""
    if row.type in UNNAMED and row.first is not None:
        return row.first.people
    return len(row.entities) if len(row.entities) > 1 else None


def aliases(row: Row) -> tuple[str, ...]:
    """Every other form as written, names first, pronouns left out."""
    forms = [alias for entity in row.entities if len(row.entities) == 1 for alias in entity.aliases]
    return tuple(form for form in dict.fromkeys([*forms, *row.forms]) if form != row.name)
