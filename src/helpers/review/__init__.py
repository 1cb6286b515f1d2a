"""Review: doubts settled by hand in JupyterLab, the riskiest first, and how good the program is by that."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from helpers import datasets, tables
from helpers.checks import BELOW
from helpers.page.shares import PLACE
from helpers.review.rates import agreement, draw, precision
from helpers.review.sessions import Item, Session
from helpers.tables import TableError, Tables

if TYPE_CHECKING:
    from ipywidgets import VBox

__all__ = ["Item", "Session", "agreement", "draw", "found_in", "is_live", "opened", "panel", "precision", "session"]


def is_live() -> bool:
    """Whether a person sits before this notebook: JupyterLab started its kernel, and no report is being made of it."""
    return "JPY_SESSION_NAME" in os.environ and PLACE not in os.environ


def found_in(place: str | Path) -> list[Tables]:
    """The tables as found of every article in a place: one article's, a report, a folder of either, or a corpus.

    Raises `TableError` where there are none, or where they were corrected and are not kept as they were found."""
    known = {each["articles"]["article_id"].iloc[0]: each for part in datasets.parts(Path(place)) for each in of(part)}
    return list(known.values())


def of(part: datasets.Part) -> Iterator[Tables]:
    """The tables as found of each article in a folder of tables, or in a partition of a corpus."""
    folder = part.files["articles"].parent
    if part.files["quotes"].parent == folder:
        yield tables.read_found(folder)
        return
    whole = {name: datasets.frame_of([part], name).drop(columns=datasets.PAGE) for name in tables.NAMES}
    if len(whole["corrections"]):
        raise TableError(f"The corpus {folder.parent} was made with corrections: review one that was made without.")
    rows = {name: dict(iter(table.groupby("article_id", sort=False))) for name, table in whole.items()}
    for key in rows["articles"]:
        yield {name: rows[name].get(key, whole[name].head(0)).reset_index(drop=True) for name in tables.NAMES}


def session(
    found: Iterable[Tables], by_hand: str | Path, below: float = BELOW, drawn: Sequence[Item] | None = None
) -> Session:
    """A review of what is doubtful in articles, or of rows that were drawn; the answers go to the file `by_hand`."""
    return Session(found, Path(by_hand), below=below, drawn=drawn)


def panel(reviewed: Session) -> VBox | None:
    """The review as buttons and keys, where a person sits before it; nothing where a notebook is run for a report."""
    if not is_live():
        return None
    from helpers.review.panels import Panel  # here, for it loads ipywidgets, which no report needs

    return Panel(reviewed).view


def opened(place: str | Path, by_hand: str | Path, below: float = BELOW) -> VBox | None:
    """The review of what is doubtful in a place, as `panel` shows it; nothing is read where it shows nothing."""
    return panel(session(found_in(place), by_hand, below)) if is_live() else None
