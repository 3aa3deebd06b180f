from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import sitrex
from sitrex.flow import Pipeline
from sitrex.ingest.article import Article
from sitrex.record.model import Record
from sitrex.validate.invariants import check

CONFLICT = st.lists(
    st.sampled_from(
        "the 47th Mechanized Brigade of 2nd Bn. 12 May 2024 yesterday U.S. 155 mm guns T-72B3 Kyiv , . ; “ ” ( ) [ ] - – / "
        "\n \t 10-15 km $5 million VII Corps No. 617 Squadron May 24 hours Lt. Col. A Company 1/5 Marines [LMD] % = 1,000".split(
            " "
        )
    ),
    max_size=40,
).map(" ".join)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.one_of(CONFLICT, st.text(st.characters(exclude_categories=["Cs"]), min_size=1)))
def test_any_text_gives_a_valid_record(text: str, pipeline: Pipeline) -> None:
    record = pipeline(Article(id="x", text=text))
    row = record.to_json()
    check(row)
    assert all(
        text[m["start"] : m["end"]] == m["text"]
        for name in ("entities", "dates", "numbers", "units")
        for m in row[name]
    )


def test_the_article_gives_the_same_record_twice(article_text: str, article_record: Record) -> None:
    again = sitrex.extract(article_text, published="2025-11-27", id="pokrovsk")
    assert again == article_record


def test_extract_many_takes_mappings_and_articles() -> None:
    records = list(
        sitrex.extract_many([{"id": "a", "text": "Kyiv held.", "beat": "war"}, Article(id="b", text="Kharkiv.")])
    )
    assert [r.document.id for r in records] == ["a", "b"]
    assert records[0].document.metadata == {"beat": "war"}


@pytest.mark.parametrize(
    ("row", "code"), [({"id": "a"}, "article-no-text"), ({"text": 3}, "article-type"), (7, "article-type")]
)
def test_extract_many_refuses_what_is_no_article(row: object, code: str) -> None:
    with pytest.raises(sitrex.SitrexError) as caught:
        list(sitrex.extract_many([row]))  # type: ignore[list-item]
    assert caught.value.code == code


def test_dataframe_has_one_row_a_mention(article_record: Record) -> None:
    frame = sitrex.to_dataframe([article_record])
    row = article_record.to_json()
    assert len(frame) == sum(len(row[name]) for name in ("entities", "dates", "numbers", "units"))
    assert set(frame["list"]) == {"entities", "dates", "numbers", "units"}
    assert (frame["document"] == "pokrovsk").all()


def test_importing_the_package_imports_nothing_heavy() -> None:
    code = "import sys, sitrex, sitrex.cli; print(*[m for m in ('spacy', 'pandas', 'numpy', 'trafilatura') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_a_missing_model_is_one_clear_error() -> None:
    with pytest.raises(sitrex.SitrexError, match=r"en_core_web_xx.*--model"):
        sitrex.load("en_core_web_xx")
