"""``sitrex rules --why``: what made a mention, and what settled it."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from sitrex.annotate.rules import all_rules, switched_off, weighed_rules
from sitrex.annotate.rules.trace import TRACE
from sitrex.annotate.rules.why import MODEL, explain
from sitrex.cli import main
from sitrex.flow import Pipeline

ARTICLES = sorted((Path(__file__).parents[2] / "corpus/articles").glob("*.txt"))
TELLS_A_FIELD = re.compile(r"units\.(?:country|service|superior|era|status)\.|numbers\.(?:status|outcome)\.")
"""Rules that say something of a mention and make none."""
TEXT = "The spokesman of Wagner Group said so in Bakhmut on 5 May 2024."


def test_a_name_has_what_settled_it(pipeline: Pipeline) -> None:
    made, _ = explain(pipeline, TEXT)
    settled = {m.mention.text: m.settled for m in made if m.settled}
    assert set(settled) == {"Wagner Group", "Bakhmut"}
    parts = settled["Bakhmut"].parts
    assert parts["gazetteer GPE"] > 0
    assert list(map(abs, parts.values())) == sorted(map(abs, parts.values()), reverse=True)
    assert 0.5 < settled["Bakhmut"].probability < 1.0


def test_nothing_is_noted_when_nobody_asks(pipeline: Pipeline) -> None:
    explain(pipeline, TEXT)
    noted = len(TRACE.notes), len(TRACE.settled)
    pipeline.read(TEXT, None)
    assert (len(TRACE.notes), len(TRACE.settled)) == noted


def test_on_the_screen_it_stands_under_the_name() -> None:
    lines = CliRunner().invoke(main, ["rules", "--why", TEXT]).output.splitlines()
    place = next(n for n, line in enumerate(lines) if line.startswith("GPE 'Bakhmut':"))
    assert re.match(r"  model [01]\.\d\d; ", lines[place + 1])
    assert "exactly GPE +" in lines[place + 1]


@pytest.mark.parametrize("article", ARTICLES, ids=lambda path: path.stem)
def test_every_mention_of_the_articles_has_what_made_it(pipeline: Pipeline, article: Path) -> None:
    made, _ = explain(pipeline, article.read_text(encoding="utf-8"), datetime.date(2024, 5, 10))
    unsaid = [m.mention.text for m in made if all(TELLS_A_FIELD.match(rule) for rule in m.rules)]
    assert made
    assert not unsaid


@pytest.mark.parametrize(
    ("text", "mention", "rule"),
    [
        ("They left on Monday.", "Monday", "dates.weekday.alone"),
        ("They left on the 24th.", "24th", "dates.day.alone"),
        ("They held for 10–12 days.", "10", "dates.duration.shared-unit"),
        ("They called a 24-hour truce.", "24-hour", "dates.duration.counted"),
        ("The log entry 2024-11-14T04:30Z names it.", "2024-11-14T04:30Z", "dates.clock.iso"),
        ("16 April 1945\n1030 Anchored.\n1247 Under way.", "1247", "dates.log.clock"),
        ("The 12TH AND 20TH ARMIES left.", "12TH", "units.list.shared-head"),
        ("Companies A, B and C advanced.", "C", "units.list.designators"),
        ("The British Pacific Fleet (BPF) sailed. The BPF struck.", "BPF", "units.alias.again"),
        (
            "The 1st Battalion, Falconshire Regiment held. The Falconshires left.",
            "Falconshires",
            "units.alias.short-name",
        ),
    ],
)
def test_a_member_of_a_list_and_another_name_have_theirs(
    pipeline: Pipeline, text: str, mention: str, rule: str
) -> None:
    made, _ = explain(pipeline, text, datetime.date(2024, 5, 10))
    assert rule in next(m.rules for m in made if m.mention.text == mention)


def test_a_unit_that_only_the_tagger_sees_has_its_evidence(pipeline: Pipeline) -> None:
    text = "Soldiers of the 47th Mechanized Brigade came. The Nakhimov detachment held the ridge with the 5th Brigade."
    made, _ = explain(pipeline, text, datetime.date(2024, 5, 10))
    seen = [m for m in made if m.list == "units" and MODEL in m.rules]
    assert seen
    assert all(m.settled is not None and 0.4 < m.settled.probability < 1.0 for m in seen)


def test_a_rule_is_a_row() -> None:
    rows = CliRunner().invoke(main, ["rules"]).output.splitlines()
    names = [row.partition("  ")[0] for row in rows]
    assert names[: len(all_rules())] == [rule.name for rule in all_rules()]
    assert all(row.count("  ") >= 3 and row.endswith((".py", ".tsv")) for row in rows)


@pytest.mark.parametrize(
    "text",
    ["They said that 40 men died.", "The brigade may have lost 40 men.", "He denied that 40 men and 20 women died."],
)
def test_what_is_said_is_listed_as_it_is_named(pipeline: Pipeline, text: str) -> None:
    listed = CliRunner().invoke(main, ["rules", "statements"]).output
    made, _ = explain(pipeline, text)
    said = [rule for m in made for rule in m.rules if TELLS_A_FIELD.match(rule) and ".country." not in rule]
    assert said
    assert all(f"{rule}  weighs  " in listed for rule in said)
    assert "  weighs  -" not in listed


@pytest.mark.parametrize(
    ("text", "rule", "told"),
    [
        ("They said that 40 men died.", "numbers.outcome.killed", ("claimed", "killed")),
        ("They said that 40 men died.", "numbers.status.claimed.said", ("claimed", "killed")),
        ("The brigade may have lost 40 men.", "numbers.status.uncertain.may", ("uncertain", "casualties")),
        ("The 47th Brigade will attack there.", "units.status.planned.will", ("planned", None)),
    ],
)
def test_what_is_said_can_be_switched_off(
    pipeline: Pipeline, text: str, rule: str, told: tuple[str, str | None]
) -> None:
    listed = rule.partition(".")[0]

    def said() -> tuple[str, str | None]:
        mention = next(m.mention for m in explain(pipeline, text)[0] if m.list == listed)
        return mention.status, getattr(mention, "outcome", None)

    assert said() == told
    with switched_off(rule):
        assert said() != told


def test_all_that_is_noted_of_a_mention_is_listed(pipeline: Pipeline) -> None:
    known = {rule.name for rule in (*all_rules(), *weighed_rules())} | {MODEL}
    for article in ARTICLES:
        made, refused = explain(pipeline, article.read_text(encoding="utf-8"), datetime.date(2024, 5, 10))
        assert {rule for m in made for rule in m.rules} | {no.rule for no in refused} <= known


@pytest.mark.parametrize("day", ["foo", "2024-13-01"])
def test_a_wrong_date_is_told(day: str) -> None:
    done = CliRunner().invoke(main, ["rules", "--why", "They left.", "--published", day])
    assert done.exit_code == 2
    assert f"{day!r} is not a date. Use YYYY-MM-DD." in done.output
