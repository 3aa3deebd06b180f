"""Fixtures that several tests share; the model is loaded once a session."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

from sitrex import api
from sitrex.flow import Pipeline
from sitrex.record.model import Record

# the gate tries the same cases every time; make test-faults searches at random
settings.register_profile("fixed", derandomize=True, deadline=None)
settings.load_profile("fixed")

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def pipeline() -> Pipeline:
    return api.load()


@pytest.fixture(scope="session")
def article_text() -> str:
    return (ROOT / "corpus" / "articles" / "pokrovsk.txt").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def article_record(article_text: str) -> Record:
    return api.extract(article_text, published="2025-11-27", id="pokrovsk")
