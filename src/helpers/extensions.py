"""Extensions: what the steps of the pipeline write on a Doc."""

from __future__ import annotations

from spacy.tokens import Doc

STEPS = ("names", "entities", "attributions", "sources", "stances")
"""The steps in their order; each writes its findings under its own name."""


def declare() -> None:
    """Declare what the steps write on a Doc: `_.paragraphs`, under the name of each step its findings, and `_.unsaid`,
    what looked like an attribution and was left out."""
    for field in ("paragraphs", *STEPS, "unsaid"):
        if not Doc.has_extension(field):
            Doc.set_extension(field, default=())
