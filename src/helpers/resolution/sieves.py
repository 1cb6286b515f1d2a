"""Sieves: one way each of telling whom a mention means, the most precise first; each answers or passes on."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from helpers.lexicons import column, words
from helpers.naming import names
from helpers.naming.charges import is_charged
from helpers.naming.kinship import Kin, inverse, kin_reference, owner_noun, relation
from helpers.naming.labels import is_body_noun
from helpers.naming.offices import fits_role
from helpers.naming.references import HE, SHE, SPEAKER, Reference, gender_of_noun
from helpers.naming.titles import title_before
from helpers.naming.types import UNNAMED, is_cipher, is_one_word_body, is_spokesperson
from helpers.resolution.candidates import Candidate, Cast, short_form
from helpers.resolution.evidence import takes_up
from helpers.resolution.mentions import Mention

AGED = re.compile(r"(\d{1,3})-year-old$")
JUNIOR = frozenset(["child", "grandchild", "sibling's child"])
YOUNGER, ELDER = frozenset(["younger", "junior"]), frozenset(["elder", "older", "senior"])
ACCUSED = frozenset({"defendant", "accused"})
NEAR = 2
IN_TURN = ("first", "second", "third", "fourth")


@dataclass(frozen=True, slots=True)
class Answer:
    """Whom a mention means: the key of a candidate, None for nobody; which sieve said so, and how sure it is."""

    key: str | None
    decided_by: str
    confidence: float


@dataclass(slots=True)
class Story:
    """What a sieve can look at: everybody in the text, who has spoken so far, and the answers given."""

    cast: Cast
    speakers: list[tuple[str, Mention]]
    answers: dict[int, Answer]


Sieve = Callable[[Mention, Story], str | None]
"""The key of the candidate that a mention means, `NOBODY` where nobody can tell, None where the sieve has no answer."""
NOBODY = ""


def names_several(mention: Mention, story: Story) -> str | None:
    """Several names at once: one joint source."""
    reference = mention.reference
    if reference.kind != "names" or any(e.status != "joined" for e in reference.entities):
        return None
    return story.cast.joint(reference.entities).key


def named(mention: Mention) -> bool:
    """Whether a mention is by one name that is one entity's."""
    reference = mention.reference
    return reference.kind == "name" and len(reference.entities) == 1 and reference.entities[0].status == "joined"


def full_name(mention: Mention, story: Story) -> str | None:
    """The fullest form of a name stands in the span."""
    reference = mention.reference
    return reference.entities[0].id if named(mention) and reference.entities[0].name in reference.text else None


def short_name(mention: Mention, story: Story) -> str | None:
    """A part of a name, or initials, that one entity has."""
    return mention.reference.entities[0].id if named(mention) else None


def title_and_name(mention: Mention, story: Story) -> str | None:
    """A title before a surname that several bear: who is called so, or by its pronoun, or in that office."""
    reference = mention.reference
    if reference.kind != "name" or not reference.entities:
        return None
    doc = story.cast.doc
    span = doc.char_span(reference.begin, reference.end, alignment_mode="expand")
    title = title_before(doc, span.end - 1)
    fitting = bearers(reference, story.cast)
    pronoun = column("titles", "pronoun").get(title, "")
    if title in words("roles"):
        return only([c for c in fitting if any(title in names.key(role.text).split() for role in c.roles)])
    return only([c for c in fitting if pronoun in c.calls or not c.calls]) if pronoun else None


def bearers(reference: Reference, cast: Cast) -> list[Candidate]:
    """The persons whom a doubtful name fits."""
    fitting = {name for entity in reference.entities for name in entity.candidates}
    return [c for c in cast if len(c.entities) == 1 and c.entities[0].name in fitting]


def other_name(mention: Mention, story: Story) -> str | None:
    """A name that the tagger missed, or a letter that stands for one: Officer K."""
    reference = mention.reference
    if reference.proper:
        type_ = "named organisation" if is_one_word_body(reference.text) else "named person"
        return story.cast.new(f"p {names.key(reference.text)}", reference.text, type_).key
    if reference.kind == "name" and is_cipher(reference.text):
        name = reference.text.removeprefix("The ").removeprefix("the ")
        return story.cast.new(f"c {name}", name, "anonymous source").key
    return None


