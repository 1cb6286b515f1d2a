"""Workers: processes that make reports beside one another, so that one that dies takes one article with it."""

from __future__ import annotations

import os
import pickle
import signal
import threading
from collections.abc import Iterable, Iterator
from dataclasses import replace
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection
from pathlib import Path
from queue import Empty, SimpleQueue
from socket import socket

from helpers import reports, runs
from helpers.articles import Article
from helpers.reports import Outcome, Plan, Tell
from helpers.running import forks

PATIENCE = 10
"""Seconds that a worker has to tidy up when it is told to end."""


class LostError(RuntimeError):
    """An error of a worker that cannot be handed on as it is; its type and words are in the message."""


def outcomes(articles: Iterable[Article], out: Path, plan: Plan, jobs: int, tell: Tell) -> Iterator[Outcome]:
    """What becomes of each article, `jobs` at a time, as they are done; when it is left early, all workers end."""
    articles = list(articles)
    plan = share_of(plan, jobs)
    waiting: SimpleQueue[Article] = SimpleQueue()
    done: SimpleQueue[Outcome] = SimpleQueue()
    for article in articles:
        waiting.put(article)
    crew = [Foreman(out, plan, tell) for _ in range(min(jobs, len(articles)))]
    try:
        for foreman in crew:
            threading.Thread(target=foreman.serve, args=(waiting, done), daemon=True).start()
        for _ in articles:
            yield done.get()
    finally:
        for foreman in crew:
            foreman.stop()


def share_of(plan: Plan, jobs: int) -> Plan:
    """The plan for one of several jobs: the cores are busy with articles, and not each article takes all of them."""
    return replace(plan, lanes=max(plan.lanes // jobs, 1))


class Foreman:
    """Hands articles to one worker after the other has died, and says what became of each."""

    def __init__(self, out: Path, plan: Plan, tell: Tell):
        """A worker is started with the first article."""
        self.out, self.plan, self.tell = out, plan, tell
        self.worker: Worker | None = None
        self.stopped = False

    def serve(self, waiting: SimpleQueue[Article], done: SimpleQueue[Outcome]) -> None:
        """Have the waiting articles made until there are none."""
        while not self.stopped:
            try:
                article = waiting.get_nowait()
            except Empty:
                break
            done.put(self.make(article))
        if self.worker:
            self.worker.dismiss()

    def make(self, article: Article) -> Outcome:
        """What becomes of one article; where its worker dies, the next article has a new one."""
        try:
            self.worker = self.worker or Worker(self.out, self.plan)
            if self.stopped:
                raise EOFError("told to end while it was starting")
            return self.worker.make(article, self.tell)
        except (EOFError, OSError):
            error = runs.StoppedError(f"the process that made it died{self.how_it_ended()}.")
            self.worker = None
            return Outcome(article.id, error=error)

    def how_it_ended(self) -> str:
        """The signal that ended the worker, in brackets, where it was one."""
        code = self.worker.end() if self.worker else 0
        return f" (signal {-code})" if code < 0 else ""

    def stop(self) -> None:
        """End the worker, whatever it is doing."""
        self.stopped = True
        if self.worker:
            self.worker.end()


class Worker:
    """One process that makes one report after the other."""

    def __init__(self, out: Path, plan: Plan):
        """Start it; it imports everything anew, for a fork of a process with threads is not safe."""
        context = get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(target=work, args=(theirs, out, plan, forks.share()))
        self.process.start()
        theirs.close()

    def make(self, article: Article, tell: Tell) -> Outcome:
        """What becomes of one article; raises `EOFError` or `OSError` where the process dies."""
        self.pipe.send(article)
        while not isinstance(answer := self.pipe.recv(), Outcome):
            tell(answer)
        return answer

    def dismiss(self) -> None:
        """Let the process end by itself: there is nothing more to make."""
        self.pipe.close()
        self.process.join(PATIENCE)

    def end(self) -> int:
        """End the process and return its exit code; a negative one is a signal."""
        self.process.join(0.2)  # one that has died needs a moment to be known as dead
        if self.process.exitcode is None:
            self.process.terminate()
            self.process.join(PATIENCE)
        if self.process.exitcode is None:
            self.process.kill()
            self.process.join()
        return self.process.exitcode or 0


def work(pipe: Connection, out: Path, plan: Plan, shared: socket | None) -> None:
    """What a worker does: make the report of every article that comes through the pipe, until it is closed."""
    signal.signal(signal.SIGINT, lambda *_: None)  # Ctrl-C reaches the batch, which ends its workers in order
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    threading.Thread(target=end_with_the_batch, daemon=True).start()
    forks.join(shared)
    try:
        while True:
            pipe.send(portable(reports.one(pipe.recv(), out, plan, pipe.send)))
    except (EOFError, BrokenPipeError, KeyboardInterrupt):
        signal.signal(signal.SIGTERM, signal.SIG_DFL)  # nothing is left to tidy up


def end_with_the_batch() -> None:
    """End this process when the one that started it is gone: what it makes would be nobody's."""
    if (parent := parent_process()) is None:
        return
    parent.join()
    os.kill(os.getpid(), signal.SIGTERM)
    threading.Event().wait(PATIENCE)
    os._exit(1)


def portable(outcome: Outcome) -> Outcome:
    """An outcome that can be sent to another process: an error that cannot is told in words."""
    try:
        pickle.loads(pickle.dumps(outcome))
    except Exception:  # an error may be anything, and so may what goes wrong with it
        error = LostError(f"{type(outcome.error).__name__}: {outcome.error}")
        return Outcome(outcome.name, error=error, seconds=outcome.seconds)
    return outcome
