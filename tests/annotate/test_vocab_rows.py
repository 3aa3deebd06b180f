"""No row of a vocabulary is silently dead: each is found as the annotators cut and look up words, and none hides another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from importlib.resources import files

import pytest
import spacy

from sitrex.annotate.base import Context
from sitrex.annotate.dates import DatesAnnotator
from sitrex.annotate.dates.atoms import atoms
from sitrex.annotate.dates.lexicon import cue_words, word_kinds
from sitrex.annotate.entities import lexicon as names
from sitrex.annotate.numbers import NumbersAnnotator
from sitrex.annotate.text.words import words
from sitrex.annotate.units import lexicon as units
from sitrex.annotate.units.tokens import tokenize
from sitrex.record.model import Date, Number
from sitrex.vocab import _parse, table_names
from sitrex.vocab.cells import LOWER

Row = dict[str, str]
NLP = spacy.blank("en")


def rows(name: str) -> list[Row]:
    """The package's own rows of a table."""
    columns, table = _parse((files("sitrex.vocab") / name).read_text(encoding="utf-8"), name)
    return [dict(zip(columns, row, strict=True)) for row in table]


def cell(text: str) -> list[str]:
    return [] if text == "-" else text.split(";")


@pytest.mark.parametrize("name", [name for name in table_names() if not name.startswith("weights/")])
def test_no_row_stands_twice(name: str) -> None:
    seen = [tuple(row.values()) for row in rows(name)]
    assert [row for row, times in Counter(seen).items() if times > 1] == []


LISTED = (
    "text/words.tsv",
    "dates/cues.tsv",
    "entities/words.tsv",
    "numbers/words.tsv",
    "statements/words.tsv",
    "units/words.tsv",
)
PHRASES = ("statements/cues.tsv", "statements/outcomes.tsv")


@pytest.mark.parametrize(("name", "between"), [*((name, " ") for name in LISTED), *((name, ";") for name in PHRASES)])
def test_no_word_stands_twice_in_one_list(name: str, between: str) -> None:
    table = [(tuple(row.values())[:-1], row["words"].split(between)) for row in rows(name)]
    listed = dict(table)
    assert len(listed) == len(table), "a list has two rows: the later hides the first"
    twice = {key: [word for word, times in Counter(found).items() if times > 1] for key, found in listed.items()}
    assert {key: found for key, found in twice.items() if found} == {}


@pytest.mark.parametrize(("name", "column"), [("ships", "role"), ("titles", "kind")])
def test_no_word_stands_twice_in_one_class(name: str, column: str) -> None:
    listed = Counter((row[column], word) for row in rows(f"entities/{name}.tsv") for word in cell(row["words"]))
    assert [word for word, times in listed.items() if times > 1] == []


def echelon(r: Row) -> units.Echelon:
    return units.Echelon(
        r["echelon"] or None, r["number"] == "p", r["strength"], r["case"], r["branch"] or None, r["service"] or None
    )


def branch(r: Row) -> units.Branch:
    return units.Branch(r["branch"] or None, int(r["rank"]), r["service"] or None, r["end"], r["country"] or None)


def qualifier(r: Row) -> units.Qualifier:
    return units.Qualifier(r["kind"], r["service"] or None, r["country"] or None)


def nation(r: Row) -> units.Nation:
    return units.Nation(r["kind"], r["country"] or None)


def named(r: Row) -> units.Named:
    fields = (r[name] or None for name in ("echelon", "branch", "service", "country", "name"))
    return units.Named(*fields, kind=r["kind"])


