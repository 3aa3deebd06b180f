"""The file of a teacher's labels: see ``label_with_teacher.py``."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from sitrex.annotate.tagger.bio import TAGS


def packed(probabilities: np.ndarray) -> str:
    """Probabilities (words, tags) in 255ths, bytes in base64."""
    return base64.b64encode(np.rint(probabilities * 255).astype(np.uint8).tobytes()).decode("ascii")


def unpacked(row: dict[str, Any]) -> np.ndarray:
    """The 255ths (words, tags) of a row."""
    return np.frombuffer(base64.b64decode(row["soft"]), dtype=np.uint8).reshape(-1, len(TAGS))


def rows_of(path: Path) -> Iterator[dict[str, Any]]:
    """The whole rows of a file; a last line that was cut off is none."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.endswith("\n"):
                yield json.loads(line)
