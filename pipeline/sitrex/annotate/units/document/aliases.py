"""Other names of a unit that the document introduces: abbreviations, nicknames, a regiment's short name."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import Final

from sitrex.annotate.text import Span
from sitrex.annotate.units.fields import Candidate
from sitrex.annotate.units.lexicon import named_units, qualifiers, split_words
from sitrex.annotate.units.rules import told
from sitrex.annotate.units.words import unit_words
from sitrex.record.model import changed, handle

_ALIAS: Final = re.compile(
    r"(?:['’]s)?\s*(?:\([A-Z][a-z]+\)\s*)?[(\[](?:or\s+|the\s+)?[\"“‘']?((?:\d{1,3}(?:er|e|st|nd|rd|th)?\s)?[A-Z][A-Za-z]*\d{0,3}(?:[-–][A-Z0-9][A-Za-z0-9]*)*)[\"”’']?[)\]]"
)
_NO_ALIAS: Final = unit_words("no_aliases")
_NICKNAME: Final = re.compile(
    r"(?:,?\s+(?:also\s+|popularly\s+|better\s+|widely\s+|formerly\s+)?(?:known|nicknamed|called|dubbed|styled)"
    r"(?:\s+as)?\s+(?:the\s+)?|\s+\(?(?:the\s+)?)(?:[“\"]|'')(?:The\s+|the\s+)?([A-Z][^”\"\n]{2,30}?(?:\n[^”\"\n]{2,30}?)?),?(?:[”\"]|'')"
)
_SHORT: Final = re.compile(r"\b[Tt]he\s+([A-Z][a-z]{2,}s)\b(?!\s+[A-Z])")
_NO_SHORT: Final = unit_words("no_short_names")
_RUN: Final = re.compile(r"[\w-]+")
Introduced = tuple[str, int, bool]
"""A name, where it is introduced, and whether it is a nickname."""
_QUOTES: Final = "\"”’'"
_WORD: Final = 30
_LONG: Final = 6
"""Letters of an abbreviation that may be cut from anywhere in the name: LANDSOUTH."""
_STEM: Final = 5
"""Letters that a short name shares with the full one at least: Worcesters, Worcestershire Regiment."""


def with_aliases(units: list[Candidate], text: str) -> list[Candidate]:
    """Add the names that the text gives a unit, there and wherever they stand alone later.

    An added mention has ``alias_of``, the offset of the unit that it names again.
    """
    taken = sorted((u.start, u.end) for u in units if not _short_already(u))
    added = list(_repeated(_introduced(units, text), text, taken))
    taken = sorted(taken + [(u.start, u.end) for u in added])
    added += _short_names(units, text, taken)
    again = {(u.start, u.end) for u in added}
    return sorted([*(u for u in units if (u.start, u.end) not in again), *added], key=lambda u: (u.start, u.end))


def _short_already(unit: Candidate) -> bool:
    """Whether it was read as a name without knowing which unit the text means: a regiment's short one, or no more than a name."""
    if unit.bare or unit.evidence in ("", "bracket") or unit.designator is not None:
        return False
    return unit.echelon is None or unit.text == unit.name or (unit.echelon == "regiment" and " " not in unit.text)


def _introduced(units: list[Candidate], text: str) -> list[tuple[Candidate, str, int, bool]]:
    """Unit, alias, offset where it is introduced, and whether it is a nickname."""
    found: list[tuple[Candidate, str, int, bool]] = []
    known: set[str] = set()
    for unit in units:
        for name, start, nickname in _names_behind(unit, text):
            # a line end inside is a blank where the name stands again
            written = name.rstrip().replace("\n", " ")
            if written not in known:
                known.add(written)
                found.append((unit, written, start, nickname))
    return found


def _names_behind(unit: Candidate, text: str) -> list[Introduced]:
    """What the text calls the unit behind its name: a bracket or a nickname."""
    bracket = _ALIAS.match(text, unit.end)
    if bracket is not None:
        return abbreviation(unit, text, bracket)
    return nickname(unit, text) or own_name(unit)


@told.rule(
    "units.alias.bracket",
    reads=("The 5th Falcon Brigade ([[FB]]) held. Then the [[FB]] left.",),
    leaves=("The 5th Falcon Brigade (US) held. Then the US left.",),
    source="abbreviations introduced in brackets",
    nothing=[],
)
def abbreviation(unit: Candidate, text: str, bracket: re.Match[str]) -> list[Introduced]:
    """An abbreviation in a bracket."""
    name = bracket[1]
    if name in _NO_ALIAS or not _stands_for(name, unit, _before(unit, text)):
        return []
    return [] if arm_alone(_named_again(unit, bracket.span(1), name)) else [(name, bracket.start(1), False)]


