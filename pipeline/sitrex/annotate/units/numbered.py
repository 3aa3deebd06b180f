"""What follows a designator: qualifying words and a head, or a word that stands for one.

Each form reads what begins at a token and gives the reading behind it; the first that does wins.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from sitrex.annotate.rules import first_of
from sitrex.annotate.text.words import words
from sitrex.annotate.units.designators import Designator
from sitrex.annotate.units.doubts import evidence_for
from sitrex.annotate.units.ends import WITHOUT_DOT, may_end
from sitrex.annotate.units.fields import Part
from sitrex.annotate.units.guards import may_head
from sitrex.annotate.units.lexicon import Branch, Echelon, Named, movements
from sitrex.annotate.units.misspelt import misspelt_head
from sitrex.annotate.units.qualifying import (
    abbreviation_dot,
    bracket,
    branch_pair,
    hyphen,
    nation,
    possessive,
    qualifier,
    separate,
)
from sitrex.annotate.units.reading import MOST_NAMES, Reading, branch_at, replaces
from sitrex.annotate.units.rules import forms, vetoes
from sitrex.annotate.units.short_forms import short_nation, short_regiment
from sitrex.annotate.units.tokens import NEWLINE
from sitrex.annotate.units.window import LONGEST_BODY, Window
from sitrex.annotate.units.words import (
    CAVALRY_REGIMENTS,
    MOST_BATTALIONS,
    OF_FORCES_ONLY,
    SECOND_LINE,
    counted,
    unit_words,
)

_LETTERED: Final = unit_words("lettered_echelons")
_SMALL_ARMS: Final = unit_words("small_arms")
_MONTHS: Final = words("months")
_NAMED_BY_DAYS: Final = OF_FORCES_ONLY | {"division"}
_DAYS: Final = 31
_NUMBERED: Final = ("ordinal", "composite", "number", "word")
_ON_FOOT: Final = ("infantry", "light_infantry", "cavalry")


@dataclass(frozen=True, slots=True)
class Body:
    """What follows a designator: the part so far and the token where reading stopped."""

    part: Part
    stop: int


def read_body(w: Window, i: int, number: Designator) -> Body:
    """Read qualifying words and head from token ``i`` on; the part has ``end == -1`` if nothing ends it."""
    r = Reading(Part(start=i, end=-1, designator=number.value, kind=number.kind), number, i, i)
    limit = min(w.size, i + LONGEST_BODY)
    while r.at < limit and not r.closed and w.words[r.at] != NEWLINE:
        further = head_word(w, r.at, r) or _FORM(w, r.at, r)
        if further is None:
            break
        r = further
    chosen = r.best or r.ended
    return Body(r.part, r.at) if chosen is None else Body(chosen, chosen.end)


@forms.rule(
    "units.numbered.head",
    reads=(
        "The [[47th Mechanized Brigade]] held the ridge.",
        "The [[5th Corps Signal Battalion]] held.",
    ),
    leaves=("The 47th street was held.",),
    source="echelons of AAP-6 and the armies' own words",
)
def head_word(w: Window, i: int, r: Reading) -> Reading | None:
    """A head; a second one makes the first a qualifier."""
    head, branch = w.head(i) or misspelt_head(w, i, r.number), branch_at(w, i)
    if head is None:
        return None
    if branch is not None and head[0] < branch[0] and (r.best is not None or w.head(branch[0]) is not None):
        return None
    end, entry = head
    if r.best is not None and (not replaces(r.best, entry, r.behind_head == i) or _falls(w, r.best, i)):
        return r._replace(closed=True)
    if may_head(w, i, r.part, r.number, entry):
        part = _as_arm(r.part, end, branch)
        return r._replace(best=_end_with_head(w, i, r, end, entry), part=part, at=end, behind_head=end)
    if r.best is None and r.ended is None and entry.case == "" and w.words[i][0].islower():
        return r._replace(closed=True)
    return r._replace(at=end, behind_head=end)


def _end_with_head(w: Window, i: int, r: Reading, end: int, entry: Echelon) -> Part:
    best = r.part.with_head(entry, end)
    best = best._replace(evidence=evidence_for(w, i, best, r.number, entry))
    letter = w.words[r.begin - 1]
    lettered = r.number.kind == "roman" and best.echelon in _LETTERED and len(letter) == 1
    return best._replace(designator=letter) if lettered else best


def _as_arm(part: Part, end: int, branch: tuple[int, Branch] | None) -> Part:
    """Let a head that is an arm's word too be one before a second head: 5th Commando Battalion."""
    arm = branch is not None and branch[0] == end and part.branch is None
    return part.with_branch(branch[1]) if branch is not None and arm else part


def _falls(w: Window, best: Part, i: int) -> bool:
    """Whether a second head is in lower case after one with a capital: the Second Corps divisions."""
    return w.words[i][0].islower() and w.words[best.end - 1][0].isupper()


