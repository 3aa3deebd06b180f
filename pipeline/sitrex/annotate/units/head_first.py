"""What follows a head that begins a designation: a number, a letter, a name, a region.

Each form is called with the window, the token behind the head, the part and its head; it takes the part further.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from sitrex.annotate.units.designators import Designator, read_designator
from sitrex.annotate.units.fields import Part
from sitrex.annotate.units.lexer import NEWLINE
from sitrex.annotate.units.lexicon import Echelon
from sitrex.annotate.units.rules import forms, vetoes
from sitrex.annotate.units.suffixes import MULTINATIONAL, country_behind
from sitrex.annotate.units.window import Window
from sitrex.annotate.units.words import FACILITIES, MONTHS, NO_NAMES, OPENERS, PEOPLE, ROYAL, SPORT, unit_words

_DIRECTIONS: Final = unit_words("directions")
_BY_NUMBER: Final = unit_words("numbered_behind")
_LETTERED: Final = unit_words("lettered_behind")
_NUMBERED: Final = unit_words("numbered_behind_branch")
_REGIONS: Final = unit_words("regions")
_NAMED: Final = frozenset(("division", "brigade", "battalion"))
_BEFORE_NAMED: Final = unit_words("before_named_division")
_NOT_NAMED: Final = NO_NAMES | PEOPLE | FACILITIES | SPORT
_AUXILIARIES: Final = unit_words("behind_letter")
_PATRONS: Final = unit_words("patrons")
_FIGURED: Final = unit_words("figure_behind")
_GOES_ON: Final = frozenset((".", "%", ":"))
_FIGHTING_RANK: Final = 10
_LONGEST_NAME: Final = 3
_FORCES: Final = frozenset(("brigade", "battalion", "regiment"))
_LONG_FIGURE: Final = 3
"""Digits of a number that hardly anything but a formation has behind its head."""

NumberForm = Callable[[Window, int, Part, Echelon, Designator], bool]
Form = Callable[[Window, int, Part, Echelon], bool]


def designated_after(w: Window, part: Part, head: Echelon) -> Part | None:
    """The part with what tells it apart behind its head."""
    i = part.end
    if i >= w.size or w.words[i] == NEWLINE or (head.strength == "lettered" and head.case == "upper"):
        return None
    if w.words[i] in ("-", "–") and w.glued(i) and i + 1 < w.size:
        i += 1
    i = behind_letters(w, i, part) or i
    if _numbered(w, i, part, head) or any(form(w, i, part, head) for form in _FORMS):
        return part
    return None


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


# -- a number or letter ------------------------------------------------------------------------------------------------


def _numbered(w: Window, i: int, part: Part, head: Echelon) -> bool:
    number = read_designator(w.tokens, i)
    if number is None or number.kind == "ordinal":
        return False
    if number.kind == "composite":
        return figure_behind(w, i, part, head, number) and _taken(w, i, part, head, number)
    if head.plural and (head.echelon or "") not in _LETTERED:
        return False
    fits = any(form(w, i, part, head, number) for form in _NUMBER_FORMS)
    if not fits or article(w, i, number):
        return False
    return _taken(w, i, part, head, number)


def _taken(w: Window, i: int, part: Part, head: Echelon, number: Designator) -> bool:
    echelon = head.echelon or ""
    if w.keys[part.start] == "whose":
        part.start, part.names = part.start + 1, part.names[1:]
    _drop_owner(w, part, echelon)
    part.trailing = True
    single = _is_letter(w, i, number) and number.kind == "roman" and echelon in _LETTERED
    part.designator = w.words[i] if single else number.value
    part.kind, part.end = number.kind, number.end
    return True


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
    ),
    source="formations whose number stands behind",
    nothing=False,
)
def number_behind(w: Window, i: int, part: Part, head: Echelon, number: Designator) -> bool:
    """Heads whose number always stands behind."""
    return (head.echelon or "") in _BY_NUMBER and not _counts(w, i, number)


@forms.rule(
    "units.head-first.legion",
    reads=("The soldiers of [[Legio Legion XX]] left.",),
    source="Roman legions",
    nothing=False,
)
def legion(w: Window, i: int, part: Part, head: Echelon, number: Designator) -> bool:
    """A legion's Roman numeral."""
    return head.echelon == "legion" and number.kind == "roman"


@forms.rule(
    "units.head-first.letter",
    reads=("The soldiers of [[Company D]] left.",),
    source="American style",
    nothing=False,
)
def letter_behind(w: Window, i: int, part: Part, head: Echelon, number: Designator) -> bool:
    """The letter of a company."""
    return _is_letter(w, i, number) and (head.echelon or "") in _LETTERED and not part.names


