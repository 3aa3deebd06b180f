"""Score a model on a war that it was not trained on: ``python training/leave_out.py TEXTS``.

For each war with a folder of its own in the sources, two students are trained
on read labels alone: one without any article on that war, one that saw every
second of its articles instead of as many others. Both are scored on the other
half. The difference is what a war's own names and units are worth; neither is
the model that ships, which also learns from text that others like it labelled.
"""

from __future__ import annotations

import argparse
import json
import random
from pathlib import Path

import paragraphs
import student
import train
from paragraphs import Paragraph

SEED = 20251127
WARS = ("syria/", "ukraine/")
EPOCHS = 4


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path, help="folder with the source files")
    parser.add_argument("--json", type=Path, help="write the scores here")
    args = parser.parse_args()
    by_article: dict[str, list[Paragraph]] = {}
    for part in train.PARTS:
        for article, read in paragraphs.by_article(args.texts, part):
            by_article.setdefault(article, []).extend(read)
    development = paragraphs.hand(args.texts, "development")
    report = {}
    for war in WARS:
        rng = random.Random(SEED)
        own = sorted(article for article in by_article if article.startswith(war))
        others = sorted(article for article in by_article if not article.startswith(war))
        rng.shuffle(own)
        held = [p for article in own[::2] for p in by_article[article]]
        scores = {}
        for name, articles in (
            ("without", others),
            ("with", own[1::2] + rng.sample(others, len(others) - len(own[1::2]))),
        ):
            seen = [(p, 1) for article in sorted(articles) for p in by_article[article]]
            micro, by_label = student.f1(student.train(seen, development, EPOCHS, SEED, width=300), held)
            scores[name] = {"micro": round(micro, 3), **by_label}
        report[war.strip("/")] = {"articles": len(own[::2]), **scores}
    print(json.dumps(report, indent=1))
    if args.json:
        args.json.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
