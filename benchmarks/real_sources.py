"""Whose words, on real articles: the source rows of the pipeline held against a reading."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from itertools import combinations

from benchmarks.real import Given, Read, is_whole
from benchmarks.scores import Score
from helpers import entities
from helpers.names import relations
from helpers.names.titles import is_title
from helpers.sources import Source
from helpers.sources.types import UNNAMED

OUTCOMES = ("right", "wrong mouth", "row apart", "abstained", "nobody there", "nobody, rightly")
"""What can come of the source of an entry; the last two of entries in whose reading nobody speaks."""
NAMELESS = UNNAMED | {"document"}
"""Types of entries that need no name."""
SHORT_FORM = re.compile(r" \([A-Z]{2,}\)$")
"""A body's short form behind its name, which is not part of it: World Health Organization (WHO)."""


def entries_named(row: Source, reading: Read) -> list[str]:
    """The entries of a reading whose name agrees with that of a row."""
    return [key for key, entry in reading.people.items() if agree(row.name, row.type, entry["name"], entry["type"])]


@lru_cache(1 << 14)
def agree(name: str, type_: str, other: str, other_type: str) -> bool:
    """Whether two names, of a row and of an entry, are forms of one; a surname is one of a full name."""
    one, two = (SHORT_FORM.sub("", without_titles(some)) for some in (name, other))
    if relations.key(one) == relations.key(two) or entities.shared_key(one) == entities.shared_key(two):
        return True
    if type_ == other_type == "named person":
        return relations.same_person(one, two) or bool(relations.bears(one, two) or relations.bears(two, one))
    if "named person" in (type_, other_type):
        return False
    short = [(a, b) for a, b in ((one, two), (two, one)) if relations.is_acronym(a) and relations.fits_initials(a, b)]
    return bool(short) or relations.bag(one) == relations.bag(two)


def without_titles(name: str) -> str:
    """A name without the titles at its front: President Obama, Vice President Biden."""
    words = name.split()
    while len(words) > 1 and (is_title(relations.key(words[0])) or words[0] == "Vice"):
        del words[0]
    return " ".join(words)


def is_named(row: Source) -> bool:
    """Whether a row bears a name: of a person, or with a capital that no article before it has."""
    return row.type not in UNNAMED and any(word[:1].isupper() for word in relations.ARTICLE.sub("", row.name).split())


def meanings(reading: Read, given: Given) -> dict[str, str]:
    """For each source row the entry that it is: of those whose name agrees with its own, or else of all, the one that
    most of its attributions belong to by the reading.

    Of equals one whose name agrees, and then the earliest. A row with a name that is no entry's may be none: see
    `outcomes`."""
    counts: dict[str, Counter[str]] = {}
    for number, one in enumerate(reading.said):
        row = given.source(number)
        if row is not None and one["who"] in reading.people:
            counts.setdefault(row.id, Counter())[one["who"]] += 1
    return {key: meaning(given.sources[key], reading, count) for key, count in counts.items()}


def meaning(row: Source, reading: Read, counts: Counter[str]) -> str:
    """The entry that a row is, by its name and by how many of its attributions belong to each entry."""
    named = entries_named(row, reading)
    among = named if named and is_named(row) else list(counts)
    return max(among, key=lambda who: (counts[who], who in named))


def outcomes(reading: Read, given: Given) -> dict[int, str]:
    """One of `OUTCOMES` for each entry that has an attribution; those of which a reader cannot tell are left out.

    A row with a name is right where that agrees with the name of the entry (of several that agree, of the one that most
    of the row's attributions belong to), and a wrong mouth where it agrees with another's. A row without a name is
    right where most of its attributions belong to the entry and this needs no name. `row apart`: a description where
    the reading has a name, or a name that nobody in the reading bears and that stands in the words for the source."""
    meant = meanings(reading, given)
    return {
        number: outcome(reading, given, number, meant)
        for number, one in enumerate(reading.said)
        if given.attributions[number] is not None and one["who"] != "?"
    }


def outcome(reading: Read, given: Given, number: int, meant: dict[str, str]) -> str:
    """What came of the source of one entry."""
    who, row = reading.said[number]["who"], given.source(number)
    if not who:
        return "nobody, rightly" if row is None else "nobody there"
    if row is None:
        return "abstained"
    entry = reading.people[meant[row.id]]
    agrees = agree(row.name, row.type, entry["name"], entry["type"])
    if is_named(row) and not agrees:
        return "row apart" if stands_in(row.name, reading, number) else "wrong mouth"
    if meant[row.id] != who:
        return "wrong mouth"
    return "right" if agrees or reading.people[who]["type"] in NAMELESS else "row apart"


