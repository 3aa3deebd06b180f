from __future__ import annotations

import json
import random
import sqlite3
from collections import Counter
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from click.testing import CliRunner

import sitrex
from sitrex.cli import main
from sitrex.export.collate import Collation
from sitrex.export.collation import collation_layout, table_rows, write_collation
from sitrex.export.copies import signature
from sitrex.export.kinds import abbreviated, fuller
from sitrex.export.orbat import trees
from sitrex.export.things import Thing

LONG = " ".join(
    f"The convoy passed village number {n} before dusk without a shot being fired at it." for n in range(30)
)


def record(key: str, text: str, published: str | None = None) -> dict[str, Any]:
    return sitrex.extract(text, id=key, published=published).to_json()


@pytest.fixture(scope="module")
def collation() -> Collation:
    made = Collation()
    made.add(record("a", "The 47th Mechanized Brigade of Ukraine held Pokrovsk with HIMARS.", "2024-05-01"))
    made.add(record("b", "Near Pokrovsk the Ukrainian 47th Mechanized Brigade fell back on 3 May 2024.", "2024-06-01"))
    return made


def rows(collation: Collation, table: str) -> list[dict[str, Any]]:
    names = [column.name for column in collation_layout(collation.kinds).tables[table]]
    return [dict(zip(names, row, strict=True)) for row in table_rows(collation, table)]


def test_a_unit_of_two_articles_is_one_row(collation: Collation) -> None:
    found = [row for row in rows(collation, "units") if row["designator"] == "47"]
    assert len(found) == 1
    assert (found[0]["count"], found[0]["documents"], found[0]["titles"]) == (2, 2, ["a", "b"])
    assert (found[0]["first_published"], found[0]["last_published"]) == ("2024-05-01", "2024-06-01")
    assert (found[0]["first_event"], found[0]["last_event"]) == ("2024-05-03", "2024-05-03")
    assert found[0]["places"] == ["Pokrovsk", "Ukraine"]
    # the sentence with a date and a place says more than the one without
    assert found[0]["sentence_text"].startswith("Near Pokrovsk")
    assert found[0]["sentence_document"] == "b"


def test_every_mention_leads_back_to_its_words(collation: Collation) -> None:
    mention = [m for m in rows(collation, "places_mentions") if m["text"] == "Pokrovsk"][1]
    text = "Near Pokrovsk the Ukrainian 47th Mechanized Brigade fell back on 3 May 2024."
    assert mention["document"] == "b"
    assert text[mention["start"] : mention["end"]] == "Pokrovsk"
    assert mention["sentence_text"] == text
    assert (mention["event_begin"], mention["event_precision"]) == ("2024-05-03", "day")


def test_a_unit_has_the_day_of_the_losses_in_its_sentence() -> None:
    made = Collation()
    text = (
        "On 3 May 2024 Russian guns shelled Pokrovsk. The shelling killed 12 soldiers of the 47th Mechanized Brigade."
    )
    made.add(record("a", text))
    [unit] = rows(made, "units")
    assert (unit["first_event"], unit["last_event"]) == ("2024-05-03", "2024-05-03")
    made = Collation()
    made.add(record("a", text.replace("The shelling killed 12 soldiers of", "In the north stood")))
    [unit] = rows(made, "units")
    assert unit["first_event"] is None


def test_a_range_of_days_is_one_event() -> None:
    made = Collation()
    made.add(record("a", "The 47th Mechanized Brigade held Pokrovsk from 3 March 2024 to 9 June 2024."))
    [mention] = rows(made, "units_mentions")
    assert (mention["event_begin"], mention["event_end"]) == ("2024-03-03", "2024-06-09")


def test_each_alias_has_its_reason() -> None:
    made = Collation()
    made.add(record("a", "The 47th Mechanized Brigade (47th OMBr) of Ukraine held Pokrovsk. The 47th Brigade stayed."))
    made.add(record("b", "The Ukrainian 47th Bde fell back."))
    reasons = {row["alias"]: row["reason"] for row in rows(made, "units_aliases")}
    assert reasons["47th Mechanized Brigade"] == "its name here"
    assert reasons["47th Brigade"] == "same country, echelon, number, name and branch"
    assert reasons["47th Bde"] == "the only unit that it can mean"
    assert len(rows(made, "units")) == 1


