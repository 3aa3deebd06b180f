"""No row of the tables that documents are told by is silently dead: each row is put through a text or the look-up that reads it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
import spacy

from sitrex.annotate import numbers
from sitrex.annotate.base import Context
from sitrex.annotate.dates import DatesAnnotator
from sitrex.annotate.dates.evidence import is_of_award
from sitrex.annotate.entities.document import clusters
from sitrex.annotate.entities.lexicon import cells
from sitrex.annotate.entities.places import candidates, hints
from sitrex.annotate.layout import sentence_bounds
from sitrex.annotate.text.view import View
from sitrex.annotate.text.words import common_words
from sitrex.annotate.units.document import own_words
from sitrex.annotate.units.document.nation_beside import commander_before
from sitrex.annotate.units.fields import Candidate
from sitrex.flow import Pipeline
from sitrex.ingest.article import Article
from sitrex.record.model import Date, MilitaryUnit
from sitrex.vocab import _package as rows

Row = Mapping[str, str]
NLP = spacy.blank("en")


@pytest.fixture(scope="module")
def dates() -> Callable[[str], list[Date]]:
    annotator = DatesAnnotator(NLP.vocab)
    return lambda text: annotator.resolve(annotator.match(NLP(text)), Context(text=text))


@pytest.fixture(scope="module")
def units() -> Callable[[str], list[MilitaryUnit]]:
    pipeline = Pipeline(spacy.blank("en"), "blank")
    return lambda text: list(pipeline(Article(id="row", text=text)).units)


BEHIND = {
    "length": ("It took 3 weeks _.", "Terms of 5 years _ were common.", "They signed for three years _, he said."),
    "date": ("They left in 1985 _.", "It ends by 2034 _.", "They left on 5 May 1944 _, he said."),
}


def test_modifiers_behind_dates_are_read(dates: Callable[[str], list[Date]]) -> None:
    def read(row: Row) -> bool:
        found = (date for text in BEHIND[row["of"]] for date in dates(text.replace("_", row["phrase"])))
        mod = None if row["mod"] == "-" else row["mod"]
        return any(date.text.endswith(row["phrase"]) and date.mod == mod for date in found)

    assert [row for row in rows("dates/modifiers_behind.tsv") if not read(row)] == []


def test_citations_are_known_by_their_phrases() -> None:
    phrases = [row["phrase"] for row in rows("dates/awards.tsv")]
    assert [phrase for phrase in phrases if not is_of_award(f"He was cited for {phrase} there.".lower())] == []
    assert [phrase for phrase in phrases if any(other != phrase and other in phrase for other in phrases)] == []


SHORT = (
    "The 3rd Infantry Brigade and 3 _ Infantry Division attacked.",
    "The 3 _ Inf Div and the 3rd Brigade attacked.",
)


def test_short_nations_tell_a_country(units: Callable[[str], list[MilitaryUnit]]) -> None:
    def told(row: Row) -> bool:
        return any(unit.country == row["country"] for t in SHORT for unit in units(t.replace("_", row["form"])))

    assert [row for row in rows("units/short_nations.tsv") if not told(row)] == []


def unit(row: Row) -> Candidate:
    """A unit with the number, the echelon and the branch of a row."""
    said = {"designator": row["designator"], "echelon": row["echelon"], "branch": row["branch"]}
    plain = dict.fromkeys(Candidate.__dataclass_fields__)
    return Candidate(**{**plain, "start": 0, "end": 1, "text": "x", "label": "UNIT", **said})  # type: ignore[arg-type]


def test_armies_are_known_by_a_number() -> None:
    def told(row: Row) -> set[str | None]:
        country, numbered = row["country"].removesuffix("!"), unit(row)
        found = {own_words._known_units()[row["designator"], row["echelon"]][row["branch"]]}
        if country not in own_words._AT_WAR:
            found.add(own_words.known_army(numbered))
        if country != row["country"]:
            found.add(own_words.sole_unit(numbered))
        return found

    assert [row for row in rows("units/known_units.tsv") if told(row) != {row["country"].removesuffix("!")}] == []


def test_commanders_own_a_unit() -> None:
    table = rows("units/commanders.tsv")
    assert [r for r in table if commander_before(unit({"designator": "5", "echelon": "division", "branch": ""}), [r["surname"], "'s"]) != r["country"]] == []  # fmt: skip


def test_first_parts_of_compounds_keep_their_hyphen() -> None:
    def kept(part: str) -> bool:
        return View.of(f"They saw the {part}-\nzorbled men there.").text.count(f"{part}-zorbled") == 1

    assert [row["part"] for row in rows("text/compounds.tsv") if not kept(row["part"])] == []


def test_abbreviations_end_no_sentence() -> None:
    def ends(word: str) -> bool:
        return len(sentence_bounds(f"They met at noon with {word} Smith and left.")) > 1

    assert ends("zorbled.")
    assert [row["word"] for row in rows("abbreviations.tsv") if ends(f"{row['word']}.")] == []


def test_places_and_peoples_of_the_small_tables_are_known() -> None:
    regions = rows("entities/admin1_short.tsv")
    found = [[(place.country, place.precision) for place in candidates.namesakes(row["short"])] for row in regions]
    assert found == [[(row["country"], "region")] for row in regions]
    spellings = [(s, row["country"]) for row in rows("entities/place_spellings.tsv") for s in cells(row["spellings"])]
    assert [s for s, country in spellings if all(place.country != country for place in candidates._find(s))] == []
    sites = [(name, row["country"]) for row in rows("entities/sites.tsv") for name in cells(row["names"])]
    entries = [(name, country, candidates.entry_of(name)) for name, country in sites]
    assert [name for name, country, entry in entries if entry is None or entry.country != country] == []
    told = [(name, row["countries"]) for row in rows("entities/peoples_told.tsv") for name in cells(row["names"])]
    assert [
        n for n, countries in told if candidates.of_people(n, dict.fromkeys(countries.split(" ")[:1], 1)) is None
    ] == []
    today = [(row["country"], tuple(row["today"].split(" "))) for row in rows("entities/successors.tsv")]
    assert list(candidates.successors().items()) == today
    short = [(letters, row["name"]) for row in rows("entities/short_states.tsv") for letters in cells(row["short"])]
    assert [letters for letters, name in short if clusters._short_states()[letters] != name] == []


def test_bodies_and_words_of_a_speech_tell_their_countries() -> None:
    bodies = [(name, row["countries"]) for row in rows("entities/theatres.tsv") for name in cells(row["names"])]
    known = [(name, hints.theatre(name), countries) for name, countries in bodies]
    assert [n for n, body, told in known if body is None or body.countries != tuple(told.split(" "))] == []
    words = [(word, row["countries"]) for row in rows("entities/tongues.tsv") for word in cells(row["words"])]
    assert [w for w, countries in words if not hints.tongue(f"Zorbled {w.title()}") >= set(countries.split(" "))] == []


def test_nouns_of_numbers_are_of_a_class_that_is_read() -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in Path(numbers.__file__).parent.rglob("*.py"))
    assert {row["kind"] for row in rows("numbers/nouns.tsv")} <= set(re.findall(r'nouns\["(\w+)"\]', code))


def test_common_words_are_in_lower_case_and_one_token() -> None:
    assert [word for word in common_words() if word != word.lower() or " " in word] == []
