"""Figures of coordinates and grids, and those that number list items and notes."""

from __future__ import annotations

from typing import Final

from sitrex.annotate.numbers.ages import fate_told
from sitrex.annotate.numbers.lexicon import DASHES
from sitrex.annotate.numbers.reading import Reading
from sitrex.annotate.numbers.rules import vetoes
from sitrex.annotate.numbers.tokens import BREAK, Tokens
from sitrex.annotate.rules import any_of
from sitrex.annotate.text.words import words

_DEGREE_WORDS: Final = words("degree_words", table="numbers/words.tsv")

_BEARINGS: Final = frozenset(("n", "s", "e", "w"))
_BRACKETED: Final = 20
_MOST_ITEMS: Final = 15
_ITEM_MARKS: Final = frozenset((".", ")", ":", ";"))
_SERIES_MARKS: Final = frozenset((".", ")", ":", ";", ","))
_ITEM_REACH: Final = 30
"""Tokens on either side in which the next item of a series stands."""
_SENTENCE_ENDS: Final = frozenset((".", "?", "!", ")", "'", '"', "’", "”"))
_TALLIES: Final = words("tallies", table="numbers/words.tsv")
"""Words before a colon that give what follows as a count: ``Dead: 5.``"""
_APART_MARKS: Final = DASHES | {".", ")", "]"}
_LINE_REACH: Final = 60
"""Tokens on either side in which the next line of a list begins."""
_POINTS: Final = words("compass", table="numbers/words.tsv")
_NOTED: Final = (BREAK, ":", ";", ",", ".", "and", "or")


@vetoes.veto(
    "numbers.place.degrees",
    reads=("It lies at [[48]]° N of there.", "It was at [[34.5 degrees]] north."),
    leaves=("It turned [[48°]] there.", "It turned [[48 degrees]] there."),
    source="coordinates in degrees",
)
def _degrees(r: Reading) -> bool:
    t, end = r.t, r.end
    if t.low[end - 1] in _DEGREE_WORDS and t.low[end] in _POINTS:
        return True
    return t.raw[end] in ("°", "º") and (t.figure[end + 1] or t.low[end + 1] in _BEARINGS)


@vetoes.veto(
    "numbers.place.minutes",
    reads=("It sank at 48°[[17]]′N 37°10′E.",),
    leaves=("It sank with [[17]] men.",),
    source="coordinates in degrees and minutes",
)
def _minutes(r: Reading) -> bool:
    t, end = r.t, r.end
    sign = t.raw[end] in ("′", "″") or (t.raw[end] in "'’\"" and t.glued(end))
    return sign and t.raw[r.start - 1] in ("°", "º", "′")


@vetoes.veto(
    "numbers.place.grid",
    reads=("They met at [[4523]] [[7761]] on the map.",),
    leaves=("Town   Men   Women\nSumy   [[1200]]   [[1300]]",),
    source="military grid references",
)
def _grid(r: Reading) -> bool:
    t, raw = r.t, r.raw
    if not raw.isdecimal() or len(raw) < 4:
        return False
    beside = ((r.start - 1, r.start), (r.end, r.end))  # the neighbour, and which of the two begins a column
    return any(t.figure[n] and len(t.raw[n]) == len(raw) and not t.begins_column(at) for n, at in beside)


@vetoes.veto(
    "numbers.place.decimal-degrees",
    reads=("It lies at [[48.2512]], [[37.1150]] by the map.",),
    leaves=("The rate was [[0.9345]], its lowest.", "It bought [[$1.1687]], no more."),
    source="coordinates in decimal degrees",
)
def _decimal_degrees(r: Reading) -> bool:
    t, raw = r.t, r.raw
    if "." not in raw or "," in raw or len(raw.split(".")[-1]) < 4:
        return False
    behind = t.raw[r.end] == "°" or (t.raw[r.end] == "," and t.figure[r.end + 1])
    return behind or t.raw[r.start - 1] == "°" or (t.raw[r.start - 1] == "," and t.figure[r.start - 2])


