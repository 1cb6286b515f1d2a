"""Train the head that tells statements from what only looks like one, and write it beside the encoder.

usage: python -m training.statements.train CORPORA READINGS BUILD OUT

READINGS holds the readings (`says` of every attribution), CORPORA their texts; `pairs.tsv` beside this file has
invented sentences: all that the finder finds in one is a statement (1) or none (0). BUILD receives `examples.pkl`,
made once; OUT is src/helpers/models/encoder. Nets trained without another fifth of the articles choose the threshold;
those that are written, whose mean counts, saw all. The readings of dev are never trained on, only scored."""

import argparse
import csv
import hashlib
import json
import pickle
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from torch import nn

from benchmarks import real
from helpers import articles, language
from helpers.attributions import Attribution, attributions, statements
from helpers.encoder import decoding, network
from helpers.encoder.scans import Traits
from helpers.text.verbatim import verbatim

FOLDS, EPOCHS, WIDTH, TRAITS, HIDDEN, NETS = 5, 20, 384, 4, 48, 4
MOST_LOST = 0.008
"""The share of statements of articles not seen that the threshold may cost."""
INVENTED = 3.0
"""Weight of an invented example."""
BODY = "\n\nThe hall was full on Monday night. About forty people stood at the back, and it rained until ten."


class Example(NamedTuple):
    """One attribution: evidence, three mean vectors one behind the other, whether it is a statement, its article."""

    row: np.ndarray
    says: bool
    article: str
    words: str


def vectors(text: str) -> Traits:
    """The encoder's vectors (n, 384) of the pieces of a text."""
    made, model = network.pieces(text), network.shipped()
    out = np.zeros((len(made), WIDTH), np.float32)
    for window in decoding.windows(made):
        own = model.tag(decoding.columns(made, window, (model.opening, model.closing)))[0][1:-1]
        out[window.own_begin : window.own_end] = own[window.own_begin - window.begin : window.own_end - window.begin]
    return Traits(made.begins, made.ends, out)


def example(doc, one: Attribution, raw: Traits, says: bool, article: str) -> Example:
    words = " … ".join(doc.text[begin:end] for part in (one.source, one.cue, one.content) for begin, end in part)
    return Example(statements.row(doc, one, raw), says, article, words)


def read(nlp, folder: Path, part: str, corpora: Path) -> Iterator[Example]:
    """The attributions of readings, as they were marked."""
    for one in real.read(folder, [part], corpora):
        doc = real.begun(nlp, one.text, one.id, until="attributions")
        raw = vectors(verbatim(doc))
        for said in real.given(doc, one.said):
            yield example(doc, said, raw, one.said[int(said.id[1:]) - 1]["says"], one.id)


def invented(nlp) -> Iterator[Example]:
    """What the finder finds in invented sentences."""
    with Path(__file__).with_name("pairs.tsv").open(encoding="utf8", newline="") as lines:
        for number, line in enumerate(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)):
            text = line["text"] + BODY if line["where"] == "headline" else f"A day in town{BODY}\n\n{line['text']}"
            doc = language.article_doc(nlp, articles.from_text(text, id=f"pair {number // 2}"))
            raw = vectors(verbatim(doc))
            for one in attributions(doc, doc._.paragraphs, "model"):
                yield example(doc, one, raw, line["says"] == "1", f"pair {number // 2}")


def examples(corpora: Path, readings: Path, path: Path) -> list[list[Example]]:
    """Those of train, Wikinews and dev, and the invented ones; read anew only where `path` is no file yet."""
    if not path.is_file():
        nlp = language.load(steps=("names", "entities"))
        made = [list(read(nlp, readings, part, corpora)) for part in ("train", "wikinews", "dev")]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(pickle.dumps([*made, list(invented(nlp))]))
    return pickle.loads(path.read_bytes())


class Net(nn.Module):
    """Log odds (n,) of rows (n, k + 3 · 384): each mean vector is reduced, and a hidden layer reads all."""

    def __init__(self, columns: int, mean: torch.Tensor, scale: torch.Tensor):
        super().__init__()
        self.columns = columns
        self.register_buffer("mean", mean)
        self.register_buffer("scale", scale)
        self.reduce = nn.ModuleList([nn.Linear(WIDTH, TRAITS, bias=False) for _ in range(3)])
        self.dropped = nn.Dropout(0.5)
        self.head = nn.Sequential(
            nn.Dropout(0.4), nn.Linear(columns + 3 * TRAITS, HIDDEN), nn.GELU(), nn.Dropout(0.4), nn.Linear(HIDDEN, 1)
        )

    def forward(self, rows: torch.Tensor) -> torch.Tensor:
        told, *means = rows.split([self.columns, WIDTH, WIDTH, WIDTH], -1)
        some = [self.reduced(reduce, mean) for reduce, mean in zip(self.reduce, means, strict=True)]
        return self.head(torch.cat([told, *some], -1)).squeeze(-1)

    def reduced(self, reduce: nn.Linear, mean: torch.Tensor) -> torch.Tensor:
        """A mean vector reduced; zeros where there are no pieces."""
        there = (mean != 0).any(-1, keepdim=True)
        return reduce(self.dropped((mean - self.mean) / self.scale)) * there


class Reducer(nn.Module):
    """All reductions (t, 4 · 3 · 4) of vectors (t, 384) that several nets make."""

    def __init__(self, nets: list[Net]):
        super().__init__()
        weights = torch.cat([one.weight for net in nets for one in net.reduce]) / nets[0].scale
        self.all = nn.Linear(WIDTH, len(weights))
        self.all.weight, self.all.bias = nn.Parameter(weights), nn.Parameter(-(weights @ nets[0].mean))

    def forward(self, vectors: torch.Tensor) -> torch.Tensor:
        return self.all(vectors)


