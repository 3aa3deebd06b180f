"""Libraries that a small file can hurt read in a process of their own: those in C++ and Rust ask for more memory than there
is, which ends a process, and Word's takes quadratic time.
"""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import IO, Any, Final, Literal

from sitrex.errors import SitrexError

What = Literal["sheets", "pages", "table", "word"]
_SCRIPT: Final = Path(__file__).with_name("apart_main.py")
_LIBRARIES: Final = {"sheets": "python_calamine", "pages": "pypdfium2", "table": "pyarrow", "word": "mammoth"}
_SECONDS: Final = {"sheets": 120, "pages": 120, "table": 120, "word": 20}
"""CPU time that a file may take."""
_BROKEN: Final = 1
_ENCRYPTED: Final = 2


def read_apart(what: What, data: bytes | IO[bytes], path: str) -> Iterator[Any]:
    """What ``apart_main.py`` makes of the file; an open file is read by random access.

    Raises SitrexError ``input-packed``, ``input-encrypted`` or ``input-costly``.
    """
    spec = find_spec(_LIBRARIES[what])
    assert spec is not None
    assert spec.origin is not None
    seconds = _SECONDS[what]
    command = [sys.executable, "-I", str(_SCRIPT), what, str(Path(spec.origin).parents[1]), str(seconds)]
    piped = isinstance(data, bytes)
    pipes = {"stdin": subprocess.PIPE if piped else data, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, **pipes) as reader:  # type: ignore[call-overload]  # noqa: S603 - our own script
        try:
            if piped:
                with contextlib.suppress(OSError):  # it may be gone by now
                    reader.stdin.write(data)
                    reader.stdin.close()
            last = None
            for line in reader.stdout:
                if last is not None:
                    yield last
                last = json.loads(line)
            status = reader.wait()
            if last is not None and status != _BROKEN:
                yield last
        finally:
            reader.kill()
    if status == _BROKEN:
        raise SitrexError("input-packed", path=path, reason=last or "its reader failed")
    if status == _ENCRYPTED:
        raise SitrexError("input-encrypted", path=path)
    if status:
        limit = f"{seconds} seconds, half a gigabyte and 16 MB for one text"
        raise SitrexError("input-costly", path=path, what="more than its reader may hold", limit=limit)
