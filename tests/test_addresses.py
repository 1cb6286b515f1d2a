"""Addresses: what servers really send, unpacked, read by what it is, or refused in a sentence; patience and limits."""

import gzip
import json
import random
import socket
import threading
import time
import zlib
from http.server import BaseHTTPRequestHandler

import brotli
import pytest
from served import served

from helpers.articles import ArticleError, read
from helpers.inputs import addresses

TEXT = "Ferry stops, mayor says\n\nPORT ELLEN (AP) — The ferry stopped on Tuesday.\n\n“We need it,” said Ann Roe.\n"
PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Ferry stops</title></head><body><article>
<p>PORT ELLEN (AP) — The ferry stopped on Tuesday after a fire in its café, officials said, and nobody was hurt.</p>
<p>“It was loud,” said Ann Roe, who lives on the quay near the old harbour. “I have never heard such a thing.”</p>
</article></body></html>""".encode()


def raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


PACKED = {
    "gzip": gzip.compress,
    "x-gzip": gzip.compress,
    "GZIP": gzip.compress,
    "deflate": zlib.compress,
    "deflate-raw": raw_deflate,
    "br": brotli.compress,
    "gzip, br": lambda data: brotli.compress(gzip.compress(data)),
    "identity": bytes,
}
RANDOM = random.Random(7).randbytes(3000)
ROW = json.dumps({"id": "w", "text": TEXT}).encode()
OCTETS = "application/octet-stream"

EXPORT = b"%d of 2 DOCUMENTS\n\nThe Post\n\nMay 3, 2024\n\nFerry stops\n\nLENGTH: 9 words\n\nIt sank, said Roe.\n\n"

PLAIN = {
    "/octets": (200, {"Content-Type": OCTETS}, PAGE),
    "/octets-text": (200, {"Content-Type": OCTETS}, TEXT.encode()),
    "/octets-wire.jsonl": (200, {"Content-Type": OCTETS}, ROW),
    "/octets-object": (200, {"Content-Type": OCTETS}, ROW),
    "/octets-random": (200, {"Content-Type": OCTETS}, RANDOM),
    "/untyped": (200, {}, PAGE),
    "/untyped-text": (200, {}, TEXT.encode()),
    "/export.txt": (200, {"Content-Type": "text/plain"}, b"".join(EXPORT % number for number in (1, 2))),
    "/as-text": (200, {"Content-Type": "text/plain"}, PAGE),
    "/table.csv": (200, {"Content-Type": "text/csv"}, b"id,text\nw,The ferry stopped.\n"),
    "/binary-as-html": (200, {"Content-Type": "text/html"}, RANDOM),
    "/picture": (200, {"Content-Type": "image/png"}, b"whatever"),
    "/sound": (200, {"Content-Type": "audio/mpeg"}, b"whatever"),
    "/part": (206, {"Content-Type": "text/html", "Content-Range": "bytes 0-9/99"}, PAGE),
    "/empty": (204, {}, b""),
    "/cut": (200, {"Content-Type": "text/html", "Content-Length": "1583"}, PAGE[:84]),
    "/cut-gzip": (200, {"Content-Type": "text/html", "Content-Encoding": "gzip"}, gzip.compress(PAGE)[:-40]),
    "/bad-gzip": (200, {"Content-Type": "text/html", "Content-Encoding": "gzip"}, PAGE),
    "/bad-br": (200, {"Content-Type": "text/html", "Content-Encoding": "br"}, PAGE),
    "/cut-br": (200, {"Content-Type": "text/html", "Content-Encoding": "br"}, brotli.compress(PAGE)[:-20]),
    "/compress": (200, {"Content-Type": "text/html", "Content-Encoding": "compress"}, PAGE),
    "/bomb": (200, {"Content-Type": "text/html", "Content-Encoding": "gzip"}, gzip.compress(b"x" * 30_000_000)),
    "/bomb-br": (200, {"Content-Type": "text/html", "Content-Encoding": "br"}, brotli.compress(b"x" * 30_000_000)),
    "/moved": (302, {"Location": "/news/ferry-stops.html?from=short"}, b""),
    "/news/ferry-stops.html?from=short": (200, {"Content-Type": "text/html"}, PAGE),
    "/to-ftp": (301, {"Location": "ftp://127.0.0.1/x.txt"}, b""),
    "/to-file": (302, {"Location": "file:///etc/hostname"}, b""),
    "/to-self": (302, {"Location": "/to-self"}, b""),
    "/n%C3%A9w%20s": (200, {"Content-Type": "text/html"}, PAGE),
}
PLAIN |= {
    f"/packed/{number}": (
        200,
        {"Content-Type": "text/html", "Content-Encoding": name.removesuffix("-raw")},
        pack(PAGE),
    )
    for number, (name, pack) in enumerate(PACKED.items())
}


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        status, headers, data = PLAIN.get(self.path, (404, {}, b""))
        self.send_response(status)
        for name, value in ({"Content-Length": len(data)} | headers).items():
            self.send_header(name, str(value))
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(data)
        self.close_connection = True

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def site():
    yield from served(Handler)


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch):
    monkeypatch.setenv("no_proxy", "127.0.0.1")


def only(address, **options):
    [article] = read(address, **options)
    return article


@pytest.mark.parametrize("number", range(len(PACKED)), ids=PACKED)
def test_packed_bodies_are_unpacked(site, number):
    assert "fire in its café" in only(f"{site}/packed/{number}").text


@pytest.mark.parametrize("path", ["/octets", "/untyped", "/as-text", "/octets-text", "/untyped-text"])
def test_what_a_server_leaves_unsaid_is_told_by_the_bytes(site, path):
    found = only(site + path)
    assert found.text.count("The ferry stopped on Tuesday") == 1
    assert "<" not in found.text


def test_an_export_at_an_address_is_cut_as_one_in_a_file(site):
    assert [one.text for one in read(site + "/export.txt")] == ["Ferry stops\n\nIt sank, said Roe."] * 2


def test_rows_are_read_whatever_their_type(site):
    assert only(f"{site}/octets-wire.jsonl").given_id == "w"
    assert only(f"{site}/octets-object").given_id == "w"
    assert only(f"{site}/table.csv").text == "The ferry stopped."


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("/octets-random", "looks like binary data"),
        ("/binary-as-html", "looks like binary data"),
        ("/picture", "image/png"),
        ("/sound", "audio/mpeg"),
        ("/part", "206"),
        ("/empty", "204"),
        ("/cut", "84 of 1,583 bytes"),
        ("/cut-gzip", "cut"),
        ("/cut-br", "cut"),
        ("/bad-gzip", "gzip"),
        ("/bad-br", "br"),
        ("/compress", "compress"),
        ("/bomb", "more than 4,000 bytes"),
        ("/bomb-br", "more than 4,000 bytes"),
        ("/to-ftp", "only http and https"),
        ("/to-file", "only http and https"),
        ("/to-self", "was not read"),
    ],
)
def test_what_is_no_article_is_one_sentence(site, path, message):
    with pytest.raises(ArticleError, match=message) as error:
        read(site + path, limit=1000)
    assert site + path in str(error.value)
    assert "\n" not in str(error.value)


def test_the_path_is_the_address_that_was_read_in_the_end(site):
    found = only(f"{site}/moved")
    assert (found.path, found.id) == (f"{site}/news/ferry-stops.html?from=short", "ferry-stops")
    assert found.notes == (f"its address was given as {site}/moved",)


def test_an_address_with_letters_of_other_languages_is_asked_for(site):
    assert "fire in its café" in only(f"{site}/néw s").text


@pytest.mark.parametrize(
    "address",
    [
        "http://[::1",
        "http://[::1]x/",
        "https://",
        "http://a:99999999/",
        "http://x y/",
        "http://\x7f/",
        "http://" + "a" * 300 + ".example/",
    ],
)
def test_an_address_that_is_none_is_one_sentence(address):
    with pytest.raises(ArticleError) as error:
        read(address)
    assert "\n" not in str(error.value)


def trickle(*pieces: bytes, pause: float):
    """A server that answers one connection with pieces, the last of them again and again, and a pause between."""
    server = socket.create_server(("127.0.0.1", 0))

    def answer():
        connection, _ = server.accept()
        with connection:
            connection.recv(65536)
            try:
                for piece in pieces:
                    connection.sendall(piece)
                while True:
                    time.sleep(pause)
                    connection.sendall(pieces[-1])
            except OSError:
                return

    threading.Thread(target=answer, daemon=True).start()
    return server, f"http://127.0.0.1:{server.getsockname()[1]}/x"


@pytest.mark.parametrize(
    "pieces",
    [
        (b"HTTP/1.1 200 OK\r\n", b"X-A: b\r\n"),
        (b"HTTP/1.1 200 OK\r\nX-Slow: ", b"a"),
        (b"HTTP/1.1 100 Continue\r\n\r\n",),
        (b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n", b"<p>The ferry stopped.</p>"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
        (b"HT",),
    ],
)
def test_a_server_that_goes_on_slowly_is_given_up(monkeypatch, pieces):
    monkeypatch.setattr(addresses, "PATIENCE", 0.5)
    server, address = trickle(*pieces, pause=0.02)
    start = time.monotonic()
    with server, pytest.raises(ArticleError, match="the server took longer"):
        read(address)
    assert time.monotonic() - start < 20


def test_a_server_that_never_accepts_a_handshake_is_given_up(monkeypatch):
    monkeypatch.setattr(addresses, "PATIENCE", 0.5)
    server = socket.create_server(("127.0.0.1", 0))
    with server, pytest.raises(ArticleError, match="the server took longer"):
        read(f"https://127.0.0.1:{server.getsockname()[1]}/x")
