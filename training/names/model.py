"""The head for names: it reads three layers of the attribution model's encoder, which stays as it is."""

import torch
from torch import nn
from torch.nn import functional

from helpers.encoder.tags import TAGS

LAYERS = (2, 4, 6)
WIDTH = 384


class Head(nn.Module):
    """Name scores (b, t, 9) from the vectors (b, t, 384) of three layers: a hidden layer, and one over five pieces."""

    def __init__(self, hidden: int = 128, dropout: float = 0.2):
        super().__init__()
        self.hidden = nn.Linear(len(LAYERS) * WIDTH, hidden)
        self.around = nn.Conv1d(hidden, hidden, 5, padding=2)
        self.out = nn.Linear(hidden, len(TAGS))
        self.dropout = nn.Dropout(dropout)

    def forward(self, *layers: torch.Tensor) -> torch.Tensor:
        inner = self.dropout(functional.gelu(self.hidden(torch.cat(layers, -1))))
        inner = inner + functional.gelu(self.around(inner.transpose(1, 2)).transpose(1, 2))
        return self.out(self.dropout(inner))
