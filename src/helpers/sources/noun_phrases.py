"""References: what a source span is made of: a pronoun, a name, several names, or a description."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Span, Token

from helpers.entities import Entity
from helpers.entities.labels import is_body_noun, is_people
from helpers.lexicons import column, in_order, listed, words
from helpers.names import relations
from helpers.names.common_nouns import is_ordinary, small_nouns
from helpers.names.titles import LETTERS, title_size
from helpers.text.bounds import sentence_of
from helpers.text.lines import Offsets

HE, SHE = listed("him"), listed("her")
THEY = listed("they, and theirs")
IT = listed("it, and its")
SPEAKER = listed("first person", "my, our", "mine, ours")
RELATIVE = listed("who, whom and that")
UNKNOWN = listed("second person", "nobody known")
PRONOUNS = HE | SHE | THEY | IT | SPEAKER | RELATIVE | UNKNOWN
COUNTS = {word: n for n, word in enumerate(in_order("numbers"), 1)}
COUNTS |= dict.fromkeys(listed("a or an", "single"), 1) | {"dozen": 12}
LONGEST_COUNT = 11
"""Digits of the largest number of people there are; a table holds it."""
SEVERAL = listed("several without an ending")
ABOUT = listed("a or an", "about a number")
QUANTITIES = listed("quantities")
PARTS = listed("parts of several")
"""Words that stand for some of those who were spoken of: "Two riders … One said"."""
DEFINITE = listed("definite")
TIMES = listed("stretches of time")
SAME = listed("the same")
"""Words that say of a description only that somebody is meant who was spoken of."""
OF_A_LIFE = re.compile(r"\d{1,3}-year-old$|(?:grand)?(?:mother|father|mum|dad)-of-\w+$")
"""What somebody is called by whose life alone is told: the 41-year-old, the father-of-two."""
PERSON_ENDING = re.compile(
    r"(?:er|or|ist|ian|ant|ee|man|woman|smith|wright|herd|boy|girl|lady|mother|father|-elect|-designate)$"
)
OFFICE_LIST = re.compile(
    r"(?:(?:[A-Z][\w-]+ ){1,3}|(?:[A-Z][\w-]+ ?){1,3}(?:, (?:[A-Z][\w-]+ ?){1,3})+,? )(?:and|&) (?:[A-Z][\w-]+ ){1,3}"
    r"(?P<office>[\w-]+) (?:[A-Z]\w+\.? )?"
)
"""What stands before the name of who heads what has several names: Former Culture, Media and Sport minister."""
OTHERS = listed("another")
STOPS = frozenset(
    {"VBD", "VBZ", "VBP", "MD", "TO", "WP", "WDT", "WP$", "IN", "-LRB-", "-RRB-", ":", ",", ".", "``", "''"}
)
PARTICIPLES = frozenset({"VBG", "VBN", "VB"})
OPENERS = frozenset([",", "—", "–", "--", "("])
"""Marks that a name or a description in apposition stands behind."""
CLOSERS = OPENERS | {")", ";", ":", "."}
DESCRIBING = frozenset({"DT", "PRP$", "POS", "JJ", "NN", "NNS", "NNP", "HYPH", "VBN", "AFX", "CD"})
LONGEST_BEFORE, LONGEST_BEHIND = 24, 24
"""Tokens before a noun that are its own, and in which the name that explains it is looked for."""
LONGEST_DESCRIPTION = 8
"""Tokens between a comma and the name behind it: former state senator."""


@dataclass(frozen=True, slots=True)
class Reference:
    """What a span of text refers by; `noun` is the head noun in the singular, empty for names and pronouns."""

    begin: int
    end: int
    text: str  # as written, without what nobody sees
    kind: str  # pronoun, name, names, description
    pronoun: str = ""
    entities: tuple[Entity, ...] = ()  # whom it names; for a description the names inside it
    noun: str = ""
    modifiers: frozenset[str] = frozenset()
    plural: bool = False
    definite: bool = False
    other: bool = False  # "another official": somebody else
    bare: bool = False  # no article and no number: "critics"
    people: int | None = None
    proper: bool = False  # a capitalised name that is in no entity
    members: bool = False  # "a chorus of Republicans": several people, whatever the noun is
    personal: bool = False  # "who" follows: a person, whatever the noun is


def span_of(reference: Reference) -> Offsets:
    """The characters of a reference."""
    return reference.begin, reference.end


class NameIndex:
    """The entity at a character, for one Doc."""

    def __init__(self, entities: Sequence[Entity]):
        """Remember every character of every mention."""
        self.entities = tuple(entities)
        self.at = {at: entity for entity in entities for mention in entity.mentions for at in range(*mention)}
        self.persons = [entity for entity in entities if entity.label == "PERSON" and " " in entity.name]
        self.surnames: dict[str, tuple[Entity, ...]] = {}

    def entity(self, token: Token) -> Entity | None:
        """The entity whose mention holds a letter of the token, if any; letters behind a name are its own: Ruiz KC."""
        found = self.at.get(token.idx) or self.at.get(token.idx + len(token) - 1)
        if found is not None or not token.i or token.text.replace(".", "") not in LETTERS:
            return found
        before = self.entity(token.nbor(-1))
        return before if before is not None and before.label == "PERSON" else None

    def surname(self, word: str) -> Entity | None:
        """The only person in the article who bears a capitalised word as a surname."""
        if word not in self.surnames:
            bearers = (e for e in self.persons if word.istitle() and relations.bears(e.name, word) == "surname")
            self.surnames[word] = tuple(bearers)
        found = self.surnames[word]
        return found[0] if len(found) == 1 else None


def read_reference(doc: Doc, offsets: Offsets, index: NameIndex) -> Reference | None:
    """What the span at `offsets` refers by; None where it holds no word."""
    span = trimmed(doc, offsets)
    if span is None:
        return None
    pronoun = lone_pronoun(span)
    if pronoun:
        return Reference(span.start_char, span.end_char, relations.clean(span.text), "pronoun", pronoun=pronoun)
    zone = head_zone(span)
    return named(span, zone, index) or described(span, zone, index)


def noun_reference(noun: Token, index: NameIndex) -> Reference | None:
    """What a common noun refers by, with the words before it that are its own; None where that is by a name."""
    verbs = [child.i for child in noun.lefts if child.dep_ == "cop"]
    own = [child.left_edge.i for child in noun.lefts if not verbs or child.i > verbs[-1]]
    begin = min([noun.i, *(at for at in own if noun.i - at <= LONGEST_BEFORE)])
    found = read_reference(noun.doc, (noun.doc[begin].idx, noun.idx + len(noun)), index)
    return found if found is not None and found.kind == "description" else None


def trimmed(doc: Doc, offsets: Offsets) -> Span | None:
    """The tokens at `offsets` without punctuation, gaps, a preposition or a possessive at the edges."""
    span = doc.char_span(*offsets, alignment_mode="expand")
    if span is None:
        return None
    begin, end = span.start, span.end
    while begin < end and (not is_word(doc[begin]) or (doc[begin].tag_ == "IN" and begin + 1 < end)):
        begin += 1
    while end > begin and (not is_word(doc[end - 1]) or is_possessive(doc[end - 1])):
        end -= 1
    end = before_time(doc, begin, end)
    return doc[begin:end] if begin < end else None


def before_time(doc: Doc, begin: int, end: int) -> int:
    """Where a span ends without the time that it closes with: "a survey by Norwind last week"; "a survey published last
    week" says which."""
    if end - begin < 4 or doc[end - 2].lower_ not in ("last", "this") or doc[end - 1].lower_ not in TIMES:
        return end
    return end if doc[end - 3].tag_ in PARTICIPLES | {"VBD", "IN", "POS", "DT"} else end - 2


