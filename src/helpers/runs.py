"""Runs: one notebook executed with parameters by papermill, and the proof that it completed."""

from __future__ import annotations

import ast
import errno
import json
import logging
import math
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from reprlib import Repr
from typing import NamedTuple

import nbformat
import papermill
import papermill.engines
from jupyter_client.kernelspec import NoSuchKernel
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import NBClientEngine, papermill_engines
from papermill.exceptions import PapermillExecutionError
from papermill.iorw import write_ipynb

from helpers.running import clients, forks

KERNEL = "python3"
AGAIN = 2
"""How often a notebook is run again that was lost with the warm process, which every job of a batch can lose."""
ENGINE = "on-record-{}"
START_TIMEOUT = 180
"""Seconds that a kernel may take to start, on a machine that is busy with other things."""
CANNOT_WRITE = re.compile(r"\[Errno (13|28|30|122)\]", re.IGNORECASE)
"""What Python says of a full disk (28), a used-up quota (122) and of places that cannot be written (13, 30)."""

DEEPEST, MOST_ITEMS, LARGEST = 20, 10_000, 2**63 - 1
"""How deep lists in a parameter may be nested, how many values they may hold, and the largest whole number."""

Types = Mapping[str, str]
"""The parameters of a notebook: name to type, as annotated."""


class ParameterError(ValueError):
    """A parameter that no notebook has, or a value that does not fit; one sentence: what, where, what was allowed."""


class RunError(RuntimeError):
    """A notebook that did not complete; the message names the notebook, the cell and the cause."""


class FailedError(RunError):
    """A cell raised an exception or left the notebook early, `sys.exit(0)` included."""


class StoppedError(RunError):
    """The kernel died, did not start, or a cell took longer than it may."""


class UnwritableError(RunError):
    """A cell could not write: the disk is full or the folder may not be written to."""


def truth(text: str) -> bool:
    """True or false, from the words."""
    return {"true": True, "false": False}[text.strip().lower()]


def number(text: str) -> float:
    """A number that is not infinite and not NaN."""
    if not math.isfinite(value := float(text)):
        raise ValueError(text)
    return value


def items(text: str) -> list:
    """A list, from JSON."""
    if not isinstance(value := json.loads(text), list):
        raise ValueError(text)
    return value


READERS: Mapping[str, tuple[type, Callable[[str], object], str]] = {
    "str": (str, str, "text, such as 1984"),
    "int": (int, int, "a whole number, such as 15"),
    "float": (float, number, "a number, such as 0.5"),
    "bool": (bool, truth, "a truth value, true or false"),
    "list": (list, items, 'a JSON list, such as ["one", "two"]'),
}


def declared(notebook: Path) -> Types:
    """The parameters that a notebook's cell tagged `parameters` declares, name to type.

    Without an annotation the type is the default value's; raises `ParameterError` where there is no such cell."""
    for cell in read(notebook).cells:
        if cell.cell_type == "code" and "parameters" in cell.metadata.get("tags", ()):
            return dict(declarations(cell.source))
    raise ParameterError(f"The notebook {notebook.name} has no cell tagged 'parameters'.")


def groups(notebooks: Iterable[Path]) -> Iterator[tuple[Path, ...]]:
    """Notebooks in groups to be run one after the other; those of a group may be run beside one another.

    The metadata of a notebook may say `{"on_record": {"needs": NAME}}`, a notebook by its name without ending: then it
    is run beside the ones before it, as far as that one has ended. One that says nothing needs all before it."""
    done: set[str] = set()
    group: list[Path] = []
    for notebook in notebooks:
        needed = read(notebook).metadata.get("on_record", {}).get("needs")
        if group and needed not in done:
            yield tuple(group)
            done |= {path.stem for path in group}
            group = []
        group.append(notebook)
    if group:
        yield tuple(group)


