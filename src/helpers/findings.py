"""Findings: what the pipeline put on a Doc, as rows of the tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from spacy.tokens import Doc

from helpers.articles import Article, Offsets
from helpers.stances import as_shown
from helpers.tables import NAMES, Row, Tables, frame
from helpers.text.quotations import quotations


def tables_of(read: Iterable[tuple[Article, Doc]]) -> Tables:
    """The five tables of articles and their analysed Docs."""
    rows: dict[str, list[Row]] = {name: [] for name in NAMES}
    for article, doc in read:
        for name, make in ROWS.items():
            rows[name] += [{"article_id": article.id} | row for row in make(article, doc)]
    return {name: frame(name, found) for name, found in rows.items()}


def article_rows(article: Article, doc: Doc) -> list[Row]:
    """One row for the article itself."""
    kept = [p for p in doc._.paragraphs if p.kind in ("headline", "subtitle", "body")]
    fields = ("title", "byline", "dateline", "date", "outlet", "language", "path", "text")
    return [
        {field: getattr(article, field) for field in fields}
        | {
            "words": sum(count_words(article.text, (p.begin, p.end)) for p in kept),
            "paragraphs": len(kept),
            "notes": list(article.notes),
            "paragraph_begins": [p.begin for p in doc._.paragraphs],
            "paragraph_ends": [p.end for p in doc._.paragraphs],
            "paragraph_kinds": [p.kind for p in doc._.paragraphs],
            "cut_begins": [cut.begin for cut in article.cuts],
            "cut_ends": [cut.end for cut in article.cuts],
            "cut_reasons": [cut.reason for cut in article.cuts],
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
    """One row a source, its attributions counted."""
    quotes = quote_rows(article, doc)
    all_words = sum(quote["words"] for quote in quotes)
    rows = []
    for source in doc._.sources:
        own = [quote for quote in quotes if quote["source_id"] == source.id]
        words, direct = (sum(quote[column] for quote in own) for column in ("words", "direct_words"))
        rows.append(
            {
                **{field: getattr(source, field) for field in ("name", "type", "role", "affiliation", "people")},
                "source_id": source.id,
                "aliases": list(source.aliases),
                "reason_withheld": source.reason_withheld,
                "entity_id": source.entity_id or "",
                "attributions": len(own),
                "direct_words": direct,
                "indirect_words": words - direct,
                "share": words / all_words if all_words else 0.0,
                "first": min((begin for begin, _ in source.mentions), default=None),
                **edges("", source.mentions),
            }
        )
    return rows


def quote_rows(article: Article, doc: Doc) -> list[Row]:
    """One row an attribution."""
    names = {source.id: source.name for source in doc._.sources}
    headline = [(p.begin, p.end) for p in doc._.paragraphs if p.kind in ("headline", "subtitle")]
    inside = [(q.begin, q.end) for q in quotations(article.text, doc._.paragraphs)]
    rows = []
    for found in doc._.attributions:
        begin = min(b for b, _ in (*found.source, *found.cue, *found.content))
        rows.append(
            {
                **{field: getattr(found, field) for field in ("form", "kind", "framing", "status", "confidence")},
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
    return [
        {
            **{field: getattr(stance, field) for field in ("source_id", "attribution_id", "target")},
            **{field: getattr(stance, field) for field in ("position", "commitment", "confidence")},
            "stance_id": stance.id,
            "source": names.get(stance.source_id, ""),
            "shown": as_shown(stance.position, stance.commitment, stance.flags),
            "evidence": pieces(article.text, stance.evidence),
            "flags": list(stance.flags),
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


def count_words(text: str, span: Offsets) -> int:
    """Runs of characters between white space that hold a letter or digit."""
    return sum(any(map(str.isalnum, word)) for word in text[slice(*span)].split())


def shared(spans: Iterable[Offsets], others: Iterable[Offsets]) -> list[Offsets]:
    """The parts of `spans` that lie inside any of `others`."""
    others = list(others)
    both = [(max(b, x), min(e, y)) for b, e in spans for x, y in others]
    return [(begin, end) for begin, end in both if begin < end]


def paragraph_number(doc: Doc, offset: int) -> int:
    """Which body paragraph `offset` stands in, the first being 1; 0 for headline and subtitle."""
    return sum(p.kind == "body" and p.begin <= offset for p in doc._.paragraphs)
