"""Names: what the encoder and the tagger of the pipeline together take for names."""

from helpers.names.step import (
    create_names,
    heard_of,
    in_paragraphs,
    span_of,
    together,
    without,
)

__all__ = ["create_names", "heard_of", "in_paragraphs", "span_of", "together", "without"]
