"""Jobs: a corpus made or made complete: its articles read, what is there kept, the rest computed."""

from __future__ import annotations

import json
import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path

import pandas as pd

from helpers import corrections
from helpers.articles import Options
from helpers.corpus import partitions, spools
from helpers.corpus.engines import Engine
from helpers.corpus.partitions import Outcome, Spec
from helpers.publishing import locks
from helpers.tables import DECLARED

MARK = "corpus.json"
"""The file that says that a folder is a corpus, and what it was made from."""
WORK = ".making"
"""The folder in it for what is needed only while it is made."""


class CorpusError(OSError):
    """A folder that cannot hold a corpus; the message is one sentence."""


@dataclass(frozen=True, slots=True)
class Share:
    """Part `number` of `count` of the partitions of a corpus; 1 of 1 is all of them."""

    number: int = 1
    count: int = 1

    @property
    def suffix(self) -> str:
        """What tells this part's files from those of others that are made at the same time."""
        return "" if self.count == 1 else f"-{self.number}-of-{self.count}"


@dataclass(slots=True)
class Job:
    """A corpus to be made: its partitions, those that are this job's, and those of them that are due.

    `notes` counts what was noted on the reading of all articles, by kind."""

    out: Path
    work: Path
    specs: Sequence[Spec] = ()
    own: Sequence[Spec] = ()
    due: Sequence[Spec] = ()
    twice: int = 0
    unread: str = ""
    notes: Counter[str] = field(default_factory=Counter)
    paths: Sequence[str] = field(default_factory=list)

    @property
    def articles(self) -> int:
        """How many articles are in the partitions of this job."""
        return sum(len(spec.entries) for spec in self.own)

    def run(self, engine: Engine) -> Iterator[Outcome]:
        """Have the partitions made that are due, as they are done; no more are begun where the disk is full.

        What a worker was writing when it was killed goes when others have made it."""
        self.paths = [str(partitions.write(spec, self.work)) for spec in self.due]
        with closing(engine(self.paths)) as outcomes:
            for outcome in outcomes:
                yield outcome
                if isinstance(outcome.error, OSError):
                    return
        names = {spec.name for spec in self.due if spec.is_made}
        partitions.remove(path for path in partitions.unfinished(self.out) if path.stem[1:].rpartition("-")[0] in names)

    @property
    def failures(self) -> pd.DataFrame:
        """The articles that this job's partitions have lost."""
        return partitions.failures_in(self.own)


@contextmanager
def prepared(
    places: Sequence[str],
    out: Path,
    options: Options,
    *,
    pipeline: str | None = None,
    by_hand: Sequence[corrections.Correction] = (),
    share: Share = Share(),
    again: bool = False,
    tell: Callable[[int], None] = lambda _: None,
) -> Iterator[Job]:
    """A job for the articles of places, whose corpus is `out`, under a lock, so that no two make the same part at once.

    Raises `CorpusError` where the folder is something else or cannot be written to, and `locks.BusyError`."""
    work = out.resolve() / f"{WORK}{share.suffix}"
    with ExitStack() as stack:
        try:
            check_place(out)
            out.mkdir(parents=True, exist_ok=True)
            stack.enter_context(locks.held(out, f"{locks.NAME}{share.suffix}"))
            job = begun(Job(out, work), places, options, pipeline, by_hand, share, again, tell)
        except OSError as error:
            shutil.rmtree(work, ignore_errors=True)
            raise CorpusError(f"{out} cannot hold a corpus: {error.strerror or error}.") from error
        try:
            yield job
        finally:
            shutil.rmtree(work, ignore_errors=True)


def begun(job: Job, places, options, pipeline, by_hand, share: Share, again: bool, tell) -> Job:
    """The job with its partitions; what is left of an earlier one goes."""
    shutil.rmtree(job.work, ignore_errors=True)
    job.work.mkdir()
    spool = spools.fill(job.work / "spool", places, options, tell)
    job.specs = list(spools.cut(spool, job.out, pipeline, by_hand))
    job.own = job.specs[share.number - 1 :: share.count]
    tidy(job, share)
    if again:
        partitions.remove(path for spec in job.own for path in spec.files.values())
    job.due = [spec for spec in job.own if not spec.is_made]
    lost = spools.Lines(by_hand).unread(entry for _, entry in spool.entries)
    job.twice, job.notes, job.unread = (
        spool.twice,
        spool.notes,
        corrections.unread([line for line in lost if line.article], []),
    )
    return job


def check_place(out: Path) -> None:
    """Raise `CorpusError` where a folder holds something else than a corpus."""
    theirs = out.exists() and (not out.is_dir() or any(path.name[0] != "." for path in out.iterdir()))
    if theirs and not is_corpus(out):
        raise CorpusError(f"{out} is there and is no corpus of ours; it was left as it is: name another --out.")


def is_corpus(out: Path) -> bool:
    """Whether a folder is a corpus."""
    return (out / MARK).is_file()


def tidy(job: Job, share: Share) -> None:
    """Say that the folder is a corpus, and take away partitions that this input has no place for.

    Those with a place give way to the new ones when these are there. Files that were being written when a process was
    killed go where nobody else can be writing."""
    places = {partitions.place_of(Path(f"{spec.name}.parquet")) for spec in job.specs}
    partitions.remove(path for path in partitions.files_in(job.out) if partitions.place_of(path) not in places)
    if share.count == 1:
        partitions.remove(partitions.unfinished(job.out))
    mark = job.work / MARK
    made = {"made by": f"On Record {version('on-record')}", "partitions": [spec.name for spec in job.specs]}
    mark.write_text(json.dumps(made, indent=1) + "\n", encoding="utf8")
    mark.replace(job.out / MARK)
    for table in DECLARED:
        (job.out / table).mkdir(exist_ok=True)


def share_of(words: str) -> Share:
    """`3/20` as the third of twenty parts; raises `ValueError` for anything else."""
    found = re.fullmatch(r"(\d{1,6})/(\d{1,6})", words)
    share = Share(int(found[1]), int(found[2])) if found else Share(0, 0)
    if not 1 <= share.number <= share.count:
        raise ValueError(words)
    return share
