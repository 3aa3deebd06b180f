"""One designation at a place: a designator, qualifying words, a head; or a head and its designator; or a name."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import Final

from sitrex.annotate.units.designators import Designator, read_designator
from sitrex.annotate.units.fields import Part
from sitrex.annotate.units.lexer import NEWLINE, Tokens
from sitrex.annotate.units.lexicon import (
    RANK,
    Branch,
    Echelon,
    Named,
    branches,
    closing_words,
    echelons,
    named_units,
    nations,
    prefixes,
    qualifiers,
)
from sitrex.annotate.units.words import AFTER_DATE, BREAKERS, EVERYDAY, MONTHS, OPENERS, SPORT, TITLES

_OPEN: Final = {"“": "”", '"': '"', "‘": "’", "«": "»", "(": ")", "[": "]"}
LONGEST_BODY: Final = 14
_ARM_RANK: Final = 60
"""Rank of the arm that a corps behind the head tells (R.E.): only a special branch stands above it."""
MOST_NAMES: Final = 4
_LETTERED: Final = frozenset(("company", "battery", "troop", "squadron", "platoon", "group", "detachment", "team"))
_ROMAN_HEADS: Final = frozenset(("corps", "army", "fleet", "army_group", "command", "legion", "wing"))
_BY_ARM: Final = frozenset(("regiment", "battalion", "brigade"))
_OF_TAIL: Final = frozenset(
    "foot horse cavalry infantry artillery engineers dragoons volunteers militia guards".split()
)
_DIVISION_TROOPS: Final = frozenset(
    "signals engineers artillery workshop workshops sappers provost ordnance reconnaissance".split()
)
_WHOLE_FORCE: Final = frozenset(("national_guard", "territorial"))
_BRITISH: Final = frozenset(("Para", "PARA", "Paras", "Commando", "RTR"))
LOWER_HEADS: Final = frozenset(
    "brigade regiment battalion division corps squadron platoon company flotilla legion army_group detachment".split()
)


@dataclass(slots=True)
class Body:
    """What follows a designator: the part so far and the token where reading stopped."""

    part: Part
    stop: int


class Grammar:
    """The designation grammar over one window of tokens."""

    def __init__(self, tokens: Tokens) -> None:
        self.tokens = tokens
        self.words = tokens.words
        self.keys = tokens.keys
        self.size = len(tokens)
        self._echelons = echelons()
        self._branches = branches()
        self._qualifiers = qualifiers()
        self._nations = nations()
        self._named = named_units()
        self._prefixes = prefixes()
        closing = closing_words()
        self.closings = [i for i, key in enumerate(self.keys) if key in closing]
        """Tokens that may head or close a designation."""

    # -- words -----------------------------------------------------------------------------------------------------

    def head(self, i: int) -> tuple[int, Echelon] | None:
        """The head word that begins at token ``i``, if its case allows it."""
        if i >= self.size:
            return None
        found = self._echelons.longest(self.keys, i)
        if found is None:
            return None
        case, word = found[1].case, self.words[i]
        if case and (not word[0].isupper() or (case == "upper" and not word[:-1].isupper())):
            return None
        return found

    def closes(self, i: int) -> bool:
        """Whether a word that heads or closes a designation follows in reach of token ``i``."""
        at = bisect_left(self.closings, i)
        return at < len(self.closings) and self.closings[at] < i + LONGEST_BODY

    def proper(self, i: int) -> bool:
        """Whether token ``i`` is a capitalised word that may be part of a name."""
        word, key = self.words[i], self.keys[i]
        capital = word[0].isupper() or (word[:3] in ("al-", "ad-", "as-", "an-", "ar-", "el-") and word[3:4].isupper())
        return capital and key not in OPENERS and key not in MONTHS and key not in BREAKERS

    # -- designator first ------------------------------------------------------------------------------------------

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
                part.rank = max(part.rank, -1)
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
            regiment = self._regiment(j) if j == i and word.isupper() else None
            if regiment is not None:
                part.names, part.nation, part.service = [word], regiment.country, regiment.service
                part.branch, part.echelon, part.headed, part.end = regiment.branch, "battalion", True, j + 1
                return Body(part, j + 1)
            qualifier = self._qualifiers.longest(self.keys, j)
            nation = self._nations.longest(self.keys, j) if word[0].isupper() else None
            if qualifier and (nation is None or qualifier[0] >= nation[0]):
                kind = qualifier[1].kind
                if kind == "honorific":
                    part.names += self.words[j : qualifier[0]]
                part.service = qualifier[1].service or part.service
                part.read_country(qualifier[1].country)
                j = qualifier[0]
                if best is None and word[0].isupper() and qualifier[1].service in _WHOLE_FORCE:
                    ended = part.copy()
                    ended.end = j
                elif best is None and ended is None and key == "guards" and number.kind in ("ordinal", "word"):
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
            closed = self._enclosed(j) if word in _OPEN and best is None else None
            if closed:
                self._read_enclosed(part, j + 1, closed - 1)
                j = closed
                continue
            if key == "'s" and part.names and best is None:
                part.names.append(word)
                j += 1
                continue
            if key in ("and", "&") and best is None and j > i and self._joins(j):
                j += 1
                continue
            if word == "." and self.tokens.glued(j) and best is None and self._abbreviates_branch(j):
                j += 1
                continue
            if word == "-" and self.tokens.glued(j) and j + 1 < self.size and self.tokens.glued(j + 1):
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

    def _joins(self, i: int) -> bool:
        """Whether the ``and`` at token ``i`` binds two qualifying words."""
        if i + 1 >= self.size or not self.words[i + 1][0].isalpha() or read_designator(self.tokens, i + 1):
            return False
        following = self._branches.longest(self.keys, i + 1) or self._qualifiers.longest(self.keys, i + 1)
        return following is not None and self.words[i + 1][0].isupper() == self.words[i - 1][0].isupper()

    def _enclosed(self, i: int) -> int | None:
        """End of the short quotation or bracket that opens at token ``i``."""
        close = _OPEN[self.words[i]]
        for j in range(i + 1, min(i + 9, self.size)):
            if self.words[j] == close:
                return j + 1 if j > i + 1 else None
            if self.words[j] in (NEWLINE, ";", ":"):
                return None
        return None

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

    def _may_end(self, word: str, number: Designator, branch: Branch, end: int) -> bool:
        """Whether a designation may end with a branch word and no head: 59th Motorized, 2 Para."""
        if not word[0].isupper() or number.kind in ("letter", "cardinal", "roman", "numbered"):
            return False
        if number.kind == "number" and not (branch.end == "n" and branch.branch != "marine") and word not in _BRITISH:
            return False
        if end < self.size and self.words[end] in "-–" and self.tokens.glued(end):
            return False
        return not self._capital(end) or self.head(end) is not None or branch.end == "n"

    def _capital(self, i: int) -> bool:
        """Whether token ``i`` is a capitalised word that goes on with a name."""
        return i < self.size and self.proper(i) and self._nations.longest(self.keys, i) is None

    def _may_head(self, part: Part, number: Designator, head: Echelon, i: int) -> bool:
        """Whether this kind of designator goes with this head."""
        kind, word, echelon = number.kind, self.words[i], head.echelon or ""
        capital = word[0].isupper()
        if kind == "letter":
            return capital and echelon in _LETTERED and head.case != "upper"
        if kind == "roman":
            if number.end - part.start == 0 and self.words[part.start - 1] == "I" and echelon not in _ROMAN_HEADS:
                return capital and (part.branch is not None or head.strength == "strong")
            return capital and head.strength != "lettered"
        if kind in ("number", "cardinal"):
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

    def _dated(self, i: int) -> bool:
        """Whether what stands before the number at token ``i`` makes it a year."""
        before = self.keys[i - 1] if i > 0 else ""
        return before in AFTER_DATE or before in MONTHS or before in (",", "in", "of", "during", "late", "early", "mid")

    def _evidence(self, part: Part, number: Designator, head: Echelon, i: int) -> str:
        told = part.branch is not None or bool(part.names) or part.nation is not None
        if self.keys[part.start - 1] in EVERYDAY:
            return "context"
        lower_word = number.kind == "word" and not self.words[part.start - 1][0].isupper()
        if (lower_word or head.strength == "weak") and not (told and self.words[i][0].isupper()):
            return "context"
        if head.strength == "weak" and part.branch is None:
            return "context"
        if number.kind in ("word", "cardinal") and head.strength in ("plain", "weak") and not told:
            return "context" if head.echelon not in ("corps", "army_group", "legion") else ""
        return ""

    # -- tails -----------------------------------------------------------------------------------------------------

    def tail(self, part: Part) -> None:
        """Take in what belongs to a designation after its head: of Foot, (Mechanized), RAF, an abbreviation's dot."""
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
        if self.keys[j] in ("infantry", "cavalry", "artillery") and word[0].isupper() and part.echelon in _BY_ARM:
            branch = self._branches.longest(self.keys, j)
            if branch is not None and part.branch is None:
                part.read_branch(branch[1])
                part.end = branch[0]
                return
        if word == "of" and j + 1 < self.size and self.keys[j + 1] in _OF_TAIL and part.headed:
            branch = self._branches.longest(self.keys, j + 1)
            if branch:
                part.read_branch(branch[1])
            if self.keys[j + 1] == "foot":
                part.read_country("GB")
            part.end = j + 2
            self.tail(part)
            return
        if word[0].islower() and self.keys[j] == "battalion" and not part.headed and part.branch is not None:
            part.read_head(self._echelons.longest(self.keys, j)[1], j + 1)  # type: ignore[index]
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
            if branch is not None:
                best = branch[1] if best is None or branch[1].rank > best.rank else best
                i = branch[0]
            elif other is not None:
                i = other[0]
            else:
                return None
        return best if best is not None else Branch(None, -1, None, "", None)

    def sporting(self, end: int) -> bool:
        """Whether the word after token ``end`` makes it a league or a team."""
        return end < self.size and self.keys[end] in SPORT

    def titled(self, i: int) -> bool:
        """Whether token ``i`` is a rank or office."""
        return self.keys[i] in TITLES
