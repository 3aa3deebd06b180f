"""Figures of loss across articles: one row a figure with an outcome, copies once, what contradicts side by side."""

from __future__ import annotations

import csv
import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import IO, Any, Final

from sitrex.export.layout import Column
from sitrex.export.tables import _as_text
from sitrex.record.model import Record

COLUMNS: Final = (
    Column("group", "integer", "The same for figures of one outcome, place, day, side and kind of people or things."),
    Column("values", "integer", "Different figures in the group; more than one: they contradict, or one is later."),
    Column("document", "string", "Id of the document."),
    Column("title", "string", "Title of the document."),
    Column("published", "string", "Publication date."),
    Column("event_begin", "string", "First day or minute of the date that the sentence or its neighbours give."),
    Column("event_end", "string", "Last day or minute of that date."),
    Column("place", "string", "Name of the place that the sentence or its neighbours give."),
    Column("place_country", "string", "Country of the place."),
    Column("lat", "number", "Latitude of the place, of its centre where it is a region or country."),
    Column("lon", "number", "Longitude of the place."),
    Column("outcome", "string", "What befell them."),
    Column("value", "number", "The figure; empty for a range and for a vague count."),
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
_ANYBODY: Final = frozenset(
    ("", "people", "persons", "others", "casualties", "deaths", "fatalities", "dead", "victims")
)


@dataclass(slots=True)
class _Row:
    cells: dict[str, Any]
    place: Any
    copies: list[str] = field(default_factory=list)


class Figures:
    """Takes records one by one; holds a row for every figure that befell somebody or something."""

    def __init__(self) -> None:
        self._rows: list[_Row] = []
        self._seen: dict[tuple[Any, ...], _Row] = {}

    def add(self, record: Record | Mapping[str, Any]) -> None:
        """Take one record in."""
        row = record.to_json() if isinstance(record, Record) else record
        document = row["document"]["id"]
        for key, made in _figures(row):
            first = self._seen.setdefault(key, made) if key is not None else made
            if first is made:
                self._rows.append(made)
            elif first.cells["document"] != document and document not in first.copies[-1:]:
                first.copies.append(document)

    def rows(self) -> Iterator[tuple[Any, ...]]:
        """The rows by group, as :data:`COLUMNS` has their cells."""
        for number, group in enumerate(_groups(self._rows), 1):
            values = len({(r.cells["value"], r.cells["low"], r.cells["high"]) for r in group})
            for row in group:
                cells = row.cells | {"group": number, "values": values, "copies": " ".join(row.copies) or None}
                yield tuple(cells[column.name] for column in COLUMNS)


def _figures(row: Mapping[str, Any]) -> Iterator[tuple[tuple[Any, ...] | None, _Row]]:
    """The figures of a record with an outcome, each with what it shares with a copy of it; None without text."""
    entities = {entity["id"]: entity for entity in row["entities"]}
    dates = {date["id"]: date for date in row["dates"]}
    about = row["document"]
    for number in row["numbers"]:
        if number.get("outcome") is None:
            continue
        place, date = entities.get(number["at"] or "", {}), dates.get(number["when"] or "", {})
        side = entities[number["side"]]["canonical"] if number["side"] in entities else number["side"]
        start, end = row["sentences"][number["sentence"]]
        words = " ".join(row["text"][start:end].split()) if row["text"] else None
        cells = {
            "document": about["id"],
            "title": about["title"],
            "published": about["published"],
            "event_begin": date.get("begin"),
            "event_end": date.get("end_date"),
            "place": place.get("canonical"),
            "place_country": place.get("country"),
            "lat": place.get("lat"),
            "lon": place.get("lon"),
            **{name: number[name] for name in ("outcome", "value", "low", "high", "modifier", "status")},
            "text": " ".join(number["text"].split()),
            "of": (number["of"] or {}).get("text"),
            "side": side,
            "said_by": (number["said_by"] or {}).get("text"),
            "sentence_text": words,
        }
        key = words and (words.casefold(), number["start"] - start, number["outcome"])
        spot = place.get("geonameid") or (place.get("canonical", "").casefold(), place.get("country"))
        yield key or None, _Row(cells, spot if place else None)


def _groups(rows: Iterable[_Row]) -> Iterator[list[_Row]]:
    """The rows in groups: one outcome, place, side and kind of people or things, days that overlap."""
    together: dict[str, list[_Row]] = {}
    alone: list[_Row] = []
    for row in rows:
        begin, end = _day(row.cells["event_begin"]), _day(row.cells["event_end"])
        if row.place is None or begin is None or end is None or end - begin > _LONGEST:
            alone.append(row)
        else:
            key = (row.cells["outcome"], row.place, row.cells["side"], _kind(row.cells["of"]))
            together.setdefault(repr(key), []).append(row)
    for _, like in sorted(together.items()):
        yield from _overlapping(like)
    yield from ([row] for row in alone)


def _overlapping(rows: list[_Row]) -> Iterator[list[_Row]]:
    group: list[_Row] = []
    last = ""
    for row in sorted(rows, key=lambda r: (r.cells["event_begin"], r.cells["event_end"])):
        begin, end = row.cells["event_begin"][:10], row.cells["event_end"][:10]
        if group and begin > last:
            yield group
            group = []
        group.append(row)
        last = max(last, end) if len(group) > 1 else end
    yield group


def _kind(of: str | None) -> str:
    """The head noun of what is counted; one for all words that name nobody in particular."""
    head = (of or "").casefold().split()[-1:]
    return "" if not head or head[0] in _ANYBODY else head[0]


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
    count = 0
    for count, row in enumerate(figures.rows(), 1):  # noqa: B007 - the number of rows
        writer.writerow([_as_text(cell) if isinstance(cell, str) else cell for cell in row])
    return count
