"""Issues: the few things that most is said of in an article, the main one first, and those that a reader names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from helpers import lexicons
from helpers.tables import Tables
from helpers.wording import count, singular

MOST = 6
"""Issues that an article has at most, those of one's own among them."""
WORD = re.compile(r"[^\W_]+(?:[-’'.][^\W_]+)*")
OPENING = lexicons.listed("definite", "articles")
BEHIND = lexicons.listed("about", "affiliating", "asked about", "relative pronouns")
"""Words behind which a noun phrase only goes on: "toll *on* trucks" is a toll."""
HEADLINE, LEAD, SAID = 2, 1, 3
"""What it counts, in holders, that an issue stands in the headline, in the lead, and in all statements."""


Words = tuple[str, ...]
Said = Mapping[str, frozenset[str]]
"""The words of each statement, by attribution_id."""


class IssueError(ValueError):
    """An issue that names nothing; the message is one sentence: what, where, what was allowed."""


@dataclass(frozen=True, slots=True)
class Issue:
    """One thing that is spoken of, the names that the table of stances has for it, and the statements that mention it.

    `fits` are the several names that a word of one's own could stand for; then it has none of them."""

    name: str
    targets: frozenset[str]
    statements: frozenset[str]
    own: bool = False
    fits: tuple[str, ...] = ()


def checked(own: Iterable[str]) -> list[str]:
    """Issues of one's own as they are shown, each once; raises `IssueError` where one has no word."""
    asked = [own] if isinstance(own, str) else list(own)
    for each in asked:
        if not isinstance(each, str) or not words(each):
            raise IssueError(f"The issue {each!r} names nothing: a noun or a name is allowed, such as “the toll”.")
    return list({words(each): " ".join(each.split()) for each in reversed(asked)}.values())[::-1]


def words(text: str) -> Words:
    """The words of a phrase in small letters and the singular, without what opens it: "the Tolls" is "toll"."""
    found = [word.casefold().removesuffix("’s").removesuffix("'s") for word in WORD.findall(text)]
    while len(found) > 1 and found[0] in OPENING:
        found = found[1:]
    return tuple(singular(word) for word in found if word not in OPENING or len(found) == 1)


def head(phrase: Sequence[str]) -> str:
    """The word that a noun phrase is about: the last one before "of", "on" or the like."""
    ends = (at for at, word in enumerate(phrase) if at and word in BEHIND)
    return phrase[next(ends, len(phrase)) - 1] if phrase else ""


def issues(tables: Tables, own: Iterable[str] = ()) -> list[Issue]:
    """The issues of an article, at most `MOST`: one's `own` in their order, then those that most is said of.

    An issue of one's own is every target that says the same in other words (an article, a plural, words before or
    behind its noun, a part of a name that one name alone has), wherever pronouns stand for it. Acts are apart: who is
    for *closing the school* is not for the school. Raises `IssueError` for one that names nothing."""
    said = {row.attribution_id: frozenset(words(row.content)) for row in tables["quotes"].itertuples()}
    known = named(tables)
    asked = [of_own(tables, known, each, said) for each in checked(own)]
    taken = {target for each in asked for target in each.targets}
    found = [of_target(tables, row, said) for row in known.itertuples() if row.target not in taken]
    weighed = [(weight(tables, each, len(said)), each) for each in found]
    ranked = sorted((pair for pair in weighed if pair[0]), key=lambda pair: -pair[0])
    return asked + [each for _, each in ranked[: max(0, MOST - len(asked))]]


def named(tables: Tables) -> pd.DataFrame:
    """The targets of an article with a name, a row each: `target`, `target_kind`, its `words` and its other `forms`."""
    rows, entities = tables["stances"], tables["entities"]
    known = rows.loc[rows["target"] != "", ["target", "target_kind"]].drop_duplicates("target")
    also = {
        row.name: [words(alias) for alias in row.aliases]
        for row in entities[["name", "aliases"]].itertuples(index=False)
    }
    of = [words(target) for target in known["target"]]
    forms = [
        [own, *(also.get(target, []) if kind == "name" else [])]
        for own, (target, kind) in zip(of, known.values, strict=True)
    ]
    return known.assign(words=of, forms=forms)


