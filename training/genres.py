"""Draw the passages of real reports: one of 200 to 400 words a document, spread evenly over ten families of genres.

Parts ``genre_test`` (90 passages, never looked at), ``genre_check`` (60, scored once as unseen text, then read for
errors) and ``genre_train`` (150). Books, files released twice and documents that share much of their wording stay in one
part. Of the families in DENSE the passage is the one with most words of formations, of those in HALF_DENSE every second
one is, since units are scarce. ``python training/genres.py TEXTS`` adds the rows to ``corpus/passages/index.jsonl`` once, before anything of
them is labelled; ``--counts`` prints by part what a glance at capitals and digits promises.
"""

from __future__ import annotations

import argparse
import itertools
import json
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import passages

SOURCE: Final = "reports.jsonl"
SEED: Final = 20261128
FAMILIES: Final = {
    "broadcasts": ("broadcast-caps",),
    "news": ("wire-news", "headlines", "old-press"),
    "officials": ("military-press-release", "government-statement", "social-media"),
    "speech": ("transcript", "parliament", "testimony"),
    "cables": ("cable", "diplomatic-letter"),
    "field": ("war-diary", "field-report", "intelligence-summary", "after-action-report", "order-of-battle"),
    "archives": ("archive-ocr",),
    "incidents": ("ngo-report", "incident-message", "citation"),
    "histories": ("despatch", "unit-history", "campaign-history", "memoir"),
    "none": ("general-news", "headlines-general", "government-general", "parliament-general"),
}
PARTS: Final = {"genre_test": 9, "genre_check": 6, "genre_train": 15}
"""Passages of each family."""
WORDS: Final = (200, 400)
DENSE: Final = frozenset({"officials", "field", "histories"})
HALF_DENSE: Final = frozenset({"broadcasts", "news", "cables", "incidents", "archives"})
ALIKE: Final = 0.2
"""Share of four-word runs in common from which two documents must lie in one part."""


def group_of(article: str) -> str:
    """Key of the documents that must lie in one part: the parts of a book, the releases of one file, one diary.

    >>> group_of("book-ohio29-12"), group_of("jfk-104-10071-10084-2018-2"), group_of("ww1-11-bde-1914-1914-08-diary")
    ('book-ohio29', 'jfk-104-10071-10084', 'ww1-11-bde-1914')
    """
    if found := re.match(r"jfk-(?:docid-\d+|\d+-\d+-\d+)|ww1-11-bde-\d{4}", article):
        return found[0]
    if re.match(r"(?:book|aar)-|.*-[a-z][\w-]*-\d{1,2}$", article):
        return re.sub(r"-\d{1,2}$", "", article)
    return article


def runs(text: str) -> frozenset[tuple[str, ...]]:
    """All runs of four words."""
    words = text.lower().split()
    return frozenset(zip(*(words[n:] for n in range(4)), strict=False))


def options(text: str) -> list[tuple[int, int]]:
    """Spans of 200 to 400 words from a paragraph's or line's beginning to a line's or sentence's end."""
    words = [m.start() for m in re.finditer(r"\S+", text)]
    if len(words) < WORDS[0]:
        return []
    if len(words) <= WORDS[1]:
        return [(0, len(text.rstrip()))]
    blank = [m.end() for m in re.finditer(r"\n\s*\n", text)]
    begins = [0, *(blank if len(blank) > 3 else [m.end() for m in re.finditer(r"\n", text)])]
    begins += [m.end() for m in passages.SENTENCE_END.finditer(text)] if len(begins) < 4 else []
    ends = sorted(
        {m.start() for m in re.finditer(r"\n", text)}
        | {m.end() - len(m[0]) + len(m[0].rstrip()) for m in passages.SENTENCE_END.finditer(text)}
        | {len(text.rstrip())}
    )
    found = []
    for begin in begins:
        start = begin + len(text[begin:]) - len(text[begin:].lstrip())
        for end in ends:
            if end <= start:
                continue
            count = len(text[start:end].split())
            if count >= (WORDS[0] + WORDS[1]) // 2 - 40:
                if count <= WORDS[1]:
                    found.append((start, end))
                break
    return found


