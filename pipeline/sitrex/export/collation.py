"""The tables of a collation, and their files."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, Final

from sitrex.correct.apply import Corrections
from sitrex.export.collate import Collation
from sitrex.export.figures import COLUMNS
from sitrex.export.formats import write_tables
from sitrex.export.kinds import KINDS
from sitrex.export.layout import SENTENCE_TEXT, Column, Layout, Rows, View, layout
from sitrex.export.things import PLACES, TITLES, Thing, ranked

_PART: Final = 1000
"""Rows that are written at once."""

FIGURES: Final = "figures"
DUPLICATES: Final = "duplicates"

_THING: Final = (
    Column("key", "string", "What tells it apart, the same in every run."),
    Column("canonical", "string", "Its name: a unit's fullest form, else the most frequent."),
    Column(
        "aliases",
        "list",
        "Words that it is called by, the most frequent first; their reasons are in the table of aliases.",
    ),
)
_UNIT: Final = (
    Column("superior", "string", "Key of the superior that most sentences name."),
    Column("superior_text", "string", "The superior as written."),
    Column("status", "list", "How many mentions are stated, claimed, denied …"),
)
_TOLD: Final = (
    Column(
        "places",
        "list",
        f"The {PLACES} places that most of its sentences name: side by side, not a position.",
    ),
    Column("count", "integer", "Mentions."),
    Column("documents", "integer", "Documents; near-copies count once."),
    Column("titles", "list", f"Titles of the first {TITLES} documents, or ids where there is no title."),
    Column(
        "first_event",
        "string",
        "First day that its sentences give: a date in them, else that of a figure of loss in them.",
    ),
    Column("last_event", "string", "Last day that its sentences give."),
    Column("first_published", "string", "First publication date."),
    Column("last_published", "string", "Last publication date."),
    Column("sentence_text", "string", "The sentence that says most by itself."),
    Column("sentence_document", "string", "Id of its document."),
)
_ALIASES: Final = (
    Column("key", "string", "Key of the thing."),
    Column("alias", "string", "Words that it is called by."),
    Column("reason", "string", "Why these words are taken for it."),
    Column("count", "integer", "Mentions by these words."),
    Column("documents", "integer", "Documents with these words."),
)
_MENTIONS: Final = (
    Column("key", "string", "Key of the thing."),
    Column("document", "string", "Id of the document."),
    Column("title", "string", "Title of the document."),
    Column("source", "string", "Who published it."),
    Column("published", "string", "Publication date."),
    Column("id", "string", "Id of the mention in its record."),
    Column("start", "integer", "First code point of the mention in the document's text."),
    Column("end", "integer", "Code point after the mention."),
    Column("text", "string", "The words of the mention, white space as single spaces."),
)
_STATEMENT: Final = (
    Column("status", "string", "How the text vouches for it."),
    Column("said_by", "string", "Who says so, as written."),
)
_AROUND: Final = (
    Column(
        "event_begin",
        "string",
        "First day of the nearest date of the sentence, or of its range; of none, of the date of a figure of loss in it.",
    ),
    Column("event_end", "string", "Last day of that date."),
    Column("event_precision", "string", "Its granularity: day, month, year …"),
    Column("event_text", "string", "Its words."),
    Column("places", "list", "Names of the places in the same sentence."),
    Column("sentence_text", "string", SENTENCE_TEXT),
)
_DUPLICATES: Final = (
    Column("document", "string", "Id of a document that copies an earlier one, and was not counted."),
    Column("of", "string", "Id of the earlier document."),
)


def collation_layout(kinds: Sequence[str]) -> Layout:
    """The layout of a collation with these kinds of things.

    >>> list(collation_layout(["places"]).tables)
    ['places', 'places_aliases', 'places_mentions', 'figures', 'duplicates']
    """
    tables: dict[str, tuple[Column, ...]] = {}
    for kind in kinds:
        unit = kind == "units"
        tables[kind] = (*_THING, *_fields(kind), *(_UNIT if unit else ()), *_TOLD)
        tables[f"{kind}_aliases"] = _ALIASES
        tables[f"{kind}_mentions"] = (*_MENTIONS, *(_STATEMENT if unit else ()), *_AROUND)
    tables |= {FIGURES: COLUMNS, DUPLICATES: _DUPLICATES}
    parts = [f"{kind}_{part}" for kind in kinds for part in ("aliases", "mentions")]
    links: dict[str, Any] = {name: ((("key",), name.partition("_")[0], ("key",)),) for name in parts}
    return Layout(
        tables=tables,
        keys=dict.fromkeys(kinds, ("key",)),
        links=links | {"units": ((("superior",), "units", ("key",)),)},
        indexes=dict.fromkeys(parts, (("key",),)),
        searched=dict.fromkeys(kinds, ("canonical", "aliases"))
        | {f"{kind}_mentions": ("text", "sentence_text") for kind in kinds}
        | {FIGURES: ("of", "place", "sentence_text")},
        labels=dict.fromkeys(kinds, "canonical") | {name: "text" for name in parts if name.endswith("_mentions")},
        views={
            f"{kind}_with_places": View(
                f"How often each of the {kind} and a place are named in one sentence: side by side, not a position.",
                f"SELECT t.key, t.canonical, p.value AS place, count(*) AS sentences FROM {kind}_mentions m "  # noqa: S608 - names of the layout
                f"JOIN {kind} t ON t.key = m.key, json_each(m.places) p GROUP BY t.key, p.value",
            )
            for kind in kinds
            if kind != "places"
        },
    )


def _fields(kind: str) -> Iterator[Column]:
    columns = {column.name: column for column in layout()["units" if kind == "units" else "entities"]}
    return (columns[name] for name in KINDS[kind].fields)


def table_rows(collation: Collation, table: str) -> Iterator[tuple[Any, ...]]:
    """Rows of one table of :func:`collation_layout`, in key order."""
    if table in (FIGURES, DUPLICATES):
        yield from collation.figures.rows() if table == FIGURES else collation.duplicates.items()
        return
    kind, _, part = table.partition("_")
    if part == "mentions":
        statement = ("status", "said_by") if kind == "units" else ()
        names = ("thing", "document_id", "title", "source", "published", "id", "start", "end", "text", *statement)
        events = ("event_begin", "event_end", "event_precision", "event_text")
        for row in collation.mentions(kind):
            yield (*(row[name] for name in (*names, *events)), json.loads(row["places"]), row["words"])
    elif part == "aliases":
        for thing in collation.things(kind):
            for alias in _aliases(thing):
                told = thing.aliases[alias]
                reason = "its name here" if alias == thing.canonical else told.reason
                yield thing.key, alias, reason, told.count, len(told.documents)
    else:
        for thing in collation.things(kind):
            yield _thing_row(kind, thing)


def _aliases(thing: Thing) -> list[str]:
    return sorted(thing.aliases, key=lambda text: (-thing.aliases[text].count, text))


def _thing_row(kind: str, thing: Thing) -> tuple[Any, ...]:
    unit: tuple[Any, ...] = ()
    if kind == "units":
        statuses = [f"{status} {thing.statuses[status]}" for status in ranked(thing.statuses)]
        unit = next(iter(thing.parents), None), thing.superior_text, statuses
    return (
        thing.key,
        thing.canonical,
        _aliases(thing),
        *thing.fields.values(),
        *unit,
        ranked(thing.places)[:PLACES],
        thing.count,
        len(thing.documents),
        list(islice(thing.documents.values(), TITLES)),
        thing.first_event,
        thing.last_event,
        thing.first_published,
        thing.last_published,
        thing.sentence_text,
        thing.sentence_document,
    )


def write_collation(
    records: Iterable[Mapping[str, Any]],
    path: Path,
    *,
    to: str = "csv",
    people: bool = False,
    bom: bool = False,
    corrections: Corrections | None = None,
) -> Collation:
    """Merge the records and write the tables: a folder of CSV or Parquet files, or one SQLite database.

    Raises SitrexError ``extra-missing`` for Parquet without its library.
    """
    collation = Collation(people=people, corrections=corrections)
    for record in records:
        collation.add(record)
    tables = collation_layout(collation.kinds)
    write_tables(to, tables, _batches(collation, tables.tables), path, bom=bom)
    return collation


def _batches(collation: Collation, tables: Iterable[str]) -> Iterator[Rows]:
    for table in tables:
        rows = table_rows(collation, table)
        while part := list(islice(rows, _PART)):
            yield {table: part}
