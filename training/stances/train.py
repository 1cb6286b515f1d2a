"""Train the model of sides.

usage: python -m training.stances.train CORPORA START OUT [options]

CORPORA is a folder with polnear/, wikinews/, dse/ and newsmtsc/; START is the position model it begins with
(`positions-1.onnx`, see `training.positions`). OUT is the file that gets what is to be grafted onto it. An eighth of
the read articles is never trained on; its scores are printed after every epoch. The running average of the weights is
what is kept."""

from __future__ import annotations

import argparse
import random
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional

from benchmarks import real
from helpers import language
from training.stances import data, model

SAME = torch.tensor([[1, 0, 0, 0, 0], [0, 1, 0, 1, 0], [0, 0, 1, 0, 1]]).bool()
"""Which outcomes are one where nobody told whose side it is."""
SMOOTHING = 0.03
DSE = 0.12
"""The share of DSE that an epoch draws."""
REACHED = 8
"""Batches that say how far the inputs of matrices reach."""


@dataclass
class Training:
    """Everything that moves while the model is trained."""

    model: model.Sides
    optimizer: torch.optim.Optimizer
    schedule: torch.optim.lr_scheduler.LRScheduler
    averaged: list[torch.Tensor]
    decay: float
    steps: int = 0

    def step(self, some: list[data.Example]) -> float:
        """One step on a batch; returns its loss."""
        inputs, wanted, counts, whose = data.batch(some)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            scores = self.model(**inputs)
        found = loss(scores.float(), wanted, counts, whose)
        found.backward()
        torch.nn.utils.clip_grad_norm_(trained(self.model), 1.0)
        self.optimizer.step()
        self.schedule.step()
        self.optimizer.zero_grad()
        self.average()
        return found.item()

    @torch.no_grad()
    def average(self) -> None:
        """Move the running average a little toward the weights; faster in the beginning."""
        self.steps += 1
        keep = min(self.decay, (1 + self.steps) / (10 + self.steps))
        torch._foreach_lerp_(self.averaged, [value.detach() for value in trained(self.model)], 1 - keep)

    @torch.no_grad()
    def swap(self) -> None:
        """Give the model the averaged weights, and keep its own in their place."""
        for value, kept in zip(trained(self.model), self.averaged, strict=True):
            own = value.detach().clone()
            value.copy_(kept)
            kept.copy_(own)


def trained(whole: model.Sides) -> list[torch.nn.Parameter]:
    """What training moves."""
    return [value for value in whole.parameters() if value.requires_grad]


def loss(scores, wanted, counts, whose):
    """The mean surprise at the outcomes wanted, over all five of them or over three where whose side is not told."""
    logs = functional.log_softmax(scores, -1)
    whole = -(smoothed(wanted) * logs).sum(-1)
    joined = torch.stack([torch.logsumexp(logs.masked_fill(~row, -1e4), -1) for row in SAME], -1)
    part = -(smoothed(wanted @ SAME.float().T) * joined).sum(-1)
    each = torch.where(whose[:, None], whole, part) * counts
    return each.sum() / counts.sum().clamp(min=1)


def smoothed(wanted: torch.Tensor) -> torch.Tensor:
    """Shares with a little of every outcome in them."""
    return (1 - SMOOTHING) * wanted + SMOOTHING / wanted.shape[-1]


def begin(made: model.Sides, rates: dict[str, float], steps: int, decay: float) -> Training:
    """A model as training begins: each part has the first rate whose word is in its name.

    A rate rises over the first steps and then falls straight."""
    groups: dict[str, list[torch.nn.Parameter]] = {end: [] for end in rates}
    for name, value in made.named_parameters():
        if value.requires_grad:
            groups[next(part for part in rates if part in name)].append(value)
    parts = [{"params": values, "lr": rates[part]} for part, values in groups.items() if values]
    optimizer = torch.optim.AdamW(parts, weight_decay=0.01, fused=True)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda s: min(1, (s + 1) / (0.06 * steps)) * max(0.02, 1 - s / steps)
    )
    averaged = [value.detach().clone() for value in trained(made)]
    return Training(made.train(), optimizer, schedule, averaged, decay)


def windows_of(corpora: Path) -> tuple[list[data.Example], list[data.Example]]:
    """The windows of read articles to train on, and those to choose by."""
    nlp = language.load()
    found = [each for one in real.read(data.READINGS, ("train", "wikinews"), corpora) for each in data.read(nlp, one)]
    left = [each for each in found if data.is_left_out(each.article)]
    return [each for each in found if not data.is_left_out(each.article)], left


