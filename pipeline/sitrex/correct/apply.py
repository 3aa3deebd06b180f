"""Corrections applied to records as they are read; the records on disk are never changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush
from pathlib import Path
from typing import Any

from sitrex.correct.model import THING_OF, Correction, fold
from sitrex.correct.page import Page
from sitrex.correct.reading import parse_corrections
from sitrex.record.earlier import completed

Name = tuple[str, str]
"""What ``in`` says, and a folded name."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Which thing a correction says that a mention is of, over all articles.

    ``alone``: only this mention changes its thing; else all that were of one thing with it are of the named one.
    ``reason`` is that of the correction, None for the mentions whose name it gives to others.
    """

    name: str
    alone: bool = False
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Corrected:
    """A record with its corrections: the row, the mentions whose name a correction gave, and what merges and splits say."""

    row: Mapping[str, Any]
    named: frozenset[str] = frozenset()
    identities: Mapping[str, Identity] = field(default_factory=dict)


class Corrections:
    """The corrections of a file, applied in its order."""

    def __init__(self, corrections: Iterable[Correction] = ()) -> None:
        self._all = list(corrections)
        self._used: set[int] = set()
        self._by_name: dict[Name, list[int]] = {}
        for number, correction in enumerate(self._all):
            names = {fold(correction.name)} | ({fold(correction.to)} if correction.verb == "merge" else set())
            for name in names:
                self._by_name.setdefault((correction.thing, name), []).append(number)

    def __len__(self) -> int:
        return len(self._all)

    def over(self, records: Mapping[str, dict[str, Any]]) -> Mapping[str, dict[str, Any]]:
        """Records by document id, each corrected when it is asked for; ``records`` itself where there are no corrections."""
        return _Records(records, self) if self._all else records

    def unused(self) -> list[Correction]:
        """Those that have matched nothing so far, in their order."""
        return [correction for number, correction in enumerate(self._all) if number not in self._used]

    def apply(self, record: Mapping[str, Any]) -> Corrected:
        """The record as corrected; the one given is not changed.

        Only corrections whose name the record bears are looked at, so that a long file costs nothing where it says
        nothing. A mention that is hidden is gone, and so are links to it; ids of the others stay.
        """
        row = completed(record)
        waiting = self._waiting(row)
        if not waiting:
            return Corrected(row)
        page = Page(row)
        identities: dict[str, Identity] = {}
        document = row["document"]["id"]
        done = -1
        while waiting:
            number = heappop(waiting)
            correction = self._all[number]
            if number == done:
                continue
            done = number
            if correction.document in (None, document) and self._do(page, correction, identities):
                self._used.add(number)
                if correction.verb in ("rename", "merge", "split"):
                    # what now has this name may have corrections further on
                    later = self._by_name.get((correction.thing, fold(correction.to)), ())
                    for other in later:
                        if other > number:
                            heappush(waiting, other)
            elif correction.verb == "merge":
                self._bear(page, correction, identities)
        return Corrected(page.row(), frozenset(page.named), identities)

    def _waiting(self, row: Mapping[str, Any]) -> list[int]:
        """Numbers of the corrections that a mention's name or words call for, as a heap."""
        found: set[int] = set()
        for name in ("entities", "dates", "numbers", "units"):
            for mention in row[name]:
                thing = THING_OF[mention["label"]]
                for words in {mention["text"], mention.get("canonical") or mention["text"]}:
                    found.update(self._by_name.get((thing, fold(words)), ()))
        waiting = list(found)
        heapify(waiting)
        return waiting

    def _do(self, page: Page, correction: Correction, identities: dict[str, Identity]) -> bool:
        """Apply one correction; whether it matched."""
        found = page.find(correction.thing, correction.name, correction.at)
        if not found:
            return False
        if correction.verb == "hide":
            page.hide(found)
        elif correction.verb == "rename":
            page.rename(page.whole(found), correction.to)
        elif correction.verb == "split":
            page.split(found, correction.to)
            for mention in found:
                identities[mention] = Identity(correction.to, alone=True, reason=correction.reason)
        elif correction.verb == "merge":
            narrow = correction.document is not None
            own = found if correction.at is not None else page.whole(found)
            self._bear(page, correction, identities)
            page.merge([*own, *page.whole(page.find(correction.thing, correction.to, None))], correction.to)
            for mention in own:
                identities[mention] = Identity(correction.to, alone=narrow, reason=correction.reason)
        else:
            own = found if correction.at is not None else page.whole(found)
            return page.set(own, str(correction.field), correction.to)
        return True

    def _bear(self, page: Page, correction: Correction, identities: dict[str, Identity]) -> None:
        """Note that what has the other name of a merge is of the merged thing, in whatever article."""
        for mention in page.whole(page.find(correction.thing, correction.to, None)):
            identities.setdefault(mention, Identity(correction.to))


class _Records(Mapping[str, dict[str, Any]]):
    def __init__(self, records: Mapping[str, dict[str, Any]], corrections: Corrections) -> None:
        self._records, self._corrections = records, corrections

    def __getitem__(self, identifier: str) -> dict[str, Any]:
        return dict(self._corrections.apply(self._records[identifier]).row)

    def __contains__(self, identifier: object) -> bool:
        return identifier in self._records

    def __iter__(self) -> Iterator[str]:
        return iter(self._records)

    def __len__(self) -> int:
        return len(self._records)


def read_corrections(path: str | Path) -> Corrections:
    """The corrections of a YAML file; see ``docs/corrections.md``.

    Returns:
        What ``collate`` and ``export`` take as ``corrections``. ``apply(row)`` corrects one record: the corrected one is
        ``.row`` of what it gives. ``over(records)`` corrects a mapping of records by id as they are read. ``unused()``
        are the corrections that have matched nothing.

    Raises:
        SitrexError: ``input-missing``, ``corrections-broken``, ``correction-wrong``.

    >>> import sitrex, tempfile, pathlib
    >>> file = pathlib.Path(tempfile.mkdtemp(), "corrections.yaml")
    >>> _ = file.write_text("- {rename: Pokrovsk, in: places, to: Pokrovske, reason: a test}")
    >>> corrections = sitrex.read_corrections(file)
    >>> row = corrections.apply(sitrex.extract("They held Pokrovsk.").to_json()).row
    >>> row["entities"][0]["text"], row["entities"][0]["canonical"]
    ('Pokrovsk', 'Pokrovske')
    """
    return Corrections(parse_corrections(Path(path)))
