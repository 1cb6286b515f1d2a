"""Tallies: what is counted over many articles, of statements that hold; every row says which ones it rests on."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

import pandas as pd

from helpers import checks, people, reuse
from helpers.checks import BELOW
from helpers.people import BODY, Joined, Line, key_of
from helpers.reuse import Words
from helpers.tables import Column, Tables
from helpers.wording import UNNAMED, stance_words

AT = "statements"
"""The column that leads from a row to its words: the ids in `statements` that it rests on."""
ONCE, EACH = "once", "each"
"""How an article that several outlets ran is counted."""
TYPES = ("named person", BODY, "document", *UNNAMED)
SIDES = {"supports": "in favour", "opposes": "against"}
WINDOW, ALIKE = 3, 0.5
"""Days between articles on one event, and the share of the names of the one with fewer that both have."""
FEWEST_NAMES = 3
WORD = re.compile(r"\w+")


def columns(*rows: tuple[str, str, str]) -> tuple[Column, ...]:
    """Columns by name, type and meaning."""
    return tuple(Column(*row) for row in rows)


LEADS = (AT, "object", "the statements it rests on, by `statement_id`")
COLUMNS: Mapping[str, tuple[Column, ...]] = {
    "people": columns(
        ("person_id", "str", "p1, p2 …"),
        ("person", "str", "the name that most articles give, or that a line of people.csv says"),
        ("kind", "str", "named person or named organisation, as most articles have it"),
        ("attributions", "Int64", "statements that hold, copies counted as was asked for"),
        ("words", "Int64", "attributed words of these"),
        ("direct_words", "Int64", "of them inside quotation marks"),
        ("articles", "Int64", "articles in which these stand"),
        ("outlets", "object", "outlets, the one with most statements first"),
        ("first", "str", "day of the first"),
        ("last", "str", "and of the last"),
        ("doubtful", "Int64", "further statements that are in doubt, and in none of the counts"),
        ("names", "object", "how the articles call them"),
        ("roles", "object", "what the articles say they are"),
        LEADS,
    ),
    "statements": columns(
        ("statement_id", "str", "article and attribution, as morlenn-7/a2"),
        ("article_id", "str", "the article"),
        ("outlet", "str", "its outlet"),
        ("published", "str", "its day, in ISO form"),
        ("attribution_id", "str", "the attribution in that article"),
        ("person_id", "str", "whose words, of the table `people`; empty for documents and those without a name"),
        ("person", "str", "the name there, or the source as the article has it"),
        ("type", "str", "type of the source in that article"),
        ("cue", "str", "the cue as written"),
        ("content", "str", "the attributed words as written"),
        ("form", "str", "direct, mixed or indirect"),
        ("status", "str", "how the source was found, or why not"),
        ("doubtful", "bool", "whether it is counted apart: nobody chosen, or a confidence under the limit"),
        ("copy", "str", "for an article that is a copy of one that is counted: that article"),
        ("sides", "object", "where it stands toward what: target, and the words for the side"),
        ("words", "Int64", "attributed words"),
        ("direct_words", "Int64", "of them inside quotation marks"),
        ("paragraph", "Int64", "paragraph of the body, the first being 1; 0 for headline and subtitle"),
        ("begin", "Int64", "offset of its first character in the article"),
        ("page", "str", "the page of the article's report, as seen from the folder that was read"),
    ),
    "shares": columns(
        ("outlet", "str", "the outlet"),
        ("type", "str", "type of source"),
        ("attributions", "Int64", "statements of sources of this type"),
        ("of", "Int64", "all statements of the outlet that hold"),
        ("share", "Float64", "the first as a share of the second, 0 to 1"),
        LEADS,
    ),
    "presence": columns(
        ("person", "str", "the person or body"),
        ("outlet", "str", "the outlet"),
        ("attributions", "Int64", "their statements in it"),
        LEADS,
    ),
    "about": columns(
        ("person", "str", "the person, body or other source"),
        ("attributions", "Int64", "statements that name what was asked for, or take a side toward it"),
        ("in_favour", "Int64", "of them in favour of it"),
        ("against", "Int64", "of them against it"),
        ("no_side", "Int64", "of them without a side that was found"),
        ("first", "str", "day of the first"),
        ("last", "str", "and of the last"),
        LEADS,
    ),
    "quotations": columns(
        ("family_id", "str", "f1, f2 … those in most articles first"),
        ("quotation", "str", "the longest of them"),
        ("articles", "Int64", "articles that have it, copies among them"),
        ("outlets", "object", "outlets, in the order of their days"),
        ("people", "object", "whom it is given to, the one with most first"),
        ("cut", "Int64", "how many of them are cut or worded otherwise"),
        ("first", "str", "day of the first"),
        ("last", "str", "and of the last"),
        ("flags", "object", "cut differently; given to different speakers"),
        LEADS,
    ),
    "copies": columns(
        ("copy_id", "str", "c1, c2 …"),
        ("article_id", "str", "the article"),
        ("outlet", "str", "its outlet"),
        ("published", "str", "its day, in ISO form"),
        ("title", "str", "its headline"),
        ("kind", "str", "agency copy, near duplicate, or agency alone where no other article has the text"),
        ("tag", "str", "the agency, where the article names one"),
        ("contained", "Float64", "share of its runs of seven words that the longest of them has"),
        ("counted", "bool", "whether its statements are counted when copies are counted once"),
    ),
    "event": columns(
        ("person", "str", "who is named in one of the articles at least"),
        ("speaks_in", "object", "articles that attribute words to them"),
        ("named_in", "object", "articles that name them and attribute nothing to them"),
        ("missing_in", "object", "articles that do not name them"),
        LEADS,
    ),
    "silent": columns(
        ("name", "str", "a person who is named and to whom nothing is attributed in any of the articles"),
        ("articles", "Int64", "articles that name them"),
        ("mentions", "Int64", "how often"),
        ("outlets", "object", "in which outlets"),
        ("where", "object", "these articles"),
    ),
    "prominence": columns(
        ("person", "str", "the person or body"),
        ("articles", "Int64", "articles in which they speak"),
        ("in_headline", "Int64", "of them those that name them in the headline"),
        ("in_lede", "Int64", "of them those in which they speak in the first paragraph"),
        ("position", "Float64", "median of where their first statement begins, 0 to 1 of the text"),
        LEADS,
    ),
    "disagreements": columns(
        ("name", "str", "a name that different articles label differently"),
        ("what", "str", "label of the name, or type of the source"),
        ("found", "object", "each with how many articles have it"),
        ("articles", "object", "the articles that have not the most common one"),
    ),
    "doubt": columns(
        ("outlet", "str", "the outlet"),
        ("attributions", "Int64", "all statements, copies among them"),
        ("ambiguous", "Int64", "of them those for which several sources fit"),
        ("unattributed", "Int64", "those without a source, or of which a quotation mark is missing"),
        ("unsure", "Int64", "those with a source and a confidence under the limit"),
        ("share", "Float64", "all these as a share of the first"),
        LEADS,
    ),
}  # fmt: skip
"""The tables of a comparison: name, type and meaning of their columns."""


class Comparison(NamedTuple):
    """Articles held side by side: their tables, who is who, statements, and which articles are copies."""

    tables: Tables
    joined: Joined
    statements: pd.DataFrame
    copies: pd.DataFrame

    @property
    def counted(self) -> pd.DataFrame:
        """The statements that are counted: those that hold, of a text that several outlets ran the first only."""
        return self.statements[~self.statements["doubtful"] & (self.statements["copy"] == "")]


def frame(name: str, rows: Iterable[tuple]) -> pd.DataFrame:
    """The table `name` of rows in the order of its columns, typed."""
    rows = list(rows)
    cells = {known.name: [row[at] for row in rows] for at, known in enumerate(COLUMNS[name])}
    return pd.DataFrame({c.name: pd.Series(cells[c.name], dtype=c.dtype) for c in COLUMNS[name]})


# ---- which articles ------------------------------------------------------------------------------------------------


def chosen(tables: Tables, outlets: Sequence[str] = (), begin: str = "", end: str = "") -> Tables:
    """The tables of the articles of some outlets and days, `begin` and `end` among them; empty means all.

    An article without a day is left out where days are asked for. Raises `ValueError` for what is no day."""
    articles = tables["articles"]
    kept = articles["outlet"].isin(outlets) if outlets else articles["outlet"].notna()
    for day in filter(None, (begin, end)):
        date.fromisoformat(day)
        kept &= articles["published"] != ""
    kept &= (articles["published"] >= begin) & ((articles["published"] <= end) if end else True)
    ids = articles.loc[kept, "article_id"]
    return {name: table[table["article_id"].isin(ids)].reset_index(drop=True) for name, table in tables.items()}


def compared(tables: Tables, by_hand: Iterable[Line] = (), copies: str = ONCE, below: float = BELOW) -> Comparison:
    """Articles held side by side; a statement under the confidence `below`, or of nobody, is doubtful."""
    if copies not in (ONCE, EACH):
        raise ValueError(f"Copies are counted {copies!r}; only {ONCE} and {EACH} are allowed.")
    joined, found = people.join(tables, by_hand), copies_of(tables["articles"])
    return Comparison(tables, joined, statements(tables, joined, found if copies == ONCE else found[:0], below), found)


def copies_of(articles: pd.DataFrame) -> pd.DataFrame:
    """The copies among articles, columns `copies`; the earliest of a text is the one that is counted."""
    about = articles[["article_id", "outlet", "published", "title"]]
    found = reuse.copies(articles).merge(about, on="article_id")
    found = found.assign(day=found["published"].where(found["published"] != "", "9999"))
    order = found.sort_values(["day", "representative"], ascending=[True, False], kind="stable")
    first = set(order.drop_duplicates("copy_id")["article_id"])
    found = found.assign(counted=found["article_id"].isin(first))
    return found[[column.name for column in COLUMNS["copies"]]]


# ---- statements ----------------------------------------------------------------------------------------------------


def statements(tables: Tables, joined: Joined, copies: pd.DataFrame, below: float = BELOW) -> pd.DataFrame:
    """Every attribution of all articles, columns `statements`, in the order of days and texts."""
    quotes = tables["quotes"]
    about = tables["articles"].set_index("article_id")
    types = {(row.article_id, row.source_id): row.type for row in tables["sources"].itertuples()}
    whose = {(row.article_id, row.source_id): row.person_id for row in joined.of.itertuples()}
    names = dict(zip(joined.people["person_id"], joined.people["person"], strict=True))
    copied, sides, doubt = first_of(copies), sides_of(tables["stances"]), doubtful(quotes, below)
    rows = []
    for q, in_doubt in zip(quotes.itertuples(), doubt, strict=True):
        of, article = (q.article_id, q.source_id), about.loc[q.article_id]
        person = whose.get(of, "")
        who = (person, names.get(person, q.source or q.source_text), types.get(of, ""))
        where = (q.words, q.direct_words, q.paragraph, q.begin, getattr(article, "page", ""))
        judged = (
            q.status,
            bool(in_doubt),
            copied.get(q.article_id, ""),
            sides.get((q.article_id, q.attribution_id), []),
        )
        place = (f"{q.article_id}/{q.attribution_id}", q.article_id, article.outlet, article.published)
        rows.append((*place, q.attribution_id, *who, q.cue, q.content, q.form, *judged, *where))
    return frame("statements", sorted(rows, key=lambda row: (row[3], row[1], row[18])))


def doubtful(quotes: pd.DataFrame, below: float) -> pd.Series:
    """Which attributions are counted apart: nobody chosen, or a confidence in the words or the source under `below`."""
    unsure = checks.doubtful(quotes, below) | (quotes["source_id"] == "")
    return unsure | (quotes["source_confidence"].fillna(1) < below) if "source_confidence" in quotes else unsure


def first_of(copies: pd.DataFrame) -> dict[str, str]:
    """For each copy the article that is counted in its place."""
    counted = copies[copies["counted"]].set_index("copy_id")["article_id"]
    others = copies[~copies["counted"]]
    return {row.article_id: counted[row.copy_id] for row in others.itertuples()}


def sides_of(stances: pd.DataFrame) -> dict[tuple[str, str], list[str]]:
    """For each attribution its sides, `barrage: against`; those of others that are told second hand are none."""
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in stances.itertuples():
        if row.position in SIDES and "second-hand" not in row.flags:
            found[row.article_id, row.attribution_id].append(f"{row.target}: {stance_words(row.shown, row.flags)}")
    return found


def ids(rows: pd.DataFrame) -> list[str]:
    """The ids of statements."""
    return rows["statement_id"].to_list()


def span(rows: pd.DataFrame) -> tuple[str, str]:
    """The first and the last day of some rows; empty where none has one."""
    days = sorted(day for day in rows["published"] if day)
    return (days[0], days[-1]) if days else ("", "")


def most(values: Iterable[str]) -> list[str]:
    """The different values, the one that comes most often first."""
    return [value for value, _ in Counter(value for value in values if value).most_common()]


# ---- 1 and 2: who speaks, and where --------------------------------------------------------------------------------


def by_person(found: Comparison) -> pd.DataFrame:
    """One row a person or body over all articles, the most quoted first, columns `people`."""
    counted, every = found.counted, found.statements
    apart = every[every["doubtful"] & (every["copy"] == "")].groupby("person_id").size()
    groups = dict(list(counted[counted["person_id"] != ""].groupby("person_id")))
    rows = []
    for who in found.joined.people.itertuples():
        own = groups.get(who.person_id, counted[:0])
        numbers = (len(own), own["words"].sum(), own["direct_words"].sum(), own["article_id"].nunique())
        about = (int(apart.get(who.person_id, 0)), who.names, who.roles, ids(own))
        rows.append((who.person_id, who.person, who.kind, *numbers, most(own["outlet"]), *span(own), *about))
    return frame("people", sorted(rows, key=lambda row: (-row[3], -row[4], row[1])))


def presence(found: Comparison) -> pd.DataFrame:
    """How often each person and body speaks in each outlet, columns `presence`."""
    named = found.counted[found.counted["person_id"] != ""]
    groups = named.groupby(["person_id", "person", "outlet"], sort=True)
    rows = [(person, outlet, len(own), ids(own)) for (_, person, outlet), own in groups]
    return frame("presence", sorted(rows, key=lambda row: (-row[2], row[0], row[1])))


def shares(found: Comparison) -> pd.DataFrame:
    """Of each outlet's statements how many are of sources of each type, columns `shares`."""
    rows = []
    for outlet, own in found.counted.groupby("outlet"):
        for kind in TYPES:
            these = own[own["type"] == kind]
            rows.append((outlet, kind, len(these), len(own), len(these) / len(own), ids(these)))
    return frame("shares", rows)


