"""Utterances: the words of one attribution with their cue, and whose words they are."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from helpers import lexicons
from helpers.attributions import Attribution
from helpers.sources import Source
from helpers.syntax import clauses
from helpers.text.bounds import sentence_of
from helpers.text.lines import Offsets
from helpers.text.once import once
from helpers.text.verbatim import verbatim

OPENING = frozenset("“«„")
CLOSING = frozenset("”»")
HE_OR_SHE = lexicons.listed("one person", "several or one unsaid")
POSSESSORS = lexicons.listed("possessors", "possessors of offices")
IT_OR_THEY = lexicons.listed("a thing or a body", "several or one unsaid")
QUOTES = frozenset("“”\"‘’'")
WITHIN = 4
"""Words before a quotation inside a quotation among which its speaker stands: "*I* told him, ‘go home’"."""
BODIES = lexicons.words("source_types", kind="body")
LEXICAL = frozenset(["VERB", "NOUN", "ADJ"])


@dataclass(frozen=True, slots=True)
class Utterance:
    """Content, cue and source of one attribution as positions of tokens in `doc`."""

    doc: Doc
    content: frozenset[int]
    cue: frozenset[int]
    source: frozenset[int]
    regions: tuple[Offsets, ...]  # where evidence may lie: the content, and the cue
    names: frozenset[str]  # the source's names, in small letters
    pronouns: frozenset[str]  # that can stand for it outside quotation marks
    form: str
    inner: tuple[Offsets, ...]  # quotations inside the quoted content
    anchor: int | None  # the word of the cue that the content hangs on
    root: int | None  # the word of the content that hangs on it

    def tokens(self) -> list[Token]:
        """Cue and content, in the order of the text."""
        return [self.doc[i] for i in sorted(self.cue | self.content)]

    def governor(self, token: Token) -> Token | None:
        """The word that `token` hangs on inside the utterance, or None; the content always hangs on its cue."""
        if token.i == self.root:
            return self.doc[self.anchor] if self.anchor is not None else None
        if clauses.is_asked_of(token):
            token = token.head  # "urged *him* to go": what is asked completes the verb, not the person
        inside = token.head != token and token.head.i in (self.cue if token.i in self.cue else self.content | self.cue)
        return token.head if inside else None

    def relation(self, token: Token) -> str:
        """How `token` hangs on its governor."""
        return "ccomp" if token.i == self.root else "xcomp" if clauses.is_asked_of(token) else token.dep_

    def governors(self, token: Token) -> list[Token]:
        """The predicates that `token` completes, from the nearest up: *support* has *want* in "want to support"."""
        found = []
        while (up := self.governor(token)) is not None:
            label = self.relation(token)
            if label in clauses.COMPLEMENTS or clauses.is_purpose(token) or label == "pcomp":
                found.append(up)
            elif not (label in clauses.COPULAR or (label == "conj" and not clauses.children(token, clauses.SUBJECTS))):
                break
            token = up
        return found

    def is_own(self, token: Token) -> bool:
        """Whether `token` stands for the source: *I* or *we*, the source's name, or *he* and *she* outside quotes."""
        if token.i in self.source or token.lower_ in clauses.FIRST_PERSON:
            return True
        if token.lower_ in self.pronouns:
            return self.form != "direct" and not self.quoted(token)
        return token.pos_ in ("NOUN", "PROPN") and token.lower_ in self.names and not self.quoted(token)

    def quoted(self, token: Token) -> bool:
        """Whether `token` stands inside quotation marks of the content."""
        if self.form == "direct":
            return True
        first = min(begin for begin, _ in self.regions)
        opened, closed, plain = (
            bisect_left(places, token.idx) - bisect_left(places, first) for places in mark_places(self.doc)
        )
        return opened > closed or plain % 2 == 1

    def holder(self, token: Token) -> str:
        """Whose attitude `token` is: "own", "other", or "" where nobody is named."""
        if token.i in self.cue:
            return "own"
        named = clauses.agents(token) or self.subjects_within(token)
        who = named[0] if named else clauses.subject(token)
        if who is None or who.lower_ == "you":
            return self.holder_unnamed(token) if who is None else ""
        if clauses.children(token, clauses.SUBJECTS & clauses.PASSIVE) and not clauses.has_agent(token):
            return ""
        return "own" if self.is_own(who) else "other"

    def is_put(self) -> bool:
        """Whether it is put *to* somebody, as a question is: "counsel put it to her that she had blamed the board"."""
        put = [self.doc[i] for i in self.cue if self.doc[i].lemma_ == "put"]
        return any(clauses.complements(each, "to") for each in put)

    def subjects_within(self, token: Token) -> list[Token]:
        """The subjects in the content, where the source is taken for one: "according to *a poll*, *voters* want it"."""
        found = clauses.children(token, clauses.SUBJECTS)
        within = [each for each in found if each.i in self.content]
        return within if len(within) < len(found) and token.i in self.content else []

    def is_anothers(self, token: Token) -> bool:
        """Whether `token` is what somebody else says inside of the quoted words: "he goes, ‘I never saw it’"."""
        inner = next((span for span in self.inner if span[0] <= token.idx < span[1]), None)
        if inner is None:
            return False
        said = self.doc.char_span(*inner, alignment_mode="expand")
        whole = said is not None and any(each.dep_ in clauses.SUBJECTS for each in said)
        before = [each for each in sentence_of(token) if each.idx < inner[0] and not each.is_punct]
        return whole and not {each.lower_ for each in before[-WITHIN:]} & {"i", "we"}

    def feels(self, token: Token) -> str:
        """Whose feeling an adjective or a participle is: "we are *opposed* to it" is ours, by any label."""
        subjects = clauses.children(token, clauses.SUBJECTS)
        return ("own" if self.is_own(subjects[0]) else "other") if subjects else self.holder(token)

    def holder_unnamed(self, token: Token) -> str:
        """Without a subject: a possessive ("our mission"), an imperative, or the infinitive that a cue governs."""
        owners = clauses.children(token, frozenset(("nmod:poss", "poss")))
        if owners:
            own = owners[0].lower_ in ("my", "our") or self.is_own(owners[0]) or self.owns(owners[0])
            return "own" if own else "other"
        if token.i == self.root and self.anchor is not None:
            return "own"
        if token.pos_ == "NOUN" and token.dep_ in clauses.OBJECTS:
            return self.holder(token.head)
        return "own" if token.tag_ == "VB" and token.head == token and not clauses.infinitive(token) else ""

    def owns(self, pronoun: Token) -> bool:
        """Whether *his* or *their* goes back to the source: "he pronounced *his* support"; nobody is in between."""
        between = (self.doc[i].pos_ in ("NOUN", "PROPN") for i in self.content if i < pronoun.i)
        return pronoun.lower_ in POSSESSORS and not self.quoted(pronoun) and not any(between)

    def spans(self, tokens: list[Token]) -> tuple[Offsets, ...]:
        """The stretches of the cue and the content that `tokens` cover, trimmed of punctuation at the edges."""
        kept = [self.stretch(tokens, region) for region in self.regions]
        return tuple(sorted(span for span in kept if span is not None))

    def stretch(self, tokens: list[Token], region: Offsets) -> Offsets | None:
        """From the first to the last of `tokens` inside one region."""
        words = [token for token in tokens if not (token.is_punct or token.is_space or token.is_quote)]
        inside = [token for token in words if region[0] <= token.idx < region[1]]
        if not inside:
            return None
        last = max(inside, key=lambda token: token.i)
        return min(token.idx for token in inside), min(last.idx + len(last), region[1])


