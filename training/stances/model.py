"""The model of sides: an encoder that sees who says what, and scores for every phrase that could be a target."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import GraphProto, NodeProto, numpy_helper
from torch import nn
from torch.nn import functional

from helpers.stances.scored import OUTCOMES
from helpers.stances.windows import ROLES

WIDTH, HEADS, LAYERS, WORDS, PLACES = 384, 12, 6, 30522, 162
BLOCK = 128
"""Weights that share a scale in the position model."""
HIDDEN, OLD = 192, 96
LINEARS = ("query", "key", "value", "joined", "up", "down")


class Layer(nn.Module):
    """One layer of BERT."""

    def __init__(self, dropout: float):
        super().__init__()
        self.query, self.key, self.value, self.joined = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.up, self.down = nn.Linear(WIDTH, 4 * WIDTH), nn.Linear(4 * WIDTH, WIDTH)
        self.first, self.second = nn.LayerNorm(WIDTH, eps=1e-12), nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x, hidden):
        heads = [f(x).unflatten(-1, (HEADS, -1)).transpose(1, 2) for f in (self.query, self.key, self.value)]
        weights = torch.softmax((heads[0] @ heads[1].transpose(-1, -2)).float() * (WIDTH // HEADS) ** -0.5 + hidden, -1)
        found = (weights.to(heads[2].dtype) @ heads[2]).transpose(1, 2).flatten(-2)
        x = self.first(x + self.dropout(self.joined(found)))
        return self.second(x + self.dropout(self.down(functional.gelu(self.up(x)))))

    def linears(self) -> list[nn.Linear]:
        """Its matrices in the order in which they are used."""
        return [getattr(self, name) for name in LINEARS]


class Adapted(nn.Module):
    """A matrix as the position model has it, and what training moved of it, cut down to a rank and trained on."""

    def __init__(self, moved: nn.Linear, base: torch.Tensor, rank: int):
        super().__init__()
        self.whole, self.bias = (
            nn.Parameter(base.clone(), requires_grad=False),
            nn.Parameter(moved.bias.detach().clone()),
        )
        left, sizes, right = torch.linalg.svd(moved.weight.detach() - base, full_matrices=False)
        self.above = nn.Parameter(left[:, :rank] * sizes[:rank].sqrt())
        self.below = nn.Parameter(sizes[:rank, None].sqrt() * right[:rank])

    def forward(self, x):
        low = functional.linear(functional.linear(x, self.below), self.above)
        return functional.linear(x, self.whole, self.bias) + low


class Sides(nn.Module):
    """Pieces with features and roles → scores of `OUTCOMES` for each candidate of a window."""

    def __init__(self, dropout: float = 0.1):
        super().__init__()
        self.words, self.places = nn.Embedding(WORDS, WIDTH), nn.Embedding(PLACES, WIDTH)
        self.features = nn.ModuleList(nn.Embedding(3, WIDTH) for _ in range(3))
        self.roles, self.kind = nn.Embedding(len(ROLES), WIDTH), nn.Parameter(torch.zeros(WIDTH))
        nn.init.normal_(self.roles.weight, std=0.02)
        self.marker = nn.Embedding(2, WIDTH)
        self.marker.weight.requires_grad_(False)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        self.hidden, self.out = nn.Linear(5 * WIDTH, HIDDEN), nn.Linear(HIDDEN, len(OUTCOMES))
        self.dropout, self.late = nn.Dropout(dropout), nn.Dropout(0.2)
        self.words.weight.requires_grad_(False)  # they stay those of the encoder, whose file holds them

    def encoded(self, ids, mask, caps, breaks, quoted, target, roles):
        """The vectors (b, t, width) of the pieces."""
        x = (
            self.words(ids)
            + self.roles(roles)
            + self.marker(target)
            + self.kind
            + self.places(torch.arange(ids.shape[1]))
        )
        for table, column in zip(self.features, (caps, breaks, quoted), strict=True):
            x = x + table(column)
        x, hidden = self.dropout(self.norm(x)), (mask[:, None, None, :] - 1.0) * 1e4
        for layer in self.layers:
            x = layer(x, hidden)
        return x.float()

    def forward(self, ids, mask, caps, breaks, quoted, target, roles, phrases, heads):
        """Scores (b, n, 5); `phrases` and `heads` (b, n, t) mark the words of each candidate and its head."""
        x = self.encoded(ids, mask, caps, breaks, quoted, target, roles)
        around = [mean(x, where.float().unsqueeze(1)) for where in (mask, roles == 2, roles == 1)]
        whole, cue, source = (each.expand(-1, phrases.shape[1], -1) for each in around)
        seen = torch.cat([mean(x, phrases), whole, mean(x, heads), cue, source], -1)
        return self.out(self.late(torch.tanh(self.hidden(self.late(seen)))))


def mean(x: torch.Tensor, where: torch.Tensor) -> torch.Tensor:
    """The mean of the vectors (b, t, width) that each row of `where` (b, n, t) marks."""
    return (where @ x) / where.sum(-1, keepdim=True).clamp(min=1)


def begin(model: Sides, path: Path) -> None:
    """Take over what a model of positions that was trained whole (`positions-1.onnx`) learnt, and its head."""
    graph = onnx.load(path, load_external_data=True).graph
    values = {each.name: numpy_helper.to_array(each) for each in graph.initializer}
    readers = {name: node for node in graph.node for name in node.input}
    with torch.no_grad():
        begin_words(model, graph, values, readers)
        begin_layers(model, graph, values, readers)
        begin_head(model, graph, values)


def cut(model: Sides, start: Path, rank: int) -> None:
    """Let everything but adapters, biases, norms, roles, mark and head be as the position model has it."""
    base = Sides()
    begin(base, start)
    for layer, own in zip(model.layers, base.layers, strict=True):
        for name in LINEARS:
            setattr(layer, name, Adapted(getattr(layer, name), getattr(own, name).weight.detach(), rank))
    for table, own in zip((model.places, *model.features), (base.places, *base.features), strict=True):
        table.weight.data.copy_(own.weight)
        table.weight.requires_grad_(False)
    model.kind.data.copy_(base.kind)
    model.kind.requires_grad_(False)
    model.marker.weight.requires_grad_(True)


def grafted(model: Sides, start: Path) -> dict[str, torch.Tensor]:
    """What is added to the position model, by name."""
    base = Sides()
    begin(base, start)
    kept = {name: value.detach().clone() for name, value in model.named_parameters() if value.requires_grad}
    return kept | {"marker.change": model.marker.weight.detach() - base.marker.weight.detach()}


@torch.no_grad()
def peaks(model: Sides, given: Iterable[dict[str, torch.Tensor]]) -> dict[str, torch.Tensor]:
    """How far each input of the wide matrices reaches, by name: what is shared out when the graph computes in bytes."""
    found: dict[str, torch.Tensor] = {}

    def note(name: str):
        def seen(_, inputs):
            reach = inputs[0].detach().float().abs().amax((0, 1))
            found[name] = torch.maximum(found.get(name, reach), reach)

        return seen

    parts = [
        (f"layers.{n}.{part}", getattr(each, part)) for n, each in enumerate(model.layers) for part in ("up", "down")
    ]
    hooks = [part.register_forward_pre_hook(note(f"{name}.peaks")) for name, part in parts]
    for inputs in given:
        model(**inputs)
    for hook in hooks:
        hook.remove()
    return found


def begin_words(model: Sides, graph: GraphProto, values: dict, readers: dict[str, NodeProto]) -> None:
    """The tables of vectors; nobody's marks and the one kind of sentence are added to every piece."""
    tables = {node.input[1]: node for node in graph.node if node.op_type == "Gather" and node.input[0] in values}
    known = {name: unpacked(node, values, readers) for name, node in tables.items()}
    model.words.weight.copy_(known["ids"])
    for table, name in zip(model.features, ("caps", "breaks", "quoted"), strict=True):
        table.weight.copy_(known[name])
    rest = [each for name, each in known.items() if name not in ("ids", "caps", "breaks", "quoted", "target")]
    model.places.weight.copy_(next(each for each in rest if len(each) == PLACES))
    nobody = next(torch.tensor(each) for each in values.values() if each.shape == (1, 1, WIDTH)).reshape(WIDTH)
    model.kind.copy_(nobody + next(each for each in rest if len(each) == 2)[0])
    model.marker.weight.copy_(known["target"])


