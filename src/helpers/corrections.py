"""Corrections: what a person settled by hand, a line each of a CSV file, and the words by which it finds its row."""

from __future__ import annotations

import csv
import difflib
import io
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pandas as pd

from helpers.articles import Offsets, safe_id
from helpers.text.normal import Normal, visible
from helpers.wording import (
    COMMITMENTS,
    ENTITY_LABELS,
    POSITIONS,
    TYPE_MARKS,
    count,
    listed,
    number,
    plural,
    sentence,
)

NAME = "corrections.csv"
FIELDS = ("article", "what", "where", "from", "to", "why")
"""The columns of the file, in this order or another."""
STATUSES = ("applied", "needless", "unmatched", "malformed")
LOST = ("unmatched", "malformed")
TOWARD = " toward "
"""What stands between a position and its target in the column `from`, where words have several records."""
JOINT = " … "
FEWEST_WORDS = 6
"""Words that a ready-made reference opens with, more where these stand in several places."""
LONGEST_LEAD = 400
"""Characters before a span that a reference goes back at most."""
MOST_LISTED = 12
FORMULA = ("=", "+", "-", "@")
"""What a spreadsheet takes for the beginning of a formula."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What a line of one kind must say: which columns are needed, and which labels `to` may be, where it is one."""

    needs: tuple[str, ...]
    allowed: tuple[str, ...] = ()


SHAPES: dict[str, Shape] = {
    "merge sources": Shape(("from", "to")),
    "merge entities": Shape(("from", "to")),
    "rename source": Shape(("from", "to")),
    "rename entity": Shape(("from", "to")),
    "retype source": Shape(("where", "to"), tuple(TYPE_MARKS)),
    "retype entity": Shape(("where", "to"), tuple(ENTITY_LABELS)),
    "reassign attribution": Shape(("where",)),
    "reject attribution": Shape(("where",)),
    "reject entity": Shape(("where",)),
    "reject source": Shape(("where",)),
    "reject stance": Shape(("where",)),
    "confirm attribution": Shape(("where",)),
    "confirm entity": Shape(("where",)),
    "confirm source": Shape(("where",)),
    "confirm stance": Shape(("where",)),
    "fix position": Shape(("where", "to"), POSITIONS),
    "fix commitment": Shape(("where", "to"), COMMITMENTS),
}


class CorrectionsError(ValueError):
    """A file of corrections that cannot be used; the message is one sentence."""


@dataclass(frozen=True, slots=True)
class Correction:
    """One line of the file; `fault` is why it cannot be carried out, empty where it can."""

    line: int
    article: str
    what: str
    where: str
    old: str
    new: str
    why: str
    fault: str = ""


def read(path: str | Path) -> tuple[Correction, ...]:
    """The corrections of a file, lines with faults among them; raises `CorrectionsError` where it is no such file."""
    return tuple(correction for correction, _ in records(path))


def read_if_any(path: str | Path | None) -> tuple[Correction, ...]:
    """The corrections of a file; none where no file is named."""
    return read(path) if path else ()


def excerpt(path: str | Path, article_id: str) -> str:
    """The file with every line blank that is about another article, so that line numbers hold and nothing else goes
    along; empty where no line is about this one."""
    rows = [(correction, span) for correction, span in records(path) if is_about(correction, article_id)]
    if not rows:
        return ""
    kept = {1} | {line for _, span in rows for line in range(*span)}
    lines = io.StringIO(text_of(Path(path)), newline="")  # lines as the CSV reader counts them
    return "".join(line if at in kept else line[len(line.rstrip("\r\n")) :] for at, line in enumerate(lines, 1))


def is_about(correction: Correction, article_id: str) -> bool:
    """Whether a correction is of this article; one that names none is of all, so that somebody sees it."""
    return not correction.article or article_id in (correction.article, safe_id(correction.article))


def unread(corrections: Iterable[Correction], article_ids: Collection[str]) -> str:
    """A sentence on the lines about articles that are not among these, empty where there are none."""
    lost = [each for each in corrections if not any(is_about(each, article_id) for article_id in article_ids)]
    if not lost:
        return ""
    several = list(dict.fromkeys(each.article for each in lost))
    shown = ", ".join(map(repr, several[:MOST_LISTED])) + (" …" if len(several) > MOST_LISTED else "")
    return sentence(f"{count(len(lost), 'correction')} {plural('is', len(lost))} about articles not read here:", shown)


