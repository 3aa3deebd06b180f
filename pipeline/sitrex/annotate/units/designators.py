"""The numbers and letters that single out one unit of its kind."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from sitrex.annotate.text.tape import Tape
from sitrex.annotate.units.lexicon import PHONETIC, branches, echelons, nations, qualifiers
from sitrex.annotate.units.words import OF_FORCES_ONLY, unit_words
from sitrex.normalise.numerals import parse_cardinal, parse_ordinal, parse_roman

_NUMBERED: Final = unit_words("number_signs")
_ENDINGS: Final = unit_words("ordinal_endings")
_COVER_LETTERS: Final = unit_words("cover_letters")
_WEAPONS: Final = unit_words("weapons_of_cover")
_ORDINAL_ENDINGS: Final = frozenset(("st", "nd", "rd", "th"))
_GERMAN: Final = tuple(sorted(unit_words("german_beginnings")))
"""Beginnings of German words that a number with a dot may stand before."""
_SHORT_ARMS: Final = unit_words("german_arms")
_LISTED: Final = unit_words("list_ands") | {","}
_LONGEST_LIST: Final = 6
"""Further numbers of a list before its German word."""
_SLASHES: Final = frozenset("/-–‑")
_QUOTES: Final = {"“": "”", '"': '"', "‘": "’", "'": "'", "«": "»"}


@dataclass(frozen=True, slots=True)
class Designator:
    """A designator that ends before token ``end``.

    ``kind``: ordinal (47th), word (Seventh), number (36), numbered (No. 617), roman (VII), letter (A, Delta),
    cardinal (Nine), composite (2-505), cover (D445).
    """

    end: int
    value: str
    kind: str
    company: str | None = None
    """The letter before a slash: A in A/1-26."""


def read_designator(tokens: Tape, i: int) -> Designator | None:
    """The designator that begins at token ``i``."""
    word, key = tokens.raw[i], tokens.low[i]
    first = word[0]
    if first.isdecimal():
        return _digits(tokens, i)
    if word in _QUOTES:
        return _quoted(tokens, i)
    if key in _NUMBERED:
        return _numbered(tokens, i)
    if first.isupper():
        return _capital(tokens, i)
    value = parse_ordinal(key.split("-")) if first.isalpha() else None
    return None if value is None else Designator(i + 1, str(value), "word")


def _capital(tokens: Tape, i: int) -> Designator | None:
    """The designator of a word with a capital: a letter with what goes on behind it, a Roman numeral, a number word."""
    word = tokens.raw[i]
    if len(word) == 1 and (cover := cover_number(tokens, i)) is not None:
        return cover
    if len(word) == 1 and _slashed(tokens, i + 1) and tokens.raw[i + 1] == "/" and tokens.raw[i + 2][0].isdecimal():
        return _of_company(tokens, i)
    if (roman := _roman(tokens, i)) is not None:
        return roman
    if len(word) == 1 and word.isascii():
        return Designator(i + 1, word, "letter")
    spelt = tokens.low[i] in PHONETIC
    return _number_words(tokens, i) or (Designator(i + 1, word[0].upper(), "letter") if spelt else None)


def _of_company(tokens: Tape, i: int) -> Designator | None:
    """The figures behind a company's letter and a slash: A/1-26."""
    rest = _digits(tokens, i + 2)
    return Designator(rest.end, rest.value, "composite", company=tokens.raw[i]) if rest else None


def _roman(tokens: Tape, i: int) -> Designator | None:
    """A Roman numeral, with a dot or an ending an ordinal; C, D, L and M alone are letters."""
    word = tokens.raw[i]
    if (value := _numeral(word)) is not None:
        if _dotted(tokens, i):
            return Designator(i + 2, str(value), "ordinal")
        return Designator(i + 1, word, "letter") if word in "CDLM" else Designator(i + 1, str(value), "roman")
    ordinal = _numeral(word[:-2]) if tokens.low[i][-2:] in _ORDINAL_ENDINGS else None
    return None if ordinal is None else Designator(i + 1, str(ordinal), "ordinal")


def _numeral(word: str) -> int | None:
    """The value of a Roman numeral; German corps write four X for forty."""
    return parse_roman(word.replace("XXXX", "XL"))


