"""Turn a checkpoint into what is shipped: an encoder with its tagger, and a linker, both int8, for ONNX Runtime.

usage: python -m training.attributions.export ENCODER CHECKPOINT OUT

The weights are quantized dynamically, one scale a channel; the last layer of each, which decides where a content ends,
stays in float32. The table of word pieces is stored as int8."""

import argparse
import json
import shutil
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic

from helpers.encoder.decoding import LONGEST
from training.attributions.evaluate import load
from training.attributions.model import CLS, SEP, AttributionModel, one_window

INPUTS = ("ids", "caps", "breaks", "quoted")
POSITIONS = ("first", "after", "distance", "paragraphs", "between")


class Tagging(torch.nn.Module):
    """Encoder and tagger of one window (t,): without a batch there is nothing to pad and no mask to add."""

    def __init__(self, model: AttributionModel):
        super().__init__()
        self.encoder, self.tagger = model.encoder, model.tagger

    def forward(self, ids, caps, breaks, quoted):
        bert = self.encoder.transformer
        embedded = self.encoder.embedded(ids, caps, breaks, quoted) + bert.embeddings.token_type_embeddings.weight[0]
        vectors = bert.embeddings.LayerNorm(embedded + bert.embeddings.position_embeddings.weight[: ids.shape[0]])
        for layer in bert.encoder.layer:
            vectors = layered(layer, vectors, bert.config.num_attention_heads)
        return vectors, self.tagger(vectors)


def layered(layer: torch.nn.Module, vectors: torch.Tensor, heads: int) -> torch.Tensor:
    """One layer of the transformer on the vectors (t, width) of one window."""
    size, width = vectors.shape
    attention = layer.attention.self
    query, key, value = (
        part(vectors).view(size, heads, width // heads).transpose(0, 1)
        for part in (attention.query, attention.key, attention.value)
    )
    weights = torch.softmax(query @ key.transpose(1, 2) / (width // heads) ** 0.5, -1)
    context = (weights @ value).transpose(0, 1).reshape(size, width)
    attended = layer.attention.output.LayerNorm(layer.attention.output.dense(context) + vectors)
    inner = torch.nn.functional.gelu(layer.intermediate.dense(attended))
    return layer.output.LayerNorm(layer.output.dense(inner) + attended)


class Linking(torch.nn.Module):
    """The linker of one window, with its positions as plain arguments, as ONNX wants them."""

    def __init__(self, model: AttributionModel):
        super().__init__()
        self.model = model

    def forward(self, vectors, *positions):
        return self.model.link_at(vectors[None], one_window(dict(zip(POSITIONS, positions, strict=True))))


def to_onnx(module: torch.nn.Module, example: tuple, path: Path, inputs: list, outputs: list, axes: dict) -> None:
    torch.onnx.export(
        module,
        example,
        path,
        dynamo=False,
        input_names=inputs,
        output_names=outputs,
        dynamic_axes=axes,
        opset_version=17,
    )


def export_encoder(model: AttributionModel, path: Path) -> None:
    places = model.encoder.transformer.embeddings.position_embeddings
    places.weight = torch.nn.Parameter(places.weight[: LONGEST + 2])  # no window is longer
    example = tuple(torch.ones(12, dtype=torch.long) for _ in INPUTS)
    axes = {name: {0: "pieces"} for name in (*INPUTS, "vectors", "tags")}
    to_onnx(Tagging(model), example, path, list(INPUTS), ["vectors", "tags"], axes)


def export_linker(model: AttributionModel, path: Path) -> None:
    width = model.encoder.transformer.config.hidden_size
    tables = torch.zeros((3, 12), dtype=torch.long)
    first, after = torch.tensor([1, 2, 5]), torch.tensor([3, 4, 6])
    example = (torch.randn(12, width), first, after, tables, tables, tables)
    axes = {name: {0: "cues", 1: "pieces"} for name in ("distance", "paragraphs", "between", "links")}
    axes |= {name: {0: "cues"} for name in ("first", "after")} | {"vectors": {0: "pieces"}}
    to_onnx(Linking(model), example, path, ["vectors", *POSITIONS], ["links"], axes)


def quantize(path: Path, out: Path, kept: str) -> None:
    names = [node.name for node in onnx.load(path).graph.node if node.op_type == "MatMul"]
    quantize_dynamic(
        path, out, per_channel=True, reduce_range=False, weight_type=QuantType.QInt8,
        op_types_to_quantize=["MatMul", "Gather"], nodes_to_exclude=[name for name in names if kept in name],
    )  # fmt: skip


def export_product(path: Path) -> None:
    """A sum of products at the edge of 8 bits, by which a processor that cuts such sums is told."""
    edge = numpy_helper.from_array(np.full((64, 16), 127, np.int8), "edge")
    given = helper.make_tensor_value_info("numbers", TensorProto.UINT8, ["rows", 64])
    found = helper.make_tensor_value_info("sums", TensorProto.INT32, ["rows", 16])
    graph = helper.make_graph(
        [helper.make_node("MatMulInteger", ["numbers", "edge"], ["sums"])], "product", [given], [found], [edge]
    )
    onnx.save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8), path)


def export(model: AttributionModel, out: Path) -> None:
    """Write encoder.onnx and linker.onnx, int8, and the product by which processors are told, into a folder."""
    export_product(out / "product.onnx")
    with torch.no_grad():
        export_encoder(model, out / "whole-encoder.onnx")
        export_linker(model, out / "whole-linker.onnx")
    quantize(out / "whole-encoder.onnx", out / "encoder.onnx", "tagger")
    quantize(out / "whole-linker.onnx", out / "linker.onnx", "out")
    for whole in out.glob("whole-*"):
        whole.unlink()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("encoder", type=Path)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("out", type=Path)
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    export(load(args.encoder, args.checkpoint).eval(), args.out)
    shutil.copy(args.encoder / "tokenizer.json", args.out / "tokenizer.json")
    (args.out / "config.json").write_text(json.dumps({"opening": CLS, "closing": SEP}) + "\n", encoding="utf8")
    for made in sorted(args.out.iterdir()):
        print(f"{made.name}: {made.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
