"""Designations in Romance languages, where the arm follows the head: 21e Régiment d'Infanterie de Marine."""

from __future__ import annotations

from typing import Final

from sitrex.annotate.units.designators import Designator, read_designator
from sitrex.annotate.units.fields import Part
from sitrex.annotate.units.lexicon import Echelon
from sitrex.annotate.units.names import NameReader

_OF: Final = frozenset("de des du di del della delle dei do da dos das".split())
_ELIDED: Final = ("d'", "l'", "dell'", "dall'", "sull'")
_ARTICLES: Final = frozenset("la le les l el los il lo".split())
_AND: Final = frozenset(("et", "y", "e"))
_HEADS: Final = frozenset(
    "régiment regimiento regimento reggimento bataillon batallón batalhão battaglione escadron escuadrón escadrille "
    "squadriglia groupement compagnie compañía companhia brigada brigata división divisione demi-brigade stormo".split()
)
"""Heads that are no English words, which may stand without a number."""
_LONGEST: Final = 12


class ForeignReader(NameReader):
    """The grammar over one window, for designations with the arm behind the head."""

    def romance(self, i: int, number: Designator | None) -> Part | None:
        """The designation in a Romance language that begins at token ``i``."""
        j = i if number is None else number.end
        if number is not None and number.kind in ("letter", "composite"):
            return None
        head = self._romance_head(j)
        if head is None or (number is None and (self.keys[j] not in _HEADS or not self.words[j][0].isupper())):
            return None
        end, known = self._complement(head[0])
        if end == head[0] and (self.keys[j] not in _HEADS or number is None):
            return None
        if self.keys[j] not in _HEADS and not (known and self._connects(head[0])):
            return None
        part = Part(start=i, end=-1)
        part.read_head(head[1], end)
        for at in range(head[0], end):
            stem = self.keys[at].rpartition("'")[2]
            branch = self._branches.longest([stem], 0)
            if branch is not None:
                part.read_branch(branch[1])
        if number is not None:
            part.designator, part.kind = number.value, number.kind
            return part
        part.names = self.words[head[0] : end]
        after = read_designator(self.tokens, end) if end < self.size else None
        if after is not None and after.kind in ("number", "numbered", "roman"):
            part.designator, part.kind, part.end, part.names = after.value, after.kind, after.end, []
            return part
        part.evidence = "context"
        return part if known else None

    def _romance_head(self, j: int) -> tuple[int, Echelon] | None:
        if j >= self.size:
            return None
        found = self._echelons.longest(self.keys, j)
        if found is None or found[1].case or found[1].plural or found[0] != j + 1:
            return None
        return found

    def _connects(self, i: int) -> bool:
        return self.keys[i] in _OF or self.keys[i].startswith(_ELIDED)

    def _arm(self, key: str) -> bool:
        """Whether the word names an arm or a kind of unit."""
        stem = [key.rpartition("'")[2]]
        return self._branches.longest(stem, 0) is not None or self._echelons.longest(stem, 0) is not None

    def _complement(self, i: int) -> tuple[int, bool]:
        """End of the arm and name that begin at token ``i``, and whether they name an arm."""
        j, end, known = i, i, False
        while j < self.size and j < i + _LONGEST:
            key, word = self.keys[j], self.words[j]
            joined = key in _AND and end > i and j + 1 < self.size and self.keys[j + 1] in _OF
            if key in _OF or joined:
                j += 1
                while j < self.size and self.keys[j] in _OF | _ARTICLES:
                    j += 1
                if j < self.size and self.words[j][0].isalpha():
                    known = known or self._arm(self.keys[j])
                    end = j = j + 1
                continue
            if key.startswith(_ELIDED):
                known = known or self._branches.longest([key.rpartition("'")[2]], 0) is not None
                end = j = j + 1
                continue
            following = self.keys[j + 1] if j + 1 < self.size else ""
            arm = self._branches.longest(self.keys, j)
            if word[0].isupper() and (arm is not None or following in _OF or following.startswith(_ELIDED)):
                known = known or arm is not None
                end = j = arm[0] if arm is not None else j + 1
                continue
            if end > i and known and self.proper(j) and self.head(j) is None and not self.titled(j):
                # an adjective after the arm: Hussards Parachutistes
                return (j + 1 if self._nations.longest(self.keys, j) is None else end), known
            break
        return end, known
