"""What follows a head that begins a designation: a number, a letter, a name, a region."""

from __future__ import annotations

from typing import Final

from sitrex.annotate.units.designators import read_designator
from sitrex.annotate.units.fields import Part
from sitrex.annotate.units.foreign import ForeignReader
from sitrex.annotate.units.lexer import NEWLINE
from sitrex.annotate.units.lexicon import Echelon
from sitrex.annotate.units.tails import MULTINATIONAL
from sitrex.annotate.units.words import FACILITIES, MONTHS, NO_NAMES, OPENERS, PEOPLE, ROYAL, SPORT

_DIRECTIONS: Final = frozenset(
    "north south east west centre center northeast northwest southeast southwest capital".split()
)
_AFTER_NUMBER: Final = frozenset(
    ("task_force", "task_group", "strike_group", "combat_command", "army_group", "military_district")
)
_LETTER_AFTER: Final = frozenset(("company", "battery", "troop", "platoon", "squadron"))
_NUMBER_AFTER_BRANCH: Final = frozenset(
    "squadron division group wing regiment battalion team detachment brigade flotilla command company battery".split()
)
_REGIONS: Final = frozenset("europe pacific atlantic africa korea japan central alaska".split())
_NAMED_AFTER: Final = frozenset(("division", "brigade", "battalion"))
_BEFORE_NAMED: Final = frozenset(
    "the of by with and to from as in under for called commanded joined led french".split()
)
_NOT_NAMED: Final = NO_NAMES | PEOPLE | FACILITIES | SPORT


class AfterReader(ForeignReader):
    """The grammar over one window, for what follows a head."""

    def _after(self, part: Part, head: Echelon) -> Part | None:
        """The part with a designator that follows its head."""
        i, echelon = part.end, head.echelon or ""
        if i >= self.size or self.words[i] == NEWLINE or (head.strength == "lettered" and head.case == "upper"):
            return None
        if self.words[i] in ("-", "–") and self.tokens.glued(i) and i + 1 < self.size:
            i += 1
        number = read_designator(self.tokens, i)
        bare = not part.names and part.branch is None
        if number and number.kind not in ("ordinal", "composite") and (not head.plural or echelon in _LETTER_AFTER):
            letter = number.kind == "letter" or (
                number.kind == "roman" and number.end == i + 1 and len(self.words[i]) == 1
            )
            fits = (
                echelon in _AFTER_NUMBER
                or (echelon == "legion" and number.kind == "roman")
                or (letter and echelon in _LETTER_AFTER and not part.names)
                or (not letter and not bare and echelon in _NUMBER_AFTER_BRANCH and part.rank >= 10)
                or (head.branch is not None and number.kind != "word")
            )
            if number.kind == "word" or (number.kind == "cardinal" and not self.words[i][0].isupper()):
                fits = False
            if echelon == "detachment" and number.kind == "number":
                fits, part.evidence = True, "context"
            if fits and not (self.words[i] == "A" and self._lower(number.end) and not self._verbal(number.end)):
                if self.keys[part.start] == "whose":
                    part.start, part.names = part.start + 1, part.names[1:]
                self._drop_owner(part, echelon)
                part.trailing = True
                single = letter and number.kind == "roman" and echelon in _LETTER_AFTER
                part.designator = self.words[i] if single else number.value
                part.kind, part.end = number.kind, number.end
                return part
        if self.words[i][0].isdigit() and echelon in ("task_group", "task_force"):
            part.designator, part.end, part.kind = self.words[i], i + 1, "number"
            return part
        if bare and self._named_after(i, echelon):
            part.names, part.end, part.evidence = [self.words[i]], i + 1, "context"
            return part
        multinational = self.keys[part.start] in MULTINATIONAL
        if multinational and (end := self._where(part.end)):
            part.names, part.end, part.evidence = self.words[end - 1 : end], end, "context"
            return part
        if head.echelon == "command" and self._region(i) and not bare:
            part.names, part.end, part.evidence = [*part.names, self.words[i]], i + 1, "context"
            return part
        dashed = (
            echelon == "command"
            and self.words[i] in ("-", "–")
            and (self.keys[i + 1 : i + 2] == ["operation"] or (head.strength == "plain" and self.tokens.glued(i)))
        )
        named = echelon in ("task_force", "army_group") or (echelon == "group" and head.strength == "plain") or dashed
        sectored = (echelon == "command" and head.strength == "plain") or (
            echelon in ("brigade", "division") and multinational
        )
        if sectored and self.keys[i] in _DIRECTIONS and self.words[i][0].isupper():
            part.names, part.end = [self.words[i]], i + 1
            return part
        if named and not head.plural:
            j = self._name_end(i)
            if j > i:
                part.names = [word for word in self.words[i:j] if word[0].isalpha()]
                part.end = j
                return part
        return None

    def _named_after(self, i: int, echelon: str) -> bool:
        """Whether token ``i`` is the name of a division or brigade behind its head: Division Daguet, Brigade Piron."""
        word, key = self.words[i], self.keys[i]
        if echelon not in _NAMED_AFTER or not self.proper(i) or len(word) < 4 or word.isupper() or self.tokens.glued(i):
            return False
        if i < 2 or self.keys[i - 2] not in _BEFORE_NAMED or key in _NOT_NAMED or self.titled(i):
            return False
        if any(table.longest(self.keys, i) for table in (self._branches, self._qualifiers, self._nations)):
            return False
        following = self.words[i + 1] if i + 1 < self.size else "."
        return self.head(i) is None and not following[0].isupper() and not following[0].isdigit()

    def _region(self, i: int) -> bool:
        """Whether token ``i`` is a region behind a command: Special Operations Command Europe."""
        following = self.words[i + 1][0] if i + 1 < self.size else "."
        return self.words[i][0].isupper() and self.keys[i] in _REGIONS and not following.isupper()

    def _drop_owner(self, part: Part, echelon: str) -> None:
        """Leave out the commander and other words before a numbered unit: Colonel Weber's Rifle Regiment 155."""
        owners = [j for j in range(part.start, part.end) if self.keys[j] == "'s"]
        if owners and self.keys[part.start] not in ROYAL:
            part.start = owners[-1] + 1
            part.names = [word for word in part.names if word in self.words[part.start : part.end]]
        if echelon in ("task_force", "task_group"):
            while part.names and part.start < part.end and self.words[part.start] == part.names[0]:
                part.start += 1
                part.names = part.names[1:]

    def _name_end(self, i: int) -> int:
        """End of a name of up to three words after a head: Viking, Operation Inherent Resolve, Horn of Africa."""
        j = i + 1 if i < self.size and self.words[i] in "-–" else i
        begin = j
        while j < self.size and j < begin + 3 and self.words[j][0].isupper() and self.words[j][0].isalpha():
            key = self.keys[j]
            if key in PEOPLE or key in OPENERS or key in MONTHS or self._echelons.longest(self.keys, j):
                break
            j += 1
            if j == begin + 1 and j + 1 < self.size and self.keys[j] == "of" and self.words[j + 1][0].isupper():
                return j + 2
        return j if j > begin else i

    def _lower(self, i: int) -> bool:
        return i < self.size and self.words[i][0].islower()

    def _verbal(self, i: int) -> bool:
        key = self.keys[i]
        return key in OPENERS or key.endswith("ed") or key in ("was", "is", "had", "has", "were", "under", "took")
