"""People: who is the same over many articles, by full name and agreeing roles; and what a person settled of that."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import chain, combinations
from pathlib import Path
from typing import NamedTuple

import pandas as pd
from rapidfuzz import fuzz

from helpers import corrections, lexicons
from helpers.corrections import CorrectionsError
from helpers.tables import Row, Tables, frame
from helpers.text.normal import as_read
from helpers.wording import count, plural

NAME = "people.csv"
FIELDS = ("what", "name", "where", "other", "other_where", "why")
"""The columns of the file: `join` or `separate`, who, and by `where` which of those who are called so."""
WHATS = ("join", "separate")
WITHOUT_ROLE = "-"
"""What stands in `where` for those of whom no article says what they are."""
BODY, PERSON = "named organisation", "named person"
OF, PEOPLE = ["article_id", "source_id", "person_id"], ["person_id", "person", "kind", "names", "roles", "sources"]
SMALL = frozenset(
    [
        *("a", "an", "and", "as", "at", "by", "for", "from", "in", "of", "on", "the", "to", "with", "who", "is", "was"),
        *("former", "ex", "then", "now", "acting", "interim", "incumbent", "current", "leads", "heads", "runs"),
    ]
)
"""Words of a role that tell nobody from anybody else."""
WORD = re.compile(r"[^\W_]+(?:[’'][^\W_]+)?")
ALIKE, ALIKE_BODIES = 88, 95
"""From which likeness, of 100, two spellings of a name are listed as perhaps one (`rapidfuzz.fuzz.ratio`)."""
MIDDLE = re.compile(r"(?<=\w)(?: \w)+ (?=\w\w)")
INITIAL = re.compile(r"\b(\w)\.\s?(?=\w\.)")
SHORT = 4
"""Letters that a role in capitals may have."""
STEM = 6
"""Letters of a word of a role that are compared."""
MOST_NEAR = 40
"""Names that share a key at most for their pairs to be looked at: a key that fits more tells nothing."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the file; `fault` is why it cannot be carried out, empty where it can."""

    line: int
    what: str
    name: str
    where: str
    other: str
    other_where: str
    why: str
    fault: str = ""


class Joined(NamedTuple):
    """Sources over articles: of each row whose it is, the people and bodies, the doubtful pairs, what came of lines."""

    of: pd.DataFrame
    people: pd.DataFrame
    doubts: pd.DataFrame
    came: pd.DataFrame


@dataclass(slots=True)
class Unit:
    """All rows that say the same of one name: they are never parted but by a line of the file."""

    key: str
    role: str
    alone: str
    sides: tuple[tuple[int, int], ...]
    names: Counter = field(default_factory=Counter)
    kinds: Counter = field(default_factory=Counter)
    rows: list[tuple[str, str]] = field(default_factory=list)


@dataclass(slots=True)
class Cluster:
    """Units taken for one person or body."""

    units: list[Unit]
    words: set[str] = field(default_factory=set)
    proper: set[str] = field(default_factory=set)
    called: str = ""

    def absorb(self, other: Cluster) -> None:
        """Take the units of another cluster."""
        self.units += other.units
        self.words |= other.words
        self.proper |= other.proper

    @property
    def role(self) -> str:
        """The role that most rows give; empty where none does."""
        said = Counter({unit.role: 0 for unit in self.units if unit.role})
        for unit in self.units:
            said.update({unit.role: len(unit.rows)} if unit.role else {})
        return said.most_common(1)[0][0] if said else ""

    @property
    def name(self) -> str:
        """What a line of the file calls it, or the name that most rows give, no acronym where there is another."""
        names = sum((unit.names for unit in self.units), Counter())
        return self.called or max(names, key=lambda name: (" " in name, names[name], name))

    @property
    def articles(self) -> set[str]:
        """The articles in which it speaks."""
        return {article for unit in self.units for article, _ in unit.rows}

    @property
    def key(self) -> str:
        """Its first unit's name as compared."""
        return self.units[0].key

    @property
    def kind(self) -> str:
        """The type that most rows give."""
        return sum((unit.kinds for unit in self.units), Counter()).most_common(1)[0][0]


# ---- the file ------------------------------------------------------------------------------------------------------


