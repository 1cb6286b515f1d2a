"""Real articles read by hand for whose words and which side: the readings, their texts, and Docs with what was marked.

The form of the readings is that of `dev.jsonl.gz`: an article a line with `id`, `people` and `said`; texts are joined
by `id`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Span

from benchmarks import published, scores
from helpers import articles, attributions
from helpers.attributions import Attribution, learned, statements
from helpers.encoder import decoding
from helpers.sources import Source
from helpers.sources.noun_phrases import HE, IT, PRONOUNS, SHE, THEY
from helpers.stances import Stance
from helpers.text.quotations import quotations
from helpers.text.verbatim import verbatim

PARTS = ("dev", "train", "wikinews")
TEXTS = ("polnear/train.jsonl.gz", "wikinews/wikinews_2019_2020.jsonl.gz")
"""Where the texts lie, seen from the folder beside the readings."""
MENTIONS = ("name", "he, she", "they, it, both", "another pronoun", "description", "no source marked")
"""What the words for a source can be."""


@dataclass(frozen=True, slots=True)
class Read:
    """One article and its reading: whose words each marked attribution gives, and which sides they take."""

    id: str
    text: str
    people: dict[str, dict]
    said: list[dict]

    def sources(self) -> Counter[str]:
        """How many attributions each entry of `people` has."""
        return Counter(one["who"] for one in self.said if one["who"] in self.people)


@dataclass(frozen=True, slots=True)
class Given:
    """What the pipeline makes of an article whose attributions were given: one attribution an entry of the reading.

    `None` where an entry was taken for no statement, and where no attribution was found for it."""

    attributions: list[Attribution | None]
    sources: dict[str, Source]
    stances: tuple[Stance, ...]
    mentions: list[str]
    others: int = 0  # attributions found that are none of the reading's

    def source(self, number: int) -> Source | None:
        """The source row that the words of an entry were given to."""
        attribution = self.attributions[number]
        return self.sources.get(attribution.source_id) if attribution is not None else None


def read(folder: Path, parts: Iterable[str] = ("dev",), texts: Path | None = None) -> list[Read]:
    """The articles of some of `PARTS`; `texts` is the folder with `TEXTS`, that around `folder` where it is not given.

    Raises `ValueError` for a reading whose text is in none of them."""
    marked = [record for part in parts for record in published.records(folder / f"{part}.jsonl.gz")]
    known = texts_of({record["id"] for record in marked}, texts or folder.parent)
    missing = [record["id"] for record in marked if record["id"] not in known]
    if missing:
        where = " or ".join(str((texts or folder.parent) / name) for name in TEXTS)
        raise ValueError(f"The article {missing[0]} has a reading and no text; it must be in {where}.")
    return [Read(record["id"], known[record["id"]], record["people"], record["said"]) for record in marked]


def texts_of(ids: set[str], folder: Path) -> dict[str, str]:
    """The texts of some articles by id."""
    records = (record for name in TEXTS if (folder / name).is_file() for record in published.records(folder / name))
    return {record["id"]: record["text"] for record in records if record["id"] in ids}


def begun(nlp: Language, text: str, id_: str, until: str = "names") -> Doc:
    """The Doc of a text before the step `until`."""
    article = articles.from_text(text, id=id_)
    doc = nlp.make_doc(article.text)
    doc._.paragraphs = article.paragraphs
    for name, step in nlp.pipeline:
        if name == until:
            break
        doc = step(doc)
    return doc


def given(doc: Doc, said: Iterable[dict]) -> tuple[Attribution, ...]:
    """The marked attributions of a parsed Doc with their form, kind, framing and status; none without cue or content.

    Their ids are numbers of entries: `a1` is the first one."""
    quotes = quotations(verbatim(doc), doc._.paragraphs)
    frames = {number: learned.frame(doc, one, quotes) for number, one in enumerate(map(found, said), 1) if one}
    return tuple(attributions.attribution(doc, frame, quotes, f"a{number}") for number, frame in frames.items())


def stated(doc: Doc, said: Iterable[dict]) -> tuple[Attribution, ...]:
    """Those of them that the pipeline takes for statements."""
    return statements.told_apart(doc, given(doc, said))[0]


def is_whole(one: dict) -> bool:
    """Whether an entry has cue and content; the few others are left out everywhere."""
    return bool(one["cue"] and one["content"])


def found(one: dict) -> decoding.Found | None:
    """An entry of a reading in the form in which the trained finder gives attributions; None without cue or content."""
    source, cue, content = (tuple(map(tuple, one[role])) for role in scores.ROLES)
    return decoding.Found(source, cue[0], content, 1.0, 1.0) if is_whole(one) else None


def kept(doc: Doc, reading: Read) -> Given:
    """What is on a Doc whose attributions were given, after the last step."""
    by_id = {one.id: one for one in doc._.attributions}
    every = [by_id.get(f"a{number}") for number in range(1, len(reading.said) + 1)]
    return findings(doc, reading, every)


def matched(doc: Doc, reading: Read) -> Given:
    """The same of a Doc whose attributions were found: each entry has the one that shares most content with it."""
    marked = [one | {"number": number} for number, one in enumerate(reading.said)]
    rows = [{role: getattr(one, role) for role in scores.ROLES} | {"found": one} for one in doc._.attributions]
    pairs = scores.matched({"attributions": marked}, {"attributions": rows})
    every: list[Attribution | None] = [None] * len(marked)
    for right, said in pairs:
        every[right["number"]] = said["found"]
    return findings(doc, reading, every)


def findings(doc: Doc, reading: Read, every: list[Attribution | None]) -> Given:
    """The attributions of entries with their sources and records; records are told the number of their entry."""
    ids = {one.id: f"a{number}" for number, one in enumerate(every, 1) if one is not None}
    stances = tuple(replace(s, attribution_id=ids[s.attribution_id]) for s in doc._.stances if s.attribution_id in ids)
    mentions = [mention(doc, one["source"]) for one in reading.said]
    return Given(every, {s.id: s for s in doc._.sources}, stances, mentions, len(doc._.attributions) - len(ids))


def mention(doc: Doc, source: list[list[int]]) -> str:
    """Which of `MENTIONS` the words for a source are: by the word alone, or by what heads the first piece."""
    if not source:
        return MENTIONS[-1]
    span = doc.char_span(*source[0], alignment_mode="expand")
    word = span.text.lower().strip(" ,.")
    if word in PRONOUNS:
        return MENTIONS[1 if word in HE | SHE else 2 if word in THEY | IT else 3]
    return MENTIONS[0 if is_name(span) else 4]


def is_name(span: Span) -> bool:
    """Whether a noun phrase is headed by a name, or a name explains its head: Ana Ruiz; the mayor, Ana Ruiz."""
    inside = range(span.start, span.end)
    beside = [child for child in span.root.children if child.dep_ in ("flat", "appos") and child.i in inside]
    return any(token.pos_ == "PROPN" for token in (span.root, *beside))


def read_given(nlp: Language, reading: Read) -> Given:
    """What the pipeline makes of an article and the attributions marked in it."""
    doc = begun(nlp, reading.text, reading.id)
    for name, step in nlp.pipeline[nlp.pipe_names.index("names") :]:
        if name == "attributions":
            doc._.attributions = stated(doc, reading.said)
        else:
            doc = step(doc)
    return kept(doc, reading)


def read_raw(nlp: Language, reading: Read) -> Given:
    """What the pipeline makes of the text alone."""
    doc = begun(nlp, reading.text, reading.id)
    for _, step in nlp.pipeline[nlp.pipe_names.index("names") :]:
        doc = step(doc)
    return matched(doc, reading)
