"""Writes the table of expressions in docs/dates.md from tests/cases/dates.jsonl.

Usage: date_table.py ; the section between the two markers is replaced.
"""

from __future__ import annotations

import json
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "dates.md"
CASES = ROOT / "tests" / "cases" / "dates.jsonl"
BEGIN, END = "<!-- table: begin -->\n", "<!-- table: end -->\n"
ROWS = 60


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


def page() -> str:
    """The page with a fresh table."""
    text = PAGE.read_text(encoding="utf-8")
    head, _, rest = text.partition(BEGIN)
    return head + BEGIN + table() + END + rest.partition(END)[2]


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
