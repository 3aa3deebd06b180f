"""What belongs to a designation behind its head: of Foot, (Mechanized), RAF, a quoted name.

Each form is called with the window, the token behind the designation so far, and the part; it gives the part with it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from sitrex.annotate.rules import first_of
from sitrex.annotate.units.fields import Part
from sitrex.annotate.units.lexicon import Branch
from sitrex.annotate.units.rules import forms
from sitrex.annotate.units.short_forms import regiment_behind
from sitrex.annotate.units.tokens import NEWLINE
from sitrex.annotate.units.window import Window
from sitrex.annotate.units.words import OF_FORCES_ONLY, OPENERS, QUOTES, unit_words

_ARM_RANK: Final = 60
"""Rank of the arm that a corps behind the head tells (R.E.): only a special branch stands above it."""
_OF_TAIL: Final = unit_words("arms_after_of")
_ARMS_BEHIND: Final = unit_words("arms_behind")
MULTINATIONAL: Final = unit_words("multinational")
_PARTICLES: Final = unit_words("particles")

Suffix = Callable[[Window, int, Part], Part | None]


def with_tail(w: Window, part: Part) -> Part:
    """It and what belongs to it behind its head."""
    part = _with_suffix(w, part)
    if part.headed and not part.plural:
        part = _NAME(w, part.end, part) or part
    return multinational_country(w, part.end, part) or part


def _with_suffix(w: Window, part: Part) -> Part:
    part = dot(w, part.end, part) or part
    i = part.end
    if i >= w.size or w.words[i] == NEWLINE:
        return part
    behind = i + 1 if w.words[i] == "," and part.designator else i
    return _WHOLE(w, i, part) or force(w, behind, part) or part


@forms.rule(
    "units.suffix.quoted-name",
    reads=('The [[93rd Battalion "Kulchytsky"]] dug in.',),
    leaves=('The 93rd Battalion "will attack" soon.', 'The 4th Division "G" was told.'),
    source="honorific names",
)
def quoted_name(w: Window, i: int, part: Part) -> Part | None:
    """A quoted honorific, perhaps between underscores."""
    j = i
    while j < w.size and j < i + 2 and w.words[j] in ("_", "*"):
        j += 1
    if j >= w.size or w.words[j] not in QUOTES:
        return None
    closed = w.enclosed(j)
    if closed is None or not w.proper(j + 1) or w.head(closed - 2) is not None:
        return None
    inner = w.words[j + 1 : closed - 1]
    if len(inner[0]) == 1 or not all(word[0].isupper() or word in _PARTICLES for word in inner) or not _spaced(w, j):
        return None
    return part.with_names(*inner)._replace(end=closed)


@forms.rule(
    "units.suffix.known-name",
    reads=(
        "The [[2nd SS Panzer Division Das Reich]] dug in.",
        "The [[132nd Armoured Division Ariete]] dug in.",
        "The [[1st SS Division Leibstandarte SS Adolf Hitler]] dug in.",
    ),
    leaves=("The [[10th Division]] Wiking dug in.", "The [[5th Infantry Division]], Trieste and the coast dug in."),
    source="German and Italian style; named_units.tsv",
)
def known_name_behind(w: Window, i: int, part: Part) -> Part | None:
    """A known formation's name behind number and head of the same size, if these tell its arm or force."""
    found = w.known(i) if part.designator and w.capitalised(i) else None
    if found is None or not found[1].name or found[1].kind == "never" or found[1].echelon != part.echelon:
        return None
    end, entry = found
    told = "ss" in w.keys[part.start : i] or (part.branch is not None and entry.kind != "ss")
    if not told or w.head(end - 1) is not None or w.capital(end):
        return None
    return part.with_names(entry.name or "")._replace(end=end, nation=part.nation or entry.country)


def _spaced(w: Window, i: int) -> bool:
    """Whether a space stands before the quotation mark at token ``i``, or the mark-up that does."""
    return not w.glued(i) or w.words[i - 1] in ("_", "*")


@forms.rule(
    "units.suffix.multinational-country",
    reads=('The 3rd Infantry Brigade held. They met "[[Multi-National Force — Iraq]]" there.',),
    leaves=("The 3rd Infantry Brigade held. They met the Multi-National Force before Iraq fell.",),
    source="coalition commands",
)
def multinational_country(w: Window, i: int, part: Part) -> Part | None:
    """The country of a multinational force."""
    end = country_behind(w, i) if w.keys[part.start] in MULTINATIONAL and i < w.size else 0
    return part._replace(names=(w.words[end - 1],), end=end) if end else None


def country_behind(w: Window, i: int) -> int:
    """End of a country behind a dash or ``in`` at token ``i``: – Iraq, in Iraq; 0 if none."""
    if w.keys[i] not in ("-", "–", "—", "in") or i + 1 >= w.size:
        return 0
    nation = w.nation(i + 1)
    named = nation is not None and nation[1].kind in ("noun", "adjective") and w.words[i + 1][0].isupper()
    return nation[0] if nation is not None and named else 0


@forms.rule(
    "units.suffix.dot",
    reads=("The [[5th Inf. Div.]] dug in.",),
    leaves=("They met the [[5th Inf. Div]]. The army left.",),
    source="abbreviations",
)
def dot(w: Window, i: int, part: Part) -> Part | None:
    """The dot of an abbreviated head that does not end the sentence."""
    if i + 1 >= w.size or w.words[i] != "." or not w.glued(i):
        return None
    last = w.echelon(i - 1)
    if last is None or last[1].case != "title":
        return None
    following = w.words[i + 1]
    if following == NEWLINE:
        # a sentence may end here, unless the words before are abbreviated with dots too
        if "." not in w.words[part.start : i]:
            return None
    elif following[0].isupper() and (w.keys[i + 1] in OPENERS or w.head(i - 1) is None):
        return None
    return part._replace(end=i + 1)


