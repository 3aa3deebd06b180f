"""Score development and test part, and write the documents' tables: ``python tools/passages_table.py TEXTS``.

Writes ``docs/measured/passages.json`` and, of the test part's errors, nothing
but how many there are of each kind (``passages-errors.json``).
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import _paths  # noqa: F401 - training/ on the path
import gold
import passages
from measure import errors, predict
from sitrex import api
from sitrex.evaluate.mistakes import Mistake
from sitrex.evaluate.scores import evaluate

MEASURED = passages.ROOT / "docs" / "measured"
COMMONEST = 30
ROWS = {
    "all lists, strict F1": "overall.strict.f1",
    "entities, strict F1": "entities.strict.f1",
    **{
        f"{label}, strict F1": f"entities.{label}.strict.f1"
        for label in ("PERSON", "NORP", "ORG", "GPE", "LOC", "FAC", "EQUIPMENT", "EVENT")
    },
    "units, span F1": "units.exact.f1",
    **{
        f"units, {field.replace('all', 'all fields')}": f"units.{field}.accuracy"
        for field in ("designator", "echelon", "branch", "service", "country", "name", "parent", "all")
    },
    "dates, span F1": "dates.exact.f1",
    "dates, value": "dates.value.accuracy",
    "numbers, span F1": "numbers.exact.f1",
    "numbers, value": "numbers.value.accuracy",
    "numbers, modifier": "numbers.modifier.accuracy",
    "numbers, unit of measure": "numbers.unit.accuracy",
    "numbers, counted": "numbers.counted.accuracy",
}


def kinds(mistakes: Iterable[Mistake]) -> list[dict[str, Any]]:
    """How many mistakes there are of each of the commonest kinds; of a wrong field its name."""
    counts = Counter((m.list, m.field or m.kind, m.gold_label or "–", m.predicted_label or "–") for m in mistakes)
    names = ("list", "error", "gold", "predicted", "count")
    return [dict(zip(names, (*kind, count), strict=True)) for kind, count in counts.most_common(COMMONEST)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path, help="folder with the source files")
    args = parser.parse_args()
    pipeline = api.load()
    eras = {key: row["era"] for key, row in passages.load(args.texts).items()}
    columns: dict[str, dict[str, Any]] = {}
    for part in ("development", "test"):
        wanted = gold.load_passages(args.texts, part)
        predicted = predict(pipeline, wanted)
        columns[part] = evaluate(wanted, predicted)["measures"]
    for era in ("older", "recent"):
        kept = [n for n, row in enumerate(wanted) if eras[row["document"]["id"]] == era]
        columns[f"test, {era}"] = evaluate([wanted[n] for n in kept], [predicted[n] for n in kept])["measures"]
    rows = [
        {"measure": title} | {name: round(found[key]["value"], 3) for name, found in columns.items()}
        for title, key in ROWS.items()
    ]
    counted = kinds(m for m in errors(wanted, predicted) if m.field is None and m.kind != "value")
    for name, table in (("passages", rows), ("passages-errors", counted)):
        text = json.dumps({"rows": table}, indent=1)
        (MEASURED / f"{name}.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
