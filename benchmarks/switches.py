"""Switches: every cluster of rules and every model, and what neutral thing stands in its place while it is off.

`switches.csv` declares them once: a row a function, those of one cluster together. `step` is the first step of the
pipeline whose findings can change. `instead` is what the function gives while it is off:

- `none`, `true`, `false`, `zero`, `one`; `empty`: the empty value of the type that the function gives;
- `same`, `second`, `third`: its first, second, third argument as it is; `alone`: a list of its first argument;
  `both`, `rest`: its first two, and all but its first argument;
- `nobody`: no source row, and the status for it;
- `without COLUMN VALUE`: the rows of a word list that it gives, less those;
- the dotted name of a function of this package, for anything else."""

from __future__ import annotations

import csv
import inspect
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import wraps
from importlib import import_module
from itertools import chain
from pathlib import Path

from helpers.sources.resolver import NOBODY
from helpers.text.quotations import MARK, mark_at

FILE = Path(__file__).with_suffix(".csv")
STEPS = ("text", "names", "entities", "attributions", "sources", "stances")
EMPTY = {"list": list, "tuple": tuple, "Sequence": tuple, "set": set, "frozenset": frozenset, "dict": dict, "str": str}
CONSTANTS = {"none": None, "true": True, "false": False, "zero": 0, "one": 1, "nobody": NOBODY}
ARGUMENTS = {
    "same": lambda args: args[0],
    "second": lambda args: args[1],
    "third": lambda args: args[2],
    "alone": lambda args: [args[0]],
    "both": lambda args: tuple(args[:2]),
    "rest": lambda args: tuple(args[1:]),
}


