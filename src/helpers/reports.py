"""Reports: articles through the notebooks to one published folder each, whole or not at all."""

from __future__ import annotations

import json
import os
import shutil
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, NamedTuple

import pandas as pd
from nbformat import NotebookNode

from helpers import articles, checks, corrections, runs, tables
from helpers.articles import Article
from helpers.page import pages, shares, walks
from helpers.publishing import exports, folders, lists, stamps
from helpers.wording import count, listed

NOTEBOOKS = Path(__file__).resolve().parents[2] / "notebooks"
"""The notebooks of the project; their metadata say which one makes the report, and which one no part of it."""
MAKES = "report"
"""What the metadata of the notebook that is the page of a report say that it makes."""
CORRECTIONS = NOTEBOOKS.parent / "data" / "corrections.csv"
"""What people corrected by hand, unless another file is named."""
OWN = {
    "article": "name the article on the command line",
    "shelf": "name the articles on the command line",
    "processed": "the runner sets it",
    "article_id": "the runner sets it",
    "encoding": "use --encoding",
    "article_limit": "use --article-limit",
    "text_column": "use --text-column",
    "pipeline": "use --pipeline",
    "corrections_file": "use --corrections",
}
"""Parameters that are not given by name, and what to do instead."""
HANDED = ("id", "text", "title", "byline", "date", "outlet", "language")
"""What the first notebook is told of an article that has no file of its own; `complete` sets the rest."""
MAKING = ".making-"
"""How the name of a folder begins in which something is being made."""
MARK, BEFORE = "on-record", "before"
"""In such a folder: the file that says that it is ours and what for, and the report that stood there before."""
MOST_LISTED = 3
PATIENCE, CHARACTERS_A_SECOND = 600, 100
"""Seconds that a cell may take in any case, and how many characters give it one more."""


class PublishError(OSError):
    """A report that cannot be put where it belongs; the message is one sentence."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The notebooks of a report and the parameters of each, checked; `reading` is how the articles were read.

    `stamp` says what all reports of the plan are made from, besides the article; `groups` are the notebooks of which
    none needs another, one group after the other, and `lanes` how many of a group are run at a time; `front` is the
    notebook that becomes the page."""

    notebooks: tuple[Path, ...]
    front: Path
    types: Mapping[str, runs.Types]
    parameters: Mapping[str, Mapping[str, Any]]
    reading: articles.ReadOptions
    timeout: float | None = None
    corrections: Path | None = None
    stamp: stamps.Stamp = field(default_factory=dict)
    groups: tuple[tuple[Path, ...], ...] = ()
    lanes: int = 1


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one article: a page, or the error that kept it from being one.

    `kept` says that the page was there already and is what would be made."""

    name: str
    page: Path | None = None
    error: Exception | None = None
    seconds: float = field(default=0.0, compare=False)
    kept: bool = False


class About(NamedTuple):
    """What stands above the pages of a report, and the id of its article."""

    article_id: str
    heading: str
    kicker: tuple[str, ...]


Tell = Callable[[str], None]


def plan(
    folder: Path = NOTEBOOKS,
    given: Mapping[str, object] | None = None,
    *,
    pipeline: str | None = None,
    reading: articles.ReadOptions | None = None,
    timeout: float | None = None,
    corrections: Path | None = None,
) -> Plan:
    """Which notebooks are run with which parameters; raises `runs.ParameterError` before anything is started.

    `reading` holds the `encoding`, `limit` and `columns` that the articles are read with, where they are not the usual
    ones."""
    notebooks, front = of_article(folder)
    types = {notebook.stem: runs.declared(notebook) for notebook in notebooks}
    check_own(types, given := dict(given or {}))
    if pipeline is not None:
        given["pipeline"] = pipeline
    parameters, reading = runs.assign(given, types), reading or articles.ReadOptions()
    stamp = stamps.of_plan(notebooks, parameters, reading, OWN.keys() - {"pipeline"})
    groups = tuple(runs.groups(notebooks))
    return Plan(notebooks, front, types, parameters, reading, timeout, corrections, stamp, groups, runs.cores())


def of_article(folder: Path) -> tuple[tuple[Path, ...], Path]:
    """The notebooks in a folder that are about one article, in the order of their names, and the one that is the page.

    That is the one that says so; where none does, in a folder of one's own, the last. Raises `runs.ParameterError`."""
    made = {path: runs.makes(path) for path in sorted(folder.glob("[0-9]*.ipynb"))}
    notebooks = tuple(path for path, what in made.items() if what in ("", MAKES))
    if not notebooks:
        raise runs.ParameterError(f"There are no notebooks in {folder}: name their folder with --notebooks.")
    fronts = [path for path, what in made.items() if what == MAKES]
    if len(fronts) > 1:
        raise runs.ParameterError(f"{listed(path.stem for path in fronts)} all say that they make the report.")
    return notebooks, next(iter(fronts), notebooks[-1])


