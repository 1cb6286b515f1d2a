"""The scorer of sources: a small net over the evidence for each candidate of a mention."""

from pathlib import Path

import torch
from torch import nn


class Net(nn.Module):
    """Scores (…,) of rows of evidence (…, k)."""

    def __init__(self, columns: int, hidden: int = 64, dropout: float = 0.3):
        super().__init__()
        self.columns = columns
        self.body = nn.Sequential(
            nn.Linear(columns, hidden), nn.GELU(), nn.Dropout(dropout),
            nn.Linear(hidden, hidden // 2), nn.GELU(), nn.Dropout(dropout), nn.Linear(hidden // 2, 1),
        )  # fmt: skip

    def forward(self, table: torch.Tensor) -> torch.Tensor:
        return self.body(table).squeeze(-1)


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
