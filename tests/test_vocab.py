"""A user's own tables beside those of the package."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from sitrex import vocab
from sitrex.errors import SitrexError
from sitrex.vocab.cells import check_cells

NAMED = (
    "phrase\techelon\tbranch\tservice\tcountry\tname\tkind\nZzyzx Brigade\tbrigade\tcavalry\tarmy\tKZ\tZzyzx\tsure\n"
)


def own(folder: Path, name: str, text: str) -> Path:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("units/armies.tsv", "word\nx\n", "is not one of the tables"),
        ("entities/common_words.tsv", "words\nx\n", "its columns are words. Expected word"),
        (
            "units/branches.tsv",
            "phrase\tbranch\trank\tservice\tend\tcountry\nTank\tarmor\t3\t\te\t\n",
            "'Tank'. Expected lower",
        ),
        (
            "units/branches.tsv",
            "phrase\tbranch\trank\tservice\tend\tcountry\ntank\tarmur\t3\t\te\t\n",
            "branch stands 'armur'",
        ),
        ("numbers/measures.tsv", "ucum\tfactor\tsi\twords\tsymbols\nx\tten\tm\tx\t-\n", "'ten'. Expected a number"),
        (
            "numbers/measures.tsv",
            "ucum\tfactor\tsi\twords\tsymbols\n{x}\t-2\tm\tx\t-\n",
            "'-2'. Expected a number above",
        ),
        (
            "numbers/measures.tsv",
            "ucum\tfactor\tsi\twords\tsymbols\n{x}\tnan\tm\tx\t-\n",
            "'nan'. Expected a number above",
        ),
        ("numbers/measures.tsv", "ucum\tfactor\tsi\twords\tsymbols\n{x}\t1\tzz\tfoomark\t-\n", "si stands 'zz'"),
        ("entities/equipment.tsv", "kind\tsure\tnames\ntonk\tyes\tZorblax\n", "kind stands 'tonk'"),
        ("dates/holidays.tsv", "name\trule\nfooday\t13-45\n", "'13-45'. Expected MM-DD"),
        ("dates/holidays.tsv", "name\trule\nfooday\teastern+3\n", "'eastern[+]3'. Expected MM-DD"),
        ("dates/holidays.tsv", "name\trule\nfooday\tnth 13 1 1\n", "'nth 13 1 1'. Expected MM-DD"),
        ("dates/holidays.tsv", "name\trule\nleap day\t02-29\n", "a day of every year"),
        ("units/nations.tsv", "form\tkind\tcountry\nFoonian\tadjectiv\tKZ\n", "'adjectiv'. Expected adjective, noun"),
        ("dates/zones.tsv", "name\tzone\nfoo\t3\n", "'3'. Expected .HH:MM"),
        ("numbers/words.tsv", "list\twords\nfoos\tbar\n", "list stands 'foos'"),
        ("units/short_nations.tsv", "form\tcountry\nUkr\tUKR\n", "'UKR'. Expected a country's code"),
        ("weights/strays.tsv", "feature\tweight\nlong\tmuch\n", "'much'. Expected a number"),
        ("numbers/number_words.tsv", "word\tkind\tvalue\nelf\tunit\n", "has 2 cells, there are 3 columns"),
    ],
)
def test_a_table_that_does_not_fit_is_named(tmp_path: Path, name: str, text: str, message: str) -> None:
    with pytest.raises(SitrexError, match=message):
        vocab.use_own(own(tmp_path, name, text))


@pytest.mark.parametrize("name", [name for name in vocab.table_names() if not name.startswith("weights/")])
def test_the_package_s_own_rows_fit(name: str) -> None:
    rows = vocab._package(name)
    assert rows
    check_cells(name, name, rows, vocab._package)


def test_a_measure_of_a_new_kind_is_its_own_unit() -> None:
    row = {"ucum": "{foo}", "factor": "1", "si": "{foo}", "words": "foomark", "symbols": "-"}
    check_cells("numbers/measures.tsv", "measures.tsv", [row], vocab._package)


def test_an_empty_folder_is_no_vocabulary(tmp_path: Path) -> None:
    with pytest.raises(SitrexError, match="no folder with tables"):
        vocab.use_own(tmp_path)


def test_tables_that_were_read_cannot_be_added_to(tmp_path: Path) -> None:
    vocab.read_table("entities/common_words.tsv", ("word",))
    with pytest.raises(SitrexError, match="were read in this process already"):
        vocab.use_own(own(tmp_path, "entities/common_words.tsv", "word\nzugzwang\n"))


def test_a_run_reads_an_army_of_ones_own_and_says_so(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The 3rd Wagonburg Brigade met the Zzyzx Brigade at dawn near the river.")
    tables = own(tmp_path / "mine", "units/named_units.tsv", NAMED)
    records = []
    for more in ([], ["--vocab", str(tables)]):
        out = tmp_path / f"out{len(more)}"
        done = subprocess.run(
            [sys.executable, "-P", "-m", "sitrex.cli", "run", str(tmp_path / "a.txt"), "-o", str(out), *more],
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr
        records.append(json.loads((out / "records.jsonl").read_text()))
    plain, mine = ({unit["text"]: unit["branch"] for unit in record["units"]} for record in records)
    assert plain.get("Zzyzx Brigade") != "cavalry"
    assert mine["Zzyzx Brigade"] == "cavalry"
    assert records[0]["provenance"]["config_sha256"] != records[1]["provenance"]["config_sha256"]


def test_a_table_of_ones_own_can_be_tried_on_a_sentence(tmp_path: Path) -> None:
    tables = own(tmp_path, "units/named_units.tsv", NAMED)
    done = subprocess.run(
        [
            sys.executable,
            "-P",
            "-m",
            "sitrex.cli",
            "rules",
            "--vocab",
            str(tables),
            "--why",
            "They met the Zzyzx Brigade.",
        ],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert "UNIT 'Zzyzx Brigade'" in done.stdout
