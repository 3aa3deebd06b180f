"""Sidecars: ``NAME.meta.json`` beside a document says what its fields are."""

from __future__ import annotations

import json
import posixpath
from pathlib import Path
from typing import IO, Any, Final

from sitrex.errors import SitrexError
from sitrex.ingest.article import clean_name
from sitrex.ingest.kinds import kind_of
from sitrex.ingest.limits import read_whole
from sitrex.ingest.reading import FIELDS

SIDECAR: Final = ".meta.json"
"""What the name of a file that says something of the one beside it ends in."""
SIDECAR_LIMIT: Final = 1 << 20


def sidecar_of(name: str) -> str | None:
    """What a document's sidecar is called; None of what is no document.

    >>> sidecar_of("maps/izium.v2.txt"), sidecar_of("rows.csv")
    ('maps/izium.v2.meta.json', None)
    """
    known = kind_of(posixpath.basename(name))
    return posixpath.splitext(name)[0] + SIDECAR if known is not None and known[0].document else None


def sidecar_beside(file: Path) -> dict[str, Any]:
    """What ``NAME.meta.json`` beside a file says of the article; no file, nothing said.

    Raises SitrexError ``sidecar``.
    """
    beside = file.with_name(file.stem + SIDECAR)
    if not beside.is_file():
        return {}
    path = clean_name(str(beside))
    try:
        with beside.open("rb") as stream:
            return read_sidecar(stream, path)
    except OSError as problem:
        raise _not_understood(path, f"{type(problem).__name__}: {problem}"[:200]) from None


def read_sidecar(stream: IO[bytes], path: str) -> dict[str, Any]:
    """What an open sidecar says. Raises SitrexError ``sidecar``, ``article-type``."""
    data = read_whole(stream, path, SIDECAR_LIMIT)
    try:
        row = json.loads(data.decode("utf-8-sig"))
        json.dumps(row).encode("ascii")
    except (ValueError, RecursionError) as problem:
        raise _not_understood(path, f"{type(problem).__name__}: {problem}"[:200]) from None
    if not isinstance(row, dict) or "text" in row:
        raise _not_understood(path, "not such an object")
    key = row.get("id")
    if key is not None and (type(key) not in (str, int)):
        raise SitrexError("article-type", path=path, field="id", expected="a string", found=type(key).__name__)
    return row


def _not_understood(path: str, reason: str) -> SitrexError:
    fields = ", ".join(name for name in FIELDS if name != "text") + " and fields of your own"
    return SitrexError("sidecar", path=path, reason=reason, fields=fields)
