"""Gold and predicted records in, scores out.

The scores are a plain dict; ``schemas/scores.schema.json`` describes every
field of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from sitrex.evaluate.align import Alignment
from sitrex.evaluate.counts import Counts, align_lists, check_texts, count_aligned
from sitrex.evaluate.errors import EvaluationError, valid_records
from sitrex.evaluate.fields import FIELDS, LISTS
from sitrex.evaluate.files import Records, by_id
from sitrex.evaluate.measures import SCHEMES, TEMPEVAL3, Sample, Sums, measure, precision_recall_f1

Scores: TypeAlias = dict[str, Any]
SCHEMA_VERSION = "1.0.0"
RESAMPLES = 1000

_SIDES = ("correct", "incorrect", "partial")


@dataclass(frozen=True, slots=True)
class Compared:
    """One document of an evaluation: its gold record, its predicted record (``{}`` if missing), their alignment."""

    gold: Mapping[str, Any]
    predicted: Mapping[str, Any]
    alignments: Mapping[str, Alignment]

    @property
    def identifier(self) -> str:
        """The document's id."""
        return str(self.gold["document"]["id"])


def compare_documents(
    gold: Mapping[str, dict[str, Any]], predicted: Mapping[str, dict[str, Any]]
) -> Iterator[Compared]:
    """Each gold document with its prediction, in gold order, aligned.

    Raises :class:`EvaluationError` where the two are of different texts.
    """
    for identifier in gold:
        left = gold[identifier]
        right = predicted.get(identifier, {})
        with valid_records(identifier):
            if right:
                check_texts(left, right)
            alignments = align_lists(left, right)
        yield Compared(left, right, alignments)


def evaluate(gold: Iterable[Any], predicted: Iterable[Any], *, resamples: int = RESAMPLES, seed: int = 0) -> Scores:
    """Score predicted records against gold records, joined on ``document.id``.

    Records are JSON dicts or objects with ``to_json()``. A gold document
    without prediction counts as all missed, a predicted one without gold is
    listed and ignored. ``resamples`` and ``seed`` are those of the bootstrap.
    Raises :class:`EvaluationError` for an id that occurs twice and for records
    of different texts.

    >>> import sitrex
    >>> record = sitrex.extract("The 47th Brigade held Pokrovsk.")
    >>> sitrex.evaluate([record], [record], resamples=0)["lists"]["units"]["micro"]["strict"]["f1"]
    1.0
    """
    return evaluate_mapped(by_id(map(_plain, gold)), by_id(map(_plain, predicted)), resamples=resamples, seed=seed)


def evaluate_files(
    gold: Path,
    predicted: Path,
    *,
    resamples: int = RESAMPLES,
    seed: int = 0,
    each: Callable[[Compared], object] | None = None,
    texts: Mapping[str, str] | None = None,
) -> Scores:
    """:func:`evaluate` on files or folders of records, one document in memory at a time.

    ``each`` is called with every document when it is scored; ``texts`` are the
    texts by document id of records that do not carry them.
    """
    sides = Records(gold, texts), Records(predicted, texts)
    return evaluate_mapped(*sides, resamples=resamples, seed=seed, each=each)


def evaluate_mapped(
    gold: Mapping[str, dict[str, Any]],
    predicted: Mapping[str, dict[str, Any]],
    *,
    resamples: int = RESAMPLES,
    seed: int = 0,
    each: Callable[[Compared], object] | None = None,
) -> Scores:
    """:func:`evaluate` on records by id."""
    if not gold:
        raise EvaluationError("there is no gold record to score against")
    if predicted and gold.keys().isdisjoint(predicted):
        first = f"{next(iter(gold))!r} of the gold and {next(iter(predicted))!r} of the records"
        raise EvaluationError(f"no document.id is in both, which joins them: {first} are the first ones")
    total, sample, missing = Counts(), Sample(), []
    for compared in compare_documents(gold, predicted):
        with valid_records(compared.identifier):
            counts = count_aligned(compared.gold, compared.predicted, compared.alignments)
        total.add(counts)
        sample.add(measure(counts))
        if not compared.predicted:
            missing.append(compared.identifier)
        if each is not None:
            each(compared)
    extra = [identifier for identifier in predicted if identifier not in gold]
    documents = {"gold": len(gold), "predicted": len(predicted), "missing": missing, "extra": extra}
    return _scores(total, sample, documents, resamples, seed)


def _plain(record: Any) -> Any:
    return record.to_json() if hasattr(record, "to_json") else record


def _scores(total: Counts, sample: Sample, documents: dict[str, Any], resamples: int, seed: int) -> Scores:
    sums = measure(total)
    return {
        "schema_version": SCHEMA_VERSION,
        "documents": documents,
        "overall": {"micro": _block("overall", total, sums), "macro_lists": _macro(list(LISTS), sums)},
        "lists": {name: _list(name, total, sums, sample) for name in LISTS if name in total.lists},
        "distinct": {
            kind: {"gold": int(s[3]), "predicted": int(s[1]), "found": int(s[0])} | _prf(s)
            for (name, kind), s in sorted(total.sums.items())
            if name == "distinct"
        },
        "measures": _with_intervals(sums, sample, resamples, seed),
        "bootstrap": {"resamples": resamples, "seed": seed, "level": 0.95, "unit": "document"},
    }


