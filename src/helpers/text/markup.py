"""Markup: HTML as the text that a browser shows: entities, tags, and the marks of quotations that tags stand for."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html.entities import html5

from lxml import etree
from lxml import html as trees

from helpers.text.texts import clean

ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
DEEPEST = 3
"""Times a text may have been escaped."""
ENTITIES_READ = "entities of HTML in it were read as the characters they stand for: offsets count in the text as read"
TAGS_READ = "tags of HTML in it were read as a browser reads them: offsets count in the text as read"
MARKS_WRITTEN = "quotation marks were written where the page marks quotations by `<q>` or `<blockquote>`"

BLOCK_TAGS = """
address article aside blockquote dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr
li main nav ol p pre section summary table td th tr ul
"""
INLINE_TAGS = """
a abbr b big cite del em font i ins mark q s small span strike strong sub sup time tt u
"""
UNSHOWN_TAGS = """
head math noscript object script style svg template title textarea select button iframe
"""
BLOCKS, INLINE, UNSHOWN = (frozenset(tags.split()) for tags in (BLOCK_TAGS, INLINE_TAGS, UNSHOWN_TAGS))
TAG = re.compile(
    rf"<(/?)({'|'.join(sorted(BLOCKS | INLINE, key=len, reverse=True))}|br)(?=[\s/>])(?:\s[^<>]{{0,2000}})?/?>", re.I
)
LEAST_TAGS = 2
"""Pairs of tags and line breaks from which a text was written for a browser; a pair of paragraphs counts twice."""
EMPTY_LINES = re.compile(r"(?:\r?\n[ \t]*){2,}")
BLANKS = re.compile(r"[ \t\r\n\f]+")
PAIRS = ("“”", "‘’")
OPENERS = "“‘\"'«„"
DASHED = re.compile(r"[—–―-]{1,2}\s?(?=\S)")
PICTURE = re.compile(r"\s*(?:pic\.(?:twitter|x)\.com/|https://t\.co/)\w+\s*$")
"""A link in an embedded post in whose place a browser shows the picture."""
AFTER_NAME = re.compile(r"\s+(?=\(@|@\w)")
LONGEST_NAME = 160


def unmarked(text: str) -> tuple[str, tuple[str, ...]]:
    """A text without the entities and tags that were left in it, and a note of each; the text itself where it has none.

    A tag alone (*the <b> tag*), unknown entities and those without a semicolon are text."""
    if is_marked(text):
        return shown(text), (TAGS_READ,)
    read = unescaped(text)
    if read == text:
        return text, ()
    if is_marked(read):
        return shown(read), (ENTITIES_READ, TAGS_READ)
    return read, (ENTITIES_READ,)


def unescaped(text: str) -> str:
    """A text with characters for its entities, also where these were escaped again."""
    for _ in range(DEEPEST):
        before, text = text, ENTITY.sub(character, text)
        if before == text:
            break
    return text


def character(match: re.Match) -> str:
    """The character that an entity stands for; the entity itself where there is none."""
    if match[0][1] != "#" and match[0][1:] not in html5:
        return match[0]
    read = html.unescape(match[0])
    return match[0] if not read or "\ufffd" in read else read


def is_marked(text: str) -> bool:
    """Whether a text has tags of HTML that belong together."""
    opened: dict[str, int] = {}
    count = 0
    for match in TAG.finditer(text):
        name = match[2].lower()
        if name == "br":
            count += 1
        elif not match[1]:
            opened[name] = opened.get(name, 0) + 1
        elif opened.get(name):
            opened[name] -= 1
            count += 2 if name in BLOCKS else 1
        if count >= LEAST_TAGS:
            return True
    return False


def shown(text: str) -> str:
    """What a browser shows of a piece of HTML: blocks apart, one blank for many, quotations with their marks.

    Without blocks and line breaks among its tags, the lines of a text are those of its author and stay."""
    if not any(match[2].lower() in BLOCKS or match[2].lower() == "br" for match in TAG.finditer(text)):
        return without_tags(text)
    pieces = EMPTY_LINES.split(text)
    return plain("".join(f"<div>{piece}</div>" for piece in pieces) if len(pieces) > 1 else text)[0]


def plain(text: str) -> tuple[str, tuple[str, ...]]:
    """The words of a text that is HTML for certain, such as that of a mail, and a note where marks were written.

    Tags or none, its line breaks are blanks."""
    tree = tree_of(text)
    written = write_marks(tree)
    return joined(lines(tree)), (MARKS_WRITTEN,) if written else ()


def without_tags(text: str) -> str:
    """A text without its tags, quotation marks in the place of `<q>`, and with characters for its entities."""
    depth = 0

    def stand_in(match: re.Match) -> str:
        nonlocal depth
        if match[2].lower() != "q":
            return ""
        depth += 0 if match[1] else 1
        mark = PAIRS[(depth - 1) % 2][bool(match[1])]
        depth -= 1 if match[1] else 0
        return mark

    return ENTITY.sub(character, TAG.sub(stand_in, text))


def tree_of(text: str) -> trees.HtmlElement:
    """The tree of a piece of HTML."""
    parser = trees.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    data = f"<div>{clean(text)[0]}</div>".encode()
    return trees.fromstring(data, parser=parser)


# Lines


@dataclass
class Line:
    """A line as a browser shows it: its words, how it is parted from the one before, and whether a source is named."""

    gap: str
    pieces: list[str] = field(default_factory=list)
    named: list[bool] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The words of the line."""
        return BLANKS.sub(" ", "".join(self.pieces)).strip(" ")

    @property
    def is_name(self) -> bool:
        """Whether all of the line is in a `<cite>` or a `<footer>`."""
        return bool(self.named) and all(self.named)


