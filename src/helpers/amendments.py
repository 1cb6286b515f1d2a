"""Amendments: corrections carried out on the rows they are about, and everything counted anew."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from itertools import chain

from helpers import audits
from helpers.corrections import MOST_LISTED, TOWARD, Correction, is_about, placed, spans
from helpers.tables import NAMES, Row, Tables, frame
from helpers.text.lines import Offsets
from helpers.text.normal import as_read
from helpers.wording import TYPE_MARKS, as_shown, count, number

Rows = dict[str, list[Row]]
"""The tables of one article as rows, which the deeds below change in place."""

IDS = {"sources": "source_id", "entities": "entity_id", "quotes": "attribution_id", "stances": "stance_id"}
ONE = {"sources": "source", "entities": "name", "quotes": "attribution", "stances": "stance record"}
"""What a row of each table is called."""
WITH = {"sources": "a source", "entities": "an entity"}
TABLES = {"source": "sources", "entity": "entities", "attribution": "quotes", "stance": "stances"}
TYPED = re.compile(rf"(.+?)\s*\(({'|'.join(TYPE_MARKS)})\)")
"""A source that has no row yet, with its type in brackets."""
OF_LABELS = {"PERSON": "named person", "ORG": "named organisation", "GPE": "named organisation"}


SILENT = ("no-knowledge", "declines")
"""Commitments without a side: not to know, and not to tell."""


class UnmatchedError(Exception):
    """A correction that fits no row, or several; the message says what there is."""


class NeedlessError(Exception):
    """A correction of what is so already."""


def amend(tables: Tables, corrections: Iterable[Correction] = ()) -> Tables:
    """The tables with these corrections made to the rows they are about, and what depends on those rows counted anew.

    A row that was touched has the status `corrected` and says in `correction` what it was and why; what came of each
    correction is a row of the table `corrections`. The tables given are left as they are."""
    return framed(rows_of(tables), corrections)


def framed(read: Iterable[Rows], corrections: Iterable[Correction] = ()) -> Tables:
    """The tables of articles given as rows, with these corrections made: one frame a table, whatever their number."""
    wanted = list(corrections)
    parts = [amended(rows, wanted) for rows in read]
    return {name: frame(name, chain.from_iterable(part[name] for part in parts)) for name in NAMES}


def rows_of(tables: Tables) -> list[Rows]:
    """The rows of each article, in the order of the articles."""
    found: dict[str, Rows] = {key: {name: [] for name in NAMES} for key in tables["articles"]["article_id"]}
    for name in (name for name in NAMES if name in tables):
        for row in tables[name].to_dict("records"):
            if row["article_id"] in found:
                found[row["article_id"]][name].append(row)
    return list(found.values())


def amended(rows: Rows, corrections: list[Correction]) -> Rows:
    """The rows of one article after its corrections, in the order of the file."""
    article_id = rows["articles"][0]["article_id"]
    for wanted in corrections:
        if is_about(wanted, article_id):
            status, outcome = carried_out(rows, wanted)
            rows["corrections"].append(record(wanted, article_id, status, outcome))
    hold(rows)
    return rows | {"sources": audits.counted(rows["sources"], rows["quotes"])}


def hold(rows: Rows) -> None:
    """Give each stance record the holder that its source, or the row of who is reported to hold it, now has."""
    names = {row[IDS[table]]: row["name"] for table in ("entities", "sources") for row in rows[table]}
    for stance in rows["stances"]:
        if "second-hand" not in stance["flags"]:
            stance["holder_id"], stance["holder"] = stance["source_id"], stance["source"]
        stance["holder"] = names.get(stance["holder_id"], stance["holder"])


def carried_out(rows: Rows, wanted: Correction) -> tuple[str, str]:
    """What came of a correction: its status, and words."""
    if wanted.fault:
        return "malformed", wanted.fault
    try:
        return "applied", DEEDS[wanted.what](rows, wanted)
    except NeedlessError as said:
        return "needless", str(said)
    except UnmatchedError as said:
        return "unmatched", str(said)


def record(wanted: Correction, article_id: str, status: str, outcome: str) -> Row:
    """A row of the table `corrections`."""
    said = {"what": wanted.what, "where": wanted.where, "from": wanted.old, "to": wanted.new, "why": wanted.why}
    return {"article_id": article_id, "line": wanted.line, **said, "status": status, "outcome": outcome}


def mark(row: Row, was: str, wanted: Correction) -> None:
    """Say on a row that a person corrected it, what it was, and why; a missing quotation mark stays missing."""
    said = f"{was}; {wanted.why} (line {wanted.line})"
    row["correction"] = f"{row['correction']}. {said}" if row.get("correction") else said
    row["status"] = "unclosed" if row.get("status") == "unclosed" else "corrected"


def settle(row: Row, was: str, wanted: Correction) -> None:
    """The same of a statement or a stance record that a person looked at itself: nothing about it is in doubt now."""
    found = [was, *(str(row[name]) for name in ("status",) if row.get(name))]
    found += [f"confidence {row['confidence']:.2f}"] if isinstance(row.get("confidence"), float) else []
    mark(row, ", ".join(found), wanted)
    row |= {"status": "corrected"} | ({"confidence": 1.0} if "confidence" in row else {})
    if "source_confidence" in row:  # it says nothing of whom nobody was chosen for
        row["source_confidence"] = 1.0 if row["source_id"] else None


# ---- finding the row -----------------------------------------------------------------------------------------------


def same(one: str, other: str) -> bool:
    """Whether two names are one but for case, spaces and the shape of marks."""
    return simple(one) == simple(other)


def simple(name: str) -> str:
    """A name as names are compared."""
    return re.sub("[‘’`]", "'", " ".join(as_read(name).split())).casefold()


def named(rows: Rows, table: str, name: str, where: str = "", besides: Row | None = None) -> Row:
    """The row of a source or an entity that bears a name: as its own, else as another form, else as it is written."""
    others = [row for row in rows[table] if row is not besides]
    found = by_name(rows, others, name)
    if where and len(found) > 1:
        found = [row for row in found if stands_at(rows, table, row, where)]
    if len(found) == 1:
        return found[0]
    one = ONE[table]
    if found:
        raise UnmatchedError(
            f"{number(len(found))} {one}s are called {name!r}; say in `where` some words of the one meant"
        )
    raise UnmatchedError(f"no {'other ' if besides else ''}{one} is called {name!r}; there {listing(others)}")


def by_name(rows: Rows, chosen: list[Row], name: str) -> list[Row]:
    """The rows that bear a name as their own, or where none does as another form, or as written at a mention."""
    text = rows["articles"][0]["text"]
    tests: tuple[Callable[[Row], bool], ...] = (
        lambda row: same(row["name"], name),
        lambda row: any(same(alias, name) for alias in row["aliases"]),
        lambda row: any(same(text[begin:end], name) for begin, end in edges(row)),
    )
    return next(filter(None, ([row for row in chosen if test(row)] for test in tests)), [])


def listing(rows: list[Row]) -> str:
    """`are: a, b`, as much as a sentence bears."""
    names = [str(row["name"]) for row in rows[:MOST_LISTED]]
    return f"are: {', '.join(names)}{' …' if len(rows) > MOST_LISTED else ''}" if names else "is none"


def stands_at(rows: Rows, table: str, row: Row, where: str) -> bool:
    """Whether words touch a mention of a row, or a statement of that source."""
    found = spans(rows["articles"][0]["text"], where)
    own = edges(row)
    if table == "sources":
        said = [quote for quote in rows["quotes"] if quote["source_id"] == row["source_id"]]
        own += [span for quote in said for span in edges(quote, "content_")]
    return any(b < y and x < e for b, e in found for x, y in own)


def edges(row: Row, prefix: str = "") -> list[Offsets]:
    """The spans in the list columns of a row."""
    return list(zip(row[f"{prefix}begins"], row[f"{prefix}ends"], strict=True))


def at_words(rows: Rows, table: str, wanted: Correction) -> Row:
    """The row of statements or stance records that the words of a correction stand in."""
    found = spans(rows["articles"][0]["text"], wanted.where)
    if not found:
        raise UnmatchedError(f"the words {wanted.where!r} are not in the article")
    prefix = "content_" if table == "quotes" else ""
    fit = narrowed([row for row in rows[table] if touches(edges(row, prefix), found)], table, found, wanted)
    if len(fit) == 1:
        return fit[0]
    if not fit:
        raise UnmatchedError(f"no {ONE[table]} is at the words {wanted.where!r}")
    text = rows["articles"][0]["text"]
    raise UnmatchedError(f"{several(table, fit)} at the words {wanted.where!r}; {hint(table, fit, found, text)}")


def touches(own: list[Offsets], found: list[Offsets]) -> bool:
    """Whether any of some spans overlap any of others."""
    return any(b < y and x < e for b, e in own for x, y in found)


def narrowed(fit: list[Row], table: str, found: list[Offsets], wanted: Correction) -> list[Row]:
    """Of several rows those that hold all of the words, or that the words end with, or that they hold; of stance
    records those that are as the correction says."""
    prefix = "content_" if table == "quotes" else ""
    tests: tuple[Callable[[Offsets, Offsets], bool], ...] = (
        lambda words, own: own[0] <= words[0] and words[1] <= own[1],
        lambda words, own: own[1] == words[1],
        lambda words, own: words[0] <= own[0] and own[1] <= words[1],
    )
    for test in tests if len(fit) > 1 else ():
        if best := [row for row in fit if any(test(words, own) for words in found for own in edges(row, prefix))]:
            fit = best
            break
    if len(fit) > 1 and table == "stances":
        return [row for row in fit if is_as_said(row, wanted.old)] or fit
    return fit


def is_as_said(stance: Row, old: str) -> bool:
    """Whether a stance record has the position or commitment, and the target, that a correction says it had."""
    value, _, target = old.partition(TOWARD)
    fits = value in ("", stance["position"], stance["commitment"], stance["shown"])
    return fits and (not target or same(target, stance["target"]))


def several(table: str, fit: list[Row]) -> str:
    """How many rows fit."""
    return f"{number(len(fit))} {ONE[table]}s are"


def hint(table: str, fit: list[Row], found: list[Offsets], text: str) -> str:
    """How to say which of several is meant."""
    if len(found) > 1:
        places = ", ".join(placed(text, begin) for begin, _ in found[:MOST_LISTED])
        return f"write more of the words around them, or the offset before them: {places}"
    if table == "stances":
        options = (f"{row['position']}{TOWARD}{row['target']}" for row in fit[:MOST_LISTED])
        return f"say in `from` which: {', '.join(options)}"
    return "name words that stand in one of them alone"


def one_of(rows: Rows, wanted: Correction) -> tuple[str, Row]:
    """The table and the row that a correction with `where` is about: by words, or for sources and entities by name."""
    table = TABLES[wanted.what.rpartition(" ")[2]]
    if table in ("quotes", "stances"):
        return table, at_words(rows, table, wanted)
    if by_name(rows, rows[table], wanted.where):
        return table, named(rows, table, wanted.where)
    fit = [row for row in rows[table] if stands_at(rows, table, row, wanted.where)]
    if len(fit) > 1 and wanted.old:  # words around a name often hold others
        fit = by_name(rows, fit, wanted.old) or fit
    if len(fit) != 1:
        there = f"{several(table, fit)} at" if fit else f"no {ONE[table]} is called, or is at,"
        raise UnmatchedError(f"{there} {wanted.where!r}; there {listing(fit or rows[table])}")
    return table, fit[0]


# ---- the deeds: each finds its rows first and then changes them ----------------------------------------------------


def merge_sources(rows: Rows, wanted: Correction) -> str:
    """Make two rows of sources one."""
    gone, kept = two_rows(rows, "sources", wanted)
    give_to(rows, said_by(rows, gone), kept, wanted)
    for field in ("role", "affiliation", "reason_withheld", "entity_id"):
        kept[field] = kept[field] or gone[field]
    return joined(rows, "sources", gone, kept, wanted)


def merge_entities(rows: Rows, wanted: Correction) -> str:
    """Make two names one."""
    gone, kept = two_rows(rows, "entities", wanted)
    open_quotes = left_open(rows, gone)
    said = joined(rows, "entities", gone, kept, wanted)
    for source in rows["sources"]:
        if source["entity_id"] == gone["entity_id"]:
            source["entity_id"] = kept["entity_id"]
    for row in rows["entities"]:
        row["candidates"] = list(dict.fromkeys(renamed(row["candidates"], gone["name"], kept["name"])))
    count_mentions(rows, kept)
    if open_quotes and (speaker := source_of(rows, kept)):
        give_to(rows, open_quotes, speaker, wanted)
        for quote in open_quotes:
            quote |= {"decided_by": "corrected", "source_confidence": 1.0}
        said += f", with {count(len(open_quotes), 'statement')} that the name left open"
    return said


def left_open(rows: Rows, entity: Row) -> list[Row]:
    """The statements that nobody was chosen for because an ambiguous name is all that says whose they are."""
    left = [quote for quote in rows["quotes"] if quote["status"] == "ambiguous" and not quote["source_id"]]
    named = edges(entity) if entity["status"] == "ambiguous" else []
    return [quote for quote in left if touches(edges(quote, "source_"), named)]


def source_of(rows: Rows, entity: Row) -> Row | None:
    """The row of an entity as a source, a new one where it has none; None where its kind speaks for nobody."""
    found = [row for row in rows["sources"] if row["entity_id"] == entity["entity_id"]]
    if not found and entity["label"] in OF_LABELS:
        found = [new_source(rows, entity["name"], OF_LABELS[entity["label"]], entity)]
        rows["sources"] += found
    return found[0] if found else None


def two_rows(rows: Rows, table: str, wanted: Correction) -> tuple[Row, Row]:
    """The row that is to go, and the one that it is to join; raises `NeedlessError` where they are one."""
    gone = named(rows, table, wanted.old, wanted.where)
    try:
        return gone, named(rows, table, wanted.new, besides=gone)
    except UnmatchedError:
        if gone in by_name(rows, rows[table], wanted.new):
            raise NeedlessError(f"{wanted.old!r} and {wanted.new!r} are one row already") from None
        raise


def joined(rows: Rows, table: str, gone: Row, kept: Row, wanted: Correction) -> str:
    """Put what a row has into another one, and take it away."""
    forms = [*kept["aliases"], gone["name"], *gone["aliases"]]
    kept["aliases"] = [form for form in dict.fromkeys(forms) if form != kept["name"]]
    set_edges(kept, {*edges(kept), *edges(gone)})
    for stance in rows["stances"]:
        if stance["holder_id"] == gone[IDS[table]]:
            stance["holder_id"] = kept[IDS[table]]
    rows[table] = [row for row in rows[table] if row is not gone]
    mark(kept, f"joined with {gone['name']}", wanted)
    return f"{gone['name']} is now in the row of {kept['name']}"


def renamed(names: list[str], old: str, new: str) -> list[str]:
    """Names with one of them changed."""
    return [new if name == old else name for name in names]


def set_edges(row: Row, found: Iterable[Offsets]) -> None:
    """Give a row its spans, in the order of the text."""
    ordered = sorted(found)
    row["begins"], row["ends"] = [begin for begin, _ in ordered], [end for _, end in ordered]


def count_mentions(rows: Rows, entity: Row) -> None:
    """Count an entity's mentions, and the paragraphs that they stand in."""
    article = rows["articles"][0]
    paragraphs = list(zip(article["paragraph_begins"], article["paragraph_kinds"], strict=True))
    within = {sum(kind == "body" and first <= begin for first, kind in paragraphs) for begin in entity["begins"]}
    entity |= {"count": len(entity["begins"]), "paragraph_count": len(within), "first": min(entity["begins"])}


