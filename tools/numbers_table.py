"""Write the tables of ``docs/numbers.md`` from ``tests/cases/numbers.jsonl`` and the vocabularies.

``python tools/numbers_table.py`` rewrites the page in place; a test checks
that the page is current.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from sitrex.vocab import read_table

ROOT = Path(__file__).resolve().parent.parent
CASES = ROOT / "tests" / "cases" / "numbers.jsonl"
PAGE = ROOT / "docs" / "numbers.md"
ROWS = 60
SHOWN = ("value", "low", "high", "modifier", "unit", "currency", "per", "counted")


def cell(expected: dict[str, Any]) -> str:
    """One mention: its words and the fields that are set."""
    fields = [f"{name} {_plain(expected[name])}" for name in SHOWN if expected.get(name) is not None]
    return f"`{expected['text']}` {expected['label']}" + (": " + ", ".join(fields) if fields else "")


def _plain(value: Any) -> str:
    return f"{value:.12g}" if isinstance(value, float) else str(value)


def cases_table() -> str:
    """Sixty cases of one line, spread evenly over all of them, each with what it shows."""
    cases = [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()]
    lines = [case for case in cases if "\n" not in case["text"]]
    rows = ["| what it shows | text | numbers |", "|---|---|---|"]
    for case in (lines[k * len(lines) // ROWS] for k in range(ROWS)):
        found = "; ".join(cell(expected) for expected in case["expect"]) or "none"
        rows.append(f"| {case['why']} | {_in_cell(case['text'])} | {_in_cell(found)} |")
    return "\n".join(rows)


def _in_cell(text: str) -> str:
    """A text in a table, its signs as they stand."""
    return text.replace("|", "\\|").replace("~", "\\~")


def bounds_table() -> str:
    """The bounds of counts without a figure."""
    rows = read_table("numbers/counting_words.tsv", ("word", "kind", "value", "low", "high"))
    lines = ["| word | low | high |", "|---|---|---|"]
    lines += [
        f"| {row['word']} | {row['low']} | {row['high']} |"
        for row in rows
        if row["kind"] == "vague" and row["low"] != "-"
    ]
    return "\n".join(lines)


def filled(page: str) -> str:
    """The page with both tables between their markers."""
    for name, table in (("bounds", bounds_table()), ("cases", cases_table())):
        begin, end = f"<!-- {name} -->", f"<!-- /{name} -->"
        head, _, rest = page.partition(begin)
        _, _, tail = rest.partition(end)
        page = f"{head}{begin}\n{table}\n{end}{tail}"
    return page


if __name__ == "__main__":
    argparse.ArgumentParser(description=__doc__).parse_args()
    PAGE.write_text(filled(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