def quoted_speaker(mention: Mention, story: Story) -> str | None:
    """ "We" and "I" inside somebody's words are theirs."""
    inside = int(story.cast.places.content[mention.head])
    if mention.reference.pronoun not in SPEAKER or inside in (-1, mention.number):
        return None
    around = story.answers.get(inside)
    return around.key if around is not None else None


def spoken_for(mention: Mention, story: Story) -> str | None:
    """The body that an unnamed spokesperson speaks for: named with them, or called so: a ministry spokesman."""
    reference = mention.reference
    if reference.kind != "description" or not is_spokesperson(reference):
        return None
    keys = [e.id for e in reference.entities if e.label in ("ORG", "GPE", "LOC") and e.status == "joined"][:1]
    if not keys and not reference.entities:
        said = {names.singular(word) for word in reference.text.casefold().split()}
        bodies = [c for c in story.cast if c.sort == "body" and c.entities and c.before(mention.spot.begin)]
        called = [c.key for c in bodies if any(is_body_noun(noun) for noun in said & c.nouns)]
        keys = called if len(called) == 1 else []
    for key in keys:
        story.cast.by_key[key].spokesperson = story.cast.by_key[key].spokesperson or reference
    return keys[0] if keys else None


def relative_of(mention: Mention, story: Story) -> str | None:
    """A relative: the named person whom the text calls so, or somebody else without a name."""
    kin = kin_reference(story.cast.doc, mention.reference)
    if kin is None:
        return None
    owners = owners_of(kin, story)
    fitting = [c for c in related(kin, owners, story) if c.key not in owners and fits_noun(c, kin.noun)]
    if len(fitting) == 1 and len(owners) < 2:
        return fitting[0].key
    if fitting or mention.attribution is None:
        return None
    owner = owners[0] if len(owners) == 1 else str(mention.head)
    return story.cast.new(
        f"k {owner} {kin.noun}", short_form(mention.reference), "unnamed person", mention.reference
    ).key


def owners_of(kin: Kin, story: Story) -> list[str]:
    """The keys of those whose relative it can be; of a pronoun the last speaker whom it fits, if any."""
    cast = story.cast
    entity = cast.index.entity(kin.owner)
    if entity is not None:
        return [entity.id] if entity.status == "joined" else [c.key for c in cast if c.name in entity.candidates]
    if kin.owner.lower_ in HE | SHE:
        pronoun = "he" if kin.owner.lower_ in HE else "she"
        last = (key for key, _ in reversed(story.speakers) if cast.by_key[key].sort == "person")
        return [key for key in [next(last, "")] if key and cast.by_key[key].calls <= {pronoun}]
    noun = owner_noun(kin)
    return [c.key for c in cast if any(role.noun.split()[-1:] == [noun] for role in c.roles)]


def related(kin: Kin, owners: list[str], story: Story) -> list[Candidate]:
    """The named persons who are said to be such a relative, of the owner where one is known."""
    cast, found = story.cast, {}
    for tie in cast.ties:
        tied = owners_of(tie.kin, story)
        same = relation(tie.kin.noun) == relation(kin.noun)
        back = inverse(tie.kin.noun) == relation(kin.noun)
        if same and (not owners or not tied or set(tied) & set(owners)):
            found[tie.bearer.id] = cast.by_key[tie.bearer.id]
        if back and (not owners or tie.bearer.id in owners):
            found |= {key: cast.by_key[key] for key in tied if key in cast.by_key}
    return list(found.values())


def fits_noun(candidate: Candidate, noun: str) -> bool:
    """Whether nothing speaks against calling somebody by a word for a man or for a woman."""
    pronoun = gender_of_noun(noun)
    return not pronoun or not candidate.calls or pronoun in candidate.calls


