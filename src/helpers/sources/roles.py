"""Roles: what somebody is said to be, in the words of the article, and for whom; which of them are offices."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from helpers.lexicons import column, listed, words
from helpers.names import relations
from helpers.names.titles import LONGEST_TITLE, title_start, words_of
from helpers.sources.clusters import Row
from helpers.sources.noun_phrases import (
    CLOSERS,
    LONGEST_DESCRIPTION,
    OPENERS,
    PERSON_ENDING,
    NameIndex,
    Reference,
    head_noun,
    is_possessive,
)
from helpers.sources.types import is_spokesperson
from helpers.text.bounds import sentence_of
from helpers.text.lines import Offsets
from helpers.text.quoted import quotations_of
from helpers.text.verbatim import span_at, verbatim

LONGEST_ROLE = 24
ENDS = frozenset({"VBD", "VBZ", "VBP", "MD", "WP", "WDT", "WP$", "WRB", "``", "''", "-LRB-", "-RRB-"})
IMPERSONAL = listed("possessors of offices")
POSSESSORS = listed("possessors")
ARTICLES = listed("articles")
PAST = listed("former", "retired")
"""Words that say of a role that it is over."""
FORMER = listed("former")
LEADS = listed("work")
TO_BE = listed("to be")
AFFILIATING = listed("affiliating")
YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
PARTY = re.compile(r"[A-Z]{1,3}-[A-Z][\w. ]{1,20}")
BEFORE_NAME = frozenset({"NN", "NNP", "NNPS", "NNS", "JJ", "HYPH", "VBN", "VBG", "POS", "DT", "PRP$", "IN"})
BEFORE_NOUN = frozenset({"NN", "NNP", "NNPS", "NNS", "JJ", "HYPH", "VBN", "AFX"})


@dataclass(frozen=True, slots=True)
class Role:
    """What somebody is, as written; offsets of those words; whom they speak or work for, as written."""

    text: str
    begin: int
    end: int
    noun: str
    affiliation: str = ""


def roles_at(doc: Doc, mentions: Iterable[Offsets], index: NameIndex) -> Iterator[Role]:
    """Every role given at the mentions, good ones first, each in the order of the text."""
    spans = [span for at in mentions if (span := doc.char_span(*at, alignment_mode="expand")) is not None]
    found = [one for span in spans for one in clear_roles(span)] + [rank_before(span) for span in spans]
    roles = [role(one, index) for one in found if one is not None and len(one) <= LONGEST_ROLE]
    yield from sorted(roles, key=second_choice)


def loose_role(doc: Doc, mentions: Iterable[Offsets]) -> Role | None:
    """For whom somebody speaks where no role is given: the body whose they are or that they are of, or a party."""
    spans = [span for at in mentions if (span := doc.char_span(*at, alignment_mode="expand")) is not None]
    found = (tell(span) for tell in (party_tag, employer_before, employer_after) for span in spans)
    return next((Role("", one.start_char, one.end_char, "", one.text) for one in found if one is not None), None)


def second_choice(found: Role) -> int:
    """What is said of somebody only where nothing better is: what they were, what they do, whose relative they are."""
    relation = found.text.split()[0].casefold() in POSSESSORS
    if found.noun in words("kin") or (relation and column("roles", "kind").get(found.noun, "") == "bystander"):
        return 3
    if found.noun.capitalize() in words("demonyms"):
        return 1
    if found.text.split()[0].casefold() in LEADS or found.noun == "member":
        return 2
    return int(bool(PAST & set(found.text.casefold().replace("-", " ").split()[:2])))


def clear_roles(name: Span) -> list[Span | None]:
    """The roles at one mention: before the name, behind it, and said of it."""
    before, after = description_before(name), apposition_after(name)
    # "the shopkeeper, Ana Ruiz, a cobbler": one word takes up what was known, and the new follows
    comma = name.end < len(name.doc) and name.doc[name.end].text == ","
    if comma and before is not None and len(before) == 1:
        first = [after, None if after is not None and is_bystander(before) else before]
    else:
        first = [before, after]
    return [*first, nouns_before(name), said_of(name)]


def is_bystander(found: Span) -> bool:
    """Whether a phrase says only what part somebody has in the story: the shopper, another juror."""
    return column("roles", "kind").get(relations.singular(found[-1].text), "") == "bystander"


def role(found: Span, index: NameIndex) -> Role:
    """The role that a stretch of text is."""
    head = role_head(found)
    noun = head_noun(found.doc[found.start : head.i + 1]) if head is not None else ""
    full = column("short_titles", "full").get(noun.capitalize(), "") or noun
    return Role(found.text, found.start_char, found.end_char, full, affiliation(found, index))


def role_head(found: Span) -> Token | None:
    """The noun of a role: the last word before its first preposition."""
    last = None
    for token in found[2 * is_one_of(found) :]:
        if token.tag_ == "IN" or token.text == ",":
            break
        # taggers take "the superintendent, Ana Ruiz" for an adjective
        noun = token.tag_.startswith("NN") or (last is None and is_role_noun(token)) or is_chosen(token)
        last = token if noun else last
    return last


def phrase(doc: Doc, at: int, sentence_end: int) -> Span | None:
    """A noun phrase from `at` on, without its article, up to a comma, a verb or a relative clause."""
    while at < sentence_end and (doc[at].lower_ in ARTICLES or doc[at].tag_ in ("RB", "PRP$")):
        at += 1
    end = at
    while end < sentence_end and not ends_phrase(doc[end]):
        end += 1
    while end > at and (doc[end - 1].is_space or doc[end - 1].lower_ in ("and", "or")):
        end -= 1
    return doc[at:end] if end > at else None


def ends_phrase(token: Token) -> bool:
    """Whether a role goes no further than the token before this one."""
    following = token.nbor() if token.i + 1 < len(token.doc) else token
    if token.lower_ in ("since", "until") or (token.lower_ in ("for", "in") and following.tag_ == "CD"):
        return True
    if token.lower_ == "and" and starts_anew(token):
        return True
    return token.tag_ in ENDS or token.text in (",", ";", ":", ".", "–", "—", "“", "”", '"', "!", "?") or token.is_space


def starts_anew(conjunction: Token) -> bool:
    """Whether a second description or a clause begins behind "and": a welder and the secretary's sister."""
    following = conjunction.nbor() if conjunction.i + 1 < len(conjunction.doc) else conjunction
    return following.tag_ == "PRP" or following.lower_ in (*ARTICLES, "her", "his")


