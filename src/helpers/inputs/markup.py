"""Markup: the text of a piece of HTML that is an article and nothing else, as in a feed or a mail."""

from __future__ import annotations

import re

BLOCKS = frozenset(
    (
        *("address", "article", "aside", "blockquote", "center", "dd", "div", "dl", "dt", "figcaption", "figure"),
        *("footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre"),
        *("section", "table", "td", "th", "tr", "ul"),
    )
)
"""Elements that stand in lines of their own."""
UNREAD = ("script", "style", "head", "title", "template", "noscript")


def plain(markup: str) -> str:
    """The words of HTML in their order, a blank line between blocks; white space as a browser shows it."""
    from lxml import etree, html

    root = html.fromstring(f"<div>{texts_only(markup)}</div>")
    for element in [*root.iter()]:
        element.text, element.tail = blanks(element.text), blanks(element.tail)
        if not isinstance(element.tag, str):
            element.text = ""
        elif element.tag in BLOCKS:
            element.text, element.tail = f"\n\n{element.text}", f"\n\n{element.tail}"
        elif element.tag == "br":
            element.tail = f"\n{element.tail}"
        elif element.tag == "q":
            element.text, element.tail = f"“{element.text}", f"”{element.tail}"
    etree.strip_elements(root, *UNREAD, with_tail=False)
    return re.sub(r"\n{3,}", "\n\n", re.sub(r" *\n *", "\n", root.text_content())).strip()


def texts_only(markup: str) -> str:
    """Markup without what no parser of XML bears."""
    return re.sub(r"<\?xml[^>]{0,200}>", "", re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]", "\ufffd", markup))


def blanks(text: str | None) -> str:
    """Runs of white space as one blank each."""
    return re.sub(r"[ \t\r\n\f]+", " ", text or "")
