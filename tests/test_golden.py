"""No output changes unnoticed: a fresh run over the articles equals the committed one."""

from __future__ import annotations

import json

import pytest
from tests import golden

REFERENCE = golden.REFERENCE.read_text(encoding="utf-8").splitlines()


@pytest.fixture(scope="module")
def fresh() -> list[str]:
    return golden.fresh().splitlines()


def test_every_article_is_in_the_reference(fresh: list[str]) -> None:
    ids = [[json.loads(line)["document"]["id"] for line in lines] for lines in (REFERENCE, fresh)]
    assert ids[0] == ids[1]
    articles = golden.ROOT / "corpus" / "articles"
    assert sorted(ids[0]) == sorted(path.stem for path in articles.glob("*.txt"))


@pytest.mark.parametrize(
    "place", range(len(REFERENCE)), ids=lambda place: json.loads(REFERENCE[place])["document"]["id"]
)
def test_the_record_is_the_committed_one(place: int, fresh: list[str]) -> None:
    expected, found = json.loads(REFERENCE[place]), json.loads(fresh[place])
    for name in ("schema_version", "document", "text", "sentences", "entities", "dates", "numbers", "units"):
        assert found[name] == expected[name], "if this change is meant, run: make reference"
    assert fresh[place] == REFERENCE[place]
