"""A number that was read, with what stands around it: what every reason against it is asked about."""

from __future__ import annotations

from typing import NamedTuple

from sitrex.annotate.numbers.bare_number import Core
from sitrex.annotate.numbers.counted import Noun
from sitrex.annotate.numbers.lexicon import Lexicon
from sitrex.annotate.numbers.tokens import Tokens


class Reading(NamedTuple):
    """The bare number ``core`` of a phrase that ends at token ``end``."""

    t: Tokens
    core: Core
    end: int
    words: Lexicon
    bound: bool = False
    """A modifier stands before it."""
    counted: bool = False
    """A noun follows that is counted; of a calendar a plural one."""
    noun: Noun | None = None
    modifier: str | None = None
    """How the phrase is bounded."""
    first: int = 0
    """First token of the phrase."""
    measured: bool = False
    """A unit of measure is its own or shared with the next figure."""

    @property
    def start(self) -> int:
        """First token of the bare number."""
        return self.core.start

    @property
    def before(self) -> str:
        """The word before the bare number, in lower case."""
        return self.t.low[self.core.start - 1]

    @property
    def after(self) -> str:
        """The word after the phrase, in lower case."""
        return self.t.low[self.end]

    @property
    def raw(self) -> str:
        """The first word or figure as it is written."""
        return self.t.raw[self.core.start]

    @property
    def figure(self) -> bool:
        """Whether it is written in digits."""
        return self.core.kind == "figure"
