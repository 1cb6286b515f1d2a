"""Names joined, held against the coreference of the GUM corpus (Universal Dependencies, English GUM), by genre."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from benchmarks import scores
from helpers import articles, language, readings
from helpers.names import relations

PARTS = ("dev", "train")
TYPES = frozenset({"person", "organization", "place"})
LABELS = frozenset({"PERSON", "ORG", "GPE", "LOC"})
BRACKET = re.compile(r"\(([^()]*)(\))?|([^()]+)\)")
Span = tuple[int, int]


@dataclass(slots=True)
class Document:
    """One GUM document: its text, paragraphs divided by a blank line, and its named mentions by entity."""

    name: str
    text: str = ""
    tokens: list[tuple[int, int, str]] = field(default_factory=list)  # begin, end, universal tag
    opened: dict[str, list[tuple[int, list[str]]]] = field(default_factory=dict)
    mentions: list[tuple[str, Span]] = field(default_factory=list)
    kinds: dict[Span, str] = field(default_factory=dict)  # person, organization or place

    @property
    def genre(self) -> str:
        """The genre, which is part of the name: GUM_speech_impeachment."""
        return self.name.split("_")[1]

    @property
    def reading(self) -> dict:
        """Entities as a reading has them, one an entity that is named."""
        groups: dict[str, list[Span]] = {}
        for who, span in dict.fromkeys(self.mentions):
            groups.setdefault(who, []).append(span)
        return {"entities": [{"name": who, "label": "", "mentions": spans} for who, spans in groups.items()]}

    def close(self, who: str) -> None:
        """Note the mention that ends here, where it is a name."""
        first, fields = self.opened[who].pop()
        span = self.name_span(first, fields)
        if span is not None:
            self.mentions.append((who, span))
            self.kinds[span] = fields[0]

    def name_span(self, first: int, fields: list[str]) -> Span | None:
        """The name in a mention: its shortest span (GUM's `minspan`), where that is proper nouns, without titles."""
        if fields[0] not in TYPES:
            return None
        at = [first + int(number) - 1 for number in fields[4].split(",") if number.isdigit()]
        if not at or max(at) >= len(self.tokens) or any(self.tokens[i][2] != "PROPN" for i in (min(at), max(at))):
            return None
        begin, last = min(at), max(at)
        while begin < last and self.word(begin).casefold().rstrip(".") in relations.titles():
            begin += 1
        return self.tokens[begin][0], self.tokens[last][1]

    def word(self, at: int) -> str:
        """A token as written."""
        begin, end, _ = self.tokens[at]
        return self.text[begin:end]


def documents(path: Path) -> Iterator[Document]:
    """The documents of a CoNLL-U file with GUM's `Entity` in its last column."""
    found: Document | None = None
    with gzip.open(path, "rt", encoding="utf8") as lines:
        for line in lines:
            if line.startswith("# newdoc id"):
                if found is not None:
                    yield found
                found = Document(line.split("=")[1].strip())
            elif line.startswith("# newpar") and found.text and not found.text.endswith("\n"):
                found.text = found.text.rstrip() + "\n\n"
            elif line[:1].isdigit() and "-" not in line.split("\t")[0] and "." not in line.split("\t")[0]:
                add_token(found, line.rstrip("\n").split("\t"))
    if found is not None:
        yield found


def add_token(document: Document, columns: list[str]) -> None:
    """Add a word to the text, and open and close the mentions that begin and end at it."""
    extra = dict(part.split("=", 1) for part in columns[9].split("|") if "=" in part)
    begin = len(document.text)
    document.tokens.append((begin, begin + len(columns[1]), columns[3]))
    document.text += columns[1] + ("" if extra.get("SpaceAfter") == "No" else " ")
    for opening, at_once, closing in BRACKET.findall(extra.get("Entity", "")):
        who, _, rest = (opening or closing).partition("-")
        if opening:
            document.opened.setdefault(who, []).append((len(document.tokens) - 1, rest.split("-")))
        if (closing or at_once) and document.opened.get(who):
            document.close(who)


def found_in(nlp, document: Document) -> dict:
    """What the pipeline makes of a document: the entities of the kinds that are compared."""
    article = articles.from_text(document.text, id=document.name)
    every = readings.reading(article, language.article_doc(nlp, article))
    return {"entities": [entity for entity in every["entities"] if entity["label"] in LABELS]}


def shared(reading: dict, spans: set[Span]) -> dict:
    """A reading with those mentions alone that both sides have."""
    kept = [[tuple(m) for m in entity["mentions"] if tuple(m) in spans] for entity in reading["entities"]]
    return {"entities": [{"name": "", "label": "", "mentions": mentions} for mentions in kept if mentions]}


def compare(gold: dict, found: dict) -> list[float]:
    """Counts to be added up: mentions right, found and gold; B³ over all mentions, and over those that both have."""
    right, said = ({tuple(m) for e in r["entities"] for m in e["mentions"]} for r in (gold, found))
    both = right & said
    joined = scores.b_cubed(shared(gold, both), shared(found, both))
    return [len(both), len(said), len(right), *scores.b_cubed(gold, found)[:2], *joined[:2]]


def row(counts: list[float]) -> dict[str, float]:
    """The figures of a genre, in per cent."""
    hits, said, right, precision, recall, alike, whole = counts

    def f1(p: float, r: float) -> float:
        return round(200 * p * r / (p + r), 1) if p + r else 0.0

    return {
        "mentions P": round(100 * hits / max(said, 1), 1),
        "mentions R": round(100 * hits / max(right, 1), 1),
        "mentions F1": f1(hits / max(said, 1), hits / max(right, 1)),
        "B³": f1(precision / max(said, 1), recall / max(right, 1)),
        "B³, mentions of both": f1(alike / max(hits, 1), whole / max(hits, 1)),
        "mentions": right,
    }


def gum_table(nlp, folder: Path, part: str) -> pd.DataFrame:
    """Named mentions and how they are joined, a row a genre, for one part of the corpus."""
    counts: dict[str, list[float]] = {}
    with nlp.select_pipes(disable=["attributions", "sources", "stances"]):
        for document in documents(folder / f"en_gum_{part}.conllu.gz"):
            added = compare(document.reading, found_in(nlp, document))
            for name in (document.genre, "all"):
                counts[name] = [a + b for a, b in zip(counts.get(name, [0] * 7), added, strict=True)]
    return pd.DataFrame.from_dict({name: row(counts[name]) for name in sorted(counts, key="all".__eq__)}, "index")
