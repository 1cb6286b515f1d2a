"""Engines: what computes partitions, each in a process that takes the path of a spec: Dask, or a pool of processes."""

from __future__ import annotations

import logging
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import CancelledError, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack
from multiprocessing import get_context
from typing import Any

from helpers.corpus import apart, partitions
from helpers.corpus.partitions import Outcome

Paths = Sequence[str]
Engine = Callable[[Paths], Generator[Outcome, None, None]]
DEATHS = 0
"""Workers that may die of a partition, in a cluster of our own, before it is made apart."""
LOST = 5
"""How often a partition is handed out anew that was lost with something else than its worker."""
FIRST_LOOK, LOOK = 2.0, 10.0
"""Seconds after which it is looked whether a cluster has any workers, while no partition comes back."""
IDLE = "The Dask cluster has no workers: what is left waits until some come; start them, or press Ctrl-C."


class ClusterError(RuntimeError):
    """A cluster that cannot be reached or was lost; the message is one sentence."""


# ---- a pool of processes ---------------------------------------------------------------------------------------------


def pool(paths: Paths, jobs: int) -> Generator[Outcome, None, None]:
    """What becomes of each partition, `jobs` at a time, in processes of this machine and without Dask.

    When one dies, those that were being made are made apart, one after the other."""
    waiting = list(paths)
    while waiting:
        waiting = yield from until_one_dies(waiting, jobs)
        for path in waiting[:jobs]:
            yield apart.make(path)
        waiting = waiting[jobs:]


def until_one_dies(paths: Paths, jobs: int) -> Generator[Outcome, None, list[str]]:
    """Outcomes as they come, in the order of the paths; what is left when a process dies is returned."""
    with ProcessPoolExecutor(jobs, get_context("spawn")) as crew:
        try:
            running = [crew.submit(partitions.make, path) for path in paths]
            for number, future in enumerate(running):
                try:
                    yield future.result()
                except BrokenProcessPool:
                    return list(paths[number:])
        finally:
            crew.shutdown(wait=False, cancel_futures=True)
    return []


# ---- Dask ------------------------------------------------------------------------------------------------------------


def dask(
    paths: Paths, jobs: int, address: str | None = None, tell: Callable[[str], object] = lambda _: None
) -> Generator[Outcome, None, None]:
    """What becomes of each partition, as they are done, on the cluster at an address or on one of this machine.

    That has `jobs` worker processes of one thread each. A partition whose worker dies is handed to another one, and at
    last made apart. `tell` is told when there is nobody who computes: workers may stand in a queue for hours, so that
    is waited for. Raises `ClusterError` where the cluster cannot be reached or is lost."""
    with ExitStack() as stack:
        client = client_of(stack, jobs, address)
        try:
            yield from submitted(client, paths, tell)
        except (OSError, RuntimeError, CancelledError) as error:  # whichever of its parts notices first
            lost = "The Dask cluster was lost: what is finished is kept, and the same command goes on from there."
            raise ClusterError(lost) from error


def client_of(stack: ExitStack, jobs: int, address: str | None) -> Any:
    """A client of the cluster at an address, or of one that is started and ends with the stack."""
    import dask
    from distributed import Client

    dask.config.set({"distributed.scheduler.allowed-failures": DEATHS})
    dask.config.set({"distributed.scheduler.worker-saturation": 1.0})  # a worker that dies takes no others along
    logging.disable(logging.CRITICAL)  # Dask tells every death in tracebacks; what matters is told by outcomes
    stack.callback(logging.disable, logging.NOTSET)
    try:
        place = address or stack.enter_context(cluster_here(jobs))
        return stack.enter_context(Client(place, timeout=60))
    except (OSError, ValueError, TimeoutError) as error:
        where = f"There is no Dask cluster at {address}" if address else "A Dask cluster cannot be started here"
        raise ClusterError(f"{where} ({type(error).__name__}).") from error


def cluster_here(jobs: int) -> Any:
    """A cluster of processes of this machine, of one thread each."""
    from distributed import LocalCluster

    quiet = {"dashboard_address": "127.0.0.1:0", "silence_logs": logging.CRITICAL + 1}
    return LocalCluster(n_workers=jobs, threads_per_worker=1, memory_limit=0, **quiet)  # no data stay there


def submitted(client: Any, paths: Paths, tell: Callable[[str], object]) -> Generator[Outcome, None, None]:
    """Outcomes of partitions as they come; one whose worker died is made apart, one lost otherwise handed out anew."""
    from distributed import KilledWorker

    tries = dict.fromkeys(paths, 0)
    whose = {client.submit(partitions.make, path, key=key_of(path, 0)): path for path in paths}
    while whose:
        for future in first_done(client, list(whose), tell):
            path = whose.pop(future)
            if future.status == "finished":
                yield future.result()
                continue
            error = future.exception() if future.status == "error" else None
            tries[path] += 1
            if error is None or tries[path] > LOST:
                raise RuntimeError(f"{path}: {future.status}") from error
            make = apart.make if isinstance(error, KilledWorker) else partitions.make
            whose[client.submit(make, path, key=key_of(path, tries[path]))] = path


def first_done(client: Any, futures: list, tell: Callable[[str], object]) -> list:
    """Those of some futures that are done first; meanwhile it is told, once, when the cluster has no workers."""
    from distributed import wait

    told, patience = False, FIRST_LOOK
    while True:
        try:
            return list(wait(futures, timeout=patience, return_when="FIRST_COMPLETED").done)
        except TimeoutError:
            patience = LOOK
            if not told and not client.scheduler_info()["workers"]:
                tell(IDLE)
                told = True


def key_of(path: str, number: int) -> str:
    """The key of a task: one for each time that a partition is handed out."""
    return f"{path}-{number}"
