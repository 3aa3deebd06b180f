from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from sitrex import api, flow
from sitrex.cli import main
from sitrex.errors import SitrexError
from sitrex.interchange.labelled import LABELS
from sitrex.train.composed import composed
from sitrex.train.ner import train

TOWNS = ("Arvel", "Brenik", "Corvin", "Dravos", "Elmar", "Fenwold", "Gortz", "Halven", "Istra", "Jarmen")


def records() -> list[dict[str, object]]:
    made = []
    for number, town in enumerate(TOWNS):
        row = api.extract(f"The Zorbian Host took {town} at noon.", id=f"{number:02d}").to_json()
        start = row["text"].index("Zorbian Host")
        blank = {"label": "EVENT", "start": start, "end": start + 12, "text": "Zorbian Host"}
        place = {"label": "GPE", "start": row["text"].index(town), "end": row["text"].index(town) + len(town)}
        made.append({**row, "entities": [blank, place], "units": []})
    return made


def test_a_model_learns_and_can_be_used(tmp_path: Path) -> None:
    done = train(records(), tmp_path / "model", epochs=20)
    assert done.held_out == 2
    assert done.after > max(done.before, 0.7), (done.before, done.after)
    assert done.known_before > 0.85
    assert done.known_after < done.known_before  # ten sentences of one kind make it forget
    doc = flow.load(str(tmp_path / "model")).nlp("The Zorbian Host took Kelmar at noon.")
    assert ("Zorbian Host", "EVENT") in [(e.text, e.label_) for e in doc.ents]


def test_the_composed_gold_has_its_words_at_its_spans() -> None:
    documents = composed()
    assert len(documents) == 40
    for document in documents:
        assert "[" not in document["text"]
        for mention in (*document["entities"], *document["units"]):
            assert document["text"][mention["start"] : mention["end"]] == mention["text"]
            assert mention["label"] in LABELS
    assert {m["label"] for d in documents for m in (*d["entities"], *d["units"])} >= {"PERSON", "FAC", "UNIT", "LOC"}


def test_the_command_tells_what_was_forgotten(tmp_path: Path) -> None:
    gold = tmp_path / "gold.jsonl"
    gold.write_text("".join(json.dumps(row) + "\n" for row in records()), encoding="utf-8")
    done = CliRunner().invoke(main, ["train", str(gold), "-o", str(tmp_path / "model"), "--epochs", "20"])
    assert done.exit_code == 0, done.output
    assert "2 held-out documents: from " in done.output
    assert "composed sentences that ship with sitrex: from " in done.output
    assert "The model forgot some of what it knew" in done.output


def test_the_shared_pipeline_is_not_changed_by_training(tmp_path: Path) -> None:
    before = api.extract("The 47th Brigade held Kyiv.").to_json()
    train(records(), tmp_path / "model", epochs=1)
    assert api.extract("The 47th Brigade held Kyiv.").to_json() == before


def test_too_few_documents_are_refused(tmp_path: Path) -> None:
    with pytest.raises(SitrexError, match="at least two"):
        train(records()[:1], tmp_path / "model")


def test_the_accurate_model_is_not_trained_on(tmp_path: Path) -> None:
    with pytest.raises(SitrexError, match="does not train"):
        train(records(), tmp_path / "model", base="accurate")
