"""The forms under which the gazetteer knows names, and the head nouns of divisions in them."""

from __future__ import annotations

from typing import Final

from spacy.strings import hash_string  # type: ignore[attr-defined]

from sitrex.annotate.entities.lexicon import group, unaccented

REGION_HEADS: Final = group("region_heads")
DISTRICT_HEADS: Final = group("district_heads")
TOWN_HEADS: Final = group("settlement_heads")
_FOLD: Final = str.maketrans({"'": "", "’": "", "‘": "", "`": "", "ʿ": "", "ʾ": "", "-": " ", "–": " ", ".": " "})
_LETTERS: Final = str.maketrans(
    {"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ı": "i", "ß": "ss", "æ": "ae", "Æ": "Ae"}
)
_LONG: Final = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort"}


def normal(name: str) -> str:
    """The form under which a name is looked up: no case, diacritics, apostrophes; a hyphen is a blank.

    >>> normal("Deir ez-Zor"), normal("Saint-Lô"), normal("St. Lo"), normal("Slov'yans'k")
    ('deir ez zor', 'saint lo', 'saint lo', 'slovyansk')
    """
    name = name.translate(_FOLD)
    if not name.isascii():
        name = unaccented(name).translate(_LETTERS)
    words = name.casefold().split()
    if len(words) > 1 and words[0] in _LONG:
        words[0] = _LONG[words[0]]
    return " ".join(words)


def digest(plain: str) -> int:
    """The key of a normalised name."""
    return int(hash_string(plain)) & 0xFFFFFFFF


def without_head(name: str) -> tuple[str, str | None]:
    """A name without the head noun that says what it is, and which precision that noun tells.

    >>> without_head("Helmand province"), without_head("Zharay District"), without_head("Pokrovsk")
    (('Helmand', 'region'), ('Zharay', 'district'), ('Pokrovsk', None))
    """
    rest, _, last = name.rpartition(" ")
    head = last.casefold()
    if not rest:
        return name, None
    if head in REGION_HEADS:
        return rest, "region"
    if head in DISTRICT_HEADS:
        return rest, "district"
    return (rest, "place") if head in TOWN_HEADS else (name, None)
