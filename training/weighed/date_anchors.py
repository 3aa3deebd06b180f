"""Which day or year a date with parts missing is counted from: the publication, the story, a year stated next, or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from sitrex.annotate.dates.anchor_features import Setting, features
from sitrex.annotate.dates.candidates import Candidate
from sitrex.annotate.dates.resolver import Resolver
from weigh import Case
from weighed.date_texts import LATER, Labelled, labelled

_SPOKEN: Final = frozenset(
    {
        "weekday",
        "month",
        "today",
        "yesterday",
        "last unit",
        "this unit",
        "next unit",
        "far unit",
        "ago",
        "the unit itself",
    }
    | {"holiday", "season"}
)
"""What is learnt from the passages drawn last too."""


class _Taught(Resolver):
    """A resolver that is told the right reading of each expression, and keeps the choices."""

    def __init__(self, text: Labelled) -> None:
        super().__init__(text.drafts, text.context)
        self.labels = text
        self.cases: dict[int, Case] = {}

    def pick(self, k: int, found: list[Candidate], setting: Setting) -> Candidate:
        label = self.labels.label_of(self.mentions[k])
        right = {n for n, one in enumerate(found) if label and one.value[:10] == label["value"][:10]}
        # where two readings give the same value, the labelled anchor says which
        right = {n for n in right if label and label.get("anchor") == found[n].anchor} or right
        if right and (setting.kind in _SPOKEN or not self.labels.key.startswith(LATER)):
            self.cases[k] = Case(self.labels.key, [features(one, setting) for one in found], frozenset(right))
        return found[min(right)] if right else super().pick(k, found, setting)


def cases(texts: Path) -> Iterator[Case]:
    """One case an expression that has more than one reading, each with the story as the labels tell it."""
    return cases_of(labelled(texts))


def cases_of(texts: Iterable[Labelled]) -> Iterator[Case]:
    """The cases of some texts."""
    for text in texts:
        resolver = _Taught(text)
        for k in range(len(text.drafts)):
            resolver.settle(k)
        yield from resolver.cases.values()
