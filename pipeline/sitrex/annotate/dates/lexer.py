"""From text to atoms, the tokens that the grammar of dates reads.

spaCy's tokens differ with what stands around a date (``5–7``, ``August-24``,
``05T10:00Z``), so the neighbourhood of a trigger is cut again, always the same
way: words, whole numbers, and the few shapes that only dates have (clock,
ordinal, ISO date, date-time group).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache, partial
from types import MappingProxyType
from typing import Final, NamedTuple

from sitrex.normalise.numerals import number_words
from sitrex.vocab import read_table

_NOTHING: Final[Mapping[str, str]] = MappingProxyType({})
_WRAPPED_LINE: Final = (45, 100)
_MONTHS: Final = (
    "(?i:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    "|Nov(?:ember)?|Dec(?:ember)?)"
)
_CAPITAL_MONTHS: Final = "JAN|FEB|MAR|APR|MAY|JUNE?|JULY?|AUG|SEPT?|OCT|NOV|DEC"
_DOT_OF_ORDINAL: Final = re.compile(rf"\.(?=,|\s+(?:and|or|to|inst|ult|of|{_MONTHS})\b)")
_ATOM: Final = re.compile(
    r" ?(?P<plain>[^\W\d_]++)(?=[\s,])"  # most of a text: a word that can be nothing else, with the blank before it
    r"|(?P<url>(?:https?://|www\.)\S+)"
    r"|(?P<iso>\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?(?![\w:-]))"
    r"|(?P<isoweek>\d{4}-W\d\d(?:-[1-7])?(?![\w-]))"
    rf"|(?P<dtg>\d\d/?\d{{4}}(?:[A-IK-Z]?(?=\s?(?:{_CAPITAL_MONTHS})(?![A-Za-z])|\s{_MONTHS}\.?\s\d|{_MONTHS}(?![A-Za-z]))"
    r"|[A-IK-Z](?![A-Za-z])|(?=\s(?:hours|hrs)\b)))"
    r"|(?P<known>(?:9/11|24/7)(?![\d/]))"
    r"|(?P<ymd>\d{4}(?P<ysep>[./-])\d{1,2}(?P=ysep)\d{1,2}(?![\w/]|-\w|\.\d))"
    r"|(?P<numeric>\d{1,4}(?P<sep>[./-])\d{1,2}(?P=sep)\d{2,4}(?![\w/]|-\w|\.\d))"
    r"|(?P<clock>\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?(?![\d:]))"
    r"|(?P<ordinal>\d{1,4}(?:st|nd|rd|th|(?<=[23])d)(?!\w))"
    r"|(?P<decade>\d{2,3}0['’]?s(?!\w)|['’‘]?[1-9]0s(?!\w))"
    r"|(?P<short>['’‘]\d\d(?![\w,.]*\d))"
    r"|(?P<big>\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?)"
    r"|(?P<decimal>\d+[.·]\d+(?:\.\d+)*)"
    r"|(?P<num>\d+)"
    r"|(?P<meridiem>[AaPp]\.\s?[Mm]\b\.?)"
    r"|(?P<era>[BA]\.\s?[CD]\b\.?(?:\s?E\b\.?)?)"
    r"|(?P<possessive>['’]s?(?!\w))"
    r"|(?P<word>[^\W\d_]+)"
    r"|(?P<dash>[-–—−‐‑]+)"
    r"|[^\S\n]{8,}+(?!\n)"  # so that the next line does not ask each blank of a wide gap for a line end
    r"|(?P<break>\s*\n\s*)"
    r"|(?P<punct>[^\w\s])"
)

_YEAR_DIGITS: Final = 4
_DAY_DIGITS: Final = 4
_LEAST_MISREAD: Final = 6
"""Letters of a month's name that is told from other words by all but one."""
_VERBS: Final = frozenset({"may", "march", "mar", "jan", "dec", "sat", "sun"})
_OUTER: Final = {"sep": "numeric", "ysep": "ymd"}
_SAME_KIND: Final = {"plain": "word", "ymd": "numeric"}
_SUFFIX: Final = re.compile(r"\.(?:jpe?g|png|svg|gif|pdf|ogg|webm)\b")
_FILE_NAME: Final = re.compile(rf"(?P<url>[\w()%-]+{_SUFFIX.pattern})")
_FILE_SIGN: Final = re.compile(r"[\w()%-]")


class Atom(NamedTuple):
    """One token: its kind, lower-case text, span, the word kinds it may stand for, whether it is glued to the left."""

    kind: str
    low: str
    start: int
    end: int
    words: Mapping[str, str]
    glued: bool
    text: str


_atom: Final[Callable[[tuple[str, str, int, int, Mapping[str, str], bool, str]], Atom]] = partial(tuple.__new__, Atom)
"""An atom of its fields, without the step in Python that a named tuple's class makes."""

END: Final = Atom("end", "", -1, -1, _NOTHING, False, "")


@cache
def _cue_lists() -> dict[str, frozenset[str]]:
    return {row["list"]: frozenset(row["words"].split(" ")) for row in read_table("dates/cues.tsv", ("list", "words"))}


def cue_words(name: str) -> frozenset[str]:
    """A closed list of words from ``vocab/dates/cues.tsv``."""
    return _cue_lists()[name]


@cache
def word_kinds() -> dict[str, dict[str, tuple[str, str]]]:
    """Lower-case word -> kind -> (value, case), from ``vocab/dates/words.tsv`` and the number words."""
    table: dict[str, dict[str, tuple[str, str]]] = {}
    for row in read_table("dates/words.tsv", ("word", "kind", "value", "case")):
        table.setdefault(row["word"], {})[row["kind"]] = (row["value"], row["case"])
    for word, (kind, value) in number_words().items():
        table.setdefault(word, {})["ordinal_word" if kind == "ordinal" else "number_word"] = (str(value), "any")
    return table


