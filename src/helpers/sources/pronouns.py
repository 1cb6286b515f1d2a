"""Antecedents: whom a pronoun goes back to, or that nobody can tell."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from spacy.tokens import Doc, Span, Token

from helpers.attributions import Attribution
from helpers.entities import Entity
from helpers.entities.labels import PHRASE_TAGS
from helpers.lexicons import listed, words
from helpers.names import relations
from helpers.names.titles import title_start
from helpers.sources.noun_phrases import HE, IT, SHE, SPEAKER, THEY, NameIndex, gender_of_noun, is_plural, named_behind
from helpers.syntax.labels import NOUN_SUBJECTS
from helpers.text.bounds import sentence_of
from helpers.text.lines import Offsets
from helpers.text.spans import merged, within
from helpers.text.verbatim import span_at

NAMING = frozenset({"flat", "compound", "nmod:desc", "appos"})
SORT_OF = {"PERSON": "person", "NORP": "people", "ORG": "body", "GPE": "body", "MISC": "body", "LOC": "place"}
OBJECTS = frozenset({"obj", "iobj", "dobj"})
SUBORDINATE = frozenset({"advcl", "acl", "acl:relcl", "relcl"})
ASKING = listed("meeting")
"""What a writer who says "I" does to those whose answers follow."""
REACH = 2
"""Paragraphs before its own in which a pronoun's antecedent is looked for."""
BLOCK = 256
"""Characters of a stretch of the text of which is noted who speaks in it."""
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
    topic: bool = False  # no subject, but whom a sentence is about: For Ruiz, that is not enough


