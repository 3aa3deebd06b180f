"""The register of rules, and the switch that turns one off."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from importlib import import_module
from typing import Any, Final, Literal, ParamSpec, TypeVar

from sitrex.annotate.rules.trace import TRACE, Note
from sitrex.annotate.text import Span

P = ParamSpec("P")
R = TypeVar("R")

Kind = Literal["form", "veto", "cue"]


@dataclass(slots=True)
class Rule:
    """One rule as the register has it.

    In the texts ``[[…]]`` marks the words that matter: of a form the mention that it makes, of a veto the words that it
    refuses; in ``leaves`` words that the rule must not touch (of a form: no mention by this rule; of a veto: the mention
    stays). They are read as if published on :data:`PUBLISHED`. Of a cue, words whose reach weights decide, ``reads`` are some
    of the words and ``source`` are the tables.
    """

    name: str
    """``<list>.<family>.<what>``."""
    kind: Kind
    reads: tuple[str, ...]
    leaves: tuple[str, ...]
    source: str
    where: str = ""
    """Module of the function."""

    @property
    def list(self) -> str:
        """The list of the record that it belongs to."""
        return self.name.partition(".")[0]


PUBLISHED: Final = "2024-05-10"
_RULES: Final[dict[str, Rule]] = {}
_WEIGHED: Final[dict[str, Rule]] = {}
"""The cues: no function makes what they say, so whoever weighs them asks whether one is switched off."""
_OFF: Final[set[str]] = set()
"""Names of the rules that are switched off."""
LISTS: Final = ("units", "dates", "numbers", "entities")


class Family:
    """Registers the rules of one list whose functions are called alike.

    Args:
        spans: the spans of the text that a firing stands for, from the function's arguments and what it gave: one for
            each mention of a list that shares a word; none where that cannot be said.
    """

    def __init__(self, spans: Callable[[tuple[Any, ...], Any], Sequence[Span]]) -> None:
        self._spans = spans

    def rule(
        self, name: str, *, reads: Sequence[str], leaves: Sequence[str], source: str, nothing: Any = None
    ) -> Callable[[Callable[P, R]], Callable[P, R]]:
        """Register a form: a function that gives something it read, or ``nothing`` (None, False, an empty tuple)."""
        return self._register(Rule(name, "form", tuple(reads), tuple(leaves), source), nothing)

    def veto(
        self, name: str, *, reads: Sequence[str], leaves: Sequence[str], source: str
    ) -> Callable[[Callable[P, R]], Callable[P, R]]:
        """Register a reason against a mention: a function that gives True where the reason holds."""
        return self._register(Rule(name, "veto", tuple(reads), tuple(leaves), source), False)

    def _register(self, rule: Rule, nothing: Any) -> Callable[[Callable[P, R]], Callable[P, R]]:
        if _RULES.setdefault(rule.name, rule) is not rule:
            raise ValueError(f"two rules are called {rule.name}")
        spans, vetoes = self._spans, rule.kind == "veto"

        def register(function: Callable[P, R]) -> Callable[P, R]:
            rule.where = function.__module__.removeprefix("sitrex.annotate.")

            def watched(*args: P.args, **kwargs: P.kwargs) -> R:
                if rule.name in _OFF:
                    return nothing  # type: ignore[no-any-return]
                found = function(*args, **kwargs)
                if TRACE.on and found:
                    TRACE.notes += [Note(rule.name, *span, vetoes) for span in spans(args, found)]
                return found

            @wraps(function)
            def fire(*args: P.args, **kwargs: P.kwargs) -> R:
                # hundreds of thousands of calls a book: where nobody asks, no more than the function itself
                if kwargs or _OFF or TRACE.on:
                    return watched(*args, **kwargs)
                return function(*args)  # type: ignore[call-arg]

            return fire

        return register


def any_of(*rules: Callable[P, bool]) -> Callable[P, bool]:
    """Whether one of some reasons holds: a rule that is called for every mention, without a note where nobody asks."""
    plain = [getattr(rule, "__wrapped__", rule) for rule in rules]

    def holds(*args: P.args, **kwargs: P.kwargs) -> bool:
        for reason in rules if TRACE.on or _OFF else plain:  # noqa: SIM110 - a generator costs more than most reasons
            if reason(*args, **kwargs):
                return True
        return False

    return holds


def first_of(*forms: Callable[P, R | None]) -> Callable[P, R | None]:
    """What the first of some forms that reads something gives."""
    plain = [getattr(form, "__wrapped__", form) for form in forms]

    def read(*args: P.args, **kwargs: P.kwargs) -> R | None:
        for form in forms if TRACE.on or _OFF else plain:
            if (found := form(*args, **kwargs)) is not None:
                return found
        return None

    return read


def all_rules(list_name: str | None = None) -> list[Rule]:
    """The rules of one list, or of all, by name."""
    for name in LISTS if list_name is None else (list_name,):
        import_module(f"sitrex.annotate.{name}")
    return [rule for _, rule in sorted(_RULES.items()) if list_name in (None, rule.list)]


def weighed(rule: Rule) -> None:
    """Register a cue."""
    _WEIGHED[rule.name] = rule


def weighed_rules(list_name: str | None = None) -> list[Rule]:
    """The cues of one list, or of all, by name."""
    import_module("sitrex.annotate.statements")
    return [rule for _, rule in sorted(_WEIGHED.items()) if list_name in (None, rule.list)]


def is_off(name: Callable[[], str]) -> bool:
    """Whether a cue is switched off; its name is only made where any is."""
    return bool(_OFF) and name() in _OFF


@contextmanager
def switched_off(*names: str) -> Iterator[None]:
    """The rules of these names fire nowhere inside the context."""
    if unknown := set(names) - _RULES.keys() - _WEIGHED.keys():
        raise KeyError(*unknown)
    added = set(names) - _OFF
    _OFF.update(added)
    try:
        yield
    finally:
        _OFF.difference_update(added)
