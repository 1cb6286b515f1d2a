"""What the pipeline makes of real articles, in tables."""

from __future__ import annotations

import pandas as pd
from spacy.language import Language

from benchmarks import scores
from benchmarks.real import MENTIONS, Given, Read, is_whole, read_given, read_raw
from benchmarks.real_sides import commitment_scores, side_scores
from benchmarks.real_sources import OUTCOMES, doubts, source_scores
from benchmarks.scores import Score

LEAST = (0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.93, 0.95, 0.97)
"""Confidences of a source at which the curve is read."""


def real_scores(reading: Read, made: Given) -> dict[str, Score]:
    """Every score of one article."""
    found = sum(one is not None for one in made.attributions)
    at_all = Score(found, found + made.others, sum(map(is_whole, reading.said)))
    sides = side_scores(reading, made) | commitment_scores(reading, made)
    return {"attributions": at_all} | source_scores(reading, made) | sides


def made(nlp: Language, readings: list[Read], *, raw: bool = False) -> list[tuple[Read, Given]]:
    """Some articles with what the pipeline makes of them, the attributions given, or from `raw` text."""
    return [(one, (read_raw if raw else read_given)(nlp, one)) for one in readings]


def totals(pairs: list[tuple[Read, Given]]) -> dict[str, Score]:
    """Every score over some articles."""
    return scores.total(real_scores(*pair) for pair in pairs)


def curve(pairs: list[tuple[Read, Given]]) -> pd.DataFrame:
    """What words given to nobody below a confidence of the source would save and cost: wrong mouths in per cent of
    those given, and abstained in per cent of all, a row a confidence."""
    rows = [row for pair in pairs for row in doubts(*pair)]
    out = {}
    for least in (0.0, *LEAST):
        kept = [one for sure, one in rows if sure >= least and one != "abstained"]
        wrong = kept.count("wrong mouth")
        out[least] = [wrong, 100 * wrong / max(len(kept), 1), 100 - 100 * len(kept) / max(len(rows), 1)]
    return pd.DataFrame.from_dict(out, "index", columns=["wrong", "wrong mouth, %", "abstained, %"]).round(1)


def in_lowest_tenth(pairs: list[tuple[Read, Given]]) -> tuple[int, int]:
    """Wrong mouths in the tenth of the rows with the lowest confidence of the source, and wrong mouths in all."""
    rows = sorted((row for pair in pairs for row in doubts(*pair) if row[1] != "abstained"), key=lambda row: row[0])
    wrong = [one == "wrong mouth" for _, one in rows]
    return sum(wrong[: len(wrong) // 10]), sum(wrong)


def is_group(name: str) -> bool:
    """Whether a score is of one kind of words for a source, of one status, or of what decided."""
    return name.partition(": ")[0] in OUTCOMES and ": " in name


def real_table(found: dict[str, Score]) -> pd.DataFrame:
    """The scores of all entries, a row each."""
    return scores.table({name: score for name, score in found.items() if not is_group(name)})


def mouth_table(found: dict[str, Score]) -> pd.DataFrame:
    """Outcomes in per cent, a row a kind of words for the source, a status and what decided, and how many entries
    each has."""
    groups = dict.fromkeys(name.partition(": ")[2] for name in found if is_group(name))
    ordered = sorted(groups, key=lambda one: (one not in MENTIONS, MENTIONS.index(one) if one in MENTIONS else 0, one))
    rows = {
        one: [found[f"{OUTCOMES[0]}: {one}"].gold, *(found[f"{name}: {one}"].recall for name in OUTCOMES[:4])]
        for one in ordered
    }
    return pd.DataFrame.from_dict(rows, "index", columns=["n", *OUTCOMES[:4]]).round(1)