def stands_in(name: str, reading: Read, number: int) -> bool:
    """Whether a name stands in the words for the source of an entry."""
    said = " ".join(reading.text[begin:end] for begin, end in reading.said[number]["source"])
    return relations.key(name) in relations.key(said)


def mouth_scores(reading: Read, given: Given) -> dict[str, Score]:
    """Outcomes of entries with somebody, then somebody where the reading has nobody; then by mention, status and
    what decided."""
    found = outcomes(reading, given)
    somebody = {number: one for number, one in found.items() if reading.said[number]["who"]}
    nobody = [one for number, one in found.items() if number not in somebody]
    every = {name: Score(list(somebody.values()).count(name), len(somebody), len(somebody)) for name in OUTCOMES[:4]}
    every["somebody for nobody"] = Score(nobody.count("nobody there"), len(nobody), len(nobody))
    groups = {
        number: (given.mentions[number], one.status, f"by {one.decided_by or 'nothing'}")
        for number in somebody
        if (one := given.attributions[number]) is not None
    }
    for kind, at in ((kind, at) for at in range(3) for kind in sorted({group[at] for group in groups.values()})):
        some = [somebody[number] for number, group in groups.items() if group[at] == kind]
        every |= {f"{name}: {kind}": Score(some.count(name), len(some), len(some)) for name in OUTCOMES[:4]}
    return every


def doubts(reading: Read, given: Given) -> list[tuple[float, str]]:
    """How sure the source of each entry that has one is, and what came of it; 0 where nobody was chosen."""
    found = {n: one for n, one in outcomes(reading, given).items() if reading.said[n]["who"]}
    rows = ((given.attributions[number], one) for number, one in found.items())
    return [(row.source_confidence or 0.0, one) for row, one in rows if row is not None]


def pair_score(reading: Read, given: Given) -> Score:
    """Pairs of attributions of one article given to the same source, among those whose words a reader can tell."""
    known = [(one["who"], given.source(n)) for n, one in enumerate(reading.said) if one["who"] in reading.people]
    pairs = [(a == b, x is not None and y is not None and x.id == y.id) for (a, x), (b, y) in combinations(known, 2)]
    return Score(sum(a and b for a, b in pairs), sum(b for _, b in pairs), sum(a for a, _ in pairs))


def row_pairs(reading: Read, given: Given) -> Iterator[tuple[dict, Source]]:
    """Each entry of a reading with the row that has most of the words rightly given to it; the earliest of equals."""
    rows: dict[str, Counter[str]] = {}
    for number, one in outcomes(reading, given).items():
        if one in ("right", "row apart") and reading.said[number]["who"]:
            rows.setdefault(reading.said[number]["who"], Counter())[given.source(number).id] += 1
    for who, count in rows.items():
        yield reading.people[who], given.sources[count.most_common(1)[0][0]]


def row_scores(reading: Read, given: Given) -> dict[str, Score]:
    """Source rows of the right type; named persons with a role or for whom they speak, where the reading has one.

    What the readings say of bodies, papers and people without a name ("young voters") is no role in the tables."""
    pairs = list(row_pairs(reading, given))
    types = sum(entry["type"] == row.type for entry, row in pairs)
    told = [(bool(e["role"]), bool(row.role or row.affiliation)) for e, row in pairs if e["type"] == "named person"]
    return {
        "source type": Score(types, len(pairs), len(pairs)),
        "has a role": Score(sum(map(all, told)), sum(has for _, has in told), sum(wanted for wanted, _ in told)),
    }


def statement_score(reading: Read, given: Given) -> Score:
    """Attributions that are statements: those that the pipeline has and does not leave out, against the reading."""
    says = [one["says"] for one, found in zip(reading.said, given.attributions, strict=True) if found is not None]
    return Score(sum(says), len(says), sum(one["says"] for one in reading.said if is_whole(one)))


def source_scores(reading: Read, given: Given) -> dict[str, Score]:
    """Everything of whose words: outcomes, pairs, rows, statements."""
    rows = row_scores(reading, given)
    single = {"same source, pairs": pair_score(reading, given), "is a statement": statement_score(reading, given)}
    return mouth_scores(reading, given) | single | rows
