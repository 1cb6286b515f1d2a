"""Tallies: what is counted over many articles, of statements that hold; every row says which ones it rests on."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

import numpy as np
import pandas as pd

from helpers import checks, issues, people, reuse
from helpers.checks import BELOW
from helpers.people import BODY, Joined, Line, key_of
from helpers.reuse import Words
from helpers.tables import COMPARISON, Tables, frame
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
MOST_OPEN = 1000
"""Events that an article is held against at most, the last ones: those of three days of a large corpus."""
PHRASE = 8
"""Words under which what several people say is perhaps no quotation of one by the other."""
ADDRESSES = ("url", "link", "address", "weburl", "web_url", "permalink")
"""Columns in which tables of articles have their web addresses."""
WORD = re.compile(r"\w+")


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


def tallied(name: str, rows: Iterable[tuple]) -> pd.DataFrame:
    """The table `name` of rows in the order of its columns."""
    names = [column.name for column in COMPARISON[name]]
    return frame(name, (dict(zip(names, row, strict=True)) for row in rows))


# ---- which articles ------------------------------------------------------------------------------------------------


def chosen(tables: Tables, outlets: Sequence[str] = (), begin: str = "", end: str = "") -> Tables:
    """The tables of the articles of some outlets and days, `begin` and `end` among them; empty means all.

    An article without a day is left out where days are asked for. Raises `ValueError` for what is no day, an outlet
    that is not there, and where no article is left."""
    articles = tables["articles"]
    there = set(articles["outlet"])
    if missing := [outlet for outlet in outlets if outlet not in there]:
        raise ValueError(f"No article is of the outlet {missing[0]!r}; there are: {', '.join(sorted(there))}.")
    kept = articles["outlet"].isin(outlets) if outlets else articles["outlet"].notna()
    for day in filter(None, (begin, end)):
        check_day(day)
        kept &= articles["published"] != ""
    kept &= (articles["published"] >= begin) & ((articles["published"] <= end) if end else True)
    ids = articles.loc[kept, "article_id"]
    if ids.empty:
        raise ValueError("No article is left: none is of these outlets and days.")
    return {name: table[table["article_id"].isin(ids)].reset_index(drop=True) for name, table in tables.items()}


def check_day(day: str) -> None:
    """Raise `ValueError` for what is no day in ISO form."""
    try:
        date.fromisoformat(day)
    except ValueError:
        raise ValueError(f"{day!r} is no day: write it as 2024-01-31.") from None


def compared(tables: Tables, by_hand: Iterable[Line] = (), copies: str = ONCE, below: float = BELOW) -> Comparison:
    """Articles held side by side; a statement under the confidence `below`, or of nobody, is doubtful."""
    if copies not in (ONCE, EACH):
        raise ValueError(f"Copies are counted {copies!r}; only {ONCE} and {EACH} are allowed.")
    joined, found = people.join(tables, by_hand), copies_of(tables["articles"])
    return Comparison(tables, joined, statements(tables, joined, found if copies == ONCE else found[:0], below), found)


def copies_of(articles: pd.DataFrame) -> pd.DataFrame:
    """The copies among articles, table `copies`; the earliest of a text is the one that is counted."""
    about = articles[["article_id", "outlet", "published", "title"]]
    found = reuse.copies(articles).merge(about, on="article_id")
    found = found.assign(day=found["published"].where(found["published"] != "", "9999"))
    order = found.sort_values(["day", "representative"], ascending=[True, False], kind="stable")
    first = set(order.drop_duplicates("copy_id")["article_id"])
    found = found.assign(counted=found["article_id"].isin(first))
    return found[[column.name for column in COMPARISON["copies"]]].astype({"counted": "boolean"})


# ---- statements ----------------------------------------------------------------------------------------------------


def statements(tables: Tables, joined: Joined, copies: pd.DataFrame, below: float = BELOW) -> pd.DataFrame:
    """Every attribution of all articles, table `statements`, in the order of days and texts."""
    quotes = tables["quotes"]
    about = tables["articles"].set_index("article_id")
    types = {(row.article_id, row.source_id): row.type for row in tables["sources"].itertuples()}
    whose = {(row.article_id, row.source_id): row.person_id for row in joined.of.itertuples()}
    names = dict(zip(joined.people["person_id"], joined.people["person"], strict=True))
    copied, sides, doubt = first_of(copies), sides_of(tables["stances"]), doubtful(quotes, below)
    urls = {id_: url_in(meta) for id_, meta in about["meta"].items()}
    rows = []
    for q, in_doubt in zip(quotes.itertuples(), doubt, strict=True):
        of, article = (q.article_id, q.source_id), about.loc[q.article_id]
        person = whose.get(of, "")
        who = (person, names.get(person, q.source or q.source_text), types.get(of, ""))
        where = (q.words, q.direct_words, q.paragraph, q.begin, getattr(article, "page", ""), urls[q.article_id])
        judged = (
            q.status,
            bool(in_doubt),
            copied.get(q.article_id, ""),
            sides.get((q.article_id, q.attribution_id), []),
        )
        place = (f"{q.article_id}/{q.attribution_id}", q.article_id, article.outlet, article.published)
        rows.append((*place, q.attribution_id, *who, q.cue, q.content, q.form, *judged, *where))
    return tallied("statements", sorted(rows, key=lambda row: (row[3], row[1], row[18])))


def doubtful(quotes: pd.DataFrame, below: float) -> pd.Series:
    """Which attributions are counted apart: nobody chosen, or a confidence in the words or the source under `below`."""
    nobody = quotes["source_id"] == ""
    return checks.doubtful(quotes, below) | nobody | (quotes["source_confidence"].fillna(1) < below)


def url_in(meta: str) -> str:
    """The web address among the further cells of an article's row; empty where there is none."""
    cells = json.loads(meta) if meta else {}
    found = (cells[name] for name in cells if name.casefold() in ADDRESSES)
    return next((cell for cell in found if re.fullmatch(r"https?://\S+", cell)), "")