def makes(notebook: Path) -> str:
    """What a notebook's metadata says that it makes, `{"on_record": {"makes": "report"}}`; empty where nothing."""
    return read(notebook).metadata.get("on_record", {}).get("makes", "")


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def declarations(source: str) -> Iterator[tuple[str, str]]:
    """Name and type of each assignment to a plain name."""
    for line in ast.parse(source).body:
        if isinstance(line, ast.AnnAssign) and isinstance(line.target, ast.Name):
            yield line.target.id, ast.unparse(line.annotation)
        elif isinstance(line, ast.Assign) and isinstance(line.value, ast.Constant):
            kind = type(line.value.value).__name__
            yield from ((name.id, kind) for name in line.targets if isinstance(name, ast.Name))


def read(notebook: Path) -> NotebookNode:
    """A notebook as version 4; raises `ParameterError` where the file is not one."""
    try:
        found = nbformat.convert(nbformat.reader.reads(notebook.read_text(encoding="utf8")), 4)
        nbformat.validate(found)  # once; `nbformat.read` does it as well, but tells nobody of what it finds
    except (nbformat.reader.NotJSONError, nbformat.ValidationError) as error:
        raise ParameterError(f"{notebook} is not a valid notebook.") from error
    return found


@lru_cache(maxsize=64)
def code_of(notebook: Path, _: tuple[int, int]) -> tuple[str, ...]:
    """The code of a notebook, cell by cell, read anew when the second argument, `version_of` it, changes."""
    return tuple(cell.source for cell in code_cells(read(notebook)))


def version_of(file: Path) -> tuple[int, int]:
    """What changes when a file does."""
    found = file.stat()
    return found.st_mtime_ns, found.st_size


def parse(pairs: Iterable[str]) -> dict[str, str]:
    """Parameters from `name=value` words; raises `ParameterError` where there is no `=` or a name comes twice."""
    given: dict[str, str] = {}
    for pair in pairs:
        name, sign, value = pair.partition("=")
        if not sign or name in given:
            trouble = "is given twice" if sign else "has no value"
            raise ParameterError(f"The parameter {name!r} {trouble}: write it once, as name=value.")
        given[name] = value
    return given


def fit(name: str, value: object, kind: str, where: str) -> object:
    """`value` as the type `kind`: text is read as it, anything else must be of it, or `ParameterError` is raised."""
    base = next((part for part in re.split(r"\s*\|\s*", kind) if part != "None"), kind).partition("[")[0]
    if base not in READERS:
        raise ParameterError(f"The parameter {name!r} of {where} is a {kind}, which cannot be set from outside.")
    wanted, reader, allowed = READERS[base]
    try:
        if isinstance(value, str):
            value = reader(value)
    except (ValueError, KeyError, RecursionError):
        pass  # it stays a text, which is then of the wrong type
    if (type(value) is wanted or (wanted is float and type(value) is int)) and is_plain(value):
        return value
    raise ParameterError(f"The parameter {name!r} of {where} is {short(value)}; only {allowed}, is allowed there.")


def short(value: object) -> str:
    """A value as a message shows it, whatever it is and however long."""
    brief = Repr()
    brief.maxlevel, brief.maxstring, brief.maxother, brief.maxlong = 2, 80, 80, 80
    return shorten(brief.repr(value), 120)


def is_plain(value: object) -> bool:
    """Whether a value can be written into a notebook: text, numbers, truth values and lists and mappings of them.

    Not NaN, not infinite, no half of a surrogate pair, no larger number than a machine's, not nested without end."""
    waiting, seen = [(value, 0)], 0
    while waiting:
        one, depth = waiting.pop()
        seen += 1
        if depth > DEEPEST or seen > MOST_ITEMS or not is_plain_alone(one):
            return False
        inner = one if isinstance(one, list) else [*one, *one.values()] if isinstance(one, dict) else ()
        waiting += [(each, depth + 1) for each in inner[: MOST_ITEMS + 1]]
    return True


def is_plain_alone(value: object) -> bool:
    """Whether a value is plain, whatever it holds."""
    if type(value) is str:
        return is_text(value)
    if type(value) is int:
        return -LARGEST <= value <= LARGEST
    return math.isfinite(value) if type(value) is float else value is None or type(value) in (bool, list, dict)


