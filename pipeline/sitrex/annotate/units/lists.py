"""Members of a list: names that share a plural head, numbers in a bracket, designators after the first."""

from __future__ import annotations

from bisect import bisect_right
from typing import Final

from sitrex.annotate.units.designators import read_designator
from sitrex.annotate.units.fields import Part
from sitrex.annotate.units.lexer import NEWLINE, Tokens
from sitrex.annotate.units.lexicon import Echelon
from sitrex.annotate.units.runs import RunReader

MOST_COORDINATED: Final = 16
JOINTS: Final = frozenset((",", "and", "or", "&", "–", "-", "—", "to", "through", "/", "plus"))
_KINDS: Final = {
    "ordinal": 1,
    "word": 1,
    "number": 2,
    "numbered": 2,
    "cardinal": 3,
    "letter": 4,
    "roman": 5,
    "composite": 6,
}
_NAMED_HEADS: Final = frozenset("brigade division regiment battalion military_district front fleet".split())
_BY_DIRECTION: Final = frozenset(("military_district", "front", "fleet"))
"""Echelons that mere points of the compass tell apart."""
_REACH: Final = 24
_LONGEST_NAME: Final = 2


def alike(a: str, b: str) -> bool:
    """Whether designators of these kinds stand in one list."""
    return _KINDS[a] == _KINDS[b] or {a, b} == {"letter", "roman"}


class ListReader(RunReader):
    """The grammar over one window, for lists."""

    def __init__(self, tokens: Tokens) -> None:
        super().__init__(tokens)
        self._plurals = [i for i in self.closings if (head := self.head(i)) is not None and head[1].plural]

    def name_list(self, i: int) -> list[Part]:
        """Names before one plural head: the Central and Eastern Military Districts, the Trento and Pavia Divisions."""
        if not self._shared_in_reach(i):
            return []
        spans: list[tuple[int, int]] = []
        j, joined = i, False
        while len(spans) < MOST_COORDINATED:
            end = j
            while end < self.size and end < j + _LONGEST_NAME and self._listable(end):
                end += 1
            if end == j:
                return []
            spans.append((j, end))
            following = self._joint(end)
            if following is None:
                break
            marks = self.keys[end:following]
            if joined or not {",", "and", "or", "&", "the"}.issuperset(marks):
                return []
            joined = not {"and", "or", "&"}.isdisjoint(marks)
            j = following
        if len(spans) < 2 or not joined:
            return []
        return self._shared_head(spans)

    def _shared_in_reach(self, i: int) -> bool:
        """Whether a plural head follows token ``i`` closely enough for a list of names before it."""
        at = bisect_right(self._plurals, i)
        return at < len(self._plurals) and self._plurals[at] < i + _REACH

    def _listable(self, i: int) -> bool:
        """Whether token ``i`` may be a word of a name in a list."""
        if not self.proper(i) or self.head(i) is not None or self.titled(i):
            return False
        if read_designator(self.tokens, i) is not None:  # I and II Battalions
            return False
        return self._nations.longest(self.keys, i) is None and self._branches.longest(self.keys, i) is None

    def _shared_head(self, spans: list[tuple[int, int]]) -> list[Part]:
        j = spans[-1][1]
        last = Part(start=spans[-1][0], end=-1)
        while j < self.size and (branch := self._branches.longest(self.keys, j)) is not None and self.head(j) is None:
            last.read_branch(branch[1])
            j = branch[0]
        head = self.head(j)
        if head is None or not head[1].plural or head[1].echelon not in _NAMED_HEADS:
            return []
        if not all(self._names_unit(begin, end, head[1], self.words[j][0].islower()) for begin, end in spans):
            return []
        last.read_head(head[1], head[0])
        parts: list[Part] = []
        for begin, end in spans:
            part = last.copy()
            part.start, part.names = begin, self.words[begin:end]
            part.end = head[0] if begin == last.start else end
            part.evidence = "" if last.echelon == "military_district" else "context"
            known = self._named.longest(self.keys, begin)
            if known is not None and known[0] == end and known[1].echelon == last.echelon:
                part.branch = known[1].branch or part.branch
                part.nation = known[1].country if "?" not in (known[1].country or "?") else None
            parts.append(part)
        return parts

    def _names_unit(self, begin: int, end: int, head: Echelon, lower: bool) -> bool:
        """Whether the words may tell apart units with this head; in lower case a division is also a firm's."""
        if head.echelon in _BY_DIRECTION:
            return True
        if any(self._qualifiers.longest(self.keys, k) is not None for k in range(begin, end)):
            return False
        known = self._named.longest(self.keys, begin)
        if known is not None and known[1].kind == "never":
            return False
        return not lower or head.strength == "strong" or (known is not None and known[1].echelon == head.echelon)

    def bracket_list(self, i: int) -> list[Part]:
        """Numbers in a bracket behind a head without one: three corps (I, II and III), one tank battalion (76th)."""
        head = self._echelons.longest(self.keys, i - 2)
        if head is None or head[0] != i - 1 or head[1].case or not self.words[i - 2][0].islower():
            return []
        parts: list[Part] = []
        j: int | None = i
        while j is not None and len(parts) < MOST_COORDINATED:
            number = read_designator(self.tokens, j)
            if number is None or number.kind not in ("ordinal", "roman"):
                return []
            end = number.end
            if number.kind == "roman" and self.words[end : end + 1] == ["."] and self.tokens.glued(end):
                end += 1
            part = Part(start=j, end=end, designator=number.value, kind=number.kind, evidence="context")
            part.echelon, part.headed = head[1].echelon, True
            branch = self._branches.longest(self.keys, i - 3) if i > 2 else None
            if branch is not None and branch[0] == i - 2:
                part.read_branch(branch[1])
            parts.append(part)
            j = self._joint(end)
        end = parts[-1].end
        closed = end < self.size and self.words[end] == ")"
        return parts if closed and (len(parts) > 1 or parts[0].kind == "ordinal") else []

    def _after_head(self, part: Part) -> list[Part]:
        """Companies A, B and C: further designators after the first."""
        more: list[Part] = []
        j = part.end
        while len(more) < MOST_COORDINATED:
            k = self._joint(j)
            if k is None:
                break
            number = read_designator(self.tokens, k)
            if number is None or not alike(number.kind, part.kind):
                break
            body = self.body(number.end, number)
            if body.part.end > number.end:
                break
            other = part.copy()
            other.start, other.end = k, number.end
            other.designator = self.words[k] if number.kind in ("letter", "roman") else number.value
            more.append(other)
            j = number.end
        return more

    def _joint(self, i: int) -> int | None:
        """Where the next member of a list begins, if token ``i`` joins two members."""
        j = i
        while j < self.size and j < i + 3 and (self.keys[j] in JOINTS or (j > i and self.keys[j] == "the")):
            j += 1
        if j == i or j >= self.size or self.words[j] == NEWLINE:
            return None
        return j if self.words[j][0].isalnum() else None
