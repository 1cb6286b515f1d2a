"""Patience: a time after which the connections that were opened under it are ended, whatever their server does."""

from __future__ import annotations

import contextlib
import http.client
import socket
import threading
import time
import urllib.request
from collections.abc import Callable


class Patience:
    """How long a server may take for everything: handshake, headers, redirects and body.

    A socket's own timeout begins anew with every byte, so that a server which sends one now and then has no end."""

    def __init__(self, seconds: float):
        """Begin to count at once; `with` starts the watch."""
        self.end = time.monotonic() + seconds
        self.sockets: list[socket.socket] = []
        self.timer = threading.Timer(max(seconds, 0), self.close)
        self.timer.daemon = True

    @property
    def is_over(self) -> bool:
        """Whether the time is up."""
        return time.monotonic() >= self.end

    def __enter__(self) -> Patience:
        """Start the watch."""
        self.timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop the watch."""
        self.timer.cancel()
        self.timer.join()
        for each in self.sockets:
            each.close()

    def watch(self, sock: socket.socket) -> None:
        """Take a connection under watch, by a handle of our own: that of its user changes hands under TLS."""
        self.sockets.append(sock.dup())
        if self.is_over:
            self.close()

    def close(self) -> None:
        """End all connections; who waits on one gets an error or an end."""
        for each in list(self.sockets):
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)


class Connection(http.client.HTTPConnection):
    """A connection under watch from before its handshake on."""

    patience: Patience

    def connect(self) -> None:
        """Connect, and have the connection watched."""
        super().connect()
        self.patience.watch(self.sock)


class SecureConnection(http.client.HTTPSConnection, Connection):
    """The same over TLS: `HTTPSConnection.connect` connects by the class above before it shakes hands."""


def watched(kind: type[Connection], patience: Patience) -> Callable[..., Connection]:
    """What makes connections of a kind under watch."""

    def make(*given, **options) -> Connection:
        made = kind(*given, **options)
        made.patience = patience
        return made

    return make


class Plain(urllib.request.HTTPHandler):
    """Opens http addresses under watch."""

    def __init__(self, patience: Patience):
        """Open under a patience."""
        super().__init__()
        self.patience = patience

    def http_open(self, request: urllib.request.Request) -> http.client.HTTPResponse:
        """The answer of a server."""
        return self.do_open(watched(Connection, self.patience), request)


class Secure(urllib.request.HTTPSHandler):
    """Opens https addresses under watch."""

    def __init__(self, patience: Patience):
        """Open under a patience."""
        super().__init__()
        self.patience = patience

    def https_open(self, request: urllib.request.Request) -> http.client.HTTPResponse:
        """The answer of a server."""
        return self.do_open(watched(SecureConnection, self.patience), request)
