"""Designations that begin with a word: a head and its number, or a name and its head."""

from __future__ import annotations

from typing import Final

from sitrex.annotate.units.after import AfterReader
from sitrex.annotate.units.fields import Part
from sitrex.annotate.units.grammar import MOST_NAMES
from sitrex.annotate.units.lexer import NEWLINE
from sitrex.annotate.units.lexicon import Echelon
from sitrex.annotate.units.window import LONGEST_BODY
from sitrex.annotate.units.words import (
    FACILITIES,
    ITEM_ENDS,
    ITEM_MARKS,
    MOVEMENTS,
    PEOPLE,
    ROYAL,
)

_NATIONAL: Final = frozenset(("legion", "corps", "division", "brigade", "regiment", "battalion"))
_BARE: Final = frozenset("company battery squadron battalion regiment brigade platoon flotilla".split())
"""Echelons that a branch alone tells apart within their superior: the Signal Battalion."""
_SUPPORT_RANK: Final = 45
"""Branches below fight; a company of the others may be a firm."""
_NO_COMMAND: Final = frozenset(
    ("high", "supreme", "general", "main", "military", "unified", "joint", "second", "naval")
)
_LOWER: Final = frozenset("brigade regiment battalion grouping battery".split())
_LONGEST_SERVICE: Final = 5
"""Letters of a force's abbreviation at most: a GRU brigade is no particular one."""
_CONNECTORS: Final = frozenset("of the ibn bin bint al in and for abu".split())


