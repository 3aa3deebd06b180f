"""Small records for the tests of this folder."""

from __future__ import annotations

import hashlib
from typing import Any

from hypothesis import strategies as st

LABELS = ("GPE", "LOC", "ORG")


def mention(start: int, end: int, label: str = "GPE", **fields: Any) -> dict[str, Any]:
    return {"id": f"@{start}", "start": start, "end": end, "text": "x" * (end - start), "label": label} | fields


def entity(start: int, end: int, label: str = "GPE", **fields: Any) -> dict[str, Any]:
    blank = dict.fromkeys(("title", "role", "designation", "kind", "country", "admin1", "lat", "lon", "geonameid"))
    named = {"sentence": 0, "canonical": "x" * (end - start), "cluster": f"@{start}"}
    return mention(start, end, label) | named | blank | fields


def date(start: int, end: int, value: str, label: str = "DATE", **fields: Any) -> dict[str, Any]:
    blank = dict.fromkeys(("mod", "begin", "end_date", "anchor_text", "granularity", "quant", "freq", "range", "zone"))
    return mention(start, end, label) | {"value": value, "anchor": "none"} | blank | fields


def number(start: int, end: int, value: float | None, label: str = "CARDINAL", **fields: Any) -> dict[str, Any]:
    keys = ("value_text", "low", "high", "modifier", "unit", "unit_text", "value_si", "unit_si", "currency")
    blank = dict.fromkeys((*keys, "per", "counted", "counted_text"))
    return mention(start, end, label) | {"value": value} | blank | fields


def unit(start: int, end: int, **fields: Any) -> dict[str, Any]:
    blank = dict.fromkeys(("designator", "name", "branch", "echelon", "service", "country", "parent", "sidc"))
    named = {"canonical": "x" * (end - start), "cluster": f"@{start}"}
    return mention(start, end, "UNIT") | named | blank | fields


def record(identifier: str = "a", text: str = "x" * 60, **lists: list[dict[str, Any]]) -> dict[str, Any]:
    document = {"id": identifier, "sha256": hashlib.sha256(text.encode()).hexdigest()}
    empty: dict[str, Any] = {"entities": [], "dates": [], "numbers": [], "units": []}
    return {"document": document, "text": text, "sentences": [[0, len(text)]]} | empty | lists


def spans(apart: bool) -> st.SearchStrategy[list[tuple[int, int, str]]]:
    """Labelled spans in a text of 60 characters; without overlaps if ``apart``."""

    def separate(cuts: list[int], labels: list[str]) -> list[tuple[int, int, str]]:
        ordered = sorted(cuts)
        return [(a, b, label) for a, b, label in zip(ordered[::2], ordered[1::2], labels, strict=False)]

    labels = st.sampled_from(LABELS)
    if apart:
        cuts = st.lists(st.integers(0, 59), unique=True, max_size=16)
        return st.builds(separate, cuts, st.lists(labels, min_size=8, max_size=8))
    one = st.tuples(st.integers(0, 50), st.integers(1, 12), labels).map(lambda s: (s[0], s[0] + s[1], s[2]))
    return st.lists(one, max_size=5, unique=True)


def records(apart: bool = True, identifier: str = "a") -> st.SearchStrategy[dict[str, Any]]:
    """Records with generated entities, dates and numbers."""

    def build(
        names: list[tuple[int, int, str]], dates: list[tuple[int, int, str]], figures: list[tuple[int, int, str]]
    ) -> dict[str, Any]:
        return record(
            identifier,
            entities=[entity(a, b, label) for a, b, label in names],
            dates=[date(a, b, f"20{a:02}") for a, b, _ in dates],
            numbers=[number(a, b, float(b)) for a, b, _ in figures],
            units=[unit(a, b, designator=str(b)) for a, b, _ in figures],
        )

    return st.builds(build, spans(apart), spans(apart), spans(apart))
