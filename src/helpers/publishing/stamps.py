"""Stamps: what a report was made from, so that it is made anew when any of that has changed, and only then."""

from __future__ import annotations

import ast
import hashlib
import json
import os
import platform
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.metadata import PackageNotFoundError, requires, version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

NAME = "made.json"
"""The file in a report that says what it was made from, what it holds and what the index says of it."""
LITTER = {".DS_Store", "Thumbs.db", "desktop.ini", ".ipynb_checkpoints"}
"""Files and folders that programs make wherever somebody looks; no person misses them."""
PACKAGE = Path(__file__).resolve().parents[1]
CHANGED = {
    "article": "the article has changed",
    "corrections": "the corrections by hand have changed",
    "parameters": "the parameters have changed",
    "notebooks": "the notebooks have changed",
    "code": "the code or a model has changed",
    "libraries": "Python or a library has changed",
}
"""What a report is made from, and what is said when that is not what it was."""

Stamp = Mapping[str, str]
"""For each key of `CHANGED` a digest."""


def of_plan(
    notebooks: Iterable[Path], parameters: Mapping[str, Mapping[str, object]], reading: object, own: Iterable[str]
) -> Stamp:
    """What all reports of a plan are made from: `parameters` by notebook, and how the articles are read.

    `own` names the parameters that the runner sets, which are not looked at."""
    pipeline = next((str(given["pipeline"]) for given in parameters.values() if "pipeline" in given), "")
    beside = [path for notebook in notebooks for path in read_besides(notebook, parameters[notebook.stem], own)]
    return {
        "parameters": digest(json.dumps([parameters, reading], sort_keys=True).encode()),
        "notebooks": digest(*(read(path) for path in [*notebooks, *beside])),
        "code": digest(tree(PACKAGE).encode(), pipeline_digest(pipeline).encode()),
        "libraries": digest(" ".join(libraries()).encode()),
    }


def of_code(pipeline: str | None = None) -> str:
    """The digest of code, models and libraries, with another pipeline where one is named."""
    return digest(tree(PACKAGE).encode(), pipeline_digest(pipeline or "").encode(), " ".join(libraries()).encode())


def of_article(fields: Mapping[str, object], file: bytes) -> str:
    """The digest of an article, by its fields and the file it is handed over in."""
    return digest(json.dumps(fields, sort_keys=True).encode("utf8", "surrogatepass"), file)


def digest(*parts: bytes) -> str:
    """SHA-256 of parts, in which no part can run over into the next."""
    made = hashlib.sha256()
    for part in parts:
        made.update(hashlib.sha256(part).digest())
    return made.hexdigest()


def read_besides(notebook: Path, given: Mapping[str, object], own: Iterable[str]) -> Iterator[Path]:
    """The files that the parameters of a notebook name, as seen from its folder: what it reads besides the article."""
    values = {name: value for name, value in {**defaults(notebook), **given}.items() if name not in own}
    for words in values.values():
        if isinstance(words, str) and words and is_file(path := notebook.resolve().parent / words):
            yield path


def defaults(notebook: Path) -> Mapping[str, object]:
    """The values that the parameters cell of a notebook sets, as far as they are written out there."""
    import nbformat  # here, for it takes a second, and workers of a corpus have no notebooks

    cells = nbformat.read(notebook, as_version=4).cells
    lines = [ast.parse(cell.source).body for cell in cells if "parameters" in cell.metadata.get("tags", ())]
    return dict(filter(None, (plain(line) for body in lines for line in body)))


def plain(line: ast.stmt) -> tuple[str, object] | None:
    """The name and the value of a line of a parameters cell that gives a plain name a plain value."""
    if isinstance(line, ast.AnnAssign) and isinstance(line.target, ast.Name) and isinstance(line.value, ast.Constant):
        return line.target.id, line.value.value
    return None


def is_file(path: Path) -> bool:
    """Whether there is such a file; what cannot be the name of one is none."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


@cache
def tree(folder: Path) -> str:
    """The digest of all files below a folder, by name and content; what Python compiles beside them is left out."""
    found = sorted(path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return digest(*(part for path in found for part in (path.relative_to(folder).as_posix().encode(), read(path))))


def read(path: Path) -> bytes:
    """The digest of a file's content, read in pieces, for a model may be large."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").digest()


def pipeline_digest(pipeline: str) -> str:
    """The digest of another spaCy pipeline than the shipped one: a folder, or an installed package."""
    if not pipeline:
        return ""
    if Path(pipeline).is_dir():
        return tree(Path(pipeline).resolve())
    found = find_spec(pipeline)
    return tree(Path(found.origin).parent) if found and found.origin else pipeline


@cache
def libraries() -> tuple[str, ...]:
    """Python, the machine's kind, and every library that the project declares, each with its version."""
    names = (
        re.split(r"[^\w.-]", line, maxsplit=1)[0] for line in requires("on-record") or () if "extra ==" not in line
    )
    return (platform.python_version(), platform.machine(), *(f"{name}={installed(name)}" for name in sorted(names)))


def installed(name: str) -> str:
    """The version of a library, empty where it is not there."""
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def write(report: Path, stamp: Stamp, line: Mapping[str, object], article: Mapping[str, str] | None = None) -> None:
    """Say in a report what it was made from, of which article, what each of its files is, and its line in the index."""
    record = {"stamp": dict(stamp), "article": dict(article or {}), "line": dict(line), "files": files(report)}
    (report / NAME).write_text(json.dumps(record, indent=1, sort_keys=True) + "\n", encoding="utf8")


def files(report: Path) -> dict[str, str]:
    """Every file of a report with its digest, but for the one that says so."""
    return {name: read(path).hex() if path.is_file() else "" for name, path in inside(report)}


def inside(report: Path) -> Iterator[tuple[str, Path]]:
    """What is in a report, by name, but for folders, the file of digests and what programs leave behind unasked."""
    for path in sorted(report.rglob("*")):
        inner = path.relative_to(report)
        unasked = LITTER.intersection(inner.parts) or inner.as_posix() == NAME
        if not unasked and (path.is_symlink() or not path.is_dir()):
            yield os.fsencode(inner.as_posix()).decode("utf8", "surrogateescape"), path  # the same in every locale


def touched(report: Path) -> list[str]:
    """The files in a report that a person put there or changed, by name; all, where it does not say what it held."""
    made = record(report).get("files")
    known = made if isinstance(made, dict) else {}
    return [name for name, digest in files(report).items() if known.get(name) != digest]


def record(report: Path) -> Mapping[str, Any]:
    """What `write` wrote into a report; nothing where it cannot be read."""
    try:
        known = json.loads((report / NAME).read_text(encoding="utf8"))
    except (OSError, ValueError):
        return {}
    return known if isinstance(known, dict) else {}


def why_anew(report: Path, stamp: Stamp) -> str:
    """Why a report is to be made, in words; empty where the one that is there is what would be made."""
    if not report.exists():
        return "new"
    known = record(report)
    before = known.get("stamp")
    if not isinstance(before, dict):
        return "it does not say what it was made from"
    changed = [words for part, words in CHANGED.items() if before.get(part) != stamp.get(part)]
    return changed[0] if changed else ("" if is_whole(report, known.get("files")) else "its files have changed")


def is_whole(report: Path, made: object) -> bool:
    """Whether a report holds every file that it was made with, as it was; more may be there."""
    return isinstance(made, dict) and made.items() <= files(report).items()
