"""NewsMTSC as training examples: pieces of a sentence, those of its target marked, and the side toward it."""

import random
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch

from benchmarks.sides import Row
from helpers.stances.model import SIDES, marked, padded

INPUTS = ("ids", "mask", "caps", "breaks", "quoted", "target")
BYSTANDERS = ("according to {}.", "{} reported.", "{} wrote.", "as {} put it.", "said {}, who was asked.")
"""Clauses that name somebody about whom nothing is said."""


@dataclass(frozen=True)
class Example:
    """The pieces of a sentence with their marks, and which share of each side is wanted."""

    columns: np.ndarray
    wanted: np.ndarray


def varied(row: Row, names: list[str], rng: random.Random) -> Row:
    """The row, now and then with another mention or a bystander marked, or its target under another name."""
    name, chance = rng.choice(names), rng.random()
    if row.mentions and chance > 0.7:
        begin, end = rng.choice(row.mentions)
        return replace(row, begin=begin, end=end) if row.text[begin:end].strip() else row
    if chance < 0.1 and row.text[row.begin].isupper():
        return replace(row, text=row.text[: row.begin] + name + row.text[row.end :], end=row.begin + len(name))
    if chance < 0.15:
        before, after = rng.choice(BYSTANDERS).split("{}")
        text = row.text.rstrip(" .") + ", " + before
        begin, end = len(text), len(text) + len(name)
        return Row(text + name + after, begin, end, SIDES.index("none"), row.article)
    return row


@dataclass(frozen=True)
class Taught(Row):
    """A row with the share of each side that other models give it."""

    shares: tuple[float, ...] = ()


def wanted(row: Row) -> np.ndarray:
    """The share of each side that is wanted of a row: what it was taught, or all of its own side."""
    shares = getattr(row, "shares", ())
    return np.array(shares, dtype=np.float32) if shares else np.eye(len(SIDES), dtype=np.float32)[row.side]


def example(row: Row, folder: Path) -> Example:
    """One row as the model reads it."""
    return Example(marked(row.text, (row.begin, row.end), folder), wanted(row))


def batch(some: list[Example]) -> tuple[dict[str, torch.Tensor], torch.Tensor]:
    """The inputs of the model, (b, t) each, and the shares wanted."""
    columns = padded([each.columns for each in some])
    wanted = np.stack([each.wanted for each in some])
    return {name: torch.from_numpy(columns[name]) for name in INPUTS}, torch.from_numpy(wanted)


def batches(found: list[Example], size: int, rng: random.Random) -> list[list[Example]]:
    """Batches of examples of similar length, in random order."""
    ordered = sorted(found, key=lambda e: e.columns.shape[1] + 8 * rng.random())
    made = [ordered[at : at + size] for at in range(0, len(ordered), size)]
    rng.shuffle(made)
    return made
