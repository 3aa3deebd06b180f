"""The named measures: how each is computed from counts, and their sums document by document.

A measure is four sums: numerator and denominator of precision, numerator and
denominator of recall. Its value is their harmonic mean (F1); an accuracy has
the same ratio twice. Sums of documents add up, so the micro value of any set
of documents, a bootstrap sample included, is arithmetic over them.

Names, as in floors, comparisons and the scores:

``overall.SCHEME.f1``, ``LIST.SCHEME.f1``, ``LIST.LABEL.SCHEME.f1``
    SemEval-2013, SCHEME being strict, exact, partial or type.
``LIST.FIELD.accuracy``
    aligned pairs whose field is right.
``LIST.FIELD.f1``
    the same end to end: missed and spurious mentions count as wrong.
``dates.tempeval3.ASPECT.f1``
    TempEval-3, ASPECT being strict, relaxed, type, value or mod.
``LIST.b3.f1``
    clusters.
``distinct.KIND.f1``
    distinct values of a document.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from typing import TYPE_CHECKING, TypeAlias

from sitrex.evaluate.counts import Counts
from sitrex.evaluate.fields import FIELDS, LISTS

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Sums: TypeAlias = tuple[float, float, float, float]
"""Numerator and denominator of precision, numerator and denominator of recall."""

SCHEMES = ("strict", "exact", "partial", "type")
TEMPEVAL3 = ("strict", "relaxed", "type", "value", "mod")

_CREDIT = {
    # (same span, same label): credit under strict, exact, partial, type
    (True, True): (1.0, 1.0, 1.0, 1.0),
    (True, False): (0.0, 1.0, 1.0, 0.0),
    (False, True): (0.0, 0.0, 0.5, 1.0),
    (False, False): (0.0, 0.0, 0.5, 0.0),
}


def precision_recall_f1(sums: Sums) -> tuple[float | None, float | None, float | None]:
    """Precision, recall, F1; None where there is nothing to divide by, F1 only where both are.

    >>> precision_recall_f1((3, 4, 3, 6))
    (0.75, 0.5, 0.6)
    >>> precision_recall_f1((0, 0, 0, 6))
    (None, 0.0, 0.0)
    """
    precision = sums[0] / sums[1] if sums[1] else None
    recall = sums[2] / sums[3] if sums[3] else None
    if precision is None and recall is None:
        return None, None, None
    if not precision or not recall:
        return precision, recall, 0.0
    return precision, recall, 2 * precision * recall / (precision + recall)


def measure(counts: Counts) -> dict[str, Sums]:
    """The sums of every measure that these counts allow."""
    found = _by_scheme(counts)
    for (name, field), tally in counts.fields.items():
        correct, pairs = float(tally.correct), float(tally.pairs)
        found[f"{name}.{field}.accuracy"] = correct, pairs, correct, pairs
    for name in LISTS:
        if f"{name}.strict.f1" in found:
            found |= _end_to_end(name, counts, found[f"{name}.strict.f1"])
    if "dates.strict.f1" in found:
        found |= _tempeval3(counts, found)
    for (name, kind), sums4 in counts.sums.items():
        if sums4[1] or sums4[3]:
            found[f"{name}.{kind}.f1"] = sums4
    return found


def _by_scheme(counts: Counts) -> dict[str, Sums]:
    """The sums of mentions, over all, a list, a label, by each scheme."""
    totals: dict[str, list[list[float]]] = {}
    for (name, gold, predicted, exact), number in counts.met.items():
        credit = None
        if gold is not None and predicted is not None:
            credit = _CREDIT[exact, gold == predicted]
        for key, on_gold, on_predicted in (
            ("overall", gold is not None, predicted is not None),
            (name, gold is not None, predicted is not None),
            *(((f"{name}.{gold}", True, gold == predicted),) if gold is not None else ()),
            *(((f"{name}.{predicted}", False, True),) if predicted not in (None, gold) else ()),
        ):
            sums = totals.get(key)
            if sums is None:
                sums = totals[key] = [[0.0] * 4 for _ in SCHEMES]
            for place, each in enumerate(sums):
                gained = number * credit[place] if credit else 0.0
                if on_predicted:
                    each[0] += gained
                    each[1] += number
                if on_gold:
                    each[2] += gained
                    each[3] += number
    return {
        f"{key}.{scheme}.f1": (a, b, c, d)
        for key, schemes in totals.items()
        for scheme, (a, b, c, d) in zip(SCHEMES, schemes, strict=True)
    }


def _end_to_end(name: str, counts: Counts, strict: Sums) -> dict[str, Sums]:
    """F1 of fields that every mention of the list has: right only where mention and field are."""
    found = {}
    for field in FIELDS[name]:
        tally = counts.fields.get((name, field.name))
        if field.labels is None and field.everywhere:
            correct = float(tally.correct) if tally else 0.0
            found[f"{name}.{field.name}.f1"] = correct, strict[1], correct, strict[3]
    return found


def _tempeval3(counts: Counts, found: dict[str, Sums]) -> dict[str, Sums]:
    """Strict and relaxed spans; type, value and modifier over relaxed spans (UzZaman and others, 2013)."""
    _, actual, _, possible = found["dates.strict.f1"]
    met = sum(n for (name, g, p, _), n in counts.met.items() if name == "dates" and g is not None and p is not None)
    rights = {"strict": found["dates.exact.f1"][0], "relaxed": float(met), "type": found["dates.type.f1"][0]}
    for field in ("value", "mod"):
        tally = counts.fields.get(("dates", field))
        rights[field] = float(tally.correct) if tally else 0.0
    return {f"dates.tempeval3.{aspect}.f1": (n, actual, n, possible) for aspect, n in rights.items()}


class Sample:
    """The sums of every measure, document by document."""

    def __init__(self) -> None:
        self.documents = 0
        self._rows: dict[str, tuple[array[int], array[float]]] = {}

    def add(self, measures: dict[str, Sums]) -> None:
        """Add the measures of the next document."""
        for name, sums in measures.items():
            rows = self._rows.get(name)
            if rows is None:
                rows = self._rows[name] = array("q"), array("d")
            rows[0].append(self.documents)
            rows[1].extend(sums)
        self.documents += 1

    def __contains__(self, name: str) -> bool:
        return name in self._rows

    def names(self) -> list[str]:
        """The measures that any document has."""
        return list(self._rows)

    def mean(self, name: str) -> float | None:
        """The mean of a measure over the documents in which it has a value (macro over documents)."""
        values = self._rows[name][1]
        each = [precision_recall_f1((a, b, c, d))[2] for a, b, c, d in _fours(values)]
        told = [value for value in each if value is not None]
        return sum(told) / len(told) if told else None

    def matrix(self, names: Iterable[str]) -> NDArray[np.float64]:
        """The sums as an array of documents x measures x 4."""
        import numpy as np

        wanted = list(names)
        table = np.zeros((self.documents, len(wanted), 4))
        for column, name in enumerate(wanted):
            if name in self._rows:
                documents, values = self._rows[name]
                table[np.frombuffer(documents, dtype=np.int64), column] = np.frombuffer(values).reshape(-1, 4)
        return table


def _fours(values: array[float]) -> Iterable[tuple[float, float, float, float]]:
    return zip(values[0::4], values[1::4], values[2::4], values[3::4], strict=True)
