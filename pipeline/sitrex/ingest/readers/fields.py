"""What a field of a JSON object means where it is a list or an object itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from sitrex.ingest.readers.markup import markup_text
from sitrex.ingest.reading import folded

_INNER: Final = ("original", "created", "$date", "value", "name", "title", "#text", "text", "id", "$oid")
"""What a field that is an object means: the first of these that it has."""


def plain_fields(row: dict[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    """The row with strings for the fields that were taken from ``names``: the words of a list of pieces, what an object
    means, markup as text.

    >>> plain_fields({"text": ["Kyiv ", {"type": "bold", "text": "held."}], "source": {"name": "Wire"}}, {"text": "t", "source": "s"})
    {'text': 'Kyiv held.', 'source': 'Wire'}
    """
    plain = {field: _plain(row[field], name, whole=field == "text") for field, name in names.items()}
    return digits(row | plain, _NAMES)


_NAMES: Final = ("id", "title", "source", "url")
_LINKS: Final = frozenset({"link", "text_link", "mention", "mention_name", "hashtag", "email", "phone"})
"""Runs of a Telegram text that are words of their own."""
_EXACT: Final = 2.0**53
"""From here on a float is no more what was counted."""


def digits(row: dict[str, Any], fields: Sequence[str] = (*_NAMES, "text")) -> dict[str, Any]:
    """The row with the digits of numbers where words are expected.

    >>> digits({"id": 7.0, "title": 1917, "published": 1698156000})
    {'id': '7', 'title': '1917', 'published': 1698156000}
    """
    numbers = {field: row[field] for field in fields if isinstance(row.get(field), int | float)}
    return row | {field: _digits(value) for field, value in numbers.items() if not isinstance(value, bool)}


def _digits(value: float) -> str:
    """An integer's digits, though a table has it as 7.0; not those of 1e300."""
    counts = isinstance(value, float) and value.is_integer() and abs(value) < _EXACT
    return str(int(value) if counts else value)


def _plain(value: Any, name: str, *, whole: bool) -> Any:
    """A field's value as a string: the words of a list of pieces, what an object means, markup as text.

    A text's list of strings alone is its paragraphs; where objects are among them, they are runs of one text.
    """
    if isinstance(value, list):
        pieces = [p if isinstance(p, str) else _meant(p) for p in value]
        paragraphs = all(isinstance(p, str) for p in value)
        words = [p for p in pieces if isinstance(p, str)]
        value = ", ".join(words) if not whole else "\n\n".join(words) if paragraphs else _run_together(value)
    elif isinstance(value, Mapping):
        value = _meant(value)
    if whole and isinstance(value, str) and folded(name).endswith("html"):
        value = markup_text(value)
    return value


def _run_together(runs: list[Any]) -> str:
    """The text of runs; a link is a word of its own, though nothing stands between it and the next one (bold may begin in a word)."""
    text, was_link = "", False
    for run in runs:
        words = run if isinstance(run, str) else _meant(run)
        if not isinstance(words, str) or not words:
            continue
        is_link = isinstance(run, Mapping) and (bool(run.get("href")) or run.get("type") in _LINKS)
        meet = text[-1:].isalnum() and words[0].isalnum()
        text += f" {words}" if meet and (is_link or was_link) else words
        was_link = is_link
    return text


def _meant(value: Any) -> Any:
    if not isinstance(value, Mapping):
        return value
    return next((value[name] for name in _INNER if isinstance(value.get(name), str | int)), None)
