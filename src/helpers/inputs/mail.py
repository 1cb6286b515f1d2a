"""Mail: the article in a saved mail or a page saved as a single file, both of which are MIME."""

from __future__ import annotations

import email
import re
from dataclasses import replace
from email import policy
from email.message import EmailMessage, MIMEPart

from helpers.inputs.article import Article, ArticleError, Options, checked, from_text
from helpers.inputs.pages import read_page
from helpers.text import texts
from helpers.text.markup import plain

HEADER = re.compile(rb"[A-Za-z][A-Za-z0-9-]{0,80}:|[ \t]|>?From ")
SURE = (b"mime-version:", b"message-id:", b"received:", b"return-path:")
"""Headers that only a mail has, as it was sent."""


def is_mail(data: bytes) -> bool:
    """Whether data begins with the headers of a mail, as programs for mail save them."""
    head = data[:16_384].replace(b"\r\n", b"\n").partition(b"\n\n")[0].split(b"\n")
    return all(map(HEADER.match, head)) and any(line.lower().startswith(SURE) for line in head)


def read_mail(data: bytes, place: str, stem: str, options: Options) -> Article:
    """The article of a mail: its text, or that of its markup; the headers give headline, author and date."""
    message = opened(data, place)
    body = message.get_body(("plain", "html"))
    if body is None:
        raise ArticleError(f"{place} is a mail without a text.")
    text, notes = of_part(body, options)
    text, marked = plain(text) if body.get_content_subtype() == "html" else (text, ())
    attached = len([*message.iter_attachments()]) if message.is_multipart() else 0
    notes += marked
    notes += (f"what is attached to the mail was not read ({attached})",) if attached else ()
    return from_text(checked(text, place, options), id=stem, path=place, notes=notes, **headers(message))


def read_saved_page(data: bytes, place: str, stem: str, options: Options) -> Article:
    """The article of a web page that a browser saved as a single file (`.mht`)."""
    body = opened(data, place).get_body(("html",))
    if body is None:
        raise ArticleError(f"{place} holds no web page.")
    found = read_page(payload(body), place, stem, options, body.get_content_charset())
    return replace(found, path=place)


def opened(data: bytes, place: str) -> EmailMessage:
    """A mail; raises `ArticleError` where it has no headers at all."""
    message = email.message_from_bytes(data, policy=policy.default)
    if not message.keys():
        raise ArticleError(f"{place} is no mail: it has no headers.")
    return message


def of_part(part: MIMEPart, options: Options) -> tuple[str, texts.Notes]:
    """The text of a part, in the encoding that it says."""
    return texts.decode(payload(part), encoding=options.encoding, declared=part.get_content_charset())


def payload(part: MIMEPart) -> bytes:
    """The bytes of a part, as they were before they were sent."""
    found = part.get_payload(decode=True)
    return found if isinstance(found, bytes) else b""


def headers(message: EmailMessage) -> dict[str, str]:
    """Headline, author and date; a header that cannot be understood gives none."""
    found = {}
    for field, name in {"title": "Subject", "byline": "From", "date": "Date"}.items():
        try:
            found[field] = header(message[name])
        except Exception:  # headers of broken mails fail in many ways
            found[field] = ""
    return found


def header(value) -> str:
    """A header as a person reads it: of an address the name, of a moment the date and time."""
    if value is None:
        return ""
    if getattr(value, "addresses", None):
        return value.addresses[0].display_name
    moment = getattr(value, "datetime", None)
    return moment.isoformat() if moment else " ".join(str(value).split())
