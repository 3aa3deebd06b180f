"""Choose the passages that are labelled, and cut them out again from the source texts.

The texts are other people's and stay outside the repository: a passage is a
source file, an article id, the SHA-256 of the article's text, and a half-open
span of code points. ``python training/passages.py TEXTS`` writes
``corpus/passages/index.jsonl`` once; every later step reads that file.
"""

from __future__ import annotations

import argparse
import hashlib
import itertools
import json
import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
INDEX = ROOT / "corpus" / "passages" / "index.jsonl"
SEED = 20251127
WORDS = (315, 460)
"""A passage ends at the first line or sentence end between these word counts."""

QUOTA = {"world-wars.jsonl": 46, "war-articles.jsonl": 26, "re3d-dev.jsonl": 12}
QUOTA_DENSE = {"world-wars.jsonl": 17, "war-articles.jsonl": 9}
"""A second draw, from other articles: passages with at least DENSITY unit words, since the first held too few units."""
DENSITY = 14

QUOTA_NAMES = {"world-wars.jsonl": 60, "war-articles.jsonl": 30}
"""A third draw, from other articles again, for training only: names and units without their fields."""

QUOTA_UNITS = {"world-wars.jsonl": 34, "war-articles.jsonl": 14}
"""A fourth draw, from articles unlike any measured one: names and units, the units with all fields. Part ``units``:
scored once as unseen text, then read for errors and trained on."""

SENTENCE_END = re.compile(r"(?<=[.!?])[\"”’)]*\s+(?=[\"“(]?[A-Z0-9])")
DENSE = re.compile(r"\b(?:\d+(?:st|nd|rd|th)|brigade|regiment|battalion|division|corps|squadron|fleet)\b", re.I)
QUOTA_MORE = {"world-wars.jsonl": 75, "war-articles.jsonl": 45}
"""A fifth draw, for training only, part ``names`` again: places of any article that is not measured, apart from what was
drawn before. Of the shuffled draw the first MORE are labelled."""
MORE = 60

QUOTA_CHECK = {"world-wars.jsonl": 36, "war-articles.jsonl": 24}
"""A sixth draw, of any article that is neither measured nor like one: random passages, part ``check``, names and units
with all fields. Scored once as unseen text, then read for errors and trained on."""
QUOTA_RICH = {"world-wars.jsonl": 110, "war-articles.jsonl": 70}
"""A seventh draw, for training only, part ``names`` again: the passage with most words of SCARCE, since the earlier draws
held few places that are no towns, built things and weapons."""

SCARCE = re.compile(
    r"\b(?:airfield|airport|airstrip|base|fort|fortress|bridge|road|highway|railway|station|camp|barracks|castle|dam|plant"
    r"|hospital|river|hill|mount|mountains?|valley|island|peninsula|sea|bay|gulf|strait|cape|lake|desert|plateau|ridge"
    r"|front|missiles?|tanks?|guns?|howitzers?|rifles?|aircraft|fighters?|helicopters?|destroyers?|cruisers?|submarines?"
    r"|carriers?|frigates?|ministry|party|council|committee|agency|[A-Z]{1,4}-\d+\w*)\b"
)

FORMATION = re.compile(
    r"\b(?:\d+(?:st|nd|rd|th)|[IVX]{2,}|(?:company|battery|squadron|battalion|regiment|legion|brigade|division|corps"
    r"|fleet|flotilla|front|guards?|command|task force|wing|group|militia|garrison)s?)\b",
    re.I,
)
ERA = re.compile(r"\b(?:1[0-9]{3}|20[0-2]\d)\b")


