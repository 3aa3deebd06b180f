from __future__ import annotations

import copy
import dataclasses
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

import sitrex
from sitrex.errors import SitrexError
from sitrex.record.model import MENTION_TYPES, Record
from sitrex.validate import schema as schemas
from sitrex.validate.files import validate_file
from sitrex.validate.invariants import check
from sitrex.write.jsonl import dump_line, dump_record

Row = dict[str, Any]


@pytest.mark.parametrize("name", schemas.NAMES)
def test_every_schema_is_valid_2020_12(name: str) -> None:
    Draft202012Validator.check_schema(schemas.read_schema(name))


@pytest.mark.parametrize("name", ["article", "record", "gold", "manifest"])
def test_every_field_is_described(name: str) -> None:
    def undescribed(node: Any, path: str) -> list[str]:
        if not isinstance(node, dict):
            return []
        missing = []
        for key, field in node.get("properties", {}).items():
            if "description" not in field and "$ref" not in field:
                missing.append(f"{path}/{key}")
            missing += undescribed(field, f"{path}/{key}")
        for key, part in node.get("$defs", {}).items():
            missing += undescribed(part, f"{path}/{key}")
        return missing + undescribed(node.get("items"), path)

    assert undescribed(schemas.read_schema(name), "") == []


@pytest.mark.parametrize(
    ("name", "label"), [("entities", "entity"), ("dates", "date"), ("numbers", "number"), ("units", "unit")]
)
def test_schema_and_dataclass_name_the_same_fields_in_the_same_order(name: str, label: str) -> None:
    fields = schemas.read_schema("record")["$defs"][label]["properties"]
    assert list(fields) == list(MENTION_TYPES[name].__dataclass_fields__)


def test_an_unknown_schema_is_an_error_with_the_names() -> None:
    with pytest.raises(SitrexError, match="article, record, gold"):
        schemas.read_schema("recrod")


BREAKS: dict[str, tuple[Callable[[Row], Any], str]] = {
    "unknown field": (lambda r: r.update(extra=1), "the top level"),
    "missing list": (lambda r: r.pop("dates"), "the top level"),
    "empty string": (lambda r: r["entities"][0].update(title=""), "entities/0"),
    "wrong label": (lambda r: r["entities"][0].update(label="CITY"), "entities/0/label"),
    "shifted offset": (lambda r: r["entities"][0].update(start=1), "entities/e1"),
    "foreign id": (lambda r: r["entities"][0].update(id="e7"), "entities/e7"),
    "dangling cluster": (lambda r: r["entities"][0].update(cluster="e999"), "entities/e1"),
    "digest": (lambda r: r["document"].update(sha256="0" * 64), "document/sha256"),
    "length": (lambda r: r["document"].update(characters=3), "document/characters"),
    "sentence": (lambda r: r["entities"][0].update(sentence=10_000), "entities/e1"),
    "sentences": (lambda r: r["sentences"].insert(1, [0, 2]), "sentences/1"),
    "order": (lambda r: r["entities"].reverse(), "entities/"),
    "nan": (lambda r: r["numbers"][0].update(value=float("nan")), "numbers/0/value"),
    "infinity": (lambda r: r["numbers"][0].update(value=float("inf")), "numbers/0/value"),
    "range": (lambda r: r["dates"][0].update(range="d999"), "dates/d1"),
}


@pytest.mark.parametrize("name", BREAKS)
def test_a_broken_record_is_refused_and_the_place_named(name: str, article_record: Record) -> None:
    row = json.loads(json.dumps(article_record.to_json()))
    check(row)
    breaks, place = BREAKS[name]
    breaks(row)
    with pytest.raises(SitrexError) as caught:
        check(row)
    assert place in str(caught.value)


def test_both_validators_give_the_same_verdicts(article_record: Record) -> None:
    jsonschema_rs = pytest.importorskip("jsonschema_rs")
    schema = schemas.read_schema("record")
    pure, compiled = schemas._pure(schema), schemas._compiled(jsonschema_rs.validator_for(schema))
    good = json.loads(json.dumps(article_record.to_json()))
    assert pure(good) is None
    assert compiled(good) is None
    for breaks, _ in BREAKS.values():
        row = copy.deepcopy(good)
        breaks(row)
        first, second = pure(row), compiled(row)
        assert (first is None) == (second is None)
        assert first is None or second is None or first[0] == second[0]


def test_files_are_told_by_their_fields(tmp_path: Path, article_record: Record) -> None:
    good, article = tmp_path / "good.jsonl", tmp_path / "article.jsonl"
    good.write_text(json.dumps(article_record.to_json()) + "\n", encoding="utf-8")
    article.write_text('{"text": "A text.", "own": 1}\n{"text": 3}\n', encoding="utf-8")
    assert validate_file(good).problems == []
    verdict = validate_file(article)
    assert (verdict.rows, len(verdict.problems)) == (2, 1)
    assert "text" in verdict.problems[0]


def test_a_record_written_in_parts_is_its_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sitrex.validate.invariants.PART", 2)
    monkeypatch.setattr("sitrex.write.jsonl._TEXT_PART", 7)
    text = "Kyiv “held”.\n" * 5 + "On 3 May 2024 it cost five shillings a yard, then 6 and 7 tanks came."
    record = sitrex.extract(text)
    file = io.BytesIO()
    dump_record(record, file)
    assert file.getvalue().decode("utf-8") == dump_line(record.to_json())
    assert any(number.currency == "X-SHILLING" for number in record.numbers)
    broken = dataclasses.replace(
        record, entities=[*record.entities[:4], dataclasses.replace(record.entities[4], end=1)]
    )
    with pytest.raises(SitrexError, match="entities/e5"):
        dump_record(broken, io.BytesIO())
