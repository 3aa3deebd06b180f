"""Bytes into text: byte-order marks, encodings, binary files."""

from __future__ import annotations

import codecs
from typing import Final

from sitrex.errors import SitrexError

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE: Final = 65_536
"""Bytes that the encoding detector looks at."""


def decode(data: bytes, path: str) -> str:
    """The text of ``data``, line ends untouched.

    A byte-order mark decides; then UTF-8 if it fits; then what
    charset-normalizer finds likeliest. Raises SitrexError ``input-binary`` or
    ``input-encoding``.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError:
                raise SitrexError("input-encoding", path=path) from None
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = _detect(data, path)
    if "\x00" in text[:_SAMPLE] and (unmarked := _utf16(data)):
        text = unmarked
    if _looks_binary(text):
        raise SitrexError("input-binary", path=path)
    return text


def _utf16(data: bytes) -> str | None:
    """UTF-16 without a mark: every second byte of European text is zero."""
    for encoding, odd in (("utf-16-le", 1), ("utf-16-be", 0)):
        high = data[odd:_SAMPLE:2]
        if len(data) % 2 == 0 and high.count(0) > len(high) * 0.8:
            try:
                return data.decode(encoding)
            except UnicodeDecodeError:
                return None
    return None


def _detect(data: bytes, path: str) -> str:
    if data.count(b"\x00", 0, _SAMPLE):
        text = _utf16(data)
        if text is None:
            raise SitrexError("input-binary", path=path)
        return text
    from charset_normalizer import from_bytes  # 60 ms to import, needed for few files

    best = from_bytes(data[:_SAMPLE]).best()
    if best is None:
        raise SitrexError("input-binary", path=path)
    try:
        return data.decode(best.encoding)
    except UnicodeDecodeError:
        raise SitrexError("input-encoding", path=path) from None


def _looks_binary(text: str) -> bool:
    sample = text[:_SAMPLE]
    control = sum(1 for character in sample if character < " " and character not in "\t\n\r\f\v\x1b")
    return control > max(8, len(sample) // 50)
