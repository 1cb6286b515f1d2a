"""Offices: which roles and descriptions are of somebody in office, and which says more."""

from __future__ import annotations

import re
from typing import Protocol

from spacy.tokens import Doc

from helpers.lexicons import column, words
from helpers.naming import names
from helpers.naming.references import NameIndex, Reference
from helpers.naming.roles import Role, is_role_phrase, phrase, role
from helpers.naming.types import is_spokesperson
from helpers.text.verbatim import verbatim


class Spoken(Protocol):
    """What is asked of a source: the description that brought it in, and who speaks for it."""

    first: Reference | None
    spokesperson: Reference | None


FORMER = frozenset(["former", "ex", "then", "late", "past", "onetime"])


def is_office(role: Role) -> bool:
    """Whether a role is an office, not somebody's relation or the part of a bystander."""
    return column("roles", "kind").get(role.noun.split()[-1], "office") != "bystander" and role.noun not in words("kin")


def fits_role(reference: Reference, role: Role) -> bool:
    """Whether "the Lowen mayor" can be somebody in this role: same noun, and no word that the role lacks."""
    said = frozenset(names.key(role.text).split())
    return reference.noun == role.noun and reference.modifiers <= said and not (said - reference.modifiers) & FORMER


def role_read(doc: Doc, reading: Reference, index: NameIndex) -> Role | None:
    """The role that a description says, without its article."""
    span = doc.char_span(reading.begin, reading.end, alignment_mode="expand")
    found = phrase(doc, span.start, span.end) if not reading.modifiers & FORMER else None
    return role(found, index) if found is not None and is_role_phrase(found) else None


def says_more(one: Role, other: Role) -> bool:
    """Whether a role says all that another does, and for whom besides: attorney general of Lenmark."""
    some, others = (names.key(each.text).split() for each in (one, other))
    return one.noun == other.noun and len(others) < 3 and set(others) < set(some)


def role_of_spokesperson(doc: Doc, row: Spoken) -> Role | None:
    """The noun by which a body's or person's unnamed spokesperson is called."""
    said = row.spokesperson or (row.first if row.first and is_spokesperson(row.first) else None)
    if said is None:
        return None
    at = re.search(rf"\b{re.escape(said.noun)}\b", verbatim(doc)[said.begin : said.end], re.IGNORECASE)
    return Role(at[0], said.begin + at.start(), said.begin + at.end(), said.noun) if at else None
