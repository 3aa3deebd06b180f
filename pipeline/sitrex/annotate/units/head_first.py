"""What follows a head that begins a designation: a number or a letter; names are those of ``names_behind``.

Each form is called with the window, the token behind the head, the part, its head and the number; it gives the part with it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from sitrex.annotate.rules import first_of
from sitrex.annotate.units.designators import Designator, read_designator
from sitrex.annotate.units.enumerations import joint
from sitrex.annotate.units.fields import Part
from sitrex.annotate.units.lexicon import Echelon, movements
from sitrex.annotate.units.names_behind import NAMES_BEHIND
from sitrex.annotate.units.rules import forms, vetoes
from sitrex.annotate.units.tokens import NEWLINE
from sitrex.annotate.units.window import Window
from sitrex.annotate.units.words import FRENCH_LETTERS, OF_FORCES_ONLY, OPENERS, OWNERS, ROYAL, unit_words

_BY_NUMBER: Final = unit_words("numbered_behind")
_LETTERED: Final = unit_words("lettered_behind")
_NUMBERED: Final = unit_words("numbered_behind_branch")
_AUXILIARIES: Final = unit_words("behind_letter")
_FIGURED: Final = unit_words("figure_behind")
_BEHIND_LETTER: Final = frozenset((",", ")", "of"))
"""What follows the letter of a company whose head has a dot: Co. K, 5th Infantry."""
_OF_TEAMS: Final = ("detachment", "team")
_GOES_ON: Final = frozenset((".", "%", ":"))
_BEHIND_ONLY: Final = ("lettered", "weak")
"""Strengths of heads in capitals that stand behind a number only."""
_FIGURES: Final = ("number", "numbered")
_FIGHTING_RANK: Final = 10
_ANDS: Final = unit_words("list_ands")
_MOVEMENT_LETTERS: Final = unit_words("movement_letters")
"""Letters of movements that in small letters, or before no unit, are something else."""
_SHORTEST_FORCE: Final = 3
"""Letters of a force's abbreviation at least."""
_WEIGHTS: Final = unit_words("weights_before")
_LONGEST_SHORT: Final = 6
"""Letters that an abbreviated head has fewer of."""
_LONG_FIGURE: Final = 3
"""Digits of a number that hardly anything but a formation has behind its head."""

NumberForm = Callable[[Window, int, Part, Echelon, Designator], Part | None]


def designated_after(w: Window, part: Part, head: Echelon) -> Part | None:
    """The part with what tells it apart behind its head."""
    i = part.end
    behind_only = w.keys[i - 1] in FRENCH_LETTERS or (head.strength in _BEHIND_ONLY and head.case == "upper")
    if i >= w.size or w.words[i] == NEWLINE or behind_only:
        return None
    if w.words[i] in ("-", "–") and w.glued(i) and i + 1 < w.size:
        i += 1
    i = behind_letters(w, i, part) or behind_dot(w, i, part) or i
    return _numbered(w, i, part, head) or NAMES_BEHIND(w, i, part, head)


@forms.rule(
    "units.head-first.letters-between",
    reads=("The soldiers of [[Task Force (TF) 88]] left.",),
    leaves=("The soldiers of [[Task Force Viking]] (TF) left.",),
    source="abbreviations introduced where the number follows",
    nothing=0,
)
def behind_letters(w: Window, i: int, part: Part) -> int:
    """Where the number behind the head's abbreviation in brackets begins; 0 if there is none."""
    letters = w.word(i + 1)
    between = w.words[i] == "(" and w.word(i + 2) == ")" and letters.isupper() and letters.isalpha()
    initials = "".join(word[0] for word in w.words[part.start : i])
    return i + 3 if between and initials.endswith(letters) and w.word(i + 3)[0].isdecimal() else 0


def _of_firm(w: Window, i: int) -> bool:
    """Whether a name or an ampersand before the company at token ``i`` makes it a firm: Ford Co., Smith & Co."""
    return i > 0 and (w.words[i - 1].istitle() or w.words[i - 1] == "&")


