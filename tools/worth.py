"""What each rule is worth: ``python tools/worth.py TEXTS [LIST] [--json FILE]``.

Every form and veto is switched off in turn over the labelled passages that may be read. Per rule: how often it fires, how
many mentions are gained and lost with it, the list's F1 with and without it, and how many of the rules' own texts fail.
A rule that gains nothing on passages that it was not made from and that guards nothing should go. Passages in which a rule
never fires are not read again, so that the whole takes minutes.
"""

from __future__ import annotations

import argparse
import datetime
import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import cached

PARTS = ("genre_train", "genre_check", "development")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path)
    parser.add_argument("list", nargs="?", choices=["entities", "units", "dates", "numbers"])
    parser.add_argument("--json", type=Path, help="write the table here")
    args = parser.parse_args()
    rows = table(args.texts, args.list)
    for row in rows:
        print("  ".join(f"{name} {value}" for name, value in row.items()))
    if args.json:
        args.json.write_text(json.dumps({"rows": rows}, indent=1) + "\n", encoding="utf-8")


def table(texts: Path, list_name: str | None) -> list[dict[str, Any]]:
    """A row a rule, those that gain least first."""
    import gold
    from sitrex.annotate.rules import all_rules, switched_off, traced
    from sitrex.ingest.article import Article

    pipeline = cached.CachedPipeline()
    records = [(part, row) for part in PARTS for row in gold.load_passages(texts, part)]
    articles = []
    for _, row in records:
        day: Any = row["document"]["published"] and datetime.date.fromisoformat(row["document"]["published"])
        articles.append(Article(id=row["document"]["id"], text=row["text"], published=day))
    right = [{name: _spans(row, name) for name in ("entities", "units", "dates", "numbers")} for _, row in records]
    found, fires = [], defaultdict(set)
    counts: dict[str, int] = defaultdict(int)
    for number, article in enumerate(articles):
        with traced() as trace:
            found.append(_found(pipeline(article).to_json()))
        for note in trace.notes:
            fires[note.rule].add(number)
            counts[note.rule] += 1
    rows = []
    for rule in all_rules(list_name):
        gained = lost = 0
        blind: list[int] = [0, 0]
        with switched_off(rule.name):
            for number in sorted(fires[rule.name]):
                without = _found(pipeline(articles[number]).to_json())
                for name in right[number]:
                    good = len(found[number][name] & right[number][name]) - len(without[name] & right[number][name])
                    bad = len(found[number][name] - right[number][name]) - len(without[name] - right[number][name])
                    gained += good
                    lost += bad
                    if records[number][0].startswith("genre"):
                        blind[0] += good
                        blind[1] += bad
        rows.append(
            {
                "rule": rule.name,
                "kind": rule.kind,
                "fires": counts[rule.name],
                "right": gained,
                "wrong": lost,
                "right on genres": blind[0],
                "wrong on genres": blind[1],
            }
        )
    pipeline.save()
    return sorted(rows, key=lambda row: (row["right"] - row["wrong"], row["rule"]))


def _spans(row: dict[str, Any], name: str) -> set[tuple[Any, ...]]:
    return {_key(m, name) for m in row[name]}


def _found(record: dict[str, Any]) -> dict[str, set[tuple[Any, ...]]]:
    return {name: {_key(m, name) for m in record[name]} for name in ("entities", "units", "dates", "numbers")}


def _key(mention: dict[str, Any], name: str) -> tuple[Any, ...]:
    value = mention.get("value") if name in ("dates", "numbers") else None
    return mention["start"], mention["end"], mention["label"], value


if __name__ == "__main__":
    main()
