"""Data for the pages' scripts, in files of bounded size that are loaded when they are used.

A page opened from disk may not fetch, but may load scripts: each file calls
``sitrex.put(name, value)`` with JSON.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

LIMIT: Final = 120_000
"""Characters of a shard from which on the next one begins."""


_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def dumped(value: Any) -> str:
    """Short JSON."""
    return _ENCODER.encode(value)


class Data:
    """The folder of data files; ``names`` are those written, without suffix."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.names: list[str] = []

    def put(self, name: str, value: Any) -> None:
        """Write one file, ``NAME.js``."""
        self.put_text(name, dumped(value))

    def put_text(self, name: str, text: str) -> None:
        """The same with what is JSON already."""
        (self._folder / f"{name}.js").write_text(f'sitrex.put("{name}",{text});\n', encoding="utf-8", newline="\n")
        self.names.append(name)


class Shards:
    """Keyed values spread over ``NAME-0001.js``, ``NAME-0002.js`` …, each of at most about :data:`LIMIT` characters."""

    def __init__(self, data: Data, name: str) -> None:
        self._data = data
        self._name = name
        self._items: list[str] = []
        self._size = 0
        self._number = 1

    def add(self, key: object, value: Any) -> int:
        """Put a value in; gives the number of its shard, from 1."""
        text = f"{dumped(str(key))}:{dumped(value)}"
        if self._items and self._size + len(text) > LIMIT:
            self.close()
        self._items.append(text)
        self._size += len(text)
        return self._number

    def close(self) -> None:
        """Write what is not written yet."""
        if self._items:
            self._data.put_text(f"{self._name}-{self._number:04}", "{" + ",".join(self._items) + "}")
            self._number += 1
        self._items, self._size = [], 0
