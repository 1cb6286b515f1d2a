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
FAR = 30


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
    mention, cast = at.mention, at.cast
    reference, spot = mention.reference, mention.spot
    last, following = last_spot(candidate, spot.begin), next_spot(candidate, spot.end)
    out: dict[str, float] = {f"sort {each}": candidate.sort == each for each in SORTS}
    number = candidate.before(spot.begin)
    content = candidate.spots[:number]
    speaking = [i for i, (key, _) in enumerate(at.speakers) if key == candidate.key]
    rank = len({key for key, _ in at.speakers[speaking[-1] + 1 :]}) if speaking else 9
    before = at.speakers[-1][1] if at.speakers else None
    out |= {
        "named": bool(candidate.entities),
        "joint": len(candidate.entities) > 1,
        "plural candidate": candidate.plural,
        "before": last is not None,
        "same sentence": last is not None and last.sentence == spot.sentence,
        "sentences": log1p(min(spot.sentence - last.sentence, FAR)) / 3 if last else 1.2,
        "paragraphs": log1p(min(spot.paragraph - last.paragraph, FAR)) / 3 if last else 1.2,
        "same paragraph": last is not None and last.paragraph == spot.paragraph,
        "last paragraph": last is not None and last.paragraph == spot.paragraph - 1,
        "last sentence": last is not None and last.sentence == spot.sentence - 1,
        "recency": log1p(at.recency[candidate.key]) / 3,
        "most recent": at.recency[candidate.key] == 0,
        "rank": log1p(at.rank[candidate.key]) / 3,
        "first of sort": at.rank[candidate.key] == 0,
        "subject": last is not None and last.subject,
        "subject here": any(s.subject and not s.quoted and s.paragraph == spot.paragraph for s in content),
        "owner": last is not None and last.owner,
        "last quoted": last is not None and last.quoted,
        "last reported": last is not None and last.content >= 0,
        "in own content": last is not None and mention.number >= 0 and last.content == mention.number,
        "spots": log1p(number) / 3,
        "spots in all": log1p(len(candidate.spots)) / 3,
        "spots here": min(sum(s.paragraph == spot.paragraph for s in content), 3) / 3,
        "in headline": any(s.token in cast.places.headline for s in candidate.spots[:3]),
        "opens paragraph": last is not None and any(s.paragraph == spot.paragraph and s.subject for s in content[-3:]),
        "spoke": bool(speaking),
        "said": log1p(len(speaking)) / 3,
        "last speaker": rank == 0,
        "last speaker but one": rank == 1,
        "last speaker, same paragraph": rank == 0 and before is not None and before.spot.paragraph == spot.paragraph,
        "last speaker, paragraph before": rank == 0 and before is not None and before.spot.paragraph == spot.paragraph - 1,
        "last speaker by pronoun": rank == 0 and before is not None and before.reference is not None
        and before.reference.kind == "pronoun" and reference is not None and before.reference.pronoun == reference.pronoun,
        "spoken of since": rank == 0 and any(c.key != candidate.key and (s := last_spot(c, spot.begin)) is not None
            and before is not None and s.begin > before.spot.begin and s.subject and c.sort == candidate.sort for c in cast),
        "after": following is not None,
        "after only": following is not None and last is None,
        "after, sentences": log1p(min(following.sentence - spot.sentence, FAR)) / 3 if following else 1.2,
        "after, paragraphs": log1p(min(following.paragraph - spot.paragraph, FAR)) / 3 if following else 1.2,
        "after, same sentence": following is not None and following.sentence == spot.sentence,
        "after, subject": following is not None and following.subject,
        "after, next paragraph": following is not None and last is None and following.paragraph == spot.paragraph + 1,
    }  # fmt: skip
    return out | of_words(candidate, at)


def of_words(candidate: Candidate, at: Setting) -> dict[str, float]:
    """What the words of a mention tell of a candidate: gender, number, noun, names."""
    reference = at.mention.reference
    kind = kind_of(reference)
    gender = kind if kind in ("he", "she") else ""
    noun = reference.noun if reference is not None else ""
    if not gender and noun:
        gender = gender_of_noun(noun)
    said = (
        content_words(reference.text) - {noun} if reference is not None and reference.kind == "description" else set()
    )
    inside = set(reference.entities) if reference is not None else set()
    own = bool(candidate.entities) and bool(inside & set(candidate.entities))
    same = bool(noun) and noun in candidate.nouns
    tail = bool(noun) and noun.split()[-1] in candidate.nouns
    form = next((f for f in reversed(candidate.forms) if f.noun == noun), None)
    role = reference is not None and any(fits_role(reference, r) for r in candidate.roles)
    out = {
        "gender fits": bool(gender) and gender in candidate.calls,
        "gender against": bool(gender) and bool(candidate.calls) and gender not in candidate.calls,
        "gender unknown": bool(gender) and not candidate.calls,
        "number against": reference is not None and kind in ("he", "she", "definite", "indefinite") and (reference.plural != candidate.plural) and candidate.sort in ("person", "people"),
        "same noun": same,
        "same noun, last word": tail,
        "other noun": bool(noun) and bool(candidate.nouns) and not tail,
        "no noun": not candidate.nouns,
        "role fits": role,
        "same number": form is not None and form.plural == reference.plural,
        "no new modifier": form is not None and reference.modifiers <= form.modifiers,
        "new modifiers": min(len(reference.modifiers - form.modifiers), 3) / 3 if form is not None else 0.0,
        "no new name": form is not None and set(reference.entities) <= set(form.entities),
        "same words": form is not None and names.key(form.text) == names.key(reference.text),
        "head in name": bool(noun) and noun in candidate.words,
        "shared words": min(len(said & candidate.words), 4) / 4,
        "words unknown": len(said - candidate.words) / max(len(said), 1),
        "named inside": own,
        "named inside, speaks for": own and (noun in words("roles", kind="spokesperson")),
        "named inside, candidate": bool(inside) and bool(candidate.forms) and any(inside & set(f.entities) for f in candidate.forms),
        "body can be": is_body_noun(noun) and candidate.sort == "body",
        "body, document": noun in words("document_nouns") and candidate.sort == "body",
        "outlet": bool(candidate.entities) and candidate.sort == "body" and is_outlet(candidate.entities[0]),
        "takes up": reference is not None and reference.kind == "description" and any(takes_up(reference, f) for f in candidate.forms),
        "fits name": reference is not None and kind == "name",
    }  # fmt: skip
    return out


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