class RunReader(AfterReader):
    """The grammar over one window, for designations that begin with a word."""

    def run(self, i: int) -> Part | None:
        """A designation that begins with a capitalised word: Carrier Strike Group 12, Company D, Khartiia Brigade."""
        part = Part(start=i, end=-1)
        j, proper = i, 0
        head: Echelon | None = None
        best: Part | None = None
        ended: Part | None = None
        while j < self.size and j < i + LONGEST_BODY:
            word, key = self.words[j], self.keys[j]
            if word == NEWLINE:
                break
            found = self.head(j)
            branch = self._branches.longest(self.keys, j)
            if found and word[0].islower() and best is None and self._small_head(i, j, found, part, proper):
                part.read_head(found[1], found[0])
                part.evidence = "context"
                return part
            if found and word[0].isupper() and (not branch or found[0] >= branch[0]):
                bare = best is not None and not best.names and best.branch is None and best.end == i + 1
                if best is not None and not bare and not self._replaces(best, found[1], best.end == j):
                    break
                head = found[1]
                best = part.copy()
                best.read_head(head, found[0])
                j = found[0]
                continue
            if branch and word[0].isupper() and branch[1].end != "u":
                part.read_branch(branch[1])
                if branch[1].end == "n" and part.names and best is None:
                    ended = part.copy()
                    ended.names += self.words[j : branch[0]]
                    ended.end, ended.evidence = branch[0], "context"
                j = branch[0]
                continue
            if best is not None:
                break
            qualifier = self._qualifiers.longest(self.keys, j)
            if qualifier and word.istitle() and self.keys[j - 1] == "'s" and self.words[i].isupper():
                # FSA's Central Division: the force that owns it is no part of the name
                part = Part(start=j, end=-1, names=self.words[j : qualifier[0]])
                j = qualifier[0]
                continue
            if qualifier and (word[0].isupper()):
                if qualifier[1].kind == "honorific":
                    part.names += self.words[j : qualifier[0]]
                part.service = qualifier[1].service or part.service
                part.read_country(qualifier[1].country)
                j = qualifier[0]
                continue
            if key == "'s" and part.names:
                part.names.append(word)
                j += 1
                continue
            if key in ("and", "&") and i and j > i and self.keys[j - 1] not in ("forces", "force", "fleet", "army"):
                if ended is not None and ended.end == j:
                    # Warwickshire Yeomanry and Royal Wiltshire Yeomanry: the first is whole
                    break
                if proper and self.keys[i - 1] == "the" and self._capital(j + 1):
                    part.names.append(word)
                    j += 1
                    continue
                if not proper and self._joins(j) and (self.item(i) or self.keys[i - 1] in ("the", "to")):
                    j += 1
                    continue
            if self.proper(j) and proper < MOST_NAMES and len(word) > 1:
                if part.branch is not None and not part.names and j > i:
                    # Mountain Hawks Brigade: the branch word is part of the name
                    part.names, part.branch, part.rank = self.words[i:j], None, -1
                if part.names and self.keys[j - 1] == "'s" and self.keys[i] not in ROYAL:
                    # Pettigrew's North Carolina Brigade: the commander is no part of the name
                    return None
                part.names.append(word)
                proper += 1
                j += 1
                continue
            break
        if head is None or best is None:
            return ended
        return self._headed(best, head, proper)

    def _headed(self, part: Part, head: Echelon, proper: int) -> Part | None:
        """Decide on a run that has a head: take in the designator after it, or judge its name."""
        after = self._after(part, head)
        if after is not None:
            return after
        if head.echelon in ("task_force", "task_group", "strike_group") or head.strength == "lettered":
            return None
        if head.plural and (head.echelon not in ("brigade", "battalion") or proper == 0):
            return None
        if part.end < self.size and self.keys[part.end] in FACILITIES and self.words[part.end][0].isupper():
            return None
        if head.plural:
            part.evidence = "context"
            return part
        if head.echelon == "command" and head.strength == "weak":
            return self._command(part)
        if not part.names and head.echelon != "school":
            return self._unnumbered(part, head)
        if proper == 0:
            part.evidence = "context"
            if self._unnumbered(part, head) is not None:
                return part
            if head.echelon == "school":
                return part if part.rank >= 10 else None
            return part if head.strength == "strong" and part.names and part.branch else None
        if head.strength == "strong":
            return part
        part.evidence = "context"
        if head.strength == "plain":
            owned = part.names[-1] in ("'s", "’s")
            fit = (
                owned
                or part.branch is not None
                or head.echelon not in ("army", "company", "troop", "group", "corps", "team")
                or (self.keys[part.end - 1] == "group" and self.keys[part.end - 2] == "battle")
                or self.keys[part.end - 1] in ("battlegroup", "battle-group")
            )
            return part if fit else None
        if head.strength == "field":
            return part if head.echelon == "fleet" else None
        return part if part.rank >= 35 and head.echelon is not None else None

    def _command(self, part: Part) -> Part | None:
        """A command by name, region or arm: Northern Command, Air Transport Command, Naval Command North."""
        if self.keys[part.start] in _NO_COMMAND and part.end - part.start == 2:
            return None
        if self.keys[part.end - 2] in ("high", "supreme") or (part.end - part.start < 2):
            return None
        if not part.names and part.branch is None and part.end - part.start < 3:
            return None
        part.evidence = "context"
        return part

    def _unnumbered(self, part: Part, head: Echelon) -> Part | None:
        """A unit that only its arm tells from its superior's other units: Signal Battalion, Medical Support Group."""
        if part.end - part.start < 2 or head.plural or head.strength == "lettered":
            return None
        part.evidence = "context"
        if self.item(part.start) and (part.end >= self.size or self.keys[part.end] in ITEM_ENDS):
            self._quoted_name(part)
            return part if head.echelon not in (None, "army", "front", "fleet", "school", "division", "corps") else None
        above = self.keys[part.end : part.end + 2] == ["of", "the"] or self.keys[part.end : part.end + 1] == [","]
        told = part.branch is not None and (head.echelon != "company" or part.rank < _SUPPORT_RANK or above)
        return part if told and head.echelon in _BARE and part.rank >= 10 and self._led(part.start) else None

    def _led(self, i: int) -> bool:
        """Whether the word before token ``i`` lets the name of a unit follow."""
        return i > 0 and self.keys[i - 1] in ("the", "as", "by", "with", "into", ".", NEWLINE, "-")

    def item(self, i: int) -> bool:
        """Whether an item of a list or table begins at token ``i``."""
        j = i - 1
        if j >= 0 and self.words[j] == ")":
            opened = self.opened[j]
            if opened >= 0 and self.words[opened] == NEWLINE:
                return False
            j = opened - 1
        while j >= 0 and self.words[j] in ITEM_MARKS:
            if self.words[j] == "|":
                # a cell that is no item itself explains what its row is about
                return j < i - 1 and self.words[i - 1] != "|"
            j -= 1
        return self.words[j] == NEWLINE if j >= 0 else self.tokens.starts[0] == 0

    def _small_head(self, i: int, j: int, found: tuple[int, Echelon], part: Part, proper: int) -> bool:
        """Whether a head in lower case ends a name: the Azov battalion, Bryansk grouping."""
        head = found[1]
        if head.echelon not in _LOWER or head.plural or not proper:
            return False
        if self.words[i].isupper() and len(self.words[i]) <= _LONGEST_SERVICE:
            return False
        if not MOVEMENTS.isdisjoint(self.keys[i:j]) or self.titled(i) or part.names[-1] in ("'s", "’s"):
            return False
        before = self.keys[i - 1] if i else ""
        nation = self._nations.longest(self.keys, i - 1) if i else None
        return before == "the" or nation is not None or (head.echelon == "grouping" and self.item(i))

    def listed(self, i: int) -> Part | None:
        """An item of a list that is a name with small words and a head: Lions of the South Brigade."""
        if not self.item(i) or self.keys[i] in PEOPLE:
            return None
        j, small = i, False
        while j < self.size and j < i + LONGEST_BODY:
            head = self.head(j)
            if head is not None and self.words[j][0].isupper():
                ends = head[0] >= self.size or self.words[head[0]] in (NEWLINE, "(", "–", "|", "[")
                if not small or not ends or head[1].plural or head[1].strength not in ("strong", "plain"):
                    return None
                part = Part(start=i, end=-1, names=self.words[i:j])
                part.read_head(head[1], head[0])
                part.evidence = "context"
                return part
            if self.keys[j] in _CONNECTORS and j > i:
                small = True
            elif not self.proper(j):
                return None
            j += 1
        return None

    def quoted(self, i: int) -> Part | None:
        """A quoted name and a head: “Kuban” detachment."""
        closed = self._enclosed(i)
        if closed is None or closed >= self.size or closed - i > 6:
            return None
        if not all(self.proper(j) for j in range(i + 1, closed - 1)):
            return None
        part = Part(start=i, end=-1, names=self.words[i + 1 : closed - 1])
        j = closed
        while j < self.size and j < closed + 5:
            head = self.head(j)
            branch = self._branches.longest(self.keys, j)
            if head is not None and (branch is None or head[0] >= branch[0]):
                part.read_head(head[1], head[0])
                fit = head[1].strength in ("strong", "plain") or head[1].echelon == "detachment"
                return part if fit and not head[1].plural else None
            if branch is None:
                return None
            part.read_branch(branch[1])
            j = branch[0]
        return None

    def national(self, i: int) -> Part | None:
        """A formation whose only name is a people's: the Polish Legion, the Canadian Corps."""
        nation = self._nations.longest(self.keys, i)
        if nation is None or nation[1].kind not in ("adjective", "noun"):
            return None
        if i and self.keys[i - 1] not in ("the", "'s", "."):
            return None
        head = self.head(nation[0])
        if head is None or head[1].plural or head[1].echelon not in _NATIONAL or not self.words[nation[0]][0].isupper():
            return None
        part = Part(start=i, end=-1, names=self.words[i : nation[0]], nation=nation[1].country)
        part.read_head(head[1], head[0])
        part.evidence = "" if part.echelon == "legion" else "context"
        return None if head[0] < self.size and self.words[head[0]][0].isupper() else part

    def _glossed(self, i: int) -> int:
        """End of the words that explain a hull prefix: HM Helicopter Mine Countermeasures Squadron; 0 if none."""
        before = i - 1
        if self.words[before] == "|" and i > 1:
            before = i - 5 if self.words[i - 2] == ")" else i - 2
        prefixed = before >= 0 and before < i - 1 and self.words[before] in self._prefixes
        if not prefixed and not (self.words[i] in self._prefixes and self.item(i)):
            return 0
        j = i
        while j < self.size and self.words[j] not in (NEWLINE, "|") and j < i + LONGEST_BODY:
            head = self.head(j)
            if head is not None and head[1].echelon == "squadron":
                return head[0]
            j += 1
        return 0
