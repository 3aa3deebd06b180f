"""Which designator goes with a branch word that no head follows: each reason against under its name."""

from __future__ import annotations

from typing import Final

from sitrex.annotate.units.designators import Designator
from sitrex.annotate.units.lexicon import Branch
from sitrex.annotate.units.rules import vetoes
from sitrex.annotate.units.window import Window
from sitrex.annotate.units.words import CAVALRY_REGIMENTS, MOST_BATTALIONS, unit_words

_BRITISH: Final = unit_words("british_after_number")
WITHOUT_DOT: Final = unit_words("british_without_dot")
"""Arms that the British number so in abbreviation, where it has no dot: of the Germans 13 Cav. is a brigade."""
_ABBREVIATED: Final = 4
"""Letters of an abbreviation at most."""


@vetoes.veto(
    "units.guard.end-kind",
    reads=("The army gave [[Nine Rifles]] to them.", "The army's [[A Infantry]] left."),
    leaves=("The army's [[9th Infantry]] left.",),
    source="English style",
)
def end_kind(w: Window, i: int, number: Designator, branch: Branch, end: int) -> bool:
    """A branch word in lower case, or behind a letter, a Roman numeral or a count, ends nothing; dragoons and hussars may."""
    if number.kind == "ordinal" and w.keys[end - 1] in CAVALRY_REGIMENTS:
        return False
    return not w.words[i][0].isupper() or number.kind in ("letter", "cardinal", "roman", "numbered", "cover")


@vetoes.veto(
    "units.guard.end-amount",
    reads=("The army lost [[30 Infantry]] there.",),
    leaves=("[[2 Para]] of the army jumped.",),
    source="English style: an amount",
)
def end_amount(w: Window, i: int, number: Designator, branch: Branch, end: int) -> bool:
    """A plain number before a branch word is an amount, but before the arms that the British number so."""
    named = branch.end == "n" and branch.branch != "marine"
    dotted = w.word(end) == "." and not w.words[i].isupper()
    numbered = w.words[i] in _BRITISH or (w.words[i] in WITHOUT_DOT and not dotted and not w.counted(end))
    return number.kind == "number" and not named and not numbered


@vetoes.veto(
    "units.guard.end-weapons",
    reads=("The army seized [[37 Rifles]] there.", "The army seized [[2 Mauser Rifles]] there."),
    leaves=("[[4 Rifles]] of the army left.", "[[4 Falcon Rifles]] of the army left."),
    source="an army with plain numbers has no twenty battalions of rifles without a name; makers in named_units.tsv",
)
def end_weapons(w: Window, i: int, number: Designator, branch: Branch, end: int) -> bool:
    """A large number of rifles, or one of a maker's, is one of weapons."""
    if w.keys[i] != "rifles":
        return False
    known = w.known(i - 1)
    maker = known is not None and known[0] == end and known[1].kind == "never"
    return maker or (number.kind == "number" and int(number.value) > MOST_BATTALIONS)


@vetoes.veto(
    "units.guard.end-hyphen",
    reads=("The 3rd Infantry Brigade held. They held the [[5th Motorized]]–Falcon line.",),
    leaves=("The 3rd Infantry Brigade held. They held the [[5th Motorized Brigade]] – Falcon line.",),
    source="the branch word is half of a compound",
)
def end_hyphen(w: Window, i: int, number: Designator, branch: Branch, end: int) -> bool:
    """A hyphen makes the branch word half of a compound."""
    return end < w.size and w.words[end] in "-–" and w.glued(end)


@vetoes.veto(
    "units.guard.end-goes-on",
    reads=(
        "The 3rd Infantry Brigade held. They met the [[5th Motorized]] Zavod there.",
        "They won their [[8th FA]] Cup.",
    ),
    leaves=("The army's [[5th Tank]] attacked.",),
    source="a capital goes on with the name",
)
def end_goes_on(w: Window, i: int, number: Designator, branch: Branch, end: int) -> bool:
    """A capitalised word that is no head goes on with another name; an abbreviation (APO, HQ) begins something else."""
    if w.sporting(end):
        return True
    goes_on = w.capital(end) and w.head(end) is None and branch.end != "n"
    return goes_on and not (w.words[end].isupper() and len(w.words[end]) <= _ABBREVIATED)


def may_end(w: Window, i: int, number: Designator, branch: Branch, end: int) -> bool:
    """Whether a designation may end with the branch word at token ``i`` and no head."""
    return not any(
        guard(w, i, number, branch, end) for guard in (end_kind, end_amount, end_weapons, end_hyphen, end_goes_on)
    )
