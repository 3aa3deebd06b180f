from __future__ import annotations

from typing import Any

import pytest

import sitrex
from sitrex.record.model import Record


@pytest.fixture(scope="module")
def records(article_record: Record) -> list[dict[str, Any]]:
    second = sitrex.extract(
        "=2+3 The 2nd Battalion of the 47th Mechanized Brigade fired 40 rounds near Bakhmut on 3 May 2024.\r\n"
        "\"Kyiv\", 'Kharkiv'; a loss of -5 °C, +3 % and \u202e155 mm\t\U0001f4a5. Zürich held.",
        id="'-second",
        published="2024-06-01",
    )
    return [article_record.to_json(), second.to_json()]
