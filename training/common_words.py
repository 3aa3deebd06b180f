"""Write the list of words that are no names when capitalised: ``python training/common_words.py TEXTS``.

Counts the words of the source files and keeps those that are written in lower
case at least seven times in ten inside a sentence. The list serves text in
capitals, where case says nothing, and headings, where it says little.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from pathlib import Path

import passages

OUTPUT = Path(__file__).resolve().parent.parent / "pipeline" / "sitrex" / "vocab" / "entities" / "common_words.tsv"
INSIDE = re.compile(r"(?<=[a-z,;] )[A-Za-z]{2,18}\b")
LEAST, SHARE = 6, 0.7
HEADER = """\
# Words that are seldom names: in capitals or in a heading they are read as written in lower case. One a line.
# Source: counted by training/common_words.py.
word
"""


def main() -> None:
    texts = Path(sys.argv[1])
    counts: Counter[str] = Counter()
    excluded = {row["article"] for row in passages.load(texts).values() if row["part"] == "test"}
    for name in ("world-wars.jsonl", "war-articles.jsonl", "meantime-dev.jsonl"):
        for row in passages.read_articles(texts / name):
            if row["id"] not in excluded:
                counts.update(INSIDE.findall(row["text"]))
    words = sorted(
        word
        for word, count in counts.items()
        if word.islower()
        and count >= LEAST
        and count >= SHARE * (count + counts[word.capitalize()] + counts[word.upper()])
    )
    OUTPUT.write_text(HEADER + "".join(f"{word}\n" for word in words), encoding="utf-8")
    print(f"{len(words):,} words")


if __name__ == "__main__":
    main()
