"""Apart: a partition that ends the process that makes it, made in child processes without the article that does it.

`python -m helpers.corpus.apart SPEC` is such a child: it is told on standard input what to do."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Sequence

from helpers.corpus import partitions
from helpers.corpus.partitions import Entry, Outcome, Spec

TWICE = 2
"""How often an article has to end a process on its own before it is set aside: others may end one, too."""


class DiedError(RuntimeError):
    """A process that ended, and no article of its own does it; the message is one sentence."""


def make(path: str) -> Outcome:
    """Make the partition of the spec at `path` in child processes; articles that end theirs become failures."""
    spec = partitions.read(path)
    try:
        if spec.is_made:
            return Outcome(spec.name, len(spec.entries), kept=True)
        if ended := child(path, {"only": []}):
            return Outcome(spec.name, len(spec.entries), DiedError(f"A process that makes partitions {ended}."))
        left = {entry.id: ended for entry, ended in killers(path, spec.entries)}
        if not spec.is_made and (ended := child(path, {"left": left})):
            return Outcome(spec.name, len(spec.entries), DiedError(f"The process that makes {spec.name} {ended}."))
    except Exception as error:
        return Outcome(spec.name, len(spec.entries), error)
    return Outcome(spec.name, len(spec.entries))


def killers(path: str, entries: Sequence[Entry]) -> list[tuple[Entry, str]]:
    """The articles that end a process, with how; found by halving, each tried alone at last."""
    if not entries or not (ended := child(path, {"only": [entry.id for entry in entries]})):
        return []
    if len(entries) > 1:
        half = len(entries) // 2
        return [*killers(path, entries[:half]), *killers(path, entries[half:])]
    alone = {"only": [entries[0].id]}
    again = [child(path, alone) for _ in range(TWICE - 1)]
    return [(entries[0], f"the process that analysed it {ended}")] if all(again) else []


def child(path: str, told: dict) -> str:
    """What became of a child process: empty where it came to its end, else how it ended, in words."""
    command = [sys.executable, "-m", "helpers.corpus.apart", path]
    done = subprocess.run(command, input=json.dumps(told), capture_output=True, text=True)
    if done.returncode == 0:
        return ""
    if done.returncode == ERROR:
        raise OSError(done.stderr.strip().splitlines()[-1])
    return f"was ended by {signal_name(-done.returncode)}" if done.returncode < 0 else f"left with {done.returncode}"


ERROR = 79
"""The exit code of a child that could not do what it was told for another reason than an article."""


def signal_name(number: int) -> str:
    """The name of a signal."""
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"


def work(path: str, told: dict) -> int:
    """What a child does: analyse some articles and forget them, or make the partition without some; its exit code."""
    try:
        spec = partitions.read(path)
        outcome = partitions.made(spec, told["left"]) if "left" in told else tried(spec, set(told["only"]))
        error = outcome.error
    except Exception as raised:
        error = raised
    if error:
        print(f"{type(error).__name__}: {' '.join(str(error).split())}", file=sys.stderr)
    return ERROR if error else 0


def tried(spec: Spec, wanted: set[str]) -> Outcome:
    """Some articles of a partition analysed, and what was found forgotten."""
    for _ in partitions.analysed(spec, [entry for entry in spec.entries if entry.id in wanted]):
        pass
    return Outcome(spec.name)


if __name__ == "__main__":
    sys.exit(work(sys.argv[1], json.load(sys.stdin)))
