"""Bytes into text: byte-order marks, encodings, binary files."""

from __future__ import annotations

import codecs
import contextlib
import io
import re
from typing import IO, Any, Final

from sitrex.errors import SitrexError
from sitrex.ingest.letters import likeliest

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE: Final = 65_536
"""Bytes that the encoding detector looks at."""


def _marked(data: bytes) -> str | None:
    """The encoding that a byte-order mark states."""
    return next((encoding for mark, encoding in _MARKS if data.startswith(mark)), None)


def decode(data: bytes, path: str) -> str:
    """The text of ``data``, line ends untouched.

    A byte-order mark decides; then UTF-8 if it fits; then the one-byte page whose
    letters are likeliest; then what charset-normalizer finds. Raises SitrexError ``input-binary`` or
    ``input-encoding``.
    """
    if (encoding := _marked(data)) is not None:
        return _decode_as(encoding, data, path)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = _decode_as(_guess(data, path), data, path)
    if "\x00" in text[:_SAMPLE] and (unmarked := _utf16(data)):
        text = _decode_as(unmarked, data, path)
    if _looks_binary(text):
        raise SitrexError("input-binary", path=path)
    return text


_DECLARED: Final = re.compile(
    rb"""<\?xml[^>]{0,200}?encoding=["']([\w.:-]{1,40})|<meta[^>]{0,300}?charset=["']?\s*([\w.:-]{1,40})""",
    re.IGNORECASE,
)


def decode_markup(data: bytes, path: str) -> str:
    """The same of a page or feed that may declare its encoding; UTF-8 is believed before the declaration."""
    declared = _DECLARED.search(data, 0, 4096)
    if declared and _marked(data) is None:
        with contextlib.suppress(UnicodeDecodeError):
            return data.decode("utf-8")
        with contextlib.suppress(UnicodeDecodeError, LookupError):
            return data.decode((declared[1] or declared[2]).decode("ascii"))
    return decode(data, path)


def _decode_as(encoding: str, data: bytes, path: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise SitrexError("input-encoding", path=path) from None


def find_encoding(stream: IO[bytes], path: str) -> str:
    """The encoding of a stream, found without holding it.

    The same order as :func:`decode`; where bytes are not UTF-8, those around the
    first of them are looked at. Raises SitrexError ``input-binary`` or
    ``input-encoding``.
    """
    checker = codecs.getincrementaldecoder("utf-8")()
    chunk = sample = stream.read(_SAMPLE)
    encoding = _marked(sample)
    while encoding is None and chunk:
        try:
            checker.decode(chunk)
        except UnicodeDecodeError:
            encoding = _guess(chunk, path)
        chunk = stream.read(_SAMPLE)
    if encoding is None and b"\x00" in sample:
        encoding = _utf16(sample[: len(sample) // 2 * 2])
    encoding = encoding or "utf-8"
    if _looks_binary(sample.decode(encoding, "replace")):
        raise SitrexError("input-binary", path=path)
    return encoding


def as_utf8(stream: IO[bytes]) -> IO[bytes]:
    """The stream; where a byte-order mark says UTF-16 or UTF-32, as Windows redirects write it, its text in UTF-8."""
    if isinstance(stream, io.BufferedReader):  # of a pipe, which cannot be sought in
        head = stream.peek(4)
    else:
        head = stream.read(4)
        stream.seek(0)
    encoding = _marked(head)
    return stream if encoding in (None, "utf-8-sig") else io.BufferedReader(_Recoded(stream, encoding))


class _Recoded(io.RawIOBase):
    """The text of a stream in UTF-8; what is none of its encoding is marked."""

    def __init__(self, stream: IO[bytes], encoding: str) -> None:
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder(encoding)("replace")
        self._ready = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._ready:
            data = self._stream.read(_SAMPLE)
            self._ready = self._decoder.decode(data, final=not data).encode("utf-8", "replace")
            if not data:
                break
        given = self._ready[: len(buffer)]
        buffer[: len(given)] = given
        self._ready = self._ready[len(given) :]
        return len(given)


def _utf16(data: bytes) -> str | None:
    """UTF-16 without a mark: every second byte of European text is zero."""
    for encoding, odd in (("utf-16-le", 1), ("utf-16-be", 0)):
        high = data[odd:_SAMPLE:2]
        if len(data) % 2 == 0 and high.count(0) > len(high) * 0.8:
            return encoding
    return None


def _guess(data: bytes, path: str) -> str:
    """The likeliest encoding of bytes that are not UTF-8."""
    if data.count(b"\x00", 0, _SAMPLE):
        encoding = _utf16(data)
    elif (encoding := likeliest(data[:_SAMPLE])) is None:
        from charset_normalizer import from_bytes  # 60 ms to import, needed for few files

        best = from_bytes(data[:_SAMPLE]).best()
        encoding = best.encoding if best else None
    if encoding is None:
        raise SitrexError("input-binary", path=path)
    return encoding


def _looks_binary(text: str) -> bool:
    sample = text[:_SAMPLE]
    control = sum(1 for character in sample if character < " " and character not in "\t\n\r\f\v\x1b")
    return control > max(8, len(sample) // 50)