def in_turn(mention: Mention, story: Story) -> str | None:
    """ "The first official", "the second official": by the order in which the text has brought them in."""
    reference = mention.reference
    first, *rest = reference.text.casefold().split()
    if reference.kind != "description" or first != "the" or not rest or rest[0] not in IN_TURN:
        return None
    alike = [c for c in story.cast if c.spoke and c.type in UNNAMED and is_one_called(c, reference.noun)]
    turn = IN_TURN.index(rest[0])
    return alike[turn].key if max(turn + 1, 2) <= len(alike) else None


def is_one_called(candidate: Candidate, noun: str) -> bool:
    """Whether a candidate is one person called by a noun."""
    first = candidate.first
    return first is not None and first.noun == noun and not first.plural and first.people == 1


def repeated(mention: Mention, story: Story) -> str | None:
    """A definite description whose noun and words a source has had before; of two in one paragraph nobody."""
    reference = mention.reference
    if reference.kind != "description" or not reference.definite or reference.other:
        return None
    fitting = {c.key: c for c in story.cast if c.spoke and any(takes_up(reference, form) for form in c.forms)}
    said = [(key, earlier) for key, earlier in story.speakers if key in fitting]
    if not said:
        return None
    last = said[-1][1].spot.paragraph
    return sole({key for key, earlier in said if earlier.spot.paragraph == last})


def in_role(mention: Mention, story: Story) -> str | None:
    """The only named person so far whose role has the same noun and all the words, or the only one here."""
    reference, spot = mention.reference, mention.spot
    if not is_single(reference):
        return None
    come_up = [c for c in with_roles(story, reference) if c.before(spot.begin)]
    fitting = [c for c in come_up if any(fits_role(reference, role) for role in c.roles)]
    if not fitting and reference.noun in ACCUSED:
        fitting = [c for c in come_up if is_charged(story.cast.doc, c.entities[0], reference.begin)]
    here = [c for c in fitting if c.spots[c.before(spot.begin) - 1].paragraph == spot.paragraph]
    return sole({c.key for c in here if len(fitting) > 1} or {c.key for c in fitting})


def named_later(mention: Mention, story: Story) -> str | None:
    """The only person named in this paragraph or the next two whose role has the same noun and all the words."""
    reference, spot = mention.reference, mention.spot
    headed = spot.token in story.cast.places.headline and not reference.plural and not reference.other
    if not is_single(reference) and not headed:
        return None
    later = [c for c in with_roles(story, reference) if not c.before(spot.begin)]
    near = [c for c in later if headed or c.spots[0].paragraph - spot.paragraph <= NEAR]
    return only([c for c in near if any(fits_role(reference, role) for role in c.roles)])


def is_single(reference: Reference) -> bool:
    """Whether a mention is a definite description of one person, group or thing."""
    return reference.kind == "description" and reference.definite and not reference.plural and not reference.other


def with_roles(story: Story, reference: Reference) -> list[Candidate]:
    """The named persons with a role whose names are not part of a description."""
    inside = {entity.id for entity in reference.entities}
    return [c for c in story.cast if c.roles and c.key not in inside]


def of_age(mention: Mention, story: Story) -> str | None:
    """ "The 41-year-old": who has been said to be 41."""
    reference, doc = mention.reference, story.cast.doc
    age = AGED.match(reference.noun)
    if not is_single(reference) or age is None:
        return None
    persons = [c for c in story.cast if c.sort == "person" and c.entities and c.before(mention.spot.begin)]
    behind = [(c, doc[story.cast.places.tokens(*at[:2]).stop :][:2]) for c in persons for at in c.spots]
    told = {c.key for c, two in behind if len(two) > 1 and two[0].text in (",", "(") and two[1].text == age[1]}
    return sole(told)


def by_seniority(mention: Mention, story: Story) -> str | None:
    """The younger or the elder of several of one name, where the text says who is whose son or daughter."""
    reference, cast = mention.reference, story.cast
    span = cast.doc.char_span(reference.begin, reference.end, alignment_mode="expand")
    said = {token.lower_ for token in cast.doc[max(span.start - 1, 0) : span.end]}
    if reference.kind != "name" or not reference.entities or not said & (YOUNGER | ELDER):
        return None
    keys = {c.key for c in bearers(reference, cast)}
    young = {t.bearer.id for t in cast.ties if t.bearer.id in keys and relation(t.kin.noun) in JUNIOR}
    young = {key for key in young if key in keys}
    return sole(young if said & YOUNGER else keys - young) if young else NOBODY if len(keys) > 1 else None


