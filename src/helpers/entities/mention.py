"""Mention: one place where the text names somebody or something."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mention:
    """One name in the text: offsets, label, the words without what nobody sees, and the title before it."""

    begin: int
    end: int
    label: str
    form: str
    title: str = ""
    placed: bool = False  # behind "in", "near", "mayor of"
    after: str = ""  # the head noun of what is said behind a comma: "Ana Ruiz, the mayor of Lowen"
    people: bool = False  # as peoples are spoken of: "Karvian officials", "the Karvians"
    told: bool = False  # whether its own words tell the label: Tessaly Foods; not whether it is a town or a lake
