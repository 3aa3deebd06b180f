"""The numbers page shows the cases as they are."""

from __future__ import annotations

import importlib.util
from pathlib import Path

SCRIPT = Path(__file__).parents[2] / "tools" / "numbers_table.py"


def test_page_is_current():
    spec = importlib.util.spec_from_file_location("numbers_table", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    page = module.PAGE.read_text(encoding="utf-8")
    assert module.filled(page) == page, "run tools/numbers_table.py"
