"""The committed run over the articles: ``python tests/golden.py`` writes it again (make reference)."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

from sitrex.run import batch
from sitrex.run.options import RunOptions

ROOT = Path(__file__).resolve().parent.parent
REFERENCE = ROOT / "outputs" / "reference" / "records.jsonl"


def fresh() -> str:
    """Records of all articles, one JSON line each, without what names versions."""
    with tempfile.TemporaryDirectory() as folder:
        batch.run([str(ROOT / "corpus" / "articles")], folder, RunOptions(), workers=1)
        lines = Path(folder, "records.jsonl").read_text(encoding="utf-8").splitlines()
    return "".join(stable(line) for line in lines)


def stable(line: str) -> str:
    """One record's line without its provenance, which changes with every version."""
    record = json.loads(line)
    del record["provenance"]
    return json.dumps(record, ensure_ascii=False, separators=(",", ":")) + "\n"


if __name__ == "__main__":
    REFERENCE.parent.mkdir(parents=True, exist_ok=True)
    REFERENCE.write_text(fresh(), encoding="utf-8", newline="\n")
