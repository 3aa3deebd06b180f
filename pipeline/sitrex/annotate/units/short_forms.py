"""Abbreviations that war diaries and orders of battle write between a number and its head, or for a whole regiment."""

from __future__ import annotations

from functools import cache
from typing import Final, NamedTuple

from sitrex.annotate.text.phrases import PhraseTable
from sitrex.annotate.units.fields import Part
from sitrex.annotate.units.lexicon import split_words
from sitrex.annotate.units.reading import Reading, branch_at
from sitrex.annotate.units.rules import forms, vetoes
from sitrex.annotate.units.window import Window
from sitrex.annotate.units.words import counted
from sitrex.vocab import read_table

_SIDE: Final = 3
"""Tokens behind an abbreviated nation among which the head stands."""
_LONGEST: Final = 9
"""Tokens of a regiment's abbreviation with its dots at most."""
_JOINTS: Final = ("&", "and", "'", "’", "'s", "’s")
"""Words and marks in an abbreviation that need no capital."""
_NUMBERED: Final = ("ordinal", "composite", "number")
_FEW_LETTERS: Final = 3
_ARM_RANK: Final = 60
"""Rank of the arm that a regiment's name tells."""


class Regiment(NamedTuple):
    """A regiment's abbreviation; fields as in the header of ``short_regiments.tsv``."""

    echelon: str
    branch: str | None
    service: str
    country: str
    name: str
    numbers: str


@cache
def _nations() -> PhraseTable[str]:
    """Countries by the abbreviations of short_nations.tsv."""
    rows = read_table("units/short_nations.tsv", ("form", "country"))
    return PhraseTable({split_words(row["form"].lower()): row["country"] for row in rows}.items())


@cache
def short_regiments() -> dict[str, Regiment]:
    """Regiments by their letters in lower case, without dots and blanks."""
    fields = ("echelon", "branch", "service", "country", "name", "numbers")
    rows = read_table("units/short_regiments.tsv", ("letters", *fields))
    return {row["letters"]: Regiment(*(row[field] for field in fields)) for row in rows}


@cache
def last_words() -> frozenset[str]:
    """The abbreviations in capitals, as they are written and without dots; words with small letters stand elsewhere too."""
    lasts = {entry.name.split()[-1] for entry in short_regiments().values()}
    capitals = {word for word in lasts if word.isupper() and len(word) > 1}
    return frozenset(capitals | {word.replace(".", "") for word in capitals if len(word) > _FEW_LETTERS})


def _regiment(w: Window, i: int) -> tuple[int, Regiment] | None:
    """End and entry of the longest abbreviation of a regiment that begins at token ``i``."""
    table, best = short_regiments(), None
    letters = ""
    for j in range(i, min(w.size, i + _LONGEST)):
        word = w.words[j]
        if word == ".":
            if j == i or not w.glued(j):
                break
            continue
        if not (word[0].isupper() or word in _JOINTS):
            break
        letters += w.keys[j].replace(".", "").replace("’", "'")
        entry = table.get(letters)
        if entry is not None and (len(letters) > _FEW_LETTERS or w.words[i].isupper()):
            best = j + 1, entry
    return best


def _with_dot(w: Window, i: int) -> int:
    """The token behind the dot that ends the abbreviation before token ``i``; at a line's end it ends the sentence."""
    inside = i + 1 < w.size and w.words[i] == "." and w.glued(i) and not w.words[i + 1][0].isupper()
    dotted = inside and w.words[i - 1][0].isupper() and "." in w.words[i - 3 : i - 1]
    return i + 1 if dotted else i


def _known(w: Window, i: int, end: int) -> bool:
    """Whether named_units.tsv has the same words or more, with the full name."""
    named = w.known(i)
    return named is not None and named[0] >= end


def _written(w: Window, i: int, end: int) -> str:
    return " ".join(w.words[i:end]).replace(" .", ".")