def rename(rows: Rows, wanted: Correction) -> str:
    """Give a source or an entity another name, and the other one of the two where they are the same; the old one stays
    as another form."""
    table = TABLES[wanted.what.rpartition(" ")[2]]
    try:
        row = named(rows, table, wanted.old, wanted.where)
    except UnmatchedError:
        if by_name(rows, rows[table], wanted.new):
            raise NeedlessError(f"{wanted.new!r} is its name already") from None
        raise
    was = row["name"]
    if was == wanted.new:
        raise NeedlessError(f"{wanted.new!r} is its name already")
    beside = namesake(rows, table, row)
    for kind, one in ((table, row), *([beside] if beside else [])):
        old = one["name"]
        one |= {"name": wanted.new, "aliases": [*(a for a in one["aliases"] if a != wanted.new), old]}
        mark(one, f"name was {old}", wanted)
        follow_name(rows, kind, one, old)
    return f"{was} is now called {wanted.new}{f', as {WITH[beside[0]]} too' if beside else ''}"


def follow_name(rows: Rows, table: str, row: Row, was: str) -> None:
    """Carry a new name to the rows that repeat it."""
    if table == "entities":
        for other in rows["entities"]:
            other["candidates"] = renamed(other["candidates"], was, row["name"])
    for other in (*rows["quotes"], *rows["stances"]) if table == "sources" else ():
        if other["source_id"] == row["source_id"]:
            other["source"] = row["name"]


