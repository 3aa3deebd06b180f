"""Orders of battle by how far in their lines stand and how large what stands on them is.

A line that a designation heads is an item. It is under the nearest line that stands less far in. Of items that stand equally
far in, without a bullet, the first is over the smaller ones behind it: ``V Corps``, ``1st Division``, ``16th Regiment``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from sitrex.annotate.units.document.pairs import may_take
from sitrex.annotate.units.fields import Candidate
from sitrex.annotate.units.lexicon import RANK
from sitrex.annotate.units.rules import told

_MARK: Final = re.compile(
    r"([^\S\n]*)(?:([-*+#>•●◦○▪■·–—]+|o(?=[^\S\n]))[^\S\n]*|(\(?\w{1,3}[.)]|\d{1,2}(?:\.\d{1,2}){1,4}\.?)[^\S\n]+)?"
    r"(?:\*\*|__)?(?:[A-Z][\w.'’]*:?[^\S\n]+){0,2}"
)
"""Before the designation: how far in the line stands, its bullet or number; whose the formation is."""
_BEHIND: Final = re.compile(r"\.?[*_]{0,2}(?:[^\S\n]+[A-Z][\w.'’-]*){0,4}[*_]{0,2}(?:[^\S\n]*(?:\Z|[:(\[,;=/|–—-])|\t)")
"""Behind the designation: nothing, a commander or place as in a list."""
_BOLD: Final = ("**", "__")
_PARTS: Final = re.compile(r"(?:[^\S\n]*\([^()\n]*\))?[^\S\n]*:[^\S\n]*[^\s]")
"""What is under an item, on its own line."""
_SAID: Final = re.compile(r"[.!?][\"”’)]?\Z")
_STEP: Final = 4
"""Columns of a tab."""
_INNER: Final = {"◦": 1, "○": 1, "o": 1, "▪": 2, "■": 2}
"""Bullets that stand for a level where no blanks do."""
_PREFIX: Final = 60
_LONGEST: Final = 160
"""Characters of a line before its designation, and of the whole."""
_LABEL: Final = 70
"""Characters of a line between items that is no prose."""
_GAP: Final = 300
"""Characters between two items of one list."""
_FEW: Final = 3
"""Items that make a list where only their sizes tell what is under what."""
_PAIR: Final = 2
_WORDS: Final = 3
"""Words behind a designation from which a full stop ends a sentence."""
_UNTOLD: Final = 6
"""Size of a force whose echelon is not told: that of a battalion, at most under a regiment."""


@dataclass(slots=True)
class _Line:
    """An item, or a line between items."""

    column: int
    block: int = 0
    """Empty lines before it."""
    ends: bool = True
    """Whether a line without designation ends the items that stand as far in."""
    label: bool = False
    over: bool = False
    """Whether its own line tells what is under it, or lines that stand further in do."""


@dataclass(slots=True)
class _Item(_Line):
    unit: int = 0
    """Index of the designation that heads it."""
    rank: int = 0
    opens: bool = True
    """Whether an empty line stands before it."""
    marked: bool = False


def by_indent(units: list[Candidate], text: str, links: dict[int, int]) -> None:
    """Add to ``links`` what indents, bullets and the sizes of what heads the lines say."""
    if "\n" not in text:
        return
    for lines in _lists(units, text):
        for group in _further_in(units, lines, links):
            if len(group) >= _FEW and not any(item.marked for item in group):
                _by_size(units, group, links)


@told.rule(
    "units.superior.indent",
    reads=(
        "The army left.\n\n5th Division\n  [[7th Brigade]]\n  [[8th Brigade]]\n",
        "The army left.\n\n* 5th Division\n** [[7th Brigade]] (Smith)\n** [[8th Brigade]]\n",
    ),
    leaves=("The army left.\n\n- 5th Division\n- [[7th Brigade]]\n- [[8th Brigade]]\n",),
    source="orders of battle",
    nothing=False,
)
def further_in(unit: Candidate, above: Candidate) -> bool:
    """A line of a list that stands further in than the larger one before it."""
    return may_take(above, unit)


@told.rule(
    "units.superior.block",
    reads=("The army left.\n\n5th Division\n[[7th Brigade]]\n[[8th Brigade]]\n\n6th Division\n[[9th Brigade]]\n",),
    leaves=("The army left.\n\n5th Division\n6th Division\n[[7th Brigade]]\n",),
    source="orders of battle",
    nothing=False,
)
def in_block(unit: Candidate, above: Candidate) -> bool:
    """A line of a list that stands as far in as the larger one which heads it."""
    return may_take(above, unit)


def heads_line(unit: Candidate, text: str) -> bool:
    """Whether it heads a line that is an item of a list."""
    return _item(unit, text) is not None


# -- the lines ---------------------------------------------------------------------------------------------------------


def _lists(units: list[Candidate], text: str) -> Iterator[list[_Line]]:
    """The items that stand together, with the lines between them that are no prose."""
    lines: list[_Line] = []
    end = 0
    for i, unit in enumerate(units):
        found = _item(unit, text) if unit.start >= end else None
        if found is None:
            continue
        begin, line = found
        line.unit, line.rank = i, RANK.get(unit.echelon or "", _UNTOLD)
        between = _between(text, end, begin, lines[-1].block) if lines else None
        if between is None:
            yield lines
            lines = []
        else:
            line.block = between.pop().block
            lines += between
            line.opens = line.block != lines[-1].block
        lines.append(line)
        end = _line_end(text, unit.end)
    yield lines


def _between(text: str, begin: int, end: int, block: int) -> list[_Line] | None:
    """The lines between two items, and an empty one at the end; None where one of them is prose or they are far apart."""
    if end - begin > _GAP:
        return None
    lines: list[_Line] = []
    for line in text[begin:end].split("\n")[1:-1]:
        said = line.rstrip()
        if len(said) > _LABEL or (_SAID.search(said) and len(said.split()) > _WORDS):
            return None
        if not said:
            block += 1
            continue
        far = len(said) - len(said.lstrip())
        alone = not lines or lines[-1].block != block
        label = said.endswith(":")
        lines.append(_Line(_column(said[:far]), block=block, ends=label or alone, label=label))
    return [*lines, _Line(0, block=block)]


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at, at + _LONGEST)
    return min(len(text), at + _LONGEST) if end < 0 else end


def _item(unit: Candidate, text: str) -> tuple[int, _Item] | None:
    """Where the line begins that the designation heads, and how far in it stands; None in prose."""
    low = max(0, unit.start - _PREFIX)
    begin = text.rfind("\n", low, unit.start) + 1
    mark = _MARK.fullmatch(text, begin, unit.start) if begin or low == 0 else None
    if mark is None:
        return None
    rest = text[unit.end : _line_end(text, unit.end)].rstrip()
    if len(rest) >= _LONGEST or not _BEHIND.match(rest) or (_SAID.search(rest) and len(rest.split()) > _WORDS):
        return None
    column, marked = _column(mark[1]), mark[2] or mark[3] or ""
    if marked in _BOLD and rest.startswith(_BOLD):
        marked = ""
    elif mark[3]:
        # 1., then 1.1
        column += 1 + marked.rstrip(".").count(".")
    else:
        column += len(marked) + _INNER.get(marked, 0)
    return begin, _Item(column, marked=bool(marked), over=_PARTS.match(rest) is not None)


def _column(before: str) -> int:
    return len(before.expandtabs(_STEP))


# -- what is under what ------------------------------------------------------------------------------------------------


def _further_in(units: list[Candidate], lines: list[_Line], links: dict[int, int]) -> list[list[_Item]]:
    """Link each item to the line that it stands further in than; the items that stand equally far in under the same line."""
    groups: list[list[_Item]] = []
    open_groups: dict[tuple[int, int], list[_Item]] = {}
    stack: list[_Line] = []
    for line in lines:
        while stack and stack[-1].column >= line.column:
            stack.pop()
        above = next((other for other in reversed(stack) if not other.label), None)
        if stack:
            stack[-1].over = True
        key = (id(stack[-1]) if stack else 0, line.column)
        if not isinstance(line, _Item):
            if line.ends:
                open_groups.pop(key, None)
        else:
            if isinstance(above, _Item):
                _link(units, links, line.unit, above.unit, further_in)
            if key not in open_groups:
                groups.append([])
                open_groups[key] = groups[-1]
            open_groups[key].append(line)
        stack.append(line)
    return groups


def _link(units: list[Candidate], links: dict[int, int], i: int, above: int, rule: Callable[..., bool]) -> None:
    if i not in links and rule(units[i], units[above]):
        links[i] = above


def _by_size(units: list[Candidate], items: list[_Item], links: dict[int, int]) -> None:
    """Link the items of a list without indents: to the first if that is the largest, to the next in size where they have some."""
    if units[items[0].unit].echelon not in RANK:
        # a force of unknown size says nothing of what is under it
        items = items[1:]
    if len(items) < _PAIR or items[0].over:
        return
    top = max(item.rank for item in items[1:])
    if items[0].rank < top:
        return
    head = items[0] if items[0].rank > top else None
    parts = _parts(items if head is None else items[1:], top)
    nested = _nested([part for part in parts if part[0].rank == top])
    for part in parts:
        if head is not None:
            _link(units, links, part[0].unit, head.unit, in_block)
        if nested and part[0].rank == top:
            _by_size(units, part, links)
        else:
            _under_heads(units, part, head, links)


def _under_heads(units: list[Candidate], part: list[_Item], head: _Item | None, links: dict[int, int]) -> None:
    """Link the smaller items of a part to its first where that heads their block, else to the head of the list."""
    for item in part[1:]:
        above = part[0] if _heads_block(part[0], item, head) else head
        if above is not None:
            _link(units, links, item.unit, above.unit, in_block)


def _parts(items: list[_Item], top: int) -> list[list[_Item]]:
    """The items, cut before each of the largest."""
    parts: list[list[_Item]] = []
    for item in items:
        if item.rank == top or not parts:
            parts.append([])
        parts[-1].append(item)
    return parts


def _nested(parts: list[list[_Item]]) -> bool:
    """Whether smaller items stand under the largest: behind others than the last, where they may also be of all."""
    return any(len(part) > 1 for part in parts[: max(1, len(parts) - 1)])


def _heads_block(first: _Item, item: _Item, head: _Item | None) -> bool:
    """Whether an empty line before the first makes what stands right under it its own."""
    return first.opens and first.block == item.block and (head is None or head.block != first.block)
