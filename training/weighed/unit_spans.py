"""Which units the tagger sees alone are right, on passages that the models did not learn from."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sitrex import api
from sitrex.annotate.text.view import View
from sitrex.annotate.units.tagged import tagged
from weigh import Case, yes_or_no
from weighed.entities import MODELS, records


def cases(texts: Path) -> Iterator[Case]:
    """For each unit that only the tagger sees whether the labels have exactly it."""
    for model in MODELS:
        pipeline = api.load(model)
        for record in records(texts, model):
            wanted = {(m["start"], m["end"]) for m in record["units"]}
            view = View.of(record["text"])
            for offset, doc in pipeline.docs(view.text, []):
                found = pipeline.units.grammar(doc)
                for one in tagged(doc, found):
                    span = view.span(offset + one.start, offset + one.end)
                    yield yes_or_no(record["document"]["id"], one.features, span in wanted)
