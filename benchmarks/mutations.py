"""Run damaged articles through the pipeline, and hold what is found against what must be so of every article.

usage: python -m benchmarks.mutations [--articles 3000] [--seed 1]"""

from __future__ import annotations

import argparse
import random
import sys
import traceback
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import combinations
from pathlib import Path

import pandas as pd

from helpers import articles, findings, language, views
from helpers.articles import Offsets

ROOT = Path(__file__).parents[1]
MARKS = "“”\"‘’'„«»"
ODD = "\u00ad\u200b\ufeff\u2028\x85\x0b\u202e\u0301\ufffd…—;:.,!?()[]{}<>&|*_#\\/€½٣ßİǅ漢🙂"
NUMBERS = ("9223372036854775808", "184467440737095516151", "1e999", "½", "٣", "²")
PEOPLE = ("people", "officials", "sources", "of the councillors")
SHOWN = 250
"""Articles after which it is said how far the reading has come."""
Change = tuple[str, int]
"""What is done to a text, a key of `CHANGES`, and a number that says where."""


def pick(places: list, at: int):
    """One of some places."""
    return places[at % len(places)]


def marks_of(text: str) -> list[int]:
    """Where quotation marks stand."""
    return [place for place, character in enumerate(text) if character in MARKS]


def at_mark(text: str, at: int, put: Callable[[str], str]) -> str:
    """The text with another thing in place of one of its quotation marks."""
    places = marks_of(text)
    if not places:
        return text
    place = pick(places, at)
    return text[:place] + put(text[place]) + text[place + 1 :]


def with_paragraphs(text: str, change: Callable[[list[str]], None]) -> str:
    """The text with its list of paragraphs changed."""
    paragraphs = text.split("\n\n")
    change(paragraphs)
    return "\n\n".join(paragraphs)


def swapped(text: str, at: int) -> str:
    """Two paragraphs in each other's place."""

    def change(every: list[str]) -> None:
        one, other = at % len(every), at // len(every) % len(every)
        every[one], every[other] = every[other], every[one]

    return with_paragraphs(text, change)


def glued(text: str, at: int, with_what: str = "") -> str:
    """Two paragraphs made one."""
    places = [place for place in range(len(text)) if text.startswith("\n\n", place)]
    if not places:
        return text
    place = pick(places, at)
    return text[:place] + with_what + text[place + 2 :]


def glued_sentence(text: str, at: int) -> str:
    """A sentence without the blank before it."""
    places = [place for place in range(1, len(text)) if text[place] == " " and text[place - 1] in '.?!”"’']
    return text if not places else text[: pick(places, at)] + text[pick(places, at) + 1 :]


def inserted(text: str, at: int, what: str) -> str:
    """The text with something put in."""
    place = at % (len(text) + 1)
    return text[:place] + what + text[place:]


