"""Evidence: what speaks for and against each candidate of a mention, in figures that the scorer reads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log1p

import numpy as np

from helpers.lexicons import words
from helpers.naming import names
from helpers.naming.labels import is_body_noun, is_people
from helpers.naming.offices import fits_role
from helpers.naming.references import HE, IT, PARTS, RELATIVE, SHE, SPEAKER, THEY, Reference, gender_of_noun
from helpers.naming.types import is_outlet, is_spokesperson
from helpers.resolution.candidates import Candidate, Cast, content_words
from helpers.resolution.mentions import Mention
from helpers.resolution.places import Spot

KINDS = ("he", "she", "they", "it", "other pronoun", "definite", "indefinite", "bare", "name", "none")
SORTS = ("person", "people", "body", "place", "thing", "document")
FAR, NEVER = 30, 1.2
"""Sentences or paragraphs beyond which all are equally far, and the figure for what is nowhere on that side."""


@dataclass(slots=True)
class Setting:
    """What is the same for all candidates of a mention: who spoke last, and who was spoken of since."""

    mention: Mention
    cast: Cast
    speakers: list[tuple[str, Mention]]  # the key and the mention of every attribution so far
    recency: dict[str, int]  # rank by the last mention outside quoted words
    rank: dict[str, int]  # the same among candidates of one sort


def kind_of(reference: Reference | None) -> str:
    """One of `KINDS`."""
    if reference is None:
        return "none"
    if reference.kind == "pronoun":
        for kind, forms in (("he", HE), ("she", SHE), ("they", THEY), ("it", IT)):
            if reference.pronoun in forms:
                return kind
        return "other pronoun"
    if reference.kind in ("name", "names"):
        return "name"
    return "definite" if reference.definite else "bare" if reference.bare else "indefinite"


def setting(
    mention: Mention, cast: Cast, candidates: Sequence[Candidate], speakers: list[tuple[str, Mention]]
) -> Setting:
    """The setting of a mention."""
    begin = mention.spot.begin
    last = {c.key: spot.begin if (spot := last_spot(c, begin)) is not None else -1 for c in candidates}
    ordered = sorted(candidates, key=lambda c: -last[c.key])
    counts: dict[str, int] = {}
    recency, rank = {}, {}
    for number, candidate in enumerate(ordered):
        recency[candidate.key] = number
        rank[candidate.key] = counts.get(candidate.sort, 0)
        counts[candidate.sort] = rank[candidate.key] + 1
    return Setting(mention, cast, speakers, recency, rank)


def last_spot(candidate: Candidate, begin: int) -> Spot | None:
    """The last place of a candidate before a character, outside quoted words where there is one."""
    before = candidate.spots[: candidate.before(begin)]
    return next((s for s in reversed(before) if not s.quoted), before[-1] if before else None)


def next_spot(candidate: Candidate, begin: int) -> Spot | None:
    """The first place of a candidate from a character on."""
    at = candidate.before(begin)
    return candidate.spots[at] if at < len(candidate.spots) else None


def of_mention(mention: Mention, cast: Cast) -> dict[str, float]:
    """What a mention tells by itself."""
    reference, spot = mention.reference, mention.spot
    kind = kind_of(reference)
    out: dict[str, float] = {f"is {each}": kind == each for each in KINDS}
    noun = reference.noun if reference is not None else ""
    last = noun.split()[-1] if noun else ""
    modifiers = reference.modifiers if reference is not None else frozenset()
    attribution = mention.attribution
    before = attribution is not None and bool(attribution.content) and min(attribution.content)[0] < spot.begin
    out |= {
        "plural": reference is not None and (reference.plural or reference.members),
        "both": reference is not None and (reference.pronoun == "both" or reference.people == 2),
        "who": reference is not None and reference.pronoun in RELATIVE,
        "I": reference is not None and reference.pronoun in SPEAKER,
        "this": reference is not None and reference.pronoun in ("this", "these", "that"),
        "modifiers": min(len(modifiers), 4) / 4,
        "names inside": bool(reference is not None and reference.kind == "description" and reference.entities),
        "document noun": noun in words("document_nouns"),
        "body noun": is_body_noun(noun),
        "role noun": noun in words("roles") or noun in words("trades"),
        "kin noun": noun in words("kin"),
        "people noun": bool(noun) and is_people(noun.title()),
        "spokesperson": reference is not None and is_spokesperson(reference),
        "part": noun in PARTS,
        "other": reference is not None and reference.other,
        "one": reference is not None and reference.text.casefold().startswith("one "),
        "owned": reference is not None
        and reference.text.split()[0].casefold() in ("his", "her", "their", "its", "our", "my"),
        "demonstrative": reference is not None
        and reference.text.split()[0].casefold() in ("this", "that", "these", "those"),
        "headline": mention.head in cast.places.headline,
        "paragraph": min(spot.paragraph, 6) / 6,
        "quoted words before": before,
        "direct": attribution is not None and attribution.form == "direct",
        "in content": bool(
            cast.places.content[mention.head] >= 0 and cast.places.content[mention.head] != mention.number
        ),
        "opens": mention.head == 0 or cast.places.paragraph[mention.head - 1] != spot.paragraph,
        "source": attribution is not None,
        "office noun": last in words("titles"),
        "long": min(len(reference.text.split()), 12) / 12 if reference is not None else 0,
    }
    return out


def of_pair(candidate: Candidate, at: Setting) -> dict[str, float]:
    """What a candidate tells for a mention."""
    spot = at.mention.spot
    last, following = last_spot(candidate, spot.begin), next_spot(candidate, spot.end)
    sorts = {f"sort {each}": candidate.sort == each for each in SORTS}
    told = of_nearness(candidate, last, at) | of_places(candidate, last, at) | of_speech(candidate, at)
    return sorts | told | of_what_follows(last, following, spot) | of_words(candidate, at)


def of_nearness(candidate: Candidate, last: Spot | None, at: Setting) -> dict[str, float]:
    """What kind of candidate it is, and how far away it was last spoken of."""
    spot = at.mention.spot
    return {
        "named": bool(candidate.entities),
        "joint": len(candidate.entities) > 1,
        "plural candidate": candidate.plural,
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
    here = [s for s in candidate.spots[:number] if s.paragraph == mention.spot.paragraph]
    late = candidate.spots[max(number - 3, 0) : number]
    return {
        "subject": last is not None and last.subject,
        "subject here": any(s.subject and not s.quoted for s in here),
        "owner": last is not None and last.owner,
        "last quoted": last is not None and last.quoted,
        "last reported": last is not None and last.content >= 0,
        "in own content": last is not None and mention.number >= 0 and last.content == mention.number,
        "spots": log1p(number) / 3,
        "spots in all": log1p(len(candidate.spots)) / 3,
        "spots here": min(len(here), 3) / 3,
        "in headline": any(s.token in at.cast.places.headline for s in candidate.spots[:3]),
        "opens paragraph": last is not None and any(s in here and s.subject for s in late),
    }


def of_speech(candidate: Candidate, at: Setting) -> dict[str, float]:
    """Whether and when a candidate has spoken."""
    reference, spot = at.mention.reference, at.mention.spot
    speaking = [i for i, (key, _) in enumerate(at.speakers) if key == candidate.key]
    rank = len({key for key, _ in at.speakers[speaking[-1] + 1 :]}) if speaking else 9
    before = at.speakers[-1][1] if at.speakers and rank == 0 else None
    alike = before is not None and before.reference is not None and before.reference.kind == "pronoun"
    return {
        "spoke": bool(speaking),
        "said": log1p(len(speaking)) / 3,
        "last speaker": rank == 0,
        "last speaker but one": rank == 1,
        "last speaker, same paragraph": before is not None and before.spot.paragraph == spot.paragraph,
        "last speaker, paragraph before": before is not None and before.spot.paragraph == spot.paragraph - 1,
        "last speaker by pronoun": alike and reference is not None and before.reference.pronoun == reference.pronoun,
        "spoken of since": before is not None and is_another_since(candidate, before, at),
    }


def is_another_since(candidate: Candidate, before: Mention, at: Setting) -> bool:
    """Whether another candidate of the sort has been a subject since somebody spoke."""
    others = [c for c in at.cast if c.key != candidate.key and c.sort == candidate.sort]
    last = [last_spot(c, at.mention.spot.begin) for c in others]
    return any(s is not None and s.begin > before.spot.begin and s.subject for s in last)


def of_what_follows(last: Spot | None, following: Spot | None, spot: Spot) -> dict[str, float]:
    """Where a candidate is spoken of behind a mention."""
    return {
        "after": following is not None,
        "after only": following is not None and last is None,
        "after, sentences": log1p(min(following.sentence - spot.sentence, FAR)) / 3 if following else NEVER,
        "after, paragraphs": log1p(min(following.paragraph - spot.paragraph, FAR)) / 3 if following else NEVER,
        "after, same sentence": following is not None and following.sentence == spot.sentence,
        "after, subject": following is not None and following.subject,
        "after, next paragraph": following is not None and last is None and following.paragraph == spot.paragraph + 1,
    }


def of_words(candidate: Candidate, at: Setting) -> dict[str, float]:
    """What the words of a mention tell of a candidate: gender, number, noun, names."""
    reference = at.mention.reference
    if reference is None:
        return dict.fromkeys(COLUMNS[-23:], 0.0)
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
        "role fits": any(fits_role(reference, role) for role in candidate.roles),
        **of_earlier_form(reference, candidate),
        "head in name": bool(noun) and noun in candidate.words,
        **of_content(reference, candidate),
    }


def of_earlier_form(reference: Reference, candidate: Candidate) -> dict[str, float]:
    """How a mention differs from the last description of a candidate with the same noun."""
    form = next((f for f in reversed(candidate.forms) if f.noun == reference.noun), None)
    if form is None:
        names_of_columns = ("same number", "no new modifier", "new modifiers", "no new name", "same words")
        return dict.fromkeys(names_of_columns, 0.0)
    return {
        "same number": form.plural == reference.plural,
        "no new modifier": reference.modifiers <= form.modifiers,
        "new modifiers": min(len(reference.modifiers - form.modifiers), 3) / 3,
        "no new name": set(reference.entities) <= set(form.entities),
        "same words": names.key(form.text) == names.key(reference.text),
    }


def of_content(reference: Reference, candidate: Candidate) -> dict[str, float]:
    """Which words and names of a mention are a candidate's, and what sort of body its noun can mean."""
    described, noun, inside = reference.kind == "description", reference.noun, set(reference.entities)
    said = content_words(reference.text) - {noun} if described else set()
    own, body = bool(inside & set(candidate.entities)), candidate.sort == "body"
    return {
        "shared words": min(len(said & candidate.words), 4) / 4,
        "words unknown": len(said - candidate.words) / max(len(said), 1),
        "named inside": own,
        "named inside, speaks for": own and noun in words("roles", kind="spokesperson"),
        "named inside, candidate": bool(inside) and any(inside & set(f.entities) for f in candidate.forms),
        "body can be": is_body_noun(noun) and body,
        "body, document": noun in words("document_nouns") and body,
        "outlet": bool(candidate.entities) and body and is_outlet(candidate.entities[0]),
        "takes up": described and any(takes_up(reference, form) for form in candidate.forms),
        "fits name": reference.kind == "name",
    }


