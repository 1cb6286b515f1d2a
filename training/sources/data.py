"""What the scorer of sources learns from: readings, GAP and OntoGUM, as tables of evidence.

Texts are parsed by the shipped pipeline. The attributions of readings are given to it as they were marked; in GAP and
OntoGUM each pronoun is taken for a source. What came before a mention is as the person read it (teacher forcing)."""

from __future__ import annotations

import csv
import gzip
import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

from benchmarks import real
from helpers import articles, language
from helpers.attributions import Attribution
from helpers.names import relations
from helpers.sources import evidence
from helpers.sources.candidates import Candidate, content_words
from helpers.sources.clusters import Answer, Row
from helpers.sources.evidence import Mention
from helpers.sources.noun_phrases import Reference
from helpers.sources.ranking import is_left_open, is_ruled_out
from helpers.sources.resolver import Resolver, places_of
from helpers.sources.step import in_order
from helpers.text.lines import Offsets

FOLDS = 5
PRONOUNS = frozenset({"he", "she", "they", "it", "them", "him", "her"})
CLOSING = frozenset([",", ".", ";", ":", "!", "?", ")", "]", "}", "%", "”", "n't", "n’t"])


@dataclass(slots=True)
class Example:
    """One mention: a table (1 + n, k) of nobody and its candidates, and which rows are right.

    Where only some candidates are known to be wrong (GAP, neither of two names), `wrong` has their rows. `sieve`: what
    answered before, `taken` its rows, 0 for somebody who is no candidate, none for nobody."""

    article: str
    kind: str
    table: np.ndarray
    right: tuple[int, ...]
    wrong: tuple[int, ...] = ()
    weight: float = 1.0
    says: bool = True
    sieve: str = ""
    taken: tuple[int, ...] = ()
    is_open: bool = True
    ruled_out: tuple[bool, ...] = ()  # which candidates are not taken however likely they are
    about: dict = field(default_factory=dict)


def fold(article: str) -> int:
    """Which part an article is left out with; by its name, so that it is always the same."""
    return int(hashlib.sha1(article.encode()).hexdigest(), 16) % FOLDS


class Unasked:
    """A scorer that never chooses."""

    def __init__(self) -> None:
        """Without thresholds."""
        self.thresholds: dict[str, float] = {}

    def chances(self, table: np.ndarray) -> np.ndarray:
        """Nobody."""
        return np.eye(1, len(table), dtype=np.float32)[0]


# readings


def read_doc(nlp: Language, reading: real.Read) -> Doc:
    """A parsed Doc with the attributions of a reading; `nlp` ends with the step for entities."""
    doc = real.begun(nlp, reading.text, reading.id, until="attributions")
    doc._.attributions = real.given(doc, reading.said)
    return doc


def is_entry(candidate: Candidate, entry: dict) -> bool:
    """Whether a candidate is an entry of a reading, by its names or by the words of a description."""
    name = entry["name"]
    if len(candidate.entities) > 1:
        said = set(relations.key(name).split())
        return " and " in name and all(relations.key(e.name).split()[-1] in said for e in candidate.entities)
    if candidate.entities:
        entity = candidate.entities[0]
        return any(is_name_of(form, candidate.sort, entry) for form in (entity.name, *entity.aliases))
    return not entry["type"].startswith("named") and any(is_words_of(f, content_words(name)) for f in candidate.forms)


def is_words_of(form: Reference, wanted: set[str]) -> bool:
    """Whether a description has the words of an entry."""
    said = content_words(form.text)
    alike = len(said & wanted) >= 0.6 * max(len(said), len(wanted))
    return said == wanted or (form.noun in wanted and alike)


def is_name_of(form: str, sort: str, entry: dict) -> bool:
    """Whether a form of a name is that of an entry."""
    one, other = relations.key(form).split(), relations.key(entry["name"]).split()
    if not one or not other or (" and " in entry["name"] and sort == "person"):
        return False
    if sort == "person":
        full = relations.same_person(form, entry["name"]) or one == other
        return entry["type"] == "named person" and (full or (len(one) == 1 and one[0] == other[-1]))
    short = relations.is_acronym(form) and relations.fits_initials(form, entry["name"])
    return entry["type"] in ("named organisation", "document", "unnamed group") and (
        relations.bag(form) == relations.bag(entry["name"]) or short
    )


