"""Figures of loss across articles: one row a figure with an outcome, copies once, what contradicts side by side."""

from __future__ import annotations

import csv
import datetime
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b
from itertools import groupby
from typing import IO, Any, Final
from weakref import finalize

from sitrex.export.events import intervals
from sitrex.export.layout import Column, line_of
from sitrex.export.tables import csv_rows
from sitrex.record.model import Record
from sitrex.vocab import words

COLUMNS: Final = (
    Column("group", "integer", "The same for figures of one outcome, place, day, side and kind of people or things."),
    Column("values", "integer", "Different figures in the group; more than one: they contradict, or one is later."),
    Column("document", "string", "Id of the document."),
    Column("title", "string", "Title of the document."),
    Column("published", "string", "Publication date."),
    Column(
        "event_begin",
        "string",
        "First day or minute of the date, or range of dates, that the sentence or its neighbours give.",
    ),
    Column("event_end", "string", "Last day or minute of that date."),
    Column("place", "string", "Name of the place that the sentence or its neighbours give."),
    Column("place_country", "string", "Country of the place."),
    Column("lat", "number", "Latitude of the place, of its centre where it is a region or country."),
    Column("lon", "number", "Longitude of the place."),
    Column("outcome", "string", "What befell them."),
    Column("value", "number", "The figure; empty for a range and for a vague count."),
    Column("unit", "string", "% of a share, or a unit of measure; empty for a count."),
    Column("per", "string", "What the figure is a rate of: day, year, person …"),
    Column("low", "number", "Least value."),
    Column("high", "number", "Greatest value."),
    Column("modifier", "string", "How the figure is meant: at least, approximate …"),
    Column("text", "string", "The words of the figure."),
    Column("of", "string", "Who or what is counted, as written; of an elided noun the one before."),
    Column("side", "string", "Country of the harmed side, else the name of an organisation or people."),
    Column(
        "status",
        "string",
        "Whether the text vouches for it: stated, claimed, uncertain, planned, hypothetical, denied.",
    ),
    Column("said_by", "string", "Who says so, as written."),
    Column("sentence_text", "string", "The words of the sentence."),
    Column("copies", "string", "Ids of later documents that repeat the sentence, counted once; apart by blanks."),
)
"""The columns of the table."""

_LONGEST: Final = datetime.timedelta(days=31)
"""A date that leaves more days open puts no two figures together."""