def takes_up(reference: Reference, earlier: Reference) -> bool:
    """Whether a definite description can take up an earlier one: same noun and number, and no word that is new."""
    same_people = reference.people in (None, earlier.people) or reference.people == 1
    alike = reference.noun == earlier.noun and reference.plural == earlier.plural and same_people
    return alike and reference.modifiers <= earlier.modifiers and set(reference.entities) <= set(earlier.entities)


def table(
    mention: Mention, candidates: Sequence[Candidate], cast: Cast, speakers: list[tuple[str, Mention]]
) -> np.ndarray:
    """Evidence (1 + n, k) of n candidates; the first row is for nobody of them: somebody new, or nobody can tell."""
    at = setting(mention, cast, candidates, speakers)
    own = list(of_mention(mention, cast).values())
    pairs = [list(of_pair(c, at).values()) for c in candidates]
    out = np.zeros((1 + len(pairs), len(COLUMNS)), np.float32)
    out[0, 0] = 1
    out[:, 1 : 1 + len(own)] = own
    if pairs:
        out[1:, 1 + len(own) :] = pairs
    return out


COLUMNS = (
    "nobody", "is he", "is she", "is they", "is it", "is other pronoun", "is definite", "is indefinite", "is bare",
    "is name", "is none", "plural", "both", "who", "I", "this", "modifiers", "names inside", "document noun",
    "body noun", "role noun", "kin noun", "people noun", "spokesperson", "part", "other", "one", "owned",
    "demonstrative", "headline", "paragraph", "quoted words before", "direct", "in content", "opens", "source",
    "office noun", "long", "sort person", "sort people", "sort body", "sort place", "sort thing", "sort document",
    "named", "joint", "plural candidate", "before", "same sentence", "sentences", "paragraphs", "same paragraph",
    "last paragraph", "last sentence", "recency", "most recent", "rank", "first of sort", "subject", "subject here",
    "owner", "last quoted", "last reported", "in own content", "spots", "spots in all", "spots here", "in headline",
    "opens paragraph", "spoke", "said", "last speaker", "last speaker but one", "last speaker, same paragraph",
    "last speaker, paragraph before", "last speaker by pronoun", "spoken of since", "after", "after only",
    "after, sentences", "after, paragraphs", "after, same sentence", "after, subject", "after, next paragraph",
    "gender fits", "gender against", "gender unknown", "number against", "same noun", "same noun, last word",
    "other noun", "no noun", "role fits", "same number", "no new modifier", "new modifiers", "no new name",
    "same words", "head in name", "shared words", "words unknown", "named inside", "named inside, speaks for",
    "named inside, candidate", "body can be", "body, document", "outlet", "takes up", "fits name",
)  # fmt: skip
"""The columns of a table, in order: nobody, what the mention tells, what a candidate tells."""
