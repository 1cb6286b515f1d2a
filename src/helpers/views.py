"""Views: what a reader sees of an article's tables, or of many articles', as HTML; they return, never display."""

from __future__ import annotations

from helpers.page.annotations import annotated_article
from helpers.page.candidates import choice
from helpers.page.collected import collected
from helpers.page.crosstabs import stances
from helpers.page.doubts import to_check
from helpers.page.figures import figure
from helpers.page.fragments import Fragment, fold, says, table
from helpers.page.glances import at_a_glance
from helpers.page.grounds import audit
from helpers.page.listings import corrections, entities, quotes, sources
from helpers.page.methods import SCORES, how_we_know
from helpers.page.styles import house_style
from helpers.page.summaries import bottom_line

__all__ = [
    "SCORES",
    "Fragment",
    "annotated_article",
    "at_a_glance",
    "audit",
    "bottom_line",
    "choice",
    "collected",
    "corrections",
    "entities",
    "figure",
    "fold",
    "house_style",
    "how_we_know",
    "quotes",
    "says",
    "sources",
    "stances",
    "table",
    "to_check",
]
