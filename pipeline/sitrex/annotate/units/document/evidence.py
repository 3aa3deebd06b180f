"""Whether the document justifies a mention that is not sure by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from sitrex.annotate.units.document.nation_beside import nation_before
from sitrex.annotate.units.fields import Candidate
from sitrex.annotate.units.rules import told
from sitrex.record.model import MilitaryUnit, changed

_WAR: Final = re.compile(
    r"\b(?:army|military|troops|soldiers|infantry|artillery|battalions?|brigades?|regiments?|offensive|insurgents|airstrikes?|"
    r"gunfire|casualties|battlefield|shelling|militants?|warships?|trenches|garrison|squadrons?|commanded|regimental)\b"
)
_FORCES: Final = {"soviet": "Soviet", "italian": "Italian", "ss": "SS"}
"""Evidence that a mention needs -> the word of the text that is it."""
_WAR_WORDS: Final = 3
_WAR_TIMES: Final = 5
_CAPTION: Final = 120
_FILE: Final = re.compile(r"[^\n|:]{0,60}?\.(?:svg|png|jpe?g|gif)\b", re.IGNORECASE)


@dataclass(slots=True)
class Evidence:
    """What the document shows: numbers of full designations so far, whether it is about war, which forces it names."""

    text: str
    sure: int
    """How many mentions need nothing."""
    silent: frozenset[str]
    numbers: set[str | None] = field(default_factory=set)
    _war: bool | None = None

    @property
    def war(self) -> bool:
        """Whether it is about war."""
        if self._war is None:
            self._war = self.sure > 0 or _about_war(self.text)
        return self._war


def justified(mentions: list[MilitaryUnit], text: str) -> list[Candidate]:
    """The mentions that need nothing, or find in the document what they need."""
    candidates = [_candidate(m) for m in mentions]
    silent = frozenset(need for need, people in _FORCES.items() if people not in text)
    evidence = Evidence(text, sum(not c.evidence for c in candidates), silent)
    kept: list[Candidate] = []
    for mention in candidates:
        if any(veto(mention, evidence) for veto in (in_image, no_full_form, no_force, no_war)):
            continue
        kept.append(mention)
        full = mention.echelon or mention.branch or mention.name
        if mention.designator and mention.evidence != "ordinal" and full:
            evidence.numbers.add(mention.designator)
        evidence.numbers.update(above.designator for above in superiors_inside(mention))
    return kept


@told.veto(
    "units.evidence.no-full-form",
    reads=("The army and its soldiers saw infantry. Then the [[47th]] attacked.",),
    leaves=("The 47th Brigade held. Then the [[47th]] attacked.",),
    source="an ordinal alone names nothing",
)
def no_full_form(unit: Candidate, evidence: Evidence) -> bool:
    """An ordinal alone, before the document has the full designation."""
    return unit.evidence == "ordinal" and unit.designator not in evidence.numbers


@told.veto(
    "units.evidence.no-force",
    reads=("The army, its soldiers and infantry came. The [[Western Front]] held.",),
    leaves=("The Soviet army, its soldiers and infantry came. The [[Western Front]] held.",),
    source="words of one army that are also something else",
)
def no_force(unit: Candidate, evidence: Evidence) -> bool:
    """A word of one army, in a text that does not name that army."""
    return unit.evidence in evidence.silent


@told.veto(
    "units.evidence.no-war",
    reads=("She is in the [[Second Division]] this year.",),
    leaves=("The army, its soldiers and infantry came. She is in the [[Second Division]] this year.",),
    source="words of war",
)
def no_war(unit: Candidate, evidence: Evidence) -> bool:
    """What may be something else, in a text that is not about war and without a nation before it."""
    if not unit.evidence or unit.evidence == "ordinal" or evidence.war:
        return False
    return nation_before(unit, evidence.text) is None


def superiors_inside(unit: Candidate) -> Iterator[Candidate]:
    """The superiors inside the unit's span that have a number, as if they were mentions."""
    above = unit.parent
    while above is not None:
        if above.designator is not None:
            yield changed(
                unit,
                designator=above.designator,
                name=above.name,
                branch=above.branch,
                echelon=above.echelon,
                parent=above.parent,
                evidence="",
            )
        above = above.parent


@told.veto(
    "units.evidence.image",
    reads=("![The [[47th Brigade]] of the army](47.png)", "File:The [[47th Brigade]].jpg"),
    leaves=("The [[47th Brigade]] held.",),
    source="mark-up of images",
)
def in_image(mention: Candidate, evidence: Evidence) -> bool:
    """Whether the mention lies in the file name or caption mark-up of an image."""
    text = evidence.text
    reach = max(mention.start - _CAPTION, 0)
    line = text[max(text.rfind("\n", reach, mention.start), reach) : mention.start]
    if _FILE.match(text, mention.end):
        return True
    name = line.rfind("File:")
    return (name >= 0 and "|" not in line[name:]) or ("![" in line and "]" not in line[line.rfind("![") :])


def _candidate(mention: MilitaryUnit) -> Candidate:
    if isinstance(mention, Candidate):
        return mention
    return Candidate(**{name: getattr(mention, name) for name in MilitaryUnit.__dataclass_fields__})


def _about_war(text: str) -> bool:
    words = set()
    for times, found in enumerate(_WAR.finditer(text), start=1):
        words.add(found.group())
        if len(words) >= _WAR_WORDS or times >= _WAR_TIMES:
            return True
    return False