def is_word(token: Token) -> bool:
    """Whether a token holds a letter or digit."""
    return any(letter.isalnum() for letter in token.text)


def is_possessive(token: Token) -> bool:
    """Whether a token is the 's of a possessive."""
    if token.tag_ == "POS" or token.lower_ in ("'s", "’s"):
        return True
    before = token.nbor(-1) if token.text in ("'", "’") and token.i else None
    return before is not None and before.lower_.endswith("s") and not before.whitespace_ and bool(token.whitespace_)


def lone_pronoun(span: Span) -> str:
    """The pronoun that a span consists of, in small letters; empty where there is more to it."""
    tokens = [token for token in span if not token.is_space]
    word = tokens[0].lower_
    alone = len(tokens) == 1 or tokens[1].lower_.endswith("self") or tokens[1].text[0] in "'’"  # we've
    return word if word in PRONOUNS and alone else ""


def head_zone(span: Span) -> Span:
    """The tokens up to the head noun, without what follows it (of …, who …); "some of the …" is passed over."""
    at = zone_end(span, span.start)
    if at < span.end and span.doc[at].lower_ == "of" and is_quantity(span.doc[span.start : at]):
        further = zone_end(span, at + 1)
        return span.doc[at + 1 : further] if further > at + 1 else span.doc[span.start : at]
    return without_tail(span.doc[span.start : max(at, span.start + 1)])