def candidates(articles: list[dict[str, Any]], family: str, rng: random.Random) -> Iterator[dict[str, Any]]:
    """Documents of a family that are long enough, in turn from each genre, with and without a date in turn, in random order."""
    queues = []
    for genre in FAMILIES[family]:
        of_genre = sorted(
            (a for a in articles if a["genre"] == genre and len(a["text"].split()) >= WORDS[0]), key=lambda a: a["id"]
        )
        rng.shuffle(of_genre)
        dated = [a for a in of_genre if a["published"]]
        bare = [a for a in of_genre if not a["published"]]
        mixed = [a for pair in itertools.zip_longest(bare, dated) for a in pair if a is not None]
        queues.append(mixed)
    for row in itertools.zip_longest(*queues):
        yield from (a for a in row if a is not None)


def fairest(left: dict[str, int], taken: Counter[str]) -> str:
    """The part with passages left that has the smallest share of a genre so far."""
    return min((name for name in left if left[name]), key=lambda name: (taken[name] / PARTS[name], -left[name]))


def draw(texts: Path) -> list[dict[str, Any]]:
    """The rows of the three parts, in random order, ids from ``G001``."""
    articles = list(passages.read_articles(texts / SOURCE))
    rng = random.Random(SEED)
    rows: list[dict[str, Any]] = []
    of_group: dict[str, str] = {}
    chosen: list[tuple[frozenset[tuple[str, ...]], str]] = []
    for family in FAMILIES:
        left = dict(PARTS)
        per_group: Counter[str] = Counter()
        of_genre: dict[str, Counter[str]] = defaultdict(Counter)
        taken = 0
        for article in candidates(articles, family, rng):
            if not any(left.values()):
                break
            spans = options(article["text"])
            group = group_of(article["id"])
            known = of_group.get(group)
            # a book gives the measured parts one or two passages, the train part up to four
            if not spans or per_group[group] >= {None: 4, "genre_train": 4}.get(known, 2):
                continue
            own = runs(article["text"])
            alike = {part for other, part in chosen if len(own & other) > ALIKE * min(len(own), len(other))}
            if known:
                alike.add(known)
            part = next(iter(alike)) if alike else fairest(left, of_genre[article["genre"]])
            if len(alike) > 1 or not left.get(part):
                continue
            if family in DENSE or (family in HALF_DENSE and taken % 2):
                text = article["text"]
                span = max(spans, key=lambda s: (len(passages.FORMATION.findall(text[s[0] : s[1]])), -s[0]))
            else:
                span = rng.choice(spans)
            row = passages.row_of(SOURCE, article, *span)
            rows.append(row | {"era": None, "family": family, "genre": article["genre"], "part": part})
            left[part] -= 1
            of_genre[article["genre"]][part] += 1
            of_group[group] = part
            per_group[group] += 1
            chosen.append((own, part))
            taken += 1
        if any(left.values()):
            raise ValueError(f"{family}: not enough documents, {left} are missing")
    rng.shuffle(rows)
    return [row | {"id": f"G{number:03d}"} for number, row in enumerate(rows, 1)]


def counts(texts: Path, rows: list[dict[str, Any]]) -> None:
    """Print, by part and family, words, formation words, capitalised words, digits, and passages with a date."""
    articles = {a["id"]: a["text"] for a in passages.read_articles(texts / SOURCE)}
    total: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for row in rows:
        text = articles[row["article"]][row["start"] : row["end"]]
        for key in ((row["part"], "all"), (row["part"], row["family"])):
            total[key] += Counter(
                passages=1,
                words=len(text.split()),
                formations=len(passages.FORMATION.findall(text)),
                capitals=len(re.findall(r"\b[A-Z][A-Za-z]+", text)),
                digits=len(re.findall(r"\d[\d,.]*", text)),
                published=int(row["published"] is not None),
            )
    for (part, family), found in sorted(total.items()):
        print(part, family, dict(found))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path, help="folder with the source files")
    parser.add_argument("--counts", action="store_true")
    args = parser.parse_args()
    before = [json.loads(line) for line in passages.INDEX.read_text(encoding="utf-8").splitlines()]
    rows = [row for row in before if row["part"] in PARTS]
    if not rows:
        rows = draw(args.texts)
        with passages.INDEX.open("a", encoding="utf-8") as out:
            out.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    if args.counts:
        counts(args.texts, rows)


if __name__ == "__main__":
    main()
