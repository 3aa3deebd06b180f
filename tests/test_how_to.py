"""The page on adding rules and words: its steps, done in a copy of the package."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "how-to" / "rules.md"
BLOCK = re.compile(
    r"^```(?:text|python)\n# (?P<file>[\w./]+)(?P<where>[^\n]*)\n(?P<body>.*?)^```", re.DOTALL | re.MULTILINE
)
RULE = re.compile(r"@(?:forms\.rule|vetoes\.veto)\(\n\s+\"([\w.-]+)\"")
READ = """
import json, sys, sitrex
for row in map(json.loads, sys.stdin):
    found = [m.to_json() for m in getattr(sitrex.extract(row["text"]), row["list"])]
    print(json.dumps([{name: m[name] for name in want} for m, want in zip(found, row["expect"], strict=True)]))
"""


def put(file: Path, where: str, body: str) -> None:
    """Add a block to the file that its first line names: at the end, to a row, or before a table and at its head."""
    text = file.read_text(encoding="utf-8")
    if place := re.fullmatch(r", before (\w+), which begins with (\w+)", where):
        table = re.compile(rf"^{place[1]}\b[^=]*= \w*\(", re.MULTILINE)
        assert len(table.findall(text)) == 1, f"{file}: {place[1]}"
        text = table.sub(lambda found: f"{body}\n\n{found[0]}{place[2]}, ", text)
    elif row := re.fullmatch(r", (\w+)", where):
        assert f"\n{row[1]}\t" in text, f"{file}: {row[1]}"
        text = text.replace(f"\n{row[1]}\t", f"\n{row[1]}\t{body.strip()} ")
    else:
        assert where == "", where
        text += body
    file.write_text(text, encoding="utf-8")


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the package as the page leaves it."""
    root = tmp_path_factory.mktemp("copy")
    source = ROOT / "pipeline" / "sitrex"
    shutil.copytree(source, root / "pipeline" / "sitrex", ignore=shutil.ignore_patterns("data", "__pycache__"))
    (root / "pipeline" / "sitrex" / "data").symlink_to(source / "data")
    (root / "schemas").symlink_to(ROOT / "schemas")
    for file, where, body in BLOCK.findall(PAGE.read_text(encoding="utf-8")):
        if not file.startswith("tests/"):
            put(root / file, where, body)
    return root / "pipeline"


def test_rows_that_the_page_shows_are_read(package: Path) -> None:
    shown = [
        (Path(file).stem, body)
        for file, _, body in BLOCK.findall(PAGE.read_text(encoding="utf-8"))
        if file.startswith("tests/")
    ]
    rows = [json.loads(body) | {"list": name} for name, body in shown]
    assert {row["list"] for row in rows} == {"units", "numbers"}
    done = subprocess.run(
        [sys.executable, "-P", "-c", READ],
        input="\n".join(map(json.dumps, rows)),
        env=os.environ | {"PYTHONPATH": str(package)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert [json.loads(line) for line in done.stdout.splitlines()] == [row["expect"] for row in rows]


def test_rules_that_the_page_shows_read_their_texts(package: Path) -> None:
    rules = RULE.findall(PAGE.read_text(encoding="utf-8"))
    assert {rule.partition(".")[0] for rule in rules} == {"units", "dates", "numbers"}
    options = ["-o", f"pythonpath={package}", "-p", "no:cacheprovider", "-vv", "-k", " or ".join(rules)]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *options, "tests/annotate/test_rules.py"],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(package)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout
    assert all(f"test_a_rule_reads_its_own_texts[{rule}]" in done.stdout for rule in rules), done.stdout
