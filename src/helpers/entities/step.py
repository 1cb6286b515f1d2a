"""Entities: mentions of people, organisations, places and things, joined into one row each."""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from itertools import chain, pairwise

from spacy.language import Language
from spacy.tokens import Doc

from helpers.entities.gender_evidence import called
from helpers.entities.labels import is_people, known_label
from helpers.entities.mentions import Mention, introduced_initials, loose_initials, read_mentions, second_look
from helpers.extensions import declare
from helpers.lexicons import column, listed, words
from helpers.names import relations
from helpers.names.paragraphs import paragraph_of
from helpers.names.titles import title_start
from helpers.names.votes import PEOPLES
from helpers.text.lines import Offsets
from helpers.text.verbatim import span_at, verbatim

LABELS = ("PERSON", "ORG", "GPE", "LOC", "NORP", "MISC")
STATUSES = ("joined", "ambiguous")
ABBREVIATED = re.compile(r"\b(\w+)\.")
TOLD = 100
"""What a mention counts whose own words tell its label, against the others of a group."""
LONGEST_TITLE = 40
"""Characters of a title and the gap behind it."""
PLACE_LABELS = frozenset({"GPE", "LOC"})
PLACE_WORDS = listed("before places", "before places that name people too")


@dataclass(frozen=True, slots=True)
class Entity:
    """Somebody or something that the article names; `ambiguous` mentions fit several entities and are given to none."""

    id: str  # "e1" … in the order of first mention
    name: str  # the fullest form as written, without title and possessive
    label: str  # one of LABELS
    mentions: tuple[Offsets, ...]
    aliases: tuple[str, ...]  # the other forms as written
    status: str = "joined"
    candidates: tuple[str, ...] = ()  # for an ambiguous mention: the names it could stand for


@dataclass(slots=True)
class Group:
    """Mentions that are being joined: of one person where `person`, of nobody in particular where `candidates`."""

    mentions: list[Mention] = field(default_factory=list)
    person: bool = False
    candidates: tuple[str, ...] = ()
    pronoun: str = ""  # "he" or "she" where the text calls a person so
    label: str = ""  # where another group tells it
    firsts: dict[str, int] = field(default_factory=dict)  # each form as written, and where it first is
    begins: list[int] = field(default_factory=list)  # where its mentions begin, in order
    titles: set[str] = field(
        default_factory=set
    )  # before its mentions, and the roles behind them: what it is called by

    @classmethod
    def of(cls, *mentions: Mention, person: bool = False, candidates: tuple[str, ...] = (), label: str = "") -> Group:
        """A group of these mentions."""
        made = cls(person=person, candidates=candidates, label=label)
        made.take(mentions)
        return made

    def take(self, mentions: Iterable[Mention]) -> None:
        """Add mentions."""
        for mention in mentions:
            self.mentions.append(mention)
            insort(self.begins, mention.begin)
            self.firsts[mention.form] = min(mention.begin, self.firsts.get(mention.form, mention.begin))
            self.titles.update(filter(None, (mention.title, mention.after)))

    @property
    def begin(self) -> int:
        """Where the first mention begins."""
        return self.begins[0]

    @property
    def forms(self) -> list[str]:
        """The forms as written, each once, in the order of the text."""
        return sorted(self.firsts, key=self.firsts.__getitem__)

    @property
    def full_begin(self) -> int:
        """Where a person is first named in full."""
        return min(begin for form, begin in self.firsts.items() if relations.person_name(form).given)


class EntitiesComponent:
    """Writes `doc._.entities`: who and what the article names, one `Entity` each, in the order of first mention."""

    def __call__(self, doc: Doc) -> Doc:
        """Find the mentions and join them; names that the tagger set on `doc.ents` are read, never changed."""
        doc._.entities = find_entities(doc)
        return doc


@Language.factory("entities")
def create_entities(nlp: Language, name: str) -> EntitiesComponent:
    """The step after the names: mentions joined into entities."""
    declare()
    return EntitiesComponent()


