"""Facts across articles: one row a unit, a place, a piece of equipment, an organisation."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final
from weakref import finalize

from sitrex.correct.apply import Corrected, Corrections
from sitrex.export.copies import Copies
from sitrex.export.events import Event, events, nearest
from sitrex.export.figures import Figures
from sitrex.export.kinds import ABBREVIATED, GIVEN, KIND_OF, KINDS, abbreviated, era, fuller, joined, key, keys, slug
from sitrex.export.layout import line_of
from sitrex.export.things import Thing, gathered
from sitrex.record.model import Record

if TYPE_CHECKING:
    import pandas as pd

_STORE: Final = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
CREATE TABLE documents (number INTEGER PRIMARY KEY, id TEXT, title TEXT, source TEXT, published TEXT);
CREATE TABLE sentences (
    document INTEGER, sentence INTEGER, words TEXT, places TEXT, begin TEXT, "end" TEXT,
    PRIMARY KEY (document, sentence)
) WITHOUT ROWID;
CREATE TABLE mentions (
    kind TEXT, key TEXT, document INTEGER, sentence INTEGER, id TEXT, "start" INTEGER, "end" INTEGER, text TEXT,
    canonical TEXT, fields TEXT, reason TEXT, superior TEXT, superior_text TEXT, status TEXT, said_by TEXT,
    corrected TEXT, named INTEGER, event_begin TEXT, event_end TEXT, event_precision TEXT, event_text TEXT
);
CREATE TABLE named (kind TEXT, key TEXT, name TEXT, PRIMARY KEY (kind, key, name)) WITHOUT ROWID;
CREATE TABLE moved (kind TEXT, key TEXT, thing TEXT, reason TEXT, PRIMARY KEY (kind, key)) WITHOUT ROWID;
"""

_SELECT: Final = """
SELECT m.*, coalesce(moved.thing, m.key) AS thing, moved.reason AS moved,
    coalesce(above.thing, m.superior) AS superior_thing,
    d.id AS document_id, d.title, d.source, d.published, s.words, s.places, s.begin, s."end" AS until
FROM mentions m JOIN documents d ON d.number = m.document
JOIN sentences s ON s.document = m.document AND s.sentence = m.sentence
LEFT JOIN moved ON moved.kind = m.kind AND moved.key = m.key
LEFT JOIN moved above ON above.kind = m.kind AND above.key = m.superior
WHERE m.kind = ? ORDER BY thing, m.rowid
"""


class Collation:
    """Merges records one by one; near-duplicate articles count once.

    A unit's key is made of country, echelon, designator, name and branch as
    its document gives them for the whole cluster, a company's of its superior
    too, or of the document; a place's is its GeoNames id or else name and
    country; equipment's its designation or name; an organisation's name and
    country. One that leaves out what the only fuller key says goes to that
    (:func:`sitrex.export.kinds.fuller`). Mentions lie in a
    temporary file, so that memory holds one thing at a time.
    """

    def __init__(self, *, people: bool = False, corrections: Corrections | None = None) -> None:
        """``people`` collects persons as well, each within its article; ``corrections`` are applied to every record."""
        self._corrections = corrections or Corrections()
        self._store = sqlite3.connect("")  # a file of its own that goes with it
        finalize(self, self._store.close)
        self._store.row_factory = sqlite3.Row
        self._store.executescript(_STORE)
        self._copies = Copies(self._store)
        self.kinds = tuple(kind for kind in KINDS if people or kind != "people")
        self.figures = Figures()
        """Figures of loss, those of near-copies left out."""
        self._settled = False
        self.duplicates: dict[str, str] = {}
        """Id of an article -> id of the earlier article that it copies."""

    def add(self, record: Record | Mapping[str, Any]) -> None:
        """Take one record in."""
        corrected = self._corrections.apply(record.to_json() if isinstance(record, Record) else record)
        row = corrected.row
        document = row["document"]
        original = self._copies.of(row)
        if original is not None:
            self.duplicates[document["id"]] = original
            return
        self._settled = False
        self.figures.add(row)
        about = [document[name] for name in ("id", "title", "source", "published")]
        number = self._store.execute(
            "INSERT INTO documents (id, title, source, published) VALUES (?, ?, ?, ?)", about
        ).lastrowid
        mentions = [m for m in (*row["entities"], *row["units"]) if KIND_OF.get(m["label"]) in self.kinds]
        dates = events(row)
        self._add_sentences(number, row, {m["sentence"] for m in mentions}, dates)
        eras = _eras(mentions, dates, document["published"])
        known = keys(mentions, document["id"], eras)
        own = dict(known)
        for mention in mentions:
            if identity := corrected.identities.get(mention["id"]):
                kind, name = KIND_OF[mention["label"]], f"{GIVEN}:{slug(identity.name)}"
                if identity.alone:
                    known[mention["id"]] = name
                else:
                    self._store.execute(
                        "INSERT OR IGNORE INTO named VALUES (?, ?, ?)", (kind, own[mention["id"]], name)
                    )
        self._store.executemany(
            f"INSERT INTO mentions VALUES ({', '.join('?' * 21)})",  # noqa: S608 - marks only
            (
                _cells(number, mention, known, corrected, dates.get(mention["sentence"], ()), eras)
                for mention in mentions
            ),
        )

    def _add_sentences(
        self, number: int | None, row: Mapping[str, Any], wanted: set[int], dates: Mapping[int, list[Event]]
    ) -> None:
        places: dict[int, set[str]] = {}
        speaking = {said["ref"] for name in ("numbers", "units") for m in row[name] if (said := m.get("said_by"))}
        for entity in row["entities"]:
            # a country that says so is not where it happens
            if KIND_OF.get(entity["label"]) == "places" and entity["id"] not in speaking:
                places.setdefault(entity["sentence"], set()).add(entity["canonical"])
        for sentence in sorted(wanted):
            words = line_of(row, *row["sentences"][sentence])
            own = dates.get(sentence, ())
            begin = min((event.begin for event in own), default=None)
            end = max((event.end for event in own), default=None)
            cells = number, sentence, words, _json(sorted(places.get(sentence, ()))), begin, end
            self._store.execute("INSERT INTO sentences VALUES (?, ?, ?, ?, ?, ?)", cells)

    def things(self, kind: str) -> Iterator[Thing]:
        """The things of one of :attr:`kinds`, in key order, one at a time."""
        for thing, mentions in groupby(self.mentions(kind), key=lambda mention: str(mention["thing"])):
            yield gathered(kind, thing, mentions)

    def count(self, kind: str) -> int:
        """How many things there are of one of :attr:`kinds`."""
        self._settle()
        (number,) = self._store.execute(
            "SELECT count(DISTINCT coalesce(thing, key)) FROM mentions LEFT JOIN moved USING (kind, key) WHERE kind = ?",
            (kind,),
        ).fetchone()
        return int(number)

    def mentions(self, kind: str) -> Iterator[dict[str, Any]]:
        """Every mention of one of :attr:`kinds` with its document and sentence, in the order of their things' keys."""
        self._settle()
        yield from map(dict, self._store.execute(_SELECT, (kind,)))

    def _settle(self) -> None:
        """Decide which keys are of one thing."""
        if self._settled:
            return
        self._store.execute("CREATE INDEX IF NOT EXISTS mentions_key ON mentions (kind, key)")
        self._store.execute("DELETE FROM moved")
        for kind in self.kinds:
            told = self._store.execute("SELECT DISTINCT key, text, canonical FROM mentions WHERE kind = ?", (kind,))
            short = abbreviated(kind, map(tuple, told))
            own_keys = self._store.execute("SELECT DISTINCT key FROM mentions WHERE kind = ?", (kind,))
            full = fuller(kind, (row["key"] for row in own_keys))
            named = self._store.execute("SELECT key, name FROM named WHERE kind = ?", (kind,)).fetchall()
            reasons = dict.fromkeys(short, ABBREVIATED) | dict.fromkeys(full, KINDS[kind].only)
            self._store.executemany(
                "INSERT INTO moved VALUES (?, ?, ?, ?)",
                ((kind, own, thing, reasons.get(own)) for own, thing in joined(short | full, named).items()),
            )
        self._settled = True


