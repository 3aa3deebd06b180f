"""From the text's tape to atoms: words and whole numbers as they are cut, and joined at figures and signs the shapes that only
dates have (clock, ordinal, ISO date, date-time group), always in the same way, whatever stands around them.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import deque
from collections.abc import Callable, Mapping
from functools import partial
from itertools import chain, repeat
from types import MappingProxyType
from typing import Final

from sitrex.annotate.dates.lexicon import END, NOTHING, Atom, cue_words, kinds, months, word_kinds
from sitrex.annotate.text.tape import LINE_END, Cut, cut
from sitrex.annotate.text.words import words

_MONTH_WORDS: Final = sorted(words("months", "months_short"), key=lambda word: (-len(word), word))
_MONTHS: Final = f"(?i:{'|'.join(_MONTH_WORDS)})"
_CAPITAL_MONTHS: Final = "|".join(
    word.upper() for word in _MONTH_WORDS if word in words("months_short") or len(word) <= len("june")
)
_DOT_OF_ORDINAL: Final = re.compile(rf"\.(?=,|\s+(?:and|or|to|inst|ult|of|{_MONTHS})\b)")
_FIGURE: Final = re.compile(
    r"(?P<iso>\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?(?![\w:-]))"
    r"|(?P<isoweek>\d{4}-W\d\d(?:-[1-7])?(?![\w-]))"
    rf"|(?P<dtg>\d\d/?\d{{4}}(?:[A-IK-Z]?(?=\s?(?:{_CAPITAL_MONTHS})(?![A-Za-z])|\s{_MONTHS}\.?\s\d|{_MONTHS}(?![A-Za-z]))"
    r"|[A-IK-Z](?![A-Za-z])|(?=\s(?:hours|hrs)\b)"
    rf"|(?=(?:\s?[-–]\s?|\sto\s)\d\d/?\d{{4}}[A-IK-Z]?\s?(?:{_CAPITAL_MONTHS})(?![A-Za-z]))))"
    r"|(?P<known>(?:9/11|24/7)(?![\d/]))"
    r"|(?P<ymd>\d{4}(?P<ysep>[./-])\d{1,2}(?P=ysep)\d{1,2}(?![\w/]|-\w|\.\d))"
    r"|(?P<numeric>\d{1,4}(?P<sep>[./-])\d{1,2}(?P=sep)\d{2,4}(?![\w/]|-(?!\d{1,2}/\d{1,2}/)\w|\.\d))"
    r"|(?P<clock>\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?(?![\d:]))"
    r"|(?P<ordinal>\d{1,4}(?:st|nd|rd|th|ST|ND|RD|TH|(?<=[23])[dD])(?!\w))"
    r"|(?P<decade>\d{2,3}0['’]?[sS](?!\w)|[1-9]0s(?!\w))"
    r"|(?P<big>\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?)"
    r"|(?P<decimal>\d+[.·]\d+(?:\.\d+)*)"
    r"|(?P<num>\d+)"
)
"""The shapes that begin with a figure."""
_QUOTED: Final = re.compile(
    r"(?P<decade>['’‘][1-9]0s(?!\w))|(?P<short>['’‘]\d\d(?![\w,.]*\d))|(?P<possessive>['’]s?(?!\w))"
)
"""The shapes that begin with an apostrophe."""
_DOTTED: Final = re.compile(
    r"(?P<meridiem>[AaPp]\.\s?[Mm]\b\.?)|(?P<era>[BA]\.\s?[CD]\b\.?(?:\s?E\b\.?)?)|(?P<url>(?:https?://|www\.)\S+)"
)
"""The shapes whose first word a dot or colon follows."""
_BEFORE_SIGN: Final = {".": frozenset(("A", "a", "P", "p", "B", "www")), ":": frozenset(("http", "https"))}
"""The words that they begin with, by that sign."""
_QUOTES: Final = frozenset("'’‘")
_DASHES: Final = words("dashes")

_YEAR_DIGITS: Final = 4
_DAY_DIGITS: Final = 4
_LEAST_MISREAD: Final = 6
"""Letters of a month's name that is told from other words by all but one."""
_ALSO_WORDS: Final = cue_words("also_words")
"""Months and days that are other words too."""
_BEFORE_DAY: Final = cue_words("day_cues") | {"to"}
_AFTER_VERB: Final = cue_words("after_may") | (cue_words("marched") - {"to"})
_LONGEST_SHORT: Final = 5
_WHOLE: Final = cue_words("whole_months")
"""Words that short, and yet no abbreviations."""
_SAME_KIND: Final = {"ymd": "numeric", "ysep": "numeric", "sep": "numeric"}
_SUFFIXES: Final = cue_words("file_suffixes")
"""What ends the name of a file."""
_FILE_SIGNS: Final = frozenset("()%-_")


_atom: Final[Callable[[tuple[str, str, int, int, Mapping[str, str], bool, str]], Atom]] = partial(tuple.__new__, Atom)
"""An atom of its fields, without the step in Python that a named tuple's class makes."""


