"""Train the head for names on the frozen encoder.

usage: python -m training.names.train POLNEAR GUM ENCODER OUT [--articles N] [--epochs N]

POLNEAR holds train.jsonl.gz (silver names), GUM en_gum_train.conllu.gz (gold entities); ENCODER the encoder.onnx that
is shipped: it is read once and stays as it is. OUT receives `head.pt`."""

import argparse
import random
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional

from training.attributions.data import IGNORED
from training.names.data import EITHER, NO_PERSON, Text, gum_texts, polnear
from training.names.features import Reader
from training.names.model import LAYERS, WIDTH, Head

LONGEST = 192
GOLD_TIMES = 3
"""How often the gold documents are read for each time that the silver ones are."""
Chunk = tuple[np.ndarray, np.ndarray]


def chunks(texts: list[Text], reader: Reader) -> list[Chunk]:
    """Vectors and tags of runs of pieces."""
    made = []
    for text in texts:
        vectors = reader.read(text.pieces)
        for begin in range(0, len(text.tags), LONGEST):
            part = slice(begin, begin + LONGEST)
            made.append((vectors[part], text.tags[part]))
    return made


def batch(some: list[Chunk]) -> tuple[torch.Tensor, torch.Tensor]:
    """Chunks padded to one length."""
    longest = max(len(tags) for _, tags in some)
    vectors = torch.zeros(len(some), longest, len(LAYERS) * WIDTH)
    tags = torch.full((len(some), longest), IGNORED)
    for number, (rows, known) in enumerate(some):
        vectors[number, : len(known)] = torch.from_numpy(rows).float()
        tags[number, : len(known)] = torch.from_numpy(known)
    return vectors, tags


def loss_of(scores: torch.Tensor, tags: torch.Tensor) -> torch.Tensor:
    """Cross entropy; where only persons, bodies and places are ruled out, of all that is left."""
    logs = functional.log_softmax(scores, -1)
    known, open_ = tags >= 0, tags == NO_PERSON
    total = -logs[known].gather(1, tags[known][:, None]).sum()
    total = total - torch.logsumexp(logs[open_][:, EITHER], 1).sum()
    return total / (known.sum() + open_.sum()).clamp(min=1)


def train(head: Head, found: list[Chunk], epochs: int, size: int, rng: random.Random) -> None:
    """Train with AdamW: the rate rises over a hundred steps, then falls."""
    optimizer = torch.optim.AdamW(head.parameters(), 1.5e-3, weight_decay=0.01)
    steps = epochs * (len(found) // size + 1)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1, (step + 1) / 100) * max(0.02, 1 - step / steps)
    )
    for epoch in range(epochs):
        rng.shuffle(found)
        losses = []
        for at in range(0, len(found), size):
            vectors, tags = batch(found[at : at + size])
            loss = loss_of(head(vectors), tags)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
            losses.append(loss.item())
        print(f"epoch {epoch} loss {np.mean(losses):.4f}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("polnear", type=Path)
    parser.add_argument("gum", type=Path)
    parser.add_argument("encoder", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--articles", type=int, default=600)
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(args.seed)
    reader = Reader(args.encoder)
    gold = chunks(list(gum_texts(args.gum / "en_gum_train.conllu.gz")), reader)
    silver = chunks(list(polnear(args.polnear / "train.jsonl.gz", args.articles)), reader)
    head = Head()
    train(head, gold * GOLD_TIMES + silver, args.epochs, 16, random.Random(args.seed))
    args.out.mkdir(parents=True, exist_ok=True)
    torch.save(head.state_dict(), args.out / "head.pt")


if __name__ == "__main__":
    main()