def read(path: str | Path | None) -> tuple[Line, ...]:
    """The lines of a file, those with faults among them, none where none is named; raises `CorrectionsError`."""
    if not path:
        return ()
    path = Path(path)
    rows = csv.reader(io.StringIO(corrections.text_of(path), newline=""))
    heads = [name.strip().lower() for name in corrections.next_row(rows)[0] or []]
    if sorted(heads) != sorted(FIELDS):
        raise CorrectionsError(f"The first line of {path.name} must name the columns {', '.join(FIELDS)}.")
    return tuple(lines(rows, heads))


def lines(rows, heads: Sequence[str]) -> Iterator[Line]:
    """The lines behind the heads."""
    while True:
        begin = rows.line_num + 1
        cells, trouble = corrections.next_row(rows)
        if cells is None:
            return
        if cells or trouble:
            given = dict.fromkeys(FIELDS, "") | dict(zip(heads, map(corrections.plain, cells), strict=False))
            said = {"other_where": given["other_where"], "fault": trouble or fault(given)}
            yield Line(begin, given["what"], given["name"], given["where"], given["other"], why=given["why"], **said)


def fault(given: Mapping[str, str]) -> str:
    """What a line lacks or says that is not allowed; empty where nothing."""
    missing = [name for name in ("name", "other", "why") if not given[name]]
    if given["what"] not in WHATS:
        return f"`what` is {given['what']!r}; {corrections.offer(given['what'], WHATS)}"
    return f"`{missing[0]}` is empty and needed here" if missing else ""


def ready(what: str, one: Cluster, other: Cluster) -> str:
    """A line for the file, but for its `why`."""
    return corrections.line(what, one.name, place(one), other.name, place(other))


def place(cluster: Cluster) -> str:
    """What `where` says of a cluster: its role, or the one article a bare surname is from; nothing where it is all of a
    surname, or all bodies of a common name."""
    alone = {unit.alone for unit in cluster.units}
    return "" if len(alone) > 1 else alone.pop() or cluster.role or WITHOUT_ROLE


# ---- names and roles -----------------------------------------------------------------------------------------------


@lru_cache(maxsize=16_384)
def key_of(name: str) -> str:
    """A name as it is compared: small letters without accents, titles and articles, straight marks, initials as one."""
    plain = unicodedata.normalize("NFKD", INITIAL.sub(r"\1", as_read(name)).replace("’", "'").casefold())
    words = "".join(c for c in plain if not unicodedata.combining(c)).replace(".", " ").split()
    while len(words) > 1 and (words[0] == "the" or words[0] in lexicons.words("titles")):
        words = words[1:]
    return " ".join(words)


def words_of(role: str) -> set[str]:
    """The words of a role that tell somebody from others, by their stems."""
    return stems(map(plain, WORD.findall(spelt_out(role))))


def proper_in(role: str) -> set[str]:
    """Those that are names, by their capitals: `mayor of Varnsby`; if all have one, those that are no office."""
    words = [word for word in WORD.findall(spelt_out(role)) if word.casefold() not in SMALL]
    large = {plain(word) for word in words if word[0].isupper()}
    titled = all(word[0].isupper() for word in words)
    return large - SMALL - (lexicons.words("roles") | lexicons.words("titles") if titled else set())


def stems(words: Iterable[str]) -> set[str]:
    """The first letters of words: *president* and *presidential*, *minister* and *ministry* are one."""
    return {word[:STEM] for word in words if word not in SMALL}


def plain(word: str) -> str:
    """A word in small letters, not as an owner, and a title in full: `Marl’s`, `Sen.`."""
    small = re.sub(r"['’]s?$", "", word.casefold())
    full = lexicons.column("short_titles", "full")
    return full.get(f"{small.capitalize()}.") or full.get(f"{small.capitalize().removesuffix('s')}.") or small


@lru_cache(maxsize=16_384)
def spelt_out(role: str) -> str:
    """A role with the short names of states in full."""
    return states().sub(lambda found: lexicons.column("aliases", "name")[found[0]], as_read(role))


@cache
def states() -> re.Pattern:
    """The short names of states."""
    short = [row["form"] for row in lexicons.rows("aliases") if row["why"].startswith("the same state")]
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(short, key=len, reverse=True)))})(?!\w)")


def is_generic(key: str) -> bool:
    """Whether a body is called by common words alone (`city council`): one of another town may be called the same."""
    common = lexicons.words("group_nouns") | {"city", "town", "county", "state", "district", "national", "police"}
    return all(word in common or word in SMALL for word in key.split())


