"""Revisions: a report with corrections as they are now, made from its tables as found and without a language model."""

from __future__ import annotations

import ast
import shutil
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import nbformat
import pandas as pd
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell

from helpers import corrections, reports, runs
from helpers.publishing import stamps
from helpers.reports import About, Outcome, Plan, PublishError

AMENDS = "amends"
"""The tag of the cells of the first notebook that carry corrections out and need only what `GIVEN` makes."""
GIVEN = """from pathlib import Path

import pandas as pd

from helpers import amendments, corrections, tables, views
from helpers.wording import count

folder = Path({!r})
found = tables.read_found(folder)"""
SAME = ("code", "libraries", "notebooks")
"""What must be as it was, or the report made anew would be another one."""

Values = dict[str, Any]
"""The parameters that a notebook was run with."""


def amend(report: Path, by_hand: Path | None, notebooks: Path = reports.NOTEBOOKS) -> Outcome:
    """Carry out the corrections of a file in a report: byte for byte as one made anew. Where they are those that it
    was made with, it is kept.

    Raises `PublishError` where it is no report of ours, holds a person's work, or was made otherwise than now. The
    lock of its folder must be held."""
    start, known = time.monotonic(), stamps.record(report)
    if not known.get("stamp"):
        raise PublishError(f"{report} is no report of ours: name the folder of one, such as reports/story.")
    reports.check_place(report)
    about = about_of(report)
    now = reports.stamp_of_corrections(about.article_id, by_hand)
    if known["stamp"].get("corrections") == now:
        return Outcome(report.name, report / "index.html", kept=True)
    given = {path.name: values_of(path) for path in sorted((report / "notebooks").glob("*.ipynb"))}
    plan = plan_of(given, by_hand, notebooks)
    check_same(report, known["stamp"], plan)
    with reports.workplace(report.parent, report.name) as work:
        made = Path(shutil.copytree(report, work.resolve() / "report"))
        line = reports.follow(run_again(made, about, plan, given), made, about, plan)
        stamps.write(made, known["stamp"] | {"corrections": now}, line, known["article"])
        reports.flush(made)
        reports.publish(made, report)
    return Outcome(report.name, report / "index.html", seconds=time.monotonic() - start)


def about_of(report: Path) -> About:
    """What stands above the pages of a report."""
    row = pd.read_parquet(report / "tables" / "articles.parquet").iloc[0]
    return About(row["article_id"], row["title"] or row["article_id"], (row["outlet"], row["date"], row["byline"]))


def values_of(executed: Path) -> Values:
    """The parameters that an executed notebook was given, in their order."""
    found = [cell for cell in nbformat.read(executed, as_version=4).cells if is_tagged(cell, "injected-parameters")]
    lines = [line for cell in found for line in ast.parse(cell.source).body if isinstance(line, ast.Assign)]
    return {ast.unparse(line.targets[0]): ast.literal_eval(line.value) for line in lines}


def plan_of(given: Mapping[str, Values], by_hand: Path | None, notebooks: Path) -> Plan:
    """The plan that a report was made by, as far as it can be known from it."""
    every = {name: value for values in given.values() for name, value in values.items()}
    free = {name: value for name, value in every.items() if name not in reports.OWN}
    return reports.plan(notebooks, free, pipeline=every.get("pipeline"), corrections=by_hand)


def check_same(report: Path, before: stamps.Stamp, plan: Plan) -> None:
    """Raise `PublishError` where a report was made by something else than what would make it now."""
    changed = [stamps.CHANGED[part] for part in SAME if before.get(part) != plan.stamp[part]]
    if changed or not (report / "article").is_dir():
        why = changed[0] if changed else "its article is not there"
        raise PublishError(f"{report} cannot be amended, for {why}: make it anew with `report`.")


def run_again(made: Path, about: About, plan: Plan, given: Mapping[str, Values]) -> Iterator[tuple[Path, ...]]:
    """Run what hangs on corrections in a copy of a report; each group of notebooks when it is done."""
    (made / "article" / corrections.NAME).unlink(missing_ok=True)
    own = {
        "processed": (made / "tables").as_posix(),
        "corrections_file": reports.hand_over_corrections(about.article_id, made / "article", plan.corrections),
    }
    saved, first = lowered(made / "tables", about.article_id), plan.notebooks[0]
    for group in plan.groups:
        values = {path: given[path.name] | {k: v for k, v in own.items() if k in given[path.name]} for path in group}
        if first in values:
            amend_first(made, saved, runs.Task(first, made / "notebooks" / first.name, values.pop(first)))
        tasks = [runs.Task(path, made / "notebooks" / path.name, told) for path, told in values.items()]
        runs.execute_all(tasks, plan.lanes)
        yield group


def lowered(folder: Path, name: str) -> Path:
    """The folder of an article's tables, as notebooks have it: one in the folder of tables."""
    parts = list(folder.iterdir())
    (folder / name).mkdir()
    for part in parts:
        part.rename(folder / name / part.name)
    return folder / name


def amend_first(made: Path, saved: Path, task: runs.Task) -> None:
    """Run the cells of the first notebook that carry corrections out, and put what they show into the executed one."""
    executed, whole = (nbformat.read(path, as_version=4) for path in (task.target, task.notebook))
    needed = [cell for cell in whole.cells if is_tagged(cell, AMENDS, "parameters")]
    at = next((n for n, cell in enumerate(needed) if is_tagged(cell, AMENDS)), None)
    if at is None:
        raise PublishError(f"The notebook {task.notebook.name} has no cell tagged {AMENDS!r}: make the report anew.")
    whole.cells = [*needed[:at], new_code_cell(GIVEN.format(str(saved))), *needed[at:]]
    nbformat.write(whole, source := made.parent / task.notebook.name)
    runs.execute(source, target := made.parent / "amended.ipynb", task.parameters)
    transplant(nbformat.read(target, as_version=4), executed)
    nbformat.write(executed, task.target)


def transplant(amended: NotebookNode, executed: NotebookNode) -> None:
    """Put the parameters and what the amending cells show into an executed notebook, which keeps its numbers."""
    (injected,) = (cell.source for cell in amended.cells if is_tagged(cell, "injected-parameters"))
    outputs = {cell.id: cell.outputs for cell in amended.cells if is_tagged(cell, AMENDS)}
    for cell in executed.cells:
        if is_tagged(cell, "injected-parameters"):
            cell.source = injected
        elif cell.id in outputs:
            cell.outputs = [numbered(output, cell.execution_count) for output in outputs[cell.id]]


def numbered(output: NotebookNode, count: int) -> NotebookNode:
    """An output with the number that its cell has."""
    return NotebookNode(output | {"execution_count": count}) if "execution_count" in output else output


def is_tagged(cell: NotebookNode, *tags: str) -> bool:
    """Whether a cell has any of some tags."""
    return bool({*tags} & {*cell.metadata.get("tags", ())})
