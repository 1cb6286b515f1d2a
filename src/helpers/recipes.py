"""Recipes: what `report` is asked for again and again, written down in a YAML file."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from difflib import get_close_matches
from pathlib import Path

import yaml

from helpers.runs import ParameterError, is_text, short
from helpers.text.dates import ORDERS


class RecipeError(ParameterError):
    """A file of recipes that cannot be followed; one sentence: what, where, what is allowed."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """One batch: which articles go where, and how; the fields are those of the file, with `-` for `_`.

    `articles` are files, folders and web addresses; `parameters` are those of the notebooks."""

    articles: tuple[str, ...]
    out: Path = Path("reports")
    parameters: Mapping[str, object] = field(default_factory=dict)
    notebooks: Path | None = None
    pipeline: str | None = None
    encoding: str | None = None
    article_limit: int | None = None
    date_order: str | None = None
    timeout: float | None = None
    jobs: int = 1
    corrections: Path | None = None
    text_column: str | None = None
    title_column: str | None = None
    byline_column: str | None = None
    date_column: str | None = None
    outlet_column: str | None = None
    language_column: str | None = None
    id_column: str | None = None
    name: str = ""


class Loader(yaml.SafeLoader):
    """YAML of plain values, in which no key may come twice and none is merged."""


def mapping(loader: Loader, node: yaml.MappingNode) -> dict:
    """A mapping; raises `yaml.constructor.ConstructorError` where a key comes twice or is no text."""
    keys = [loader.construct_object(key) for key, _ in node.value]
    for number, key in enumerate(keys):
        if not isinstance(key, str) or key in keys[:number]:
            problem = f"the key {key!r} comes twice" if isinstance(key, str) else f"the key {key!r} is no text"
            raise yaml.constructor.ConstructorError(None, None, problem, node.value[number][0].start_mark)
    return {key: loader.construct_object(value, deep=True) for key, (_, value) in zip(keys, node.value, strict=True)}


Loader.add_constructor("tag:yaml.org,2002:map", mapping)


def load(path: Path, names: Iterable[str] = ()) -> list[Recipe]:
    """The recipes of a file, or those of the given names in that order; paths count from the file's folder.

    Raises `RecipeError` for a file, a recipe or a field that is not as it should be."""
    known = {str(name): recipe(name, given, path) for name, given in written(path).items()}
    for name in names:
        if name not in known:
            raise RecipeError(f"{path} has no recipe {name!r}{suggestion(name, known)}")
    return [known[name] for name in names or known]


def written(path: Path) -> Mapping[str, object]:
    """What a file of recipes says."""
    try:
        given = yaml.load(path.read_text(encoding="utf-8-sig"), Loader)  # a SafeLoader: no tag makes an object
    except OSError as error:
        raise RecipeError(f"{path} cannot be read: {error.strerror}.") from error
    except Exception as error:  # YAML's own errors, and what values that are none raise: dates, numbers, depth
        raise RecipeError(f"{path} is no YAML of plain values{place(error)}.") from error
    if not isinstance(given, dict) or not given:
        raise RecipeError(f"{path} holds no recipes: it should be a mapping of names to recipes.")
    return given


def place(error: Exception) -> str:
    """Where in a file and what is wrong, as far as the error says so."""
    mark = getattr(error, "problem_mark", None)
    where = f" (line {mark.line + 1}: {getattr(error, 'problem', '')})" if mark else ""
    return " ".join(where.split()) and f" {' '.join(where.split())}"


KINDS: dict[str, tuple[type | tuple[type, ...], str]] = {
    "articles": ((str, list), "a path or a list of paths"),
    "out": (str, "a folder"),
    "parameters": (dict, "a mapping of names to values"),
    "notebooks": (str, "a folder"),
    "pipeline": (str, "the name of a spaCy pipeline"),
    "encoding": (str, "the name of an encoding"),
    "article_limit": (int, "a whole number over zero"),
    "date_order": (str, "DMY or MDY"),
    "timeout": ((int, float), "a number of seconds over zero"),
    "jobs": (int, "a whole number over zero"),
    "corrections": (str, "a file of corrections"),
}
KINDS |= {field.name: (str, "the name of a column") for field in fields(Recipe) if field.name.endswith("_column")}
"""What a recipe may say, of which type, and in words."""
LARGEST = 999_999_999_999_999
"""The largest number of a recipe, as on the command line."""


def recipe(name: object, given: object, path: Path) -> Recipe:
    """One recipe of a file, checked."""
    where = f"The recipe {name!r} in {path}"
    if not isinstance(given, dict):
        raise RecipeError(f"{where} should be a mapping with `articles`.")
    said = {str(key).replace("-", "_"): value for key, value in given.items()}
    for key, value in said.items():
        check(key, value, where)
    if not said.get("articles"):
        raise RecipeError(f"{where} names no articles: say `articles: folder/`.")
    return placed(Recipe(**said, name=str(name)), path.parent)


def check(key: str, value: object, where: str) -> None:
    """Raise `RecipeError` where a field is not known, or is not what it should be."""
    if key not in KINDS:
        raise RecipeError(f"{where} has no field {key!r}{suggestion(key, KINDS)}")
    kind, allowed = KINDS[key]
    is_fit = key != "date_order" or value in ORDERS
    if not isinstance(value, kind) or isinstance(value, bool) or not is_sound(value) or not is_fit:
        raise RecipeError(f"{where} says {key}: {short(value)}; only {allowed} is allowed there.")


def is_sound(value: object) -> bool:
    """Whether a value of the right type is a number over zero, or text that a path or a name can be made of."""
    if isinstance(value, str):
        return bool(value.strip()) and "\0" not in value and is_text(value)
    if isinstance(value, (int, float)):
        return 0 < value <= LARGEST and math.isfinite(value)
    return not isinstance(value, list) or all(isinstance(each, str) and is_sound(each) for each in value)


def suggestion(name: str, known: Iterable[str]) -> str:
    """The nearest name, or all of them."""
    near = get_close_matches(name, list(known), 1)
    return f"; did you mean {near[0]!r}?" if near else f"; there are: {', '.join(known)}."


def placed(found: Recipe, folder: Path) -> Recipe:
    """A recipe whose paths count from here, not from the folder of its file."""
    given = [found.articles] if isinstance(found.articles, str) else found.articles
    return replace(
        found,
        articles=tuple(path if "://" in path or path == "-" else str(folder / path) for path in given),
        out=folder / found.out,
        notebooks=folder / found.notebooks if found.notebooks else None,
        corrections=folder / found.corrections if found.corrections else None,
    )
