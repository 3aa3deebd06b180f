"""Messages between a run and its worker processes: a length, then a pickle, over a pipe."""

from __future__ import annotations

import pickle
import struct
from typing import IO, Any, Final

OUT_OF_MEMORY: Final = 77
"""Exit status of a worker that could get no more memory."""

_LENGTH: Final = struct.Struct("<Q")


def send(pipe: IO[bytes], message: Any) -> None:
    """Write one message; OSError if the other side is gone."""
    data = pickle.dumps(message, protocol=5)
    pipe.write(_LENGTH.pack(len(data)))
    pipe.write(data)
    pipe.flush()


def receive(pipe: IO[bytes]) -> Any:
    """The next message; EOFError if the other side is gone."""
    head = pipe.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        raise EOFError
    (length,) = _LENGTH.unpack(head)
    data = pipe.read(length)
    if len(data) < length:
        raise EOFError
    return pickle.loads(data)  # noqa: S301 - the other side is our own process