def namesake(rows: Rows, table: str, row: Row) -> tuple[str, Row] | None:
    """The entity of a source, or the source that an entity is, where both go by one name."""
    other = "entities" if table == "sources" else "sources"
    found = [one for one in rows[other] if row["entity_id"] and one["entity_id"] == row["entity_id"]]
    return (other, found[0]) if len(found) == 1 and same(found[0]["name"], row["name"]) else None


def retype(rows: Rows, wanted: Correction) -> str:
    """Give a source another type, an entity another label."""
    table, row = one_of(rows, wanted)
    return changed(row, "type" if table == "sources" else "label", wanted, row["name"])


def changed(row: Row, field: str, wanted: Correction, what: str) -> str:
    """Set a field to what a correction says; raises `NeedlessError` where it is that."""
    was = row[field]
    if was == wanted.new:
        raise NeedlessError(f"{field} of {what} is {was} already")
    row[field] = wanted.new
    settle(row, f"{field} was {was}", wanted)
    return f"{field} of {what} was {was} and is now {wanted.new}"


def reassign(rows: Rows, wanted: Correction) -> str:
    """Give a statement to another source, or to nobody."""
    quote = at_words(rows, "quotes", wanted)
    target = source_for(rows, wanted) if wanted.new else None
    old = quote["source"] or "nobody"
    if quote["source_id"] == (target["source_id"] if target else ""):
        raise NeedlessError(f"the words are those of {old} already")
    if target is not None and target not in rows["sources"]:
        rows["sources"].append(target)
    before = [row for row in rows["sources"] if row["source_id"] == quote["source_id"]]
    give_to(rows, [quote], target, wanted)
    quote |= {"status": "corrected", "confidence": 1.0, "decided_by": "corrected"}
    make_sure(rows, quote)
    return f"the words of {old} are now those of {quote['source'] or 'nobody'}{silenced(rows, before)}"