def fits(cluster: Cluster, role: str, known: Known) -> bool:
    """Whether a role agrees with those of a cluster: they share a word, and do not name different places or bodies."""
    words = words_of(role)
    return bool(words & cluster.words) and not clash(cluster, Cluster([], words, proper_in(role)), known)


def clash(one: Cluster, other: Cluster, known: Known) -> bool:
    """Whether what is said of two names different ones of a kind: towns, companies, parties or peoples.

    Those of several kinds are no different ones: somebody is president of a state and nominee of a party. What nothing
    is known of is of every kind."""
    own, theirs = (
        {known.kinds.get(word, "") for word in this.proper if word[:STEM] not in that.words}
        for this, that in ((one, other), (other, one))
    )
    return bool(own and theirs) and ("" in own | theirs or bool(own & theirs))


def told_as_one(found: list[Cluster], barred: Mapping[int, set[int]], known: Known) -> list[Cluster]:
    """Clusters of one name, those put together of which one article tells both roles."""
    made: list[Cluster] = []
    for each in found:
        told = [other for other in made if told_together(each, other, known.texts)]
        for other in as_one([each, *told], barred, known)[1:]:
            each.absorb(other)
            made = [one for one in made if one is not other]
        made.append(each)
    return made


def told_together(one: Cluster, other: Cluster, texts: Mapping[str, str]) -> bool:
    """Whether an article in which one of two of a name speaks has a role of the other beside the name, word for word.

    `Sen. Ada Quill, chairman of the board, said`: the table has one of both."""
    return any(
        beside(role, {name for unit in this.units for name in unit.names}, flat(texts.get(article, "")))
        for this, that in ((one, other), (other, one))
        for role in {unit.role for unit in that.units if unit.role}
        for article in this.articles
    )


def beside(role: str, names: Iterable[str], text: str) -> bool:
    """Whether a text has a role right before one of some names, or right after and then no further name."""
    bare = re.sub(r"^(?:the|an?) ", "", flat(role))
    if bare not in text:
        return False
    said = re.escape(bare)
    called = "|".join(re.escape(flat(name)) for name in names)
    return bool(re.search(rf"(?<!\w){said} (?:{called})\b|\b(?:{called})(?:, | \()(?:the |an? )?{said}[,.;:)]", text))


@lru_cache(maxsize=1_024)
def flat(text: str) -> str:
    """Words as read, in small letters and one line."""
    return " ".join(as_read(text).casefold().split())


class Known(NamedTuple):
    """What is known of all articles: for each word in the names of places, peoples, parties and bodies what it is of,
    and the text of each article."""

    kinds: Mapping[str, str]
    texts: Mapping[str, str]


KINDS = {"GPE": "place", "LOC": "place", "NORP": "people", "ORG": "body"}
"""The kind of what has a label; of a word in several names the first, but one that is a whole name is what that is."""


def kinds_in(entities: pd.DataFrame) -> dict[str, str]:
    """What the names in the table of entities are of."""
    named = {
        label: [WORD.findall(spelt_out(name)) for name in set(own["name"])] for label, own in entities.groupby("label")
    }
    parts = (
        (len(words) > 1, order, plain(word))
        for order, label in enumerate(KINDS)
        for words in named.get(label, ())
        for word in words
    )
    found: dict[str, str] = {}
    for _, order, word in sorted(parts):
        found.setdefault(word, [*KINDS.values()][order])
    return found


# ---- joining -------------------------------------------------------------------------------------------------------


def join(tables: Tables, by_hand: Iterable[Line] = ()) -> Joined:
    """The named people and bodies among the sources of many articles, and the tables `pairs` and `lines`.

    People are one where they have the same full name and their roles agree, bodies by full name or acronym; a surname
    alone joins nothing. Lines of the file come before all that."""
    lines = [line for line in by_hand if not line.fault]
    units, hits = units_of(tables, lines)
    barred = barred_by(units, lines)
    known = Known(kinds_in(tables["entities"]), tables["articles"].set_index("article_id")["text"].to_dict())
    by_rule, found = (all_clusters(units, apart, known) for apart in ({}, barred))
    before = {id(unit): number for number, each in enumerate(by_rule) for unit in each.units}
    found, came = carried_out(found, lines, hits, barred, before)
    found.sort(key=lambda each: (-sum(len(unit.rows) for unit in each.units), each.name))
    malformed = [came_row(line, "malformed", line.fault) for line in by_hand if line.fault]
    told = frame("lines", sorted([*came, *malformed], key=lambda row: row["line"]))
    return Joined(*framed(found), doubts(found, barred, lines), told)


