"""The documents that nothing may learn from: those of the measured parts, and what is much like one of them.

    python training/near_copies.py TEXTS -o left-out.json

A document is left out if it is measured, if its name says that it belongs to one that is (a numbered regiment of one
army, a part of one book), if a fifth of the shorter one's four-word runs stand in both, or if a tenth of a measured
passage's runs stand in it. The list is the same for the same texts; its digest is pinned here.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections import Counter, defaultdict
from pathlib import Path
from typing import Final

import genres
import passages

SOURCES: Final = ("war-articles.jsonl", "world-wars.jsonl", "reports.jsonl")
PARTS: Final = frozenset({"development", "check", "test", "genre_check", "genre_test"})
LEFT_OUT_SHA256: Final = "53fca1dc89d56240b8be0858c41a97d69fc5843af5f8ad40d34550443ba8404a"
QUOTED: Final = 0.1
"""Share of a measured passage's four-word runs from which a document counts as holding it."""
FEW: Final = 30
"""Documents with fewer runs are compared by the share alone of what they have, from this many on."""


def kin(source: str, article: str) -> str:
    """Key of the documents that go together by name."""
    return genres.group_of(article) if source == genres.SOURCE else passages.family(article)


def left_out(texts: Path) -> list[dict[str, str]]:
    """Source, id, digest of the text and reason of every document that is left out, in order of source and id."""
    measured = [row for row in passages.load(texts).values() if row["part"] in PARTS]
    names = {(row["source"], row["article"]) for row in measured}
    kinds = {(source, kin(source, article)) for source, article in names}
    held: dict[tuple[str, ...], list[int]] = defaultdict(list)
    sizes: list[tuple[int, float]] = []
    for name in sorted({row["source"] for row in measured}):
        for article in passages.read_articles(texts / name):
            own = [row for row in measured if row["source"] == name and row["article"] == article["id"]]
            pieces = [(article["text"], genres.ALIKE)] if own else []
            pieces += [(article["text"][row["start"] : row["end"]], QUOTED) for row in own]
            for text, share in pieces:
                found = genres.runs(text)
                for run in found:
                    held[run].append(len(sizes))
                sizes.append((len(found), share))
    rows = []
    for name in SOURCES:
        for article in passages.read_articles(texts / name):
            reason = None
            if (name, article["id"]) in names:
                reason = "measured"
            elif (name, kin(name, article["id"])) in kinds:
                reason = "named alike"
            elif shared(genres.runs(article["text"]), held, sizes):
                reason = "worded alike"
            if reason:
                digest = passages.digest(article["text"])
                rows.append({"source": name, "id": article["id"], "sha256": digest, "reason": reason})
    return sorted(rows, key=lambda row: (row["source"], row["id"]))


def shared(
    own: frozenset[tuple[str, ...]], held: dict[tuple[str, ...], list[int]], sizes: list[tuple[int, float]]
) -> bool:
    """Whether the runs of a document are enough of one of the measured documents or passages."""
    common = Counter(n for run in own for n in held.get(run, ()))
    for n, both in common.items():
        size, share = sizes[n]
        whole = min(size, len(own)) if share == genres.ALIKE else size
        if both > share * whole and (both >= FEW or whole < FEW):
            return True
    return False


def written(rows: list[dict[str, str]]) -> str:
    """The list as it is written and pinned."""
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def checked(texts: Path) -> list[dict[str, str]]:
    """The list; SystemExit if it is not the one that is pinned."""
    rows = left_out(texts)
    digest = hashlib.sha256(written(rows).encode("utf-8")).hexdigest()
    if digest != LEFT_OUT_SHA256:
        raise SystemExit(f"the documents left out have the digest {digest}, not {LEFT_OUT_SHA256}")
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path, help="folder with the source files")
    parser.add_argument("-o", "--output", type=Path, required=True)
    args = parser.parse_args()
    rows = left_out(args.texts)
    args.output.write_text(written(rows), encoding="utf-8")
    print(hashlib.sha256(written(rows).encode("utf-8")).hexdigest(), Counter((r["source"], r["reason"]) for r in rows))


if __name__ == "__main__":
    main()
