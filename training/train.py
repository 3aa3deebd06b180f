"""Train the model that sitrex ships: ``python training/train.py TEXTS``.

TEXTS is the folder with the source files that ``corpus/passages`` points
into; their digests are checked. The steps, each with a fixed seed:

1. three students are trained on the read labels, from the stock model's word
   representations and the vectors of word pieces (``training/pieces.py``);
2. their majority, with grammar, gazetteers and document memory over it,
   labels articles without a measured passage, and general news;
3. the first student goes on with that text and the read labels. The epoch
   best on the development part is written to ``pipeline/sitrex/data/model``.

Scores by label after every epoch and the sizes of everything go to
``pipeline/sitrex/data/model/training.json``.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import time
import warnings
from pathlib import Path

import paragraphs
import silver
import student
from paragraphs import Paragraph

SEED = 20251127
OUTPUT = paragraphs.ROOT / "pipeline" / "sitrex" / "data" / "model"
PARTS = ("train", "names", "units", "check")
META = {
    "name": "sitrex_conflict",
    "version": "0.2.0",
    "description": "Named entities and military units in conflict reporting",
    "license": "CC BY-SA 4.0",
    "author": "",
    "email": "",
    "url": "",
}


def sample(labelled: list[Paragraph], words: int, rng: random.Random) -> list[Paragraph]:
    """Paragraphs in random order up to a number of words; headings and very long lines are left out."""
    chosen: list[Paragraph] = []
    for paragraph in rng.sample(labelled, len(labelled)):
        size = len(paragraph.text.split())
        if 6 <= size <= 220 and words > 0:
            chosen.append(paragraph)
            words -= size
    return chosen


def weighted(labelled: list[Paragraph], weight: int) -> list[tuple[Paragraph, int]]:
    """Paragraphs with how often an epoch sees them."""
    return [(paragraph, weight) for paragraph in labelled]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path, help="folder with the source files")
    parser.add_argument("--words", type=int, default=800_000, help="words of articles that are labelled")
    parser.add_argument("--students", type=int, default=3, help="students that vote")
    parser.add_argument("--output", type=Path, default=OUTPUT)
    args = parser.parse_args()
    warnings.filterwarnings("ignore")
    began = time.monotonic()
    rng = random.Random(SEED)

    read = [p for part in PARTS for p in paragraphs.hand(args.texts, part)]
    development = paragraphs.hand(args.texts, "development")
    texts = paragraphs.articles(args.texts, args.words, SEED)
    print(f"{len(read)} read paragraphs, {len(texts)} articles", flush=True)
    students = [student.train(weighted(read, 1), development, 7, SEED + n) for n in range(args.students)]
    rules = silver.Rules(students)
    labelled = sample(rules.label_all(texts), args.words, rng)
    general = sample(rules.label_all(paragraphs.general(args.texts)), 15_000, rng)
    print(f"labelled after {time.monotonic() - began:.0f} s", flush=True)

    model = student.train(
        [*weighted([*labelled, *general], 1), *weighted(read, 3)], development, 4, SEED, rate=0.0008, base=students[0]
    )
    shutil.rmtree(args.output, ignore_errors=True)
    student.save(model, args.output, META)
    micro, by_label = student.f1(model, development)
    report = {
        "seed": SEED,
        "words": {
            "read": sum(len(p.text.split()) for p in read),
            "labelled": sum(len(p.text.split()) for p in labelled),
            "general": sum(len(p.text.split()) for p in general),
        },
        "development": {"micro": round(micro, 3), **by_label},
        "seconds": round(time.monotonic() - began),
    }
    (args.output / "training.json").write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(report))


if __name__ == "__main__":
    main()
