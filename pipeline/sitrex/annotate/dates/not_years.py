"""What four digits may be instead of a year: amounts, models, names with numbers, addresses, files."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sitrex.annotate.dates.lexicon import Atom, cue_words
from sitrex.annotate.dates.rules import vetoes
from sitrex.annotate.numbers.table_columns import names_rows
from sitrex.annotate.rules import any_of
from sitrex.annotate.text.words import words

_NUMERO: Final = words("numero")
COUNTED: Final = cue_words("counted") | cue_words("measured")
_NUMBERED: Final = cue_words("numbered")
_ALWAYS_NUMBERED: Final = cue_words("always_numbered")
_MODELS: Final = cue_words("models")
_NUMBER_SIGNS: Final = cue_words("number_signs")
_LAW_CODES: Final = cue_words("law_codes")
_STREETS: Final = cue_words("streets")
_BEFORE_ERA: Final = cue_words("before_era")
_MONTHS: Final = 12
_LISTS: Final = frozenset({"and", "or"})
_LISTED: Final = 6
"""Numbers of a list that share their name, at most, before a figure."""
_DIVISION_DIGITS: Final = 2
_ROMAN: Final = frozenset("IVX")
_OLDEST_MODERN: Final = "1900"
_FILE_SHAPE: Final = ("dash", "num", "dash")


@vetoes.veto(
    "dates.year.division",
    reads=("The [[1AD]] and [[3AD]] attacked.", "They joined CCB/[[4AD]]."),
    leaves=("The legion came in [[43AD]].", "The wall fell in [[5 AD]]."),
    source="armored divisions in American short hand",
)
def numbers_division(a: Sequence[Atom], i: int) -> bool:
    """Whether the era behind a figure is the arm of a division: `1AD`."""
    short = a[i + 1].text == "AD" and a[i + 1].glued and len(a[i].text) <= _DIVISION_DIGITS
    return short and a[i - 1].low not in _BEFORE_ERA


@vetoes.veto(
    "dates.year.glued-on",
    reads=("The file map[[1944]] shows it.",),
    leaves=("It ended (in [[1944]]).",),
    source="codes and designations",
)
def glued_on(a: Sequence[Atom], i: int) -> bool:
    """Whether a figure goes on from letters: `map1944`."""
    return a[i].glued and a[i - 1].kind not in ("dash", "punct")


@vetoes.veto(
    "dates.year.number-sign",
    reads=("They took hill #[[1944]].", "The force was at approximately [[1944]]."),
    leaves=("It began in [[1944]].",),
    source="numbers, prices, altitudes",
)
def _after_number_sign(a: Sequence[Atom], i: int) -> bool:
    return a[i - 1].low in _NUMBER_SIGNS


@vetoes.veto(
    "dates.year.glued-to-dot",
    reads=("See p.[[1944]] there.",),
    leaves=("See it. [[1944]] was hard.",),
    source="page numbers and addresses",
)
def _glued_to_dot(a: Sequence[Atom], i: int) -> bool:
    return a[i - 1].low == "." and a[i].glued


def counts(a: Sequence[Atom], i: int) -> bool:
    """Whether what follows a figure is counted or measured by it."""
    return a[i + 1].low in COUNTED or _is_length(a, i) or a[i + 1].low in ("%", "°", "+")


@vetoes.veto(
    "dates.year.length",
    reads=("They left from 1300 to about [[1600]] hours.",),
    leaves=("In [[1950]] it rose.", "From hill 60 in [[1944]] men fired."),
    source="lengths of time and times of day; whether four figures count anything else, numbers/evidence.py weighs",
)
def _is_length(a: Sequence[Atom], i: int) -> bool:
    after = a[i + 1]
    return "units" in after.words and after.low != "years"


@vetoes.veto(
    "dates.year.compound",
    reads=("They had [[1943]]-pattern helmets.",),
    leaves=("The [[1943]] helmets were better.",),
    source="designations of models",
)
def _in_compound(a: Sequence[Atom], i: int) -> bool:
    return a[i + 1].text == "-" and a[i + 1].glued and a[i + 2].glued and a[i + 2].kind == "word"


@vetoes.veto(
    "dates.year.glued-letter",
    reads=("They used a [[1943]]E mortar.",),
    leaves=("They used a [[1943]] mortar.",),
    source="designations of models",
)
def _letter_follows(a: Sequence[Atom], i: int) -> bool:
    return a[i + 1].glued and a[i + 1].kind == "word"


@vetoes.veto(
    "dates.year.numbered-name",
    reads=(
        "They signed Form [[1944]] there.",
        "They met in room [[2001]].",
        "Under resolutions 1267 and [[1973]] they left.",
        "Under resolutions 1970 (2011), [[1973]] and 2009 they left.",
    ),
    leaves=("They fought on the hill in [[1944]].", "Under resolution 1973 ([[2011]]) they left."),
    source="numbered roads, heights and flights, papers of assemblies; several share the word",
)
def _numbers_a_name(a: Sequence[Atom], i: int) -> bool:
    name = a[_before_list(a, i)]
    return name.low in _NUMBERED and (name.text[0].isupper() or name.low in _ALWAYS_NUMBERED)


def _before_list(a: Sequence[Atom], i: int) -> int:
    """The atom before the list of numbers that a figure stands in, or before the figure itself: `resolutions | 1970 (2011), 1973`."""
    at = i - 1
    for _ in range(_LISTED):
        link = at
        link -= a[link].low in _LISTS
        link -= a[link].low == ","
        link -= 3 * (a[link].low == ")" and a[link - 1].kind == "num" and a[link - 2].low == "(")
        if link == at or a[link].kind != "num":
            return at
        at = link - 1
    return at


@vetoes.veto(
    "dates.year.model",
    reads=("They captured two M-[[1978]].", "They signed QXR-[[1500]] there."),
    leaves=(
        "It was the summit of Yalta-[[1945]].",
        "They recalled the [[mid-1800]] raids.",
        "They held VOSTOK-[[2018]] there.",
    ),
    source="bombs by their weight, weapons by the year in which they were seen",
)
def _numbers_a_model(a: Sequence[Atom], i: int) -> bool:
    """Whether a figure hangs by a dash on the letters of a model, or on any in capitals and is no modern year."""
    letters = letters_before(a, i)
    if letters is None:
        return False
    known = letters.low in _MODELS and letters.text[0].isupper()
    return known or (letters.text.isupper() and a[i].text < _OLDEST_MODERN)


def letters_before(a: Sequence[Atom], i: int) -> Atom | None:
    """The letters on which a figure hangs by a dash: the `ODAB` of `ODAB-1500`."""
    dash, letters = a[i - 1], a[i - 2]
    joined = dash.kind == "dash" and dash.glued and a[i].glued
    return letters if joined and letters.kind == "word" else None


@vetoes.veto(
    "dates.year.after-no",
    reads=("They read order No. [[1944]].", "They read despatch No. 5/[[1947]]."),
    leaves=("There was no war in [[1944]].",),
    source="numbered papers",
)
def _after_no(a: Sequence[Atom], i: int) -> bool:
    """Also where the year is a part of the number: `No. 5/1947`."""
    slashed = a[i].glued and a[i - 1].low == "/" and a[i - 2].kind == "num"
    at = i - 2 if slashed else i
    return a[at - 1].low in _NUMERO or (a[at - 1].low == "." and a[at - 2].low in _NUMERO)


@vetoes.veto(
    "dates.year.law-code",
    reads=("They cite 43 U.S.C. [[1601]] et seq.", "They cite 10 USC [[1991]] there."),
    leaves=("He left the U.S. [[1991]] was hard.",),
    source="citations of American law",
)
def _after_code(a: Sequence[Atom], i: int) -> bool:
    letters = "".join(atom.low for atom in a[max(0, i - 6) : i : 2])  # `U`, `S`, `C`, each with its dot
    return a[i - 1].low in _LAW_CODES or (a[i - 1].low == "." and letters in _LAW_CODES)


@vetoes.veto(
    "dates.year.file-number",
    reads=(
        "They released [[2011]]-04-S-001 there.",
        "They filed 75-[[2016]] there.",
        "He was named in (2-[[1622]]).",
        "Call 555-[[1944]] for help.",
    ),
    leaves=("He served 1939-[[1944]].",),
    source="numbers of releases and files",
)
def _in_file_number(a: Sequence[Atom], i: int) -> bool:
    ahead = [atom.kind == kind and atom.glued for atom, kind in zip(a[i + 1 : i + 4], _FILE_SHAPE, strict=False)]
    if len(ahead) == len(_FILE_SHAPE) and all(ahead):
        return True
    behind = a[i - 1].glued and a[i].glued and a[i - 2].kind == "num" and len(a[i - 2].text) < 4
    return behind and a[i - 1].text == "-" and "month" not in a[i - 3].words and a[i - 3].kind != "dash"


@vetoes.veto(
    "dates.year.archive-number",
    reads=("See WO 95/[[1486]]/1 there.", "See WO 95/[[1486/2/01]] there."),
    leaves=("It ran in 1943/[[1944]].", "They met on [[5/6/1944]]."),
    source="pieces of archives",
)
def in_archive_number(a: Sequence[Atom], i: int) -> bool:
    """Whether a figure hangs by a slash on one that is neither a year nor a month."""
    slash, before = a[i - 1], a[i - 2]
    hangs = slash.low == "/" and slash.glued and a[i].glued and before.kind == "num"
    return hangs and len(before.text) < 4 and int(before.text) > _MONTHS


@vetoes.veto(
    "dates.year.regiment",
    reads=("The strength of I/[[1055]] was low.",),
    leaves=("It ran in 1943/[[1944]].", "They left in May/[[1944]]."),
    source="German and Russian style: a battalion and its regiment",
)
def _numbers_regiment(a: Sequence[Atom], i: int) -> bool:
    """Whether a figure hangs by a slash on a battalion in Roman numerals."""
    hangs = a[i - 1].low == "/" and a[i - 1].glued and a[i].glued
    return hangs and a[i - 2].kind == "word" and _ROMAN.issuperset(a[i - 2].text)


@vetoes.veto(
    "dates.year.house-number",
    reads=("He owned [[1900]] S.W. 21st Street then.", "He owned [[1944]] Elm Avenue."),
    leaves=("He fell in [[1900]] on Elm Street.",),
    source="addresses",
)
def _house_number(a: Sequence[Atom], i: int) -> bool:
    for atom in a[i + 1 : i + 7]:
        if atom.low in _STREETS:
            return True
        if atom.low != "." and not atom.text[:1].isupper() and atom.kind not in ("ordinal", "num"):
            return False
    return False


@vetoes.veto(
    "dates.year.names-row",
    reads=("ID    Town    Men\n[[1041]]    Sumy    12", "| Ref | Town |\n| [[1944]] | Sumy |"),
    leaves=("Year    Town    Men\n[[1941]]    Sumy    12",),
    source="tables",
)
def names_row(a: Sequence[Atom], i: int, text: str) -> bool:
    """Whether four figures alone name a row of a table."""
    atom = a[i]
    return atom.kind == "num" and len(atom.text) == 4 and names_rows(text, atom.start, atom.end)


NO_YEAR: Final = any_of(
    _after_number_sign,
    _glued_to_dot,
    _is_length,
    _in_compound,
    _letter_follows,
    _numbers_a_name,
    _numbers_a_model,
    _after_no,
    _after_code,
    _house_number,
    _in_file_number,
    in_archive_number,
    _numbers_regiment,
)
"""Whether one of the reasons holds for which four digits alone are no year."""
