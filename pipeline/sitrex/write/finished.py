"""Files that appear whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sitrex.errors import SitrexError


@contextmanager
def finished(path: Path) -> Iterator[Path]:
    """A temporary path beside ``path``, its folder made, that takes the final name only when all went well.

    Raises SitrexError ``output-not-writable`` where the folder is none, or the name is a folder's.
    """
    part = path.with_name(path.name + ".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.unlink(missing_ok=True)
        if path.is_dir():
            raise IsADirectoryError(None, "it is a folder")
    except OSError as problem:
        raise SitrexError("output-not-writable", path=path, reason=problem.strerror) from problem
    try:
        yield part
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    part.replace(path)
