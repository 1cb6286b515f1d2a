"""Turn trained adapters into what is shipped: a second graph over the shipped encoder's own weights.

usage: python -m training.positions.export ENCODER CHECKPOINT ADAPTERS OUT [--temperature T]

OUT is the folder that holds encoder.onnx, exported from the same CHECKPOINT. Its int8 weights are not stored twice:
positions.onnx names the place inside encoder.onnx where each of them lies. Adapters are stored as int8, one scale a
column, and are added to what the shared weights give."""

import argparse
import json
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic

from helpers.encoder import fingerprint
from helpers.standing.judgements import MOST
from training.positions.data import INPUTS
from training.positions.model import PositionModel

SHARED = 10_000
"""Bytes from which on a tensor is looked for in the encoder's file."""
OWN = ("down", "up", "hidden", "out")


def load(encoder: Path, checkpoint: Path, adapters: Path) -> PositionModel:
    """The model with trained adapters; their rank is read from them."""
    state = torch.load(adapters, weights_only=True)
    rank = next((value.shape[0] for name, value in state.items() if name.endswith("down.weight")), 0)
    model = PositionModel(encoder, rank, hidden=len(state["hidden.bias"]))
    model.begin(checkpoint)
    model.load_state_dict(state, strict=False)
    return model.eval()


def export_whole(model: PositionModel, path: Path) -> None:
    """The model as a float graph."""
    places = model.encoder.transformer.embeddings.position_embeddings
    places.weight = torch.nn.Parameter(places.weight[: MOST + 2])  # no sentence is longer
    example = tuple(torch.ones((2, 12), dtype=torch.long) for _ in INPUTS)
    axes = {name: {0: "sentences", 1: "pieces"} for name in INPUTS} | {"sides": {0: "sentences"}}
    with torch.no_grad():
        torch.onnx.export(
            model,
            example,
            path,
            dynamo=False,
            input_names=list(INPUTS),
            output_names=["sides"],
            dynamic_axes=axes,
            opset_version=17,
        )


def own_products(graph: onnx.GraphProto) -> list[str]:
    """The names of the multiplications that belong to the adapters and the head."""
    named = [node.name for node in graph.node if node.op_type == "MatMul"]
    return [name for name in named if name.split("/")[-2] in OWN]


def shrink(model: onnx.ModelProto, products: list[str]) -> None:
    """Store the weights of the adapters as int8 with a scale a column, multiplied out when the graph is loaded."""
    graph, made = model.graph, []
    weights = {each.name: each for each in graph.initializer}
    used = {node.input[1] for node in graph.node if node.name in set(products)}
    for name in sorted(used & weights.keys()):
        whole = numpy_helper.to_array(weights[name])
        scale = (np.abs(whole).max(axis=0, keepdims=True) / 127 + 1e-12).astype(np.float32)
        graph.initializer.remove(weights[name])
        graph.initializer.append(numpy_helper.from_array(np.round(whole / scale).astype(np.int8), f"{name}.int8"))
        graph.initializer.append(numpy_helper.from_array(scale, f"{name}.scale"))
        made.append(helper.make_node("Cast", [f"{name}.int8"], [f"{name}.float"], to=TensorProto.FLOAT))
        made.append(helper.make_node("Mul", [f"{name}.float", f"{name}.scale"], [name]))
    for at, node in enumerate(made):
        graph.node.insert(at, node)


def rename(graph: onnx.GraphProto) -> None:
    """Give everything inside the graph a short name; long ones take a third of the file."""
    kept = {each.name for each in (*graph.input, *graph.output)}
    names = dict.fromkeys(name for node in graph.node for name in (*node.input, *node.output))
    short = {name: f"v{at}" for at, name in enumerate(names)} | {name: name for name in {*kept, ""}}
    for at, node in enumerate(graph.node):
        node.name, node.doc_string = f"n{at}", ""
        node.input[:] = [short[name] for name in node.input]
        node.output[:] = [short[name] for name in node.output]
    for tensor in graph.initializer:
        tensor.name = short.get(tensor.name, tensor.name)
    graph.ClearField("value_info")


def share(model: onnx.ModelProto, encoder: Path) -> int:
    """Let each large tensor that lies in the encoder's file be read from there; returns the bytes that remain."""
    held, left = encoder.read_bytes(), 0
    for tensor in model.graph.initializer:
        whole = tensor.data_type in (TensorProto.INT8, TensorProto.UINT8)  # bytes need no alignment, floats do
        at = held.find(tensor.raw_data) if whole and len(tensor.raw_data) >= SHARED else -1
        left += len(tensor.raw_data) if at < 0 else 0
        if at >= 0:
            place = {"location": encoder.name, "offset": at, "length": len(tensor.raw_data)}
            tensor.ClearField("raw_data")
            tensor.data_location = TensorProto.EXTERNAL
            for key, value in place.items():
                tensor.external_data.add(key=key, value=str(value))
    return left


def export(model: PositionModel, out: Path, temperature: float) -> int:
    """Write positions.onnx and positions.json beside the encoder; returns the bytes of weights of its own."""
    whole, small = out / "whole-positions.onnx", out / "positions.onnx"
    export_whole(model, whole)
    own = own_products(onnx.load(whole).graph)
    quantize_dynamic(
        whole, small, per_channel=True, weight_type=QuantType.QInt8,
        op_types_to_quantize=["MatMul", "Gather"], nodes_to_exclude=own,
    )  # fmt: skip  # as the encoder is: the same weights must come out
    made = onnx.load(small)
    shrink(made, own)
    rename(made.graph)
    left = share(made, out / "encoder.onnx")
    small.write_bytes(made.SerializeToString())
    whole.unlink()
    settings = {"temperature": temperature, "encoder": fingerprint(out / "encoder.onnx")}
    (out / "positions.json").write_text(json.dumps(settings) + "\n", encoding="utf8")
    return left


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("encoder", type=Path)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("adapters", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--temperature", type=float, default=1.0)
    args = parser.parse_args()
    left = export(load(args.encoder, args.checkpoint, args.adapters), args.out, args.temperature)
    size = (args.out / "positions.onnx").stat().st_size
    print(f"positions.onnx: {size / 1e6:.2f} MB, {left / 1e6:.2f} MB of them weights of its own")


if __name__ == "__main__":
    main()
