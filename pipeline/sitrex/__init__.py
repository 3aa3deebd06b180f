"""sitrex: situation-report extraction.

Reads conflict reporting and gives, for each article, one record with four
lists of mentions: entities, dates, numbers and military units.

>>> import sitrex
>>> record = sitrex.extract("Two Bradleys of the 47th Brigade reached Pokrovsk.", published="2025-11-27")
>>> [unit.designator for unit in record.units]
['47']
"""

from __future__ import annotations

import os
import sys

if sys.argv[:1] == ["-m"]:  # python -m sitrex: code from the working directory is never imported
    sys.path[:] = [path for path in sys.path if path and os.path.realpath(path) != os.path.realpath(os.curdir)]

from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sitrex.api import extract, extract_many, load
    from sitrex.correct.apply import read_corrections
    from sitrex.errors import SitrexError
    from sitrex.evaluate.scores import evaluate
    from sitrex.export.collate import collate
    from sitrex.export.formats import export
    from sitrex.ingest.article import Article
    from sitrex.record.model import Record
    from sitrex.run.frames import process_batch
    from sitrex.write.jsonl import read_records
    from sitrex.write.tables import to_dataframe

__all__ = [
    "Article",
    "Record",
    "SitrexError",
    "collate",
    "evaluate",
    "export",
    "extract",
    "extract_many",
    "load",
    "process_batch",
    "read_corrections",
    "read_records",
    "to_dataframe",
]

_HOME = {
    "Article": "sitrex.ingest.article",
    "Record": "sitrex.record.model",
    "SitrexError": "sitrex.errors",
    "collate": "sitrex.export.collate",
    "evaluate": "sitrex.evaluate.scores",
    "export": "sitrex.export.formats",
    "extract": "sitrex.api",
    "extract_many": "sitrex.api",
    "load": "sitrex.api",
    "process_batch": "sitrex.run.frames",
    "read_corrections": "sitrex.correct.apply",
    "read_records": "sitrex.write.jsonl",
    "to_dataframe": "sitrex.write.tables",
}


def __getattr__(name: str) -> Any:
    """Public names are imported when first used, so that ``import sitrex`` is cheap."""
    if name not in _HOME:
        raise AttributeError(f"module 'sitrex' has no attribute {name!r}")
    return getattr(import_module(_HOME[name]), name)


class _Package(ModuleType):
    """``sitrex.export`` and ``sitrex.evaluate`` stay functions when their packages of the same name are imported."""

    def __setattr__(self, name: str, value: Any) -> None:
        if not (name in _HOME and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package


def __dir__() -> list[str]:
    return sorted(__all__)
