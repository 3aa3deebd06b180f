"""What a text costs as it grows: repeated patterns through the whole pipeline, none of which may cost out of proportion.

``growth.py [--quick] [--seed N] [--spells N] [--workers N] [--only TEXT]`` measures over 400 patterns made of the vocabularies'
words and a few dozen shapes (lists, brackets, file names, broken lines …) at 20, 40, 80 and 160 thousand signs, in CPU
time, and prints the worst. A pattern fails whose cost grows by more than 2.6 at a doubling from 40 thousand signs on,
or that is slower than a fifth of plain war text measured beside it. ``--quick`` stops at 80 thousand.
"""

from __future__ import annotations

import argparse
import datetime
import itertools
import multiprocessing
import os
import random
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Final

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path[:0] = [str(ROOT / "pipeline"), str(ROOT)]

from sitrex.api import load  # noqa: E402
from sitrex.ingest.article import Article, Failure  # noqa: E402
from sitrex.run.options import RunOptions  # noqa: E402
from sitrex.run.shard import process  # noqa: E402
from sitrex.run.tally import Tally  # noqa: E402

VOCABULARIES: Final = ROOT / "pipeline" / "sitrex" / "vocab"
SIZES: Final = (20_000, 40_000, 80_000, 160_000)
QUICK: Final = SIZES[:-1]
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

Maker = Callable[[int], str]
"""Gives the ``n``-th repetition of a pattern, counted from 1."""

_COLUMNS: Final = (
    "words", "names", "name", "word", "demonyms", "prefixes", "short", "phrase", "form", "surname", "prefix", "symbols",
    "part",
)  # fmt: skip
"""Columns of the tables that hold what stands in texts."""
_KINDS: Final = ("kind", "label", "role", "side", "place", "list", "end", "number")
"""Columns that say which part in the grammar a row's words play."""


def name_of(n: int) -> str:
    """A capitalised name that is no word, another for every number.

    >>> name_of(1), name_of(2), name_of(400)
    ('Baka', 'Beka', 'Tabeka')
    """
    syllables = [c + v for v in "aeiou" for c in "bklmnprstvz"]
    parts = ["ka"]
    while n:
        n, last = divmod(n - 1, len(syllables))
        parts.insert(0, syllables[last])
    return "".join(parts).capitalize()


_CYRILLIC: Final = str.maketrans("abeiklmnoprstuvz", "абеиклмнопрстувз")