@pytest.mark.parametrize(
    ("name", "column", "table", "entry"),
    [
        ("echelons", "form", units.echelons, echelon),
        ("branches", "phrase", units.branches, branch),
        ("qualifiers", "phrase", units.qualifiers, qualifier),
        ("nations", "form", units.nations, nation),
        ("named_units", "phrase", units.named_units, named),
    ],
)
def test_words_of_units_are_found_in_a_text(
    name: str, column: str, table: Callable[[], units.PhraseTable[object]], entry: Callable[[Row], object]
) -> None:
    """As written, in capitals or with capitals; a row that a later one of the same words replaces is dead."""

    def found(row: Row) -> bool:
        form = row[column]
        texts = (cased for each in (form, form.replace("-", " ")) for cased in (each, each.title(), each.upper()))
        cut = (tuple(tokenize(text, 0, len(text), units.echelon_words()).low) for text in texts)
        return any(table().longest(keys, 0) == (len(keys), entry(row)) for keys in cut)

    assert [row for row in rows(f"units/{name}.tsv") if not found(row)] == []


def test_lower_case_columns_are_in_lower_case() -> None:
    assert [row for name, column in LOWER.items() for row in rows(name) if row[column] != row[column].lower()] == []


def test_names_are_found_under_their_label() -> None:
    """A name under two labels is read by the first and known to both; the second of one label is dead."""
    assert [name for name, _ in names._names() if (hit := names.names().longest(names.split(name), 0)) is None
            or hit[0] != len(names.split(name))] == []  # fmt: skip
    assert [name for name, times in Counter(names._names()).items() if times > 1] == []  # plurals of weapons are made
    for table, label in (("equipment", "EQUIPMENT"), ("organisations", "ORG"), ("peoples", "NORP")):
        listed = [name for row in rows(f"entities/{table}.tsv") for name in names.cells(row["names"])]
        assert sorted(name for name in set(listed) if listed.count(name) > 1) == [], label


def test_head_nouns_of_names_are_found_under_their_label() -> None:
    listed = [(r["side"], r["label"], noun) for r in rows("entities/heads.tsv") for noun in names.cells(r["words"])]
    dead = [
        (s, label, n)
        for s, label, n in listed
        if names.head_nouns()[s].longest(names.split(n), 0) != (len(names.split(n)), label)
    ]
    assert (dead, len(set(listed))) == ([], len(listed))


@pytest.fixture(scope="module")
def numbers() -> Callable[[str], list[Number]]:
    annotator = NumbersAnnotator(NLP.vocab)
    return lambda text: annotator.resolve(annotator.match(NLP(text)), Context(text=text))


@pytest.fixture(scope="module")
def dates() -> Callable[[str], list[Date]]:
    annotator = DatesAnnotator(NLP.vocab)
    return lambda text: annotator.resolve(annotator.match(NLP(text)), Context(text=text))


def plurals(words: str) -> Iterator[str]:
    """Singular and plural of each word of a cell."""
    for word in cell(words):
        singular, _, plural = word.partition("/")
        yield from (singular, plural or singular + "s")


def dead(
    read: Callable[[str], Iterable[object]], field: str, wanted: str, word: str, texts: Iterable[str]
) -> Iterator[str]:
    """The word, if none of the texts with it in place of ``_`` gives the wanted value of a field."""
    if not any(getattr(mention, field) == wanted for text in texts for mention in read(text.replace("_", word))):
        yield word


MEASURED = ("They had 12 _ there.", "They had 12,000 _ there.", "They held 12_ there.", "They held 12 _ of it.")
SIGNED = (*MEASURED, "They saw a 12_ gun.")
PAID = ("They paid 12 _ there.", "They paid 12,000 _ there.", "It cost 5 million _.", "They paid 300 _.")
PRICED = ("They paid _12 there.", "They paid _ 12 there.", "They paid 12 _ there.", "They paid _12 million there.")


def test_measures_are_read(numbers: Callable[[str], list[Number]]) -> None:
    table = rows("numbers/measures.tsv")
    words = [d for r in table for w in plurals(r["words"]) for d in dead(numbers, "unit", r["ucum"], w, MEASURED)]
    signs = [d for r in table for w in cell(r["symbols"]) for d in dead(numbers, "unit", r["ucum"], w, SIGNED)]
    assert (words, signs) == ([], [])


