"""Evidence: what speaks for and against each candidate of a mention, in figures that the scorer reads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log1p

import numpy as np

from helpers.attributions import Attribution
from helpers.entities.labels import is_body_noun, is_people
from helpers.lexicons import words
from helpers.names import relations
from helpers.sources.candidates import Candidate, Cast, Spot, content_words
from helpers.sources.descriptions import takes_up
from helpers.sources.noun_phrases import HE, IT, PARTS, RELATIVE, SHE, SPEAKER, THEY, Reference, gender_of_noun
from helpers.sources.roles import fits_role
from helpers.sources.types import is_outlet, is_spokesperson

KINDS = ("he", "she", "they", "it", "other pronoun", "definite", "indefinite", "bare", "name")
SORTS = ("person", "people", "body", "place", "thing", "document")
FAR, NEVER = 30, 1.2
"""Sentences or paragraphs beyond which all are equally far, and the figure for what is nowhere on that side."""


@dataclass(slots=True)
class Mention:
    """The words for a source that is no clear name, where they stand, and whom the sieves left to choose from."""

    reference: Reference
    attribution: Attribution
    number: int  # of the attribution
    spot: Spot
    among: tuple[str, ...] = ()


@dataclass(slots=True)
class Setting:
    """What is the same for all candidates of a mention: who spoke last, who was spoken of since, and in what order."""

    mention: Mention
    cast: Cast
    last: dict[str, Spot | None]
    recency: dict[str, int]  # rank by the last mention outside quoted words
    rank: dict[str, int]  # the same among candidates of one sort
    subjects: dict[str, list[tuple[int, str]]]  # of a sort: where each was a subject last
    speakers: list[str]  # the last two, each once, the last one first


def kind_of(reference: Reference) -> str:
    """One of `KINDS`."""
    if reference.kind == "pronoun":
        forms = (("he", HE), ("she", SHE), ("they", THEY), ("it", IT))
        return next((kind for kind, some in forms if reference.pronoun in some), "other pronoun")
    if reference.kind in ("name", "names"):
        return "name"
    return "definite" if reference.definite else "bare" if reference.bare else "indefinite"


def setting(mention: Mention, cast: Cast, candidates: Sequence[Candidate]) -> Setting:
    """The setting of a mention."""
    last = {c.key: c.last(mention.spot.begin) for c in candidates}
    places = {key: spot.begin if spot is not None else -1 for key, spot in last.items()}
    recency, rank, counts = {}, {}, dict.fromkeys(SORTS, 0)
    subjects: dict[str, list[tuple[int, str]]] = {}
    for number, candidate in enumerate(sorted(candidates, key=lambda c: -places[c.key])):
        spot = last[candidate.key]
        recency[candidate.key], rank[candidate.key] = number, counts[candidate.sort]
        counts[candidate.sort] += 1
        if spot is not None and spot.subject:
            subjects.setdefault(candidate.sort, []).append((spot.begin, candidate.key))
    speakers = list(dict.fromkeys(key for key, *_ in reversed(cast.speakers[-12:])))[:2]
    return Setting(mention, cast, last, recency, rank, subjects, speakers)


def of_mention(mention: Mention, cast: Cast) -> dict[str, float]:
    """What a mention tells by itself."""
    reference, spot = mention.reference, mention.spot
    noun, first = reference.noun, reference.text.split()[0].casefold()
    kind = kind_of(reference)
    content = int(cast.places.content[spot.token])
    return {f"is {each}": kind == each for each in KINDS} | {
        "plural": reference.plural or reference.members,
        "both": reference.pronoun == "both" or reference.people == 2,
        "who": reference.pronoun in RELATIVE,
        "I": reference.pronoun in SPEAKER,
        "this": reference.pronoun in ("this", "these", "that"),
        "modifiers": min(len(reference.modifiers), 4) / 4,
        "names inside": reference.kind == "description" and bool(reference.entities),
        "document noun": noun in words("document_nouns"),
        "body noun": is_body_noun(noun),
        "role noun": noun in words("roles") or noun in words("trades"),
        "kin noun": noun in words("kin"),
        "people noun": bool(noun) and is_people(noun.title()),
        "spokesperson": is_spokesperson(reference),
        "part": noun in PARTS,
        "other": reference.other,
        "one": first == "one" and " " in reference.text,
        "owned": first in ("his", "her", "their", "its", "our", "my"),
        "demonstrative": first in ("this", "that", "these", "those"),
        "headline": spot.token in cast.places.headline,
        "paragraph": min(spot.paragraph, 6) / 6,
        "quoted words before": bool(mention.attribution.content) and mention.attribution.content[0][0] < spot.begin,
        "direct": mention.attribution.form == "direct",
        "in content": content >= 0 and content != mention.number,
        "office noun": noun.rpartition(" ")[2] in words("titles"),
        "long": min(len(reference.text.split()), 12) / 12,
        "left to choose from": min(len(mention.among), 4) / 4,
    }


def of_pair(candidate: Candidate, at: Setting) -> dict[str, float]:
    """What a candidate tells for a mention."""
    spot, last = at.mention.spot, at.last[candidate.key]
    told = of_nearness(candidate, last, at) | of_places(candidate, last, at) | of_speech(candidate, at)
    return told | of_what_follows(last, candidate.next(spot.end), spot) | of_words(candidate, at)


def of_nearness(candidate: Candidate, last: Spot | None, at: Setting) -> dict[str, float]:
    """What kind of candidate it is, and how far away it was last spoken of."""
    spot = at.mention.spot
    return {f"sort {each}": candidate.sort == each for each in SORTS} | {
        "named": bool(candidate.entities),
        "joint": len(candidate.entities) > 1,
        "plural candidate": candidate.plural,
        "left": candidate.key in at.mention.among,
        "the one left": at.mention.among == (candidate.key,),
        "before": last is not None,
        "same sentence": last is not None and last.sentence == spot.sentence,
        "sentences": log1p(min(spot.sentence - last.sentence, FAR)) / 3 if last else NEVER,
        "paragraphs": log1p(min(spot.paragraph - last.paragraph, FAR)) / 3 if last else NEVER,
        "same paragraph": last is not None and last.paragraph == spot.paragraph,
        "last paragraph": last is not None and last.paragraph == spot.paragraph - 1,
        "last sentence": last is not None and last.sentence == spot.sentence - 1,
        "recency": log1p(at.recency[candidate.key]) / 3,
        "most recent": at.recency[candidate.key] == 0,
        "rank": log1p(at.rank[candidate.key]) / 3,
        "first of sort": at.rank[candidate.key] == 0,
    }


def of_places(candidate: Candidate, last: Spot | None, at: Setting) -> dict[str, float]:
    """Where a candidate has been spoken of: as a subject, in quoted words, in the headline."""
    mention, number = at.mention, candidate.before(at.mention.spot.begin)
    here = [s for s in candidate.spots[max(number - 8, 0) : number] if s.paragraph == mention.spot.paragraph]
    return {
        "subject": last is not None and last.subject,
        "subject here": any(s.subject and not s.quoted for s in here),
        "owner": last is not None and last.owner,
        "last quoted": last is not None and last.quoted,
        "last reported": last is not None and last.content >= 0,
        "in own content": last is not None and last.content == mention.number,
        "spots": log1p(number) / 3,
        "spots in all": log1p(len(candidate.spots)) / 3,
        "spots here": min(len(here), 3) / 3,
        "in headline": any(s.token in at.cast.places.headline for s in candidate.spots[:3]),
        "subject lately": any(s.subject for s in here[-3:]),
    }


def of_speech(candidate: Candidate, at: Setting) -> dict[str, float]:
    """Whether and when a candidate has spoken."""
    reference, spot = at.mention.reference, at.mention.spot
    is_last, pronoun = at.speakers[:1] == [candidate.key], reference.pronoun
    _, before, earlier = at.cast.speakers[candidate.said[-1]] if is_last else ("", None, reference)
    since = [where for where, key in at.subjects.get(candidate.sort, ()) if key != candidate.key]
    return {
        "spoke": bool(candidate.said),
        "said": log1p(len(candidate.said)) / 3,
        "last speaker": is_last,
        "last speaker but one": at.speakers[1:] == [candidate.key],
        "last speaker, same paragraph": before is not None and before.paragraph == spot.paragraph,
        "last speaker, paragraph before": before is not None and before.paragraph == spot.paragraph - 1,
        "last speaker by pronoun": bool(pronoun) and before is not None and earlier.pronoun == pronoun,
        "spoken of since": before is not None and any(where > before.begin for where in since),
    }


def of_what_follows(last: Spot | None, following: Spot | None, spot: Spot) -> dict[str, float]:
    """Where a candidate is spoken of behind a mention."""
    if following is None:
        return dict.fromkeys(AFTER, 0) | {"after, sentences": NEVER, "after, paragraphs": NEVER}
    return {
        "after": True,
        "after only": last is None,
        "after, sentences": log1p(min(following.sentence - spot.sentence, FAR)) / 3,
        "after, paragraphs": log1p(min(following.paragraph - spot.paragraph, FAR)) / 3,
        "after, same sentence": following.sentence == spot.sentence,
        "after, subject": following.subject,
        "after, next paragraph": last is None and following.paragraph == spot.paragraph + 1,
    }


def of_words(candidate: Candidate, at: Setting) -> dict[str, float]:
    """What the words of a mention tell of a candidate: gender, number, noun, names."""
    reference = at.mention.reference
    kind, noun = kind_of(reference), reference.noun
    gender = kind if kind in ("he", "she") else gender_of_noun(noun)
    numbered = kind in ("he", "she", "definite", "indefinite") and candidate.sort in ("person", "people")
    tail = bool(noun) and noun.split()[-1] in candidate.nouns
    return {
        "gender fits": bool(gender) and gender in candidate.calls,
        "gender against": bool(gender) and bool(candidate.calls) and gender not in candidate.calls,
        "gender unknown": bool(gender) and not candidate.calls,
        "number against": numbered and reference.plural != candidate.plural,
        "same noun": bool(noun) and noun in candidate.nouns,
        "same noun, last word": tail,
        "other noun": bool(noun) and bool(candidate.nouns) and not tail,
        "no noun": not candidate.nouns,
        "role fits": bool(noun) and any(fits_role(reference, role) for role in candidate.roles),
        **of_earlier_form(reference, candidate),
        "head in name": bool(noun) and noun in candidate.words,
        **of_content(reference, candidate),
    }


def of_earlier_form(reference: Reference, candidate: Candidate) -> dict[str, float]:
    """How a mention differs from the last description of a candidate with the same noun."""
    form = next((f for f in reversed(candidate.forms[-8:]) if f.noun == reference.noun), None)
    if form is None:
        return dict.fromkeys(FORM, 0)
    return {
        "same number": form.plural == reference.plural,
        "no new modifier": reference.modifiers <= form.modifiers,
        "new modifiers": min(len(reference.modifiers - form.modifiers), 3) / 3,
        "no new name": set(reference.entities) <= set(form.entities),
        "same words": relations.key(form.text) == relations.key(reference.text),
    }


def of_content(reference: Reference, candidate: Candidate) -> dict[str, float]:
    """Which words and names of a mention are a candidate's, and what sort of body its noun can mean."""
    described, noun, inside = reference.kind == "description", reference.noun, set(reference.entities)
    if not described:
        return dict.fromkeys(CONTENT, 0)
    said = content_words(reference.text) - {noun}
    own, body = bool(inside & set(candidate.entities)), candidate.sort == "body"
    return {
        "shared words": min(len(said & candidate.words), 4) / 4,
        "words unknown": len(said - candidate.words) / max(len(said), 1),
        "named inside": own,
        "named inside, speaks for": own and is_spokesperson(reference),
        "named inside, candidate": bool(inside) and any(inside & set(f.entities) for f in candidate.forms[-8:]),
        "body can be": is_body_noun(noun) and body,
        "body, document": noun in words("document_nouns") and body,
        "outlet": bool(candidate.entities) and body and is_outlet(candidate.entities[0]),
        "takes up": any(takes_up(reference, form) for form in candidate.forms[-8:]),
    }