def first_of(copies: pd.DataFrame) -> dict[str, str]:
    """For each copy the article that is counted in its place."""
    counted = copies[copies["counted"]].set_index("copy_id")["article_id"]
    others = copies[~copies["counted"]]
    return {row.article_id: counted[row.copy_id] for row in others.itertuples()}


def sides_of(stances: pd.DataFrame) -> dict[tuple[str, str], list[str]]:
    """For each attribution its sides, `barrage: against`, as far as they are the source's own."""
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in stances.itertuples():
        own = row.holder_id in ("", row.source_id) and "second-hand" not in row.flags
        if row.position in SIDES and own:
            found[row.article_id, row.attribution_id].append(f"{row.target}: {stance_words(row.shown, row.flags)}")
    return found


def only(table: pd.DataFrame, flags: Iterable[bool]) -> pd.DataFrame:
    """The rows of a table that are flagged; a list of flags would choose columns where it is empty."""
    return table[np.fromiter(flags, bool, len(table))]


def ids(rows: pd.DataFrame) -> list[str]:
    """The ids of statements."""
    return rows["statement_id"].to_list()


def span(rows: pd.DataFrame) -> tuple[str, str]:
    """The first and the last day of some rows; empty where none has one."""
    days = sorted(day for day in rows["published"] if day)
    return (days[0], days[-1]) if days else ("", "")


def span_of(outlets: pd.DataFrame) -> tuple[str, str]:
    """The first and the last day of a table `outlets`."""
    return min(filter(None, outlets["first"]), default=""), max(outlets["last"], default="")


def most(values: Iterable[str]) -> list[str]:
    """The different values, the one that comes most often first."""
    return [value for value, _ in Counter(value for value in values if value).most_common()]


# ---- what is compared ----------------------------------------------------------------------------------------------


def by_outlet(found: Comparison) -> pd.DataFrame:
    """How many articles of each outlet there are, and of which days, table `outlets`."""
    copied, rows = first_of(found.copies), []
    for outlet, own in found.tables["articles"].groupby("outlet"):
        undated = int((own["published"] == "").sum())
        rows.append((outlet, len(own), int(own["article_id"].isin(copied).sum()), undated, *span(own)))
    return tallied("outlets", rows)


