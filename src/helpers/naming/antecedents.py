"""Antecedents: whom a pronoun goes back to, or that nobody can tell."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Span, Token

from helpers.articles import Offsets
from helpers.attributions import Attribution
from helpers.entities import Entity
from helpers.lexicons import words
from helpers.naming import names
from helpers.naming.labels import PHRASE_TAGS
from helpers.naming.references import HE, IT, SHE, THEY, NameIndex, gender_of_noun, is_plural, named_behind
from helpers.naming.titles import title_start
from helpers.text.spans import merged, within

SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubjpass"})
NAMING = frozenset({"flat", "compound", "nmod:desc", "appos"})
SORT_OF = {"PERSON": "person", "NORP": "people", "ORG": "body", "GPE": "body", "MISC": "body", "LOC": "place"}
SUBORDINATE = frozenset({"advcl", "acl", "acl:relcl", "relcl"})
REACH = 2
"""Paragraphs before its own in which a pronoun's antecedent is looked for."""
NEAR = 2
"""Paragraphs in which a name takes up a description before it."""


@dataclass(frozen=True, slots=True)
class Trace:
    """Somebody or something that the running text speaks of: `who` is a key that is the same wherever they come up."""

    begin: int
    who: str
    sort: str  # person, people, body, document
    subject: bool
    paragraph: int
    speaker: bool = False


class Discourse:
    """Who has come up so far in an article, outside quoted words, and who was subject or speaker last."""

    def __init__(self, doc: Doc, attributions: Sequence[Attribution], index: NameIndex):
        """Note every name and every subject of `doc` that is not inside quoted words."""
        self.doc = doc
        self.index = index
        self.quoted = merged(span for a in attributions if a.form == "direct" for span in a.content)
        self.reported = merged(span for a in attributions if a.form != "direct" for span in a.content)
        self.edges = paragraph_edges(doc)
        self.pronouns: dict[str, set[str]] = {}
        self.traces = [*self.name_traces(), *self.noun_traces()]

    def paragraph(self, at: int) -> int:
        """The number of the paragraph that holds the character `at`."""
        return bisect_right(self.edges, at)

    def in_headline(self, at: int) -> bool:
        """Whether a character stands in the headline or its subtitle."""
        return any(p.begin <= at < p.end for p in self.doc._.paragraphs if p.kind in ("headline", "subtitle"))

    def name_traces(self) -> Iterable[Trace]:
        """A trace a mention of an entity."""
        for entity in dict.fromkeys(self.index.at.values()):
            for begin, end in entity.mentions:
                if SORT_OF[entity.label] != "place" and not within(begin, self.quoted):
                    yield Trace(
                        begin, key_of(entity), SORT_OF[entity.label], self.subject(begin, end), self.paragraph(begin)
                    )

    def subject(self, begin: int, end: int) -> bool:
        """Whether a name is the subject of a clause that is not itself reported."""
        span = self.doc.char_span(begin, end, alignment_mode="expand")
        root = span.root if span is not None else None
        if root is None or within(begin, self.reported):
            return False
        return is_subject(root) or self.opens(span)

    def opens(self, span: Span) -> bool:
        """Whether a name opens its sentence and is no possessive, so that it is the subject however the tree looks."""
        following = self.doc[span.end] if span.end < len(self.doc) else None
        start = title_start(self.doc, span.start)
        return start == span.sent.start and not (following is not None and following.tag_ == "POS")

    def noun_traces(self) -> Iterable[Trace]:
        """A trace a common noun that is a subject and may be taken up by a pronoun, unless a name explains it."""
        for token in self.doc:
            if token.dep_ in SUBJECTS and token.tag_ in ("NN", "NNS") and self.index.entity(token) is None:
                sort = sort_of_noun(token)
                silent = within(token.idx, self.quoted) or within(token.idx, self.reported)
                if sort and not silent and named_behind(token, self.index) is None:
                    self.learn_noun(f"n{token.i}", names.singular(token.text))
                    yield Trace(token.idx, f"n{token.i}", sort, True, self.paragraph(token.idx))

    def speak(self, offsets: Offsets, who: str, sort: str) -> None:
        """Note that `who` speaks at `offsets`; what else was noted there is the same one and is forgotten."""
        begin, end = offsets
        self.traces = [t for t in self.traces if not begin <= t.begin < end]
        self.traces.append(Trace(begin, who, sort, True, self.paragraph(begin), speaker=True))

    def rename(self, gone: str, who: str) -> None:
        """Note that two keys are one."""
        self.traces = [replace(t, who=who) if t.who == gone else t for t in self.traces]

    def learn(self, who: str, pronoun: str) -> None:
        """Note that the text itself calls `who` he or she."""
        self.pronouns.setdefault(who, set()).add(pronoun)

    def learn_noun(self, who: str, noun: str) -> None:
        """Note what a noun that somebody is called by tells: his wife, the spokesman."""
        if gender_of_noun(noun):
            self.learn(who, gender_of_noun(noun))

    def fits(self, who: str, pronoun: str) -> bool:
        """Whether nothing in the text speaks against calling `who` by this pronoun."""
        known = self.pronouns.get(who, set())
        return not known or pronoun in known

    def antecedents(self, word: str, at: int) -> list[str]:
        """The keys that the pronoun `word` at `at` can go back to: one where it is clear, several or none where not."""
        if word in HE | SHE:
            gender = "he" if word in HE else "she"
            near = [t for t in self.before(at, {"person"}) if self.fits(t.who, gender)]
            found = distinct([*self.clear(near), *self.beside(near, at)])
            return distinct([*found, *self.better_known(near, found, gender)]) if len(found) == 1 else found
        if word in THEY:
            return self.clear(self.before(at, {"people", "body"})) or self.only(self.before(at, {"person"}))
        return self.clear(self.before(at, {"body", "document"})) if word in IT else []

    def before(self, at: int, sorts: set[str]) -> list[Trace]:
        """The traces of some sorts before `at`, as far back as a pronoun reaches, in the order of the text."""
        first = self.paragraph(at) - REACH
        found = [t for t in self.traces if t.begin < at and t.sort in sorts and t.paragraph >= first]
        return sorted(found, key=lambda t: t.begin)

    def clear(self, found: list[Trace]) -> list[str]:
        """The last speaker and whoever was subject after the speaker last came up; else the last subjects."""
        speakers = [t for t in found if t.speaker]
        if speakers:
            last = speakers[-1].who
            since = max((t for t in found if t.who == last and t.subject), key=lambda t: t.begin)
            rivals = [t for t in found if t.subject and t.begin > since.begin]
            return self.alone(found, since) or distinct([last, *(t.who for t in rivals)])
        subjects = [t for t in found if t.subject]
        if subjects:
            return distinct(t.who for t in subjects if t.paragraph == subjects[-1].paragraph)
        return self.only(found)

    def alone(self, found: list[Trace], since: Trace) -> list[str]:
        """Whoever is subject, and the only one named, in a paragraph of their own after the last speaker's."""
        last = found[-1].paragraph
        here = [t for t in found if t.paragraph == last]
        one = distinct(t.who for t in here)
        return one if last > since.paragraph and len(one) == 1 and any(t.subject for t in here) else []

    def better_known(self, near: list[Trace], found: list[str], pronoun: str) -> list[str]:
        """Whom the text calls by a pronoun, beside somebody chosen whom it calls nothing, in the paragraphs since."""
        if self.pronouns.get(found[0]):
            return []
        since = max(t.paragraph for t in near if t.who == found[0])
        return [t.who for t in near if t.paragraph >= since and pronoun in self.pronouns.get(t.who, ())]

    def beside(self, found: list[Trace], at: int) -> list[str]:
        """Whom a pronoun in a subordinate clause can mean besides: anybody named before it in the same sentence."""
        token = self.doc.char_span(at, at + 1, alignment_mode="expand")[0]
        clause = token.head if token.dep_ in SUBJECTS else token
        if clause.dep_ == "ROOT" or not any(t.dep_ in SUBORDINATE for t in [clause, *clause.ancestors]):
            return []
        return [t.who for t in found if token.sent.start_char <= t.begin]

    def only(self, found: list[Trace]) -> list[str]:
        """The one that all traces are of; every one of them where they are of several."""
        return distinct(t.who for t in found)