def without_tail(zone: Span) -> Span:
    """A run of words without the adjectives behind its noun: a person familiar (with …)."""
    end = zone.end
    while end - 1 > zone.start and zone.doc[end - 1].tag_ in ("JJ", "RB") and zone.doc[end - 2].tag_ in ("NN", "NNS"):
        end -= 1
    return zone.doc[zone.start : end]


def zone_end(span: Span, at: int) -> int:
    """Where the words before and of the head noun end, from the token `at` on."""
    begin = at
    while at < span.end:
        at += title_size(span.doc, at, span.end) or 1
        if at < span.end and at > begin and stops(span.doc[at], span):
            break
    return min(at, span.end)


def stops(token: Token, span: Span) -> bool:
    """Whether a token ends the run up to the head noun."""
    if inside_compound(token) or (is_possessive(token) and token.i + 1 < span.end):
        return False
    if token.tag_ in STOPS or (token.text in ",;:()–—-" and not token.tag_.startswith("HYPH")):
        return not inside_word(token)
    if token.tag_ in PARTICIPLES:
        following = token.nbor() if token.i + 1 < span.end else None
        tells = token.nbor(-1).tag_ in ("NN", "NNS")  # the lawyer representing Ruiz; a poll released Friday
        of_name = tells and following is not None and (following.tag_ == "NNP" or following.ent_type_ == "PERSON")
        return following is None or not following.tag_.startswith(("NN", "JJ")) or of_name
    before = token.nbor(-1)
    return token.lower_ == "and" and before.ent_type_ != "" and not before.tag_.startswith("JJ")


def inside_word(token: Token) -> bool:
    """Whether a hyphen or point stands between letters without a gap."""
    return token.text in "-.–" and not token.whitespace_ and not token.nbor(-1).whitespace_


def inside_compound(token: Token) -> bool:
    """Whether a token goes on a hyphenated word: the in of sister-in-law."""
    if token.i == 0 or token.nbor(-1).whitespace_:
        return False
    return token.text == "-" or token.nbor(-1).text == "-"


def is_quantity(zone: Span) -> bool:
    """Whether a run of words says only how many."""
    rest = [token for token in zone if token.lower_ not in ABOUT]
    return bool(rest) and all(token.lower_ in QUANTITIES | COUNTS.keys() or token.tag_ == "CD" for token in rest)


def named(span: Span, zone: Span, index: NameIndex) -> Reference | None:
    """A reference by name: the head noun is one, or a name stands in apposition; None where it is a description."""
    doc, holder = span.doc, office_holder(span, index)
    if holder is not None:
        return name_reference(span, (holder,))
    found = index.entity(doc[zone.end - 1])
    if found is not None and found.label == "NORP" and is_qualified(zone):
        return None
    rest = doc[zone.end : span.end]
    holder = name_in_apposition(rest, index, {"PERSON"}) if found is not None and is_office_name(found.name) else None
    if holder is not None:
        return called(span, zone, index, holder)
    if found is None:
        one = not is_plural(zone[-1]) or is_one_of(span, zone)
        found = name_in_apposition(rest, index, bearers(zone)) if one else None
        if found is not None:
            return called(span, zone, index, found)
        several = () if one else names_in_apposition(rest, index)
        if several:
            return name_reference(span, several)
        known = index.surname(zone.text) if len(span) == 1 else None
        return name_reference(span, (known,)) if known is not None else proper_name(span, zone)
    joined = [index.entity(token) for token in joining(rest) if not is_before_noun(token)] if is_and(rest) else []
    several = tuple(dict.fromkeys([*names_in(zone, index, found), *(e for e in joined if e)]))
    return name_reference(span, several if is_and(rest) or is_list(zone) else (found,))


