"""Designations that a vocabulary names: known units and numbers in hull style."""

from __future__ import annotations

from sitrex.annotate.units.fields import Part
from sitrex.annotate.units.grammar import Grammar
from sitrex.annotate.units.words import FACILITIES
from sitrex.normalise.numerals import parse_cardinal


class NameReader(Grammar):
    """The grammar over one window, for known names and hull numbers."""

    def named(self, i: int) -> Part | None:
        """A named unit of the lexicon at token ``i``; ``kind`` is ``never`` where the phrase only looks like one."""
        found = self._named.longest(self.keys, i)
        if found is None or not self.words[i][0].isupper() or not self.words[found[0] - 1][0].isalnum():
            return None
        end, entry = found
        if entry.kind == "regiment":
            return None
        if not all(w[0].isupper() for w in self.words[i:end] if len(w) > 3 and w.isalpha()):
            return None
        if end < self.size and self.keys[end] in FACILITIES and self.words[end][0].isupper():
            return None
        part = Part(start=i, end=end, branch=entry.branch, echelon=entry.echelon, service=entry.service)
        part.names = [entry.name] if entry.name else []
        last = self._echelons.longest(self.keys, end - 1)
        if last is not None and last[0] == end and entry.echelon and last[1].echelon:
            part.echelon = last[1].echelon
        if entry.echelon == "regiment" and entry.branch == "infantry" and not self._tells_arm(i, end):
            # what the name leaves open is not told: Worcestershire Regiment
            part.branch = None
        part.rank, part.headed = 60 if part.branch else -1, True
        if entry.country and entry.country.endswith("?"):
            part.read_country(entry.country)
        else:
            part.nation = entry.country
        arm = self._branches.longest(self.keys, end) if end < self.size and entry.echelon is None else None
        if arm is not None and arm[1].end == "n" and self.words[end][0].isupper() and entry.kind != "never":
            # Royal Scots Dragoon Guards
            part.names.append(" ".join(self.words[end : arm[0]]))
            part.end, part.branch = arm[0], arm[1].branch
        part.kind = "never" if entry.kind == "never" else "named"
        part.evidence = "" if entry.kind in ("sure", "never") else entry.kind
        return part

    def _tells_arm(self, i: int, end: int) -> bool:
        return any(self._branches.longest(self.keys, j) for j in range(i, end))

    def hull(self, i: int) -> Part | None:
        """A prefix and number in hull style at token ``i``: VMFA-121, CTF 151."""
        if self.words[i + 1 : i + 2] == ["("] and self.tokens.glued(i + 1) and self.words[i].isupper():
            return self._bracketed_hull(i)
        prefix, _, rest = self.words[i].partition("-")
        entry = self._prefixes.get(self.words[i]) or (self._prefixes.get(prefix) if rest.isupper() else None)
        if entry is None or (
            rest
            and prefix in self._prefixes
            and entry.kind not in ("taskforce", "letter")
            and self.words[i] not in self._prefixes
        ):
            return None
        part = Part(start=i, end=i + 1, branch=entry.branch, echelon=entry.echelon, service=entry.service)
        part.nation, part.rank, part.headed, part.kind = entry.country, 60, True, "hull"
        if rest and entry.kind == "taskforce":
            part.names = [rest]
            return part
        if entry.kind == "word":
            part.names = [self.words[i]]
            return part
        j = i + 1
        if entry.kind == "letter":
            return self._sector(part, rest, j)
        hyphen = j + 1 < self.size and self.words[j] in "-–‑" and self.tokens.glued(j) and self.tokens.glued(j + 1)
        if hyphen:
            j += 1
        if entry.kind == "named":
            part.names = [self.words[i]]
        if (
            entry.kind == "taskforce"
            and j < self.size
            and self.words[j].isupper()
            and len(self.words[j]) > 1
            and hyphen
        ):
            part.names, part.end = [self.words[j]], j + 1
            return part
        if j < self.size and self.words[j][0].isdigit() and len(self.words[j]) < 8 and self.words[j].isascii():
            part.designator, part.end = self.words[j], j + 1
            if self.words[j].isdigit():
                part.designator = str(int(self.words[j]))
            head = self.head(part.end)
            if head is not None and head[1].echelon and entry.kind == "named":
                part.read_head(head[1], head[0])
            return part if self._not_year(self.words[j]) else None
        return self._spoken(part, j) if self.words[i].isupper() else None

    def _bracketed_hull(self, i: int) -> Part | None:
        """A prefix that ends in letters in brackets: HA(L)-3, VMFA(AW)-121."""
        close = i + 3
        if (
            close + 2 >= self.size
            or self.words[close] != ")"
            or not all(map(self.tokens.glued, range(i + 1, close + 3)))
        ):
            return None
        entry = self._prefixes.get("".join(self.words[i : close + 1]))
        number = self.words[close + 2]
        if entry is None or self.words[close + 1] not in "-–" or not number.isdigit():
            return None
        part = Part(start=i, end=close + 3, designator=str(int(number)), branch=entry.branch, echelon=entry.echelon)
        part.service, part.nation, part.rank, part.headed, part.kind = entry.service, entry.country, 60, True, "hull"
        return part

    def _sector(self, part: Part, rest: str, j: int) -> Part | None:
        """The letters after a multinational formation's abbreviation: MNB (C), MND-SE."""
        if rest:
            part.designator = rest
            return part
        bracket = j + 2 < self.size and self.words[j] == "(" and self.words[j + 2] == ")"
        at = j + 1 if bracket else j
        if at < self.size and self.words[at].isupper() and len(self.words[at]) < 3:
            part.designator, part.end = self.words[at], j + 3 if bracket else j + 1
            return part
        return None

    def _spoken(self, part: Part, j: int) -> Part | None:
        """The number in words, one digit at a time or whole: CARSTRKGRU NINE, DESRON TWO THREE."""
        spoken: list[str] = []
        while j < self.size and len(spoken) < 3 and (value := parse_cardinal(self.keys[j].split("-"))) is not None:
            if not self.words[j].isupper():
                break
            spoken.append(str(value))
            j += 1
        if not spoken or (len(spoken) > 1 and any(len(digit) > 1 for digit in spoken)):
            return None
        part.designator, part.end = "".join(spoken), j
        return part

    def _not_year(self, word: str) -> bool:
        return not (len(word) == 4 and word.isdigit() and 1700 <= int(word) <= 2050)
