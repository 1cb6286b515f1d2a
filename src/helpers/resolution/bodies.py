"""Bodies: which organisation a noun can mean: the company, the union, the ministry."""

from __future__ import annotations

from helpers.entities import Entity
from helpers.lexicons import words
from helpers.naming import names
from helpers.naming.labels import BODY_NOUNS
from helpers.naming.types import is_outlet
from helpers.resolution.candidates import Candidate, key_words

ANY_BODY = frozenset(["organization", "organisation", "group", "agency", "institution", "regulator"])
"""What bodies of any kind can be called."""
BUSINESS = frozenset(["company", "firm", "corporation", "operator", "business", "maker", "manufacturer", "group"])
"""What a company can be called whose name says its trade: Veltmar Lines."""
OF_A_KIND = BODY_NOUNS | frozenset(map(names.singular, words("company_words")))
PRESS = frozenset(
    ["agency", "broadcaster", "publisher", "company", "firm", "group", "network", "organisation", "organization"]
)
"""What a newspaper or a broadcaster can be called; never a ministry."""


def can_be(candidate: Candidate, noun: str) -> bool:
    """Whether a named body can be called by a noun: nothing in its names says that it is of another kind."""
    entity = candidate.entities[0]
    if noun in candidate.nouns:
        return True
    if key_words(entity.name)[-1:] and key_words(entity.name)[-1] in words("document_nouns"):
        return False
    if is_outlet(entity) and noun not in PRESS | {"newspaper", "paper", "outlet", "tabloid", "magazine", "site"}:
        return False
    return noun in ANY_BODY or (noun in BUSINESS and is_company(entity)) or not candidate.nouns & OF_A_KIND


def is_company(entity: Entity) -> bool:
    """Whether a body's name ends as companies' do: Veltmar Lines; not the Food Standards Authority."""
    return any(names.key(form).rpartition(" ")[2] in words("company_words") for form in (entity.name, *entity.aliases))
