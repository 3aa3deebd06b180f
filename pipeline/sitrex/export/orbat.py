"""Order of battle: the units of all records as trees of superiors, with symbol codes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from sitrex.correct.apply import Corrections
from sitrex.export.collate import Collation
from sitrex.export.things import Thing
from sitrex.write.finished import finished


def write_orbat(records: Iterable[Mapping[str, Any]], path: Path, corrections: Corrections | None = None) -> None:
    """One JSON object ``{"units": [...]}``: each unit with ``sidc``, fields, articles and ``subordinates``.

    ``sidc`` is what symbol libraries such as milsymbol draw. A unit stands under
    the superior that most sentences name; superiors that would make a circle
    are left out. Copies of an article count once. Not streamed: what is known
    of the units is held, mentions lie in a temporary file.
    """
    collation = Collation(corrections=corrections)
    for record in records:
        collation.add(record)
    with finished(path) as part, part.open("w", encoding="utf-8", newline="\n") as out:
        json.dump({"units": trees(collation.things("units"))}, out, ensure_ascii=False, indent=1)
        out.write("\n")


def trees(units: Iterable[Thing]) -> list[dict[str, Any]]:
    """The units nested under their superiors, in key order."""
    by_key = {unit.key: unit for unit in units}
    above: dict[str, str] = {}
    for key in sorted(by_key):
        superior = next((parent for parent in by_key[key].parents if parent in by_key), None)
        if superior is not None and not _leads_to(superior, key, above):
            above[key] = superior
    below: dict[str | None, list[str]] = {}
    for key in sorted(by_key):
        below.setdefault(above.get(key), []).append(key)

    def nodes(superior: str | None) -> list[dict[str, Any]]:
        return [_node(by_key[key]) | {"subordinates": nodes(key)} for key in below.get(superior, [])]

    return nodes(None)


def _leads_to(start: str, goal: str, above: Mapping[str, str]) -> bool:
    step: str | None = start
    while step is not None:
        if step == goal:
            return True
        step = above.get(step)
    return False


def _node(unit: Thing) -> dict[str, Any]:
    named = {"key": unit.key, "canonical": unit.canonical}
    return named | unit.fields | {"aliases": sorted(unit.aliases), "documents": sorted(unit.documents)}