def called_so(mention: Mention, story: Story) -> str | None:
    """The only body so far that is called by the noun, in its name or beside it: the union, the ministry."""
    reference = mention.reference
    if not is_single(reference) or not is_body_noun(reference.noun) or reference.entities or reference.modifiers:
        return None
    bodies = [c for c in story.cast if c.sort == "body" and c.entities and c.before(mention.spot.begin)]
    return only([c for c in bodies if reference.noun in c.nouns])


def speaks_here(mention: Mention, story: Story) -> str | None:
    """ "A spokesman" without a body: the only one that the paragraph has been about."""
    reference, spot = mention.reference, mention.spot
    if reference.kind != "description" or not is_spokesperson(reference) or reference.entities or reference.other:
        return None
    if any(is_body_noun(names.singular(word)) for word in reference.text.casefold().split()):
        return None
    bodies = [c for c in story.cast if c.type == "named organisation" and len(c.entities) == 1]
    here = [
        c for c in bodies if any(s.paragraph == spot.paragraph and s.subject and s.begin < spot.begin for s in c.spots)
    ]
    for candidate in here if len(here) == 1 else ():
        candidate.spokesperson = candidate.spokesperson or reference
    return only(here) if not reference.definite else None


def same_words(mention: Mention, story: Story) -> str | None:
    """The same words again, without an article: police said, police added."""
    reference = mention.reference
    if reference.kind != "description" or not (reference.bare or (reference.entities and is_body_noun(reference.noun))):
        return None
    same = [c for c in story.cast if c.spoke and c.first is not None and are_same(c.first, reference)]
    return same[-1].key if same else None


def are_same(one: Reference, other: Reference) -> bool:
    """Whether two descriptions are the same words about the same names, articles apart."""
    alike = one.noun == other.noun and one.modifiers == other.modifiers and one.plural == other.plural
    return alike and one.bare == other.bare and one.entities == other.entities and not other.other


def only(fitting: list[Candidate]) -> str | None:
    """The key of the only one that fits."""
    return fitting[0].key if len(fitting) == 1 else None


def alone_here(mention: Mention, story: Story) -> str | None:
    """ "He" or "she" in a paragraph whose subject is one person, and that has named nobody else whom it can be."""
    reference, spot = mention.reference, mention.spot
    if reference.pronoun not in HE | SHE:
        return None
    gender = "he" if reference.pronoun in HE else "she"
    persons = [c for c in story.cast if c.sort == "person" and (not c.calls or gender in c.calls) and not is_passing(c)]
    places = [(c, s) for c in persons for s in c.spots if s.paragraph == spot.paragraph and s.begin < spot.begin]
    here = [(c, s) for c, s in places if not s.quoted]
    told = any(s.subject and s.content < 0 for _, s in here)
    return only(list({c.key: c for c, _ in here}.values())) if told else None


def is_passing(candidate: Candidate) -> bool:
    """Whether somebody without a name was only brought in as somebody new, and said nothing: a reporter asked."""
    return (
        not candidate.entities and not candidate.spoke and candidate.first is not None and not candidate.first.definite
    )


def sole(keys: set[str]) -> str | None:
    """The only one of some keys, `NOBODY` where there are several."""
    return None if not keys else next(iter(keys)) if len(keys) == 1 else NOBODY


SIEVES: dict[str, Sieve] = {
    "other name": other_name,
    "several names": names_several,
    "full name": full_name,
    "short name": short_name,
    "title and name": title_and_name,
    "elder or younger": by_seniority,
    "quoted speaker": quoted_speaker,
    "spokesperson": spoken_for,
    "spokesperson here": speaks_here,
    "relative": relative_of,
    "in turn": in_turn,
    "repeated": repeated,
    "role": in_role,
    "named later": named_later,
    "age": of_age,
    "called so": called_so,
    "same words": same_words,
    "alone in the paragraph": alone_here,
}
"""In the order in which they are asked."""
