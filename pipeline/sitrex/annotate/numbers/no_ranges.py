"""Two joined numbers that are no range: alternatives too far apart, a change from one to the other."""

from __future__ import annotations

from decimal import Decimal
from typing import Final, NamedTuple

from sitrex.annotate.numbers.rules import vetoes
from sitrex.annotate.numbers.tokens import BREAK, Tokens
from sitrex.annotate.text.words import words

_SPANS: Final = words("spans", table="numbers/words.tsv")
_CHANGES: Final = words("changes", table="numbers/words.tsv")
_FAR_APART: Final = 10
"""What a change comes to is so many times the change at least: ``rose by 12,000 to 1.04 million``."""
_CLAUSES: Final = frozenset((";", ".", ":", BREAK))


class Ends(NamedTuple):
    """A range from ``low`` to ``high``, over the tokens ``[start, end)``."""

    t: Tokens
    start: int
    end: int
    low: Decimal
    high: Decimal
    both: bool
    """Each end has a currency or unit of measure of its own."""
    money: bool


@vetoes.veto(
    "numbers.range.no-alternative",
    reads=("They sent [[2 or 300]] men.",),
    leaves=("They sent [[2 or 3]] men.",),
    source="or between unlike amounts is no range",
)
def no_alternative(ends: Ends) -> bool:
    """Too far apart to be a guess."""
    return ends.high > ends.low * 3


@vetoes.veto(
    "numbers.range.change",
    reads=(
        "The toll rose from [[30 to 50]] there.",
        "They cut it by [[$3 million to $25 million]] there.",
        "It fell by [[10 euros to 90 euros]].",
        "The number rose by [[12,000 to 1.04 million]].",
        "It fell [[81 cents to $57.46]].",
        "It rose [[$2.10 to $48.30]].",
    ),
    leaves=("from [[30 to 50]] men", "It costs from [[$3 to $5]] there.", "It rose by [[5 to 10]] men."),
    source="a change from one amount to another is two numbers",
)
def change(ends: Ends) -> bool:
    """From one number to another: two numbers, no range."""
    t, start = ends.t, ends.start
    before = t.low[start - 1]
    if ends.both and ends.money and before in _CHANGES and before not in ("up", "down"):
        return True
    if before not in ("from", "by"):
        return False
    near = t.low[max(start - 9, 0) : start]
    near = near[max((n + 1 for n, word in enumerate(near) if word in _CLAUSES), default=0) :]
    if ends.both and not _SPANS & set(near):
        return True
    changes = {
        word for word, after in zip(near, [*near[1:], ""], strict=True) if after != "to" or word not in ("up", "down")
    }
    reached = before == "from" or ends.high >= ends.low * _FAR_APART
    return reached and bool(_CHANGES & changes)
