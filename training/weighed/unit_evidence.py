"""Which units that may be something else are right: of passages that the models did not learn from, of the case rows of units,
and, by a pipeline that has no tagger, of all labelled passages.

heard: log odds by the tagger's scores that the words are in a unit; unheard: there is no tagger. sure units, words of war: how
many mentions of the text need no evidence, how many words of war it has; density: how often it has words of war, of peace.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

import spacy

import gold
from passages import ROOT
from sitrex import api
from sitrex.annotate.text.view import View
from sitrex.annotate.units.document import evidence
from sitrex.annotate.units.fields import Candidate
from sitrex.flow import Pipeline
from weigh import Case, yes_or_no
from weighed import unit_texts
from weighed.entities import MODELS, records

PARTS: Final = ("train", "units", "genre_train")
COMPOSED: Final = 3
"""How often a case row counts where nobody is heard: the read passages have hardly a text about sport or trade."""


def cases(texts: Path) -> Iterator[Case]:
    """For each mention whose evidence is weighed whether the labels have exactly it; part of a longer one teaches nothing."""
    untold = [record for part in PARTS for record in gold.load_passages(texts, part)]
    for model in MODELS:
        yield from _cases(api.load(model), [*records(texts, model), *_rows()])
    blank = Pipeline(spacy.blank("en"), "blank")
    yield from _cases(blank, [*records(texts, "accurate"), *untold])
    yield from [*_cases(blank, _rows())] * COMPOSED


def _cases(pipeline: Pipeline, labelled: Iterable[gold.Row]) -> Iterator[Case]:
    for record in labelled:
        asked: list[tuple[int, int, dict[str, float]]] = []

        def remember(unit: Candidate, shown: evidence.Evidence, asked: list[Any] = asked) -> bool:
            if evidence.doubtful(unit):
                asked.append((unit.start, unit.end, shown.about(unit)))
            return False

        document, view = record["document"], View.of(record["text"])
        day = document["published"] and datetime.date.fromisoformat(document["published"])
        mentions, context = unit_texts.found(pipeline, view.text, day)
        evidence.justified(mentions, context.text, refused=remember)
        units = {(m["start"], m["end"]): bool(m.get("optional")) for m in record["units"]}
        for begin, stop, features in asked:
            start, end = view.span(begin, stop)
            right = (start, end) in units
            if not units.get((start, end)) and (right or not any(a < end and start < b for a, b in units)):
                yield yes_or_no(document["id"], features, right)


def _rows() -> Iterator[gold.Row]:
    """The case rows of units, composed sentences."""
    for line in (ROOT / "tests" / "cases" / "units.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        at, units = 0, []
        for unit in row["expect"]:
            start = row["text"].index(unit["text"], at)
            at = start + len(unit["text"])
            units.append({"start": start, "end": at})
        yield {"document": {"id": row["id"], "published": None}, "text": row["text"], "units": units}
