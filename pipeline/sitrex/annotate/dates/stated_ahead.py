"""What a document states further on: the next date with its year, and whether that heads a section."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from sitrex.annotate.dates import surroundings
from sitrex.annotate.dates.points import Point, point
from sitrex.record.model import Date

YEAR_VALUE: Final = re.compile(r"\d{4}")


def next_stated(mentions: Sequence[Date], years: Sequence[int | None]) -> list[Point | None]:
    """For each mention the next date, itself included, that states its year."""
    found: list[Point | None] = []
    ahead: Point | None = None
    for mention, year in zip(reversed(mentions), reversed(years), strict=True):
        if year is not None:
            stated = point(mention.value)
            ahead = replace(stated, year=year, known=True) if stated else Point(year)
        found.append(ahead)
    return found[::-1]


def heads_next(mentions: Sequence[Date], years: Sequence[int | None], lines: surroundings.Lines) -> list[bool]:
    """For each mention whether the next date that states its year, itself not included, is a year that heads a section."""
    found: list[bool] = []
    heads = False
    for mention, year in zip(reversed(mentions), reversed(years), strict=True):
        found.append(heads)
        if year is not None:
            heads = bool(YEAR_VALUE.fullmatch(mention.value)) and lines.alone(mention.start, mention.end)
    return found[::-1]
