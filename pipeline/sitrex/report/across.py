"""What is said across articles, written as data for the front page: words, units, places, months, losses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Final

from sitrex.report.desk import Desk
from sitrex.report.shards import Data, Shards
from sitrex.write.words import country, unit_words

PART: Final = 100
"""Sentences that are loaded together; a thing named more often has several parts."""

NEWEST: Final = 10
"""Losses that the front page shows unasked."""

_NEAR: Final = 12
"""Names told that stand in one sentence with a thing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """A unit, a place, a month or an outcome over all articles.

    ``fields`` are those that most mentions have, ``first`` and ``last`` dates of
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
    fields: dict[str, Counter[Any]] = field(default_factory=dict)
    near: Counter[str] = field(default_factory=Counter)
    status: Counter[str] = field(default_factory=Counter)
    articles: set[int] = field(default_factory=set)
    mentions: int = 0
    newest: list[dict[str, Any]] = field(default_factory=list)

    def take(self, row: dict[str, Any]) -> dict[str, Any]:
        """Count a row; gives what of it is written."""
        for name, value in row.pop("fields", {}).items():
            self.fields.setdefault(name, Counter())[value] += 1
        self.near.update(row.pop("near", ()))
        self.status[row.get("status", "stated")] += 1
        self.articles.add(row["a"])
        self.mentions += 1
        if len(self.newest) < self.keep:
            self.newest.append(row)
        return row


def write_across(desk: Desk, data: Data, published: Sequence[str]) -> dict[str, list[Thing]]:
    """Write the data files; gives the things of each kind, those in most articles first.

    ``published`` has the date of each article by its number, from 1, or an empty
    text. Months and losses are in the order of their keys.
    """
    _write_words(desk, data)
    things = {kind: _write_things(desk, data, kind, published) for kind in ("units", "places", "months", "losses")}
    for kind in ("units", "places", "losses"):
        things[kind].sort(key=lambda thing: (-thing.articles, -thing.mentions, thing.key))
    data.put("units", [_unit_row(thing) for thing in things["units"]])
    data.put("places", [_place_row(thing) for thing in things["places"]])
    data.put("months", {thing.key: list(thing.parts) for thing in things["months"]})
    data.put("losses", {thing.key: list(thing.parts) for thing in things["losses"]})
    return things


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


def _write_things(desk: Desk, data: Data, kind: str, published: Sequence[str]) -> list[Thing]:
    shards = Shards(data, kind)
    things = []
    for key, rows in desk.things(kind):
        tally = _Tally(keep=NEWEST if kind == "losses" else 0)
        parts: list[int] = []
        for part in _parts(map(tally.take, rows)):
            # what is named beside it is known only at the end, so that the last part tells it
            told: dict[str, Any] = {"said": part}
            if len(part) < PART:
                told["near"] = tally.near.most_common(_NEAR)
            parts.append(shards.add(f"{key}/{len(parts) + 1}", told))
        days = [published[article] for article in tally.articles if published[article]]
        things.append(
            Thing(
                key=key,
                fields={name: _commonest(values) for name, values in tally.fields.items()},
                mentions=tally.mentions,
                articles=len(tally.articles),
                first=min(days, default=""),
                last=max(days, default=""),
                parts=parts,
                status=tally.status,
                newest=tally.newest,
            )
        )
    shards.close()
    return things


def _parts(rows: Iterable[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    """Lists of :data:`PART` rows; the last one is shorter, and empty where nothing is left."""
    rows = iter(rows)
    while True:
        part = list(islice(rows, PART))
        yield part
        if len(part) < PART:
            return


def _commonest(values: Counter[Any]) -> Any:
    return min(values.items(), key=lambda item: (-item[1], -len(str(item[0])), str(item[0])))[0]


def _unit_row(thing: Thing) -> list[Any]:
    fields = thing.fields
    counts = (thing.articles, thing.mentions, thing.first, thing.last, thing.key, thing.parts)
    return [fields["canonical"], unit_words(fields), fields.get("sidc", ""), *counts]


def _place_row(thing: Thing) -> list[Any]:
    fields = thing.fields
    where = ", ".join(part for part in (fields.get("admin1"), country(fields.get("country"))) if part)
    spot = (fields["lat"], fields["lon"], fields.get("precision", ""))
    return [fields["canonical"], where, *spot, thing.articles, thing.mentions, thing.key, thing.parts]
