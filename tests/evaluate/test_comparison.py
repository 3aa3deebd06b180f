from __future__ import annotations

import json

import pytest
from click.testing import CliRunner
from tests.evaluate.records import entity, record

from sitrex.evaluate import compare
from sitrex.evaluate.cli import compare as command


def runs(documents, right_in_a, right_in_b):
    """Gold of two names a document; each run has the second one where its function says so."""
    gold, a, b = ({}, {}, {})
    for i in range(documents):
        names = [entity(0, 4), entity(5, 9)]
        gold[str(i)] = record(str(i), entities=names)
        a[str(i)] = record(str(i), entities=names[: 1 + right_in_a(i)])
        b[str(i)] = record(str(i), entities=names[: 1 + right_in_b(i)])
    return gold, a, b


def test_clear_difference():
    found = compare(*runs(30, lambda i: i % 5 == 0, lambda i: i % 5 != 1))
    row = found["measures"]["entities.strict.f1"]
    assert row["difference"] == pytest.approx(row["b"] - row["a"])
    assert 0 < row["low"] < row["difference"] < row["high"]
    assert row["p"] < 0.01
    assert len(found["won"]) == 18
    assert found["won"][0] == {
        "document": "2", "list": "entities", "id": "@5", "label": "GPE", "start": 5, "end": 9, "text": "xxxx"
    }  # fmt: skip
    assert found["lost"] == []


def test_difference_by_chance():
    found = compare(*runs(30, lambda i: i % 2 == 0, lambda i: i % 2 == 1 or i == 2))
    row = found["measures"]["entities.strict.f1"]
    assert row["low"] < 0 < row["high"]
    assert row["p"] > 0.5
    assert (len(found["won"]), len(found["lost"])) == (15, 14)


def test_same_run_twice():
    gold, a, _ = runs(10, lambda i: i % 2 == 0, bool)
    found = compare(gold, a, a)
    for row in found["measures"].values():
        assert (row["difference"], row["low"], row["high"], row["p"]) == (0.0, 0.0, 0.0, 1.0)
    assert found["won"] == found["lost"] == []


def test_reproducible_by_seed_and_mirrored():
    sides = runs(30, lambda i: i % 5 == 0, lambda i: i % 3 != 1)
    assert compare(*sides, seed=3) == compare(*sides, seed=3)
    there, back = compare(*sides), compare(sides[0], sides[2], sides[1])
    for name, row in there["measures"].items():
        mirrored = back["measures"][name]
        assert row["difference"] == pytest.approx(-mirrored["difference"])
        assert (row["low"], row["p"]) == (pytest.approx(-mirrored["high"]), mirrored["p"])
    assert there["won"] == back["lost"]


def test_exact_chance_of_three_documents():
    """All three documents favour B: of the eight swaps two are as great, so p is near 1/4."""
    found = compare(*runs(3, lambda i: False, lambda i: True))
    assert found["measures"]["entities.strict.f1"]["p"] == pytest.approx(1 / 4, abs=0.04)


def test_command(tmp_path):
    paths = []
    for name, rows in zip("gab", runs(3, lambda i: False, lambda i: True), strict=True):
        paths.append(str(tmp_path / f"{name}.jsonl"))
        (tmp_path / f"{name}.jsonl").write_text("".join(json.dumps(r) + "\n" for r in rows.values()), encoding="utf-8")
    shown = CliRunner().invoke(command, paths)
    assert shown.exit_code == 0, shown.output
    assert "3 gold mentions won by B" in shown.output
    written = json.loads(CliRunner().invoke(command, [*paths, "--json", "-"]).stdout)
    assert len(written["won"]) == 3
