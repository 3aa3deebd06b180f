"""What a report says across articles, kept on the disk until it is written in order.

Records go by one at a time; what is said of a unit, a place, a month or a
loss in all of them is sorted by a temporary SQLite database, so that memory
does not grow with the articles.
"""

from __future__ import annotations

import json
import re
import sqlite3
import tempfile
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import closing
from itertools import groupby
from pathlib import Path
from typing import Any, Final, Self

from sitrex.correct.apply import Corrections
from sitrex.evaluate.fields import PLACES
from sitrex.export.collate import Collation
from sitrex.export.events import range_ends
from sitrex.export.things import gathered
from sitrex.report.shards import dumped
from sitrex.write.words import field_words, loss_words, meaning

_WORD: Final = re.compile(r"[^\W_]+")
_LINKS: Final = ("of", "side", "at", "when")
_ROUND: Final = 240
"""Characters shown on either side of a mention."""
_EXACT: Final = frozenset({"minute", "hour", "part_of_day", "day", "week", "weekend", "month"})


def folded(text: str) -> str:
    """Text as it is searched: lower case, without accents. The pages' script folds what is looked for alike."""
    return "".join(c for c in unicodedata.normalize("NFKD", text) if unicodedata.category(c) != "Mn").lower()


def words_of(text: str) -> set[str]:
    """The words of a text that a search finds."""
    return set(_WORD.findall(folded(text)))


class Desk:
    """Collects from records, then gives everything in order; close it to give the space on the disk back.

    What is one unit and one place is decided as in :class:`sitrex.export.collate.Collation`: near-copies of an article
    count once, and ``corrections`` say what a person knows better.
    """

    def __init__(self, corrections: Corrections) -> None:
        self._corrections = corrections
        self._collation = Collation(corrections=corrections)
        self._numbers: dict[str, int] = {}
        self._folder = tempfile.TemporaryDirectory(prefix="sitrex-report-")
        self._base = sqlite3.connect(Path(self._folder.name) / "desk", isolation_level=None)
        for line in (
            "PRAGMA journal_mode = OFF",
            "PRAGMA synchronous = OFF",
            "PRAGMA cache_size = -16000",
            "CREATE TABLE words (word TEXT, article INTEGER)",
            "CREATE TABLE said (kind TEXT, key TEXT, published TEXT, article INTEGER, start INTEGER, row TEXT)",
            "CREATE TABLE named (article INTEGER, id TEXT, row TEXT, PRIMARY KEY (article, id)) WITHOUT ROWID",
            "BEGIN",
        ):
            self._base.execute(line)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._base.close()
        self._folder.cleanup()

    def add(self, article: int, record: Mapping[str, Any]) -> None:
        """Take in a record that has every field (see ``site.complete``); ``article`` is its number on the site."""
        document = record["document"]
        words = words_of(f"{document['title'] or document['id']} {record['text'] or ''}")
        self._base.executemany("INSERT INTO words VALUES (?, ?)", ((word, article) for word in words))
        self._numbers[document["id"]] = article
        self._collation.add(record)
        if document["id"] in self._collation.duplicates:
            return
        row = self._corrections.apply(record).row
        published = document["published"] or ""
        self._base.executemany(
            "INSERT INTO said VALUES (?, ?, ?, ?, ?, ?)",
            ((kind, key, published, article, m["start"], dumped(told)) for kind, key, m, told in _said(article, row)),
        )
        self._base.executemany(
            "INSERT INTO named VALUES (?, ?, ?)", ((article, m["id"], dumped(told)) for m, told in _named(article, row))
        )

    def words(self) -> Iterator[tuple[str, list[int]]]:
        """Every word with the numbers of the articles that have it, both in order."""
        with closing(self._base.execute("SELECT word, article FROM words ORDER BY word, article")) as found:
            for word, rows in groupby(found, key=lambda row: row[0]):
                yield word, [article for _, article in rows]

    def things(self, kind: str) -> Iterator[tuple[str, dict[str, Any], Iterator[dict[str, Any]]]]:
        """Every key of a kind with its fields and what is said of it, the newest article first.

        ``units`` and ``places`` with coordinates have fields, ``months`` and ``losses`` none.
        """
        if kind in ("units", "places"):
            yield from self._collated(kind)
            return
        order = "SELECT key, row FROM said WHERE kind = ? ORDER BY key, published DESC, article, start"
        with closing(self._base.execute(order, (kind,))) as found:
            for key, rows in groupby(found, key=lambda row: row[0]):
                yield key, {}, (json.loads(row) for _, row in rows)

    def _collated(self, kind: str) -> Iterator[tuple[str, dict[str, Any], Iterator[dict[str, Any]]]]:
        mentions = groupby(self._collation.mentions(kind), key=lambda mention: str(mention["thing"]))
        for key, listed in mentions:
            rows = list(listed)
            thing = gathered(kind, key, rows)
            fields = {name: value for name, value in thing.fields.items() if value is not None}
            if kind == "places" and not {"lat", "lon"} <= fields.keys():
                continue
            rows.sort(key=lambda row: (row["document"], row["start"]))
            rows.sort(key=lambda row: row["published"] or "", reverse=True)
            yield key, {"canonical": thing.canonical} | fields, map(self._row_of, rows)

    def _row_of(self, mention: Mapping[str, Any]) -> dict[str, Any]:
        """What is told of a mention of the collation."""
        where = self._numbers[mention["document_id"]], mention["id"]
        (row,) = self._base.execute("SELECT row FROM named WHERE article = ? AND id = ?", where).fetchone()
        told: dict[str, Any] = json.loads(row)
        return told


