"""Near-copies of articles: agency copy that several papers print counts once."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Mapping
from functools import cache
from hashlib import blake2b
from typing import Any, Final

import numpy as np
import numpy.typing as npt

_Hashes = npt.NDArray[np.uint64]

SIMILAR: Final = 0.8
"""Jaccard similarity of five-word shingles from which two articles count as copies of one."""

_WORDS: Final = 20
"""Shorter texts are copies only of the very same text."""

_SHINGLE: Final = 5
_BANDS: Final = 16
_ROWS: Final = 8
"""Of 16 bands of eight values, two articles of similarity .8 share one with probability .95, of .9 with .9999."""

_CANDIDATES: Final = 20
"""Earlier articles that one is compared with, those with most bands in common first: a series of like texts stays cheap."""

_PART: Final = 4096
"""Shingles that are hashed at once."""

_STORE: Final = """
CREATE TABLE digests (sha256 TEXT PRIMARY KEY, id TEXT) WITHOUT ROWID;
CREATE TABLE signatures (number INTEGER PRIMARY KEY, id TEXT, signature BLOB);
CREATE TABLE bands (band INTEGER, number INTEGER, PRIMARY KEY (band, number)) WITHOUT ROWID;
"""


class Copies:
    """Finds articles that copy earlier ones: the same digest, or MinHash signatures much alike (Broder 1997).

    Signatures lie in the database, not in memory: some kilobytes an article.
    """

    def __init__(self, database: sqlite3.Connection) -> None:
        """Its tables are made in ``database``, an empty one or one for temporary data."""
        self._database = database
        database.executescript(_STORE)

    def of(self, row: Mapping[str, Any]) -> str | None:
        """Id of the earlier article that this record's article copies, or None; it then is one itself."""
        document = row["document"]
        same = self._database.execute("SELECT id FROM digests WHERE sha256 = ?", (document["sha256"],)).fetchone()
        original = str(same[0]) if same else self._near(document["id"], row["text"] or "")
        if original is None:
            self._database.execute("INSERT INTO digests VALUES (?, ?)", (document["sha256"], document["id"]))
        return original

    def _near(self, name: str, text: str) -> str | None:
        words = re.findall(r"\w+", text.casefold())
        if len(words) < _WORDS:
            return None
        own = signature(words)
        bands = _band_hashes(own)
        marks = ", ".join("?" * _BANDS)
        found = self._database.execute(
            f"SELECT id, signature FROM signatures JOIN (SELECT number, count(*) AS shared FROM bands WHERE band IN ({marks})"  # noqa: S608 - marks only
            " GROUP BY number ORDER BY shared DESC, number LIMIT ?) USING (number) ORDER BY number",
            (*bands, _CANDIDATES),
        )
        for earlier, packed in found.fetchall():
            if np.mean(np.frombuffer(packed, dtype=np.uint64) == own) >= SIMILAR:
                return str(earlier)
        done = self._database.execute(
            "INSERT INTO signatures (id, signature) VALUES (?, ?)", (name, own.tobytes())
        ).lastrowid
        self._database.executemany("INSERT OR IGNORE INTO bands VALUES (?, ?)", ((band, done) for band in bands))
        return None


def signature(words: list[str]) -> _Hashes:
    """The MinHash signature of a text of at least five words: the least value of its shingles under each of 128 hashes.

    The share of equal values of two signatures estimates the Jaccard similarity of their sets of shingles.
    """
    known = {word: _number(word.encode("utf-8", "surrogatepass")) for word in set(words)}
    hashes = np.fromiter((known[word] for word in words), dtype=np.uint64, count=len(words))
    count = len(words) - _SHINGLE + 1
    shingles = np.zeros(count, dtype=np.uint64)
    for place, factor in enumerate(_numbers("place", _SHINGLE)):
        shingles += hashes[place : place + count] * factor
    least = np.full(_BANDS * _ROWS, np.iinfo(np.uint64).max, dtype=np.uint64)
    factors, terms = _numbers("factor", len(least)), _numbers("term", len(least))
    for start in range(0, count, _PART):
        part = np.outer(shingles[start : start + _PART], factors) + terms
        np.minimum(least, part.min(axis=0), out=least)
    return least


def _band_hashes(own: _Hashes) -> list[int]:
    """A number for each band of the signature, as SQLite takes it: the same band of the same values has the same."""
    rows = own.reshape(_BANDS, _ROWS)
    return [_number(bytes([band]) + row.tobytes()) - 2**63 for band, row in enumerate(rows)]


@cache
def _numbers(use: str, count: int) -> _Hashes:
    """Fixed odd numbers of 64 bits that look random: multiplying by them and adding, modulo 2**64, hashes."""
    return np.array([_number(f"{use} {place}".encode()) | 1 for place in range(count)], dtype=np.uint64)


def _number(data: bytes) -> int:
    return int.from_bytes(blake2b(data, digest_size=8).digest(), "little")