SHAPES: Final[Mapping[str, Callable[[str, int], str]]] = {
    "W, ": lambda w, n: f"{w}, ",
    "W and ": lambda w, n: f"{w} and ",
    "W or the ": lambda w, n: f"{w} or the ",
    "W to ": lambda w, n: f"{w} to ",
    "W of ": lambda w, n: f"{w} of ",
    "the W of the ": lambda w, n: f"the {w} of the ",
    "W": lambda w, n: w,
    "W ": lambda w, n: f"{w} ",
    "W-": lambda w, n: f"{w}-",
    "W–": lambda w, n: f"{w}–",
    "W — ": lambda w, n: f"{w} — ",
    "W/": lambda w, n: f"{w}/",
    "W.": lambda w, n: f"{w}.",
    "W. ": lambda w, n: f"{w}. ",
    "W: ": lambda w, n: f"{w}: ",
    "W; ": lambda w, n: f"{w}; ",
    "W' ": lambda w, n: f"{w}' ",
    "W's ": lambda w, n: f"{w}'s ",
    "Ws and ": lambda w, n: f"{w}s and ",
    "(W ": lambda w, n: f"({w} ",
    "W) ": lambda w, n: f"{w}) ",
    "(W) ": lambda w, n: f"({w}) ",
    "[W, ": lambda w, n: f"[{w}, ",
    "“W ": lambda w, n: f"“{w} ",
    '"W" ': lambda w, n: f'"{w}" ',
    "W_n ": lambda w, n: f"{w}_{n} ",
    "W_": lambda w, n: f"{w}_",
    "W_(W-": lambda w, n: f"{w}_({w}-",
    "W(": lambda w, n: f"{w}(",
    "-W(n)_": lambda w, n: f"-{w}({n})_",
    "W n/": lambda w, n: f"{w} {n}/",
    "n/W ": lambda w, n: f"{n}/{w} ",
    "n W ": lambda w, n: f"{n} {w} ",
    "n W, ": lambda w, n: f"{n} {w}, ",
    "nW ": lambda w, n: f"{n}{w} ",
    "n-W ": lambda w, n: f"{n}-{w} ",
    "W-n ": lambda w, n: f"{w}-{n} ",
    "W n ": lambda w, n: f"{w} {n} ",
    "W n and ": lambda w, n: f"{w} {n} and ",
    "W n, ": lambda w, n: f"{w} {n}, ",
    "W 3–": lambda w, n: f"{w} 3–",
    "3 W ": lambda w, n: f"3 {w} ",
    "3 W and ": lambda w, n: f"3 {w} and ",
    "1st W, ": lambda w, n: f"1st {w}, ",
    "3rd, W ": lambda w, n: f"3rd, {w} ",
    "nth W and the ": lambda w, n: f"{n}th {w} and the ",
    "nth W ": lambda w, n: f"{n}th {w} ",
    "IV W ": lambda w, n: f"IV {w} ",
    "A W, ": lambda w, n: f"A {w}, ",
    "first W of ": lambda w, n: f"first {w} of ",
    "The W of X spoke. ": lambda w, n: f"The {w} of {name_of(n)} spoke. ",
    "W X spoke. ": lambda w, n: f"{w} {name_of(n)} spoke. ",
    "X W fell. ": lambda w, n: f"{name_of(n)} {w} fell. ",
    "X W, ": lambda w, n: f"{name_of(n)} {w}, ",
    "W X and ": lambda w, n: f"{w} {name_of(n)} and ",
    "X's W ": lambda w, n: f"{name_of(n)}'s {w} ",
    "the nth X W of ": lambda w, n: f"the {n}th {name_of(n)} {w} of ",
    "X (W) ": lambda w, n: f"{name_of(n)} ({w}) ",
    "W (X) ": lambda w, n: f"{w} ({name_of(n)}) ",
    "The W X held. It left.⏎": lambda w, n: f"The {w} {name_of(n)} held. It left.\n",
    "W⏎": lambda w, n: f"{w}\n",
    "W⏎⏎": lambda w, n: f"{w}\n\n",
    "W-⏎": lambda w, n: f"{w}-\n",
    "of the W⏎": lambda w, n: f"of the {w}\n",
    "n W⏎": lambda w, n: f"{n} {w}\n",
    "* W n⏎": lambda w, n: f"* {w} {n}\n",
    "W⇥n⏎": lambda w, n: f"{w}\t{n}\n",
    "W, n⏎": lambda w, n: f"{w}, {n}\n",
    "WW, ": lambda w, n: f"{w.upper()}, ",
    "WW X ": lambda w, n: f"{w.upper()} {name_of(n).upper()} ",
    "Ww ": lambda w, n: f"{w.title()} ",
    "Ww and the ": lambda w, n: f"{w.title()} and the ",
    "Ww X left. ": lambda w, n: f"{w.title()} {name_of(n)} left. ",
    "from W to W, ": lambda w, n: f"from {w} to {w}, ",
    "between W and ": lambda w, n: f"between {w} and ",
    "no W, no ": lambda w, n: f"no {w}, no ",
    "W 5 May 19nn, ": lambda w, n: f"{w} 5 May 19{n % 100:02d}, ",
    "on W n May ": lambda w, n: f"on {w} {n % 31 + 1} May ",
    "$n W ": lambda w, n: f"${n} {w} ",
    "W@": lambda w, n: f"{w}@",
    "W.W/": lambda w, n: f"{w}.{w}/",
    "#W ": lambda w, n: f"#{w} ",
    "W | ": lambda w, n: f"{w} | ",
}
"""How a word is repeated: ``n`` counts, ``X`` is a name of its own each time, ``WW`` capitals, ``Ww`` title case."""

