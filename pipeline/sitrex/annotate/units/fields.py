"""What the grammar reads off one designation, before the document has its say."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, NamedTuple

from sitrex.annotate.units.lexicon import RANK, Branch, Echelon
from sitrex.annotate.units.words import unit_words
from sitrex.record.model import MilitaryUnit, Parent

LAND: Final = unit_words("land_echelons")
HANDED_DOWN: Final = frozenset(("marines", "national_guard", "irregular", "navy", "air_force"))
"""Services that a superior shares with what is under it."""
_ROYAL_MARINES: Final = 40
"""Commandos of the Royal Marines are numbered from here."""
_COMMANDED: Final = (
    (re.compile(r"\b(?:naval|navy|maritime|coastal defen[cs]e)\b", re.IGNORECASE), "navy"),
    (re.compile(r"\bair\b(?![ -](?:borne|assault|defen[cs]e|mobile|cavalry))", re.IGNORECASE), "air_force"),
    (re.compile(r"\b(?:army|land|ground|sustainment|theat(?:er|re) support)\b", re.IGNORECASE), "army"),
)
"""Words by which a command is of one service."""
_FIGURES: Final = re.compile(r"\d{1,2}[/-](\d{1,3})")
_FLYING: Final = frozenset(("fighter", "bomber", "attack", "airlift", "tanker"))
_GROUND: Final = frozenset(("infantry", "light_infantry", "cavalry", "armor", "artillery"))
_OF_ANY_ARM: Final = ("squadron", "group", "detachment", "team", None)
"""Echelons of more than one service, which with an arm are the army's unless they fly."""
_NUMBERED_ALOFT: Final = {"squadron": ("number", "numbered", "ordinal"), "group": ("numbered",)}
"""How those of aircraft are numbered: No. 617 Squadron, No. 5 Group."""
_LONGEST_ACRONYM: Final = 5
_HEAD_RANK: Final = 60
"""Rank of an arm that the head tells: only a special branch stands above it."""
ELLIPTIC_RANK: Final = 7
"""A regiment's place in the size order, for a designation without an echelon word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate(MilitaryUnit):
    """A mention that ``match`` found.

    ``evidence`` says what it still needs from the document: empty, nothing; ``context``, a text about war;
    ``ordinal``, a full designation with the same number; ``men``, that or a text about war; ``soviet``, ``italian``, a text
    about those forces.
    """

    evidence: str = ""
    elliptic: bool = False
    """Whether it has no head, so that its echelon may be had from the full form."""
    nation: str | None = None
    """Country that the designation's own words name."""
    typical: str | None = None
    """Country that the kind of designation belongs to (Panzer)."""
    hint: str | None = None
    """Countries, the likeliest first, that its style suggests (Rifle Division)."""
    alias_of: int | None = None
    """Offset of the unit that it is another name of."""
    heard: float | None = None
    """Log odds of the tagger that its words are in a unit, where it needs something and there is a tagger."""

    @property
    def tentative(self) -> bool:
        """Whether the document must still justify it."""
        return bool(self.evidence)

    @property
    def bare(self) -> bool:
        """Whether it is an ordinal alone, whose fields are those of the full designation, if there is one."""
        return self.evidence in ("ordinal", "men")


