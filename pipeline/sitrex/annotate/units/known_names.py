"""Designations that a vocabulary names."""

from __future__ import annotations

from typing import Final

from sitrex.annotate.units.fields import Part
from sitrex.annotate.units.lexicon import Named
from sitrex.annotate.units.rules import forms, vetoes
from sitrex.annotate.units.window import Window
from sitrex.annotate.units.words import FACILITIES, unit_words

_SMALL: Final = 3
"""Letters of a word that need no capital inside a name."""
_INITIALS: Final = 8
"""Characters of a regiment's initials with their dots that stand for little else: K.O.Y.L.I., D.C.L.I."""
_CAPITALS_ONLY: Final = unit_words("capitals_only")
_EVIDENCE: Final = {"sure": "", "never": "", "county": "context", "regiment": "context"}
"""What a name of the kind needs, where that is not the kind itself."""


@forms.rule(
    "units.name.known",
    reads=(
        "The soldiers of the [[Black Watch]] dug in.",
        "The army's infantry and artillery saw the [[K.O.Y.L.I.]] go over the top.",
    ),
    leaves=(
        "His black watch stopped.",
        "They drove through the Dorsets.",
        "The army's infantry saw KOYLI there.",
        "Marcos ordered the army's soldiers and infantry to attack.",
    ),
    source="named_units.tsv",
)
def known_name(w: Window, i: int) -> Part | None:
    """A named unit of the lexicon; ``kind`` is ``never`` where the phrase only looks like one."""
    found = w.known(i) if w.words[i][0].isupper() else None
    if found is None or _uncapitalised(w, i, found[0]) or facility(w, found[0]):
        return None
    if found[1].kind == "regiment" and ("." not in w.words[i] or len(w.words[i]) < _INITIALS):
        return None
    return _named(w, i, *found)


def _named(w: Window, i: int, end: int, entry: Named) -> Part:
    """The fields of a name that the lexicon knows; what the words leave open is not told: Worcestershire Regiment."""
    last = w.echelon(end - 1)
    told = last is not None and last[0] == end and entry.echelon not in (None, "grouping") and last[1].echelon
    open_arm = entry.echelon == "regiment" and entry.branch == "infantry" and entry.kind != "county"
    branch = None if open_arm and not _tells_arm(w, i, end) else entry.branch
    part = Part(
        start=i,
        end=end,
        names=_names(w, i, end, entry),
        branch=branch,
        rank=60 if branch else -1,
        echelon=told or entry.echelon,
        service=entry.service,
        headed=True,
        kind="never" if entry.kind == "never" else "named",
        evidence=_EVIDENCE.get(entry.kind, entry.kind),
    )
    hinted = entry.country is not None and entry.country.endswith("?")
    part = part.with_country(entry.country) if hinted else part._replace(nation=entry.country)
    return arm_behind(w, end, part, entry) or head_behind(w, end, part, entry) or part


def _names(w: Window, i: int, end: int, entry: Named) -> tuple[str, ...]:
    """Its name, as written where only dots and capitals tell that from the row: E. Lancs, E LANCS."""
    written = " ".join(w.words[i:end]).replace(" .", ".")
    if (entry.kind == "county" or "." in written) and _letters(written) == _letters(entry.name or ""):
        return (written,)
    return (entry.name,) if entry.name else ()


def _letters(name: str) -> str:
    return "".join(filter(str.isalpha, name.lower()))


def _uncapitalised(w: Window, i: int, end: int) -> bool:
    """Whether a long word of the name has no capital, or an abbreviation not all of them, or a mark ends it."""
    if not w.words[end - 1][0].isalnum() or (w.keys[i] in _CAPITALS_ONLY and not w.words[i].isupper()):
        return True
    return not all(word[0].isupper() for word in w.words[i:end] if len(word) > _SMALL and word.isalpha())


@vetoes.veto(
    "units.name.facility",
    reads=("The 3rd Infantry Brigade held. They were south of [[Black Watch]] Corner.",),
    leaves=("The 3rd Infantry Brigade held. The [[Black Watch]] left.",),
    source="places, awards and associations",
)
def facility(w: Window, i: int) -> bool:
    """A capitalised word behind the name makes it a place or an award."""
    return i < w.size and w.keys[i] in FACILITIES and w.words[i][0].isupper()


@forms.rule(
    "units.name.arm",
    reads=("The soldiers of the [[Royal Scots Dragoon Guards]] dug in.",),
    leaves=("The soldiers of the Royal Scots dug in.",),
    source="British regiments",
)
def arm_behind(w: Window, i: int, part: Part, entry: Named) -> Part | None:
    """The arm behind a known name."""
    arm = w.branch(i) if i < w.size and entry.echelon is None else None
    if arm is None or arm[1].end != "n" or not w.words[i][0].isupper() or entry.kind == "never":
        return None
    return part.with_names(" ".join(w.words[i : arm[0]]))._replace(end=arm[0], branch=arm[1].branch)


@forms.rule(
    "units.name.head",
    reads=("The army, its soldiers and infantry met the [[Presidential Guard Brigade]] there.",),
    leaves=("The army, its soldiers and infantry met the Presidential Guard Commander there.",),
    source="guards of presidents and kings",
)
def head_behind(w: Window, i: int, part: Part, entry: Named) -> Part | None:
    """The head behind a known guard's name, which alone tells no size."""
    head = w.head(i) if i < w.size and entry.echelon is None and entry.branch == "security" else None
    if head is None or head[1].plural or not w.words[i][0].isupper():
        return None
    return part._replace(end=head[0], echelon=head[1].echelon, branch=None, rank=-1)


def _tells_arm(w: Window, i: int, end: int) -> bool:
    return any(w.branch(j) for j in range(i, end))
