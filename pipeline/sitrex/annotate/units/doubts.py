"""Why a designation is not sure, so that only a text about war keeps it: each reason under its name.

A doubt is called as a guard is: with the window, the token of the head, what is read so far, the designator and the head.
"""

from __future__ import annotations

from typing import Final

from sitrex.annotate.units.designators import Designator
from sitrex.annotate.units.fields import Part
from sitrex.annotate.units.guards import Guard
from sitrex.annotate.units.lexicon import Echelon
from sitrex.annotate.units.rules import vetoes
from sitrex.annotate.units.window import Window
from sitrex.annotate.units.words import EVERYDAY


def _is_told(part: Part) -> bool:
    return part.branch is not None or bool(part.names) or part.nation is not None


@vetoes.veto(
    "units.doubt.everyday-letter",
    reads=("She works for [[Golf Company]] now.",),
    leaves=("The soldiers of [[Golf Company]] of the infantry brigade saw the artillery.",),
    source="words of the phonetic alphabet that are common",
)
def everyday_letter(w: Window, i: int, part: Part, number: Designator, head: Echelon) -> bool:
    """Golf, Hotel and Victor are also something else."""
    return w.keys[part.start - 1] in EVERYDAY


@vetoes.veto(
    "units.doubt.number-before-small-head",
    reads=("The shop said that [[339 battery]] was sold.",),
    leaves=("The soldiers of the army met [[339 battery]] there.",),
    source="British style",
)
def doubtful_small_head(w: Window, i: int, part: Part, number: Designator, head: Echelon) -> bool:
    """A plain number before a head in lower case."""
    return number.kind == "number" and w.words[i][0].islower()


@vetoes.veto(
    "units.doubt.small-word",
    reads=("He led the [[second battalion]] of the Film Band.",),
    leaves=("The soldiers of the army met the [[2nd battalion]] of the regiment.",),
    source="English style",
)
def doubtful_small_word(w: Window, i: int, part: Part, number: Designator, head: Echelon) -> bool:
    """An ordinal word in lower case."""
    small = number.kind == "word" and not w.words[part.start - 1][0].isupper()
    return small and not (_is_told(part) and w.words[i][0].isupper())


@vetoes.veto(
    "units.doubt.weak-head",
    reads=("He joined the [[2nd Detachment]] of the club.",),
    leaves=("The [[2nd Reconnaissance Detachment]] left.",),
    source="words that mostly name other things",
)
def weak_head(w: Window, i: int, part: Part, number: Designator, head: Echelon) -> bool:
    """A head that is mostly something else, without an arm."""
    return head.strength == "weak" and (part.branch is None or not w.words[i][0].isupper())


@vetoes.veto(
    "units.doubt.common-letters",
    reads=("She showed her [[2nd ID]] at the door.",),
    leaves=("She led the [[2nd Infantry Division]] there.",),
    source="abbreviations that are something else too",
)
def common_letters(w: Window, i: int, part: Part, number: Designator, head: Echelon) -> bool:
    """Capitals that abbreviate more than a head."""
    return head.strength == "weak" and head.case == "upper"


@vetoes.veto(
    "units.doubt.cover-number",
    reads=("The shop sold [[D445 Company]] shares.",),
    leaves=("The shop sold [[B Company]] shares.",),
    source="letters and figures name much",
)
def cover_number(w: Window, i: int, part: Part, number: Designator, head: Echelon) -> bool:
    """A letter and a figure."""
    return number.kind == "cover"


@vetoes.veto(
    "units.doubt.word-alone",
    reads=("She is in the [[Second Division]] this year.",),
    leaves=("The [[Second Corps]] left.",),
    source="leagues and schools have second divisions",
)
def word_alone(w: Window, i: int, part: Part, number: Designator, head: Echelon) -> bool:
    """A number word and a common head."""
    common = head.strength == "plain" and head.echelon not in ("corps", "army_group", "legion")
    return common and number.kind in ("word", "cardinal") and not _is_told(part)


_DOUBTS: Final[tuple[Guard, ...]] = (
    everyday_letter, doubtful_small_head, doubtful_small_word, weak_head, common_letters, cover_number,
    word_alone,
)  # fmt: skip


def evidence_for(w: Window, i: int, part: Part, number: Designator, head: Echelon) -> str:
    """What the document must show for the designation with the head at token ``i``; empty if nothing."""
    return "context" if any(doubt(w, i, part, number, head) for doubt in _DOUBTS) else ""
