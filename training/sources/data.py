"""What the scorer of sources and the judge of statements learn from: readings, GAP and OntoGUM, as tables of evidence.

Texts are parsed by the shipped pipeline. The attributions of readings are given to it as they were marked; in GAP and
OntoGUM each pronoun is taken for a source. What came before a mention is as the person read it (teacher forcing)."""

from __future__ import annotations

import csv
import gzip
import hashlib
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

from helpers import articles, attributions, language
from helpers.articles import Offsets
from helpers.attributions import Attribution
from helpers.naming import names
from helpers.resolution import evidence
from helpers.resolution.candidates import Candidate, content_words
from helpers.resolution.mentions import Mention
from helpers.resolution.resolver import Resolver
from helpers.resolution.sieves import Answer
from helpers.saying import decoding, learned
from helpers.text.quotations import quotations
from helpers.text.verbatim import verbatim

LEARNED_TOO = frozenset(
    {
        "repeated",
        "role",
        "same words",
        "in turn",
        "title and name",
        "named later",
        "age",
        "called so",
        "spokesperson here",
        "alone in the paragraph",
    }
)
"""Sieves whose mentions the scorer learns from as well."""
PRONOUNS = frozenset({"he", "she", "they", "it", "them", "him", "her"})
TEXTS = ("polnear/train.jsonl.gz", "wikinews/wikinews_2019_2020.jsonl.gz")
CLOSING = frozenset([",", ".", ";", ":", "!", "?", ")", "]", "}", "%", "”", "n't", "n’t"])


@dataclass(slots=True)
class Example:
    """One mention: a table (1 + n, k) of nobody and its candidates, and which rows are right.

    Where only some candidates are known to be wrong (GAP, neither of two names), `wrong` has their rows."""

    article: str
    kind: str
    table: np.ndarray
    right: tuple[int, ...]
    wrong: tuple[int, ...] = ()
    weight: float = 1.0
    says: bool = True
    about: dict = field(default_factory=dict)


def records(path: Path) -> Iterator[dict]:
    """JSON lines, gzip or not."""
    with (gzip.open if path.suffix == ".gz" else open)(path, "rt", encoding="utf8") as lines:
        yield from map(json.loads, lines)


def is_held(article: str) -> bool:
    """Whether an article is of the fifth on which settings are chosen; by its name, so that it is always the same."""
    return int(hashlib.sha1(article.encode()).hexdigest(), 16) % 5 == 0


# readings


def reading_texts(readings: Path, corpora: Path, part: str) -> Iterator[tuple[dict, str]]:
    """The readings of a part with their texts."""
    marked = list(records(readings / f"{part}.jsonl.gz"))
    wanted = {one["id"] for one in marked}
    known = {r["id"]: r["text"] for name in TEXTS for r in records(corpora / name) if r["id"] in wanted}
    yield from ((one, known[one["id"]]) for one in marked)


def read_doc(nlp: Language, reading: dict, text: str) -> Doc:
    """A parsed Doc with the attributions of a reading; `nlp` ends with the step for entities."""
    doc = language.article_doc(nlp, articles.from_text(text, id=reading["id"]))
    quotes = quotations(verbatim(doc), doc._.paragraphs)
    doc._.attributions = tuple(given(doc, one, f"a{number}", quotes) for number, one in enumerate(reading["said"]))
    return doc


def given(doc: Doc, said: dict, name: str, quotes) -> Attribution:
    """One marked attribution, its form and kind by our rules."""
    source, cue, content = (tuple(map(tuple, said[role])) for role in ("source", "cue", "content"))
    if cue and content:
        frame = learned.frame(doc, decoding.Found(source, cue[0], content, 1.0, 1.0), quotes)
        made = attributions.attribution(doc, frame, quotes, name)
        return Attribution(name, source, made.cue, made.content, made.form, made.kind, made.framing, made.status, 1.0)
    return Attribution(name, source, cue, content or ((0, 1),), "indirect", "statement", "", "attributed", 1.0)


def is_entry(candidate: Candidate, entry: dict) -> bool:
    """Whether a candidate is an entry of a reading, by its names or by the words of a description."""
    name = entry["name"]
    if len(candidate.entities) > 1:
        said = set(names.key(name).split())
        return " and " in name and all(names.key(e.name).split()[-1] in said for e in candidate.entities)
    if candidate.entities:
        return any(is_name_of(form, candidate.sort, entry) for form in (candidate.name, *candidate.entities[0].aliases))
    wanted = content_words(name)
    named = entry["type"].startswith("named")
    for form in candidate.forms:
        said = content_words(form.text)
        alike = len(said & wanted) >= 0.6 * max(len(said), len(wanted))
        if said == wanted or (form.noun in wanted and alike and not named):
            return True
    return False


def is_name_of(form: str, sort: str, entry: dict) -> bool:
    """Whether a form of a name is that of an entry."""
    one, other = names.key(form).split(), names.key(entry["name"]).split()
    if not one or not other or (" and " in entry["name"] and sort == "person"):
        return False
    if sort == "person":
        full = names.same_person(form, entry["name"]) or one == other
        return entry["type"] == "named person" and (full or (len(one) == 1 and one[0] == other[-1]))
    short = names.is_acronym(form) and names.fits_initials(form, entry["name"])
    return entry["type"] in ("named organisation", "document", "unnamed group") and (
        names.bag(form) == names.bag(entry["name"]) or short
    )