class Discourse:
    """Who has come up so far in an article, outside quoted words, and who was subject or speaker last."""

    def __init__(self, doc: Doc, attributions: Sequence[Attribution], index: NameIndex):
        """Note every name and every subject of `doc` that is not inside quoted words."""
        self.doc = doc
        self.index = index
        self.quoted = merged(span for a in attributions if a.form == "direct" for span in a.content)
        self.reported = merged(span for a in attributions if a.form != "direct" for span in a.content)
        self.bodies = frozenset(e.id for e in index.entities if e.label == "PERSON" and is_thing(doc, e))
        self.saying = by_block(a for a in attributions if a.form != "direct")
        self.edges = paragraph_edges(doc)
        self.entities = {entity.id: entity for entity in index.entities}
        self.explained = self.names_of_subjects()
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
        for entity in self.index.entities:
            for begin, end in entity.mentions:
                if SORT_OF[entity.label] != "place" and not within(begin, self.quoted):
                    sort = "body" if entity.id in self.bodies else SORT_OF[entity.label]
                    subject = self.subject(begin, end)
                    topic = not subject and self.topic(begin, end)
                    here = self.paragraph(begin)
                    yield Trace(begin, key_of(entity), sort, subject or topic, here, topic=topic)

    def subject(self, begin: int, end: int) -> bool:
        """Whether a name is the subject of a clause that is not itself reported."""
        span = self.doc.char_span(begin, end, alignment_mode="expand")
        if span is None or self.is_reported(span.root) or self.names_others(span.root):
            return False
        return begin in self.explained or is_subject(span.root) or is_inverted(span.root) or self.opens(span)

    def topic(self, begin: int, end: int) -> bool:
        """Whether a sentence that is not itself reported is about a name, though it is not its subject."""
        span = self.doc.char_span(begin, end, alignment_mode="expand")
        if span is None or self.is_reported(span.root) or self.names_others(span.root):
            return False
        return self.follows_for(span) or self.asked(span)

    def is_reported(self, root: Token) -> bool:
        """Whether a name stands in what somebody says; not where the verb of saying is its own: Ruiz was accused."""
        near = self.saying.get(root.idx // BLOCK, ())
        around = [a for a in near if any(begin <= root.idx < end for begin, end in a.content)]
        if not around:
            return False
        up = chain([root], root.ancestors)
        verb = next((t for t in up if t.dep_ not in NAMING and t.dep_ not in NOUN_SUBJECTS), root)
        return any(not within(verb.idx, merged(a.cue)) for a in around)

    def names_others(self, root: Token) -> bool:
        """Whether a name only tells whose the noun behind it is: the Ruiz family, a Lind supporter."""
        noun = root.head
        told = root.dep_ == "compound" and noun.i > root.i and noun.tag_ in ("NN", "NNS")
        return told and self.index.entity(noun) is None

    def opens(self, span: Span) -> bool:
        """Whether a name opens its sentence and is no possessive, so that it is the subject however the tree looks."""
        following = self.doc[span.end] if span.end < len(self.doc) else None
        start = title_start(self.doc, span.start)
        return start == sentence_of(span).start and not (following is not None and following.tag_ == "POS")

    def follows_for(self, span: Span) -> bool:
        """Whether a name stands between a For that opens its sentence and a comma: "For Ruiz, that is not enough"."""
        start = title_start(self.doc, span.start)
        closed = span.end < len(self.doc) and self.doc[span.end].text == ","
        return closed and start == sentence_of(span).start + 1 and self.doc[start - 1].lower_ == "for"

    def asked(self, span: Span) -> bool:
        """Whether the words that follow can be somebody's answer, though no verb says so: of "I asked Ruiz", and of
        "a letter by Ruiz" in a sentence about no other person."""
        root, start = span.root, title_start(self.doc, span.start)
        verb = root.head
        if root.dep_ in OBJECTS and verb.lemma_.lower() in ASKING:
            return any(child.dep_ in NOUN_SUBJECTS and child.lower_ in ("i", "we") for child in verb.children)
        by = start > 1 and self.doc[start - 1].lower_ in ("by", "from")
        written = by and relations.singular(self.doc[start - 2].text.casefold()) in words("document_nouns")
        return written and not any(self.is_person(t) for t in sentence_of(span) if t.dep_ in NOUN_SUBJECTS)

    def is_person(self, token: Token) -> bool:
        """Whether a word stands for a person: a name, he or she or I, or a noun for somebody's part."""
        entity = self.index.entity(token)
        told = token.lower_ in HE | SHE | THEY | SPEAKER or relations.singular(token.text) in words("roles")
        return told if entity is None else entity.label == "PERSON"

    def names_of_subjects(self) -> frozenset[int]:
        """Where a name begins that explains a noun that is a subject: her brother, Emil Ruiz, was a baker."""
        subjects = [t for t in self.doc if t.dep_ in NOUN_SUBJECTS and t.tag_ == "NN" and self.index.entity(t) is None]
        found = [(noun, named_behind(noun, self.index)) for noun in subjects]
        behind = [min((b for b, _ in e.mentions if b > noun.idx), default=-1) for noun, e in found if e is not None]
        return frozenset(behind)

    def noun_traces(self) -> Iterable[Trace]:
        """A trace a common noun that is a subject and may be taken up by a pronoun, unless a name explains it."""
        for token in self.doc:
            spoken_of = token.dep_ in NOUN_SUBJECTS or is_inverted(token)
            if spoken_of and token.tag_ in ("NN", "NNS") and self.index.entity(token) is None:
                sort = sort_of_noun(token)
                silent = within(token.idx, self.quoted) or within(token.idx, self.reported)
                if sort and not silent and named_behind(token, self.index) is None:
                    self.learn_noun(f"n{token.i}", relations.singular(token.text))
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
            at = self.said_before(at)
            near = [t for t in self.before(at, {"person"}) if self.fits(t.who, gender)]
            found = distinct([*self.clear(near), *self.beside(near, at)])
            if len(found) != 1:
                return found
            return distinct([*found, *self.better_known(near, found, gender), *self.named_since(near, found, at)])
        if word in THEY:
            return self.clear(self.before(at, {"people", "body"})) or self.only(self.before(at, {"person"}))
        if word in IT:
            found = self.clear(self.before(at, {"body", "document"}))
            return distinct([*found, *self.unclear_since(found, at)])
        return []

    def just_named(self, at: int, pronoun: str) -> str | None:
        """The named person who spoke or was subject last, in this paragraph or the one before, and nobody since."""
        persons = self.before(at, {"person"})
        found = self.clear([t for t in persons if not pronoun or self.fits(t.who, pronoun)])
        entity = self.entities.get(found[0]) if len(found) == 1 else None
        if entity is None or entity.label != "PERSON" or entity.status != "joined":
            return None
        last = max(t.begin for t in persons if t.who == entity.id)
        near = self.paragraph(at) - self.paragraph(last) <= 1
        return entity.id if near and persons[-1].who == entity.id else None

    def said_before(self, at: int) -> int:
        """Where the same pronoun was subject before in the same chain of clauses: "She rose, as her mother had, and
        she says": she is whoever she was there."""
        token = span_at(self.doc, at, at + 1)[0]
        verb = token.head
        if token.dep_ not in NOUN_SUBJECTS or verb.dep_ != "conj":
            return at
        above = [verb.head, *([verb.head.head] if verb.head.dep_ == "advcl" and token.nbor(-1).tag_ == "CC" else [])]
        subjects = [t for each in above for t in each.children if t.dep_ in NOUN_SUBJECTS and t.i < token.i]
        same = [t for t in subjects if t.lower_ == token.lower_]
        return same[0].idx if same and not within(same[0].idx, self.quoted) else at

    def named_since(self, near: list[Trace], found: list[str], at: int) -> list[str]:
        """Who is named in a pronoun's paragraph before any pronoun, where the one chosen is not spoken of there."""
        here = [t for t in near if t.paragraph == self.paragraph(at)]
        if not here or any(t.who == found[0] for t in here):
            return []
        first = self.edges[self.paragraph(at) - 1] if self.paragraph(at) else 0
        going_on = any(
            token.lower_ in HE | SHE and not within(token.idx, self.quoted)
            for token in span_at(self.doc, first, here[0].begin + 1)
        )
        return [] if going_on else [t.who for t in here if t.who in self.entities]

    def unclear_since(self, found: list[str], at: int) -> list[str]:
        """Who has spoken in a paragraph in which "it" is said, after the body chosen came up, and may be a body too: a
        name of one word that the text never calls he or she."""
        if len(found) != 1:
            return []
        since = max(t.begin for t in self.traces if t.who == found[0] and t.begin < at)
        later = [t for t in self.before(at, {"person"}) if t.speaker and t.begin > since]
        here = [t.who for t in later if t.paragraph == self.paragraph(at) and not self.pronouns.get(t.who)]
        return [who for who in here if who in self.entities and " " not in self.entities[who].name]

    def before(self, at: int, sorts: set[str]) -> list[Trace]:
        """The traces of some sorts before `at`, as far back as a pronoun reaches, in the order of the text."""
        first = self.paragraph(at) - REACH
        found = [t for t in self.traces if t.begin < at and t.sort in sorts and t.paragraph >= first]
        return sorted(found, key=lambda t: t.begin)

    def clear(self, found: list[Trace]) -> list[str]:
        """The last speaker and whoever was subject after the speaker last came up; else the last subjects."""
        found = [replace(t, subject=False) if t.topic and self.is_left(t, found) else t for t in found]
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

    def is_left(self, topic: Trace, found: list[Trace]) -> bool:
        """Whether somebody else is a subject later in the paragraph that began about somebody."""
        later = [t for t in found if t.begin > topic.begin and t.paragraph == topic.paragraph and t.subject]
        return any(t.who != topic.who for t in later)

    def alone(self, found: list[Trace], since: Trace) -> list[str]:
        """Whoever is subject, and the only one named, in a paragraph of their own after the last speaker's."""
        last = found[-1].paragraph
        here = [t for t in found if t.paragraph == last and not self.in_passing(t)]
        one = distinct(t.who for t in here)
        return one if last > since.paragraph and len(one) == 1 and any(t.subject for t in here) else []

    def in_passing(self, trace: Trace) -> bool:
        """Whether a clause only tells when or why something was, with somebody new: "when a reporter asked her"."""
        noun = self.doc[int(trace.who[1:])] if trace.who[0] == "n" else None
        if noun is None or noun.head.dep_ != "advcl":
            return False
        return any(child.lower_ in ("a", "an") for child in noun.lefts)

    def better_known(self, near: list[Trace], found: list[str], pronoun: str) -> list[str]:
        """Whom the text calls by a pronoun, beside somebody chosen whom it calls nothing, in the paragraphs since."""
        if self.pronouns.get(found[0]):
            return []
        since = max(t.paragraph for t in near if t.who == found[0])
        return [t.who for t in near if t.paragraph >= since and pronoun in self.pronouns.get(t.who, ())]

    def beside(self, found: list[Trace], at: int) -> list[str]:
        """Whom a pronoun in a subordinate clause can mean besides: anybody named before it in the same sentence."""
        token = span_at(self.doc, at, at + 1)[0]
        clause = token.head if token.dep_ in NOUN_SUBJECTS else token
        if clause.dep_ == "ROOT" or not any(t.dep_ in SUBORDINATE for t in [clause, *clause.ancestors]):
            return []
        return [t.who for t in found if sentence_of(token).start_char <= t.begin]

    def only(self, found: list[Trace]) -> list[str]:
        """The one that all traces are of; every one of them where they are of several."""
        return distinct(t.who for t in found)


def by_block(attributions: Iterable[Attribution]) -> dict[int, list[Attribution]]:
    """The attributions whose content reaches into each stretch of `BLOCK` characters."""
    found: dict[int, list[Attribution]] = {}
    for one in attributions:
        blocks = (range(begin // BLOCK, end // BLOCK + 1) for begin, end in one.content)
        for block in dict.fromkeys(chain.from_iterable(blocks)):
            found.setdefault(block, []).append(one)
    return found


def key_of(entity: Entity) -> str:
    """The key of an entity; entities that several names fit are told apart by their id as well."""
    return entity.id


def is_subject(root: Token) -> bool:
    """Whether a name's root is a subject, or stands in the name's place in front of one."""
    return root.dep_ in NOUN_SUBJECTS or (root.dep_ in NAMING and root.head.dep_ in NOUN_SUBJECTS)


def is_inverted(root: Token) -> bool:
    """Whether a noun or name stands behind a form of to be as its subject: among them was Bo Lind; so is his sister."""
    forms = [child for child in root.children if child.dep_ == "cop" and child.i < root.i]
    told = any(child.dep_ in NOUN_SUBJECTS | {"expl", "csubj"} for child in root.children)
    # a sentence that the tree cuts in two goes on in small letters
    return bool(forms) and not told and (forms[0].i > sentence_of(root).start or forms[0].is_lower)


def is_thing(doc: Doc, entity: Entity) -> bool:
    """Whether a name is taken up by which, so that it is nobody's: Veltmar, which is based in Lowen."""
    for at in entity.mentions:
        span = doc.char_span(*at, alignment_mode="expand")
        following = [token.lower_ for token in doc[span.end : span.end + 2]] if span is not None else []
        if following == [",", "which"]:
            return True
    return False


def sort_of_noun(token: Token) -> str:
    """What kind of pronoun takes up a noun: person, people, body, document, or none of them."""
    noun = relations.singular(token.text)
    if is_plural(token):
        return "people" if noun in words("roles") or noun in words("group_nouns") else ""
    if noun in words("roles") or noun in words("trades"):
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
    token = span_at(doc, at, at + 1)[0]
    clause = next((t for t in [token, *token.ancestors] if t.dep_ in ("acl:relcl", "relcl")), None)
    if clause is not None and clause.head.i < token.i:
        head = clause.head
        return left_edge(head).idx, before_comma(doc, token.i)
    nouns = [t.i for t in doc[sentence_of(token).start : token.i] if t.tag_.startswith("NN")]
    begin = nouns[-1] if nouns else token.i
    while begin > sentence_of(token).start and doc[begin - 1].tag_ in PHRASE_TAGS | {"DT", "PRP$", "CD"}:
        begin -= 1
    return (doc[begin].idx, before_comma(doc, token.i)) if nouns else None


def persons_above(doc: Doc, at: int) -> Offsets | None:
    """Offsets of the people whom a body's noun before "who" only tells more of: drivers for the company who said."""
    token = span_at(doc, at, at + 1)[0]
    clause = next((t for t in [token, *token.ancestors] if t.dep_ in ("acl:relcl", "relcl")), None)
    head = clause.head.head if clause is not None and clause.head.dep_ in ("nmod", "pobj") else None
    head = head.head if head is not None and head.tag_ == "IN" else head
    if head is None or head.tag_ != "NNS" or relations.singular(head.text) not in words("roles"):
        return None
    return left_edge(head).idx, before_comma(doc, token.i)


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