# ---- the file ------------------------------------------------------------------------------------------------------


def text_of(path: Path) -> str:
    """What the file holds; raises `CorrectionsError`."""
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CorrectionsError(
            f"The corrections file {path.name} is not in UTF-8, the only encoding allowed."
        ) from error
    except OSError as error:
        said = f"The corrections file {path} cannot be read: {error.strerror or error}."
        raise CorrectionsError(said) from error


def records(path: str | Path) -> Iterator[tuple[Correction, Offsets]]:
    """The corrections of a file, each with its first line and the line after its last."""
    path = Path(path)
    text = text_of(path)
    first = next(io.StringIO(text, newline=""), "")
    separator = max(",;\t", key=first.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    heads = [name.strip().lower() for name in next_row(rows)[0] or []]
    if sorted(heads) != sorted(FIELDS):
        raise CorrectionsError(f"The first line of {path.name} must name the columns {', '.join(FIELDS)}.")
    while True:
        begin = rows.line_num + 1
        cells, trouble = next_row(rows)
        if cells is None:
            return
        if cells or trouble:
            yield correction(begin, heads, cells, trouble), (begin, rows.line_num + 1)


def next_row(rows) -> tuple[list[str] | None, str]:
    """The next row of a CSV reader, None at its end, and what is wrong with it."""
    try:
        return next(rows), ""
    except StopIteration:
        return None, ""
    except csv.Error as error:
        unclosed = "unexpected end" in str(error)
        return [], "a quotation mark is never closed, so what follows it was not read" if unclosed else f"{error}"


def correction(line: int, heads: list[str], cells: list[str], trouble: str) -> Correction:
    """One line as a correction, with its fault."""
    given = dict(zip(heads, map(plain, cells), strict=False))
    found = {name: given.get(name, "") for name in FIELDS}
    if not trouble and len(cells) != len(heads):
        trouble = f"it has {count(len(cells), 'column')}, and {number(len(heads))} are expected: {', '.join(FIELDS)}"
    article, what, where, old, new, why = (found[name] for name in ("article", "what", "where", "from", "to", "why"))
    return Correction(line, article, what, where, old, new, why, trouble or fault(found))


def plain(cell: str) -> str:
    """A cell without blanks around it, without the apostrophe that keeps a spreadsheet from computing, and with the
    control characters that pages write out."""
    words = re.sub(r"⟦U\+([0-9A-F]{4,5})⟧", lambda match: chr(int(match[1], 16)), cell.strip())
    return words[1:] if words[:1] == "'" and words[1:2] in FORMULA else words


def fault(given: dict[str, str]) -> str:
    """What a line lacks or says that is not allowed; empty where nothing."""
    if given["what"] not in SHAPES:
        return f"`what` is {given['what']!r}; {offer(given['what'], SHAPES)}"
    shape = SHAPES[given["what"]]
    missing = [name for name in ("article", *shape.needs, "why") if not given[name]]
    if missing:
        return f"{listed(f'`{name}`' for name in missing)} {plural('is', len(missing))} empty and needed here"
    allowed = shape.allowed or (given["to"],)
    return "" if given["to"] in allowed else f"`to` is {given['to']!r}; {offer(given['to'], allowed)}"


def offer(given: str, allowed: Iterable[str]) -> str:
    """What was allowed, the nearest first where one is near."""
    near = difflib.get_close_matches(given, list(allowed), 1)
    return f"{f'did you mean {near[0]!r}? A' if near else 'a'}llowed: {', '.join(allowed)}"


# ---- words that find their row -------------------------------------------------------------------------------------

PLACED = re.compile(r"(\d+)/(\d+):\s*(.+)", re.DOTALL)
PIECE = re.compile(r"(?P<blank>\s+)|(?P<double>[\"“”„«»])|(?P<single>['‘’])|(?P<other>[^\s\"“”„«»'‘’]+)")


def pattern(words: str) -> re.Pattern:
    """Words as they may stand in the text: line breaks for spaces, curly marks for straight ones."""
    forms = {"blank": r"\s+", "double": '["“”„«»]', "single": "['‘’]"}
    return re.compile("".join(forms.get(str(m.lastgroup)) or re.escape(m[0]) for m in PIECE.finditer(words)))


def occurrences(text: str, words: str) -> list[Offsets]:
    """Where words stand in a text, whatever blanks it has and with or without what nobody sees."""
    seen, wanted = seen_of(text), visible(words).text
    return [seen.original(*match.span()) for match in pattern(wanted).finditer(seen.text)] if wanted else []


def spans(text: str, where: str) -> list[Offsets]:
    """Where the words of a reference stand.

    `120/1830: the words` are those at offset 120 of a text of 1,830 characters; in a text that has another length now
    they may have moved, and count wherever they stand."""
    if found := occurrences(text, where):
        return found
    if placed := PLACED.fullmatch(where):
        found = occurrences(text, placed[3])
        here = [span for span in found if span[0] == int(placed[1]) and len(text) == int(placed[2])]
        return here or found
    return spans(text, where.partition(JOINT)[0]) if JOINT in where else []


def placed(text: str, begin: int, words: str = "…") -> str:
    """A reference by offset, for words that no neighbours can tell from others."""
    return f"{begin}/{len(text)}: {words}"


def reference(text: str, begin: int, end: int) -> str:
    """The opening words of a span, as few as stand only there; where all of it stands twice, with those before it on
    its line, and at last with its offset."""
    stops = [begin + match.end() for match in re.finditer(r"\S+", text[begin:end])]
    opening = [(begin, stop) for stop in [*stops[FEWEST_WORDS - 1 :], end]]
    line_begin = max(text.rfind("\n", 0, begin) + 1, begin - LONGEST_LEAD)
    starts = [line_begin + match.start() for match in re.finditer(r"\S+", text[line_begin:begin])]
    for growing in (opening, [(start, end) for start in reversed(starts)]):
        known = (" ".join(text[slice(*span)].split()) for span in growing[first_alone(text, growing) :])
        if words := next((words for words in known if not words.startswith(FORMULA)), ""):
            return words
    return placed(text, begin, " ".join(text[begin:end].split()))


def first_alone(text: str, growing: Sequence[Offsets]) -> int:
    """Which of some spans, each of which holds the one before, is the first whose words stand in one place only.

    Where one does, so do those that hold it; so not all of them are looked for, and of words that stand everywhere
    two places are enough."""
    return bisect_left(growing, True, key=lambda span: stands_alone(text, " ".join(text[slice(*span)].split())))


@lru_cache(maxsize=2)  # one article is looked through for every finding of it
def seen_of(text: str) -> Normal:
    """A text as it is seen."""
    return visible(text)


def stands_alone(text: str, words: str) -> bool:
    """Whether words stand in one place of a text only."""
    wanted = visible(words).text
    found = pattern(wanted).finditer(seen_of(text).text)
    return bool(wanted) and next(found, None) is not None and next(found, None) is None


def line(article_id: str, what: str, where: str = "", old: str = "", new: str = "", why: str = "") -> str:
    """A line of the file, ready to be pasted."""
    cells = [f"'{cell}" if cell.startswith(FORMULA) else cell for cell in (article_id, what, where, old, new, why)]
    written = io.StringIO()
    csv.writer(written, lineterminator="").writerow(cells)
    return written.getvalue()


# ---- what came of them ---------------------------------------------------------------------------------------------

CAME: dict[str, tuple[str, str]] = {
    "applied": ("applied", "applied"),
    "needless": ("is no longer needed", "are no longer needed"),
    "unmatched": ("no longer matches", "no longer match"),
    "malformed": ("cannot be understood", "cannot be understood"),
}


def summary(table: pd.DataFrame) -> str:
    """`Three corrections applied, one no longer matches.`; empty where there are none."""
    counts = Counter(table["status"])
    parts = [f"{number(counts[name])} {CAME[name][counts[name] != 1]}" for name in STATUSES if counts[name]]
    if not parts:
        return ""
    first, *others = parts
    lead, _, rest = first.partition(" ")
    return sentence(", ".join([f"{lead} {plural('correction', counts[led_by(counts)])} {rest}", *others]))


def led_by(counts: Counter) -> str:
    """The status that a summary begins with."""
    return next(name for name in STATUSES if counts[name])


def complaints_in(folder: Path) -> list[str]:
    """The complaints of the tables in a folder, none where they hold no corrections."""
    path = folder / "corrections.parquet"
    return complaints(pd.read_parquet(path).to_dict("records")) if path.is_file() else []


def complaints(came: Iterable[Mapping[str, object]]) -> list[str]:
    """A sentence for each line that was not carried out, by its number; of rows of the table `corrections`."""
    return [f"Corrections, line {row['line']}: {row['outcome']}." for row in came if row["status"] in LOST]