LISTS: Final[Mapping[str, Maker]] = {
    "3, ": lambda n: "3, ",
    "n, ": lambda n: f"{n}, ",
    "1st and ": lambda n: "1st and ",
    "nth, ": lambda n: f"{n}th, ",
    "1/": lambda n: "1/",
    "1/2 ": lambda n: "1/2 ",
    "1-": lambda n: "1-",
    "n–": lambda n: f"{n}–",
    "A, B, ": lambda n: f"{'ABCDEFGH'[n % 8]}, ",
    "A and ": lambda n: f"{'ABCDEFGH'[n % 8]} and ",
    "1st Company, ": lambda n: "1st Company, ",
    "1st and 3rd Companies, ": lambda n: "1st and 3rd Companies, ",
    "IV Corps and ": lambda n: "IV Corps and ",
    "A Company, ": lambda n: f"{'ABCDEFGH'[n % 8]} Company, ",
    "A, B and C Companies, ": lambda n: "A, B and C Companies, ",
    "nth Brigade, ": lambda n: f"{n}th Brigade, ",
    "nth Brigade of the ": lambda n: f"{n}th Brigade of the ",
    "1/n Infantry ": lambda n: f"1/{n} Infantry ",
    "1st Bn., nth Inf., ": lambda n: f"1st Bn., {n}th Inf., ",
    "The nth Brigade held. ": lambda n: f"The {n}th Brigade held. ",
    "The nth Brigade held. The brigade left. ": lambda n: f"The {n}th Brigade held. The brigade left. ",
    "Gen. X left. X fell. ": lambda n: f"Gen. {name_of(n)} left. {name_of(n)} fell. ",
    "John X and ": lambda n: f"John {name_of(n)} and ",
    "X X X ": lambda n: f"{name_of(n)} ",
    "X, Russia, ": lambda n: f"{name_of(n)}, Russia, ",
    "5 May, ": lambda n: "5 May, ",
    "5, 6 and 7 May; ": lambda n: "5, 6 and 7 May; ",
    "May and ": lambda n: "May and ",
    "n May 1943. ": lambda n: f"{n % 31 + 1} May {1900 + n % 100}. ",
    "1943-": lambda n: "1943-",
    "1943, ": lambda n: "1943, ",
    "12:30, ": lambda n: "12:30, ",
    "1/2/1943 ": lambda n: "1/2/1943 ",
    "Monday, Tuesday ": lambda n: "Monday, Tuesday ",
    "two weeks and three days and ": lambda n: "two weeks and three days and ",
    "later the next day ": lambda n: "later the next day ",
    "a hundred and ": lambda n: "a hundred and ",
    "one million two ": lambda n: "one million two ",
    "twenty-": lambda n: "twenty-",
    "3 dead, ": lambda n: "3 dead, ",
    "n men and ": lambda n: f"{n} men and ",
    "3 x 4 x ": lambda n: "3 x 4 x ",
    "$3, £4, ": lambda n: "$3, £4, ",
    "1,000,": lambda n: "1,000,",
    "155 mm and ": lambda n: "155 mm and ",
    "T-n, ": lambda n: f"T-{n}, ",
    "T-72 and ": lambda n: "T-72 and ",
    "M1 Abrams Sharps rifle ": lambda n: "M1 Abrams Sharps rifle ",
    "HMS X, ": lambda n: f"HMS {name_of(n)}, ",
    "HMS X sank. X burned. ": lambda n: f"HMS {name_of(n)} sank. {name_of(n)} burned. ",
    "USS X (DD-n) ": lambda n: f"USS {name_of(n)} (DD-{n}) ",
    "img_2023(1)-a": lambda n: "img_2023(1)-a",
    "a_b-c(d": lambda n: "a_b-c(d",
    "(((": lambda n: "(",
    ")": lambda n: ")",
    "( ": lambda n: "( ",
    "“ ": lambda n: "“ ",
    "'": lambda n: "'",
    "- ": lambda n: "- ",
    "—": lambda n: "—",
    "_": lambda n: "_",
    ".": lambda n: ".",
    ". ": lambda n: ". ",
    "... ": lambda n: "... ",
    "a": lambda n: "a",
    "A": lambda n: "A",
    "a ": lambda n: "a ",
    "A. ": lambda n: "A. ",
    "A.": lambda n: "A.",
    "7": lambda n: "7",
    "7 ": lambda n: "7 ",
    " ": lambda n: "a" + " " * 99,
    "⏎": lambda n: "a\n" + "\n" * 98,
    "⇥": lambda n: "a\t\t\t",
    "a-⏎": lambda n: "a-\n",
    "- n -⏎": lambda n: f"the men\n- {n} -\nwent on ",
    "X ..... n⏎": lambda n: f"{name_of(n)} ........ {n}\n",
    "X, n, n⏎": lambda n: f"{name_of(n)}, {n}, {n + 1}\n",
    "n.⏎": lambda n: f"{n}.\n",
    "soft hyphens": lambda n: "Mecha\u00adnized ",
    "zero width": lambda n: "Ky\u200biv ",
    "full width": lambda n: "４７th ",
    "é": lambda n: "é",
    "日本": lambda n: "日本",
    "🙂 ": lambda n: "🙂 ",
    "½ ": lambda n: "½ ",
    "№ n ": lambda n: f"№ {n} ",
    "a@b.c ": lambda n: "a@b.c ",
    "https://a.b/": lambda n: f"https://a.b/{n} ",
    "https://a.b/c/": lambda n: "c/",
    "<b>": lambda n: "<b>",
    "&amp;": lambda n: "&amp;",
    "| n | X |": lambda n: f"| {n} | {name_of(n)} |\n",
    "“X,” he said. ": lambda n: f"“{name_of(n)},” he said. ",
    "a wrapped line": lambda n: "the guns of the brigade went on along the road to the\n",
    "a quoted line": lambda n: "> the guns of the brigade went on\n",
    "Title Case": lambda n: "Army Holds Line As Guns Fall ",
    "CAPITALS": lambda n: "THE ARMY HELD THE LINE AT ",
    "a plain sentence": lambda n: "the men went on along the road. ",
    "12:30 and ": lambda n: "12:30 and ",
    "from 5 to ": lambda n: "from 5 to ",
    "5–7 May, ": lambda n: "5–7 May, ",
    "D-Day, ": lambda n: "D-Day, ",
    "on day n of the war ": lambda n: f"on day {n} of the war ",
    "24 February; ": lambda n: "24 February; ",
    "On 5 May X left. Today X left.⏎": lambda n: f"On {n % 31 + 1} May {name_of(n)} left. Today {name_of(n)} left.\n",
    "“On 5 May”, ": lambda n: "“On 5 May”, ",
    "the last week of ": lambda n: "the last week of ",
    "early in the ": lambda n: "early in the ",
    "061200Z MAY 44 ": lambda n: "061200Z MAY 44 ",
    "2023-05-06, ": lambda n: "2023-05-06, ",
    "'43, ": lambda n: "'43, ",
    "264 BC and ": lambda n: "264 BC and ",
    "D+n, ": lambda n: f"D+{n}, ",
    "three men's ": lambda n: "three men's ",
    "hundreds of thousands of ": lambda n: "hundreds of thousands of ",
    "4 hundred ": lambda n: "4 hundred ",
    "half of half of ": lambda n: "half of half of ",
    "one in five and ": lambda n: "one in five and ",
    "123 ": lambda n: "123 ",
    "300 ": lambda n: "300 ",
    "10^": lambda n: "10^",
    "1e5": lambda n: "1e5",
    "5 km/h, ": lambda n: "5 km/h, ",
    "3 to 4 or ": lambda n: "3 to 4 or ",
    "1.234.": lambda n: "1.234.",
    "F1/": lambda n: "F1/",
    "T-72/AA/": lambda n: "T-72/AA/",
    "No. n, ": lambda n: f"No. {n}, ",
    "XIV. ": lambda n: "XIV. ",
    "A/1-26, ": lambda n: "A/1-26, ",
    "2-505 PIR ": lambda n: "2-505 PIR ",
    "VMFA-n, ": lambda n: f"VMFA-{n}, ",
    "21e Régiment de ": lambda n: "21e Régiment de ",
    "de la ": lambda n: "de la ",
    ") X - ": lambda n: f") {name_of(n)} - ",
    ") X Brigade ": lambda n: f") {name_of(n)} Brigade ",
    "Tiger, ": lambda n: "Tiger, ",
    "the A4, ": lambda n: "the A4 road, ",
    "* (": lambda n: "* (",
    "X Brigade, ": lambda n: f"{name_of(n)} Brigade, ",
    "1st Brigade (XB) ": lambda n: f"1st Brigade ({name_of(n)[0]}B{n}) ",
    "1st Brigade (Бригада n), ": lambda n: f"1st Brigade (Бригада имени {name_of(n).lower().translate(_CYRILLIC)}), ",
    "The X Regiment held. The Xs left. ": lambda n: f"The {name_of(n)} Regiment held. The {name_of(n)}s left. ",
    "1st Division comprised the 2nd Brigade ": lambda n: "1st Division comprised the 2nd Brigade ",
    "Ministry of X and ": lambda n: f"Ministry of {name_of(n)} and ",
    "Ministry of X and Ministry of ": lambda n: "Ministry of " if n == 1 else f"{name_of(n)} and Ministry of ",
    "Bank of X of ": lambda n: f"Bank of {name_of(n)} of ",
    "Battle of X and ": lambda n: f"Battle of {name_of(n)} and ",
    "X Minister ": lambda n: f"{name_of(n)} Minister ",
    "X Spokesman ": lambda n: f"{name_of(n)} Spokesman ",
    "Gen. ": lambda n: "Gen. ",
    "deputy press ": lambda n: "deputy press ",
    "X-class ": lambda n: f"{name_of(n)}-class ",
    "Russian-": lambda n: "Russian-",
    "Al-": lambda n: "Al-",
    "Paris, X, ": lambda n: f"Paris, {name_of(n)}, ",
    "in X, in ": lambda n: f"in {name_of(n)}, in ",
    "North Atlantic Treaty (NAT) ": lambda n: "North Atlantic Treaty (NAT) ",
    "X Y Z (XYZ) ": lambda n: f"Kola {name_of(n)} Zone (K{name_of(n)[0]}Z) ",
    "![X](a.jpg) ": lambda n: f"![{name_of(n)}](a.jpg) ",
    "a_n.jpg, ": lambda n: f"a_{n}.jpg, ",
    ". . . .⏎": lambda n: ". " * 40 + "\n",
    "X, n–n, n⏎": lambda n: f"{name_of(n)}, " + "12–14, " * 12 + "\n",
    "a gap of blanks": lambda n: "in May " if n == 1 else " ",
    "a gap of tabs": lambda n: "| May |" if n == 1 else "\t",
    "a gap of line ends": lambda n: "in May " if n == 1 else "\n",
    "a gap of hard blanks": lambda n: "1st Brigade" if n == 1 else "\u00a0",
    "a gap of no width": lambda n: "1st Brigade" if n == 1 else "\u200b",
    "37T gap": lambda n: "1st Brigade |" if n == 1 else " ",
    "36.5 N, 44 E; ": lambda n: "36°30'N, 44°10'E; ",
    "37T DB 12345 67890 ": lambda n: "37T DB 12345 67890 ",
}
"""Repetitions with no table behind them."""
TAILS: Final = (
    " mm", ".jpg", " Brigade", " Companies", ")", "”", " 1943", " Minister", " (XYZ)", "-\n", " of Kyiv", "'s", " each",
)  # fmt: skip
"""What may stand at the end of a long run: a reader that waits for it must not begin anew at each sign before."""


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
        """The worst at a doubling from :data:`FROM` signs on."""
        sizes = sorted(size for size in self.costs if size >= FROM)
        return max((self.costs[b] / self.costs[a] for a, b in itertools.pairwise(sizes)), default=0.0)

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


