"""Score a checkpoint on PolNeAR dev, raw text in, by the decoder that runs in the product.

usage: python -m training.attributions.evaluate POLNEAR/dev.jsonl.gz ENCODER CHECKPOINT"""

import argparse
from pathlib import Path

import numpy as np
import torch

from benchmarks import scores
from helpers.encoder.decoding import CUE_THRESHOLD, decode
from helpers.encoder.network import pieces
from training.attributions.data import read
from training.attributions.model import CLS, SEP, AttributionModel, one_window


class TorchScorer:
    """The checkpoint as the decoder wants it."""

    def __init__(self, model: AttributionModel):
        self.model = model.eval()

    @torch.no_grad()
    def tag(self, columns):
        with torch.autocast("cpu", dtype=torch.bfloat16):
            given = (torch.from_numpy(columns[name])[None] for name in ("ids", "caps", "breaks", "quoted"))
            vectors, tags = self.model(next(given), None, *given)
        return vectors[0].float().numpy(), tags[0].float().numpy()

    @torch.no_grad()
    def link(self, vectors, positions):
        made = {name: torch.from_numpy(np.ascontiguousarray(values)) for name, values in positions.items()}
        return self.model.link_at(torch.from_numpy(vectors)[None], one_window(made)).float().numpy()


def load(encoder: Path, checkpoint: Path) -> AttributionModel:
    weights = torch.load(checkpoint, weights_only=True)
    weights = {name: value for name, value in weights.items() if not name.startswith("layers.")}
    model = AttributionModel(encoder)
    model.load_state_dict(weights, strict=False)
    return model


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("dev", type=Path)
    parser.add_argument("encoder", type=Path)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("--threshold", type=float, default=CUE_THRESHOLD)
    args = parser.parse_args()
    torch.set_num_threads(1)
    scorer, tables = TorchScorer(load(args.encoder, args.checkpoint)), []
    for record in read(args.dev):
        if record["attributions"]:
            gold = {"text": record["text"], "attributions": next(iter(record["attributions"].values()))}
            found = decode(pieces(record["text"], args.encoder), scorer, (CLS, SEP), threshold=args.threshold)
            said = [{"source": f.source, "cue": (f.cue,), "content": f.content} for f in found]
            tables.append(scores.attribution_scores(gold, {"text": record["text"], "attributions": said}))
    for name, score in scores.total(tables).items():
        print(f"{name:28s} P {score.precision:5.1f}  R {score.recall:5.1f}  F1 {score.f1:5.1f}")


if __name__ == "__main__":
    main()