def key_of(entity: Entity) -> str:
    """The key of an entity; entities that several names fit are told apart by their id as well."""
    return entity.id


def is_subject(root: Token) -> bool:
    """Whether a name's root is a subject, or stands in the name's place in front of one."""
    return root.dep_ in SUBJECTS or (root.dep_ in NAMING and root.head.dep_ in SUBJECTS)


def sort_of_noun(token: Token) -> str:
    """What kind of pronoun takes up a noun: person, people, body, document, or none of them."""
    noun = names.singular(token.text)
    if is_plural(token):
        return "people" if noun in words("roles") or noun in words("group_nouns") else ""
    if noun in words("roles"):
        return "person"
    if noun in words("document_nouns"):
        return "document"
    return "body" if noun in words("group_nouns") else ""


def distinct(found: Iterable[str]) -> list[str]:
    """Each key once, in the order of the text."""
    return list(dict.fromkeys(found))


def paragraph_edges(doc: Doc) -> list[int]:
    """Where each paragraph begins; by blank lines where the Doc has no paragraphs."""
    if doc._.paragraphs:
        return sorted(paragraph.begin for paragraph in doc._.paragraphs if paragraph.kind != "cut")
    return [0, *(token.idx for token in doc if token.is_space and token.text.count("\n") > 1)]


def relative_antecedent(doc: Doc, at: int) -> Offsets | None:
    """Offsets of the noun phrase that the relative pronoun at the character `at` goes back to, or None."""
    span = doc.char_span(at, at + 1, alignment_mode="expand")
    token = span[0]
    clause = next((t for t in [token, *token.ancestors] if t.dep_ in ("acl:relcl", "relcl")), None)
    if clause is not None and clause.head.i < token.i:
        head = clause.head
        return left_edge(head).idx, before_comma(doc, token.i)
    nouns = [t.i for t in doc[token.sent.start : token.i] if t.tag_.startswith("NN")]
    begin = nouns[-1] if nouns else token.i
    while begin > token.sent.start and doc[begin - 1].tag_ in PHRASE_TAGS | {"DT", "PRP$", "CD"}:
        begin -= 1
    return (doc[begin].idx, before_comma(doc, token.i)) if nouns else None


def left_edge(head: Token) -> Token:
    """The first token of a noun's own phrase, its article, adjectives and titles."""
    return head.doc[
        min([head.i, *(child.left_edge.i for child in head.lefts if child.dep_ not in ("cc", "punct", "case"))])
    ]


def before_comma(doc: Doc, at: int) -> int:
    """The character after the last word before the token `at`."""
    end = at
    while end > 0 and (doc[end - 1].is_punct or doc[end - 1].is_space):
        end -= 1
    return doc[end - 1].idx + len(doc[end - 1])
