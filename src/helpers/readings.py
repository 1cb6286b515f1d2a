"""Readings: everything found in one article as one JSON object, the contract for programs."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

from spacy.tokens import Doc

from helpers.articles import Article

Reading = dict[str, object]


def reading(article: Article, doc: Doc) -> Reading:
    """The contract's object: id, title, text, entities, sources, attributions, stances; offsets count in `text`."""
    counts = Counter(found.source_id for found in doc._.attributions)
    return {
        "id": article.given_id or article.id,
        "title": article.title,
        "text": article.text,
        "entities": [
            {"name": e.name, "label": e.label, "mentions": spans(e.mentions)}
            for e in doc._.entities
            if e.status != "ambiguous"
        ],
        "sources": [
            {"id": s.id, "name": s.name, "type": s.type, "role": s.role, "aliases": list(s.aliases)}
            | {"count": counts[s.id], "mentions": spans(s.mentions)}
            for s in doc._.sources
        ],
        "attributions": [
            {"source": spans(a.source), "cue": spans(a.cue), "content": spans(a.content)}
            | {"source_id": a.source_id, "form": a.form, "kind": a.kind, "status": a.status}
            for a in doc._.attributions
        ],
        "stances": [
            {"source_id": s.source_id, "target": s.target, "position": s.position, "commitment": s.commitment}
            | {"evidence": spans(s.evidence), "flags": list(s.flags), "confidence": round(s.confidence, 4)}
            for s in doc._.stances
        ],
    }


def spans(found) -> list[list[int]]:
    """Offsets as JSON has them."""
    return [[int(begin), int(end)] for begin, end in found]


def load(path: Path) -> Reading:
    """A reading from a JSON file, such as the gold readings made by hand."""
    return json.loads(Path(path).read_text(encoding="utf8"))
