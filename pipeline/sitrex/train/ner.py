"""Go on training the model's ``ner`` with labelled records; the result is for ``--model``.

The model learns names and unit designations; dates, numbers and the fields
come from grammar and need no training.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from sitrex.annotate.docs import make_doc
from sitrex.annotate.layout import paragraphs
from sitrex.errors import SitrexError
from sitrex.train.composed import composed

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.training import Example

HELD_OUT: Final = 5
"""Every fifth document, by id, is held out to measure on."""

_BATCH: Final = 16
_DROPOUT: Final = 0.2
_RATE: Final = 0.0005
"""Adam's step: half of spaCy's default, since the model goes on from what it knows."""


@dataclass(frozen=True, slots=True)
class Trained:
    """What a training did: paragraphs learned from, and strict F1 before and after.

    ``before`` and ``after`` are of the held-out documents, ``known_before`` and
    ``known_after`` of the composed sentences (:mod:`sitrex.train.composed`):
    what falls there was forgotten.
    """

    paragraphs: int
    held_out: int
    before: float
    after: float
    known_before: float
    known_after: float


def train(
    records: Sequence[Mapping[str, Any]],
    output: str | Path,
    *,
    base: str | None = None,
    epochs: int = 10,
    seed: int = 0,
) -> Trained:
    """Train on gold records and write a spaCy pipeline.

    Args:
        records: records or gold records with their text; entities and units are learned.
        output: folder of the new model.
        base: the model to go on from, as ``--model`` takes it; sitrex's own if None.
        epochs: passes over the labels.
        seed: of the order of paragraphs and of dropout; the same seed gives the same model.

    Raises:
        SitrexError: fewer than two documents, a record without text, or a base that does not train.
    """
    from thinc.api import Adam, fix_random_seed

    from sitrex.flow import load

    for record in records:
        if record["text"] is None:
            raise SitrexError("text-missing", id=record["document"]["id"])
    if len(records) < 2:
        raise SitrexError("train-few", found=len(records))
    fix_random_seed(seed)
    nlp = load(base).nlp
    ordered = sorted(records, key=lambda r: str(r["document"]["id"]))
    held = [r for number, r in enumerate(ordered) if number % HELD_OUT == 1]
    learned = [e for r in ordered if not any(r is h for h in held) for e in _examples(nlp, r)]
    measured = [e for r in held for e in _examples(nlp, r)]
    known = [e for r in composed() for e in _examples(nlp, r)]
    ner = nlp.get_pipe("ner")
    if not hasattr(ner, "update"):
        raise SitrexError("train-base", name=base)
    for example in learned:
        for entity in example.reference.ents:
            ner.add_label(entity.label_)  # type: ignore[attr-defined]
    before, known_before = _strict_f1(nlp, measured), _strict_f1(nlp, known)
    optimiser = nlp.resume_training(sgd=Adam(_RATE, L2=0.01, grad_clip=1.0))
    rng = random.Random(seed)
    for _ in range(epochs):
        rng.shuffle(learned)
        for start in range(0, len(learned), _BATCH):
            nlp.update(learned[start : start + _BATCH], drop=_DROPOUT, sgd=optimiser)
    nlp.to_disk(output)
    after, known_after = _strict_f1(nlp, measured), _strict_f1(nlp, known)
    return Trained(len(learned), len(held), before, after, known_before, known_after)


def _examples(nlp: Language, record: Mapping[str, Any]) -> list[Example]:
    """One example a paragraph, as the model sees texts; a unit wins over an entity that it overlaps."""
    from spacy.training import Example
    from spacy.util import filter_spans

    text = record["text"]
    mentions = sorted([*record["units"], *record["entities"]], key=lambda m: m["start"])
    found = []
    for start, end in paragraphs(text):
        reference = make_doc(nlp, text[start:end])
        inside = [m for m in mentions if start <= m["start"] and m["end"] <= end]
        spans = [
            reference.char_span(m["start"] - start, m["end"] - start, label=m["label"], alignment_mode="expand")
            for m in sorted(inside, key=lambda m: m["label"] != "UNIT")
        ]
        reference.ents = filter_spans([span for span in spans if span is not None])
        found.append(Example(make_doc(nlp, text[start:end]), reference))
    return found


def _strict_f1(nlp: Language, examples: Sequence[Example]) -> float:
    right = wrong = 0
    for example in examples:
        doc: Doc = make_doc(nlp, example.reference.text)
        for _, component in nlp.pipeline:
            doc = component(doc)
        want = {(e.start_char, e.end_char, e.label_) for e in example.reference.ents}
        got = {(e.start_char, e.end_char, e.label_) for e in doc.ents}
        right += 2 * len(want & got)
        wrong += len(want ^ got)
    return right / (right + wrong) if right + wrong else 0.0