def office_holder(span: Span, index: NameIndex) -> Entity | None:
    """Who holds an office with a list in its name that opens a span: Culture, Media and Sport minister Ana Ruiz."""
    found, text = index.entity(span[-1]), span.text
    at = text.rfind(found.name) if found is not None and found.label == "PERSON" else 0
    listed_office = OFFICE_LIST.fullmatch(text[:at])
    if listed_office is None or listed_office["office"].casefold() not in words("roles") | relations.titles():
        return None
    others = {entity for token in span if (entity := index.entity(token)) not in (None, found)}
    persons = (entity for entity in others if entity is not None and entity.label == "PERSON")
    return None if any(" " in entity.name or len(entity.mentions) > 1 for entity in persons) else found


def is_one_of(span: Span, zone: Span) -> bool:
    """Whether a span means one of several: one of the sponsors."""
    return zone.start > span.start and span[0].lower_ == "one"


def names_in_apposition(rest: Span, index: NameIndex) -> tuple[Entity, ...]:
    """The persons in "two objectors, Ana Ruiz and Bo Lind": behind a mark, joined by "and"; none where it is one."""
    mark = next((token.i for token in rest if token.text in OPENERS), rest.end)
    at = name_behind(rest, mark + 1, index, {"PERSON"}) if mark < rest.end else rest.end
    if at >= rest.end or not any(token.lower_ == "and" for token in rest.doc[at : rest.end]):
        return ()
    found = [index.entity(token) for token in joining(rest.doc[at : rest.end])]
    persons = tuple(dict.fromkeys(one for one in found if one is not None and one.label == "PERSON"))
    return persons if len(persons) > 1 and found[0] == persons[0] else ()


def is_office_name(name: str) -> bool:
    """Whether a name is an office and its place, by which somebody else may be meant: Bishop of Lowen."""
    first, _, place = name.casefold().partition(" of ")
    return bool(place) and (first in relations.titles() or first in words("roles"))


def is_qualified(zone: Span) -> bool:
    """Whether only some members of a people or party are meant: some Democrats, a Republican."""
    return len(zone) > 1 and not (len(zone) == 2 and zone[0].lower_ == "the" and is_plural(zone[1]))


def is_and(rest: Span) -> bool:
    """Whether words after a name join another one to it."""
    return len(rest) > 0 and rest[0].lower_ in ("and", "or")


def joining(rest: Span) -> Span:
    """The words that join further names, up to what tells more of them: two journalists; whose son spoke for Lind."""
    told = (
        token.i - rest.start
        for token in rest
        if token.tag_ in ("WP", "WP$", "WDT", "-LRB-") or (token.tag_ == "DT" and token.nbor(-1).text == ",")
    )
    return rest[: next(told, len(rest))]


def is_before_noun(token: Token) -> bool:
    """Whether a noun follows a word, so that it may only tell more of it: House Speaker Leo Marsh."""
    return token.i + 1 < len(token.doc) and token.nbor().tag_.startswith("NN")


def is_list(zone: Span) -> bool:
    """Whether the words before the last name are further names."""
    return any(token.lower_ == "and" for token in zone)


def names_in(zone: Span, index: NameIndex, found: Entity) -> list[Entity]:
    """The names in a list of names, or the last name alone."""
    if not is_list(zone):
        return [found]
    return [entity for token in zone if (entity := index.entity(token)) and entity.label == found.label]


def bearers(zone: Span) -> set[str]:
    """The labels of names that a noun can be explained by: a publisher or an owner is a person or a body."""
    noun = relations.singular(zone[-1].text)
    doer = noun.endswith(("er", "or"))  # the bidder
    return {"PERSON", "ORG"} if is_body_noun(noun) or noun in words("roles") or doer else {"PERSON"}


def called(span: Span, zone: Span, index: NameIndex, found: Entity) -> Reference:
    """A reference to somebody described and named at once; the description's words are kept."""
    return replace(described(span, zone, index), kind="name", entities=(found,), plural=False)


def name_in_apposition(rest: Span, index: NameIndex, labels: set[str]) -> Entity | None:
    """The name in "the mayor of Lowen, Ana Ruiz, …", "its manager, ex-sprinter Bo Lind (31)": closed by a mark."""
    for mark in (token.i for token in rest if token.text in OPENERS):
        at = name_behind(rest, mark + 1, index, labels)
        found = index.entity(rest.doc[at]) if at < rest.end else None
        if found is not None and found.label in labels and is_closed(rest.doc[at : rest.end], found, index):
            return found
    return None