Doubt = tuple[Mention, list[Group]]  # a short form and the persons that it fits


def find_entities(doc: Doc) -> tuple[Entity, ...]:
    """The entities of a Doc with names and, where it has them, paragraphs."""
    found = read_mentions(doc)
    initials = [*introduced_initials(doc), *loose_initials(doc, found)]
    forms = {m.form for m in found}
    # a place that stands in capitals before the first sentence is written otherwise in it
    extra = [form for form in (*surnames(found), *(f.title() for f in forms if shouted(f))) if form not in forms]
    looked = second_look(doc, found, [*extra, *(form for pair in initials for form in pair)])
    told, unclear = told_apart(doc, looked)
    groups = [*join(doc, told, initials), *unclear]
    ordered = sorted(groups, key=lambda group: group.begin)
    return tuple(entity(f"e{number}", group) for number, group in enumerate(ordered, 1))


def told_apart(doc: Doc, found: list[Mention]) -> tuple[list[Mention], list[Group]]:
    """The mentions, bodies of one name that belong to several states or towns called by their owners as well, and
    apart from them, as doubtful, where such a name stands alone: Lowen's Defense Ministry, Arvan's Defense Ministry."""
    owners, text = dict(owned_bodies(doc, found)), verbatim(doc)
    several: dict[str, dict[str, str]] = {}
    for mention, owner in owners.items():
        whole = text[owner.begin : mention.end]
        several.setdefault(relations.key(mention.form), {}).setdefault(shared_key(owner.form), whole)
    several = {key: forms for key, forms in several.items() if len(forms) > 1}
    told: list[Mention] = []
    unclear: dict[str, Group] = {}
    for mention in found:
        forms, its_owner = several.get(relations.key(mention.form)), owners.get(mention)
        if forms is None:
            told.append(mention)
        elif its_owner is not None:
            told.append(replace(mention, form=forms[shared_key(its_owner.form)]))
        else:
            alone = unclear.setdefault(mention.form, Group(candidates=tuple(forms.values()), label="ORG"))
            alone.take([mention])
    return told, list(unclear.values())


def owned_bodies(doc: Doc, found: list[Mention]) -> Iterable[tuple[Mention, Mention]]:
    """The bodies right behind the 's of a state or a town, each with its owner."""
    text = verbatim(doc)
    for owner, mention in pairwise(found):
        if owner.label in PLACE_LABELS and mention.label == "ORG" and text[owner.end : mention.begin] in ("'s ", "’s "):
            yield mention, owner


def surnames(found: Iterable[Mention]) -> list[str]:
    """The surnames of the full names among the mentions, as written."""
    forms = {m.form for m in found if m.label == "PERSON" and " " in m.form}
    return sorted(filter(None, (surname_as_written(form) for form in forms)))


def surname_as_written(form: str) -> str:
    """The last word or words of a full name that are its surname; empty where it is an initial or no name."""
    parts = [part for part in form.split() if relations.key(part) not in relations.SUFFIXES]
    size = len(relations.person_name(form).surname.replace("-", " ").split())
    last = [part for part in parts[-size:] if part]
    kept = " ".join(last).rstrip(".,")
    return kept if len(kept) > 2 and kept[:1].isalpha() and any(letter.isupper() for letter in kept) else ""


def join(doc: Doc, found: list[Mention], initials: list[tuple[str, str]]) -> list[Group]:
    """Groups of mentions: full names of persons first, then what is short for them, then everything else."""
    persons = person_groups(found)
    full = [list(group.mentions) for group in persons]  # before the short forms join them
    if any(pronoun_of_title(mention.title) for mention in found):
        note_callings(doc, found, persons)
    others, doubtful = short_forms(doc, found, persons)
    if doubtful and note_callings(doc, found, persons):
        # what the first round joined tells whom "he" and "Ms." mean in the second
        persons = [replaced(group, mentions) for group, mentions in zip(persons, full, strict=True)]
        others, doubtful = short_forms(doc, found, persons)
    return [*persons, *doubtful_groups(doubtful), *other_groups(by_address(doc, others), initials)]


