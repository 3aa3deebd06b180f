"""The table of figures: copies once, contradictions side by side."""

from __future__ import annotations

import csv
import datetime
import io
import json
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from sitrex.cli import main
from sitrex.export.figures import COLUMNS, write_figures
from sitrex.flow import Pipeline
from sitrex.ingest.article import Article
from sitrex.write.words import field_words

DAY = datetime.date(2024, 5, 10)
STRUCK = "On 5 May 2024 the shelling killed 12 people in Pokrovsk."


def records(pipeline: Pipeline, *texts: str) -> list[dict[str, Any]]:
    return [pipeline(Article(id=str(n), text=text, published=DAY)).to_json() for n, text in enumerate(texts)]


def table(rows: list[dict[str, Any]]) -> list[dict[str, str]]:
    stream = io.StringIO()
    count = write_figures(rows, stream)
    read = list(csv.DictReader(io.StringIO(stream.getvalue())))
    assert len(read) == count
    return read


def test_a_figure_has_its_place_date_and_source(pipeline: Pipeline) -> None:
    [row] = table(records(pipeline, "On 5 May 2024 40 people were killed in Pokrovsk, the ministry said."))
    wanted = {"outcome": "killed", "value": "40", "of": "people", "place": "Pokrovsk", "event_begin": "2024-05-05"}
    assert wanted.items() <= row.items()
    assert (row["status"], row["said_by"], row["place_country"]) == ("claimed", "ministry", "UA")
    assert row["sentence_text"].startswith("On 5 May 2024")


def test_the_day_of_a_range_is_all_of_it(pipeline: Pipeline) -> None:
    [row] = table(
        records(pipeline, "The shelling killed 40 people in Pokrovsk between 3 March 2024 and 31 March 2024.")
    )
    assert (row["event_begin"], row["event_end"]) == ("2024-03-03", "2024-03-31")


def test_a_sentence_that_articles_repeat_counts_once(pipeline: Pipeline) -> None:
    [row] = table(records(pipeline, STRUCK, f"{STRUCK} The mayor left.", f"Rain fell. {STRUCK.upper()}"))
    assert (row["document"], row["copies"]) == ("0", "1 2")


def test_contradicting_figures_share_a_group(pipeline: Pipeline) -> None:
    other = "At least 15 people were killed in Pokrovsk on 5 May 2024."
    later = "At least 15 people were killed in Pokrovsk on 9 May 2024."
    rows = table(records(pipeline, STRUCK, other, later))
    assert [(row["document"], row["values"]) for row in rows] == [("0", "2"), ("1", "2"), ("2", "1")]
    assert rows[0]["group"] == rows[1]["group"] != rows[2]["group"]


def test_people_and_civilians_of_one_strike_stand_side_by_side(pipeline: Pipeline) -> None:
    rows = table(records(pipeline, STRUCK, STRUCK.replace("12 people", "14 civilians")))
    assert [row["values"] for row in rows] == ["2", "2"]
    assert len({row["group"] for row in rows}) == 1


def test_a_rate_says_of_what(pipeline: Pipeline) -> None:
    rate = "On 5 May 2024 the army lost 450 men a day in Pokrovsk."
    rows = table(records(pipeline, rate, rate.replace("450 men a day", "90 men")))
    assert sorted(row["per"] for row in rows) == ["", "day"]
    assert len({row["group"] for row in rows}) == 2


def test_figures_without_a_place_or_day_stand_alone(pipeline: Pipeline) -> None:
    rows = table(records(pipeline, "The raid killed 12 people.", "The raid killed 15 people."))
    assert len({row["group"] for row in rows}) == 2


def test_a_share_contradicts_no_count(pipeline: Pipeline) -> None:
    text = "On 5 May 2024 the shelling killed 12 people in Pokrovsk. On 5 May 2024 shelling wounded 20 percent of the people in Pokrovsk."
    rows = table(records(pipeline, text, "On 5 May 2024 shelling wounded 8 people in Pokrovsk."))
    assert {row["unit"] for row in rows if row["value"] == "20"} <= {"%"}
    assert {row["values"] for row in rows} == {"1"}


def test_a_figure_repeated_in_brackets_is_one(pipeline: Pipeline) -> None:
    rows = table(records(pipeline, "Enemy: six (6) killed. Friendly: two (3) killed."))
    assert [row["text"] for row in rows] == ["six", "two", "3"]


def test_the_mark_of_a_list_is_no_formula(pipeline: Pipeline) -> None:
    [row] = table(records(pipeline, "- The raid killed 12 people."))
    assert row["sentence_text"] == "The raid killed 12 people."


def test_figures_without_an_outcome_are_left_out(pipeline: Pipeline) -> None:
    assert table(records(pipeline, "The army has 12 tanks.")) == []


def test_records_of_earlier_versions_have_no_rows(pipeline: Pipeline) -> None:
    [record] = records(pipeline, STRUCK)
    for number in record["numbers"]:
        for name in ("status", "said_by", "outcome", "of", "side", "at", "when"):
            del number[name]
    assert table([record]) == []


def test_the_command_writes_to_standard_output_or_a_file(pipeline: Pipeline, tmp_path: Path) -> None:
    source = tmp_path / "records.jsonl"
    source.write_text("".join(json.dumps(r) + "\n" for r in records(pipeline, STRUCK)), encoding="utf-8")
    run = CliRunner()
    shown = run.invoke(main, ["figures", str(source)])
    assert shown.output.splitlines()[0] == ",".join(column.name for column in COLUMNS)
    told = run.invoke(main, ["figures", str(source), "-o", str(tmp_path / "out.csv")])
    assert told.output.endswith("out.csv: 1 figure\n")
    assert (tmp_path / "out.csv").read_text(encoding="utf-8").replace("\r\n", "\n") == shown.output.replace(
        "\r\n", "\n"
    )


def test_what_is_counted_is_told_whole(pipeline: Pipeline) -> None:
    [record] = records(pipeline, "The raid killed 16 Cameroonian soldiers.")
    [number] = record["numbers"]
    words = {entity["id"]: entity["canonical"] for entity in record["entities"]}
    assert field_words("of", number["of"], words) == "Cameroonian soldiers"
