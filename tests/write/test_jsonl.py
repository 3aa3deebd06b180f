"""Records are read back from files and folders."""

from __future__ import annotations

from pathlib import Path

import pytest

from sitrex.errors import SitrexError
from sitrex.write.jsonl import read_rows


def test_a_folder_without_records_is_named(tmp_path: Path) -> None:
    with pytest.raises(SitrexError, match="no records in it"):
        list(read_rows(tmp_path))
