"""Every error of an evaluation, by kind and, where it can be told, by cause.

Kinds
    ``missed``, ``spurious`` (no partner), ``boundary`` (partner with another
    span), ``label`` (partner with another label), ``value`` (the normalised
    value of a date or number), ``field`` (any other field). An aligned pair
    can err in several kinds and is then listed once for each.

Causes
    ``other_list``
        the words are a mention of another list on the other side: the overlap
        was settled the other way.
    ``merged``, ``split``
        missed, or spurious, beside an aligned mention that covers it.
    ``found_elsewhere``
        missed here, while the same words are a right mention elsewhere in the
        document.
    ``starts_early``, ``starts_late``, ``ends_early``, ``ends_late``
        how the predicted span differs, joined by ``+``.
    ``gazetteer``
        a place or people without country, coordinates or id that gold has.
    ``anchor``
        a date resolved against another anchor than gold's.
    ``modifier``, ``scale``
        a figure whose modifier differs, or that is off by a power of ten.
    ``derived``
        a field that follows from another wrong one (interval, granularity,
        bounds, SI value, ``all``, code).
"""

from __future__ import annotations

import csv
import math
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from typing import IO, Any

from sitrex.evaluate.align import Alignment, Mention
from sitrex.evaluate.fields import FIELDS, PLACES, VALUES, Field, Links
from sitrex.evaluate.scores import Compared

KINDS = ("missed", "spurious", "boundary", "label", "value", "field")