def units_of(tables: Tables, lines: Sequence[Line]) -> tuple[list[Unit], set[tuple[int, int]]]:
    """The rows of named sources in units, and which sides of which lines met a row."""
    sources = tables["sources"][tables["sources"]["type"].isin((PERSON, BODY))]
    outlets = dict(zip(tables["articles"]["article_id"], tables["articles"]["outlet"], strict=True))
    acronyms, wanted = acronyms_in(tables), sides_by_key(lines)
    units: dict[tuple, Unit] = {}
    for row in sources.itertuples():
        key = acronyms.get(key_of(row.name), key_of(row.name))
        sides = tuple(side for side in wanted.get(key_of(row.name), ()) if meets(lines, side, row, outlets))
        role, alone = role_of(row), kept_apart(row, key, outlets)
        unit = units.setdefault((key, role, alone, sides), Unit(key, role, alone, sides))
        unit.names[row.name] += 1
        unit.kinds[row.type] += 1
        unit.rows.append((row.article_id, row.source_id))
    return list(units.values()), {side for unit in units.values() for side in unit.sides}


def role_of(row) -> str:
    """What somebody is, as written; a body has no role. Words all in capitals are of a headline and tell none, but for
    short ones, as `CEO`."""
    headline = row.role.isupper() and (len(row.role) > SHORT or plain(row.role) != row.role.casefold())
    role = "" if headline else row.role
    return role or (row.affiliation and f"of {row.affiliation}") if row.type == PERSON else ""


def kept_apart(row, key: str, outlets: Mapping[str, str]) -> str:
    """What a row is alone in: one name alone in its article, a body called by what it is in its outlet; or empty."""
    if row.type == PERSON:
        return row.article_id if " " not in key else ""
    return outlets.get(row.article_id, "") if is_generic(key) else ""


def sides_by_key(lines: Sequence[Line]) -> dict[str, list[tuple[int, int]]]:
    """For each name the sides (0 or 1) of the lines that are about it."""
    found: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for number, line in enumerate(lines):
        for side, name in enumerate((line.name, line.other)):
            found[key_of(name)].append((number, side))
    return found


def meets(lines: Sequence[Line], side: tuple[int, int], row, outlets: Mapping[str, str]) -> bool:
    """Whether a row is where a side of a line says: anywhere, in an article or outlet, in a role, or without one."""
    where = (lines[side[0]].where, lines[side[0]].other_where)[side[1]]
    if where in ("", row.article_id):
        return True
    if where == WITHOUT_ROLE:
        return not role_of(row)
    if where.casefold() == outlets.get(row.article_id, "").casefold():
        return True
    return bool(words_of(where)) and words_of(where) <= words_of(f"{row.role} {row.affiliation}")


def acronyms_in(tables: Tables) -> dict[str, str]:
    """For the acronym of one body, and of no other, its full name; both as compared."""
    rows = [*tables["sources"].itertuples(), *tables["entities"].itertuples()]
    bodies = [row for row in rows if getattr(row, "type", "") == BODY or getattr(row, "label", "") == "ORG"]
    full: dict[str, set[str]] = defaultdict(set)
    for name, aliases in {(row.name, tuple(row.aliases)) for row in bodies if " " in key_of(row.name)}:
        initials = "".join(word[0] for word in key_of(name).split() if word not in SMALL)
        for short in {initials, *(key_of(alias) for alias in aliases if alias.isupper() and " " not in alias)}:
            full[short].add(key_of(name))
    return {short: next(iter(names)) for short, names in full.items() if len(names) == 1 and len(short) > 1}


def by_key(units: Iterable[Unit]) -> dict[str, list[Unit]]:
    """Units by name."""
    found: dict[str, list[Unit]] = defaultdict(list)
    for unit in units:
        found[unit.key].append(unit)
    return found


