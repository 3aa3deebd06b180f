"""Scores on the passages of real reports, family by family of genres.

    python tools/families.py TEXTS --part genre_check [--beside accurate] [--json FILE] [--whole FILE] [--kinds FILE]

A cell of fewer than a hundred gold mentions is no measure to hold anybody to; the count stands beside each score.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import _paths  # noqa: F401 - training/ on the path
import genres
import gold
import measure
import passages
import passages_table
from sitrex import api
from sitrex.evaluate.scores import evaluate

COLUMNS = {
    "entities": "entities.strict.f1",
    "units": "units.exact.f1",
    "dates": "dates.exact.f1",
    "date values": "dates.value.f1",
    "numbers": "numbers.exact.f1",
    "number values": "numbers.value.accuracy",
}


Records = list[dict[str, Any]]


def score(texts: Path, wanted: Records, predicted: Records) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """A row a family, and the measures of all."""
    families = {key: row.get("family") for key, row in passages.load(texts).items()}
    table, whole = [], {}
    for family in ("all", *genres.FAMILIES):
        kept = [n for n, row in enumerate(wanted) if family in ("all", families[row["document"]["id"]])]
        found = evaluate([wanted[n] for n in kept], [predicted[n] for n in kept])["measures"]
        whole = whole or found
        row: dict[str, Any] = {"family": family}
        for title, key in COLUMNS.items():
            cell = found.get(key, {"value": None, "support": 0})
            row[title] = None if cell["value"] is None else round(cell["value"], 3)
            if title in ("entities", "units", "dates", "numbers"):
                row[f"{title}, gold"] = sum(len(wanted[n][title]) for n in kept)
        table.append(row)
    return table, whole


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path)
    parser.add_argument("--part", choices=sorted(genres.PARTS), required=True)
    parser.add_argument("--model", help="as in sitrex run")
    parser.add_argument("--beside", metavar="MODEL", help="entities and units of this model in columns of their own")
    parser.add_argument("--json", type=Path, help="write the table here")
    parser.add_argument("--whole", type=Path, help="write the measures of the whole part here")
    parser.add_argument("--kinds", type=Path, help="write here how many mistakes there are of each kind, none itself")
    args = parser.parse_args()
    wanted = gold.load_passages(args.texts, args.part)
    predicted = measure.predict(api.load(args.model), wanted)
    table, whole = score(args.texts, wanted, predicted)
    if args.beside:
        others, _ = score(args.texts, wanted, measure.predict(api.load(args.beside), wanted))
        for row, other in zip(table, others, strict=True):
            row |= {f"{name}, {args.beside}": other[name] for name in ("entities", "units")}
    for row in table:
        print(" | ".join(f"{name} {value}" for name, value in row.items()))
    rows = [
        {"measure": t, "value": round(whole[k]["value"], 3)}
        for t, k in passages_table.ROWS.items()
        if whole[k]["value"] is not None
    ]
    print("\n".join(f"{row['measure']}: {row['value']}" for row in rows))
    kinds = passages_table.kinds(measure.errors(wanted, predicted)) if args.kinds else []
    for file, written in ((args.json, table), (args.whole, rows), (args.kinds, kinds)):
        if file:
            file.write_text(json.dumps({"rows": written}, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