@vetoes.veto(
    "units.numbered.abbreviation-goes-on",
    reads=("The army's infantry and artillery of the brigade met [[40 Lincs]] soldiers there.",),
    leaves=("The infantry brigade and its artillery saw [[40 RTR]] there.",),
    source="English style: a capital goes on with a name, an amount stands before what it counts",
)
def goes_on(w: Window, i: int, r: Reading) -> bool:
    """A capital goes on with another name, a plural behind a plain number is what it counts."""
    following = w.word(i)
    if following[0].isupper():
        return following.isalpha() and len(following) > 1
    return r.number.kind == "number" and counted(following)


@forms.rule(
    "units.numbered.short-regiment",
    reads=(
        "The infantry brigade and its artillery saw [[40 RTR]] attack.",
        "The infantry brigade and its artillery saw the [[2/8th L.F.]] attack.",
        "The infantry brigade and its artillery saw [[13/18 H]] attack.",
    ),
    leaves=("The shop sold 40 RTR shirts.", "The infantry brigade and its artillery saw it at 8 H there."),
    source="abbreviations of short_regiments.tsv",
)
def short_regiment(w: Window, i: int, r: Reading) -> Reading | None:
    """A regiment's abbreviation behind the number, perhaps behind a slash: 18/Durham L.I."""
    slashed = i == r.begin and w.words[i] == "/" and w.glued(i) and i + 1 < w.size
    begin = i + 1 if slashed else i
    found = _regiment(w, begin) if i == r.begin and r.number.kind in _NUMBERED else None
    if found is None:
        return None
    end, entry = found
    if (entry.numbers == "two" and "/" not in r.number.value) or (slashed and _known(w, begin, end)):
        return None
    if goes_on(w, end, r):
        return None
    end = _with_dot(w, end)
    part = r.part._replace(
        end=end,
        names=(_written(w, begin, end),),
        service=entry.service,
        branch=entry.branch or r.part.branch,
        rank=_ARM_RANK,
        headed=True,
        echelon=entry.echelon,
        evidence="context",
    )
    if entry.country.endswith("?"):
        return r.close(part.with_country(entry.country))
    return r.close(part._replace(nation=entry.country or part.nation))


@forms.rule(
    "units.suffix.short-regiment",
    reads=("The [[5th Bn. Seaforth Highrs.]] dug in.", "The [[2nd Bn. C.M.G.C.]] fired."),
    leaves=("The [[5th Bn.]] H. Smith led dug in.", "The [[2nd Bn Welch Regiment]] dug in."),
    source="abbreviations of short_regiments.tsv",
)
def regiment_behind(w: Window, i: int, part: Part) -> Part | None:
    """The regiment's abbreviation behind its battalion, whose name it is."""
    numbered = part.echelon == "battalion" and part.designator is not None and not part.names
    found = _regiment(w, i) if numbered and not part.plural else None
    # Welch Regiment is the name of a regiment, Welch alone its short one
    if found is None or w.head(found[0]) is not None or found[1].numbers == "two" or found[1].echelon != "battalion":
        return None
    end, entry = found
    end = _with_dot(w, end)
    if part.rank < _ARM_RANK:
        part = part._replace(branch=entry.branch or part.branch, rank=_ARM_RANK)
    nation = part.nation if entry.country.endswith("?") else entry.country
    return part._replace(end=end, names=(_written(w, i, end),), service=entry.service, nation=nation)


@forms.rule(
    "units.numbered.short-nation",
    reads=("The [[2nd Cdn Inf Bde]] dug in.", "The [[3rd Cdn. Div.]] dug in.", "The [[5th S.A. Bde]] dug in."),
    leaves=("The army met 9 It men.",),
    source="abbreviations of short_nations.tsv",
)
def short_nation(w: Window, i: int, r: Reading) -> Reading | None:
    """An abbreviated nationality before an arm or head, which tells the country and is no name."""
    found = _nations().longest(w.keys, i) if r.best is None and w.words[i][0].isupper() else None
    if found is None:
        return None
    end = found[0]
    if end < w.size and w.words[end] == "." and w.glued(end):
        end += 1
    if end >= w.size or not w.words[end][0].isupper():
        return None
    if w.head(end) is None and (branch_at(w, end) is None or not w.closes(end, _SIDE)):
        return None
    return r._replace(part=r.part._replace(nation=found[1]), at=end)
