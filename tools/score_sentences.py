"""Score a reader of numbers on ``corpus/news-sentences.tsv``: ``python tools/score_sentences.py [--half read] [--errors]``.

A mention is right by value if a mention that was read overlaps it and has its figure (of a range both ends); by bounds if it
also bounds it alike (about, more than, at least, less than, at most, from … to). Spans, units of measure and counted nouns are
not compared: other readers cut and name them otherwise. Vague counts are left out on both sides, ordinals too.
"""

from __future__ import annotations

import argparse
import math
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

FILE = Path(__file__).resolve().parent.parent / "corpus" / "news-sentences.tsv"
_NUMBER = r"-?\d*\.?\d+(?:e-?\d+)?"
_MARK = re.compile(
    rf"\[\[(?P<words>.+?)=(?P<bound>>=|<=|[~<>])?(?P<figure>{_NUMBER}(?:\.\.{_NUMBER})?|vague)(?: \S+?)?\]\](?!\])"
)
_BOUNDS = {
    "~": "approx", ">": "more_than", ">=": "at_least", "<": "less_than", "<=": "at_most"
}  # fmt: skip


class Reading(NamedTuple):
    """A number over ``[start, end)``: its value, or the ends of a range; how it is bounded."""

    start: int
    end: int
    low: float | None
    high: float | None
    bound: str | None = None

    @property
    def vague(self) -> bool:
        """Whether no figure is stated."""
        return self.low is None

    def same_value(self, other: Reading) -> bool:
        """Whether the other reads the same figure."""
        return _close(self.low, other.low) and _close(self.high, other.high)


class Sentence(NamedTuple):
    """One row of the file, its marks taken out."""

    half: str
    kind: str
    text: str
    wanted: Sequence[Reading]


def sentences(half: str | None = None) -> list[Sentence]:
    """The sentences of one half, or all."""
    found = []
    for line in FILE.read_text(encoding="utf-8").splitlines():
        if line.startswith(("#", "half\t")):
            continue
        part, kind, marked = line.split("\t")
        if half in (None, part):
            found.append(Sentence(part, kind, *_read(marked)))
    return found


def _read(marked: str) -> tuple[str, list[Reading]]:
    text, readings, last = "", [], 0
    for mark in _MARK.finditer(marked):
        text += marked[last : mark.start()]
        low: float | None = None
        high: float | None = None
        if mark["figure"] != "vague":
            first, _, second = mark["figure"].partition("..")
            low, high = float(first), float(second or first)
        bound = _BOUNDS.get(mark["bound"] or "") or ("range" if low != high else None)
        readings.append(Reading(len(text), len(text) + len(mark["words"]), low, high, bound))
        text += mark["words"]
        last = mark.end()
    return text + marked[last:], readings


def _close(a: float | None, b: float | None) -> bool:
    return a is b if a is None or b is None else math.isclose(a, b, rel_tol=1e-6)


class Score(NamedTuple):
    """F1 of values and of values with bounds, and what was not right: kind, text, wanted or read."""

    values: float
    bounds: float
    by_kind: dict[str, tuple[int, int]]
    errors: list[tuple[str, str, str]]


def score(read: Callable[[str], Iterable[Reading]], rows: Sequence[Sentence]) -> Score:
    """Score a reader of numbers on these sentences."""
    values = bounds = wanted = found = 0
    by_kind: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    errors = []
    for row in rows:
        left = list(read(row.text))
        right = True
        for gold in row.wanted:
            over = [r for r in left if r.start < gold.end and gold.start < r.end]
            best = next((r for r in over if r.same_value(gold)), over[0] if over else None)
            if best is not None:
                left.remove(best)
            if gold.vague:
                continue
            wanted, found = wanted + 1, found + (best is not None)
            good = best is not None and best.same_value(gold)
            values += good
            bounded = good and best is not None and best.bound == gold.bound
            bounds += bounded
            if not bounded:
                right = False
                errors.append((row.kind, row.text, f"wanted {gold}, read {best}"))
        spurious = [r for r in left if not r.vague]
        found += len(spurious)
        errors += [(row.kind, row.text, f"not wanted {r}, {row.text[r.start : r.end]!r}") for r in spurious]
        by_kind[row.kind][0] += right and not spurious
        by_kind[row.kind][1] += 1
    total = max(wanted + found, 1)
    return Score(2 * values / total, 2 * bounds / total, {k: (a, b) for k, (a, b) in by_kind.items()}, errors)


def sitrex_reader() -> Callable[[str], list[Reading]]:
    """The default pipeline."""
    from sitrex import api
    from sitrex.ingest.article import Article

    pipeline = api.load()

    def read(text: str) -> list[Reading]:
        found = []
        for m in pipeline(Article(id="sentence", text=text)).to_json()["numbers"]:
            if m["label"] != "ORDINAL":
                given = m["value"] is not None
                vague = not given and m["modifier"] is None
                low, high = (m["value"],) * 2 if given else (None,) * 2 if vague else (m["low"], m["high"])
                found.append(Reading(m["start"], m["end"], low, high, m["modifier"]))
        return found

    return read


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--half", choices=["read", "test"])
    parser.add_argument("--errors", action="store_true", help="list what was not right; not of the test half")
    args = parser.parse_args()
    rows = sentences(args.half)
    found = score(sitrex_reader(), rows)
    if args.errors and args.half == "read":
        for kind, text, problem in found.errors:
            print(f"{kind}: {text}\n    {problem}")
    print("; ".join(f"{kind} {right} of {count}" for kind, (right, count) in sorted(found.by_kind.items())))
    print(f"{len(rows)} sentences: value F1 {found.values:.3f}, bounds F1 {found.bounds:.3f}")


if __name__ == "__main__":
    main()
