"""Writes the tables of docs/units.md: what counts how much, from the weights.

Usage: units_table.py ; the sections between the markers are replaced.
"""

from __future__ import annotations

import argparse

from date_table import HEAVY, ROOT, features

PAGE = ROOT / "docs" / "units.md"


def page() -> str:
    """The page with fresh tables."""
    text = PAGE.read_text(encoding="utf-8")
    for mark, least in (("unit_countries", HEAVY), ("unit_evidence", 0.0), ("unit_spans", 0.0)):
        begin, end = f"<!-- {mark}: begin -->\n", f"<!-- {mark}: end -->\n"
        head, _, rest = text.partition(begin)
        text = head + begin + features(mark, least) + end + rest.partition(end)[2]
    return text


if __name__ == "__main__":
    argparse.ArgumentParser(description=__doc__).parse_args()
    PAGE.write_text(page(), encoding="utf-8")