# ---- 3: what was said along time -----------------------------------------------------------------------------------


def person_called(found: Comparison, wanted: str) -> str:
    """The id of the person or body called so: the whole name, or a part of one name only; empty asks for the first.

    Raises `ValueError` where nobody is, or several are."""
    people = by_person(found)
    if not wanted.strip():
        return next(iter(people["person_id"]), "")
    key = key_of(wanted)
    names = [[row.person_id, *map(key_of, (row.person, *row.names))] for row in people.itertuples()]
    for fits in (lambda name: name == key, lambda name: f" {key} " in f" {name} "):
        fitting = people[[any(map(fits, each)) for each in names]]
        if len(fitting) == 1:
            return fitting["person_id"].iloc[0]
        if len(fitting):
            who = "; ".join(f"{row.person_id} is {row.person}" for row in fitting.head(8).itertuples())
            raise ValueError(f"{wanted!r} can be several: {who}. Name the one meant by that id.")
    raise ValueError(f"Nobody who speaks in these articles is called {wanted!r}.")


def said_by(found: Comparison, person_id: str) -> pd.DataFrame:
    """The statements of one person or body that are counted, in the order of days."""
    return found.counted[found.counted["person_id"] == person_id].reset_index(drop=True)


def side_toward(sides: Iterable[str], target: str = "") -> str:
    """The side among `target: words` toward a target, `mixed` where there are both; empty where there is none."""
    meant = {words.split(" ")[0] for name, _, words in (side.rpartition(": ") for side in sides) if is_on(name, target)}
    meant = {"in favour" if word == "in" else word for word in meant}
    return "mixed" if len(meant) > 1 else next(iter(meant), "")


