"""Symbol codes against the tables of APP-6D / MIL-STD-2525D."""

import pytest

from sitrex.normalise.symbols import sidc
from sitrex.vocab import read_table

ROWS = read_table("units/symbols.tsv", ("kind", "value", "code"))
BRANCHES = [row["value"] for row in ROWS if row["kind"] == "branch"]
ECHELONS = [row["value"] for row in ROWS if row["kind"] == "echelon"]


@pytest.mark.parametrize(
    ("branch", "echelon", "service", "code"),
    [
        ("mechanized_infantry", "brigade", "army", "10011000181211020000"),
        ("armor", "division", "army", "10011000211205000000"),
        (None, "corps", "army", "10011000220000000000"),
        (None, "task_force", "navy", "10011004001701000000"),
        ("headquarters", "company", "army", "10011002150000000000"),
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