def check_own(types: Mapping[str, runs.Types], given: Mapping[str, object]) -> None:
    """Raise `runs.ParameterError` where a parameter of the runner's own is given, or a notebook cannot take it."""
    for name in OWN:
        if name in given:
            raise runs.ParameterError(f"The parameter {name!r} is not set with -p: {OWN[name]}.")
    for number, (notebook, known) in enumerate(types.items()):
        for name in ("article", "processed") if number == 0 else ("processed",):
            if name not in known:
                raise runs.ParameterError(f"The notebook {notebook} has no parameter {name!r}, which a report needs.")


def report(found: Iterable[Article], out: Path, plan: Plan, tell: Tell = lambda _: None) -> Iterator[Outcome]:
    """Make the report of each article, one after the other.

    An article that fails leaves the others, and the report that was there before, as they are. Raises `PublishError`
    where the folder `out` cannot be made."""
    prepare(out)
    for article in found:
        yield one(article, out, plan, tell)


def one(article: Article, out: Path, plan: Plan, tell: Tell) -> Outcome:
    """What becomes of one article."""
    start = time.monotonic()
    try:
        page, error = make(article, out, plan, tell), None
    except Exception as failure:  # whatever it is, the other articles go on
        page, error = None, failure
    return Outcome(article.id, page, error, time.monotonic() - start)


def make(article: Article, out: Path, plan: Plan, tell: Tell) -> Path:
    """The report of one article, made in a folder beside its place and then published; its page is returned."""
    target = out / folder_name(article)
    check_place(target)
    check_owner(target, article, whose := folders.identity(article, out))
    with workplace(out, target.name) as work:
        made = work.resolve() / "report"
        fill(made, article, plan, tell, whose)
        flush(made)
        publish(made, target)
    return target / "index.html"


@contextmanager
def workplace(out: Path, name: str) -> Iterator[Path]:
    """A folder in which to make what is then moved to its place, `name` in `out`; it says that it is ours.

    It goes at the end, but not with a report that stood there before and could not be put back."""
    work = Path(mkdtemp(prefix=MAKING, dir=out))
    try:
        (work / MARK).write_text(name, encoding="utf8")
        yield work
    finally:
        if not (work / BEFORE).exists():
            shutil.rmtree(work, ignore_errors=True)


def fill(made: Path, article: Article, plan: Plan, tell: Tell, whose: Mapping[str, str]) -> None:
    """Everything that a report holds, in the folder `made`; `whose` says which article it is of.

    What is made of one notebook, or of its tables, is made while the next ones run."""
    for part in ("article", "notebooks", "tables"):
        (made / part).mkdir(parents=True)
    stamp = stamp_of(article, plan)
    line = follow(run_all(made, article, plan, tell), made, about_of(article), plan)
    stamps.write(made, stamp, line, whose)


def about_of(article: Article) -> About:
    """What stands above the pages of an article's report."""
    return About(article.id, article.title or article.id, (article.outlet, article.date, article.byline))


