"""Bodies: what a server sent, unpacked: gzip, deflate and brotli, no further than a limit."""

from __future__ import annotations

import zlib

import brotli

ACCEPTED = "gzip, deflate, br"
"""What we tell a server that we can unpack."""
MOST_LAYERS = 3
"""Times a body may be packed."""


class BodyError(ValueError):
    """A body that cannot be unpacked; the message says why, and its user adds where."""


def unpack(data: bytes, encodings: str, most: int) -> bytes:
    """A body without its content codings (RFC 9110, 8.4), and one byte more than `most` where there is more.

    Raises `BodyError` for a coding that is not known, a body that is not packed so, and one that was cut."""
    names = [name.strip().lower() for name in encodings.split(",") if name.strip()]
    if len(names) > MOST_LAYERS:
        raise BodyError(f"it was packed {len(names)} times, and {MOST_LAYERS} is the most")
    for name in reversed(names):
        data = layer(data, name, most)
    return data


def layer(data: bytes, name: str, most: int) -> bytes:
    """A body without one coding."""
    if name == "identity" or not data:
        return data
    if name == "br":
        return unpack_brotli(data, most)
    if name in ("gzip", "x-gzip"):
        return unpack_zlib(data, most, "gzip", zlib.MAX_WBITS | 16)
    if name == "deflate":
        is_wrapped = data[0] & 0x0F == 8 and int.from_bytes(data[:2], "big") % 31 == 0  # some servers leave it bare
        return unpack_zlib(data, most, "deflate", zlib.MAX_WBITS if is_wrapped else -zlib.MAX_WBITS)
    raise BodyError(f"it was packed as {name[:40]!r}, and only {ACCEPTED} are unpacked")


def unpack_zlib(data: bytes, most: int, name: str, bits: int) -> bytes:
    """A body without gzip or deflate."""
    found = b""
    try:
        while data and len(found) <= most:
            stream = zlib.decompressobj(bits)
            found += stream.decompress(data, most + 1 - len(found))
            if not stream.eof and len(found) <= most:
                raise BodyError(f"its {name} body was cut in transit")
            data = stream.unused_data if stream.unused_data.startswith(b"\x1f\x8b") else b""
    except zlib.error:
        raise BodyError(f"its body is said to be {name} and is not") from None
    return found


def unpack_brotli(data: bytes, most: int) -> bytes:
    """A body without brotli."""
    stream, found = brotli.Decompressor(), b""
    try:
        while not stream.is_finished() and len(found) <= most:
            found += (more := stream.process(data, output_buffer_limit=most + 1 - len(found)))
            if not more and not stream.is_finished() and stream.can_accept_more_data():
                raise BodyError("its br body was cut in transit")
            data = b""
    except brotli.error:
        raise BodyError("its body is said to be br and is not") from None
    return found[: most + 1]
