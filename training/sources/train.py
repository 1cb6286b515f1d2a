"""Train the scorer of sources.

usage: python -m training.sources.train CORPORA READINGS OUT [--epochs N]

READINGS holds the readings, CORPORA polnear/, wikinews/ (their texts) and coref/. OUT receives `examples.pkl`
(made once) and `scorer.pt`: five nets, each trained without another fifth of the articles, so that thresholds and
temperature are chosen on articles that the net asked has not seen. The readings of dev are never trained on."""

import argparse
import pickle
import random
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch

from benchmarks import real
from helpers import language
from training.sources import data
from training.sources.data import Example
from training.sources.model import Net


def examples(corpora: Path, readings: Path, out: Path) -> dict[str, list]:
    """Examples of every corpus; read anew only where OUT has none yet."""
    path = out / "examples.pkl"
    if not path.is_file():
        out.mkdir(parents=True, exist_ok=True)
        path.write_bytes(pickle.dumps(dict(made(corpora, readings))))
    return pickle.loads(path.read_bytes())


def made(corpora: Path, readings: Path) -> Iterator[tuple[str, list]]:
    """Examples, a corpus at a time, and how often each sieve for names was right in it."""
    nlp = language.load(steps=("names", "entities"))
    for part in real.PARTS:
        read = real.read(readings, [part], corpora)
        teachers = [data.Teacher(data.read_doc(nlp, one), one).run() for one in read]
        yield part, [example for teacher in teachers for example in teacher.examples]
        yield f"{part}, names", [one for teacher in teachers for one in teacher.named]
    yield "ontogum", list(data.ontogum(nlp, corpora / "coref" / "ontogum_free_genres.conll.gz"))
    for part in ("development", "validation"):
        yield f"gap {part}", list(data.gap(nlp, corpora / "coref" / f"gap_{part}.tsv.gz"))


def training_set(every: dict[str, list], left_out: int) -> list[Example]:
    """What a net is trained on that never sees one fold of the articles."""
    some = [*every["train"], *every["wikinews"], *every["ontogum"]]
    return [e for e in some if data.fold(e.article) != left_out] + [e for _, e in every["gap development"]]


def batch(some: list[Example]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor]:
    """Tables padded to one length; which rows there are; which of them are right; weights."""
    longest = max(len(e.table) for e in some)
    tables = np.zeros((len(some), longest, some[0].table.shape[1]), np.float32)
    there, right = np.zeros((2, len(some), longest), bool)
    for number, example in enumerate(some):
        size = len(example.table)
        tables[number, :size], there[number, :size] = example.table, True
        right[number, list(example.right)] = True
        if example.wrong and not example.right:
            right[number, :size] = True
            right[number, list(example.wrong)] = False
    weights = np.array([e.weight for e in some], np.float32)
    return tuple(map(torch.from_numpy, (tables, there, right, weights)))


def loss_of(net: torch.nn.Module, some: list[Example]) -> torch.Tensor:
    """The cross entropy of choosing any of the right rows."""
    tables, there, right, weights = batch(some)
    logs = torch.log_softmax(net(tables).masked_fill(~there, -1e9), -1)
    return -(torch.logsumexp(logs.masked_fill(~right, -1e9), -1) * weights).mean()


def fit(some: list[Example], epochs: int, seed: int, rate: float = 2e-3, size: int = 32) -> Net:
    """One net, trained with AdamW: the rate rises, then falls."""
    torch.manual_seed(seed)
    rng = random.Random(seed)
    net = Net(some[0].table.shape[1])
    optimizer = torch.optim.AdamW(net.parameters(), rate, weight_decay=0.02)
    steps = epochs * -(-len(some) // size)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, rate, total_steps=steps + 1)
    for _ in range(epochs):
        for begin in range(0, len(order := rng.sample(some, len(some))), size):
            optimizer.zero_grad()
            loss_of(net, order[begin : begin + size]).backward()
            optimizer.step()
            schedule.step()
    return net.eval()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpora", type=Path)
    parser.add_argument("readings", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--epochs", type=int, default=12)
    args = parser.parse_args()
    torch.set_num_threads(1)
    every = examples(args.corpora, args.readings, args.out)
    nets = [fit(training_set(every, fold), args.epochs, fold) for fold in range(data.FOLDS)]
    torch.save({"columns": nets[0].columns, "nets": [net.state_dict() for net in nets]}, args.out / "scorer.pt")


if __name__ == "__main__":
    main()
