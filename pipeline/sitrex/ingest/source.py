"""One file or archive member that is open to be read."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import IO, Final

from sitrex.errors import SitrexError
from sitrex.ingest.limits import PACKED_LIMIT, TEXT_LIMIT, Budget, Count
from sitrex.ingest.reading import Reading
from sitrex.ingest.unfold import ToTheBreak

NO_TEXT: Final = "object without a text"
"""Kind of what is skipped within a file: a channel's service message."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """A file of a kind that is not read."""

    path: str
    kind: str
    """Its suffix, or why it is not read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Bytes to make articles of.

    >>> import io
    >>> Source(path="a.zip!/b.txt", default_id="a.zip!/b.txt", stream=io.BytesIO(b"Kyiv"), size=4, reading=Reading()).depth
    0
    """

    path: str
    """For messages; of a member ``archive!/member``."""
    default_id: str
    stream: IO[bytes]
    size: int
    """Bytes, packed where it is packed."""
    reading: Reading
    file: Path | None = None
    """Where the bytes lie by themselves; None of a member or a packed file, whose stream then can seek."""
    depth: int = 0
    """Archives that it lies in."""
    budget: Budget | None = None
    """What all that lies in it may unpack to, of what is packed itself."""
    attached: Count | None = None
    """The attachments of the letter that it lies in."""
    longest: int = TEXT_LIMIT
    """Bytes that one line of it may have."""
    cut: SitrexError | None = None
    """Why the bytes end too early, of what was packed and is broken."""
    said: Mapping[str, object] = field(default_factory=dict)
    """What a sidecar says of it."""
    tell: Callable[[str, Mapping[str, str]], None] = lambda _path, _names: None
    """Told which names of a table or JSON object were taken for which fields."""

    @contextmanager
    def again(self) -> Iterator[IO[bytes]]:
        """The bytes from their beginning, by random access; ``stream`` is afterwards where it began."""
        if self.file is not None:
            with self.file.open("rb") as stream:
                yield stream
            return
        self.stream.seek(0)
        yield self.stream
        self.stream.seek(0)

    def through(self) -> IO[bytes]:
        """The bytes once through. Behind the last, SitrexError ``input-packed`` where they end too early."""
        return self.stream if self.cut is None else io.BufferedReader(ToTheBreak(self.stream, self.cut))

    def within(self, **values: object) -> Source:
        """A source that lies in this one."""
        own: dict[str, object] = {"file": None, "said": {}, "cut": None, "longest": PACKED_LIMIT}
        return replace(self, **own | values)  # type: ignore[arg-type]
