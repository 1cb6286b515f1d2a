"""Template: one warm process in which libraries and models are loaded, and from which each notebook's is forked."""

from __future__ import annotations

import ctypes
import gc
import os
import selectors
import signal
import socket
import sys
import traceback
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory

LOADED = (
    "matplotlib.backends.backend_agg",
    "matplotlib.pyplot",
    "pyarrow.parquet",
    "helpers.articles",
    "helpers.charts",
    "helpers.choices",
    "helpers.views",
)
"""What the notebooks import, loaded ahead."""
READING = ("helpers.findings", "helpers.language")
"""What the one that reads the article imports besides."""
LIGHT = "light"
"""What a warm process is told that is to load no language model."""
REHEARSED = "rehearsal.txt"
"""An invented article to read once. It is as long as an article is and has some of everything: what is made when it
is first used (word lists, patterns, glyphs, memory of the models) is then made once, and not by every notebook."""
SHOWN = (
    "annotated_article",
    "at_a_glance",
    "audit",
    "bottom_line",
    "corrections",
    "entities",
    "quotes",
    "sources",
    "stances",
    "to_check",
)
"""The views of an article's tables that notebooks show."""
PR_SET_PDEATHSIG = 1


def main(descriptor: int, how: str = "") -> None:
    """Prepare, then fork a process for each request that comes over the socket `descriptor`, until it is closed.

    Where `how` is `LIGHT`, no language model is loaded."""
    from helpers.running import kernels

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever asked is interrupted, and ends what it asked for
    tidy_path()
    app = kernels.prepare()
    with app.ready.builtin_trap:  # pandas chooses its settings by whether it finds itself in a notebook
        load(how == LIGHT)
    gc.collect()
    gc.freeze()
    Template(socket.socket(fileno=descriptor), app).run()
    os._exit(0)  # taking everything down in order would take longer than it took to get here


def tidy_path() -> None:
    """The folder that this was started in is no place to import from; the kernel puts its own there."""
    if sys.path[:1] == [os.getcwd()]:
        del sys.path[0]
    sys.argv[:] = [""]


def load(light: bool = False) -> None:
    """Load what notebooks use; what cannot be had fails where a notebook asks for it, with its own message."""
    for name in LOADED if light else (*LOADED, *READING):
        import_module(name)
    if light:
        return
    from helpers import articles, language

    try:
        text = files("helpers").joinpath("running", REHEARSED).read_text(encoding="utf-8")
        nlp, article = language.prepare(), articles.from_text(text, id="rehearsal")
        rehearse(article, language.article_doc(nlp, article))
    except Exception:  # whatever it is, the notebook that needs what failed will say so, with its cell
        traceback.print_exc()


def rehearse(article, doc) -> None:
    """Do what notebooks do, once, so that what is found out at the first time (fonts, say) is known to all of them."""
    from helpers import audits, charts, choices, corrections, findings, tables, views
    from helpers.page import accuracy

    with TemporaryDirectory() as folder:
        place = Path(folder) / article.id
        tables.save(findings.tables_of([(article, doc)], corrections.read_if_any("")), place)
        choices.already_read(article.id, folder)
        read = tables.read(place)
    drawn = (
        charts.entity_bars(read["entities"]),
        charts.entity_positions(read["entities"], read["articles"]),
        charts.named_and_unnamed(read["sources"]),
        charts.attributed_words(read["sources"]),
    )
    for chart in drawn:
        views.figure(chart)
    for view in SHOWN:
        getattr(views, view)(read)
    views.table(read["quotes"], "Quotes")
    views.house_style()
    audits.carried(read)
    accuracy.confusion(accuracy.compared())


@dataclass
class Child:
    """A forked process and the connection over which its end is told."""

    process: int
    control: socket.socket


