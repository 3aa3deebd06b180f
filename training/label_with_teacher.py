"""Label text with a trained tagger, for smaller models to learn from; goes on where it was stopped.

    python training/label_with_teacher.py TEXTS CHECKPOINT... -o labelled.jsonl --half

The documents of ``near_copies.SOURCES`` in an order that only the seed decides, so that any beginning is a sample of all;
those that ``near_copies`` leaves out are left out, its list is checked by digest and written beside the output. A row:

- ``source``, ``id``, ``sha256`` of the text;
- ``spans``: start, end, label and confidence of each span;
- ``passed``: numbers of the words that the teacher has no piece for;
- ``soft``: for each other word and each tag of ``bio.TAGS`` its probability in 255ths, bytes in base64.

``OUTPUT.json`` says which checkpoints made it; other ones, other texts or another seed do not go on with the same file.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
import torch

import near_copies
import passages
import soft_labels
import tagger
from sitrex.annotate.tagger.bio import TAGS
from sitrex.annotate.tagger.words import WORD

SEED: Final = 20251127


def documents(texts: Path, seed: int, left_out: set[tuple[str, str]]) -> list[tuple[str, dict[str, Any]]]:
    """The sources' documents that may be labelled, shuffled."""
    found = [
        (name, article)
        for name in near_copies.SOURCES
        for article in passages.read_articles(texts / name)
        if (name, article["id"]) not in left_out and article["text"].strip()
    ]
    random.Random(seed).shuffle(found)
    return found


def labelled(reader: tagger.Reader, text: str) -> dict[str, Any]:
    """What the teacher says of a text."""
    read = reader.read(text)
    starts = set(read.words.starts)
    rows = np.concatenate([np.zeros((0, len(TAGS))), *read.scores])
    return {
        "spans": [[found.start, found.end, found.label, round(found.confidence, 3)] for found in read.found()],
        "passed": [n for n, word in enumerate(WORD.finditer(text)) if word.start() not in starts],
        "soft": soft_labels.packed(np.exp(rows)),
    }


def begin(output: Path, made: dict[str, Any]) -> set[tuple[str, str]]:
    """Make the output ready to be gone on with; source and id of the documents that it holds."""
    beside = output.with_name(output.name + ".json")
    if not output.exists():
        beside.write_text(json.dumps(made, indent=1) + "\n", encoding="utf-8")
        output.touch()
        return set()
    if (before := json.loads(beside.read_text(encoding="utf-8"))) != made:
        raise SystemExit(f"{output} was made with {before}, not {made}")
    whole = output.read_bytes()
    if not whole.endswith(b"\n"):
        os.truncate(output, whole.rfind(b"\n") + 1)
    return {(row["source"], row["id"]) for row in soft_labels.rows_of(output)}


def load(checkpoints: Sequence[Path], half: bool) -> tagger.Reader:
    """One reader over all checkpoints."""
    taggers = [tagger.load(path) for path in checkpoints]
    return tagger.Reader([model for model, _ in taggers], taggers[0][1], half)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path, help="folder with the source files")
    parser.add_argument("checkpoints", type=Path, nargs="+", help="of one kind of encoder; their mean is taken")
    parser.add_argument("-o", "--output", type=Path, required=True)
    parser.add_argument("--words", type=int, help="end after about so many words in all; more can follow later")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--half", action="store_true", help="bfloat16 where the processor multiplies in it")
    args = parser.parse_args()
    torch.set_num_threads(int(os.environ.get("OMP_NUM_THREADS", "1")))
    rows = near_copies.checked(args.texts)
    args.output.with_name(args.output.name + ".left-out.jsonl").write_text(near_copies.written(rows), encoding="utf-8")
    made = {
        "checkpoints": [hashlib.sha256(path.read_bytes()).hexdigest() for path in args.checkpoints],
        "texts": [hashlib.sha256((args.texts / name).read_bytes()).hexdigest() for name in near_copies.SOURCES],
        "left_out": near_copies.LEFT_OUT_SHA256,
        "seed": args.seed,
        "half": args.half,
    }
    done = begin(args.output, made)
    reader = load(args.checkpoints, args.half)
    began, words, shown = time.process_time(), 0, 0
    left = args.words
    with args.output.open("a", encoding="utf-8") as out:
        for source, article in documents(args.texts, args.seed, {(row["source"], row["id"]) for row in rows}):
            size = len(article["text"].split())
            if left is not None and left <= 0:
                break
            left = None if left is None else left - size
            if (source, article["id"]) in done:
                continue
            row = {"source": source, "id": article["id"], "sha256": passages.digest(article["text"])}
            out.write(json.dumps(row | labelled(reader, article["text"]), ensure_ascii=False) + "\n")
            out.flush()
            words += size
            if words // 20_000 > shown:
                shown = words // 20_000
                print(f"{words} words, {words / (time.process_time() - began):.0f} a CPU s", flush=True)
    print(f"{words} words in {time.process_time() - began:.0f} CPU s", flush=True)


if __name__ == "__main__":
    main()