def source_for(rows: Rows, wanted: Correction) -> Row:
    """The row of the source that a correction names; a new one for an entity, or where its type is in brackets."""
    typed = TYPED.fullmatch(wanted.new)
    name, type_ = (typed[1], typed[2]) if typed else (wanted.new, "")
    if by_name(rows, rows["sources"], name):
        return named(rows, "sources", name)
    entities = [row for row in by_name(rows, rows["entities"], name) if row["label"] in OF_LABELS]
    entity = entities[0] if len(entities) == 1 else None
    if entity is None and not type_:
        raise UnmatchedError(
            f"no source is called {name!r}; there {listing(rows['sources'])}; "
            f"write a new one with its type, such as {name + ' (named person)'!r}"
        )
    if entity is None:
        return new_source(rows, name, type_, None)
    return new_source(rows, entity["name"], type_ or OF_LABELS[entity["label"]], entity)


def new_source(rows: Rows, name: str, type_: str, entity: Row | None) -> Row:
    """A row for a source that had none; it joins the table with its first statement."""
    numbers = [int(row["source_id"][1:]) for row in rows["sources"]]
    known = {"name": name, "type": type_, "entity_id": entity["entity_id"] if entity else ""}
    empty = {"role": "", "affiliation": "", "reason_withheld": "", "people": None, "status": "corrected"}
    lists = {"aliases": [], "begins": [], "ends": [], "correction": "added for a statement that was given to it"}
    about = {"article_id": rows["articles"][0]["article_id"], "source_id": f"s{max(numbers, default=0) + 1}"}
    return about | known | empty | lists


