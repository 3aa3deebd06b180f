"""The two models of sitrex beside spaCy's: speed and the names that they find, in one run.

    python bench/models.py DATA [--words 12000]

DATA is the folder with the source files that ``corpus/passages/index.jsonl`` names. Words a CPU second are those of
``war-articles.jsonl``, each text read once, as a ratio to the bare ``en_core_web_sm``; F1 is strict, over the eight labels, on the
passages of ``development`` and ``genre_check``. spaCy's labels are mapped where they mean the same, and its articles
before names are cut off: it follows other guidelines, so that its F1 says no more than what one gets without a model of one's own.
"""

from __future__ import annotations

import argparse
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import stock
from spacy.language import Language

from sitrex import api
from sitrex.ingest.article import Article

sys.path.append(str(Path(__file__).resolve().parent.parent / "training"))

import passages
import read_labels
import span_scores

PARTS: Final = ("development", "genre_check")
LABELS: Final = {"PRODUCT": "EQUIPMENT"} | {name: name for name in "PERSON NORP ORG GPE LOC FAC EVENT".split()}
Spans = list[tuple[int, int, str]]


def of_spacy(nlp: Language) -> Callable[[str], Spans]:
    """What a stock pipeline finds in a text, under our labels."""

    def read(text: str) -> Spans:
        found = []
        for ent in nlp(text).ents:
            if ent.label_ in LABELS:
                start = ent.start_char + 4 * ent.text.lower().startswith("the ")
                found.append((start, ent.end_char, LABELS[ent.label_]))
        return found

    return read


def of_sitrex(model: str | None) -> Callable[[str], Spans]:
    """The entities and units of a record."""
    pipeline = api.load(model)

    def read(text: str) -> Spans:
        record = pipeline(Article(id="bench", text=text))
        return [(m.start, m.end, m.label) for m in (*record.entities, *record.units)]

    return read


def rows() -> Iterator[tuple[str, Callable[[str], Spans]]]:
    """Each system by its name; what the index does not give is said and left out."""
    for size in stock.PACKAGES:
        for kind in ("bare", "full"):
            if (nlp := stock.load(size, bare=kind == "bare")) is None:
                print(f"NOT RUN: en_core_web_{size}, which the package index does not give")
            else:
                yield f"en_core_web_{size}, {kind}", of_spacy(nlp)
    yield "sitrex, default", of_sitrex(None)
    yield "sitrex, accurate", of_sitrex("accurate")


def seconds(read: Callable[[str], Spans], texts: list[str]) -> float:
    """CPU seconds over all texts but the first, which stands for what is loaded at first use."""
    read(texts[0])
    begin = time.process_time()
    for text in texts[1:]:
        read(text)
    return time.process_time() - begin


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--words", type=int, default=12_000, help="words that speed is measured on")
    args = parser.parse_args()
    warnings.filterwarnings("ignore")
    texts: list[str] = []
    for article in passages.read_articles(args.data / "war-articles.jsonl"):
        if sum(len(text.split()) for text in texts) >= args.words:
            break
        texts.append(article["text"])
    held = {part: read_labels.read(args.data, part) for part in PARTS}
    base = 0.0
    print(f"{'':26}{'speed':>8}" + "".join(f"{part:>14}" for part in PARTS))
    for name, read in rows():
        spent = seconds(read, texts)
        base = base or spent
        f1 = [
            span_scores.score(documents, [read(d.text) for d in documents])["entities"]["f1"]
            for documents in held.values()
        ]
        print(f"{name:26}{base / spent:>8.2f}" + "".join(f"{value:>14.3f}" for value in f1), flush=True)


if __name__ == "__main__":
    main()
