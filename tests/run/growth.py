"""What a text costs as it grows: repeated patterns through the whole pipeline, none of which may cost out of proportion.

``growth.py [--seed N] [--spells N] [--workers N] [--only TEXT] [--all]`` measures over 400 patterns made of the
vocabularies' words and a few dozen shapes (lists, brackets, file names, broken lines …) at 40 and 160 thousand signs, in CPU
time; one that looks suspicious there at 20, 40, 80 and 160 thousand, three times. A pattern fails whose cost grows by
more than 2.6 at a doubling from 40 thousand signs on, or that is slower than a fifth of plain war text measured beside it.
"""

from __future__ import annotations

import argparse
import datetime
import gc
import itertools
import math
import multiprocessing
import os
import random
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Final

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path[:0] = [str(ROOT / "pipeline"), str(ROOT)]

from tests.run.growth_shapes import LISTS, SHAPES, TAILS, Maker  # noqa: E402

from sitrex.api import load  # noqa: E402
from sitrex.flow import Pipeline  # noqa: E402
from sitrex.ingest.article import Article, Failure  # noqa: E402
from sitrex.run.options import RunOptions  # noqa: E402
from sitrex.run.shard import process  # noqa: E402
from sitrex.run.totals import Totals  # noqa: E402

VOCABULARIES: Final = ROOT / "pipeline" / "sitrex" / "vocab"
SIZES: Final = (20_000, 40_000, 80_000, 160_000)
ENDS: Final = (SIZES[1], SIZES[-1])
"""Measured first."""
DOUBT: Final = 4.5
"""Times the cost between these: a doubling costs 1.8 times at the least, so that below this none costs more than 2.6."""
FROM: Final = 40_000
"""Signs from which growth counts."""
MOST_GROWTH: Final = 2.6
"""Of the cost, at a doubling."""
LEAST_SPEED: Final = 1 / 5
"""Of plain war text's."""
TRIES: Final = 3
PUBLISHED: Final = datetime.date(2024, 5, 20)
"""The day of publication of every other pattern."""
WAR_SIZE: Final = 80_000
SPELLS: Final = 1
"""Shapes that each kind of words of a table is put in."""
MOST_KINDS: Final = 20
"""Kinds of words of one column of a table that are drawn."""
IN_TURN: Final = 1 / 3
"""Share of them with all words of the kind in turn, the others with one."""
HOPELESS: Final = 90
"""CPU seconds of one measure after which no longer text is tried."""

_COLUMNS: Final = (
    "words", "names", "name", "word", "demonyms", "prefixes", "short", "phrase", "form", "surname", "prefix", "symbols",
    "part",
)  # fmt: skip
"""Columns of the tables that hold what stands in texts."""
_KINDS: Final = ("kind", "label", "role", "side", "place", "list", "end", "number")
"""Columns that say which part in the grammar a row's words play."""


@dataclass(frozen=True)
class Pattern:
    """What is repeated, what ends it, on which day it is published."""

    name: str
    make: Maker
    tail: str = ""
    published: datetime.date | None = None

    def text(self, size: int) -> str:
        """As many whole repetitions as ``size`` signs have room for."""
        parts: list[str] = []
        length = len(self.tail)
        for n in itertools.count(1):
            part = self.make(n)
            length += len(part)
            if parts and length > size:
                break
            parts.append(part)
        return "".join([*parts, self.tail])