def unpacked(node: NodeProto, values: dict, readers: dict[str, NodeProto]) -> torch.Tensor:
    """A table of vectors that is stored in bytes."""
    scale, nought = (float(values[name]) for name in readers[node.output[0]].input[1:3])
    return torch.tensor((values[node.input[0]].astype(np.float32) - nought) * scale)


def begin_layers(model: Sides, graph: GraphProto, values: dict, readers: dict[str, NodeProto]) -> None:
    """The matrices of the layers, which are stored in four bits, their biases and norms."""
    norms = [model.norm, *(norm for layer in model.layers for norm in (layer.first, layer.second))]
    found = [node for node in graph.node if node.op_type == "LayerNormalization"]
    for norm, node in zip(norms, found, strict=True):
        norm.weight.copy_(torch.tensor(values[node.input[1]]))
        norm.bias.copy_(torch.tensor(values[node.input[2]]))
    linears = [linear for layer in model.layers for linear in layer.linears()]
    found = [node for node in graph.node if node.op_type == "MatMulNBits"]
    for linear, node in zip(linears, found, strict=True):
        linear.weight.copy_(whole(*(values[name] for name in node.input[1:4]), linear.in_features))
        added = readers[node.output[0]].input
        linear.bias.copy_(torch.tensor(next(values[name] for name in added if name in values)))