def is_on(words: str, target: str) -> bool:
    """Whether words name a target: all of its words stand in them."""
    return set(WORD.findall(target.casefold())) <= set(WORD.findall(words.casefold()))


def likeliest_target(found: Comparison) -> str:
    """The last word of the targets toward which most people take a side; empty where nobody does."""
    heads = Counter()
    for row in found.counted[["person", "sides"]].explode("sides").dropna().drop_duplicates().itertuples():
        words = WORD.findall(row.sides.rpartition(": ")[0].casefold())
        heads.update(words[-1:])
    return heads.most_common(1)[0][0] if heads else ""


def about(found: Comparison, target: str) -> pd.DataFrame:
    """Who says what about a target over all articles, columns `about`."""
    counted = found.counted
    sides = [side_toward(row.sides, target) for row in counted.itertuples()]
    named = [bool(side) or is_on(row.content, target) for row, side in zip(counted.itertuples(), sides, strict=True)]
    chosen = counted.assign(side=sides)[named] if target else counted[:0].assign(side="")
    rows = []
    for _, own in chosen.groupby(chosen["person_id"].where(chosen["person_id"] != "", chosen["statement_id"])):
        favour, against = ((own["side"] == side).sum() for side in ("in favour", "against"))
        rows.append(
            (own["person"].iloc[0], len(own), favour, against, len(own) - favour - against, *span(own), ids(own))
        )
    return frame("about", sorted(rows, key=lambda row: (-row[1], row[0])))