@forms.rule(
    "units.numbered.branch",
    reads=("The [[3rd Field Artillery Regiment]] fired.", "Soldiers of the [[59th Motorized]] dug in."),
    leaves=("The 3rd field of the Regiment burned.",),
    source="arms and services of AAP-6",
)
def branch_word(w: Window, i: int, r: Reading) -> Reading | None:
    """A branch phrase; some stand for a head: 59th Motorized, 2 Para, 1st Gurkha Rifles."""
    branch = branch_at(w, i)
    if branch is None or not (w.words[i][0].isupper() or r.best is None):
        return None
    end, entry = branch
    r = r._replace(part=r.part.with_branch(entry), at=end)
    if r.best is None and entry.end and small_arm(w, i, r):
        return r.end_at(end, "context")
    if r.best is None and entry.end and may_end(w, i, r.number, entry, end):
        return r._replace(ended=_end_with_arm(w, i, r, end, entry))
    return r


def _end_with_arm(w: Window, i: int, r: Reading, end: int, entry: Branch) -> Part:
    amount = r.number.kind == "number" and w.words[i] in WITHOUT_DOT
    ended = r.part._replace(end=end, evidence="context" if amount or not w.words[i][0].isupper() else "")
    if entry.end == "n" and entry.branch != "marine" and w.keys[i] != "foot":
        # the whole of Gurkha Rifles is a name, of Marines and Foot nothing
        ended = ended.with_names(*w.words[i:end])
    named = entry.end == "n" and entry.branch == "cavalry"
    ordinal = w.keys[end - 1] in CAVALRY_REGIMENTS and r.number.kind == "ordinal"
    regiment = ordinal or (named and r.number.kind in _NUMBERED)
    return ended._replace(echelon="regiment") if regiment else ended


@forms.rule(
    "units.numbered.small-arm",
    reads=("The army and its infantry regiments saw the [[13th Tennessee cavalry]] attack.",),
    leaves=("The army saw the 13th Falcon cavalry.",),
    source="style of the nineteenth century",
    nothing=False,
)
def small_arm(w: Window, i: int, r: Reading) -> bool:
    """The arm in lower case behind a state, whose name alone would do."""
    return w.words[i][0].islower() and w.keys[i] in _SMALL_ARMS and r.ended is not None and r.ended.end == i


@forms.rule(
    "units.numbered.known-regiment",
    reads=("The [[2nd Royal Scots]] dug in.", "The army's infantry and artillery saw [[1/Hants]] attack."),
    leaves=("The 2nd Royal Scots Museum opened.",),
    source="regiments of named_units.tsv",
)
def known_regiment(w: Window, i: int, r: Reading) -> Reading | None:
    """The regiment known by name whose battalion the number is."""
    slashed = i == r.begin + 1 and w.words[r.begin] == "/"
    found = w.known(i) if (i == r.begin or slashed) and w.words[i][0].isupper() else None
    if found is None or r.number.kind not in _NUMBERED:
        return None
    end, entry = found
    if not _on_foot(entry) or entry.kind in ("never", "regiment") or w.capitalised(end):
        return None
    if w.words[i].isupper() and _abbreviates(w, i, end, entry):
        return None
    if not all(word[0].isupper() for word in w.words[i:end] if len(word) > 3):
        return None
    return r.close(
        r.part._replace(
            names=_in_full(w, i, end, entry),
            nation=entry.country,
            service="army",
            branch=entry.branch,
            rank=60,
            end=end,
            echelon="battalion" if entry.kind == "county" else r.part.echelon,
        )
    )


def _in_full(w: Window, i: int, end: int, entry: Named) -> tuple[str, ...]:
    """The words of a known name, those of the table where it is abbreviated: R. Sussex."""
    return (entry.name,) if "." in w.words[i:end] and entry.name else tuple(w.words[i:end])


def _on_foot(entry: Named) -> bool:
    """Whether it is a regiment of infantry or cavalry without a head."""
    headless = entry.echelon is None or entry.kind == "county"
    return entry.service == "army" and entry.branch in _ON_FOOT and headless


@forms.rule(
    "units.numbered.slash",
    reads=("The men of [[1/RGJ]] dug in.", "The army's infantry and artillery saw [[1/E. Lancs]] attack."),
    leaves=("The men had 1/2 of it.",),
    source="British abbreviations of regiments",
)
def slash(w: Window, i: int, r: Reading) -> Reading | None:
    """A slash between a battalion's number and its regiment's letters, which are a name and no arm."""
    if i != r.begin or w.words[i] != "/" or not w.glued(i) or i + 1 >= w.size:
        return None
    known = known_regiment(w, i + 1, r)
    if known is not None or not w.words[i + 1].isupper():
        return known
    behind = r._replace(at=i + 1)
    return _BEHIND_SLASH(w, i + 1, behind) or behind._replace(closed=True)


