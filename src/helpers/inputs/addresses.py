"""Addresses: the articles at a web address, fetched within limits of time and size, read by what they are."""

from __future__ import annotations

import http.client
import io
import re
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from helpers.inputs.article import Article, ArticleError, Found, Options, slug, within
from helpers.inputs.bodies import ACCEPTED, BodyError, unpack
from helpers.inputs.feeds import is_xml, read_feed
from helpers.inputs.files import read_plain
from helpers.inputs.pages import is_page, read_page
from helpers.inputs.patience import Patience, Plain, Secure
from helpers.inputs.rows import read_json, read_lines
from helpers.inputs.tables import read_csv
from helpers.text import texts

TIMEOUT = 20
"""Seconds to wait for a web server's next bytes."""
PATIENCE = 120
"""Seconds a whole page may take, from the first connection to the last byte."""
UNSAID = ("", "text/plain", "application/octet-stream", "binary/octet-stream", "application/x-download")
"""Media types that servers give where they do not know: the address and the bytes tell."""
NO_TEXT = re.compile(r"(?:image|audio|video|font|model)/(?!svg)")
KINDS = {
    "application/json": "json",
    "text/json": "json",
    "application/jsonl": "jsonl",
    "application/x-jsonl": "jsonl",
    "application/jsonlines": "jsonl",
    "application/x-jsonlines": "jsonl",
    "application/json-lines": "jsonl",
    "application/ndjson": "jsonl",
    "application/x-ndjson": "jsonl",
    "application/rss+xml": "feed",
    "application/atom+xml": "feed",
    "text/csv": "csv",
    "text/tab-separated-values": "csv",
    "application/csv": "csv",
    "text/html": "page",
    "application/xhtml+xml": "page",
}
"""How a media type is read; others by what their bytes look like."""
SUFFIXES = {
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".tsv": "csv",
    ".rss": "feed",
    ".atom": "feed",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server sent: the bytes, unpacked, their media type, the encoding it declares, and the final address."""

    data: bytes
    kind: str
    declared: str | None
    address: str


def read_address(address: str, options: Options) -> Found:
    """The articles at a web address, by the type its server gives, or by the address and the bytes where it says none.

    `path` is the address that redirects led to."""
    check(address)
    answer = fetch(address, options)
    try:
        for found in read_answer(answer, options):
            yield noted(found, address, answer.address)
    except texts.TextError as error:
        raise ArticleError(f"{address}: {error}.") from None


def check(address: str) -> None:
    """Raise `ArticleError` for an address that is none, or of a sort that is not fetched."""
    if not is_web(address):
        raise ArticleError(f"{address}: only http and https addresses are read.")
    try:
        parts = urllib.parse.urlsplit(address)
        known = bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError as error:
        raise ArticleError(f"{address!r} is no web address: {error}.") from None
    if not known or re.search(r"[\x00-\x1f\x7f]", address):
        raise ArticleError(f"{address!r} is no web address.")


def is_web(address: str) -> bool:
    """Whether an address is one of the web."""
    return address.lower().startswith(("http://", "https://"))


def noted(found: Article | ArticleError, asked: str, final: str) -> Article | ArticleError:
    """An article with a note where redirects led to another page than was asked for."""
    if isinstance(found, ArticleError) or plain(asked) == plain(final):
        return found
    return replace(found, notes=(*found.notes, f"its address was given as {asked}"))


def plain(address: str) -> str:
    """An address without what a server adds to it for the same page."""
    return re.sub(r"^https?://(?:www\.)?|/$", "", escaped(address), flags=re.I)


def escaped(address: str) -> str:
    """An address in which blanks and letters other than ASCII are escaped, but for those of its host."""
    parts = re.match(r"(\w+://)([^/?#]*)(.*)", address, re.S)
    assert parts is not None, "what has no scheme is no address"
    start, host, rest = parts.groups()
    return start + host + urllib.parse.quote(rest, safe="%/:=&?~#+!$,;'@()*[]|^`{}\\-._\"<>")


def read_answer(answer: Answer, options: Options) -> Found:
    """The articles in what a server sent."""
    parts = urllib.parse.urlsplit(answer.address)
    path = Path(urllib.parse.unquote(parts.path))
    stem, kind = slug(path.stem or parts.netloc), kind_of(answer, path.suffix.lower())
    if kind == "json":
        yield from read_json(answer.data, answer.address, stem, options)
    elif kind == "jsonl":
        yield from read_lines(io.BytesIO(answer.data), answer.address, stem, options)
    elif kind == "csv":
        yield from read_csv(answer.data, answer.address, stem, options)
    elif kind == "feed" or is_xml(answer.data):
        yield from read_feed(answer.data, answer.address, stem, options)
    elif kind == "page":
        yield read_page(answer.data, answer.address, stem, options, answer.declared)
    else:
        yield from read_plain(answer.data, answer.address, stem, options, answer.declared)


def kind_of(answer: Answer, suffix: str) -> str:
    """How an answer is read: `json`, `jsonl`, `csv`, `page` or `text`."""
    if NO_TEXT.match(answer.kind):
        texts.refuse_binary(answer.data, None)
        raise ArticleError(f"{answer.address} is of the type {answer.kind}, and no text.")
    if answer.kind in KINDS:
        return KINDS[answer.kind]
    if answer.kind in UNSAID and suffix in SUFFIXES:
        return SUFFIXES[suffix]
    if answer.kind in UNSAID and answer.kind != "text/plain" and answer.data.lstrip()[:1] == b"{":
        return "jsonl" if b"}\n{" in answer.data.replace(b"\r", b"") else "json"
    return "page" if is_page(answer.data) else "text"


# Fetching


def fetch(address: str, options: Options) -> Answer:
    """What the server of an address sends; raises `ArticleError` where that is not a whole page."""
    with Patience(PATIENCE) as patience:
        try:
            return answered(address, patience, options)
        except ArticleError:
            raise
        except urllib.error.HTTPError as error:
            reason = f"the server answered {error.code} {error.reason}"
        except BodyError as error:
            reason = str(error)
        except (OSError, http.client.HTTPException, ValueError) as error:
            reason = str(getattr(error, "reason", None) or error)
        if patience.is_over:
            reason = f"the server took longer than {PATIENCE} seconds"
        raise ArticleError(f"{address} was not read: {' '.join(reason.split()).rstrip('.')}.")


def answered(address: str, patience: Patience, options: Options) -> Answer:
    """The answer of a server, whole."""
    headers = {"User-Agent": "on-record", "Accept-Encoding": ACCEPTED}
    request = urllib.request.Request(escaped(address), headers=headers)
    with opener(patience, address).open(request, timeout=TIMEOUT) as response:
        if response.status != 200:
            raise ArticleError(f"{address} was not read: the server answered {response.status}{sense(response)}.")
        packed = b"".join(portions(response, options.most_bytes))
        if patience.is_over:
            raise TimeoutError
        within(packed, options.most_bytes, address, options)
        check_whole(packed, response)
        data = unpack(packed, ",".join(response.headers.get_all("Content-Encoding", [])), options.most_bytes)
        final = address if response.url == escaped(address) else response.url
        kind = response.headers.get_content_type() if response.headers.get("Content-Type") else ""
        within(data, options.most_bytes, address, options)
        return Answer(data, kind, response.headers.get_content_charset(), final)


def sense(response: http.client.HTTPResponse) -> str:
    """What a status that is no error means for who wants to read."""
    return " and sent a part of the page only" if response.status == 206 else f" {response.reason or ''}".rstrip()


def portions(response: http.client.HTTPResponse, most: int) -> Iterator[bytes]:
    """A response a portion at a time, no further than just over `most` bytes."""
    size = 0
    while size <= most and (portion := response.read1(65536)):
        size += len(portion)
        yield portion


def check_whole(data: bytes, response: http.client.HTTPResponse) -> None:
    """Raise where fewer bytes came than the server had announced."""
    announced = response.headers.get("Content-Length", "")
    if not response.chunked and announced.isdigit() and len(data) < int(announced):
        raise OSError(f"it was cut in transit, and {len(data):,} of {int(announced):,} bytes came")


def opener(patience: Patience, address: str) -> urllib.request.OpenerDirector:
    """What opens http and https addresses and nothing else: no files, no ftp, also not behind a redirect."""
    made = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler(),
        Plain(patience),
        Secure(patience),
        Redirects(address),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.HTTPErrorProcessor(),
        urllib.request.UnknownHandler(),
    ):
        made.add_handler(handler)
    return made


class Redirects(urllib.request.HTTPRedirectHandler):
    """Follows redirects as `urllib` does, within the web."""

    def __init__(self, address: str):
        """Follow from an address, which messages name."""
        self.address = address

    def http_error_302(self, request, body, code, message, headers):
        """The page that a redirect leads to; raises `ArticleError` where that is none of the web."""
        given = headers.get("location") or headers.get("uri") or ""
        target = urllib.parse.urljoin(request.full_url, given)
        if not is_web(target):
            raise ArticleError(f"{self.address} leads to {target}, and only http and https addresses are read.")
        return super().http_error_302(request, body, code, message, headers)

    http_error_301 = http_error_303 = http_error_307 = http_error_308 = http_error_302
