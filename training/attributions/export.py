"""Turn a checkpoint into what is shipped: an encoder with its tagger, and a linker, both int8, for ONNX Runtime.

usage: python -m training.attributions.export ENCODER CHECKPOINT OUT

The weights are quantized dynamically, one scale a channel; the last layer of each, which decides where a content ends, stays in
float32. The table of word pieces is stored as int8."""

import argparse
import json
import shutil
from pathlib import Path

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from training.attributions.evaluate import load
from training.attributions.model import CLS, SEP, AttributionModel

INPUTS = ("ids", "mask", "caps", "breaks", "quoted")
POSITIONS = ("rows", "first", "after", "distance", "paragraphs", "between")


class Linking(torch.nn.Module):
    """The linker with its positions as plain arguments, as ONNX wants them."""

    def __init__(self, model: AttributionModel):
        super().__init__()
        self.model = model

    def forward(self, vectors, *positions):
        return self.model.link_at(vectors, dict(zip(POSITIONS, positions, strict=True)))


def export_encoder(model: AttributionModel, path: Path) -> None:
    shape = (2, 12)
    example = tuple(torch.ones(shape, dtype=torch.long) for _ in INPUTS)
    axes = {name: {0: "windows", 1: "pieces"} for name in (*INPUTS, "vectors", "tags")}
    torch.onnx.export(
        model, example, path, dynamo=False, input_names=list(INPUTS), output_names=["vectors", "tags"], dynamic_axes=axes, opset_version=17
    )


def export_linker(model: AttributionModel, path: Path) -> None:
    width = model.encoder.transformer.config.hidden_size
    tables = torch.zeros((3, 12), dtype=torch.long)
    example = (torch.randn(2, 12, width), torch.tensor([0, 1, 1]), torch.tensor([1, 2, 5]), torch.tensor([3, 4, 6]), tables, tables, tables)
    axes = {name: {0: "cues", 1: "pieces"} for name in ("distance", "paragraphs", "between", "links")}
    axes |= {name: {0: "cues"} for name in ("rows", "first", "after")} | {"vectors": {0: "windows", 1: "pieces"}}
    torch.onnx.export(
        Linking(model), example, path, dynamo=False, input_names=["vectors", *POSITIONS], output_names=["links"], dynamic_axes=axes, opset_version=17
    )


def quantize(path: Path, out: Path, kept: str) -> None:
    names = [node.name for node in onnx.load(path).graph.node if node.op_type == "MatMul"]
    quantize_dynamic(
        path, out, per_channel=True, reduce_range=False, weight_type=QuantType.QInt8,
        op_types_to_quantize=["MatMul", "Gather"], nodes_to_exclude=[name for name in names if kept in name],
    )  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("encoder", type=Path)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("out", type=Path)
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    model = load(args.encoder, args.checkpoint).eval()
    with torch.no_grad():
        export_encoder(model, args.out / "whole-encoder.onnx")
        export_linker(model, args.out / "whole-linker.onnx")
    quantize(args.out / "whole-encoder.onnx", args.out / "encoder.onnx", "tagger")
    quantize(args.out / "whole-linker.onnx", args.out / "linker.onnx", "out")
    shutil.copy(args.encoder / "tokenizer.json", args.out / "tokenizer.json")
    (args.out / "config.json").write_text(json.dumps({"opening": CLS, "closing": SEP}) + "\n", encoding="utf8")
    for whole in args.out.glob("whole-*"):
        whole.unlink()
    for made in sorted(args.out.iterdir()):
        print(f"{made.name}: {made.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