def by_address(doc: Doc, found: list[Mention]) -> list[Mention]:
    """The mentions, those that only their titles tell apart with the title as a part of the name: Mr Ruiz, Mrs Ruiz."""
    several, text = couples(found), verbatim(doc)
    return [
        replace(one, form=relations.clean(text[title_begin(doc, one) : one.end]))
        if relations.key(one.form) in several and pronoun_of_title(one.title)
        else one
        for one in found
    ]


def title_begin(doc: Doc, mention: Mention) -> int:
    """The character at which the title before a mention begins."""
    begin = title_start(doc, span_at(doc, mention.begin, mention.end).start)
    return next((token.idx for token in doc[begin:] if not token.is_space), mention.begin)


def replaced(group: Group, mentions: list[Mention]) -> Group:
    """A person with these mentions in place of those there were."""
    made = Group.of(*mentions, person=True)
    made.pronoun = group.pronoun
    return made


def short_forms(doc: Doc, found: list[Mention], persons: list[Group]) -> tuple[list[Mention], list[Doubt]]:
    """Add the short forms that fit one person to them; the mentions that fit nobody, and those that fit several."""
    taken = {id(m) for group in persons for m in group.mentions}
    others, doubtful, companies, bearers = [], [], company_heads(found), Bearers(persons, couples(found))
    for mention in (m for m in found if id(m) not in taken):
        fitting = candidates(doc, mention, bearers)
        if fitting and companies.get(relations.key(mention.form), mention.begin) < mention.begin:
            fitting = [g for g in fitting if g.full_begin < mention.begin]
        if len(fitting) == 1:
            bearers.join(fitting[0], mention)
        elif fitting:
            doubtful.append((mention, fitting))
        else:
            others.append(mention)
    return others, doubtful


def company_heads(found: list[Mention]) -> dict[str, int]:
    """Where each company is first named, by its name without the word that says what it does: Veltmar Lines."""
    heads: dict[str, int] = {}
    for mention in found:
        rest, _, last = relations.key(mention.form).rpartition(" ")
        if rest and last in words("company_words"):
            heads.setdefault(rest, mention.begin)
    return heads


def note_callings(doc: Doc, found: list[Mention], persons: list[Group]) -> bool:
    """Note whom the text calls he or she; whether it calls anybody so."""
    taken = {id(m) for group in persons for m in group.mentions}
    others = [(m.begin, m.end) for m in found if m.label in ("PERSON", "") and id(m) not in taken]
    told = called(doc, [[(m.begin, m.end) for m in group.mentions] for group in persons], others)
    for group, pronoun in zip(persons, told, strict=True):
        group.pronoun = pronoun
    return any(told)


def person_groups(found: list[Mention]) -> list[Group]:
    """One group a person that is named in full anywhere; a full name without a middle one can fit only one person."""
    named = (form for form, label in majority(found).items() if label == "PERSON" and " " in form)
    full = {form for form in named if relations.person_name(form).given}
    groups: list[Group] = []
    alike: dict[str, list[Group]] = {}  # by the surname, which spellings of one name and names of one person share
    for mention in (m for m in found if m.form in full):
        same_name = alike.setdefault(relations.person_name(mention.form).surname, [])
        fitting = [g for g in same_name if all(may_be_one(mention.form, form) for form in g.firsts)]
        if len(fitting) == 1:
            fitting[0].take([mention])
        else:
            groups.append(Group.of(mention, person=True))
            same_name.append(groups[-1])
    return groups


@lru_cache(relations.FORMS)
def may_be_one(one: str, other: str) -> bool:
    """Whether two full names can be of one person."""
    return relations.same_person(one, other) or same(one, other)


def same(one: str, other: str) -> bool:
    """Whether two forms are spellings of one name."""
    return relations.key(one) == relations.key(other)