def follow(groups: Iterable[tuple[Path, ...]], made: Path, about: About, plan: Plan) -> Mapping[str, object]:
    """Make pages and tables to take along of notebooks, each group when it is done; the report's line in the index."""
    walk = [path for path in plan.notebooks if path != plan.front]
    saved = made / "tables" / about.article_id
    with sharing(made.parent / "shares"), ThreadPoolExecutor(1) as aside:
        steps: dict[str, Future[walks.Step]] = {}
        along: list[Future[Taken]] = []
        for group in groups:
            along = along or [aside.submit(take_along, saved, below(plan))]
            steps |= {path.stem: aside.submit(step, made, path) for path in group if path != plan.front}
    report = runs.settle(made / "notebooks" / plan.front.name, made)
    taken = next((each.result() for each in along if each.exception() is None), None)
    if taken is None or taken.versions != versions(saved):  # a notebook behind the first one saved tables as well
        taken = take_along(saved, below(plan))
    lift(saved)
    write_pages(made, about, report, {path.stem: steps[path.stem].result() for path in walk}, taken.changes)
    return taken.line


def step(made: Path, notebook: Path) -> walks.Step:
    """A notebook that was executed, settled and as a step of the walk."""
    return walks.read(runs.settle(made / "notebooks" / notebook.name, made), notebook.stem)


class Taken(NamedTuple):
    """What was made of the saved tables: the files to take along, the line in the index, and of which versions."""

    changes: exports.Changes
    line: Mapping[str, object]
    versions: Mapping[str, tuple[int, int]]


def take_along(saved: Path, least: float) -> Taken:
    """Write the tables to take along; findings of a confidence under `least` are counted as to be checked."""
    known = versions(saved)
    return Taken(exports.export(saved, saved.name), lists.line(saved, least), known)


def versions(saved: Path) -> dict[str, tuple[int, int]]:
    """The saved tables, and what changes when they do."""
    return {path.name: runs.version_of(path) for path in saved.glob("*.parquet")}


def run_all(made: Path, article: Article, plan: Plan, tell: Tell) -> Iterator[tuple[Path, ...]]:
    """Every notebook of the plan, executed into the folder `made`; each group of them when it is done."""
    saved = made / "tables" / article.id
    own = {"processed": saved.parent.as_posix(), "article_id": article.id, **hand_over(article, made / "article", plan)}
    own |= {"article_limit": plan.reading["limit"]} if "limit" in plan.reading else {}
    own["corrections_file"] = hand_over_corrections(article.id, made / "article", plan.corrections)
    for group in plan.groups:
        for notebook in group:
            place = plan.notebooks.index(notebook) + 1
            tell(f"{article.id}: {notebook.stem} ({place} of {len(plan.notebooks)})")
        runs.execute_all([task(notebook, made, article, own, plan) for notebook in group], plan.lanes)
        if group is plan.groups[0]:
            complete(saved / "articles.parquet", article)
        yield group


def task(notebook: Path, made: Path, article: Article, own: Mapping[str, Any], plan: Plan) -> runs.Task:
    """The run of one notebook: it is told what it declares of the runner's own parameters, and what the plan says."""
    known = {name: value for name, value in own.items() if name in plan.types[notebook.stem]}
    parameters = {**known, **plan.parameters[notebook.stem]}
    return runs.Task(notebook, made / "notebooks" / notebook.name, parameters, plan.timeout or patience(article))


def patience(article: Article) -> float:
    """Seconds that a cell may take unless it is said: many times what an article of this length takes.

    So what never ends ends some time, and an article that is merely long, on a slow machine, comes to its end."""
    return PATIENCE + len(article.text) / CHARACTERS_A_SECOND


@contextmanager
def sharing(folder: Path) -> Iterator[None]:
    """What several notebooks show alike is kept in `folder` as long as they run."""
    folder.mkdir()
    os.environ[shares.PLACE] = folder.as_posix()
    try:
        yield
    finally:
        del os.environ[shares.PLACE]