def name_behind(rest: Span, at: int, index: NameIndex, labels: set[str]) -> int:
    """Where a name begins behind a mark, its title, its article or a description of a person passed over."""
    doc, last = rest.doc, min(rest.end, at + LONGEST_DESCRIPTION)
    the = int(at < rest.end and doc[at].lower_ == "the" and title_size(doc, at + 1, rest.end) > 0)  # the Rt Rev
    begin = at + the + title_size(doc, at + the, rest.end)
    begin += begin < rest.end and "ORG" in labels and doc[begin].lower_ == "the"
    end = begin
    while end < last and doc[end].tag_ in DESCRIBING and is_no_name(doc[end], index):
        end += 1
    named = index.entity(doc[end]) if begin < end < last else None
    return end if named is not None and named.label == "PERSON" and doc[end - 1].tag_[:2] == "NN" else begin


def is_no_name(token: Token, index: NameIndex) -> bool:
    """Whether a word is in no name, or only in that of a people or party: Liberal councillor Ana Ruiz."""
    entity = index.entity(token)
    return entity is None or entity.label == "NORP"


def is_closed(name: Span, found: Entity, index: NameIndex) -> bool:
    """Whether a name is all there is up to the next mark: "the mayor, Ana Ruiz, said", not "the mayor, a Ruiz ally"."""
    following = next((token for token in name if index.entity(token) != found), None)
    return following is None or following.text in CLOSERS or following.tag_ in ("WP", "WDT", "IN")


def named_behind(noun: Token, index: NameIndex) -> Entity | None:
    """Who a common noun is said of, where a name explains it: "the mayor of Lowen, Ana Ruiz, said"."""
    doc, at, end = noun.doc, noun.i + 1, sentence_of(noun).end
    last = min(end, at + LONGEST_BEHIND)
    while at < last and doc[at].tag_ in DESCRIBING | {"IN"}:
        at += 1
    if at >= last or doc[at].text not in OPENERS:
        return None
    return name_in_apposition(doc[at : min(end, at + LONGEST_BEHIND)], index, bearers(doc[noun.i : noun.i + 1]))


def name_reference(span: Span, entities: tuple[Entity, ...]) -> Reference:
    """A reference to one entity, or to several at once."""
    kind = "name" if len(entities) == 1 else "names"
    begin, end = span.start_char, span.end_char
    return Reference(begin, end, relations.clean(span.text), kind, entities=entities, plural=len(entities) > 1)


def proper_name(span: Span, zone: Span) -> Reference | None:
    """A name that the tagger missed: the head is tagged as one and says no kind of person, body or paper."""
    head = zone[-1]
    if not looks_like_name(head) or is_known_noun(relations.singular(head.text)) or is_people(head.text):
        return None
    if zone[0].lower_ in DEFINITE and is_short_office(head):
        return None
    if len(zone) == 1 and is_ordinary(head, small_nouns(head.doc)):
        return None
    begin = zone.end - 1
    while begin > zone.start and span.doc[begin - 1].tag_ == "NNP" and not title_size(span.doc, begin - 1, zone.end):
        begin -= 1
    if begin > zone.start and not span.doc[begin].tag_.startswith("NNP"):
        return None
    text = relations.clean(span.doc[begin : zone.end].text)
    return Reference(span.start_char, span.end_char, text, "name", proper=True)


def looks_like_name(head: Token) -> bool:
    """Whether a word is written as a name: tagged as one, or with capitals where none are due."""
    if not head.text[:1].isupper():
        return False
    return head.tag_ == "NNP" or (any(letter.isupper() for letter in head.text[1:]) and len(head) > 1)


def is_short_office(head: Token) -> bool:
    """Whether a word is an office in capitals: MP, CEO."""
    return head.text.isupper() and len(head) > 1 and head.lower_ in relations.titles()


def is_known_noun(noun: str) -> bool:
    """Whether a noun says what it is: somebody's part, a body or a document."""
    return noun in words("roles") or noun in words("group_nouns") or noun in words("document_nouns")