@told.veto(
    "units.alias.arm-alone",
    reads=("The 2nd Combined Arms Army ([[CAA]]) held.", "The 1st Guards Tank Army ([[GTA]]) held."),
    leaves=("The 5th Falcon Brigade ([[FB]]) held. Then the [[FB]] left.",),
    source="corpus/GUIDELINES.md, units: a bare abbreviation of an echelon in brackets",
)
def arm_alone(alias: Candidate) -> bool:
    """Letters of arm and echelon alone are the name of no numbered unit."""
    unnamed = alias.name is None or _honour(alias.name)
    return alias.designator is not None and unnamed and alias.text.isalpha() and alias.text.isupper()


def _honour(name: str) -> bool:
    """Whether a name is an honour that many formations have: Guards."""
    found = qualifiers().whole(name.lower().split())
    return found is not None and found.kind == "honorific"


@told.rule(
    "units.alias.nickname",
    reads=('The 5th Falcon Brigade, known as the "[[Night Owls]]", held. Then the [[Night Owls]] left.',),
    leaves=("The 5th Falcon Brigade saw owls at night. Then the owls left.",),
    source="English phrases of naming",
    nothing=[],
)
def nickname(unit: Candidate, text: str) -> list[Introduced]:
    """A nickname in quotation marks."""
    quoted = _NICKNAME.match(text, unit.end)
    return [] if quoted is None else [(quoted[1], quoted.start(1), True)]


@told.rule(
    "units.alias.own-name",
    reads=("The 2nd SS Panzer Division Das Reich held. Then [[Das Reich]] left.",),
    leaves=('The 93rd Battalion "Kulchytsky" held. Then Kulchytsky left.',),
    source="named_units.tsv",
    nothing=[],
)
def own_name(unit: Candidate) -> list[Introduced]:
    """A known formation's name behind its number and head."""
    name = unit.name
    if name is None or unit.designator is None or not unit.text.rstrip(_QUOTES).endswith(name):
        return []
    found = named_units().whole(split_words(name.lower()))
    known = found is not None and found.echelon == unit.echelon is not None
    return [(name, unit.start + unit.text.rindex(name), True)] if known else []


def _repeated(
    introduced: list[tuple[Candidate, str, int, bool]], text: str, taken: list[tuple[int, int]]
) -> Iterator[Candidate]:
    """The places of the introduced names, whole words from where each is introduced on."""
    named: dict[str, list[tuple[Candidate, int, bool]]] = {}
    # of names that begin alike there may be any number, of lengths but few
    lengths: dict[str, set[int]] = {}
    for unit, alias, at, nickname in introduced:
        if first := _RUN.match(alias):
            named.setdefault(alias, []).append((unit, at, nickname))
            lengths.setdefault(first[0], set()).add(len(alias))
    begin = min((at for _, _, at, _ in introduced), default=len(text))
    for run in _RUN.finditer(text, begin):
        for length in lengths.get(run[0], ()):
            span = run.start(), run.start() + length
            alias = text[slice(*span)].replace("\n", " ")
            if alias not in named or _RUN.match(text, span[1]) or _overlaps(span, taken):
                continue
            for unit, at, nickname in named[alias]:
                if span[0] >= at and (again := _again(unit, span, text[slice(*span)], nickname)) is not None:
                    yield again


@told.rule(
    "units.alias.again",
    reads=(
        "The 5th Falcon Brigade ([[FB]]) held. Then the [[FB]] left.",
        'The 5th Falcon Brigade, known as the "[[Night Owls]]", held. Then the [[Night Owls]] left.',
    ),
    leaves=("The FB held. Then the 5th Falcon Brigade left.",),
    source="a name that the document introduces means the same from there on",
)
def _again(unit: Candidate, span: Span, written: str, nickname: bool) -> Candidate | None:
    """The unit under a name that the document has given it."""
    again = _named_again(unit, span, written)
    return changed(again, designator=None, name=written.replace("\n", " "), parent=None) if nickname else again


