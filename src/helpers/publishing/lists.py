"""Lists: the index of a folder of reports, one row an article, also for those that could not be made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import pandas as pd

from helpers import checks, tables
from helpers.page import pages
from helpers.publishing import stamps
from helpers.wording import sentence, source_group

MADE, FAILED, OLDER = "made", "not made", "of an earlier run"
"""The statuses of an article in the index."""

COUNTED = ("articles", "sources", "quotes")
"""The tables that the index counts the rows of."""

Line = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Failure:
    """An article that has no report of this run: the folder it would be in (empty: unknown), its name, and why."""

    folder: str
    name: str
    reason: str


def line(folder: Path, below: float = checks.BELOW) -> Line:
    """What the index says of a report, from its tables in `folder`; None for a count that they do not give."""
    try:
        found, to_check = (read := tables.read(folder)), len(checks.all_of(read, below))
    except tables.TableError:  # not those that the list to check is made of
        found, to_check = {name: pd.read_parquet(folder / f"{name}.parquet") for name in COUNTED}, None
    about = found["articles"].reindex(columns=["title", "outlet", "date", "published"]).iloc[0].fillna("").astype("str")
    about["names"] = named(found["sources"])
    counted = {"attributions": len(found["quotes"]), "to_check": to_check}
    return {**about, **sources_by_group(found["sources"]), **counted, "note": note(found["articles"])}


def note(table: pd.DataFrame) -> str:
    """What was noted when the article was read, as one sentence; empty where nothing was."""
    return sentence("; ".join(table["notes"].iloc[0])) if "notes" in table and len(table["notes"].iloc[0]) else ""


def named(table: pd.DataFrame) -> str:
    """The names of the named sources, by which an article is found; a source without a name was promised that."""
    if not {"name", "type"} <= set(table):
        return ""
    return " · ".join(table.loc[table["type"].map(source_group) == "named", "name"])


def sources_by_group(table: pd.DataFrame) -> dict[str, int | None]:
    """How many sources are named, unnamed and documents."""
    if "type" not in table:
        return dict.fromkeys(("named", "unnamed", "document"))
    groups = table["type"].map(source_group)
    return {group: int((groups == group).sum()) for group in ("named", "unnamed", "document")}


def rows(out: Path, failures: Iterable[Failure]) -> list[Line]:
    """A row for every article: first those that could not be made, then the reports, by folder."""
    failed = {failure.folder: failure for failure in failures if failure.folder}
    reports = [folder for folder in sorted(out.iterdir()) if is_report(folder)]
    without = [failure for failure in failures if failure.folder not in {folder.name for folder in reports}]
    lost = [{"title": failure.name, "status": FAILED, "reason": failure.reason} for failure in without]
    return [*lost, *(row(folder, failed.get(folder.name)) for folder in reports)]


def row(folder: Path, failure: Failure | None) -> Line:
    """The row of a report, with what went wrong where the last run could not make it anew."""
    known = stamps.record(folder)["line"]
    state = {"status": OLDER, "reason": failure.reason} if failure else {"status": MADE, "reason": ""}
    return {**known, "title": known["title"] or folder.name, "address": f"{quote(folder.name)}/index.html", **state}


def is_report(folder: Path) -> bool:
    """Whether a folder holds a published report."""
    if folder.name.startswith(".") or not (folder / "index.html").is_file():
        return False
    return isinstance(stamps.record(folder).get("line"), dict)


def page(out: Path, failures: Iterable[Failure]) -> str:
    """The index of a folder of reports."""
    return pages.listing(rows(out, list(failures)))
