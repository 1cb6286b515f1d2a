"""Turn trained position models into what is shipped: graphs beside the shipped encoder.

usage: python -m training.positions.export ENCODER CHECKPOINT OUT TRAINED ... [--temperature T]

OUT is the folder that holds encoder.onnx, exported from the same CHECKPOINT. Its int8 weights are not stored twice:
positions-1.onnx and its like, one for each file of TRAINED, name the place inside encoder.onnx where each of them
lies. Adapters are stored as int8, one scale a column, and are added to what the shared weights give. A model that was
trained whole (`--rank 0 --coarse`) shares the word embeddings only; its own layers are stored in four bits, one scale
and one zero a block of 128 weights."""

import argparse
import json
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.matmul_nbits_quantizer import MatMulNBitsQuantizer

from helpers.encoder.network import fingerprint
from helpers.stances.model import MOST
from training.positions.data import INPUTS
from training.positions.model import BLOCK, PositionModel

SHARED = 10_000
"""Bytes from which on a tensor is looked for in the encoder's file."""
OWN = ("down", "up", "hidden", "out")


def load(encoder: Path, checkpoint: Path, trained: Path) -> PositionModel:
    """The model with its trained weights; the rank of its adapters, 0 without any, is read from them."""
    state = torch.load(trained, weights_only=True)
    rank = next((value.shape[0] for name, value in state.items() if name.endswith("down.weight")), 0)
    model = PositionModel(encoder, rank, hidden=len(state["hidden.bias"]))
    model.begin(checkpoint if rank else None)
    model.load_state_dict(state, strict=False)
    if not rank:
        model.settle()
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


def halve(path: Path, others: list[str]) -> None:
    """Store the weights of the layers in four bits, those of the named multiplications excepted."""
    quantizer = MatMulNBitsQuantizer(
        onnx.load(path), block_size=BLOCK, is_symmetric=False, accuracy_level=4, nodes_to_exclude=others
    )
    quantizer.process()
    onnx.save(quantizer.model.model, path)


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


def export(model: PositionModel, small: Path) -> int:
    """Write one model beside the encoder; returns the bytes of weights of its own."""
    whole = small.with_name("whole-positions.onnx")
    export_whole(model, whole)
    own = own_products(onnx.load(whole).graph)
    if not model.rank:
        halve(whole, own)
    quantize_dynamic(
        whole, small, per_channel=True, weight_type=QuantType.QInt8,
        op_types_to_quantize=["MatMul", "Gather"], nodes_to_exclude=own,
    )  # fmt: skip  # as the encoder is: the same weights must come out
    made = onnx.load(small)
    shrink(made, own)
    rename(made.graph)
    left = share(made, small.with_name("encoder.onnx"))
    small.write_bytes(made.SerializeToString())
    whole.unlink()
    return left


def describe(out: Path, names: list[str], temperature: float) -> None:
    """Write positions.json: the models there are, their temperature, and the encoder they were made for."""
    settings = {"models": names, "temperature": temperature, "encoder": fingerprint(out / "encoder.onnx")}
    (out / "positions.json").write_text(json.dumps(settings) + "\n", encoding="utf8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("encoder", type=Path)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("trained", type=Path, nargs="+")
    parser.add_argument("--temperature", type=float, default=1.0)
    args = parser.parse_args()
    for old in args.out.glob("positions*.onnx"):
        old.unlink()
    names = [f"positions-{at}.onnx" for at in range(1, len(args.trained) + 1)]
    for name, trained in zip(names, args.trained, strict=True):
        left = export(load(args.encoder, args.checkpoint, trained), args.out / name)
        size = (args.out / name).stat().st_size
        print(f"{name}: {size / 1e6:.2f} MB, {left / 1e6:.2f} MB of them weights of its own")
    describe(args.out, names, args.temperature)


if __name__ == "__main__":
    main()
