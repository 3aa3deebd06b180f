"""One-to-one optimal alignment of the mentions of one list in one document.

Two mentions can be aligned when their spans share a character. Of all
one-to-one alignments the best one is taken, by this order, each step deciding
only between alignments that are equal in all steps before:

1. most pairs with the same span and the same label;
2. most pairs with the same span;
3. most pairs;
4. most pairs with the same label;
5. most characters shared;
6. the earliest pair: both sides are sorted by start, end, label and id, pairs
   by their place in the two sorted lists, and the alignment that holds the
   first pair in which two alignments differ wins.

Step 6 makes the order total: the result never depends on the order in which
mentions are given.

Mentions marked ``optional`` are not aligned. A mention that found no partner
and shares a character with an optional mention of the other side is forgiven:
it counts neither as missed nor as spurious.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

Mention: TypeAlias = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Alignment:
    """What became of the mentions of one list: aligned pairs, missed gold, spurious predictions.

    ``pairs`` hold (gold, predicted) in gold order. ``forgiven`` are mentions of
    either side that an optional mention of the other side excuses.
    """

    pairs: list[tuple[Mention, Mention]]
    missed: list[Mention]
    spurious: list[Mention]
    forgiven: list[Mention]


def align(gold: Iterable[Mention], predicted: Iterable[Mention]) -> Alignment:
    """The best one-to-one alignment of two lists of mentions, as the module says.

    >>> mention = lambda start, end: {"start": start, "end": end, "label": "GPE", "id": "e1"}
    >>> found = align([mention(0, 4), mention(9, 12)], [mention(0, 6)])
    >>> len(found.pairs), len(found.missed), len(found.spurious)
    (1, 1, 0)
    """
    left, left_optional = _sorted(gold)
    right, right_optional = _sorted(predicted)
    partner = match(left, right)
    taken = set(partner.values())
    pairs = [(mention, right[partner[i]]) for i, mention in enumerate(left) if i in partner]
    missed, excused = _forgive([m for i, m in enumerate(left) if i not in partner], right_optional)
    spurious, excused_too = _forgive([m for j, m in enumerate(right) if j not in taken], left_optional)
    return Alignment(pairs, missed, spurious, excused + excused_too)


def match(left: Sequence[Mention], right: Sequence[Mention]) -> dict[int, int]:
    """Index of the partner in ``right`` for each index of ``left`` that has one; both sorted by :func:`order`."""
    edges = _overlaps(left, right)
    degree = [0] * len(right)
    for targets in edges:
        for j in targets:
            degree[j] += 1
    partner: dict[int, int] = {}
    tangled = []
    for i, targets in enumerate(edges):
        if len(targets) == 1 and degree[targets[0]] == 1:
            partner[i] = targets[0]
        elif targets:
            tangled.append(i)
    for component in _components(tangled, edges):
        partner |= _assign(_weights(component, edges, left, right))
    return partner


def order(mention: Mention) -> tuple[int, int, str, str]:
    """The sort key of a mention: start, end, label, id."""
    return mention["start"], mention["end"], mention["label"], mention.get("id", "")


def _sorted(mentions: Iterable[Mention]) -> tuple[list[Mention], list[Mention]]:
    ordered = sorted(mentions, key=order)
    optional = [m for m in ordered if m.get("optional")]
    return ([m for m in ordered if not m.get("optional")] if optional else ordered), optional


def _forgive(unaligned: list[Mention], optional: list[Mention]) -> tuple[list[Mention], list[Mention]]:
    if not optional:
        return unaligned, []
    excused = {i for i, targets in enumerate(_overlaps(unaligned, optional)) if targets}
    return (
        [m for i, m in enumerate(unaligned) if i not in excused],
        [m for i, m in enumerate(unaligned) if i in excused],
    )


def _overlaps(left: Sequence[Mention], right: Sequence[Mention]) -> list[list[int]]:
    """For each of ``left`` the indices of ``right`` that share a character with it, ascending."""
    starts = [m["start"] for m in right]
    reach: list[int] = []
    furthest = -1
    for mention in right:
        furthest = max(furthest, mention["end"])
        reach.append(furthest)
    found = []
    for mention in left:
        start = mention["start"]
        j = bisect_left(starts, mention["end"]) - 1
        targets = []
        while j >= 0 and reach[j] > start:
            if right[j]["end"] > start:
                targets.append(j)
            j -= 1
        targets.reverse()
        found.append(targets)
    return found


def _components(tangled: list[int], edges: list[list[int]]) -> Iterable[list[int]]:
    """The connected parts of the overlap graph, each as its ascending indices of the left side."""
    back: dict[int, list[int]] = {}
    for i in tangled:
        for j in edges[i]:
            back.setdefault(j, []).append(i)
    seen: set[int] = set()
    for first in tangled:
        if first in seen:
            continue
        seen.add(first)
        part, queue = [], [first]
        while queue:
            i = queue.pop()
            part.append(i)
            for j in edges[i]:
                # each right-hand node opens its neighbours once
                for k in back.pop(j, ()):
                    if k not in seen:
                        seen.add(k)
                        queue.append(k)
        yield sorted(part)


def _weights(
    component: list[int], edges: list[list[int]], left: Sequence[Mention], right: Sequence[Mention]
) -> dict[int, dict[int, int]]:
    """Weight of each edge: one integer in which each step of the order outweighs all steps after it."""
    listed = [(i, j) for i in component for j in edges[i]]
    shared = [min(left[i]["end"], right[j]["end"]) - max(left[i]["start"], right[j]["start"]) for i, j in listed]
    base = len(component) + 1
    characters = sum(shared) + 1
    weights: dict[int, dict[int, int]] = {}
    for place, ((i, j), overlap) in enumerate(zip(listed, shared, strict=True)):
        gold, predicted = left[i], right[j]
        exact = gold["start"] == predicted["start"] and gold["end"] == predicted["end"]
        same = gold["label"] == predicted["label"]
        weight = ((exact and same) * base + exact) * base + 1
        weight = ((weight * base + same) * characters + overlap) << len(listed)
        weights.setdefault(i, {})[j] = weight + (1 << (len(listed) - 1 - place))
    return weights


def _assign(weights: dict[int, dict[int, int]]) -> dict[int, int]:
    """The one-to-one assignment of greatest weight, by best augmenting paths.

    Each round looks for the path of greatest gain from any free left node to
    any free right node (Bellman-Ford with a queue; the graph has no cycle of
    positive gain while the assignment is the best of its size).
    """
    left_of: dict[int, int] = {}
    right_of: dict[int, int] = {}
    while True:
        gain = {i: 0 for i in weights if i not in right_of}
        reached: dict[int, int] = {}
        came_from: dict[int, int] = {}
        queue = deque(gain)
        while queue:
            i = queue.popleft()
            for j, weight in weights[i].items():
                if right_of.get(i) == j:
                    continue
                total = gain[i] + weight
                if j in reached and reached[j] >= total:
                    continue
                reached[j], came_from[j] = total, i
                holder = left_of.get(j)
                if holder is not None:
                    gain[holder] = total - weights[holder][j]
                    queue.append(holder)
        free = [j for j in reached if j not in left_of]
        if not free:
            return right_of
        j = max(free, key=lambda end: reached[end])
        if reached[j] <= 0:
            return right_of
        while True:
            i = came_from[j]
            before = right_of.get(i)
            right_of[i], left_of[j] = j, i
            if before is None:
                break
            j = before