def cost(text: str, published: datetime.date | None = None) -> tuple[float, str]:
    """CPU seconds of a text, from article to validated record, and what went wrong."""
    nlp = load()
    tally = Tally()
    with nlp.nlp.memory_zone():
        begin = time.process_time()
        outcome = process(nlp, Article(id="growth", text=text, published=published), RunOptions(), tally)
        seconds = time.process_time() - begin
    if isinstance(outcome, Failure):
        return seconds, f"{outcome.code}: {outcome.error}"[:200]
    outcome.close()
    return seconds, ""


@cache
def war_speed() -> float:
    """Signs of plain war text a CPU second: the best of three."""
    cost(war_text())
    return WAR_SIZE / min(cost(war_text())[0] for _ in range(TRIES))


def measure(pattern: Pattern, sizes: Sequence[int]) -> Measured:
    """One pattern at all sizes; where it looks bad, the least of three."""
    found = Measured(pattern.name, war_speed())
    for size in sizes:
        seconds, found.problem = cost(pattern.text(size), pattern.published)
        found.costs[size] = seconds
        if found.problem or seconds > HOPELESS:
            break
    for _ in range(TRIES - 1):
        if not found.failed or found.problem or max(found.costs.values()) > HOPELESS:
            break
        for size in found.costs:
            if size >= FROM:
                found.costs[size] = min(found.costs[size], cost(pattern.text(size), pattern.published)[0])
    return found