class Template:
    """The loop of the warm process; it has one thread, or forking would not be safe."""

    def __init__(self, requests: socket.socket, app):
        """Wait for requests on a socket that keeps messages apart."""
        self.requests, self.app, self.process = requests, app, os.getpid()
        self.children: dict[int, Child] = {}
        self.ended, waker = socket.socketpair()
        for end in (self.ended, waker):
            end.setblocking(False)
        self.waker = waker
        signal.set_wakeup_fd(waker.fileno(), warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.signal(signal.SIGTERM, self.stop)
        self.open = True

    def run(self) -> None:
        """Answer requests until nobody is left who could make one; then end what still runs."""
        self.selector = selectors.DefaultSelector()
        for waited, answer in ((self.requests, self.answer), (self.ended, self.reap)):
            self.selector.register(waited, selectors.EVENT_READ, answer)
        while self.open:
            for key, _ in self.selector.select():
                key.data()
        for child in list(self.children.values()):
            self.kill(child)

    def stop(self, *_) -> None:
        """Answer no more requests; the signal that asks for this wakes the loop as well."""
        self.open = False

    def answer(self) -> None:
        """A request: two sockets, of which one is for the kernel and one says when the process ends."""
        message, ends, *_ = socket.recv_fds(self.requests, 16, 2)
        if not message:
            self.stop()
            return
        channel, control = (socket.socket(fileno=end) for end in ends)
        try:
            process = os.fork()
        except OSError as error:
            control.sendall(f"not forked: {error.strerror}".encode())
            process = -1
        if process == 0:
            self.become(channel)
        channel.close()
        self.watch(process, control) if process > 0 else control.close()

    def watch(self, process: int, control: socket.socket) -> None:
        """Keep a child until it ends, and end it where nobody waits for it any more."""
        child = self.children[process] = Child(process, control)
        self.selector.register(control, selectors.EVENT_READ, lambda: self.kill(child))

    def kill(self, child: Child) -> None:
        """End a child and all that it started; `reap` tells of it."""
        if child.process in self.children:
            self.selector.unregister(child.control)
            end_group(child.process)

    def reap(self) -> None:
        """Tell how the children that ended came to their end."""
        with suppress(BlockingIOError):
            self.ended.recv(4096)
        for process in list(self.children):
            if os.waitid(os.P_PID, process, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None:
                end_group(process)
                self.tell(self.children.pop(process), os.waitpid(process, 0)[1])

    def tell(self, child: Child, status: int) -> None:
        """Say how a child ended."""
        if child.control in self.selector.get_map():
            self.selector.unregister(child.control)
        with suppress(OSError):  # nobody may be waiting for it
            child.control.sendall(in_words(os.waitstatus_to_exitcode(status)).encode())
        child.control.close()

    def become(self, channel: socket.socket) -> None:
        """Be the process of one notebook, and end with it."""
        status = 70
        try:
            self.leave()
            fresh(self.process)
            from helpers.running import channels, kernels

            kernels.serve(self.app, channels.Channel(channel))
            status = 0
        except BaseException:  # whatever it is, this process ends here
            traceback.print_exc()
        finally:
            os._exit(status)

    def leave(self) -> None:
        """Let go of everything that is the template's."""
        signal.set_wakeup_fd(-1)
        for number in (signal.SIGCHLD, signal.SIGTERM):
            signal.signal(number, signal.SIG_DFL)
        self.selector.close()
        for kept in (self.requests, self.ended, self.waker, *(child.control for child in self.children.values())):
            kept.close()


def end_group(process: int) -> None:
    """End a process and all that it started."""
    for end in (os.killpg, os.kill):  # the second for one that has no group of its own yet
        with suppress(ProcessLookupError, PermissionError):
            end(process, signal.SIGKILL)


def fresh(template: int) -> None:
    """A group of its own, an end when the process `template` ends, and random numbers of its own."""
    os.setsid()
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != template:
        raise ProcessLookupError("the warm process ended before this one began")
    import numpy as np

    np.random.seed()  # Python's own are seeded anew by the fork


def in_words(code: int) -> str:
    """An exit code in words; empty where the process ended as it should."""
    if code == 0:
        return ""
    if code == -signal.SIGKILL:
        return "it was killed, or ran out of memory"
    return f"it was ended by {signal.Signals(-code).name}" if code < 0 else f"it ended itself with exit code {code}"


if __name__ == "__main__":
    main(int(sys.argv[1]), *sys.argv[2:])
