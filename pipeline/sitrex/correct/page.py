"""A record under correction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sitrex.correct.model import LINKED, THING_OF, fold, foreign_fields
from sitrex.normalise.symbols import sidc
from sitrex.record.model import MENTION_TYPES


class Page:
    """The mentions of a record, copied, found by name, changed, and put together again.

    Mentions are named by their ids, which are unique over all lists.
    """

    def __init__(self, row: Mapping[str, Any]) -> None:
        self._row = row
        self._mentions: dict[str, dict[str, Any]] = {m["id"]: dict(m) for name in MENTION_TYPES for m in row[name]}
        self._named: dict[tuple[str, str], dict[str, None]] = {}
        self._clusters: dict[str, dict[str, None]] = {}
        """Id of a cluster -> its mentions; in the end a cluster has the id of its first mention."""
        for mention in self._mentions.values():
            self._enter(mention)
            if "cluster" in mention:
                self._clusters.setdefault(mention["cluster"], {})[mention["id"]] = None
        self.named: set[str] = set()
        """Mentions whose name a correction gave."""

    def find(self, thing: str, name: str, at: int | None) -> list[str]:
        """The mentions of that name or those words, in text order; ``at`` only the one that starts there."""
        found = self._named.get((thing, fold(name)), ())
        mentions = [self._mentions[one] for one in found if at in (None, self._mentions[one]["start"])]
        return [m["id"] for m in sorted(mentions, key=lambda m: int(m["start"]))]

    def whole(self, found: Iterable[str]) -> list[str]:
        """All mentions of the things of these."""
        clusters = dict.fromkeys(self._mentions[one].get("cluster", one) for one in found)
        return [one for cluster in clusters for one in self._clusters.get(cluster, (cluster,))]

    def hide(self, found: Iterable[str]) -> None:
        """Take the mentions out."""
        for one in found:
            mention = self._mentions.pop(one)
            self._leave(mention)
            self._clusters.get(mention.get("cluster", ""), {}).pop(one, None)

    def rename(self, found: Iterable[str], to: str) -> None:
        """Give the mentions another name; their words stay."""
        for one in found:
            self._change(one, canonical=to)
            self.named.add(one)

    def split(self, found: list[str], to: str) -> None:
        """Make the mentions a thing of their own, of that name."""
        for one in found:
            self._move(one, found[0])
        self.rename(found, to)

    def merge(self, found: list[str], to: str) -> None:
        """Make the mentions one thing, of that name."""
        first = min(found, key=lambda one: int(self._mentions[one]["start"]))
        self.split([first, *(one for one in dict.fromkeys(found) if one != first)], to)

    def set(self, found: Iterable[str], field: str, value: Any) -> bool:
        """Give the mentions' field a value; what depends on it follows: a unit's symbol, the fields of a label, who says so.

        A place or date is the nearest one of that name. Whether there was one.
        """
        linked = field in LINKED and value is not None
        others = self.find(LINKED[field], value, None) if linked else []
        if linked and not others:
            return False
        for one in found:
            changes = {field: self._nearest(one, others) if linked else value}
            if field == "status" and value == "stated":
                changes["said_by"] = None
            if field == "label" and one[0] == "e":
                changes |= dict.fromkeys(foreign_fields(value))
            mention = self._mentions[one] | changes
            if field in ("branch", "echelon", "service") and one[0] == "u":
                changes["sidc"] = sidc(mention["branch"], mention["echelon"], mention["service"])
            self._change(one, **changes)
        return True

    def _nearest(self, one: str, others: Iterable[str]) -> str:
        start = self._mentions[one]["start"]
        return min(others, key=lambda other: abs(int(self._mentions[other]["start"]) - start))

    def row(self) -> dict[str, Any]:
        """The record as corrected, with links only to mentions that are there."""
        starts = {one: int(mention["start"]) for one, mention in self._mentions.items()}
        for members in self._clusters.values():
            first = min(members, key=lambda one: starts[one], default=None)
            for one in members:
                self._mentions[one]["cluster"] = first
        lists: dict[str, list[dict[str, Any]]] = {name: [] for name in MENTION_TYPES}
        for name, mentions in lists.items():
            mentions += [_linked(self._mentions[m["id"]], starts) for m in self._row[name] if m["id"] in self._mentions]
        _join_ranges(lists["dates"], starts)
        return {**self._row, **lists}

    def _enter(self, mention: Mapping[str, Any]) -> None:
        for key in _names(mention):
            self._named.setdefault(key, {})[mention["id"]] = None

    def _leave(self, mention: Mapping[str, Any]) -> None:
        for key in _names(mention):
            self._named[key].pop(mention["id"], None)

    def _change(self, one: str, **changes: Any) -> None:
        mention = self._mentions[one]
        self._leave(mention)
        mention |= changes
        self._enter(mention)

    def _move(self, one: str, cluster: str) -> None:
        # a cluster of its own has an id that no other can have, until the end
        self._clusters[self._mentions[one]["cluster"]].pop(one, None)
        self._mentions[one]["cluster"] = f"new {cluster}"
        self._clusters.setdefault(f"new {cluster}", {})[one] = None


def _names(mention: Mapping[str, Any]) -> set[tuple[str, str]]:
    thing = THING_OF[mention["label"]]
    return {(thing, fold(words)) for words in (mention["text"], mention.get("canonical")) if words}


def _linked(mention: dict[str, Any], known: Mapping[str, int]) -> dict[str, Any]:
    """The mention without links to what is hidden."""
    for name in ("parent", "said_by", "of"):
        if mention.get(name):
            mention[name] = _reference(mention[name], known)
    for name in ("at", "when"):
        if mention.get(name) and mention[name] not in known:
            mention[name] = None
    side = mention.get("side")
    if side and side[0].islower() and side not in known:
        mention["side"] = None
    return mention


def _reference(link: Mapping[str, Any], known: Mapping[str, int]) -> dict[str, Any]:
    changed = {**link, "ref": link["ref"] if link["ref"] in known else None}
    if link.get("parent"):
        changed["parent"] = _reference(link["parent"], known)
    return changed


def _join_ranges(dates: Iterable[dict[str, Any]], known: Mapping[str, int]) -> None:
    """Ranges whose first date is hidden begin at the next; a date that is left alone is none."""
    ranges: dict[str, list[dict[str, Any]]] = {}
    for date in dates:
        if date["range"]:
            ranges.setdefault(date["range"], []).append(date)
    for first, members in ranges.items():
        if first not in known:
            for date in members:
                date["range"] = members[0]["id"] if len(members) > 1 else None
