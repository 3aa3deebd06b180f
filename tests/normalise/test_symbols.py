"""Symbol codes against the tables of APP-6D / MIL-STD-2525D."""

import json
import shutil
import subprocess
from importlib.resources import as_file, files

import pytest

from sitrex.errors import SitrexError
from sitrex.normalise.symbols import IDENTITIES, Symbols, read_sides, sidc
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
        ("assault", "brigade", "army", "10011000181211008400"),
        ("air_assault", "brigade", "airborne", "10011000181211000059"),
        ("amphibious", "group", "navy", "10011000171701000060"),
        (None, None, None, "10011000000000000000"),
    ],
)
def test_code(branch, echelon, service, code):
    assert sidc(branch, echelon, service) == code


@pytest.mark.parametrize(
    ("branch", "country", "code"),
    [
        (None, None, "130110001800000000000000000000"),
        ("mechanized_infantry", "UA", "130310001812110200000000000000"),
        ("mountain_infantry", "RU", "130610001812110000130100000000"),
        ("rocket_artillery", "PL", "130110001813030041000000000000"),
        ("attack", "PL", "130110001812080006001000000000"),
    ],
)
def test_code_of_the_present_edition_with_sides(branch, country, code):
    symbols = Symbols("2525E", {"UA": "friend", "RU": "hostile"})
    assert symbols.code(branch, "brigade", "army", country) == code


def test_sides_in_the_edition_before():
    symbols = Symbols(sides={"UA": "assumed_friend"})
    assert symbols.code(None, "corps", "army", "UA") == "10021000220000000000"
    assert symbols.code(None, "corps", "army", None) == "10011000220000000000"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("country\tidentity\nUA\tfriend\nX-CSA\thostile\n", "sides.tsv"),
        ("country,identity\nUA,friend\nX-CSA,hostile\n", "s.csv"),
    ],
)
def test_sides_of_a_table(text, name, tmp_path):
    (tmp_path / name).write_text(text, encoding="utf-8")
    assert read_sides(str(tmp_path / name)) == {"UA": "friend", "X-CSA": "hostile"}


@pytest.mark.parametrize("said", ["UA", "UA=ally", "Ukraine=friend", "=friend", "no/such/table.tsv"])
def test_sides_that_are_none(said):
    with pytest.raises(SitrexError) as caught:
        read_sides(said)
    assert caught.value.code == "sides"


def test_an_unknown_edition():
    with pytest.raises(SitrexError) as caught:
        Symbols("2525Z")
    assert caught.value.code == "symbols-edition"


def test_edition_and_sides_decide_the_digest():
    kinds = [Symbols(), Symbols("2525E"), Symbols(sides={"UA": "friend"}), Symbols(sides={"UA": "hostile"})]
    assert len({kind.digest() for kind in kinds}) == len(kinds)
    assert (
        Symbols(sides={"UA": "friend", "RU": "hostile"}).digest()
        == Symbols(sides={"RU": "hostile", "UA": "friend"}).digest()
    )


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
    kinds = {"branch": "entity", "echelon": "amplifier"}
    assert {(kinds.get(row["kind"], row["kind"]), row["code"]) for row in ROWS} <= standard
    assert {("entity-E", row["code"]) for row in ROWS if row["kind"] == "branch"} <= standard


def test_both_editions_modify_the_same_branches_alike():
    meanings = {
        (row["kind"], row["code"]): row["meaning"] for row in read_table("units/app6.tsv", ("kind", "code", "meaning"))
    }
    said = [
        {row["value"]: meanings[kind, row["code"]] for row in ROWS if row["kind"] == kind}
        for kind in ("modifiers", "modifiers-E")
    ]
    assert said[0] == said[1]


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
    editions = (Symbols(), Symbols("2525E"), *(Symbols("2525E", {"UA": identity}) for identity in IDENTITIES))
    codes = [
        symbols.code(branch, echelon, "army", "UA")
        for symbols in editions
        for branch in (None, *BRANCHES)
        for echelon in (None, *ECHELONS)
    ]
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


@pytest.mark.skipif(shutil.which("node") is None, reason="node is not installed: the symbol library cannot draw")
@pytest.mark.parametrize("edition", ["2525D", "2525E"])
def test_the_symbol_library_draws_each_modifier(edition):
    """The drawing changes when the modifier's digits are cleared."""
    modified = [row["value"] for row in ROWS if row["kind"] == "modifiers"]
    codes = [Symbols(edition).code(branch, "brigade", "army", None) for branch in modified]
    plain = [code[:16] + "0" * (len(code) - 16) for code in codes]
    script = DRAW.replace("!symbol.isValid() || !symbol.asSVG().startsWith('<svg')", "true").replace(
        "JSON.stringify(faults)", "JSON.stringify(codes.map((code) => new ms.Symbol(code, {size: 30}).asSVG()))"
    )
    with as_file(files("sitrex.report").joinpath("assets/milsymbol.js")) as path:
        drawn = subprocess.run(
            ["node", "-e", script, str(path)],
            input=json.dumps(codes + plain),
            capture_output=True,
            text=True,
            check=True,
        )
    pictures = json.loads(drawn.stdout)
    assert all(a != b for a, b in zip(pictures[: len(codes)], pictures[len(codes) :], strict=True))
