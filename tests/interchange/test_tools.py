"""The tools' side: files that brat wrote, a reader of brat's format by others, Label Studio's own check of labels."""

from __future__ import annotations

import json
import shutil
import sys
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType

import pytest
from label_studio_sdk.label_interface import LabelInterface
from label_studio_sdk.label_interface.objects import AnnotationValue
from tests.interchange.records import TEXT, gold_record

from sitrex.interchange import brat, label_studio

TUTORIAL = Path(__file__).parent / "brat"


# brat: three documents of its own tutorial, unchanged


@pytest.fixture
def tutorial(tmp_path):
    """A copy of the tutorial with brat's entity types named as sitrex names them, as its user would do."""
    for file in TUTORIAL.glob("*.*"):
        shutil.copy(file, tmp_path)
    for file in tmp_path.glob("*.ann"):
        lines = file.read_text(encoding="utf-8").replace("\tPerson ", "\tPERSON ").replace("\tOrganization ", "\tORG ")
        file.write_text(lines, encoding="utf-8")
    return tmp_path


def test_every_label_that_brat_wrote_is_read_or_named():
    """As it stands the tutorial has one label in common with sitrex; all else is said to be left out."""
    found = brat.read(TUTORIAL)
    read = [[m["text"] for m in record["entities"]] for record in found.records]
    assert read == [["Yokohama", "Buckinghamshire", "Oxfordshire", "Buckinghamshire"], [], ["Discworld", "Discworld"]]
    left_out = {(problem.document, problem.where) for problem in found.problems}
    for file in TUTORIAL.glob("*.ann"):
        for line in file.read_text(encoding="utf-8").splitlines():
            kept = line.split("\t")[1].startswith("GPE ") or line.startswith("*")
            assert kept or (file.stem, line.split("\t")[0]) in left_out


def test_mentions_and_equivalence_that_brat_wrote(tutorial):
    relations, attributes, notes = brat.read(tutorial).records
    assert [(m["start"], m["text"], m["label"]) for m in relations["entities"]] == [
        (301, "Terry Pratchett", "PERSON"),
        (352, "Yokohama", "GPE"),
        (367, "Terry Pratchett", "PERSON"),
        (387, "J. K. Rowling", "PERSON"),
        (603, "Terry Pratchett", "PERSON"),
        (628, "Buckinghamshire", "GPE"),
        (659, "Oxfordshire", "GPE"),
        (766, "Terry Pratchett", "PERSON"),
        (791, "Buckinghamshire", "GPE"),
    ]
    assert [m["cluster"] for m in relations["entities"]] == ["e1", "e2", "e3", "e3", "e5", "e6", "e7", "e8", "e9"]
    assert [m["text"] for m in attributes["entities"]] == ["Somebody", *"YouTube Google YouTube Google CNN".split(),
                                                           "YouTube", "Google"] * 2  # fmt: skip
    assert [m["text"] for m in notes["entities"]] == [
        "Discworld", "YouTube", "DoubleClick", "Google", "Orville Wright", "Wilbur Wright",
    ] * 2  # fmt: skip


def test_what_brat_wrote_beside_mentions_is_named(tutorial):
    said = [str(problem) for problem in brat.read(tutorial).problems]
    for expected in (
        "070-editing_relation_annotations: R1: 'Located' is not known to sitrex; left out",
        "100-attribute_annotation: T17: label 'Report' is none of",
        "100-attribute_annotation: E1: 'Report:T17 Reporter-Arg:T1 Event-Arg:E2' is not understood; left out",
        "100-attribute_annotation: A1: is about E1, of which not all are mentions; left out",
        "100-attribute_annotation: A4: 'Individual' is not known to sitrex; left out",
        "110-note_annotation: #1: is a note that is not a JSON object of fields; left out",
    ):
        assert any(problem.startswith(expected) for problem in said), expected


def test_brats_files_survive_the_way_through_sitrex(tutorial, tmp_path):
    records = brat.read(tutorial).records
    brat.write(records, tmp_path / "again")
    found = brat.read(tmp_path / "again")
    assert found.problems == []
    assert found.records == records


# brat-peek reads and writes brat's format; its authors are others than brat's and sitrex's


@pytest.fixture(scope="module")
def peek():
    """The package without its ``__init__``, which imports the plotting libraries of its charts."""
    package = ModuleType("peek")
    package.__path__ = find_spec("peek").submodule_search_locations
    sys.modules["peek"] = package
    yield import_module("peek.ann_structure"), import_module("peek.rwsl")
    for name in [name for name in sys.modules if name.split(".")[0] == "peek"]:
        del sys.modules[name]


