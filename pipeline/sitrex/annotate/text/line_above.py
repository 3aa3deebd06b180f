"""What stands above a line of a column, which tells whether the line begins something of its own."""

from __future__ import annotations

from typing import Final

HEADING: Final = 60
"""Letters of a line that may stand above a column without a full stop."""
_FAR: Final = 400
"""Letters before a line in which the one above is looked for."""
_SENTENCE_ENDS: Final = tuple('.!?:;)"”')


def line_above(text: str, at: int) -> str:
    """The last line before a position that is not blank."""
    before = text[max(0, at - _FAR) : at].rstrip()
    return before[before.rfind("\n") + 1 :].strip()


def stands_free(text: str, at: int) -> bool:
    r"""Whether the line above does not run on into the line that begins at a position.

    >>> stands_free("16 April 1945\n1030 Anchored.", 14)
    True
    """
    above = line_above(text, at)
    return len(above) < HEADING or above.endswith(_SENTENCE_ENDS)