def described(span: Span, zone: Span, index: NameIndex) -> Reference:
    """A reference by description: its head noun, number, article, how many people, and the names inside it."""
    head, first = zone[-1], zone[0]
    part = zone.start > span.start
    counted = how_many(span, is_plural(head))
    plural = is_plural(head) and not (part and counted == 1)
    owned = any(map(is_possessive, zone[:-1]))
    bare = (first == head or first.tag_[:2] in ("JJ", "NN")) and first.lower_ not in PARTS
    # headlines leave articles out: "Mayor says", "Union to strike"
    definite = (
        first.lower_ in DEFINITE or owned or (bare and not plural and is_known_noun(head_noun(zone)))
    ) and not part
    return Reference(
        begin=span.start_char,
        end=span.end_char,
        text=relations.clean(span.text),
        kind="description",
        entities=tuple(dict.fromkeys(e for token in span if (e := index.entity(token)) is not None)),
        noun=head_noun(zone),
        modifiers=frozenset(t.lower_ for t in zone[:-1] if t.tag_[:2] in ("JJ", "NN", "VB") and t.lower_ not in SAME)
        - frozenset(head_noun(zone).split("-")),
        plural=plural,
        definite=definite,
        other=any(token.lower_ in OTHERS for token in zone[:-1]) or first.lower_ in ("another", "others"),
        bare=bare,
        people=counted,
        members=is_of_people(span.doc[zone.end : span.end]),
        personal=is_personal(span)
        or bool(OF_A_LIFE.match(head_noun(zone)))
        or is_of_people_named(head, index)
        or is_short_office(head),
    )


def is_of_people(rest: Span) -> bool:
    """Whether "of" and several people follow a noun: of prominent Republicans, of residents."""
    if len(rest) < 2 or rest[0].lower_ != "of":
        return False
    noun = rest.doc[zone_end(rest, rest.start + 1) - 1]
    return is_plural(noun) and (relations.singular(noun.text) in words("roles") or is_people(noun.text))


def is_of_people_named(head: Token, index: NameIndex) -> bool:
    """Whether a description is headed by the name of a people or party: the Swede, a Republican."""
    entity = index.entity(head)
    return entity is not None and entity.label == "NORP"


def is_personal(span: Span) -> bool:
    """Whether a description goes on with who or whom, inside the span or behind its comma."""
    following = span.doc[span.end : span.end + 2]
    behind = len(following) > 1 and following[0].text == "," and following[1].lower_ in ("who", "whom")
    return behind or any(token.lower_ in ("who", "whom") for token in span)


def head_noun(zone: Span) -> str:
    """The head noun in the singular, two words where they are one role: press secretary, prime minister."""
    begin = len(zone) - 1
    while begin > 0 and inside_compound(zone[begin]):
        begin -= 1
    if begin < len(zone) - 1:
        return zone[begin:].text.casefold()
    two = relations.key(zone[-2:].text)
    if len(zone) > 1 and (relations.singular(two) in words("roles") or two in words("roles")):
        return relations.singular(two) if relations.singular(two) in words("roles") else two
    return relations.singular(zone[-1].text) if is_plural(zone[-1]) else zone[-1].lower_


def is_plural(token: Token) -> bool:
    """Whether a noun stands for several: by its tag, or by the word."""
    if token.tag_ == "CD" and COUNTS.get(token.lower_, 1) > 1:
        return True
    if token.tag_ in ("NNS", "NNPS") or token.lower_ in SEVERAL:
        return True
    return token.lower_ in words("group_nouns", kind="people")


def how_many(span: Span, plural: bool) -> int | None:
    """How many people a description says it means; None where it says no number."""
    numbers = [token for token in span[:4] if (token.lower_ in COUNTS or is_count(token.text)) and not is_aged(token)]
    if any(token.lower_ in ("percent", "%", "per") for token in span[:5]):
        return None
    if numbers:
        word = numbers[0].lower_
        counted = COUNTS.get(word) or int(word)
        return counted if counted != 1 or not plural or word == "one" else None
    return None if plural else 1


def is_count(word: str) -> bool:
    """Whether a word is a number of people in digits; there are not as many as have twelve, and "²" is no number."""
    return word.isdecimal() and len(word) <= LONGEST_COUNT


def is_aged(number: Token) -> bool:
    """Whether a number is joined to the word behind it and counts no people: the 41-year-old."""
    return number.i + 1 < len(number.doc) and not number.whitespace_ and number.nbor().text in "-‑–"


def gender_of_noun(noun: str) -> str:
    """The pronoun that a role noun itself tells (spokeswoman: she), or nothing."""
    return column("roles", "pronoun").get(noun, "")