class Teacher(Resolver):
    """A resolver that answers as the reading does, and notes each choice that the scorer would have had."""

    def __init__(self, doc: Doc, reading: dict):
        super().__init__(doc, lambda *_: (None, 1.0))
        self.reading = reading
        self.meant: dict[str, set[str]] = {}
        self.examples: list[Example] = []
        self.sieved: list[tuple[str, bool]] = []

    def is_right(self, candidate: Candidate, who: str) -> bool:
        """Whether a candidate is an entry, by what was given to it before or by its name."""
        before = self.meant.get(candidate.key, set())
        if who in before or (before and not candidate.entities):
            return who in before
        return is_entry(candidate, self.reading["people"][who])

    def answer(self, mention: Mention) -> Answer:
        """The answer of the sieves where they are right, and the reading's where they are not."""
        answer = super().answer(mention)
        if mention.attribution is None or answer.decided_by in ("new", "nobody", "scorer"):
            return answer
        who = self.reading["said"][mention.number]["who"]
        right = bool(answer.key) and who in self.reading["people"] and self.is_right(self.cast.by_key[answer.key], who)
        self.sieved.append((answer.decided_by, right))
        if answer.decided_by in LEARNED_TOO:
            told = self.by_scorer(mention)
            return answer if right or not told.key else told
        return answer

    def by_scorer(self, mention: Mention) -> Answer:
        """The right candidate, noted with those beside it."""
        some = self.candidates(mention)
        if mention.attribution is None:
            persons = [e for e in self.reading["people"].values() if e["type"] == "named person"]
            fitting = [c for c in some if any(is_entry(c, e) for e in persons)]
            return Answer(fitting[0].key if len(fitting) == 1 else None, "scorer", 1.0)
        said = self.reading["said"][mention.number]
        people = self.reading["people"]
        right = [n for n, c in enumerate(some, 1) if said["who"] in people and self.is_right(c, said["who"])]
        if said["who"] != "?":
            table = evidence.table(mention, some, self.cast, self.story.speakers)
            kind, name = evidence.kind_of(mention.reference), people.get(said["who"], {}).get("name", "")
            about = {"text": mention.reference.text, "who": name, "candidates": [c.name for c in some]}
            self.examples.append(
                Example(self.reading["id"], kind, table, tuple(right) or (0,), says=said["says"], about=about)
            )
        if right:
            return Answer(some[right[0] - 1].key, "scorer", 1.0)
        return Answer(self.somebody_new(mention) if mention.reference.kind == "description" else None, "new", 1.0)

    def note(self, mention: Mention, key: str) -> None:
        """Add a mention, and remember whose words the reading says they are."""
        if mention.attribution is not None and (who := self.reading["said"][mention.number]["who"]):
            self.meant.setdefault(key, set()).add(who)
        super().note(mention, key)


# corpora of coreference


Chosen = Callable[[Mention, list[Candidate]], tuple[list[int], tuple[int, ...]]]
"""The rows of the right candidates, and of those known to be wrong where no right one is known."""


class Pupil(Resolver):
    """A resolver of pronouns alone, told the right candidate by `chosen`."""

    def __init__(self, doc: Doc, chosen: Chosen, weight: float, article: str):
        super().__init__(doc, lambda *_: (None, 1.0))
        self.chosen, self.weight, self.article = chosen, weight, article
        self.examples: list[Example] = []

    def by_scorer(self, mention: Mention) -> Answer:
        """The right candidate, noted with those beside it."""
        if mention.attribution is None:
            return Answer(None, "nobody", 1.0)
        some = self.candidates(mention)
        right, wrong = self.chosen(mention, some)
        table = evidence.table(mention, some, self.cast, self.story.speakers)
        kind = evidence.kind_of(mention.reference)
        about = {"text": mention.reference.text, "spots": [c.spots for c in some]}
        self.examples.append(
            Example(self.article, kind, table, tuple(right) or (() if wrong else (0,)), wrong, self.weight, about=about)
        )
        return Answer(some[right[0] - 1].key if right else None, "scorer", 1.0)


def as_source(number: int, span: Offsets, doc: Doc, token: int) -> Attribution:
    """A pronoun as the source of an attribution whose cue is the next word."""
    after = doc[min(token + 1, len(doc) - 1)]
    cue = ((after.idx, after.idx + len(after)),)
    return Attribution(f"a{number}", (span,), cue, (), "indirect", "statement", "neutral", "attributed", 1.0)


def gap(nlp: Language, path: Path, weight: float = 0.25) -> Iterator[tuple[dict, Example]]:
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


def ontogum(nlp: Language, path: Path, weight: float = 0.5) -> Iterator[Example]:
    """The pronouns of OntoGUM's documents; he and she whose antecedents are no candidates are left out."""
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
            yield from (e for e in pupil.run().examples if e.kind in ("they", "it") or e.right != (0,))


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