def all_clusters(units: Iterable[Unit], barred: Mapping[int, set[int]], known: Known) -> list[Cluster]:
    """The clusters of all names, those of one name with and without a middle initial put together."""
    found = [each for group in by_key(units).values() for each in clusters(group, barred, known)]
    names: dict[str, dict[str, list[Cluster]]] = defaultdict(lambda: defaultdict(list))
    for each in found:
        if each.kind == PERSON and each.words:
            names[MIDDLE.sub(" ", each.key)][each.key].append(each)
    for name, forms in names.items():
        if len(forms) == 2 and name in forms and all(len(own) == 1 for own in forms.values()):
            one, other = (own[0] for own in forms.values())
            if one.words & other.words and not one.articles & other.articles and as_one([one, other], barred, known):
                one.absorb(other)
                found = [each for each in found if each is not other]
    return found


def clusters(units: list[Unit], barred: Mapping[int, set[int]], known: Known) -> list[Cluster]:
    """The units of one name put together where their roles agree, those that say most first; one that agrees with
    several clusters that do not agree, or has no role while there are several, stays alone."""
    found: list[Cluster] = []
    order = sorted(units, key=lambda u: (-len(proper_in(u.role)), -len(words_of(u.role)), -len(u.rows), u.role))
    left = [unit for unit in order if not unit.role and not unit.alone]
    for unit in order:
        if unit.role and not unit.alone:
            fitting = [each for each in found if may(each, unit, barred) and fits(each, unit.role, known)]
            take(unit, as_one(fitting, barred, known), found)
    found = told_as_one(found, barred, known)
    for unit in left:
        fitting = [each for each in found if may(each, unit, barred) and (each.words or each.units[0] in left)]
        take(unit, fitting if len(fitting) == 1 else [], found)
    alone: dict[str, Cluster] = {}
    for unit in (unit for unit in order if unit.alone):
        alone.setdefault(unit.alone, Cluster([])).units.append(unit)
    return [*found, *alone.values()]


def may(cluster: Cluster, unit: Unit, barred: Mapping[int, set[int]]) -> bool:
    """Whether no line separates a unit from a cluster."""
    return not any(id(other) in barred.get(id(unit), ()) for other in cluster.units)


def as_one(fitting: list[Cluster], barred: Mapping[int, set[int]], known: Known) -> list[Cluster]:
    """Clusters that one role agrees with, none of them where two of them clash or a line separates them."""
    apart = (
        clash(one, other, known) or not all(may(one, unit, barred) for unit in other.units)
        for one, other in combinations(fitting, 2)
    )
    return [] if any(apart) else fitting


def take(unit: Unit, fitting: list[Cluster], found: list[Cluster]) -> None:
    """Put a unit to the clusters that fit, which become one with it, or to a new one."""
    chosen = fitting[0] if fitting else Cluster([])
    for other in fitting[1:]:
        chosen.absorb(other)
    chosen.units.append(unit)
    chosen.words |= words_of(unit.role)
    chosen.proper |= proper_in(unit.role)
    found[:] = [each for each in found if not any(each is other for other in fitting)] + [chosen]


# ---- lines carried out ---------------------------------------------------------------------------------------------


def side_of(units: Iterable[Unit], number: int, side: int) -> list[Unit]:
    """The units on a side of a line."""
    return [unit for unit in units if (number, side) in unit.sides]


def barred_by(units: list[Unit], lines: Sequence[Line]) -> dict[int, set[int]]:
    """For each unit, by its identity, those that a line separates from it."""
    barred: dict[int, set[int]] = defaultdict(set)
    for number, line in enumerate(lines):
        if line.what == "separate":
            for one in side_of(units, number, 0):
                for other in side_of(units, number, 1):
                    if one is not other:
                        barred[id(one)].add(id(other))
                        barred[id(other)].add(id(one))
    return barred


def carried_out(
    found: list[Cluster],
    lines: Sequence[Line],
    hits: set[tuple[int, int]],
    barred: Mapping[int, set[int]],
    before: Mapping[int, int],
) -> tuple[list[Cluster], list[Row]]:
    """The clusters with the joins carried out, and what came of each line."""
    came = []
    for number, line in enumerate(lines):
        lost = [name for side, name in enumerate((line.name, line.other)) if (number, side) not in hits]
        if lost:
            came.append(came_row(line, "unmatched", f"no source is called {lost[0]!r} there"))
        elif line.what == "separate":
            came.append(separated(found, line, number, before))
        else:
            found, row = put_together(found, line, number, barred)
            came.append(row)
    return found, came


def came_row(line: Line, status: str, outcome: str) -> Row:
    """A row on what came of a line."""
    said = {name: getattr(line, name) for name in ("line", "what", "name", "other", "why")}
    return said | {"status": status, "outcome": outcome}


