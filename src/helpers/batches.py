"""Batches: many articles to a folder of reports, what is done kept, under a lock, with an index."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from helpers import reports, workers
from helpers.articles import Article, ArticleError
from helpers.publishing import lists, locks, stamps
from helpers.publishing.locks import BusyError
from helpers.reports import Outcome, Plan, Tell

__all__ = ["Batch", "BusyError", "Task", "run", "survey"]


@dataclass(frozen=True, slots=True)
class Task:
    """One article of a batch, and why its report is to be made; empty where the one that is there is kept."""

    article: Article
    why: str


@dataclass(frozen=True, slots=True)
class Batch:
    """Articles, those that could not be read, where the reports go, and how they are made.

    `jobs` reports are made at a time; with `again`, also those that are there and would come out the same."""

    found: Sequence[Article]
    unread: Sequence[ArticleError]
    out: Path
    plan: Plan
    jobs: int = 1
    again: bool = False


FOLDERS = re.compile(r"(?<![^\s'\"(])(?:[A-Za-z]:)?[/\\](?:[^/\\\s:]+[/\\])*(?=[^/\\\s])")
"""The folders of a whole path, as they stand in a sentence."""
Explain = Callable[[Exception], str]
"""How an error is told in the index."""


def survey(batch: Batch) -> list[Task]:
    """What a batch would do with each article; nothing is written and nothing is started."""
    return [Task(article, why(article, batch)) for article in batch.found]


def why(article: Article, batch: Batch) -> str:
    """Why the report of an article is to be made, in words; empty where it is not."""
    if batch.again:
        return "asked for"
    try:
        return stamps.why_anew(batch.out / reports.folder_name(article), reports.stamp_of(article, batch.plan))
    except OSError:
        return "what is there cannot be read"


def run(batch: Batch, tell: Tell = lambda _: None, explain: Explain = str) -> Iterator[Outcome]:
    """Make what is to be made and write the index; what is kept comes first, the others as they are done.

    An article that fails leaves the others as they are. Raises `BusyError` where another batch is at work in the
    folder, and `reports.PublishError` where the folder or the index cannot be written."""
    with held(batch.out):
        reports.prepare(batch.out)
        failed: dict[str, Exception] = {}
        for outcome in made(batch, tell):
            if outcome.error:
                failed[outcome.name] = outcome.error
            yield outcome
        reports.write_list(batch.out, failures(batch, failed, explain))


def held(out: Path) -> ExitStack:
    """The lock of a folder of reports, which is made; raises `PublishError` where it cannot be written."""
    with ExitStack() as stack:
        try:
            out.mkdir(parents=True, exist_ok=True)
            stack.enter_context(locks.held(out))
        except OSError as error:
            raise reports.PublishError(f"{out} cannot be used for reports: {error.strerror}.") from error
        return stack.pop_all()


def made(batch: Batch, tell: Tell) -> Iterator[Outcome]:
    """What becomes of every article of a batch."""
    tasks = survey(batch)
    for task in tasks:
        if not task.why:
            yield Outcome(task.article.id, batch.out / reports.folder_name(task.article) / "index.html", kept=True)
    due = [task.article for task in tasks if task.why]
    if batch.jobs == 1:
        yield from (reports.one(article, batch.out, batch.plan, tell) for article in due)
    else:
        yield from workers.outcomes(due, batch.out, batch.plan, batch.jobs, tell)


def failures(batch: Batch, failed: dict[str, Exception], explain: Explain) -> Iterable[lists.Failure]:
    """What could not be made, in the order of the input, whichever was done first.

    An index is shared: of a file it names the name, and tells nothing of the machine."""
    for error in batch.unread:
        yield lists.Failure("", *in_two(FOLDERS.sub("", explain(error))))
    for article in batch.found:
        if why := failed.get(article.id):
            told = FOLDERS.sub("", explain(why))
            yield lists.Failure(reports.folder_name(article), article.title or article.id, told)


def in_two(sentence: str) -> tuple[str, str]:
    """The name of what could not be read, as far as the sentence begins with one, and the sentence."""
    name, colon, _ = sentence.partition(": ")
    return (name if colon and len(name) < 200 else "An article that could not be read"), sentence