def _named(article: int, record: Mapping[str, Any]) -> Iterator[tuple[Mapping[str, Any], dict[str, Any]]]:
    """Units and places with their rows, and in these the names of the other kind in the same sentence."""
    words = words_by_id(record)
    places = [m for m in record["entities"] if m["label"] in PLACES]
    near_places, near_units = _by_sentence(places), _by_sentence(record["units"])
    for mentions, near in ((record["units"], near_places), (places, near_units)):
        for mention in mentions:
            yield mention, _row(article, record, mention, words) | {"near": near.get(mention["sentence"], [])}


def _said(article: int, record: Mapping[str, Any]) -> Iterator[tuple[str, str, Mapping[str, Any], dict[str, Any]]]:
    """Kind, key, mention and row of the dates and losses of a record."""
    words = words_by_id(record)
    for date in record["dates"]:
        if date["begin"] and date["granularity"] in _EXACT:
            row = _row(article, record, date, words) | {"means": meaning("dates", date)}
            yield "months", date["begin"][:7], date, row
    for number in record["numbers"]:
        if number.get("outcome"):
            links = {name: field_words(name, number[name], words) for name in _LINKS if number[name]}
            row = _row(article, record, number, words) | {"loss": loss_words(number)} | links
            yield "losses", number["outcome"], number, row


def words_by_id(record: Mapping[str, Any]) -> dict[str, str]:
    """What links lead to, in words."""
    words = {m["id"]: m["canonical"] or m["text"] for name in ("entities", "units") for m in record[name]}
    return words | _days(record["dates"]) | {m["id"]: m["text"] for m in record["numbers"]}


def _days(dates: list[Mapping[str, Any]]) -> dict[str, str]:
    """Dates in words, of an end of a range the whole of it: `6 March 2026 to 31 July 2026`."""
    own = {date["id"]: meaning("dates", date) for date in dates}
    whole = {}
    for ranged, (first, last) in range_ends(dates).items():
        begin, end = own[first["id"]], own[last["id"]]
        if begin and end and first is not last:
            whole[ranged] = f"{begin} to {end}"
    return own | {date["id"]: whole[date["range"]] for date in dates if date.get("range") in whole}


def _row(
    article: int, record: Mapping[str, Any], mention: Mapping[str, Any], words: Mapping[str, str]
) -> dict[str, Any]:
    """A mention in its sentence: words before it, its own, words behind it; who said it and how sure that is."""
    row: dict[str, Any] = {"a": article, "m": mention["id"], "s": around(record, mention)}
    if mention.get("status") not in (None, "stated"):
        row["status"] = mention["status"]
    if mention.get("said_by"):
        row["by"] = field_words("said_by", mention["said_by"], words)
    return row


def around(record: Mapping[str, Any], mention: Mapping[str, Any]) -> tuple[str, str, str]:
    """The sentence of a mention in three parts: before it, the mention, behind it; long sentences are cut."""
    text = record["text"]
    if text is None:
        return "", " ".join(mention["text"].split()), ""
    start, end = mention["start"], mention["end"]
    first, last = record["sentences"][mention["sentence"]] if record["sentences"] else (start, end)
    first, last = min(first, start), max(last, end)
    before = text[max(first, start - _ROUND) : start]
    behind = text[end : min(last, end + _ROUND)]
    before = _spaced("… " * (first < start - _ROUND) + before)
    behind = _spaced(behind + " …" * (last > end + _ROUND))
    return before.lstrip(), _spaced(text[start:end]), behind.rstrip()


def _spaced(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def _by_sentence(mentions: list[Mapping[str, Any]]) -> dict[int, list[str]]:
    """Number of a sentence -> the names in it, each once."""
    found: dict[int, dict[str, None]] = {}
    for mention in mentions:
        found.setdefault(mention["sentence"], {})[mention["canonical"]] = None
    return {sentence: list(names) for sentence, names in found.items()}