def table(mention: Mention, candidates: Sequence[Candidate], cast: Cast) -> np.ndarray:
    """Evidence (1 + n, k) of n candidates; the first row is for nobody of them: somebody new, or nobody can tell."""
    at = setting(mention, cast, candidates)
    own = list(of_mention(mention, cast).values())
    out = np.zeros((1 + len(candidates), len(COLUMNS)), np.float32)
    out[0, 0] = 1
    out[:, 1 : 1 + len(own)] = own
    if candidates:
        out[1:, 1 + len(own) :] = [list(of_pair(c, at).values()) for c in candidates]
    return out


AFTER = (
    "after", "after only", "after, sentences", "after, paragraphs", "after, same sentence", "after, subject",
    "after, next paragraph",
)  # fmt: skip
FORM = ("same number", "no new modifier", "new modifiers", "no new name", "same words")
CONTENT = (
    "shared words", "words unknown", "named inside", "named inside, speaks for", "named inside, candidate",
    "body can be", "body, document", "outlet", "takes up",
)  # fmt: skip
COLUMNS = (
    "nobody", *(f"is {kind}" for kind in KINDS), "plural", "both", "who", "I", "this", "modifiers", "names inside",
    "document noun", "body noun", "role noun", "kin noun", "people noun", "spokesperson", "part", "other", "one",
    "owned", "demonstrative", "headline", "paragraph", "quoted words before", "direct", "in content", "office noun",
    "long", "left to choose from",
    *(f"sort {sort}" for sort in SORTS), "named", "joint", "plural candidate", "left", "the one left", "before",
    "same sentence", "sentences", "paragraphs", "same paragraph", "last paragraph", "last sentence", "recency",
    "most recent", "rank", "first of sort",
    "subject", "subject here", "owner", "last quoted", "last reported", "in own content", "spots", "spots in all",
    "spots here", "in headline", "subject lately",
    "spoke", "said", "last speaker", "last speaker but one", "last speaker, same paragraph",
    "last speaker, paragraph before", "last speaker by pronoun", "spoken of since",
    *AFTER, "gender fits", "gender against", "gender unknown", "number against", "same noun", "same noun, last word",
    "other noun", "no noun", "role fits", *FORM, "head in name", *CONTENT,
)  # fmt: skip
"""The columns of a table, in order: nobody, what the mention tells, what a candidate tells."""