def stamp_of(article: Article, plan: Plan) -> stamps.Stamp:
    """What the report of an article is made from."""
    given = Path(article.path)
    file = given.read_bytes() if is_own_file(given) else b""
    return {
        **plan.stamp,
        "article": stamps.of_article(asdict(article) | {"path": origin(article)}, file),
        "corrections": stamp_of_corrections(article.id, plan.corrections),
    }


def stamp_of_corrections(article_id: str, by_hand: Path | None) -> str:
    """The digest of the corrections of an article."""
    return stamps.digest((corrections.excerpt(by_hand, article_id) if by_hand else "").encode())


def is_own_file(path: Path) -> bool:
    """Whether a path is that of a file which holds one article, as it was written."""
    return path.suffix.lower() in (*articles.TEXT, *articles.PAGE) and path.is_file()


def below(plan: Plan) -> float:
    """The confidence under which a finding is to be checked, as the notebook that is the page was told."""
    return plan.parameters[plan.front.stem].get("check_below", checks.BELOW)


def write_pages(
    made: Path, about: About, notebook: NotebookNode, walk: Mapping[str, walks.Step], changes: exports.Changes
) -> None:
    """The report, and beside it the steps of the walk, a page each."""
    names = [path.stem for path in exports.in_order((made / "tables").glob("*.parquet"))]
    beside = walks.beside(list(walk), names, f"tables/{about.article_id}.xlsx", [*notes_on(changes)])
    report = pages.render(notebook, about.heading, about.kicker, beside=beside)
    (made / "index.html").write_text(report, encoding="utf8")
    for name in walk:
        page = walks.render(walk, name, [about.heading, *about.kicker], report)
        (made / "notebooks" / walks.address(name)).write_text(page, encoding="utf8")


def notes_on(changes: exports.Changes) -> Iterator[str]:
    """What a reader of the workbook has to know of its cells."""
    if changes.marked:
        yield (
            f"{count(changes.marked, 'cell')} in the workbook and in CSV begin with an apostrophe that is not in the "
            "article, for a spreadsheet program would take the words for a formula. JSON lines have them as they are."
        )
    if changes.cut:
        yield f"{count(changes.cut, 'cell')} in the workbook are cut, for they are longer than a cell can be."
    if changes.replaced:
        yield f"{count(changes.replaced, 'cell')} in the workbook have characters replaced that no workbook can hold."


def hand_over(article: Article, folder: Path, plan: Plan) -> dict[str, object]:
    """What the first notebook is told of the article: the file in `folder` to read it from, and its encoding.

    It is a copy of the article's own file where reading that gives the very same article, and otherwise, for a row of
    many or a web page, a JSON file."""
    given = Path(article.path)
    if is_own_file(given):
        copy = Path(shutil.copyfile(given, folder / given.name))
        if articles.read_all([copy], **plan.reading)[0] == [replace(article, path=str(copy))]:
            return {"article": copy.as_posix(), "encoding": plan.reading.get("encoding", "")}
        copy.unlink()
    source = folder / f"{folder_name(article)}.json"
    known = {name: value for name, value in asdict(article).items() if name in HANDED}
    source.write_text(json.dumps(known, indent=1), encoding="utf8")
    return {"article": source.as_posix()}


def hand_over_corrections(article_id: str, folder: Path, by_hand: Path | None) -> str:
    """The file in `folder` with the corrections of this article alone; empty where there are none."""
    lines = corrections.excerpt(by_hand, article_id) if by_hand else ""
    if not lines:
        return ""
    copy = folder / corrections.NAME
    copy.write_text(lines, encoding="utf8", newline="")
    return copy.as_posix()


def origin(article: Article) -> str:
    """Where an article came from; of a file the name alone: a report is shared, and tells nothing of the machine."""
    return Path(article.path).name if os.path.isfile(article.path) else article.path


def complete(table: Path, article: Article) -> None:
    """Set in a saved table of articles what only the runner knows: where the article came from, and notes on that."""
    if table.is_file():
        known = {"path": origin(article), "notes": [list(article.notes)]}
        known |= {"published": article.published, "meta": article.meta}
        tables.save({table.stem: pd.read_parquet(table).assign(**known)}, table.parent)