@once
def mark_places(doc: Doc) -> tuple[list[int], list[int], list[int]]:
    """Where the text has marks that open a quotation, that close one, and that do either."""
    text = verbatim(doc)
    kinds = ("".join(OPENING), "".join(CLOSING), '"')
    opened, closed, plain = ([found.start() for found in re.finditer(f"[{marks}]", text)] for marks in kinds)
    return opened, closed, plain


def utterance(doc: Doc, attribution: Attribution, source: Source | None = None) -> Utterance:
    """The utterance of one attribution of `doc`."""
    content, cue = positions(doc, attribution.content), positions(doc, attribution.cue)
    anchor = last_lexical(doc, cue)
    return Utterance(
        doc=doc,
        content=content - cue,
        cue=cue,
        source=positions(doc, attribution.source),
        regions=(*attribution.content, *attribution.cue),
        names=names(source),
        pronouns=pronouns(doc, attribution, source),
        form=attribution.form,
        inner=inner_quotations(doc, attribution.content),
        anchor=anchor,
        root=content_root(doc, content - cue) if anchor is not None else None,
    )


def positions(doc: Doc, spans: tuple[Offsets, ...]) -> frozenset[int]:
    """The tokens that begin inside one of `spans`."""
    found = [doc.char_span(begin, end, alignment_mode="expand") for begin, end in spans]
    pairs = [(token, span) for each, span in zip(found, spans, strict=True) if each is not None for token in each]
    return frozenset(token.i for token, (begin, end) in pairs if begin <= token.idx < end)