def whole(packed: np.ndarray, scales: np.ndarray, noughts: np.ndarray, width: int) -> torch.Tensor:
    """A matrix (outputs, inputs) of two weights a byte, with a scale and a zero a block."""
    outputs, blocks, _ = packed.shape
    steps = np.stack([packed & 15, packed >> 4], -1).reshape(outputs, blocks, BLOCK).astype(np.float32)
    zeros = np.stack([noughts & 15, noughts >> 4], -1).reshape(outputs, -1)[:, :blocks, None]
    return torch.tensor(((steps - zeros) * scales.reshape(outputs, blocks, 1)).reshape(outputs, -1)[:, :width])


def begin_head(model: Sides, graph: GraphProto, values: dict) -> None:
    """The head of the position model beside new units: what it scored is scored alike, reported or not."""
    products = [node for node in graph.node if node.op_type == "MatMulInteger"]
    sizes = ((OLD,), (3,))
    scales = [found(graph, values, "Mul", size) for size in sizes]
    biases = [found(graph, values, "Add", size) for size in sizes]
    inner, outer = (torch.tensor(values[node.input[1]] * each) for node, each in zip(products, scales, strict=True))
    model.hidden.weight.mul_(0.3)
    model.out.weight.mul_(0.3)
    model.hidden.weight[:OLD] = 0
    model.hidden.weight[:OLD, : 2 * WIDTH], model.hidden.bias[:OLD] = inner.T, torch.tensor(biases[0])
    order = [2, 0, 1, 0, 1]  # supports, opposes, none → OUTCOMES
    model.out.weight[:, :OLD] = outer.T[order]
    model.out.bias.copy_(torch.tensor(biases[1])[order] - torch.tensor([0.0, 0, 0, 2, 2]))


def found(graph: GraphProto, values: dict, kind: str, size: tuple[int, ...]) -> np.ndarray:
    """The stored vector of a size that a node of a kind reads."""
    nodes = (name for node in graph.node if node.op_type == kind for name in node.input)
    return next(values[name] for name in nodes if name in values and values[name].shape == size)