def cover_number(tokens: Tape, i: int) -> Designator | None:
    """A letter and the figure behind it, perhaps with a hyphen: D445, K-15."""
    j = i + 2 if tokens.raw[i + 1 : i + 2] == ["-"] else i + 1
    if tokens.low[i] not in _COVER_LETTERS or j >= len(tokens) or not all(map(tokens.glued, range(i + 1, j + 1))):
        return None
    figure = tokens.raw[j]
    # one digit tells nothing but right before a head: the K-2 Battalion
    headed = j == i + 2 and j + 1 < len(tokens) and tokens.low[j + 1] in OF_FORCES_ONLY
    if not (figure.isdecimal() and figure.isascii() and 1 < len(figure) + headed < 5) or figure[0] == "0":
        return None
    value = "".join(tokens.raw[i : j + 1])
    bound = j + 1 < len(tokens) and tokens.glued(j + 1) and tokens.raw[j + 1] in ("-", "/")
    weapon = value.lower() in _WEAPONS and len(figure) > 1
    return None if bound or weapon else Designator(j + 1, value, "cover")


def _digits(tokens: Tape, i: int) -> Designator | None:
    word = tokens.raw[i]
    if not word.isascii() or "." in word or "," in word or word[0] == "0":
        return None
    ordinal = not word.isdecimal()
    value = str(int(word.rstrip("stndrhSTNDRH"))) if ordinal else str(int(word))
    if len(value) > 4:
        return None
    if not ordinal and (stop := _ordinal_ending(tokens, i + 1)) is not None:
        return Designator(stop, value, "ordinal")
    end, parts = i + 1, [value]
    while (further := _behind_joint(tokens, end, ordinal)) is not None and len(parts) < 4:
        joint, figure = further
        ordinal = not tokens.raw[end + 1].isdecimal()
        parts += [joint, figure]
        end += 2
    if len(parts) > 1:
        return Designator(end, "".join(parts), "composite")
    return Designator(end, value, "ordinal" if ordinal else "number")


def _behind_joint(tokens: Tape, i: int, ordinal: bool) -> tuple[str, str] | None:
    """The slash or hyphen at token ``i`` and the figure behind it; an ordinal takes a slash only."""
    if not _slashed(tokens, i) or not tokens.raw[i + 1][0].isdecimal():
        return None
    mark, figure = tokens.raw[i], tokens.raw[i + 1]
    if not figure.isascii() or "." in figure or "," in figure or (ordinal and mark != "/"):
        return None
    return "/" if mark == "/" else "-", str(int(figure.rstrip("stndrhSTNDRH")))


def _ordinal_ending(tokens: Tape, i: int) -> int | None:
    """End of the ending that makes the number before token ``i`` an ordinal: 3e, 1er, 21^(e), 6. Armee."""
    words = tokens.raw
    if i >= len(tokens) or not tokens.glued(i):
        return None
    if words[i] in _ENDINGS:
        return i + 1
    if words[i] == "^" and i + 3 < len(tokens) and words[i + 1] == "(" and tokens.low[i + 2] in _ENDINGS:
        return i + 4 if words[i + 3] == ")" else None
    return i + 1 if words[i] == "." and len(words[i - 1]) < 4 and _german(tokens, i + 1) else None


def _german(tokens: Tape, i: int, most: int = _LONGEST_LIST) -> bool:
    """Whether a German word, perhaps behind further numbers with a dot, follows the dot before token ``i``: 6., 7. Armee."""
    words = tokens.raw
    if i + 1 >= len(tokens):
        return False
    if words[i] in _LISTED and words[i + 1].isdecimal() and words[i + 2 : i + 3] == ["."]:
        return most > 0 and tokens.glued(i + 2) and _german(tokens, i + 3, most - 1)
    if tokens.glued(i) or not words[i][0].isupper():
        return False
    arm = tokens.low[i]
    return arm == "ss" or arm.startswith(_GERMAN) or (arm in _SHORT_ARMS and _abbreviates(tokens, i + 1))


def _abbreviates(tokens: Tape, i: int) -> bool:
    """Whether the dot at token ``i`` joins an abbreviated arm to its head: Inf.Div., Gren. Rgt."""
    if i + 1 >= len(tokens) or tokens.raw[i] != "." or not tokens.glued(i):
        return False
    return tokens.glued(i + 1) or echelons().longest(tokens.low, i + 1) is not None