def tables_of(found: Comparison, target: str, placed: pd.DataFrame, event: Sequence[str]) -> Tables:
    """Every table of a comparison, whole; with the places of quotations and the articles of an event, found before."""
    made = {
        **{"outlets": by_outlet(found), "people": by_person(found), "presence": presence(found)},
        **{"shares": shares(found), "about": about(found, target), "quotations": quotations(found, placed)},
        **{"members": placed, "copies": found.copies, "event": side_by_side(found, event), "silent": silent(found)},
        **{"prominence": prominence(found), "disagreements": disagreements(found), "doubt": doubt(found)},
        **{"pairs": found.joined.doubts, "lines": found.joined.came, "statements": found.statements},
    }
    return {name: made[name] for name in COMPARISON if name in made}


# ---- 1 and 2: who speaks, and where --------------------------------------------------------------------------------


def by_person(found: Comparison) -> pd.DataFrame:
    """One row a person or body over all articles, the most quoted first, table `people`."""
    counted, every = found.counted, found.statements
    apart = every[every["doubtful"] & (every["copy"] == "")].groupby("person_id").size()
    groups = dict(list(counted[counted["person_id"] != ""].groupby("person_id")))
    rows = []
    for who in found.joined.people.itertuples():
        own = groups.get(who.person_id, counted[:0])
        numbers = (len(own), own["words"].sum(), own["direct_words"].sum(), own["article_id"].nunique())
        about = (int(apart.get(who.person_id, 0)), who.names, who.roles, ids(own))
        rows.append((who.person_id, who.person, who.kind, *numbers, most(own["outlet"]), *span(own), *about))
    there = [row for row in rows if row[3] or row[10]]  # the others speak in copies alone
    return tallied("people", sorted(there, key=lambda row: (-row[3], -row[4], row[1])))


def presence(found: Comparison) -> pd.DataFrame:
    """How often each person and body speaks in each outlet, table `presence`."""
    named = found.counted[found.counted["person_id"] != ""]
    groups = named.groupby(["person_id", "person", "outlet"], sort=True)
    rows = [(person, outlet, len(own), ids(own)) for (_, person, outlet), own in groups]
    return tallied("presence", sorted(rows, key=lambda row: (-row[2], row[0], row[1])))


def shares(found: Comparison) -> pd.DataFrame:
    """Of each outlet's statements how many are of sources of each type, table `shares`."""
    rows = []
    for outlet, own in found.counted.groupby("outlet"):
        for kind in TYPES:
            these = own[own["type"] == kind]
            rows.append((outlet, kind, len(these), len(own), len(these) / len(own), ids(these)))
    return tallied("shares", rows)


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
        fitting = only(people, (any(map(fits, each)) for each in names))
        if len(fitting) == 1:
            return fitting["person_id"].iloc[0]
        if len(fitting):
            raise ValueError(f"{wanted!r} can be several: write one of {'; '.join(fitting['person'].head(8))}.")
    raise ValueError(f"Nobody who speaks in these articles is called {wanted!r}.")


def said_by(found: Comparison, person_id: str, target: str = "", only_on_it: bool = False) -> pd.DataFrame:
    """The statements of one person or body that are counted, in the order of days, table `said`; with the side toward
    a target, or any where none is given; or only those that name it or take a side on it."""
    own = sided(found.counted[found.counted["person_id"] == person_id], target)
    own = own[own["on_it"]] if only_on_it else own
    rows = (
        (row.published, row.outlet, row.person, row.side, row.content, [row.statement_id]) for row in own.itertuples()
    )
    return tallied("said", rows)


def sided(rows: pd.DataFrame, target: str) -> pd.DataFrame:
    """Statements with their `side` toward a target, and whether they name it or take one: `on_it`."""
    sides = [side_toward(each, target) for each in rows["sides"]]
    on_it = [
        bool(target) and (bool(side) or is_on(words, target))
        for words, side in zip(rows["content"], sides, strict=True)
    ]
    return rows.assign(side=np.array(sides, "object"), on_it=np.array(on_it, bool))


