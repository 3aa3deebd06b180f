"""Which word of harm a figure belongs to, or none: the outcome of those it counts.
Trained on the train part of the genres and on composed sentences, the numbers as the pipeline finds them; a composed sentence
counts once: twice, the many of them drew the weights away from real reports."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sitrex.annotate.statements import harmed, outcomes
from sitrex.annotate.statements.reader import Reader
from sitrex.record.model import handle
from weigh import Case
from weighed.statement_texts import Labelled, each


def cases(texts: Path) -> Iterator[Case]:
    """One case a figure with a word of harm beside it."""
    return each(texts, of_passage)


def of_passage(passage: Labelled) -> Iterator[Case]:
    """The cases of one passage."""
    reader = Reader(passage.context.text, passage.context.sentences, passage.found)
    for place, (start, end) in enumerate(passage.context.sentences):
        sentence, before = reader.sentence(place), None
        harm, heading = reader.harms(place), reader.heading(place)
        figures = harmed.figures(sentence, reader.numbers.within(start, end), reader.named)
        for number, figure in enumerate(figures):
            label = passage.labels["numbers"].get(handle(figure.number.start), {})
            wanted = label.get("outcome")
            made = (
                outcomes.candidates(sentence, figures, number, harm, before, heading and heading.harm)
                if harmed.may_have(sentence, figure)
                else []
            )
            if made and label:
                right = [n for n, one in enumerate(made, 1) if one.outcome == wanted] if wanted else [0]
                yield Case(passage.key, ({}, *(one.features for one in made)), frozenset(right))
            if wanted:
                before = (number, wanted)