def separated(found: list[Cluster], line: Line, number: int, before: Mapping[int, int]) -> Row:
    """What came of a line that separates, which was carried out while joining."""
    units = [unit for each in found for unit in each.units]
    one, other = side_of(units, number, 0), side_of(units, number, 1)
    if any(unit in other for unit in one):
        return came_row(line, "unmatched", "both sides are the same rows: say in `where` which ones are meant")
    mixed = {before[id(unit)] for unit in one} & {before[id(unit)] for unit in other}
    return came_row(line, "applied" if mixed else "needless", "they are kept apart" if mixed else "they were apart")


def put_together(found: list[Cluster], line: Line, number: int, barred: Mapping) -> tuple[list[Cluster], Row]:
    """The clusters of both sides as one, called by the second name, unless a line separates them."""
    sides = [[each for each in found if side_of(each.units, number, side)] for side in (0, 1)]
    meant = [each for each in found if each in sides[0] or each in sides[1]]
    if len(meant) == 1:
        return found, came_row(line, "needless", "they were one")
    units = [unit for each in [*sides[1], *(each for each in sides[0] if each not in sides[1])] for unit in each.units]
    if any(id(one) in barred.get(id(other), ()) for one, other in combinations(units, 2)):
        return found, came_row(line, "malformed", "another line separates them")
    words, proper = (set().union(*(getattr(each, name) for each in meant)) for name in ("words", "proper"))
    made = Cluster(units, words, proper, line.other)
    return [*(each for each in found if each not in meant), made], came_row(line, "applied", "they are one")


# ---- doubts --------------------------------------------------------------------------------------------------------


def doubts(found: list[Cluster], barred: Mapping[int, set[int]], lines: Sequence[Line]) -> pd.DataFrame:
    """The pairs that a person should look at, table `pairs`: of one name and apart, or of other names and alike.

    All articles of a surname alone are one side of a pair, and so are all outlets of a body called by common words:
    one line is enough for them."""
    rows = []
    for one, other, doubt in chain(pairs(grouped(found)), outlets_of(found)):
        if not any(id(unit) in barred.get(id(each), ()) for unit in one.units for each in other.units):
            said = {"name": one.name, "where": place(one), "other": other.name, "other_where": place(other)}
            apart = "" if one is other else ready("separate", one, other)
            many = len(one.articles) if place(one) == "" and one is not other else 0
            doubt = f"{doubt}, in {count(many, 'article')}" if many else doubt
            rows.append({"doubt": doubt, **said, "join": ready("join", one, other), "separate": apart})
    return frame("pairs", rows)


def grouped(found: Iterable[Cluster]) -> list[Cluster]:
    """Clusters, those of one surname as one but for what lines are about; without bodies called by common words."""
    made: list[Cluster] = []
    surnames: dict[str, Cluster] = {}
    for each in found:
        alone, settled = each.units[0].alone, any(unit.sides for unit in each.units)
        if not alone or (settled and each.kind == PERSON):
            made.append(each)
        elif each.kind == PERSON and each.key in surnames:
            surnames[each.key].units += each.units
        elif each.kind == PERSON:
            made.append(surnames.setdefault(each.key, Cluster([*each.units])))
    return made


def outlets_of(found: Iterable[Cluster]) -> Iterator[tuple[Cluster, Cluster, str]]:
    """Bodies called by common words that several outlets have, each as a pair with itself, with why."""
    names: dict[str, list[Cluster]] = defaultdict(list)
    for each in found:
        if each.units[0].alone and each.kind != PERSON:
            names[each.key].append(each)
    for same in names.values():
        if len(same) > 1 and not any(unit.sides for each in same for unit in each.units):
            whole = Cluster([unit for each in same for unit in each.units])
            yield whole, whole, f"a common name, in {count(len(same), 'outlet')}"


def pairs(found: list[Cluster]) -> Iterator[tuple[Cluster, Cluster, str]]:
    """Pairs of clusters that may be one, each once, with why; the name that is joined to the other comes first.

    Of several of one name each is held against the first, who is quoted most."""
    seen: set[tuple[int, int]] = set()
    firsts: dict[str, int] = {}
    for number, each in enumerate(found):
        firsts.setdefault(each.key, number)
    for numbers in near(found).values():
        if 1 < len(numbers) <= MOST_NEAR:
            for a, b in combinations(sorted(numbers), 2):
                passed = (a, b) in seen or (found[a].key == found[b].key and a != firsts[found[a].key])
                doubt = "" if passed else doubt_about(found[a], found[b])
                seen.add((a, b))
                if doubt:
                    one, other = sorted((found[a], found[b]), key=lambda each: len(each.key))
                    yield one, other, doubt


