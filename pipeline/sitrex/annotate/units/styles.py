"""Armies that the style of a designation suggests, the likeliest first."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from sitrex.annotate.rules import first_of
from sitrex.annotate.units.fields import LAND, Part, service_of
from sitrex.annotate.units.lexicon import german_heads
from sitrex.annotate.units.rules import told
from sitrex.annotate.units.words import SECOND_LINE, unit_words

_NUMBERED_AFTER: Final = frozenset(("regiment", "battalion"))
_CENTRAL: Final = "DE/AT/X-AUSTRIA-HUNGARY/FI/AR"
"""Armies that number after the head."""
_COMMONWEALTH: Final = "GB/CA/AU/NZ/IN/PK/NG/KE/ZA/GH/BD/LK/MY/IE"
"""Armies that number with plain figures."""
_CROWN: Final = "GB/CA/AU/NZ/IN"
"""Armies whose regiments are the King's or the Queen's."""
_CROWNED: Final = ("king's ", "king’s ", "kings ", "queen's ", "queen’s ", "prince of wales", "duke of ")
_ARMS: Final = frozenset(("infantry", "cavalry", "armor", "artillery", "engineer", "mechanized_infantry"))
_LETTERED: Final = frozenset(("company", "troop", "battery"))
_BATTALION_FIGURES: Final = re.compile(r"\d-\d{1,3}$")
_FRENCH: Final = re.compile(r"\bR[ée]giment d|Régiment|\bBataillon d|^\d{1,3}(?:er|re|ère|ème|eme|e)\b")
_TRANSLITERATED: Final = {
    **dict.fromkeys(unit_words("east_slavic_heads"), "UA/RU/BY"),
    **dict.fromkeys(unit_words("russian_heads"), "RU/SUHH/BY"),
    **dict.fromkeys(unit_words("american_heads"), "US"),
    **dict.fromkeys(unit_words("french_heads", "french_only_heads"), "FR"),
}
_UKRAINIAN: Final = unit_words("ukrainian_heads")
_FRENCH_ONLY: Final = unit_words("french_only_heads")
"""Abbreviations of regiments that France alone has: the foreign legion's and the marines'."""
_SOVIET: Final = re.compile(r"\bGuards\sRifle\b|(?<=\w\s)Guards\sCavalry\b|\bShock\sArm(?:y|ies)\b")
"""Arms that no other army numbers Guards of, and its armies of shock troops; the Guards Cavalry Division is Prussian."""
_RAISED: Final = re.compile(r"\d{1,3}(?:st|nd|rd|th) \([A-Z][a-z]+(?: [A-Z][a-z]+)?\) [A-Z]")
_FLYING: Final = frozenset(
    ("fighter", "bomber", "attack", "airlift", "tanker", "training", "airborne", "reconnaissance")
)


class Written(NamedTuple):
    """A designation as it stands in the text."""

    start: int
    end: int
    text: str
    part: Part


def style_of(written: Written) -> str | None:
    """Countries that the style suggests; what the words hint at comes before the way of numbering."""
    part = written.part
    named = _NAMED(written)
    if named is not None:
        return named
    numbered = part.headed and part.designator is not None
    if numbered and service_of(part, written.text) == "air_force":
        return part.hint or (None if part.trailing else _IN_AIR(written))
    if part.hint or not numbered or part.service not in (None, "army"):
        return part.hint
    return _ON_LAND(written)


@told.rule(
    "units.country.second-line",
    reads=("The French 1st Division came. French soldiers came. German soldiers came.\n\nThe [[83d Landsturm]] held.",),
    leaves=(
        "American troops came. French guns came. The Germans left.\n\nFrench soldiers came. The 83d Infantry held.",
    ),
    source="German words for the second line, which an English writer takes over",
)
def second_line(written: Written) -> str | None:
    """A regiment by number and a kind of recruits, of the armies that have it: 83d Landsturm, 122d Reserves."""
    return written.part.hint or "DE" if _last(written.text) in SECOND_LINE else None


@told.rule(
    "units.country.american-regiment",
    reads=(
        "French troops and French soldiers came. An American general came.\n\nThe [[1st Battalion, 5th Infantry]] held.",
        "French troops and French soldiers came. An American general came.\n\nThe [[5th Infantry]] held.",
    ),
    leaves=("French troops came. French guns came. American soldiers came.\n\nThe 1st Battalion, 5th Brigade held.",),
    source="American style: a regiment by number and arm alone",
)
def american_regiment(written: Written) -> str | None:
    """A regiment that has a number and an arm but no head, or a part of one, if the arm's word is of no other army (32nd Foot)."""
    above: Part | None = written.part
    while above is not None:
        bare = above.designator is not None and not above.headed and not above.names and above.kind != "number"
        if bare and above.branch in _ARMS:
            return None if above.hint else "US/X-CSA"
        above = above.superior
    return None