def _eras(
    mentions: Iterable[Mapping[str, Any]], dates: Mapping[int, Iterable[Event]], published: str | None
) -> dict[str, str | None]:
    """The era of each cluster: by the days of its own sentences, where they have none by those of the document."""
    days: dict[str, list[str]] = {}
    for mention in mentions:
        days.setdefault(mention["cluster"], []).extend(e.begin for e in dates.get(mention["sentence"], ()))
    of_all = era((event.begin for found in dates.values() for event in found), published)
    return {cluster: era(own, None) if own else of_all for cluster, own in days.items()}


def _cells(
    number: int | None,
    mention: Mapping[str, Any],
    known: Mapping[str, str],
    corrected: Corrected,
    dates: Iterable[Event],
    eras: Mapping[str, str | None],
) -> tuple[Any, ...]:
    """A row of the store's table of mentions."""
    kind = KIND_OF[mention["label"]]
    document = corrected.row["document"]["id"]
    own, parent, said = known[mention["id"]], mention.get("parent"), mention.get("said_by")
    alone = kind == "people" or key(kind, {**mention, "document": document, "era": eras[mention["cluster"]]}) == own
    event = nearest(mention, dates)
    identity = corrected.identities.get(mention["id"])
    return (
        kind,
        own,
        number,
        mention["sentence"],
        mention["id"],
        mention["start"],
        mention["end"],
        " ".join(mention["text"].split()),
        mention["canonical"],
        _json([mention[name] for name in KINDS[kind].fields]),
        KINDS[kind].same if alone else "called so in the same article",
        known.get(parent["ref"]) if parent else None,
        parent["text"] if parent else None,
        mention.get("status"),
        said["text"] if said else None,
        f"corrected: {identity.reason}" if identity and identity.reason else None,
        mention["id"] in corrected.named,
        *((event.begin, event.end, event.precision, event.text) if event else (None,) * 4),
    )


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def collate(
    records: Iterable[Record | Mapping[str, Any]], *, people: bool = False, corrections: Corrections | None = None
) -> dict[str, pd.DataFrame]:
    """What several articles say of the same unit, place, piece of equipment or organisation.

    Args:
        records: records as objects or JSON types. Records without text are copies only by their digest.
        people: persons as well, one row a person an article: they are never merged across articles.
        corrections: of :func:`sitrex.read_corrections`, applied to every record.

    Returns:
        A DataFrame for each table of ``sitrex collate``: ``units``, ``units_aliases``, ``units_mentions``, ``places`` …

    >>> import sitrex
    >>> texts = ["The 47th Mechanized Brigade held Pokrovsk.", "Near Pokrovsk the 47th Mechanized Brigade fell back."]
    >>> tables = sitrex.collate(sitrex.extract(text, id=str(n)) for n, text in enumerate(texts))
    >>> tables["units"][["canonical", "count"]].values.tolist()
    [['47th Mechanized Brigade', 2]]
    """
    import pandas as pd

    from sitrex.export.collation import collation_layout, table_rows

    collation = Collation(people=people, corrections=corrections)
    for record in records:
        collation.add(record)
    layout = collation_layout(collation.kinds)
    return {
        name: pd.DataFrame(table_rows(collation, name), columns=[column.name for column in columns])
        for name, columns in layout.tables.items()
    }
