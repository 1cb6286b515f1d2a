"""Texts: bytes into text, every guess noted, and characters that tools cannot bear replaced one for one."""

from __future__ import annotations

import codecs
import gzip
import re
import zlib
from pathlib import Path
from typing import IO

from charset_normalizer import from_bytes

from helpers import lexicons

Notes = tuple[str, ...]

MARKS = (  # the longer ones first: UTF-32 begins as UTF-16 does
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
LATIN = {"iso8859-1", "ascii", "latin-1"}
"""Declared so, and meant as cp1252 by every browser (WHATWG Encoding, names and labels)."""
NO_PAGES = {"undefined", "idna", "punycode", "unicode_escape", "unicode-escape", "raw_unicode_escape"}
NO_PAGES |= {"raw-unicode-escape", "utf-7"}
"""What Python calls encodings and no text is written in: they fail, are slow or make other text of plain letters."""
GUESSES = ["cp1252", "cp1251", "cp1250", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "koi8_r", "mac_roman"]
GUESSES += ["shift_jis", "euc_jp", "gb18030", "big5", "euc_kr", "utf_16_le", "utf_16_be"]
LATIN_SCRIPT = {"cp1250", "cp1252", "cp1254", "cp1257", "mac_roman"}
SAMPLE = 100_000

SIGNATURES = (
    (b"%PDF", "PDF"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"\x1f\x8b", "gzip"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ", "xz"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
    (b"7z\xbc\xaf\x27\x1c", "7-Zip"),
    (b"Rar!", "RAR"),
    (b"PK\x03\x04", "ZIP"),
    (b"PK\x05\x06", "ZIP"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"{\\rtf", "RTF"),
    (b"SQLite format 3\x00", "SQLite"),
    (b"PAR1", "Parquet"),
    (b"RIFF", "a sound or a film"),
    (b"ID3", "MP3"),
    (b"OggS", "Ogg"),
    (b"\x7fELF", "a program"),
    (b"\0asm", "a WebAssembly program"),
    (b"\xca\xfe\xba\xbe", "a program"),
    (b"II*\0", "a TIFF picture"),
    (b"MM\0*", "a TIFF picture"),
    (b"\0\0\1\0", "an icon"),
    (b"fLaC", "a FLAC sound"),
    (b"wOFF", "a font"),
    (b"wOF2", "a font"),
)
PACKED = (
    (b"word/", "a Word document"),
    (b"xl/", "an Excel workbook"),
    (b"ppt/", "a PowerPoint file"),
    (b"opendocument", "an OpenDocument file"),
    (b"epub", "an EPUB book"),
)
PDF = re.compile(rb"(?:^|[\r\n\s]|\xbf)%PDF-\d\.\d")
"""The beginning of a PDF, which readers look for in the first 1,024 bytes."""
FILM = re.compile(rb".{4}ftyp[\w ]{4}", re.S)
CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
"""Control characters that no text has, in any encoding of one byte or several; an escape (1b) opens terminal codes."""
MOST_CONTROLS = 0.01
"""Share of control characters from which bytes that are no UTF-8 are taken for binary; random bytes have 0.11."""
MOST_NULS = 0.1
"""Share of NUL bytes from which data is taken for binary."""


class TextError(ValueError):
    """Bytes that cannot be read as text; the message says why, and its user adds where."""


def decode(data: bytes, *, encoding: str | None = None, declared: str | None = None) -> tuple[str, Notes]:
    """The text in `data`, without its byte order mark, and a note where its encoding was guessed.

    Tried in order: `encoding` alone where given; the byte order mark, UTF-8, the encoding `declared`, a guess.
    Raises `TextError` for binary data, an unknown encoding, and bytes that do not fit `encoding`."""
    refuse_binary(data, encoding)
    if encoding:
        return named(data, encoding).removeprefix("\ufeff"), ()
    if wide_name(data) and not any(data.startswith(mark) for mark, _ in MARKS):
        return guess(data, "")
    marked = next((name for mark, name in MARKS if data.startswith(mark)), None)
    for name in filter(None, (marked, "utf-8", browser_name(declared))):
        try:
            return data.decode(name), ()
        except (UnicodeError, LookupError):
            continue
    return guess(data, claim(declared or marked))


def named(data: bytes, encoding: str) -> str:
    """The text in an encoding that a person named."""
    try:
        codecs.lookup(encoding)  # no bytes, no lookup: an empty file would let any name pass
        return data.decode(encoding)
    except LookupError:
        raise TextError(f"{encoding!r} is no encoding that Python knows") from None
    except UnicodeError as error:
        raise TextError(f"the bytes do not fit the encoding {encoding!r} ({error})") from None


def browser_name(declared: str | None) -> str | None:
    """The encoding that is meant by a declared one; None where there is none of that name that makes text."""
    try:
        name = codecs.lookup(declared or "").name
    except (LookupError, ValueError):
        return None
    return None if name in NO_PAGES else "cp1252" if name in LATIN else name


def claim(declared: str | None) -> str:
    """The beginning of a note when bytes do not hold what was said of them."""
    return f"says it is {declared} and is not; " if declared else ""


def guess(data: bytes, before: str) -> tuple[str, Notes]:
    """The text in the encoding that makes most sense of its bytes, with a note that it is a guess."""
    name = wide_name(data) or likely_name(data[:SAMPLE])
    text = data.decode(name, errors="replace").removeprefix("\ufeff")
    lost = text.count("\ufffd")
    unreadable = f", and {lost} bytes of it could not be read" if lost else ""
    return text, (f"{before}read as {name}: a guess{unreadable}",)


def likely_name(sample: bytes) -> str:
    """What charset-normalizer takes bytes for; cp1252 where that makes the same text of them, or English."""
    best = from_bytes(sample, cp_isolation=GUESSES, enable_fallback=False).best()
    western = sample.decode("cp1252", errors="replace")
    if best is None or str(best) == western:
        return "cp1252"
    english = best.encoding in LATIN_SCRIPT and "\ufffd" not in western and looks_english(western, least=1)
    return "cp1252" if english else best.encoding


def wide_name(data: bytes) -> str | None:
    """UTF-16 without its mark, known by the NUL in every other byte."""
    sample = data[:SAMPLE]
    odd, even = sample[1::2].count(0), sample[::2].count(0)
    if odd + even <= MOST_NULS * len(sample):
        return None
    return "utf-16-le" if odd > 20 * even else "utf-16-be" if even > 20 * odd else None


def refuse_binary(data: bytes, encoding: str | None) -> None:
    """Raise `TextError` where data begins as a known binary format does, or is full of control characters."""
    looks = binary_kind(data)
    if looks:
        raise TextError(f"looks like {looks}, not text")
    if encoding or any(data.startswith(mark) for mark, _ in MARKS) or wide_name(data) is not None:
        return
    sample = data[:SAMPLE]
    nuls, controls = sample.count(0), len(CONTROLS.findall(sample))
    if nuls > MOST_NULS * len(sample):
        raise TextError(f"looks like binary data, not text ({nuls} NUL bytes)")
    if controls > max(MOST_CONTROLS * len(sample), 3) and not is_utf8(sample):
        raise TextError(f"looks like binary data, not text ({controls} control characters)")


def is_utf8(sample: bytes) -> bool:
    """Whether bytes are UTF-8, but for a character that was cut at their end."""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample)
    except UnicodeDecodeError:
        return False
    return True


def binary_kind(data: bytes) -> str:
    """What a file that is no text looks like by its first bytes, blanks left out; empty where they may be text."""
    if PDF.search(data[:1024]):
        return "PDF"
    data = data[:4096].lstrip(b" \t\r\n")
    kind = next((kind for signature, kind in SIGNATURES if data.startswith(signature)), "")
    if kind == "ZIP":
        return next((packed for sign, packed in PACKED if sign in data), kind)
    if FILM.match(data):
        return "a film or a picture"
    return "" if kind.startswith(("a sound", "MP3", "Ogg", "bzip2")) and b"\0" not in data else kind


def inflate(packed: Path | IO, most: int) -> bytes:
    """A gzip file's content up to `most` bytes, and one more where there is more: a bomb is never unpacked.

    Raises `TextError` where the file is broken."""
    try:
        with gzip.open(packed) as file:
            return file.read(most + 1)
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise TextError(f"a broken gzip file ({error})") from None


# Characters that tools cannot bear

ESCAPE = r"(?:\x1b\[[0-?]{0,40}[ -/]{0,8}[@-~]|\x1b\][^\x07\x1b\n]{0,200}(?:\x07|\x1b\\)|\x1b[@-Z\\-_])"
BREAKS = r"[\x0b\x0c\x1c-\x1f]"
BROKEN = r"[\x00-\x08\x0e-\x1b\ud800-\udfff\ufffe\uffff]"
UNBEARABLE = re.compile(f"(?P<blank>{ESCAPE}|{BREAKS})|{BROKEN}")


def clean(text: str) -> tuple[str, int]:
    """The text with control characters, terminal codes and lone surrogates replaced one for one, and how many were.

    Terminal codes and the breaks among the controls become spaces, the others U+FFFD: every offset stays.
    They would make spaCy, pandas or an export raise."""
    count = 0

    def stand_in(match: re.Match) -> str:
        nonlocal count
        count += len(match[0])
        return " " * len(match[0]) if match["blank"] else "\ufffd"

    return UNBEARABLE.sub(stand_in, text), count


def looks_english(text: str, least: int = 40) -> bool:
    """Whether the first 5,000 characters have the small words of English in them; True below `least` words."""
    sample = text[:5_000]
    letters = [char for char in sample if char.isalpha()]
    if len(letters) >= 20 and sum(char.isascii() for char in letters) < 0.5 * len(letters):
        return False
    found = re.findall(r"[^\W\d_]+", sample.lower())
    known = lexicons.words("layouts", kind="function")
    return len(found) < least or sum(word in known for word in found) >= 0.1 * len(found)
