"""Addresses: the articles at a web address, fetched within limits of time and size."""

from __future__ import annotations

import http.client
import io
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from helpers.inputs.article import ArticleError, Found, Options, read_text, slug, within
from helpers.inputs.pages import read_page
from helpers.inputs.rows import read_json, read_lines
from helpers.text import texts

TIMEOUT = 20
"""Seconds to wait for a web server's next bytes."""
PATIENCE = 120
"""Seconds a whole page may take."""


def read_address(address: str, options: Options) -> Found:
    """The articles at a web address, by the type its server gives: a page, plain text, JSON or JSON lines."""
    if not address.lower().startswith(("http://", "https://")):
        raise ArticleError(f"{address}: only http and https addresses are read.")
    data, kind, declared = fetch(address, options)
    parts = urllib.parse.urlsplit(address)
    stem = slug(Path(urllib.parse.unquote(parts.path)).stem or parts.netloc)
    try:
        if kind == "application/json":
            yield from read_json(data, address, stem, options)
        elif "jsonl" in kind or "ndjson" in kind or kind == "application/json-lines":
            yield from read_lines(io.BytesIO(data), address, stem, options)
        else:
            is_page = "html" in kind or (kind != "text/plain" and data.lstrip()[:1] == b"<")
            yield (read_page if is_page else read_text)(data, address, stem, options, declared)
    except texts.TextError as error:
        raise ArticleError(f"{address}: {error}.") from None


def fetch(address: str, options: Options) -> tuple[bytes, str, str | None]:
    """The bytes at an address, their media type and the encoding its server declares."""
    request = urllib.request.Request(address, headers={"User-Agent": "on-record"})
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT) as response:
            data = b"".join(portions(response, options.most_bytes))
            kind, declared = response.headers.get_content_type(), response.headers.get_content_charset()
    except urllib.error.HTTPError as error:
        raise ArticleError(f"{address} was not read: the server answered {error.code} {error.reason}.") from None
    except (OSError, http.client.HTTPException, ValueError) as error:
        reason = getattr(error, "reason", None) or error
        raise ArticleError(f"{address} was not read: {reason}.") from None
    return within(data, options.most_bytes, address, options), kind, declared


def portions(response: http.client.HTTPResponse, most: int) -> Iterator[bytes]:
    """A response a portion at a time, no further than just over `most` bytes, and no longer than our patience."""
    size, start = 0, time.monotonic()
    while size <= most and (portion := response.read1(65536)):
        size += len(portion)
        yield portion
        if time.monotonic() - start > PATIENCE:
            raise TimeoutError(f"the server took longer than {PATIENCE} seconds")