def side_toward(sides: Iterable[str], target: str = "") -> str:
    """The side among `target: words` toward a target, `mixed` where there are both; empty where there is none."""
    meant = {words.split(" ")[0] for name, _, words in (side.rpartition(": ") for side in sides) if is_on(name, target)}
    meant = {"in favour" if word == "in" else word for word in meant}
    return "mixed" if len(meant) > 1 else next(iter(meant), "")


def is_on(words: str, target: str) -> bool:
    """Whether words name a target: all of its words stand in them, in singular or plural, its article apart."""
    return set(issues.words(target)) <= set(issues.words(words))


def likeliest_target(found: Comparison) -> str:
    """The last word of the targets toward which most people take a side; empty where nobody does."""
    heads: Counter[str] = Counter()
    for row in found.counted[["person", "sides"]].explode("sides").dropna().drop_duplicates().itertuples():
        words = WORD.findall(row.sides.rpartition(": ")[0].casefold())
        heads.update(words[-1:])
    return heads.most_common(1)[0][0] if heads else ""


def about(found: Comparison, target: str) -> pd.DataFrame:
    """Who says what about a target over all articles, table `about`."""
    chosen = sided(found.counted, target)
    chosen = chosen[chosen["on_it"]]
    rows = []
    for _, own in chosen.groupby(chosen["person_id"].where(chosen["person_id"] != "", chosen["statement_id"])):
        favour, against = ((own["side"] == side).sum() for side in ("in favour", "against"))
        rows.append(
            (own["person"].iloc[0], len(own), favour, against, len(own) - favour - against, *span(own), ids(own))
        )
    return tallied("about", sorted(rows, key=lambda row: (-row[1], row[0])))


# ---- 4: the same words elsewhere -----------------------------------------------------------------------------------


def members(found: Comparison) -> pd.DataFrame:
    """Each place of a quotation that stands in several articles, table `members`, family by family in order of days."""
    every = found.statements.set_index(["article_id", "attribution_id"])
    rows = []
    for name, own in reuse.families(found.tables["quotes"]).groupby("family_id", sort=False):
        these = every.loc[list(zip(own["article_id"], own["attribution_id"], strict=True))]
        usual = next(iter(people_in(these)), "")
        for row, each in zip(own.itertuples(), these.itertuples(), strict=True):
            other = bool(usual) and not each.doubtful and each.person_id != "" and each.person != usual
            place = (each.outlet, each.published, each.person, row.quotation, row.cut, row.representative, other)
            rows.append((name, each.statement_id, *place, each.copy, [each.statement_id]))
    return tallied("members", sorted(rows, key=lambda row: (int(row[0][1:]), row[3], row[1])))


def quotations(found: Comparison, placed: pd.DataFrame) -> pd.DataFrame:
    """The quotations of `members`, a row each, table `quotations`, those in most articles first."""
    known = found.statements.set_index("statement_id", drop=False)
    rows = []
    for name, own in placed.groupby("family_id", sort=False):
        these = known.loc[own["statement_id"]]
        whole, cut = own.loc[own["representative"], "quotation"].iloc[0], int((own["cut"] != "").sum())
        flags = flags_on(own, cut)
        where = (these["article_id"].nunique(), list(dict.fromkeys(own["outlet"])), people_in(these), cut)
        rows.append((name, whole, *where, *span(own), flags, own["statement_id"].to_list()))
    return tallied("quotations", sorted(rows, key=lambda row: (-row[2], -len(row[3]), row[6], row[0])))


def flags_on(own: pd.DataFrame, cut: int) -> list[str]:
    """What a person should look at in the places of one quotation."""
    others = own.loc[own["other"], "quotation"]
    short = len(others) and max(len(reuse.words_of(words)) for words in others) < PHRASE
    said = {"cut differently": cut, "different speakers": len(others), "short: perhaps only a phrase": short}
    return [words for words, there in said.items() if there]


