"""Draw more passages of real reports to learn from: part ``genre_train`` again, richest in formations and harm.

    python training/genres_more.py TEXTS

The rows are added to ``corpus/passages/index.jsonl`` once, before anything of them is labelled. Documents that are measured or like a
measured one (``near_copies.py``) and those drawn before are left out; of a family's genres documents are taken in turn, of
one book or file two at most, of like documents one.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections import Counter
from pathlib import Path
from typing import Any, Final

import genres
import near_copies
import passages

SEED: Final = 20261129
EACH: Final = {family: 6 if family == "none" else 12 for family in genres.FAMILIES}
"""Passages of each family, as far as it has documents."""
HARM: Final = re.compile(
    r"(?i)\b(?:\d[\d,]*|one|two|three|four|five|six|seven|eight|nine|ten|dozens|hundreds|thousands)\b(?=[^.\n]{0,60}"
    r"\b(?:killed|dead|wounded|injured|casualt\w+|missing|captured|prisoners|surrendered|displaced|evacuated|detained|arrested"
    r"|executed|destroyed|damaged|shot down|sunk|seized|losses|lost)\b)"
)


def draw(texts: Path) -> list[dict[str, Any]]:
    """The rows, ids from ``R001``, in random order."""
    out = {row["id"] for row in near_copies.checked(texts) if row["source"] == genres.SOURCE}
    used = {row["article"] for row in passages.load(texts).values()}
    held = {genres.group_of(article) for article in used}
    articles = [a for a in passages.read_articles(texts / genres.SOURCE) if a["id"] not in out | used]
    rng = random.Random(SEED)
    rows: list[dict[str, Any]] = []
    seen: list[frozenset[tuple[str, ...]]] = []
    for family, wanted in EACH.items():
        of_group = Counter(held)
        taken = 0
        for article in genres.candidates(articles, family, rng):
            text, group = article["text"], genres.group_of(article["id"])
            spans = genres.options(text)
            if taken == wanted or not spans or of_group[group] >= 2:
                continue
            own = genres.runs(text)
            if any(len(own & other) > genres.ALIKE * min(len(own), len(other)) for other in seen):
                continue
            start, end = max(spans, key=lambda s: (richness(text[s[0] : s[1]]), -s[0]))
            if family != "none" and not richness(text[start:end]):
                continue
            row = passages.row_of(genres.SOURCE, article, start, end)
            rows.append(row | {"era": None, "family": family, "genre": article["genre"], "part": "genre_train"})
            seen.append(own)
            of_group[group] += 1
            taken += 1
    rng.shuffle(rows)
    return [row | {"id": f"R{number:03d}"} for number, row in enumerate(rows, 1)]


def richness(text: str) -> int:
    """Words of formations and figures of harm."""
    return len(passages.FORMATION.findall(text)) + 2 * len(HARM.findall(text))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path, help="folder with the source files")
    args = parser.parse_args()
    if any(row["id"] == "R001" for row in passages.load(args.texts).values()):
        raise SystemExit("the passages are drawn already")
    rows = draw(args.texts)
    with passages.INDEX.open("a", encoding="utf-8") as index:
        index.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    print(Counter(row["family"] for row in rows))


if __name__ == "__main__":
    main()