class Teacher(Resolver):
    """A resolver that answers as the reading does, and notes each choice that the scorer has."""

    def __init__(self, doc: Doc, reading: real.Read):
        super().__init__(doc, Unasked())
        self.reading = reading
        self.meant: dict[str, set[str]] = {}
        self.examples: list[Example] = []
        self.named: list[tuple[str, str, bool]] = []  # article, sieve, whether it was right

    def run(self) -> Teacher:
        """Read every attribution."""
        for attribution in in_order(self.doc):
            answer = self.resolve(attribution)
            who = self.said(attribution)["who"]
            if answer.decided_by in ("full name", "short name", "several names", "another name", "title and name"):
                people = self.reading.people
                right = who in people and self.is_right(self.cast.by_key[answer.row.key], who)
                self.named.append((self.reading.id, answer.decided_by, right))
        return self

    def said(self, attribution: Attribution) -> dict:
        """What the reading says of an attribution."""
        return self.reading.said[int(attribution.id[1:]) - 1]

    def is_right(self, candidate: Candidate, who: str) -> bool:
        """Whether a candidate is an entry, by what was given to it before or by its name."""
        before = self.meant.get(candidate.key, set())
        if who in before or (before and not candidate.entities):
            return who in before
        return is_entry(candidate, self.reading.people[who])

    def ranked(self, mention: Mention, some: list[Candidate], answer: Answer) -> Answer:
        """The answer of the sieves where it is right, and the reading's where it is not; noted either way."""
        said = self.said(mention.attribution)
        who, people = said["who"], self.reading.people
        if who == "?":
            return answer
        right = [n for n, c in enumerate(some, 1) if who in people and self.is_right(c, who)]
        made = noted(self.reading.id, mention, some, answer, tuple(right) or (0,), self)
        made.says, made.about["who"] = said["says"], people.get(who, {}).get("name", "")
        self.examples.append(made)
        if right:
            if set(made.taken) & set(right):
                return answer
            row = self.row_of(some[right[0] - 1])
            self.forget(answer.row if row is not answer.row else None)
            return Answer(row, "name-resolved", "scorer")
        if mention.reference.kind != "description":
            return Answer(None, "ambiguous", "nobody")
        row = self.descriptions.described(f"d{mention.reference.begin}", mention.reference)
        return Answer(answer.row if made.taken == (0,) else row, "attributed", "new")

    def note(self, row: Row, reference: Reference, attribution: Attribution) -> None:
        """Add a mention, and remember whose words the reading says they are."""
        if who := self.said(attribution)["who"]:
            self.meant.setdefault(row.key, set()).add(who)
        super().note(row, reference, attribution)


def noted(article: str, mention: Mention, some: list[Candidate], answer: Answer,
          right: tuple[int, ...], resolver: Resolver) -> Example:  # fmt: skip
    """A choice as an example."""
    taken = tuple(places_of(answer, some)) if answer.row is not None else ()
    return Example(
        article, evidence.kind_of(mention.reference), evidence.table(mention, some, resolver.cast), right,
        sieve=answer.decided_by, taken=taken,
        is_open=is_left_open(mention.reference, answer),
        ruled_out=tuple(is_ruled_out(mention, each, some) for each in some),
        about={"text": mention.reference.text, "candidates": [(c.key, [s[:2] for s in c.spots][:9]) for c in some]},
    )  # fmt: skip


# corpora of coreference


Chosen = Callable[[Mention, list[Candidate]], tuple[list[int], tuple[int, ...]]]
"""The rows of the right candidates, and of those known to be wrong where no right one is known."""


class Pupil(Resolver):
    """A resolver of pronouns alone, told the right candidate by `chosen`."""

    def __init__(self, doc: Doc, chosen: Chosen, weight: float, article: str):
        super().__init__(doc, Unasked())
        self.told, self.weight, self.article = chosen, weight, article
        self.examples: list[Example] = []

    def run(self) -> Pupil:
        """Read every attribution."""
        for attribution in in_order(self.doc):
            self.resolve(attribution)
        return self

    def ranked(self, mention: Mention, some: list[Candidate], answer: Answer) -> Answer:
        """The right candidate, noted with those beside it."""
        right, wrong = self.told(mention, some)
        row = tuple(right) or (() if wrong else (0,))
        made = noted(self.article, mention, some, answer, row, self)
        made.wrong, made.weight = wrong, self.weight
        made.about["spots"] = [candidate.spots for candidate in some]
        self.examples.append(made)
        taken = self.row_of(some[right[0] - 1]) if right else None
        return Answer(taken, "pronoun-resolved" if taken is not None else "ambiguous", "scorer")


def as_source(number: int, span: Offsets, doc: Doc, token: int) -> Attribution:
    """A pronoun as the source of an attribution whose cue is the next word."""
    after = doc[min(token + 1, len(doc) - 1)]
    cue = ((after.idx, after.idx + len(after)),)
    return Attribution(f"a{number}", (span,), cue, (), "indirect", "statement", "neutral", "attributed", 1.0)


