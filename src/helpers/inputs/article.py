"""Article: one text with its fields and paragraphs, the id that is safe for file names, and how it may be read."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypedDict

from helpers.inputs.notes import text_notes
from helpers.text import texts
from helpers.text.dates import iso_day
from helpers.text.layouts import Cut, Paragraph, layout

LIMIT = 2_000_000
"""Characters an article may have unless `limit` says otherwise."""
BYTES_A_CHARACTER = 4
COLLECTION = 100
"""A file of many articles may have this many times the bytes of one article."""
LONGEST_ID = 80


class ArticleError(ValueError):
    """An article that cannot be read; the message is one sentence: what, where, what was allowed."""


@dataclass(frozen=True, slots=True)
class Article:
    """One article; every offset anywhere is a character position in `text`, which is never rewritten.

    `id` is safe for file names and unique within a reading; `given_id` is what the input called the article.
    `published` is the day that `date` names, in ISO form; `meta` holds the further cells of its row, as JSON."""

    id: str
    text: str
    title: str = ""
    byline: str = ""
    dateline: str = ""
    date: str = ""
    outlet: str = ""
    language: str = ""
    paragraphs: tuple[Paragraph, ...] = ()
    cuts: tuple[Cut, ...] = ()
    notes: tuple[str, ...] = ()
    path: str = ""
    given_id: str = ""
    published: str = ""
    meta: str = ""


@dataclass(frozen=True, slots=True)
class Options:
    """How to read: the encoding where it is known, the most characters of an article, by field (`text`, `title`,
    `byline`, `date`, `outlet`, `language`, `id`) the column of a table or key of an object that a person named, and
    whether 3/4/2026 is in April (`DMY`) or in March (`MDY`)."""

    encoding: str | None = None
    limit: int = LIMIT
    columns: Mapping[str, str] = field(default_factory=dict)
    date_order: str = ""

    @property
    def most_bytes(self) -> int:
        """Bytes of a file or page with one article at most."""
        return self.limit * BYTES_A_CHARACTER

    @property
    def most_bytes_of_many(self) -> int:
        """Bytes of a file with many articles at most."""
        return self.limit * COLLECTION


class ReadOptions(TypedDict, total=False):
    """The options of a reading that are not the usual ones, by the names of `Options`."""

    encoding: str | None
    limit: int
    columns: Mapping[str, str]
    date_order: str


Found = Iterator["Article | ArticleError"]
"""Articles one after the other, and in the place of one that cannot be read the error that says why."""


# From text to article


def from_text(
    text: str,
    *,
    id: str,
    title: str = "",
    byline: str = "",
    date: str = "",
    outlet: str = "",
    language: str = "",
    path: str = "",
    notes: Iterable[str] = (),
) -> Article:
    """An article from its text: paragraphs found, fields filled from the text where they were not given.

    Characters that tools cannot bear are replaced one for one and counted in `notes`; nothing else is changed."""
    text, replaced = texts.clean(text)
    given = {"title": title, "byline": byline, "date": date, "outlet": outlet, "language": language, "path": path}
    given = {field: texts.clean(value)[0] for field, value in given.items()}
    found = layout(text, given["title"])
    for name in ("title", "byline", "date", "outlet"):
        given[name] = given[name] or getattr(found, name)
    published, days = iso_day(given["date"])
    return Article(
        id=safe_id(id),
        text=text,
        dateline=text[slice(*found.dateline)] if found.dateline else "",
        paragraphs=found.paragraphs,
        cuts=found.cuts,
        notes=(*notes, *id_notes(id), *date_notes(given["date"], days), *text_notes(text, replaced)),
        published=published,
        **given,
    )


def date_notes(written: str, days: Sequence[str]) -> Iterator[str]:
    """A note where a date as written could be any of several days."""
    if len(days) > 1:
        yield f"its date, {written!r}, could be {' or '.join(days)}: --date-order says which (DMY or MDY)"


def dated(article: Article, order: str) -> Article:
    """The article with the day that its date names when numbers stand in this order, where that was in doubt."""
    published, _ = iso_day(article.date, order)
    if not order or article.published or not published:
        return article
    doubts = set(date_notes(article.date, iso_day(article.date)[1]))
    return replace(article, published=published, notes=tuple(note for note in article.notes if note not in doubts))


# Names of articles

SAFE = re.compile(rf"(?!.*\.\.)[A-Za-z0-9_](?:[A-Za-z0-9._-]{{0,{LONGEST_ID - 2}}}[A-Za-z0-9_-])?")
DEVICE = re.compile(r"(?:con|prn|aux|nul|(?:com|lpt)\d)(?:\..*)?", re.I)
UNDECODED = re.compile("[\udc80-\udcff]+")
"""Bytes of a file's name that Python could not read: in the locale C without UTF-8, those of every accent."""
LETTERS = str.maketrans({"ø": "o", "æ": "ae", "œ": "oe", "ß": "ss", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})


def slug(name: str) -> str:
    """A name made safe for files: lower-case ASCII letters, digits, `_` and `-`, 1 to 80 characters, no device name."""
    name = UNDECODED.sub(lambda found: found[0].encode("utf8", "surrogateescape").decode("utf8", "replace"), name)
    plain = unicodedata.normalize("NFKD", name.lower().translate(LETTERS)).encode("ascii", "ignore").decode()
    made = re.sub(r"[^a-z0-9_]+", "-", plain.lower()).strip("-")[:LONGEST_ID].rstrip("-")
    if not made.strip("_"):
        return f"article-{hashlib.sha256(name.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"
    return f"article-{made}" if DEVICE.fullmatch(made) else made


def safe_id(name: str) -> str:
    """The name itself where it is safe for files, its slug otherwise."""
    return name if SAFE.fullmatch(name) and not DEVICE.fullmatch(name) else slug(name)


def id_notes(name: str) -> Iterator[str]:
    """A note where an article could not keep the id it was given."""
    if safe_id(name) != name:
        yield f"its id was given as {texts.clean(name)[0][:200]!r}"


def distinct(articles: Iterable[Article]) -> list[Article]:
    """The articles with ids that differ even where files ignore case: the second of a name gets `-2`, and so on."""
    return [item for item in told_apart(articles) if isinstance(item, Article)]


def told_apart(found: Iterable[Article | ArticleError]) -> Found:
    """Articles as they come, with ids that differ, and errors as they are."""
    taken: dict[str, int] = {}
    for item in found:
        yield replace(item, id=free_id(item.id, taken)) if isinstance(item, Article) else item


def free_id(name: str, taken: dict[str, int]) -> str:
    """The first form of a name that is not taken, which takes it."""
    made, count = name, taken.get(name.casefold(), 0)
    while made.casefold() in taken:
        count += 1
        made = f"{name[: LONGEST_ID - 1 - len(str(count + 1))]}-{count + 1}"
    taken[name.casefold()] = count
    taken.setdefault(made.casefold(), 0)
    return made


# Limits

HIGHER = "set --article-limit (in notebooks `article_limit`) higher to read it"
"""What a person can do about an article over the limit."""


def within(data: bytes, most: int, place: object, options: Options) -> bytes:
    """The data, if it is not more than `most` bytes."""
    if len(data) > most:
        raise ArticleError(
            f"{place} has more than {most:,} bytes, the most for a limit of {options.limit:,} characters: {HIGHER}."
        )
    return data


def checked(text: str, place: str, options: Options) -> str:
    """The text, if it is not longer than the limit."""
    if len(text) > options.limit:
        raise ArticleError(f"{place} has {len(text):,} characters and the limit is {options.limit:,}: {HIGHER}.")
    return text