def atoms(text: str, start: int, end: int) -> list[Atom]:
    """The atoms of ``text[start:end]``, offsets into ``text``; line breaks that end a span are kept as ``break``."""
    made = _Atoms(cut(text), start, end)
    files = deque(made.files())
    for i in made.of.odd_in(made.done, made.stop):
        if files and i >= files[0][0]:
            begin, dot, behind = files.popleft()
            if made.done < dot:
                made.add("url", max(begin, made.done), behind)
        if i >= made.done:
            made.at(i)
    made.words(made.stop)
    _other_months(made.found, made.firsts)
    return made.found


class _Atoms:
    """Atoms of a stretch of a tape, made from left to right; ``done`` is the first token not yet taken."""

    __slots__ = ("done", "firsts", "found", "last", "limit", "of", "stop")

    def __init__(self, of: Cut, start: int, end: int) -> None:
        self.of = of
        self.done, self.stop = of.rows(start, end)
        self.limit = of.end[self.stop - 1] if self.done < self.stop else end
        self.last = -1
        """Where the last atom ends."""
        self.found: list[Atom] = []
        self.firsts: list[int] = []
        """The words that follow no word."""

    def files(self) -> list[tuple[int, int, int]]:
        """The names of files: their first token, the dot before the suffix, the token behind it."""
        of, found = self.of, []
        for dot in self.of.odd_in(self.done, self.stop - 1):
            if (
                of.raw[dot] != "."
                or of.raw[dot + 1] not in _SUFFIXES
                or not of.glued(dot + 1)
                or self._in_word(dot + 2)
            ):
                continue
            first = dot
            while (
                first > self.done
                and of.glued(first)
                and (of.raw[first - 1] in _FILE_SIGNS or of.raw[first - 1].isalnum())
            ):
                first -= 1
            if first < dot:
                found.append((first, dot, dot + 2))
        return found

    def at(self, i: int) -> None:
        """What stands at the figure, sign or white space ``i``, or begins with the word before it."""
        of = self.of
        sign = of.raw[i]
        if sign.isdecimal():
            self._match(_FIGURE, i)
        elif sign in _DASHES:
            if self._old_weekend(i):
                return
            behind = i + 1
            while behind < self.stop and of.raw[behind] in _DASHES and of.glued(behind):
                behind += 1
            self.add("dash", i, behind)
        elif sign.isspace():
            self._pass(i)
            if of.low[i] == LINE_END:
                self.found.append(_atom(("break", LINE_END, of.start[i], of.end[i], NOTHING, False, sign)))
        elif sign == "_":
            self._pass(i)
        elif self._dotted(i) if sign in _BEFORE_SIGN else sign in _QUOTES and self._match(_QUOTED, i):
            return
        elif not sign.isalnum():
            self.add("punct", i, i + 1)

    def words(self, stop: int) -> None:
        """The tokens up to ``stop``, all words; of them only the first may be glued to what is before it."""
        of, done = self.of, self.done
        if done >= stop:
            return
        self.firsts.append(len(self.found))
        low, raw, known = of.low[done:stop], of.raw[done:stop], word_kinds()
        meant = [kinds(key, word) if key in known else NOTHING for key, word in zip(low, raw, strict=True)]
        glued = chain((of.start[done] == self.last,), repeat(False))
        fields = zip(repeat("word"), low, of.start[done:stop], of.end[done:stop], meant, glued, raw)
        self.found += map(_atom, fields)
        self.done, self.last = stop, of.end[stop - 1]

    def add(self, kind: str, first: int, stop: int) -> None:
        """The tokens ``[first, stop)`` as one atom."""
        self.words(first)
        self._put(kind, self.of.start[first], self.of.end[stop - 1])
        self.done = stop

    def _put(self, kind: str, start: int, end: int) -> None:
        surface = self.of.text[start:end]
        self.found.append(_atom((kind, surface.lower(), start, end, NOTHING, start == self.last, surface)))
        self.last = end

    def _pass(self, i: int) -> None:
        """Token ``i`` is no atom."""
        self.words(i)
        self.done = i + 1

    def _match(self, expression: re.Pattern[str], i: int) -> bool:
        """The shape that begins at token ``i``, if one does."""
        of = self.of
        match = expression.match(of.text, of.start[i], self.limit)
        if match is None:
            return False
        self.words(i)
        kind, end = match.lastgroup or "", match.end()
        self._put(_SAME_KIND.get(kind, kind), of.start[i], end)
        last = bisect_left(of.end, end, i)
        self.done = last + 1
        if end < of.end[last]:  # the letter of a group's zone and the month behind it: 051200ZJAN
            surface = of.text[end : of.end[last]]
            low = surface.lower()
            self.found.append(_atom(("word", low, end, of.end[last], kinds(low, surface), True, surface)))
            self.last = of.end[last]
        elif kind == "ordinal" and _DOT_OF_ORDINAL.match(of.text, end):
            self._with_dot()
        return True

    def _dotted(self, i: int) -> bool:
        """What the word before the dot or colon ``i`` begins; the dot of an abbreviation belongs to it: `Sept. 3`, `Mon.`"""
        of = self.of
        if i <= self.done or not of.glued(i):
            return False
        word, low = of.raw[i - 1], of.low[i - 1]
        if word in _BEFORE_SIGN[of.raw[i]]:
            return self._match(_DOTTED, i - 1)
        if of.raw[i] != "." or len(low) > _LONGEST_SHORT or low in _WHOLE:
            return False
        meant = kinds(low, word)
        if "month" not in meant and "weekday_short" not in meant:
            return False
        self.words(i)
        self._with_dot()
        return True

    def _old_weekend(self, i: int) -> bool:
        """Whether the hyphen ``i`` is within `week-end`, as it was written until about 1960, which is one word."""
        of = self.of
        if not self.done < i < self.stop - 1 or of.low[i - 1] != "week" or of.low[i + 1].removesuffix("s") != "end":
            return False
        if not (of.glued(i) and of.glued(i + 1)) or self._in_word(i + 2):
            return False
        self.words(i - 1)
        surface, low = of.text[of.start[i - 1] : of.end[i + 1]], f"week{of.low[i + 1]}"
        self.found.append(_atom(("word", low, of.start[i - 1], of.end[i + 1], kinds(low, surface), False, surface)))
        self.done, self.last = i + 2, of.end[i + 1]
        return True

    def _with_dot(self) -> None:
        """The dot behind the last atom belongs to it."""
        self.last += 1
        self.done += 1
        self.found[-1] = self.found[-1]._replace(end=self.last)

    def _in_word(self, i: int) -> bool:
        """Whether token ``i`` goes on with the word before it."""
        return i < self.stop and self.of.glued(i) and (self.of.raw[i][0].isalnum() or self.of.raw[i] == "_")


