"""Symbol codes against the tables of APP-6D / MIL-STD-2525D."""

import json
import shutil
import subprocess
from importlib.resources import as_file, files

import pytest

from sitrex.normalise.symbols import sidc
from sitrex.vocab import read_table

ROWS = read_table("units/symbols.tsv", ("kind", "value", "code"))
BRANCHES = [row["value"] for row in ROWS if row["kind"] == "branch"]
ECHELONS = [row["value"] for row in ROWS if row["kind"] == "echelon"]
DRAW = """
const ms = require(process.argv[1]);
const codes = JSON.parse(require('fs').readFileSync(0, 'utf8'));
const faults = codes.filter((code) => {
  const symbol = new ms.Symbol(code, {size: 30});
  return !symbol.isValid() || !symbol.asSVG().startsWith('<svg');
});
console.log(JSON.stringify(faults));
"""


@pytest.mark.parametrize(
    ("branch", "echelon", "service", "code"),
    [
        ("mechanized_infantry", "brigade", "army", "10011000181211020000"),
        ("armor", "division", "army", "10011000211205000000"),
        (None, "corps", "army", "10011000220000000000"),
        (None, "task_force", "navy", "10011004001701000000"),
        ("headquarters", "company", "army", "10011002150000000000"),
        ("mountain_infantry", "brigade", "army", "10011000181211000027"),
        ("rocket_artillery", "battalion", "army", "10011000161303004100"),
        (None, None, None, "10011000000000000000"),
    ],
)
def test_code(branch, echelon, service, code):
    assert sidc(branch, echelon, service) == code


@pytest.mark.parametrize("echelon", [None, *ECHELONS])
@pytest.mark.parametrize("branch", [None, *BRANCHES])
def test_every_pair_is_twenty_digits_of_unknown_identity(branch, echelon):
    code = sidc(branch, echelon)
    assert len(code) == 20
    assert code.isdigit()
    assert code[:7] == "1001100"
    assert code[4:6] == "10"


def test_a_value_outside_the_closed_list_is_an_error():
    with pytest.raises(KeyError):
        sidc("wizardry", "brigade")


def test_every_code_is_one_of_the_standard():
    standard = {(row["kind"], row["code"]) for row in read_table("units/app6.tsv", ("kind", "code", "meaning"))}
    kinds = {"branch": "entity", "echelon": "amplifier", "modifiers": "modifiers"}
    assert {(kinds[row["kind"]], row["code"]) for row in ROWS} <= standard


@pytest.mark.parametrize(
    "echelon", ["team", "squad", "section", "platoon", "company", "battalion", "regiment", "brigade"]
)
def test_the_amplifier_means_the_echelon(echelon):
    meanings = {
        row["code"]: row["meaning"].split("/") for row in read_table("units/app6.tsv", ("kind", "code", "meaning"))
    }
    assert echelon in meanings[sidc(None, echelon)[8:10]]


@pytest.mark.skipif(shutil.which("node") is None, reason="node is not installed: the symbol library cannot draw")
def test_the_symbol_library_draws_every_pair():
    codes = [sidc(branch, echelon) for branch in (None, *BRANCHES) for echelon in (None, *ECHELONS)]
    library = files("sitrex.report").joinpath("assets/milsymbol.js")
    with as_file(library) as path:
        drawn = subprocess.run(
            ["node", "-e", DRAW, str(path)], input=json.dumps(codes), capture_output=True, text=True, check=True
        )
    faults = json.loads(drawn.stdout)
    assert faults == [], "codes that the library does not know"


@pytest.mark.skipif(shutil.which("node") is None, reason="node is not installed: the symbol library cannot draw")
def test_the_symbol_library_refuses_a_wrong_entity():
    with as_file(files("sitrex.report").joinpath("assets/milsymbol.js")) as path:
        drawn = subprocess.run(
            ["node", "-e", DRAW, str(path)],
            input=json.dumps(["10011000189999990000"]),
            capture_output=True,
            text=True,
            check=True,
        )
    assert json.loads(drawn.stdout) == ["10011000189999990000"]
