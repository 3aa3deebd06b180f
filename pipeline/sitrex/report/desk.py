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

from sitrex.evaluate.fields import PLACES
from sitrex.export.collate import _slug, _unit_keys
from sitrex.write.date_words import date_words
from sitrex.write.words import field_words, loss_words

KINDS: Final = ("units", "places", "months", "losses")
"""What is collected across articles."""

_WORD: Final = re.compile(r"[^\W_]+")
_UNIT_FIELDS: Final = ("canonical", "designator", "name", "branch", "echelon", "service", "country", "sidc")
_PLACE_FIELDS: Final = ("canonical", "label", "country", "admin1", "lat", "lon", "precision")
_ROUND: Final = 240
"""Characters shown on either side of a mention."""
_EXACT: Final = frozenset({"minute", "hour", "part_of_day", "day", "week", "weekend", "month"})


def folded(text: str) -> str:
    """Text as it is searched: lower case, without accents. The pages' script folds what is looked for alike."""
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)).lower()


def words_of(text: str) -> set[str]:
    """The words of a text that a search finds."""
    return set(_WORD.findall(folded(text)))


class Desk:
    """Collects from records, then gives everything in order; close it to give the space on the disk back."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="sitrex-report-")
        self._base = sqlite3.connect(Path(self._folder.name) / "desk", isolation_level=None)
        for line in (
            "PRAGMA journal_mode = OFF",
            "PRAGMA synchronous = OFF",
            "PRAGMA cache_size = -16000",
            "CREATE TABLE words (word TEXT, article INTEGER)",
            "CREATE TABLE said (kind TEXT, key TEXT, published TEXT, article INTEGER, start INTEGER, row TEXT)",
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
        text = record["text"] or ""
        said = words_of(f"{document['title'] or document['id']} {text}")
        self._base.executemany("INSERT INTO words VALUES (?, ?)", ((word, article) for word in said))
        published = document["published"] or ""
        rows = (
            (kind, key, published, article, mention["start"], json.dumps(row, ensure_ascii=False))
            for kind, key, mention, row in _said(article, record)
        )
        self._base.executemany("INSERT INTO said VALUES (?, ?, ?, ?, ?, ?)", rows)

    def words(self) -> Iterator[tuple[str, list[int]]]:
        """Every word with the numbers of the articles that have it, both in order."""
        with closing(self._base.execute("SELECT word, article FROM words ORDER BY word, article")) as found:
            for word, rows in groupby(found, key=lambda row: row[0]):
                yield word, [article for _, article in rows]

    def things(self, kind: str) -> Iterator[tuple[str, Iterator[dict[str, Any]]]]:
        """Every key of a kind with what is said of it, the newest article first."""
        order = "SELECT key, row FROM said WHERE kind = ? ORDER BY key, published DESC, article, start"
        with closing(self._base.execute(order, (kind,))) as found:
            for key, rows in groupby(found, key=lambda row: row[0]):
                yield key, (json.loads(row) for _, row in rows)


def _said(article: int, record: Mapping[str, Any]) -> Iterator[tuple[str, str, Mapping[str, Any], dict[str, Any]]]:
    """Kind, key, mention and row of everything in a record that is told across articles."""
    words = {m["id"]: m["canonical"] for name in ("entities", "units") for m in record[name]}
    words |= {m["id"]: date_words(m["value"], m["mod"], m["quant"], m["freq"]) for m in record["dates"]}
    places = [m for m in record["entities"] if m["label"] in PLACES]
    near_places, near_units = _by_sentence(places), _by_sentence(record["units"])
    keys = _unit_keys(record["units"])
    for unit in record["units"]:
        row = _row(article, record, unit, words)
        row |= {"fields": _stated(unit, _UNIT_FIELDS), "near": near_places.get(unit["sentence"], [])}
        yield "units", keys[unit["cluster"]], unit, row
    for place in places:
        if place["lat"] is not None and place["lon"] is not None:
            row = _row(article, record, place, words)
            row |= {"fields": _stated(place, _PLACE_FIELDS), "near": near_units.get(place["sentence"], [])}
            known = place["geonameid"]
            yield (
                "places",
                f"geonames:{known}" if known else f"{_slug(place['canonical'])}:{place['country']}",
                place,
                row,
            )
    for date in record["dates"]:
        if date["begin"] and date["granularity"] in _EXACT:
            row = _row(article, record, date, words)
            row |= {"means": words[date["id"]], "day": date["begin"][:10]}
            yield "months", date["begin"][:7], date, row
    begins = {date["id"]: date["begin"] or "" for date in record["dates"]}
    for number in record["numbers"]:
        if number.get("outcome"):
            row = _row(article, record, number, words)
            links = {
                name: field_words(name, number[name], words) for name in ("of", "side", "at", "when") if number[name]
            }
            row |= {"loss": loss_words(number), "day": begins.get(number["when"], ""), **links}
            yield "losses", number["outcome"], number, row


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


def _stated(mention: Mapping[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {name: mention[name] for name in names if mention.get(name) is not None}