@dataclass
class Measured:
    """The least cost of a pattern at each size, in CPU seconds, beside that of plain war text."""

    name: str
    war: float
    """Signs of plain war text a CPU second, measured in the same process."""
    costs: dict[int, float] = field(default_factory=dict)
    problem: str = ""

    @property
    def growth(self) -> float:
        """The worst at a doubling from :data:`FROM` signs on, or that of the mean doubling where no more was measured."""
        steps = itertools.pairwise(sorted(size for size in self.costs if size >= FROM))
        return max(((self.costs[b] / self.costs[a]) ** (1 / math.log2(b / a)) for a, b in steps), default=0.0)

    @property
    def speed(self) -> float:
        """Signs a CPU second at the longest text, as a share of plain war text's."""
        longest = max(self.costs)
        return longest / self.costs[longest] / self.war

    @property
    def failed(self) -> bool:
        return bool(self.problem) or self.growth > MOST_GROWTH or self.speed < LEAST_SPEED

    def __str__(self) -> str:
        costs = "  ".join(f"{size // 1000}k {cost:6.2f}" for size, cost in sorted(self.costs.items()))
        kilo = self.speed * self.war / 1000
        return (
            f"{self.growth:5.2f} a doubling, {kilo:5.1f} kB/s, {self.speed:5.2f} of war text   {costs}   "
            f"{self.name!r} {self.problem}"
        )


@cache
def strata() -> dict[str, list[str]]:
    """The words of all tables, by table, column and the part that they play."""
    found: dict[str, dict[str, None]] = {}
    for file in sorted(VOCABULARIES.rglob("*.tsv")):
        if file.parent.name == "ingest":
            continue
        rows = [line.split("\t") for line in file.read_text(encoding="utf-8").splitlines() if line[:1] not in ("", "#")]
        header = rows.pop(0)
        for row in rows:
            cells = dict(zip(header, row, strict=True))
            part = " ".join(f"{kind}={cells[kind]}" for kind in _KINDS if cells.get(kind))
            for column in _COLUMNS:
                words = cells.get(column, "")
                separator = " " if column == "words" and "list" in cells else ";"
                for word in words.split(separator):
                    key = f"{file.stem}.{column} {part}".strip()
                    if word.strip(" -") and len(word) < 60:
                        found.setdefault(key, {})[word.split("/")[0].split("|")[0]] = None
    return {key: list(words) for key, words in found.items() if words}


def patterns(seed: int = 0, spells: int = SPELLS) -> list[Pattern]:
    """The patterns: the lists, and every kind of words of every table in some shape, one word or all in turn.

    Args:
        seed: which words are drawn, and which shapes they are put in.
        spells: shapes for each kind of words.
    """
    dice = random.Random(seed)
    made = [(name, make, "") for name, make in LISTS.items()]
    columns: dict[str, list[str]] = {}
    for kind in strata():
        columns.setdefault(kind.partition(" ")[0], []).append(kind)
    drawn = [kind for found in columns.values() for kind in dice.sample(found, min(len(found), MOST_KINDS))]
    names = list(SHAPES)
    dice.shuffle(names)
    turn = itertools.cycle(names)
    for kind in drawn:
        words = strata()[kind]
        for _ in range(spells):
            shape, tail = next(turn), dice.choice(TAILS)
            some = dice.sample(words, len(words) if dice.random() < IN_TURN else 1)
            told = "|".join(some[:4]) + ("|…" if len(some) > 4 else "")
            made.append((f"{shape}   W={told}   {kind}", _in_turn(SHAPES[shape], some), tail))
    return [
        Pattern(name, make, tail if n % 3 == 0 else "", PUBLISHED if (n + seed) % 2 else None)
        for n, (name, make, tail) in enumerate(made)
    ]


def _in_turn(shape: Callable[[str, int], str], words: Sequence[str]) -> Maker:
    return lambda n: shape(words[n % len(words)], n)


