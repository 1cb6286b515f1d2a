"""Put the trained model of sides beside the position model that it was trained on: two graphs that share their weights.

usage: python -m training.stances.export START TRAINED OUT

START is the position model (`positions-1.onnx`), beside the encoder whose word embeddings it reads; TRAINED the weights
of `training.stances.train`. OUT, a folder with that encoder, gets sides.onnx, which is the position model,
phrases.onnx, which scores every phrase, sides.bin with the weights that both read, and sides.json. When phrases.onnx
is loaded, each of its matrices is put together from the position model's four bits and the trained adapter, and
rounded to int8."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import ModelProto, NodeProto, TensorProto, helper, numpy_helper

from helpers.encoder.network import fingerprint
from training.stances.model import BLOCK, HEADS, LINEARS, PLACES, WIDTH

SHARED = 1000
"""Bytes from which on a tensor lies in sides.bin."""
ALIGNED = 64
EDGE, LIKE = 1.5, 0.6
"""An input that reaches further than `EDGE` times the median input is made smaller by this power of what it is too
far, and its weights larger: eight bits are shared by all inputs, and a few would take most of them."""
COLUMNS = ("caps", "breaks", "quoted")


def moved(model: ModelProto, path: Path) -> None:
    """Move the larger tensors of a graph into a file; those that lie in another one already stay there."""
    held = b""
    for tensor in model.graph.initializer:
        if tensor.data_location != TensorProto.EXTERNAL and len(tensor.raw_data) >= SHARED:
            held += b"\0" * (-len(held) % ALIGNED)
            place = {"location": path.name, "offset": len(held), "length": len(tensor.raw_data)}
            held += tensor.raw_data
            tensor.ClearField("raw_data")
            tensor.data_location = TensorProto.EXTERNAL
            for key, value in place.items():
                tensor.external_data.add(key=key, value=str(value))
    path.write_bytes(held)


class Phrases:
    """The graph that scores every phrase of one window, as it grows; `base` is the position model."""

    def __init__(self, base: ModelProto, shared: ModelProto, state: dict[str, np.ndarray]):
        """`shared`: the same model with its weights in files of their own."""
        self.graph, self.state = base.graph, state
        self.tensors = {each.name: each for each in shared.graph.initializer}
        self.values = {each.name: numpy_helper.to_array(each) for each in base.graph.initializer if is_inside(each)}
        self.readers = {name: node for node in base.graph.node for name in node.input}
        self.looked = {node.input[1]: node for node in base.graph.node if self.is_table(node)}
        self.nodes: list[NodeProto] = []
        self.weights: dict[str, TensorProto] = {}
        self.known: dict[tuple, str] = {}

    def is_table(self, node: NodeProto) -> bool:
        """Whether a node looks vectors up in a stored table."""
        return node.op_type == "Gather" and node.input[0] in self.tensors

    def add(self, kind: str, *inputs: str, domain: str = "", **attributes) -> str:
        """A node; returns the name of what it gives."""
        name = f"a{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, list(inputs), [name], domain=domain, **attributes))
        return name

    def held(self, values, kind: type) -> str:
        """Numbers as they are, stored once."""
        made = np.ascontiguousarray(values, kind)
        key = made.dtype.str, made.shape, made.tobytes()
        name = self.known.setdefault(key, f"b{len(self.known)}")
        self.weights.setdefault(name, numpy_helper.from_array(made, name))
        return name

    def size(self, *sizes: int) -> str:
        """Whole numbers."""
        return self.held(sizes, np.int64)

    def half(self, values: np.ndarray) -> str:
        """Weights in half precision."""
        return self.add("Cast", self.held(values, np.float16), to=TensorProto.FLOAT)

    def bytes(self, values: np.ndarray) -> str:
        """Weights (inputs, outputs) as int8, one scale a column."""
        scale = np.abs(values).max(axis=0, keepdims=True) / 127 + 1e-12
        wide = self.add("Cast", self.held(np.round(values / scale), np.int8), to=TensorProto.FLOAT)
        return self.add("Mul", wide, self.held(scale, np.float32))

    def shared(self, name: str) -> str:
        """A tensor of the position model."""
        self.weights[name] = self.tensors[name]
        return name

    def table(self, node: NodeProto) -> np.ndarray:
        """The vectors of a table of the position model."""
        scale, nought = (float(self.values[name]) for name in self.readers[node.output[0]].input[1:3])
        return (self.values[node.input[0]].astype(np.float32) - nought) * scale

    def wide(self, node: NodeProto, looked: str) -> str:
        """What was looked up in a table that is stored in bytes."""
        steps = self.readers[node.output[0]].input[1:3]
        return self.add(
            "DequantizeLinear", looked, *(self.held(self.values[name], self.values[name].dtype) for name in steps)
        )

    def nibbles(self, packed: str, *sizes: int) -> str:
        """Numbers of four bits, of which each byte holds two."""
        pairs = np.stack([np.arange(256) % 16, np.arange(256) // 16], axis=1)
        both = self.add("Gather", self.held(pairs, np.float32), self.add("Cast", packed, to=TensorProto.INT32))
        return self.add("Reshape", both, self.size(*sizes))

    def matrix(self, node: NodeProto, name: str) -> str:
        """The weights (outputs, inputs) of the position model with the adapter's added."""
        packed, scales, noughts = node.input[1:4]
        outputs, blocks, _ = self.values[packed].shape
        zeros = self.nibbles(self.shared(noughts), outputs, -1, 1)
        zeros = self.add("Slice", zeros, self.size(0), self.size(blocks), self.size(1))
        steps = self.add("Sub", self.nibbles(self.shared(packed), outputs, blocks, BLOCK), zeros)
        base = self.add("Mul", steps, self.add("Unsqueeze", self.shared(scales), self.size(2)))
        above, below = self.bytes(self.state[f"{name}.above"]), self.bytes(self.state[f"{name}.below"].T)
        low = self.add("MatMul", above, self.add("Transpose", below, perm=[1, 0]))
        return self.add("Add", self.add("Reshape", base, self.size(outputs, -1)), low)

    def product(self, x: str, matrices: list[str], bias: np.ndarray, peaks: np.ndarray | None = None) -> str:
        """Pieces times matrices side by side, in 8 bits, one scale an output; `peaks`: how far each input reaches."""
        joined = self.add("Concat", *matrices, axis=0)
        if peaks is not None:
            factors = np.maximum(peaks / np.median(peaks) / EDGE, 1) ** LIKE
            x = self.add("Mul", x, self.half(1 / factors))
            joined = self.add("Mul", joined, self.half(factors))
        largest = self.add("ReduceMax", self.add("Abs", joined), axes=[1], keepdims=1)
        scale = self.add("Div", largest, self.held(127, np.float32))
        small = self.add("Cast", self.add("Round", self.add("Div", joined, scale)), to=TensorProto.INT8)
        weights = self.add("Transpose", small, perm=[1, 0]), self.add("Reshape", scale, self.size(-1))
        return self.add("DynamicQuantizeMatMul", x, *weights, "", self.half(bias), domain="com.microsoft")

    def norm(self, x: str, name: str) -> str:
        """A layer norm."""
        weights = (self.half(self.state[f"{name}.{part}"]) for part in ("weight", "bias"))
        return self.add("LayerNormalization", x, *weights, axis=-1, epsilon=1e-12)

    def embedded(self) -> str:
        """The vectors that go into the layers: words, features, roles, places, and what every piece is given."""
        words = self.looked.pop("ids")
        x = self.wide(words, self.add("Gather", self.shared(words.input[0]), "ids"))
        for name in COLUMNS:
            x = self.add("Add", x, self.add("Gather", self.half(self.table(self.looked.pop(name))), name))
        nobody = next(each for each in self.values.values() if each.shape == (1, 1, WIDTH)).reshape(WIDTH)
        target = self.table(self.looked.pop("target"))[0] + self.state["marker.change"][0]
        places = next(each for each in self.looked.values() if len(self.values[each.input[0]]) == PLACES)
        kind = next(each for each in self.looked.values() if each is not places)
        roles = self.state["roles.weight"] + nobody + target + self.table(kind)[0]
        x = self.add("Add", x, self.add("Gather", self.half(roles), "roles"))
        length = self.add("Gather", self.add("Shape", "ids"), self.size(1))
        inside = self.add("Slice", self.shared(places.input[0]), self.size(0), length)
        return self.norm(self.add("Add", x, self.wide(places, inside)), "norm")

    def layer(self, x: str, number: int, products: list[NodeProto]) -> str:
        """One layer of the encoder."""
        name, state = f"layers.{number}", self.state
        made = {part: self.matrix(node, f"{name}.{part}") for part, node in zip(LINEARS, products, strict=True)}
        biases = {part: state[f"{name}.{part}.bias"] for part in LINEARS}
        looks = self.product(x, [made[part] for part in LINEARS[:3]], np.concatenate([biases[p] for p in LINEARS[:3]]))
        heads = [f"{part}{number}" for part in LINEARS[:3]]
        self.nodes.append(helper.make_node("Split", [looks], heads, axis=-1))
        seen = self.add("MultiHeadAttention", *heads, domain="com.microsoft", num_heads=HEADS)
        x = self.norm(self.add("Add", x, self.product(seen, [made["joined"]], biases["joined"])), f"{name}.first")
        up = self.product(x, [made["up"]], biases["up"], state[f"{name}.up.peaks"])
        up = self.add("Gelu", up, domain="com.microsoft")
        down = self.product(up, [made["down"]], biases["down"], state[f"{name}.down.peaks"])
        return self.norm(self.add("Add", x, down), f"{name}.second")

    def head(self, x: str) -> None:
        """Score every phrase: its words, all that is read, its head, the cue and the source."""
        weights, state = self.bytes(self.state["hidden.weight"].T), self.state
        slices = [(self.size(n * WIDTH), self.size((n + 1) * WIDTH)) for n in range(5)]
        words, whole, heads, cue, source = (self.add("Slice", weights, *each) for each in slices)
        around = self.add("MatMul", self.add("ReduceMean", x, axes=[1], keepdims=1), whole)
        for role, part in ((2, cue), (1, source)):
            where = self.add("Equal", "roles", self.held(role, np.int64))
            where = self.add("Unsqueeze", self.add("Cast", where, to=TensorProto.FLOAT), self.size(1))
            around = self.add("Add", around, self.add("MatMul", self.mean(x, where), part))
        for where, part in (("phrases", words), ("heads", heads)):
            around = self.add("Add", around, self.add("MatMul", self.mean(x, where), part))
        inner = self.add("Tanh", self.add("Add", around, self.half(state["hidden.bias"])))
        outer = self.add("MatMul", inner, self.bytes(state["out.weight"].T))
        self.nodes.append(helper.make_node("Add", [outer, self.half(state["out.bias"])], ["outcomes"]))

    def mean(self, x: str, where: str) -> str:
        """The mean of the vectors that each row marks."""
        counted = self.add("ReduceSum", where, self.size(-1), keepdims=1)
        return self.add("Div", self.add("MatMul", where, x), self.add("Max", counted, self.held(1, np.float32)))

    def model(self) -> ModelProto:
        """The whole graph, of one window without padding."""
        x, products = self.embedded(), [node for node in self.graph.node if node.op_type == "MatMulNBits"]
        for number in range(len(products) // len(LINEARS)):
            x = self.layer(x, number, products[number * len(LINEARS) :][: len(LINEARS)])
        self.head(x)
        given = [
            *(described(name, TensorProto.INT64, "pieces") for name in ("ids", *COLUMNS, "roles")),
            *(described(name, TensorProto.FLOAT, "phrases", "pieces") for name in ("phrases", "heads")),
        ]
        found = described("outcomes", TensorProto.FLOAT, "phrases", len(self.state["out.bias"]))
        graph = helper.make_graph(self.nodes, "phrases", given, [found], list(self.weights.values()))
        versions = [helper.make_opsetid("", 17), helper.make_opsetid("com.microsoft", 1)]
        return helper.make_model(graph, opset_imports=versions, ir_version=8)


def is_inside(tensor: TensorProto) -> bool:
    """Whether a tensor's bytes lie in the graph's own file."""
    return tensor.data_location != TensorProto.EXTERNAL


def described(name: str, kind: int, *sizes: str | int) -> onnx.ValueInfoProto:
    """What goes into the graph of one window, or comes out of it."""
    return helper.make_tensor_value_info(name, kind, [1, *sizes])


def export(start: Path, trained: Path, out: Path) -> int:
    """Write the two graphs and their weights; returns the bytes."""
    state = {name: value.float().numpy() for name, value in torch.load(trained, weights_only=True).items()}
    base, shared = (onnx.load(start, load_external_data=False) for _ in range(2))
    moved(shared, out / "sides.bin")
    (out / "sides.onnx").write_bytes(shared.SerializeToString())
    (out / "phrases.onnx").write_bytes(Phrases(base, shared, state).model().SerializeToString())
    return sum((out / name).stat().st_size for name in ("sides.bin", "sides.onnx", "phrases.onnx"))


def describe(path: Path, encoder: Path, **known: object) -> None:
    """Write or complete sides.json: which encoder the model was made for, and how it is calibrated."""
    before = json.loads(path.read_text(encoding="utf8")) if path.is_file() else {}
    settings = before | {"encoder": fingerprint(encoder)} | known
    path.write_text(json.dumps(settings) + "\n", encoding="utf8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("start", type=Path)
    parser.add_argument("trained", type=Path)
    parser.add_argument("out", type=Path)
    args = parser.parse_args()
    print(f"the model of sides: {export(args.start, args.trained, args.out) / 1e6:.2f} MB")
    settings = json.loads((args.start.with_name("positions.json")).read_text(encoding="utf8"))
    describe(args.out / "sides.json", args.out / "encoder.onnx", temperature=settings["temperature"])


if __name__ == "__main__":
    main()
