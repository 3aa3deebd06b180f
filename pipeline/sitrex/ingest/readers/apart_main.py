"""A script that reads standard input by a library that a file can hurt: ``apart_main.py sheets|pages|table|word FOLDER
SECONDS``, the folder being the one that the library lies in. Run by ``apart.py``; results are JSON lines.

Exit status 1: the file is broken, the last line says why; 2: it is encrypted; 3: it holds too much.
"""

from __future__ import annotations

import datetime
import decimal
import io
import json
import math
import os
import sys
import uuid
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import IO, Any

MEMORY = 512 << 20
"""Bytes that reading may take, on top of what the library itself takes."""
LINE = 1 << 24
"""Bytes that a result may have, and all pages."""
PAGES = 20_000
RUNS = 500
"""Of one page: each is looked for among all its characters, which takes 20 ms a page of so many; dense tables have more."""
RUNS_IN_ALL = 500_000
"""Of all pages: ten thousand of a book's; those behind have none, and are read as the file draws them."""
ROWS = 64
"""Rows of a table held at once."""
BATCH = 8 << 20
"""Bytes that these rows may come to where the file says how large its values are; with larger ones, fewer rows."""


class _EncryptedError(Exception):
    pass


def _sheets(stream: IO[bytes]) -> Iterator[Any]:
    """``[sheet, row number, cells]`` of rows that are not empty; number 0 begins a sheet."""
    import python_calamine

    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(stream.read()))
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


def _pages(stream: IO[bytes]) -> Iterator[Any]:
    """What the document says of itself, then ``[text, runs]`` of each page; a page that cannot be read has none.

    A run is ``[left, bottom, right, top, text]`` of what is drawn at one place, points from the page's left and lower
    edge; a page of too many has none.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(stream.read())
    except pypdfium2.PdfiumError as problem:
        if "password" in str(problem).lower():
            raise _EncryptedError from None
        raise
    if len(document) > PAGES:
        raise MemoryError
    yield {name: str(document.get_metadata_value(name) or "") for name in ("Title", "Author", "CreationDate")}
    size = places = 0
    for number in range(len(document)):
        try:
            page = document[number].get_textpage()
            text = page.get_text_bounded()
            count = page.count_rects()
            places += count
            within = range(count if count <= RUNS and places <= RUNS_IN_ALL else 0)
            runs = [(*place, page.get_text_bounded(*place)) for place in map(page.get_rect, within)]
        except pypdfium2.PdfiumError:
            text, runs = "", []
        size += len(text)
        if size > LINE:
            raise MemoryError
        yield text, runs


def _table(stream: IO[bytes]) -> Iterator[Any]:
    """The names of the columns and what the columns unfold to, then ``[row number, cells, places and reasons of those not read]``."""
    import pyarrow.parquet

    with pyarrow.parquet.ParquetFile(stream, pre_buffer=False) as table:
        size, largest = _unfolded(table.metadata)
        yield {"columns": table.schema_arrow.names, "size": size, "largest": largest}
        number = 0
        for batch in table.iter_batches(max(1, min(ROWS, BATCH // max(largest, 1))), use_threads=False):
            for at in range(batch.num_rows):
                number += 1
                yield [number, *_row(batch, at)]


def _unfolded(metadata: Any) -> tuple[int, int]:
    """Bytes of all columns, and of the largest value that the file can hold in so many bytes.

    A dictionary names one long value in every row, so what counts is the size of a column's chunk, not its share a row.
    """
    size = largest = 0
    for number in range(metadata.num_row_groups):
        group = metadata.row_group(number)
        for chunk in map(group.column, range(group.num_columns)):
            # a value that repeats or grows out of the one before may be as large as all of the chunk, in every row
            repeated = any("DICTIONARY" in name or name.startswith("DELTA") for name in chunk.encodings)
            total = chunk.total_uncompressed_size
            size += total
            largest = max(largest, total if repeated else total // max(chunk.num_values, 1))
    return size, largest


def _row(batch: Any, at: int) -> tuple[list[Any], list[tuple[int, str]]]:
    cells: list[Any] = []
    reasons: list[tuple[int, str]] = []
    for place, column in enumerate(batch.columns):
        try:
            cell = _json(column[at].as_py())
        except MemoryError:
            raise
        except Exception as problem:  # dates beyond any calendar, zones that nobody knows, bytes
            cell = None
            reasons.append((place, f"{type(problem).__name__}: {problem}"[:200]))
        cells.append(cell)
    return cells, reasons


def _json(value: Any) -> Any:
    """The value as JSON types: dates and times as ISO strings, numbers that are none as null."""
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    if isinstance(value, decimal.Decimal | datetime.timedelta | uuid.UUID):
        return str(value)
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, list):
        return [_json(item) for item in value]
    if isinstance(value, dict):
        return {str(key): _json(item) for key, item in value.items()}
    if value is None or isinstance(value, str | int | float):
        return value
    raise TypeError(f"a value of type {type(value).__name__}")


def _word(stream: IO[bytes]) -> Iterator[str]:
    """A Word document as HTML."""
    import mammoth

    image = mammoth.images.img_element(lambda _: {"src": ""})
    yield mammoth.convert_to_html(io.BytesIO(stream.read()), convert_image=image, external_file_access=False).value


READERS = {
    "sheets": ("python_calamine", _sheets),
    "pages": ("pypdfium2", _pages),
    "table": ("pyarrow.parquet", _table),
    "word": ("mammoth", _word),
}


def main(what: str, where: str, seconds: str) -> int:
    """Write the results."""
    sys.path.append(where)
    os.environ |= {"ARROW_DEFAULT_MEMORY_POOL": "system", "OPENBLAS_NUM_THREADS": "1"}  # reserve no more than is used
    library, read = READERS[what]
    import_module(library)
    _limit(int(seconds))
    out = sys.stdout.buffer
    try:
        for result in read(sys.stdin.buffer):
            line = json.dumps(result, ensure_ascii=False).encode("utf-8", "surrogatepass")
            if len(line) > LINE:
                return 3
            out.write(line + b"\n")
    except _EncryptedError:
        return 2
    except (MemoryError, RecursionError):
        return 3
    except Exception as problem:
        out.write(json.dumps(f"{type(problem).__name__}: {problem}"[:300]).encode("ascii") + b"\n")
        return 1
    return 0


def _limit(seconds: int) -> None:
    """Limit memory and CPU time where the system can; a large file that is read by random access has a second a megabyte more."""
    try:
        import resource
    except ImportError:  # Windows
        return
    sizes = Path("/proc/self/statm")
    library = int(sizes.read_text().split()[0]) * resource.getpagesize() if sizes.exists() else 0
    if sys.stdin.buffer.seekable():
        seconds += sys.stdin.buffer.seek(0, 2) >> 20
        sys.stdin.buffer.seek(0)
    for kind, limit in ((resource.RLIMIT_AS, library + MEMORY), (resource.RLIMIT_CPU, seconds)):
        soft, hard = resource.getrlimit(kind)
        resource.setrlimit(kind, (limit if soft < 0 else min(limit, soft), hard))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:4]))
