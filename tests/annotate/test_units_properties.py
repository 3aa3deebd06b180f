"""Properties of the unit grammar over its vocabularies, and its cost on hostile input."""

import itertools
import time

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from sitrex.annotate.base import Context
from sitrex.annotate.units import UnitsAnnotator
from sitrex.vocab import read_table

NLP = spacy.blank("en")
ANNOTATOR = UnitsAnnotator(NLP.vocab)
FIELDS = ("designator", "name", "branch", "echelon", "service")

_ECHELONS = [
    row
    for row in read_table("units/echelons.tsv", ("form", "echelon", "number", "strength", "case", "branch", "service"))
    if row["number"] == "s" and row["strength"] in ("strong", "plain") and not row["case"] and row["echelon"]
]
_BRANCHES = [
    row
    for row in read_table("units/branches.tsv", ("phrase", "branch", "rank", "service", "end", "country"))
    if row["end"] == "e" and row["branch"] and int(row["rank"]) >= 10
]
_NUMBERS = st.integers(min_value=1, max_value=999)


def resolved(text):
    return ANNOTATOR.resolve(ANNOTATOR.match(NLP(text)), Context(text=text))


def ordinal(number):
    teens = number % 100 in (11, 12, 13)
    return f"{number}" + ("th" if teens else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th"))


@settings(max_examples=300, deadline=None)
@given(number=_NUMBERS, branch=st.sampled_from(_BRANCHES), echelon=st.sampled_from(_ECHELONS))
def test_a_canonical_form_gives_the_same_fields_back(number, branch, echelon):
    name = f"{ordinal(number)} {branch['phrase'].title()} {echelon['form'].title()}"
    units = resolved(f"Beside the {name}, they waited.")
    assert [unit.text for unit in units] == [name]
    again = resolved(f"They left {units[0].canonical}.")
    assert [tuple(getattr(unit, f) for f in FIELDS) for unit in again] == [
        tuple(getattr(unit, f) for f in FIELDS) for unit in units
    ]
    assert units[0].designator == str(number)
    assert units[0].echelon == echelon["echelon"]


@given(text=st.text(alphabet="1234ndthsrA B,.’'“”()-/\nBrigadeCoIVXThe", max_size=120))
@settings(max_examples=300, deadline=None)
def test_any_text_gives_ordered_mentions_without_overlap(text):
    units = resolved(text)
    assert all(text[unit.start : unit.end] == unit.text for unit in units)
    assert all(a.end <= b.start for a, b in itertools.pairwise(units))
    starts = {f"@{unit.start}" for unit in units}
    assert all(unit.cluster in starts for unit in units)


@pytest.mark.parametrize(
    "pattern",
    [
        "1st, ",
        "47th Brigade, ",
        "Brigade ",
        "the 47th ",
        "1st Battalion, 2nd Regiment, ",
        "( ",
        "King's ",
        "A/1-2/3-4/5 IN ",
        "1st Guards Rifle ",
        "B Company (BC) ",
    ],
)
def test_time_grows_no_faster_than_the_text(pattern):
    def seconds(size):
        text = pattern * (size // len(pattern))
        doc = NLP(text)
        best = float("inf")
        for _ in range(2):
            began = time.process_time()
            ANNOTATOR.resolve(ANNOTATOR.match(doc), Context(text=text))
            best = min(best, time.process_time() - began)
        return best

    assert seconds(50_000) < 8 * max(seconds(12_500), 0.01)
