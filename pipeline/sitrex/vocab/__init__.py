"""Vocabularies: data files whose header explains their syntax and sources, and a user's own beside them.

A vocabulary is a UTF-8 TSV file. Lines that begin with ``#`` are its header
or comments; the first other line names the columns.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Final

from sitrex.errors import SitrexError
from sitrex.vocab.cells import check_cells

_read: Final[set[str]] = set()
"""Tables that were read."""
_own: list[Path] = []
"""The folder with the user's tables, if any."""


def table_names() -> list[str]:
    """Names of all tables of the package, as ``units/nations.tsv``."""
    return sorted(_names(files("sitrex.vocab"), ""))


def _names(folder: Traversable, prefix: str) -> list[str]:
    found: list[str] = []
    for item in folder.iterdir():
        if item.is_dir() and not item.name.startswith("__"):
            found += _names(item, f"{prefix}{item.name}/")
        elif item.name.endswith(".tsv"):
            found.append(f"{prefix}{item.name}")
    return found


def use_own(folder: str | Path) -> None:
    """Add the rows of a folder's tables to those of the package, from now on in this process.

    The folder holds tables named and headed as the package's are (``units/nations.tsv``).

    Raises:
        SitrexError: ``vocab-…`` where the folder, a file or a row is not understood, or a table was read before.
    """
    wanted = Path(folder).resolve()
    if _own == [wanted]:
        return
    _check(wanted)
    if late := sorted(name for name in _read if any((place / name).is_file() for place in (wanted, *_own))):
        raise SitrexError("vocab-late", path=folder, names=", ".join(late[:5]))
    _own[:] = [wanted]


def _check(folder: Path) -> None:
    if not folder.is_dir():
        raise SitrexError("vocab-folder", path=folder)
    known = table_names()
    found = [file.relative_to(folder).as_posix() for file in sorted(folder.rglob("*")) if file.is_file()]
    if not found:
        raise SitrexError("vocab-folder", path=folder)
    for name in found:
        if name not in known:
            raise SitrexError("vocab-unknown", path=folder / name, names=", ".join(known))
        columns = tuple(_package(name)[0])
        own_columns, rows = _parse(_text(folder / name), str(folder / name))
        if own_columns != columns:
            raise SitrexError(
                "vocab-columns", path=folder / name, found=", ".join(own_columns), expected=", ".join(columns)
            )
        check_cells(name, folder / name, (dict(zip(columns, row, strict=True)) for row in rows), _package)


def _package(name: str) -> list[Mapping[str, str]]:
    """The package's own rows of a table."""
    columns, rows = _parse((files("sitrex.vocab") / name).read_text(encoding="utf-8"), name)
    return [dict(zip(columns, row, strict=True)) for row in rows]


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as problem:
        raise SitrexError("vocab-row", path=file, reason=problem) from None


def own_files() -> list[Path]:
    """The user's tables, for the configuration's digest."""
    return [file for folder in _own for file in sorted(folder.rglob("*.tsv"))]


def read_table(name: str, columns: tuple[str, ...]) -> list[dict[str, str]]:
    """Rows of ``vocab/<name>`` as dicts, then those of the user's table of that name; other columns are an error.

    >>> read_table("numbers/number_words.tsv", ("word", "kind", "value"))[0]["word"]
    'zero'
    """
    header, rows = _parse((files("sitrex.vocab") / name).read_text(encoding="utf-8"), f"vocab/{name}")
    if header != columns:
        raise ValueError(f"vocab/{name}: columns are {header}, expected {columns}")
    own = [folder / name for folder in _own if (folder / name).is_file()]
    _read.add(name)
    for file in own:
        rows += _parse(_text(file), str(file))[1]
    return [dict(zip(columns, row, strict=True)) for row in rows]


@cache
def _classes(table: str) -> dict[str, frozenset[str]]:
    """Name of a class -> its words."""
    return {row["list"]: frozenset(row["words"].split(" ")) for row in read_table(table, ("list", "words"))}


def words(*names: str, table: str = "text/words.tsv") -> frozenset[str]:
    """The words of some classes together. Raises KeyError for a class that the table does not have.

    >>> sorted(words("articles"))
    ['a', 'an', 'the']
    """
    found = _classes(table)
    return frozenset().union(*(found[name] for name in names))


def _parse(text: str, name: str) -> tuple[tuple[str, ...], list[list[str]]]:
    """The columns and rows of a table. Raises SitrexError ``vocab-row``."""
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    rows = csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    header = tuple(next(rows, ()))
    table = list(rows)
    for row in table:
        if len(row) != len(header):
            reason = f"{row!r} has {len(row)} cells, there are {len(header)} columns"
            raise SitrexError("vocab-row", path=name, reason=reason)
    return header, table