@forms.rule(
    "units.numbered.regiment-letters",
    reads=("The men of [[1 RGJ]] dug in.",),
    leaves=("The men of 1 KG left.",),
    source="British abbreviations of regiments",
)
def regiment_letters(w: Window, i: int, r: Reading) -> Reading | None:
    """The regiment whose abbreviation follows its battalion's number."""
    found = w.known(i) if i <= r.begin + 1 and w.words[i].isupper() else None
    if found is None or not _abbreviates(w, i, *found) or counts_fighters(w, i, r):
        return None
    end, entry = found
    return r.close(
        r.part._replace(
            names=(w.words[i] if end == i + 1 else entry.name or "",),
            # figures with a hyphen are an American battalion's and its regiment's: 1-75 RGR
            nation=None if "-" in r.number.value else entry.country,
            service=entry.service,
            branch=entry.branch,
            echelon="battalion",
            headed=True,
            end=end,
        )
    )


def _abbreviates(w: Window, i: int, end: int, entry: Named) -> bool:
    """Whether the name is a regiment's abbreviation: RGJ, R WELSH, PPCLI."""
    alone = entry.kind == "sure" and entry.service == "army" and entry.echelon is None and end == i + 1
    return entry.kind == "regiment" or alone


@vetoes.veto(
    "units.numbered.count-of-fighters",
    reads=("The army killed 70 [[RSF]].", "The army met 12 [[RSF]] fighters."),
    leaves=("The men of [[2 RSF]] dug in.",),
    source="a movement has letters that a regiment has had",
)
def counts_fighters(w: Window, i: int, r: Reading) -> bool:
    """A plain number that is large, or before people or things, counts those of a movement with a regiment's letters."""
    if r.number.kind != "number" or w.keys[i] not in movements():
        return False
    return int(r.number.value) > MOST_BATTALIONS or counted(w.key(i + 1))


@forms.rule(
    "units.numbered.day",
    reads=("The [[14th October Brigade]] dug in.", "The infantry of the [[14 October Division]] of the army dug in."),
    leaves=("On 14 October Brigade headquarters moved.", "The 14 October brigade meeting was long."),
    source="units that are called by a day",
)
def day_name(w: Window, i: int, r: Reading) -> Reading | None:
    """A day of the month that is the name, behind an article and before a head."""
    number, head = r.number, w.head(i + 1)
    if i != r.begin or w.keys[i] not in _MONTHS or i < 2 or w.keys[i - 2] != "the" or not w.capitalised(i + 1):
        return None
    if head is None or head[1].echelon not in _NAMED_BY_DAYS or number.kind not in ("ordinal", "number"):
        return None
    if not 0 < int(number.value) <= _DAYS:
        return None
    named = r.part._replace(designator=None, names=tuple(w.words[i - 1 : i + 1]), kind="")
    return r.close(named.with_head(head[1], head[0]))


@forms.rule(
    "units.numbered.second-line",
    reads=("The army and infantry regiments saw the [[123d Landwehr]] attack.",),
    leaves=("The army saw the 4th Reserve Bank.",),
    source="regiments of the German army until 1918, by number and kind of recruits",
)
def second_line(w: Window, i: int, r: Reading) -> Reading | None:
    """Landwehr or reserves without a head: a regiment, whose kind is no name."""
    if i != r.begin or w.keys[i] not in SECOND_LINE or r.number.kind != "ordinal":
        return None
    if not w.words[i][0].isupper() or w.capital(i + 1) or w.head(i + 1) is not None:
        return None
    return r.close(r.part._replace(echelon="regiment", end=i + 1, evidence="context"))


@forms.rule(
    "units.numbered.name",
    reads=("The [[93rd Kholodny Brigade]] dug in.",),
    leaves=("The 93rd Kholodny Street dug in.",),
    source="honorific names",
)
def name_word(w: Window, i: int, r: Reading) -> Reading | None:
    """A capitalised word before the head."""
    if r.best is not None or r.names >= MOST_NAMES or r.number.kind == "letter" or not w.proper(i):
        return None
    return r._replace(part=r.part.with_names(w.words[i]), names=r.names + 1, at=i + 1)


Form = Callable[[Window, int, Reading], Reading | None]
_GOING_ON: Final[tuple[Form, ...]] = (
    regiment_letters,
    second_line,
    qualifier,
    separate,
    nation,
    short_nation,
    bracket,
    possessive,
    branch_pair,
    abbreviation_dot,
    hyphen,
    name_word,
)
_BEHIND_SLASH: Final[Form] = first_of(*_GOING_ON)
_FORM: Final[Form] = first_of(day_name, branch_word, known_regiment, short_regiment, slash, *_GOING_ON)
