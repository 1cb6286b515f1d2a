"""Train the position model on the shipped encoder.

usage: python -m training.positions.train NEWSMTSC ENCODER OUT [--checkpoint WEIGHTS] [options]

NEWSMTSC is the training file of that corpus (JSON lines, gzip), ENCODER the folder of the small pretrained encoder,
WEIGHTS averaged weights of the attribution model, which stay as they are: adapters and a head are trained, and of
those the running average is kept. With `--rank 0` the whole encoder is trained, from WEIGHTS or as it was pretrained:
models to learn from, too large to ship; with `--taught` their answers (`training.positions.teach`) are learnt. A tenth
of the articles is never trained on; see `training.positions.evaluate`."""

import argparse
import json
import math
import random
import time
from dataclasses import dataclass
from pathlib import Path

import torch
from torch.nn import functional

from benchmarks import sides
from training.positions import data, phrases
from training.positions.model import PositionModel


@dataclass
class Training:
    """Everything that moves while the model is trained."""

    model: PositionModel
    optimizer: torch.optim.Optimizer
    schedule: torch.optim.lr_scheduler.LRScheduler
    averaged: dict[str, torch.Tensor]
    decay: float
    steps: int = 0

    def step(self, some: list[data.Example], smoothing: float) -> float:
        """One step on a batch; returns its loss."""
        columns, wanted = data.batch(some)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            scores = self.model(**columns)
        loss = functional.cross_entropy(scores.float(), wanted, label_smoothing=smoothing)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(list(self.model.trained().values()), 1.0)
        self.optimizer.step()
        self.schedule.step()
        self.optimizer.zero_grad()
        self.average()
        return loss.item()

    @torch.no_grad()
    def average(self) -> None:
        """Move the running average a little toward the weights; faster in the beginning."""
        self.steps += 1
        keep = min(self.decay, (1 + self.steps) / (10 + self.steps))
        values = [value.detach() for value in self.model.trained().values()]
        torch._foreach_lerp_(list(self.averaged.values()), values, 1 - keep)


def begin(model: PositionModel, args: argparse.Namespace, steps: int) -> Training:
    """Optimizer, schedule (a rise over a twelfth of the steps, then a straight fall) and running average."""
    moved = model.trained()
    inner = [value for name, value in moved.items() if name.startswith("encoder.")]
    outer = [value for name, value in moved.items() if not name.startswith("encoder.")]
    groups = [{"params": inner, "lr": args.rate}, {"params": outer, "lr": args.head_rate}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda s: min(1, (s + 1) / (0.08 * steps)) * max(0.02, 1 - s / steps)
    )
    return Training(model, optimizer, schedule, {k: v.detach().clone() for k, v in moved.items()}, args.decay)


def epoch_of(train: list[sides.Row], args: argparse.Namespace, rng: random.Random) -> list[data.Example]:
    """Every row once, some of them varied, and a share of invented ones."""
    names = [row.text[row.begin : row.end] for row in train if row.text[row.begin : row.end].istitle()]
    made = [data.varied(row, names, rng) for row in train]
    made += [phrases.phrase(names, rng) for _ in range(round(args.invented * len(train)))]
    return [data.example(row, args.encoder) for row in made]


def taught(path: Path) -> list[data.Taught]:
    """The rows that `training.positions.teach` wrote."""
    return [data.Taught(**json.loads(line)) for line in path.read_text(encoding="utf8").splitlines()]


def prepared(args: argparse.Namespace) -> PositionModel:
    """The model as training begins: on the frozen encoder, with adapters from an earlier run where they are given."""
    model = PositionModel(args.encoder, args.rank)
    model.begin(args.checkpoint)
    if args.start:
        model.load_state_dict(torch.load(args.start, weights_only=True), strict=False)
    if args.coarse:
        model.coarsen()
    return model.train()


def train(args: argparse.Namespace) -> None:
    """Train and write the averaged weights after every epoch."""
    torch.manual_seed(args.seed)
    rng, begun, losses = random.Random(args.seed), time.time(), []
    kept, _ = sides.split(sides.rows(args.newsmtsc), [sides.HELD_OUT, *args.leave_out])
    kept = taught(args.taught) if args.taught else kept
    training = begin(prepared(args), args, args.epochs * math.ceil(round(len(kept) * (1 + args.invented)) / args.batch))
    args.out.mkdir(parents=True, exist_ok=True)
    for epoch in range(args.epochs):
        for some in data.batches(epoch_of(kept, args, rng), args.batch, rng):
            losses.append(training.step(some, args.smoothing))
            if len(losses) % 50 == 0:
                loss = sum(losses[-50:]) / 50
                print(f"epoch {epoch} step {len(losses)} loss {loss:.4f} {time.time() - begun:.0f} s", flush=True)
        torch.save(training.averaged, args.out / f"adapters-{epoch}.pt")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("newsmtsc", type=Path)
    parser.add_argument("encoder", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--checkpoint", type=Path, default=None, help="averaged weights of the attribution model")
    parser.add_argument("--rank", type=int, default=8)
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--rate", type=float, default=1.5e-3)
    parser.add_argument("--head-rate", type=float, default=1e-3)
    parser.add_argument("--invented", type=float, default=0.08, help="share of invented sentences")
    parser.add_argument("--smoothing", type=float, default=0.05)
    parser.add_argument("--decay", type=float, default=0.998, help="of the running average of the weights")
    parser.add_argument("--leave-out", type=int, nargs="*", default=[], help="further tenths, to compare on")
    parser.add_argument("--taught", type=Path, default=None, help="rows with the answers of other models")
    parser.add_argument("--coarse", action="store_true", help="compute with weights of four bits, as they are stored")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--start", type=Path, default=None, help="adapters to begin from")
    parser.add_argument("--threads", type=int, default=1)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    train(args)


if __name__ == "__main__":
    main()
