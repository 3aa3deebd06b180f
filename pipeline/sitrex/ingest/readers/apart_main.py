"""A script that reads standard input by a library in C++ or Rust: ``apart_main.py sheets|pages FOLDER``, the folder being
the one that the library lies in. Run by ``apart.py``; results are JSON lines.

Exit status 1: the file is broken, the last line says why; 2: it is encrypted; 3: it holds too much.
"""

from __future__ import annotations

import datetime
import io
import json
import sys
from collections.abc import Iterator
from typing import Any

MEMORY = 600 << 20
SECONDS = 120
LINE = 1 << 24
"""Bytes that a result may have, and all pages."""
PAGES = 20_000


class _EncryptedError(Exception):
    pass


def _sheets(data: bytes) -> Iterator[Any]:
    """``[sheet, row number, cells]`` of rows that are not empty; number 0 begins a sheet."""
    import python_calamine

    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    except python_calamine.PasswordError:
        raise _EncryptedError from None
    for name in book.sheet_names:
        yield name, 0, []
        for number, cells in enumerate(book.get_sheet_by_name(name).iter_rows(), 1):
            if any(cell != "" for cell in cells):
                yield name, number, [_plain(cell) for cell in cells]


def _plain(cell: Any) -> Any:
    """A cell as JSON types; a whole number is one, not ``7.0``."""
    if cell == "" or cell is None:
        return None
    if isinstance(cell, float) and cell.is_integer():
        return int(cell)
    if isinstance(cell, datetime.date | datetime.time):
        return cell.isoformat()
    return str(cell) if isinstance(cell, datetime.timedelta) else cell


def _pages(data: bytes) -> Iterator[Any]:
    """What the document says of itself, then the text of each page; a page that cannot be read has none."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as problem:
        if "password" in str(problem).lower():
            raise _EncryptedError from None
        raise
    if len(document) > PAGES:
        raise MemoryError
    yield {name: str(document.get_metadata_value(name) or "") for name in ("Title", "Author", "CreationDate")}
    size = 0
    for number in range(len(document)):
        try:
            page = document[number].get_textpage().get_text_bounded()
        except pypdfium2.PdfiumError:
            page = ""
        size += len(page)
        if size > LINE:
            raise MemoryError
        yield page


def main(what: str, where: str) -> int:
    """Write the results."""
    sys.path.append(where)
    _limit()
    out = sys.stdout.buffer
    try:
        for result in (_sheets if what == "sheets" else _pages)(sys.stdin.buffer.read()):
            line = json.dumps(result).encode("ascii")
            if len(line) > LINE:
                return 3
            out.write(line + b"\n")
    except _EncryptedError:
        return 2
    except MemoryError:
        return 3
    except Exception as problem:
        out.write(json.dumps(str(problem)).encode("ascii") + b"\n")
        return 1
    return 0


def _limit() -> None:
    """Limit memory and CPU time where the system can."""
    try:
        import resource
    except ImportError:  # Windows
        return
    for kind, limit in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, SECONDS)):
        soft, hard = resource.getrlimit(kind)
        resource.setrlimit(kind, (limit if soft < 0 else min(limit, soft), hard))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
