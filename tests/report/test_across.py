"""What the front page's scripts load: the index of words, sentences of units, places, months and losses."""

from __future__ import annotations

import json
import re

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from tests.evaluate.records import date, entity, number, unit
from tests.report.test_report import full

from sitrex.cli import main
from sitrex.correct.apply import Corrections, read_corrections
from sitrex.report.across import PART
from sitrex.report.desk import Desk, folded, words_of
from sitrex.report.shards import LIMIT, Data, Shards
from sitrex.report.site import complete, write_report

TEXT = "The 47th Brigade left Pokrovsk on 5 November. Kyiv denied that 30 soldiers were killed near Pokrovsk."


def at(words, nth=0):
    start = [m.start() for m in re.finditer(re.escape(words), TEXT)][nth]
    return start, start + len(words)


def said(identifier="a", published=None, **fields):
    """A record in which a unit, two places, a date and a loss stand."""
    where = {"lat": 48.28, "lon": 37.18, "country": "UA", "precision": "place"}
    loss = {"outcome": "killed", "status": "denied", "said_by": {"ref": "e2", "text": "Kyiv"}, "at": "e3", "when": "d1"}
    loss |= {"of": {"ref": None, "text": "soldiers"}, "side": "UA"}
    # no two articles are near-copies of one another
    text = TEXT + " " + " ".join(f"{identifier}{number}" for number in range(60))
    row = full(
        identifier,
        text,
        entities=[entity(*at("Pokrovsk"), **where), entity(*at("Kyiv")), entity(*at("Pokrovsk", 1), **where)],
        dates=[date(*at("5 November"), "2025-11-05", begin="2025-11-05", end_date="2025-11-05", granularity="day")],
        numbers=[number(*at("30"), 30.0, **loss), number(*at("47"), 47.0)],
        units=[unit(*at("47th Brigade"), designator="47", echelon="brigade", country="UA")],
    )
    for mention in (*row["entities"], *row["units"]):
        mention["canonical"] = mention["text"]
    row["sentences"] = [[0, 45], [46, len(TEXT)], [len(TEXT) + 1, len(text)]]
    for mention in (*row["entities"][1:], row["numbers"][0]):
        mention["sentence"] = 1
    row["document"] |= {"published": published, "title": fields.get("title")}
    return row


def loaded(folder, name):
    text = (folder / "data" / f"{name}.js").read_text(encoding="utf-8")
    found = re.fullmatch(r'sitrex\.put\("([\w-]+)",(.*)\);\n', text, re.DOTALL)
    assert found is not None
    assert found[1] == name
    return json.loads(found[2])


@pytest.fixture
def site(tmp_path):
    rows = [said("a", "2025-11-06", title="Élan"), said("b", "2025-11-08"), said("c")]
    write_report({row["document"]["id"]: row for row in rows}, tmp_path)
    return tmp_path


def test_units_are_told_over_all_articles_newest_first(site):
    ((name, what, _, articles, mentions, first, last, key, parts),) = loaded(site, "units")
    assert (name, what) == ("47th Brigade", "brigade, Ukraine")
    assert key == "ua:brigade:47:_:_"
    assert (articles, mentions, first, last) == (3, 3, "2025-11-06", "2025-11-08")
    part = loaded(site, f"units-{parts[0]:04}")[f"{key}/1"]
    assert [row["a"] for row in part["said"]] == [2, 1, 3]
    assert part["said"][0]["s"] == ["The ", "47th Brigade", " left Pokrovsk on 5 November."]
    assert part["near"] == [["Pokrovsk", 3]]


def test_places_with_coordinates_are_on_the_map(site):
    ((name, where, lat, lon, precision, articles, mentions, key, parts),) = loaded(site, "places")
    assert (name, where, lat, lon, precision, articles, mentions) == (
        "Pokrovsk",
        "Ukraine",
        48.28,
        37.18,
        "place",
        3,
        6,
    )
    assert loaded(site, f"places-{parts[0]:04}")[f"{key}/1"]["near"] == [["47th Brigade", 3]]


def test_losses_say_of_whom_where_when_by_whom_and_how_sure(site):
    row = loaded(site, "losses-0001")["killed/1"]["said"][0]
    assert row["loss"] == "30 killed"
    assert {name: row[name] for name in ("of", "side", "at", "when", "by", "status")} == {
        "of": "soldiers",
        "side": "Ukraine",
        "at": "Pokrovsk",
        "when": "5 November 2025",
        "by": "Kyiv",
        "status": "denied",
    }
    front = (site / "index.html").read_text(encoding="utf-8")
    assert "Figures of loss" in front
    assert "3 denied" in front
    assert front.count(">30 killed<") == 3


def test_months_hold_the_dates_of_events(site):
    part = loaded(site, "months-0001")["2025-11/1"]["said"]
    assert {row["means"] for row in part} == {"5 November 2025"}


def test_the_index_has_every_word_of_texts_and_titles(site):
    assert loaded(site, "words") == ["30"]
    words = loaded(site, "words-0001")
    assert words["pokrovsk"] == [1, 1, 1]
    assert words["elan"] == [1]
    assert set(words) >= words_of(TEXT)
    assert loaded(site, "articles")[1] == ["b", "2025-11-08", 1]
    assert loaded(site, "texts-0001")["1"][:2] == [TEXT[:45], TEXT[46:]]


