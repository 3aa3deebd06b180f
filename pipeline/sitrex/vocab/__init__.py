"""Vocabularies: data files whose header explains their syntax and sources.

A vocabulary is a UTF-8 TSV file. Lines that begin with ``#`` are its header
or comments; the first other line names the columns.
"""

from __future__ import annotations

import csv
from importlib.resources import files


def read_table(name: str, columns: tuple[str, ...]) -> list[dict[str, str]]:
    """Rows of ``vocab/<name>`` as dicts; other columns than ``columns`` are an error.

    >>> read_table("numbers/number_words.tsv", ("word", "kind", "value"))[0]["word"]
    'zero'
    """
    text = (files("sitrex.vocab") / name).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    rows = csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    header = tuple(next(rows))
    if header != columns:
        raise ValueError(f"vocab/{name}: columns are {header}, expected {columns}")
    table = []
    for row in rows:
        if len(row) != len(columns):
            raise ValueError(f"vocab/{name}: {row!r} has {len(row)} cells, expected {len(columns)}")
        table.append(dict(zip(columns, row, strict=True)))
    return table
