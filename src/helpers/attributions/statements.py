"""Statements: whether what looks like an attribution is one, by a small trained head on the encoder's vectors."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from math import log1p
from typing import Protocol, TypeVar

import numpy as np
from spacy.tokens import Doc, Span

from helpers import lexicons
from helpers.attributions.cues import cue_at
from helpers.attributions.empty_contents import speakers
from helpers.attributions.transcripts import turns
from helpers.encoder import network
from helpers.encoder.scans import Traits, scan
from helpers.syntax import phrases
from helpers.syntax.labels import CLAUSES, FINITE_TAGS, NOUN_SUBJECTS, PASSIVE_SUBJECTS
from helpers.text.lines import Offsets
from helpers.text.spans import within
from helpers.text.verbatim import span_at

PIECES = 12
"""Pieces of a content, from its first on, whose vectors count."""
Spans = tuple[Offsets, ...]


class Said(Protocol):
    """What the head needs to know of an attribution."""

    @property
    def source(self) -> Spans:
        """Whose words."""

    @property
    def cue(self) -> Spans:
        """What says so."""

    @property
    def content(self) -> Spans:
        """What is said."""

    @property
    def form(self) -> str:
        """Direct, mixed or indirect."""

    @property
    def kind(self) -> str:
        """Statement, belief and so on."""


One = TypeVar("One", bound=Said)


def told_apart(doc: Doc, found: Sequence[One]) -> tuple[tuple[One, ...], tuple[One, ...]]:
    """The attributions that are statements, and those that most likely are none: deeds, passives without a speaker,
    what somebody was asked, lines about the page. Always kept are words without a cue, which are quoted ones, the turns
    of a transcript, and that somebody had nothing to say."""
    said, labels = chances(doc, found) >= shipped().threshold, [(t.label[0], t.said[0]) for t in turns(doc)]
    plain = [not one.cue or one.kind == "no-comment" or within(one.cue[0][0], labels) for one in found]
    told = [(one, bool(sure) or kept) for one, sure, kept in zip(found, said, plain, strict=True)]
    return tuple(one for one, is_said in told if is_said), tuple(one for one, is_said in told if not is_said)


def chances(doc: Doc, found: Sequence[Said]) -> np.ndarray:
    """The probability (n,) that each of n attributions of a parsed Doc is a statement."""
    traits = scan(doc).traits
    return shipped().chances(np.stack([row(doc, one, traits) for one in found])) if found else np.zeros(0)


def row(doc: Doc, one: Said, traits: Traits) -> np.ndarray:
    """What the head reads: the evidence, then the mean vectors of cue, source and the first pieces of the content."""
    cue = one.cue or one.content[:1]
    means = (traits.mean(cue), traits.mean(one.source), traits.mean(one.content, PIECES))
    return np.concatenate([list(evidence(doc, one).values()), *means]).astype(np.float32)


def evidence(doc: Doc, one: Said) -> dict[str, float]:
    """What form, words and tree tell of an attribution, each from 0 to about 1."""
    cue, content = span_at(doc, *(one.cue or one.content)[0]), span_at(doc, *one.content[0])
    source = span_at(doc, *min(one.source)) if one.source else None
    told = of_form(doc, one, cue) | of_cue(doc, cue) | of_source(doc, source, cue) | of_content(content, cue)
    return {name: float(value) for name, value in told.items()}


def of_form(doc: Doc, one: Said, cue: Span) -> dict[str, float]:
    """Which parts there are, and what sort of attribution and paragraph it is."""
    where = next((p for p in doc._.paragraphs if p.begin <= cue.start_char < p.end), None)
    words = cue.sent.text.split()
    return {
        "no source": not one.source,
        "no cue": not one.cue,
        **{f"form {form}": one.form == form for form in ("direct", "indirect")},
        **{f"kind {kind}": one.kind == kind for kind in ("statement", "belief", "intention", "attitude")},
        "headline": where is not None and where.kind in ("headline", "subtitle"),
        "paragraph": log1p(where.end - where.begin) / 6 if where is not None else 1,
        "capitals": sum(word[:1].isupper() for word in words) / max(len(words), 1),
        "question": cue.sent.text.rstrip('”" ').endswith("?"),
    }


def of_cue(doc: Doc, cue: Span) -> dict[str, float]:
    """What the cue is, and what hangs on it."""
    head = cue.root
    known, below = cue_at(head), {child.dep_ for child in head.children}
    before = {token.lower_ for token in doc[max(cue.start - 3, 0) : cue.end]}
    return {
        **{f"cue {tag}": head.tag_ == tag for tag in ("VBN", "VBG", "VB", "NN")},
        "cue mark": not any(token.is_alpha for token in cue),
        "known": known is not None,
        "known, statement": known is not None and known.entry.kind == "statement",
        "passive": phrases.passive(head),
        "subject": bool(below & NOUN_SUBJECTS),
        "clause below": bool(below & CLAUSES),
        "negated": "neg" in below or bool(before & {"not", "n't", "n’t", "never"}),
        "if": bool(before & {"if", "whether", "unless"}),
        "modal": any(token.tag_ == "MD" for token in doc[max(cue.start - 2, 0) : cue.end]),
    }


def of_source(doc: Doc, source: Span | None, cue: Span) -> dict[str, float]:
    """Who is there as the source, and how the words stand to the cue."""
    if source is None:
        return dict.fromkeys(SOURCE, 0)
    head = source.root
    told = (
        head.tag_ in ("WP", "WDT"), head.tag_ in ("NNS", "NNPS"), head.tag_ in ("NNP", "NNPS"),
        head.tag_ in ("PRP$", "JJ") or head.dep_ in ("amod", "compound"), head.lemma_.lower() in speakers(),
        head.lemma_.lower() in lexicons.words("document_nouns"), head.ent_type_ == "PERSON",
        head.dep_ in PASSIVE_SUBJECTS, head.head.i == cue.root.i, source.start >= cue.end,
        "by" in (source[0].lower_, doc[max(source.start - 1, 0)].lower_), min(abs(source.start - cue.start), 20) / 20,
    )  # fmt: skip
    return dict(zip(SOURCE, told, strict=True))


def of_content(content: Span, cue: Span) -> dict[str, float]:
    """What is said: a clause, a thing or quoted words, and where it stands."""
    head, first = content.root, content[0]
    return {
        "content under cue": head.head.i == cue.root.i,
        "content finite": any(token.tag_ in FINITE_TAGS for token in content),
        "content that": first.lower_ in ("that", "whether", "if", "how", "why", "what"),
        "content to": first.tag_ == "TO",
        "content thing": head.tag_[:2] == "NN",
        "content quoted": first.text in phrases.QUOTATION_MARKS,
        "content long": min(len(content), 40) / 40,
        "content before": content.start < cue.start,
        "content relative": first.tag_ in ("WP", "WDT", "PRP") and len(content) == 1,
    }


SOURCE = (
    "source relative", "source plural", "source name", "source inside", "source speaks", "source document",
    "source person", "source passive", "source of cue", "source behind", "source by", "source far",
)  # fmt: skip


class Head:
    """The shipped head; its threshold was chosen on articles that it was not trained on."""

    def __init__(self) -> None:
        """Load it, from beside the encoder that it was trained on."""
        config = json.loads((network.SHIPPED / "statements.json").read_text(encoding="utf8"))
        self.session = network.session(network.SHIPPED / "statements.onnx")
        self.threshold: float = config["threshold"]

    def chances(self, rows: np.ndarray) -> np.ndarray:
        """Probabilities (n,) for rows (n, k) as `row` makes them."""
        return 1 / (1 + np.exp(-self.session.run(None, {"rows": rows})[0]))


@cache
def shipped() -> Head:
    """The shipped head, loaded once a process."""
    return Head()
