"""Write the list of words that are no names when capitalised: ``python training/common_words.py TEXTS``.

Counts the words of the source files and keeps those that are written in lower
case at least seven times in ten inside a sentence. The list serves text in
capitals, where case says nothing, and headings, where it says little.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from pathlib import Path

import passages

OUTPUT = Path(__file__).resolve().parent.parent / "pipeline" / "sitrex" / "vocab" / "entities" / "common_words.tsv"
INSIDE = re.compile(r"(?<=[a-z,;] )[A-Za-z]{2,18}\b")
EDITED = ("world-wars.jsonl", "war-articles.jsonl", "meantime-dev.jsonl")
EDITED_LEAST, LEAST, SHARE = 6, 3, 0.7
LOWER_CASE = ("social-media",)
"""Genres that write names in lower case too."""
HEADER = """\
# Words that are seldom names: in capitals or in a heading they are read as written in lower case. One a line.
# Source: counted by training/common_words.py.
word
"""


def common(counts: Counter[str], least: int) -> set[str]:
    """The words of a count that are nearly always written in lower case."""
    return {
        word
        for word, count in counts.items()
        if word.islower()
        and count >= least
        and count >= SHARE * (count + counts[word.capitalize()] + counts[word.upper()])
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path, help="folder with the source files")
    texts = parser.parse_args().texts
    edited: Counter[str] = Counter()
    whole: Counter[str] = Counter()
    excluded = {row["article"] for row in passages.load(texts).values() if row["part"] in ("test", "genre_test")}
    for name in (*EDITED, "reports.jsonl"):
        for row in passages.read_articles(texts / name):
            if row["id"] not in excluded and row.get("genre") not in LOWER_CASE:
                words = INSIDE.findall(row["text"])
                whole.update(words)
                if name in EDITED:
                    edited.update(words)
    # real reports know more words, encyclopedia and news know better which of them are names
    words = sorted(common(edited, EDITED_LEAST) | common(whole, LEAST))
    OUTPUT.write_text(HEADER + "".join(f"{word}\n" for word in words), encoding="utf-8")
    print(f"{len(words):,} words")


if __name__ == "__main__":
    main()
