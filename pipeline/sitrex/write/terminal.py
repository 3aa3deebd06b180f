"""A record as a person reads it in a terminal: the text with its mentions coloured and labelled."""

from __future__ import annotations

import datetime
import sys
from typing import Any, Final

from sitrex.ingest.article import Failure
from sitrex.ingest.reading import Reading
from sitrex.record.model import MENTION_TYPES, Date, Entity, Mention, MilitaryUnit, Number, Record
from sitrex.write.jsonl import dump_line

_COLOURS: Final = {"entities": "cyan", "dates": "green", "numbers": "yellow", "units": "bold magenta"}


def show_inputs(source: str, *, published: datetime.date | None, model: str | None, as_json: bool) -> int:
    """Print every text of an input; the number of those that could not be read, each told on standard error."""
    from sitrex.flow import load
    from sitrex.ingest.sources import read_inputs

    failed = 0
    articles = read_inputs([source], reading=Reading(published=published))
    first = next(articles, None)
    pipeline = load(model) if first is not None else None
    while first is not None and pipeline is not None:
        if isinstance(first, Failure):
            failed += 1
            print(f"sitrex: {first.error}", file=sys.stderr)
        else:
            record = pipeline(first)
            if as_json:
                sys.stdout.write(dump_line(record.to_json()))
            else:
                print_record(record)
        first = next(articles, None)
    return failed


def print_record(record: Record) -> None:
    """Print the text, each mention in its list's colour with its label and what it was read as behind it."""
    from rich.console import Console
    from rich.text import Text

    console = Console()
    text = record.text or ""
    document = record.document
    head = document.id if document.published is None else f"{document.id}, {document.published}"
    console.print(Text(head, style="bold"), Text(f"({document.published_from})" if document.published_from else ""))
    line = Text()
    at = 0
    found = [(name, m) for name in MENTION_TYPES for m in getattr(record, name)]
    for list_name, mention in sorted(found, key=lambda item: (item[1].start, -item[1].end)):
        if mention.start < at:  # nested in the one before
            continue
        line.append(text[at : mention.start])
        line.append(mention.text, style=_COLOURS[list_name])
        line.append(f"[{described(mention)}]", style="dim")
        at = mention.end
    line.append(text[at:])
    console.print(line, soft_wrap=True)
    counts = ", ".join(f"{name} {len(getattr(record, name))}" for name in MENTION_TYPES)
    console.print(Text(counts, style="dim"))


def described(mention: Mention) -> str:
    """Label and the fields that say most, in a few words.

    >>> described(Date(start=0, end=3, text="May", label="DATE", value="2024-05"))
    'DATE 2024-05'
    """
    parts: list[Any] = [mention.label]
    if isinstance(mention, Date):
        parts += [mention.value, mention.mod]
    elif isinstance(mention, Number):
        size = mention.value if mention.value is not None else _range(mention)
        parts += [mention.modifier, _short(size), mention.currency or mention.unit, mention.counted]
    elif isinstance(mention, MilitaryUnit):
        parts = [mention.country, mention.designator, mention.branch, mention.echelon]
        parts = parts if any(parts) else [mention.label]
    elif isinstance(mention, Entity):
        parts += [mention.country]
    return " ".join(str(part) for part in parts if part is not None)


def _range(number: Number) -> str | None:
    if number.low is None and number.high is None:
        return None
    return f"{_short(number.low) or ''}–{_short(number.high) or ''}"


def _short(value: Any) -> Any:
    return (
        f"{value:g}"
        if isinstance(value, float) and abs(value) < 1e6
        else f"{value:,.0f}"
        if isinstance(value, float)
        else value
    )