@cache
def war_text() -> str:
    """Plain war text, as long as needed."""
    files = sorted((ROOT / "corpus" / "articles").glob("*.txt"))
    text = "\n\n".join(file.read_text(encoding="utf-8") for file in files)
    return (text * (WAR_SIZE // len(text) + 1))[:WAR_SIZE]


@cache
def loaded() -> Pipeline:
    """The pipeline as a worker has it."""
    nlp = load()
    gc.freeze()
    return nlp


def cost(text: str, published: datetime.date | None = None) -> tuple[float, str]:
    """CPU seconds of a text, from article to validated record, and what went wrong."""
    nlp = loaded()
    totals = Totals()
    with nlp.nlp.memory_zone():
        begin = time.process_time()
        outcome = process(nlp, Article(id="growth", text=text, published=published), RunOptions(), totals)
        seconds = time.process_time() - begin
    if isinstance(outcome, Failure):
        return seconds, f"{outcome.code}: {outcome.error}"[:200]
    outcome.close()
    return seconds, ""


def war_speed() -> float:
    """Signs of plain war text a CPU second: the best of three."""
    cost(war_text())
    return WAR_SIZE / min(cost(war_text())[0] for _ in range(TRIES))


_at_first = cache(war_speed)


def measure(pattern: Pattern) -> Measured:
    """A pattern at both ends; where it looks suspicious, the least of three at all sizes, and of plain war text again."""
    found = Measured(pattern.name, _at_first())
    _measure_at(pattern, ENDS, found)
    if found.problem or max(found.costs.values()) > HOPELESS:
        return found
    if found.costs[ENDS[1]] / found.costs[ENDS[0]] > DOUBT or found.speed < LEAST_SPEED:
        found.war = war_speed()
        for _ in range(TRIES):
            _measure_at(pattern, SIZES, found)
            if not found.failed:
                break
    return found


def _measure_at(pattern: Pattern, sizes: Sequence[int], found: Measured) -> None:
    """Keep the least cost at each of the sizes, as long as there is hope."""
    for size in sizes:
        seconds, found.problem = cost(pattern.text(size), pattern.published)
        found.costs[size] = min(seconds, found.costs.get(size, seconds))
        if found.problem or seconds > HOPELESS:
            break


def _measured(job: tuple[int, int, int]) -> Measured:
    number, seed, spells = job
    return measure(patterns(seed, spells)[number])


def measured(seed: int, spells: int, workers: int, only: str = "") -> Iterator[Measured]:
    """All patterns, as they are done."""
    jobs = [(number, seed, spells) for number, p in enumerate(patterns(seed, spells)) if only in p.name]
    if workers < 2:
        yield from map(_measured, jobs)
        return
    with multiprocessing.get_context("spawn").Pool(workers) as pool:
        yield from pool.imap_unordered(_measured, jobs)


def growth(*, seed: int = 0, spells: int = SPELLS, workers: int = 0, only: str = "", loud: bool = False) -> str:
    """Measure all patterns, print the worst ten; returns a line for the table of ``make test-faults``."""
    found: list[Measured] = []
    begin = time.monotonic()
    for result in measured(seed, spells, workers or os.cpu_count() or 1, only):
        found.append(result)
        if result.failed or loud:
            print("FAILED " if result.failed else "       ", result, flush=True)
    assert found, f"no pattern's name holds {only!r}"
    minutes = (time.monotonic() - begin) / 60
    by_growth = sorted(found, key=lambda m: -m.growth)
    by_speed = sorted(found, key=lambda m: m.speed)
    for title, rows in (("growth", by_growth), ("speed", by_speed)):
        print(f"worst {title}:")
        for result in rows[:10]:
            print("   ", result)
    failed = [result for result in found if result.failed]
    assert not failed, f"{len(failed)} of {len(found)} patterns cost out of proportion"
    assert only or len(found) >= 400, len(found)
    return (
        f"{len(found)} repeated patterns to {SIZES[-1] // 1000} kB: at most {by_growth[0].growth:.2f} times the cost at "
        f"a doubling, none slower than {by_speed[0].speed:.2f} of plain war text "
        f"({max(m.war for m in found) / 1000:.0f} kB a CPU second), {minutes:.0f} min"
    )


def main() -> None:
    parser: Any = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--seed", type=int, default=0, help="draws other words and shapes")
    parser.add_argument("--spells", type=int, default=SPELLS, metavar="N", help="shapes for each kind of words")
    parser.add_argument("--workers", type=int, default=0, metavar="N", help="processes; as many as there are CPUs")
    parser.add_argument("--only", default="", metavar="TEXT", help="patterns whose name holds this")
    parser.add_argument("--all", action="store_true", help="print every pattern")
    args = parser.parse_args()
    print(growth(seed=args.seed, spells=args.spells, workers=args.workers, only=args.only, loud=args.all))


if __name__ == "__main__":
    main()
