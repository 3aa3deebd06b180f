"""Lines of a log that begin with the clock: `1030 Anchored.`, `1247 Under way.` under `16 April 1945`.

One such line may begin with a year; that several do so, and that one of them is no year or the day stands right above, tells them.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Any, Final, NamedTuple

from sitrex.annotate.base import Context
from sitrex.annotate.dates.draft import Draft, Meaning, Rule
from sitrex.annotate.dates.not_years import COUNTED
from sitrex.annotate.rules import Family
from sitrex.annotate.text import Span
from sitrex.annotate.text.line_above import HEADING, line_above, stands_free
from sitrex.record.model import Date, handle

_HEAD: Final = re.compile(
    r"^[ \t]{0,8}(?P<clock>\d{4})(?P<hours>[ \t]?(?:hrs|hours|h)\b\.?|[A-Z]\b)?(?=[ \t:–-])[ \t]*+[:–-]?[ \t]*+"
    r"(?:\d{1,3}[ \t]{1,4})?(?P<word>[A-Za-z][\w.’'/-]*)",
    re.MULTILINE,
)
"""A line's head: four digits, perhaps the number of a message, and a word."""
_LOG: Final = re.compile(r"\b(?:log|diary|journal|narrative|sitrep)\b", re.IGNORECASE)
_LAST_YEAR: Final = "2100"
_LEAST: Final = 2
_MINUTES: Final = 60
_HOURS: Final = 24


class _Line(NamedTuple):
    start: int
    clock: str
    plain: bool
    """Whether neither `hours` nor a zone follows: what is a time in any case is left as it is."""


def clocks_of_log(mentions: Sequence[Date], context: Context) -> list[Date]:
    """The mentions, with those figures that head the lines of a log read as times."""
    written = list(_lines(context.text))
    if not _is_log(written, mentions, context.text):
        return list(mentions)
    heads = {line.start: line for line in written if line.plain}
    kept = [m for m in mentions if not (m.start in heads and m.end == m.start + 4)]
    taken = sorted((m.start, m.end) for group in (kept, context.entities, context.units) for m in group)
    free = (line for start, line in heads.items() if not _covered(start, taken))
    read = [time for line in free if (time := _time(line)) is not None]
    return sorted([*kept, *read], key=lambda mention: mention.start)


def _covered(at: int, taken: Sequence[tuple[int, int]]) -> bool:
    """Whether one of some spans, in the order of the text, lies over a position."""
    before = bisect_right(taken, (at, sys.maxsize))
    return before > 0 and taken[before - 1][1] > at


def _lines(text: str) -> Iterator[_Line]:
    for found in _HEAD.finditer(text) if "\n" in text else ():
        word = found["word"]
        counted = word.lower() in COUNTED or (word.islower() and word.endswith("s"))
        if not counted and stands_free(text, found.start()):
            yield _Line(found.start("clock"), found["clock"], found["hours"] is None)


def _is_log(lines: list[_Line], mentions: Sequence[Date], text: str) -> bool:
    shown = (int(line.clock[:2]) <= _HOURS and int(line.clock[2:]) < _MINUTES for line in lines)
    if len(lines) < _LEAST or not all(shown):
        return False
    if any(line.clock[0] == "0" or line.clock >= _LAST_YEAR or not line.plain for line in lines):
        return True
    first = lines[0].start
    above = line_above(text, first)
    begin = text.rfind(above, 0, first) if above else first
    dated = any(begin <= m.start < first and isinstance(m, Draft) and m.meaning.day for m in mentions)
    return len(above) < HEADING and (dated or _LOG.search(above) is not None)


def _of_line(args: tuple[Any, ...], _: Any) -> list[Span]:
    line: _Line = args[0]
    return [(line.start, line.start + len(line.clock))]


lines: Final = Family(_of_line)
"""What the lines of a log say: called with a line."""


@lines.rule(
    "dates.log.clock",
    reads=("16 April 1945\n[[1030]] Anchored.\n[[1247]] Under way.",),
    leaves=("16 April 1945\n1030 prisoners came.\n1247 Under way.",),
    source="war diaries and ships' logs",
)
def _time(line: _Line) -> Draft | None:
    clock = f"T{int(line.clock[:2]) % _HOURS:02d}:{line.clock[2:]}"
    return Draft(
        id=handle(line.start),
        start=line.start,
        end=line.start + len(line.clock),
        text=line.clock,
        label="TIME",
        value="",
        meaning=Meaning(label="TIME", rule=Rule.CLOCK, value="", clock=clock),
    )