def _named_again(unit: Candidate, span: Span, text: str) -> Candidate:
    return changed(
        unit,
        id=handle(span[0]),
        start=span[0],
        end=span[1],
        text=text,
        evidence="bracket",
        alias_of=unit.start if unit.alias_of is None else unit.alias_of,
    )


def _short_names(units: list[Candidate], text: str, taken: list[tuple[int, int]]) -> list[Candidate]:
    """The Worcesters, the Fusiliers: a regiment's short name after the full one."""
    named = [(unit, name) for unit in units if (name := _regimental(unit)) is not None]
    if not named:
        return []
    added: list[Candidate] = []
    places = [f for f in _SHORT.finditer(text, named[0][0].end) if f[1].lower() not in _NO_SHORT]
    sources = _shortened({found[1] for found in places}, [name for _, name in named])
    for found in places:
        word, span = found[1], found.span(1)
        index = sources.get(word)
        unit, name = named[index] if index is not None else (None, "")
        if unit is None or unit.end > span[0] or _overlaps(span, taken):
            continue
        if (short := short_name(unit, span, word, name)) is not None:
            added.append(short)
    return added


def _regimental(unit: Candidate) -> str | None:
    """The name of the regiment that the unit is or belongs to within its own span."""
    if unit.echelon not in ("battalion", "regiment", None) or unit.bare:
        return None
    above = unit.parent
    return unit.name or (above.name if above is not None and above.designator is None else None)


@told.rule(
    "units.alias.short-name",
    reads=("The 1st Battalion, Falconshire Regiment held. Then the [[Falconshires]] left.",),
    leaves=("The 1st Battalion, Falconshire Regiment held. Then the Guards left.",),
    source="British regiments",
)
def short_name(unit: Candidate, span: Span, word: str, name: str) -> Candidate | None:
    """The Worcesters, the Fusiliers: a regiment's short name."""
    words = name.split()
    if words[-1] != word and not (len(word) > _STEM and words[0].startswith(word[:-1])):
        return None
    return changed(_named_again(unit, span, word), designator=None, name=word, parent=None, evidence="")


def _shortened(words: set[str], names: list[str]) -> dict[str, int]:
    """Index of the first name that each word may be short for: its last word, or the beginning of its first."""
    stems = {word[:-1]: word for word in words if len(word) > _STEM}
    lengths = {len(stem) for stem in stems}
    first: dict[str, int] = {}
    for at, name in enumerate(names):
        parts = name.split() or [""]
        if parts[-1] in words:
            first.setdefault(parts[-1], at)
        for length in lengths:
            if parts[0][:length] in stems:
                first.setdefault(stems[parts[0][:length]], at)
    return first


def _overlaps(span: tuple[int, int], taken: list[tuple[int, int]]) -> bool:
    at = bisect_left(taken, (span[1], 0)) - 1
    return at >= 0 and taken[at][1] > span[0]


def _before(unit: Candidate, text: str) -> str:
    """The capitalised word before the unit, which its abbreviation may begin with: British Pacific Fleet (BPF)."""
    word = text[max(0, unit.start - _WORD) : unit.start].rpartition(" ")[0].rpartition(" ")[2]
    return word if word[:1].isupper() and word.isalpha() else ""


def _stands_for(alias: str, unit: Candidate, before: str) -> bool:
    """Whether a bracketed abbreviation is the unit's: by its number (EHA3 of the 3rd Squadron) or its letters."""
    number = alias[len(alias.rstrip("0123456789")) :]
    leading, _, letters = alias.partition(" ")
    if letters.isupper() and leading.rstrip("erstndh") == unit.designator:
        return True
    return (number != "" and number == unit.designator) or _abbreviates(alias, f"{before} {unit.text}")


def _abbreviates(alias: str, text: str) -> bool:
    """Whether the capitals of ``alias`` occur in order among the letters that begin the words of ``text``."""
    letters = [c.lower() for c in alias if c.isupper()]
    if len(letters) < 2:
        return False
    if alias.startswith("COM") and len(alias) >= _LONG and "ommand" in text:
        return True
    words = re.findall(r"[^\W_]+", text.lower())
    firsts = iter(words)
    hits = 0
    for letter in letters:
        for word in firsts:
            if word.startswith(letter):
                hits += 1
                break
        else:
            firsts = iter(())
    joined = "".join(words)
    spelled = iter(joined)
    return hits == len(letters) or (
        (hits >= 2 or (hits > 0 and len(letters) >= _LONG)) and all(letter in spelled for letter in letters)
    )
