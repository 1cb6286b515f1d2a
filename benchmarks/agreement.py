"""Agreement: what the pipeline shows of a stance beside what a person read, record by record."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path

from benchmarks.scores import overlap
from helpers import articles, language, readings
from helpers.stances import as_shown

FIELDS = ("set", "article", "source", "target", "evidence", "by_hand", "found")
NOTHING = "nothing"
"""Shown where the person, or the pipeline, has no record."""
ROOT = Path(__file__).parent
EXAMPLES = ROOT / "examples"
"""One short invented article for each kind of record, read by hand like the others."""


def spans(record: dict) -> tuple[tuple[int, int], ...]:
    """The evidence of a record."""
    return tuple(map(tuple, record["evidence"]))


def shown(record: dict | None) -> str:
    """What a record is shown as."""
    return as_shown(record["position"], record["commitment"], record["flags"]) if record else NOTHING


def pairs(gold: dict, found: dict) -> Iterator[tuple[dict | None, dict | None]]:
    """Records paired by evidence that overlaps, then those that only the pipeline has."""
    left = list(found["stances"])
    for right in gold["stances"]:
        hit = next((record for record in left if overlap(spans(right), spans(record))), None)
        if hit is not None:
            left.remove(hit)
        yield right, hit
    yield from ((None, record) for record in left)


def row(name: str, gold: dict, found: dict, right: dict | None, said: dict | None) -> dict[str, str]:
    """One pair as a row of `FIELDS`; source, target and words are the person's where there are any."""
    reading, record = (gold, right) if right else (found, said)
    names = {source["id"]: source["name"] for source in reading["sources"]}
    words = " … ".join(gold["text"][begin:end] for begin, end in record["evidence"])
    about = {"source": names.get(record["source_id"], ""), "target": record["target"], "evidence": words}
    return {"set": name, "article": gold["id"], **about, "by_hand": shown(right), "found": shown(said)}


def rows(nlp, name: str, paths: Iterable[Path]) -> Iterator[dict[str, str]]:
    """The rows of some articles read by hand."""
    for path in paths:
        gold = readings.load(path)
        article = articles.from_text(gold["text"], id=gold["id"])
        found = readings.reading(article, language.article_doc(nlp, article))
        yield from (row(name, gold, found, right, said) for right, said in pairs(gold, found))


def write(found: Iterable[dict[str, str]], path: Path) -> None:
    """The rows as CSV."""
    with path.open("w", encoding="utf8", newline="") as out:
        made = csv.DictWriter(out, FIELDS, lineterminator="\n")
        made.writeheader()
        made.writerows(found)
