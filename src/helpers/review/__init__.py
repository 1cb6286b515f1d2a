"""Review: doubts settled by hand in JupyterLab, the riskiest first, and how good the program is by that."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from helpers import tables
from helpers.checks import BELOW
from helpers.page.shares import PLACE
from helpers.review.rates import agreement, draw, precision
from helpers.review.sessions import Item, Session
from helpers.tables import TableError, Tables

if TYPE_CHECKING:
    from ipywidgets import VBox

__all__ = ["Item", "Session", "agreement", "draw", "found_in", "is_live", "opened", "panel", "precision", "session"]

TABLE = "articles.parquet"


def is_live() -> bool:
    """Whether a person sits before this notebook: JupyterLab started its kernel, and no report is being made of it."""
    return "JPY_SESSION_NAME" in os.environ and PLACE not in os.environ


def found_in(place: str | Path) -> list[Tables]:
    """The tables as found of every article in a place: one article's tables, a report, or a folder of either.

    Raises `TableError` where there are none."""
    folder = Path(place)
    folders = [folder, folder / "tables", *sorted(folder.glob("*")), *sorted(folder.glob("*/tables"))]
    known = [each for each in folders if (each / TABLE).is_file() and each.name != tables.AS_FOUND]
    if not known:
        raise TableError(f"There are no tables of articles in {folder}: name a report, or a folder of reports.")
    return [tables.read_found(each) for each in known]


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