@forms.rule(
    "units.head-first.arm-number",
    reads=("The soldiers of [[Rifle Regiment 155]] left.",),
    source="German and naval style",
    nothing=False,
)
def arm_number(w: Window, i: int, part: Part, head: Echelon, number: Designator) -> bool:
    """The number behind an arm and its head."""
    if _is_letter(w, i, number) or (not part.names and part.branch is None) or _counts(w, i, number):
        return False
    return (head.echelon or "") in _NUMBERED and part.rank >= _FIGHTING_RANK


@forms.rule(
    "units.head-first.compound",
    reads=("The pilots of [[Luftflotte 5]] left.",),
    source="heads that tell their arm",
    nothing=False,
)
def compound_number(w: Window, i: int, part: Part, head: Echelon, number: Designator) -> bool:
    """The number behind a head that tells its arm."""
    return head.branch is not None and not _counts(w, i, number)


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
    nothing=False,
)
def figure_behind(w: Window, i: int, part: Part, head: Echelon, number: Designator) -> bool:
    """The figure behind a bare head: one of three digits and more behind one that only forces have, or in a text about war."""
    bare = not part.names and part.branch is None and not head.plural and w.words[i][0].isdecimal()
    if not bare or (head.echelon or "") not in _FIGURED or w.sporting(number.end) or number.kind == "ordinal":
        return False
    further = w.word(number.end + 1)
    if w.word(number.end) in _GOES_ON and w.glued(number.end) and (further[0].isdecimal() or w.word(number.end) == "%"):
        return False
    if head.echelon not in _FORCES or len(w.words[i]) < _LONG_FIGURE or not w.words[part.start][0].isupper():
        part.evidence = "context"
    return True


@forms.rule(
    "units.head-first.numbered",
    reads=("The soldiers and the infantry of the army saw [[Detachment No. 9]] leave.",),
    leaves=("The soldiers and the infantry of the army saw Fire Brigade No. 9 leave.",),
    source="detachments, batteries and battalions of many armies",
    nothing=False,
)
def numbered_behind(w: Window, i: int, part: Part, head: Echelon, number: Designator) -> bool:
    """The number behind a head and ``No.``, in a text about war."""
    fits = number.kind == "numbered" and not part.names and not head.plural and (head.echelon or "") in _FIGURED
    if fits:
        part.evidence = "context"
    return fits


_NUMBER_FORMS: Final[tuple[NumberForm, ...]] = (
    number_behind, legion, letter_behind, arm_number, compound_number, numbered_behind, figure_behind,
)  # fmt: skip


def _drop_owner(w: Window, part: Part, echelon: str) -> None:
    """Leave out the commander and other words before a numbered unit: Colonel Weber's Rifle Regiment 155."""
    owners = [j for j in range(part.start, part.end) if w.keys[j] == "'s"]
    if owners and w.keys[part.start] not in ROYAL:
        part.start = owners[-1] + 1
        part.names = [word for word in part.names if word in w.words[part.start : part.end]]
    if echelon in ("task_force", "task_group"):
        while part.names and part.start < part.end and w.words[part.start] == part.names[0]:
            part.start += 1
            part.names = part.names[1:]


# -- something else ----------------------------------------------------------------------------------------------------


def _bare(part: Part) -> bool:
    return not part.names and part.branch is None


@forms.rule(
    "units.head-first.task-figure",
    reads=("The ships of [[Task Group 58.2]] left.",),
    source="numbers of task groups with a dot",
    nothing=False,
)
def task_figure(w: Window, i: int, part: Part, head: Echelon) -> bool:
    """A task group's figure of whatever shape."""
    if not w.words[i][0].isdecimal() or head.echelon not in ("task_group", "task_force"):
        return False
    part.designator, part.end, part.kind = w.words[i], i + 1, "number"
    return True


@forms.rule(
    "units.head-first.named-division",
    reads=("The soldiers and infantry of the [[Division Daguet]] of the army left.",),
    leaves=("The soldiers of the Division Headquarters left.",),
    source="French and Italian divisions by name",
    nothing=False,
)
def named_division(w: Window, i: int, part: Part, head: Echelon) -> bool:
    """The name of a division or brigade behind its head."""
    if not _bare(part) or head.echelon not in _NAMED or not _a_name(w, i):
        return False
    if i < 2 or w.keys[i - 2] not in _BEFORE_NAMED:
        return False
    part.names, part.end, part.evidence = [w.words[i]], i + 1, "context"
    return True


def _a_name(w: Window, i: int) -> bool:
    """Whether token ``i`` is one word of no vocabulary that names something."""
    word, key = w.words[i], w.keys[i]
    if not w.proper(i) or len(word) < 4 or word.isupper() or w.glued(i) or key in _NOT_NAMED or w.titled(i):
        return False
    if w.branch(i) is not None or w.qualifier(i) is not None or w.nation(i) is not None or w.head(i) is not None:
        return False
    following = w.word(i + 1)[0]
    return not following.isupper() and not following.isdecimal()


