"""Dirty the white space of articles in every way that files have, and count what is found otherwise than in clean ones.

usage: python -m benchmarks.dirt [FILE] [--articles 20] [--kind KIND …]

Without FILE the articles are those read by hand, held out or not; of those only sums are printed. FILE is in the form
of PolNeAR's dev part."""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from benchmarks import published
from helpers import articles, language, readings
from helpers.text.lines import Offsets

ROOT = Path(__file__).parents[1]
WIDTH = 72
Edit = tuple[int, int, str]
"""Where a text is changed, and what stands there then."""
Spans = list[list[int]]


@dataclass(frozen=True, slots=True)
class Dirty:
    """A text with dirt in it: for each character of the clean one where it stands (`places`)."""

    text: str
    places: tuple[int, ...]

    def moved(self, spans: Iterable[Offsets]) -> Spans:
        """Spans of the clean text as they stand in this one."""
        return [[self.places[begin], self.places[end - 1] + 1] for begin, end in spans]


def dirtied(text: str, edits: Iterable[Edit]) -> Dirty:
    """The text with some edits: insertions, and white space with another in its place."""
    made, places, at = [], [], 0
    size = 0
    for begin, end, new in sorted(edits):
        made += [text[at:begin], new]
        places += range(size, size + begin - at)
        size += begin - at
        places += [size] * (end - begin)
        size += len(new)
        at = end
    places += range(size, size + len(text) - at)
    return Dirty("".join([*made, text[at:]]), tuple(places))


# ---- kinds of dirt ---------------------------------------------------------------------------------------------------

Maker = Callable[[str, list[Offsets], random.Random], Iterator[Edit]]
"""Edits of a clean text with the mentions of its names."""


def blanks(text: str, spans: Iterable[Offsets]) -> Iterator[int]:
    """Single blanks between words, in some spans."""
    for begin, end in spans:
        yield from (match.start() for match in re.finditer(r"(?<=\S) (?=\S)", text[:end]) if match.start() > begin)


def everywhere(text: str) -> list[Offsets]:
    """The whole text as a span."""
    return [(-1, len(text))]


def in_names(new: str) -> Maker:
    """`new` for each blank in a name."""
    return lambda text, names, _: ((at, at + 1, new) for at in sorted(set(blanks(text, names))))


def often(new: str, share: float) -> Maker:
    """`new` for a share of all blanks."""
    return lambda text, _, chance: (
        (at, at + 1, new) for at in blanks(text, everywhere(text)) if chance.random() < share
    )


def inside(mark: str, share: float) -> Maker:
    """A mark inside a share of the longer words."""
    return lambda text, _, chance: (
        (at, at, mark)
        for match in re.finditer(r"[^\W\d_]{4,}", text)
        if chance.random() < share
        for at in [chance.randrange(match.start() + 1, match.end())]
    )


def at_heads(mark: str) -> Maker:
    """A mark first in every paragraph."""
    return lambda text, *_: ((match.start(), match.start(), mark) for match in re.finditer(r"(?m)^(?=\S)", text))


def beside(mark: str, share: float) -> Maker:
    """A mark before or behind a share of all words."""
    return lambda text, _, chance: (
        (at, at, mark)
        for match in re.finditer(r"\w+", text)
        if chance.random() < share
        for at in [chance.choice(match.span())]
    )


