"""Ranking: who of those whom a text speaks of a source can mean, and who of them it is most likely."""

from __future__ import annotations

from itertools import islice
from typing import Protocol

import numpy as np

from helpers.entities.labels import is_body_noun
from helpers.sources import evidence
from helpers.sources.candidates import Candidate, Cast, content_words
from helpers.sources.clusters import Answer, Rows
from helpers.sources.evidence import Mention
from helpers.sources.noun_phrases import HE, SHE, Reference
from helpers.sources.roles import fits_role

REACH = 6
"""Paragraphs before a pronoun in which somebody who has not spoken can be meant."""
UNLIKELY = {"pronoun": 0.2, "description": 0.3}
"""Of sieves that are wrong at times the probability under which it is not believed whom they choose."""
WINDOW = 16
"""Candidates of a mention at most."""


class Chooser(Protocol):
    """What scores candidates."""

    thresholds: dict[str, float]  # of each kind of mention the probability from which a candidate is taken

    def chances(self, table: np.ndarray) -> np.ndarray:
        """Of a table of evidence (1 + n, k) the probabilities (1 + n,) of nobody and of n candidates."""


class Ranking:
    """The choice among the candidates of one Doc."""

    def __init__(self, cast: Cast, rows: Rows, scorer: Chooser):
        """Choose among these by what `scorer` says."""
        self.cast, self.rows, self.scorer = cast, rows, scorer

    def chances(self, mention: Mention, some: list[Candidate]) -> np.ndarray:
        """The probabilities (1 + n,) of nobody and of n candidates."""
        return self.scorer.chances(evidence.table(mention, some, self.cast))

    def is_open(self, mention: Mention, answer: Answer, taken: list[int], chances: np.ndarray) -> bool:
        """Whether the sieves have left it to the scorer whom a mention means, or chose somebody whom it finds
        unlikely."""
        return is_left_open(mention.reference, answer) or self.is_unlikely(answer, taken, chances)

    def is_unlikely(self, answer: Answer, taken: list[int], chances: np.ndarray) -> bool:
        """Whether a sieve chose somebody whom the scorer does not think of; a person who is known by the very noun of a
        description is believed."""
        if answer.row is None or (answer.decided_by == "description" and answer.row.type == "named person"):
            return False
        return bool(chances[taken].sum() < UNLIKELY.get(answer.decided_by, 0))

    def best(self, mention: Mention, some: list[Candidate], chances: np.ndarray) -> int | None:
        """The number of the candidate that is likely enough; None where there is none."""
        best = int(chances.argmax()) - 1
        if best < 0 or chances[1 + best] < self.scorer.thresholds[kind_of_choice(mention.reference)]:
            return None
        return None if is_ruled_out(mention, some[best], some) else best

    def candidates(self, mention: Mention) -> list[Candidate]:
        """Whom a mention can mean at all, the last ones spoken of first."""
        reference, begin = mention.reference, mention.spot.begin
        if reference.kind in ("name", "names"):
            some = self.cast.bearers(reference)[:WINDOW]
        else:
            near = self.cast.near(begin, reference.noun)
            some = list(islice((c for c in near if self.is_possible(mention, c)), WINDOW))
        return [c for c in some if not self.cast.is_dead(c, begin)] if len(some) > 1 else some

    def is_possible(self, mention: Mention, candidate: Candidate) -> bool:
        """Whether nothing rules out that a pronoun or description stands for a candidate."""
        if is_part(mention, candidate) or not self.is_allowed(mention.reference, candidate):
            return False
        if mention.reference.kind != "description":
            return is_in_reach(mention, candidate)
        come_up = candidate.last(mention.spot.begin) is not None or bool(candidate.entities)
        new = mention.reference.text.casefold().startswith(("a ", "an ")) and not candidate.entities
        return come_up and not new and not self.rules_out(candidate, mention.reference)

    def is_allowed(self, reference: Reference, candidate: Candidate) -> bool:
        """Whether a pronoun or description can stand for what sort a candidate is of."""
        sort, kind = candidate.sort, evidence.kind_of(reference)
        if kind in ("he", "she"):
            row = self.rows.by_key.get(candidate.key)
            told = row is not None and (row.spokesperson is not None or " " not in row.name)
            return sort == "person" or (sort in ("body", "thing", "place") and bool(candidate.said) and told)
        if kind in PRONOUN_SORTS:
            return sort in PRONOUN_SORTS[kind]
        if kind != "other pronoun" and sort in ("place", "thing"):
            return bool(candidate.said) or (sort == "thing" and reference.noun in candidate.nouns)
        return True

    def rules_out(self, candidate: Candidate, reference: Reference) -> bool:
        """Whether what a candidate is called speaks against a description: another kind of body, a former mayor."""
        if candidate.sort == "body" and len(candidate.entities) == 1 and is_body_noun(reference.noun):
            called_so = reference.noun in candidate.nouns
            return not called_so and not self.cast.bodies.can_be(candidate.entities[0], reference.noun)
        same = [role for role in candidate.roles if role.noun == reference.noun]
        return bool(same) and reference.definite and not any(fits_role(reference, role) for role in same)


