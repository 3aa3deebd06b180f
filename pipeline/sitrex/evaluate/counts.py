"""What is counted in one document; everything else is arithmetic over these counts.

:func:`count` compares one gold record with one predicted record and gives a
:class:`Counts`: for each list how often each gold label met each predicted
label with the same or another span, for each field how often it was right, and
for clusters and distinct values their sums. Counts of documents add up.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sitrex.evaluate.align import Alignment, Mention, align
from sitrex.evaluate.clusters import b_cubed
from sitrex.evaluate.distinct import distinct_values
from sitrex.evaluate.errors import EvaluationError
from sitrex.evaluate.fields import FIELDS, LISTS, Field, Links

CLUSTERED = ("entities", "units")
"""The lists whose mentions form clusters."""


@dataclass(slots=True)
class FieldCounts:
    """One field: aligned pairs scored, right among them, and how often either side states it."""

    pairs: int = 0
    correct: int = 0
    stated_gold: int = 0
    stated_predicted: int = 0
    stated_correct: int = 0

    def add(self, other: FieldCounts) -> None:
        """Add the counts of other documents."""
        self.pairs += other.pairs
        self.correct += other.correct
        self.stated_gold += other.stated_gold
        self.stated_predicted += other.stated_predicted
        self.stated_correct += other.stated_correct


@dataclass(slots=True)
class Counts:
    """The counts of one document, or of several added up.

    ``met`` counts by (list, gold label or None for spurious, predicted label or
    None for missed, same span). ``fields`` is by (list, field). ``sums`` is by
    (list, ``"b3"``) and (``"distinct"``, kind) and holds the numerators and
    denominators of precision and recall.
    """

    lists: set[str] = field(default_factory=set)
    met: Counter[tuple[str, str | None, str | None, bool]] = field(default_factory=Counter)
    fields: dict[tuple[str, str], FieldCounts] = field(default_factory=dict)
    sums: dict[tuple[str, str], tuple[float, float, float, float]] = field(default_factory=dict)

    def add(self, other: Counts) -> None:
        """Add the counts of other documents."""
        self.lists |= other.lists
        for key, number in other.met.items():
            self.met[key] += number
        for name, counts in other.fields.items():
            self.fields.setdefault(name, FieldCounts()).add(counts)
        for name, sums in other.sums.items():
            before = self.sums.get(name, (0.0, 0.0, 0.0, 0.0))
            self.sums[name] = (
                before[0] + sums[0],
                before[1] + sums[1],
                before[2] + sums[2],
                before[3] + sums[3],
            )


def check_texts(gold: Mapping[str, Any], predicted: Mapping[str, Any]) -> None:
    """Raise :class:`EvaluationError` where two records of one id are of different texts."""
    digests = [record["document"].get("sha256") for record in (gold, predicted)]
    if None not in digests and digests[0] != digests[1]:
        raise EvaluationError(
            f"document {gold['document']['id']!r}: gold and prediction are of different texts "
            f"(sha256 {digests[0][:12]}… and {digests[1][:12]}…); extract the text that the gold was made from"
        )


def align_lists(gold: Mapping[str, Any], predicted: Mapping[str, Any]) -> dict[str, Alignment]:
    """The alignment of each list that the gold record has; a list that it lacks was never labelled."""
    return {name: align(gold[name], predicted.get(name, ())) for name in LISTS if name in gold}


def count(gold: Mapping[str, Any], predicted: Mapping[str, Any]) -> Counts:
    """The counts of one document; ``predicted`` may be ``{}`` for a record that is missing."""
    return count_aligned(gold, predicted, align_lists(gold, predicted))


def count_aligned(gold: Mapping[str, Any], predicted: Mapping[str, Any], alignments: Mapping[str, Alignment]) -> Counts:
    """The counts of one document whose lists are aligned already."""
    counts = Counts(lists=set(alignments))
    links = Links(alignments.values())
    for name, alignment in alignments.items():
        met = counts.met
        for g, p in alignment.pairs:
            met[name, g["label"], p["label"], g["start"] == p["start"] and g["end"] == p["end"]] += 1
        for mention in alignment.missed:
            met[name, mention["label"], None, False] += 1
        for mention in alignment.spurious:
            met[name, None, mention["label"], False] += 1
        _count_fields(counts, name, alignment, links)
        if name in CLUSTERED:
            counts.sums[name, "b3"] = b_cubed(alignment)
    for kind, sums in distinct_values(gold, predicted).items():
        counts.sums["distinct", kind] = sums
    return counts


def _count_fields(counts: Counts, name: str, alignment: Alignment, links: Links) -> None:
    for each in FIELDS[name]:
        tally = _count_field(each, alignment.pairs, links)
        if tally.pairs:
            counts.fields[name, each.name] = tally


def _count_field(each: Field, aligned: Iterable[tuple[Mention, Mention]], links: Links) -> FieldCounts:
    # runs for every field of every pair: local counters, and no call where both sides are null
    pairs = correct = stated_gold = stated_predicted = stated_correct = 0
    keys, same, applies = each.keys, each.same, each.applies
    key = keys[0] if len(keys) == 1 else None
    for g, p in aligned:
        if not applies(g):
            continue
        pairs += 1
        if key is not None:
            in_gold, in_predicted = g[key] is not None, p.get(key) is not None
        else:
            in_gold, in_predicted = each.stated(g), each.stated(p)
        if not (in_gold or in_predicted):
            correct += 1
            continue
        if same(g, p, links):
            correct += 1
            # right though only one side states something: gold leaves it open, so neither side is held to it
            stated = in_gold and in_predicted
            stated_gold += stated
            stated_predicted += stated
            stated_correct += stated
        else:
            stated_gold += in_gold
            stated_predicted += in_predicted
    return FieldCounts(pairs, correct, stated_gold, stated_predicted, stated_correct)
