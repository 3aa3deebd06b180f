"""No row of the tables of names, prefixes and phrases is silently dead: each is read in a text, and none hides another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping

import pytest
import spacy

from sitrex.annotate.base import Annotator, Context, M
from sitrex.annotate.dates import DatesAnnotator
from sitrex.annotate.dates.known_days import known_day
from sitrex.annotate.entities.equipment import table as equipment
from sitrex.annotate.entities.lexicon import cells, split
from sitrex.annotate.numbers import NumbersAnnotator
from sitrex.annotate.statements.sentence import cut
from sitrex.annotate.statements.words import Harm, cue_phrases, cues, harms
from sitrex.annotate.units import UnitsAnnotator
from sitrex.annotate.units.document.nations_named import voices
from sitrex.flow import Pipeline
from sitrex.ingest.article import Article
from sitrex.record.model import Date, Entity, MilitaryUnit, Number
from sitrex.vocab import _package as rows

Row = Mapping[str, str]
NLP = spacy.blank("en")

KEYED = {
    "abbreviations": "word",
    "dates/happenings": "noun",
    "dates/holidays": "name",
    "dates/islamic_months": "name",
    "dates/known_days": "name",
    "dates/references": "before phrase",
    "dates/umm_al_qura": "year",
    "dates/words": "word kind",
    "dates/zones": "name",
    "entities/admin1_short": "short",
    "entities/common_words": "word",
    "entities/countries": "code",
    "entities/successors": "country",
    "numbers/counting_words": "word kind",
    "numbers/currencies": "code",
    "numbers/measures": "ucum",
    "numbers/nouns": "word kind",
    "numbers/number_words": "word",
    "text/compounds": "part",
    "units/commanders": "surname",
    "units/german_stems": "stem",
    "units/known_units": "designator echelon branch",
    "units/movements": "form",
    "units/prefixes": "prefix",
    "units/short_nations": "form",
    "units/short_regiments": "letters",
    "units/voices": "words",
}
"""Tables of which the later of two rows with one key hides the first."""


@pytest.mark.parametrize(("name", "key"), KEYED.items())
def test_no_row_hides_another(name: str, key: str) -> None:
    keys = Counter(tuple(row[column] for column in key.split(" ")) for row in rows(f"{name}.tsv"))
    assert [found for found, times in keys.items() if times > 1 and found != ("-",)] == []


def read_by(annotator: Annotator[M]) -> Callable[[str], list[M]]:
    return lambda text: annotator.resolve(annotator.match(NLP(text)), Context(text=text))


@pytest.fixture(scope="module")
def units() -> Callable[[str], list[MilitaryUnit]]:
    return read_by(UnitsAnnotator(NLP.vocab))


@pytest.fixture(scope="module")
def dates() -> Callable[[str], list[Date]]:
    return read_by(DatesAnnotator(NLP.vocab))


@pytest.fixture(scope="module")
def numbers() -> Callable[[str], list[Number]]:
    return read_by(NumbersAnnotator(NLP.vocab))


@pytest.fixture(scope="module")
def entities() -> Callable[[str], list[Entity]]:
    pipeline = Pipeline(spacy.blank("en"), "blank")
    return lambda text: list(pipeline(Article(id="row", text=text)).entities)


PREFIXED = (
    "The 3rd Infantry Brigade and _ 12 sailed.",
    "The 3rd Infantry Brigade and _-12 sailed.",
    "The 3rd Infantry Brigade and _12 sailed.",
    "The 3rd Infantry Brigade and _-A sailed.",
    "The men of _, 3rd Infantry Brigade left.",
    "The 3rd Infantry Brigade and _ 1/6 sailed.",
)


def test_prefixes_of_units_are_read(units: Callable[[str], list[MilitaryUnit]]) -> None:
    def read(prefix: str) -> bool:
        return any(prefix in unit.text for text in PREFIXED for unit in units(text.replace("_", prefix)))

    assert [row["prefix"] for row in rows("units/prefixes.tsv") if not read(row["prefix"])] == []


SHORT = (
    "The 3rd Infantry Brigade and 1 _ attacked there.",
    "The 3rd Infantry Brigade and 2/5 _ attacked there.",
    "The 3rd Infantry Brigade and 1st _ attacked there.",
    "The 3rd Infantry Brigade and the 17/21 _ attacked there.",
    "1st _ and the 3rd Infantry Brigade attacked there.",
)


def test_letters_of_regiments_are_read(units: Callable[[str], list[MilitaryUnit]]) -> None:
    def read(name: str) -> bool:
        found = (unit for form in (name, name.upper()) for text in SHORT for unit in units(text.replace("_", form)))
        return any(name.rstrip(".").lower() in unit.text.lower() for unit in found)

    assert [row["name"] for row in rows("units/short_regiments.tsv") if not read(row["name"])] == []


def test_german_stems_are_read(units: Callable[[str], list[MilitaryUnit]]) -> None:
    def read(row: Row) -> bool:
        head = row["stem"].capitalize() + "regiment"
        return any(head in u.text and u.branch == (row["branch"] or None) for u in units(f"The 5th {head} attacked."))

    assert [row for row in rows("units/german_stems.tsv") if not read(row)] == []


def test_voices_are_heard() -> None:
    table = rows("units/voices.tsv")
    assert [r for r in table if (r["country"], r["kind"]) not in voices(f"They saw {r['words']} there.")] == []


def test_zones_are_read(dates: Callable[[str], list[Date]]) -> None:
    def read(row: Row) -> bool:
        texts = (f"They left at 4 p.m. {row['name'].title()} {time} there." for time in ("time", "Time"))
        return any(date.zone == row["zone"] for text in texts for date in dates(text))

    assert [row for row in rows("dates/zones.tsv") if not read(row)] == []


def test_references_are_read(dates: Callable[[str], list[Date]]) -> None:
    def read(row: Row) -> bool:
        before = "" if row["before"] == "-" else row["before"]
        phrase = f"{before} {row['phrase'].replace(' - ', '-')}".strip()
        texts = (f"They fight {phrase}.", f"They fight for {phrase}.", f"{phrase.capitalize()} they fight.")
        return any(date.value == row["value"] for text in texts for date in dates(text))

    assert [row for row in rows("dates/references.tsv") if not read(row)] == []


def test_months_of_islam_are_read(dates: Callable[[str], list[Date]]) -> None:
    def read(name: str) -> bool:
        forms = (name, name.title(), name.title().replace(" Al ", " al-"))
        return any(date.text.startswith("5 ") for form in forms for date in dates(f"They left on 5 {form} 1446."))

    assert [row["name"] for row in rows("dates/islamic_months.tsv") if not read(row["name"])] == []


def test_known_days_are_known_by_each_cue() -> None:
    table = [(row["name"], cue, row["date"]) for row in rows("dates/known_days.tsv") for cue in row["cue"].split("|")]
    assert [(name, cue) for name, cue, day in table if str(known_day(name, f"of {cue} there")) != day] == []


COUNTED = ("They lost _ men.", "They lost two _ men.", "It was the _ attack.", "They lost one _ of it.", "They lost _.")
COUNTED += ("They lost a _ of men.", "They lost two _s of it.", "They lost _ of them.", "They left in _ and threes.")
COUNTED += (
    "They lost a _ men.",
    "They lost a _ of it.",
    "They rose _.",
    "They left in twos and _.",
    "They had 5 _ men.",
)


@pytest.mark.parametrize("name", ["number_words", "counting_words"])
def test_words_of_numbers_are_read(numbers: Callable[[str], list[Number]], name: str) -> None:
    def read(word: str) -> bool:
        return any(word in found.text.lower() for text in COUNTED for found in numbers(text.replace("_", word)))

    assert [row["word"] for row in rows(f"numbers/{name}.tsv") if not read(row["word"])] == []


def test_coins_are_read(numbers: Callable[[str], list[Number]]) -> None:
    coins = [word for row in rows("numbers/coins.tsv") for word in cells(row["words"])]
    texts = ("It cost 41 _ there.", "It cost 41_ there.", "It cost 3 dollars 41 _ there.")
    assert [c for c in coins if not any(n.label == "MONEY" for t in texts for n in numbers(t.replace("_", c)))] == []


def test_designators_of_one_word_tell_their_kind() -> None:
    def told(prefix: str, joint: str, row: Row) -> bool:
        numbers = range(int(row["least"]), int(row["most"]) + 1)
        return any(equipment.kind_of(f"{prefix}{joint}{number}") == row["kind"] for number in numbers)

    joined = [(prefix, joint, row) for row in rows("entities/designators.tsv") for prefix in cells(row["prefixes"])
              for how, joint in (("hyphen", "-"), ("none", "")) if how in row["joint"].split("+")]  # fmt: skip
    assert [(prefix, joint, row["kind"]) for prefix, joint, row in joined if not told(prefix, joint, row)] == []


def test_designators_apart_from_their_number_are_read(entities: Callable[[str], list[Entity]]) -> None:
    def read(prefix: str, row: Row) -> bool:
        numbers = {row["least"], row["most"], str((int(row["least"]) + int(row["most"])) // 2), "7"}
        found = (entity for number in numbers for entity in entities(f"The infantry saw two {prefix} {number} there."))
        return any(entity.label == "EQUIPMENT" and entity.text.startswith(prefix) for entity in found)

    # StG 44, a rifle, is a wing too where no noun stands behind
    table = [row for row in rows("entities/designators.tsv") if "space" in row["joint"]]
    apart = [(prefix, row) for row in table for prefix in cells(row["prefixes"]) if prefix != "StG"]
    assert [(prefix, row["kind"]) for prefix, row in apart if not read(prefix, row)] == []


def test_nouns_behind_designations_are_found() -> None:
    table = [row for row in rows("entities/equipment_heads.tsv") if row["kind"] not in ("modifier", "maker")]
    words = [(noun, row) for row in table for noun in cells(row["words"])]
    found = equipment.heads()
    assert [
        noun for noun, row in words if found.longest(split(noun), 0) != (len(split(noun)), (row["kind"], row["after"]))
    ] == []


SHIPS = {
    "prefix": ("The crew of _ Vaucelin sank.",),
    "type": ("The _ Vaucelin sank.", "The _ Vaucelin (DD-123) fired."),
    "hull": ("The Vaucelin (_-12) sailed.", "The Vaucelin (_ 123) sailed."),
}


@pytest.mark.parametrize("role", SHIPS)
def test_words_of_ships_are_read(entities: Callable[[str], list[Entity]], role: str) -> None:
    def read(word: str) -> bool:
        found = (entity for text in SHIPS[role] for entity in entities(text.replace("_", word)))
        return any(entity.kind == "ship" and "Vaucelin" in entity.text for entity in found)

    words = [word for row in rows("entities/ships.tsv") if row["role"] == role for word in cells(row["words"])]
    assert [word for word in words if not read(word)] == []


def test_cues_and_words_of_harm_are_found_as_they_are_cut() -> None:
    def found(table: object, phrase: str, meant: object) -> bool:
        hit = table.longest(cut(phrase), 0)  # type: ignore[attr-defined]
        return hit is not None and hit[0] == len(cut(phrase)) and meant in hit[1]

    harmed = [
        (p, Harm(r["outcome"], r["form"])) for r in rows("statements/outcomes.tsv") for p in r["words"].split(";")
    ]
    assert [phrase for phrase, meant in cue_phrases() if not found(cues(), phrase, meant)] == []
    assert [phrase for phrase, meant in harmed if not found(harms(), phrase, meant)] == []
