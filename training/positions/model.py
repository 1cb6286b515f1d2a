"""The position model: the encoder of the attribution model, bent by low-rank adapters toward one marked target."""

from pathlib import Path

import torch
from torch import nn

from training.attributions.model import Encoder

ADAPTED = (
    "attention.self.query",
    "attention.self.key",
    "attention.self.value",
    "attention.output.dense",
    "intermediate.dense",
    "output.dense",
)

BLOCK = 128
"""Weights of one output that share a scale, where they are stored in four bits."""


class Adapted(nn.Module):
    """A frozen linear layer and a trained low-rank correction of it, which begins at nothing."""

    def __init__(self, whole: nn.Linear, rank: int, dropout: float):
        super().__init__()
        self.whole = whole
        self.down = nn.Linear(whole.in_features, rank, bias=False)
        self.up = nn.Linear(rank, whole.out_features, bias=False)
        self.dropout = nn.Dropout(dropout)
        nn.init.normal_(self.down.weight, std=1 / rank)
        nn.init.zeros_(self.up.weight)

    def forward(self, x):
        return self.whole(x) + self.up(self.down(self.dropout(x)))


class Coarse(nn.Linear):
    """A linear layer that computes with its weights as four bits will hold them, and learns as if it didn't."""

    def forward(self, x):
        return nn.functional.linear(x, self.weight + (rounded(self.weight) - self.weight).detach(), self.bias)


@torch.no_grad()
def rounded(weight: torch.Tensor) -> torch.Tensor:
    """`weight` (outputs, inputs) on 16 steps between the least and the largest of each block of `BLOCK` inputs."""
    blocks = weight.unflatten(1, (-1, BLOCK))
    low, high = blocks.amin(-1, keepdim=True).clamp(max=0), blocks.amax(-1, keepdim=True).clamp(min=0)
    step = ((high - low) / 15).clamp(min=1e-9)
    nought = (-low / step).round()
    return (((blocks / step).round() + nought).clamp(0, 15).sub(nought) * step).flatten(1)


class PositionModel(nn.Module):
    """Pieces with their features and the mark of a target → scores of supports, opposes, none."""

    def __init__(self, folder: Path, rank: int = 8, dropout: float = 0.1, hidden: int = 96):
        """`rank`: of the adapters; 0: none, the whole encoder is trained."""
        super().__init__()
        self.encoder = Encoder(folder, dropout)
        width = self.encoder.transformer.config.hidden_size
        self.marker = nn.Embedding(2, width)
        nn.init.normal_(self.marker.weight, std=0.02)
        self.hidden, self.out = nn.Linear(2 * width, hidden), nn.Linear(hidden, 3)
        self.dropout = nn.Dropout(0.2)
        self.rank = rank

    def begin(self, checkpoint: Path | None) -> None:
        """Take the encoder of an attribution checkpoint, if there is one; freeze its large matrices under adapters."""
        if checkpoint is not None:
            state, own = torch.load(checkpoint, weights_only=True), self.encoder.state_dict()
            inside = {name.removeprefix("encoder."): value for name, value in state.items()}
            kept = {name: value for name, value in inside.items() if name in own and value.shape == own[name].shape}
            self.encoder.load_state_dict(kept, strict=False)
        self.encoder.annotators.requires_grad_(False)
        self.encoder.transformer.embeddings.word_embeddings.requires_grad_(False)
        if self.rank:
            self.encoder.requires_grad_(False)
            self.adapt()
            for name, value in self.encoder.named_parameters():
                if name.endswith(".bias") or "LayerNorm" in name or ".down." in name or ".up." in name:
                    value.requires_grad_(True)

    def coarsen(self) -> None:
        """Let every linear layer of the transformer compute with weights of four bits."""
        for layer in self.encoder.transformer.encoder.layer:
            for path in ADAPTED:
                layer.get_submodule(path).__class__ = Coarse

    def settle(self) -> None:
        """Give those layers the very weights that four bits hold."""
        for layer in self.encoder.transformer.encoder.layer:
            for path in ADAPTED:
                linear = layer.get_submodule(path)
                linear.weight.data = rounded(linear.weight)

    def adapt(self, dropout: float = 0.1) -> None:
        """Put an adapter beside every linear layer of the transformer."""
        for layer in self.encoder.transformer.encoder.layer:
            for path in ADAPTED:
                parent, _, name = path.rpartition(".")
                inner = layer.get_submodule(parent)
                setattr(inner, name, Adapted(getattr(inner, name), self.rank, dropout))

    def trained(self) -> dict[str, nn.Parameter]:
        """What training moves, by name."""
        return {name: value for name, value in self.named_parameters() if value.requires_grad}

    def forward(self, ids, mask, caps, breaks, quoted, target):
        nobody = self.encoder.annotators.weight[:1].unsqueeze(1)
        embedded = self.encoder.transformer.embeddings.word_embeddings(ids) + nobody
        for table, column in zip(self.encoder.features, (caps, breaks, quoted), strict=True):
            embedded = embedded + table(column)
        embedded = embedded + self.marker(target)
        vectors = self.encoder.transformer(inputs_embeds=embedded, attention_mask=mask).last_hidden_state.float()
        pooled = torch.cat([mean(vectors, target), mean(vectors, mask)], -1)
        return self.out(self.dropout(torch.tanh(self.hidden(self.dropout(pooled)))))


def mean(vectors: torch.Tensor, where: torch.Tensor) -> torch.Tensor:
    """The mean of the vectors that `where` (b, t) marks with 1."""
    weights = where.unsqueeze(-1).float()
    return (vectors * weights).sum(1) / weights.sum(1).clamp(min=1)