@vetoes.veto(
    "numbers.place.list-item",
    reads=("[[1]]. Boats left.\n[[2]]. Men stayed.", "[[2]].\n\nMen stayed.", "[[1]]: Boats left."),
    leaves=(
        "They lost [[12]]. Boats left.",
        "Dead: [[5]]. Wounded: [[12]].",
        "KIA - [[1]]; WIA - [[12]].",
        "Trucks: [[6]]. Guns: [[20]].",
    ),
    source="items of a list",
)
def _list_item(r: Reading) -> bool:
    t, end, before = r.t, r.end, r.t.raw[r.start - 1]
    if end != r.core.end or t.raw[end] not in _ITEM_MARKS or not t.glued(end):
        return False
    if before == "│":  # a cell of a drawn table names a unit: "│19.    │6 Gren."
        return True
    if _tallied(t, r.start, r.words.nouns["outcome"]):
        return False
    if before == BREAK:
        return len(r.raw) <= (3 if t.raw[end + 1] != BREAK and t.raw[end] in ".)" else 2) and not t.figure[end + 1]
    return before in (";", ":", "-", "–", "—") and len(r.raw) <= 2 and t.raw[end + 1][0].isupper()


@vetoes.veto(
    "numbers.place.series",
    reads=("Grades: [[1]]: Sure. [[2]]: Likely. [[3]], Possible.",),
    leaves=("They sank. [[3]], Mai said, was the number.", "Boats: [[3]], Trucks: [[4]], Men: [[5]]"),
    source="grades and items of a series",
)
def _series(r: Reading) -> bool:
    """A small figure between signs whose neighbours in the text go on counting in the same way."""
    if (
        r.before == BREAK
        or _tallied(r.t, r.start, r.words.nouns["outcome"])
        or r.end != r.start + 1
        or not _marks_item(r.t, r.start)
    ):
        return False
    near = (n for n in range(max(r.start - _ITEM_REACH, 1), r.start + _ITEM_REACH) if n < len(r.t) and r.t.figure[n])
    return any(_marks_item(r.t, n) and abs(int(r.t.raw[n]) - int(r.raw)) == 1 for n in near)


@vetoes.veto(
    "numbers.place.paragraph",
    reads=("They sank it. [[2]]. It was also agreed that men left.", "(He left.) [[6]]. The boats sank."),
    leaves=("They lost [[2]]. It was over.", "The toll was more than two. [[Two]] men left."),
    source="paragraphs of cables and memoranda that run on in one line",
)
def _paragraph(r: Reading) -> bool:
    """A small figure that is a sentence of its own numbers the paragraph that begins behind it."""
    t, end = r.t, r.end
    if len(r.raw) > 2 or not r.raw.isdecimal() or end != r.start + 1 or t.glued(r.start):
        return False
    ended = t.raw[r.start - 1] in _SENTENCE_ENDS
    return ended and t.raw[end] == "." and t.glued(end) and not t.glued(end + 1) and t.raw[end + 1][0].isupper()


@vetoes.veto(
    "numbers.place.dashed-item",
    reads=("[[1]] - Move the guns.\n[[2]] - Shoot.", "[[1]] . Boats left.\n[[2]] . Men stayed."),
    leaves=("12 - Tanks\n40 - Guns", "12 - 14 men left."),
    source="lists whose marks stand apart",
)
def _dashed_item(r: Reading) -> bool:
    """A small figure at a line's start before a mark apart from it, where a line beside goes on counting."""
    t, mark = r.t, r.t.raw[r.end]
    if r.before != BREAK or r.end != r.start + 1 or len(r.raw) > 2 or not r.raw.isdecimal():
        return False
    if not (mark in _APART_MARKS and t.raw[r.end + 1][0].isupper()) or (t.glued(r.end) and mark != "]"):
        return False
    near = (n for n in range(max(r.start - _LINE_REACH, 1), r.start + _LINE_REACH) if n < len(t) - 1)
    return any(
        t.raw[n - 1] == BREAK and t.raw[n + 1] == mark and t.raw[n].isdecimal() and abs(int(t.raw[n]) - int(r.raw)) == 1
        for n in near
    )