@forms.rule(
    "units.head-first.multinational-country",
    reads=("The 3rd Infantry Brigade held. The [[Multinational Force in Iraq]] left.",),
    source="coalition commands",
    nothing=False,
)
def multinational(w: Window, i: int, part: Part, head: Echelon) -> bool:
    """The country of a multinational force."""
    end = country_behind(w, part.end) if w.keys[part.start] in MULTINATIONAL else 0
    if not end:
        return False
    part.names, part.end, part.evidence = w.words[end - 1 : end], end, "context"
    return True


@forms.rule(
    "units.head-first.region",
    reads=("The soldiers and infantry of [[Special Operations Command Europe]] left.",),
    source="American commands",
    nothing=False,
)
def region(w: Window, i: int, part: Part, head: Echelon) -> bool:
    """The region behind a command."""
    if head.echelon != "command" or _bare(part) or w.keys[i] not in _REGIONS or not w.words[i][0].isupper():
        return False
    if w.capitalised(i + 1):
        return False
    part.names, part.end, part.evidence = [*part.names, w.words[i]], i + 1, "context"
    return True


@forms.rule(
    "units.head-first.sector",
    reads=("The soldiers of [[Regional Command South]] left.",),
    source="NATO commands",
    nothing=False,
)
def sector(w: Window, i: int, part: Part, head: Echelon) -> bool:
    """The point of the compass behind a regional command or a multinational brigade."""
    echelon = head.echelon or ""
    regional = echelon == "command" and head.strength == "plain"
    multinational = echelon in ("brigade", "division") and w.keys[part.start] in MULTINATIONAL
    if not (regional or multinational) or w.keys[i] not in _DIRECTIONS or not w.words[i][0].isupper():
        return False
    part.names, part.end = [w.words[i]], i + 1
    return True


@forms.rule(
    "units.head-first.name",
    reads=(
        "The soldiers of [[Task Force Viking]] left.",
        "The soldiers of [[Combined Joint Task Force-Horn of Africa]] left.",
    ),
    source="task forces and army groups by name",
    nothing=False,
)
def name_behind(w: Window, i: int, part: Part, head: Echelon) -> bool:
    """The name of a task force."""
    if head.plural or not _takes_name(w, i, head):
        return False
    end = _name_end(w, i)
    if end <= i:
        return False
    part.names, part.end = [word for word in w.words[i:end] if word[0].isalpha()], end
    return True


def _takes_name(w: Window, i: int, head: Echelon) -> bool:
    """Whether the head is one that a name follows, a command only behind a dash."""
    plain = head.strength == "plain"
    if head.echelon == "command":
        joined = plain and w.glued(i)
        return w.words[i] in ("-", "–") and (w.keys[i + 1 : i + 2] == ["operation"] or joined)
    return head.echelon in ("task_force", "army_group") or (head.echelon == "group" and plain)


def _name_end(w: Window, i: int) -> int:
    """End of a name of up to three words after a head: Viking, Operation Inherent Resolve, Horn of Africa."""
    j = i + 1 if i < w.size and w.words[i] in "-–" else i
    begin = j
    while j < min(w.size, begin + _LONGEST_NAME) and w.words[j][0].isupper() and w.words[j][0].isalpha():
        key = w.keys[j]
        if key in PEOPLE or key in OPENERS or key in MONTHS or w.echelon(j):
            break
        j += 1
        if j == begin + 1 and j + 1 < w.size and w.keys[j] == "of" and w.words[j + 1][0].isupper():
            return j + 2
    return j if j > begin else i


@forms.rule(
    "units.head-first.patrons",
    reads=("The army, its soldiers and infantry met [[Falcon Battalion of Syrian Martyrs]] there.",),
    leaves=("The soldiers of the army met the Brigade of the Week there.",),
    source="names of irregular brigades after those they honour or claim to be",
    nothing=False,
)
def patrons(w: Window, i: int, part: Part, head: Echelon) -> bool:
    """The martyrs, revolutionaries or heroes that a brigade is of, and the place that they are of."""
    if (head.echelon or "") not in _FORCES or head.plural or w.keys[i] != "of":
        return False
    j = i + 2 if w.key(i + 1) == "the" else i + 1
    people = w.nation(j) if w.capitalised(j) else None
    at = people[0] if people is not None else j
    if w.key(at) not in _PATRONS or not w.capitalised(at):
        return False
    end = at + 1
    place = end + 2 if w.key(end + 1) == "the" else end + 1
    if w.key(end) == "of" and w.capital(place):
        end = place + 1
    part.names, part.end = [*part.names, *w.words[j:end]], end
    part.service, part.evidence = part.service or "irregular", "context"
    return True


_FORMS: Final[tuple[Form, ...]] = (task_figure, named_division, multinational, region, sector, patrons, name_behind)