def is_text(value: str) -> bool:
    """Whether a text can be written as UTF-8: it holds no half of a surrogate pair."""
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


def assign(given: Mapping[str, object], notebooks: Mapping[str, Types]) -> dict[str, dict[str, object]]:
    """For each notebook, the given parameters that it declares, as values of the declared types.

    Raises `ParameterError` for one that none declares, with the nearest name, or for a value of another type."""
    known = sorted({name for types in notebooks.values() for name in types})
    for name in given:
        if name not in known:
            near = get_close_matches(name, known, 1)
            hint = f"did you mean {near[0]!r}?" if near else f"there are: {', '.join(known)}."
            raise ParameterError(f"No notebook has a parameter {name!r}; {hint}")
    return {
        notebook: {name: fit(name, value, types[name], notebook) for name, value in given.items() if name in types}
        for notebook, types in notebooks.items()
    }


class Left(Exception):
    """A cell ended its kernel by `exit` or `quit`; papermill would take that for success."""

    def __init__(self, cell: NotebookNode):
        """Which cell."""
        super().__init__(cell.source)


def leaves(cell: NotebookNode, cell_index: int, execute_reply: Mapping) -> None:
    """Raise `Left` where the kernel's reply says that it was asked to end; nbclient calls this after each cell."""
    if any(part.get("source") == "ask_exit" for part in execute_reply["content"].get("payload", ())):
        raise Left(cell)


def settings(timeout: float | None, start_timeout: float) -> dict[str, object]:
    """What both engines are told; the seconds a cell may take need not be whole, as nbclient's own setting would."""
    return {
        "timeout_func": lambda _: timeout,
        "startup_timeout": start_timeout,
        "on_cell_executed": leaves,
        "log": logging.getLogger("papermill"),
    }


class StockEngine(NBClientEngine):
    """papermill's own engine, with what the kernel process itself writes to standard error kept in a file."""

    @classmethod
    def execute_managed_notebook(cls, nb_man, kernel_name, *, target, execution_timeout, start_timeout, **_):
        """Execute the notebook in a kernel process, in the folder that papermill changed to."""
        forks.provide_home()
        with target.with_suffix(".log").open("wb") as messages:
            options = settings(execution_timeout, start_timeout)
            PapermillNotebookClient(nb_man, kernel_name=kernel_name, **options).execute(stderr=messages)
        target.with_suffix(".log").unlink()


class WarmEngine(papermill.engines.Engine):
    """The same in a process forked from one in which everything is loaded already."""

    @classmethod
    def execute_managed_notebook(cls, nb_man, kernel_name, *, target, folder, execution_timeout, start_timeout, **_):
        """Execute the notebook in a forked process in `folder`; where that is lost, `target` says how far it came."""
        client = clients.WarmClient(nb_man, **settings(execution_timeout, start_timeout))
        try:
            client.execute(folder)
        except (CellTimeoutError, DeadKernelError, Left):
            write_ipynb(nb_man.nb, str(target))
            raise


ENGINES = {"warm": WarmEngine, "stock": StockEngine}
"""The ways to run a notebook."""


@contextmanager
def quiet() -> Iterator[None]:
    """Log records of papermill and of tasks cut off with their kernel are kept back: errors are told by `execute`."""
    loggers = [logging.getLogger(name) for name in ("papermill", "asyncio")]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)


def engine_of(wanted: str | None = None) -> str:
    """The engine that is wanted, here or by the variable ON_RECORD_ENGINE, or the fast one where it can be had.

    Raises `ParameterError` for another name, or where the fast one is wanted and cannot be had."""
    said = "" if wanted else f" (the variable {forks.CHOICE} says so)"
    wanted = wanted or os.environ.get(forks.CHOICE)
    if not wanted:
        return "warm" if forks.available() else "stock"
    if wanted not in ENGINES:
        raise ParameterError(f"There is no engine {wanted!r}{said}: only {' and '.join(ENGINES)} are allowed.")
    if wanted == "warm" and not forks.available():
        raise ParameterError("The engine 'warm' needs Linux, where processes can be forked: take 'stock'.")
    return wanted


