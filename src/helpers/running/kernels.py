"""Kernels: IPython's own without its sockets and threads, made once and ready in each process that is forked."""

from __future__ import annotations

import asyncio
import atexit
import io
import os
import signal
import sys
import threading
import time
from types import SimpleNamespace

from ipykernel.displayhook import ZMQDisplayHook
from ipykernel.ipkernel import IPythonKernel
from ipykernel.kernelapp import IPKernelApp
from IPython.core.application import BaseIPythonApplication
from IPython.core.interactiveshell import InteractiveShell
from jupyter_client.session import Session
from traitlets import Any

from helpers.running.channels import Channel

FLUSH_AFTER = 0.2
"""Seconds that printed text may wait to be sent, as in a stock kernel."""
FLUSH_SIZE = 1 << 16
"""Characters of it that may wait."""
SILENT = ["--HistoryManager.enabled=False"]
"""A history of what was run would take a thread and a data base; a report has no use for it."""


class DirectSession(Session):
    """What the kernel publishes goes over one channel to the process that asked for the run."""

    channel = Any()

    def send(
        self,
        stream,
        msg_or_type,
        content=None,
        parent=None,
        ident=None,
        buffers=None,
        track=False,
        header=None,
        metadata=None,
    ):
        """Send a message as `Session` does, whatever the stream; `buffers` are sent as hexadecimal digits."""
        known = {name: told for name, told in (("header", header), ("metadata", metadata)) if told is not None}
        ready = isinstance(msg_or_type, dict)
        message = msg_or_type if ready else self.msg(msg_or_type, content=content, parent=parent, **known)
        if self.channel is not None:
            self.channel.send(message | {"buffers": [memoryview(part).hex() for part in buffers or ()]})
        return message


class Stream(io.TextIOBase):
    """Standard output or error: what Python prints, and what anything else writes to the file descriptor."""

    encoding, errors = "UTF-8", "strict"

    def __init__(self, session: DirectSession, name: str, descriptor: int):
        """The stream `name`, `stdout` or `stderr`, of a kernel."""
        self.session, self.stream_name, self.descriptor = session, name, descriptor
        self.name, self.lock = f"<{name}>", threading.RLock()
        self.parent_header: dict = {}
        self.waiting: list[str] = []
        self.size, self.since, self.taken = 0, 0.0, 0
        self.caught: int | None = None

    def catch(self) -> None:
        """From now on, collect what is written to the file descriptor, by programs in C or other processes."""
        self.caught = os.memfd_create(self.stream_name)
        os.dup2(self.caught, self.descriptor)

    def fileno(self) -> int:
        """The file descriptor, for processes that are started from a cell."""
        return self.descriptor

    def isatty(self) -> bool:
        """It is no terminal."""
        return False

    def writable(self) -> bool:
        """It can be written to."""
        return True

    def set_parent(self, parent: dict) -> None:
        """Take in which request the text belongs to."""
        self.parent_header = parent.get("header", {})

    def write(self, text: str) -> int:
        """Keep `text` until it is time to send it."""
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text)}")
        with self.lock:
            self.collect()
            self.add(text)
        if self.size > FLUSH_SIZE or time.monotonic() - self.since > FLUSH_AFTER:
            self.flush()
        return len(text)

    def add(self, text: str) -> None:
        """Keep `text`, and since when something is waiting."""
        if text:
            self.since = self.since if self.waiting else time.monotonic()
            self.waiting.append(text)
            self.size += len(text)

    def collect(self) -> None:
        """Keep what was written to the file descriptor meanwhile."""
        if self.caught is not None and (size := os.fstat(self.caught).st_size) > self.taken:
            data = os.pread(self.caught, size - self.taken, self.taken)
            self.taken += len(data)
            self.add(data.decode("utf8", "replace"))

    def flush(self) -> None:
        """Send what is waiting."""
        with self.lock:
            self.collect()
            text, self.waiting, self.size = "".join(self.waiting), [], 0
            if text:
                content = {"name": self.stream_name, "text": text}
                self.session.send(None, "stream", content, {"header": self.parent_header})


class DirectKernel(IPythonKernel):
    """IPython's kernel, told what to run by method calls."""

    _execute_sleep = 0.0
    """A stock kernel waits half a millisecond after each cell, so that what was printed overtakes the reply; here
    both go the same way, in their order."""

    def run(self, request: dict, loop: asyncio.AbstractEventLoop) -> None:
        """Run the code of a request, and publish what a kernel publishes, from `busy` to `idle`."""
        self.set_parent([], request)
        self._publish_status("busy", "shell")
        self.pre_handler_hook()
        try:
            loop.run_until_complete(self.execute_request(None, [], request))
        finally:
            self.post_handler_hook()
        sys.stdout.flush()
        sys.stderr.flush()
        self._publish_status("idle", "shell")


class DirectApp(IPKernelApp):
    """What a kernel's process sets up (configuration, profile, extensions, start-up files), without sockets."""

    @property
    def ready(self) -> InteractiveShell:
        """The shell, once `initialize` has made it."""
        assert self.shell is not None, "the kernel is not initialized"
        return self.shell

    def initialize(self, argv=None):
        """Make the kernel and its shell; the session sends nothing until it has a channel."""
        BaseIPythonApplication.initialize(self, [*SILENT, *(argv or [])])
        self.session = DirectSession(parent=self)
        for step in (self.init_pdb, self.init_io, self.init_kernel, self.init_path, self.init_shell):
            step()
        for step in (self.init_gui_pylab, self.init_extensions, self.init_code):
            step()

    def init_io(self):
        """The display hook outside of cells; the streams come with `begin`."""
        sys.displayhook = self.displayhook = ZMQDisplayHook(self.session, None)

    def init_kernel(self):
        """Make the kernel; it runs in the main thread, as a stock one does."""
        self.kernel = DirectKernel.instance(parent=self, session=self.session, log=self.log, user_ns=self.user_ns)
        self.kernel.shell_channel_thread = SimpleNamespace(parent_thread=threading.main_thread())
        self.displayhook.get_execution_count = lambda: self.kernel.execution_count


def prepare() -> DirectApp:
    """A kernel that is ready to be forked: one a process, with one thread."""
    app = DirectApp.instance()
    app.initialize()
    app.ready.run_cell("pass", silent=True)  # what is made when it is first used is made here, once
    if (formatter := app.ready.display_formatter) is not None:
        formatter.format("")
    return app


def serve(app: DirectApp, channel: Channel) -> None:
    """Run what comes over `channel` until it ends, in a process that was forked for this one notebook."""
    if (asked := channel.receive()) is None:
        return  # it was forked ahead, and no notebook came
    begin(app, channel, asked)
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    while (request := channel.receive()) is not None:
        app.kernel.run(request, loop)
        if app.ready.exit_now:
            break
    atexit._run_exitfuncs()
    channel.end()


def begin(app: DirectApp, channel: Channel, asked: dict) -> None:
    """Be as a kernel that was just started: the folder and environment that are asked for, streams of its own."""
    os.environ.clear()
    os.environ.update(asked["environment"])
    app.init_gui_pylab()
    app.ready.init_environment()
    os.chdir(asked["folder"])
    app.session.channel = channel
    sys.stdin = open(os.devnull)  # noqa: SIM115
    os.dup2(sys.stdin.fileno(), 0)
    sys.stdout, sys.stderr = Stream(app.session, "stdout", 1), Stream(app.session, "stderr", 2)
    for stream in (sys.stdout, sys.stderr):
        stream.catch()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that asked; it ends this one
    channel.send({"msg_type": "ready", "language_info": app.kernel.language_info})
