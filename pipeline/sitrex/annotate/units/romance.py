"""Designations in Romance languages, where the arm follows the head: 21e Régiment d'Infanterie de Marine."""

from __future__ import annotations

from typing import Final, NamedTuple

from sitrex.annotate.units.designators import Designator, read_designator
from sitrex.annotate.units.fields import Part
from sitrex.annotate.units.lexicon import Echelon
from sitrex.annotate.units.rules import forms
from sitrex.annotate.units.window import Window
from sitrex.annotate.units.words import QUOTES, unit_words

_OF: Final = unit_words("romance_of")
_ELIDED: Final = ("d'", "l'", "dell'", "dall'", "sull'")
_ARTICLES: Final = unit_words("romance_articles")
_AND: Final = unit_words("romance_ands")
_HEADS: Final = unit_words("romance_heads")
"""Heads that are no English words, which may stand without a number."""
_ADJECTIVES: Final = unit_words("romance_adjectives")
"""Arms that only these languages write behind a head, be it an English word too: Division Blindée."""
_LONGEST: Final = 12


class Complement(NamedTuple):
    """The arm and name behind a head: where they end, whether they name an arm."""

    at: int
    end: int
    known: bool = False


def romance(w: Window, i: int, number: Designator | None) -> Part | None:
    """The designation in a Romance language that begins at token ``i``."""
    if number is None:
        return romance_by_name(w, i)
    return romance_by_number(w, i, number) if number.kind not in ("letter", "composite") else None


@forms.rule(
    "units.romance.numbered",
    reads=("Men of the [[21e Régiment d'Infanterie de Marine]] dug in.", "Men of the [[5e Division Blindée]] dug in."),
    leaves=("Men of the 21e arrondissement dug in.",),
    source="French, Spanish, Italian and Portuguese",
)
def romance_by_number(w: Window, i: int, number: Designator) -> Part | None:
    """A number, a head, its arm."""
    found = _arm_behind(w, number.end)
    if found is None:
        return None
    return _part(w, i, *found)._replace(designator=number.value, kind=number.kind)


@forms.rule(
    "units.romance.named",
    reads=("The soldiers of the infantry brigade met the [[Régiment de Chasseurs]].",),
    leaves=("The soldiers of the infantry brigade met the Chasseurs.",),
    source="French, Spanish, Italian and Portuguese",
)
def romance_by_name(w: Window, i: int) -> Part | None:
    """A head that is no English word, its arm and name, perhaps a number behind them."""
    if i >= w.size or w.keys[i] not in _HEADS or not w.words[i][0].isupper():
        return None
    quoted = romance_quoted(w, i)
    if quoted is not None:
        return quoted
    found = _arm_behind(w, i)
    if found is None or found[1].end == i + 1:
        return None
    part = _part(w, i, *found)
    numbered = number_behind(w, part.end, part)
    if numbered is not None or not found[1].known:
        return numbered
    return part._replace(names=tuple(w.words[i + 1 : part.end]), evidence="context")


@forms.rule(
    "units.romance.quoted",
    reads=('The soldiers of [[Brigada "Guadarrama" XII]] left.', "The men of [[Brigata «Sassari»]] left."),
    leaves=('The soldiers called it Brigada "very good" there.',),
    source="Spanish and Italian brigades",
)
def romance_quoted(w: Window, i: int) -> Part | None:
    """A head, a quoted name, perhaps a number behind it."""
    head, opening = w.head(i), w.word(i + 1)
    closed = w.enclosed(i + 1) if opening in QUOTES else None
    if head is None or closed is None or not all(map(w.proper, range(i + 2, closed - 1))):
        return None
    part = Part(start=i, end=-1, names=tuple(w.words[i + 2 : closed - 1])).with_head(head[1], closed)
    number = read_designator(w.tokens, closed) if closed < w.size else None
    if number is None or number.kind not in ("number", "roman"):
        return part
    return part._replace(designator=number.value, kind=number.kind, end=number.end)


@forms.rule(
    "units.romance.number-behind",
    reads=("Men of the [[Regimiento de Infantería 7]] dug in.",),
    leaves=("Men of the Regimiento de Infantería dug in on 7 May.",),
    source="Argentine and Chilean style",
)
def number_behind(w: Window, i: int, part: Part) -> Part | None:
    """The number behind the arm."""
    number = read_designator(w.tokens, i) if i < w.size else None
    if number is None or number.kind not in ("number", "numbered", "roman"):
        return None
    return part._replace(designator=number.value, kind=number.kind, end=number.end)


