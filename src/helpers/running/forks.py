"""Forks: the warm process, from which the process of each notebook is forked, and the one that is forked ahead."""

from __future__ import annotations

import atexit
import os
import select
import shutil
import socket
import subprocess
import sys
from pathlib import Path
from tempfile import mkdtemp

SETTINGS = {
    **dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1"),
    "JE_ARROW_MALLOC_CONF": "background_thread:false",
    "PYDEVD_DISABLE_FILE_VALIDATION": "1",
}
"""Of the warm process alone: libraries that would start threads are told not to, for it is forked."""
OURS = "ON_RECORD_"
"""How variables begin that are about one run: a notebook has them from whoever asks, the warm process has none."""
CHOICE = f"{OURS}ENGINE"
"""The environment variable that chooses an engine, `warm` or `stock`, for everything that is run."""


PROFILE, CONNECTIONS = "IPYTHONDIR", "JUPYTER_RUNTIME_DIR"
"""The environment variables that say where kernels keep what is theirs."""


def provide_home() -> None:
    """Let kernels keep what is theirs in a folder of this run where the user's own cannot be written."""
    if os.environ.keys() & {PROFILE, CONNECTIONS} or is_writable(Path(os.path.expanduser("~"), ".ipython")):
        return
    folder = mkdtemp(prefix="on-record-home-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    os.environ |= {PROFILE: folder, CONNECTIONS: os.path.join(folder, "runtime")}


def is_writable(folder: Path) -> bool:
    """Whether there is such a folder, or can be one, and it can be written."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return False
    return os.access(folder, os.W_OK)


def available() -> bool:
    """Whether processes can be forked here in safety; where not, stock kernels do the work."""
    return sys.platform == "linux"


class Warm:
    """The warm process, as long as somebody holds the socket on which it is asked."""

    def __init__(self, requests: socket.socket, process: subprocess.Popen | None = None, messages: int | None = None):
        """A warm process that is asked over `requests`; whoever started it has also its `process` and `messages`."""
        self.requests, self.process, self.messages, self.owner = requests, process, messages, os.getpid()

    @classmethod
    def start(cls, *words: str) -> Warm:
        """Start one, told `words`; it gets ready while this process goes on."""
        provide_home()
        requests, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        messages = os.memfd_create("messages")
        with theirs:
            process = subprocess.Popen(
                [sys.executable, "-m", "helpers.running.template", str(theirs.fileno()), *words],
                pass_fds=[theirs.fileno()],
                env={name: value for name, value in os.environ.items() if not name.startswith(OURS)} | SETTINGS,
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
            if self.messages is not None:
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
    source = warm()
    try:
        ends = spare.pop() if spare else source.fork()
        spare.append(source.fork())
    except OSError:  # it was ended just now, and what was forked ahead with it
        cool()
        source = warm()
        ends = source.fork()
    return *ends, source


def begin(*words: str) -> None:
    """Start the warm process where it will be asked for, so that it gets ready beside what is done until then.

    Told "light", it loads no language model, for notebooks that read tables alone."""
    if available() and not kept and os.environ.get(CHOICE, "warm") in ("", "warm"):
        keep(Warm.start(*words))
