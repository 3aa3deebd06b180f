"""Whether the document justifies a mention that is not sure by itself."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from sitrex.annotate.units.document.nation_beside import nation_before
from sitrex.annotate.units.fields import Candidate
from sitrex.annotate.units.rules import told
from sitrex.annotate.units.words import unit_words
from sitrex.annotate.weigh import BELIEVED, weights
from sitrex.record.model import MilitaryUnit, changed

_WORD: Final = re.compile(r"[^\W\d_]+")
_WAR: Final = unit_words("of_war")
_SURELY: Final = unit_words("surely_of_fighting")
_HILL: Final = re.compile(r"\bHill \d")
_PEACE: Final = unit_words("of_peace")
_APOSTROPHES: Final = ("'", "’")
_FIGHTING: Final = unit_words("of_fighting", "surely_of_fighting")
_BETWEEN: Final = unit_words("between_fighting")
_BESIDE: Final = 60
"""Characters before and behind a name, at most to the ends of its sentence, in which it is said to fight."""
_NEAR: Final = 2
"""Words beside a name, but for further names and small words, of which one is of fighting."""
_SENTENCE: Final = re.compile(r"\n|[.!?;:]\s")
_FORCES: Final = {"soviet": "Soviet", "italian": "Italian", "ss": "SS"}
"""Evidence that a mention needs -> the word of the text that is it."""
_CHARACTERS: Final = 1000
"""Length over which words of war and peace are counted."""
_CAPTION: Final = 120
_FILE: Final = re.compile(r"[^\n|:]{0,60}?\.(?:svg|png|jpe?g|gif)\b", re.IGNORECASE)


@dataclass(slots=True)
class Evidence:
    """What the document shows: numbers of full designations so far, how much it is about war, which forces it names."""

    text: str
    sure: int
    """How many mentions need nothing."""
    silent: frozenset[str]
    numbers: set[str | None] = field(default_factory=set)
    _war: dict[str, float] | None = None
    _fought: bool | None = None

    @property
    def war(self) -> Mapping[str, float]:
        """How much it is about war: features of ``vocab/weights/unit_evidence.tsv``."""
        if self._war is None:
            words = _WORD.findall(self.text.lower())
            war, peace = ([word for word in words if word in kind] for kind in (_WAR, _PEACE))
            share = _CHARACTERS / max(len(self.text), _CHARACTERS)
            self._war = {
                "always": 1.0,
                "sure units": math.log1p(self.sure),
                "words of war": math.log1p(len(set(war))),
                "density of war": math.log1p(len(war) * share),
                "density of peace": math.log1p(len(peace) * share),
            }
        return self._war

    @property
    def fought(self) -> bool:
        """Whether a word that hardly anybody else uses, or a numbered hill, tells of fighting."""
        if self._fought is None:
            told = not (_SURELY | _WAR).isdisjoint(_WORD.findall(self.text))
            self._fought = told or _HILL.search(self.text) is not None
        return self._fought

    def about(self, unit: Candidate) -> dict[str, float]:
        """What speaks for a mention that may be something else."""
        heard = {"unheard": 1.0} if unit.heard is None else {"heard": unit.heard}
        return {**self.war, **heard, "nation before": float(nation_before(unit, self.text) is not None)}


def justified(
    mentions: list[MilitaryUnit], text: str, refused: Callable[[Candidate, Evidence], bool] | None = None
) -> list[Candidate]:
    """The mentions that need nothing, or find in the document what they need.

    ``refused`` decides instead of :func:`too_little` which of those that may be something else go.
    """
    candidates = [_candidate(m) for m in mentions]
    silent = frozenset(need for need, people in _FORCES.items() if people not in text)
    evidence = Evidence(text, sum(not c.evidence for c in candidates), silent)
    kept: list[Candidate] = []
    for mention in candidates:
        if any(veto(mention, evidence) for veto in (in_image, no_full_form, no_force, refused or too_little)):
            continue
        kept.append(mention)
        full = mention.echelon or mention.branch or mention.name
        # whose men are named once is a regiment's number again
        if mention.designator and (full or mention.bare):
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
    """An ordinal alone, before the document has the full designation, whose men a text about war does not name."""
    if not unit.bare or unit.designator in evidence.numbers:
        return False
    return unit.evidence == "ordinal" or not _of_war(unit, evidence)


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
    "units.evidence.too-little",
    reads=("She is in the [[Second Division]] this year.",),
    leaves=("The army, its soldiers and infantry came. She is in the [[Second Division]] this year.",),
    source="weights learnt from labelled passages",
)
def too_little(unit: Candidate, evidence: Evidence) -> bool:
    """What may be something else and has too little that speaks for it."""
    return doubtful(unit) and not fights(unit, evidence) and not _of_war(unit, evidence)


def _of_war(unit: Candidate, evidence: Evidence) -> bool:
    return weights("unit_evidence").score(evidence.about(unit)) > BELIEVED


@told.rule(
    "units.evidence.fights",
    reads=(
        "At six the [[Norfolks]] attacked Hill 60.",
        "The [[Warwicks]], [[Worcesters]] and [[Gloucesters]] took the trench.",
        "We were relieved in the trench by the [[Gordons]].",
    ),
    leaves=(
        "The Gordons bought a house. The Suffolks grazed.",
        "We drove past the Norfolks' farm. SAS shares rose.",
        "The Somersets and Devons advanced in the cup. Norfolks advanced to the third round.",
        "The Gordons attacked the council's plan. The Hampshires retreated to the dressing room.",
    ),
    source="a regiment's short name is also a family's, a people's and a breed's",
    nothing=False,
)
def fights(unit: Candidate, evidence: Evidence) -> bool:
    """A regiment, special forces or irregulars by no more than their name, beside which a word of fighting stands, in a text
    that surely tells of fighting, and of neither sport nor trade.
    """
    regiment = unit.echelon in (None, "regiment") and (unit.branch is not None or unit.service == "army")
    alone = unit.designator is None and (regiment or unit.service == "irregular")
    if not alone or unit.evidence != "context" or evidence.war["density of peace"] or not evidence.fought:
        return False
    text = evidence.text
    before = _SENTENCE.split(text[max(0, unit.start - _BESIDE) : unit.start])[-1]
    behind = _SENTENCE.split(text[unit.end : unit.end + _BESIDE], maxsplit=1)[0]
    if behind.startswith(_APOSTROPHES):
        return False
    words, last = (_telling(_WORD.findall(beside)) for beside in (behind, before))
    return not _FIGHTING.isdisjoint(words[:_NEAR]) or not _FIGHTING.isdisjoint(last[-_NEAR:])


def _telling(words: list[str]) -> list[str]:
    """The words without names and small words."""
    return [word for word in words if word.islower() and word not in _BETWEEN]


def doubtful(unit: Candidate) -> bool:
    """Whether a mention may be something else, which what speaks for it decides."""
    return bool(unit.evidence) and not unit.bare


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
