"""What belongs to a designation after its head: of Foot, (Mechanized), RAF, a quoted name."""

from __future__ import annotations

from typing import Final

from sitrex.annotate.units.fields import Part
from sitrex.annotate.units.lexer import NEWLINE
from sitrex.annotate.units.lexicon import Branch
from sitrex.annotate.units.window import Window
from sitrex.annotate.units.words import OPENERS

_ARM_RANK: Final = 60
"""Rank of the arm that a corps behind the head tells (R.E.): only a special branch stands above it."""
_BY_ARM: Final = frozenset(("regiment", "battalion", "brigade"))
_OF_TAIL: Final = frozenset(
    "foot horse cavalry infantry artillery engineers dragoons volunteers militia guards".split()
)
MULTINATIONAL: Final = frozenset(("multinational", "multi-national"))
_PARTICLES: Final = frozenset("de d' di da del della des du of the von van y el al".split())
_LONGEST_TITLE: Final = 3
_SHORTEST_TITLE: Final = 4
"""Letters of a county's name at least: (TA) is none."""
_DIVISION_TROOPS: Final = frozenset(
    "signals engineers artillery workshop workshops sappers provost ordnance reconnaissance".split()
)


class TailReader(Window):
    """The grammar over one window, for what follows a head."""

    def tail(self, part: Part) -> None:
        """Take in what belongs to a designation after its head: of Foot, (Mechanized), RAF, “Folgore”, a dot."""
        self._endings(part)
        if part.headed and not part.plural:
            self._quoted_name(part)
        if self.keys[part.start] in MULTINATIONAL and part.end < self.size and (end := self._where(part.end)):
            part.names, part.end = self.words[end - 1 : end], end

    def _quoted_name(self, part: Part) -> None:
        """Take in a quoted honorific, perhaps between underscores: 93rd Battalion _"Sándor Petőfi"."""
        j = part.end
        while j < self.size and j < part.end + 2 and self.words[j] in ("_", "*"):
            j += 1
        if j >= self.size or self.words[j] not in ("“", '"', "«"):
            return
        closed = self._enclosed(j)
        if closed is None or not self.proper(j + 1) or self.head(closed - 2) is not None:
            return
        inner = self.words[j + 1 : closed - 1]
        if all(word[0].isupper() or word in _PARTICLES for word in inner) and self._spaced(j):
            part.names, part.end = [*part.names, *inner], closed

    def _spaced(self, i: int) -> bool:
        """Whether a space stands before the quotation mark at token ``i``, or the mark-up that does."""
        return not self.tokens.glued(i) or self.words[i - 1] in ("_", "*")

    def _where(self, i: int) -> int:
        """End of the country of a multinational force that begins at token ``i``: – Iraq, in Iraq; 0 if none."""
        if self.keys[i] not in ("-", "–", "—", "in") or i + 1 >= self.size:
            return 0
        nation = self._nations.longest(self.keys, i + 1)
        named = nation is not None and nation[1].kind in ("noun", "adjective") and self.words[i + 1][0].isupper()
        return nation[0] if nation is not None and named else 0

    def _endings(self, part: Part) -> None:
        j = part.end
        if j < self.size and self.words[j] == "." and self.tokens.glued(j) and self._abbreviated(j - 1):
            after = self.words[j + 1] if j + 1 < self.size else ""
            ends = after == NEWLINE or (after[:1].isupper() and self.keys[j + 1] in OPENERS)
            if after and not ends and (not after[0].isupper() or self.head(j - 1) is not None):
                part.end = j = j + 1
        if j >= self.size or self.words[j] == NEWLINE:
            return
        word = self.words[j]
        if (
            part.headed
            and self.keys[j] in _DIVISION_TROOPS
            and word[0].isupper()
            and part.designator
            and part.size >= 8
        ):
            branch = self._branches.longest(self.keys, j)
            following = self.words[j + 1] if j + 1 < self.size else ""
            if branch and not following[:1].isupper():
                part.names = [*part.names, *self.words[j - 1 : branch[0]]]
                part.read_branch(branch[1])
                part.branch, part.echelon, part.end = branch[1].branch, None, branch[0]
                return
        if part.echelon == "corps" and word == "Area":
            part.echelon, part.end = None, j + 1
            return
        if self.keys[j] in ("infantry", "cavalry", "artillery") and word[0].isupper() and part.echelon in _BY_ARM:
            branch = self._branches.longest(self.keys, j)
            if branch is not None and part.branch is None:
                part.read_branch(branch[1])
                part.end = branch[0]
                return
        if word == "of" and j + 1 < self.size and part.headed and (end := self._arm_end(j + 1)):
            branch = self._branches.longest(self.keys, j + 1)
            if branch:
                part.read_branch(branch[1])
            if self.keys[j + 1] == "foot":
                part.read_country("GB")
            part.end = end
            self._endings(part)
            return
        if word == "battalion" and not part.headed and part.branch is not None and (head := self.head(j)):
            part.read_head(head[1], j + 1)
            return
        if self._styled(part, j):
            return
        if word == "(" and (part.headed or part.branch == "airborne"):
            closed = self._enclosed(j)
            state = self._nations.longest(self.keys, j + 1)
            if closed and state and state[0] == closed - 1 and state[1].kind in ("state", "southern"):
                part.names += self.words[j + 1 : closed - 1]
                part.nation, part.end = state[1].country, closed
                return
            inner = self._inner_branch(j + 1, closed - 1) if closed else None
            if closed and inner is not None:
                part.read_branch(inner)
                part.end = closed
                return
        self._force(part, j + 1 if word == "," and part.designator else j)
        if part.branch is not None and j < part.end < self.size and self.words[part.end] == "(":
            self._territorial_title(part)

    def _territorial_title(self, part: Part) -> None:
        """Take in the county in brackets behind the corps: 85th Mountain Regiment RA (East Anglian)."""
        closed = self._enclosed(part.end)
        inner = range(part.end + 1, closed - 1) if closed is not None else range(0)
        if closed is None or len(inner) > _LONGEST_TITLE or len(self.words[inner[0]]) < _SHORTEST_TITLE:
            return
        if all(self.proper(k) and self.words[k].isalpha() and not self.titled(k) for k in inner):
            part.names, part.end = [*part.names, *self.words[inner[0] : closed - 1]], closed

    def _arm_end(self, i: int) -> int:
        """End of the arm after ``of`` at token ``i``, 0 if none is there: Foot, Field Artillery, Dragoon Guards."""
        if self.keys[i] in _OF_TAIL:
            return i + 1
        arm = self._branches.longest(self.keys, i)
        if arm is None or not all(word[0].isupper() for word in self.words[i : arm[0]]):
            return 0
        return arm[0] if self.keys[arm[0] - 1] in _OF_TAIL else 0

    def _styled(self, part: Part, j: int) -> bool:
        """Take in the name that follows a numbered division: 185th Airborne Division Folgore."""
        if not part.headed or part.echelon not in ("division", "brigade", "legion") or not part.designator:
            return False
        begin = j + 1 if self.words[j] in ("“", '"', "«") else j
        found = self._named.longest(self.keys, begin)
        if found is None or found[1].echelon != part.echelon or not self.words[begin][0].isupper():
            return False
        if begin > j and (found[0] >= self.size or self.words[found[0]] not in ("”", '"', "»")):
            return False
        if self.head(found[0] - 1) is not None or (found[0] < self.size and self.head(found[0]) is not None):
            return False
        part.names, part.end = [*part.names, *self.words[begin : found[0]]], found[0] + (begin - j)
        part.nation = part.nation or (found[1].country if found[1].country and "?" not in found[1].country else None)
        return True

    def _force(self, part: Part, j: int) -> None:
        """Take in the force or corps at token ``j``: No. 617 Squadron RAF, 62nd Field Regiment, R.A."""
        force = self._nations.longest(self.keys, j) if j < self.size else None
        if force is None or not force[1].kind.startswith("force:"):
            return
        if not all(word[0].isupper() for word in self.words[j : force[0]]):
            return
        if force[0] == j + 1 and not self.words[j].isupper():
            return
        _, service, branch = f"{force[1].kind}:".split(":")[:3]
        part.end = force[0]
        part.nation = force[1].country or part.nation
        part.service = service or part.service
        if branch and part.rank < _ARM_RANK:
            part.branch, part.rank = branch, _ARM_RANK

    def _abbreviated(self, i: int) -> bool:
        found = self._echelons.longest(self.keys, i)
        return found is not None and found[1].case == "title"

    def _inner_branch(self, i: int, end: int) -> Branch | None:
        """The branch that a bracket of nothing but branch and qualifying words names."""
        best: Branch | None = None
        while i < end:
            branch = self._branches.longest(self.keys, i)
            other = self._qualifiers.longest(self.keys, i)
            if branch is None and self.head(i) is not None:
                return None
            if branch is not None:
                best = branch[1] if best is None or branch[1].rank > best.rank else best
                i = branch[0]
            elif other is not None:
                i = other[0]
            else:
                return None
        return best if best is not None else Branch(None, -1, None, "", None)
