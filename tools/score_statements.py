"""Score what the pipeline says of figures and units on a labelled part: status, sayer, outcome, side, place, date.

    python tools/score_statements.py TEXTS --part genre_check [--errors]

Counted are aligned mentions whose labels have the field. Precision, recall and F1 are of what is stated: a status other than
``stated``, an outcome, a sayer and so on; ``right`` is the share of all, null and ``stated`` included. Of numbers, the last
line counts an outcome of a missed number as missed and that of a spurious one as wrong. The test part is for reporting: its
errors are not for looking at.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import _paths  # noqa: F401 - training/ on the path
import gold
import measure
from sitrex import api
from sitrex.evaluate.align import Mention
from sitrex.evaluate.counts import FieldCounts, align_lists
from sitrex.evaluate.fields import FIELDS, Links
from sitrex.evaluate.measures import precision_recall_f1

SCORED = {
    "numbers": ("status", "said_by", "outcome", "of", "side", "at", "when"),
    "units": ("status", "said_by"),
}


def counted(wanted: bool, said: bool, right: bool) -> FieldCounts:
    """The counts of one pair."""
    return FieldCounts(1, right, wanted, said, right and wanted and said)


def line(name: str, counts: FieldCounts) -> str:
    """The score of a field as a line of text."""
    shares = precision_recall_f1(
        (counts.stated_correct, counts.stated_predicted, counts.stated_correct, counts.stated_gold)
    )
    told = "  ".join(f"{title} {share or 0:.3f}" for title, share in zip(("P", "R", "F1"), shares, strict=True))
    right = counts.correct / max(counts.pairs, 1)
    return f"{name:18s} right {right:.3f} of {counts.pairs:4d}   {told}   {counts.stated_gold:3d} in gold"


def stated(field: str, mention: Mention) -> bool:
    """Whether a mention says anything for a field beyond what all say."""
    return mention.get(field) not in (None, "stated")


def shown(value: Any) -> str:
    """A value of a field in short."""
    return str(value["text"]) if isinstance(value, dict) else str(value)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path)
    parser.add_argument("--part", choices=gold.STATED, required=True)
    parser.add_argument("--errors", action="store_true", help="list every error in its sentence")
    args = parser.parse_args()
    wanted = gold.load_passages(args.texts, args.part)
    scores: dict[str, FieldCounts] = {}
    for row, record in zip(wanted, measure.predict(api.load(), wanted), strict=True):
        alignments = align_lists(row, record)
        links = Links(alignments.values())
        for name, fields in SCORED.items():
            for field in (f for f in FIELDS[name] if f.name in fields):
                for pair in alignments[name].pairs:
                    if not field.applies(pair[0]):
                        continue
                    same = field.same(*pair, links)
                    said = (stated(field.name, mention) for mention in pair)
                    scores.setdefault(field.name, FieldCounts()).add(counted(*said, same))
                    if args.errors and not same:
                        _print_error(row, field.name, pair)
        _whole(scores.setdefault("outcome, end to end", FieldCounts()), alignments["numbers"])
    for name, counts in scores.items():
        print(line(name, counts))


def _whole(counts: FieldCounts, alignment: Any) -> None:
    for left, right in alignment.pairs:
        counts.add(counted(stated("outcome", left), stated("outcome", right), left["outcome"] == right["outcome"]))
    for wanted, mentions in ((True, alignment.missed), (False, alignment.spurious)):
        for _ in filter(lambda mention: stated("outcome", mention), mentions):
            counts.add(counted(wanted, not wanted, right=False))


def _print_error(row: dict[str, Any], field: str, pair: Iterable[Mention]) -> None:
    left, right = pair
    sentence = " ".join(row["text"][slice(*row["sentences"][left["sentence"]])].split())
    links = {m["id"]: m["text"] for name in ("entities", "dates") for m in row[name]}
    value = left[field]
    said = links.get(value, value) if isinstance(value, str) else value
    print(f"{row['document']['id']} {field} {left['text']!r}: {shown(said)} / {shown(right[field])}\n    {sentence}")


if __name__ == "__main__":
    main()
