"""What a run is told: options that decide its output, and limits that do not."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any, Final

from sitrex.ingest.reading import Reading
from sitrex.ingest.sources import StdinFormat

SHARD_DOCUMENTS: Final = 200
SHARD_BYTES: Final = 1_000_000
"""A shard ends when it has so many documents or bytes; small inputs are cut finer, see :func:`shard_bytes`."""

_LEAST_SHARD: Final = 50_000
_SHARDS_WANTED: Final = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class RunOptions:
    """What decides a run's records besides its inputs."""

    model: str | None = None
    vocab: str | None = None
    """A folder with tables of the user's own."""
    symbols: str = "2525D"
    """The edition of the standard that symbol codes follow."""
    sides: tuple[tuple[str, str], ...] = ()
    """(country, standard identity) pairs."""
    published: datetime.date | None = None
    stdin_format: StdinFormat = "text"
    with_title: bool = False
    keep_text: bool = True
    columns: tuple[tuple[str, str], ...] = ()
    """(field, name) pairs: what the user calls an article's fields."""
    day_first: bool | None = None

    @property
    def reading(self) -> Reading:
        """How inputs become articles."""
        return Reading(published=self.published, columns=dict(self.columns), day_first=self.day_first)

    def to_json(self) -> dict[str, Any]:
        """The options as the manifest has them."""
        return {
            "model": self.model,
            "vocab": self.vocab,
            "symbols": self.symbols,
            "sides": dict(self.sides),
            "published": self.published and self.published.isoformat(),
            "format": self.stdin_format,
            "with_title": self.with_title,
            "keep_text": self.keep_text,
            "columns": dict(self.columns),
            "day_first": self.day_first,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a worker process may use before it is replaced or stopped."""

    seconds: float = 30.0
    """Time for any document, and …"""
    bytes_per_second: float = 2_000.0
    """… one second more for so many bytes of it; a fiftieth of the usual speed."""
    headroom: int = 2 << 30
    """Bytes that a document may take on top of the loaded model."""
    growth: int = 256 << 20
    """Bytes that a worker may have kept after a shard, on top of the loaded model, before it is replaced."""
    shards: int = 500
    """Shards after which a worker is replaced in any case."""
    startup: float = 300.0
    """Seconds for a worker to load the model."""

    def timeout(self, size: int) -> float:
        """Seconds for a document of ``size`` bytes."""
        return self.seconds + size / self.bytes_per_second


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a worker process needs to know."""

    options: RunOptions
    output: str
    """Folder or fsspec URL that the shards' parts go to."""
    limits: Limits = Limits()
    loader: str = "sitrex.flow:load"
    """``module:function`` that gives the pipeline, called with the model's name, the vocabulary's folder and the symbols."""


def shard_bytes(total: int | None) -> int:
    """Bytes of text in one shard: a small input makes some 32 shards, so that all workers have work to the end.

    The number of workers plays no part, so that a run can go on with another number.

    >>> shard_bytes(None), shard_bytes(5_000_000), shard_bytes(1_000)
    (1000000, 156250, 50000)
    """
    return SHARD_BYTES if total is None else min(max(total // _SHARDS_WANTED, _LEAST_SHARD), SHARD_BYTES)
