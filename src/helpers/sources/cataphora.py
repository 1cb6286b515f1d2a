"""Heirs: the named persons that those described before turn out to be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from helpers.sources.clusters import Row, Rows
from helpers.sources.descriptions import takes_up
from helpers.sources.noun_phrases import Reference, gender_of_noun, span_of
from helpers.sources.offices import is_in_office
from helpers.sources.pronouns import NEAR, Discourse
from helpers.sources.roles import Role
from helpers.text.spans import within
from helpers.text.verbatim import span_at


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