def test_brat_peek_reads_the_export(peek, tmp_path):
    brat.write([gold_record()], tmp_path)
    (document,) = peek[0].AnnCorpus(str(tmp_path)).docs
    record = gold_record()
    mentions = {m["id"]: m for name in ("entities", "dates", "numbers", "units") for m in record[name]}
    spans = {entity.name: (entity.span[0][0], entity.span[-1][1]) for entity in document.anns["entities"]}
    read = {(*spans[entity.name], entity.tag, entity.text) for entity in document.anns["entities"]}
    assert read == {(m["start"], m["end"], m["label"], " ".join(m["text"].split("\n"))) for m in mentions.values()}
    for entity in document.anns["entities"]:
        assert " ".join(TEXT[start:end] for start, end in entity.span) == entity.text
    links = {
        (name, (m["start"], m["end"]), (mentions[target]["start"], mentions[target]["end"]))
        for m in mentions.values()
        for name, target in (
            ("Cluster", m.get("cluster")),
            ("Range", m.get("range")),
            ("Parent", (m.get("parent") or {}).get("ref")),
        )
        if target not in (None, m["id"])
    }
    drawn = {
        (r.tag, spans[r.arg1.removeprefix("Arg1:")], spans[r.arg2.removeprefix("Arg2:")])
        for r in document.anns["relations"]
    }
    assert drawn == links
    assert [(a.tag, spans[a.arguments[0]]) for a in document.anns["attributes"]] == [("Optional", (172, 176))]
    notes = {spans[note.ann_id]: json.loads(note.note) for note in document.anns["notes"]}
    assert notes[10, 23] == {"canonical": "Ivan Petrenko", "title": "Colonel"}


def test_what_brat_peek_wrote_is_read(peek, tmp_path):
    brat.write([gold_record()], tmp_path)
    (document,) = peek[0].AnnCorpus(str(tmp_path)).docs
    (file,) = tmp_path.glob("*.ann")
    file.unlink()
    peek[1].write_ann_file(document, str(tmp_path))
    found = brat.read(tmp_path)
    assert found.problems == []
    assert found.records == [gold_record()]


# Label Studio: its SDK parses the labelling interface and checks labels against it


@pytest.fixture(scope="module")
def interface():
    parsed = LabelInterface(label_studio.configuration())
    parsed.validate()
    return parsed


@pytest.fixture(params=["annotations", "predictions"])
def task(request, tmp_path):
    record = gold_record()
    if request.param == "predictions":
        del record["annotation"]
    label_studio.write([record], tmp_path / "tasks.json")
    (task,) = json.loads((tmp_path / "tasks.json").read_text(encoding="utf-8"))
    assert request.param in task
    return task, task[request.param][0]


def test_label_studio_accepts_the_interface_and_the_tasks(interface, task):
    data, labels = task
    assert interface.validate_task({"data": data["data"]})
    assert interface.validate_prediction(labels, return_errors=True) == []
    assert {row["from_name"] for row in labels["result"] if "from_name" in row} == set(interface._controls)
    relations = [row for row in labels["result"] if row["type"] == "relation"]
    assert {name for row in relations for name in row["labels"]} == {"cluster", "range", "parent"}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda rows: rows[0]["value"].update(labels=["CITY"]), "valid labels"),
        (lambda rows: rows[0]["value"].pop("start"), "expected fields"),
        (lambda rows: rows[0].update(from_name="labels"), "not found in configuration"),
        (lambda rows: rows[-1].update(to_id="e99"), "not found in regions"),
    ],
)
def test_label_studio_refuses_what_does_not_fit(interface, task, change, said):
    """So that the test above can fail."""
    change(task[1]["result"])
    errors = interface.validate_prediction(task[1], return_errors=True)
    assert any(said in str(error) for error in errors)


@pytest.mark.filterwarnings("ignore:The `dict` method is deprecated")
def test_what_label_studio_made_is_read(interface, tmp_path):
    spans = [{"start": 2, "end": 6, "label": ["GPE"]}, {"start": 11, "end": 15, "label": ["GPE"]}]
    first, second = interface.create_regions({"label": spans})
    second.add_relation(first, label=["cluster"])
    annotation = AnnotationValue(completed_by=1, result=[first, second]).model_dump()
    (tmp_path / "x.json").write_text(
        json.dumps([{"id": 7, "data": {"text": "🚀 Kyiv and Lviv"}, "annotations": [annotation]}]), encoding="utf-8"
    )
    found = label_studio.read(tmp_path / "x.json")
    assert found.problems == []
    entities = found.records[0]["entities"]
    assert [(m["start"], m["text"], m["label"], m["cluster"]) for m in entities] == [
        (2, "Kyiv", "GPE", "e1"), (11, "Lviv", "GPE", "e1"),
    ]  # fmt: skip
