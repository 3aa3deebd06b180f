"""Prefixes with a number in hull style: VMFA-121, CTF 151, MND-SE, HA(L)-3."""

from __future__ import annotations

from typing import Final

from sitrex.annotate.units.designators import read_designator
from sitrex.annotate.units.fields import Part
from sitrex.annotate.units.lexicon import Prefix
from sitrex.annotate.units.reading import branch_at
from sitrex.annotate.units.rules import forms, vetoes
from sitrex.annotate.units.window import Window
from sitrex.normalise.numerals import parse_cardinal

_OF_BATTALIONS: Final = ("task_force", "battalion")
"""Echelons that are made of a battalion, whose figures may name them: TF 3-37 AR, BLT 2/4."""
_LONGEST_NUMBER: Final = 7
_YEARS: Final = range(1700, 2051)


def hull(w: Window, i: int) -> Part | None:
    """The designation in hull style that begins at token ``i``."""
    if w.words[i + 1 : i + 2] == ["("] and w.glued(i + 1) and w.words[i].isupper():
        return bracketed_letters(w, i)
    entry, letters = _prefix(w, i)
    if entry is None or entry.kind == "headquarters":
        return None
    if entry.kind == "word":
        return whole_word(w, i, entry)
    if entry.kind == "letter":
        return sector_letters(w, i, entry, letters) if letters else sector(w, i, entry)
    if letters:
        return task_force_name(w, i, entry, letters)
    j = i + 2 if _hyphened(w, i + 1) else i + 1
    if entry.kind == "battlegroup" and (group := battle_group(w, i, entry)) is not None:
        return group
    if entry.kind == "taskforce" and _name(w, j, hyphened=j == i + 2):
        return task_force_name(w, i, entry, w.words[j], j + 1)
    return _figures(w, i, entry, j)


def _prefix(w: Window, i: int) -> tuple[Prefix | None, str]:
    """The prefix at token ``i``, and the letters that a hyphen joins to it within the token, where it may have any."""
    entry = w.prefixes.get(w.words[i])
    if entry is not None:
        return entry, ""
    prefix, _, letters = w.words[i].partition("-")
    entry = w.prefixes.get(prefix) if letters.isupper() or letters.istitle() else None
    if entry is None or entry.kind not in (("taskforce", "letter") if letters.isupper() else ("taskforce",)):
        return None, ""
    return entry, letters


def _name(w: Window, j: int, hyphened: bool) -> bool:
    """Whether token ``j`` is the name of a task force: letters behind a hyphen, else a capitalised word that is no head."""
    if hyphened:
        return w.words[j].isupper() and len(w.words[j]) > 1
    return w.capital(j) and w.words[j].istitle() and w.echelon(j) is None


def _figures(w: Window, i: int, entry: Prefix, j: int) -> Part | None:
    """The prefix and what counts it at token ``j``: a figure that is no year, or number words behind capitals."""
    if entry.kind == "figures":
        return landing_team(w, i, entry, j)
    if j < w.size and _figure(w.words[j]):
        return None if year(w, j) else number(w, i, entry, j)
    return spoken_number(w, i, entry, j) if w.words[i].isupper() else None


@forms.rule(
    "units.hull.battle-group",
    reads=("The infantry brigade and its artillery met [[KG Peiper]] there.",),
    leaves=("The infantry brigade and its artillery got 500 KG Sugar there.",),
    source="Kampfgruppen by their commander, beside bomber wings by number (KG 55)",
)
def battle_group(w: Window, i: int, entry: Prefix) -> Part | None:
    """A battle group's letters and its commander."""
    behind_figure = i > 0 and w.words[i - 1][0].isdecimal()
    if behind_figure or i + 1 >= w.size or not _name(w, i + 1, hyphened=False):
        return None
    return Part(
        start=i,
        end=i + 2,
        names=(w.words[i + 1],),
        echelon="group",
        service="army",
        nation=entry.country,
        headed=True,
        kind="hull",
        evidence="context",
    )


def _part(i: int, end: int, entry: Prefix) -> Part:
    return Part(
        start=i,
        end=end,
        branch=entry.branch,
        rank=60,
        echelon=entry.echelon,
        service=entry.service,
        nation=entry.country,
        headed=True,
        kind="hull",
        evidence="context" if entry.kind in ("doubtful", "figures") else "",
    )


def _hyphened(w: Window, i: int) -> bool:
    return i + 1 < w.size and w.words[i] in "-–‑" and w.glued(i) and w.glued(i + 1)


def _figure(word: str) -> bool:
    return word[0].isdecimal() and len(word) <= _LONGEST_NUMBER and word.isascii()


@forms.rule(
    "units.hull.task-force",
    reads=(
        "Soldiers of [[TF-FALCON]] left.",
        "Soldiers of [[CTF Spartan]] left.",
        "Soldiers of [[JTF-Central]] left.",
    ),
    leaves=("Soldiers had TF-based radios.",),
    source="abbreviations of prefixes.tsv",
)
def task_force_name(w: Window, i: int, entry: Prefix, name: str, end: int = 0) -> Part | None:
    """A task force by name."""
    return _part(i, end or i + 1, entry).with_names(name)


@forms.rule(
    "units.hull.word",
    reads=("Men of [[DUTCHBAT]] left.", "Men of [[CANBAT 2]] left."),
    leaves=("Men of BATTLE left.",),
    source="abbreviations of prefixes.tsv",
)
def whole_word(w: Window, i: int, entry: Prefix) -> Part | None:
    """An abbreviation that is a unit's whole name, perhaps with its number: of one nation's battalions there are several."""
    part = _part(i, i + 1, entry).with_names(w.words[i])
    number = w.word(i + 1)
    if number.isdecimal() and len(number) == 1 and not w.counted(i + 2) and w.word(i + 2) not in ("%", "/"):
        return part._replace(designator=number, end=i + 2)
    return part