def execute(
    notebook: Path,
    target: Path,
    parameters: Mapping[str, object],
    timeout: float | None = None,
    engine: str | None = None,
) -> None:
    """Run `notebook` in its own folder and process, and write it, executed, to `target`.

    `timeout` is the seconds that one cell may take. The engine `"warm"` forks the process from one in which everything
    is loaded, `"stock"` starts a kernel; None takes the first where it can be had. Raises `FailedError`, `StoppedError`
    or `UnwritableError`, each with the cell and the cause, and `OSError` where `target` cannot be written."""
    chosen = engine_of(engine)
    with quiet():
        attempt(Task(notebook, target, parameters, timeout), chosen)


class Task(NamedTuple):
    """A notebook to be run: its file, where the executed one goes, its parameters, and the seconds a cell may take."""

    notebook: Path
    target: Path
    parameters: Mapping[str, object]
    timeout: float | None = None


def execute_all(tasks: Sequence[Task], most: int = 1) -> None:
    """Run notebooks of which none needs another, up to `most` at a time, each as `execute` does.

    Where several fail, the error of the first is raised, and those behind it are ended. Stock kernels are run one after
    the other: papermill changes the folder of this process for each, and they share no memory."""
    if len(tasks) > 1 and most > 1 and engine_of() == "warm":
        with quiet():
            beside(tasks, most)
    else:
        for task in tasks:
            execute(*task)


def beside(tasks: Sequence[Task], most: int) -> None:
    """Run notebooks beside one another; whatever ends this early, Ctrl-C included, ends all of them."""
    crew = ThreadPoolExecutor(min(most, len(tasks)))
    running = [crew.submit(attempt, task, "warm") for task in tasks]
    try:
        for done in running:
            done.result()
    finally:
        stop(running)
        crew.shutdown()


def stop(running: Sequence[Future]) -> None:
    """End notebooks that still run in other threads, and let none begin."""
    for future in running:
        future.cancel()
    while wait(running, 0).not_done:
        clients.end_all()
        wait(running, 0.05)


def attempt(task: Task, engine: str, again: int = AGAIN) -> None:
    """Run a notebook and check that it completed; whatever went wrong is told as an error of this module.

    One that was lost with the warm process is run from another one, `again` times at most."""
    notebook, target, timeout = task.notebook, task.target, task.timeout
    if not target.parent.is_dir():
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(target.parent))
    try:
        run(notebook, target, task.parameters, timeout, engine)
    except PapermillExecutionError:
        pass  # `check` finds the error in the notebook and says where
    except CellTimeoutError as error:
        raise StoppedError(f"{notebook.stem}: {last_started(target)} took longer than {timeout:.6g} s.") from error
    except DeadKernelError as error:
        if again and getattr(error, "lost", False):
            return attempt(task, engine, again - 1)
        cause = getattr(error, "cause", "it was killed, ran out of memory, or ended itself")
        raise StoppedError(
            f"{notebook.stem}: {last_started(target)} did not end, for the kernel died: {cause}."
        ) from error
    except Left as error:
        raise FailedError(f"{notebook.stem}: {last_started(target)} left the notebook early.") from error
    except (NoSuchKernel, RuntimeError) as error:
        raise StoppedError(f"{notebook.stem}: the kernel {KERNEL!r} did not start ({one_line(error)}).") from error
    check(notebook, target)


