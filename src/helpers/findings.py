"""Findings: what the pipeline put on a Doc, as rows of the tables."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping

from spacy.tokens import Doc

from helpers.amendments import Rows, framed
from helpers.articles import Article, Offsets
from helpers.attributions import Attribution
from helpers.corrections import Correction
from helpers.stances import as_shown
from helpers.tables import NAMES, Row, Tables, completed
from helpers.text.lines import trim
from helpers.text.normal import as_read
from helpers.text.once import once
from helpers.text.quoted import quotations_of
from helpers.wording import SURE_SOURCE


def tables_of(read: Iterable[tuple[Article, Doc]], corrections: Iterable[Correction] = ()) -> Tables:
    """The tables of articles and their analysed Docs, with what a person corrected in them."""
    return framed((rows_of(article, doc) for article, doc in read), corrections)


def rows_of(article: Article, doc: Doc) -> Rows:
    """The rows of every table that one article gives, before any correction."""
    found = {name: make(article, doc) for name, make in ROWS.items()}
    rows = {name: [completed(name, {"article_id": article.id} | row) for row in each] for name, each in found.items()}
    return {name: rows.get(name, []) for name in NAMES}


def article_rows(article: Article, doc: Doc) -> list[Row]:
    """One row for the article itself."""
    kept = [p for p in doc._.paragraphs if p.kind in ("headline", "subtitle", "body")]
    fields = ("title", "byline", "dateline", "date", "published", "outlet", "language", "path", "meta", "text")
    return [
        {field: getattr(article, field) for field in fields}
        | {
            "words": sum(count_words(article.text, (p.begin, p.end)) for p in kept),
            "paragraphs": len(kept),
            "notes": list(article.notes),
            "paragraph_begins": [p.begin for p in doc._.paragraphs],
            "paragraph_ends": [p.end for p in doc._.paragraphs],
            "paragraph_kinds": [p.kind for p in doc._.paragraphs],
            **edges("sentence_", sentences(doc)),
            "cut_begins": [cut.begin for cut in article.cuts],
            "cut_ends": [cut.end for cut in article.cuts],
            "cut_reasons": [cut.reason for cut in article.cuts],
            **edges("unsaid_", sorted(reach(one) for one in doc._.unsaid)),
        }
    ]


def entity_rows(article: Article, doc: Doc) -> list[Row]:
    """One row an entity."""
    return [
        {
            "entity_id": entity.id,
            "name": entity.name,
            "label": entity.label,
            "status": entity.status,
            "aliases": list(entity.aliases),
            "candidates": list(entity.candidates),
            "count": len(entity.mentions),
            "paragraph_count": len({paragraph_number(doc, begin) for begin, _ in entity.mentions}),
            "first": min(begin for begin, _ in entity.mentions),
            **edges("", entity.mentions),
        }
        for entity in doc._.entities
    ]


def source_rows(article: Article, doc: Doc) -> list[Row]:
    """One row a source; what is counted of it comes with `amend`, after the corrections."""
    fields = ("name", "type", "role", "affiliation", "people", "reason_withheld")
    return [
        {
            **{field: getattr(source, field) for field in fields},
            "source_id": source.id,
            "aliases": list(source.aliases),
            "entity_id": source.entity_id or "",
            "status": "found",
            **edges("", source.mentions),
        }
        for source in doc._.sources
    ]


def quote_rows(article: Article, doc: Doc) -> list[Row]:
    """One row an attribution."""
    names = {source.id: source.name for source in doc._.sources}
    headline = [(p.begin, p.end) for p in doc._.paragraphs if p.kind in ("headline", "subtitle")]
    inside = [(q.begin, q.end) for q in quotations_of(doc)]
    rows = []
    for found in doc._.attributions:
        begin = min(b for b, _ in (*found.source, *found.cue, *found.content))
        rows.append(
            {
                **{field: getattr(found, field) for field in ("form", "kind", "framing", "status", "confidence")},
                **{field: getattr(found, field) for field in ("decided_by", "source_confidence")},
                "attribution_id": found.id,
                "source_id": found.source_id or "",
                "source": names.get(found.source_id, ""),
                "source_text": pieces(article.text, found.source),
                "cue": pieces(article.text, found.cue),
                "content": pieces(article.text, found.content),
                "words": sum(count_words(article.text, span) for span in found.content),
                "direct_words": sum(count_words(article.text, span) for span in shared(found.content, inside)),
                "paragraph": paragraph_number(doc, begin),
                "in_headline": any(b <= begin < e for b, e in headline),
                "begin": begin,
                **edges("source_", found.source),
                **edges("cue_", found.cue),
                **edges("content_", found.content),
            }
        )
    return rows


def stance_rows(article: Article, doc: Doc) -> list[Row]:
    """One row a stance record."""
    names = {source.id: source.name for source in doc._.sources}
    unsure = {a.id for a in doc._.attributions if a.source_confidence is not None and a.source_confidence < SURE_SOURCE}
    return [
        {
            **{
                field: getattr(stance, field)
                for field in ("source_id", "attribution_id", "target", "target_kind", "holder", "holder_id")
            },
            **{field: getattr(stance, field) for field in ("position", "commitment", "confidence", "decided_by")},
            "stance_id": stance.id,
            "status": "found",
            "source": names.get(stance.source_id, ""),
            "shown": as_shown(stance.position, stance.commitment, stance.flags),
            "evidence": pieces(article.text, stance.evidence),
            "flags": [*stance.flags, *(["unsure source"] if stance.attribution_id in unsure else [])],
            **edges("", stance.evidence),
        }
        for stance in doc._.stances
    ]


ROWS: Mapping[str, Callable[[Article, Doc], list[Row]]] = {
    "articles": article_rows,
    "entities": entity_rows,
    "sources": source_rows,
    "quotes": quote_rows,
    "stances": stance_rows,
}


def pieces(text: str, spans: Iterable[Offsets]) -> str:
    """The words at `spans`, joined by ' … ' where there are several."""
    return " … ".join(text[begin:end] for begin, end in spans)


def edges(prefix: str, spans: Iterable[Offsets]) -> Row:
    """The two list columns of some spans."""
    return {f"{prefix}begins": [int(b) for b, _ in spans], f"{prefix}ends": [int(e) for _, e in spans]}


def reach(found: Attribution) -> Offsets:
    """From the first to the last character of an attribution."""
    parts = (*found.source, *found.cue, *found.content)
    return min(begin for begin, _ in parts), max(end for _, end in parts)


def count_words(text: str, span: Offsets) -> int:
    """Runs of characters between white space that hold a letter or digit; a word parted at a line's end is one."""
    return sum(any(map(str.isalnum, word)) for word in as_read(text[slice(*span)]).split())


