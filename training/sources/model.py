"""The scorer of sources: a small net over the evidence for a candidate and the encoder's vectors beside it."""

from pathlib import Path

import torch
from torch import nn

from training.sources.data import WIDTH


class Net(nn.Module):
    """Scores (…,) of rows (…, k + 2 × 64): evidence, the vector of the mention, the vector behind the candidate."""

    def __init__(self, columns: int, hidden: int = 64, narrow: int = 16, dropout: float = 0.3):
        super().__init__()
        self.columns = columns
        self.mention, self.beside = nn.Linear(WIDTH, narrow), nn.Linear(WIDTH, narrow)
        self.dropout = nn.Dropout(dropout)
        self.body = nn.Sequential(
            nn.Linear(columns + 3 * narrow, hidden), nn.GELU(), nn.Dropout(dropout),
            nn.Linear(hidden, hidden // 2), nn.GELU(), nn.Dropout(dropout), nn.Linear(hidden // 2, 1),
        )  # fmt: skip

    def forward(self, table: torch.Tensor) -> torch.Tensor:
        evidence, own, beside = table.split((self.columns, WIDTH, WIDTH), -1)
        own, beside = self.dropout(self.mention(own)), self.dropout(self.beside(beside))
        return self.body(torch.cat([evidence, own, beside, own * beside], -1)).squeeze(-1)


class Several(nn.Module):
    """The mean score of several nets."""

    def __init__(self, nets: list[Net]):
        super().__init__()
        self.nets = nn.ModuleList(nets)

    def forward(self, table: torch.Tensor) -> torch.Tensor:
        return torch.stack([net(table) for net in self.nets]).mean(0)


def load(path: Path) -> Several:
    """The trained nets."""
    saved = torch.load(path, weights_only=True)
    nets = [Net(saved["columns"]) for _ in saved["nets"]]
    for net, weights in zip(nets, saved["nets"], strict=True):
        net.load_state_dict(weights)
    return Several(nets).eval()
