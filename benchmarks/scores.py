"""Scores: what was found against what was read by hand, both as readings (see `helpers.readings`)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import pandas as pd
from spacy.lang.en.stop_words import STOP_WORDS

Spans = tuple[tuple[int, int], ...]
COMMITMENTS = ("asserts", "hedges", "denies", "no-knowledge", "declines")
COMMITMENT = "commitment: "
"""Before the label, in the names of its rows."""
ROLES = ("source", "cue", "content")
EDGE = " \n\t\r,.;:“”„«»\"'‘’"


@dataclass(frozen=True, slots=True)
class Score:
    """Hits, how many were found, how many there are; empty against empty is 100 by convention of the tables."""

    hits: int = 0
    found: int = 0
    gold: int = 0

    def __add__(self, other: Score) -> Score:
        """Counts added up (micro average)."""
        return Score(self.hits + other.hits, self.found + other.found, self.gold + other.gold)

    @property
    def precision(self) -> float:
        """Of 100 found, how many are right."""
        return 100 * self.hits / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Of 100 to be found, how many were."""
        return 100 * self.hits / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Their harmonic mean."""
        return 200 * self.hits / (self.found + self.gold) if self.found + self.gold else 0.0


def trimmed(text: str, spans: Iterable[Iterable[int]]) -> Spans:
    """Spans without the white space, commas, full stops and quotation marks at their edges; empty ones left out."""
    out = []
    for begin, end in spans:
        while begin < end and text[begin] in EDGE:
            begin += 1
        while end > begin and text[end - 1] in EDGE:
            end -= 1
        if begin < end:
            out.append((begin, end))
    return tuple(sorted(out))


def overlap(some: Spans, others: Spans) -> bool:
    """Whether any two share a character; two empty roles agree."""
    return (not some and not others) or any(a < d and c < b for a, b in some for c, d in others)


def sayings(reading: dict) -> list[tuple[dict, dict[str, Spans]]]:
    """The attributions of a reading, each with its roles as trimmed spans; those without cue and content left out."""
    made = [
        (one, {role: trimmed(reading["text"], one.get(role) or ()) for role in ROLES})
        for one in reading["attributions"]
    ]
    return [(one, spans) for one, spans in made if spans["cue"] or spans["content"]]


def roles(reading: dict) -> list[dict[str, Spans]]:
    """The roles of the attributions of a reading."""
    return [spans for _, spans in sayings(reading)]


def span_score(gold: dict, found: dict, role: str) -> Score:
    """Exact spans of one role; a piece of a split span counts as a span of its own."""
    right, said = ({span for a in roles(r) for span in a[role]} for r in (gold, found))
    return Score(len(right & said), len(said), len(right))


def character_score(gold: dict, found: dict, role: str) -> Score:
    """Characters of one role."""
    right, said = ({at for a in roles(r) for b, e in a[role] for at in range(b, e)} for r in (gold, found))
    return Score(len(right & said), len(said), len(right))


def linked(gold: dict, found: dict, same: Callable[[Spans, Spans], bool]) -> list[tuple[dict, dict]]:
    """Whole attributions, each of the gold ones paired at most once: all three roles are `same`."""
    left, pairs = sayings(found), []
    for right, wanted in sayings(gold):
        hit = next((one for one in left if all(same(wanted[role], one[1][role]) for role in ROLES)), None)
        if hit is not None:
            left.remove(hit)
            pairs.append((right, hit[0]))
    return pairs


def link_score(gold: dict, found: dict, same: Callable[[Spans, Spans], bool]) -> Score:
    """How many whole attributions are the `same`."""
    return Score(len(linked(gold, found, same)), len(roles(found)), len(roles(gold)))


def field_scores(gold: dict, found: dict, field: str) -> dict[str, Score]:
    """For each label of a field (form, kind): attributions linked (all three roles overlap) and labelled alike."""
    hits = [right[field] for right, said in linked(gold, found, overlap) if right[field] == said[field]]
    wanted, said = ([one[field] for one, _ in sayings(reading)] for reading in (gold, found))
    return {
        f"{field} {label}": Score(hits.count(label), said.count(label), wanted.count(label))
        for label in sorted({*wanted, *said})
    }


def attribution_scores(gold: dict, found: dict) -> dict[str, Score]:
    """Exact spans and characters by role, and linked attributions: exact, and all three roles overlapping."""
    return {
        **{f"{role}, exact span": span_score(gold, found, role) for role in ROLES},
        **{f"{role}, characters": character_score(gold, found, role) for role in ROLES},
        "linked, exact": link_score(gold, found, lambda a, b: a == b),
        "linked, all three overlap": link_score(gold, found, overlap),
    }


def matched(gold: dict, found: dict) -> list[tuple[dict, dict]]:
    """Attributions paired by the overlap of their contents, the largest overlap first."""
    pairs = []
    for g, right in enumerate(gold["attributions"]):
        for f, said in enumerate(found["attributions"]):
            both = sum(max(0, min(b, d) - max(a, c)) for a, b in right["content"] for c, d in said["content"])
            if both:
                pairs.append(
                    (both, -abs(right["cue"][0][0] - said["cue"][0][0]) if right["cue"] and said["cue"] else 0, g, f)
                )
    used_gold, used_found, out = set(), set(), []
    for _, _, g, f in sorted(pairs, reverse=True):
        if g not in used_gold and f not in used_found:
            used_gold.add(g)
            used_found.add(f)
            out.append((gold["attributions"][g], found["attributions"][f]))
    return out


def label_score(gold: dict, found: dict, field: str) -> Score:
    """Of the attributions found, how many have the right `field` (form, kind or status)."""
    pairs = matched(gold, found)
    hits = sum(right[field] == said[field] for right, said in pairs)
    return Score(hits, len(pairs), len(pairs))


def plain(name: str) -> str:
    """A name without case, article and edge punctuation."""
    words = name.casefold().replace("’", "'").strip(" .,").split()
    return " ".join(words[1:] if words[:1] in (["the"], ["a"], ["an"]) else words)


def same_source(right: dict, said: dict) -> bool:
    """Whether two source rows mean the same: a canonical name in common, or an alias with the other's name."""
    one, two = plain(right["name"]), plain(said["name"])
    return one == two or one in map(plain, said["aliases"]) or two in map(plain, right["aliases"])