def majority(found: Iterable[Mention]) -> dict[str, str]:
    """The label that most mentions of a form bear; what a title or a role beside the name tells outvotes the tagger."""
    votes: dict[str, Counter] = {}
    for mention in found:
        told = mention.label == "PERSON" and (mention.title or mention.after in words("roles"))
        votes.setdefault(mention.form, Counter())[mention.label] += (TOLD if told else 1) * bool(mention.label)
    return {form: next(iter(counted.most_common(1)))[0] for form, counted in votes.items()}


class Bearers:
    """The persons of a text, found by what they can be called for short."""

    def __init__(self, persons: list[Group], couples: frozenset[str] = frozenset()):
        """Note what each of them can be called, and the names that the text gives to a man and to a woman."""
        self.couples = couples
        self.numbers: dict[str, dict[int, None]] = {}
        self.persons = persons
        self.number = {id(group): number for number, group in enumerate(persons)}
        for number, group in enumerate(persons):
            for form in group.firsts:
                self.note(number, form)

    def note(self, number: int, form: str) -> None:
        """Note what a person can be called by one of their full names."""
        for handle in relations.handles(form):
            self.numbers.setdefault(handle, {})[number] = None

    def join(self, group: Group, mention: Mention) -> None:
        """Give a mention to one of the persons."""
        new = mention.form not in group.firsts
        group.take([mention])
        if new:
            self.note(self.number[id(group)], mention.form)

    def called(self, form: str, way: str) -> list[Group]:
        """The persons that a short form is the surname, or the given name of."""
        near = sorted(
            dict.fromkeys(n for handle in relations.short_handles(form) for n in self.numbers.get(handle, ()))
        )
        groups = (self.persons[number] for number in near)
        return [group for group in groups if any(relations.bears(full, form) == way for full in group.firsts)]


def candidates(doc: Doc, mention: Mention, persons: Bearers) -> list[Group]:
    """The persons that a short form can stand for: those named in full before it, or after it where none was."""
    for way in ("surname", "given"):
        bearers = persons.called(mention.form, way)
        if bearers and ((way == "given" and mention.label not in ("PERSON", "")) or is_place(doc, mention)):
            return []
        bearers = beside_others(doc, mention, bearers)
        before = [g for g in bearers if g.full_begin < mention.begin]
        if bearers and not (
            len(bearers) == 1 and relations.key(mention.form) in persons.couples - known_as(bearers[0])
        ):
            return nearest(doc, mention, by_title(mention, before or bearers))
    return []


def couples(found: Iterable[Mention]) -> frozenset[str]:
    """The keys of the names that stand behind the title of a man and behind that of a woman: Mr Ruiz, Mrs Ruiz."""
    called_so: dict[str, set[str]] = {}
    for mention in found:
        called_so.setdefault(relations.key(mention.form), set()).add(pronoun_of_title(mention.title))
    return frozenset(form for form, pronouns in called_so.items() if pronouns >= {"he", "she"})


def known_as(group: Group) -> frozenset[str]:
    """The surnames of a person whom the text calls he or she; none where it does not."""
    return frozenset(relations.person_name(form).surname for form in group.firsts) if pronouns(group) else frozenset()


def beside_others(doc: Doc, mention: Mention, bearers: list[Group]) -> list[Group]:
    """Of several bearers of a name behind Mr. or Mrs. those not named in full just before: that is somebody else."""
    if len(bearers) < 2 or not pronoun_of_title(mention.title):
        return bearers
    text = verbatim(doc)
    last = len(text[max(0, mention.begin - LONGEST_TITLE) : mention.begin].rstrip().rstrip(".").rpartition(" ")[0])
    stop = max(text.rfind(mark, 0, max(0, mention.begin - LONGEST_TITLE) + last) for mark in '!?“”"\n')
    return [g for g in bearers if not any(is_beside(text, m, mention) for m in g.mentions if m.end >= stop)] or bearers


