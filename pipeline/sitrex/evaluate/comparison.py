"""Two runs against one gold: differences, how sure they are, mentions won and lost.

Differences are B minus A. Both runs are drawn on the same bootstrap samples of
documents; p is that of approximate randomisation over documents.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, TypeAlias

from sitrex.evaluate.align import Mention
from sitrex.evaluate.counts import Counts, count_aligned
from sitrex.evaluate.errors import EvaluationError
from sitrex.evaluate.files import Records
from sitrex.evaluate.measures import Sample, measure, precision_recall_f1
from sitrex.evaluate.scores import RESAMPLES, Compared, compare_documents

Comparison: TypeAlias = dict[str, Any]
ROUNDS = 2000


def compare_files(gold: Path, a: Path, b: Path, *, resamples: int = RESAMPLES, seed: int = 0) -> Comparison:
    """:func:`compare` on files or folders of records."""
    return compare(Records(gold), Records(a), Records(b), resamples=resamples, seed=seed)


def compare(
    gold: Mapping[str, dict[str, Any]],
    a: Mapping[str, dict[str, Any]],
    b: Mapping[str, dict[str, Any]],
    *,
    resamples: int = RESAMPLES,
    seed: int = 0,
    each: Callable[[], object] | None = None,
) -> Comparison:
    """Every measure of both runs with difference, 95 % interval and p, and the gold mentions won and lost by B.

    A gold mention is won if B has its span and label right and A has not.
    Records are by id; ``each`` is called after every document. Raises :class:`EvaluationError` as ``evaluate`` does.
    """
    if not gold:
        raise EvaluationError("there is no gold record to score against")
    totals, samples = (Counts(), Counts()), (Sample(), Sample())
    won: list[dict[str, Any]] = []
    lost: list[dict[str, Any]] = []
    for left, right in zip(compare_documents(gold, a), compare_documents(gold, b), strict=True):
        for compared, total, sample in zip((left, right), totals, samples, strict=True):
            counts = count_aligned(compared.gold, compared.predicted, compared.alignments)
            total.add(counts)
            sample.add(measure(counts))
        won += _right_only(right, left)
        lost += _right_only(left, right)
        if each is not None:
            each()
    return {
        "documents": len(gold),
        "measures": _differences(totals, samples, resamples, seed),
        "won": won,
        "lost": lost,
        "bootstrap": {"resamples": resamples, "rounds": ROUNDS, "seed": seed, "level": 0.95, "unit": "document"},
    }


def _differences(
    totals: tuple[Counts, Counts], samples: tuple[Sample, Sample], resamples: int, seed: int
) -> dict[str, dict[str, float | None]]:
    left, right = measure(totals[0]), measure(totals[1])
    names = sorted(left.keys() | right.keys())
    nothing = (0.0, 0.0, 0.0, 0.0)
    bounds: list[tuple[float | None, float | None]] = [(None, None)] * len(names)
    chances: list[float | None] = [None] * len(names)
    if samples[0].documents > 1 and resamples > 0:
        from sitrex.evaluate.resample import draws, intervals, randomisation

        tables = [sample.matrix(names) for sample in samples]
        bounds = intervals(draws(tables[1], resamples, seed) - draws(tables[0], resamples, seed))
        chances = randomisation(tables[0], tables[1], ROUNDS, seed)
    found = {}
    for name, (low, high), p in zip(names, bounds, chances, strict=True):
        values = [precision_recall_f1(side.get(name, nothing))[2] for side in (left, right)]
        difference = None if values[0] is None or values[1] is None else values[1] - values[0]
        found[name] = {"a": values[0], "b": values[1], "difference": difference, "low": low, "high": high, "p": p}
    return found


def _right_only(one: Compared, other: Compared) -> Iterable[dict[str, Any]]:
    """The gold mentions that ``one`` has right and ``other`` has not."""
    for name, alignment in one.alignments.items():
        also = {_key(g) for g, p in other.alignments[name].pairs if _right(g, p)}
        for g, p in alignment.pairs:
            if _right(g, p) and _key(g) not in also:
                yield {
                    "document": one.identifier,
                    "list": name,
                    **{key: g.get(key) for key in ("id", "label", "start", "end", "text")},
                }


def _key(mention: Mention) -> tuple[int, int, str, Any]:
    return mention["start"], mention["end"], mention["label"], mention.get("id")


def _right(gold: Mention, predicted: Mention) -> bool:
    return all(gold[key] == predicted[key] for key in ("start", "end", "label"))
