"""Channels: messages between the process that runs a notebook and the one that asked for it."""

from __future__ import annotations

import socket
import struct
from contextlib import suppress
from json import dumps, loads  # by name, for a notebook may put something else in their place
from threading import Lock

from jupyter_client.jsonutil import json_default

LENGTH = struct.Struct(">Q")
"""What goes before a message: how many bytes it has."""
PIECE = 1 << 20


class Channel:
    """Messages as JSON over a connected socket, whole or not at all; several threads may send."""

    def __init__(self, connected: socket.socket):
        """Take over a connected socket."""
        self.socket, self.lock, self.kept = connected, Lock(), bytearray()

    def send(self, message: dict) -> None:
        """Send a message; raises `OSError` where nobody is left to read it."""
        data = dumps(message, default=json_default).encode()
        with self.lock:
            self.socket.sendall(LENGTH.pack(len(data)) + data)

    def receive(self, timeout: float | None = None) -> dict | None:
        """The next message, or None where the other side is gone; raises `TimeoutError` after `timeout` seconds."""
        self.socket.settimeout(timeout)
        if (head := self.take(LENGTH.size)) is None:
            return None
        self.socket.settimeout(None)  # a message that was begun comes to its end, or its sender does
        data = self.take(*LENGTH.unpack(head))
        return None if data is None else loads(data)

    def has_one(self) -> bool:
        """Whether a whole message has come already."""
        size = LENGTH.size
        return len(self.kept) >= size and len(self.kept) >= size + LENGTH.unpack(self.kept[:size])[0]

    def take(self, size: int) -> bytes | None:
        """The next `size` bytes, or None where the other side went before they were all there."""
        while len(self.kept) < size:
            try:
                piece = self.socket.recv(PIECE)
            except ConnectionError:
                return None
            if not piece:
                return None
            self.kept += piece
        taken = bytes(self.kept[:size])
        del self.kept[:size]
        return taken

    def end(self) -> None:
        """End the connection, also for other processes that hold it."""
        with suppress(OSError):  # the other side may have gone
            self.socket.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Let go of the connection."""
        self.socket.close()
