"""Holders: whose side a record is: the source's own, or of whoever the source reports to hold it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from spacy.tokens import Doc, Token

from helpers.entities import Entity
from helpers.sources import Source
from helpers.stances import targets
from helpers.stances.utterances import Utterance
from helpers.syntax import clauses

UNNAMED = "somebody not named"
"""Who holds a reported side, where the words do not say it."""
POSSESSORS = frozenset(["nmod:poss", "poss"])


class Holder(NamedTuple):
    """Whoever holds a side: the name, and the id of a source, of an entity, or of its own; `at`: the word for it."""

    name: str
    id: str = ""
    at: int = -1


def who_holds(utterance: Utterance, token: Token) -> Token | None:
    """The word for whoever holds the attitude that `token` is, by its subject, agent or possessor; None: not said."""
    named = clauses.agents(token) or utterance.subjects_within(token)
    who = named[0] if named else clauses.subject(token)
    if who is None and (owners := clauses.children(token, POSSESSORS)):
        return owners[0]
    if who is None and token.pos_ == "NOUN" and token.dep_ in clauses.OBJECTS:
        return who_holds(utterance, token.head)
    return who


def reported(utterance: Utterance, token: Token) -> Holder:
    """Who is said to hold what `token` says: the nearest subject at it or above that is not the source itself."""
    inside = [each for each in (token, *token.ancestors) if each.i in utterance.content]
    found = (who_holds(utterance, each) for each in inside)
    who = next((each for each in found if each is not None and names_somebody(utterance, each)), None)
    return Holder(UNNAMED) if who is None else Holder(words_for(utterance, who), at=who.idx)


def names_somebody(utterance: Utterance, who: Token) -> bool:
    """Whether a subject is somebody besides the source, and no act or empty word."""
    own = {utterance.doc[i].lower_ for i in utterance.source}
    itself = utterance.is_own(who) and (who.pos_ == "PRON" or who.i in utterance.source or who.lower_ in own)
    return who.pos_ in ("NOUN", "PROPN", "PRON", "ADJ") and who.dep_ != "expl" and not itself


def words_for(utterance: Utterance, who: Token) -> str:
    """The name of whoever a word stands for, or the words as written; a pronoun by what it goes back to."""
    about = targets.target(utterance, who, False, utterance.doc._.entities)
    return about.text if about is not None and about.text else targets.text_of(targets.phrase(who))


class Holders:
    """The sources and entities of a Doc, by their mentions and by their names."""

    def __init__(self, doc: Doc):
        """Read them once; a source counts before the entity that it is."""
        self.known: dict[int | str, Holder] = {}
        self.own: dict[str, str] = {}
        self.sources = {each.id: Holder(each.name, each.id) for each in doc._.sources}
        every = (*doc._.sources, *(each for each in doc._.entities if each.status != "ambiguous"))
        for each, holder in zip(every, self.of(doc._.sources, every), strict=True):
            for key in (each.name.lower(), *(alias.lower() for alias in each.aliases), *words_at(doc, each)):
                self.known.setdefault(key, holder)

    def of(self, sources: Iterable[Source], every: Iterable[Source | Entity]) -> Iterator[Holder]:
        """Each source or entity as a holder; an entity that is a source has the source's name and id."""
        as_source = {each.entity_id: Holder(each.name, each.id) for each in sources if each.entity_id}
        return (as_source.get(each.id, Holder(each.name, each.id)) for each in every)

    def source(self, id_: str) -> Holder:
        """The source of an id."""
        return self.sources[id_]

    def identified(self, holder: Holder) -> Holder:
        """The holder with the name and id of the source or entity that it is; else with a number of its own."""
        name = holder.name.lower()
        found = self.known.get(holder.at) or self.known.get(name)
        return found or Holder(holder.name, self.own.setdefault(name, f"h{len(self.own) + 1}"))


def words_at(doc: Doc, each: Source | Entity) -> list[int]:
    """Where the word begins that heads each mention of a source or an entity."""
    spans = (doc.char_span(begin, end, alignment_mode="expand") for begin, end in each.mentions)
    return [span.root.idx for span in spans if span is not None]