def _arm_behind(w: Window, i: int) -> tuple[Echelon, Complement] | None:
    """The head at token ``i`` and the arm behind it; an English head needs a known arm behind ``de``."""
    head = w.echelon(i) if i < w.size else None
    if head is None or head[1].case or head[1].plural or head[0] != i + 1:
        return None
    complement = _complement(w, i + 1)
    joined = complement.end > i + 1 and complement.known and (_connects(w, i + 1) or w.keys[i + 1] in _ADJECTIVES)
    if w.keys[i] not in _HEADS and not joined:
        return None
    return head[1], complement


@forms.rule(
    "units.romance.behind-list",
    reads=("The [[45e]] and [[105e Régiments de Ligne]] dug in.",),
    leaves=("The [[45e]] and [[105e Régiments]] de la Smith dug in.",),
    source="French",
)
def arm_of_several(w: Window, i: int, part: Part) -> Part | None:
    """The arm behind the plural head of a list."""
    complement = _complement(w, i) if i < w.size and _connects(w, i) else None
    if complement is None or complement.end == i or not complement.known:
        return None
    return _with_arms(w, i, part._replace(end=complement.end))


def _part(w: Window, i: int, head: Echelon, complement: Complement) -> Part:
    return _with_arms(w, i + 1, Part(start=i, end=-1).with_head(head, complement.end))


def _with_arms(w: Window, i: int, part: Part) -> Part:
    """It and the arms from token ``i`` to its end."""
    for at in range(i, part.end):
        branch = w.branches.longest([_stem(w.keys[at])], 0)
        if branch is not None:
            part = part.with_branch(branch[1])
    return part


def _stem(key: str) -> str:
    """The word without its elided article: d'infanterie."""
    return key.rpartition("'")[2]


def _connects(w: Window, i: int) -> bool:
    return w.keys[i] in _OF or w.keys[i].startswith(_ELIDED)


def _names_arm(w: Window, key: str) -> bool:
    """Whether the word names an arm or a kind of unit."""
    stem = [_stem(key)]
    return w.branches.longest(stem, 0) is not None or w.echelons.longest(stem, 0) is not None


def _complement(w: Window, i: int) -> Complement:
    """The arm and name that begin at token ``i``."""
    c = Complement(i, i)
    limit = min(w.size, i + _LONGEST)
    while c.at < limit and (further := _behind_of(w, i, c) or _elided(w, c) or _arm(w, c)) is not None:
        c = further
    at = c.at
    if at < limit and c.end > i and c.known and w.proper(at) and w.head(at) is None and not w.titled(at):
        # an adjective after the arm: Hussards Parachutistes
        return c._replace(end=at + 1 if w.nation(at) is None else c.end)
    return c


def _behind_of(w: Window, begin: int, c: Complement) -> Complement | None:
    """``de`` and the word behind it."""
    joined = w.keys[c.at] in _AND and c.end > begin and c.at + 1 < w.size and w.keys[c.at + 1] in _OF
    if w.keys[c.at] not in _OF and not joined:
        return None
    at = c.at + 1
    while at < w.size and w.keys[at] in _OF | _ARTICLES:
        at += 1
    if at < w.size and w.words[at][0].isalpha():
        return Complement(at + 1, at + 1, c.known or _names_arm(w, w.keys[at]))
    return c._replace(at=at)


def _elided(w: Window, c: Complement) -> Complement | None:
    """``d'`` and the word that it is written with."""
    key = w.keys[c.at]
    if not key.startswith(_ELIDED):
        return None
    return Complement(c.at + 1, c.at + 1, c.known or w.branches.longest([_stem(key)], 0) is not None)


def _arm(w: Window, c: Complement) -> Complement | None:
    """A capitalised arm, or a word that ``de`` follows."""
    arm = w.branch(c.at)
    following = c.at + 1 < w.size and _connects(w, c.at + 1)
    if not w.words[c.at][0].isupper() or (arm is None and not following):
        return None
    end = arm[0] if arm is not None else c.at + 1
    return Complement(end, end, c.known or arm is not None)