def is_beside(text: str, full: Mention, mention: Mention) -> bool:
    """Whether a full name stands before a mention with no end of a sentence and no quotation between."""
    if " " not in full.form or full.end >= mention.begin:
        return False
    between = re.sub(r"\w+\.?\s*$", "", text[full.end : mention.begin])  # without the title
    between = ABBREVIATED.sub(without_point, between)
    return not re.search(r"[.!?“”\"\n]", between)


def without_point(match: re.Match[str]) -> str:
    """A title or an initial without its point, which ends no sentence; any other word as it is."""
    return match[1] if len(match[1]) == 1 or match[1].casefold() in relations.titles() else match[0]


def nearest(doc: Doc, mention: Mention, fitting: list[Group]) -> list[Group]:
    """Of several bearers of a name the only one whom its paragraph has named so far, where there is such a one."""
    paragraph = paragraph_of(doc, mention.begin)
    if len(fitting) < 2 or paragraph is None:
        return fitting
    here = [g for g in fitting if bisect_left(g.begins, paragraph.begin) < bisect_left(g.begins, mention.begin)]
    return here if len(here) == 1 else fitting


def is_place(doc: Doc, mention: Mention) -> bool:
    """Whether a short form is a place and no surname: a known country, or a place's label behind a word like "in"."""
    if mention.label not in PLACE_LABELS:
        return False
    span = doc.char_span(mention.begin, mention.end, alignment_mode="expand")
    before = span.doc[span.start - 1].lower_ if span is not None and span.start else ""
    return known_label(mention.form) == "GPE" or before in PLACE_WORDS


def by_title(mention: Mention, fitting: list[Group]) -> list[Group]:
    """Of several bearers of a name those that the title before it allows: Mayor Ruiz is the mayor among them."""
    pronoun = pronoun_of_title(mention.title)
    if len(fitting) == 1 and pronoun and pronouns(fitting[0]) and pronoun not in pronouns(fitting[0]):
        return []  # Mrs. Ruiz is not the only Ruiz who is named in full, for the text calls him he
    if len(fitting) < 2 or not mention.title:
        return fitting
    known = [group for group in fitting if pronoun and pronoun in pronouns(group)]
    same_title = [group for group in fitting if mention.title in group.titles]
    allowed = [group for group in fitting if not (pronoun and pronouns(group) and pronoun not in pronouns(group))]
    return (known if len(known) == 1 else []) or same_title or allowed or fitting


def pronoun_of_title(title: str) -> str:
    """The pronoun that a title or role tells: mr, he; spokeswoman, she; empty where it tells none."""
    return column("titles", "pronoun").get(title, column("roles", "pronoun").get(title, ""))


def pronouns(group: Group) -> set[str]:
    """What the text calls somebody, by their titles and by the pronouns around their names."""
    return {group.pronoun, *map(pronoun_of_title, group.titles)} - {""}


def doubtful_groups(found: list[tuple[Mention, list[Group]]]) -> list[Group]:
    """Short forms that fit several persons, one group a form and set of persons; given to none of them."""
    groups: dict[tuple, Group] = {}
    full = {id(group): fullest(group) for _, fitting in found for group in fitting}
    for mention, fitting in found:
        possible = tuple(full[id(group)] for group in fitting)
        group = groups.setdefault((relations.key(mention.form), possible), Group(person=True, candidates=possible))
        group.take([mention])
    return list(groups.values())


def other_groups(found: list[Mention], initials: list[tuple[str, str]]) -> list[Group]:
    """Groups of bodies, places, peoples and things, and of persons known by one name alone."""
    groups: dict[str, Group] = {}
    for mention in found:
        groups.setdefault(shared_key(mention.form), Group()).take([mention])
    merged = list(groups.values())
    note_peoples(merged)
    pairs = [(relations.key(name), relations.key(short)) for name, short in initials]
    for way in (introduced(pairs), *WAYS):
        merged = merge(merged, way)
    return merged


