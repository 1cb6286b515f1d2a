"""Spools: articles as they are read, put on the disk one after the other, and cut into partitions by content."""

from __future__ import annotations

import json
import os
import pickle
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path

from helpers import articles
from helpers.articles import Article, ArticleError, Options, safe_id
from helpers.corpus.partitions import READ, Entry, Spec
from helpers.corrections import Correction
from helpers.inputs.article import free_id
from helpers.publishing import stamps
from helpers.tables import Row

MOST = 200
"""Articles of a partition at most, in the mean."""
LEAST, FEW = 8, 4
"""A small corpus is cut further, into up to 2 to the power of `FEW` partitions of at least `LEAST` articles."""
TOLD = [field.name for field in fields(Article) if field.name not in ("paragraphs", "cuts")]
"""What the digest of an article is made of; paragraphs and cuts follow from it."""


@dataclass(slots=True)
class Spool:
    """Articles on the disk: where each stands, what it is by its digest, and what could not be read."""

    file: Path
    entries: list[tuple[str, Entry]] = field(default_factory=list)
    unread: list[Row] = field(default_factory=list)
    twice: int = 0
    notes: Counter[str] = field(default_factory=Counter)


def fill(file: Path, places: Iterable[str], options: Options, tell: Callable[[int], None] = lambda _: None) -> Spool:
    """Read the articles of places into a file; `tell` is told how many there are as they come.

    The same article of the same file is taken once, however often the file is named."""
    spool = Spool(file)
    seen: set[tuple[str, str]] = set()
    with file.open("wb") as out:
        for item in (item for place in places for item in articles.find(place, options)):
            if isinstance(item, ArticleError):
                spool.unread.append(
                    {"article_id": "", "path": "", "stage": READ, "reason": " ".join(str(item).split())}
                )
                continue
            digest = digest_of(article := replace(item, path=origin(item.path)))
            if (known := (os.path.realpath(item.path), digest)) in seen:
                spool.twice += 1
                continue
            seen.add(known)
            spool.notes.update(map(kind_of, item.notes))
            begin = out.tell()
            pickle.dump(article, out)
            spool.entries.append((digest, Entry(article.id, begin, out.tell(), article.path)))
            tell(len(spool.entries))
    return spool


def kind_of(note: str) -> str:
    """A note without what is of one article alone, so that those of one kind can be counted."""
    return re.sub(r"\s+", " ", re.sub(r"'[^']*'|\d[\d,.-]*", "…", note))


def origin(path: str) -> str:
    """Where an article came from; of a file the name alone: a corpus is shared, and tells nothing of the machine."""
    return Path(path).name if os.path.isfile(path) else path


def digest_of(article: Article) -> str:
    """The digest of an article with all its fields."""
    return stamps.of_article({name: getattr(article, name) for name in TOLD}, b"")


def cut(spool: Spool, out: Path, pipeline: str | None, by_hand: Sequence[Correction]) -> Iterator[Spec]:
    """The partitions of a spool: which article stands in which is settled by its content, not by the order of reading.

    An article that is new goes into one of them and leaves the others as they are, until their number doubles."""
    code = stamps.of_code(pipeline)
    named = told_apart(spool.entries)
    lines = Lines(by_hand)
    depth = depth_of(len(named))
    buckets: list[list[tuple[str, Entry]]] = [[] for _ in range(1 << depth)]
    for digest, entry in named:
        buckets[int(digest[:16], 16) >> (64 - depth)].append((digest, entry))
    base = Spec("", out.resolve(), spool.file.resolve(), code, pipeline)
    for number, bucket in enumerate(buckets):
        spec = replace(base, entries=tuple(entry for _, entry in bucket), corrections=lines.about(bucket))
        key = key_of(spec, [f"{digest} {entry.id}" for digest, entry in bucket])
        yield replace(spec, name=f"part-{number:04}-of-{len(buckets):04}-{key}")
    if spool.unread:
        lost = sorted(spool.unread, key=lambda row: row["reason"])
        spec = replace(base, lost=tuple(lost))
        yield replace(spec, name=f"part-unread-{key_of(spec, [json.dumps(row) for row in lost])}")


def depth_of(count: int) -> int:
    """How often the articles are halved."""
    depth = 0
    while count > MOST << depth or (depth < FEW and count >= 2 * LEAST << depth):
        depth += 1
    return depth


def key_of(spec: Spec, parts: Iterable[str]) -> str:
    """The digest of all that a partition is made from."""
    given = [spec.code, json.dumps([asdict(each) for each in spec.corrections]), *parts]
    return stamps.digest(*(part.encode("utf8", "surrogatepass") for part in given))[:16]


def told_apart(entries: Iterable[tuple[str, Entry]]) -> list[tuple[str, Entry]]:
    """Articles by id, ids told apart: of several that have one, that with the smallest digest keeps it."""
    taken: dict[str, int] = {}
    by_content = sorted(entries, key=lambda each: (each[1].id.casefold(), each[0]))
    named = [(digest, entry._replace(id=free_id(entry.id, taken))) for digest, entry in by_content]
    return sorted(named, key=lambda each: each[1].id)


class Lines:
    """Corrections by the article they are about."""

    def __init__(self, corrections: Sequence[Correction]):
        """Lines that name no article are about all."""
        self.all = corrections
        self.named: dict[str, list[Correction]] = {}
        for line in corrections:
            for name in {line.article, safe_id(line.article) if line.article else ""}:
                self.named.setdefault(name, []).append(line)

    def about(self, bucket: Iterable[tuple[str, Entry]]) -> tuple[Correction, ...]:
        """The lines about any of some articles, in the order of the file."""
        names = ["", *(entry.id for _, entry in bucket)]
        found = {line.line: line for name in names for line in self.named.get(name, ())}
        return tuple(found[number] for number in sorted(found))

    def unread(self, entries: Iterable[Entry]) -> list[Correction]:
        """The lines about articles that are not among these."""
        ids = {"", *(entry.id for entry in entries)}
        return [line for line in self.all if not {line.article, safe_id(line.article or "_")} & ids]