_DERIVED = {
    "interval": "value",
    "granularity": "value",
    "bounds": "value",
    "si": "value",
    "all": "",
    "sidc": "",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """One error: where it is, what gold has, what was predicted, and why if that can be told."""

    document: str
    list: str
    kind: str
    cause: str | None
    gold_id: str | None = None
    predicted_id: str | None = None
    gold_label: str | None = None
    predicted_label: str | None = None
    gold_text: str | None = None
    predicted_text: str | None = None
    start: int
    end: int
    field: str | None = None
    gold_value: str | None = None
    predicted_value: str | None = None
    sentence: str | None = None


def mistakes(compared: Compared) -> list[Mistake]:
    """The errors of one document, list by list in text order."""
    document = _Document(compared)
    found: list[Mistake] = []
    for name, alignment in compared.alignments.items():
        found += sorted(
            [*document.unaligned(name, alignment), *document.aligned(name, alignment)],
            key=lambda m: (m.start, m.end, KINDS.index(m.kind), m.field or ""),
        )
    return found


def grouped(found: Iterable[Mistake]) -> list[tuple[tuple[str, str, str, str], int, list[Mistake]]]:
    """Errors by (list, kind, label or field, cause), the largest group first: key, number, the errors.

    Groups of derived errors come after all others: they go away with what they follow from.
    """
    groups: dict[tuple[str, str, str, str], list[Mistake]] = {}
    for mistake in found:
        what = mistake.field or mistake.gold_label or mistake.predicted_label or ""
        if mistake.kind == "label":
            what = f"{mistake.gold_label} → {mistake.predicted_label}"
        groups.setdefault((mistake.list, mistake.kind, what, mistake.cause or ""), []).append(mistake)
    ordered = sorted(groups.items(), key=lambda item: (item[0][3] == "derived", -len(item[1]), item[0]))
    return [(key, len(members), members) for key, members in ordered]


def write_csv(found: Iterable[Mistake], stream: IO[str]) -> None:
    """The errors as CSV, a line each, in the order given; the header names the fields of :class:`Mistake`."""
    names = [each.name for each in fields(Mistake)]
    writer = csv.DictWriter(stream, names, lineterminator="\n")
    writer.writeheader()
    for mistake in found:
        writer.writerow(asdict(mistake))


class _Document:
    """One compared document, with what its errors are explained by."""

    def __init__(self, compared: Compared) -> None:
        self.identifier = compared.identifier
        self.gold, self.predicted = compared.gold, compared.predicted
        self.links = Links(compared.alignments.values())
        self.text = self.gold.get("text") or self.predicted.get("text")
        sentences = self.gold.get("sentences") or self.predicted.get("sentences") or []
        self.sentences = [tuple(s) for s in sentences]
        self.starts = [s[0] for s in self.sentences]

    def unaligned(self, name: str, alignment: Alignment) -> Iterable[Mistake]:
        """The missed and the spurious mentions of one list."""
        right = Counter(g["text"] for g, p in alignment.pairs if (g["start"], g["end"]) == (p["start"], p["end"]))
        for mention in alignment.missed:
            other = _covering(mention, (p for _, p in alignment.pairs))
            cause = "merged" if other else None
            other = other or self._in_other_list(mention, name, self.predicted)
            cause = cause or ("other_list" if other else None)
            cause = cause or ("found_elsewhere" if right[mention["text"]] else None)
            yield self._mistake(name, "missed", cause, mention, None, predicted_value=_said(other))
        for mention in alignment.spurious:
            other = _covering(mention, (g for g, _ in alignment.pairs))
            cause = "split" if other else None
            other = other or self._in_other_list(mention, name, self.gold)
            cause = cause or ("other_list" if other else None)
            yield self._mistake(name, "spurious", cause, None, mention, gold_value=_said(other))

    def aligned(self, name: str, alignment: Alignment) -> Iterable[Mistake]:
        """What is wrong with the aligned pairs of one list."""
        for gold, predicted in alignment.pairs:
            if (gold["start"], gold["end"]) != (predicted["start"], predicted["end"]):
                yield self._mistake(name, "boundary", _shift(gold, predicted), gold, predicted)
            if gold["label"] != predicted["label"]:
                yield self._mistake(name, "label", None, gold, predicted)
            wrong = [f for f in FIELDS[name] if f.applies(gold) and not f.same(gold, predicted, self.links)]
            names = {f.name for f in wrong}
            for field in wrong:
                yield self._mistake(
                    name,
                    "value" if VALUES.get(name) == field.name else "field",
                    _why(name, field, names, gold, predicted),
                    gold,
                    predicted,
                    field=field.name,
                    gold_value=_shown(field, gold),
                    predicted_value=_shown(field, predicted),
                )

    def _in_other_list(self, mention: Mention, name: str, record: Mapping[str, Any]) -> Mention | None:
        others = (m for other in FIELDS if other != name for m in record.get(other, ()))
        return _covering(mention, others)

    def _mistake(
        self,
        name: str,
        kind: str,
        cause: str | None,
        gold: Mention | None,
        predicted: Mention | None,
        **more: str | None,
    ) -> Mistake:
        place = gold or predicted or {}
        return Mistake(
            document=self.identifier,
            list=name,
            kind=kind,
            cause=cause,
            gold_id=gold.get("id") if gold else None,
            predicted_id=predicted.get("id") if predicted else None,
            gold_label=gold["label"] if gold else None,
            predicted_label=predicted["label"] if predicted else None,
            gold_text=gold["text"] if gold else None,
            predicted_text=predicted["text"] if predicted else None,
            start=place["start"],
            end=place["end"],
            sentence=self._sentence(place["start"], place["end"]),
            **more,
        )

    def _sentence(self, start: int, end: int) -> str | None:
        """The sentence of a span, its white space single; None without text."""
        if self.text is None:
            return None
        first = bisect_right(self.starts, start) - 1
        if first < 0:
            return " ".join(self.text[max(0, start - 100) : end + 100].split())
        last = max(first, bisect_right(self.starts, end - 1) - 1)
        return " ".join(self.text[self.sentences[first][0] : max(end, self.sentences[last][1])].split())


def _covering(mention: Mention, others: Iterable[Mention]) -> Mention | None:
    """The first mention that shares a character with this one."""
    start, end = mention["start"], mention["end"]
    return next((m for m in others if m["start"] < end and start < m["end"]), None)


def _said(mention: Mention | None) -> str | None:
    return None if mention is None else f"{mention['label']} {mention['text']}"


def _shift(gold: Mention, predicted: Mention) -> str:
    parts = []
    if predicted["start"] != gold["start"]:
        parts.append("starts_early" if predicted["start"] < gold["start"] else "starts_late")
    if predicted["end"] != gold["end"]:
        parts.append("ends_early" if predicted["end"] < gold["end"] else "ends_late")
    return "+".join(parts)


def _why(name: str, field: Field, wrong: set[str], gold: Mention, predicted: Mention) -> str | None:
    source = _DERIVED.get(field.name)
    if source is not None and (wrong & {source, "modifier"} if source else wrong - {field.name}):
        return "derived"
    if name == "dates" and field.name == "value":
        return "anchor" if "anchor" in wrong else None
    if name == "numbers" and field.name == "value":
        return "modifier" if "modifier" in wrong else _scale(gold, predicted)
    if name == "entities" and gold["label"] in PLACES | {"NORP"} and field.stated(gold) and not field.stated(predicted):
        return "gazetteer"
    return None


def _scale(gold: Mention, predicted: Mention) -> str | None:
    a, b = gold.get("value"), predicted.get("value")
    if not a or not b or a * b < 0:
        return None
    power = math.log10(b / a)
    return "scale" if round(power) and math.isclose(power, round(power), abs_tol=1e-9) else None


def _shown(field: Field, mention: Mention) -> str | None:
    stated = [mention.get(key) for key in field.keys]
    if all(value is None for value in stated):
        return None
    if field.name == "parent":
        return _chain(stated[0])
    if len(stated) == 1:
        return str(stated[0])
    return ", ".join(f"{key} {value}" for key, value in zip(field.keys, stated, strict=True) if value is not None)


def _chain(parent: Any) -> str:
    """The superiors with all that a parent is compared by, so that two that differ never look alike."""
    parts = []
    while parent is not None:
        read = [
            str(parent[key]) for key in ("designator", "name", "branch", "echelon", "ref") if parent[key] is not None
        ]
        parts.append(f"{parent['text']} ({', '.join(read)})" if read else str(parent["text"]))
        parent = parent.get("parent")
    return " < ".join(parts)
