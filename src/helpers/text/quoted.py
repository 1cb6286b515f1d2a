"""Quoted: the quotations of a Doc, found once, and whether a character stands in one."""

from __future__ import annotations

from spacy.tokens import Doc

from helpers.text.layouts import Paragraph
from helpers.text.lines import Offsets
from helpers.text.once import once
from helpers.text.quotations import Quotation, quotations
from helpers.text.spans import merged
from helpers.text.verbatim import verbatim


@once
def quotations_of(doc: Doc) -> tuple[Quotation, ...]:
    """The quotations of a Doc in order, in its paragraphs or, where it has none, in the whole of it."""
    text = verbatim(doc)
    return quotations(text, doc._.paragraphs or (Paragraph(0, len(text), "body"),))


@once
def quoted_pieces(doc: Doc) -> list[Offsets]:
    """The stretches inside quotation marks, in order and apart, where people are spoken of by somebody else."""
    return merged(piece for quote in quotations_of(doc) for piece in quote.pieces)
