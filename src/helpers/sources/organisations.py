"""Bodies: which organisation a noun can mean: the company, the union, the ministry."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Span

from helpers.entities import Entity
from helpers.entities.labels import BODY_NOUNS, is_body_noun, noun_after_comma
from helpers.lexicons import listed, words
from helpers.names import relations
from helpers.sources.clusters import Row
from helpers.sources.noun_phrases import Reference
from helpers.sources.pronouns import Discourse
from helpers.sources.types import is_outlet, is_paper

ANY_BODY = listed("any body")
"""What bodies of any kind can be called."""
BUSINESS = listed("businesses")
"""What a company can be called whose name says its trade: Veltmar Lines."""
GUESSED = ANY_BODY | BUSINESS | listed("bodies of any name")
"""Nouns that can take up a body whose name does not say them; an agency, a ministry or a council is called so."""
OF_A_KIND = BODY_NOUNS | frozenset(map(relations.singular, words("company_words")))
UNIONS = listed("names of unions")
"""What a union can be called in its name."""
PRESS = listed("press")
"""What a newspaper or a broadcaster can be called; never a ministry."""


class Bodies:
    """The organisations of one Doc, and what the text has called each of them so far."""

    def __init__(self, discourse: Discourse):
        """Begin with nothing said of any of them."""
        self.discourse = discourse
        self.doc = discourse.doc
        self.kinds_of: dict[str, frozenset[str]] = {}

    def taken_up(self, reference: Reference) -> list[Entity] | None:
        """The organisation that "the department" or "the company" takes up: one called so, or else the last one.

        None where some body was named lately that it can be, and nothing says that it is."""
        in_headline = self.discourse.in_headline(reference.begin)
        known = [
            e for e in self.doc._.entities if e.label == "ORG" and (in_headline or e.mentions[0][0] < reference.begin)
        ]
        called_so = [e for e in known if reference.noun in self.kinds(e)]
        if not called_so and not in_headline and reference.noun in GUESSED:
            fitting = [e for e in known if self.can_be(e, reference.noun) and not self.is_workplace(e)]
            last = set(self.discourse.antecedents("it", reference.begin))
            lately = self.lately(fitting, reference.begin)
            companies = [e for e in fitting if is_company(e)]
            # a company called so by its name needs to be no subject
            sure = companies if len(companies) == 1 and lately in ([], companies) else []
            called_so = [e for e in fitting if e.id in last] or sure
            if lately and not called_so:
                return None
        return called_so

    def can_be(self, entity: Entity, noun: str) -> bool:
        """Whether a body can be called by a noun: nothing in its names says that it is of another kind.

        Initials may stand for an agency or a ministry; a name in words that says no kind is that of neither."""
        if is_paper(entity) or (is_outlet(entity) and noun not in PRESS):
            return False
        if noun in ANY_BODY or (noun in BUSINESS and is_company(entity)):
            return True
        open_ = noun in GUESSED or any(map(relations.is_acronym, (entity.name, *entity.aliases)))
        return open_ and not self.kinds(entity) & OF_A_KIND

    def learn_kind(self, row: Row, noun: str) -> None:
        """Note what kind of body the text calls an organisation."""
        for entity in row.entities if is_body_noun(noun) and len(row.entities) == 1 else ():
            self.kinds_of[entity.id] = self.kinds(entity) | {noun}

    def kinds(self, entity: Entity) -> frozenset[str]:
        """What an organisation can be called: by the words of its names, and by what it is said to be (a union)."""
        if entity.id not in self.kinds_of:
            said = {word for form in (entity.name, *entity.aliases) for word in key_words(form)}
            spans = [self.doc.char_span(*at, alignment_mode="expand") for at in entity.mentions]
            said |= {noun_after_comma(span) for span in spans if span is not None}
            said |= {relations.singular(w) for w in self.words_beside(spans) if is_body_noun(relations.singular(w))}
            said |= {"union"} if is_trade(entity.name) else set()
            self.kinds_of[entity.id] = frozenset(said)
        return self.kinds_of[entity.id]

    def words_beside(self, spans: Iterable[Span | None]) -> set[str]:
        """The common nouns right before names, and in the singular right behind: the charity Clean Rivers, the Dock and
        Yard union."""
        found = [span for span in spans if span is not None]
        before = [self.doc[span.start - 1] for span in found if span.start]
        behind = [self.doc[span.end] for span in found if span.end < len(self.doc)]
        return {t.text for t in before if t.tag_ in ("NN", "NNS")} | {t.text for t in behind if t.tag_ == "NN"}

    def is_workplace(self, entity: Entity) -> bool:
        """Whether a body is named only as where somebody works: an analyst at Norwind."""
        spans = [self.doc.char_span(*at, alignment_mode="expand") for at in entity.mentions]
        return all(span is not None and follows_trade(span) for span in spans)

    def lately(self, entities: list[Entity], at: int) -> list[Entity]:
        """Those of some entities that were named in the paragraphs in which a reference to them is looked for."""
        recent = {trace.who for trace in self.discourse.before(at, {"body"}) if trace.subject}
        return [entity for entity in entities if entity.id in recent]


def follows_trade(name: Span) -> bool:
    """Whether "at" or "with" and what somebody is stand before a name: an analyst at Norwind."""
    doc, at = name.doc, name.start - 1
    at -= at >= 0 and doc[at].lower_ == "the"
    return at > 0 and doc[at].lower_ in ("at", "with") and relations.singular(doc[at - 1].text) in words("roles")


def is_company(entity: Entity) -> bool:
    """Whether a body's name ends as companies' do: Veltmar Lines; not the Food Standards Authority."""
    return any(
        relations.key(form).rpartition(" ")[2] in words("company_words") for form in (entity.name, *entity.aliases)
    )


def is_trade(name: str) -> bool:
    """Whether a body's name ends with those who are in it, or is that of their union: Dock and Yard Workers; the Port
    Workers' Federation."""
    said = relations.key(name).split()
    of_trade = [is_of_trade(word) for word in said]
    return any(of_trade[-1:]) or (any(of_trade[:-1]) and relations.singular(said[-1]) in UNIONS)


def is_of_trade(word: str) -> bool:
    """Whether a word is the plural of a trade or office, possessive or not: workers, teachers'."""
    bare = word.rstrip("'’")
    return relations.singular(bare) != bare and relations.singular(bare) in words("roles")


def key_words(form: str) -> list[str]:
    """The words of a name, folded and in the singular."""
    return [relations.singular(word) for word in relations.key(form).split()]