def _list(name: str, total: Counts, sums: dict[str, Sums], sample: Sample) -> dict[str, Any]:
    met = {key: n for key, n in total.met.items() if key[0] == name}
    labels = sorted({label for _, gold, predicted, _ in met for label in (gold, predicted) if label is not None})
    block: dict[str, Any] = {
        "micro": _block(name, total, sums),
        "macro_labels": _macro([f"{name}.{label}" for label in labels], sums),
        "macro_documents": {
            scheme: sample.mean(key) if (key := f"{name}.{scheme}.f1") in sample else None for scheme in SCHEMES
        },
        "labels": {label: _block(name, total, sums, label) for label in labels},
        "confusion": [
            {"gold": gold, "predicted": predicted, "same_span": exact, "count": n}
            for (_, gold, predicted, exact), n in sorted(met.items(), key=lambda item: (-item[1], str(item[0])))
        ],
        "fields": {each.name: _field(name, each.name, total, sums) for each in FIELDS[name]},
    }
    if name == "dates":
        keys = {aspect: f"dates.tempeval3.{aspect}.f1" for aspect in TEMPEVAL3}
        block["tempeval3"] = {aspect: _prf(sums.get(key, (0, 0, 0, 0))) for aspect, key in keys.items()}
    if (name, "b3") in total.sums:
        block["b3"] = _prf(total.sums[name, "b3"])
    return block


def _block(name: str, total: Counts, sums: dict[str, Sums], label: str | None = None) -> dict[str, Any]:
    """Counts and scores under the four schemes, of the mentions of one list, one label or all."""
    found: dict[str, Any] = {"gold": 0, "predicted": 0}
    outcomes = {s: {"gold": dict.fromkeys((*_SIDES, "missed"), 0)} for s in SCHEMES}
    for tally in outcomes.values():
        tally["predicted"] = dict.fromkeys((*_SIDES, "spurious"), 0)
    for (listed, gold, predicted, exact), n in total.met.items():
        if name not in ("overall", listed):
            continue
        on_gold = gold is not None if label is None else gold == label
        on_predicted = predicted is not None if label is None else predicted == label
        found["gold"] += n * on_gold
        found["predicted"] += n * on_predicted
        for scheme, tally in outcomes.items():
            outcome = _outcome(scheme, gold, predicted, exact)
            if on_gold:
                tally["gold"][outcome] += n
            if on_predicted:
                tally["predicted"][outcome] += n
    key = name if label is None else f"{name}.{label}"
    for scheme in SCHEMES:
        found[scheme] = outcomes[scheme] | _prf(sums.get(f"{key}.{scheme}.f1", (0, 0, 0, 0)))
    return found


def _outcome(scheme: str, gold: str | None, predicted: str | None, exact: bool) -> str:
    if predicted is None:
        return "missed"
    if gold is None:
        return "spurious"
    if scheme == "partial":
        return "correct" if exact else "partial"
    right = {"strict": exact and gold == predicted, "exact": exact, "type": gold == predicted}[scheme]
    return "correct" if right else "incorrect"


def _field(name: str, field: str, total: Counts, sums: dict[str, Sums]) -> dict[str, Any]:
    tally = total.fields.get((name, field))
    pairs, correct = (tally.pairs, tally.correct) if tally else (0, 0)
    stated = (
        (tally.stated_correct, tally.stated_predicted, tally.stated_correct, tally.stated_gold)
        if tally
        else (0, 0, 0, 0)
    )
    return {
        "pairs": pairs,
        "correct": correct,
        "accuracy": correct / pairs if pairs else None,
        "stated": {"gold": stated[3], "predicted": stated[1], "correct": stated[0]} | _prf(stated),
        "end_to_end_f1": precision_recall_f1(sums.get(f"{name}.{field}.f1", (0, 0, 0, 0)))[2],
    }


def _macro(names: list[str], sums: dict[str, Sums]) -> dict[str, Any]:
    """The plain mean over lists or labels of what each scores, where it scores anything."""
    found = {}
    for scheme in SCHEMES:
        told = [precision_recall_f1(sums[key]) for name in names if (key := f"{name}.{scheme}.f1") in sums]
        found[scheme] = {
            part: _mean([scores[place] for scores in told]) for place, part in enumerate(("precision", "recall", "f1"))
        }
    return found


def _mean(values: list[float | None]) -> float | None:
    told = [value for value in values if value is not None]
    return sum(told) / len(told) if told else None


def _prf(sums: Sums) -> dict[str, float | None]:
    return dict(zip(("precision", "recall", "f1"), precision_recall_f1(sums), strict=True))


def _with_intervals(sums: dict[str, Sums], sample: Sample, resamples: int, seed: int) -> dict[str, Any]:
    names = sorted(sums)
    bounds: list[tuple[float | None, float | None]] = [(None, None)] * len(names)
    if sample.documents > 1 and resamples > 0:
        # NumPy only where it is used: the command line's help does not wait for it
        from sitrex.evaluate.resample import draws, intervals

        bounds = intervals(draws(sample.matrix(names), resamples, seed))
    return {
        name: {
            "value": precision_recall_f1(sums[name])[2],
            "low": low,
            "high": high,
            "macro_documents": sample.mean(name),
        }
        for name, (low, high) in zip(names, bounds, strict=True)
    }
