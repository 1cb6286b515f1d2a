"""Pickers: an article picked from a list in JupyterLab, and the notebook run again with it."""

from __future__ import annotations

import os
from functools import cache
from typing import Any

from ipylab import JupyterFrontEnd
from ipywidgets import HTML, Dropdown, Label, Layout, VBox

from helpers.choices import PICKED, Candidate
from helpers.page.candidates import Listing
from helpers.page.fragments import fold

MOST = 500
"""Articles that a list to pick from holds; of more, each is named in the parameter."""


@cache
def front_end() -> JupyterFrontEnd:
    """JupyterLab itself, as its commands are reached from a kernel."""
    return JupyterFrontEnd()


def picker(shown: Listing) -> VBox:
    """A list to pick from, with the list to read folded below; whoever picks has all cells run again."""
    several = shown.made.candidates[:MOST]
    options = [(label(number, one), one.id) for number, one in enumerate(several, 1)]
    here = shown.made.chosen.id if shown.made.chosen in several else None
    made = Dropdown(options=options, value=here, description="Article", layout=Layout(width="min(42rem, 100%)"))
    made.observe(pick, names="value")
    return VBox([made, HTML(fold("all of them, with dates and words", shown).html), *map(Label, shown.made.unread)])


def label(number: int, one: Candidate) -> str:
    """An article in one line."""
    return f"{number}  {one.title or one.id}"


def pick(change: dict[str, Any]) -> None:
    """Remember the article that was picked, and run the notebook again from its first cell."""
    os.environ[PICKED] = change["new"]
    for command in ("notebook:run-all-cells", "notebook:extend-marked-cells-top", "notebook:deselect-all"):
        front_end().commands.execute(command)  # running all moves to the last cell, the other two back to the first


def tell(words: str) -> None:
    """Say in the corner of JupyterLab, where it is seen wherever one has scrolled to, what went wrong."""
    shown = {"message": words, "type": "error", "options": {"autoClose": 15_000}}  # milliseconds
    front_end().commands.execute("apputils:notify", shown)