# ---- 4: the same words elsewhere -----------------------------------------------------------------------------------


def quotations(found: Comparison) -> pd.DataFrame:
    """The quotations that stand in several articles, columns `quotations`, those in most articles first."""
    every = found.statements.set_index(["article_id", "attribution_id"])
    rows = []
    for name, own in reuse.families(found.tables["quotes"]).groupby("family_id"):
        these = every.loc[list(zip(own["article_id"], own["attribution_id"], strict=True))].reset_index()
        these = these.assign(cut=own["cut"].to_list()).sort_values("published", kind="stable")
        whole = own.loc[own["representative"], "quotation"].iloc[0]
        cut, speakers = int((own["cut"] != "").sum()), people_in(these)
        flags = [*(["cut differently"] if cut else []), *(["different speakers"] if len(speakers) > 1 else [])]
        outlets = list(dict.fromkeys(these["outlet"]))
        rows.append((name, whole, own["article_id"].nunique(), outlets, speakers, cut, *span(these), flags, ids(these)))
    return frame("quotations", sorted(rows, key=lambda row: (-row[2], row[6], row[0])))


def people_in(rows: pd.DataFrame) -> list[str]:
    """The named people whom statements are given to, those in doubt left out."""
    sure = rows[~rows["doubtful"] & (rows["person_id"] != "")]
    return most(sure["person"])


