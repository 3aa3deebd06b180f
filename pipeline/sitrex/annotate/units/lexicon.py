"""The vocabularies of ``vocab/units`` as look-up tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from string import ascii_lowercase
from typing import Final

from sitrex.annotate.text.phrases import PhraseTable
from sitrex.annotate.units.tokens import tokenize
from sitrex.annotate.units.words import unit_words
from sitrex.vocab import read_table

NO_COUNTRY: Final = "*"
"""In a country column: never a country of its own, as for multinational formations."""

PHONETIC: Final = unit_words("phonetic")
RANK: Final = {
    "team": 1, "squad": 2, "section": 3, "platoon": 4, "detachment": 4, "troop": 5, "company": 5, "battery": 5,
    "squadron": 6, "battalion": 6, "battalion_tactical_group": 6, "commando": 6, "group": 7, "regiment": 7,
    "legion": 7, "school": 7, "garrison": 7, "wing": 8, "brigade": 8, "brigade_combat_team": 8, "combat_command": 8,
    "task_group": 8, "task_force": 9, "strike_group": 9, "division": 9, "flotilla": 9, "corps": 10, "army": 11,
    "fleet": 11, "front": 12, "army_group": 12, "grouping": 12, "military_district": 13, "command": 13,
}  # fmt: skip
"""Size order of the echelons: which of two in a chain is the superior."""
_SHORT_GERMAN: Final = unit_words("short_german_ends")
_GERMAN_ENDS: Final = tuple(sorted(unit_words("german_ends")))


@dataclass(frozen=True, slots=True)
class Echelon:
    """A head word; fields as in the header of ``echelons.tsv``."""

    echelon: str | None
    plural: bool
    strength: str
    case: str
    branch: str | None
    service: str | None


@dataclass(frozen=True, slots=True)
class Branch:
    """A branch word; fields as in the header of ``branches.tsv``."""

    branch: str | None
    rank: int
    service: str | None
    end: str
    country: str | None


@dataclass(frozen=True, slots=True)
class Qualifier:
    """A qualifying word; fields as in the header of ``qualifiers.tsv``."""

    kind: str
    service: str | None
    country: str | None


@dataclass(frozen=True, slots=True)
class Named:
    """A named unit; fields as in the header of ``named_units.tsv``."""

    echelon: str | None
    branch: str | None
    service: str | None
    country: str | None
    name: str | None
    kind: str


@dataclass(frozen=True, slots=True)
class Nation:
    """A nation, state or force word; fields as in the header of ``nations.tsv``."""

    kind: str
    country: str | None


@dataclass(frozen=True, slots=True)
class Prefix:
    """A hull-style prefix; fields as in the header of ``prefixes.tsv``."""

    kind: str
    echelon: str | None
    branch: str | None
    service: str | None
    country: str | None


@dataclass(frozen=True, slots=True)
class Service:
    """A service or organisation; fields as in the header of ``services.tsv``."""

    service: str | None
    above: str


def _or_none(cell: str) -> str | None:
    return cell or None


def _spellings(phrase: str) -> set[tuple[str, ...]]:
    """A hyphen also stands for a space and for nothing; a possessive is a token of its own."""
    forms = {phrase, phrase.replace("-", " "), phrase.replace("-", "")}
    return {split_words(form) for form in forms}


def split_words(phrase: str) -> tuple[str, ...]:
    """A vocabulary phrase as the tape cuts it."""
    return tuple(tokenize(phrase, 0, len(phrase), frozenset()).low)


@cache
def echelons() -> PhraseTable[Echelon]:
    """Head words of a designation."""
    table: dict[tuple[str, ...], Echelon] = {}
    for row in read_table("units/echelons.tsv", ("form", "echelon", "number", "strength", "case", "branch", "service")):
        entry = Echelon(
            echelon=_or_none(row["echelon"]),
            plural=row["number"] == "p",
            strength=row["strength"],
            case=row["case"],
            branch=_or_none(row["branch"]),
            service=_or_none(row["service"]),
        )
        for words in _spellings(row["form"]):
            table[words] = entry
    heads = {end: table[end,] for end in _GERMAN_ENDS}
    for row in _stems():
        for end, head in heads.items():
            entry = Echelon(head.echelon, False, "strong", "", _or_none(row["branch"]), _or_none(row["service"]))
            table[row["stem"] + end,] = entry
    return PhraseTable(table.items())


def _stems() -> list[dict[str, str]]:
    return list(read_table("units/german_stems.tsv", ("stem", "branch", "service", "country")))


@cache
def german_heads() -> dict[str, str]:
    """The army of German heads that are written in one word with their arm, where it tells one: Panzerbataillon."""
    compounds = {row["stem"] + end: row["country"] for row in _stems() for end in _GERMAN_ENDS if row["country"]}
    return compounds | dict.fromkeys(unit_words("german_letters"), "DE")


@cache
def branches() -> PhraseTable[Branch]:
    """Branch words and phrases."""
    table: dict[tuple[str, ...], Branch] = {}
    for row in read_table("units/branches.tsv", ("phrase", "branch", "rank", "service", "end", "country")):
        entry = Branch(
            branch=_or_none(row["branch"]),
            rank=int(row["rank"]),
            service=_or_none(row["service"]),
            end=row["end"],
            country=_or_none(row["country"]),
        )
        for words in _spellings(row["phrase"]):
            table[words] = entry
    return PhraseTable(table.items())


@cache
def qualifiers() -> PhraseTable[Qualifier]:
    """Words that qualify without naming a branch."""
    table: dict[tuple[str, ...], Qualifier] = {}
    for row in read_table("units/qualifiers.tsv", ("phrase", "kind", "service", "country")):
        entry = Qualifier(row["kind"], _or_none(row["service"]), _or_none(row["country"]))
        for words in _spellings(row["phrase"]):
            table[words] = entry
    return PhraseTable(table.items())


@cache
def nations() -> PhraseTable[Nation]:
    """Nations, peoples, US states and forces; adjectives win over nouns of the same form."""
    table: dict[tuple[str, ...], Nation] = {}
    rows = read_table("units/nations.tsv", ("form", "kind", "country"))
    for row in sorted(rows, key=lambda row: ("state", "noun").count(row["kind"]), reverse=True):
        table[split_words(row["form"].lower())] = Nation(row["kind"], _or_none(row["country"]))
    return PhraseTable(table.items())


@cache
def named_units() -> PhraseTable[Named]:
    """Named units, by lower-case words."""
    table: dict[tuple[str, ...], Named] = {}
    for row in read_table(
        "units/named_units.tsv", ("phrase", "echelon", "branch", "service", "country", "name", "kind")
    ):
        entry = Named(
            echelon=_or_none(row["echelon"]),
            branch=_or_none(row["branch"]),
            service=_or_none(row["service"]),
            country=_or_none(row["country"]),
            name=_or_none(row["name"]),
            kind=row["kind"],
        )
        for words in _spellings(row["phrase"].lower()):
            table[words] = entry
        if entry.kind == "county" and "." in row["phrase"]:
            # dots are as often left out: E Lancs, Som LI, Som L I
            bare = row["phrase"].lower().replace(". ", " ").rstrip(".")
            table |= {split_words(bare.replace(".", joint)): entry for joint in ("", " ")}
    return PhraseTable(table.items())


@cache
def prefixes() -> dict[str, Prefix]:
    """Hull-style prefixes, case-sensitive."""
    return {
        row["prefix"]: Prefix(
            kind=row["kind"],
            echelon=_or_none(row["echelon"]),
            branch=_or_none(row["branch"]),
            service=_or_none(row["service"]),
            country=_or_none(row["country"]),
        )
        for row in read_table("units/prefixes.tsv", ("prefix", "kind", "echelon", "branch", "service", "country"))
    }


@cache
def services() -> dict[str, Service]:
    """Services and organisations that units are said to be of, by name."""
    return {
        row["name"]: Service(_or_none(row["service"]), row["above"])
        for row in read_table("units/services.tsv", ("name", "service", "above"))
    }


@cache
def movements() -> frozenset[str]:
    """Armed movements that are no state."""
    return frozenset(row["form"] for row in read_table("units/movements.tsv", ("form",)))


@cache
def echelon_words() -> frozenset[str]:
    """Single words that head a compound, of four letters or more (``Panzer-Division``) or German (``Flak-Rgt``)."""
    return frozenset(word for word in echelons().firsts if len(word) > 3 or word in _SHORT_GERMAN)


@cache
def misspelt_heads() -> dict[str, Echelon]:
    """The heads by all that is one letter off: left out, doubled or put in, wrong, or exchanged with the next; the first stands."""
    heads = sorted(unit_words("misspelt_heads"))
    made = {wrong: echelons().whole([head]) for head in heads for wrong in _one_off(head)}
    other = unit_words("no_misspelt_heads")
    tables = (echelons(), branches(), nations())
    return {
        wrong: head
        for wrong, head in made.items()
        if head is not None and wrong not in other and not any(table.whole([wrong]) for table in tables)
    }


def _one_off(word: str) -> Iterator[str]:
    for at in range(1, len(word) + 1):
        before, behind = word[:at], word[at:]
        yield before + behind[1:]
        yield before + behind[1:2] + behind[:1] + behind[2:]
        for letter in ascii_lowercase:
            yield before + letter + behind
            yield before + letter + behind[1:]


@cache
def closing_words() -> frozenset[str]:
    """First words of everything that heads a designation or may close one, arms and last words of states that end lists."""
    heads = echelons().firsts | misspelt_heads().keys() | unit_words("arms_in_lists")
    states = {words[-1] for words, entry in nations().items() if entry.kind in ("state", "southern")}
    return frozenset(heads | states | {words[0] for words, entry in branches().items() if entry.end == "n"})