def give_to(rows: Rows, quotes: list[Row], source: Row | None, wanted: Correction) -> None:
    """Make statements, and the stances read from them, those of a source, or of nobody."""
    new = {"source_id": source["source_id"], "source": source["name"]} if source else {"source_id": "", "source": ""}
    for quote in quotes:
        take_mention(rows, quote)
        mark(quote, f"source was {quote['source'] or 'nobody'}, {quote['status']}", wanted)
        quote |= new
        for stance in of_quote(rows, quote):
            mark(stance, f"source was {stance['source'] or 'nobody'}", wanted)
            stance |= new
        if source:
            set_edges(source, {*edges(source), *edges(quote, "source_")})


def make_sure(rows: Rows, quote: Row) -> None:
    """Take away the doubt of whose words a statement, and the stances read from it, are."""
    quote["source_confidence"] = 1.0 if quote["source_id"] else None
    for stance in of_quote(rows, quote):
        stance["flags"] = [flag for flag in stance["flags"] if flag != "unsure source"]


def take_mention(rows: Rows, quote: Row) -> None:
    """Take the words that name the source of a statement away from the source that they were read as."""
    for source in rows["sources"]:
        if source["source_id"] == quote["source_id"]:
            others = [other for other in said_by(rows, source) if other is not quote]
            kept = {span for other in others for span in edges(other, "source_")}
            set_edges(source, {*edges(source)} - ({*edges(quote, "source_")} - kept))


