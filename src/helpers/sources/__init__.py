"""Sources: who is speaking, one row a person, group or document."""

from helpers.sources.step import (
    Source,
    find_sources,
)

__all__ = ["Source", "find_sources"]