@torch.no_grad()
def probabilities(whole: model.Sides, found: list[data.Example]) -> list[np.ndarray]:
    """Probabilities (n, 5) of the candidates of each window."""
    answers: list[np.ndarray] = [np.zeros((0, 5))] * len(found)
    order = sorted(range(len(found)), key=lambda at: found[at].columns.shape[1])
    for first in range(0, len(order), 48):
        some = order[first : first + 48]
        inputs, *_ = data.batch([found[at] for at in some])
        with torch.autocast("cpu", dtype=torch.bfloat16):
            shares = torch.softmax(whole(**inputs).float(), -1).numpy()
        for at, each in zip(some, shares, strict=True):
            answers[at] = each[: len(found[at].phrases)]
    return answers


def precision(found: list[data.Example], answers: list[np.ndarray]) -> float:
    """The mean precision over the ranks of right sides, candidates ordered by the likeliest side's probability."""
    shares, wanted = np.concatenate(answers), np.concatenate([each.wanted for each in found])
    kept = np.concatenate([each.counts for each in found]) == 1
    shares, wanted = shares[kept], wanted[kept]
    best = 1 + shares[:, 1:].argmax(1)
    rows = np.arange(len(best))
    right = wanted[rows, best][np.argsort(-shares[rows, best], kind="stable")] > 0
    return float((np.cumsum(right) / (1 + rows))[right].sum() / max(1, (wanted[:, 0] == 0).sum()))


class Corpus:
    """What there is to train on, and the articles left out."""

    def __init__(self, corpora: Path, seed: int):
        self.rng = random.Random(seed)
        self.kept, self.left = windows_of(corpora)
        self.dse = list(data.dse(corpora / "dse" / "train.jsonl.gz"))
        self.newsmtsc = list(data.newsmtsc(corpora / "newsmtsc" / "train.jsonl.gz"))

    def epoch(self, pieces: int, dse: float, newsmtsc: float) -> list[list[data.Example]]:
        """Every window once, and shares of DSE and NewsMTSC beside them, in batches."""
        drawn = self.rng.sample(self.dse, int(dse * len(self.dse)))
        drawn += self.rng.sample(self.newsmtsc, int(newsmtsc * len(self.newsmtsc)))
        return data.batches(self.kept + drawn, pieces, self.rng)


WHOLE = {"roles": 8e-4, "hidden": 8e-4, "out": 8e-4, "": 1.2e-4}
CUT = {"above": 5e-4, "below": 5e-4, "hidden": 3e-4, "out": 3e-4, "": 1e-4}
"""Learning rates of the two steps."""


def run(training: Training, corpus: Corpus, epochs: int, pieces: int, newsmtsc: float) -> None:
    """Train for some epochs, and leave the averaged weights in the model."""
    begun, losses = time.time(), []
    for epoch in range(epochs):
        for some in corpus.epoch(pieces, DSE, newsmtsc):
            losses.append(training.step(some))
        training.swap()
        score = precision(corpus.left, probabilities(training.model.eval(), corpus.left))
        told = f"epoch {epoch} step {len(losses)} loss {np.mean(losses[-25:]):.4f} {time.time() - begun:.0f} s"
        print(f"{told}: mean precision on articles left out {score:.3f}", flush=True)
        training.swap()
        training.model.train()
    training.swap()


def train(args: argparse.Namespace) -> None:
    """Train the whole model, cut it down to adapters, train these, and write what is added to the position model."""
    torch.manual_seed(args.seed)
    corpus, made = Corpus(args.corpora, args.seed), model.Sides()
    model.begin(made, args.start)
    for rates, epochs, newsmtsc in ((WHOLE, args.epochs, 0.1), (CUT, args.further, 0.3)):
        if rates is CUT:
            model.cut(made, args.start, args.rank)
        steps = epochs * len(corpus.epoch(args.pieces, DSE, newsmtsc))
        run(begin(made, rates, steps, args.decay), corpus, epochs, args.pieces, newsmtsc)
    args.out.parent.mkdir(parents=True, exist_ok=True)
    some = corpus.epoch(args.pieces, 0, 0)[:REACHED]
    reach = model.peaks(made.eval(), (data.batch(each)[0] for each in some))
    torch.save(model.grafted(made, args.start) | reach, args.out)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpora", type=Path)
    parser.add_argument("start", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--epochs", type=int, default=3, help="of the whole model")
    parser.add_argument("--further", type=int, default=6, help="epochs of the adapters")
    parser.add_argument("--rank", type=int, default=16)
    parser.add_argument("--pieces", type=int, default=1400, help="of a batch")
    parser.add_argument("--decay", type=float, default=0.99, help="of the running average of the weights")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    train(args)


if __name__ == "__main__":
    main()