def lift(folder: Path) -> None:
    """Move what is in a folder to the folder above: the tables are the only ones in a report."""
    for part in sorted(folder.iterdir()):
        part.rename(folder.parent / part.name)
    folder.rmdir()


def prepare(out: Path) -> None:
    """Make the folder of reports and undo what a batch that was killed left there: its lock must be held."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        for left in out.glob(f"{MAKING}*"):
            clear(left, out)
    except OSError as error:
        raise PublishError(f"{out} cannot be used for reports: {error.strerror}.") from error


def clear(left: Path, out: Path) -> None:
    """Remove a folder of ours in which something was being made; the report that it holds goes back to its place.

    A folder without our mark is somebody else's, unless it is empty."""
    mark, kept = left / MARK, left / BEFORE
    if left.is_symlink() or not mark.is_file():
        with suppress(OSError):
            left.rmdir()
        return
    target = out / Path(mark.read_text(encoding="utf8")).name
    if kept.exists() and not target.exists():
        kept.rename(target)
    shutil.rmtree(left, ignore_errors=True)


def check_place(target: Path, shown: Path | None = None) -> None:
    """Raise `PublishError` where something else than a report is in the place of one, or a person's work with it.

    The sentence names `shown` where that is another place."""
    if not target.exists() and not target.is_symlink():
        return
    if target.is_symlink() or not target.is_dir() or (any(target.iterdir()) and not stamps.record(target)):
        raise PublishError(f"{shown or target} is there and is no report of ours; it was left as it is.")
    if theirs := stamps.touched(target):
        few = listed(theirs) if len(theirs) <= MOST_LISTED else f"{', '.join(theirs[:MOST_LISTED])} …"
        raise PublishError(
            f"{shown or target} holds what was put there or changed since it was made ({few}): it was left as it is; "
            "move that elsewhere, or the whole folder."
        )


def check_owner(target: Path, article: Article, whose: Mapping[str, str]) -> None:
    """Raise `PublishError` where the report of another article is in the place."""
    if not folders.may_take(target, article, whose):
        raise PublishError(f"{target} is the report of another article; it was left as it is.")


def flush(made: Path) -> None:
    """See to it that everything in a folder is on the disk, so that after a power cut no published file is empty.

    Several files at a time, for the disk writes them together: one by one they take four times as long."""
    paths = [path for path in [*made.rglob("*"), made] if os.name != "nt" or path.is_file()]
    with ThreadPoolExecutor(8) as crew:
        for _ in crew.map(lambda path: sync(path, os.O_RDWR if os.name == "nt" else os.O_RDONLY), paths):
            pass


def sync(path: Path, how: int = os.O_RDONLY) -> None:
    """Wait until a file or folder is on the disk."""
    descriptor = os.open(path, how)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def publish(made: Path, target: Path) -> None:
    """Move a finished report to its place; what was there is kept until then, and put back where that fails."""
    kept = made.with_name(BEFORE)
    if target.exists():
        target.rename(kept)
    try:
        check_place(kept, target)  # once more, now that nobody can put anything there by its name
        made.rename(target)
    except BaseException:
        if kept.exists():
            kept.rename(target)
        raise
    if os.name != "nt":
        sync(target.parent)
    shutil.rmtree(kept, ignore_errors=True)


def folder_name(article: Article) -> str:
    """The folder of an article's report."""
    return folders.name_of(article.id)


def write_list(out: Path, failures: Iterable[lists.Failure]) -> None:
    """The page that lists every report in `out`, written beside its place and then moved there."""
    target = out / "index.html"
    if target.exists() and not pages.ours(target):
        raise PublishError(f"{target} is there and is no page of ours; the list of reports was not written.")
    try:
        page = lists.page(out, failures)
        with workplace(out, target.name) as work:
            made = work / "index.html"
            made.write_text(page, encoding="utf8")
            sync(made, os.O_RDWR)
            made.replace(target)
    except OSError as error:
        raise PublishError(f"{target} cannot be written: {error.strerror}.") from error