def is_role_phrase(found: Span) -> bool:
    """Whether a phrase names somebody's part: its head is in the word list of roles or titles."""
    head = role_head(found)
    counted = found[0].tag_ == "CD" and not YEAR.fullmatch(found[0].text)  # the 2012 nominee
    if head is None or ((counted or found[0].tag_ in ("IN", "VBG", "TO")) and not is_one_of(found)):
        return False
    return is_role_noun(head) or (follows_a(found) and head.tag_ == "NN" and not says_other_kind(head))


def is_one_of(found: Span) -> bool:
    """Whether a phrase begins "one of": one of the organisers."""
    return len(found) > 2 and found[0].lower_ == "one" and found[1].lower_ == "of"


def follows_a(found: Span) -> bool:
    """Whether a phrase had the article a or an, as what somebody is has it: "a senior fellow"."""
    return found.start > 0 and found.doc[found.start - 1].lower_ in ("a", "an")


def says_other_kind(head: Token) -> bool:
    """Whether a noun names a body, a place or a document, so that a phrase with it is nobody's role."""
    noun = relations.singular(head.text)
    kinds = words("group_nouns") | words("places") | words("document_nouns")
    return noun in kinds or bool(head.ent_type_)


def is_role_noun(token: Token) -> bool:
    """Whether a noun is an office, a trade or a part somebody plays."""
    noun = relations.singular(token.text)
    two = token.doc[max(token.i - 1, 0) : token.i + 1].text.casefold()
    return (
        noun in words("roles")
        or two in words("roles")
        or is_chosen(token)
        or (
            noun in relations.titles()
            and not {noun} & (words("titles", kind="honorific") | words("titles", kind="modifier"))
        )
    )