def way(placed: pd.DataFrame, families: pd.DataFrame) -> pd.DataFrame:
    """The places of the first of some quotations."""
    return placed[placed["family_id"] == next(iter(families["family_id"]), "")]


def people_in(rows: pd.DataFrame) -> list[str]:
    """The named people whom statements are given to, those in doubt left out."""
    sure = rows[~rows["doubtful"] & (rows["person_id"] != "")]
    return most(sure["person"])


# ---- 6: one event, several articles --------------------------------------------------------------------------------


def events(found: Comparison) -> list[list[str]]:
    """Articles on one event, those of most outlets first: within `WINDOW` days, with half of the names in common.

    Each is held against the earliest one of the event, so that no chain of days makes a year one event."""
    articles = found.tables["articles"].sort_values(["published", "article_id"], kind="stable")
    names = names_in(found)
    groups: list[tuple[date, set[str], list[tuple[str, str]]]] = []
    copied = first_of(found.copies)
    for row in articles[(articles["published"] != "") & ~articles["article_id"].isin(copied)].itertuples():
        day, own = date.fromisoformat(row.published), names.get(row.article_id, set())
        near = [group for group in groups[-MOST_OPEN:] if (day - group[0]).days <= WINDOW and alike(own, group[1])]
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
    """Who speaks, who is only named and who is missing in articles on one event, table `event`."""
    these = found.statements[found.statements["article_id"].isin(articles) & ~found.statements["doubtful"]]
    speaks = these[these["person_id"] != ""].groupby("person")
    persons = names_in(found, ["PERSON", "ORG"])
    spoken = {person: set(own["article_id"]) for person, own in speaks}
    outlets = dict(zip(found.tables["articles"]["article_id"], found.tables["articles"]["outlet"], strict=True))
    rows = []
    for person in sorted({*spoken, *(name for id_ in articles for name in names_in(found, ["PERSON"]).get(id_, ()))}):
        said = [id_ for id_ in articles if id_ in spoken.get(person, ())]
        only = [id_ for id_ in articles if id_ not in said and person in persons.get(id_, ())]
        own = these[these["person"] == person]
        lost = [id_ for id_ in articles if id_ not in said + only]
        places = ([f"{outlets[id_]} ({id_})" for id_ in each] for each in (said, only, lost))
        rows.append((person, *places, ids(own)))
    return tallied("event", sorted(rows, key=lambda row: (-len(row[1]), -len(row[2]), row[0])))


def silent(found: Comparison) -> pd.DataFrame:
    """The people who are named and never quoted, table `silent`; by full names, those in most articles first."""
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
    return tallied("silent", sorted(rows, key=lambda row: (-row[1], -row[2], row[0])))


# ---- 7: prominence -------------------------------------------------------------------------------------------------


def prominence(found: Comparison) -> pd.DataFrame:
    """How far in front people and bodies speak, table `prominence`, those in most articles first."""
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
    return tallied("prominence", sorted(rows, key=lambda row: (-row[1], row[0])))


def is_in_headline(names: Words, headline: set[str]) -> bool:
    """Whether a headline has the last word of a name, or all of it."""
    return bool(names) and names[-1] in headline


# ---- 8: what is not to be relied on --------------------------------------------------------------------------------


def disagreements(found: Comparison) -> pd.DataFrame:
    """The names that articles label differently, and sources that they type differently, table `disagreements`."""
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
    return tallied("disagreements", sorted(rows, key=lambda row: (-len(row[3]), row[0])))


def doubt(found: Comparison) -> pd.DataFrame:
    """How much of each outlet is in doubt, table `doubt`."""
    rows = []
    for outlet, own in found.statements.groupby("outlet"):
        apart = own[own["doubtful"]]
        status = apart["status"]
        ambiguous, lost = (status == "ambiguous").sum(), status.isin(["unattributed", "unclosed"]).sum()
        unsure = len(apart) - ambiguous - lost
        rows.append((outlet, len(own), ambiguous, lost, unsure, len(apart) / len(own), ids(apart)))
    return tallied("doubt", rows)