def _other_months(found: list[Atom], firsts: list[int]) -> None:
    """Months beside a day and a year that are none elsewhere: `3 may 2024`, `19 august`, `june of 1992`, `8 SEPTAMBER 1963`.

    Behind a day only the ``firsts`` may stand, the words that follow no word.
    """
    for i in firsts:
        before, after = _day_before(found, i), found[i + 1] if i + 1 < len(found) else END
        if before is not None and not found[i].words:
            month = _month_of_day(found[i].low, before, dated=_is_year(after) or _led_to_month(found, i))
            if month:
                found[i] = found[i]._replace(words=MappingProxyType({"month": month}))
    for i in _small_months(found):
        year = i + 2 if found[i + 1 : i + 2] and found[i + 1].low == "of" else i + 1
        if _day_before(found, i) is None and year < len(found) and _is_year(found[year]):
            found[i] = found[i]._replace(words=MappingProxyType({"month": months()[found[i].low]}))


def _small_months(found: list[Atom]) -> list[int]:
    """Words that are a month's name and nothing else, written as none is: in small letters."""
    names = months()
    return [i for i, atom in enumerate(found) if atom.low in names and not atom.words and atom.low not in _ALSO_WORDS]


def _led_to_month(found: list[Atom], i: int) -> bool:
    """Whether the word behind a day is a month for the preposition before, in a text without capitals: `on 24 march`, `1 to 7 may`."""
    led = found[i].low in _ALSO_WORDS and found[i - 1].kind == "num" and i > 1 and found[i - 2].low in _BEFORE_DAY
    return led and not any(atom.low in _AFTER_VERB for atom in found[i + 1 : i + 2])


def _day_before(found: list[Atom], i: int) -> Atom | None:
    """The figure before the word ``i``, also before a dash between the two."""
    before = found[i - 1] if i else END
    if before.kind == "dash" and before.glued and found[i].glued and i > 1:
        before = found[i - 2]
    return before if before.kind in ("num", "ordinal") else None


def _month_of_day(low: str, day: Atom, *, dated: bool) -> str | None:
    """The month that a word behind a figure names, also misread where a year follows."""
    if len(day.text) > _DAY_DIGITS:
        return None
    month = months().get(low) if dated or low not in _ALSO_WORDS else None
    if month is None and dated and len(low) >= _LEAST_MISREAD:
        return _misread_month(low)
    return month


def _is_year(atom: Atom) -> bool:
    return atom.kind == "num" and len(atom.text) == _YEAR_DIGITS


def _misread_month(low: str) -> str | None:
    """The month whose name a scan or a typist has got wrong by one letter, or by one too many or too few.

    >>> _misread_month("septamber"), _misread_month("febuary"), _misread_month("soldiers")
    ('9', '2', None)
    """
    return next((number for name, number in months().items() if _one_off(low, name)), None)


def _one_off(word: str, name: str) -> bool:
    if len(name) < _LEAST_MISREAD or abs(len(word) - len(name)) > 1:
        return False
    head = next((n for n, (a, b) in enumerate(zip(word, name, strict=False)) if a != b), min(len(word), len(name)))
    rest, wanted = word[head:], name[head:]
    return rest[1:] == wanted[1:] or rest[1:] == wanted or rest == wanted[1:]