def near(found: list[Cluster]) -> dict[tuple[str, ...], set[int]]:
    """Clusters by what names that may be one share, so that not every pair is looked at."""
    keys: dict[tuple[str, ...], set[int]] = defaultdict(set)
    for number, each in enumerate(found):
        parts = sorted(set(re.split(r"[ -]", each.key)))
        first, last = each.key.split()[0], re.split(r"[ -]", each.key)[-1]
        keys["name", each.key].add(number)
        keys["given", first, last[:2]].add(number)
        keys["surname", last, first[:1]].add(number)
        for two in combinations(parts, 2):
            keys["two", *two].add(number)
        if not each.units[0].alone and each.proper:
            keys["role", first, *sorted(each.proper)].add(number)
        for part in parts if each.kind == PERSON else ():
            keys["part", part].add(number)
    return keys


def doubt_about(one: Cluster, other: Cluster) -> str:
    """Why two clusters may be one person, in words; empty where they are taken for two without more ado."""
    if one.key == other.key and one.kind == PERSON and one.units[0].alone:
        return ""  # a surname is not held against itself: every pair of its articles would be here
    if one.key == other.key:
        return "the same name, and roles that do not agree" if one.role and other.role else "the same name"
    parts, others = (set(re.split(r"[ -]", each.key)) for each in (one, other))
    if 1 in (len(parts), len(others)) and PERSON in (one.kind, other.kind):
        return "a surname alone" if parts < others or others < parts else ""
    if parts < others or others < parts:
        return "one name has more parts than the other" if may_be_longer(one, parts ^ others) else ""
    if one.articles & other.articles:
        return ""  # an article that has both has two people
    if fuzz.ratio(one.key, other.key) >= (ALIKE if one.kind == PERSON else ALIKE_BODIES):
        return "names spelt almost alike"
    same = one.key.split()[0] == other.key.split()[0] and one.kind == other.kind == PERSON
    return "one first name, and the same role" if same and one.proper and alike(one, other) else ""


def may_be_longer(one: Cluster, more: set[str]) -> bool:
    """Whether further words make a longer form of a name: not those of a second one, and of a body only what it is."""
    return "and" not in more and (one.kind == PERSON or more <= lexicons.words("group_nouns", why="a business"))


def alike(one: Cluster, other: Cluster) -> bool:
    """Whether all that is said of one, places and bodies by name among it, is said of the other."""
    return one.proper == other.proper and (one.words <= other.words or other.words <= one.words)


# ---- as frames -----------------------------------------------------------------------------------------------------


def framed(found: Sequence[Cluster]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Whose each source is, and the people and bodies, columns `OF` and `PEOPLE`; who shares a name has the role behind
    it."""
    ids = [(f"p{number}", each) for number, each in enumerate(found, 1)]
    shared = Counter(each.name for each in found)
    of = [(*row, id_) for id_, each in ids for unit in each.units for row in unit.rows]
    people = [
        (
            id_,
            f"{each.name} ({place(each)})" if shared[each.name] > 1 else each.name,
            each.kind,
            sorted({name for unit in each.units for name in unit.names}),
            sorted({unit.role for unit in each.units if unit.role}),
            sum(len(unit.rows) for unit in each.units),
        )
        for id_, each in ids
    ]
    return pd.DataFrame(of, columns=OF), pd.DataFrame(people, columns=PEOPLE)


def complaints(came: pd.DataFrame) -> list[str]:
    """A sentence for each line that was not carried out."""
    lost = came[came["status"].isin(corrections.LOST)]
    return [f"People, line {row.line}: {row.outcome}." for row in lost.itertuples()]


def summary(joined: Joined) -> str:
    """How many rows are how many people and bodies, and how many pairs are doubtful."""
    rows, people, doubtful = len(joined.of), len(joined.people), len(joined.doubts)
    return (
        f"{count(rows, 'named source')} in single articles {plural('is', rows)} {people} people and bodies over all; "
        f"{count(doubtful, 'pair')} to look at"
    )