def said_by(rows: Rows, source: Row) -> list[Row]:
    """The statements of a source."""
    return [quote for quote in rows["quotes"] if quote["source_id"] == source["source_id"]]


def of_quote(rows: Rows, quote: Row) -> list[Row]:
    """The stance records read from a statement."""
    return [stance for stance in rows["stances"] if stance["attribution_id"] == quote["attribution_id"]]


def silenced(rows: Rows, sources: list[Row]) -> str:
    """Take away those of some sources that have no statement left, and say so."""
    silent = [source for source in sources if not said_by(rows, source)]
    rows["sources"] = [source for source in rows["sources"] if not any(source is one for one in silent)]
    return "".join(f"; {source['name']} has no statement left and no row" for source in silent)


def reject(rows: Rows, wanted: Correction) -> str:
    """Take a row away, and what rests on it."""
    table, row = one_of(rows, wanted)
    rows[table] = [other for other in rows[table] if other is not row]
    if table == "quotes":
        stances = of_quote(rows, row)
        rows["stances"] = [stance for stance in rows["stances"] if not any(stance is one for one in stances)]
        gone = silenced(rows, [source for source in rows["sources"] if source["source_id"] == row["source_id"]])
        also = f", with {count(len(stances), 'stance record')}" if stances else ""
        return f"the words “{row['content']}” are no attribution now{also}{gone}"
    if table == "stances":
        return f"“{row['evidence']}” is no stance on {row['target']} now"
    return reject_name(rows, table, row, wanted)


def reject_name(rows: Rows, table: str, row: Row, wanted: Correction) -> str:
    """Leave what rested on a source or an entity without one."""
    if table == "sources":
        quotes = said_by(rows, row)
        give_to(rows, quotes, None, wanted)
        return f"{row['name']} is no source now; {count(len(quotes), 'statement')} left without one"
    for source in rows["sources"]:
        if source["entity_id"] == row["entity_id"]:
            source["entity_id"] = ""
    return f"{row['name']} is no name now"


def confirm(rows: Rows, wanted: Correction) -> str:
    """Say of a row that somebody looked at it and it is right."""
    table, row = one_of(rows, wanted)
    open_quotes = left_open(rows, row) if table == "entities" else []
    for one in (row, *open_quotes):
        settle(one, "confirmed as it was", wanted)
    if table == "quotes":
        make_sure(rows, row)
    also = f", and {count(len(open_quotes), 'statement')} of that name as nobody's" if open_quotes else ""
    return f"{ONE[table]} {row[IDS[table]][1:]} is confirmed{also}"


def fix(rows: Rows, wanted: Correction) -> str:
    """Set the position or the commitment of a stance record."""
    stance = at_words(rows, "stances", wanted)
    said = changed(stance, wanted.what.rpartition(" ")[2], wanted, f"stance record {stance['stance_id'][1:]}")
    if stance["position"] != "none" and stance["commitment"] in SILENT:  # who takes a side is not silent
        stance |= {"commitment": "asserts"} if wanted.what == "fix position" else {"position": "none"}
    stance["shown"] = as_shown(stance["position"], stance["commitment"], stance["flags"])
    return said


DEEDS: dict[str, Callable[[Rows, Correction], str]] = {
    "merge sources": merge_sources,
    "merge entities": merge_entities,
    "rename source": rename,
    "rename entity": rename,
    "retype source": retype,
    "retype entity": retype,
    "reassign attribution": reassign,
    **{f"reject {one}": reject for one in TABLES},
    **{f"confirm {one}": confirm for one in TABLES},
    "fix position": fix,
    "fix commitment": fix,
}
