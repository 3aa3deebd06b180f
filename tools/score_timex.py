"""Score the dates on TIMEX3 data of others: spans, values and modifiers.

    python tools/score_timex.py DATA.jsonl [--errors]

A leading ``the`` or possessive is left out on both sides (``sitrex.evaluate.determiners``), and so is the zone of the data's
times, which ours leave to a field.
"""

from __future__ import annotations

import argparse
import datetime
import functools
import json
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import spacy
from spacy.language import Language

import _paths  # noqa: F401 - the package on the path
from sitrex.annotate.base import Context
from sitrex.annotate.dates import DatesAnnotator
from sitrex.evaluate.determiners import without_determiners

ZONE: Final = re.compile(r"(?<=T\d\d:\d\d)(?:Z|[+-]\d\d:?\d\d)$")
Row = dict[str, Any]
Show = Callable[..., object]


def parse_day(text: str | None) -> datetime.date | None:
    """The day of publication as a data set writes it."""
    if not text:
        return None
    return (
        datetime.date.fromisoformat(text) if text[:4].isdigit() else datetime.datetime.strptime(text, "%d-%m-%Y").date()
    )


def predict(nlp: Language, annotator: DatesAnnotator, row: Row) -> list[Row]:
    """The dates of a document as mentions with the fields that are scored."""
    found = annotator.resolve(annotator.match(nlp(row["text"])), Context(row["text"], parse_day(row["published"])))
    fields = ("start", "end", "text", "label", "value", "mod")
    return [{name: getattr(mention, name) for name in fields} for mention in found]


def count(row: Row, found: list[Row], show: Show) -> Counter[str]:
    """What of a document's dates is found and right; each gold date has the date of its span, else one that touches it."""
    gold, found = (without_determiners({"dates": dates})["dates"] for dates in (row["dates"], found))
    tally = Counter(gold=len(gold), found=len(found))
    spans = {(mention["start"], mention["end"]): mention for mention in found}
    exact = [spans.get((mention["start"], mention["end"])) for mention in gold]
    free = [mention for mention in found if not any(mention is other for other in exact)]
    for wanted, same in zip(gold, exact, strict=True):
        pair = same or next((m for m in free if m["start"] < wanted["end"] and wanted["start"] < m["end"]), None)
        if pair is None:
            show("MISS", wanted["text"], wanted["value"], "", _around(row, wanted))
            continue
        if same is None:
            free.remove(pair)
        right = pair["value"] == ZONE.sub("", wanted["value"])
        tally.update(relaxed=1, strict=same is not None, value=right, mod=pair["mod"] == wanted["mod"])
        if not right:
            show("VALUE", wanted["text"], wanted["value"], pair["value"], _around(row, wanted))
        elif same is None:
            show("SPAN", wanted["text"], pair["text"], "", _around(row, wanted))
    for mention in free:
        show("EXTRA", mention["text"], mention["value"], "", _around(row, mention))
    return tally


def _around(row: Row, mention: Row) -> str:
    return str(row["text"][max(0, mention["start"] - 60) : mention["end"] + 40]).replace("\n", "¶")


def report(name: str, tally: Counter[str]) -> None:
    """Print the scores of a tally."""
    gold, found, relaxed = tally["gold"], tally["found"], max(tally["relaxed"], 1)
    shares = {f"{what} F1": 2 * tally[what] / max(gold + found, 1) for what in ("strict", "relaxed", "value")}
    shares |= {"recall": tally["relaxed"] / max(gold, 1)}
    shares |= {"value of matched": tally["value"] / relaxed, "mod of matched": tally["mod"] / relaxed}
    print(
        f"{name:28} gold {gold:5} found {found:5} " + " ".join(f"{what} {share:.3f}" for what, share in shares.items())
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--errors", action="store_true", help="list what is missed or wrong")
    args = parser.parse_args()
    nlp = spacy.blank("en")
    nlp.max_length = 10_000_000
    annotator = DatesAnnotator(nlp.vocab)
    show: Show = functools.partial(print, sep=" | ") if args.errors else lambda *_: None
    total: Counter[str] = Counter()
    for line in args.data.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        total.update(count(row, predict(nlp, annotator, row), show))
    report("all", total)


if __name__ == "__main__":
    main()