@told.rule(
    "units.country.american-letter",
    reads=(
        "French troops and French soldiers came. An American general came.\n\n[[Company B]] held. The regiment left.",
    ),
    leaves=("French troops came. French guns came. American soldiers came.\n\nB Company held. The regiment left.",),
    source="American style: the letter behind",
)
def american_letter(written: Written) -> str | None:
    """A letter behind a company, troop or battery, a figure of a battalion and of its regiment (1-125), also of its company."""
    part = written.part
    behind = part.trailing and part.echelon in _LETTERED and (part.designator or "").isalpha()
    above = part if part.superior is None else part.superior
    return "US/X-CSA" if behind or _BATTALION_FIGURES.match(above.designator or "") else None


@told.rule(
    "units.country.crown",
    reads=("French troops came. French guns came. British soldiers came. The [[4th Kings Falcon Regiment]] held.",),
    leaves=("French troops came. French guns came. British soldiers came. The 4th Falcon Regiment held.",),
    source="regiments of the Crown",
)
def crown(written: Written) -> str | None:
    """The King's and the Queen's regiments."""
    name = written.part.name
    return _CROWN if name is not None and name.lower().startswith(_CROWNED) else None


@told.rule(
    "units.country.recruiting-ground",
    reads=("French troops came. French guns came. British soldiers came. The [[46th (North Midland) Division]] held.",),
    leaves=("French troops came. French guns came. British soldiers came. The 46th Division held the North Midland.",),
    source="British style: where a formation is raised, in brackets",
)
def recruiting_ground(written: Written) -> str | None:
    """A capitalised name in brackets between number and head."""
    return _CROWN if _RAISED.match(written.text) else None


@told.rule(
    "units.country.letter-before",
    reads=(
        "French troops and French soldiers came. A British general came.\n\n[[B Company]] held. The regiment left.",
    ),
    leaves=("French troops came. French guns came. British soldiers came.\n\nCompany B held. The regiment left.",),
    source="armies that speak English call companies by letters",
)
def letter_before(written: Written) -> str | None:
    """A letter before a company, troop or battery."""
    part = written.part
    lettered = part.echelon in _LETTERED and (part.designator or "").isalpha() and not part.trailing
    return f"US/{_COMMONWEALTH}" if lettered else None


@told.rule(
    "units.country.transliterated",
    reads=(
        "French troops came. French guns came. Ukrainian soldiers came. The [[92 OTBr]] held.",
        "French troops came. French guns came. Russian soldiers came. The [[64 MRB]] held.",
        "German troops came. German guns came. French soldiers came. The [[9th RAMa]] held.",
    ),
    leaves=("French troops came. French guns came. Ukrainian soldiers came. The 92nd Brigade held.",),
    source="abbreviations of the Ukrainian and Russian armies in Latin letters, of the American and French ones",
)
def transliterated(written: Written) -> str | None:
    """A head of initials that one army uses."""
    return _TRANSLITERATED.get(_last(written.text))