def run(notebook: Path, target: Path, parameters: Mapping[str, object], timeout: float | None, engine: str) -> None:
    """Have papermill run a notebook; a notebook that a warm process runs is written once, at its end."""
    papermill_engines.register(ENGINE.format(engine), ENGINES[engine])
    papermill.execute_notebook(
        literal(notebook.resolve()),
        literal(target.resolve()),
        dict(parameters),
        engine_name=ENGINE.format(engine),
        kernel_name=KERNEL,
        cwd=notebook.resolve().parent if engine == "stock" else None,  # of this process, which may run several
        progress_bar=False,
        request_save_on_cell_execute=engine == "stock",
        autosave_cell_every=0,
        start_timeout=START_TIMEOUT,
        execution_timeout=timeout,
        target=target.resolve(),
        folder=notebook.resolve().parent,
    )


def literal(path: Path) -> str:
    """A path for papermill, which would fill in what stands in braces."""
    return str(path).replace("{", "{{").replace("}", "}}")


def check(source: Path, executed: Path) -> None:
    """Raise `FailedError` or `UnwritableError` unless every code cell of `source` ran to its end in `executed`.

    papermill marks cells as completed that never ran, and takes `sys.exit(0)` for success; so execution counts
    and outputs are looked at here, cell by cell."""
    cells = code_cells(read(executed))
    for number, cell in enumerate(cells, 1):
        if trouble := trouble_in(cell):
            kind = UnwritableError if CANNOT_WRITE.search(trouble) else FailedError
            raise kind(f"{source.stem}: {describe(number, cell)} {trouble}.")
    if tuple(cell.source for cell in cells) != code_of(source, version_of(source)):
        raise FailedError(f"{source.stem}: the executed notebook does not hold the cells of the notebook.")


def code_cells(notebook: NotebookNode) -> list[NotebookNode]:
    """The code cells that hold code, without the one in which papermill sets the parameters."""
    cells = [cell for cell in notebook.cells if cell.cell_type == "code" and cell.source.strip()]
    return [cell for cell in cells if "injected-parameters" not in cell.metadata.get("tags", ())]


def trouble_in(cell: NotebookNode) -> str:
    """Why a cell cannot count as completed; empty where it can."""
    for output in cell.outputs:
        if output.output_type == "error":
            return f"raised {output.ename}: {one_line(output.evalue)}".rstrip(".: ")
    return "" if cell.execution_count else "was not run"


def last_started(executed: Path) -> str:
    """The code cell that was running when the kernel was lost."""
    cells = code_cells(read(executed))
    started = [n for n, cell in enumerate(cells, 1) if cell.metadata.papermill.start_time]
    return describe(started[-1], cells[started[-1] - 1]) if started else "the first code cell"


def describe(number: int, cell: NotebookNode) -> str:
    """A cell in words: its number among the code cells, and its first line."""
    return f"code cell {number} ({shorten(cell.source.strip().splitlines()[0])})"


def shorten(text: str, longest: int = 60) -> str:
    """`text`, cut with an ellipsis where it is longer than `longest`."""
    return text if len(text) <= longest else text[: longest - 1] + "…"


def one_line(message: object) -> str:
    """The first line of a message that says something, or the last of a traceback."""
    lines = [line.strip() for line in str(message).splitlines() if line.strip()]
    return lines[0] if lines else ""


def settle(executed: Path, folder: Path) -> NotebookNode:
    """Rewrite an executed notebook so that it can be published, and return it.

    Times, durations and random cell ids are taken out (the same run gives the same bytes), and `folder`, where it was
    made, becomes `..`, so that the notebook finds the tables beside it wherever the report goes."""
    notebook = nbformat.v4.reads(executed.read_text(encoding="utf8"))  # `check` found it to be valid
    notebook.metadata.pop("papermill", None)
    for number, cell in enumerate(notebook.cells):
        for times in ("papermill", "execution"):
            cell.metadata.pop(times, None)
        if "injected-parameters" in cell.metadata.get("tags", ()):
            cell.id = f"injected-parameters-{number}"
    place = json.dumps(folder.as_posix(), ensure_ascii=False)[1:-1]
    text = nbformat.writes(notebook).replace(place, "..")
    executed.write_text(text + "\n", encoding="utf8")
    return nbformat.v4.reads(text)
