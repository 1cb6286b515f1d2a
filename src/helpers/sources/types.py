"""Types: what a source is: a person, a body or a document, named or not, and how far held back."""

from __future__ import annotations

import re

from spacy.tokens import Doc

from helpers.entities import Entity
from helpers.entities.labels import LAWS, is_body_noun, is_people
from helpers.lexicons import column, listed, words
from helpers.names import relations
from helpers.names.titles import title_before, title_end
from helpers.sources.noun_phrases import COUNTS, PERSON_ENDING, Reference
from helpers.text.verbatim import span_at

TYPES = tuple(column("source_types", "group"))
UNNAMED = words("source_types", group="unnamed")
ANYBODY = listed("anybody")
PRESS, OUTLETS = listed("press in general"), listed("outlets of news")
"""What newspapers and broadcasters together are called, the media; and what each of several is that are a group."""
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
    return "document" if is_outlet(entity) or is_paper(entity) else "named organisation"


def type_of_proper(doc: Doc, reference: Reference) -> str:
    """The type of a name that no tagger marked: a person's only where a title stands before it."""
    name = reference.text
    if name in words("outlets", kind="name") or f"The {name}" in words("outlets", kind="name"):
        return "document"
    at = span_at(doc, reference.begin, reference.end)
    titled = title_before(doc, at.end - len(name.split())) or title_end(at, "PERSON") > at.start
    return "named person" if titled and not is_one_word_body(name) else "named organisation"


def is_paper(entity: Entity) -> bool:
    """Whether a name is that of a law, a poll or something else that one reads: the Harbour Act."""
    last = relations.singular(relations.key(entity.name).rpartition(" ")[2])
    return last in LAWS | {"poll"} or (entity.label == "MISC" and last in words("document_nouns"))


def type_by_noun(reference: Reference) -> str:
    """The type that the noun beside a name tells, whatever the name's label is: "the water company, Norwater"."""
    if len(reference.entities) != 1 or not reference.noun:
        return ""
    part = reference.noun in words("roles") or bool(PERSON_ENDING.search(reference.noun))
    return "named organisation" if is_body_noun(reference.noun) and not part else ""


def is_outlet(entity: Entity) -> bool:
    """Whether a body is a known newspaper, broadcaster or agency, or is called like a newspaper."""
    forms = (entity.name, *entity.aliases)
    ending = entity.name.split()[-1:]
    return bool(set(forms) & words("outlets", kind="name") or set(ending) & words("outlets", kind="ending"))


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
    if noun in PRESS or (reference.plural and noun in OUTLETS):
        return "unnamed group"
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