def is_chosen(token: Token) -> bool:
    """Whether a word says of an office that it is not yet held: mayor-elect."""
    office, _, chosen = token.lower_.rpartition("-")
    if not office and token.i > 1 and token.nbor(-1).text == "-":
        office = token.nbor(-2).lower_
    return chosen in ("elect", "designate") and office in words("roles") | relations.titles()


def apposition_after(name: Span) -> Span | None:
    """ "John Dorrian, a U.S. military spokesman in Iraq": the phrase, without article; an age is passed over."""
    doc, end = name.doc, sentence_of(name[-1]).end
    at = behind_age(doc, behind_body(name) + (name.end < end and doc[name.end].tag_ == "POS"), end)
    if at + 1 >= end or doc[at].text not in OPENERS:
        return None
    found = phrase(doc, at + 1, end)
    head = role_head(found) if found is not None and is_role_phrase(found) else None
    return found if head is not None and head.ent_type_ != "PERSON" else None


def behind_body(name: Span) -> int:
    """The token behind a name and the body that somebody is of: Ana Ruiz of the Gazette, a critic."""
    employer = employer_after(name)
    return employer.end if employer is not None else name.end


def behind_age(doc: Doc, at: int, end: int) -> int:
    """The token behind an age: Ana Ruiz, 31, a baker; Ana Ruiz (31), a baker."""
    if at + 3 < end and doc[at].text in (",", "(") and doc[at + 1].tag_ == "CD" and doc[at + 2].text in (",", ")"):
        return at + 2 + (doc[at + 2].text == ")")
    return at


def leading_clause(doc: Doc, at: int, end: int) -> Span | None:
    """ "who heads the harbour committee": the verb and what follows it, where it says what somebody does."""
    if at >= end or doc[at].lower_ not in LEADS:
        return copula_role(doc, at, end)
    rest = phrase(doc, at + 1, end)
    return doc[at : rest.end] if rest is not None and any(t.tag_.startswith("NN") for t in rest) else None


def copula_role(doc: Doc, at: int, end: int) -> Span | None:
    """ "is the director of the trust": the phrase after the verb to be and an article."""
    at += at + 1 < end and doc[at].lower_ in ("has", "had") and doc[at + 1].lower_ == "been"
    if at + 1 >= end or doc[at].lower_ not in TO_BE or doc[at + 1].lower_ not in ARTICLES:
        return None
    found = phrase(doc, at + 1, end)
    return found if found is not None and is_role_phrase(found) else None


def said_of(name: Span) -> Span | None:
    """ "Ana Ruiz is the director of …", "Ana Ruiz, who heads …"."""
    doc, end = name.doc, sentence_of(name).end
    at = behind_age(doc, name.end, end)
    if at + 1 < end and doc[at].text == "," and doc[at + 1].lower_ == "who":
        return became(doc, at + 2, end) or leading_clause(doc, at + 2, end)
    found = copula_role(doc, at, end)
    return None if found is None or is_quoted(name) else found


def is_quoted(name: Span) -> bool:
    """Whether a name stands in somebody's words: "Ruiz is a bully" tells nobody's part."""
    found, at = quotations_of(name.doc), name.start_char
    place = bisect_left(found, at, key=lambda quote: quote.begin)
    return place > 0 and at < found[place - 1].end


def became(doc: Doc, at: int, end: int) -> Span | None:
    """ "who became chief executive in 2022": the phrase behind the verb, its article left out."""
    if at + 1 >= end or doc[at].lower_ != "became":
        return None
    found = phrase(doc, at + 1, end)
    head = role_head(found) if found is not None and is_role_phrase(found) else None
    return found if head is not None and is_role_noun(head) else None