def of_own(tables: Tables, known: pd.DataFrame, own: str, said: Said) -> Issue:
    """An issue of one's own with the targets that it is."""
    asked = words(own)
    same = [row for row in known.itertuples() if is_same(asked, row)]
    names = [row.target for row in same if row.target_kind == "name"]
    whole = [row.target for row in same if row.words == asked]
    if len(names) > 1 and not whole:
        return Issue(own, frozenset(), frozenset(), True, tuple(names))
    targets = frozenset(row.target for row in same if row.target in whole or not (whole and row.target in names))
    wanted = {head(asked)} if names else set(asked)
    return Issue(own, targets, statements(tables, wanted, targets, said), True)


def is_same(asked: Words, row) -> bool:
    """Whether a target is what was asked for: in other words, or, where it is no act, by its noun."""
    if row.words == asked or row.target_kind == "act":
        return row.words == asked
    fits = (head(form) == head(asked) and (set(asked) <= set(form) or set(form) <= set(asked)) for form in row.forms)
    return any(fits)


def of_target(tables: Tables, row, said: Said) -> Issue:
    """A target as an issue; an act is mentioned where there is a record, a name by its last word."""
    wanted = {head(row.words)} if row.target_kind == "name" else set(row.words) if row.target_kind == "thing" else set()
    return Issue(row.target, frozenset([row.target]), statements(tables, wanted, {row.target}, said))


def statements(tables: Tables, wanted: set[str], targets: Iterable[str], said: Said) -> frozenset[str]:
    """The attributions with a record toward one of some targets, or with all of the words in their content."""
    rows = tables["stances"]
    within = (number for number, content in said.items() if wanted and wanted <= content)
    return frozenset([*within, *rows.loc[rows["target"].isin(set(targets)), "attribution_id"]])


def weight(tables: Tables, issue: Issue, every: int) -> float:
    """How much an article is about an issue, in holders; nothing for what one alone has a record on, but for what the
    headline has, and what the lead has and another speaks of. In a headline a subject and its verb run together: what
    stands nowhere else counts for nothing there."""
    records, quotes = tables["stances"][tables["stances"]["target"].isin(issue.targets)], tables["quotes"]
    speaking = quotes.loc[quotes["attribution_id"].isin(issue.statements) & (quotes["source_id"] != ""), "source_id"]
    is_name = (records["target_kind"] == "name").any()
    asked = {head(words(issue.name))} if is_name else set(words(issue.name))
    title, lead, body = opening(tables)
    holders, heard = records["holder_id"].nunique(), len({*records["holder_id"], *speaking})
    again = is_name or ((records["target_kind"] != "act").all() and issue.name.casefold() in body.casefold())
    headed, led = again and asked <= set(words(title)), asked <= set(words(lead))
    if holders < 2 and not headed and not (led and heard > 1):
        return 0.0
    return holders + HEADLINE * headed + LEAD * led + SAID * len(issue.statements) / max(1, every)


def opening(tables: Tables) -> tuple[str, str, str]:
    """The headline, the first paragraph and the body of an article."""
    for row in tables["articles"].itertuples():
        parts = zip(row.paragraph_kinds, row.paragraph_begins, row.paragraph_ends, strict=True)
        body = [row.text[begin:end] for kind, begin, end in parts if kind == "body"]
        return row.title, next(iter(body), ""), " ".join(body)
    return "", "", ""


def told(tables: Tables, own: Iterable[str] = ()) -> list[str]:
    """What was found of each issue of one's own, a sentence each."""
    return [found_of(tables, each) for each in issues(tables, own) if each.own]


def found_of(tables: Tables, issue: Issue) -> str:
    """What was found of one issue, in a sentence."""
    rows = tables["stances"][tables["stances"]["target"].isin(issue.targets)]
    if issue.fits:
        return f"“{issue.name}” could be {' or '.join(issue.fits)}: name one of them."
    if len(rows):
        by = f"{count(len(rows), 'record')} of {count(rows['holder_id'].nunique(), 'holder')}"
        return f"“{issue.name}”: {by}."
    said, every = len(issue.statements), len(tables["quotes"])
    if said:
        return f"“{issue.name}”: no side found in {count(said, 'statement')} with these words."
    of = f"; none of {count(every, 'statement')} has these words" if every else ", for nobody is quoted"
    return f"“{issue.name}”: nothing found{of}."
