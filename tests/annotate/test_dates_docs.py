import runpy
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_the_table_of_expressions_is_current():
    tool = runpy.run_path(str(ROOT / "tools" / "date_table.py"))
    text = (ROOT / "docs" / "dates.md").read_text(encoding="utf-8")
    assert tool["page"]() == text
    assert tool["table"]().count("\n") == 62
