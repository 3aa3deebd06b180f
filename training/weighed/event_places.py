"""At which place it befell those that a figure counts.
Trained on the numbers with an outcome in the train part of the genres and in composed sentences, places as the pipeline finds them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from weigh import Case
from weighed.events import of_passages


def cases(texts: Path) -> Iterator[Case]:
    """One case a figure with an outcome."""
    yield from of_passages(texts, "at")
