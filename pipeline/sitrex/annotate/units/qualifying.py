"""What may stand between a designator and its head: honours, nations, brackets, joints of compound arms."""

from __future__ import annotations

from typing import Final

from sitrex.annotate.units.designators import read_designator
from sitrex.annotate.units.fields import Part
from sitrex.annotate.units.letters_behind import lettered_part
from sitrex.annotate.units.reading import Reading
from sitrex.annotate.units.rules import forms
from sitrex.annotate.units.window import OPENING, Window
from sitrex.annotate.units.words import OF_FORCES_ONLY, unit_words

_WHOLE_FORCE: Final = frozenset(("national_guard", "territorial", "airborne"))
_ORDINAL: Final = ("ordinal", "word")
_SEPARATE: Final = unit_words("separate")
_BEFORE_ORDINAL: Final = unit_words("before_ordinal")
_DAYS: Final = 31
_SHORT: Final = 5
"""Letters of an abbreviation at most."""
_ABBREVIATED: Final = unit_words("short_arms")
"""Arms and honours that are no whole words, so that a dot behind them ends no sentence."""
_BRACKETS: Final = ("(", "[")
"""Marks between which an arm may stand; what is quoted is a name."""


@forms.rule(
    "units.numbered.qualifier",
    reads=("The [[6th Independent Company]] dug in.",),
    leaves=("The 6th Independent newspaper dug in.",),
    source="honours and kinds of forces of qualifiers.tsv",
)
def qualifier(w: Window, i: int, r: Reading) -> Reading | None:
    """A word that qualifies without naming a branch; of some the whole force is meant."""
    found = w.qualifier(i)
    if found is None:
        return None
    end, entry = found
    named = w.nation(i) if w.words[i][0].isupper() else None
    if named is not None and end < named[0]:
        return None
    part = r.part._replace(service=entry.service or r.part.service).with_country(entry.country)
    # in small letters a reserve is a kind of unit, guards an honour all the same
    if entry.kind == "honorific" and (w.words[i][0].isupper() or entry.country):
        part = part.with_names(*w.words[i:end])
    r = r._replace(part=part, at=end)
    if end > i + 1 and w.head(end - 1) is not None and not w.capital(end):
        # 6th Independent Company
        return r._replace(at=end - 1)
    whole = r.best is None and r.number.kind != "cardinal" and entry.service in _WHOLE_FORCE
    return r.end_at(end) if whole and w.words[i][0].isupper() else r


@forms.rule(
    "units.numbered.separate",
    reads=(
        "The [[1st Sep. Assault Regiment]] dug in.",
        "They met the [[110 Sep Mech Bde]] there.",
    ),
    leaves=("On 1st Sep. Infantry Brigade staff left.", "The 1st Sep. meeting of the 7th Brigade was long."),
    source="Ukrainian and Russian separate brigades in English abbreviation",
)
def separate(w: Window, i: int, r: Reading) -> Reading | None:
    """The abbreviation of Separate, which is no month where the number is no day or an article stands before it."""
    if i != r.begin or w.keys[i] not in _SEPARATE or r.number.kind not in ("ordinal", "number"):
        return None
    behind = i + 2 if w.word(i + 1) == "." else i + 1
    before = w.keys[r.part.start - 2] if r.part.start > 1 else ""
    if behind >= w.size or not w.words[behind][0].isupper():
        return None
    if int(r.number.value) <= _DAYS and before not in _BEFORE_ORDINAL:
        return None
    head = w.head(behind)
    if w.branch(behind) is None and (head is None or head[1].echelon not in OF_FORCES_ONLY):
        return None
    return r._replace(at=behind)


@forms.rule(
    "units.numbered.nation",
    reads=("The [[1st Canadian Division]] dug in.",),
    leaves=("The 1st Canadian doctor dug in.",),
    source="nations and states of nations.tsv",
)
def nation(w: Window, i: int, r: Reading) -> Reading | None:
    """A nation or state before the head; of a state's regiments the head may be left out."""
    found = w.nation(i) if w.words[i][0].isupper() else None
    if found is None or found[1].kind.startswith("force") or w.keys[found[0] - 1] == "republican":
        return None
    end, entry = found
    part = r.part
    if entry.kind == "southern":
        part = part._replace(typical="southern")
    elif entry.country:
        part = part._replace(nation=entry.country)
    if entry.kind in ("state", "southern"):
        r = r._replace(part=part.with_names(*w.words[i:end]), at=end)
        return state_alone(w, i, r, end) or r
    r = r._replace(part=part, at=end)
    # 4th U.S., Battery B
    alone = r.best is None and r.number.kind == "ordinal" and lettered_part(w, end) is not None
    return r.end_at(end, "context") if alone else r


@forms.rule(
    "units.numbered.state",
    reads=("The army and its infantry regiments saw the [[20th Maine]] attack.",),
    leaves=("The army saw the 20th Maine Brewery.",),
    source="regiments of the American Civil War",
)
def state_alone(w: Window, i: int, r: Reading, end: int) -> Reading | None:
    """A state's regiment without a head."""
    alone = r.best is None and r.number.kind in _ORDINAL and not w.capital(end)
    return r.end_at(end, "context") if alone else None


