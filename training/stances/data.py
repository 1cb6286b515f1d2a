"""Examples of sides: the windows of read articles with the outcome of each candidate; sentences of NewsMTSC and DSE."""

from __future__ import annotations

import gzip
import hashlib
import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from spacy.language import Language
from spacy.tokens import Doc

from benchmarks import real, sides
from helpers.encoder import network
from helpers.encoder.network import EDGES
from helpers.stances.candidates import Candidate, candidates, mentions
from helpers.stances.scored import OUTCOMES, spread
from helpers.stances.utterances import Utterance, utterance
from helpers.stances.windows import COLUMNS, MOST, roles, windows
from helpers.text.lines import Offsets
from helpers.text.verbatim import verbatim

READINGS = Path(__file__).parents[1] / "readings"
NESTED = 0.3
"""How much a candidate counts that stands inside the words of a target without heading them."""
NONE, SUPPORTS, OPPOSES = range(3)
SAID = re.compile(r"\b(said|says|say|told|tells|according to|added|adds|reported|wrote|noted|stated)\b")
WARM = re.compile(
    r"\b(prais|support|back|endors|applaud|welcom|defend|thank|congratulat|love|lik|hail|commend|admir|agree|favou?r|"
    r"help|honou?r|great|best|good|urge|hope|trust|glad|proud|happy|right)",
    re.IGNORECASE,
)
NEAR = 16
"""Characters beside a holder in which a mere *said* is looked for."""


@dataclass(frozen=True)
class Example:
    """A window: columns (5, t), phrases and heads of candidates (n), outcomes wanted (n, 5) and how much each counts.

    `whose` is false where nobody told whose side it is."""

    columns: np.ndarray
    phrases: tuple[Offsets, ...]
    heads: tuple[Offsets, ...]
    wanted: np.ndarray
    counts: np.ndarray
    article: str
    whose: bool = True


def is_left_out(article: str) -> bool:
    """Whether an article is one of the eighth that nothing is trained on, to choose by."""
    return int(hashlib.md5(article.encode(), usedforsecurity=False).hexdigest(), 16) % 8 == 0


def read(nlp: Language, reading: real.Read) -> list[Example]:
    """The windows of all attributions of a read article."""
    doc = real.begun(nlp, reading.text, reading.id, until="attributions")
    made, said = network.pieces(verbatim(doc)), real.given(doc, reading.said)
    found = []
    for each in said:
        words, one = utterance(doc, each), reading.said[int(each.id[1:]) - 1]
        outcomes = Wanted(words, candidates(words, mentions(doc, doc._.entities)), one["sides"], heads(doc))
        marked = roles((("content", each.content), ("source", each.source), ("cue", each.cue)), made)
        for cut in windows(words, made, marked, outcomes.found):
            wanted, counts = map(np.stack, zip(*map(outcomes.of, cut.candidates), strict=True))
            found.append(Example(cut.columns, cut.phrases, cut.heads, wanted, counts, reading.id))
    return found


def heads(doc: Doc) -> dict[int, str]:
    """Token → the entity that it heads a mention of."""
    spans = [
        (each.id, doc.char_span(*span, alignment_mode="expand")) for each in doc._.entities for span in each.mentions
    ]
    return {span.root.i: name for name, span in spans if span is not None}


class Wanted:
    """What is wanted of the candidates of an utterance, by the sides that were read in it."""

    def __init__(self, words: Utterance, found: list[Candidate], read: list[dict], entities: dict[int, str]):
        """`entities`: which entity a token heads a mention of."""
        self.found, self.entities = found, entities
        self.outcomes: dict[int, set[int]] = {}
        self.covered: set[int] = set()
        for side in read:
            span = words.doc.char_span(*side["toward"], alignment_mode="expand")
            head = self.head(span)
            if head is not None:
                self.outcomes.setdefault(head, set()).add(outcome(side))
                self.covered |= set(range(span.start, span.end))
        self.same = {entities[head] for head in self.outcomes if head in entities}

    def head(self, span) -> int | None:
        """The candidate that the words of a target are: the one with their head, or the highest one among them."""
        within = [each.token for each in self.found if span.start <= each.token.i < span.end]
        exact = [token.i for token in within if token.i == span.root.i]
        highest = sorted(within, key=lambda token: (sum(1 for _ in token.ancestors), token.i))
        return next(iter(exact or [token.i for token in highest]), None)

    def of(self, each: Candidate) -> tuple[np.ndarray, float]:
        """The shares of outcomes wanted of a candidate, and how much it counts: another mention of a target nothing."""
        known, wanted = self.outcomes.get(each.token.i, ()), np.zeros(len(OUTCOMES), np.float32)
        for one in known or (NONE,):
            wanted[one] = 1 / max(1, len(known))
        if known:
            return wanted, 1.0
        if self.entities.get(each.token.i) in self.same:
            return wanted, 0.0
        return wanted, NESTED if each.token.i in self.covered else 1.0


