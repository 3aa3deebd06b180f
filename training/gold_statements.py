"""What the labels say of figures and units in words, as the record has it: links to mentions, country codes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

Row = dict[str, Any]

PLACES = frozenset(("GPE", "LOC", "FAC"))
_COUNTRY = re.compile(r"[A-Z]{2}|[A-Z]{4}|X-\w+")


def state(built: Mapping[str, list[Row]], lists: Mapping[str, list[Row]]) -> None:
    """Fill in status, sayer, outcome and the rest of the numbers and units of a gold record.

    Words that no mention has are left out where a link is wanted: nobody is scored on them.

    Args:
        built: the lists of the record.
        lists: the labels, in the same order.
    """
    things = sorted([*built["entities"], *built["units"]], key=lambda m: m["start"])
    for name in ("numbers", "units"):
        for mention, said in zip(built[name], lists[name], strict=True):
            mention["status"] = said.get("status") or "stated"
            mention["said_by"] = _reference(said.get("said_by"), mention, things)
    for number, said in zip(built["numbers"], lists["numbers"], strict=True):
        number["outcome"] = said.get("outcome")
        number["of"] = _reference(said.get("of"), number, things)
        places = (m for m in built["entities"] if m["label"] in PLACES)
        wanted: dict[str, Iterable[Row]] = {"at": places, "when": built["dates"], "side": built["entities"]}
        for field, mentions in wanted.items():
            words = said.get(field)
            named = None if words is None else _nearest(words, number, mentions)
            if words is None or (field == "side" and _COUNTRY.fullmatch(words) and (named is None or len(words) == 2)):
                number[field] = words
            elif named is not None:
                number[field] = named["id"]


def _reference(words: str | None, near: Row, things: Iterable[Row]) -> Row | None:
    if words is None:
        return None
    named = _nearest(words, near, things)
    return {"ref": named and named["id"], "text": words}


def _nearest(words: str, near: Row, mentions: Iterable[Row]) -> Row | None:
    """The mention that the words are, or else hold, or else lie in, nearest to a mention."""
    wanted = _folded(words)
    ranked = [
        (rank, abs(m["start"] - near["start"]), m["start"], m)
        for m in mentions
        if (rank := _rank(wanted, _folded(m["text"]))) is not None
    ]
    return min(ranked, key=lambda r: r[:3])[3] if ranked else None


def _rank(wanted: str, text: str) -> int | None:
    if wanted == text:
        return 0
    if re.search(rf"\b{re.escape(text)}\b", wanted):
        return 1
    return 2 if re.search(rf"\b{re.escape(wanted)}\b", text) else None


def _folded(words: str) -> str:
    folded = " ".join(words.split()).casefold()
    return folded.removeprefix("the ")
