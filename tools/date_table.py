"""Writes the tables of docs/dates.md: expressions from tests/cases/dates.jsonl, features from the weights.

Usage: date_table.py ; the sections between the markers are replaced.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "dates.md"
CASES = ROOT / "tests" / "cases" / "dates.jsonl"
ROWS = 60
WEIGHTS = ROOT / "pipeline" / "sitrex" / "vocab" / "weights"
HEAVY = 0.6
"""Least weight, either way, of a feature that a page shows of a long table; the rest is in the file."""


def table() -> str:
    """Sixty cases with one expression each, spread evenly over all of them, as a Markdown table."""
    cases = [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()]
    single = [case for case in cases if len(case["expect"]) == 1 and "\n" not in case["text"]]
    chosen = [single[k * len(single) // ROWS] for k in range(ROWS)]
    lines = ["| text | published | expression | value | other fields |", "|---|---|---|---|---|"]
    for case in chosen:
        want = case["expect"][0]
        rest = [f"{key} {want[key]}" for key in ("mod", "quant", "freq", "anchor") if want.get(key)]
        lines.append(
            f"| {case['text']} | {case.get('published', '')} | {want['text']} | `{want['value']}` | {', '.join(rest)} |"
        )
    return "\n".join(lines) + "\n"


def features(name: str, least: float) -> str:
    """The features of one decision with their weights, heaviest first."""
    rows = [line.split("\t") for line in (WEIGHTS / f"{name}.tsv").read_text(encoding="utf-8").splitlines()]
    shown = [row for row in rows if len(row) == 2 and row[0] != "feature" and abs(float(row[1])) >= least]
    return (
        "\n".join(["| feature | weight |", "|---|---|", *(f"| {name} | {weight} |" for name, weight in shown)]) + "\n"
    )


def page() -> str:
    """The page with fresh tables."""
    return refreshed(
        PAGE,
        table=table(),
        news=features("date_news", 0.0),
        anchors=features("date_anchors", HEAVY),
    )


def refreshed(page: Path, **tables: str) -> str:
    """A page with fresh tables between the markers of these names."""
    text = page.read_text(encoding="utf-8")
    for mark, fresh in tables.items():
        begin, end = f"<!-- {mark}: begin -->\n", f"<!-- {mark}: end -->\n"
        head, _, rest = text.partition(begin)
        text = head + begin + fresh + end + rest.partition(end)[2]
    return text


if __name__ == "__main__":
    argparse.ArgumentParser(description=__doc__).parse_args()
    PAGE.write_text(page(), encoding="utf-8")
