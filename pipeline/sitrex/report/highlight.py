"""The text of an article cut into pieces at every edge of a mention, each piece marked with the mentions over it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from sitrex.evaluate.align import Alignment
from sitrex.evaluate.fields import FIELDS, LISTS, Links
from sitrex.report.markup import Markup, join, tag
from sitrex.write.words import LABELS, STATUS

STATES = {
    "correct": "right",
    "field": "right span and label, a field differs",
    "label": "other label than gold",
    "boundary": "other span than gold",
    "spurious": "not in gold",
    "missed": "only in gold",
    "optional": "optional in gold",
}
"""What can be said of a mention beside gold, and in words."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A mention as it is shown: ``key`` is ``p-ID`` for predicted, ``g-ID`` for gold."""

    key: str
    listed: str
    mention: Mapping[str, Any]
    state: str | None = None
    partner: str | None = None


def predicted_marks(record: Mapping[str, Any]) -> list[Mark]:
    """The marks of a record without gold."""
    return [Mark(f"p-{m['id']}", name, m) for name in LISTS for m in record[name]]


def compared_marks(
    alignments: Mapping[str, Alignment], optional: Iterable[tuple[str, Mapping[str, Any]]]
) -> list[Mark]:
    """The marks of a record beside its gold: all predicted mentions, and the gold ones that are not the same."""
    marks = []
    links = Links(alignments.values())
    for name, alignment in alignments.items():
        for gold, predicted in alignment.pairs:
            state = _state(name, gold, predicted, links)
            keys = f"p-{predicted['id']}", f"g-{gold['id']}"
            marks.append(Mark(keys[0], name, predicted, state, keys[1]))
            if state != "correct":
                marks.append(Mark(keys[1], name, gold, state, keys[0]))
        marks += [Mark(f"g-{m['id']}", name, m, "missed") for m in alignment.missed]
        marks += [Mark(f"p-{m['id']}", name, m, "spurious") for m in alignment.spurious]
        marks += [Mark(f"p-{m['id']}", name, m, "optional") for m in alignment.forgiven]
    marks += [Mark(f"g-{m['id']}", name, m, "optional") for name, m in optional]
    return marks


def highlighted(text: str, marks: Iterable[Mark]) -> Markup:
    """The text as HTML. A piece names its mentions in ``data-m``; the shortest over it gives colour and state.

    The first piece of a mention can have the focus, the last one carries its
    badge. White space and line ends are the text's own; the pieces' texts joined are
    the text.
    """
    # of mentions of one span the predicted one goes before gold
    ordered = sorted(marks, key=lambda m: (m.mention["start"], -m.mention["end"], m.key.startswith("g")))
    edges = sorted({edge for m in ordered for edge in (m.mention["start"], m.mention["end"])} | {0, len(text)})
    pieces: list[Markup] = []
    over: list[Mark] = []
    waiting = ordered[::-1]
    for start, end in pairwise(edges):
        over = [m for m in over if m.mention["end"] > start]
        while waiting and waiting[-1].mention["start"] == start:
            over.append(waiting.pop())
        pieces.append(_piece(text[start:end], start, over))
    return join(*pieces)


def _piece(text: str, start: int, over: list[Mark]) -> Markup:
    if not over:
        return join(text)
    # the shortest mention is inmost; where gold lies on a prediction, the prediction shows
    inmost = min(over, key=lambda m: (m.mention["end"] - m.mention["start"], m.key.startswith("g")))
    begun = [m for m in over if m.mention["start"] == start]
    opens = inmost in begun
    ends = inmost.mention["end"] == start + len(text)
    label = inmost.mention["label"]
    status = inmost.mention.get("status")
    badge = LABELS.get(label, label) + (f" · {STATUS.get(status, status)}" if status not in (None, "stated") else "")
    said = f", {STATES[inmost.state]}" if inmost.state else ""
    piece = tag(
        "span",
        text,
        class_="m" + (" first" if opens else "") + (" last" if ends else ""),
        data_m=" ".join(m.key for m in over),
        data_labels=" ".join(dict.fromkeys(m.mention["label"] for m in over)),
        data_shown=label,
        data_state=inmost.state,
        data_status=status if status != "stated" else None,
        data_badge=badge if ends else None,
        tabindex="-1" if opens else None,
        role="button" if opens else None,
        aria_label=f"{inmost.mention['text']}: {badge}{said}" if opens else None,
    )
    return join(*(tag("span", id=m.key, class_="anchor") for m in begun), piece)


def _state(name: str, gold: Mapping[str, Any], predicted: Mapping[str, Any], links: Links) -> str:
    if gold["label"] != predicted["label"]:
        return "label"
    if (gold["start"], gold["end"]) != (predicted["start"], predicted["end"]):
        return "boundary"
    g, p = dict(gold), dict(predicted)
    return "field" if any(f.applies(g) and not f.same(g, p, links) for f in FIELDS[name]) else "correct"