def test_a_report_without_losses_shows_none(tmp_path):
    row = said()
    for mention in row["numbers"]:
        mention["outcome"] = None
    assert "Figures of loss" not in write_report({"a": row}, tmp_path).read_text(encoding="utf-8")


def test_a_record_of_an_older_version_is_reported(tmp_path):
    row = said()
    for mention in row["numbers"]:
        for name in ("outcome", "status", "said_by", "of", "side", "at", "when"):
            mention.pop(name, None)
    for mention in (*row["entities"], *row["units"]):
        mention.pop("precision", None)
        mention.pop("status", None)
    assert write_report({"a": row}, tmp_path).is_file()


def test_a_thing_of_many_mentions_is_told_in_parts(tmp_path):
    rows = {f"{n:04}": said(f"{n:04}") for n in range(PART + 5)}
    write_report(rows, tmp_path)
    ((*_, key, parts),) = loaded(tmp_path, "units")
    told = [loaded(tmp_path, f"units-{number:04}")[f"{key}/{n}"] for n, number in enumerate(parts, 1)]
    assert [len(part["said"]) for part in told] == [PART, 5]
    assert "near" not in told[0]
    assert told[1]["near"] == [["Pokrovsk", PART + 5]]


def test_shards_are_of_bounded_size(tmp_path):
    data = Data(tmp_path)
    shards = Shards(data, "x")
    numbers = [shards.add(n, "y" * 1000) for n in range(400)]
    shards.close()
    assert numbers[0] == 1
    assert numbers == sorted(numbers)
    assert data.names == [f"x-{n:04}" for n in range(1, numbers[-1] + 1)]
    assert all(path.stat().st_size < LIMIT + 2000 for path in tmp_path.iterdir())


@given(st.text(max_size=40))
def test_folding_is_the_same_twice(text):
    assert folded(folded(text)) == folded(text)
    assert all(word == folded(word) for word in words_of(text))


def test_the_desk_gives_words_and_things_in_order():
    with Desk(Corrections()) as desk:
        desk.add(1, complete(said("a")))
        desk.add(2, complete(said("b")))
        words = list(desk.words())
        assert words == sorted(words)
        assert dict(words)["kyiv"] == [1, 2]
        assert [key for key, _, _ in desk.things("months")] == ["2025-11"]


def test_near_copies_count_once(tmp_path):
    copy = said("a") | {"document": said("a")["document"] | {"id": "b"}}
    write_report({"a": said("a"), "b": copy}, tmp_path)
    assert loaded(tmp_path, "units")[0][3:5] == [1, 1]
    assert [len(loaded(tmp_path, name)) for name in ("articles", "units", "places")] == [2, 1, 1]
    assert len(loaded(tmp_path, "losses-0001")["killed/1"]["said"]) == 1
    assert loaded(tmp_path, "words-0001")["pokrovsk"] == [1, 1]  # a search finds both


def test_corrections_are_applied(tmp_path):
    other = said("b")
    other["units"][0] |= {"designator": "147", "canonical": "147th Brigade"}
    rows = {"a": said("a"), "b": other}
    file = tmp_path / "corrections.yaml"
    file.write_text(
        '- {"merge": "147th Brigade", "in": "units", "to": "47th Brigade", "reason": "renumbered"}\n'
        '- {"rename": "Pokrovsk", "in": "places", "to": "Pokrovske", "reason": "ours"}\n'
        '- {"hide": "30", "in": "numbers", "document": "b", "reason": "no loss"}\n',
        encoding="utf-8",
    )
    write_report(rows, tmp_path / "before")
    write_report(rows, tmp_path / "after", corrections=read_corrections(file))
    assert [unit[0] for unit in loaded(tmp_path / "before", "units")] == ["147th Brigade", "47th Brigade"]
    assert [unit[0] for unit in loaded(tmp_path / "after", "units")] == ["47th Brigade"]
    assert [place[0] for place in loaded(tmp_path / "after", "places")] == ["Pokrovske"]
    assert len(loaded(tmp_path / "after", "losses-0001")["killed/1"]["said"]) == 1
    pages = [(tmp_path / name / "articles/00002.html").read_text(encoding="utf-8") for name in ("before", "after")]
    assert ['data-m="p-n1"' in page for page in pages] == [True, False]


def test_the_command_applies_corrections_and_tells_which_matched_nothing(tmp_path):
    records, file = tmp_path / "records.jsonl", tmp_path / "corrections.yaml"
    records.write_text(json.dumps(said("a")) + "\n", encoding="utf-8")
    file.write_text("- {hide: Kyiv, in: places, reason: a test}\n- {hide: Lviv, in: places, reason: a test}\n")
    options = ["--corrections", str(file), "-o", str(tmp_path / "site")]
    done = CliRunner().invoke(main, ["report", str(records), *options])
    assert done.exit_code == 0, done.output
    assert "hide 'Lviv' (places) matched nothing" in done.stderr
    assert "Kyiv" not in set(
        re.findall(r'aria-label="(\w+): place"', (tmp_path / "site/articles/00001.html").read_text())
    )
