"""Locks: one batch at a time in a folder of reports."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

NAME = ".lock"


class BusyError(RuntimeError):
    """Another batch is at work in the same folder; the message is one sentence."""


@contextmanager
def held(folder: Path, name: str = NAME) -> Iterator[None]:
    """Hold a lock in a folder of reports; raises `BusyError` at once where another process holds it.

    The operating system takes the lock back from a process that dies, however it dies, so none is ever stale."""
    lock = FileLock(folder / name)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise BusyError(f"Another batch is at work in {folder}: wait for its end, or name another --out.") from None
    try:
        yield
    finally:
        with suppress(OSError):  # Windows does not remove what is open; an empty file that stays does no harm
            (folder / name).unlink()
        lock.release()
