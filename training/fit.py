"""Training of the tagger: layer-wise decay of the rate, a checkpoint an epoch, and how to go on from one."""

from __future__ import annotations

import argparse
import dataclasses
import json
import os
import random
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

import augment
import read_labels
import tagger
from read_labels import Labelled
from sitrex.annotate.tagger import windows
from sitrex.annotate.tagger.windows import PIECES as LONGEST
from sitrex.annotate.tagger.windows import TaggerWindow
from sitrex.annotate.tagger.words import Cutter
from tagger import Tagger
from tags import IGNORED, to_tags

SEED: Final = 20251127
RATE: Final = {"minilm": 2.5e-4, "mpnet": 6e-5}
NEW_RATE: Final = 1e-3
"""Rate of the head and of the embeddings of shapes and blanks."""
DECAY: Final = {"minilm": 0.85, "mpnet": 0.9}
"""What a layer's rate is to that of the layer above it."""
EPOCHS: Final = {"minilm": 6, "mpnet": 5}
WARM: Final = 0.08
PIECES: Final = 1024
"""Pieces a step, padding included."""


def add_options(parser: argparse.ArgumentParser) -> None:
    """What ``tagger.py train`` can be told."""
    parser.add_argument("--epochs", type=int, help="default: " + str(EPOCHS))
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--rate", type=float, help="default: " + str(RATE))
    parser.add_argument("--own", type=Path, nargs="+", default=[], help="gold records to learn beside the read parts")
    parser.add_argument("--half", action="store_true", help="bfloat16 where the processor multiplies in it")
    parser.add_argument("--steps", type=int, help="end after so many steps, without a checkpoint: a trial")


def groups(model: Tagger, rate: float, decay: float) -> list[dict[str, Any]]:
    """Parameters with their rates; the embeddings of pieces and places are frozen."""
    for frozen in (model.encoder.words, model.encoder.places):
        frozen.weight.requires_grad_(False)
    depth = model.encoder.plan.depth
    made: list[dict[str, Any]] = []
    for name, weight in model.named_parameters():
        if not weight.requires_grad:
            continue
        if not name.startswith("encoder."):
            own = NEW_RATE
        elif name.startswith("encoder.blocks."):
            own = rate * decay ** (depth - 1 - int(name.split(".")[2]))
        else:
            own = rate * decay**depth
        made.append({"params": [weight], "lr": own, "own": own, "weight_decay": 0.01 if weight.dim() > 1 else 0.0})
    return made


def factor(done: float) -> float:
    """Share of the rate after this share of the training."""
    return min(1.0, done / WARM) * min(1.0, (1.0 - done) / (1.0 - WARM))


@dataclasses.dataclass(frozen=True)
class Taught:
    """A window with the tags of its words."""

    window: TaggerWindow
    tags: list[int]