# ---- 6: one event, several articles --------------------------------------------------------------------------------


def events(found: Comparison) -> list[list[str]]:
    """Articles on one event, those of most outlets first: within `WINDOW` days, with half of the names in common.

    Each is held against the earliest one of the event, so that no chain of days makes a year one event."""
    articles = found.tables["articles"].sort_values(["published", "article_id"], kind="stable")
    names, groups = names_in(found), []
    copied = first_of(found.copies)
    for row in articles[(articles["published"] != "") & ~articles["article_id"].isin(copied)].itertuples():
        day, own = date.fromisoformat(row.published), names.get(row.article_id, set())
        near = [group for group in groups[-200:] if (day - group[0]).days <= WINDOW and alike(own, group[1])]
        if near:
            max(near, key=lambda group: len(own & group[1]))[2].append((row.article_id, row.outlet))
        elif len(own) >= FEWEST_NAMES:
            groups.append((day, own, [(row.article_id, row.outlet)]))
    several = [group[2] for group in groups if len({outlet for _, outlet in group[2]}) > 1]
    ordered = sorted(several, key=lambda group: (-len({outlet for _, outlet in group}), -len(group)))
    return [[id_ for id_, _ in group] for group in ordered]


def alike(names: set[str], others: set[str]) -> bool:
    """Whether two articles name the same: `ALIKE` of the names of the one with fewer, `FEWEST_NAMES` at least."""
    shared, fewer = len(names & others), min(len(names), len(others))
    return shared >= FEWEST_NAMES and shared >= ALIKE * fewer