@forms.rule(
    "units.suffix.arm",
    reads=("The [[5th Regiment Artillery]] fired.", "The [[48th Regiment Native Infantry]] dug in."),
    leaves=("The 5th Regiment lost its Artillery.",),
    source="nineteenth-century style",
)
def arm(w: Window, i: int, part: Part) -> Part | None:
    """The arm behind the head; of a people's own infantry the words are a name."""
    if w.keys[i] not in _ARMS_BEHIND or not w.words[i][0].isupper():
        return None
    branch = w.branch(i) if part.echelon in OF_FORCES_ONLY and part.branch is None else None
    if branch is None or w.keys[branch[0] - 1] not in _ARMS_BEHIND:
        return None
    named = part.with_names(*w.words[i : branch[0]]) if branch[0] > i + 1 else part
    return named.with_branch(branch[1])._replace(end=branch[0])


@forms.rule(
    "units.suffix.of-arm",
    reads=("The [[27th Regiment of Foot]] dug in.",),
    leaves=("The [[27th Regiment]] of Smith dug in.",),
    source="British and American style",
)
def of_arm(w: Window, i: int, part: Part) -> Part | None:
    """The arm behind ``of``."""
    if w.words[i] != "of" or i + 1 >= w.size or not part.headed or not (end := _arm_end(w, i + 1)):
        return None
    branch = w.branch(i + 1)
    part = (part.with_branch(branch[1]) if branch else part)._replace(end=end)
    return _with_suffix(w, part.with_country("GB") if w.keys[i + 1] == "foot" else part)


def _arm_end(w: Window, i: int) -> int:
    """End of the arm after ``of`` at token ``i``, 0 if none is there: Foot, Field Artillery, Dragoon Guards."""
    if w.keys[i] in _OF_TAIL:
        return i + 1
    found = w.branch(i)
    if found is None or not all(word[0].isupper() for word in w.words[i : found[0]]):
        return 0
    return found[0] if w.keys[found[0] - 1] in _OF_TAIL else 0


@forms.rule(
    "units.suffix.bracket",
    reads=(
        "The [[5th Division (Mechanized)]] dug in.",
        "The [[5th Division (Mech.)]] dug in.",
        "The [[173d Airborne Brigade (Separate)]] dug in.",
        "The [[197th Infantry Brigade (Mechanized) (Separate)]] dug in.",
        "The men of [[Company A (Ranger)]] dug in.",
    ),
    leaves=("The [[5th Division]] (reserve) dug in.",),
    source="American style",
)
def bracketed_arm(w: Window, i: int, part: Part) -> Part | None:
    """A bracket of branch and qualifying words: an arm, or with capitals what kind of unit it is."""
    closed = _bracketed(w, i, part)
    if closed is None:
        return None
    inner = _inner_branch(w, i + 1, closed - 1)
    if inner is None and not _status(w, i + 1, closed - 1):
        return None
    part = (part if inner is None else part.with_branch(inner))._replace(end=closed)
    return (bracketed_arm(w, closed, part) if closed < w.size else None) or part


def _status(w: Window, i: int, end: int) -> bool:
    """Whether a capitalised word of no arm that says what kind of unit it is fills a bracket: Separate, Light, Reserve."""
    found = w.qualifier(i) if w.capitalised(i) else None
    return found is not None and found[0] == end and found[1].kind == "status"


def _bracketed(w: Window, i: int, part: Part) -> int | None:
    return w.enclosed(i) if w.words[i] == "(" and (part.headed or part.branch == "airborne") else None


def _inner_branch(w: Window, i: int, end: int) -> Branch | None:
    """The branch that a bracket of nothing but branch and qualifying words names."""
    best: Branch | None = None
    while i < end:
        branch, other = w.branch(i), w.qualifier(i)
        if best is not None and i == end - 1 and w.words[i] == ".":
            return best
        if branch is None and (other is None or w.head(i) is not None):
            return None
        if branch is not None:
            best = branch[1] if best is None or branch[1].rank > best.rank else best
            i = branch[0]
        elif other is not None:
            i = other[0]
    return best


@forms.rule(
    "units.suffix.force",
    reads=("The [[No. 617 Squadron RAF]] flew.", "The [[62nd Field Regiment, R.A.]] fired."),
    leaves=("The No. 617 Squadron flew to Rome.",),
    source="abbreviations of forces in nations.tsv",
)
def force(w: Window, i: int, part: Part) -> Part | None:
    """The letters of the force or corps."""
    found = w.nation(i) if i < w.size else None
    if found is None or not found[1].kind.startswith("force:"):
        return None
    end, entry = found
    if not all(word[0].isupper() for word in w.words[i:end]) or (end == i + 1 and not w.words[i].isupper()):
        return None
    _, service, branch = f"{entry.kind}:".split(":")[:3]
    part = part._replace(end=end, nation=entry.country or part.nation, service=service or part.service)
    return part._replace(branch=branch, rank=_ARM_RANK) if branch and part.rank < _ARM_RANK else part


_NAME: Final[Suffix] = first_of(quoted_name, known_name_behind)
_WHOLE: Final[Suffix] = first_of(arm, of_arm, regiment_behind, bracketed_arm)
"""Forms behind which no more is read."""