def nouns_before(name: Span) -> Span | None:
    """ "Pentagon spokesman Peter Cook", "Mayor Ana Ruiz": the nouns and adjectives before the name."""
    doc, first = name.doc, words_begin(name)
    title = title_start(doc, name.start)
    end = name.start
    if title == end and not (end > first and is_role_before(doc[end - 1])):
        return None
    begin = min(title, end - 1)
    while begin > first and doc[begin - 1].tag_ in BEFORE_NOUN and doc[begin - 1].lower_ not in words("calendar"):
        begin -= 1
    begin -= begin > first and doc[begin].text == "-" and doc[begin - 1].tag_ == "CD"  # 17-year-old
    found = without_honorific(doc[max(begin, first) : end])
    found = without_rank(found) if found is not None else None
    return found if found is not None and not is_rank(found) and role_head(found) is not None else None


def words_begin(name: Span) -> int:
    """Where the sentence of a name begins, also where a parser ended one between a description and the name."""
    begin = sentence_of(name).start
    while begin > 0 and name.doc[begin - 1].is_alpha:
        begin = sentence_of(name.doc[begin - 1]).start
    return begin


def is_role_before(token: Token) -> bool:
    """Whether a word right before a name is one person's part: by the word list, an age, or a doer by its ending."""
    if token.tag_ == "NNS":
        return False
    aged = token.lower_ == "old" and token.nbor(-1).text == "-" if token.i else False
    doer = token.tag_ == "NN" and token.text.islower() and bool(PERSON_ENDING.search(token.text))
    return (
        is_role_noun(token) or aged or (doer and not says_other_kind(token) and token.lower_ not in words("calendar"))
    )


def party_tag(name: Span) -> Span | None:
    """ "Ana Ruiz (D-Ohio)", "Ana Ruiz, D-Ohio,": the letters of a party and whom somebody sits for."""
    doc, at = name.doc, name.end
    if at + 2 >= len(doc) or doc[at].text not in OPENERS:
        return None
    end = next((i for i in range(at + 1, min(at + 6, len(doc))) if doc[i].text in CLOSERS - OPENERS | {","}), at + 1)
    found = doc[at + 1 : end]
    return found if PARTY.fullmatch(found.text) else None


def employer_before(name: Span) -> Span | None:
    """ "the Gazette's Ana Ruiz": the body whose she is."""
    doc, at = name.doc, name.start - 1
    if at < 1 or not is_possessive(doc[at]) or doc[at - 1].ent_type_ != "ORG":
        return None
    begin = at - 1
    while begin > 0 and doc[begin].ent_iob_ == "I" and doc[begin - 1].ent_type_ == "ORG":
        begin -= 1
    while begin < at - 1 and not doc[begin].tag_.startswith("NN"):
        begin += 1
    return doc[begin:at]


def employer_after(name: Span) -> Span | None:
    """ "Ana Ruiz of the Gazette": the body that she is of."""
    doc, begin = name.doc, name.end + 1
    if begin >= len(doc) or doc[name.end].lower_ != "of":
        return None
    begin += begin < len(doc) and doc[begin].lower_ in ARTICLES
    end = begin
    while end < len(doc) and doc[end].ent_type_ == "ORG":
        end += 1
    return doc[begin:end] if end > begin else None


def without_rank(found: Span) -> Span:
    """A part without the rank behind it: Police spokesman Lt."""
    for size in range(1, min(LONGEST_TITLE, len(found) - 1) + 1):
        kept, rest = found[:-size], found[-size:]
        one_office = words_of(found[-size - 1 :]) in words("roles") | relations.titles()  # attorney general
        if (
            is_rank(rest)
            and not one_office
            and rest[0].text != "."
            and is_role_noun(kept[-1])
            and not is_rank(kept[-1:])
        ):
            return kept
    return found


def without_honorific(found: Span) -> Span | None:
    """A run of titles without forms of address at its end; None where nothing is left."""
    end = found.end
    honorific = words("titles", kind="honorific")
    while end > found.start and found.doc[end - 1].lower_.rstrip(".") in honorific:
        end -= 1
    return found.doc[found.start : end] if end > found.start else None