def joined(text: str, *_) -> Iterator[Edit]:
    """Files with byte order marks put together: one first, one in the middle."""
    breaks = [match.end() for match in re.finditer(r"\n\s*", text[:-1])]
    yield 0, 0, "\ufeff"
    if breaks:
        middle = breaks[len(breaks) // 2]
        yield middle, middle, "\ufeff"


def wrapped(text: str, *_, end: str = "\n", indent: str = "") -> Iterator[Edit]:
    """Lines no longer than `WIDTH`, broken at blanks."""
    for match in re.finditer(r"[^\n]+", text):
        begin = match.start()
        while match.end() - begin > WIDTH:
            at = text.rfind(" ", begin + 1, begin + WIDTH + 1)
            at = at if at > begin else text.find(" ", begin + WIDTH, match.end())
            if at < 0:
                break
            yield at, at + 1, end + indent
            begin = at + 1


def typed(text: str, *_) -> Iterator[Edit]:
    """As on a typewriter: two blanks behind a sentence, tabs before a paragraph."""
    yield from ((match.start(), match.end(), "  ") for match in re.finditer(r"(?<=[.?!”\"]) (?=[“\"A-Z])", text))
    yield from ((match.start(), match.start(), "\t") for match in re.finditer(r"(?m)^(?=\S)", text))


KINDS: dict[str, Maker] = {
    "no-break blank in names": in_names("\u00a0"),
    "two blanks in names": in_names("  "),
    "tab in names": in_names("\t"),
    "narrow blank in names": in_names("\u202f"),
    "blank and no-break blank": often(" \u00a0", 0.1),
    "two blanks anywhere": often("  ", 0.1),
    "tabs anywhere": often("\t", 0.05),
    "thin blanks anywhere": often("\u2009", 0.1),
    "no-break blanks anywhere": often("\u00a0", 0.3),
    "soft hyphens in words": inside("\u00ad", 0.2),
    "zero width in words": inside("\u200b", 0.1),
    "joiners in words": inside("\u200d", 0.05),
    "zero width beside words": beside("\u200b", 0.1),
    "zero width at heads": at_heads("\u200b"),
    "word joiners at heads": at_heads("\u2060"),
    "byte order marks": joined,
    "wrapped": wrapped,
    "wrapped with CRLF": lambda text, *_: wrapped(text, end="\r\n"),
    "wrapped, blanks at ends": lambda text, *_: wrapped(text, end=" \n"),
    "wrapped and indented": lambda text, *_: wrapped(text, end="\n", indent="    "),
    "typewriter": typed,
}


def dirty(kind: str, text: str, names: Iterable[Offsets], seed: int = 1) -> Dirty:
    """A text with one kind of dirt."""
    return dirtied(text, KINDS[kind](text, list(names), random.Random(f"{kind} {seed}")))


# ---- what is found in it ---------------------------------------------------------------------------------------------


def read(nlp, text: str) -> dict:
    """What the pipeline finds in a text, as programs are given it."""
    article = articles.from_text(text, id="dirt")
    return readings.reading(article, language.article_doc(nlp, article))


NOTHING: dict[str, list] = {"entities": [], "sources": [], "attributions": [], "stances": []}


def read_or_nothing(nlp, text: str) -> dict:
    """The same, and nothing at all where an exception loses the report."""
    try:
        return read(nlp, text)
    except Exception:  # whatever it is, a user gets no report
        return NOTHING


def mentions(found: dict) -> list[Offsets]:
    """Every mention of a name."""
    return sorted((begin, end) for entity in found["entities"] for begin, end in entity["mentions"])


def expected(clean: dict, made: Dirty) -> dict:
    """What was found in a clean text, with its offsets in the dirty one."""
    moved = {
        "entities": [one | {"mentions": made.moved(one["mentions"])} for one in clean["entities"]],
        "sources": [one | {"mentions": made.moved(one["mentions"])} for one in clean["sources"]],
        "attributions": [
            one | {role: made.moved(one[role]) for role in ("source", "cue", "content")}
            for one in clean["attributions"]
        ],
        "stances": [one | {"evidence": made.moved(one["evidence"])} for one in clean["stances"]],
    }
    return clean | {"text": made.text} | moved


def differences(wanted: dict, found: dict) -> Counter:
    """How many statements went to another source, were lost or are new, names cut, what else moved."""
    count = Counter(articles=1, statements=len(wanted["attributions"]))
    count["no report"] += found is NOTHING
    theirs = {source["id"]: source["name"] for source in found["sources"]}
    ours = {source["id"]: source["name"] for source in wanted["sources"]}
    rest = list(found["attributions"])
    for one in wanted["attributions"]:
        same = next((other for other in rest if other["cue"] == one["cue"] and touch(one, other)), None)
        same = same or next((other for other in rest if touch(one, other)), None)
        if same is None:
            count["lost"] += 1
            continue
        rest.remove(same)
        count["another source"] += theirs.get(same["source_id"]) != ours.get(one["source_id"])
        count["other spans"] += any(one[role] != same[role] for role in ("source", "cue", "content"))
        count["other labels"] += any(one[name] != same[name] for name in ("form", "kind", "status"))
    count["invented"] += len(rest)
    names = {tuple(span): entity["name"] for entity in found["entities"] for span in entity["mentions"]}
    for entity in wanted["entities"]:
        count["names"] += len(entity["mentions"])
        count["names cut"] += sum(names.get(tuple(span)) != entity["name"] for span in entity["mentions"])
    count["readings that differ"] += any(wanted[part] != found.get(part) for part in expected_parts(wanted))
    return count


def expected_parts(wanted: dict) -> list[str]:
    """The parts of a reading that dirt must not move."""
    return [name for name in wanted if name not in ("id", "text")]


def touch(one: dict, other: dict) -> bool:
    """Whether two attributions share some of their contents."""
    return any(b < y and x < e for b, e in one["content"] for x, y in other["content"])


def gold_texts(every: str = "**/*.json") -> Iterator[str]:
    """The texts of readings by hand."""
    for path in sorted((ROOT / "tests" / "gold").glob(every)):
        yield readings.load(path)["text"]


def corpus_texts(path: Path, most: int) -> Iterator[str]:
    """The first texts of a corpus, with a blank line between paragraphs and its own white space made plain."""
    for record in list(published.records(path))[:most]:
        lines = [" ".join(line.split()) for line in record["text"].splitlines()]
        yield "\n\n".join(filter(None, lines)) + "\n"


def table(nlp, texts: Iterable[str], kinds: Iterable[str]) -> pd.DataFrame:
    """The differences of each kind of dirt over some texts, a row a kind."""
    counted: dict[str, Counter] = {kind: Counter() for kind in kinds}
    for text in texts:
        clean = read(nlp, text)
        for kind, counts in counted.items():
            made = dirty(kind, text, mentions(clean))
            counts.update(differences(expected(clean, made), read_or_nothing(nlp, made.text)))
    return pd.DataFrame(counted.values(), index=list(counted)).fillna(0).astype(int)


def main() -> None:
    """Print the table; exit with 1 where dirt changed anything."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.dirt", description=__doc__.partition("\n")[0])
    parser.add_argument("file", nargs="?", type=Path, help="a corpus in the form of PolNeAR's")
    parser.add_argument("--articles", type=int, default=20, help="how many of its articles")
    parser.add_argument("--kind", nargs="*", choices=[*KINDS], default=[*KINDS], help="which kinds of dirt")
    args = parser.parse_args()
    texts = corpus_texts(args.file, args.articles) if args.file else gold_texts()
    found = table(language.load(), texts, args.kind)
    print(found.to_string())
    sys.exit(int(found["readings that differ"].any()))


if __name__ == "__main__":
    main()