def test_a_unit_named_less_fully_goes_to_the_only_one_it_can_mean() -> None:
    one = ["ua:brigade:47:_:_", "ua:brigade:47:_:mechanized", "ru:brigade:47:_:_"]
    assert fuller("units", one) == {"ua:brigade:47:_:_": "ua:brigade:47:_:mechanized"}
    assert fuller("units", [*one, "ua:brigade:47:_:artillery"]) == {}
    # no country: nothing says that it is the same army's
    assert fuller("units", ["_:brigade:47:_:_", "_:brigade:47:_:mechanized"]) == {}
    # number, echelon and branch alike say enough, if they are one country's
    there = ["_:brigade:47:_:mechanized", "ua:brigade:47:_:mechanized"]
    assert fuller("units", there) == {there[0]: there[1]}
    assert fuller("units", [*there, "ru:brigade:47:_:mechanized"]) == {}
    several = ["ua:brigade:3:azov:_", "ua:brigade:3:azov:assault", "ua:brigade:3:_:tank", "ua:brigade:3:_:_"]
    assert fuller("units", several) == {"ua:brigade:3:azov:_": "ua:brigade:3:azov:assault"}
    assert fuller("organisations", ["nato:_", "nato:XX"]) == {"nato:_": "nato:XX"}


def test_companies_of_two_superiors_are_two() -> None:
    made = Collation()
    made.add(record("a", "B Company, 2nd Battalion, 5th Marines, held the ridge. The 503rd Battalion came."))
    made.add(record("b", "B Company, 1st Battalion, 7th Marines, held the town. The 503rd Battalion left."))
    made.add(record("c", "B Company of the 2nd Battalion, 5th Marines, left the ridge."))
    made.add(record("d", "B Company held the bridge."))
    companies = [row for row in rows(made, "units") if row["echelon"] == "company"]
    assert sorted(row["documents"] for row in companies) == [1, 1, 2]
    assert [row["documents"] for row in rows(made, "units") if row["designator"] == "503"] == [2]


def test_what_one_article_abbreviates_another_names() -> None:
    told = [
        ("ua:brigade:47:_:_", "47 OMBr", "47th Brigade"),
        ("un:_", "UN", "UN"),
        ("united_nations:_", "UN", "United Nations"),
    ]
    assert abbreviated("organisations", told) == {"un:_": "united_nations:_"}
    # two that are so abbreviated: neither
    assert abbreviated("organisations", [*told, ("union_of_nothing:_", "UN", "Union of Nothing")]) == {}
    # another country's
    other = [("centcom:ru", "CENTCOM", "CENTCOM"), ("central_command:us", "CENTCOM", "Central Command")]
    assert abbreviated("organisations", other) == {}
    assert abbreviated("places", told) == {}


def test_a_country_is_one_thing_by_any_of_its_names() -> None:
    made = Collation()
    made.add(record("a", "The United Kingdom sent troops. Georgia stayed out."))
    made.add(record("b", "The UK sent more troops, as did the United States."))
    found = {row["key"]: row["aliases"] for row in rows(made, "places")}
    assert found["country:gb"] == ["UK", "United Kingdom"]
    assert "country:us" in found


def test_a_unit_is_of_the_days_that_are_told_of_it() -> None:
    battle = "On 2 July 1863 the 3rd Brigade of the U.S. Army fought at Gettysburg."
    later = " Reunions were held on 3 July 1913 and on 3 July 1938. A stone was set on 1 July 1963."
    made = Collation()
    made.add(record("short", battle))
    made.add(record("long", battle + later))
    (unit,) = rows(made, "units")
    assert unit["key"].endswith("before_1900")


def test_persons_are_asked_for_and_stay_in_their_article() -> None:
    texts = ["Gen. Oleksandr Syrskyi spoke in Kyiv.", "Gen. Oleksandr Syrskyi stayed in Kyiv."]
    made = Collation(people=True)
    for number, text in enumerate(texts):
        made.add(record(str(number), text))
    assert [row["canonical"] for row in rows(made, "people")] == ["Oleksandr Syrskyi"] * 2
    assert "people" not in Collation().kinds


