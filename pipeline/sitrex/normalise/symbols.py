"""Symbol identification codes: branch and echelon as the 20 digits of MIL-STD-2525D / APP-6D.

Digits 1-2 version (10), 3 context (0 reality), 4 standard identity (1 unknown),
5-6 symbol set (10 land unit), 7 status (0 present), 8 headquarters/task force,
9-10 echelon amplifier, 11-16 entity, 17-18 and 19-20 the modifiers of sectors 1 and 2 (mountain, airborne, light, rockets).
Sources: MIL-STD-2525D table A-I and table B-I, APP-6(D).
"""

from __future__ import annotations

from functools import cache
from typing import Final

from sitrex.vocab import read_table

_PREFIX: Final = "1001100"
_TASK_FORCE: Final = "4"
_HEADQUARTERS: Final = "2"
_NAVAL: Final = "170100"


@cache
def _codes(kind: str) -> dict[str, str]:
    rows = read_table("units/symbols.tsv", ("kind", "value", "code"))
    return {row["value"]: row["code"] for row in rows if row["kind"] == kind}


def sidc(branch: str | None, echelon: str | None, service: str | None = None) -> str:
    """The symbol code of a military unit, standard identity unknown.

    Where no branch is named, a navy's unit is *naval*, any other *unspecified*.

    >>> sidc("mechanized_infantry", "brigade")
    '10011000181211020000'
    >>> sidc(None, "task_force", "navy")
    '10011004001701000000'
    >>> sidc("mountain_infantry", "brigade")[10:]
    '1211000027'
    """
    entity = _codes("branch")[branch] if branch else (_NAVAL if service == "navy" else "000000")
    amplifier = _codes("echelon")[echelon] if echelon else "00"
    status = "0"
    if echelon in ("task_force", "task_group"):
        status = _TASK_FORCE
    elif branch == "headquarters":
        status = _HEADQUARTERS
    modifiers = _codes("modifiers").get(branch or "", "0000")
    return f"{_PREFIX}{status}{amplifier}{entity}{modifiers}"
