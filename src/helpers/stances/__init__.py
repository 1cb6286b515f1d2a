"""Stances: where a source stands toward a target, with the evidence."""

from helpers.stances.step import (
    COMMITMENTS,
    FLAGS,
    POSITIONS,
    SURE,
    Finding,
    Stance,
    StancesComponent,
    as_shown,
    decided,
    sentence_around,
    sides,
)

__all__ = [
    "COMMITMENTS",
    "FLAGS",
    "POSITIONS",
    "SURE",
    "Finding",
    "Stance",
    "StancesComponent",
    "as_shown",
    "decided",
    "sentence_around",
    "sides",
]