def shared(spans: Iterable[Offsets], others: Iterable[Offsets]) -> list[Offsets]:
    """The parts of `spans` that lie inside any of `others`."""
    others = list(others)
    both = [(max(b, x), min(e, y)) for b, e in spans for x, y in others]
    return [(begin, end) for begin, end in both if begin < end]


def sentences(doc: Doc) -> list[Offsets]:
    """The sentences of the body, as the parser cuts them; the paragraphs where it was not parsed."""
    body = [(p.begin, p.end) for p in doc._.paragraphs if p.kind == "body"]
    if not doc.has_annotation("SENT_START"):
        return body
    text = doc.text
    every = (inside(body, sentence.start_char, sentence.end_char) for sentence in doc.sents)
    return [(begin, trim(text, begin, end)[1]) for begin, end in every if count_words(text, (begin, end))]


def inside(body: list[Offsets], begin: int, end: int) -> Offsets:
    """The part of a sentence that stands in the paragraph it begins in; empty where that is none of the body."""
    first, last = body[max(bisect_right(body, begin, key=lambda span: span[0]) - 1, 0)] if body else (0, 0)
    return (begin, min(end, last)) if first <= begin < last else (begin, begin)


def paragraph_number(doc: Doc, offset: int) -> int:
    """Which body paragraph `offset` stands in, the first being 1; 0 for headline and subtitle."""
    return bisect_right(body_begins(doc), offset)


@once
def body_begins(doc: Doc) -> list[int]:
    """Where the paragraphs of the body begin."""
    return sorted(p.begin for p in doc._.paragraphs if p.kind == "body")
