"""Partitions: some of a corpus's articles, chosen by content, and the files that hold what was found in them."""

from __future__ import annotations

import json
import os
import pickle
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd
from pyarrow.parquet import write_table

from helpers import tables
from helpers.articles import Article
from helpers.corrections import Correction
from helpers.publishing import stamps
from helpers.tables import DECLARED, NAMES, Row, Tables

if TYPE_CHECKING:
    from spacy.language import Language

    from helpers.amendments import Rows

CHUNK = 10
"""Articles after which what the vocabulary learned from them is forgotten."""
NAME = re.compile(r"(?P<place>part-(?:\d{4,}-of-\d{4,}|unread))-(?P<key>[0-9a-f]{16})")
"""The name of a partition: its place among how many, and the digest of what it is made from."""
READ, ANALYSED, KILLED = "read", "analysed", "killed"
"""The stages at which an article can be lost."""


class Entry(NamedTuple):
    """An article of a partition: its id, where it stands in the spool, and the file or address it was read from."""

    id: str
    begin: int
    end: int
    path: str


@dataclass(frozen=True, slots=True)
class Spec:
    """What a partition is made of: all that a process has to know that makes it, but for the articles themselves.

    `code` is the digest of the code and models it is to be made with; `spool` the file with its articles, of which
    `entries` says where they stand; `lost` are rows of `failures` that are known already."""

    name: str
    out: Path
    spool: Path
    code: str
    pipeline: str | None = None
    entries: tuple[Entry, ...] = ()
    corrections: tuple[Correction, ...] = ()
    lost: tuple[Row, ...] = ()

    @property
    def files(self) -> dict[str, Path]:
        """The files of the partition, a table each."""
        return {table: self.out / table / f"{self.name}.parquet" for table in DECLARED}

    @property
    def is_made(self) -> bool:
        """Whether all its files are there: each appears whole, and its name says what it is made from."""
        return all(file.is_file() for file in self.files.values())


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a partition: made, kept, or why it was not made; `articles` is how many it has."""

    name: str
    articles: int = 0
    error: Exception | None = None
    kept: bool = field(default=False)


class VersionError(RuntimeError):
    """A process that would make a partition has other code or models than the one that asked for it."""


def write(spec: Spec, folder: Path) -> Path:
    """Write a spec into a folder; its path is all that a process is sent."""
    path = folder / f"{spec.name}.json"
    path.write_text(json.dumps(asdict(spec), default=str), encoding="utf8", errors="surrogatepass")
    return path


def read(path: str | Path) -> Spec:
    """The spec in a file."""
    given = json.loads(Path(path).read_text(encoding="utf8", errors="surrogatepass"))
    return Spec(
        **given
        | {name: Path(given[name]) for name in ("out", "spool")}
        | {"entries": tuple(Entry(*entry) for entry in given["entries"])}
        | {"corrections": tuple(Correction(**each) for each in given["corrections"])}
        | {"lost": tuple(given["lost"])},
    )


def make(path: str) -> Outcome:
    """Make the partition that the spec at `path` describes, unless it is there; nothing is raised.

    This is what every engine calls, in a process of its own, and any other scheduler may."""
    return made(read(path))


def made(spec: Spec, left: Mapping[str, str] | None = None) -> Outcome:
    """Make a partition without the articles `left`, of which it says why."""
    try:
        if spec.is_made:
            return Outcome(spec.name, len(spec.entries), kept=True)
        check_version(spec)
        publish(spec, found_in(spec, spec.entries, left or {}))
    except Exception as error:  # a full disk, say: the others may find room
        return Outcome(spec.name, len(spec.entries), error)
    return Outcome(spec.name, len(spec.entries))


def check_version(spec: Spec) -> None:
    """Raise `VersionError` where this process is not what the partition is to be made with."""
    if spec.code != (here := stamps.of_code(spec.pipeline)):
        raise VersionError(f"This worker has other code, models or libraries ({here[:8]}, not {spec.code[:8]}).")


def found_in(spec: Spec, entries: Sequence[Entry], left: Mapping[str, str]) -> Tables:
    """The tables of some articles of a partition, with a row in `failures` for each that has none."""
    rows: list[Rows] = []
    lost: list[Row] = list(spec.lost)
    for entry, found in analysed(spec, [entry for entry in entries if entry.id not in left]):
        if isinstance(found, Exception):
            lost.append(failure(entry, ANALYSED, f"{type(found).__name__}: {' '.join(str(found).split())}"))
        else:
            rows.append(found)
    lost += [failure(entry, KILLED, left[entry.id]) for entry in entries if entry.id in left]
    made = {name: tables.frame(name, chain.from_iterable(part[name] for part in rows)) for name in NAMES}
    return made | {"failures": tables.frame("failures", sorted(lost, key=lambda row: (row["article_id"], row["path"])))}


def failure(entry: Entry, stage: str, reason: str) -> Row:
    """A row of `failures`."""
    return {"article_id": entry.id, "path": entry.path, "stage": stage, "reason": reason}


def analysed(spec: Spec, entries: Sequence[Entry]) -> Iterator[tuple[Entry, Rows | Exception]]:
    """The rows of each article, corrected, or the error that kept it from having any.

    What the vocabulary learns from an article goes with it, so that memory does not grow with their number."""
    if not entries:
        return
    nlp = pipeline(spec.pipeline)
    with spec.spool.open("rb") as spool:
        for first in range(0, len(entries), CHUNK):
            with nlp.memory_zone():
                found = [(entry, one(nlp, spec, entry, spool)) for entry in entries[first : first + CHUNK]]
            yield from found


def one(nlp: Language, spec: Spec, entry: Entry, spool) -> Rows | Exception:
    """The rows of one article, or what went wrong."""
    from helpers import amendments, findings, language

    try:
        article = article_at(entry, spool)
        # a worker keeps to its core: its neighbour is at work on the next
        rows = findings.rows_of(article, language.article_doc(nlp, article, cores=1))
        return amendments.amended(rows, list(spec.corrections))
    except Exception as error:  # whatever it is, the other articles go on
        return error.with_traceback(None)  # which would keep the Doc


def article_at(entry: Entry, spool) -> Article:
    """An article from the spool, with the id that it has in the corpus."""
    spool.seek(entry.begin)
    return replace(pickle.loads(spool.read(entry.end - entry.begin)), id=entry.id)


@lru_cache(maxsize=1)
def pipeline(name: str | None) -> Language:
    """The pipeline, loaded once a process."""
    from helpers import language

    return language.load(name)


# ---- files that appear whole -----------------------------------------------------------------------------------------


def publish(spec: Spec, found: Tables) -> None:
    """Write the tables of a partition under other names, see to it that they are on the disk, and rename them.

    What was there of an earlier input or version goes before, so that no article ever stands in two files. The table of
    articles comes last; a partition that lacks a file counts as not made."""
    hidden = {name: spec.out / name / f".{spec.name}-{os.getpid()}.tmp" for name in DECLARED}
    try:
        for name, path in hidden.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(tables.arrow(name, found[name]), path)
        remove(earlier(spec))
        for name in sorted(DECLARED, key=lambda name: name == "articles"):
            hidden[name].replace(spec.files[name])
            sync_folder(spec.out / name)
    finally:
        remove(hidden.values())


def write_whole(table, path: Path) -> None:
    """A table as Parquet, on the disk when this returns."""
    with path.open("wb") as file:
        write_table(table, file)
        file.flush()
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """See to it that a name in a folder is on the disk."""
    if os.name != "nt":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def earlier(spec: Spec) -> list[Path]:
    """The files in the place of a partition that were made from something else."""
    place = NAME.fullmatch(spec.name)
    return [
        path for path in files_in(spec.out) if place and path.stem != spec.name and place["place"] == place_of(path)
    ]


def files_in(out: Path) -> Iterator[Path]:
    """All files of partitions in a corpus."""
    for table in DECLARED:
        yield from (path for path in (out / table).glob("part-*.parquet") if place_of(path))


def unfinished(out: Path) -> Iterator[Path]:
    """The hidden files of partitions that are being written, or were when a process was killed."""
    for table in DECLARED:
        yield from (out / table).glob(".part-*.tmp")


def place_of(path: Path) -> str:
    """The place of a partition's file among how many; empty where it is none."""
    found = NAME.fullmatch(path.stem)
    return found["place"] if found else ""


def remove(paths: Iterable[Path]) -> None:
    """Remove files, as far as they are there."""
    for path in paths:
        path.unlink(missing_ok=True)


def failures_in(specs: Iterable[Spec]) -> pd.DataFrame:
    """The articles that the partitions of these specs have lost."""
    files = [spec.files["failures"] for spec in specs if spec.is_made]
    return pd.concat([tables.frame("failures"), *map(pd.read_parquet, files)], ignore_index=True)
