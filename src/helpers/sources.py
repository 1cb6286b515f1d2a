"""Sources: who is speaking, one row a person, group or document."""

from __future__ import annotations

from dataclasses import dataclass, replace

from spacy.language import Language
from spacy.tokens import Doc

from helpers.articles import Offsets
from helpers.attributions import Attribution
from helpers.language import declare
from helpers.naming.offices import is_office, role_of_spokesperson, role_read, says_more
from helpers.naming.roles import Role
from helpers.naming.types import UNNAMED
from helpers.resolution.candidates import Candidate
from helpers.resolution.reasons import withhold
from helpers.resolution.resolver import Resolver
from helpers.resolution.scorer import shipped
from helpers.resolution.sieves import Answer

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
    resolver = Resolver(doc, shipped().choose).run()
    answers = resolver.story.answers
    used = list(dict.fromkeys(answers[number].key for number in in_order(doc) if answers[number].key))
    rows = [resolver.cast.by_key[key] for key in used]
    withhold(doc, rows, resolver.places)
    ids = {key: f"s{number}" for number, key in enumerate(used, 1)}
    attributions = tuple(
        with_source(attribution, answers[number], resolver.statuses[number], ids)
        for number, attribution in enumerate(doc._.attributions)
    )
    return tuple(source_of(row, ids[row.key], resolver) for row in rows), attributions


def in_order(doc: Doc) -> list[int]:
    """The numbers of the attributions of a Doc by the first character of any of their parts."""
    begins = [min(begin for part in (a.source, a.cue, a.content) for begin, _ in part) for a in doc._.attributions]
    return sorted(range(len(begins)), key=begins.__getitem__)


def with_source(attribution: Attribution, answer: Answer, status: str, ids: dict[str, str]) -> Attribution:
    """The attribution with its source's id; a status that tells of a missing mark or of a correction stays."""
    return replace(
        attribution,
        source_id=ids[answer.key] if answer.key else None,
        status=attribution.status if attribution.status in LASTING else status,
        decided_by=answer.decided_by,
        source_confidence=round(answer.confidence, 2),
    )


def source_of(row: Candidate, id_: str, resolver: Resolver) -> Source:
    """The finished row."""
    role = role_of(row, resolver) or role_of_spokesperson(resolver.doc, row)
    unnamed = row.type in UNNAMED and row.first is not None
    return Source(
        id=id_, name=row.name, type=row.type,
        role=role.text if role else "",
        affiliation=role.affiliation if role else "",
        aliases=aliases(row),
        mentions=tuple(sorted(row.mentions)),
        entity_id=row.entities[0].id if len(row.entities) == 1 else None,
        people=row.first.people if unnamed else len(row.entities) if len(row.entities) > 1 else None,
        reason_withheld=row.reason if row.type in UNNAMED else "",
        role_evidence=(role.begin, role.end) if role else None,
    )  # fmt: skip


def role_of(row: Candidate, resolver: Resolver) -> Role | None:
    """The first good role of a single named person, in the fullest words that the text has for it; else the fullest
    office that the person was described by."""
    if row.type != "named person" or len(row.entities) > 1:
        return None
    best = next(iter(row.roles), None)
    read = (role_read(resolver.doc, form, resolver.index) for form in row.told)
    told = [role for role in read if role is not None and not role.text[0].isspace()]
    if best is not None:
        return next((role for role in told if says_more(role, best)), best)
    return max(filter(is_office, told), key=lambda role: len(role.text), default=None)


def aliases(row: Candidate) -> tuple[str, ...]:
    """Every other form as written, names first, pronouns left out."""
    forms = [alias for entity in row.entities if len(row.entities) == 1 for alias in entity.aliases]
    return tuple(form for form in dict.fromkeys([*forms, *(form.text for form in row.told)]) if form != row.name)