PRONOUN_SORTS = {"they": ("people", "body", "person", "place"), "it": ("body", "document", "place", "thing")}


def is_left_open(reference: Reference, answer: Answer) -> bool:
    """Whether the sieves know nobody for a pronoun or a name, or take a description with "the" for somebody new.

    Where a description can take up several they are equal, and nobody is chosen."""
    if reference.kind == "description":
        return answer.decided_by == "new" and reference.definite
    return answer.row is None


def kind_of_choice(reference: Reference) -> str:
    """Which threshold counts."""
    return "pronoun" if reference.kind == "pronoun" else "name" if reference.kind == "name" else "description"


def is_ruled_out(mention: Mention, chosen: Candidate, some: list[Candidate]) -> bool:
    """Whether the likeliest candidate is not taken, for a reason that the scorer does not weigh enough."""
    if mention.reference.kind == "name":
        return is_equalled(mention, chosen, some)
    if mention.reference.kind == "description":
        return is_another(mention, chosen)
    return is_spoken_of(mention, chosen) or is_rivalled(mention, chosen, some)


def is_another(mention: Mention, chosen: Candidate) -> bool:
    """Whether a description says anything that the text has not said of a candidate: the new mayor, the tycoon."""
    noun = mention.reference.noun
    if chosen.sort == "person" and chosen.entities and noun not in chosen.nouns:
        return True
    return bool(content_words(mention.reference.text) - chosen.words - {noun})


def is_spoken_of(mention: Mention, chosen: Candidate) -> bool:
    """Whether the words themselves name a candidate: nobody says of himself that Cole was lying."""
    around = (chosen.last(mention.spot.begin), chosen.next(mention.spot.end))
    return any(spot is not None and spot.content == mention.number for spot in around)


def is_equalled(mention: Mention, chosen: Candidate, some: list[Candidate]) -> bool:
    """Whether another bearer of a name has been spoken of half as often before."""
    others = [candidate.before(mention.spot.begin) for candidate in some if candidate is not chosen]
    return chosen.before(mention.spot.begin) < 2 * max(others, default=0)


def is_part(mention: Mention, candidate: Candidate) -> bool:
    """Whether a candidate stands inside a mention, as a person or as anything beside a pronoun."""
    following = candidate.next(mention.spot.begin)
    inside = following is not None and following.begin < mention.spot.end
    return inside and (mention.reference.kind == "pronoun" or candidate.sort in ("person", "people", "document"))


def is_in_reach(mention: Mention, candidate: Candidate) -> bool:
    """Whether a candidate for a pronoun has come up lately or has spoken, or is named in the next sentence."""
    spot, last, following = mention.spot, candidate.last(mention.spot.begin), candidate.next(mention.spot.end)
    if last is not None:
        return spot.paragraph - last.paragraph <= REACH or bool(candidate.said)
    near = following is not None and following.sentence - spot.sentence <= 1
    return near and bool(candidate.entities) and mention.reference.pronoun in HE | SHE


def is_rivalled(mention: Mention, chosen: Candidate, some: list[Candidate]) -> bool:
    """Whether the paragraph of "he" has spoken of somebody else whom it can be, and not of the one chosen; or whether
    the one chosen is only named as whose something is: the Lind family."""
    spot, gender = mention.spot, evidence.kind_of(mention.reference)
    if gender not in ("he", "she"):
        return False
    persons = [c for c in some if c.sort == "person" and c.entities and (not c.calls or gender in c.calls)]
    last = {c.key: c.last(spot.begin) for c in (*persons, chosen)}
    here = {key for key, at in last.items() if at is not None and at.paragraph == spot.paragraph and not at.quoted}
    latest = last[chosen.key]
    named_by_the_way = latest is not None and latest.owner and not chosen.said
    return named_by_the_way or (bool(here) and chosen.key not in here)
