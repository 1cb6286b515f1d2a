"""Feeds: the articles in an RSS or Atom feed, one an item, as far as the feed holds them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from helpers.inputs.article import Article, ArticleError, Found, Options, checked, from_text
from helpers.text.markup import plain

XML = re.compile(rb"(?:\xef\xbb\xbf)?\s{0,200}<\?xml\b", re.I)
ROOT = re.compile(
    rb"(?:\xef\xbb\xbf)?\s{0,200}(?:<(?:\?|!)[^>]{0,500}>\s{0,200}){0,20}<(?:rss|feed|rdf:RDF)[\s>]", re.I
)
WHOLE = ("encoded", "content")
PARTS = ("description", "summary")
FIELDS = {"byline": ("creator", "author"), "date": ("pubDate", "published", "date", "updated")}


def is_xml(data: bytes) -> bool:
    """Whether data says that it is XML, or is a feed."""
    return bool(XML.match(data) or ROOT.match(data)) and b"<html" not in data[:1000].lower()


def read_feed(data: bytes, place: str, stem: str, options: Options) -> Found:
    """The articles of a feed; where an item has only a summary, a note says so. Raises `ArticleError` for other XML."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, encoding=options.encoding)
    root = etree.fromstring(data, parser)
    if root is None or etree.QName(root).localname.lower() not in ("rss", "feed", "rdf"):
        raise ArticleError(f"{place} is XML and no feed: of XML, only RSS and Atom feeds are read.")
    outlet = next((words(child) for child in root.iterfind("{*}channel/{*}title")), "") or of_child(root, "title")
    for number, item in enumerate(root.iter("{*}item", "{*}entry"), 1):
        yield of_item(item, f"{place}, item {number}", f"{stem}-{number}", outlet, options, place)


def of_item(item: Any, where: str, id: str, outlet: str, options: Options, path: str) -> Article | ArticleError:
    """The article of an item: its headline, a blank line, and its text."""
    title, body = of_child(item, "title"), of_child(item, *WHOLE)
    notes = () if body else ("a summary in a feed, not the whole article",)
    body, marked = plain(body or of_child(item, *PARTS))
    fields = {field: of_child(item, *names) for field, names in FIELDS.items()}
    try:
        text = checked("\n\n".join(filter(None, (title, body))), where, options)
        return from_text(text, id=id, title=title, outlet=outlet, path=path, notes=(*notes, *marked), **fields)
    except ArticleError as error:
        return error


def of_child(item: Any, *names: str) -> str:
    """What the first child of these names says."""
    return next(filter(None, (words(child) for name in names for child in children(item, name))), "")


def children(item: Any, name: str) -> Iterator[Any]:
    """The children of a local name; those of RSS first, before those of other name spaces."""
    return iter(sorted(item.iterfind(f"{{*}}{name}"), key=lambda child: str(child.tag).startswith("{")))


def words(element: Any) -> str:
    """What an element holds: its text, or its elements as markup; of an author the name."""
    from lxml import etree

    name = element.find("{*}name")
    if name is not None:
        return words(name)
    inner = [etree.tostring(child, encoding="unicode") for child in element if isinstance(child.tag, str)]
    return ((element.text or "") + "".join(inner)).strip()
