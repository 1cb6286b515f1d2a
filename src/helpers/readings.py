"""Readings: everything found in one article as one JSON object, the contract for programs."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from spacy.tokens import Doc

from helpers.amendments import Rows, amended
from helpers.articles import Article
from helpers.corrections import Correction
from helpers.findings import rows_of
from helpers.tables import Row, Tables

Reading = dict[str, Any]


def reading(article: Article, doc: Doc, corrections: Iterable[Correction] = ()) -> Reading:
    """The contract's object: id, title, text, entities, sources, attributions, stances; offsets count in `text`.

    Made of the tables, so that what a person corrected is corrected here as well; where there are corrections of this
    article, what came of each is in `corrections`."""
    return of_rows(article, amended(rows_of(article, doc), list(corrections)))


def of_tables(article: Article, tables: Tables) -> Reading:
    """The same object of the tables of one article."""
    return of_rows(article, {name: table.to_dict("records") for name, table in tables.items()})


def of_rows(article: Article, rows: Rows) -> Reading:
    """The same object of the rows of one article."""
    about = {"id": article.given_id or article.id, "title": article.title, "text": article.text}
    found = {name: [make(row) for row in rows[table] if keep(row)] for name, (table, make, keep) in PARTS.items()}
    came = [{name: row[name] for name in CAME} for row in rows["corrections"]]
    return about | found | ({"corrections": came} if came else {})


def entity(row: Row) -> Reading:
    """An entity of the contract."""
    return {"name": row["name"], "label": row["label"], "mentions": spans(row)}


def source(row: Row) -> Reading:
    """A source of the contract."""
    known = {"id": row["source_id"]} | {name: row[name] for name in ("name", "type", "role", "aliases")}
    return known | {"count": int(row["attributions"]), "mentions": spans(row)}


def attribution(row: Row) -> Reading:
    """An attribution of the contract."""
    parts = {name: spans(row, f"{name}_") for name in ("source", "cue", "content")}
    return parts | {"source_id": row["source_id"] or None} | {name: row[name] for name in ("form", "kind", "status")}


def stance(row: Row) -> Reading:
    """A stance record of the contract."""
    known = {name: row[name] for name in ("source_id", "holder", "holder_id", "target", "position", "commitment")}
    return known | {"evidence": spans(row), "flags": row["flags"]} | sureness(row)


def sureness(row: Row) -> Reading:
    """How sure a stance record is, and what decided it."""
    return {"confidence": round(float(row["confidence"]), 4), "decided_by": row["decided_by"]}


def always(row: Row) -> bool:
    """Every row."""
    return True


def one_name(row: Row) -> bool:
    """Whether an entity's mentions stand for one name, and not for one of several."""
    return row["status"] != "ambiguous"


CAME = ("line", "what", "where", "from", "to", "why", "status", "outcome")
PARTS: Mapping[str, tuple[str, Callable[[Row], Reading], Callable[[Row], bool]]] = {
    "entities": ("entities", entity, one_name),
    "sources": ("sources", source, always),
    "attributions": ("quotes", attribution, always),
    "stances": ("stances", stance, always),
}
"""The lists of the contract: the table each is made of, how a row is written, and which rows."""


def spans(row: Row, prefix: str = "") -> list[list[int]]:
    """Offsets as JSON has them, of the list columns of a row."""
    pairs = zip(row[f"{prefix}begins"], row[f"{prefix}ends"], strict=True)
    return [[int(begin), int(end)] for begin, end in pairs]


def load(path: Path) -> Reading:
    """A reading from a JSON file, such as the gold readings made by hand."""
    return json.loads(Path(path).read_text(encoding="utf8"))
