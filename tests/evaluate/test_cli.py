from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator
from tests.evaluate.records import date, entity, number, record, unit

from sitrex.cli import main

SCHEMA = Path(__file__).parents[2] / "schemas/scores.schema.json"


@pytest.fixture
def files(tmp_path):
    gold = [
        record(i, entities=[entity(0, 4), entity(5, 9, "LOC")], dates=[date(0, 4, "2025")], units=[unit(20, 30)])
        for i in ("a", "[bold]b")
    ]
    predicted = [
        record("a", entities=[entity(0, 4), entity(5, 9)], numbers=[number(0, 4, 1.0)], units=[unit(20, 25)]),
        record("c"),
    ]
    paths = []
    for name, rows in (("gold", gold), ("predicted", predicted)):
        paths.append(tmp_path / f"{name}.jsonl")
        paths[-1].write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return paths


def run(*arguments):
    return CliRunner().invoke(main, ["evaluate", *map(str, arguments)])


def test_table_and_errors(files):
    result = run(*files, "--errors", "--full")
    assert result.exit_code == 0, result.output
    for expected in (
        "entities",
        "1 missing (no prediction, all missed): [bold]b",
        "1 extra",
        "LOC → GPE",
        "errors",
        "label mean",
        "relaxed",
    ):
        assert expected in result.output


def test_four_lines_unless_all_is_asked_for(files):
    result = run(*files)
    assert result.exit_code == 0, result.output
    lines = result.output.splitlines()
    assert [line.split()[0] for line in lines[:4]] == ["entities", "dates", "numbers", "units"]
    assert lines[0] == "entities F1 0.333  1 of 4 right in span and label, 1 other"
    assert lines[4].startswith("2 gold documents")
    assert "label mean" not in result.output


def test_json_has_the_shape_of_its_schema(files, tmp_path):
    validator = Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))
    target = tmp_path / "scores.json"
    assert run(*files, "--json", target).exit_code == 0
    written = json.loads(target.read_text(encoding="utf-8"))
    validator.validate(written)
    assert json.loads(run(*files, "--json", "-").stdout) == written
    assert list(validator.iter_errors(written | {"more": 1}))
    del written["lists"]["entities"]["micro"]["strict"]["gold"]["missed"]
    assert list(validator.iter_errors(written))


def test_every_field_of_the_schema_is_described():
    def undescribed(schema, path):
        for key, inner in schema.get("properties", {}).items():
            if "description" not in inner:
                yield f"{path}.{key}"
            yield from undescribed(inner, f"{path}.{key}")
        for key in ("items", "additionalProperties"):
            if isinstance(schema.get(key), dict):
                yield from undescribed(schema[key], f"{path}.{key}")

    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    parts = {"": schema} | schema["$defs"]
    assert [missing for name, part in parts.items() for missing in undescribed(part, name)] == []


@pytest.mark.parametrize(
    ("floors", "status"),
    [
        ({"entities.strict.f1": 0.1}, 0),
        ({"entities.strict.f1": 0.9}, 1),
        ({"units.sidc.accuracy": 0.0}, 0),
        ({"misspelt": 0.1}, 2),
        ({"entities.strict.f1": 7}, 2),
        ([], 2),
    ],
)
def test_floors_decide_the_exit_status(files, tmp_path, floors, status):
    path = tmp_path / "floors.json"
    path.write_text(json.dumps(floors), encoding="utf-8")
    result = run(*files, "--floors", path)
    assert result.exit_code == status, result.output


def test_csv(files, tmp_path):
    target = tmp_path / "errors.csv"
    assert run(*files, "--errors-csv", target).exit_code == 0
    assert len(target.read_text(encoding="utf-8").splitlines()) > 5


def test_wrong_input_is_named(files, tmp_path):
    other = tmp_path / "x.jsonl"
    other.write_text('{"id": 1}\n', encoding="utf-8")
    result = run(files[0], other)
    assert result.exit_code == 2
    assert "x.jsonl: not a record" in result.stderr


def test_texts_of_records_without_text(files, tmp_path):
    """The sentence of an error comes from the article, if it is the one that the record was made from."""
    for file in files:
        rows = [json.loads(line) | {"text": None} for line in file.read_text(encoding="utf-8").splitlines()]
        file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    articles = tmp_path / "articles.jsonl"
    articles.write_text(json.dumps({"id": "a", "text": "x" * 60}) + "\n", encoding="utf-8")
    with_texts = run(*files, "--errors", "--texts", articles)
    assert with_texts.exit_code == 0, with_texts.output
    assert "x" * 20 in with_texts.output
    assert "x" * 20 not in run(*files, "--errors").output
    articles.write_text(json.dumps({"id": "a", "text": "y" * 60}) + "\n", encoding="utf-8")
    refused = run(*files, "--texts", articles)
    assert refused.exit_code == 2
    assert "is not the one that the record was made from" in refused.stderr
