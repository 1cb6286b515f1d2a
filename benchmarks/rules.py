"""Rules: what each cluster of rules and each model earns, by what gets better and worse without it.

Every article is read once. Without a cluster only those steps are made anew in which it gave anything but its neutral
thing, and those behind them where a finding changed; the models answer what they were asked before from memory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from hashlib import blake2b
from itertools import chain
from pathlib import Path

import numpy as np
import pandas as pd
from spacy.language import Language
from spacy.tokens import Doc

from benchmarks import gum, published, real, scores
from benchmarks.real_tables import is_group, real_scores
from benchmarks.scores import Score
from benchmarks.switches import STEPS, Fired, Switch, off, watched
from helpers import readings
from helpers.encoder import network, scans
from helpers.sources import scorer

Table = dict[str, Score]
Rows = Counter[tuple]
Trials = dict[str, tuple[Switch, ...]]
"""Name → the clusters that are off together."""
MADE = STEPS[1:]
"""The steps that can be made anew without reading the text again."""
DOWN = frozenset({"row apart", "abstained", "somebody for nobody", "wrong side", "sides unsure"})
DOWN |= {"sides: opposite", "sides: wrong holder", "sides: another target", "sides: no side there"}
"""Scores of which fewer hits are better."""


@dataclass(frozen=True, slots=True)
class Case:
    """An article, and how what is made of it is read off, scored and put into rows."""

    id: str
    text: str
    read: Callable[[Doc, str], object]
    score: Callable[[object], Table]
    rows: Callable[[object], Rows]
    said: list[dict] | None = None  # attributions that are given


@dataclass(slots=True)
class Made:
    """An article with what the whole pipeline makes of it, and its Doc as it is before each step."""

    case: Case
    doc: Doc
    table: Table = field(default_factory=dict)
    found: Rows = field(default_factory=Counter)
    fired: Fired = field(default_factory=Fired)  # clusters at work in it
    kept: dict[str, tuple] = field(default_factory=dict)

    def run(self, nlp: Language, step: str, until: str = "") -> None:
        """Make the findings of the steps from one on, up to `until` where it is given."""
        for name in MADE[MADE.index(step) : MADE.index(until) if until else None]:
            if name == "attributions" and self.case.said is not None:
                self.doc._.attributions = real.given(self.doc, self.case.said)
            else:
                self.doc = nlp.get_pipe(name)(self.doc)

    def watch(self, nlp: Language) -> None:
        """Make all findings, and keep the Doc as it is before each step and at the end."""
        for name, following in zip(MADE, (*MADE[1:], ""), strict=True):
            self.keep(name)
            self.fired.begin(name)
            self.run(nlp, name, following)
        self.keep("")

    def keep(self, step: str) -> None:
        """Keep the Doc as it is before a step."""
        self.kept[step] = self.state()

    def state(self) -> tuple:
        """All that the steps behind know of."""
        return tuple(self.doc.ents), dict(self.doc.user_data)

    def is_as_before(self, step: str) -> bool:
        """Whether the Doc before a step is that of the whole pipeline; where it cannot be told it is not."""
        (ents, data), (other, known) = self.state(), self.kept[step]
        return ents == other and data.keys() == known.keys() and all(is_same(data[key], known[key]) for key in data)

    def without(self, nlp: Language, every: Iterable[Switch]) -> tuple[Table, Rows]:
        """Scores and rows without some clusters; those of the whole where nothing changes that a step reads."""
        steps = {step for one in every for step in self.fired.steps.get(one.name, ())}
        if not steps:
            return self.table, self.found
        first, last = (choose(steps, key=STEPS.index) for choose in (min, max))
        with off(*every):  # scores are made behind it, by all that the package has
            made = self.begun_anew(nlp, first)
            following = MADE[STEPS.index(last)] if last != STEPS[-1] else ""
            made.run(nlp, max(first, MADE[0], key=STEPS.index), following)
            if first != STEPS[0] and made.is_as_before(following):
                return self.table, self.found
            if following:
                made.run(nlp, following)
            found = made.case.read(made.doc, made.case.text)
        return self.case.score(found), self.case.rows(found)

    def begun_anew(self, nlp: Language, step: str) -> Made:
        """The article before a step, read again where that is the first one."""
        if step == STEPS[0]:
            return Made(self.case, real.begun(nlp, self.case.text, self.case.id))
        ents, data = self.kept[step]
        self.doc.set_ents(list(ents))
        self.doc.user_data.clear()
        self.doc.user_data.update(data)
        return self


def is_same(one: object, other: object) -> bool:
    """Whether two things on a Doc are equal; what has no equality of its own is the same only as itself."""
    if one is other:
        return True
    if isinstance(one, tuple) and isinstance(other, tuple):
        return len(one) == len(other) and all(map(is_same, one, other))
    if isinstance(one, np.ndarray):
        return np.array_equal(one, other)
    return bool(one == other)


def made(nlp: Language, case: Case, every: list[Switch]) -> Made:
    """An article taken through the whole pipeline, and which of some clusters were at work in which steps."""
    with watched(every) as fired:
        one = Made(case, real.begun(nlp, case.text, case.id), fired=fired)
        scans.scan(one.doc)
        one.watch(nlp)
    found = case.read(one.doc, case.text)
    one.table, one.found = case.score(found), case.rows(found)
    return one


@contextmanager
def remembered() -> Iterator[None]:
    """The models answer what they were asked before from memory: most of what a trial asks is as in the whole."""
    asked = (
        (network.shipped(), ("tag", "link")),
        (network.judge(), ("probabilities", "outcomes")),
        (scorer.shipped(), ("chances",)),
    )
    every = [(model, name) for model, names in asked for name in names]
    for model, name in every:
        setattr(model, name, memoised(getattr(model, name)))
    try:
        yield
    finally:
        for model, name in every:
            delattr(model, name)


def memoised(function: Callable) -> Callable:
    """A function of arrays that keeps its answers by the bytes of what it is asked."""
    known: dict[bytes, object] = {}

    def answer(*args: object) -> object:
        key = digest(args)
        if key not in known:
            known[key] = function(*args)
        return known[key]

    return answer


def digest(args: Iterable[object]) -> bytes:
    """What tells arrays, and dicts of arrays, from others."""
    made = blake2b(digest_size=16)
    for name, array in chain.from_iterable(one.items() if isinstance(one, dict) else [("", one)] for one in args):
        made.update(f"{name} {array.shape} {array.dtype.str}".encode())
        made.update(np.ascontiguousarray(array))
    return made.digest()


def gold_cases(paths: Iterable[Path], compare: Callable[[dict, dict], Table]) -> Iterator[Case]:
    """Readings by hand, from raw text."""
    for path in paths:
        gold = readings.load(path)
        yield Case(gold["id"], gold["text"], as_reading, partial(compare, gold), reading_rows)


def text_cases(path: Path) -> Iterator[Case]:
    """Articles that nobody has read, a JSON object a line: they tell how many rows change, and no more."""
    for record in published.records(path):
        yield Case(record["id"], record["text"], as_reading, lambda _: {}, reading_rows)


def as_reading(doc: Doc, text: str) -> dict:
    """What is on a Doc as the contract has it (`helpers.readings`), without tables between and what no score reads."""
    return {
        "text": text,
        "entities": [
            {"name": one.name, "label": one.label, "mentions": lists(one.mentions)}
            for one in doc._.entities
            if one.status == "joined"
        ],
        "sources": [
            {"id": one.id, "name": one.name, "type": one.type, "role": one.role, "aliases": list(one.aliases)}
            for one in doc._.sources
        ],
        "attributions": [
            {role: lists(getattr(one, role)) for role in scores.ROLES}
            | {name: getattr(one, name) for name in ("source_id", "form", "kind", "status")}
            for one in doc._.attributions
        ],
        "stances": [
            {name: getattr(one, name) for name in ("source_id", "target", "position", "commitment", "confidence")}
            | {"evidence": lists(one.evidence), "flags": list(one.flags)}
            for one in doc._.stances
        ],
    }


def lists(spans: Iterable[tuple[int, int]]) -> list[list[int]]:
    """Offsets as JSON has them."""
    return [list(span) for span in spans]


def real_cases(every: Iterable[real.Read], raw: bool = False) -> Iterator[Case]:
    """Real articles with their attributions given, or from raw text."""
    for one in every:
        read = partial(read_real, one, real.matched if raw else real.kept)
        yield Case(one.id, one.text, read, partial(real_scores, one), given_rows, None if raw else one.said)


def read_real(one: real.Read, make: Callable[[Doc, real.Read], real.Given], doc: Doc, text: str) -> real.Given:
    """What is on the Doc of a real article."""
    return make(doc, one)


def span_cases(path: Path) -> Iterator[Case]:
    """Articles of a published corpus in which attributions are marked, from raw text."""
    for record in published.records(path):
        if record["attributions"]:
            gold = {"text": record["text"], "attributions": next(iter(record["attributions"].values()))}
            yield Case(record["id"], record["text"], as_spans, partial(scores.attribution_scores, gold), span_rows)


def as_spans(doc: Doc, text: str) -> dict:
    """The attributions of a Doc as a reading has them."""
    return {"text": text, "attributions": [{r: getattr(a, r) for r in scores.ROLES} for a in doc._.attributions]}


def name_cases(folder: Path) -> Iterator[Case]:
    """Documents of GUM dev, in which names are marked and joined."""
    for one in gum.documents(folder / "en_gum_dev.conllu.gz"):
        yield Case(one.name, one.text, as_names, partial(name_scores, one.reading), name_rows)


def as_names(doc: Doc, text: str) -> dict:
    """The entities of a Doc as a reading has them, of the kinds that GUM marks."""
    found = [e for e in doc._.entities if e.status == "joined" and e.label in gum.LABELS]
    return {"entities": [{"name": e.name, "label": e.label, "mentions": [list(m) for m in e.mentions]} for e in found]}


def name_scores(gold: dict, found: dict) -> Table:
    """Mentions by exact span, and pairs of them in one entity, of the mentions that both have."""
    right, said = scores.clusters(gold), scores.clusters(found)
    both = right.keys() & said.keys()
    same = [{frozenset((a, b)) for a in both for b in side[a] & both if a != b} for side in (right, said)]
    return {
        "mentions": Score(len(both), len(said), len(right)),
        "same name, pairs": Score(len(same[0] & same[1]), len(same[1]), len(same[0])),
    }


def reading_rows(made: dict) -> Rows:
    """The rows of a reading, ids of sources replaced by their names."""
    names = {one["id"]: one["name"] for one in made["sources"]} | {None: ""}
    rows: Rows = Counter((one["name"], one["label"], str(one["mentions"])) for one in made["entities"])
    rows.update((one["name"], one["type"], one["role"]) for one in made["sources"])
    rows.update(
        (names[one["source_id"]], *(str(one[key]) for key in ("source", "cue", "content", "kind", "form", "status")))
        for one in made["attributions"]
    )
    rows.update(
        (names[one["source_id"]], *(str(one[key]) for key in ("target", "position", "commitment", "evidence", "flags")))
        for one in made["stances"]
    )
    return rows


def given_rows(made: real.Given) -> Rows:
    """The rows of a real article: attributions, sources, records."""
    names = {key: source.name for key, source in made.sources.items()} | {None: ""}
    found = [(n, one) for n, one in enumerate(made.attributions) if one is not None]
    rows: Rows = Counter((n, names[one.source_id], one.kind, one.status, one.source, one.content) for n, one in found)
    rows.update((one.name, one.type, one.role) for one in made.sources.values())
    rows.update((one.attribution_id, one.target, one.position, one.commitment, one.flags) for one in made.stances)
    return rows


def span_rows(made: dict) -> Rows:
    """The attributions of an article."""
    return Counter(tuple(str(one[role]) for role in scores.ROLES) for one in made["attributions"])


def name_rows(made: dict) -> Rows:
    """The entities of a document."""
    return Counter((one["name"], one["label"], str(one["mentions"])) for one in made["entities"])


def changed(before: Rows, after: Rows) -> int:
    """How many rows are others."""
    return max((before - after).total(), (after - before).total())


@dataclass(slots=True)
class Set:
    """Cases that are counted together, the steps whose clusters they can tell something of, and what was counted.

    `without`: for each trial what its scores have more than those of the whole, and how many rows are others."""

    name: str
    cases: Iterable[Case]
    steps: frozenset[str] = frozenset(STEPS)
    articles: int = 0
    table: Table = field(default_factory=dict)
    without: dict[str, tuple[Table, int]] = field(default_factory=dict)

    def count(self, nlp: Language, trials: Trials) -> None:
        """Take every case through the pipeline, and without what each trial leaves out."""
        told = {name: some for name, some in trials.items() if any(one.step in self.steps for one in some)}
        for case in self.cases:
            self.add(*tried(nlp, case, told))

    def add(self, table: Table, changes: dict[str, tuple[Table, int]]) -> None:
        """Add the counts of one article."""
        self.articles += 1
        self.table = scores.total([self.table, table])
        for name, (more, rows) in changes.items():
            known, before = self.without.get(name, ({}, 0))
            self.without[name] = scores.total([known, more]), before + rows


def tried(nlp: Language, case: Case, trials: Trials) -> tuple[Table, dict[str, tuple[Table, int]]]:
    """The scores of one article, and for each trial what is added to them, and how many rows are others."""
    changes = {}
    with remembered():
        one = made(nlp, case, list(dict.fromkeys(switch for some in trials.values() for switch in some)))
        for name, some in trials.items():
            try:
                table, found = one.without(nlp, some)
            except Exception as error:
                raise RuntimeError(f"{case.id} cannot be read without {name}: {error}") from error
            changes[name] = less(table, one.table), changed(one.found, found)
    return one.table, changes


def less(table: Table, other: Table) -> Table:
    """What scores have more than others, those alone that differ."""
    names = [name for name in dict.fromkeys((*table, *other)) if table.get(name) != other.get(name)]
    pairs = ((name, table.get(name, Score()), other.get(name, Score())) for name in names)
    return {name: Score(a.hits - b.hits, a.found - b.found, a.gold - b.gold) for name, a, b in pairs}


def figures(table: Table, open_: Iterable[str]) -> Iterator[tuple[str, int, int]]:
    """Each score as what it counts, how many, and of how many; of those that are `open_` how many were found and are
    not right as well.

    Those of which fewer are better have a minus before their name."""
    for name, score in table.items():
        if is_group(name) or name.endswith(", characters"):
            continue
        yield (f"- {name}" if is_down(name) else name), score.hits, score.gold
        if name in open_:
            yield f"- {name}: not right", score.found - score.hits, score.found


def is_down(name: str) -> bool:
    """Whether fewer hits of a score are better."""
    return name in DOWN or name.startswith("wrong mouth")


def open_scores(*tables: Table) -> set[str]:
    """Scores in which as many can be found as one likes."""
    return {name for table in tables for name, one in table.items() if one.found != one.gold and not is_down(name)}


def rows_of(name: str, one: Set) -> Iterator[dict]:
    """What a trial changes in a set: a row for its rows, and one a figure that moves."""
    more, changes = one.without[name]
    after = scores.total([one.table, more])
    some = open_scores(one.table, after)
    known, new = ({f: (count, n) for f, count, n in figures(table, some)} for table in (one.table, after))
    yield {"trial": name, "set": one.name, "figure": "rows changed", "with": 0, "without": changes, "n": one.articles}
    for figure in dict.fromkeys((*known, *new)):
        (had, n), (has, _) = known.get(figure, (0, 0)), new.get(figure, (0, 0))
        if had != has:
            yield {"trial": name, "set": one.name, "figure": figure, "with": had, "without": has, "n": n}


def frame(name: str, sets: Iterable[Set]) -> pd.DataFrame:
    """What a trial changes in each of some sets, a row a figure that moves.

    `better`: how many hits better a figure is without what the trial leaves out; less than nought where that earns."""
    table = pd.DataFrame(row for one in sets if name in one.without for row in rows_of(name, one))
    sign = table["figure"].str.startswith("- ").map({True: -1, False: 1})
    better = ((table["without"] - table["with"]) * sign).where(table["figure"] != "rows changed", 0)
    return table.assign(better=better)


def line(name: str, table: pd.DataFrame) -> str:
    """A trial in words: in each set how many rows change, what gets better without it, and what gets worse."""
    parts = [name]
    for one, rows in table.groupby("set", sort=False):
        changes = rows.loc[rows["figure"] == "rows changed", "without"].sum()
        moved = {"better": rows[rows["better"] > 0], "worse": rows[rows["better"] < 0]}
        said = [f"{word}: {', '.join(moves(some))}" for word, some in moved.items() if len(some)]
        parts.append("; ".join([f"  {one}: {changes} rows", *said]))
    return "\n".join(parts)


def moves(rows: pd.DataFrame) -> list[str]:
    """Figures that move, with and without what is left out: right 281→279/353."""
    names, counts = rows["figure"].str.removeprefix("- "), rows[["with", "without", "n"]].to_numpy()
    return [f"{name} {one}→{two}/{n}" for name, (one, two, n) in zip(names, counts, strict=True)]