def note_peoples(groups: list[Group]) -> None:
    """Note which groups are a people called after a place of the same text, and which that place: Karvian, Karvia."""
    single = [group for group in groups if " " not in group.forms[0] and not any(m.title for m in group.mentions)]
    begun: dict[str, dict[int, None]] = {}
    for number, people in enumerate(single):
        for beginning in (part for form in people.firsts for part in relations.beginnings(form)):
            begun.setdefault(beginning, {})[number] = None
    for place in single:
        near = (begun.get(relations.stem(form), ()) for form in place.firsts)
        for people in (single[number] for number in sorted(dict.fromkeys(chain.from_iterable(near)))):
            if any(relations.called_after(a, b) for a in people.firsts for b in place.firsts):
                people.label, place.label = "NORP", place.label or "GPE"


def shared_key(form: str) -> str:
    """What the forms of one name share by spelling, plural or the word list of aliases."""
    known = known_aliases().get(relations.key(form), "")
    if known:
        return known
    return relations.key(relations.singular(form) if is_people(form) and " " not in form else form)


@cache
def known_aliases() -> dict[str, str]:
    """Key of a form → key of the name that it is another form of."""
    return {relations.key(form): relations.key(name) for form, name in column("aliases", "name").items()}


Keys = Callable[[str], Iterable[Hashable]]


@dataclass(frozen=True, slots=True)
class Way:
    """One way in which a group can be short for another: `offers` of a form of the one meets `asks` of the other's.

    `allows` says of the two what their forms do not: labels, and which came first."""

    offers: Keys
    asks: Keys
    allows: Callable[[Group, Group], bool]


def merge(groups: list[Group], way: Way) -> list[Group]:
    """Join each group to the one that it fits; left alone where it fits several."""
    offered: dict[Hashable, dict[int, None]] = {}
    kept = dict(enumerate(groups))
    for number, group in kept.items():
        offer(offered, number, group, way)
    for number, group in enumerate(groups):
        near = dict.fromkeys(n for form in group.firsts for key in way.asks(form) for n in offered.get(key, ()))
        hosts = [n for n in near if n != number and n in kept and way.allows(kept[n], group)]
        if len(hosts) == 1:
            kept[hosts[0]].take(group.mentions)
            offer(offered, hosts[0], group, way)
            del kept[number]
    return list(kept.values())


def offer(offered: dict[Hashable, dict[int, None]], number: int, group: Group, way: Way) -> None:
    """Note what the forms of a group offer, under the number of the group that has them."""
    for key in (key for form in group.firsts for key in way.offers(form)):
        offered.setdefault(key, {})[number] = None


def introduced(pairs: Iterable[tuple[str, str]]) -> Way:
    """Where the text introduces a form of a group as the initials of a form of the other, by their keys."""
    full: dict[str, list[str]] = {}
    for name, short in pairs:
        full.setdefault(short, []).append(name)
    return Way(key_alone, lambda form: full.get(relations.key(form), ()), lambda host, group: True)


def key_alone(form: str) -> Iterable[Hashable]:
    """A form by its key."""
    return (relations.key(form),)


def bag_of_words(form: str) -> Iterable[Hashable]:
    """A form by its words in no order: Justice Department, Department of Justice."""
    return (relations.bag(form),)


def are_things(host: Group, group: Group) -> bool:
    """Whether neither of two groups is a person or a people."""
    return not {label_of(host), label_of(group)} & {"PERSON", "NORP"}


def initials_of(form: str) -> Iterable[Hashable]:
    """The initials that a name can be written as."""
    return relations.initials(form) if " " in form else ()


def letters_of(form: str) -> Iterable[Hashable]:
    """The letters of initials that are no state's: not US, UK."""
    return (relations.letters(form),) if relations.is_acronym(form) and not known_label(form) else ()


def ends_of(form: str) -> Iterable[Hashable]:
    """What a longer name ends with: the Trust, Democratic Forces."""
    parts = relations.key(form).split(" ")
    return (" ".join(parts[at:]) for at in range(1, len(parts)))


def short_body(form: str) -> Iterable[Hashable]:
    """The key of a form that may stand for a longer name."""
    return (relations.key(form),) if is_short_body(form) else ()


