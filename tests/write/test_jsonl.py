"""Records are read back from files and folders."""

from __future__ import annotations

from pathlib import Path

import pytest

from sitrex.errors import SitrexError
from sitrex.write.jsonl import read_record_rows, read_rows


def test_a_folder_without_records_is_named(tmp_path: Path) -> None:
    with pytest.raises(SitrexError, match="no records in it"):
        list(read_rows(tmp_path))


@pytest.mark.parametrize(
    ("row", "field"), [('{"title": "Kyiv held"}', "document.id"), ('{"document": {"id": "a"}}', "schema_version")]
)
def test_a_file_that_is_no_record_is_named(tmp_path: Path, row: str, field: str) -> None:
    (tmp_path / "article.json").write_text(row, encoding="utf-8")
    with pytest.raises(SitrexError, match=f"article.json: not a record: it has no {field}"):
        list(read_record_rows(tmp_path))
