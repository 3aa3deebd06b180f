"""Gold out to each tool and back; what a tool's own files and a careless hand may hold."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import spacy
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import DocBin, Span
from tests.interchange.records import TEXT, gold_record

from sitrex.errors import SitrexError
from sitrex.interchange import brat, docbin, label_studio
from sitrex.interchange.cli import gold as command
from sitrex.interchange.labelled import FIELDS, LABELS

SCHEMAS = Path(__file__).parents[2] / "schemas"
TOOLS = {"brat": (brat, "folder"), "label-studio": (label_studio, "tasks.json"), "docbin": (docbin, "gold.spacy")}


@pytest.fixture(params=TOOLS)
def tool(request, tmp_path):
    module, name = TOOLS[request.param]
    return module, tmp_path / name


def test_round_trip_keeps_everything(tool):
    module, path = tool
    records = [gold_record(), gold_record("b")]
    assert module.write(records, path) == 2
    found = module.read(path)
    assert [str(problem) for problem in found.problems] == []
    assert found.records == records


def test_fields_that_nobody_labelled_stay_away(tool):
    """A field that gold lacks altogether is not scored; null would say that there is nothing to find."""
    module, path = tool
    record = gold_record()
    for mention in record["entities"]:
        for key in ("admin1", "lat", "lon"):
            del mention[key]
    module.write([record], path)
    assert module.read(path).records == [record]


def test_predictions_become_corrected_preannotation(tool):
    module, path = tool
    record = gold_record()
    del record["annotation"]
    module.write([record], path)
    (found,) = module.read(path).records
    assert found["annotation"]["method"] == "corrected_preannotation"
    assert found["units"] == record["units"]


def test_blank_export_has_no_labels(tool):
    module, path = tool
    module.write([gold_record()], path, blank=True)
    found = module.read(path)
    assert found.problems == []
    assert [found.records[0][name] for name in FIELDS] == [[], [], [], []]
    assert found.records[0]["document"] == gold_record()["document"]
    assert found.records[0]["annotation"] == {"method": "human", "passes": 1, "guidelines": "1"}


def test_record_without_text_is_refused(tool):
    module, path = tool
    with pytest.raises(SitrexError, match="carries no text"):
        module.write([gold_record() | {"text": None}], path)


def test_every_label_and_field_of_the_contract_is_known():
    schema = json.loads((SCHEMAS / "gold.schema.json").read_text(encoding="utf-8"))
    for name, kind in (("entities", "entity"), ("dates", "date"), ("numbers", "number"), ("units", "unit")):
        properties = schema["$defs"][kind]["properties"]
        spans = {"id", "start", "end", "text", "label", "sentence", "optional"}
        assert properties.keys() - spans == FIELDS[name].keys()
        labels = properties["label"].get("enum") or [properties["label"]["const"]]
        assert sorted(labels) == sorted(label for label, listed in LABELS.items() if listed == name)


# brat: lines as brat 1.3 writes them


def brat_folder(tmp_path, annotations, text="Kyiv and Lviv. Joanne, Jo and Joe met Kyiv."):
    (tmp_path / "one.txt").write_bytes(text.encode("utf-8"))
    (tmp_path / "one.ann").write_text(annotations, encoding="utf-8")
    return brat.read(tmp_path)


def test_document_made_in_brat(tmp_path):
    lines = (
        "T1\tGPE 0 4\tKyiv\nT2\tGPE 9 13\tLviv\nT3\tPERSON 15 21\tJoanne\nT4\tPERSON 23 25\tJo\n"
        "T5\tPERSON 30 33\tJoe\n*\tAlias T3 T4 T5\nT6\tGPE 38 42\tKyiv\nR1\tCluster Arg1:T6 Arg2:T1\t\n"
        'A1\tOptional T2\n#1\tAnnotatorNotes T1\t{"country": "UA"}\n'
    )
    found = brat_folder(tmp_path, lines)
    assert found.problems == []
    (record,) = found.records
    assert record["document"]["id"] == "one"
    assert [m["cluster"] for m in record["entities"]] == ["e1", "e2", "e3", "e3", "e3", "e1"]
    assert (record["entities"][0]["country"], record["entities"][1]["optional"]) == ("UA", True)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("T1\tGPE 0 4\tLviv", "is 'Kyiv' in the text, not 'Lviv'"),
        ("T1\tGPE 40 90\tKyiv", "no span of the text"),
        ("T1\tPlace 0 4\tKyiv", "label 'Place' is none of"),
        ("T1\tGPE 0 4;9 13\tKyiv Lviv", "is in pieces"),
        ("T1\tGPE 0 4\tKyiv\nN1\tReference T1 Wikipedia:585629\tKyiv", "N1: 'Reference T1 Wikipedia:585629"),
        ("T1\tGPE zero\tKyiv", "not a text-bound line"),
        ("E1\tAttack:T1 Who:T2", "not understood"),
        ("T1\tGPE 0 4\tKyiv\nA1\tConfidence T1 High", "'Confidence' is not known"),
        ("T1\tGPE 0 4\tKyiv\nR1\tLocated Arg1:T1 Arg2:T9\t", "not all are mentions"),
        ("T1\tGPE 0 4\tKyiv\n#1\tAnnotatorNotes T1\tcheck this", "not a JSON object"),
        ('T1\tGPE 0 4\tKyiv\n#1\tAnnotatorNotes T1\t{"rank": 1}', "no field 'rank'"),
        ('T1\tGPE 0 4\tKyiv\n#1\tAnnotatorNotes T1\t{"lat": "north"}', "The record is left out"),
        ("T1\tGPE 0 4\tKyiv\nT2\tORG 0 8\tKyiv and", "overlaps T1"),
    ],
)
def test_what_does_not_fit_is_said(tmp_path, line, said):
    problems = [str(problem) for problem in brat_folder(tmp_path, line + "\n").problems]
    assert len(problems) == 1
    assert said in problems[0]


LINE_ENDS = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"


@pytest.mark.parametrize("end", LINE_ENDS)
def test_every_character_at_which_brat_ends_a_line_is_kept_out_of_its_lines(tmp_path, end):
    """Of a file brat takes ``str.splitlines``; a mention over such a character, and a field with one, stay whole."""
    text = f"Nova{end}Kakhovka fell"
    record = brat_folder(tmp_path, "T1\tGPE 0 4;5 13\tNova Kakhovka\n", text).records[0]
    record["entities"][0]["canonical"] = f"Nova{end}Kakhovka"
    brat.write([record], tmp_path / "x")
    (file,) = (tmp_path / "x").glob("*.ann")
    first, second = file.read_bytes().decode().splitlines()
    assert (first, second[:18]) == ("T1\tGPE 0 4;5 13\tNova Kakhovka", "#1\tAnnotatorNotes ")
    assert brat.read(tmp_path / "x").records == [record]


def test_parent_drawn_in_brat_is_described_by_its_mention(tmp_path):
    lines = "T1\tUNIT 0 3\t3rd\nT2\tUNIT 7 11\t47th\nR1\tParent Arg1:T1 Arg2:T2\t\n"
    lines += '#1\tAnnotatorNotes T2\t{"designator": "47", "echelon": "brigade"}\n'
    found = brat_folder(tmp_path, lines, "3rd of 47th")
    assert found.problems == []
    assert found.records[0]["units"][0]["parent"] == {
        "ref": "u2", "text": "47th", "designator": "47", "name": None, "branch": None, "echelon": "brigade",
        "parent": None,
    }  # fmt: skip


def test_changed_text_is_said(tmp_path):
    brat.write([gold_record()], tmp_path)
    (path,) = tmp_path.glob("*.txt")
    path.write_bytes(("New. " + TEXT).encode())
    problems = [str(problem) for problem in brat.read(tmp_path).problems]
    for said in ("is not the text that was exported", "in the text, not"):
        assert any(said in problem for problem in problems)


def test_folder_without_files_is_refused(tmp_path):
    with pytest.raises(SitrexError, match=r"no \.ann file"):
        brat.read(tmp_path)


# Label Studio: tasks as its export in the format JSON has them


def export_of_label_studio(*result, text="🚀 Kyiv and Lviv", **annotation):
    return [
        {
            "id": 7,
            "annotations": [
                {"id": 1, "completed_by": 1, "result": [], "was_cancelled": True},
                {"id": 2, "completed_by": 1, "result": list(result), "was_cancelled": False, "lead_time": 4.2}
                | annotation,
            ],
            "file_upload": "tasks.json",
            "drafts": [],
            "predictions": [],
            "data": {"text": text},
            "meta": {},
            "project": 3,
        }
    ]


def region(key, start, end, text, label="GPE"):
    value = {"start": start, "end": end, "text": text, "labels": [label]}
    return {"value": value, "id": key, "from_name": "label", "to_name": "text", "type": "labels", "origin": "manual"}


def read_tasks(tmp_path, tasks):
    path = tmp_path / "export.json"
    path.write_text(json.dumps(tasks), encoding="utf-8")
    return label_studio.read(path)


def test_document_made_in_label_studio(tmp_path):
    link = {"from_id": "b", "to_id": "a", "type": "relation", "direction": "right", "labels": ["cluster"]}
    found = read_tasks(tmp_path, export_of_label_studio(region("a", 2, 6, "Kyiv"), region("b", 11, 15, "Lviv"), link))
    assert found.problems == []
    assert [m["cluster"] for m in found.records[0]["entities"]] == ["e1", "e1"]
    assert found.records[0]["document"]["id"] == "task-7"


def test_predictions_without_ids_are_read(tmp_path):
    rows = [region(None, 2, 6, "Kyiv"), region(None, 11, 15, "Lviv")]
    for row in rows:
        del row["id"]
    found = read_tasks(tmp_path, [{"data": {"text": "🚀 Kyiv and Lviv"}, "predictions": [{"result": rows}]}])
    assert found.problems == []
    assert [m["text"] for m in found.records[0]["entities"]] == ["Kyiv", "Lviv"]


def test_offsets_in_utf16_units_are_understood(tmp_path):
    found = read_tasks(tmp_path, export_of_label_studio(region("a", 3, 7, "Kyiv"), region("b", 12, 16, "Lviv")))
    assert found.problems == []
    assert [(m["start"], m["text"]) for m in found.records[0]["entities"]] == [(2, "Kyiv"), (11, "Lviv")]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (region("a", 5, 9, "Kyiv"), "in the text, not 'Kyiv'"),
        (region("a", 2, 6, "Kyiv", "City"), "label 'City'"),
        (region("a", 2.0, 6, "Kyiv"), "2.0-6 is no span"),
        (region("a", None, None, None), "None-None is no span"),
        ("Kyiv", "'Kyiv' is not a region or relation"),
        ({"id": "a", "type": "rectanglelabels", "from_name": "box", "value": {}}, "'rectanglelabels' named 'box'"),
        ({"id": "a", "type": "textarea", "from_name": "fields", "value": {"text": ["{}"]}}, "no label"),
        ({"id": "a", "type": "textarea", "from_name": "fields", "value": {"text": ["x"]}}, "not a JSON object"),
        ({"from_id": "a", "to_id": "b", "type": "relation", "labels": ["cluster"]}, "leads to no mention"),
    ],
)
def test_what_does_not_fit_in_label_studio_is_said(tmp_path, row, said):
    problems = [str(problem) for problem in read_tasks(tmp_path, export_of_label_studio(row)).problems]
    assert len(problems) == 1
    assert said in problems[0]


@pytest.mark.parametrize("content", ["{", "{}", '[{"text": "x"}]'])
def test_other_json_is_refused(tmp_path, content):
    (tmp_path / "x.json").write_text(content, encoding="utf-8")
    with pytest.raises(SitrexError, match=r"x\.json"):
        label_studio.read(tmp_path / "x.json")


def test_interface_names_what_the_tasks_use(tmp_path):
    from xml.etree import ElementTree

    interface = ElementTree.fromstring(label_studio.configuration())
    names = {each.get("name"): each.tag for each in interface.iter() if each.get("name")}
    label_studio.write([gold_record()], tmp_path / "x.json")
    ((task,),) = ([json.loads((tmp_path / "x.json").read_text(encoding="utf-8"))[0]],)
    tags = {"labels": "Labels", "textarea": "TextArea", "choices": "Choices"}
    used = {(row["from_name"], tags[row["type"]]) for row in task["annotations"][0]["result"] if "from_name" in row}
    assert used <= names.items()
    assert {each.get("value") for each in interface.iter("Label")} == LABELS.keys()


# DocBin: read and edited by spaCy itself


def test_spacy_reads_spans_and_entities(tmp_path):
    docbin.write([gold_record()], tmp_path / "x.spacy")
    nlp = spacy.blank("en")
    (doc,) = DocBin().from_disk(tmp_path / "x.spacy").get_docs(nlp.vocab)
    assert doc.text == TEXT
    assert [span.text for span in doc.spans["units"]] == ["3rd Battalion", "47th\nMechanized Brigade", "47th"]
    assert [(e.text, e.label_) for e in doc.ents][:2] == [("Ivan Petrenko", "PERSON"), ("Pokrovsk", "GPE")]
    assert [span.text for span in doc.spans["dates"]][-1] == "26Nov"


def test_spans_edited_in_spacy_come_back(tmp_path):
    docbin.write([gold_record()], tmp_path / "x.spacy")
    nlp = spacy.blank("en")
    (doc,) = DocBin().from_disk(tmp_path / "x.spacy").get_docs(nlp.vocab)
    spans = list(doc.spans["entities"])
    doc.spans["entities"] = [*spans[1:], Span(doc, len(doc) - 2, len(doc) - 1, label="LOC")]
    DocBin(docs=[doc], store_user_data=True).to_disk(tmp_path / "y.spacy")
    found = docbin.read(tmp_path / "y.spacy")
    assert found.problems == []
    entities = found.records[0]["entities"]
    assert [(m["text"], m["label"]) for m in entities][-1] == ("Kyiv", "LOC")
    # the cluster's first mention is gone: the next one heads it
    assert (entities[1]["text"], entities[1]["cluster"]) == ("Petrenko", "e2")


def test_entities_of_another_tool_are_read(tmp_path):
    nlp = spacy.blank("en")
    doc = nlp("Kyiv fell in May.")
    doc.set_ents([Span(doc, 0, 1, label="GPE"), Span(doc, 3, 4, label="DATE")])
    DocBin(docs=[doc]).to_disk(tmp_path / "x.spacy")
    found = docbin.read(tmp_path / "x.spacy")
    (problem,) = found.problems
    assert "dates/0/value" in str(problem)
    assert "The record is left out" in str(problem)


def test_not_a_docbin_is_refused(tmp_path):
    (tmp_path / "x.spacy").write_bytes(b"no")
    with pytest.raises(SitrexError, match="not a DocBin"):
        docbin.read(tmp_path / "x.spacy")


NLP = spacy.blank("en")


@settings(deadline=None)
@given(st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1, max_size=40), st.data())
def test_any_text_keeps_its_offsets_in_spacy(text, data):
    places = [i for i in range(len(text) + 1) if not text[max(0, i - 1) : i + 1].count(" ")]
    cuts = sorted(data.draw(st.sets(st.sampled_from(places), max_size=6))) if places else []
    doc = docbin._tokens(NLP, text, set(cuts))
    assert doc.text == text
    for start, end in zip(cuts[::2], cuts[1::2], strict=False):
        assert doc.char_span(start, end).text == text[start:end]


# the commands


def test_commands(tmp_path):
    (tmp_path / "gold.jsonl").write_text(json.dumps(gold_record()) + "\n", encoding="utf-8")
    for name, (_, target) in TOOLS.items():
        paths = str(tmp_path / "gold.jsonl"), str(tmp_path / target), str(tmp_path / "back.jsonl")
        there = CliRunner().invoke(command, ["export", paths[0], "--to", name, "-o", paths[1]])
        assert there.exit_code == 0, there.output
        back = CliRunner().invoke(command, ["import", paths[1], "--from", name, "-o", paths[2]])
        assert back.exit_code == 0, back.output
        assert json.loads((tmp_path / "back.jsonl").read_text(encoding="utf-8")) == gold_record()


def test_import_with_problems_exits_with_1(tmp_path):
    brat_folder(tmp_path, "T1\tPlace 0 4\tKyiv\n")
    result = CliRunner().invoke(command, ["import", str(tmp_path), "--from", "brat", "-o", str(tmp_path / "x.jsonl")])
    assert result.exit_code == 1
    assert "Place" in result.stderr