def _measured(job: tuple[int, int, int, Sequence[int]]) -> Measured:
    number, seed, spells, sizes = job
    return measure(patterns(seed, spells)[number], sizes)


def measured(seed: int, spells: int, sizes: Sequence[int], workers: int, only: str = "") -> Iterator[Measured]:
    """All patterns, as they are done."""
    jobs = [(number, seed, spells, sizes) for number, p in enumerate(patterns(seed, spells)) if only in p.name]
    if workers < 2:
        yield from map(_measured, jobs)
        return
    with multiprocessing.get_context("spawn").Pool(workers) as pool:
        yield from pool.imap_unordered(_measured, jobs)


def growth(
    *, quick: bool = False, seed: int = 0, spells: int = SPELLS, workers: int = 0, only: str = "", loud: bool = False
) -> str:
    """Measure all patterns, print the worst ten; returns a line for the table of ``make test-faults``."""
    found: list[Measured] = []
    begin = time.monotonic()
    for result in measured(seed, spells, QUICK if quick else SIZES, workers or os.cpu_count() or 1, only):
        found.append(result)
        if result.failed or loud:
            print("FAILED " if result.failed else "       ", result, flush=True)
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
        f"{len(found)} repeated patterns to {(QUICK if quick else SIZES)[-1] // 1000} kB: at most "
        f"{by_growth[0].growth:.2f} times the cost at a doubling, none slower than {by_speed[0].speed:.2f} of plain "
        f"war text ({max(m.war for m in found) / 1000:.0f} kB a CPU second), {minutes:.0f} min"
    )


def main() -> None:
    parser: Any = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--quick", action="store_true", help="up to 80 kB only")
    parser.add_argument("--seed", type=int, default=0, help="draws other words and shapes")
    parser.add_argument("--spells", type=int, default=SPELLS, metavar="N", help="shapes for each kind of words")
    parser.add_argument("--workers", type=int, default=0, metavar="N", help="processes; as many as there are CPUs")
    parser.add_argument("--only", default="", metavar="TEXT", help="patterns whose name holds this")
    parser.add_argument("--all", action="store_true", help="print every pattern")
    args = parser.parse_args()
    print(
        growth(
            quick=args.quick, seed=args.seed, spells=args.spells, workers=args.workers, only=args.only, loud=args.all
        )
    )


if __name__ == "__main__":
    main()
