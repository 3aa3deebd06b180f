"""No text may cost out of proportion to its length: steps are counted, so that no clock decides.

``tests/run/growth.py`` measures hundreds of patterns by the clock.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any, Final

import pytest
import spacy
from tests.run.growth import PUBLISHED, Pattern, strata
from tests.run.growth_shapes import LISTS

from sitrex.flow import Pipeline
from sitrex.ingest.article import Article

PACKAGE: Final = str(Path(sys.modules[Pipeline.__module__].__file__ or "").parent)
SIZE: Final = 6_000
MOST: Final = 2.3
"""Times the steps for twice the text."""


@pytest.fixture(scope="module")
def bare() -> Pipeline:
    """The annotators alone: a model's cost is for the clock."""
    return Pipeline(spacy.blank("en"), "blank")


def steps(pipeline: Pipeline, text: str) -> int:
    """Lines of sitrex that run over a text."""
    count = 0

    def on_line(frame: FrameType, event: str, value: Any) -> Callable[..., Any]:
        nonlocal count
        count += event == "line"
        return on_line

    def on_call(frame: FrameType, event: str, value: Any) -> Callable[..., Any] | None:
        return on_line if frame.f_code.co_filename.startswith(PACKAGE) else None

    before = sys.gettrace()
    article = Article(id="growth", text=text, published=PUBLISHED)
    sys.settrace(on_call)
    try:
        pipeline(article)
    finally:
        sys.settrace(before)
    return count


def town(n: int) -> str:
    """Another town for every number, as far as the vocabulary goes."""
    return TOWNS[n % len(TOWNS)]


TOWNS: Final = random.Random(1).sample(names := strata()["places.names label=GPE"], len(names))


PATTERNS: Final = {
    "names with one first word": LISTS["HMS X, "],
    "a name that others go on": LISTS["Ministry of X and Ministry of "],
    "equipment in a row": LISTS["M1 Abrams Sharps rifle "],
    "weapons that are animals": LISTS["Tiger, "],
    "a file's name without end": LISTS["img_2023(1)-a"],
    "towns": lambda n: f"{town(n)} fell. ",
    "a town beside many": lambda n: f"Russia, {town(n)}. ",
    "clock times in a row": LISTS["12:30 and "],
    "owners in a row": LISTS["three men's "],
    "groups of digits": LISTS["300 "],
    "brackets that none opens": LISTS[") X Brigade "],
    "short names of regiments": LISTS["The X Regiment held. The Xs left. "],
    "names in brackets": LISTS["1st Brigade (Бригада n), "],
    "figures, words of harm and cues": lambda n: f"{n} men were killed, said {n} who may deny it in {town(n)} and ",
    "sentences that somebody says": lambda n: f'"{n} died," he said. They killed {n}, if at all, in {town(n)}. ',
    "figures in one quotation": lambda n: f'"{n} men lost {n} guns, ',
}
TAILS: Final = {"groups of digits": " mm"}


@pytest.mark.parametrize("name", PATTERNS)
def test_steps_grow_as_the_text_does(bare: Pipeline, name: str) -> None:
    pattern = Pattern(name, PATTERNS[name], TAILS.get(name, ""))
    once, twice = (steps(bare, pattern.text(size)) for size in (SIZE, 2 * SIZE))
    assert twice <= MOST * once