@forms.rule(
    "units.head-first.dot",
    reads=(
        "The soldiers of [[Pz.Rgt. 15]] left.",
        "The soldiers of [[Engineer Bn. 47]] left.",
        "The soldiers of [[Co. K, 3d Bn., 7th Marines]] left.",
    ),
    leaves=(
        "The soldiers of the Engineer Bn. 47 men were lost.",
        "The men of the Brig. 47 left.",
        "The soldiers worked for the Ford Co. A year passed.",
        "The soldiers worked for Smith & Co. I, of course, left.",
    ),
    source="abbreviated heads before their number",
    nothing=0,
)
def behind_dot(w: Window, i: int, part: Part) -> int:
    """Where what tells apart begins behind the dot of an abbreviated head: a letter before a comma, a number with an arm that counts nothing; else 0."""
    if w.words[i] != "." or not w.glued(i):
        return 0
    letter = w.word(i + 1)
    lettered = part.echelon in _LETTERED and len(letter) == 1 and letter.isupper() and w.word(i + 2) in _BEHIND_LETTER
    if lettered and not _of_firm(w, part.start):
        return i + 1
    told = part.branch is not None and len(w.words[i - 1]) < _LONGEST_SHORT
    if not told or not w.word(i + 1).isdecimal():
        return 0
    return 0 if w.counted(i + 2) else i + 1


# -- a number or letter ------------------------------------------------------------------------------------------------


def _numbered(w: Window, i: int, part: Part, head: Echelon) -> Part | None:
    number = of_team(w, i, head) or read_designator(w.tokens, i)
    if number is None or number.kind == "ordinal":
        return None
    if number.kind == "composite":
        fit = None if head.plural else figure_behind(w, i, part, head, number)
    elif head.plural and (head.echelon or "") not in _LETTERED and not several(w, i, part, head, number):
        return None
    else:
        fit = _NUMBER_FORM(w, i, part, head, number)
    return None if fit is None or article(w, i, number) else _taken(w, i, fit, head, number)


def _taken(w: Window, i: int, part: Part, head: Echelon, number: Designator) -> Part:
    echelon = head.echelon or ""
    if w.keys[part.start] == "whose":
        part = part._replace(start=part.start + 1, names=part.names[1:])
    part = _without_owner(w, part, echelon)
    single = _is_letter(w, i, number) and number.kind == "roman" and echelon in _LETTERED
    return part._replace(
        start=part.start - weight_before(w, part.start),
        end=number.end,
        designator=w.words[i] if single else number.value,
        kind=number.kind,
        trailing=True,
    )


@forms.rule(
    "units.head-first.weight",
    reads=("The tanks of [[schwere Panzer-Abteilung 505]] left.", "The tanks of [[s.Pz.Abt. 503]] left."),
    leaves=("The tanks of his [[Panzer-Abteilung 505]] left.",),
    source="German heavy and light battalions",
    nothing=0,
)
def weight_before(w: Window, i: int) -> int:
    """How many tokens before token ``i`` are the small German word for heavy or light, or its letter."""
    if i > 0 and w.keys[i - 1] in _WEIGHTS:
        return 1
    letter = i > 1 and w.words[i - 2 : i] in (["s", "."], ["l", "."]) and w.glued(i - 1) and w.glued(i)
    return 2 if letter else 0


def _is_letter(w: Window, i: int, number: Designator) -> bool:
    """Whether the designator is a letter, perhaps one that is a numeral too."""
    return number.kind == "letter" or (number.kind == "roman" and number.end == i + 1 and len(w.words[i]) == 1)


def _counts(w: Window, i: int, number: Designator) -> bool:
    """Whether it is a number word that counts what follows."""
    return number.kind == "word" or (number.kind == "cardinal" and not w.words[i][0].isupper())


@forms.rule(
    "units.head-first.number",
    reads=(
        "They moved [[Military Region 4]] to the ridge.",
        "[[Army Group B]] left.",
        "The soldiers of [[Regional Command 2]] left.",
    ),
    leaves=("They moved to the Military Region on 4 May.",),
    source="formations whose number stands behind",
)
def number_behind(w: Window, i: int, part: Part, head: Echelon, number: Designator) -> Part | None:
    """Heads whose number always stands behind, and commands of a region or kind."""
    regional = head.echelon == "command" and head.strength == "plain" and number.kind in _FIGURES
    return part if ((head.echelon or "") in _BY_NUMBER or regional) and not _counts(w, i, number) else None