def test_currencies_are_read(numbers: Callable[[str], list[Number]]) -> None:
    table = rows("numbers/currencies.tsv")
    # one guinea is seldom money: some words are read in the plural or behind large amounts alone
    words = [
        word for r in table for word in cell(r["words"])
        if all([*dead(numbers, "currency", r["code"], form, PAID)] for form in plurals(word))
    ]  # fmt: skip
    signs = [d for r in table for w in cell(r["symbols"]) for d in dead(numbers, "currency", r["code"], w, PRICED)]
    assert (words, signs) == ([], [])


MODIFIED = {
    "before": ("They lost _ 300 men.", "They lost _300 men.", "It was _ 300 km off."),
    "after": (
        "They lost 300 _ there.",
        "They lost 300-_ men.",
        "They lost 300 _ men.",
        "They lost 300 men _.",
        "They lost 300 _. They",
        "They lost 300_ there.",
    ),
}


def test_modifiers_of_numbers_are_read(numbers: Callable[[str], list[Number]]) -> None:
    table = rows("numbers/modifiers.tsv")
    placed = {**MODIFIED, "verb": MODIFIED["before"]}
    found = (dead(numbers, "modifier", r["modifier"], r["phrase"], placed[r["place"]]) for r in table)
    assert [word for each in found for word in each] == []


DATED = ("It took _ two weeks.", "They left _ 5 May 1944.", "They left _ 4 p.m. there.", "They left _ the 1930s.")


def test_modifiers_of_dates_are_read(dates: Callable[[str], list[Date]]) -> None:
    found = (dead(dates, "mod", row["mod"], row["phrase"], DATED) for row in rows("dates/modifiers.tsv"))
    assert [word for each in found for word in each] == []


def test_holidays_are_read(dates: Callable[[str], list[Date]]) -> None:
    def read(name: str) -> bool:
        small = ("of", "the", "al")
        written = (name.title(), " ".join(w if w in small else w.capitalize() for w in name.split(" ")))
        texts = (text for each in written for text in (f"They left on {each} 1941.", f"They came at {each}."))
        return any(d.text.lower().startswith(name) for text in texts for d in dates(text))

    assert [row["name"] for row in rows("dates/holidays.tsv") if not read(row["name"])] == []


def test_words_of_dates_are_one_token_that_means_what_they_say() -> None:
    def kinds(row: Row) -> bool:
        word = {"title": row["word"].title(), "upper": row["word"].upper()}.get(row["case"], row["word"])
        text = f"{word} 1944."
        first = atoms(text, 0, len(text))[0]
        return (
            word_kinds()[row["word"]][row["kind"]][0] == row["value"] and first.words.get(row["kind"]) == row["value"]
        )

    assert [row for row in rows("dates/words.tsv") if not kinds(row)] == []


def test_words_that_begin_or_announce_a_date_by_their_meaning_are_not_listed_for_it() -> None:
    meant = {word for word, found in word_kinds().items() if any(case == "any" for _, case in found.values())}
    near = {word for word, found in word_kinds().items() if found.keys() & cue_words("trigger_kinds")}
    assert (cue_words("starters") & meant, cue_words("trigger_words") & near) == (set(), set())


def test_names_of_days_and_months_are_the_same_for_all_lists() -> None:
    kinds = {kind: {word for word, found in word_kinds().items() if kind in found} for kind in ("month", "weekday")}
    assert kinds == {"month": words("months", "months_short"), "weekday": words("weekdays")}


@pytest.mark.parametrize("name", ["organisations", "equipment", "peoples"])
def test_no_name_stands_again_without_its_accents(name: str) -> None:
    listed = [(tuple(row.values())[:-1], word) for row in rows(f"entities/{name}.tsv") for word in cell(row["names"])]
    plain = {(said, names.unaccented(word)) for said, word in listed if not word.isascii()}
    # a hyphenated word is cut where a line ends, and looked up there as it stands
    assert [word for said, word in listed if word.isascii() and (said, word) in plain and "-" not in word] == []