FOUND = ("attributed", "name-resolved", "pronoun-resolved")
"""The ways in which a source is found: beside the words, through a name or role, through a pronoun."""


def mouth_scores(gold: dict, found: dict) -> dict[str, Score]:
    """Words in the right mouth: right among those given a source, wrong among them, by `FOUND`, and left without one.

    Of attributions matched by content whose gold names a source."""
    rights, saids = ({s["id"]: s for s in r["sources"]} for r in (gold, found))
    pairs = [
        (rights[g["source_id"]], saids.get(f["source_id"]), f["status"])
        for g, f in matched(gold, found)
        if g["source_id"]
    ]
    given = [(same_source(right, said), status) for right, said, status in pairs if said is not None]
    hits = sum(right for right, _ in given)
    return {
        "right mouth": Score(hits, len(given), len(pairs)),
        "wrong mouth": Score(len(given) - hits, len(given), len(given)),
        **{f"wrong mouth, {status}": wrong_of(given, status) for status in FOUND},
        "abstained": Score(len(pairs) - len(given), len(pairs), len(pairs)),
    }


def wrong_of(given: list[tuple[bool, str]], status: str) -> Score:
    """How many of those found one way were given to a wrong source."""
    rights = [right for right, found in given if found == status]
    return Score(len(rights) - sum(rights), len(rights), len(rights))


def source_scores(gold: dict, found: dict) -> dict[str, Score]:
    """Source rows found by name; of those, the right type and the right role."""
    left, pairs = list(found["sources"]), []
    for right in gold["sources"]:
        hit = next((said for said in left if same_source(right, said)), None)
        if hit is not None:
            left.remove(hit)
            pairs.append((right, hit))
    types = sum(right["type"] == said["type"] for right, said in pairs)
    roled = [(right, said) for right, said in pairs if right["role"] or said["role"]]
    return {
        "source rows": Score(len(pairs), len(found["sources"]), len(gold["sources"])),
        "source type": Score(types, len(pairs), len(pairs)),
        "source role": Score(sum(plain(r["role"]) == plain(s["role"]) for r, s in roled), len(roled), len(roled)),
    }


def entity_scores(gold: dict, found: dict) -> dict[str, Score]:
    """Mentions by exact span, with and without their label, and B³ of the joined ones (Bagga and Baldwin 1998)."""
    right, said = (
        {tuple(m): (e["name"], e["label"]) for e in r["entities"] for m in e["mentions"]} for r in (gold, found)
    )
    labelled = sum(right[m][1] == said[m][1] for m in right.keys() & said.keys())
    return {
        "mentions": Score(len(right.keys() & said.keys()), len(said), len(right)),
        "mentions with label": Score(labelled, len(said), len(right)),
    }


def clusters(reading: dict) -> dict[tuple[int, int], frozenset]:
    """For each mention all mentions of its entity."""
    return {tuple(m): frozenset(map(tuple, e["mentions"])) for e in reading["entities"] for m in e["mentions"]}