def names_in(found: Comparison, labels: Iterable[str] = ("PERSON", "ORG", "GPE", "LOC", "MISC")) -> dict[str, set[str]]:
    """For each article the names that it has, by the person where it is one who speaks anywhere."""
    known = named(found)
    entities = found.tables["entities"]
    names: dict[str, set[str]] = defaultdict(set)
    for row in entities[entities["label"].isin(tuple(labels)) & (entities["status"] != "ambiguous")].itertuples():
        names[row.article_id].add(known.get((row.article_id, row.entity_id)) or known.get(key_of(row.name)) or row.name)
    return names


def named(found: Comparison) -> dict:
    """The name of a person or body over all articles, by article and entity, and by a name that only they have."""
    people = dict(zip(found.joined.people["person_id"], found.joined.people["person"], strict=True))
    sources = found.tables["sources"].merge(found.joined.of, on=["article_id", "source_id"])
    known: dict = {(row.article_id, row.entity_id): people[row.person_id] for row in sources.itertuples()}
    keys = Counter(key_of(name) for row in found.joined.people.itertuples() for name in {row.person, *row.names})
    for row in found.joined.people.itertuples():
        known |= {key_of(name): row.person for name in row.names if keys[key_of(name)] == 1}
    return known


def side_by_side(found: Comparison, articles: Sequence[str]) -> pd.DataFrame:
    """Who speaks, who is only named and who is missing in articles on one event, columns `event`."""
    these = found.statements[found.statements["article_id"].isin(articles) & ~found.statements["doubtful"]]
    speaks = these[these["person_id"] != ""].groupby("person")
    persons = names_in(found, ["PERSON", "ORG"])
    spoken = {person: set(own["article_id"]) for person, own in speaks}
    rows = []
    for person in sorted({*spoken, *(name for id_ in articles for name in names_in(found, ["PERSON"]).get(id_, ()))}):
        said = [id_ for id_ in articles if id_ in spoken.get(person, ())]
        only = [id_ for id_ in articles if id_ not in said and person in persons.get(id_, ())]
        own = these[these["person"] == person]
        rows.append((person, said, only, [id_ for id_ in articles if id_ not in said + only], ids(own)))
    return frame("event", sorted(rows, key=lambda row: (-len(row[1]), -len(row[2]), row[0])))


