"""Floors: the least that named measures may be."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sitrex.evaluate.errors import EvaluationError


@dataclass(frozen=True, slots=True)
class BelowFloor:
    """A measure that is below its floor; ``value`` is None where nothing was there to measure."""

    measure: str
    floor: float
    value: float | None


def read_floors(path: Path) -> dict[str, float]:
    """A JSON object of measure names and numbers from 0 to 1; anything else is an :class:`EvaluationError`."""
    try:
        floors = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise EvaluationError(f"{path}: floors cannot be read: {error}") from error
    if not isinstance(floors, dict) or not all(
        isinstance(v, int | float) and not isinstance(v, bool) and 0 <= v <= 1 for v in floors.values()
    ):
        raise EvaluationError(f"{path}: floors are one JSON object of measure names and numbers from 0 to 1")
    return floors


def check_floors(scores: Mapping[str, Any], floors: Mapping[str, float]) -> list[BelowFloor]:
    """The measures below their floor, in the floors' order; empty where all hold.

    A name that the scores do not have is an :class:`EvaluationError`: a
    misspelt floor must not pass.
    """
    measures = scores["measures"]
    unknown = [name for name in floors if name not in measures]
    if unknown:
        raise EvaluationError(
            f"floors name measures that these scores do not have: {', '.join(unknown)}; "
            f"they have {', '.join(sorted(measures))}"
        )
    return [
        BelowFloor(name, floor, measures[name]["value"])
        for name, floor in floors.items()
        if measures[name]["value"] is None or measures[name]["value"] < floor
    ]
