"""Comparisons: many articles through the notebook that compares, to one published folder, whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd
from nbformat import NotebookNode

from helpers import datasets, people, reports, runs, tallies
from helpers.page import collected, pages, walks
from helpers.publishing import exports, stamps
from helpers.wording import count

MAKES = "comparison"
"""What the metadata of the notebook that compares says that it makes."""
PEOPLE = reports.NOTEBOOKS.parent / "data" / people.NAME
"""What people settled by hand of who is whom, unless another file is named."""
MOST_NAMES = 8
"""Outlets that are named over the page."""
TIMEOUT = 3600
"""Seconds that a cell may take unless it is said: ten thousand articles take a few minutes."""


def notebook_in(folder: Path = reports.NOTEBOOKS) -> Path:
    """The notebook in a folder that says that it compares; raises `runs.ParameterError` where not just one does."""
    found = [path for path in sorted(folder.glob("*.ipynb")) if runs.makes(path) == MAKES]
    if len(found) != 1:
        raise runs.ParameterError(f"{count(len(found), 'notebook')} in {folder} compare articles; one is expected.")
    return found[0]


def check(place: Path, given: Mapping[str, Any]) -> None:
    """Raise `ValueError`, with a sentence, where there is nothing to compare in a place, or with these parameters."""
    lines = people.read(str(given["people_file"]))
    person = str(given.get("person", ""))
    read = datasets.read_all(place) if person else {"articles": datasets.read(place, "articles")}
    days = given.get("since", ""), given.get("until", "")
    chosen = tallies.chosen(read, given.get("outlets", ()), *days)
    if person:
        how = {"copies": given.get("copies", tallies.ONCE), "below": given.get("check_below", tallies.BELOW)}
        tallies.person_called(tallies.compared(chosen, lines, **how), person)


def make(place: Path, out: Path, given: Mapping[str, object], notebook: Path, timeout: float = TIMEOUT) -> Path:
    """Compare the articles in a place, a corpus or a folder of reports, and publish the page in `out`, which is
    returned; what is there is replaced if it is ours.

    Raises what `runs.execute` and `reports.publish` raise."""
    out.parent.mkdir(parents=True, exist_ok=True)
    reports.check_place(out)
    with reports.workplace(out.parent, out.name) as work:
        made = work.resolve() / "comparison"
        fill(made, place, out, given, notebook, timeout)
        reports.flush(made)
        reports.publish(made, out)
    return out / "index.html"


def fill(made: Path, place: Path, out: Path, given: Mapping[str, object], notebook: Path, timeout: float) -> None:
    """Everything that a comparison holds, in the folder `made`."""
    (made / "notebooks").mkdir(parents=True)
    saved, executed = made / "tables", made / "notebooks" / notebook.name
    own = {"corpus": place.resolve().as_posix(), "save_to": saved.as_posix()}
    runs.execute(notebook, executed, {**given, **own}, timeout, engine="stock")  # it needs no language model
    shown = runs.settle(executed, made)
    changes = exports.export(saved, MAKES)
    page = page_of(shown, saved, list(reports.notes_on(changes)))
    page = collected.linked(page, lambda report: address(place, report, out))
    (made / "index.html").write_text(page, encoding="utf8")
    stamps.write(made, {}, {})


def page_of(notebook: NotebookNode, saved: Path, notes: list[str]) -> str:
    """The page of an executed notebook, under a headline that says what is compared."""
    first = next(cell for cell in notebook.cells if cell.cell_type == "markdown")
    first.source = first.source.partition("\n")[2]  # its title, in place of which stands the headline
    outlets = pd.read_parquet(saved / "outlets.parquet")
    names = [path.stem for path in exports.in_order(saved.glob("*.parquet"))]
    heading = f"{count(int(outlets['articles'].sum()), 'article')} of {count(len(outlets), 'outlet')}"
    kicker = (" to ".join(dict.fromkeys(tallies.span_of(outlets))), names_of(outlets))
    return pages.render(notebook, heading, kicker, beside=walks.beside([], names, f"tables/{MAKES}.xlsx", notes))


def names_of(outlets: pd.DataFrame) -> str:
    """The names of outlets, of many those with most articles."""
    names = outlets.sort_values("articles", ascending=False, kind="stable").head(MOST_NAMES)["outlet"]
    kept = outlets[outlets["outlet"].isin(names)]["outlet"]
    more = len(outlets) - len(kept)
    return ", ".join(kept) + (f" and {count(more, 'other')}" if more else "")


def address(place: Path, report: str, out: Path) -> str:
    """The address of a report's page, as seen from the comparison's."""
    return Path(os.path.relpath(place.resolve() / report, out.resolve())).as_posix()


def complaints_in(out: Path) -> list[str]:
    """A sentence for each line of people.csv that was not carried out."""
    return people.complaints(pd.read_parquet(out / "tables" / "lines.parquet"))