def gap(nlp: Language, path: Path, weight: float = 0.08) -> Iterator[tuple[dict, Example]]:
    """The rows of a GAP file with an example each; one whose pronoun cannot be found is left out."""
    with gzip.open(path, "rt", encoding="utf8") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            doc = language.article_doc(nlp, articles.from_text(row["Text"], id=row["ID"]))
            begin = int(row["Pronoun-offset"])
            span = doc.char_span(begin, begin + len(row["Pronoun"]), alignment_mode="expand")
            if span is None:
                continue
            doc._.attributions = (as_source(0, (begin, begin + len(row["Pronoun"])), doc, span[-1].i),)
            pupil = Pupil(doc, lambda _, some, row=row: of_gap(row, some), weight, row["ID"])
            yield from ((row, one) for one in pupil.run().examples)


def of_gap(row: dict, some: list[Candidate]) -> tuple[list[int], tuple[int, ...]]:
    """The candidates that are the right one of two names, and both names where neither is."""
    at = {letter: named_in(row, letter, [c.spots for c in some]) for letter in "AB"}
    right = [n for letter in "AB" if row[f"{letter}-coref"].upper() == "TRUE" for n in at[letter]]
    neither = not any(row[f"{letter}-coref"].upper() == "TRUE" for letter in "AB")
    return right, tuple(at["A"] + at["B"]) if neither else ()


def named_in(row: dict, letter: str, spots: list[list]) -> list[int]:
    """The rows of the candidates that a name of a GAP row is a place of."""
    begin = int(row[f"{letter}-offset"])
    end = begin + len(row[letter])
    return [n for n, some in enumerate(spots, 1) if any(s.begin < end and begin < s.end for s in some)]


def ontogum(nlp: Language, path: Path, weight: float = 0.25) -> Iterator[Example]:
    """The pronouns of OntoGUM's documents; he, she and it whose antecedents are no candidates are left out: nobody says
    "it is raining" of a source."""
    for name, text, chains in ontogum_documents(path):
        doc = language.article_doc(nlp, articles.from_text(text, id=name))
        spans = {span: chain for chain, some in chains.items() for span in some}
        found = [
            t
            for t in doc
            if t.tag_ == "PRP" and t.lower_ in PRONOUNS and (t.lower_ == "it" or (t.idx, t.idx + len(t)) in spans)
        ]
        subjects = [t for t in found if t.dep_ in ("nsubj", "nsubj:pass", "obj", "iobj", "obl")]
        doc._.attributions = tuple(as_source(n, (t.idx, t.idx + len(t)), doc, t.i) for n, t in enumerate(subjects))
        answers = [spans.get((t.idx, t.idx + len(t))) for t in subjects]
        if answers:
            pupil = Pupil(doc, in_chains(doc, chains, answers), weight, name)
            yield from (e for e in pupil.run().examples if e.kind == "they" or e.right != (0,))


def in_chains(doc: Doc, chains: dict[str, list[Offsets]], answers: list[str | None]) -> Chosen:
    """What is right for each pronoun by the chain that it is in."""
    roots = {
        chain: {doc.char_span(*at, alignment_mode="expand").root.i for at in some} for chain, some in chains.items()
    }

    def chosen(mention: Mention, some: list[Candidate]) -> tuple[list[int], tuple[int, ...]]:
        chain = answers[mention.number]
        wanted = roots.get(chain, set()) if chain is not None else set()
        return [n for n, c in enumerate(some, 1) if any(s.token in wanted for s in c.spots)], ()

    return chosen


def ontogum_documents(path: Path) -> Iterator[tuple[str, str, dict[str, list[Offsets]]]]:
    """Name, text and chains of each document; the text is made of tokens, a paragraph about every 600 letters."""
    lines: dict[str, list[list[str]]] = {}
    with gzip.open(path, "rt", encoding="utf8") as file:
        for line in file:
            if line.startswith("# file"):
                current = lines.setdefault(Path(line.strip()).stem, [])
            elif line.strip() and not line.startswith("#"):
                current.append(line.rstrip("\n").split("\t"))
    for name, rows in lines.items():
        yield name, *document(rows)


def document(rows: list[list[str]]) -> tuple[str, dict[str, list[Offsets]]]:
    """The text of some tokens, and their chains as offsets."""
    text, spans, since = "", [], 0
    for _, word, *_ in rows:
        apart = text and not text.endswith(("(", "[", "“", "\n")) and not (word in CLOSING or word[0] in "'’")
        text += " " * bool(apart)
        spans.append((len(text), len(text) + len(word)))
        text += word
        if word in ".!?" and len(text) - since > 600:
            text, since = text + "\n\n", len(text)
    opened: dict[str, list[int]] = {}
    chains: dict[str, list[Offsets]] = {}
    for at, row in enumerate(rows):
        for opening, chain, closing in re.findall(r"(\()?(\d+)(\))?", row[2] if len(row) > 2 else ""):
            if opening:
                opened.setdefault(chain, []).append(at)
            if closing and opened.get(chain):
                chains.setdefault(chain, []).append((spans[opened[chain].pop()][0], spans[at][1]))
    return text, chains