@forms.rule(
    "units.head-first.letter",
    reads=("The soldiers of [[Company D]] left.",),
    leaves=("The soldiers of the Company did leave.",),
    source="American style",
)
def letter_behind(w: Window, i: int, part: Part, head: Echelon, number: Designator) -> Part | None:
    """The letter of a company."""
    lettered = (head.echelon or "") in _LETTERED or number.end > i + 1
    return part if _is_letter(w, i, number) and lettered and not part.names else None


@forms.rule(
    "units.head-first.team-figure",
    reads=(
        "The soldiers of [[Detachment A-321, 5th Special Forces Group]] left.",
        "The infantry of the army met men of [[Team A-726]] there.",
    ),
    leaves=("The army's soldiers met the [[Detachment A]]-level staff there.",),
    source="teams of the United States Special Forces",
)
def of_team(w: Window, i: int, head: Echelon) -> Designator | None:
    """The letter of a special forces detachment and its figure behind a hyphen."""
    letter, joint_, figure = w.words[i], w.word(i + 1), w.word(i + 2)
    if head.echelon not in _OF_TEAMS or len(letter) > 1 or not letter.isupper() or joint_ not in ("-", "–"):
        return None
    if not figure.isdecimal() or not (w.glued(i + 1) and w.glued(i + 2)):
        return None
    return Designator(i + 3, f"{letter}-{figure}", "letter")


@forms.rule(
    "units.head-first.arm-number",
    reads=("The soldiers of [[Rifle Regiment 155]] left.",),
    leaves=("The soldiers of Rifle Regiments left in 1955.",),
    source="German and naval style",
)
def arm_number(w: Window, i: int, part: Part, head: Echelon, number: Designator) -> Part | None:
    """The number behind an arm and its head."""
    if _is_letter(w, i, number) or (not part.names and part.branch is None) or _counts(w, i, number):
        return None
    return part if (head.echelon or "") in _NUMBERED and part.rank >= _FIGHTING_RANK else None


@forms.rule(
    "units.head-first.compound",
    reads=("The pilots of [[Luftflotte 5]] left.",),
    leaves=("The pilots of the Luftflotte left 5 men.",),
    source="heads that tell their arm",
)
def compound_number(w: Window, i: int, part: Part, head: Echelon, number: Designator) -> Part | None:
    """The number behind a head that tells its arm."""
    return part if head.branch is not None and not _counts(w, i, number) else None


@vetoes.veto(
    "units.head-first.article",
    reads=("He left the [[Company A]] large firm bought.",),
    leaves=("The [[Company A]] attacked.",),
    source="the English article",
)
def article(w: Window, i: int, number: Designator) -> bool:
    """An A that a small word follows is the article, but before a verb."""
    end = number.end
    if w.words[i] != "A" or end >= w.size or not w.words[end][0].islower():
        return False
    key = w.keys[end]
    return key not in OPENERS and not key.endswith("ed") and key not in _AUXILIARIES


@forms.rule(
    "units.head-first.figure",
    reads=(
        "The soldiers and the infantry of the army saw [[Brigade 2506]] land.",
        "The soldiers and the infantry of the army asked about [[Battalion 3-16]].",
        "He belonged to [[Brigade 2506]] for a year.",
    ),
    leaves=("The army's soldiers saw Division 1 football.", "He belonged to Division 12 for a year."),
    source="Spanish, Vietnamese and Indonesian formations, cables",
)
def figure_behind(w: Window, i: int, part: Part, head: Echelon, number: Designator) -> Part | None:
    """The figure behind a bare head: one of three digits and more behind one that only forces have, or in a text about war."""
    of_force = force_before(w, i, part, head)
    bare = (of_force or not part.names) and part.branch is None and w.words[i][0].isdecimal()
    if not bare or (head.echelon or "") not in _FIGURED or w.sporting(number.end) or number.kind == "ordinal":
        return None
    if _goes_on(w, number.end):
        return None
    if of_force:
        return _without_force(part)
    sure = head.echelon in OF_FORCES_ONLY and len(w.words[i]) >= _LONG_FIGURE and w.words[part.start][0].isupper()
    return part if sure else part._replace(evidence="context")


