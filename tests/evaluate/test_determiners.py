from __future__ import annotations

import pytest
from tests.evaluate.records import date, record

from sitrex.evaluate import evaluate
from sitrex.evaluate.determiners import without_determiners


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("the summer of 1944", "summer of 1944"),
        ("The next day", "next day"),
        ("its second year", "second year"),
        ("today's", "today's"),
        ("yesterday’s evening", "evening"),
        ("thereafter", "thereafter"),
        ("the", "the"),
        ("a month", "a month"),
    ],
)
def test_leading_determiners(text, kept):
    mention = date(5, 5 + len(text), "X") | {"text": text}
    (short,) = without_determiners(record(dates=[mention]))["dates"]
    assert (short["text"], short["end"] - short["start"], short["end"]) == (kept, len(kept), mention["end"])


def test_spans_that_differ_in_the_article_are_the_same():
    gold = record(dates=[date(0, 12, "1944-SU") | {"text": "the summer of"[:12]}])
    predicted = record(dates=[date(4, 12, "1944-SU") | {"text": "summer of"[:8]}])
    assert evaluate([gold], [predicted])["measures"]["dates.strict.f1"]["value"] == 0.0
    even = evaluate([without_determiners(gold)], [without_determiners(predicted)])
    assert even["measures"]["dates.strict.f1"]["value"] == 1.0