def is_rank(found: Span) -> bool:
    """Whether the words before a name are a military rank and nothing else."""
    return len(found) <= LONGEST_TITLE and words_of(found) in words("titles", kind="rank")


def rank_before(name: Span) -> Span | None:
    """ "Col. John Dorrian": the rank, where nothing else is said."""
    start = title_start(name.doc, name.start)
    while start < name.start and name.doc[start].is_space:
        start += 1
    found = without_honorific(name.doc[start : name.start]) if start < name.start else None
    return found if found is not None and is_rank(found) else None


def description_before(name: Span) -> Span | None:
    """ "the mayor, Ana Ruiz, …", "its manager, ex-sprinter Bo Lind (31)": the phrase that the name explains."""
    doc = name.doc
    start = title_start(doc, name.start)
    reverend = words_of(doc[start : name.start]) in words("titles", kind="clergy") and doc[start - 1].lower_ == "the"
    comma = comma_before(doc, start - reverend)  # the bishop, the Rev. Ana Ruiz
    closed = name.end >= sentence_of(name).end or doc[name.end].text in CLOSERS
    if comma < 1 or not closed:
        return None
    first = sentence_of(doc[comma]).start
    begin = comma
    while begin > first and (doc[begin - 1].tag_ in BEFORE_NAME or joins_roles(doc, begin - 1)):
        begin -= 1
    begin = phrase_begins(doc, begin, comma)
    while begin < comma and (doc[begin].tag_ in ("IN", "TO") or doc[begin].lower_ == "according"):
        begin += 1
    fixed = any(token.tag_ in ("DT", "PRP$", "POS") for token in doc[begin:comma])
    found = without_lead(doc[begin:comma])
    head = role_head(found) if len(found) else None
    return found if fixed and head is not None and is_role_noun(head) else None


def joins_roles(doc: Doc, at: int) -> bool:
    """Whether "and" stands between two parts of one person: founder and chief executive."""
    return at > 0 and doc[at].lower_ == "and" and is_role_noun(doc[at - 1]) and doc[at + 1].tag_[:2] in ("NN", "JJ")


def phrase_begins(doc: Doc, begin: int, end: int) -> int:
    """Where the last noun phrase begins that is not tied to what is before: last autumn | the mayor.

    An article begins one unless a preposition stands before it, and so does a form of address behind a noun."""
    starts = [begin]
    for at in range(begin + 1, end):
        before = doc[at - 1]
        free = before.tag_.startswith("NN") or before.tag_ in ("VBN", "VBG")
        address = doc[at].lower_.rstrip(".") in words("titles", kind="honorific") and before.text.islower()
        if free and (doc[at].tag_ in ("DT", "PRP$") or address):
            starts.append(at)
        elif before.lower_ == "from" and doc[at].tag_ in ("DT", "PRP$"):
            starts.append(at)  # a reply from the mayor, Ana Ruiz
    return starts[-1]


def comma_before(doc: Doc, at: int) -> int:
    """The mark before a name; "former state senator" may stand between them. -1 where there is none."""
    begin = at - 1
    while begin > 0 and at - begin <= LONGEST_DESCRIPTION and doc[begin].tag_ in BEFORE_NOUN | {"DT"}:
        if doc[begin].text in OPENERS:
            break
        begin -= 1
    if begin <= 0 or doc[begin].text not in OPENERS:
        return -1
    return (
        begin
        if begin == at - 1 or (doc[at - 1].tag_[:2] == "NN" and sentence_of(doc[begin]) == sentence_of(doc[at]))
        else -1
    )


def without_lead(found: Span) -> Span:
    """A phrase without its article, or "its own"."""
    start = found.start
    while start < found.end and found.doc[start].lower_ in ARTICLES | IMPERSONAL | {"own", "another"}:
        start += 1
    return found.doc[start : found.end]


def affiliation(found: Span, index: NameIndex) -> str:
    """Whom the role is for: the body after of, for, at, or the one before the noun; empty where none is said."""
    if found[0].lower_ in LEADS:
        return named_body(found, index)
    for token in found:
        if token.lower_ in AFFILIATING and token.i + 1 < found.end:
            after = body_after(found.doc[token.i + 1 : found.end], index)
            if after:
                return after
    head = role_head(found)
    return body_before(found.doc[found.start : head.i], index) if head is not None else ""