def epoch_windows(documents: Sequence[Labelled], cutter: Cutter, rng: random.Random) -> list[Taught]:
    """The windows of one epoch, every document in a layout of its own, the first window of any size."""
    found: list[Taught] = []
    for document in documents:
        seen = augment.varied(document, rng)
        words = cutter(seen.text)
        tags = to_tags(words, seen.spans, seen.optional)
        for window in windows.cut(words, seen.text, rng.randint(LONGEST // 3, LONGEST)):
            found.append(Taught(window, tags[window.first : window.last]))
    return found


def batches(found: Sequence[Taught], rng: random.Random) -> list[list[Taught]]:
    """The windows in random order, those of like size together."""
    order = list(found)
    rng.shuffle(order)
    pools = [order[n : n + 64] for n in range(0, len(order), 64)]
    made = [[pool[n] for n in some] for pool in pools for some in windows.batches([t.window for t in pool], PIECES)]
    rng.shuffle(made)
    return made


def step(model: Tagger, taught: Sequence[Taught], half: bool) -> Tensor:
    """The loss of one batch."""
    batch = windows.collate([t.window for t in taught], *model.encoder.plan.marks)
    tags = torch.tensor([tag for t in taught for tag in t.tags])
    with torch.autocast("cpu", torch.bfloat16, enabled=half):
        scores = model(*tagger.tensors(batch))
    return functional.cross_entropy(scores.float(), tags, ignore_index=IGNORED)


def save(path: Path, stored: dict[str, Any]) -> None:
    """Write a checkpoint; a file that is there is whole."""
    part = path.with_suffix(".part")
    torch.save(stored, part)
    part.replace(path)


@dataclasses.dataclass
class Run:
    """A training as it stands."""

    name: str
    model: Tagger
    tokenizer: Tokenizer
    optimiser: torch.optim.Optimizer
    args: argparse.Namespace
    epochs: int
    done: int = 0

    def resume(self, last: Path) -> None:
        """Go on from the last whole epoch; another seed, rate or number of epochs is an error."""
        stored = torch.load(last, weights_only=True)
        if stored["settings"] != self.settings():
            raise SystemExit(f"{last} was made with {stored['settings']}, not {self.settings()}")
        self.model.load_state_dict(stored["model"])
        self.optimiser.load_state_dict(stored["optimiser"])
        self.done = stored["done"]
        print(f"going on after epoch {self.done}", flush=True)

    def settings(self) -> dict[str, Any]:
        return {
            "encoder": self.name,
            "seed": self.args.seed,
            "epochs": self.epochs,
            "rate": self.args.rate,
            "half": self.args.half,
        }

    def checkpoint(self, output: Path) -> None:
        """``epoch-N.pt`` to use, ``last.pt`` to go on from."""
        output.mkdir(parents=True, exist_ok=True)
        stored = {"encoder": self.name, "model": self.model.state_dict(), "tokenizer": self.tokenizer.to_str()}
        save(output / f"epoch-{self.done}.pt", stored)
        save(
            output / "last.pt",
            stored | {"optimiser": self.optimiser.state_dict(), "done": self.done, "settings": self.settings()},
        )

    def epoch(self, documents: Sequence[Labelled], cutter: Cutter) -> dict[str, float]:
        """One epoch; each has its own seed, so that a run that went on is like one that never ended."""
        rng = random.Random(f"{self.args.seed} {self.done}")
        torch.manual_seed(self.args.seed + self.done)
        order = batches(epoch_windows(documents, cutter, rng), rng)
        words = sum(len(document.text.split()) for document in documents)
        self.model.train()
        began, shown, total = time.process_time(), 0.0, 0.0
        for n, taught in enumerate(order):
            share = factor((self.done + (n + 0.5) / len(order)) / self.epochs)
            for group in self.optimiser.param_groups:
                group["lr"] = group["own"] * share
            loss = step(self.model, taught, self.args.half)
            self.optimiser.zero_grad(set_to_none=True)
            torch.autograd.backward(loss)
            torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
            self.optimiser.step()
            total += loss.item()
            shown += loss.item()
            if (n + 1) % 25 == 0:
                speed = words * (n + 1) / len(order) / (time.process_time() - began)
                print(f"  {n + 1}/{len(order)}: loss {shown / 25:.4f}, {speed:.0f} words a CPU s", flush=True)
                shown = 0.0
            if self.args.steps and n + 1 >= self.args.steps:
                break
        self.done += 1
        spent = time.process_time() - began
        return {
            "loss": round(total / (n + 1), 4),
            "cpu_seconds": round(spent),
            "words_per_cpu_second": round(words * (n + 1) / len(order) / spent),
        }


def command(args: argparse.Namespace) -> None:
    """Train, score each epoch on the validation parts, and write checkpoints and ``log.jsonl``."""
    torch.manual_seed(SEED)  # every run begins with the same head, so that the weights of several can be averaged
    encoder, tokenizer = tagger.load_encoder(args.encoder, args.weights)
    args.rate = args.rate or RATE[args.encoder]
    model = Tagger(encoder)
    optimiser = torch.optim.AdamW(groups(model, args.rate, DECAY[args.encoder]), betas=(0.9, 0.98), eps=1e-6)
    run = Run(args.encoder, model, tokenizer, optimiser, args, args.epochs or EPOCHS[args.encoder])
    if not args.steps and (args.output / "last.pt").exists():
        run.resume(args.output / "last.pt")
    documents = [document for read in read_labels.training(args.texts).values() for document in read]
    documents += read_labels.own(args.own)
    held = {part: read_labels.read(args.texts, part) for part in read_labels.VALIDATION}
    cutter = tagger.cutter(tokenizer)
    print(f"{run.settings()}, {len(documents)} passages, process {os.getpid()}", flush=True)
    while run.done < run.epochs:
        report: dict[str, Any] = {"epoch": run.done + 1} | run.epoch(documents, cutter)
        if args.steps:
            print(json.dumps(report), flush=True)
            return
        run.checkpoint(args.output)
        reader = tagger.Reader([model], tokenizer)
        for part, read in held.items():
            report[part] = tagger.score(reader, read)
            brief = {label: row["f1"] for label, row in report[part].items() if isinstance(row, dict) and "f1" in row}
            print(f"epoch {run.done}/{run.epochs}, loss {report['loss']}, {part}: {brief}", flush=True)
        with (args.output / "log.jsonl").open("a", encoding="utf-8") as log:
            log.write(json.dumps(report) + "\n")
