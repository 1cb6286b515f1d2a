"""Pages: the article of a web page: the words that a browser shows of it, in their order, and nothing beside it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from helpers.inputs import walls
from helpers.inputs.article import Article, ArticleError, Options, checked, from_text
from helpers.text import markup, texts

if TYPE_CHECKING:
    from lxml.html import HtmlElement

META = re.compile(rb"<meta[^>]{0,200}?charset\s{0,4}=\s{0,4}[\"']?\s{0,4}([\w.:-]{2,40})", re.I)
XML = re.compile(rb"\s{0,40}<\?xml[^>]{0,100}?encoding=[\"']([\w.:-]{2,40})", re.I)
LANG = re.compile(
    r"<html\b[^>]{0,1000}?\s(?:xml:)?lang\s{0,4}=\s{0,4}[\"']?([a-z]{2,3}(?:-[a-z0-9]{2,8}){0,2})\b", re.I
)
BEGINNING = re.compile(
    rb"\s{0,200}(?:<!--.{0,2000}?-->\s{0,200}|<\?xml[^>]{0,200}>\s{0,200}){0,5}<(?:!doctype\s{1,9}html|(?:html|head|body)[\s>])",
    re.I | re.S,
)
CUT = re.compile(r"<[a-zA-Z/][^<>]{0,2000}$")
DATES = {"original_date": True, "extensive_search": False}
"""How htmldate looks for a date: where a page gives one, not in any year that stands on it, such as of a copyright."""
MOST_CELLS = 1_000
"""Cells in the tables of a page that are looked at; larger tables hold figures, and take the extraction minutes."""
MOST_INLINE = 300
"""Elements directly in another up to which those inside a line are looked at."""
MANY = 10_000
"""Elements from which a page is extracted in one way only, not in several that are compared."""
LONG_TAG, ATTRIBUTE = re.compile(r"<[a-zA-Z][^<>]{8000,}"), re.compile(r"\s[\w:-]+(?==)")
MOST_PARSED = 2_000
"""Attributes of a tag at most: the parser holds each against all others."""
MOST_ATTRIBUTES = 50
"""Attributes of an element that are looked at."""
MOST_ELEMENTS = 50_000
"""Elements of a page at most: it takes the extraction some ten seconds."""
LEAST_ENTRIES = 3
"""Entries, each with its time, from which a page is a live blog."""
RUNNING = ("time", "label", "data", "output", "abbr")
"""Tags of words in a sentence that trafilatura takes for parts of the page."""


def is_page(data: bytes) -> bool:
    """Whether bytes begin as a web page does."""
    return bool(BEGINNING.match(data.removeprefix(b"\xef\xbb\xbf")[:20_000]))


def read_page(data: bytes, place: str, stem: str, options: Options, declared: str | None = None) -> Article:
    """The article in the bytes of a web page: the text that trafilatura extracts, under its title.

    Raises `ArticleError` for a page that stands where an article should be, and for one of links to others."""
    charset = META.search(data[:4096]) or XML.match(data)
    declared = declared or (charset and charset[1].decode("ascii", "replace"))
    page, notes = texts.decode(data, encoding=options.encoding, declared=declared)
    cut = ("the page ends inside a tag: the end of it may be missing",) if CUT.search(page[-2100:]) else ()
    found = extracted(page, place)
    language = LANG.search(page[:20_000])
    return from_text(
        checked(headed(found.pop("text"), found["title"]), place, options),
        id=stem,
        language=language[1] if language else "",
        path=place,
        notes=(*notes, *cut, *found.pop("notes")),
        **found,
    )


def extracted(page: str, place: str) -> dict:
    """What a page says: `text`, `title`, `byline`, `date`, `outlet`, and `notes` on how it was read."""
    import trafilatura  # takes a second to import, and only pages need it

    for tag in LONG_TAG.finditer(page):
        if (count := len(ATTRIBUTE.findall(tag[0]))) > MOST_PARSED:
            raise ArticleError(f"{place} has a tag with {count:,} attributes, and {MOST_PARSED:,} are the most.")
    tree = trafilatura.load_html(page) if page.strip() else None
    if tree is None:
        return {"text": "", "title": "", "byline": "", "date": "", "outlet": "", "notes": ()}
    notes = tuple(lightened(tree, place))
    known = trafilatura.extract_metadata(tree, date_config=DATES | {"max_date": None})
    title, addresses = title_of(tree, known.title or ""), walls.links(tree)
    notes += (markup.MARKS_WRITTEN,) if put_in_place(tree) else ()
    flatten(tree)
    found = trafilatura.bare_extraction(
        tree, with_metadata=False, include_comments=False, include_tables=False, fast=size(tree) > MANY
    )
    text = getattr(found, "text", None) or ""
    if reason := walls.of_page(tree, text, title) or walls.of_links(addresses, text, title):
        raise ArticleError(f"{place} {reason}.")
    fields = {"byline": known.author, "date": known.date, "outlet": known.sitename}
    return {"text": text, "title": title, "notes": notes} | {name: value or "" for name, value in fields.items()}


def headed(text: str, title: str) -> str:
    """The text of a page under its title, which stands there already in some extractions."""
    first = text.lstrip().partition("\n")[0]
    known = not title or not text or re.findall(r"\w+", first.lower()) == re.findall(r"\w+", title.lower())
    return text if known else f"{title}\n\n{text}"


def title_of(tree: HtmlElement, found: str) -> str:
    """The title of a page: its only first heading, where the page is called so; else what trafilatura found."""
    headings = [" ".join(each.text_content().split()) for each in tree.iter("h1")]
    called = " ".join((tree.findtext(".//title") or "").split())
    return headings[0] if len(headings) == 1 and headings[0] and called.startswith(headings[0]) else found


# The tree


def lightened(tree: HtmlElement, place: str) -> Iterator[str]:
    """Take from a tree what makes its extraction take longer than its length, and tell what is lost by it."""
    for element in tree.iter():
        if len(element.attrib) > MOST_ATTRIBUTES:
            kept = element.attrib.items()[:MOST_ATTRIBUTES]
            element.attrib.clear()
            element.attrib.update(kept)
    tables = large_tables(tree)
    for table, _ in tables:
        table.drop_tree()
    if tables:
        cells = sum(count for _, count in tables)
        yield (
            f"{len(tables):,} large tables with {cells:,} cells were left out"
            if len(tables) > 1
            else (f"a table of {cells:,} cells was left out")
        )
    if (count := size(tree)) > MOST_ELEMENTS:
        raise ArticleError(f"{place} has {count:,} elements, and a page may have {MOST_ELEMENTS:,}.")


def size(tree: HtmlElement) -> int:
    """How many elements a tree has."""
    return sum(1 for _ in tree.iter())


def large_tables(tree: HtmlElement) -> list[tuple[HtmlElement, int]]:
    """The largest tables, without which the others have no more cells than is allowed, and how many each has."""
    cells: Counter[HtmlElement] = Counter()
    for cell in tree.iter("td", "th"):
        above = islice(cell.iterancestors(), 3)
        cells.update(islice((each for each in above if each.tag == "table"), 1))
    total, found = cells.total(), []
    for table, count in cells.most_common():
        if total <= MOST_CELLS:
            break
        total -= count
        found.append((table, count))
    return found


def flatten(tree: HtmlElement) -> None:
    """Make text of tags inside a line where they are very many: nobody asks what they mark, and each costs time."""
    for element in [element for element in tree.iter() if len(element) > MOST_INLINE]:
        kept: list[HtmlElement] = []
        pieces = [element.text or ""]
        for child in element:
            tail, child.tail = child.tail or "", None
            if isinstance(child.tag, str) and child.tag in markup.INLINE:
                pieces += child.text_content(), tail
                continue
            put(element, kept, pieces)
            kept.append(child)
            pieces = [tail]
        put(element, kept, pieces)
        element[:] = kept


def put(element: HtmlElement, kept: list[HtmlElement], pieces: list[str]) -> None:
    """Put text behind the last of the children that are kept, or at the beginning of their parent."""
    if kept:
        kept[-1].tail = "".join(pieces)
    else:
        element.text = "".join(pieces)


def put_in_place(tree: HtmlElement) -> int:
    """Make a tree such that its extraction keeps the words of sentences and quotations in their order.

    How many quotation marks were written for tags is returned."""
    for element in list(tree.iter(*RUNNING)):
        if in_sentence(element):
            element.tag = "span"
    for header in list(tree.iter("header")):
        if header.getparent() is not None and header.getparent().tag == "article" and header.find(".//h2") is not None:
            header.tag = "div"
    open_entries(tree)
    return markup.write_marks(tree)


def open_entries(tree: HtmlElement) -> None:
    """Make the entries of a live blog parts of one article: of several, trafilatura keeps the first."""
    sides = Counter(entry.getparent() for entry in tree.iter("article"))
    for parent in [parent for parent, count in sides.items() if parent is not None and count >= LEAST_ENTRIES]:
        entries = list(parent.iterchildren("article"))
        leads = any(entry.find(".//h2/a") is not None for entry in entries)
        if not leads and all(entry.find(".//time") is not None for entry in entries):
            for entry in entries:
                entry.tag = "div"
                entry.attrib.clear()  # such as a class `post`, of which it keeps the first too
                for time in entry.iter("time"):
                    time.tag = "span"


def in_sentence(element: HtmlElement) -> bool:
    """Whether an element has words of a sentence beside it."""
    before = element.getprevious()
    beside = (
        (before.tail if before is not None else element.getparent().text) if element.getparent() is not None else ""
    )
    return bool(re.search(r"\w", beside or "") or re.search(r"\w", element.tail or ""))