def only_army(text: str) -> str | None:
    """The army whose words the designation or its head is of: OShBr, RPIMa, Guards Rifle, Panzerbataillon."""
    last = _last(text)
    if last in _UKRAINIAN or last in _FRENCH_ONLY:
        return "UA" if last in _UKRAINIAN else "FR"
    if _SOVIET.search(text):
        return "SUHH"
    return next(filter(None, map(german_heads().get, text.lower().split())), None)


def _last(text: str) -> str:
    return text.rpartition(" ")[2].lower()


@told.rule(
    "units.country.grouping",
    reads=(
        "Russian soldiers came. Russian guns came. French troops came. French guns came. French tanks came.\n\n"
        "The [[Bryansk Grouping of Forces]] held.",
    ),
    leaves=("Russian soldiers came. Russian guns came. French troops came.\n\nThe Bryansk Division held.",),
    source="Russian style",
)
def grouping(written: Written) -> str | None:
    """Groupings of forces."""
    return "RU/SUHH" if written.part.echelon == "grouping" else None


@told.rule(
    "units.country.french-head",
    reads=("American troops came. The [[21st Régiment d'Infanterie]] held.",),
    leaves=(
        "American troops came. American soldiers, American guns and American tanks came. The American 1st Division left. The French held.\n\nThe 21st Infantry Regiment held.",
    ),
    source="French words for regiments and battalions, French ordinals",
)
def french_head(written: Written) -> str | None:
    """A regiment or battalion in French, or a number of France."""
    return "FR/BE" if _FRENCH.search(written.text) else None


@told.rule(
    "units.country.air-number",
    reads=("French troops came. French guns came. British soldiers came. [[No. 5 Squadron]] held.",),
    leaves=("French troops came. French guns came. British soldiers came. The 5th Squadron held.",),
    source="air forces of the Commonwealth number with plain figures",
)
def air_number(written: Written) -> str | None:
    """A plain number before an air unit."""
    return _COMMONWEALTH if written.part.kind in ("number", "numbered") else None


@told.rule(
    "units.country.air-ordinal",
    reads=("French troops came. French guns came. American soldiers came. The [[5th Attack Squadron]] held.",),
    leaves=("French troops came. French guns came. American soldiers came. No. 5 Squadron held.",),
    source="the American air force numbers with ordinals",
)
def air_ordinal(written: Written) -> str | None:
    """An ordinal before a flying unit."""
    part = written.part
    flying = part.echelon in ("squadron", "group", "wing") and part.branch in _FLYING
    return "US" if flying and part.kind == "ordinal" else None


@told.rule(
    "units.country.number-behind",
    reads=("French troops came. French guns came. German soldiers came. [[Infantry Regiment 155]] held.",),
    leaves=("French troops came. French guns came. German soldiers came. The 155th Infantry Regiment held.",),
    source="armies of central Europe number behind the head",
)
def number_behind(written: Written) -> str | None:
    """A plain number behind a regiment."""
    part = written.part
    behind = part.trailing and part.echelon in _NUMBERED_AFTER and (part.designator or "").isdecimal()
    return _CENTRAL if behind else None


@told.rule(
    "units.country.plain-number",
    reads=("French troops came. French guns came. British soldiers came. [[7 Brigade]] held.",),
    leaves=("French troops came. French guns came. British soldiers came. The 7th Brigade held.",),
    source="armies of the Commonwealth number with plain figures",
)
def plain_number(written: Written) -> str | None:
    """A plain number before a head of the army."""
    part = written.part
    return _COMMONWEALTH if part.kind == "number" and not part.trailing and part.echelon in LAND else None


_NAMED: Final = first_of(
    second_line,
    french_head,
    american_regiment,
    american_letter,
    crown,
    recruiting_ground,
    grouping,
    transliterated,
)
"""What tells an army before the way of numbering does."""
_IN_AIR: Final = first_of(air_number, air_ordinal)
_ON_LAND: Final = first_of(number_behind, plain_number, letter_before)
"""The way of numbering."""
