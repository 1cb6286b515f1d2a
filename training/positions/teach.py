"""Let trained models say which side they see: on the training rows, and on sentences that nobody marked.

usage: python -m training.positions.teach NEWSMTSC POLNEAR ENCODER OUT --teachers WEIGHTS ... [--leave-out N ...]

WEIGHTS are files that `training.positions.train --rank 0` wrote; POLNEAR is the training file of that corpus, whose
sentences and names (silver, by its own layers) serve as rows without a side. OUT gets one row a line (JSON), with the
mean of the answers; where a row has a side of its own, that counts 30 %."""

import argparse
import gzip
import json
import random
from collections.abc import Iterator
from dataclasses import asdict
from itertools import groupby
from pathlib import Path

import numpy as np
import torch

from benchmarks import sides
from benchmarks.sides import Row
from helpers.stances.model import SIDES
from training.positions import data
from training.positions.model import PositionModel

SHARES = {"PERSON": 0.45, "ORGANIZATION": 0.12}
"""How often a name of a kind becomes a row: the other corpus marks persons."""
SHORTEST, LONGEST = 8, 70  # words of a sentence
UNMARKED, TRUST, TEMPERATURE = 9000, 0.7, 1.25


def unmarked(path: Path, rng: random.Random) -> Iterator[Row]:
    """Sentences of PolNeAR with one of their names marked, drawn by kind."""
    with gzip.open(path, "rt", encoding="utf8") as lines:
        for article in map(json.loads, lines):
            for sentence in article.get("sents") or ():
                yield from named(article, sentence["tokens"], rng)


def named(article: dict, tokens: list, rng: random.Random) -> Iterator[Row]:
    """The rows of one sentence; none where it is very short, very long, or broken over lines."""
    first, last = tokens[0][1], tokens[-1][2]
    text = article["text"][first:last]
    if not SHORTEST <= len(tokens) <= LONGEST or "\n" in text:
        return
    for kind, group in groupby(tokens, key=lambda token: token[5]):
        name = list(group)
        if rng.random() < SHARES.get(kind, 0):
            yield Row(text, name[0][1] - first, name[-1][2] - first, SIDES.index("none"), article["id"])


def load(weights: Path, folder: Path) -> PositionModel:
    """A model of which the whole encoder was trained; what was not trained is as pretrained."""
    model = PositionModel(folder, rank=0)
    model.begin(None)
    model.load_state_dict(torch.load(weights, weights_only=True), strict=False)
    return model.eval()


@torch.no_grad()
def answers(model: PositionModel, examples: list[data.Example]) -> np.ndarray:
    """Probabilities (n, 3) of each side."""
    order = sorted(range(len(examples)), key=lambda at: examples[at].columns.shape[1])
    found = np.zeros((len(examples), len(SIDES)), dtype=np.float32)
    for first in range(0, len(order), 64):
        some = order[first : first + 64]
        columns, _ = data.batch([examples[at] for at in some])
        with torch.autocast("cpu", dtype=torch.bfloat16):
            scores = model(**columns)
        found[some] = torch.softmax(scores.float() / TEMPERATURE, -1).numpy()
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("newsmtsc", type=Path)
    parser.add_argument("polnear", type=Path)
    parser.add_argument("encoder", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--teachers", type=Path, nargs="+", required=True)
    parser.add_argument("--leave-out", type=int, nargs="*", default=[], help="further tenths, to compare on")
    parser.add_argument("--threads", type=int, default=1)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    kept, _ = sides.split(sides.rows(args.newsmtsc), [sides.HELD_OUT, *args.leave_out])
    rng = random.Random(5)
    drawn = list(unmarked(args.polnear, rng))
    rows = kept + rng.sample(drawn, min(UNMARKED, len(drawn)))
    examples = [data.example(row, args.encoder) for row in rows]
    found = np.mean([answers(load(weights, args.encoder), examples) for weights in args.teachers], axis=0)
    found[: len(kept)] = TRUST * found[: len(kept)] + (1 - TRUST) * np.stack([data.wanted(row) for row in kept])
    with args.out.open("w", encoding="utf8") as lines:
        for row, shares in zip(rows, found, strict=True):
            lines.write(json.dumps(asdict(row) | {"shares": [round(float(share), 4) for share in shares]}) + "\n")


if __name__ == "__main__":
    main()