def body_after(rest: Span, index: NameIndex) -> str:
    """The body or place that a phrase begins with, without its article."""
    start = rest.start + (rest[0].lower_ in ARTICLES)
    end = start
    while end < rest.end and rest.doc[end].tag_ in BEFORE_NOUN | {"POS", "CD"}:
        end += 1
    named = named_body(rest.doc[start : max(start, past_nouns(rest, start))], index)
    if named:
        return named
    body = rest.doc[start:end]
    return body.text if len(body) and is_body(body, index) else ""


def past_nouns(rest: Span, at: int) -> int:
    """Where the nouns of a phrase and the name that they lead to end: the group Living Rivers."""
    while at < rest.end and rest.doc[at].tag_ in BEFORE_NOUN and rest.doc[at].text.islower():
        at += 1
    return min(at + 1, rest.end)


def named_body(phrase_: Span, index: NameIndex) -> str:
    """The first body or state that a phrase names, with all the words of its name; empty where it names none."""
    for token in phrase_:
        entity = index.entity(token)
        if entity is not None and entity.label in ("ORG", "GPE"):
            return next((verbatim(token.doc)[b:e] for b, e in entity.mentions if b <= token.idx < e), "")
    return ""


def body_before(before: Span, index: NameIndex) -> str:
    """The body or state at the front of the words before a role's noun: Pentagon, U.S. military, committee."""
    start = before.start + (len(before) > 0 and before[0].lower_ in PAST)
    for end in range(before.end, start, -1):
        body = before.doc[start:end]
        if is_body(body, index):
            return body.text
    return ""


def is_body(body: Span, index: NameIndex) -> bool:
    """Whether a phrase is an organisation or a state: its last word is in such a name or says such a kind."""
    entity = index.entity(body[-1])
    named = entity is not None and entity.label in ("ORG", "GPE")
    return named or relations.singular(body[-1].text) in words("group_nouns", kind="organisation")


def is_office(role: Role) -> bool:
    """Whether a role is an office, not somebody's relation or the part of a bystander."""
    return column("roles", "kind").get(role.noun.split()[-1], "office") != "bystander" and role.noun not in words("kin")


def is_in_office(row: Row) -> bool:
    """Whether a source is one person who is described by an office: a judge, a High Court judge."""
    first = row.first
    if first is None or first.plural or first.other:
        return False
    return column("roles", "kind").get(first.noun, "") == "office"


def fits_role(reference: Reference, role: Role) -> bool:
    """Whether "the Lowen mayor" can be somebody in this role: same noun, and no word that the role lacks."""
    said = frozenset(relations.key(role.text).split())
    return reference.noun == role.noun and reference.modifiers <= said and not (said - reference.modifiers) & FORMER


def role_read(doc: Doc, reading: Reference, index: NameIndex) -> Role | None:
    """The role that a description says, without its article."""
    span = span_at(doc, reading.begin, reading.end)
    found = phrase(doc, span.start, span.end) if not reading.modifiers & FORMER else None
    return role(found, index) if found is not None and is_role_phrase(found) else None


def says_more(one: Role, other: Role) -> bool:
    """Whether a role says all that another does, and for whom besides: attorney general of Lenmark."""
    some, others = (relations.key(each.text).split() for each in (one, other))
    return one.noun == other.noun and len(others) < 3 and set(others) < set(some)


def role_of_spokesperson(doc: Doc, row: Row) -> Role | None:
    """The noun by which a body's or person's unnamed spokesperson is called."""
    said = row.spokesperson or (row.first if row.first and is_spokesperson(row.first) else None)
    if said is None:
        return None
    at = re.search(rf"\b{re.escape(said.noun)}\b", verbatim(doc)[said.begin : said.end], re.IGNORECASE)
    return Role(at[0], said.begin + at.start(), said.begin + at.end(), said.noun) if at else None