def silent(found: Comparison) -> pd.DataFrame:
    """The people who are named and never quoted, columns `silent`; by full names, those in most articles first."""
    known, speaking = named(found), {key_of(name) for names in found.joined.people["names"] for name in names}
    outlets = dict(zip(found.tables["articles"]["article_id"], found.tables["articles"]["outlet"], strict=True))
    entities = found.tables["entities"]
    persons = entities[(entities["label"] == "PERSON") & entities["name"].str.contains(" ", regex=False)]
    groups: dict[str, list] = defaultdict(list)
    for row in persons.itertuples():
        if (row.article_id, row.entity_id) not in known and key_of(row.name) not in speaking:
            groups[key_of(row.name)].append(row)
    rows = [
        (
            most(row.name for row in own)[0],
            len({row.article_id for row in own}),
            sum(row.count for row in own),
            most(outlets[row.article_id] for row in own),
            [row.article_id for row in own],
        )
        for own in groups.values()
    ]
    return frame("silent", sorted(rows, key=lambda row: (-row[1], -row[2], row[0])))


# ---- 7: prominence -------------------------------------------------------------------------------------------------


def prominence(found: Comparison) -> pd.DataFrame:
    """How far in front people and bodies speak, columns `prominence`, those in most articles first."""
    about = found.tables["articles"].set_index("article_id")
    headlines = {id_: set(reuse.words_of(title)) for id_, title in about["title"].items()}
    lengths = about["text"].str.len().to_dict()
    rows = []
    for _, own in found.counted[found.counted["person_id"] != ""].groupby("person_id"):
        first = own.sort_values("begin", kind="stable").drop_duplicates("article_id")
        person = first["person"].iloc[0]
        names = reuse.words_of(person.partition(" (")[0])
        headline = sum(is_in_headline(names, headlines[id_]) for id_ in first["article_id"])
        lede = own.loc[own["paragraph"] == 1, "article_id"].nunique()
        places = first["begin"].astype("Float64") / first["article_id"].map(lengths).astype("Float64")
        rows.append((person, len(first), headline, lede, places.median(), ids(first)))
    return frame("prominence", sorted(rows, key=lambda row: (-row[1], row[0])))


def is_in_headline(names: Words, headline: set[str]) -> bool:
    """Whether a headline has the last word of a name, or all of it."""
    return bool(names) and names[-1] in headline


# ---- 8: what is not to be relied on --------------------------------------------------------------------------------


def disagreements(found: Comparison) -> pd.DataFrame:
    """The names that articles label differently, and sources that they type differently, columns `disagreements`."""
    tables = (("label of the name", "entities", "label"), ("type of the source", "sources", "type"))
    rows = []
    for what, table, column in tables:
        full = found.tables[table][found.tables[table]["name"].str.contains(" ", regex=False)]
        full = full[full[column].isin(TYPES[:2])] if table == "sources" else full
        for _, own in full.groupby(full["name"].map(key_of)):
            found_in = own.drop_duplicates(["article_id", column])
            counts = Counter(found_in[column])
            if len(counts) > 1:
                usual = counts.most_common(1)[0][0]
                others = found_in.loc[found_in[column] != usual, "article_id"].to_list()
                said = [f"{label} in {n}" for label, n in counts.most_common()]
                rows.append((own["name"].iloc[0], what, said, others))
    return frame("disagreements", sorted(rows, key=lambda row: (-len(row[3]), row[0])))


def doubt(found: Comparison) -> pd.DataFrame:
    """How much of each outlet is in doubt, columns `doubt`."""
    rows = []
    for outlet, own in found.statements.groupby("outlet"):
        apart = own[own["doubtful"]]
        status = apart["status"]
        ambiguous, lost = (status == "ambiguous").sum(), status.isin(["unattributed", "unclosed"]).sum()
        unsure = len(apart) - ambiguous - lost
        rows.append((outlet, len(own), ambiguous, lost, unsure, len(apart) / len(own), ids(apart)))
    return frame("doubt", rows)


def articles_by_outlet(found: Comparison) -> Iterator[tuple[str, int, int, str, str]]:
    """Each outlet with its articles, those of them that are copies, and their first and last day."""
    copied = first_of(found.copies)
    for outlet, own in found.tables["articles"].groupby("outlet"):
        yield outlet, len(own), int(own["article_id"].isin(copied).sum()), *span(own)