@forms.rule(
    "units.hull.number",
    reads=(
        "Pilots of [[VMFA-121]] landed.",
        "Ships of [[CTF 151]] left.",
        "The army's soldiers and infantry met [[LIB 344]] there.",
        "Soldiers of [[TF 3-37 AR]] left.",
        "Marines of [[BLT 2/4]] landed.",
    ),
    leaves=("CON 40, LIB 12, GRN 3.",),
    source="United States Navy and Marine Corps, Myanmar Army",
)
def number(w: Window, i: int, entry: Prefix, j: int) -> Part | None:
    """A prefix and its number."""
    figures = read_designator(w.tokens, j) if entry.echelon in _OF_BATTALIONS else None
    if figures is not None and figures.kind == "composite":
        part = _part(i, figures.end, entry)._replace(designator=figures.value)
        arm = branch_at(w, part.end) if part.end < w.size and w.words[part.end].isupper() else None
        if arm is not None and arm[1].end:
            part = part._replace(branch=arm[1].branch, end=arm[0])
    else:
        figure = str(int(w.words[j])) if w.words[j].isdecimal() else w.words[j]
        part = _part(i, j + 1, entry)._replace(designator=figure)
    if entry.kind != "named":
        return part
    part, head = part.with_names(w.words[i]), w.head(part.end)
    return part if head is None or not head[1].echelon else part.with_head(head[1], head[0])


@forms.rule(
    "units.hull.landing-team",
    reads=("Marines of [[LT 1/6]] landed.", "Soldiers and infantry of the army met [[LT 2/3]] there."),
    leaves=("Marines of LT 6 landed.", "The marines saw LT 1/6/44 on it."),
    source="United States Marine Corps, 1943 to 1945",
)
def landing_team(w: Window, i: int, entry: Prefix, j: int) -> Part | None:
    """An abbreviation that is one only before the figures of a battalion and its regiment: an LT is a lieutenant too."""
    figures = read_designator(w.tokens, j) if j < w.size else None
    if figures is None or figures.kind != "composite" or w.word(figures.end) in ("/", "-"):
        return None
    return _part(i, figures.end, entry)._replace(designator=figures.value, headed=False)


@vetoes.veto(
    "units.hull.year",
    reads=("The plans of [[CTF 1944]] were old.",),
    leaves=("The ships of [[CTF 151]] left.",),
    source="years stand behind abbreviations too",
)
def year(w: Window, i: int) -> bool:
    """A number that may be a year."""
    word = w.words[i]
    return len(word) == 4 and word.isdecimal() and int(word) in _YEARS


@forms.rule(
    "units.hull.bracket",
    reads=("The 3rd Infantry Brigade held. Pilots of [[HA(L)-3]] landed.",),
    leaves=("The 3rd Infantry Brigade held. Pilots of HA (three) landed.",),
    source="United States Navy and Marine Corps",
)
def bracketed_letters(w: Window, i: int) -> Part | None:
    """A prefix that ends in letters in brackets."""
    close = i + 3
    if close + 2 >= w.size or w.words[close] != ")" or not all(map(w.glued, range(i + 1, close + 3))):
        return None
    entry = w.prefixes.get("".join(w.words[i : close + 1]))
    figure = w.words[close + 2]
    if entry is None or w.words[close + 1] not in "-–" or not figure.isdecimal():
        return None
    return _part(i, close + 3, entry)._replace(designator=str(int(figure)))


@forms.rule(
    "units.hull.sector-letters",
    reads=("Soldiers of [[MND-SE]] left.",),
    leaves=("Soldiers of the army went SE.",),
    source="NATO's multinational formations",
)
def sector_letters(w: Window, i: int, entry: Prefix, letters: str) -> Part | None:
    """The letters of the sector behind a hyphen."""
    return _part(i, i + 1, entry)._replace(designator=letters)


@forms.rule(
    "units.hull.sector",
    reads=("Soldiers of [[MNB (C)]] left.",),
    leaves=("Soldiers of the army (C) left.",),
    source="NATO's multinational formations",
)
def sector(w: Window, i: int, entry: Prefix) -> Part | None:
    """The letters of the sector behind a space or in a bracket."""
    j = i + 1
    bracket = j + 2 < w.size and w.words[j] == "(" and w.words[j + 2] == ")"
    at = j + 1 if bracket else j
    if at >= w.size or not w.words[at].isupper() or len(w.words[at]) > 2:
        return None
    return _part(i, j + 3 if bracket else j + 1, entry)._replace(designator=w.words[at])


@forms.rule(
    "units.hull.spoken",
    reads=("Ships of [[CARSTRKGRU NINE]] left.", "Ships of [[DESRON TWO THREE]] left."),
    leaves=("Ships of the group sank NINE boats.",),
    source="United States Navy",
)
def spoken_number(w: Window, i: int, entry: Prefix, j: int) -> Part | None:
    """The number in words, one digit at a time or whole."""
    digits: list[str] = []
    while j < w.size and len(digits) < 3 and (value := parse_cardinal(w.keys[j].split("-"))) is not None:
        if not w.words[j].isupper():
            break
        digits.append(str(value))
        j += 1
    if not digits or (len(digits) > 1 and any(len(digit) > 1 for digit in digits)):
        return None
    part = _part(i, j, entry)._replace(designator="".join(digits))
    return part.with_names(w.words[i]) if entry.kind == "named" else part
