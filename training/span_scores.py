"""Strict span scores as ``sitrex evaluate`` has them: optional mentions are not asked for and excuse what touches them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from read_labels import Labelled, Spans
from sitrex.annotate.tagger.bio import LABELS


def count(documents: Sequence[Labelled], found: Sequence[Spans]) -> Counter[tuple[str, str]]:
    """How many spans are right (``tp``), spurious (``fp``) and missed (``fn``), by label."""
    counts: Counter[tuple[str, str]] = Counter()
    for document, spans in zip(documents, found, strict=True):
        want, got = set(document.spans), set(spans)
        for span in want | got:
            kind = "tp" if span in want and span in got else "fp" if span in got else "fn"
            if kind != "fp" or not any(span[0] < end and start < span[1] for start, end in document.optional):
                counts[kind, span[2]] += 1
    return counts


def f1(counts: Counter[tuple[str, str]], labels: Sequence[str]) -> dict[str, float]:
    """Precision, recall, F1 and the number of gold spans over some labels."""
    tp, fp, fn = (sum(counts[kind, label] for label in labels) for kind in ("tp", "fp", "fn"))
    return {
        "p": round(tp / max(1, tp + fp), 3),
        "r": round(tp / max(1, tp + fn), 3),
        "f1": round(2 * tp / max(1, 2 * tp + fp + fn), 3),
        "gold": tp + fn,
    }


def score(documents: Sequence[Labelled], found: Sequence[Spans]) -> dict[str, dict[str, float]]:
    """Micro over the labels of entities, each label, UNIT among them."""
    counts = count(documents, found)
    entities = [label for label in LABELS if label != "UNIT"]
    return {"entities": f1(counts, entities)} | {label: f1(counts, [label]) for label in LABELS}


def brief(documents: Sequence[Labelled], found: Sequence[Spans]) -> dict[str, float]:
    """F1 of entities and of units."""
    counts = count(documents, found)
    return {
        "entities": f1(counts, [label for label in LABELS if label != "UNIT"])["f1"],
        "UNIT": f1(counts, ["UNIT"])["f1"],
    }
