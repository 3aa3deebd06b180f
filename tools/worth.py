"""What each rule is worth: ``python tools/worth.py TEXTS [LIST] [--from ID] [--json FILE]``.

Every form and veto is switched off in turn over the labelled passages that may be read. Per rule: how often it fires, how
many right and wrong mentions there are more with it (span, label, value of dates and numbers), how many right and wrong
fields (bounds only where gold says any), and both together in the passages from ``--from`` on alone, say those drawn after
rules and models were made. A rule that gains nothing on passages that it was not made from and that guards nothing should go.
Passages in which a rule never fires are not read again, so that the whole takes minutes.
"""

from __future__ import annotations

import argparse
import datetime
import json
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any, Final

import cached
import gold
from sitrex.annotate.rules import all_rules, switched_off, traced
from sitrex.annotate.text import Span
from sitrex.evaluate.fields import states_figure
from sitrex.ingest.article import Article

PARTS: Final = ("genre_train", "genre_check", "development")
FIELDS: Final = {
    "entities": ("country", "title", "role", "designation"),
    "units": ("designator", "name", "branch", "echelon", "service", "country", "parent"),
    "dates": ("mod", "quant", "freq", "zone"),
    "numbers": ("low", "high", "modifier", "unit", "currency", "counted"),
}
Facts = tuple[set[tuple[Any, ...]], set[tuple[Any, ...]]]
"""Mentions, and fields of mentions."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path)
    parser.add_argument("list", nargs="?", choices=list(FIELDS))
    parser.add_argument("--from", dest="first", metavar="ID", default="R000", help="first passage that counts as apart")
    parser.add_argument("--json", type=Path, help="write the table here")
    args = parser.parse_args()
    rows = table(args.texts, args.list, args.first)
    for row in rows:
        print("  ".join(f"{name} {value}" for name, value in row.items()))
    if args.json:
        args.json.write_text(json.dumps({"rows": rows}, indent=1) + "\n", encoding="utf-8")


def table(texts: Path, list_name: str | None, first: str) -> list[dict[str, Any]]:
    """A row a rule, those that gain least first."""
    pipeline = cached.CachedPipeline()
    records = [row for part in PARTS for row in gold.load_passages(texts, part)]
    articles = []
    for row in records:
        day: Any = row["document"]["published"] and datetime.date.fromisoformat(row["document"]["published"])
        articles.append(Article(id=row["document"]["id"], text=row["text"], published=day))
    vague = [_vague(row) for row in records]
    right = [_facts(row, spans) for row, spans in zip(records, vague, strict=True)]
    found, fires = [], defaultdict(set)
    counts: dict[str, int] = defaultdict(int)
    for number, article in enumerate(articles):
        with traced() as trace:
            found.append(_facts(pipeline(article).to_json(), vague[number]))
        for note in trace.notes:
            fires[note.rule].add(number)
            counts[note.rule] += 1
    rows = []
    for rule in all_rules(list_name):
        gains: Counter[str] = Counter()
        with switched_off(rule.name):
            for number in sorted(fires[rule.name]):
                without = _facts(pipeline(articles[number]).to_json(), vague[number])
                for kind, own, other, gold_facts in zip(
                    ("mentions", "fields"), found[number], without, right[number], strict=True
                ):
                    good = len(own & gold_facts) - len(other & gold_facts)
                    bad = len(own - gold_facts) - len(other - gold_facts)
                    gains.update({f"right {kind}": good, f"wrong {kind}": bad})
                    if articles[number].id >= first:
                        gains.update({"right apart": good, "wrong apart": bad})
        columns = (f"{side} {what}" for what in ("mentions", "fields", "apart") for side in ("right", "wrong"))
        rows.append(
            {"rule": rule.name, "kind": rule.kind, "fires": counts[rule.name]} | {name: gains[name] for name in columns}
        )
    pipeline.save()
    return sorted(rows, key=lambda row: (row["right apart"] - row["wrong apart"], row["rule"]))


def _vague(record: dict[str, Any]) -> set[Span]:
    """The numbers of gold that say no figure: which bounds stand for them is convention."""
    return {(number["start"], number["end"]) for number in record["numbers"] if not states_figure(number)}


def _facts(record: dict[str, Any], vague: set[Span]) -> Facts:
    mentions, fields = set(), set()
    for name, wanted in FIELDS.items():
        for mention in record[name]:
            span = mention["start"], mention["end"], mention["label"]
            mentions.add((*span, mention.get("value") if name in ("dates", "numbers") else None))
            told = [field for field in wanted if mention.get(field) is not None]
            if span[:2] in vague:
                told = [field for field in told if field not in ("low", "high")]
            fields |= {(*span, field, _plain(mention[field])) for field in told}
    return mentions, fields


def _plain(value: Any) -> Any:
    """A superior by its text: what it refers to has other ids in other records."""
    return value["text"].casefold() if isinstance(value, dict) else value


if __name__ == "__main__":
    main()