def b_cubed(gold: dict, found: dict) -> tuple[float, float, int, int]:
    """Sums of B³ precision and recall, and over how many found and gold mentions."""
    right, said = clusters(gold), clusters(found)
    both = right.keys() & said.keys()
    precision = sum(len(right[m] & said[m]) / len(said[m]) for m in both)
    recall = sum(len(right[m] & said[m]) / len(right[m]) for m in both)
    return precision, recall, len(said), len(right)


def stance_pairs(gold: dict, found: dict) -> tuple[list[tuple[dict, dict]], list[dict]]:
    """Records paired by evidence that overlaps, whatever their target, and the found ones that are left."""
    pairs, left = [], list(found["stances"])
    for right in gold["stances"]:
        hit = next(
            (s for s in left if overlap(tuple(map(tuple, right["evidence"])), tuple(map(tuple, s["evidence"])))), None
        )
        if hit is not None:
            left.remove(hit)
            pairs.append((right, hit))
    return pairs, left


def stance_scores(gold: dict, found: dict) -> dict[str, Score]:
    """Records paired by their evidence: found at all; shown sides right, by two further counts; wrong side; commitment.

    `in the right mouth` asks for the same source as well; `or held elsewhere` takes for right what repeats a side that
    the same source holds by another record."""
    pairs, left = stance_pairs(gold, found)
    sided = [s for s in found["stances"] if s["position"] != "none"]
    wanted = sum(r["position"] != "none" for r in gold["stances"])
    both = [(r, s) for r, s in pairs if s["position"] != "none"]
    hits = [(r, s) for r, s in both if r["position"] == s["position"]]
    mouths = sum(same_source(holder(gold, r), holder(found, s)) for r, s in hits)
    again = sum(is_held(gold, found, s) for s in left)
    wrong = sum({r["position"], s["position"]} == {"supports", "opposes"} for r, s in both)
    return {
        "stance records": Score(len(pairs), len(found["stances"]), len(gold["stances"])),
        "sides shown": Score(len(hits), len(sided), wanted),
        "sides shown, in the right mouth": Score(mouths, len(sided), wanted),
        "sides shown, or held elsewhere": Score(len(hits) + again, len(sided), wanted + again),
        "wrong side": Score(wrong, len(sided), len(sided)),
        "commitment": Score(sum(r["commitment"] == s["commitment"] for r, s in pairs), len(pairs), len(pairs)),
    } | commitment_scores(pairs)


def holder(reading: dict, record: dict) -> dict:
    """The source of a record: a row of the reading's sources, or its name alone where the reading has none."""
    known = {source["id"]: source for source in reading.get("sources", ())}
    return known.get(record.get("source_id")) or {"name": record.get("source", ""), "aliases": ()}


def is_held(gold: dict, found: dict, record: dict) -> bool:
    """Whether a record repeats a side that its source holds in the gold reading; the targets share a word of weight."""
    if record["position"] == "none":
        return False
    same = [r for r in gold["stances"] if r["position"] == record["position"]]
    words = set(plain(record["target"]).split()) - STOP_WORDS
    held = [r for r in same if same_source(holder(gold, r), holder(found, record))]
    return any(words & set(plain(r["target"]).split()) for r in held)


def commitment_scores(pairs: list[tuple[dict, dict]]) -> dict[str, Score]:
    """For each commitment: of the records paired, how many are given it, how many have it, and how many both."""
    wanted, said = ([one["commitment"] for one in column] for column in zip(*pairs, strict=True)) if pairs else ([], [])
    hits = [right for right, given in zip(wanted, said, strict=True) if right == given]
    return {f"{COMMITMENT}{c}": Score(hits.count(c), said.count(c), wanted.count(c)) for c in COMMITMENTS}


def macro(counted: dict[str, Score], prefix: str = COMMITMENT) -> tuple[float, float, float]:
    """Mean precision, recall and F1 of the labels that a person gave, in per cent; nought where there are none."""
    own = [score for name, score in counted.items() if name.startswith(prefix) and score.gold]
    columns = zip(*((score.precision, score.recall, score.f1) for score in own), strict=True)
    means = tuple(sum(column) / len(own) for column in columns)
    return means or (0.0, 0.0, 0.0)


def total(tables: Iterable[dict[str, Score]]) -> dict[str, Score]:
    """Scores added up over articles."""
    out: dict[str, Score] = {}
    for table in tables:
        for name, score in table.items():
            out[name] = out.get(name, Score()) + score
    return out


def table(found: dict[str, Score]) -> pd.DataFrame:
    """Precision, recall and F1 a row, in per cent, and the counts behind them."""
    rows = {
        name: (score.precision, score.recall, score.f1, score.hits, score.found, score.gold)
        for name, score in found.items()
    }
    return pd.DataFrame.from_dict(rows, "index", columns=["P", "R", "F1", "hits", "found", "gold"]).round(1)