CHANGES: Mapping[str, Callable[[str, int], str]] = {
    "lose a mark": lambda text, at: at_mark(text, at, lambda _: ""),
    "double a mark": lambda text, at: at_mark(text, at, lambda mark: mark * 2),
    "another mark": lambda text, at: at_mark(text, at, lambda _: MARKS[at % len(MARKS)]),
    "a mark anywhere": lambda text, at: inserted(text, at, MARKS[at % len(MARKS)]),
    "lose a paragraph": lambda text, at: with_paragraphs(text, lambda every: every.pop(at % len(every))),
    "double a paragraph": lambda text, at: with_paragraphs(text, lambda every: every.append(pick(every, at))),
    "swap paragraphs": swapped,
    "glue paragraphs": glued,
    "join paragraphs": lambda text, at: glued(text, at, " "),
    "wrap paragraphs": lambda text, at: glued(text, at, "\n"),
    "glue sentences": glued_sentence,
    "an odd character": lambda text, at: inserted(text, at, ODD[at % len(ODD)]),
    "a huge number": lambda text, at: inserted(text, at, f" {pick(NUMBERS, at)} {pick(PEOPLE, at // 7)} said "),
    "lose a stop": lambda text, at: text.replace(".", "", 1) if at % 2 else text[::-1].replace(".", "", 1)[::-1],
    "cut off": lambda text, at: text[: len(text) // 2 + at % (len(text) // 2 + 1)],
}


def changed(text: str, changes: Iterable[Change]) -> str:
    """The text after some changes; never empty."""
    for name, at in changes:
        text = CHANGES[name](text, at)
    return text if text.strip() else "Nothing."


def paragraphs() -> list[list[str]]:
    """The paragraphs of each sample article."""
    samples = articles.read(ROOT / "data" / "articles")
    return [[part for part in story.text.split("\n\n") if part.strip()] for story in samples]


def drawn(chance: random.Random, samples: list[list[str]], longest: int = 6) -> str:
    """A short article: neighbouring paragraphs of a sample, then changed at one to six places."""
    sample = chance.choice(samples)
    first, many = chance.randrange(len(sample)), chance.randint(1, longest)
    changes = [(chance.choice(list(CHANGES)), chance.randrange(10**6)) for _ in range(chance.randint(1, 6))]
    return changed("\n\n".join(sample[first : first + many]), changes)


# ---- what must be so -----------------------------------------------------------------------------------------------


def tables_of(nlp, text: str) -> tuple[str, dict[str, pd.DataFrame]]:
    """The tables of a text, and the text that their offsets count in; each page of marks is drawn once."""
    story = articles.from_text(text, id="damaged")
    read = findings.tables_of([(story, language.article_doc(nlp, story))])
    for shown in (views.annotated_article, views.quotes, views.sources, views.stances):
        shown(read)
    return story.text, read


def unsound(text: str, read: Mapping[str, pd.DataFrame]) -> Iterator[str]:
    """What is wrong with the spans of the quotes, in words: outside, not verbatim, overlapping, crossing."""
    every = [row_spans(row) for row in read["quotes"].itertuples()]
    for row, parts in zip(read["quotes"].itertuples(), every, strict=True):
        spans = [span for role in parts.values() for span in role]
        if any(not 0 <= begin < end <= len(text) for begin, end in spans):
            yield f"outside: {spans}"
        if row.content != " … ".join(text[slice(*span)] for span in parts["content"]):
            yield f"not verbatim: {row.content!r}"
        if any(overlap(*pair) for pair in combinations(spans, 2)):
            yield f"overlap in {row.attribution_id}: {parts}"
    for one, other in combinations(every, 2):
        if any(overlap(mine, yours) for mine in one["content"] for yours in other["content"]):
            yield f"crossing: {one['content']} {other['content']}"


def row_spans(row) -> dict[str, list[Offsets]]:
    """The spans of a quote by role."""
    roles = ("source", "cue", "content")
    edges = {role: (getattr(row, f"{role}_begins"), getattr(row, f"{role}_ends")) for role in roles}
    return {role: list(zip(map(int, begins), map(int, ends), strict=True)) for role, (begins, ends) in edges.items()}


def overlap(one: Offsets, other: Offsets) -> bool:
    """Whether two spans share a character."""
    return one[0] < other[1] and other[0] < one[1]


def wrong_of(nlp, text: str) -> list[str]:
    """What is wrong with a text: an exception, or spans that are unsound."""
    try:
        return [*unsound(*tables_of(nlp, text))]
    except Exception as error:
        where = traceback.extract_tb(error.__traceback__)[-1]
        return [f"exception: {error!r} at {where.filename}:{where.lineno}"]


def run(many: int, seed: int) -> list[str]:
    """What is wrong with `many` damaged articles, in sentences; prints how many of each kind."""
    chance, samples, nlp = random.Random(seed), paragraphs(), language.load()
    wrong, kinds = [], Counter({"exception": 0, "outside": 0, "not verbatim": 0, "overlap": 0, "crossing": 0})
    for number in range(many):
        text = drawn(chance, samples)
        for one in wrong_of(nlp, text):
            kinds[one.partition(":")[0].partition(" in ")[0]] += 1
            wrong.append(f"article {number}: {one}\n{text!r}")
        if (number + 1) % SHOWN == 0:
            print(f"{number + 1} damaged articles read, {len(wrong)} things wrong", flush=True)
    print(f"{many} damaged articles: " + ", ".join(f"{count} {kind}" for kind, count in kinds.items()), flush=True)
    return wrong


def main() -> int:
    """Run them, print what came of it, and return 1 where anything is wrong."""
    parser = argparse.ArgumentParser("python -m benchmarks.mutations", description=__doc__.partition("\n")[0])
    parser.add_argument("--articles", type=int, default=3000, metavar="N")
    parser.add_argument("--seed", type=int, default=1, metavar="N")
    options = parser.parse_args()
    wrong = run(options.articles, options.seed)
    print("\n\n".join(wrong) or "nothing is wrong")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
