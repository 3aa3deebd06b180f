"""Writes the tables of docs/units.md: what counts how much, from the weights.

Usage: units_table.py ; the sections between the markers are replaced.
"""

from __future__ import annotations

import argparse

from date_table import HEAVY, ROOT, features, refreshed

PAGE = ROOT / "docs" / "units.md"


def page() -> str:
    """The page with fresh tables."""
    least = {"unit_countries": HEAVY, "unit_evidence": 0.0, "unit_spans": 0.0}
    return refreshed(PAGE, **{name: features(name, heavy) for name, heavy in least.items()})


if __name__ == "__main__":
    argparse.ArgumentParser(description=__doc__).parse_args()
    PAGE.write_text(page(), encoding="utf-8")