class Part(NamedTuple):
    """One level of a designation: tokens ``start`` to ``end`` (exclusive), -1 while nothing ends it.

    It never changes: a form that reads on gives a new one, by ``_replace`` or one of the methods below.
    """

    start: int
    end: int
    designator: str | None = None
    names: tuple[str, ...] = ()
    branch: str | None = None
    rank: int = -1
    echelon: str | None = None
    service: str | None = None
    nation: str | None = None
    typical: str | None = None
    hint: str | None = None
    plural: bool = False
    evidence: str = ""
    headed: bool = False
    trailing: bool = False
    """Whether the designator stands after the head: Rifle Regiment 155."""
    kind: str = ""
    superior: Part | None = None

    def with_branch(self, branch: Branch) -> Part:
        """It and a branch word."""
        part = self.with_country(branch.country)
        if branch.rank <= self.rank:
            return part
        # an arm is of no service in a command that is of all
        service = self.service if self.service == "joint" else branch.service or self.service
        return part._replace(rank=branch.rank, branch=branch.branch or self.branch, service=service)

    def with_country(self, country: str | None) -> Part:
        """It and the country that a branch or qualifying word tells or hints at."""
        if country is None:
            return self
        return self._replace(hint=country[:-1]) if country.endswith("?") else self._replace(typical=country)

    def with_head(self, head: Echelon, end: int) -> Part:
        """It and the head word that ends before token ``end``."""
        told = head.branch and self.rank < _HEAD_RANK
        return self._replace(
            headed=True,
            end=end,
            echelon=head.echelon,
            plural=head.plural,
            branch=head.branch if told else self.branch,
            rank=_HEAD_RANK if told else self.rank,
            service=self.service or head.service,
        )

    def with_names(self, *words: str) -> Part:
        """It and further words of its name."""
        return self._replace(names=(*self.names, *words))

    @property
    def size(self) -> int:
        """Place in the size order."""
        return RANK.get(self.echelon or "", ELLIPTIC_RANK)

    @property
    def name(self) -> str | None:
        """The honorific or proper name as one string."""
        words = " ".join(self.names).replace(" 's", "'s").replace(" ’s", "’s").replace(" 'S", "'S")
        if words.isupper() and len(words) > _LONGEST_ACRONYM and self.kind not in ("named", "hull"):
            words = words.title()
        return words or None

    def settled(self) -> Part:
        """Battalion and regiment in one figure make a battalion (3rd/9th Jats, 2-505 PIR), a mountain battery is artillery."""
        figures = self.kind == "composite" and (self.branch is not None or "/" in (self.designator or ""))
        if figures and not self.headed and self.echelon is None:
            return self._replace(echelon="squadron" if self.branch == "cavalry" else "battalion")
        mountain = self.echelon == "battery" and self.branch in ("mountain_infantry", "airborne")
        return self._replace(branch="artillery") if mountain else self


def service_of(part: Part, text: str) -> str | None:
    """The service: what the words of the designation ``text`` say, else what the echelon implies."""
    if part.service:
        return part.service
    if part.echelon == "command":
        return next((service for words, service in _COMMANDED if words.search(text)), None)
    if part.echelon == "commando" and part.kind == "number" and int(part.designator or 0) >= _ROYAL_MARINES:
        return "marines"
    if _flies(part):
        return "air_force"
    return "army" if _of_land(part) else None


def _flies(part: Part) -> bool:
    """Whether it is a unit of aircraft, by its arm or by how squadrons and groups without an arm are numbered."""
    if part.branch is None:
        return part.kind in _NUMBERED_ALOFT.get(part.echelon or "", ())
    aviation = part.branch == "aviation" and part.echelon in ("squadron", "wing", "group", "army", None)
    return aviation or part.branch in _FLYING


def _of_land(part: Part) -> bool:
    """Whether it is an army's by size or arm; of a squadron with a name alone the text tells, of a known name its row."""
    if part.echelon == "squadron" and part.branch is None:
        return part.designator is not None or not part.names
    regiment = not part.headed and part.designator is not None and part.branch in (None, "infantry")
    if regiment or part.echelon in LAND or part.branch in _GROUND:
        return True
    return part.kind != "named" and part.branch is not None and part.echelon in _OF_ANY_ARM


def regiment_in_figures(part: Part, text: str) -> Parent | None:
    """The regiment in the figures of a battalion that has no other superior: 1/29, 2-505 PIR."""
    figures = _FIGURES.fullmatch(part.designator or "")
    if figures is None or part.superior is not None or part.headed or part.echelon not in ("battalion", "squadron"):
        return None
    return Parent(text=text, designator=figures[1], name=part.name, branch=part.branch, echelon="regiment", parent=None)


def parent_of(part: Part, text: str, bounds: tuple[int, int], above: Parent | None) -> Parent:
    """The superior inside a chain as a record value; ``bounds`` are its offsets."""
    return Parent(
        text=text[bounds[0] : bounds[1]],
        designator=part.designator,
        name=part.name,
        branch=part.branch,
        echelon=part.echelon,
        parent=above,
    )
