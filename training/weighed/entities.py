"""Weights of the evidence for names: which candidates are right on passages that the models did not learn from, on corpus/gold and on
composed datelines and sentences.

exactly, alike, outside, in unit: log odds by the model's scores that the span is exactly this name, that its words are in
names of this label, in no name, in a unit. A finder's name, or a finder's name and a label: who proposes it. same, inside,
around, across: how it stands to the model's best reading of the words. elsewhere: as alike, of the same words in other places;
tail: the word ends a longer name that the model reads, of this label or of another. second: a label that the model thinks less
likely; joined: two of its names side by side. gazetteer: a place that is known, found behind a word that may stand before one.
form that tells, form that is certain: one that leaves few doubts proposes it, or none; against a: or something else there.
The rest says how the words are written, what the vocabularies and the gazetteer know of them and what stands beside them, each for
a label.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import gold
import read_labels
from passages import ROOT
from sitrex import api
from sitrex.annotate.entities.doc_tape import DocTape
from sitrex.annotate.text.view import View
from weigh import Case, yes_or_no

PARTS: Final = ("genre_check", "development")
"""Read, but not learned from by the models: of what a model learned it is surer than of anything else."""
MODELS: Final = (None, "accurate")


def marked() -> Iterator[gold.Row]:
    """The composed openings of reports, and sentences about ships, weapons, roads, mountains and people called as these."""
    for name in ("datelines", "named-things", "named-people"):
        lines = (ROOT / "tests" / "cases" / f"{name}.txt").read_text(encoding="utf-8").splitlines()
        for number, line in enumerate(lines):
            if not line.startswith("#"):
                text, marks = gold.unmarked(line)
                names = [{"start": start, "end": end, "label": label} for start, end, (label,) in marks]
                yield {"document": {"id": f"{name} {number}"}, "text": text, "entities": names, "units": []}


def composed() -> Iterator[gold.Row]:
    """The sentences of ``tests/cases`` that say the label of each of their names."""
    for line in (ROOT / "tests" / "cases" / "entities.jsonl").read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        if all("label" in name for name in case["expect"]):
            at, names = 0, []
            for name in case["expect"]:
                start = case["text"].index(name["text"], at)
                at = start + len(name["text"])
                names.append({"start": start, "end": at, "label": name["label"]})
            yield {"document": {"id": case["id"]}, "text": case["text"], "entities": names, "units": []}


def records(texts: Path, model: str | None) -> Iterator[gold.Row]:
    """The read passages that a model did not learn from, and the articles of ``corpus/gold``, of which none learned."""
    for part in PARTS:
        yield from gold.load_passages(texts, part)
    if model is None:
        later = read_labels.later(texts)
        yield from (row for row in gold.load_passages(texts, "genre_train") if row["document"]["id"] in later)
    for file in sorted((ROOT / "corpus" / "gold").glob("*.json")):
        yield json.loads(file.read_text(encoding="utf-8"))


def cases(texts: Path) -> Iterator[Case]:
    """For each candidate outside units whether the labels have exactly it."""
    for model in MODELS:
        pipeline = api.load(model)
        for record in (*records(texts, model), *marked(), *composed()):
            wanted = {(m["start"], m["end"], m["label"]) for m in record["entities"]}
            free = [(m["start"], m["end"]) for m in record["entities"] if m.get("optional")]
            units = [(m["start"], m["end"]) for m in record["units"]]
            view = View.of(record["text"])
            for offset, doc in pipeline.docs(view.text, []):
                tape = DocTape.of(doc)
                for found in pipeline.entities.candidates(tape, doc):
                    p = found.proposal
                    start, end = view.span(offset + tape.offsets[p.start], offset + tape.end(p.end))
                    if any(start < b and a < end for a, b in units) or any(start < b and a < end for a, b in free):
                        continue
                    yield yes_or_no(record["document"]["id"], found.features, (start, end, p.label) in wanted)