def _dotted(tokens: Tape, i: int) -> bool:
    """Whether the dot after the Roman numeral at token ``i`` makes it an ordinal: III. Corps, I. (Császár)."""
    j = i + 2
    if j >= len(tokens) or tokens.raw[j - 1] != "." or not tokens.glued(j - 1) or tokens.glued(j):
        return False
    return _may_order(tokens, i) and _heads_behind(tokens, j)


def _may_order(tokens: Tape, i: int) -> bool:
    """Whether the numeral at token ``i`` is one that units are numbered with, and no name's or abbreviation's."""
    if not set("IVXL").issuperset(tokens.raw[i]) or tokens.raw[i] == "L":
        return False
    return not i or not (tokens.raw[i - 1] == "." or _takes_numeral(tokens, i - 1))


def _heads_behind(tokens: Tape, j: int) -> bool:
    """Whether a head or an arm stands at token ``j``, or behind a word in brackets or a qualifier there."""
    enclosed = tokens.raw[j] == "(" and j + 2 < len(tokens) and tokens.raw[j + 2] == ")"
    if enclosed or _headed(tokens, j):
        return True
    # II. SS-Panzerkorps, XI. International Brigade
    qualified = qualifiers().longest(tokens.low, j)
    return qualified is not None and qualified[0] < len(tokens) and _headed(tokens, qualified[0])


def _takes_numeral(tokens: Tape, i: int) -> bool:
    """Whether a numeral behind token ``i`` belongs to the name there: Louis XIV. Army, World War I. Corps."""
    name = tokens.raw[i][0].isupper() and tokens.low[i] != "the"
    return name and nations().longest(tokens.low, i) is None


def _headed(tokens: Tape, i: int) -> bool:
    """Whether a head or an arm begins at token ``i``."""
    return any(table.longest(tokens.low, i) is not None for table in (echelons(), branches()))


def _slashed(tokens: Tape, i: int) -> bool:
    """Whether token ``i`` is a slash or hyphen glued between two tokens."""
    return i + 1 < len(tokens) and tokens.raw[i] in _SLASHES and tokens.glued(i) and tokens.glued(i + 1)


def _numbered(tokens: Tape, i: int) -> Designator | None:
    j = i + 1
    if j < len(tokens) and tokens.raw[j] == ".":
        j += 1
    if j < len(tokens) and tokens.raw[j].isdecimal() and tokens.raw[j].isascii() and len(tokens.raw[j]) < 5:
        return Designator(j + 1, str(int(tokens.raw[j])), "numbered")
    return None


def _quoted(tokens: Tape, i: int) -> Designator | None:
    if i + 4 < len(tokens) and _doubled(tokens, i) and _doubled(tokens, i + 3):
        inside = _quoted(tokens, i + 1)
        return None if inside is None else replace(inside, end=i + 5)
    if i + 2 >= len(tokens) or tokens.raw[i + 2] != _QUOTES[tokens.raw[i]] or not tokens.glued(i + 1):
        return None
    inner = tokens.raw[i + 1]
    if inner.isdecimal() and inner.isascii() and len(inner) < 5:
        return Designator(i + 3, str(int(inner)), "ordinal")
    if len(inner) == 1 and inner.isascii() and inner.isupper():
        return Designator(i + 3, inner, "letter")
    count = parse_cardinal([tokens.low[i + 1]]) if inner[0].isupper() else None
    return None if count is None else Designator(i + 3, str(count), "ordinal")


def _doubled(tokens: Tape, i: int) -> bool:
    """Whether two single marks stand for a double one, as in transcripts: ''G'' Company."""
    return tokens.raw[i] == "'" == tokens.raw[i + 1] and tokens.glued(i + 1)


def _number_words(tokens: Tape, i: int) -> Designator | None:
    """Capitalised number words: Seventh, Twenty-Fifth, One Hundred and First, Nine."""
    parts: list[str] = []
    best: Designator | None = None
    j = i
    while j < len(tokens) and j < i + 5:
        key = tokens.low[j]
        if not key[0].isalpha():
            break
        parts += key.split("-")
        spelled = ["one", *parts] if parts[0] == "hundred" else parts
        value = parse_ordinal(spelled)
        if value is not None:
            best = Designator(j + 1, str(value), "word")
        elif (count := parse_cardinal(spelled)) is not None:
            best = Designator(j + 1, str(count), "cardinal")
        elif parts[-1] not in ("and", "hundred"):
            break
        j += 1
    return best
