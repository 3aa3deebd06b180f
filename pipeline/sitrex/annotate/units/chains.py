"""Chains of a unit and its superiors within one designation: L Company, 42 Commando; 2nd Battalion 5th Marines."""

from __future__ import annotations

from typing import Final

from sitrex.annotate.units.designators import read_designator
from sitrex.annotate.units.fields import ELLIPTIC_RANK, Part
from sitrex.annotate.units.lexer import NEWLINE, Tokens
from sitrex.annotate.units.lexicon import RANK
from sitrex.annotate.units.lists import ListReader

_LONGEST_CHAIN: Final = 5
_BELOW_COMPANY: Final = frozenset(("platoon", "section", "squad", "team"))


class ChainReader(ListReader):
    """The grammar over one window, for the superiors that are written after a unit."""

    def __init__(self, tokens: Tokens) -> None:
        super().__init__(tokens)
        self.done = -1
        """Where the last phrase ended: a comma there makes a list."""

    def _chain(self, parts: list[Part]) -> None:
        """Let the last member take in its superiors, written after it by comma or juxtaposition."""
        last = parts[-1]
        if last.superior is not None:
            return
        level = last
        for _ in range(_LONGEST_CHAIN):
            superior = self._superior(level, last.end)
            if superior is None:
                break
            level.superior = superior
            level = superior
            last.end = superior.end
        above = last.superior
        while above is not None:
            if last.branch is None and above.branch is not None and last.size < ELLIPTIC_RANK >= above.size:
                last.branch, last.rank, last.service = above.branch, above.rank, last.service or above.service
            if not last.names and above is last.superior and above.designator is None and above.size <= ELLIPTIC_RANK:
                last.names = list(above.names)
            last.nation = last.nation or above.nation
            last.typical = last.typical or above.typical
            last.hint = last.hint or above.hint
            above = above.superior
        if last.superior is not None:
            last.evidence = ""
        for part in parts[:-1]:
            part.superior = last.superior
            part.branch = part.branch or last.branch

    def _superior(self, level: Part, end: int) -> Part | None:
        j = end
        comma = j < self.size and self.words[j] == ","
        if comma:
            j += 1
            if j < self.size and self.words[j] == NEWLINE:
                return None
        if j >= self.size or self.words[j] == NEWLINE or (level.plural and not comma):
            return None
        first = self.words[j][0]
        if not (first.isupper() or first.isdigit() or self.keys[j] == "the"):
            return None
        if (
            comma
            and self.keys[j] in ("hq", "headquarters")
            and self.words[j + 1 : j + 2] == [","]
            and j + 2 < self.size
        ):
            j += 2
        article = j
        if comma and self.keys[j] == "the" and j + 1 < self.size:
            j += 1
        found = self._superior_at(j, comma, level)
        if found is None or (article < j and (found.designator or found.echelon not in (None, "regiment"))):
            return None
        if article < j and self.words[article][0].isupper():
            found.start = article
        own = level.size if level.echelon else ELLIPTIC_RANK - 1
        if (level.echelon is None and (comma or not level.headed)) or level.echelon == "commando":
            return None
        above = found.size if found.echelon or found.kind != "named" else RANK["front"]
        if above <= own or (comma and own > ELLIPTIC_RANK - 1 and self._listed(level, found)):
            return None
        return found

    def _listed(self, below: Part, above: Part) -> bool:
        """Whether a comma between two large formations is a list's: more of them stand before or after."""
        following = self._joint(above.end)
        further = following is not None and read_designator(self.tokens, following) is not None
        joined = further and any(key in ("and", "or", "&") for key in self.keys[above.end : following])
        return joined or (below.start > 1 and self.done == below.start - 1 and self.words[below.start - 1] == ",")

    def _superior_at(self, j: int, comma: bool, level: Part) -> Part | None:
        named = self.named(j)
        if named is not None:
            if named.kind == "never" or (comma and named.echelon == "military_district"):
                return None
            return named
        hull = self.hull(j)
        if hull is not None:
            return hull
        number = read_designator(self.tokens, j)
        nation = (
            self._nations.longest(self.keys, j) if number is None and comma and level.size <= ELLIPTIC_RANK else None
        )
        if nation is not None and nation[0] < self.size and self.words[nation[0]][0].isdigit():
            # 15th Regiment, ROK 1st Division
            return self._nationed(j, nation[0], nation[1].country)
        lettered = number is not None and number.kind == "letter" and comma and level.echelon in _BELOW_COMPANY
        # L Company, 42 Commando: after a letter a plain number begins no new member of a list
        company = level.designator is not None and level.designator.isalpha()
        if number is not None and (
            lettered
            or (number.kind not in ("letter", "cardinal") and (company or number.kind != "number" or not comma))
        ):
            body = self.body(number.end, number).part
            if body.end < 0 and company and comma and number.kind == "composite" and "-" in number.value:
                # B Company, 1-232
                return Part(start=j, end=number.end, designator=number.value, echelon="battalion", kind="composite")
            if body.end > 0 and not body.plural and (company or body.headed or not (body.evidence and comma)):
                body.start = j
                self.tail(body)
                return body
            return None
        if self.proper(j) and self._nations.longest(self.keys, j) is None and not self.titled(j):
            run = self.run(j)
            if run is not None and (
                (run.designator and not comma)
                or (bool(run.names) and run.names[-1] in ("'s", "’s"))
                or (run.echelon in ("regiment", None) and run.rank >= 0)
                or (run.echelon == "regiment" and bool(run.names))
            ):
                return run
        return None

    def _nationed(self, j: int, i: int, country: str | None) -> Part | None:
        """The numbered superior at token ``i`` with the nation at token ``j`` before it."""
        number = read_designator(self.tokens, i)
        if number is None or number.kind != "ordinal":
            return None
        body = self.body(number.end, number).part
        if body.end < 0 or not body.headed or body.plural:
            return None
        body.start, body.nation = j, body.nation or country
        return body