def outcome(side: dict) -> int:
    """The number in `OUTCOMES` of a side that was read."""
    return (SUPPORTS if side["side"] == "supports" else OPPOSES) + 2 * bool(side["holder"])


def sentence(text: str, target: Offsets, side: int, article: str, holder: Offsets | None = None) -> Example | None:
    """A sentence without cue, all of it content, with one target, and with its holder as source where it is told."""
    made = network.pieces(text)
    at = np.flatnonzero((made.begins < target[1]) & (made.ends > target[0]))
    if not len(at):
        return None
    role = roles((("content", ((0, len(text)),)), ("source", (holder,) if holder else ())), made)
    first = max(0, min(int(at[0]) - MOST // 2, len(made) - MOST))
    columns = np.stack([made.ids, made.caps, made.breaks, made.quoted, role])[:, first : first + MOST]
    columns = np.pad(columns, ((0, 0), (1, 1)))
    columns[0, [0, -1]] = EDGES
    begin, end = int(at[0]) - first + 1, min(int(at[-1]) + 2 - first, columns.shape[1] - 1)
    wanted = np.eye(len(OUTCOMES), dtype=np.float32)[[side]]
    last = max(begin, end - 1)
    return Example(columns, ((begin, end),), ((last, end),), wanted, np.ones(1), article, holder is not None)


def newsmtsc(path: Path) -> Iterator[Example]:
    """NewsMTSC without the tenths held out: whose side it is nobody told."""
    kept, _ = sides.split(sides.rows(path), [sides.HELD_OUT, 1])
    places = (SUPPORTS, OPPOSES, NONE)
    made = (sentence(row.text, (row.begin, row.end), places[row.side], row.article) for row in kept)
    return (each for each in made if each is not None)


def dse(path: Path) -> Iterator[Example]:
    """Directed sentiment: the holder is the source; where "in favour" seems a mere *said*, the row is left out."""
    with gzip.open(path, "rt", encoding="utf8") as lines:
        made = (directed(json.loads(line)) for line in lines)
        yield from (each for each in made if each is not None)


def directed(row: dict) -> Example | None:
    """The example of one row of DSE."""
    label, (holder, target) = int(row["label"]), (tuple(row["p"]), tuple(row["q"]))
    if label in (2, 4):
        holder, target = target, holder
    near = row["text"][max(0, holder[0] - NEAR) : holder[0]] + " | " + row["text"][holder[1] : holder[1] + NEAR]
    if label in (1, 2) and SAID.search(near) and not WARM.search(row["text"]):
        return None
    return sentence(row["text"], target, (NONE, SUPPORTS, SUPPORTS, OPPOSES, OPPOSES)[label], "", holder)


def batch(some: list[Example]) -> tuple[dict[str, torch.Tensor], torch.Tensor, torch.Tensor, torch.Tensor]:
    """The inputs of the model; outcomes wanted (b, n, 5), what each counts (b, n), and whether the holder is told."""
    longest, most = max(each.columns.shape[1] for each in some), max(len(each.phrases) for each in some)
    columns = np.stack([np.pad(each.columns, ((0, 0), (0, longest - each.columns.shape[1]))) for each in some], 1)
    inputs = dict(zip(COLUMNS, columns, strict=True))
    inputs["mask"] = np.stack([np.arange(longest) < each.columns.shape[1] for each in some]).astype(np.int64)
    inputs["target"] = np.stack([marked(each, longest) for each in some])
    inputs |= {
        name: np.stack([spread(getattr(each, name), most, longest) for each in some]) for name in ("phrases", "heads")
    }
    wanted = np.stack([np.pad(each.wanted, ((0, most - len(each.wanted)), (0, 0))) for each in some])
    counts = np.stack([np.pad(each.counts, (0, most - len(each.counts))) for each in some]).astype(np.float32)
    whose = torch.tensor([each.whose for each in some])
    made = {name: torch.from_numpy(values) for name, values in inputs.items()}
    return made, torch.from_numpy(wanted), torch.from_numpy(counts), whose


def marked(each: Example, longest: int) -> np.ndarray:
    """The mark of the target, in the one kind of sentences that has it: where nobody told whose side it is."""
    mark = np.zeros(longest, np.int64)
    if not each.whose:
        mark[slice(*each.phrases[0])] = 1
    return mark


def batches(found: list[Example], pieces: int, rng: random.Random) -> list[list[Example]]:
    """Batches of so many pieces at most, of windows of similar length, in random order."""
    made: list[list[Example]] = [[]]
    for each in sorted(found, key=lambda one: one.columns.shape[1] + 6 * rng.random()):
        if made[-1] and (len(made[-1]) + 1) * each.columns.shape[1] > pieces:
            made.append([])
        made[-1].append(each)
    rng.shuffle(made)
    return made
