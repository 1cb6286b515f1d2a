"""Offices: which roles and descriptions are of somebody in office, and which says more."""

from __future__ import annotations

import re

from spacy.tokens import Doc

from helpers.lexicons import column, listed, words
from helpers.names import relations
from helpers.sources.clusters import Row
from helpers.sources.noun_phrases import NameIndex, Reference
from helpers.sources.roles import Role, is_role_phrase, phrase, role
from helpers.sources.types import is_spokesperson
from helpers.text.verbatim import span_at, verbatim

FORMER = listed("former")


def is_office(role: Role) -> bool:
    """Whether a role is an office, not somebody's relation or the part of a bystander."""
    return column("roles", "kind").get(role.noun.split()[-1], "office") != "bystander" and role.noun not in words("kin")


def is_in_office(row: Row) -> bool:
    """Whether a source is one person who is described by an office: a judge, a High Court judge."""
    first = row.first
    if first is None or first.plural or first.other:
        return False
    return column("roles", "kind").get(first.noun, "") == "office"


def fits_role(reference: Reference, role: Role) -> bool:
    """Whether "the Lowen mayor" can be somebody in this role: same noun, and no word that the role lacks."""
    said = frozenset(relations.key(role.text).split())
    return reference.noun == role.noun and reference.modifiers <= said and not (said - reference.modifiers) & FORMER


def role_read(doc: Doc, reading: Reference, index: NameIndex) -> Role | None:
    """The role that a description says, without its article."""
    span = span_at(doc, reading.begin, reading.end)
    found = phrase(doc, span.start, span.end) if not reading.modifiers & FORMER else None
    return role(found, index) if found is not None and is_role_phrase(found) else None


def says_more(one: Role, other: Role) -> bool:
    """Whether a role says all that another does, and for whom besides: attorney general of Lenmark."""
    some, others = (relations.key(each.text).split() for each in (one, other))
    return one.noun == other.noun and len(others) < 3 and set(others) < set(some)


def role_of_spokesperson(doc: Doc, row: Row) -> Role | None:
    """The noun by which a body's or person's unnamed spokesperson is called."""
    said = row.spokesperson or (row.first if row.first and is_spokesperson(row.first) else None)
    if said is None:
        return None
    at = re.search(rf"\b{re.escape(said.noun)}\b", verbatim(doc)[said.begin : said.end], re.IGNORECASE)
    return Role(at[0], said.begin + at.start(), said.begin + at.end(), said.noun) if at else None
