"""``sitrex rules --why``: what made a mention, and what settled it."""

from __future__ import annotations

import re

from click.testing import CliRunner

from sitrex.annotate.rules.trace import TRACE
from sitrex.annotate.rules.why import explain
from sitrex.cli import main
from sitrex.flow import Pipeline

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
    assert "gazetteer GPE +" in lines[place + 1]