class Rest(nn.Module):
    """Mean log odds (n,) of rows as the shipped head is given them: evidence, all reductions of each of three means."""

    def __init__(self, nets: list[Net]):
        super().__init__()
        self.columns, self.heads = nets[0].columns, nn.ModuleList([net.head for net in nets])

    def forward(self, rows: torch.Tensor) -> torch.Tensor:
        told, *means = rows.split([self.columns, *[len(self.heads) * 3 * TRAITS] * 3], -1)
        every = []
        for at, head in enumerate(self.heads):
            first = at * 3 * TRAITS
            own = [mean[:, first + n * TRAITS : first + (n + 1) * TRAITS] for n, mean in enumerate(means)]
            every.append(head(torch.cat([told, *own], -1)))
        return torch.stack(every).mean(0).squeeze(-1)


def tensors(some: list[Example]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Rows, answers and weights."""
    weights = [INVENTED if one.article.startswith("pair") else 1.0 for one in some]
    answers = torch.tensor([float(one.says) for one in some])
    return torch.from_numpy(np.stack([one.row for one in some])), answers, torch.tensor(weights)


def fit(some: list[Example], seed: int, rate: float = 2e-3, size: int = 64) -> Net:
    """One net, trained with AdamW: the rate rises, then falls."""
    torch.manual_seed(seed)
    rows, answers, weights = tensors(some)
    columns = rows.shape[1] - 3 * WIDTH
    means = rows[:, columns:].reshape(-1, WIDTH)
    means = means[(means != 0).any(-1)]
    net = Net(columns, means.mean(0), means.std(0) + 1e-6)
    optimizer = torch.optim.AdamW(net.parameters(), rate, weight_decay=1.0)
    steps = EPOCHS * -(-len(some) // size)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, rate, total_steps=steps + 1)
    for _ in range(EPOCHS):
        for at in torch.randperm(len(some)).split(size):
            loss = nn.functional.binary_cross_entropy_with_logits(net(rows[at]), answers[at], weights[at])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
    return net.eval()


def fold(article: str) -> int:
    """Which part an article is left out with."""
    return int(hashlib.sha1(article.encode()).hexdigest(), 16) % FOLDS


def several(some: list[Example], seed: int) -> list[Net]:
    """Several nets, trained alike."""
    return [fit(some, seed * NETS + number) for number in range(NETS)]


def chances(nets: list[Net], some: list[Example]) -> np.ndarray:
    """Probabilities (n,)."""
    rows = tensors(some)[0]
    with torch.no_grad():
        return torch.sigmoid(torch.stack([net(rows) for net in nets]).mean(0)).numpy()


def unseen(some: list[Example]) -> np.ndarray:
    """The same by nets that were trained without the article."""
    out = np.zeros(len(some))
    folds = np.array([fold(one.article) for one in some])
    for part in range(FOLDS):
        nets = several([one for one, its in zip(some, folds, strict=True) if its != part], part)
        out[folds == part] = chances(nets, [one for one, its in zip(some, folds, strict=True) if its == part])
    return out


def report(name: str, some: list[Example], found: np.ndarray, threshold: float) -> None:
    """Print how many are told rightly, and what the threshold costs and catches."""
    says, kept = np.array([one.says for one in some]), found >= threshold
    print(
        f"{name}: {len(some)}, statements {says.mean():.3f}; right {(kept == says).mean():.3f}, at even"
        f" odds {((found >= 0.5) == says).mean():.3f}; statements lost {(~kept[says]).sum()} of {says.sum()},"
        f" others left out {(~kept[~says]).sum()} of {(~says).sum()}"
    )


def write(nets: list[Net], threshold: float, out: Path) -> None:
    """The two graphs and the threshold."""
    width = nets[0].columns + NETS * 9 * TRAITS
    whole = (("traits", Reducer(nets), "vectors", WIDTH), ("statements", Rest(nets), "rows", width))
    for name, module, given, width in whole:
        with torch.no_grad():
            torch.onnx.export(
                module, (torch.randn(3, width),), out / f"{name}.onnx", dynamo=False, input_names=[given],
                output_names=[name], dynamic_axes={given: {0: "n"}, name: {0: "n"}}, opset_version=17,
            )  # fmt: skip
    config = {"threshold": threshold, "encoder": network.fingerprint(out / "encoder.onnx")}
    (out / "statements.json").write_text(json.dumps(config) + "\n", encoding="utf8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name in ("corpora", "readings", "build", "out"):
        parser.add_argument(name, type=Path)
    args = parser.parse_args()
    torch.set_num_threads(1)
    train, wikinews, dev, pairs = examples(args.corpora, args.readings, args.build / "examples.pkl")
    some = [*train, *wikinews, *pairs]
    found = unseen(some)
    first = len(train) + len(wikinews)
    says = np.array([one.says for one in some[:first]])
    threshold = round(float(np.quantile(found[:first][says], MOST_LOST)), 3)
    print("threshold", threshold)
    report("articles not seen", some[:first], found[:first], threshold)
    report("invented, not seen", pairs, found[first:], threshold)
    nets = several(some, 0)
    report("invented", pairs, chances(nets, pairs), threshold)
    report("readings dev", dev, chances(nets, dev), threshold)
    write(nets, threshold, args.out)


if __name__ == "__main__":
    main()
