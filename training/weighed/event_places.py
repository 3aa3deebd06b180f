"""At which place it befell those that a figure counts.
Trained on the numbers with an outcome in the train part of the genres and in composed sentences, places as the pipeline finds them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from sitrex.annotate.weigh import Weights
from weigh import Case, Told
from weighed import events


def cases(texts: Path) -> Iterator[Case]:
    """One case a figure with an outcome."""
    yield from events.of_passages(texts, "at")


def told(texts: Path, weighed: Callable[[str], Weights]) -> Told:
    """What some weights tell."""
    return events.told(texts, "at", weighed)
