"""What sitrex itself has written, known again where it lies among the input: it is skipped by name, not read as articles."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final

FOLDERS: Final[Mapping[str, tuple[tuple[str, ...], ...]]] = {
    "run of sitrex": (("run.json", ".lock"), ("run.json", "records.jsonl"), ("run.json", "records")),
    "report of sitrex": (("index.html", "assets/pages.json"),),
    "collation of sitrex": tuple(
        (f"units.{kind}", f"units_aliases.{kind}", f"units_mentions.{kind}") for kind in ("csv", "parquet")
    ),
    "export of sitrex": (
        *(
            (f"documents.{kind}", f"entities.{kind}", f"units.{kind}", f"failures.{kind}")
            for kind in ("csv", "parquet")
        ),
        ("annotation.conf", "00001-*.sitrex.json"),
    ),
}
"""Kind of output -> what lies in a folder of it: all names of one of these rows. A run that has just begun is one too."""
NAMES: Final[Mapping[str, re.Pattern[str]]] = {
    "run of sitrex": re.compile(r"run\.json|(?:records|failures)\.jsonl|(?:records|failures|shards)/\d{6}\.jsonl?"),
    "report of sitrex": re.compile(
        r"(?:index|articles|scores)\.html|articles/\d{5,}\.html|data/[a-z]+(?:-\d{4,})?\.js|assets/[\w.]+"
    ),
    "collation of sitrex": re.compile(
        r"(?:(?:units|equipment|organisations|places)(?:_aliases|_mentions)?|duplicates|figures)\.(?:csv|parquet)"
    ),
    "export of sitrex": re.compile(
        r"(?:documents|entities|units|dates|numbers|failures)\.(?:csv|parquet)|annotation\.conf|(\d{5,}-[^/]*)\.(?:txt|ann|sitrex\.json)"
    ),
}
"""Kind of output -> the paths of its files within its folder; a document for brat counts with its ``.sitrex.json`` alone."""
_NOTE: Final = "assets/pages.json"
"""Where a report notes what it wrote."""
FILES: Final[Mapping[str, re.Pattern[bytes]]] = {
    "records of sitrex": re.compile(rb'\s*\{\s*"schema_version"\s*:\s*"[\d.]+",\s*"document"\s*:\s*\{'),
    "figures of sitrex": re.compile(rb"(?:\xef\xbb\xbf)?group,values,document,"),
    "order of battle of sitrex": re.compile(rb'\{\n "units": \[\n  \{\n   "key": '),
}
"""Kind of output that is one file -> how it begins."""
_HEAD: Final = 64
_SUFFIXES: Final = (".jsonl", ".json", ".csv")


def folder_of_ours(folder: Path) -> str | None:
    """The kind of output that a folder holds."""
    return next(_kinds(folder), None)


def _kinds(folder: Path) -> Iterator[str]:
    """All kinds that lie there."""
    for kind, rows in FOLDERS.items():
        if any(all(_holds(folder, name) for name in names) for names in rows):
            yield kind


class Among:
    """What of ours lies in a folder that the user names as input, among articles: it goes by name, the others are read."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._kinds = list(_kinds(folder))
        self._noted = _noted(folder) if "report of sitrex" in self._kinds else frozenset()

    def kind(self, name: str) -> str | None:
        """The kind of output that the file is, by its path within the folder."""
        for kind in self._kinds:
            found = NAMES[kind].fullmatch(name)
            if found is None or (kind == "report of sitrex" and name not in self._noted):
                continue
            stem = found[1] if found.re.groups else None
            if stem is None or (self._folder / f"{stem}.sitrex.json").exists():
                return kind
        return None


def _noted(folder: Path) -> frozenset[str]:
    """The paths that a report wrote."""
    with suppress(OSError, ValueError, RecursionError):
        names = json.loads((folder / _NOTE).read_bytes())
        if isinstance(names, list):
            return frozenset((_NOTE, *(name for name in names if isinstance(name, str))))
    return frozenset()


def _holds(folder: Path, name: str) -> bool:
    return next(folder.glob(name), None) is not None if "*" in name else (folder / name).exists()


def file_of_ours(path: str) -> str | None:
    """The kind of output that a file is."""
    if path.endswith(_SUFFIXES) and os.path.isfile(path):  # noqa: PTH113 - opening a pipe could wait for ever
        with suppress(OSError), Path(path).open("rb", buffering=0) as file:
            head = file.read(_HEAD)
            return next((kind for kind, begin in FILES.items() if begin.match(head)), None)
    return None
