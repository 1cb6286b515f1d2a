"""Verbatim: the text of a Doc, joined from its tokens once and not at every look."""

from __future__ import annotations

from spacy.tokens import Doc

KEY = "on_record.text"


def verbatim(doc: Doc) -> str:
    """The text of `doc`; spaCy's own `doc.text` takes time in proportion to its length at every call."""
    if KEY not in doc.user_data:
        doc.user_data[KEY] = doc.text
    return doc.user_data[KEY]
