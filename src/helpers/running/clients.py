"""Clients: a notebook run, cell by cell, by a process forked from the warm one."""

from __future__ import annotations

import os
import select
import socket
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

from helpers.running import forks
from helpers.running.channels import Channel

LOST = "the warm process, from which it was forked, was ended by somebody"
DEATH = 1.0
"""Seconds after the end of its kernels by which it shows that the warm process has ended itself."""
LAST_WORDS = 5.0
"""Seconds that a kernel has for what it does at its end."""


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
        if ready is None:  # it was forked ahead and has ended, or the warm process just does
            if not self.end(0):
                self.warm.gone(DEATH)
            ready = self.start(folder, start_timeout)
        if ready is None:
            self.give_up("it ended before it was ready")
        self.language_info = ready["language_info"]

    def give_up(self, cause: str) -> NoReturn:
        """Raise `RuntimeError` with the cause, and end the warm process, which may be what is wrong."""
        words = [self.end(0) or cause, self.warm.last_words()]
        forks.cool()
        raise RuntimeError(": ".join(filter(None, words)))

    def start(self, folder: Path, timeout: float) -> dict | None:
        """Ask for a process, and have it be in `folder`: what it says when it is ready, None where it ended."""
        with asking:
            channel, self.control, self.warm = forks.forked()
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

        The operating system takes its memory down meanwhile."""
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
        request, reply = request_to_run(cell), {}
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
                    break
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