def joined(found: Iterable[Line]) -> str:
    """Lines as a text, with the gaps between them."""
    return "".join(f"{line.gap if number else ''}{line.text}" for number, line in enumerate(found))


def lines(root: trees.HtmlElement) -> list[Line]:
    """The lines of a tree, without scripts and the like."""
    found = [Line("")]
    hidden = naming = 0

    def add(words: str | None) -> None:
        if words and not hidden:
            found[-1].pieces.append(words)
            if words.strip():
                found[-1].named.append(naming > 0)

    def part(gap: str) -> None:
        if found[-1].text:
            found.append(Line(gap))
        elif len(gap) > len(found[-1].gap) or (gap == found[-1].gap == "\n"):
            found[-1].gap = "\n\n"

    for event, element in etree.iterwalk(root, events=("start", "end")):
        is_tag = isinstance(element.tag, str)
        name = element.tag if is_tag else ""
        start = event == "start"
        naming += (1 if start else -1) * (name in ("cite", "footer"))
        if name in BLOCKS and not hidden:
            part("\n\n")
        hidden += (1 if start else -1) * (name in UNSHOWN)
        if start:
            add(element.text if is_tag and name not in UNSHOWN else None)
            continue
        if name == "br":
            part("\n")
        if element is not root:
            add(element.tail)
    return [line for line in found if line.text]


# Marks of quotations


def write_marks(tree: trees.HtmlElement) -> int:
    """Write into a tree the quotation marks that its tags stand for, and who is named by them; how many were written.

    `<q>` gets the marks that browsers put around it. A block quote gets marks and its source a dash where it names one
    (`<cite>`, `<footer>`, `<figcaption>`, or a last line behind a dash); any other stays as it is."""
    return sum(1 for _ in (*write_inline(tree), *write_blocks(tree)))


def write_inline(tree: trees.HtmlElement) -> Iterator[etree._Element]:
    """Each `<q>`, its marks written."""
    depth = 0
    for event, element in etree.iterwalk(tree, events=("start", "end"), tag="q"):
        depth += 1 if event == "start" else -1
        if event == "start":
            pair = PAIRS[(depth - 1) % 2]
            before = element.getprevious().tail if element.getprevious() is not None else element.getparent().text
            own = (element.text or "").lstrip()[:1] in (*OPENERS,) and (element.text or "").strip() != ""
            if own or (before or "")[-1:] in ("“", "‘", "«"):
                element.set("class", "marked")
                continue
            element.text = pair[0] + (element.text or "").lstrip()
        elif element.get("class") != "marked":
            append(element, PAIRS[depth % 2][1])
            yield element
    for element in tree.iter("q"):
        element.tag = "span"


def append(element: etree._Element, mark: str) -> None:
    """Put a mark behind the last words in an element."""
    if len(element):
        element[-1].tail = (element[-1].tail or "").rstrip() + mark
    else:
        element.text = (element.text or "").rstrip() + mark


def write_blocks(tree: trees.HtmlElement) -> Iterator[etree._Element]:
    """Each block quote that names its source, its marks written."""
    for caption in list(tree.iter("figcaption")):
        move_caption(caption)
    for block in [block for block in tree.iter("blockquote") if next(block.iterancestors("blockquote"), None) is None]:
        for link in block.iter("a"):
            link.text = None if PICTURE.match(link.text or "") else link.text
        found = lines(block)
        at = source_line(found)
        if at:
            name = " ".join(line.text for line in found[at:])
            rebuild(block, joined(found[:at]).replace("\n\n", "\0").replace("\n", " ").split("\0"), name)
            yield block


def move_caption(caption: etree._Element) -> None:
    """Put the caption of a figure that holds a quotation, and no picture, into the quotation as its footer."""
    figure = caption.getparent()
    blocks = list(figure.iterchildren("blockquote")) if figure is not None and figure.tag == "figure" else []
    if len(blocks) != 1 or next(figure.iter("img", "picture", "video", "iframe"), None) is not None:
        return
    figure.tag = "div"
    caption.tag = "footer"
    caption.tail = None
    blocks[0].append(caption)


def source_line(found: list[Line]) -> int:
    """From which line on a block quote names its source; 0 where it does not."""
    for at in range(len(found) - 1, max(len(found) - 4, 0), -1):
        if len(found[at].text) > LONGEST_NAME:
            return 0
        if found[at].is_name or DASHED.match(found[at].text):
            return at
    return 0


def rebuild(block: etree._Element, words: list[str], name: str) -> None:
    """A block quote as paragraphs: its words in quotation marks, unless they have some, and its source behind a dash.

    The source stands in the paragraph of its words: in one of its own, the words before it are easily taken for those
    of whoever spoke last. What follows a name (an account, a date) stands in the next."""
    tail = block.tail
    block.clear()
    block.tag, block.tail = "div", tail
    if not any(mark in line for line in words for mark in '“”"«»'):
        words = [f"“{line}" for line in words]
        words[-1] += "”"
    name, *rest = AFTER_NAME.split(DASHED.sub("", name, count=1) if DASHED.match(name) else name, maxsplit=1)
    words[-1] += f" — {name}"
    for line in (*words, *rest):
        etree.SubElement(block, "p").text = line
