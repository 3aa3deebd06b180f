"""What is said across articles, written as data for the front page: words, units, places, months, losses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Final

from sitrex.report.desk import Desk
from sitrex.report.shards import Data, Shards, dumped
from sitrex.write.words import country, unit_words

PART: Final = 100
"""Sentences that are loaded together; a thing named more often has several parts."""

TOP: Final = 25
"""Units that the front page shows unasked."""

NEWEST: Final = 10
"""Losses that the front page shows unasked."""

_NEAR: Final = 12
"""Names told that stand in one sentence with a thing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """A unit, a place, a month or an outcome over all articles.

    ``fields`` are a unit's and a place's, ``first`` and ``last`` dates of
    publication, ``parts`` the shards that hold its sentences.
    """

    key: str
    fields: Mapping[str, Any]
    mentions: int
    articles: int
    first: str
    last: str
    parts: Sequence[int]
    status: Mapping[str, int]
    newest: Sequence[Mapping[str, Any]]
    """The first rows of an outcome; of other kinds nothing."""


@dataclass(slots=True)
class _Tally:
    """What is counted while a thing's rows go by."""

    keep: int
    near: Counter[str] = field(default_factory=Counter)
    status: Counter[str] = field(default_factory=Counter)
    articles: set[int] = field(default_factory=set)
    mentions: int = 0
    newest: list[dict[str, Any]] = field(default_factory=list)

    def take(self, row: dict[str, Any]) -> dict[str, Any]:
        """Count a row; gives what of it is written."""
        self.near.update(row.pop("near", ()))
        self.status[row.get("status", "stated")] += 1
        self.articles.add(row["a"])
        self.mentions += 1
        if len(self.newest) < self.keep:
            self.newest.append(row)
        return row


@dataclass(frozen=True, slots=True)
class Across:
    """What the front page itself shows: the units of most articles, all months and outcomes, and how many there are."""

    units: Sequence[Thing]
    months: Sequence[Thing]
    losses: Sequence[Thing]
    unit_count: int
    place_count: int


def write_across(desk: Desk, data: Data, published: Sequence[str]) -> Across:
    """Write the data files; gives what the front page shows.

    ``published`` has the date of each article by its number, from 1, or an empty
    text. Units and outcomes come in the order of articles that have them, months
    in their own.
    """
    _write_words(desk, data)
    units = _Directory(_unit_row, TOP)
    for thing in _things(desk, data, "units", published):
        units.take(thing)
    places = _Directory(_place_row, 0)
    for thing in _things(desk, data, "places", published):
        places.take(thing)
    units.write(data, "units")
    places.write(data, "places")
    losses = sorted(_things(desk, data, "losses", published), key=_rank)
    months = list(_things(desk, data, "months", published))
    return Across(units.top, months, losses, len(units.rows), len(places.rows))


def _rank(thing: Thing) -> tuple[int, int, str]:
    return -thing.articles, -thing.mentions, thing.key


class _Directory:
    """One row a thing, as JSON, those in most articles first; ``top`` keeps the first things whole."""

    def __init__(self, row: Callable[[Thing], list[Any]], most: int) -> None:
        self._row = row
        self._most = most
        self.rows: list[tuple[tuple[int, int, str], str]] = []
        self.top: list[Thing] = []

    def take(self, thing: Thing) -> None:
        self.rows.append((_rank(thing), dumped(self._row(thing))))
        self.top = sorted([*self.top, thing], key=_rank)[: self._most]

    def write(self, data: Data, name: str) -> None:
        self.rows.sort()
        data.put_text(name, "[" + ",".join(row for _, row in self.rows) + "]")


def _write_words(desk: Desk, data: Data) -> None:
    """The index of words: gaps between the numbers of articles; and the first word of each shard."""
    shards = Shards(data, "words")
    begins: list[str] = []
    for word, articles in desk.words():
        gaps = [after - before for before, after in zip([0, *articles], articles, strict=False)]
        if shards.add(word, gaps) > len(begins):
            begins.append(word)
    shards.close()
    data.put("words", begins)


def _things(desk: Desk, data: Data, kind: str, published: Sequence[str]) -> Iterator[Thing]:
    """The things of a kind, by key, each when its sentences are written."""
    shards = Shards(data, kind)
    for key, fields, rows in desk.things(kind):
        tally = _Tally(keep=NEWEST if kind == "losses" else 0)
        parts: list[int] = []
        for part in _parts(map(tally.take, rows)):
            # what is named beside it is known only at the end, so that the last part tells it
            told: dict[str, Any] = {"said": part}
            if len(part) < PART:
                told["near"] = tally.near.most_common(_NEAR)
            parts.append(shards.add(f"{key}/{len(parts) + 1}", told))
        days = [published[article] for article in tally.articles if published[article]]
        yield Thing(
            key=key,
            fields=fields,
            mentions=tally.mentions,
            articles=len(tally.articles),
            first=min(days, default=""),
            last=max(days, default=""),
            parts=parts,
            status=tally.status,
            newest=tally.newest,
        )
    shards.close()


def _parts(rows: Iterable[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    """Lists of :data:`PART` rows; the last one is shorter, and empty where nothing is left."""
    rows = iter(rows)
    while True:
        part = list(islice(rows, PART))
        yield part
        if len(part) < PART:
            return


def _unit_row(thing: Thing) -> list[Any]:
    fields = thing.fields
    counts = (thing.articles, thing.mentions, thing.first, thing.last, thing.key, thing.parts)
    return [fields["canonical"], unit_words(fields), fields.get("sidc", ""), *counts]


def _place_row(thing: Thing) -> list[Any]:
    fields = thing.fields
    where = ", ".join(part for part in (fields.get("admin1"), country(fields.get("country"))) if part)
    spot = (fields["lat"], fields["lon"], fields.get("precision", ""))
    return [fields["canonical"], where, *spot, thing.articles, thing.mentions, thing.key, thing.parts]
