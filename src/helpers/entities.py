"""Entities: mentions of people, organisations, places and things, joined into one row each."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from itertools import pairwise

from spacy.language import Language
from spacy.tokens import Doc

from helpers.articles import Offsets
from helpers.language import declare
from helpers.lexicons import column, words
from helpers.naming import names
from helpers.naming.callings import called
from helpers.naming.labels import PEOPLES, is_people, known_label
from helpers.naming.mentions import Mention, introduced_initials, loose_initials, read_mentions, second_look
from helpers.naming.paragraphs import paragraph_of
from helpers.text.verbatim import verbatim

LABELS = ("PERSON", "ORG", "GPE", "LOC", "NORP", "MISC")
STATUSES = ("joined", "ambiguous")
ABBREVIATED = re.compile(r"\b(\w+)\.")
TOLD = 100
"""What a mention counts whose own words tell its label, against the others of a group."""
PLACE_LABELS = frozenset({"GPE", "LOC"})
PLACE_WORDS = frozenset(["in", "near", "across", "throughout", "outside", "around", "from", "to"])


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

    @property
    def begin(self) -> int:
        """Where the first mention begins."""
        return min(mention.begin for mention in self.mentions)

    @property
    def forms(self) -> list[str]:
        """The forms as written, each once, in the order of the text."""
        return list(dict.fromkeys(m.form for m in sorted(self.mentions, key=lambda m: m.begin)))

    @property
    def titles(self) -> set[str]:
        """The titles before its mentions and the roles behind them: what it can be called by."""
        return {word for mention in self.mentions for word in (mention.title, mention.after) if word}


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
        several.setdefault(names.key(mention.form), {}).setdefault(shared_key(owner.form), whole)
    several = {key: forms for key, forms in several.items() if len(forms) > 1}
    told, unclear = [], {}
    for mention in found:
        forms, owner = several.get(names.key(mention.form)), owners.get(mention)
        if forms is None:
            told.append(mention)
        elif owner is not None:
            told.append(replace(mention, form=forms[shared_key(owner.form)]))
        else:
            alone = unclear.setdefault(mention.form, Group(candidates=tuple(forms.values()), label="ORG"))
            alone.mentions.append(mention)
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
    parts = [part for part in form.split() if names.key(part) not in names.SUFFIXES]
    size = len(names.person_name(form).surname.replace("-", " ").split())
    last = [part for part in parts[-size:] if part]
    kept = " ".join(last).rstrip(".,")
    return kept if len(kept) > 2 and kept[:1].isalpha() and any(letter.isupper() for letter in kept) else ""


def join(doc: Doc, found: list[Mention], initials: list[tuple[str, str]]) -> list[Group]:
    """Groups of mentions: full names of persons first, then what is short for them, then everything else."""
    persons = person_groups(found)
    full = [list(group.mentions) for group in persons]
    if any(pronoun_of_title(mention.title) for mention in found):
        note_callings(doc, found, persons)
    others, doubtful = short_forms(doc, found, persons)
    if doubtful and note_callings(doc, found, persons):
        # what the first round joined tells whom "he" and "Ms." mean in the second
        for group, mentions in zip(persons, full, strict=True):
            group.mentions = mentions
        others, doubtful = short_forms(doc, found, persons)
    return [*persons, *doubtful_groups(doubtful), *other_groups(others, initials)]


def short_forms(doc: Doc, found: list[Mention], persons: list[Group]) -> tuple[list[Mention], list[Doubt]]:
    """Add the short forms that fit one person to them; the mentions that fit nobody, and those that fit several."""
    taken = {id(m) for group in persons for m in group.mentions}
    others, doubtful, companies = [], [], company_heads(found)
    for mention in (m for m in found if id(m) not in taken):
        fitting = candidates(doc, mention, persons)
        if fitting and companies.get(names.key(mention.form), mention.begin) < mention.begin:
            fitting = [g for g in fitting if full_name_begins(g) < mention.begin]
        if len(fitting) == 1:
            fitting[0].mentions.append(mention)
        elif fitting:
            doubtful.append((mention, fitting))
        else:
            others.append(mention)
    return others, doubtful


def company_heads(found: list[Mention]) -> dict[str, int]:
    """Where each company is first named, by its name without the word that says what it does: Veltmar Lines."""
    heads: dict[str, int] = {}
    for mention in found:
        rest, _, last = names.key(mention.form).rpartition(" ")
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
    full = {form for form, label in majority(found).items() if label == "PERSON" and names.person_name(form).given}
    groups: list[Group] = []
    for mention in (m for m in found if m.form in full):
        fitting = [
            g for g in groups if all(names.same_person(mention.form, f) or same(mention.form, f) for f in g.forms)
        ]
        if len(fitting) == 1:
            fitting[0].mentions.append(mention)
        else:
            groups.append(Group([mention], person=True))
    return groups


def same(one: str, other: str) -> bool:
    """Whether two forms are spellings of one name."""
    return names.key(one) == names.key(other)


def majority(found: Iterable[Mention]) -> dict[str, str]:
    """The label that most mentions of a form bear; what a title or a role beside the name tells outvotes the tagger."""
    votes: dict[str, Counter] = {}
    for mention in found:
        told = mention.label == "PERSON" and (mention.title or mention.after in words("roles"))
        votes.setdefault(mention.form, Counter())[mention.label] += (TOLD if told else 1) * bool(mention.label)
    return {form: next(iter(counted.most_common(1)))[0] for form, counted in votes.items()}


def candidates(doc: Doc, mention: Mention, persons: list[Group]) -> list[Group]:
    """The persons that a short form can stand for: those named in full before it, or after it where none was."""
    for way in ("surname", "given"):
        bearers = [g for g in persons if any(names.bears(form, mention.form) == way for form in g.forms)]
        if bearers and ((way == "given" and mention.label not in ("PERSON", "")) or is_place(doc, mention)):
            return []
        bearers = beside_others(doc, mention, bearers)
        before = [g for g in bearers if full_name_begins(g) < mention.begin]
        if bearers:
            return nearest(doc, mention, by_title(mention, before or bearers))
    return []


def beside_others(doc: Doc, mention: Mention, bearers: list[Group]) -> list[Group]:
    """Of several bearers of a name behind Mr. or Mrs. those not named in full just before: that is somebody else."""
    if len(bearers) < 2 or not pronoun_of_title(mention.title):
        return bearers
    text = verbatim(doc)
    return [g for g in bearers if not any(is_beside(text, m, mention) for m in g.mentions)] or bearers


def is_beside(text: str, full: Mention, mention: Mention) -> bool:
    """Whether a full name stands before a mention with no end of a sentence and no quotation between."""
    between = re.sub(r"\w+\.?\s*$", "", text[full.end : mention.begin])  # without the title
    between = ABBREVIATED.sub(without_point, between)
    return " " in full.form and full.end < mention.begin and not re.search(r"[.!?“”\"\n]", between)


def without_point(match: re.Match[str]) -> str:
    """A title or an initial without its point, which ends no sentence; any other word as it is."""
    return match[1] if len(match[1]) == 1 or match[1].casefold() in names.titles() else match[0]


def nearest(doc: Doc, mention: Mention, fitting: list[Group]) -> list[Group]:
    """Of several bearers of a name the only one whom its paragraph has named so far, where there is such a one."""
    paragraph = paragraph_of(doc, mention.begin)
    if len(fitting) < 2 or paragraph is None:
        return fitting
    here = [g for g in fitting if any(paragraph.begin <= m.begin < mention.begin for m in g.mentions)]
    return here if len(here) == 1 else fitting


def full_name_begins(group: Group) -> int:
    """Where a person is first named in full."""
    return min(m.begin for m in group.mentions if names.person_name(m.form).given)


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
    return (column("roles", "pronoun") | column("titles", "pronoun")).get(title, "")


def pronouns(group: Group) -> set[str]:
    """What the text calls somebody, by their titles and by the pronouns around their names."""
    return {group.pronoun, *map(pronoun_of_title, group.titles)} - {""}


def doubtful_groups(found: list[tuple[Mention, list[Group]]]) -> list[Group]:
    """Short forms that fit several persons, one group a form and set of persons; given to none of them."""
    groups: dict[tuple, Group] = {}
    for mention, fitting in found:
        possible = tuple(fullest(group) for group in fitting)
        group = groups.setdefault((names.key(mention.form), possible), Group(person=True, candidates=possible))
        group.mentions.append(mention)
    return list(groups.values())


def other_groups(found: list[Mention], initials: list[tuple[str, str]]) -> list[Group]:
    """Groups of bodies, places, peoples and things, and of persons known by one name alone."""
    groups: dict[str, Group] = {}
    for mention in found:
        groups.setdefault(shared_key(mention.form), Group()).mentions.append(mention)
    merged = list(groups.values())
    note_peoples(merged)
    pairs = {(names.key(name), names.key(short)) for name, short in initials}
    for fits in (lambda a, b: introduced(a, b, pairs), same_words, initials_fit, tail_fits, head_fits, same_people):
        merged = merge(merged, fits)
    return merged


def note_peoples(groups: list[Group]) -> None:
    """Note which groups are a people called after a place of the same text, and which that place: Karvian, Karvia."""
    single = [group for group in groups if " " not in group.forms[0] and not any(m.title for m in group.mentions)]
    for place in single:
        for people in single:
            if any(names.called_after(a, b) for a in people.forms for b in place.forms):
                people.label, place.label = "NORP", place.label or "GPE"


def shared_key(form: str) -> str:
    """What the forms of one name share by spelling, plural or the word list of aliases."""
    known = known_aliases().get(names.key(form), "")
    if known:
        return known
    return names.key(names.singular(form) if is_people(form) and " " not in form else form)


def known_aliases() -> dict[str, str]:
    """Key of a form → key of the name that it is another form of."""
    return {names.key(form): names.key(name) for form, name in column("aliases", "name").items()}


def merge(groups: list[Group], fits: Callable[[Group, Group], bool]) -> list[Group]:
    """Join each group to the one that it fits; left alone where it fits several."""
    kept = list(groups)
    for group in groups:
        hosts = [other for other in kept if other is not group and fits(other, group)]
        if len(hosts) == 1:
            hosts[0].mentions += group.mentions
            kept = [other for other in kept if other is not group]
    return kept


def introduced(host: Group, group: Group, pairs: set[tuple[str, str]]) -> bool:
    """Whether the text introduces a form of `group` as the initials of a form of `host`."""
    return any((names.key(a), names.key(b)) in pairs for a in host.forms for b in group.forms)


def same_words(host: Group, group: Group) -> bool:
    """Whether two bodies bear the same words in another order: Justice Department, Department of Justice."""
    if {label_of(host), label_of(group)} & {"PERSON", "NORP"}:
        return False
    return any(names.bag(a) == names.bag(b) for a in host.forms for b in group.forms)


def initials_fit(host: Group, group: Group) -> bool:
    """Whether `group` is written as the initials of `host`."""
    short = [form for form in group.forms if names.is_acronym(form) and not known_label(form)]  # US, UK
    return any(names.fits_initials(form, name) for form in short for name in host.forms if " " in name)


def tail_fits(host: Group, group: Group) -> bool:
    """Whether a body's short form is the end of a longer name that came first: the Trust, Democratic Forces."""
    if not {label_of(host), label_of(group)} <= {"ORG", "MISC"} or host.begin > group.begin:
        return False
    ends = [names.key(form) for form in group.forms if is_short_body(form)]
    return any(names.key(name).endswith(" " + end) for name in host.forms for end in ends)


def head_fits(host: Group, group: Group) -> bool:
    """Whether a name is a company's without the word that says what it does: Veltmar, of Veltmar Lines."""
    if host.begin > group.begin or label_of(host) != "ORG" or any(m.placed or m.title for m in group.mentions):
        return False
    heads = {names.key(name).rpartition(" ") for name in host.forms}
    return any(
        rest and last in words("company_words") and rest == names.key(f) for rest, _, last in heads for f in group.forms
    )


def same_people(host: Group, group: Group) -> bool:
    """Whether two forms are of one people, one of them in the plural: Karvian, Karvians."""
    if not {host.label, group.label} <= {"NORP"} or host.begin > group.begin:
        return False
    return any(names.key(names.singular(a)) == names.key(names.singular(b)) for a in host.forms for b in group.forms)


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
        return "ORG" if any(map(names.is_acronym, group.forms)) else "MISC"
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
