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
SHOWN = ("value", "low", "high", "modifier", "unit", "currency", "per", "counted")


def cell(expected: dict[str, Any]) -> str:
    """One mention: its words and the fields that are set."""
    fields = [f"{name} {_plain(expected[name])}" for name in SHOWN if expected.get(name) is not None]
    return f"`{expected['text']}` {expected['label']}" + (": " + ", ".join(fields) if fields else "")


def _plain(value: Any) -> str:
    return f"{value:.12g}" if isinstance(value, float) else str(value)


def _in_cell(text: str) -> str:
    """A text on one line of a table, its signs as they stand."""
    return text.replace("\n", "<br>").replace("|", "\\|").replace("~", "\\~")


def cases_table() -> str:
    """Every case, grouped by what it shows."""
    rows = [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()]
    lines: list[str] = []
    why = ""
    for row in rows:
        if row["why"] != why:
            why = row["why"]
            lines += ["", f"### {why[0].upper()}{why[1:]}", "", "| text | numbers |", "|---|---|"]
        found = "; ".join(cell(expected) for expected in row["expect"]) or "none"
        lines.append(f"| {_in_cell(row['text'])} | {_in_cell(found)} |")
    return "\n".join(lines[1:])


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
