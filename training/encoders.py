"""Transformer encoders of BERT's family in plain PyTorch; ``minilm.py`` and ``mpnet.py`` fill one with weights."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional


@dataclass(frozen=True)
class Plan:
    """Sizes of an encoder, and the ids of its marks.

    ``types`` and ``buckets`` are 0 where the encoder knows no segment types or
    no relative places; ``first_place`` is the row of the first piece's place.
    """

    pieces: int
    places: int
    width: int
    heads: int
    depth: int
    inner: int
    epsilon: float
    types: int
    buckets: int
    first_place: int
    begin: int
    end: int
    pad: int

    @property
    def marks(self) -> tuple[int, int, int]:
        """Ids of what stands before and after a window, and of what fills it up."""
        return self.begin, self.end, self.pad


class Block(nn.Module):
    """One layer: attention, then two linear maps, each added to its input and normalised."""

    def __init__(self, plan: Plan, drop: float) -> None:
        super().__init__()
        width, inner = plan.width, plan.inner
        self.heads, self.drop = plan.heads, drop
        self.query, self.key, self.value, self.out = (nn.Linear(width, width) for _ in range(4))
        self.norm1, self.norm2 = nn.LayerNorm(width, eps=plan.epsilon), nn.LayerNorm(width, eps=plan.epsilon)
        self.up, self.down = nn.Linear(width, inner), nn.Linear(inner, width)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        size, length, width = x.shape
        q, k, v = (
            layer(x).view(size, length, self.heads, -1).transpose(1, 2) for layer in (self.query, self.key, self.value)
        )
        mixed = functional.scaled_dot_product_attention(q, k, v, None if mask is None else mask.to(q.dtype))
        mixed = self.out(mixed.transpose(1, 2).reshape(size, length, width))
        x = self.norm1(x + functional.dropout(mixed, self.drop, self.training))
        mixed = self.down(functional.gelu(self.up(x)))
        made: Tensor = self.norm2(x + functional.dropout(mixed, self.drop, self.training))
        return made


class Encoder(nn.Module):
    """Word pieces of sequences -> what the last layer makes of each."""

    def __init__(self, plan: Plan, drop: float = 0.1) -> None:
        super().__init__()
        self.plan, self.drop = plan, drop
        self.words, self.places = nn.Embedding(plan.pieces, plan.width), nn.Embedding(plan.places, plan.width)
        self.types = nn.Embedding(plan.types, plan.width) if plan.types else None
        self.relative = nn.Embedding(plan.buckets, plan.heads) if plan.buckets else None
        self.norm = nn.LayerNorm(plan.width, eps=plan.epsilon)
        self.blocks = nn.ModuleList(Block(plan, drop) for _ in range(plan.depth))

    def forward(self, pieces: Tensor, added: Tensor | None = None, lengths: Tensor | None = None) -> Tensor:
        """``added`` goes to the embeddings before they are normalised; what lies beyond ``lengths`` is not attended to."""
        places = torch.arange(pieces.shape[1], device=pieces.device)
        summed = self.words(pieces) + self.places(places + self.plan.first_place)
        if self.types is not None:
            summed = summed + self.types(torch.zeros_like(pieces))
        if added is not None:
            summed = summed + added
        x: Tensor = functional.dropout(self.norm(summed), self.drop, self.training)
        mask = None
        if self.relative is not None:
            mask = self.relative(buckets(places, self.plan.buckets)).permute(2, 0, 1)[None]
        if lengths is not None:
            beyond = torch.zeros(pieces.shape, device=pieces.device)
            beyond = beyond.masked_fill(places[None] >= lengths[:, None], -1e4)[:, None, None]
            mask = beyond if mask is None else mask + beyond
        for block in self.blocks:
            x = block(x, mask)
        return x


def buckets(places: Tensor, count: int, farthest: int = 128) -> Tensor:
    """Bucket of each pair's distance, as T5 and MPNet have it: near ones exact, far ones by logarithm, a half each way."""
    distance = places[None, :] - places[:, None]
    half = count // 2
    near = half // 2
    size = distance.abs()
    far = near + (torch.log(size.clamp(min=1).float() / near) / math.log(farthest / near) * (half - near)).long()
    return torch.where(distance > 0, half, 0) + torch.where(size < near, size, far.clamp(max=half - 1))


def fill(model: Encoder, stored: Mapping[str, Tensor], outer: Mapping[str, str], layer: Mapping[str, str]) -> Encoder:
    """The encoder with the stored weights: ``outer`` names its own parts there, ``layer`` those of ``encoder.layer.N``."""
    names = dict(outer)
    names |= {
        f"blocks.{n}.{ours}": f"encoder.layer.{n}.{theirs}"
        for n in range(model.plan.depth)
        for ours, theirs in layer.items()
    }
    model.load_state_dict(
        {name: stored[f"{names[name.rpartition('.')[0]]}.{name.rpartition('.')[2]}"] for name in model.state_dict()}
    )
    return model.eval()