def _tallied(t: Tokens, at: int, outcomes: set[str]) -> bool:
    """Whether a sign gives the figure as the count of what stands before it: ``Dead: 5.``, ``KIA - 1;``, ``Trucks: 6. Guns: 20.``"""
    if t.raw[at - 1] in DASHES:
        return t.low[at - 2] in outcomes
    if t.raw[at - 1] != ":":
        return False
    listed = t.is_word(at + 2) and t.raw[at + 3] == ":" and t.figure[at + 4]
    return t.low[at - 2] in _TALLIES or t.low[at - 2] in outcomes or listed


@vetoes.veto(
    "numbers.place.thread",
    reads=("[[1]]/ Boats left. [[2]]/ Men stayed.",),
    leaves=("They lost [[12]] / 14 men.", "They lost [[12]]/day there."),
    source="posts that go on under each other",
)
def _thread(r: Reading) -> bool:
    """A small figure before a stroke at the beginning of a line or sentence numbers the post that begins there."""
    t, end = r.t, r.end
    opened = r.before == BREAK or t.raw[r.start - 1] in _SENTENCE_ENDS
    return opened and len(r.raw) <= 2 and t.raw[end] == "/" and t.glued(end) and not t.glued(end + 1)


def _marks_item(t: Tokens, at: int) -> bool:
    """Whether the figure stands between a sentence's end and a sign behind which a sentence begins."""
    before, behind = t.raw[at - 1], t.raw[at + 1]
    if not (t.raw[at].isdecimal() and len(t.raw[at]) <= 2) or behind not in _SERIES_MARKS or not t.glued(at + 1):
        return False
    opened = before in (BREAK, ".", ";", "'", '"') or (before == ":" and behind != ",")
    return opened and t.raw[at + 2][0].isupper()


@vetoes.veto(
    "numbers.place.item-in-text",
    reads=(
        "It has: ([[1]]) boats and ([[2]]) trucks.",
        "At point ([[2]]) they left.",
        "They have [[1]]) boats; [[2]]) trucks.",
    ),
    leaves=("They lost ten ([[10]]) boats.", "Petro ([[9]]) and Ivan ([[11]]) were killed."),
    source="items of a list within a sentence",
)
def _item_in_text(r: Reading) -> bool:
    """A small figure in brackets, or before a bracket that nothing opens, numbers what follows."""
    t, at = r.t, r.start - 1
    if t.raw[r.end] != ")" or len(r.raw) > 2 or not t.glued(r.end) or r.measured:
        return False
    if t.raw[at] != "(":
        return t.is_word(r.end + 1) and "(" not in t.raw[max(at - _BRACKETED, 0) : r.start]
    small = int(r.raw) <= _MOST_ITEMS if r.raw.isdecimal() else False
    known = r.words.cardinal.get(t.low[at - 1])
    return t.low[at - 1] in _NOTED or (small and known is None and not fate_told(t, at - 1, r.words.nouns["outcome"]))


@vetoes.veto(
    "numbers.place.note",
    reads=("The boats left. [[[12]]] Men stayed.",),
    leaves=("They hit 400 [4,000] men.",),
    source="marks of notes",
)
def _note(r: Reading) -> bool:
    return r.raw.isdecimal() and r.t.raw[r.start - 1] == "[" and r.t.raw[r.end] == "]"


_PLACED: Final = any_of(
    _degrees,
    _minutes,
    _grid,
    _decimal_degrees,
    _list_item,
    _dashed_item,
    _series,
    _thread,
    _paragraph,
    _item_in_text,
    _note,
)


def placed(r: Reading) -> bool:
    """Whether a figure is part of a coordinate, or numbers a list item or note."""
    return r.figure and _PLACED(r)
