"""The attribution model: a small pretrained encoder, a tagger, and a linker that reads the window once for each cue."""

from pathlib import Path

import torch
from torch import nn
from torch.nn import functional
from transformers import AutoModel

from training.attributions.data import ANNOTATORS, LINKS, TAGS

CLS, SEP, MASK = 101, 102, 103
NEAR = 8
"""Distances up to this many pieces have a bucket each, longer ones share buckets that double in width."""


def bucket(distance: torch.Tensor) -> torch.Tensor:
    """Signed distances in 32 buckets."""
    size = distance.abs()
    far = NEAR + torch.log2(size.clamp(min=1).float() / NEAR).clamp(min=0).mul(1.5).long()
    return (torch.where(size <= NEAR, size, far).clamp(max=15) + 16 * (distance < 0)).long()


class Encoder(nn.Module):
    """Word pieces and their features to vectors."""

    def __init__(self, folder: Path, dropout: float):
        super().__init__()
        self.transformer = AutoModel.from_pretrained(folder, attn_implementation="eager")
        width = self.transformer.config.hidden_size
        self.features = nn.ModuleList(nn.Embedding(3, width) for _ in range(3))
        self.annotators = nn.Embedding(len(ANNOTATORS) + 1, width)  # 0: nobody in particular
        for table in (*self.features, self.annotators):
            nn.init.zeros_(table.weight)
        for module in self.transformer.modules():
            if isinstance(module, nn.Dropout):
                module.p = dropout
            if hasattr(module, "dropout_prob"):
                module.dropout_prob = 0.0
        for layer in self.transformer.encoder.layer:
            layer.attention.self.dropout.p = 0.0

    def embedded(self, ids, caps, breaks, quoted, annotator=None):
        """The vectors that the first layer is given, but for the places; `annotator` (b) says whose marks to make."""
        vectors = self.transformer.embeddings.word_embeddings(ids)
        for table, column in zip(self.features, (caps, breaks, quoted), strict=True):
            vectors = vectors + table(column)
        return vectors + (self.annotators.weight[0] if annotator is None else self.annotators(annotator).unsqueeze(1))

    def forward(self, ids, mask, caps, breaks, quoted, annotator=None):
        embedded = self.embedded(ids, caps, breaks, quoted, annotator)
        return self.transformer(inputs_embeds=embedded, attention_mask=mask).last_hidden_state


class Linker(nn.Module):
    """For each cue, tags of every piece of its window: nothing, its source, its content."""

    def __init__(self, width: int, hidden: int = 256):
        super().__init__()
        self.piece, self.piece_gate = nn.Linear(width, hidden), nn.Linear(width, hidden)
        self.cue, self.cue_gate = nn.Linear(2 * width, hidden), nn.Linear(2 * width, hidden)
        self.distance, self.paragraphs, self.between = (
            nn.Embedding(32, hidden),
            nn.Embedding(7, hidden),
            nn.Embedding(8, hidden),
        )
        self.hidden, self.out = nn.Linear(hidden, hidden), nn.Linear(hidden, len(LINKS))
        self.dropout = nn.Dropout(0.1)

    def forward(self, vectors, rows, cue_vectors, distance, paragraphs, between):
        """Link scores (n, t, 5) of n cues.

        vectors (b, t, width); rows (n) into them; cue_vectors (n, 2 width); three bucket tables (n, t)."""
        position = self.distance(distance) + self.paragraphs(paragraphs) + self.between(between)
        joined = self.piece(vectors)[rows] + self.cue(cue_vectors).unsqueeze(1) + position
        joined = joined + self.piece_gate(vectors)[rows] * self.cue_gate(cue_vectors).unsqueeze(1)
        return self.out(self.dropout(functional.gelu(self.hidden(self.dropout(functional.gelu(joined))))))


class AttributionModel(nn.Module):
    """Encoder, tagger, linker, and linear heads for the silver layers that steady the encoder in training."""

    def __init__(self, folder: Path, layers: tuple[int, ...] = (), dropout: float = 0.1):
        super().__init__()
        self.encoder = Encoder(folder, dropout)
        width = self.encoder.transformer.config.hidden_size
        self.tagger = nn.Linear(width, len(TAGS))
        self.linker = Linker(width)
        self.layers = nn.ModuleList(nn.Linear(width, size) for size in layers)
        self.dropout = nn.Dropout(dropout)

    def forward(self, ids, mask, caps, breaks, quoted, annotator=None):
        vectors = self.encoder(ids, mask, caps, breaks, quoted, annotator)
        return vectors, self.tagger(self.dropout(vectors))

    def link(self, vectors, rows, cues, paragraph, all_cues):
        """Link scores for each of n cues.

        `rows` (n) says which window a cue is in, `cues` (n, 2) where; `all_cues` (b, t) is 1 where any cue starts."""
        n, t = len(rows), vectors.shape[1]
        at = torch.arange(t).expand(n, t)
        first, last = cues[:, :1], cues[:, 1:] - 1
        distance = torch.where(at < first, at - first, torch.where(at > last, at - last, 0))
        starts = torch.cumsum(all_cues[rows], 1)
        crossed = starts - starts.gather(1, first)
        positions = {
            "rows": rows,
            "first": cues[:, 0],
            "after": cues[:, 1],
            "distance": bucket(distance),
            "paragraphs": (paragraph[rows] - paragraph[rows].gather(1, first)).clamp(-3, 3) + 3,
            "between": torch.where(
                at > last, crossed.clamp(0, 3), torch.where(at < first, 4 + (-crossed - 1).clamp(0, 3), 0)
            ),
        }
        return self.link_at(vectors, positions)

    def link_at(self, vectors, positions):
        """Link scores from ready-made positions, as `helpers.encoder.decoding.positions` makes them for one window."""
        rows, first, after = (positions[name] for name in ("rows", "first", "after"))
        cue_vectors = torch.cat([mean_of(vectors, rows, first, after), vectors[rows, first]], -1)
        return self.linker(
            vectors, rows, cue_vectors, *(positions[name] for name in ("distance", "paragraphs", "between"))
        )


def one_window(positions: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """Positions of cues that are all in the first window."""
    return {"rows": torch.zeros_like(positions["first"]), **positions}


def mean_of(vectors: torch.Tensor, rows: torch.Tensor, first: torch.Tensor, after: torch.Tensor) -> torch.Tensor:
    """The mean of the vectors of each cue, from running sums."""
    sums = functional.pad(torch.cumsum(vectors.float(), 1), (0, 0, 1, 0))
    return (sums[rows, after] - sums[rows, first]) / (after - first)[:, None]
