"""Attributions: who said it (source), how (cue), what (content), as spans and their links."""

from helpers.attributions.step import (
    FORMS,
    FRAMINGS,
    KINDS,
    STATUSES,
    Attribution,
    attribution,
    attributions,
)

__all__ = ["FORMS", "FRAMINGS", "KINDS", "STATUSES", "Attribution", "attribution", "attributions"]