def inner_quotations(doc: Doc, content: tuple[Offsets, ...]) -> tuple[Offsets, ...]:
    """The quotations inside quotations: marks of the other sort within content that a mark opens."""
    text, found = verbatim(doc), []
    for begin, end in content:
        single = text[begin : begin + 1] in ("‘", "'")
        if text[begin : begin + 1] not in QUOTES:
            continue
        tokens = doc.char_span(begin + 1, end, alignment_mode="contract") or ()
        sort = [each for each in tokens if each.text in QUOTES and (each.text in ("‘", "’", "'")) != single]
        opened = [each for each in sort if each.tag_ == "``" or each.text in OPENING | {"‘"}]
        for mark in opened:
            closed = next((each.idx for each in sort if each.i > mark.i and each not in opened), end)
            found.append((mark.idx + 1, closed))
    return tuple(found)


def pronouns(doc: Doc, attribution: Attribution, source: Source | None) -> frozenset[str]:
    """The pronouns that can stand for a source: the one the text has for it here, else all of its kind."""
    known = IT_OR_THEY if source is not None and source.type in BODIES else HE_OR_SHE
    here = {doc[i].lower_ for i in positions(doc, attribution.source)}
    return frozenset(known & here or known)


def names(source: Source | None) -> frozenset[str]:
    """The words of a source's names and affiliation that can stand for it, in small letters."""
    if source is None:
        return frozenset()
    known = " ".join((source.name, source.affiliation, *source.aliases))
    own = frozenset(word.lower() for word in known.split() if len(word) > 2)
    groups = lexicons.words("group_nouns", kind="organisation") if source.type == "named organisation" else frozenset()
    return own if own & groups else own | groups  # a guild is "the guild"; what has no such word is any of them


def last_lexical(doc: Doc, cue: frozenset[int]) -> int | None:
    """The last verb, noun or adjective of a cue, or its last word."""
    words = [i for i in sorted(cue) if doc[i].pos_ in LEXICAL] or sorted(cue)
    return words[-1] if words else None


def content_root(doc: Doc, content: frozenset[int]) -> int | None:
    """The word of the content's first sentence that governs most of it."""
    if not content:
        return None
    sentence = sentence_of(doc[min(content)]) if doc.has_annotation("SENT_START") else doc[:]
    roots = [i for i in content if sentence.start <= i < sentence.end and outward(doc[i], content)]
    return max(roots, key=lambda i: (reach(doc[i], content), -i), default=None)


def outward(token: Token, content: frozenset[int]) -> bool:
    """Whether the word that `token` hangs on lies outside the content."""
    return not token.is_punct and (token.head == token or token.head.i not in content)


def reach(token: Token, content: frozenset[int]) -> int:
    """How many words of the content hang on `token`."""
    return sum(each.i in content for each in token.subtree)
