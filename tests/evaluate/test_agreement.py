from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from sklearn.metrics import cohen_kappa_score
from tests.evaluate.records import date, entity, record, records

from sitrex.errors import SitrexError
from sitrex.evaluate import agree, agree_files
from sitrex.evaluate.agreement import kappa
from sitrex.evaluate.cli import agree as command
from sitrex.evaluate.files import read_texts

ROOT = Path(__file__).parents[2]
PASSES = Path(__file__).parent / "passes"
TEXT = "Kyiv said the 47th Brigade left Pokrovsk."


def annotated(*names, **lists):
    return {"a": record(text=TEXT, entities=list(names), **lists)}


def test_kappa_over_tokens_is_that_of_another_library():
    one = annotated(entity(0, 4), entity(32, 40), entity(14, 26, "ORG"))
    other = annotated(entity(0, 4, "LOC"), entity(32, 40), entity(19, 26, "ORG"))
    # tokens: Kyiv said the 47th Brigade left Pokrovsk .
    left = ["GPE", "O", "O", "ORG", "ORG", "O", "GPE", "O"]
    right = ["LOC", "O", "O", "O", "ORG", "O", "GPE", "O"]
    found = agree(one, other)["lists"]["entities"]
    assert found["tokens"] == 8
    assert found["kappa"] == pytest.approx(cohen_kappa_score(left, right))


def test_tokens_in_optional_mentions_are_left_out():
    one = annotated(entity(0, 4) | {"optional": True}, entity(32, 40))
    found = agree(one, annotated(entity(32, 40)))["lists"]["entities"]
    assert (found["tokens"], found["kappa"], found["strict"]) == (7, 1.0, 1.0)


def test_fields_and_disagreements():
    one = annotated(entity(0, 4, country="UA"), entity(32, 40), dates=[date(5, 9, "2025")])
    other = annotated(entity(0, 4, country="RU"), dates=[date(5, 9, "2024")])
    found = agree(one, other)
    assert found["lists"]["dates"]["fields"]["value"] == {"pairs": 1, "same": 0, "agreement": 0.0}
    rows = [(row["kind"], row["field"], row["a_value"], row["b_value"]) for row in found["disagreements"]]
    assert rows == [("field", "country", "UA", "RU"), ("only_a", None, None, None), ("value", "value", "2025", "2024")]


@given(records(), records())
def test_agreement_is_symmetric(one, other):
    there, back = agree({"a": one}, {"a": other}), agree({"a": other}, {"a": one})
    for name, listed in there["lists"].items():
        assert listed["strict"] == back["lists"][name]["strict"]
        assert listed["kappa"] == pytest.approx(back["lists"][name]["kappa"])


def test_only_documents_and_lists_of_both_count():
    one = annotated(entity(0, 4)) | {"b": record("b")}
    other = annotated(entity(0, 4)) | {"c": record("c")}
    del other["a"]["units"]
    found = agree(one, other)
    assert found["documents"] == {"both": 1, "only_a": ["b"], "only_b": ["c"]}
    assert "units" not in found["lists"]


@pytest.mark.parametrize(
    ("one", "other", "message"),
    [
        ({"a": record("a")}, {"b": record("b")}, "share no document"),
        ({"a": record("a") | {"text": None}}, {"a": record("a") | {"text": None}}, "carries no text"),
        ({"a": record("a")}, {"a": record("a", text="y")}, "different texts"),
    ],
)
def test_refused(one, other, message):
    with pytest.raises(SitrexError, match=message):
        agree(one, other)


def test_kappa_without_anything_to_agree_on():
    assert kappa({}) is None
    assert kappa({(None, None): 9}) is None


def test_command(tmp_path):
    for name, row in (("a", annotated(entity(0, 4))), ("b", annotated(entity(0, 4, "LOC")))):
        (tmp_path / f"{name}.json").write_text(json.dumps(row["a"]), encoding="utf-8")
    paths = [str(tmp_path / "a.json"), str(tmp_path / "b.json")]
    shown = CliRunner().invoke(command, paths)
    assert shown.exit_code == 0, shown.output
    assert "1 disagreement" in shown.output
    assert "GPE / LOC" in shown.output
    written = json.loads(CliRunner().invoke(command, [*paths, "--json", "-"]).stdout)
    assert written["lists"]["entities"]["exact"] == 1.0


def test_two_passes_over_the_real_article():
    """The readings that corpus/gold/ADJUDICATION.md settles: its figures are these."""
    texts = read_texts([str(ROOT / "corpus/articles")])
    found = agree_files(PASSES / "first.jsonl", PASSES / "second.jsonl", texts)
    for listed in found["lists"].values():
        assert (listed["strict"], listed["kappa"]) == (1.0, 1.0)
    fields = {name: listed["fields"] for name, listed in found["lists"].items()}
    assert fields["dates"]["value"]["agreement"] == fields["numbers"]["value"]["agreement"] == 1.0
    assert fields["dates"]["anchor"] == {"pairs": 32, "same": 27, "agreement": pytest.approx(0.84, abs=0.005)}
    assert fields["numbers"]["counted_text"]["agreement"] == pytest.approx(0.90)
    assert len(found["disagreements"]) == 12
