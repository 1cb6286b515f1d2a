"""Add the trained head for names to the shipped encoder, as a third output of the same pass.

usage: python -m training.names.export HEAD OUT

OUT is the folder that holds encoder.onnx. The encoder's own weights stay byte for byte as they are; a head that it has
is taken off first. The head's first layer is stored as int8, the others in half precision. The position
models have to be exported anew behind it: they read the encoder's weights at their place in the file."""

import argparse
from pathlib import Path

import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic

from training.attributions.export import to_onnx
from training.names.features import layer_outputs
from training.names.model import LAYERS, WIDTH, Head

PREFIX, OUTPUT = "names.", "names"


class OneWindow(torch.nn.Module):
    """The head over one window (t, 384)."""

    def __init__(self, head: Head):
        super().__init__()
        self.head = head

    def forward(self, *layers):
        return self.head(*(layer[None] for layer in layers))[0]


def head_graph(head: Head, folder: Path) -> onnx.GraphProto:
    """The head as a graph whose inputs are called layer2, layer4 …."""
    inputs = [f"layer{number}" for number in LAYERS]
    path = folder / "whole-names.onnx"
    example = tuple(torch.randn(12, WIDTH) for _ in LAYERS)
    axes = {name: {0: "pieces"} for name in (*inputs, OUTPUT)}
    with torch.no_grad():
        to_onnx(OneWindow(head.eval()), example, path, inputs, [OUTPUT], axes)
    small = path.with_name("small-names.onnx")
    quantize_dynamic(
        path,
        small,
        per_channel=True,
        weight_type=QuantType.QInt8,
        op_types_to_quantize=["MatMul"],
        nodes_to_exclude=kept(path),
    )
    graph = onnx.load(small).graph
    path.unlink()
    small.unlink()
    return graph


def kept(path: Path) -> list[str]:
    """The multiplications that stay in float: all but the first and largest one."""
    return [node.name for node in onnx.load(path).graph.node if node.op_type == "MatMul" and "hidden" not in node.name]


def remove(graph: onnx.GraphProto) -> None:
    """Take off the head that a graph has."""
    for field in (graph.node, graph.initializer):
        for each in [one for one in field if one.name.startswith(PREFIX)]:
            field.remove(each)
    for output in [one for one in graph.output if one.name == OUTPUT]:
        graph.output.remove(output)


def add(graph: onnx.GraphProto, head: onnx.GraphProto) -> None:
    """Put a head's nodes behind a graph's, its inputs tied to the layers, its large weights in half precision."""
    tied = {f"layer{number}": name for number, name in zip(LAYERS, layer_outputs(graph), strict=True)}
    tied |= {OUTPUT: OUTPUT, "": ""}
    for tensor in head.initializer:
        values = numpy_helper.to_array(tensor)
        name = PREFIX + tensor.name
        if values.size > 1000 and values.dtype == "float32":
            graph.initializer.append(numpy_helper.from_array(values.astype("float16"), f"{name}.half"))
            graph.node.append(
                helper.make_node("Cast", [f"{name}.half"], [name], name=f"{name}.whole", to=TensorProto.FLOAT)
            )
        else:
            graph.initializer.append(numpy_helper.from_array(values, name))
    for node in head.node:
        node.name = PREFIX + node.name
        node.input[:] = [tied.get(name, PREFIX + name) for name in node.input]
        node.output[:] = [tied.get(name, PREFIX + name) for name in node.output]
        graph.node.append(node)
    graph.output.extend(head.output)


def weights(graph: onnx.GraphProto) -> dict[str, bytes]:
    """The bytes of every weight that is not the head's."""
    return {each.name: each.raw_data for each in graph.initializer if not each.name.startswith(PREFIX)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("head", type=Path)
    parser.add_argument("out", type=Path)
    args = parser.parse_args()
    head, path = Head(), args.out / "encoder.onnx"
    head.load_state_dict(torch.load(args.head, weights_only=True))
    made = onnx.load(path)
    before, size = weights(made.graph), path.stat().st_size
    remove(made.graph)
    add(made.graph, head_graph(head, args.out))
    if weights(made.graph) != before:
        raise ValueError("The encoder's own weights would change; nothing was written.")
    onnx.checker.check_model(made)
    path.write_bytes(made.SerializeToString())
    print(f"{path.name}: {size / 1e6:.2f} MB before, {path.stat().st_size / 1e6:.2f} MB after")


if __name__ == "__main__":
    main()
