"""Judgements: which side a sentence takes toward a marked target, by the trained model."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

from helpers.encoder import network
from helpers.text.lines import Offsets

SIDES = ("supports", "opposes", "none")
"""The order of the model's scores."""
MOST = 160
"""Word pieces of a sentence that are read, around its target."""
BATCH = 16
DREAD = 2
"""How much worse the opposite side is than none; compared with 0 to 4 on articles the model had not seen."""
COLUMNS = ("ids", "caps", "breaks", "quoted", "target")


def judgements(pairs: Iterable[tuple[str, Offsets]]) -> np.ndarray:
    """Probabilities (n, 3) in the order of `SIDES` toward the target at `(begin, end)`, for each sentence.

    Calibrated: the temperature is in the model's own settings. A span that holds no word is no target: no side."""
    asked = list(pairs)
    found = np.tile(np.array([0.0, 0.0, 1.0]), (len(asked), 1))
    rows = [(at, marked(*each)) for at, each in enumerate(asked)]
    known = sorted((row for row in rows if row[1][-1].any()), key=lambda row: row[1].shape[1])
    for first in range(0, len(known), BATCH):
        some = known[first : first + BATCH]
        found[[at for at, _ in some]] = network.judge().probabilities(padded([columns for _, columns in some]))
    return found


def certainty(shares: np.ndarray) -> np.ndarray:
    """How safely the likelier side of each row (n, 3) can be shown: its probability less `DREAD` times the other's.

    The opposite side in somebody's mouth is worse than no side; so what could go either way is shown last."""
    sides = np.sort(shares[:, :2], axis=1)
    return sides[:, 1] - DREAD * sides[:, 0]


def marked(text: str, span: Offsets, folder: Path = network.SHIPPED) -> np.ndarray:
    """The rows `COLUMNS` of a sentence between its opening and its closing piece, the target marked with 1."""
    made = network.pieces(text, folder)
    target = ((made.begins < span[1]) & (made.ends > span[0])).astype(np.int64)
    columns = np.stack([made.ids, made.caps, made.breaks, made.quoted, target])
    at = int(target.argmax()) if len(target) else 0
    first = max(0, min(at - MOST // 2, columns.shape[1] - MOST))
    columns = np.pad(columns[:, first : first + MOST], ((0, 0), (1, 1)))
    columns[0, [0, -1]] = network.EDGES
    return columns


def padded(rows: Sequence[np.ndarray]) -> dict[str, np.ndarray]:
    """Sentences as arrays (b, t) of one length, with the mask that says where each ends."""
    longest = max(columns.shape[1] for columns in rows)
    stacked = np.stack([np.pad(columns, ((0, 0), (0, longest - columns.shape[1]))) for columns in rows], axis=1)
    mask = np.stack([np.arange(longest) < columns.shape[1] for columns in rows]).astype(np.int64)
    return dict(zip(COLUMNS, stacked, strict=True)) | {"mask": mask}