@forms.rule(
    "units.numbered.bracket",
    reads=("The [[3rd (Mechanized) Division]] dug in.",),
    leaves=("The 3rd (by luck) Division dug in.",),
    source="British and American style",
)
def bracket(w: Window, i: int, r: Reading) -> Reading | None:
    """A bracket or quotation: a nation, an arm, a name."""
    closed = w.enclosed(i) if w.words[i] in OPENING and r.best is None else None
    return None if closed is None else r._replace(part=_with_enclosed(w, r.part, i + 1, closed - 1), at=closed)


def _with_enclosed(w: Window, part: Part, i: int, end: int) -> Part:
    nation = w.nation(i)
    if nation is not None and nation[0] == end and nation[1].kind in ("adjective", "noun"):
        return part._replace(nation=nation[1].country)
    inner = i
    while inner < end and w.words[i - 1] in _BRACKETS:
        branch, status = w.branch(inner), w.qualifier(inner)
        if branch is not None and branch[0] <= end:
            part = part.with_branch(branch[1])
            inner = branch[0]
        elif status is not None and status[0] <= end and status[1].kind == "status":
            inner = status[0]
        else:
            break
    # one letter tells of what kind it is: (S) service, (T) territorial
    named = inner < end and w.words[i][0].isupper() and (end > i + 1 or len(w.words[i]) > 1)
    return part.with_names(*w.words[i:end]) if named else part


@forms.rule(
    "units.numbered.possessive",
    reads=("The [[5th Smith's Brigade]] dug in.",),
    leaves=("The 5th of Smith's horses fell.",),
    source="regiments and brigades of a person",
)
def possessive(w: Window, i: int, r: Reading) -> Reading | None:
    """The ``'s`` of a name."""
    if w.keys[i] != "'s" or not r.part.names or r.best is not None:
        return None
    return r._replace(part=r.part.with_names(w.words[i]), at=i + 1)


@forms.rule(
    "units.numbered.branch-pair",
    reads=("The [[5th Rifle and Tank Brigade]] dug in.",),
    leaves=("The 5th rifle and a Tank Brigade left.",),
    source="compound arms",
)
def branch_pair(w: Window, i: int, r: Reading) -> Reading | None:
    """The ``and`` between two arms of one unit."""
    pair = r.best is None and i > r.begin and w.keys[i] in ("and", "&") and _joins(w, i)
    return r._replace(at=i + 1) if pair else None


def _joins(w: Window, i: int) -> bool:
    """Whether the ``and`` at token ``i`` binds two qualifying words."""
    if i + 1 >= w.size or not w.words[i + 1][0].isalpha() or read_designator(w.tokens, i + 1):
        return False
    following = w.branch(i + 1) or w.qualifier(i + 1)
    return following is not None and w.words[i + 1][0].isupper() == w.words[i - 1][0].isupper()


@forms.rule(
    "units.numbered.dot",
    reads=("The [[5th Inf. Div.]] dug in.", "The [[70th Gds. Rifle Div.]] dug in."),
    leaves=("The men of the 5th Inf. Rifles fired.",),
    source="abbreviations",
)
def abbreviation_dot(w: Window, i: int, r: Reading) -> Reading | None:
    """The dot behind an abbreviated word before a head, perhaps with an arm between."""
    if r.best is not None or w.words[i] != "." or not w.glued(i):
        return None
    short = len(w.words[i - 1]) <= _SHORT and w.branch(i - 1) is not None and w.head(i + 1) is not None
    return r._replace(at=i + 1) if short or abbreviated(w, i, r.begin) else None


def abbreviated(w: Window, i: int, begin: int) -> bool:
    """Whether token ``i`` is the dot of an arm or honour since ``begin``, before a head or before an arm and its head."""
    if i <= begin or w.words[i] != "." or not w.glued(i) or not w.capitalised(i + 1):
        return False
    if not _arm_before(w, i, begin):
        return False
    arm = w.branch(i + 1)
    return w.head(i + 1) is not None or (arm is not None and _head_behind(w, arm[0]))


def _arm_before(w: Window, i: int, begin: int) -> bool:
    """Whether an abbreviated arm, also of two words (Fsch.Jg.), or an honour ends before token ``i``, where no sentence does."""
    if len(w.words[i - 1]) > _SHORT or not (w.glued(i + 1) or w.keys[i - 1] in _ABBREVIATED):
        return False
    pair = w.branch(i - 3) if i - 3 >= begin else None
    return w.branch(i - 1) is not None or w.qualifier(i - 1) is not None or (pair is not None and pair[0] == i)


def _head_behind(w: Window, i: int) -> bool:
    """Whether a head stands at token ``i``, perhaps behind the dot of the arm before it."""
    return w.head(i + 1 if w.word(i) == "." else i) is not None


@forms.rule(
    "units.numbered.hyphen",
    reads=("The [[1st U.S.-Korean Division]] left.",),
    leaves=("The 1st U.S.-Korean talks ended.",),
    source="compound words",
)
def hyphen(w: Window, i: int, r: Reading) -> Reading | None:
    """A hyphen inside a compound."""
    bound = w.words[i] == "-" and w.glued(i) and i + 1 < w.size and w.glued(i + 1)
    return r._replace(at=i + 1) if bound else None
