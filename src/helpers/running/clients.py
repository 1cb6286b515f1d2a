"""Clients: a notebook run, cell by cell, by a process forked from the warm one."""

from __future__ import annotations

import atexit
import os
import select
import socket
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from threading import Lock
from typing import NoReturn

from nbclient.exceptions import CellExecutionComplete, CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from papermill.clientwrap import PapermillNotebookClient

from helpers.page.shares import PLACE
from helpers.running.channels import Channel

SETTINGS = {
    **dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1"),
    "JE_ARROW_MALLOC_CONF": "background_thread:false",
    "PYDEVD_DISABLE_FILE_VALIDATION": "1",
}
"""Of the warm process alone: libraries that would start threads are told not to, for it is forked."""
LOST = "the warm process, from which it was forked, was ended by somebody"
DEATH = 1.0
"""Seconds after the end of its kernels by which it shows that the warm process has ended itself."""
LAST_WORDS = 5.0
"""Seconds that a kernel has for what it does at its end."""


def available() -> bool:
    """Whether processes can be forked here in safety; where not, stock kernels do the work."""
    return sys.platform == "linux"


class Warm:
    """The warm process, as long as somebody holds the socket on which it is asked."""

    def __init__(self, requests: socket.socket, process: subprocess.Popen | None = None, messages: int | None = None):
        """A warm process that is asked over `requests`; whoever started it has also its `process` and `messages`."""
        self.requests, self.process, self.messages, self.owner = requests, process, messages, os.getpid()

    @classmethod
    def start(cls) -> Warm:
        """Start one; it gets ready while this process goes on."""
        requests, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        messages = os.memfd_create("messages")
        with theirs:
            process = subprocess.Popen(
                [sys.executable, "-m", "helpers.running.template", str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                env={name: value for name, value in os.environ.items() if name != PLACE} | SETTINGS,
                stdin=subprocess.DEVNULL,
                stdout=messages,
                stderr=messages,
                start_new_session=True,
            )
        return cls(requests, process, messages)

    def fork(self) -> tuple[socket.socket, socket.socket]:
        """Ask for a process: the socket to talk to it, and the one that tells of its end.

        Raises `OSError` where the warm process is gone."""
        (channel, theirs), (control, their_control) = socket.socketpair(), socket.socketpair()
        with theirs, their_control:
            socket.send_fds(self.requests, [b"fork"], [theirs.fileno(), their_control.fileno()])
        return channel, control

    def last_words(self) -> str:
        """The last line it wrote."""
        if self.messages is None or self.requests.fileno() < 0:
            return ""
        lines = os.pread(self.messages, 1 << 20, 0).decode("utf8", "replace").splitlines()
        return next((line.strip() for line in reversed(lines) if line.strip()), "")

    def gone(self, patience: float = 0.0) -> bool:
        """Whether it has ended, or does within `patience` seconds, so that nobody answers on the socket."""
        if self.requests.fileno() < 0:
            return True
        asked = select.poll()
        asked.register(self.requests, select.POLLIN)
        return bool(asked.poll(1000 * patience))  # it never says anything there: what can be read is the end

    def close(self) -> None:
        """Ask it no more; where this process started it, end it, also for those that share it."""
        self.requests.close()
        if self.process is not None and self.owner == os.getpid():
            self.process.terminate()
            self.process.wait()
            os.close(self.messages)


kept: list[Warm] = []
"""The warm process, once there is one; processes that are forked from this one use the same."""
spare: list[tuple[socket.socket, socket.socket]] = []
"""The sockets of the process that the next notebook runs in, forked ahead: it waits, and has seen no other notebook."""


def warm() -> Warm:
    """The warm process, started where there is none."""
    if kept and kept[0].gone():
        cool()
    if not kept:
        keep(Warm.start())
    return kept[0]


def keep(used: Warm) -> None:
    """Use a warm process until this one ends."""
    kept.append(used)
    atexit.register(cool)


def cool() -> None:
    """Let the warm process end; the next notebook starts another one."""
    atexit.unregister(cool)
    for ends in spare:
        for end in ends:
            end.close()
    spare.clear()
    while kept:
        kept.pop().close()


def share() -> socket.socket | None:
    """What a process that is started to run notebooks must be handed, to `join`; None where nothing can be forked."""
    return warm().requests if available() else None


def join(shared: socket.socket | None) -> None:
    """Use the warm process of the one that started this, so that each job costs its own memory alone."""
    if shared is not None:
        cool()
        keep(Warm(shared))


def forked() -> tuple[socket.socket, socket.socket, Warm]:
    """The process that was forked ahead, or a new one, and the warm one it comes from; the next one is forked ahead.

    Where the warm one was ended by somebody, another is started."""
    if kept and kept[0].gone():
        cool()
    try:
        ends = spare.pop() if spare else warm().fork()
        spare.append(warm().fork())
    except OSError:  # it was ended just now
        cool()
        ends = warm().fork()
    return *ends, kept[0]


begun: set[Forked] = set()
"""The processes that were asked for and have not ended."""
asking = Lock()
"""Held by the thread that asks for a process: where the warm one is gone, only one of them starts another."""


def end_all() -> None:
    """Have every process ended that runs a notebook for this one; whoever waits for it is told so."""
    for forked in list(begun):
        forked.kill()


class Forked:
    """The process of one notebook."""

    def __init__(self, folder: Path, start_timeout: float):
        """Have it forked, to run in `folder`; raises `RuntimeError` where it does not get ready."""
        ready = self.start(folder, start_timeout)
        if ready is None:  # it was forked ahead, and may have ended long ago
            self.end(0)
            ready = self.start(folder, start_timeout)
        if ready is None:
            self.give_up("it ended before it was ready")
        self.language_info = ready["language_info"]

    def give_up(self, cause: str) -> NoReturn:
        """Raise `RuntimeError` with the cause, and end the warm process, which may be what is wrong."""
        words = [self.end(0) or cause, self.warm.last_words()]
        cool()
        raise RuntimeError(": ".join(filter(None, words)))

    def start(self, folder: Path, timeout: float) -> dict | None:
        """Ask for a process, and have it be in `folder`: what it says when it is ready, None where it ended."""
        with asking:
            channel, self.control, self.warm = forked()
            begun.add(self)
        self.channel = Channel(channel)
        with suppress(OSError):
            self.channel.send({"environment": dict(os.environ), "folder": str(folder)})
        try:
            return self.receive(timeout)
        except TimeoutError:
            self.give_up(f"it was not ready after {timeout} s")

    def receive(self, timeout: float | None) -> dict | None:
        """The next message, or None where the process ended; raises `TimeoutError` after `timeout` seconds."""
        if not self.channel.has_one():
            readable, *_ = select.select([self.channel.socket, self.control], [], [], timeout)
            if not readable:
                raise TimeoutError
            if self.channel.socket not in readable:
                return None
        return self.channel.receive()

    def end(self, patience: float = LAST_WORDS) -> str:
        """Let it end, or end it after `patience` seconds; how it ended, in words, empty where as it should."""
        if self.control.fileno() < 0:
            return ""
        with suppress(OSError):
            self.channel.socket.shutdown(socket.SHUT_WR)
        if not select.select([self.control], [], [], patience)[0]:
            self.kill()
        words = b"".join(iter(lambda: self.control.recv(1024), b""))
        begun.discard(self)
        self.control.close()
        self.channel.close()
        return words.decode()

    def dismiss(self) -> None:
        """Let it end, and wait until it has done what it does at its end; the warm process sees to the rest.

        What the operating system has to take down, some 400 MB, is not waited for."""
        with suppress(OSError):
            self.channel.socket.shutdown(socket.SHUT_WR)
        end = time.monotonic() + LAST_WORDS
        with suppress(TimeoutError):
            while self.receive(max(end - time.monotonic(), 0)) is not None:
                pass
        begun.discard(self)
        self.control.close()  # ends it where it has not
        self.channel.close()

    def kill(self) -> None:
        """Have it ended, and all that it started."""
        with suppress(OSError):  # it may be just ending
            self.control.shutdown(socket.SHUT_WR)


class EndedError(DeadKernelError):
    """A process that ended before its notebook did; `cause` says how.

    `lost` says that the warm process had ended, and this one with it, through nothing that the notebook did."""

    def __init__(self, cause: str, lost: bool):
        """How it ended, and whether it was lost with the warm process."""
        self.cause, self.lost = LOST if lost else cause, lost
        super().__init__(self.cause)


class WarmClient(PapermillNotebookClient):
    """papermill's client, with a forked process in the place of a kernel behind sockets."""

    def execute(self, folder: Path) -> NotebookNode:
        """Run every cell in `folder`; raises as the stock client does."""
        self.reset_execution_trackers()
        self.forked = Forked(folder, self.startup_timeout)
        try:
            self.papermill_execute_cells()
            self.forked.dismiss()
        finally:
            self.forked.end(0)
        self.nb.metadata["language_info"] = self.forked.language_info
        self.set_widgets_metadata()
        return self.nb

    def execute_cell(self, cell: NotebookNode, cell_index: int, **_) -> NotebookNode:
        """Run one cell, where it holds code; raises `CellExecutionError` where the code does."""
        tags = cell.metadata.get("tags", [])
        if cell.cell_type != "code" or not cell.source.strip() or self.skip_cells_with_tag in tags:
            return cell
        cell.metadata["execution"], cell.outputs, self.clear_before_next_output = {}, [], False
        reply = self.converse(cell, cell_index)
        self.on_cell_executed(cell=cell, cell_index=cell_index, execute_reply={"content": reply})
        if reply["status"] == "error" and not (self.allow_errors or "raises-exception" in tags):
            raise CellExecutionError.from_cell_and_msg(cell, reply)
        return cell

    def converse(self, cell: NotebookNode, cell_index: int) -> dict:
        """Have the code of a cell run and take in what comes of it; the kernel's reply."""
        request, reply = request_to_run(cell), None
        with suppress(OSError):  # where it has ended, there is nothing to receive either, which says so
            self.forked.channel.send(request)
        seconds = self.timeout_func(cell)
        end = None if seconds is None else time.monotonic() + seconds
        for message in self.messages(cell, end):
            if message["msg_type"] == "execute_reply":
                reply = message["content"]
            elif message["parent_header"].get("msg_id") == request["header"]["msg_id"]:
                try:
                    self.process_message(message, cell, cell_index)
                except CellExecutionComplete:
                    return reply

    def messages(self, cell: NotebookNode, end: float | None) -> Iterator[dict]:
        """What the kernel sends, until the time `end`; raises as the stock client where nothing more comes."""
        while True:
            try:
                message = self.forked.receive(None if end is None else max(end - time.monotonic(), 0))
            except TimeoutError:
                words = "Cell execution timed out"
                raise CellTimeoutError.error_from_timeout_and_cell(words, self.timeout_func(cell), cell) from None
            if message is None:
                cause = self.forked.end()
                raise EndedError(cause, not cause and self.forked.warm.gone(DEATH))  # else it would have told the cause
            yield message | {"buffers": [bytes.fromhex(part) for part in message["buffers"]]}


def request_to_run(cell: NotebookNode) -> dict:
    """What a kernel is asked to do with a cell."""
    header = {
        "msg_id": uuid.uuid4().hex,
        "msg_type": "execute_request",
        "username": "",
        "session": "",
        "version": "5.4",
    }
    content = {"code": cell.source, "silent": False, "store_history": True, "stop_on_error": False}
    return {"header": header, "metadata": {"cellId": cell.get("id")}, "content": content}
