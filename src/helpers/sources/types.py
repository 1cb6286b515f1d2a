"""Types: what a source is: a person, a body or a document, named or not, and how far held back."""

from __future__ import annotations

import re

from helpers.entities import Entity
from helpers.entities.labels import is_body_noun, is_people
from helpers.lexicons import column, listed, words
from helpers.names import relations
from helpers.sources.noun_phrases import COUNTS, Reference

TYPES = tuple(column("source_types", "group"))
UNNAMED = words("source_types", group="unnamed")
ANYBODY = listed("anybody")
PERSON_ENDING = re.compile(r"(?:er|or|ist|ian|ant|ee|man|woman|smith|wright|herd|boy|girl|lady|mother|father)$")
COUNTED_MOST = 12
AGED = re.compile(r"(?:^|-)(?:year-)?olds?$")
CIPHER = re.compile(r"(?:[Tt]he )?([A-Z][a-z]+)\.? [A-Z]\.?$")
"""Somebody whom a letter stands for: Officer K, Witness B; the name is held back."""


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
    *before, ending = entity.name.split() or [""]
    return bool(set(forms) & words("outlets", kind="name")) or (
        bool(before) and ending in words("outlets", kind="ending")
    )


def is_one_word_body(text: str) -> bool:
    """Whether a name without entity is written as bodies write theirs: initials, or a capital inside the word."""
    return " " not in text and any(letter.isupper() for letter in text[1:])


def is_cipher(text: str) -> bool:
    """Whether a letter behind an office or a part stands for somebody: Officer K, Witness B."""
    found = CIPHER.match(text)
    return found is not None and (found[1].casefold() in words("roles") or found[1].casefold() in relations.titles())


def type_of_description(reference: Reference, kind: str) -> str:
    """The type of a source that is described and not named; `kind` is that of its attribution."""
    noun, part = reference.noun, column("roles", "kind").get(reference.noun, "")
    if noun in words("document_nouns") or (kind == "document" and not part and noun not in words("group_nouns")):
        return "document"
    if part == "spokesperson":
        return type_of_spokesperson(reference)
    if is_body_noun(noun):
        return "named organisation" if reference.entities and not reference.plural else "unnamed group"
    if reference.plural:
        return type_of_several(reference, part)
    if part == "insider" or (noun in COUNTS and not reference.personal) or is_one(reference, part):
        return "anonymous source"
    if reference.personal:
        return "unnamed person"
    if part or PERSON_ENDING.search(noun) or noun in ANYBODY or AGED.search(noun):
        return "unnamed person"
    if is_people(noun.title()):
        several = noun.endswith(("s", "ese", "ish", "ch")) or reference.bare  # the Danes, the French, Labour
        return "unnamed group" if several else "unnamed person"
    if reference.members:
        return "unnamed group"
    # a single thing that says something is taken for something one can read: a slide, a clause
    return "unnamed group" if noun in words("group_nouns") or reference.bare else "document"


def type_of_spokesperson(reference: Reference) -> str:
    """Who speaks for a body is that body; who speaks for a person alone is somebody without a name."""
    if not reference.entities:
        return "anonymous source"
    spoken_for = {entity.label for entity in reference.entities}
    office = any(map(is_body_noun, reference.text.casefold().split()))  # for the Ruiz campaign, for Ruiz's office
    return "unnamed person" if spoken_for == {"PERSON"} and not office else "named organisation"


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
