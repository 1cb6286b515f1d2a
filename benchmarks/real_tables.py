"""What the pipeline makes of real articles, in tables."""

from __future__ import annotations

import pandas as pd
from spacy.language import Language

from benchmarks import scores
from benchmarks.real import MENTIONS, Given, Read, is_whole, read_given, read_raw
from benchmarks.real_sides import commitment_scores, side_scores
from benchmarks.real_sources import OUTCOMES, source_scores
from benchmarks.scores import Score


def real_scores(reading: Read, made: Given) -> dict[str, Score]:
    """Every score of one article."""
    found = sum(one is not None for one in made.attributions)
    at_all = Score(found, found + made.others, sum(map(is_whole, reading.said)))
    sides = side_scores(reading, made) | commitment_scores(reading, made)
    return {"attributions": at_all} | source_scores(reading, made) | sides


def totals(nlp: Language, readings: list[Read], *, raw: bool = False) -> dict[str, Score]:
    """Every score over some articles, the attributions given, or from `raw` text."""
    return scores.total(real_scores(one, (read_raw if raw else read_given)(nlp, one)) for one in readings)


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
