"""Symbol identification codes: branch, echelon and side as the digits of MIL-STD-2525D / APP-6D, or of 2525E / APP-6E.

Digits 1-2 version (10 or 13), 3 context (0 reality), 4 standard identity (1 unknown unless the user gives sides),
5-6 symbol set (10 land unit), 7 status (0 present), 8 headquarters/task force,
9-10 echelon amplifier, 11-16 entity, 17-18 and 19-20 the modifiers of sectors 1 and 2. Edition E has ten digits more, of
which 21 and 22 come before the modifiers' own: 1 where a modifier is of the table that all symbol sets share.
Sources: MIL-STD-2525D table A-I and table B-I, APP-6(D); MIL-STD-2525E.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Final

from sitrex.errors import SitrexError
from sitrex.vocab import read_table

EDITIONS: Final = {"2525D": "10", "2525E": "13"}
"""Editions of the standard -> their version digits."""
IDENTITIES: Final = {
    "pending": "0",
    "unknown": "1",
    "assumed_friend": "2",
    "friend": "3",
    "neutral": "4",
    "suspect": "5",
    "hostile": "6",
}
"""Standard identities -> digit 4."""
_SET: Final = "100"
"""Land unit, present."""
_TASK_FORCE: Final = "4"
_HEADQUARTERS: Final = "2"
_NAVAL: Final = "170100"
_COUNTRY: Final = re.compile(r"[A-Z]{2}|[A-Z]{4}|X(?:-[A-Z]+)+")


@cache
def _codes(kind: str) -> dict[str, str]:
    rows = read_table("units/symbols.tsv", ("kind", "value", "code"))
    return {row["value"]: row["code"] for row in rows if row["kind"] == kind}


@dataclass(frozen=True, slots=True)
class Symbols:
    """How symbol codes are written.

    Args:
        edition: one of ``EDITIONS``.
        sides: country -> one of ``IDENTITIES``; of all others the standard identity is unknown.

    >>> Symbols("2525E", {"UA": "friend"}).code("mountain_infantry", "brigade", "army", "UA")
    '130310001812110000130100000000'
    """

    edition: str = "2525D"
    sides: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.edition not in EDITIONS:
            raise SitrexError("symbols-edition", edition=self.edition, expected=", ".join(EDITIONS))

    def code(self, branch: str | None, echelon: str | None, service: str | None, country: str | None) -> str:
        """The symbol code of a military unit.

        Where no branch is named, a navy's unit is *naval*, any other *unspecified*.
        """
        newer = self.edition == "2525E"
        entity = _codes("branch")[branch] if branch else (_NAVAL if service == "navy" else "000000")
        amplifier = _codes("echelon")[echelon] if echelon else "00"
        staff = "0"
        if echelon in ("task_force", "task_group"):
            staff = _TASK_FORCE
        elif branch == "headquarters":
            staff = _HEADQUARTERS
        identity = IDENTITIES[self.sides.get(country or "", "unknown")]
        begin = f"{EDITIONS[self.edition]}0{identity}{_SET}{staff}{amplifier}{entity}"
        if not newer:
            return begin + _codes("modifiers").get(branch or "", "0000")
        first, second = (_codes("modifiers-E").get(branch or "", "000000")[at : at + 3] for at in (0, 3))
        return f"{begin}{first[1:]}{second[1:]}{first[0]}{second[0]}00000000"

    def digest(self) -> bytes:
        """What decides a code, for the configuration's digest; empty for the default."""
        return b"" if self == Symbols() else repr((self.edition, sorted(self.sides.items()))).encode()


DEFAULT_SYMBOLS: Final = Symbols()


def sidc(branch: str | None, echelon: str | None, service: str | None = None) -> str:
    """The code in the default edition, standard identity unknown.

    >>> sidc("mechanized_infantry", "brigade")
    '10011000181211020000'
    >>> sidc(None, "task_force", "navy")
    '10011004001701000000'
    >>> sidc("mountain_infantry", "brigade")[10:]
    '1211000027'
    """
    return DEFAULT_SYMBOLS.code(branch, echelon, service, None)


def read_sides(said: str) -> dict[str, str]:
    """Sides as the user writes them: ``UA=friend,RU=hostile``, or the path of a table with the columns country and identity.

    Raises:
        SitrexError: ``sides``.

    >>> read_sides("UA=friend, RU=hostile")
    {'UA': 'friend', 'RU': 'hostile'}
    """
    if "=" in said:
        return _checked(
            (country, identity) for part in said.split(",") for country, _, identity in [part.partition("=")]
        )
    try:
        text = Path(said).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise _no_side(said) from None
    rows = csv.DictReader(text.splitlines(), delimiter="\t" if "\t" in text else ",")
    return _checked((row.get("country") or "", row.get("identity") or "") for row in rows)


def _checked(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    sides = {country.strip(): identity.strip() for country, identity in pairs}
    for country, identity in sides.items():
        if _COUNTRY.fullmatch(country) is None or identity not in IDENTITIES:
            raise _no_side(f"{country}={identity}")
    return sides


def _no_side(found: str) -> SitrexError:
    return SitrexError("sides", found=found, identities=", ".join(IDENTITIES))
