"""One designation at a place: a designator, qualifying words, a head; or a head and its designator; or a name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from sitrex.annotate.units.designators import Designator, read_designator
from sitrex.annotate.units.fields import Part
from sitrex.annotate.units.lexer import NEWLINE
from sitrex.annotate.units.lexicon import RANK, Branch, Echelon, Named
from sitrex.annotate.units.tails import TailReader
from sitrex.annotate.units.window import LONGEST_BODY, OPENING
from sitrex.annotate.units.words import AFTER_DATE, EVERYDAY, MONTHS, VERBS

MOST_NAMES: Final = 4
_LETTERED: Final = frozenset(("company", "battery", "troop", "squadron", "platoon", "group", "detachment", "team"))
_ROMAN_HEADS: Final = frozenset(("corps", "army", "fleet", "army_group", "command", "legion", "wing"))
_WHOLE_FORCE: Final = frozenset(("national_guard", "territorial"))
_BRITISH: Final = frozenset(("Para", "PARA", "Paras", "Commando", "RTR"))
_NUMBERED_LOWER: Final = frozenset(("battery", "squadron", "brigade", "battalion", "regiment"))
LOWER_HEADS: Final = frozenset(
    "brigade regiment battalion division corps squadron platoon company flotilla legion army_group detachment".split()
)


@dataclass(slots=True)
class Body:
    """What follows a designator: the part so far and the token where reading stopped."""

    part: Part
    stop: int


class Grammar(TailReader):
    """The designation grammar over one window of tokens."""

    def body(self, i: int, number: Designator) -> Body:
        """Read qualifying words and head from token ``i`` on; the part has ``end == -1`` if nothing ends it."""
        part = Part(start=i, end=-1, designator=number.value, kind=number.kind)
        best: Part | None = None
        ended: Part | None = None
        j, proper = i, 0
        joined = True
        while j < self.size and j < i + LONGEST_BODY:
            word, key = self.words[j], self.keys[j]
            if word == NEWLINE:
                break
            head = self.head(j)
            branch = self._branches.longest(self.keys, j)
            if branch and branch[1].end == "u" and not word.isupper():
                branch = None
            if head and (not branch or head[0] >= branch[0] or (self.head(branch[0]) is None and best is None)):
                entry = head[1]
                if best is not None and (not self._replaces(best, entry, joined) or self._falls(best, j)):
                    break
                if not self._may_head(part, number, entry, j):
                    if best is None and ended is None and entry.case == "" and word[0].islower():
                        break
                else:
                    best = part.copy()
                    best.read_head(entry, head[0])
                    best.evidence = self._evidence(best, number, entry, j)
                    if number.kind == "roman" and best.echelon in _LETTERED and len(self.words[i - 1]) == 1:
                        best.designator = self.words[i - 1]
                j, joined = head[0], True
                continue
            joined = False
            if branch and (word[0].isupper() or best is None):
                part.read_branch(branch[1])
                first, j = j, branch[0]
                if best is None and branch[1].end and self._may_end(word, number, branch[1], j):
                    ended = part.copy()
                    ended.end = j
                    if branch[1].end == "n" and branch[1].branch != "marine":
                        # the whole of Gurkha Rifles is a name, of Marines nothing
                        ended.names += self.words[first:j]
                continue
            if j == i and (titled := self._named_regiment(j, number)) is not None:
                ended = part.copy()
                ended.names, ended.nation, ended.service = self.words[j : titled[0]], titled[1].country, "army"
                ended.branch, ended.rank, ended.end = titled[1].branch, 60, titled[0]
                return Body(ended, titled[0])
            if j == i and word == "/" and self.tokens.glued(j) and j + 1 < self.size and self.words[j + 1].isupper():
                # 1/RGJ
                j += 1
                word = self.words[j]
            regiment = self._regiment(j) if j <= i + 1 and word.isupper() else None
            if regiment is not None:
                part.names, part.nation, part.service = [word], regiment.country, regiment.service
                part.branch, part.echelon, part.headed, part.end = regiment.branch, "battalion", True, j + 1
                return Body(part, j + 1)
            qualifier = self._qualifiers.longest(self.keys, j)
            nation = self._nations.longest(self.keys, j) if word[0].isupper() else None
            if qualifier and (nation is None or qualifier[0] >= nation[0]):
                kind, first = qualifier[1].kind, j
                if kind == "honorific":
                    part.names += self.words[j : qualifier[0]]
                part.service = qualifier[1].service or part.service
                part.read_country(qualifier[1].country)
                j = qualifier[0]
                if j > first + 1 and self.head(j - 1) is not None and not self._capital(j):
                    # 6th Independent Company
                    j -= 1
                    continue
                if best is None and word[0].isupper() and qualifier[1].service in _WHOLE_FORCE:
                    ended = part.copy()
                    ended.end = j
                elif (
                    best is None and ended is None and key in ("guards", "shock") and number.kind in ("ordinal", "word")
                ):
                    ended = part.copy()
                    ended.end, ended.evidence = j, "context"
                continue
            if (
                nation
                and nation[1].kind.startswith("force")
                and best is None
                and word.isupper()
                and (part.names or number.kind == "ordinal")
            ):
                part.nation = nation[1].country or part.nation
                part.service = nation[1].kind.split(":")[1] or part.service
                ended = part.copy()
                ended.end = nation[0]
                break
            if nation and not nation[1].kind.startswith("force") and self.keys[nation[0] - 1] != "republican":
                if nation[1].kind != "southern":
                    part.nation = nation[1].country or part.nation
                if nation[1].kind in ("state", "southern"):
                    part.names += self.words[j : nation[0]]
                    part.typical = "southern" if nation[1].kind == "southern" else part.typical
                    if best is None and number.kind in ("ordinal", "word") and not self._capital(nation[0]):
                        ended = part.copy()
                        ended.end, ended.evidence = nation[0], "context"
                j = nation[0]
                continue
            closed = self._enclosed(j) if word in OPENING and best is None else None
            if closed:
                self._read_enclosed(part, j + 1, closed - 1)
                if j == i and number.kind == "ordinal" and closed == j + 3 and self._corps_letters(j + 1):
                    ended = part.copy()
                    ended.end, ended.evidence = closed, "context"
                j = closed
                continue
            if key == "'s" and part.names and best is None:
                part.names.append(word)
                j += 1
                continue
            if key in ("and", "&") and best is None and j > i and (self._joins(j) or self._twins(part, j)):
                j += 1
                continue
            if word == "." and self.tokens.glued(j) and best is None and self._abbreviates_branch(j):
                j += 1
                continue
            if word == "-" and self.tokens.glued(j) and j + 1 < self.size and self.tokens.glued(j + 1):
                j += 1
                continue
            if word == "/" and best is None and part.rank >= 0 and self._alternative(j):
                j += 1
                continue
            if self.proper(j) and proper < MOST_NAMES and best is None and number.kind != "letter":
                part.names.append(word)
                proper += 1
                j += 1
                continue
            break
        chosen = best or ended
        if chosen is not None:
            return Body(chosen, chosen.end)
        return Body(part, j)

    def _regiment(self, i: int) -> Named | None:
        """The regiment whose abbreviation follows a battalion's number: 1 RGJ."""
        found = self._named.longest(self.keys, i)
        return found[1] if found is not None and found[1].kind == "regiment" else None

    def _named_regiment(self, i: int, number: Designator) -> tuple[int, Named] | None:
        """The regiment known by name whose battalion the number before it is: 2nd Royal Scots, 1/7th Black Watch."""
        found = self._named.longest(self.keys, i) if self.words[i][0].isupper() else None
        if found is None or number.kind not in ("ordinal", "composite", "number", "word"):
            return None
        end, entry = found
        foot = entry.service == "army" and entry.branch in ("infantry", "cavalry") and entry.echelon is None
        if not foot or entry.kind == "never" or (end < self.size and self.words[end][0].isupper()):
            return None
        return found if all(word[0].isupper() for word in self.words[i:end] if len(word) > 3) else None

    def _replaces(self, best: Part, head: Echelon, joined: bool) -> bool:
        """Whether a second head makes the first a qualifier: Army Corps, Corps Signal Battalion."""
        return joined or RANK.get(head.echelon or "", 0) < RANK.get(best.echelon or "", 0)

    def _falls(self, best: Part, i: int) -> bool:
        """Whether a second head is in lower case after one with a capital: the Second Corps divisions."""
        return self.words[i][0].islower() and self.words[best.end - 1][0].isupper()

    def _abbreviates_branch(self, i: int) -> bool:
        """Whether the dot at token ``i`` ends an abbreviated branch word before a head: Inf. Div."""
        short = len(self.words[i - 1]) < 6 and self._branches.longest(self.keys, i - 1) is not None
        return short and self.head(i + 1) is not None

    def _twins(self, part: Part, i: int) -> bool:
        """Whether the ``and`` at token ``i`` binds a regiment's two counties: 1st Suffolk and Harwich Artillery."""
        if len(part.names) != 1 or part.branch is not None or i + 2 >= self.size or part.kind != "ordinal":
            return False
        other = self._capital(i + 1) and self._branches.longest(self.keys, i + 1) is None and self.head(i + 1) is None
        arm = self._branches.longest(self.keys, i + 2)
        return other and self.words[i + 2][0].isupper() and (arm is not None or self.head(i + 2) is not None)

    def _alternative(self, i: int) -> bool:
        """Whether the slash at token ``i`` binds two branch words: Fighter/Bomber, LAA/AT."""
        bound = i + 1 < self.size and self.tokens.glued(i) and self.tokens.glued(i + 1)
        return bound and self._branches.longest(self.keys, i + 1) is not None and self.closes(i + 1)

    def _joins(self, i: int) -> bool:
        """Whether the ``and`` at token ``i`` binds two qualifying words."""
        if i + 1 >= self.size or not self.words[i + 1][0].isalpha() or read_designator(self.tokens, i + 1):
            return False
        following = self._branches.longest(self.keys, i + 1) or self._qualifiers.longest(self.keys, i + 1)
        return following is not None and self.words[i + 1][0].isupper() == self.words[i - 1][0].isupper()

    def _read_enclosed(self, part: Part, i: int, end: int) -> None:
        nation = self._nations.longest(self.keys, i)
        if nation is not None and nation[0] == end and nation[1].kind in ("adjective", "noun"):
            part.nation = nation[1].country
            return
        inner = i
        while inner < end:
            branch = self._branches.longest(self.keys, inner)
            status = self._qualifiers.longest(self.keys, inner)
            if branch is not None and branch[0] <= end:
                part.read_branch(branch[1])
                inner = branch[0]
            elif status is not None and status[0] <= end and status[1].kind == "status":
                inner = status[0]
            else:
                break
        if inner < end and self.words[i][0].isupper():
            part.names += self.words[i:end]

    def _corps_letters(self, i: int) -> bool:
        """Whether token ``i`` abbreviates the corps that a regiment is of: 86th (HAC)."""
        word = self.words[i]
        known = self._nations.longest(self.keys, i)
        return word.isupper() and word.isalpha() and 2 < len(word) < 6 and known is None

    def _may_end(self, word: str, number: Designator, branch: Branch, end: int) -> bool:
        """Whether a designation may end with a branch word and no head: 59th Motorized, 2 Para."""
        if not word[0].isupper() or number.kind in ("letter", "cardinal", "roman", "numbered"):
            return False
        if number.kind == "number" and not (branch.end == "n" and branch.branch != "marine") and word not in _BRITISH:
            return False
        if end < self.size and self.words[end] in "-–" and self.tokens.glued(end):
            return False
        return not self._capital(end) or self.head(end) is not None or branch.end == "n"

    def _may_head(self, part: Part, number: Designator, head: Echelon, i: int) -> bool:
        """Whether this kind of designator goes with this head."""
        kind, word, echelon = number.kind, self.words[i], head.echelon or ""
        capital = word[0].isupper()
        if kind == "letter":
            quoted = self.words[part.start - 1] in "'’”\"»"
            return (capital or (quoted and not head.plural)) and echelon in _LETTERED and head.case != "upper"
        if kind == "roman":
            if number.end - part.start == 0 and self.words[part.start - 1] == "I" and echelon not in _ROMAN_HEADS:
                return capital and (part.branch is not None or head.strength == "strong")
            return capital and head.strength != "lettered"
        if kind in ("number", "cardinal"):
            if kind == "number" and self._counts_nothing(head, i) and part.branch is None and not part.names:
                return True
            if not capital or head.strength == "field" or (head.strength == "lettered" and not head.plural):
                return False
            value = int(number.value)
            if kind == "number" and 1400 <= value <= 2100 and self._dated(part.start - 1):
                return False
            return not part.names or kind == "number"
        if head.strength == "lettered":
            return kind == "ordinal"
        if kind == "word" and not self.words[part.start - 1][0].isupper():
            return head.strength == "strong" and (part.branch is not None or not head.plural)
        if echelon == "front":
            return part.nation is not None or bool(part.names)
        if head.strength == "field" and not capital:
            return part.branch is not None
        return capital or echelon in LOWER_HEADS or part.branch is not None

    def _counts_nothing(self, head: Echelon, i: int) -> bool:
        """Whether a singular head in lower case is no amount's: 339 battery was, 36 brigade's."""
        following = self.keys[i + 1] if i + 1 < self.size else "."
        lone = head.case == "" and not head.plural and self.keys[i] in _NUMBERED_LOWER and self.words[i][0].islower()
        return lone and (following in VERBS or following in (".", ",", ")", "and") or following.endswith("ed"))

    def _dated(self, i: int) -> bool:
        """Whether what stands before the number at token ``i`` makes it a year."""
        before = self.keys[i - 1] if i > 0 else ""
        return before in AFTER_DATE or before in MONTHS or before in (",", "in", "of", "during", "late", "early", "mid")

    def _evidence(self, part: Part, number: Designator, head: Echelon, i: int) -> str:
        told = part.branch is not None or bool(part.names) or part.nation is not None
        if self.keys[part.start - 1] in EVERYDAY:
            return "context"
        if number.kind == "number" and self.words[i][0].islower():
            return "context"
        lower_word = number.kind == "word" and not self.words[part.start - 1][0].isupper()
        if (lower_word or head.strength == "weak") and not (told and self.words[i][0].isupper()):
            return "context"
        if head.strength == "weak" and part.branch is None:
            return "context"
        if number.kind in ("word", "cardinal") and head.strength in ("plain", "weak") and not told:
            return "context" if head.echelon not in ("corps", "army_group", "legion") else ""
        return ""