_STORE: Final = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
CREATE TABLE figures (
    number INTEGER PRIMARY KEY, copy BLOB UNIQUE, together TEXT, begin TEXT, "end" TEXT, document TEXT, cells TEXT
);
CREATE TABLE copies (number INTEGER PRIMARY KEY, figure INTEGER, document TEXT, UNIQUE (figure, document));
"""

_Row = dict[str, Any]
"""Cells by column."""


class Figures:
    """Takes records one by one; a row for every figure that befell somebody or something, kept in a temporary file."""

    def __init__(self) -> None:
        self._store = sqlite3.connect("")  # a file of its own that goes with it
        finalize(self, self._store.close)
        self._store.executescript(_STORE)

    def add(self, record: Record | Mapping[str, Any]) -> None:
        """Take one record in."""
        row = record.to_json() if isinstance(record, Record) else record
        document = row["document"]["id"]
        for key, place, cells in _figures(row):
            copy = blake2b(repr(key).encode("utf-8", "surrogatepass"), digest_size=16).digest() if key else None
            told = (
                copy,
                _together(cells, place),
                cells["event_begin"],
                cells["event_end"],
                document,
                json.dumps(cells),
            )
            done = self._store.execute(
                'INSERT OR IGNORE INTO figures (copy, together, begin, "end", document, cells) VALUES (?, ?, ?, ?, ?, ?)',
                told,
            )
            if not done.rowcount:
                self._store.execute(
                    "INSERT OR IGNORE INTO copies (figure, document) "
                    "SELECT number, ?2 FROM figures WHERE copy = ?1 AND document <> ?2",
                    (copy, document),
                )

    def __len__(self) -> int:
        (number,) = self._store.execute("SELECT count(*) FROM figures").fetchone()
        return int(number)

    def rows(self) -> Iterator[tuple[Any, ...]]:
        """The rows by group, as :data:`COLUMNS` has their cells."""
        for number, group in enumerate(self._groups(), 1):
            values = len({(row["value"], row["low"], row["high"]) for row in group})
            for row in group:
                cells = row | {"group": number, "values": values}
                yield tuple(cells[column.name] for column in COLUMNS)

    def _groups(self) -> Iterator[list[_Row]]:
        """The rows in groups: one outcome, place, side and kind of people or things, days that overlap."""
        like = self._rows('together IS NOT NULL ORDER BY together, begin, "end", number')
        for _, rows in groupby(like, key=lambda row: row[0]):
            yield from _overlapping(row for _, row in rows)
        yield from ([row] for _, row in self._rows("together IS NULL ORDER BY number"))

    def _rows(self, which: str) -> Iterator[tuple[str | None, _Row]]:
        copies = "SELECT group_concat(document, ' ') FROM (SELECT document FROM copies WHERE figure = f.number ORDER BY number)"
        for together, cells, copied in self._store.execute(
            f"SELECT together, cells, ({copies}) FROM figures f WHERE {which}"  # noqa: S608 - written here
        ):
            yield together, json.loads(cells) | {"copies": copied}


def _figures(row: Mapping[str, Any]) -> Iterator[tuple[tuple[Any, ...] | None, Any, _Row]]:
    """The figures of a record with an outcome: what each shares with a copy of it (None without text), the place, cells."""
    entities = {entity["id"]: entity for entity in row["entities"]}
    days = intervals(row["dates"])
    about = row["document"]
    last: Mapping[str, Any] | None = None
    for number in row["numbers"]:
        before, last = last, number
        if number.get("outcome") is None or _repeats(row["text"], before, number):
            continue
        place, (begin, end) = entities.get(number["at"] or "", {}), days.get(number["when"] or "", (None, None))
        side = entities[number["side"]]["canonical"] if number["side"] in entities else number["side"]
        sentence = row["sentences"][number["sentence"]]
        words = line_of(row, *sentence)
        cells = {
            "document": about["id"],
            "title": about["title"],
            "published": about["published"],
            "event_begin": begin,
            "event_end": end,
            "place": place.get("canonical"),
            "place_country": place.get("country"),
            "lat": place.get("lat"),
            "lon": place.get("lon"),
            **{name: number[name] for name in ("outcome", "modifier", "status", "per")},
            **{name: _whole(number[name]) for name in ("value", "low", "high")},
            "unit": "%" if number["label"] == "PERCENT" else number["unit"],
            "text": " ".join(number["text"].split()),
            "of": (number["of"] or {}).get("text"),
            "side": side,
            "said_by": (number["said_by"] or {}).get("text"),
            "sentence_text": words,
        }
        key = words and (words.casefold(), number["start"] - sentence[0], number["outcome"])
        spot = place.get("geonameid") or (place.get("canonical", "").casefold(), place.get("country"))
        yield key or None, spot if place else None, cells


def _whole(value: float | None) -> float | None:
    return int(value) if value is not None and value % 1 == 0 else value


def _repeats(text: str | None, before: Mapping[str, Any] | None, number: Mapping[str, Any]) -> bool:
    """Whether a figure repeats the one before it in brackets: `six (6) killed`."""
    if not text or before is None or before["outcome"] != number["outcome"] or before["value"] != number["value"]:
        return False
    return text[before["end"] : number["start"]].strip() == "(" and text[number["end"] : number["end"] + 1] == ")"


def _together(cells: _Row, place: Any) -> str | None:
    """What figures of one group share besides their days; None of one that stands alone, as a share of a number does."""
    begin, end = _day(cells["event_begin"]), _day(cells["event_end"])
    share = cells["unit"] is not None or cells["per"] is not None or (cells["value"] is not None and cells["value"] % 1)
    if share or place is None or begin is None or end is None or end - begin > _LONGEST:
        return None
    return repr((cells["outcome"], place, cells["side"], _kind(cells["of"])))


def _overlapping(rows: Iterable[_Row]) -> Iterator[list[_Row]]:
    """Figures of one kind by their days, in groups whose days overlap."""
    group: list[_Row] = []
    last = ""
    for row in rows:
        begin, end = row["event_begin"][:10], row["event_end"][:10]
        if group and begin > last:
            yield group
            group = []
        group.append(row)
        last = max(last, end) if len(group) > 1 else end
    yield group


def _kind(of: str | None) -> str:
    """The head noun of what is counted; one for all words that name nobody in particular."""
    head = (of or "").casefold().split()[-1:]
    return "" if not head or head[0] in words("anybody", table="statements/words.tsv") else head[0]


def _day(value: str | None) -> datetime.date | None:
    try:
        return (value and datetime.date.fromisoformat(value[:10])) or None
    except ValueError:  # of a year beyond those of the calendar
        return None


def write_figures(records: Iterable[Record | Mapping[str, Any]], stream: IO[str]) -> int:
    """Write the table as CSV; the number of its rows.

    Text that a spreadsheet would run as a formula gets a leading apostrophe, as in ``sitrex export --to csv``.

    >>> import io, sitrex
    >>> record = sitrex.extract("On 5 May 2024 the shelling killed 12 people in Pokrovsk.", id="a")
    >>> write_figures([record], io.StringIO())
    1
    """
    figures = Figures()
    for record in records:
        figures.add(record)
    writer = csv.writer(stream)
    writer.writerow([column.name for column in COLUMNS])
    writer.writerows(csv_rows(COLUMNS, figures.rows()))
    return len(figures)