@dataclass(frozen=True, slots=True)
class Switch:
    """A cluster: its functions by dotted name under `helpers`, each with what it gives while off."""

    name: str
    step: str
    functions: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a function stands: the module or class that has it, by which name, and the function."""

    owner: object
    name: str
    function: Callable

    @property
    def is_method(self) -> bool:
        """Whether it belongs to a class."""
        return inspect.isclass(self.owner)


def switches(path: Path = FILE) -> list[Switch]:
    """The declared switches, in the order of the file."""
    with path.open(encoding="utf8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    names = dict.fromkeys((row["cluster"], row["step"]) for row in rows)
    return [
        Switch(name, step, tuple((row["function"], row["instead"]) for row in rows if row["cluster"] == name))
        for name, step in names
    ]


def place(dotted: str, package: str = "helpers") -> Place:
    """The function of a dotted name: `sources.persons.died`, `sources.persons.Persons.alive`.

    Raises `AttributeError` or `ModuleNotFoundError` where there is none, so that no switch goes on without its rule."""
    *parts, name = dotted.split(".")
    is_class = parts[-1][:1].isupper()
    module = import_module(".".join([package, *(parts[:-1] if is_class else parts)]))
    owner = getattr(module, parts[-1]) if is_class else module
    return Place(owner, name, inspect.getattr_static(owner, name))


def neutral(where: Place, instead: str) -> Callable:
    """A function that gives what is declared in the place of another one."""
    first = int(where.is_method)
    if instead in CONSTANTS:
        return lambda *args, **named: CONSTANTS[instead]
    if instead in ARGUMENTS:
        return lambda *args, **named: ARGUMENTS[instead]([*args[first:], *named.values()])
    if instead == "empty":
        return lambda *args, **named: empty(where.function)
    if instead.startswith("without "):
        _, column, value = instead.split()
        return lambda *args, **named: [row for row in where.function(*args, **named) if row[column] != value]
    module, _, name = instead.rpartition(".")
    return getattr(import_module(module), name)


def empty(function: Callable) -> object:
    """The empty value of the type that a function is declared to give."""
    given = str(inspect.get_annotations(function)["return"])
    return EMPTY.get(given.partition("[")[0], lambda: iter(()))()


Bindings = dict[int, list[tuple[object, str]]]
"""Function, by its identity → every module of the package that knows it, and by which name."""


def bindings() -> Bindings:
    """Where the functions of the package are known."""
    known: Bindings = {}
    for module in [module for name, module in sys.modules.items() if name.partition(".")[0] == "helpers"]:
        for name, value in vars(module).items():
            if callable(value):
                known.setdefault(id(value), []).append((module, name))
    return known


@contextmanager
def replaced(where: Place, function: Callable, every: Bindings) -> Iterator[None]:
    """Everybody who calls one function calls another one meanwhile; a method is known by its class alone."""
    known = [(where.owner, where.name)] if where.is_method else every[id(where.function)]
    for owner, name in known:
        setattr(owner, name, function)
    try:
        yield
    finally:
        for owner, name in known:
            setattr(owner, name, where.function)


@contextmanager
def off(*every: Switch) -> Iterator[None]:
    """The pipeline without some clusters."""
    known = bindings()
    with ExitStack() as stack:
        stack.callback(forget)
        for dotted, instead in chain.from_iterable(one.functions for one in every):
            where = place(dotted)
            stack.enter_context(replaced(where, neutral(where, instead), known))
        forget()
        yield


def forget() -> None:
    """Forget what functions of the rules remember of earlier calls, which may hold what a cluster gave."""
    rooms = tuple(f"helpers.{room}." for room in ("syntax", *STEPS))
    for module in [module for name, module in sys.modules.items() if name.startswith(rooms)]:
        for value in vars(module).values():
            if hasattr(value, "cache_clear") and value.__module__ == module.__name__ and value.__name__ != "shipped":
                value.cache_clear()


@dataclass(slots=True)
class Fired:
    """The clusters at work in an article, each with the steps in which it was."""

    step: str = STEPS[0]
    steps: dict[str, set[str]] = field(default_factory=dict)

    def begin(self, step: str) -> None:
        """A step begins; what earlier ones asked is asked again."""
        self.step = step
        forget()

    def note(self, name: str) -> None:
        """A cluster is at work in the present step."""
        self.steps.setdefault(name, set()).add(self.step)

    def knows(self, name: str) -> bool:
        """Whether a cluster is known to be at work in the present step."""
        return self.step in self.steps.get(name, ())


@contextmanager
def watched(every: list[Switch]) -> Iterator[Fired]:
    """The pipeline as it is, and which clusters gave anything but their neutral thing in it.

    A cluster that is not among them changes nothing: its neutral thing is what it gave. Functions that are declared to
    give nothing, or a Doc, work by changing what they are given, and count whenever they are called."""
    fired = Fired()
    instead: dict[str, list[tuple[str, str]]] = {}
    for one in every:
        for dotted, given in one.functions:
            instead.setdefault(dotted, []).append((one.name, given))
    known = bindings()
    with ExitStack() as stack:
        for dotted, named in instead.items():
            where = place(dotted)
            stack.enter_context(replaced(where, watching(where, named, fired), known))
        forget()
        yield fired


def watching(where: Place, named: list[tuple[str, str]], fired: Fired) -> Callable:
    """A function that notes the clusters for which it gave something else than their neutral thing."""
    neutrals = [(name, neutral(where, instead)) for name, instead in named]
    silent = str(inspect.get_annotations(where.function).get("return", "")) in ("None", "Doc")

    @wraps(where.function)
    def watch(*args, **kwargs):
        made = where.function(*args, **kwargs)
        made = list(made) if isinstance(made, Iterator) else made
        for name, instead in neutrals:
            if not fired.knows(name) and (silent or differs(made, instead(*args, **kwargs))):
                fired.note(name)
        return made

    return watch


def differs(made: object, instead: object) -> bool:
    """Whether two results are not the same; streams are held against what they hold."""
    if isinstance(instead, Iterator):
        instead = list(instead)
    if isinstance(made, list | tuple) and isinstance(instead, list | tuple):
        return len(made) != len(instead) or any(map(differs, made, instead))
    return type(made) is not type(instead) or bool(made != instead)


# in the place of functions for which no word above would do


def first_of(alike, each):
    """The first target that a wording can stand for."""
    return next(iter(alike), None)


def headline(doc):
    """Whatever the headline is about, as names."""
    return import_module("helpers.stances.targets").issues(doc)


def paragraphs_alone(self, doc):
    """The first step without titles that end no sentence."""
    for paragraph in doc._.paragraphs:
        span = doc.char_span(paragraph.begin, paragraph.end, alignment_mode="expand")
        if span is not None and span.start > 0:
            doc[span.start].is_sent_start = True
    return doc


def every_mark(text, begin, end):
    """Quotation marks, those of feet and inches too."""
    return (mark_at(text, match.start(), match.end(), begin, end) for match in MARK.finditer(text, begin, end))


def apart(text, found, paragraphs):
    """Quotations, those that run on over paragraphs left apart."""
    return chain.from_iterable(found)


def tagger_alone(doc, marked):
    """The names of the pipeline's own tagger."""
    return list(doc.ents)


def encoder_alone(doc, marked):
    """The names that the encoder marks, with the labels that it gives them."""
    from helpers import names

    alike = names.in_paragraphs(marked, [(p.begin, p.end) for p in doc._.paragraphs])
    return sorted(names.without(filter(None, (names.span_of(doc, one) for one in alike)), []))


def none_introduced(pairs):
    """No initials that the text introduces."""
    return import_module("helpers.entities.step").Way(lambda form: (), lambda form: (), lambda a, b: False)


def no_noun(name):
    """No noun that tells what a name is of, and no weight."""
    return None, 0.0


def content_of(found, text):
    """The content of a finding as it is."""
    return found.content


def end_of_second(doc, run, *rest):
    """Where a run ends."""
    return run[1]