@cache
def _kinds_in_case(low: str, case: str) -> Mapping[str, str]:
    allowed = {"lower": ("any",), "title": ("any", "title"), "upper": ("any", "title", "upper")}[case]
    kinds = {kind: value for kind, (value, needs) in word_kinds()[low].items() if needs in allowed}
    return MappingProxyType(kinds) if kinds else _NOTHING


def atoms(text: str, start: int, end: int) -> list[Atom]:
    """The atoms of ``text[start:end]``, offsets into ``text``; line breaks that end a span are kept as ``break``."""
    known = word_kinds()
    found: list[Atom] = []
    last_end = -1
    for match in _matches(text, start, end):
        kind = match.lastgroup
        if kind is None:
            continue
        kind = _OUTER.get(kind, kind)
        begin, stop = match.span(kind)
        surface = text[begin:stop]
        if kind == "break":
            if _ends_a_line(text, begin, surface):
                found.append(_atom(("break", "\n", begin, stop, _NOTHING, False, surface)))
            continue
        kind = _SAME_KIND.get(kind, kind)
        low = surface.lower()
        words = _NOTHING
        if kind == "word" and low in known:
            case = "upper" if surface.isupper() else "title" if surface[0].isupper() else "lower"
            words = _kinds_in_case(low, case)
            # the dot of an abbreviation belongs to the word: `Sept. 3`, `Mon.`
            abbreviated = len(low) < 5 and low not in ("may", "june", "july")
            if abbreviated and text[stop : stop + 1] == "." and ("month" in words or "weekday_short" in words):
                stop += 1
        elif kind == "ordinal" and _DOT_OF_ORDINAL.match(text, stop):
            stop += 1
        found.append(_atom((kind, low, begin, stop, words, begin == last_end, surface)))
        last_end = stop
    _other_months(found)
    if len(found) > 1:
        found = [a for i, a in enumerate(found) if not (a.low == "." and i and found[i - 1].end == a.end)]
    return found


def _other_months(found: list[Atom]) -> None:
    """Months beside a day and a year that are none elsewhere: `3 may 2024`, `19 august`, `june of 1992`, `8 SEPTAMBER 1963`."""
    for i, atom in enumerate(found):
        before = found[i - 1] if i else END
        if before.kind == "dash" and before.glued and atom.glued and i > 1:
            before = found[i - 2]
        if atom.kind != "word" or atom.words:
            continue
        after = found[i + 1] if i + 1 < len(found) else END
        if before.kind not in ("num", "ordinal"):
            year = found[i + 2] if after.low == "of" and i + 2 < len(found) else after
            if atom.low in _months() and atom.low not in _VERBS and _is_year(year):
                found[i] = atom._replace(words=MappingProxyType({"month": _months()[atom.low]}))
            continue
        dated = _is_year(after)
        month = _months().get(atom.low) if dated or atom.low not in _VERBS else None
        if month is None and dated and len(atom.low) >= _LEAST_MISREAD:
            month = _misread_month(atom.low)
        if month and len(before.text) <= _DAY_DIGITS:
            found[i] = atom._replace(words=MappingProxyType({"month": month}))


def _is_year(atom: Atom) -> bool:
    return atom.kind == "num" and len(atom.text) == _YEAR_DIGITS


def _misread_month(low: str) -> str | None:
    """The month whose name a scan or a typist has got wrong by one letter, or by one too many or too few.

    >>> _misread_month("septamber"), _misread_month("febuary"), _misread_month("soldiers")
    ('9', '2', None)
    """
    return next((number for name, number in _months().items() if _one_off(low, name)), None)


def _one_off(word: str, name: str) -> bool:
    if len(name) < _LEAST_MISREAD or abs(len(word) - len(name)) > 1:
        return False
    head = next((n for n, (a, b) in enumerate(zip(word, name, strict=False)) if a != b), min(len(word), len(name)))
    rest, wanted = word[head:], name[head:]
    return rest[1:] == wanted[1:] or rest[1:] == wanted or rest == wanted[1:]


@cache
def _months() -> dict[str, str]:
    return {word: kinds["month"][0] for word, kinds in word_kinds().items() if "month" in kinds}


def _matches(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """What :data:`_ATOM` finds, and the names of files, which are looked for from their suffixes.

    The other way round every sign that may stand in a name would be asked whether a suffix comes some day.
    """
    at = start
    for suffix in _SUFFIX.finditer(text, start, end):
        begin = suffix.start()
        if begin < at:  # in an address
            continue
        while begin > at and _FILE_SIGN.match(text, begin - 1):
            begin -= 1
        while (match := _ATOM.search(text, at, end)) is not None and match.start() < max(begin, at):
            yield match
            at = match.end()
        begin = max(begin, at)
        if begin < suffix.start():
            address = match if match is not None and match.lastgroup == "url" and match.start() == begin else None
            name = address or _FILE_NAME.match(text, begin, end)
            assert name is not None
            yield name
            at = name.end()
    yield from _ATOM.finditer(text, at, end)


def _ends_a_line(text: str, begin: int, surface: str) -> bool:
    """Whether a line break ends a heading, an item or a paragraph rather than wrapping a sentence."""
    if surface.count("\n") > 1 or begin == 0 or text[begin - 1] in ".!?:;":
        return True
    if not _WRAPPED_LINE[0] <= begin - (text.rfind("\n", 0, begin) + 1) <= _WRAPPED_LINE[1]:
        return True
    following = text[begin + len(surface) : begin + len(surface) + 1]
    last_word = text[text.rfind(" ", 0, begin) + 1]
    return following.isupper() and last_word.isupper()