def test_a_syndicated_copy_counts_once() -> None:
    made = Collation()
    made.add(record("first", f"{LONG} The 47th Brigade stayed."))
    made.add(record("copy", f"{LONG} The 47th Brigade stayed. (Agency)"))
    made.add(record("other", "The 47th Brigade left."))
    assert made.duplicates == {"copy": "first"}
    assert list(next(made.things("units")).documents) == ["first", "other"]


def test_keys_do_not_depend_on_order() -> None:
    records = [record("a", "The 47th Brigade stayed near Kyiv."), record("b", "VII Corps left Berlin.")]
    keys = []
    for order in (records, records[::-1]):
        made = Collation()
        for row in order:
            made.add(row)
        keys.append([[thing.key for thing in made.things(kind)] for kind in made.kinds])
    assert keys[0] == keys[1]


def test_circular_superiors_do_not_hang() -> None:
    units = [
        Thing(key, superiors=Counter([parent])) for key, parent in [("a", "b"), ("b", "c"), ("c", "a"), ("d", "d")]
    ]
    assert [tree["key"] for tree in trees(units)] == ["c", "d"]


def test_tables_are_dataframes() -> None:
    tables = sitrex.collate([record("a", "Three T-72B3 tanks burned near Kyiv.")])
    assert tables["equipment"]["count"].tolist() == [1]
    assert "Kyiv" in tables["places"]["canonical"].tolist()


def test_the_same_records_given_twice_count_once() -> None:
    made = Collation()
    for row in (record("a", "The 47th Brigade stayed."), record("a", "The 47th Brigade stayed.")):
        made.add(row | {"text": None})
    assert next(made.things("units")).count == 1


def test_two_articles_of_one_id_and_much_in_common_do_not_fail() -> None:
    made = Collation()
    made.add(record("a", f"{LONG} The 47th Brigade stayed."))
    made.add(record("a", " ".join(f"Sector {n} saw shelling from dawn, wrote a reporter." for n in range(30))))
    assert made.duplicates == {}


def test_signatures_estimate_what_another_library_says() -> None:
    """datasketch is the oracle: both estimate the share of five-word shingles in common."""
    from datasketch import MinHash

    draw = random.Random(1)
    words = [f"w{draw.randrange(500)}" for _ in range(600)]
    for share in (0.0, 0.01, 0.03, 0.2):
        other = [f"w{draw.randrange(500)}" if draw.random() < share else word for word in words]
        sketches = []
        for text in (words, other):
            sketch = MinHash(num_perm=256, seed=1)
            sketch.update_batch([" ".join(text[at : at + 5]).encode() for at in range(len(text) - 4)])
            sketches.append(sketch)
        assert (signature(words) == signature(other)).mean() == pytest.approx(
            sketches[0].jaccard(sketches[1]), abs=0.12
        )


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("collate") / "records.jsonl"
    texts = {
        "a": "The 47th Mechanized Brigade of Ukraine held Pokrovsk with HIMARS on 3 May 2024. NATO met. On 5 May 2024 shelling killed 12 people in Pokrovsk.",
        "b": "=1+1 Near Pokrovsk the Ukrainian 47th Mechanized Brigade\nfell back.",
    }
    made = [record(key, text, "2024-06-01") for key, text in texts.items()]
    made[1] = older(made[1])
    path.write_text("".join(json.dumps(row) + "\n" for row in made), encoding="utf-8")
    return path


def older(row: dict[str, Any]) -> dict[str, Any]:
    """The same record as version 1.0 wrote it."""
    document = {name: value for name, value in row["document"].items() if name != "published_from"}
    gone = {"precision", "zone", "status", "said_by", "outcome", "of", "side", "at", "when"}
    lists = {
        name: [{field: value for field, value in mention.items() if field not in gone} for mention in row[name]]
        for name in ("entities", "dates", "numbers", "units")
    }
    return row | {"schema_version": "1.0.0", "document": document} | lists


