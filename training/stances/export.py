"""Turn a trained model of sides into what is shipped: a graph beside the shipped encoder, whose word vectors it reads.

usage: python -m training.stances.export TRAINED OUT

OUT is the folder that holds encoder.onnx. The layers are stored in four bits, one scale and one zero a block of
weights; sides.json gets the encoder they were made for, and keeps its other settings."""

import argparse
import json
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.matmul_nbits_quantizer import MatMulNBitsQuantizer

from helpers.encoder import fingerprint
from helpers.standing.windows import COLUMNS, MOST
from training.positions.export import rename, share
from training.stances.model import Sides

BLOCK = 32
"""Weights of one output that share a scale."""
INPUTS = (COLUMNS[0], "mask", *COLUMNS[1:], "phrases", "heads")


def export_whole(model: Sides, path: Path) -> None:
    """The model as a float graph."""
    model.places.weight = torch.nn.Parameter(model.places.weight[: MOST + 2])  # no window is longer
    columns = tuple(torch.ones((2, 12), dtype=torch.long) for _ in INPUTS[:-2])
    axes = {name: {0: "windows", 1: "pieces"} for name in INPUTS[:-2]}
    axes |= {name: {0: "windows", 1: "candidates", 2: "pieces"} for name in INPUTS[-2:]}
    axes |= {"scores": {0: "windows", 1: "candidates"}}
    with torch.no_grad():
        torch.onnx.export(
            model,
            (*columns, torch.ones(2, 3, 12), torch.ones(2, 3, 12)),
            path,
            dynamo=False,
            input_names=list(INPUTS),
            output_names=["scores"],
            dynamic_axes=axes,
            opset_version=17,
        )


def halve(path: Path) -> None:
    """Store the weights of the layers in four bits, those of the head excepted."""
    made = onnx.load(path)
    head = [node.name for node in made.graph.node if node.op_type == "MatMul" and "/layers." not in node.name]
    quantizer = MatMulNBitsQuantizer(
        made, block_size=BLOCK, is_symmetric=False, accuracy_level=4, nodes_to_exclude=head
    )
    quantizer.process()
    onnx.save(quantizer.model.model, path)


def export(model: Sides, small: Path) -> int:
    """Write the model beside the encoder; returns the bytes of weights of its own."""
    whole = small.with_name("whole-sides.onnx")
    export_whole(model, whole)
    halve(whole)
    quantize_dynamic(
        whole, small, per_channel=True, weight_type=QuantType.QInt8, op_types_to_quantize=["MatMul", "Gather"]
    )
    made = onnx.load(small)
    rename(made.graph)
    left = share(made, small.with_name("encoder.onnx"))
    small.write_bytes(made.SerializeToString())
    whole.unlink()
    return left


def describe(path: Path, **settings: object) -> None:
    """Write settings into sides.json, and leave the others there."""
    known = json.loads(path.read_text(encoding="utf8")) if path.is_file() else {}
    known["encoder"] = fingerprint(path.with_name("encoder.onnx"))
    path.write_text(json.dumps(known | settings) + "\n", encoding="utf8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("trained", type=Path)
    parser.add_argument("out", type=Path)
    args = parser.parse_args()
    model = Sides()
    model.load_state_dict(torch.load(args.trained, weights_only=True))
    left = export(model.eval(), args.out / "sides.onnx")
    describe(args.out / "sides.json")
    print(
        f"sides.onnx: {(args.out / 'sides.onnx').stat().st_size / 1e6:.2f} MB, {left / 1e6:.2f} MB weights of its own"
    )


if __name__ == "__main__":
    main()
