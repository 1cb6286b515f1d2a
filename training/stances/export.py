"""Graft the trained model of sides onto the position model that it was trained on: one graph for both questions.

usage: python -m training.stances.export START TRAINED OUT

START is the position model (`positions-1.onnx`), beside the encoder whose word embeddings it reads; TRAINED the weights
of `training.stances.train`. OUT, a folder with that encoder, gets sides.onnx and sides.json. Where the input `gate` is
nought the graph is the position model, weight for weight; at one, adapters and what was trained beside them are added.
Adapters are stored as int8, one scale a column; all else that was trained is stored in half precision."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import GraphProto, ModelProto, NodeProto, TensorProto, helper, numpy_helper

from helpers.encoder.network import fingerprint
from training.stances.model import LINEARS, WIDTH

INPUTS = (("roles", ["sentences", "pieces"], TensorProto.INT64), ("gate", [1], TensorProto.FLOAT))
INPUTS += tuple((name, ["sentences", "phrases", "pieces"], TensorProto.FLOAT) for name in ("phrases", "heads"))


class Graft:
    """A graph that grows: nodes are added with names of their own, weights in the form in which they are stored."""

    def __init__(self, model: ModelProto, state: dict[str, np.ndarray]):
        self.model, self.state, self.made = model, state, 0
        self.first: list[NodeProto] = []
        self.last: list[NodeProto] = []
        self.values = {each.name: numpy_helper.to_array(each) for each in model.graph.initializer if whole(each)}

    @property
    def graph(self) -> GraphProto:
        """The graph that grows."""
        return self.model.graph

    def add(self, kind: str, *inputs: str, at: list[NodeProto] | None = None, **attributes) -> str:
        """A node, by default behind those that are there; returns the name of what it gives."""
        self.made += 1
        out = f"g{self.made}"
        (self.last if at is None else at).append(helper.make_node(kind, list(inputs), [out], **attributes))
        return out

    def half(self, values: np.ndarray) -> str:
        """Weights in half precision."""
        return self.add("Cast", self.held(values.astype(np.float16)), at=self.first, to=TensorProto.FLOAT)

    def bytes(self, values: np.ndarray) -> str:
        """Weights (inputs, outputs) as int8, one scale a column."""
        scale = (np.abs(values).max(axis=0, keepdims=True) / 127 + 1e-12).astype(np.float32)
        small = self.held(np.round(values / scale).astype(np.int8))
        wide = self.add("Cast", small, at=self.first, to=TensorProto.FLOAT)
        return self.add("Mul", wide, self.held(scale), at=self.first)

    def held(self, values: np.ndarray) -> str:
        """Weights as they are."""
        self.made += 1
        self.graph.initializer.append(numpy_helper.from_array(values, f"h{self.made}"))
        return f"h{self.made}"

    def gated(self, base: str, change: np.ndarray, at: list[NodeProto]) -> str:
        """A stored vector with a change that counts where the gate is open."""
        return self.add("Add", base, self.add("Mul", self.half(change), "gate", at=at), at=at)

    def nodes(self, kind: str) -> list[NodeProto]:
        """The nodes of a kind, in their order."""
        return [node for node in self.graph.node if node.op_type == kind]

    def reader(self, name: str) -> NodeProto:
        """The one node that reads what a name stands for."""
        (found,) = (node for node in self.graph.node if name in node.input)
        return found


def whole(tensor) -> bool:
    """Whether a tensor's bytes lie in the graph's own file."""
    return tensor.data_location != TensorProto.EXTERNAL


def swap(node: NodeProto, old: str, new: str) -> None:
    """Let a node read something else."""
    node.input[:] = [new if name == old else name for name in node.input]


def graft(model: ModelProto, state: dict[str, np.ndarray]) -> ModelProto:
    """The graph of the position model with everything that was trained on top of it."""
    grown = Graft(model, state)
    for name, shape, kind in INPUTS:
        model.graph.input.append(helper.make_tensor_value_info(name, kind, shape))
    norms = ["norm", *(f"layers.{n}.{part}" for n in range(6) for part in ("first", "second"))]
    linears = [f"layers.{n}.{part}" for n in range(6) for part in LINEARS]
    before: dict[str, list[NodeProto]] = {}
    for node, name in zip(grown.nodes("LayerNormalization"), norms, strict=True):
        steps = before.setdefault(node.output[0], [])
        for at, part in ((1, "weight"), (2, "bias")):
            node.input[at] = grown.gated(node.input[at], state[f"{name}.{part}"] - grown.values[node.input[at]], steps)
    for node, name in zip(grown.nodes("MatMulNBits"), linears, strict=True):
        adapt(grown, node, name, before)
    mark(grown, before)
    head(grown)
    ordered = [step for node in model.graph.node for step in (*before.get(node.output[0], ()), node)]
    ordered = [*grown.first, *ordered, *grown.last]
    del model.graph.node[:]
    model.graph.node.extend(ordered)
    return model


def adapt(grown: Graft, node: NodeProto, name: str, before: dict[str, list[NodeProto]]) -> None:
    """Put an adapter beside a product, and a change to its bias."""
    added, state = grown.reader(node.output[0]), grown.state
    steps = before.setdefault(added.output[0], [])
    (bias,) = (each for each in added.input if each != node.output[0])
    swap(added, bias, grown.gated(bias, state[f"{name}.bias"] - grown.values[bias], steps))
    low = grown.add("MatMul", node.input[0], grown.bytes(state[f"{name}.below"].T), at=steps)
    open_ = grown.add("Mul", low, "gate", at=steps)
    high = grown.add("MatMul", open_, grown.bytes(state[f"{name}.above"].T), at=steps)
    swap(added, node.output[0], grown.add("Add", node.output[0], high, at=steps))


def mark(grown: Graft, before: dict[str, list[NodeProto]]) -> None:
    """Add the marks of source, cue and content, and the change of the mark of the target, to what is embedded."""
    (looked,) = (node for node in grown.nodes("Gather") if node.input[1] == "target")
    name = looked.output[0]
    while (reader := grown.reader(name)).op_type != "Add":
        name = reader.output[0]
    steps = before.setdefault(reader.output[0], [])
    roles = grown.add("Gather", grown.half(grown.state["roles.weight"]), "roles", at=steps)
    marks = grown.add("Gather", grown.half(grown.state["marker.change"]), "target", at=steps)
    change = grown.add("Mul", grown.add("Add", roles, marks, at=steps), "gate", at=steps)
    swap(reader, name, grown.add("Add", name, change, at=steps))


def head(grown: Graft) -> None:
    """Score every phrase: its words, all that is read, its head, the cue and the source."""
    vectors = grown.nodes("LayerNormalization")[-1].output[0]
    axis = grown.held(np.array([1], np.int64))

    def mean(where: str) -> str:
        counted = grown.add("ReduceSum", where, grown.held(np.array([-1], np.int64)), keepdims=1)
        least = grown.add("Max", counted, grown.held(np.array(1, np.float32)))
        return grown.add("Div", grown.add("MatMul", where, vectors), least)

    def everywhere(where: str) -> str:
        shown = grown.add("Unsqueeze", grown.add("Cast", where, to=TensorProto.FLOAT), axis)
        return grown.add("Expand", mean(shown), size)

    count = grown.add("Gather", grown.add("Shape", "phrases"), axis)
    ends = [grown.held(np.array([each], np.int64)) for each in (1, WIDTH)]
    size = grown.add("Concat", ends[0], count, ends[1], axis=0)
    cue, source = (grown.add("Equal", "roles", grown.held(np.array(role, np.int64))) for role in (2, 1))
    seen = [mean("phrases"), everywhere("mask"), mean("heads"), everywhere(cue), everywhere(source)]
    joined, state = grown.add("Concat", *seen, axis=-1), grown.state
    inner = grown.add("MatMul", joined, grown.bytes(state["hidden.weight"].T))
    inner = grown.add("Tanh", grown.add("Add", inner, grown.half(state["hidden.bias"])))
    outer = grown.add("MatMul", inner, grown.bytes(state["out.weight"].T))
    grown.last.append(helper.make_node("Add", [outer, grown.half(state["out.bias"])], ["outcomes"]))
    shape = ["sentences", "phrases", len(state["out.bias"])]
    grown.graph.output.append(helper.make_tensor_value_info("outcomes", TensorProto.FLOAT, shape))


def export(start: Path, trained: Path, out: Path) -> int:
    """Write sides.onnx; returns its bytes."""
    state = {name: value.float().numpy() for name, value in torch.load(trained, weights_only=True).items()}
    model = graft(onnx.load(start, load_external_data=False), state)
    (out / "sides.onnx").write_bytes(model.SerializeToString())
    return (out / "sides.onnx").stat().st_size


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
    print(f"sides.onnx: {export(args.start, args.trained, args.out) / 1e6:.2f} MB")
    settings = json.loads((args.start.with_name("positions.json")).read_text(encoding="utf8"))
    describe(args.out / "sides.json", args.out / "encoder.onnx", temperature=settings["temperature"])


if __name__ == "__main__":
    main()
