"""Days of the month that head the lines of a diary: `11th. At 11 p.m. Bn. left camp.` under `OCTOBER 1917`.

One such line may begin with a unit or a rank in a list; that the days rise from line to line under a month, and that
something is told behind each, tells a diary's. Dates read them, and units leave them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from sitrex.annotate.text.line_above import stands_free
from sitrex.annotate.text.words import common_words, words

_HEAD: Final = re.compile(
    r"^[ \t]{0,8}(?P<day>\d{1,2})(?:st|nd|rd|th)(?P<dot>\.?)[ \t]{1,12}(?:[-–—]{1,2}[ \t]{0,4})?(?=[\"“(]?(?P<word>[A-Z][a-z]*)(?P<plain>[ \t]{1,4}[a-z\d])?)",
    re.MULTILINE,
)
"""A line's head: an ordinal and what opens a sentence."""
_TELLS: Final = re.compile(r"\s[a-z]{2,}\b")
_MONTHS: Final = "|".join(sorted(words("months", "months_short"), key=lambda word: (-len(word), word)))
_MONTH: Final = re.compile(
    rf"\b(?i:{_MONTHS})\b\.?,?[ \t]{{0,4}}(?:\d{{4}}|\d{{2}})?[ \t]{{0,8}}[.:]?[ \t]{{0,8}}$", re.MULTILINE
)
"""The month that ends a heading."""
_NUMBERED: Final = words("formations", table="dates/cues.tsv") | words("separate_arms", table="dates/cues.tsv")
"""What an ordinal numbers."""
_DAYS: Final = 31
_LEAST: Final = 2
_LEAST_BARE: Final = 3
"""Lines of a column in which no full stop parts the day from what is told."""


class _Entry(NamedTuple):
    start: int
    day: int
    dotted: bool
    tells: bool
    """Whether it has words of a clause; of a diary's some are short: `4th. Quiet.`"""


@lru_cache(maxsize=4)
def day_heads(text: str) -> frozenset[int]:
    """Where the days begin that head the entries of a diary."""
    entries = list(_entries(text)) if "\n" in text else []
    if len(entries) < _LEAST or _MONTH.search(text, 0, entries[0].start) is None:
        return frozenset()
    return frozenset(entry.start for run in _runs(entries) if _is_column(run) for entry in run)


def _entries(text: str) -> Iterator[_Entry]:
    for found in _HEAD.finditer(text):
        day, dotted = int(found["day"]), bool(found["dot"])
        tells = _tells(text, found.end())
        opens = dotted or (tells and _opens_clause(found))
        if 1 <= day <= _DAYS and opens and stands_free(text, found.start()):
            yield _Entry(found.start("day"), day, dotted, tells)


def _opens_clause(found: re.Match[str]) -> bool:
    """Whether a common word that no ordinal numbers stands behind a day without a full stop: `12th Attack at 5.25`, not `12th Attack Squadron`."""
    low = found["word"].lower()
    return found["plain"] is not None and low in common_words() and low not in _NUMBERED


def _tells(text: str, at: int) -> bool:
    behind = text.find("\n", at)
    return _TELLS.search(text, at, behind if behind >= 0 else len(text)) is not None


def _runs(entries: list[_Entry]) -> Iterator[list[_Entry]]:
    """Entries one behind the other whose days do not fall: those of one month."""
    run: list[_Entry] = []
    for entry in entries:
        if run and entry.day < run[-1].day:
            yield run
            run = []
        run.append(entry)
    yield run


def _is_column(run: list[_Entry]) -> bool:
    days = {entry.day for entry in run if entry.tells}
    return len(days) >= (_LEAST if all(entry.dotted for entry in run) else _LEAST_BARE)