@pytest.mark.parametrize("to", ["csv", "parquet", "sqlite"])
def test_the_command_writes_every_table_of_records_new_and_old(run: Path, tmp_path: Path, to: str) -> None:
    output = tmp_path / ("facts.db" if to == "sqlite" else "facts")
    done = CliRunner().invoke(main, ["collate", str(run), "--to", to, "-o", str(output)], prog_name="sitrex")
    assert done.exit_code == 0, f"{done.output} {done.exception!r}"
    tables = collation_layout(["units", "places", "equipment", "organisations"]).tables
    for name, columns in tables.items():
        if to == "csv":
            frame = pd.read_csv(output / f"{name}.csv", dtype=str, keep_default_na=False)
        elif to == "parquet":
            frame = pd.read_parquet(output / f"{name}.parquet")
        else:
            database = sqlite3.connect(output)
            frame = pd.read_sql_query(f"SELECT * FROM {name}", database)
            database.close()
        assert list(frame.columns) == [column.name for column in columns]
        if name == "units":
            assert frame["designator"].tolist() == ["47"]
            assert str(frame["sidc"][0]).replace("-", "") == "10011000181211020000"
            assert frame["sentence_text"][0].startswith("The 47th Mechanized Brigade of Ukraine held Pokrovsk")
        if name == "figures":
            assert frame[["outcome", "place"]].values.tolist() == [["killed", "Pokrovsk"]]
        if name == "units_mentions":
            assert frame["sentence_text"][1].endswith("Brigade fell back.")


def test_a_database_of_facts_names_its_rows_and_counts_places(run: Path, tmp_path: Path) -> None:
    import yaml

    path = tmp_path / "facts.db"
    rows_of = (json.loads(line) for line in run.read_text(encoding="utf-8").splitlines())
    write_collation(rows_of, path, to="sqlite")
    database = sqlite3.connect(path)
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    found = database.execute("SELECT canonical, place, sentences FROM units_with_places").fetchall()
    assert ("47th Mechanized Brigade", "Pokrovsk", 2) in found
    hits = database.execute("SELECT count(*) FROM units_mentions_fts WHERE units_mentions_fts MATCH 'pokrovsk'")
    assert hits.fetchone() == (2,)
    database.close()
    told = yaml.safe_load((tmp_path / "facts.datasette.yaml").read_text(encoding="utf-8"))["databases"]["facts"]
    assert told["tables"]["units"]["label_column"] == "canonical"


def test_a_cell_never_begins_as_a_formula(run: Path, tmp_path: Path) -> None:
    assert CliRunner().invoke(main, ["collate", str(run), "-o", str(tmp_path / "facts")]).exit_code == 0
    for file in (tmp_path / "facts").glob("*.csv"):
        for row in pd.read_csv(file, dtype=str, keep_default_na=False).itertuples(index=False):
            assert not any(str(cell).startswith(("=", "+", "-", "@")) for cell in row), file


def test_sentences_come_from_the_articles_where_records_have_no_text(run: Path, tmp_path: Path) -> None:
    given = [json.loads(line) for line in run.read_text(encoding="utf-8").splitlines()]
    bare, articles = tmp_path / "bare.jsonl", tmp_path / "articles.jsonl"
    bare.write_text("".join(json.dumps(row | {"text": None}) + "\n" for row in given), encoding="utf-8")
    told = [{"id": row["document"]["id"], "text": row["text"]} for row in given]
    articles.write_text("".join(json.dumps(article) + "\n" for article in told), encoding="utf-8")
    for name, words in (("bare", []), ("with", ["--texts", str(articles)])):
        done = CliRunner().invoke(main, ["collate", str(bare), "-o", str(tmp_path / name), *words])
        assert done.exit_code == 0, done.output
    assert pd.read_csv(tmp_path / "bare" / "units.csv")["sentence_text"].isna().all()
    with_texts = pd.read_csv(tmp_path / "with" / "units.csv")["sentence_text"][0]
    assert with_texts.startswith("The 47th Mechanized Brigade of Ukraine held")


def test_brigades_of_two_centuries_are_two() -> None:
    texts = {
        "gettysburg": "On 2 July 1863 the 3rd Brigade held the wheat field with its infantry.",
        "desert": "On 26 February 1991 the 3rd Brigade crossed the border with its tanks and infantry.",
        "report": "The 3rd Brigade held the ridge with its infantry and tanks.",
    }
    collation = Collation()
    for name, text in texts.items():
        collation.add(sitrex.extract(text, id=name, published="2024-05-01" if name == "report" else None))
    keys = [thing.key for thing in collation.things("units")]
    assert keys == ["_:brigade:3:_:_", "_:brigade:3:_:_:before_1900"]
