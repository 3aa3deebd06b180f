"""Draw more passages of real reports to learn from: part ``genre_train`` again, in four draws.

    python training/genres_more.py TEXTS

The rows of a draw are added to ``corpus/passages/index.jsonl`` once, before anything of them is labelled. Documents that are
measured or like a measured one (``near_copies.py``) and those drawn before are left out; of a family's genres documents are
taken in turn. The first draw takes of each document the passage richest in formations and figures of harm, two of one book or
file at most in a family; the second, which has more of the tagger in mind, every second time a random one, six of one book.
The third does the same and, where a family has no documents left, takes another passage of those that gave one. The fourth
is of what most people read: news and statements.
"""

from __future__ import annotations

import argparse
import itertools
import json
import random
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence, Set
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import genres
import near_copies
import passages

Span = tuple[int, int]
Words = tuple[str, ...]


@dataclass(frozen=True)
class Draw:
    """Passages of each family, as far as it has documents; of the family of general news; of one book or file.

    random: every second passage is any of its document; again: documents that gave one give another where a family has no more.
    """

    seed: int
    each: int
    general: int
    of_one: int
    random: bool
    again: bool
    families: Collection[str] = tuple(genres.FAMILIES)


DRAWS: Final = (
    Draw(20261129, 12, 6, 2, random=False, again=False),
    Draw(20261130, 20, 16, 6, random=True, again=False),
    Draw(20261201, 34, 14, 12, random=True, again=True),
    Draw(20261202, 50, 40, 12, random=True, again=False, families=("news", "officials", "none")),
)
HARM: Final = re.compile(
    r"(?i)\b(?:\d[\d,]*|one|two|three|four|five|six|seven|eight|nine|ten|dozens|hundreds|thousands)\b(?=[^.\n]{0,60}"
    r"\b(?:killed|dead|wounded|injured|casualt\w+|missing|captured|prisoners|surrendered|displaced|evacuated|detained|arrested"
    r"|executed|destroyed|damaged|shot down|sunk|seized|losses|lost)\b)"
)


def draw(texts: Path, plan: Draw, drawn: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows of one draw, in random order, ids after those of the last."""
    before = passages.load(texts).values()
    used: dict[str, list[Span]] = defaultdict(list)
    for row in before:
        used[row["article"]].append((row["start"], row["end"]))
    held = Counter(genres.group_of(article) for article in used)
    articles = _documents(texts)
    new = [a for a in articles if a["id"] not in used]
    old = [a for a in articles if a["id"] in used] if plan.again else []
    rng = random.Random(plan.seed)
    rows: list[dict[str, Any]] = []
    seen = [genres.runs(row["text"]) for row in before if row["id"].startswith("R")]
    for family in plan.families:
        of_group = Counter(held)  # what other families took counts no more: the draws stand as they were made
        taken = 0
        for article in itertools.chain(genres.candidates(new, family, rng), genres.candidates(old, family, rng)):
            text, group, given = article["text"], genres.group_of(article["id"]), used[article["id"]]
            spans = _free(text, given)
            if (
                taken == (plan.general if family == "none" else plan.each)
                or not spans
                or of_group[group] >= plan.of_one
            ):
                continue
            own = genres.runs(text)
            if not given and _is_known(own, seen):
                continue
            start, end = _richest(text, spans) if not (plan.random and taken % 2) else rng.choice(spans)
            if family != "none" and not plan.random and not richness(text[start:end]):
                continue
            row = passages.row_of(genres.SOURCE, article, start, end)
            rows.append(row | {"era": None, "family": family, "genre": article["genre"], "part": "genre_train"})
            seen.append(own)
            of_group[group] += 1
            taken += 1
    rng.shuffle(rows)
    return [row | {"id": f"R{number:03d}"} for number, row in enumerate(rows, len(drawn) + 1)]


def _documents(texts: Path) -> list[dict[str, Any]]:
    """The reports that are not like a measured one."""
    out = {row["id"] for row in near_copies.checked(texts) if row["source"] == genres.SOURCE}
    return [article for article in passages.read_articles(texts / genres.SOURCE) if article["id"] not in out]


def _free(text: str, given: Sequence[Span]) -> list[Span]:
    """The passages of an article that share nothing with those drawn before."""
    return [s for s in genres.options(text) if all(s[1] <= start or end <= s[0] for start, end in given)]


def _is_known(own: Set[Words], seen: Sequence[Set[Words]]) -> bool:
    """Whether much of a text stands in another that is drawn."""
    return any(len(own & other) > genres.ALIKE * min(len(own), len(other)) for other in seen)


def _richest(text: str, spans: Sequence[Span]) -> Span:
    """The passage that says most, the first of equals."""
    return max(spans, key=lambda s: (richness(text[s[0] : s[1]]), -s[0]))


def richness(text: str) -> int:
    """Words of formations and figures of harm."""
    return len(passages.FORMATION.findall(text)) + 2 * len(HARM.findall(text))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path, help="folder with the source files")
    args = parser.parse_args()
    drawn = [row for row in passages.load(args.texts).values() if row["id"].startswith("R")]
    at = next((n for n, plan in enumerate(DRAWS) if not any(row.get("draw") == n + 1 for row in drawn)), None)
    if at is None:
        raise SystemExit("all passages are drawn already")
    rows = [row | {"draw": at + 1} for row in draw(args.texts, DRAWS[at], drawn)]
    with passages.INDEX.open("a", encoding="utf-8") as index:
        index.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    print(Counter(row["family"] for row in rows))


if __name__ == "__main__":
    main()