def is_end_of(host: Group, group: Group) -> bool:
    """Whether a body or thing came first and can be called by the end of its name."""
    return host.begin <= group.begin and {label_of(host), label_of(group)} <= {"ORG", "MISC"}


def head_of_company(form: str) -> Iterable[Hashable]:
    """A company's name without the word that says what it does: Veltmar, of Veltmar Lines."""
    rest, _, last = relations.key(form).rpartition(" ")
    return (rest,) if rest and last in words("company_words") else ()


def is_head_of(host: Group, group: Group) -> bool:
    """Whether a company came first and nothing else is said of its short name."""
    plain = not any(mention.placed or mention.title for mention in group.mentions)
    return host.begin <= group.begin and plain and label_of(host) == "ORG"


def people_alone(form: str) -> Iterable[Hashable]:
    """A people's name in the singular: Karvian, Karvians."""
    return (relations.key(relations.singular(form)),)


def are_one_people(host: Group, group: Group) -> bool:
    """Whether both can be a people, the one that came first being called so by the text, or neither being told."""
    return {host.label, group.label} <= {"NORP"} and host.begin <= group.begin


WAYS = (
    Way(bag_of_words, bag_of_words, are_things),
    Way(initials_of, letters_of, lambda host, group: True),
    Way(ends_of, short_body, is_end_of),
    Way(head_of_company, key_alone, is_head_of),
    Way(people_alone, people_alone, are_one_people),
)
"""How a group that is not of a named person can be short for another, in the order in which they are tried."""


def is_short_body(form: str) -> bool:
    """Whether a form may stand for a longer name: two words, or one that says what kind of body it is."""
    return " " in form or form.casefold() in words("group_nouns", kind="organisation")


def label_of(group: Group) -> str:
    """One label a group: PERSON for a person, what the word lists say, or what most mentions bear."""
    if group.person or any(form_title(m) for m in group.mentions):
        return "PERSON"
    if group.label:
        return group.label
    if is_called_people(group):
        return "NORP"
    votes: Counter = Counter()
    for mention in group.mentions:
        votes[mention.label] += (TOLD if mention.told else 1) * bool(mention.label)
    if not votes.total():
        return "ORG" if any(map(relations.is_acronym, group.forms)) else "MISC"
    first = votes.most_common(1)[0][0]
    if first == "PERSON" and is_placed_mostly(group):
        return "GPE"
    known = next(filter(None, map(known_label, group.forms)), "")
    return known if known and first != "PERSON" else first


def is_called_people(group: Group) -> bool:
    """Whether a single word that ends as peoples' names do mostly stands where such words stand."""
    fitting = [m for m in group.mentions if m.people and not m.title and PEOPLES.match(m.form)]
    return 2 * len(fitting) > len(group.mentions)


def is_placed_mostly(group: Group) -> bool:
    """Whether a single name without title stands where places stand, in half of its mentions or more."""
    placed = sum(mention.placed for mention in group.mentions)
    single = not any(mention.title or " " in mention.form for mention in group.mentions)
    return single and 2 * placed >= len(group.mentions)


def form_title(mention: Mention) -> bool:
    """Whether the title before a mention is a form of address, which only persons have."""
    return mention.title in words("titles", kind="honorific")


def fullest(group: Group) -> str:
    """The fullest form as written: most words, not in capitals, most often written, first."""
    counts = Counter(mention.form for mention in group.mentions)
    return max(group.forms, key=lambda form: (len(form.split()), not shouted(form), counts[form]))


def shouted(form: str) -> bool:
    """Whether a form is in capitals that are no initials."""
    return form.isupper() and len(form) > 5


def entity(id_: str, group: Group) -> Entity:
    """The row of a group."""
    name = fullest(group)
    return Entity(
        id=id_,
        name=name,
        label=label_of(group),
        mentions=tuple(sorted((m.begin, m.end) for m in group.mentions)),
        aliases=tuple(form for form in group.forms if form != name),
        status="ambiguous" if group.candidates else "joined",
        candidates=group.candidates,
    )