@forms.rule(
    "units.head-first.force",
    reads=("The soldiers and the infantry of the army met [[KNLA Battalion 18]] there.",),
    leaves=("The army's soldiers saw the NCAA Division 3 game.",),
    source="armed movements and armies that number behind the head",
    nothing=False,
)
def force_before(w: Window, i: int, part: Part, head: Echelon) -> bool:
    """The letters of the force, perhaps behind a place or with an ``'s``, that a battalion or brigade is of."""
    names = [name for name in part.names if name not in OWNERS]
    force = names[-1] if names else ""
    letters = force.isalpha() and force.isupper() and len(force) >= _SHORTEST_FORCE
    return letters and head.echelon in OF_FORCES_ONLY and part.branch is None


def _goes_on(w: Window, i: int) -> bool:
    """Whether the mark at token ``i`` makes the figure before it a piece of another, or a share."""
    if i >= w.size or w.words[i] not in _GOES_ON or not w.glued(i):
        return False
    return w.words[i] == "%" or w.word(i + 1)[0].isdecimal()


def _without_force(part: Part) -> Part:
    """The force is no part of the name, but tells whose army's it is not."""
    names = part.names
    while names[-1] in OWNERS:
        names = names[:-1]
    force = names[-1].lower()
    irregular = "irregular" if force in movements() or force in _MOVEMENT_LETTERS else None
    return part._replace(names=names[:-1], service=part.service or irregular, evidence="context")


@forms.rule(
    "units.head-first.several",
    reads=("The soldiers and the infantry of the army met [[Light Infantry Battalions 344]] and [[289]] there.",),
    leaves=("The army's soldiers saw Battalions 3 times.",),
    source="armies that number behind the head",
    nothing=False,
)
def several(w: Window, i: int, part: Part, head: Echelon, number: Designator) -> bool:
    """The first of several numbers behind a plural head in capitals."""
    behind = joint(w, number.end)
    further = None if behind is None else read_designator(w.tokens, behind)
    if further is None or further.kind != "number" or number.kind != "number" or part.names:
        return False
    following = w.word(further.end)
    counted = following[0].islower() and following not in _ANDS and w.key(further.end).endswith("s")
    return (head.echelon or "") in _FIGURED and w.words[i - 1][0].isupper() and not counted


@forms.rule(
    "units.head-first.numbered",
    reads=("The soldiers and the infantry of the army saw [[Detachment No. 9]] leave.",),
    leaves=("The soldiers and the infantry of the army saw Fire Brigade No. 9 leave.",),
    source="detachments, batteries and battalions of many armies",
)
def numbered_behind(w: Window, i: int, part: Part, head: Echelon, number: Designator) -> Part | None:
    """The number behind a head and ``No.``, in a text about war."""
    fits = number.kind == "numbered" and not part.names and not head.plural and (head.echelon or "") in _FIGURED
    return part._replace(evidence="context") if fits else None


_NUMBER_FORM: Final[NumberForm] = first_of(
    number_behind, letter_behind, arm_number, compound_number, numbered_behind, figure_behind,
)  # fmt: skip


def _without_owner(w: Window, part: Part, echelon: str) -> Part:
    """Leave out the commander and other words before a numbered unit: Colonel Weber's Rifle Regiment 155."""
    start, names = part.start, part.names
    owners = [j for j in range(part.start, part.end) if w.keys[j] == "'s"]
    if owners and w.keys[start] not in ROYAL:
        start = owners[-1] + 1
        names = tuple(word for word in names if word in w.words[start : part.end])
    if echelon in ("task_force", "task_group"):
        while names and start < part.end and w.words[start] == names[0]:
            start += 1
            names = names[1:]
    return part._replace(start=start, names=names)