def read_articles(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the rows of one source file."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def digest(text: str) -> str:
    """SHA-256 of the text in UTF-8."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def cut(text: str, start: int) -> int | None:
    """End of the passage that begins at ``start``, or None if too little text follows."""
    least, most = WORDS
    ends = sorted(
        {m.start() for m in SENTENCE_END.finditer(text, start)}
        | {m.start() for m in re.compile(r"\n").finditer(text, start)}
        | {len(text)}
    )
    best = None
    for end in ends:
        words = len(text[start:end].split())
        if words >= least:
            best = end if words <= most else None
            break
    return best


def starts(text: str) -> list[int]:
    """Offsets where a paragraph begins."""
    return [m.start() for m in re.finditer(r"(?:(?<=\n)|\A)(?=[^\s].{40})", text)]


def choose(texts: Path) -> list[dict[str, Any]]:
    """The passages, one an article, every second one the densest in unit words."""
    rng = random.Random(SEED)
    rows: list[dict[str, Any]] = []
    for name, quota in QUOTA.items():
        articles = sorted(read_articles(texts / name), key=lambda row: row["id"])
        rng.shuffle(articles)
        kinds: dict[str, int] = {}
        taken = 0
        for article in articles:
            if taken == quota:
                break
            text = article["text"]
            if kinds.get(family(article["id"]), 0) >= 2:
                continue
            options = [(s, e) for s in starts(text) if (e := cut(text, s)) is not None]
            if not options and name.startswith("re3d") and len(text.split()) >= 120:
                options = [(0, len(text))] if len(text.split()) <= WORDS[1] + 120 else []
            if not options:
                continue
            if taken % 2:
                start, end = max(options, key=lambda o: (len(DENSE.findall(text[o[0] : o[1]])), -o[0]))
            else:
                start, end = rng.choice(options)
            kinds[family(article["id"])] = kinds.get(family(article["id"]), 0) + 1
            rows.append(row_of(name, article, start, end))
            taken += 1
    rng.shuffle(rows)
    rows = numbered(rows + choose_dense(texts, {row["article"] for row in rows}))
    rows += choose_names(texts, {row["article"] for row in rows}, len(rows))
    rows += choose_units(texts, rows)
    rows += choose_more(texts, rows)
    rows += choose_again(texts, rows, QUOTA_CHECK, "check", SEED + 5)
    return rows + choose_again(texts, rows, QUOTA_RICH, "names", SEED + 6)


def choose_dense(texts: Path, used: set[str]) -> list[dict[str, Any]]:
    """The second draw: the densest passage of articles that the first did not use."""
    rng = random.Random(SEED + 1)
    rows: list[dict[str, Any]] = []
    families: dict[str, int] = {}
    for name, quota in QUOTA_DENSE.items():
        articles = sorted((a for a in read_articles(texts / name) if a["id"] not in used), key=lambda row: row["id"])
        rng.shuffle(articles)
        taken = 0
        for article in articles:
            text = article["text"]
            options = [
                (count, -s, e)
                for s in starts(text)
                if (e := cut(text, s)) is not None and (count := len(DENSE.findall(text[s:e]))) >= DENSITY
            ]
            if taken == quota or not options or families.get(family(article["id"]), 0) >= 2:
                continue
            families[family(article["id"])] = families.get(family(article["id"]), 0) + 1
            _, start, end = max(options)
            rows.append(row_of(name, article, -start, end))
            taken += 1
    rng.shuffle(rows)
    return rows


def choose_names(texts: Path, used: set[str], last: int) -> list[dict[str, Any]]:
    """The third draw: a random passage of articles that the first two did not use, part ``names``."""
    rng = random.Random(SEED + 2)
    rows: list[dict[str, Any]] = []
    for name, quota in QUOTA_NAMES.items():
        articles = sorted((a for a in read_articles(texts / name) if a["id"] not in used), key=lambda row: row["id"])
        rng.shuffle(articles)
        for article in articles[:quota]:
            options = [(s, e) for s in starts(article["text"]) if (e := cut(article["text"], s)) is not None]
            if options:
                rows.append(row_of(name, article, *rng.choice(options)))
    rng.shuffle(rows)
    return [row | {"id": f"P{number:03d}", "part": "names"} for number, row in enumerate(rows, last + 1)]


def choose_units(texts: Path, earlier: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The fourth draw: of articles not yet used nor like a measured one, every second passage the densest in units."""
    rng = random.Random(SEED + 3)
    used = {row["article"] for row in earlier}
    measured = {family(row["article"]) for row in earlier if row["part"] in ("development", "test")}
    rows: list[dict[str, Any]] = []
    for name, quota in QUOTA_UNITS.items():
        articles = sorted((a for a in read_articles(texts / name) if a["id"] not in used), key=lambda row: row["id"])
        rng.shuffle(articles)
        taken = 0
        for article in articles:
            text = article["text"]
            options = [(s, e) for s in starts(text) if (e := cut(text, s)) is not None]
            if taken == quota or not options or family(article["id"]) in measured:
                continue
            dense = max(options, key=lambda o: (len(FORMATION.findall(text[o[0] : o[1]])), -o[0]))
            rows.append(row_of(name, article, *(dense if taken % 2 else rng.choice(options))))
            taken += 1
    rng.shuffle(rows)
    return [row | {"id": f"P{number:03d}", "part": "units"} for number, row in enumerate(rows, len(earlier) + 1)]


def choose_more(texts: Path, earlier: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The fifth draw: a random passage that no earlier one touches, of articles neither measured nor like one."""
    rng = random.Random(SEED + 4)
    rows: list[dict[str, Any]] = []
    for name, quota in QUOTA_MORE.items():
        drawn: list[dict[str, Any]] = []
        for article in unmeasured(texts / name, earlier, rng):
            taken = [(row["start"], row["end"]) for row in earlier if row["article"] == article["id"]]
            options = [
                (s, e)
                for s in starts(article["text"])
                if (e := cut(article["text"], s)) is not None and not any(s < b and a < e for a, b in taken)
            ]
            if options and len(drawn) < quota:
                drawn.append(row_of(name, article, *rng.choice(options)))
        rows += drawn
    rng.shuffle(rows)
    return [row | {"id": f"P{number:03d}", "part": "names"} for number, row in enumerate(rows[:MORE], len(earlier) + 1)]


def choose_again(
    texts: Path, earlier: list[dict[str, Any]], quotas: dict[str, int], part: str, seed: int
) -> list[dict[str, Any]]:
    """The later draws: passages that no earlier one touches, of articles neither measured nor like one; part ``check``
    takes a random one of each article, part ``names`` the two richest in words of SCARCE."""
    rng = random.Random(seed)
    rows: list[dict[str, Any]] = []
    for name, quota in quotas.items():
        drawn: list[dict[str, Any]] = []
        for article in unmeasured(texts / name, earlier, rng):
            text = article["text"]
            taken = [(row["start"], row["end"]) for row in earlier if row["article"] == article["id"]]
            options = [(s, e) for s in starts(text) if (e := cut(text, s)) is not None]
            if part == "check":
                rng.shuffle(options)
            else:
                options.sort(key=lambda o: (-len(SCARCE.findall(text[o[0] : o[1]])), o[0]))
            for start, end in options:
                if any(start < b and a < end for a, b in taken):
                    continue
                if len(drawn) == quota:
                    break
                drawn.append(row_of(name, article, start, end))
                taken.append((start, end))
                if part == "check" or len(taken) >= 3:
                    break
        rows += drawn
    rng.shuffle(rows)
    return [row | {"id": f"P{number:03d}", "part": part} for number, row in enumerate(rows, len(earlier) + 1)]


def unmeasured(source: Path, earlier: list[dict[str, Any]], rng: random.Random) -> list[dict[str, Any]]:
    """The articles of a source that are neither measured nor like one that is, in random order."""
    measured = {row["article"] for row in earlier if row["part"] in ("development", "test")}
    alike = {family(article) for article in measured}
    articles = [a for a in read_articles(source) if a["id"] not in measured and family(a["id"]) not in alike]
    articles.sort(key=lambda row: row["id"])
    rng.shuffle(articles)
    return articles


def numbered(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Ids and parts by position, fixed before anything was labelled."""
    parts = ["test", "train", "test", "development", "test", "train", "test", "train"]
    for number, row in enumerate(rows, 1):
        row["id"] = f"P{number:03d}"
        row["part"] = parts[number % len(parts)]
    return rows


def family(article: str) -> str:
    """Key of near-duplicates: numbered regiments and divisions of one army."""
    name = re.sub(r"\d+(st|nd|rd|th)?|[IVX]+\b", "#", article).split("(")[0]
    return "_".join(name.split("_")[-2:])


def row_of(source: str, article: dict[str, Any], start: int, end: int) -> dict[str, Any]:
    """The index row of a passage, without id and part."""
    years = sorted(int(year) for year in ERA.findall(article["text"]))
    recent = source != "world-wars.jsonl" or (years or [0])[len(years) // 2] >= 1990
    return {
        "source": source,
        "article": article["id"],
        "sha256": digest(article["text"]),
        "start": start,
        "end": end,
        "published": article.get("published"),
        "era": "recent" if recent else "older",
    }


def load(texts: Path) -> dict[str, dict[str, Any]]:
    """Index rows by passage id, each with its ``text``; a changed source is an error."""
    rows = [json.loads(line) for line in INDEX.read_text(encoding="utf-8").splitlines()]
    found: dict[str, dict[str, Any]] = {}
    for name in {row["source"] for row in rows}:
        articles = {a["id"]: a["text"] for a in read_articles(texts / name)}
        for row in rows:
            if row["source"] == name:
                text = articles[row["article"]]
                if digest(text) != row["sha256"]:
                    raise ValueError(f"{name}: {row['article']} is not the text that was labelled")
                found[row["id"]] = row | {"text": text[row["start"] : row["end"]]}
    return dict(sorted(found.items()))


def view(text: str) -> list[tuple[int, int]]:
    """Spans of the display lines: one a sentence, as the labellers see them."""
    spans: list[tuple[int, int]] = []
    for line in re.finditer(r"[^\n]+", text):
        cuts = [line.start(), *(m.end() for m in SENTENCE_END.finditer(text, line.start(), line.end())), line.end()]
        spans += [(a, b) for a, b in itertools.pairwise(cuts) if text[a:b].strip()]
    return spans


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("texts", type=Path, help="folder with the source files")
    parser.add_argument("--show", metavar="DIR", type=Path, help="write the numbered passages there to read and label")
    args = parser.parse_args()
    if not INDEX.exists():
        INDEX.parent.mkdir(parents=True, exist_ok=True)
        INDEX.write_text(
            "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in choose(args.texts)), encoding="utf-8"
        )
    if args.show:
        args.show.mkdir(parents=True, exist_ok=True)
        for key, row in load(args.texts).items():
            lines = [f"[{n}] {row['text'][a:b].strip()}" for n, (a, b) in enumerate(view(row["text"]), 1)]
            head = f"{key} {row['article']} published={row['published']}"
            (args.show / f"{key}.txt").write_text("\n".join([head, *lines]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
