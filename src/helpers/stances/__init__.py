"""Stances: where a source stands toward a target, with the evidence."""

from helpers.stances.step import (
    FLAGS,
    SURE,
    Finding,
    Stance,
    StancesComponent,
    decided,
    sides,
)
from helpers.wording import COMMITMENTS, POSITIONS, as_shown

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
    "sides",
]
