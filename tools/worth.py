"""What each rule is worth: ``python tools/worth.py TEXTS [LIST] [--from ID] [--json FILE] [--docs]``.

Every form, veto and cue is switched off in turn over the labelled passages that may be read, and over the case rows. Per rule: how
often it fires; F1 of its list with it and without, of mentions (span, label, value of dates and numbers) and of fields (bounds
only where gold says any); how many right and wrong mentions and fields there are more with it, and both together in the
passages from ``--from`` on alone, say those drawn after rules and models were made; how many case rows read otherwise without
it, and the first of them. A rule that gains nothing on passages that it was not made from and that guards nothing should go.
Texts in which a rule never fires are not read again, so that the whole takes minutes.

LIST may be statements: the cues alone, which say that a figure or unit is claimed, denied, planned, killed. It may be weights: per feature of the tables in ``vocab/weights`` its weight, in how many passages and how often it speaks, and
how much it adds on average where it does (``training/weigh.py NAME TEXTS --worth`` says how many choices are right without it).
``--docs``, of all lists or of the cues alone, writes the summary by list and kind of rule and the rules that fire nowhere, with
their sources, for the page of measures.
"""

from __future__ import annotations

import argparse
import datetime
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import cached
import gold
from _paths import ROOT
from sitrex.annotate.rules import Rule, all_rules, switched_off, traced, weighed_rules
from sitrex.annotate.text import Span
from sitrex.annotate.weigh import Features, Weights, weights
from sitrex.evaluate.fields import states_figure
from sitrex.flow import Pipeline
from sitrex.ingest.article import Article
from weighed.statement_texts import SENTENCES, unmarked

PARTS: Final = ("genre_train", "genre_check", "development")
FIELDS: Final = {
    "entities": ("country", "title", "role", "designation"),
    "units": ("designator", "name", "branch", "echelon", "service", "country", "parent"),
    "dates": ("mod", "quant", "freq", "zone"),
    "numbers": ("low", "high", "modifier", "unit", "currency", "counted"),
}
STATED: Final = {"units": ("status",), "numbers": ("status", "outcome")}
"""Fields that only some parts are labelled with."""
ASKED: Final = ("text", "status", "outcome", "said_by")
"""What a composed sentence is read for."""
KINDS: Final = ("mentions", "fields")
CASES: Final = ROOT / "tests" / "cases"
_SHOWN: Final = 3
"""Case rows that are named."""
_COUNTS: Final = ("found", "right", "gold")
STATEMENTS: Final = "statements"
WEIGHTS: Final = "weights"
TABLES: Final = ROOT / "pipeline" / "sitrex" / "vocab" / "weights"
DOCS: Final = ROOT / "docs" / "measured"
Told = set[tuple[Any, ...]]
"""Facts, the list first."""
Facts = tuple[Told, Told]
"""Mentions, and fields of mentions."""
Fact = tuple[str, str]
"""A table of weights and a feature."""
Sum = tuple[str, str, str]
"""List, kind of fact, what is counted."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path)
    parser.add_argument("list", nargs="?", choices=[*FIELDS, STATEMENTS, WEIGHTS])
    parser.add_argument("--from", dest="first", metavar="ID", default="R000", help="first passage that counts as apart")
    parser.add_argument("--json", type=Path, help="write the table here")
    parser.add_argument("--docs", action="store_true", help="write the tables of the page of measures")
    args = parser.parse_args()
    if args.docs and args.list not in (None, STATEMENTS):
        parser.error("--docs is of all lists or of statements")
    rows = weighed(args.texts) if args.list == WEIGHTS else table(args.texts, args.list, args.first)
    for row in rows:
        print("  ".join(f"{name} {value}" for name, value in row.items()))
    if args.json:
        _write(args.json, rows)
    if args.docs:
        measured = {row["kind"] for row in rows}
        _show(DOCS / "worth.json", summary(rows), measured, ("list", "kind"))
        _show(DOCS / "worth-nowhere.json", nowhere(rows), measured, ("rule",))


def _show(file: Path, rows: list[dict[str, Any]], measured: set[str], by: tuple[str, ...]) -> None:
    """Write a table of the page, with what it said before of kinds of rules that were not measured now."""
    before = [row for row in json.loads(file.read_text(encoding="utf-8"))["rows"] if row["kind"] not in measured]
    _write(file, sorted(before + rows, key=lambda row: [row[name] for name in by]))


def _write(file: Path, rows: list[dict[str, Any]]) -> None:
    lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    file.write_text(f'{{"rows": [\n{lines}\n]}}\n', encoding="utf-8")


@dataclass
class Texts:
    """What is read with each rule and without: articles, and what is told of them with every rule."""

    articles: list[Article]
    tell: Callable[[int, dict[str, Any]], Any]
    """What a record tells, of the article of a number."""
    found: list[Any] = field(default_factory=list)
    fires: dict[str, Counter[int]] = field(default_factory=lambda: defaultdict(Counter))

    def read(self, pipeline: Pipeline) -> None:
        """Read all with every rule, noting where each fires."""
        for number, article in enumerate(self.articles):
            with traced() as trace:
                self.found.append(self.tell(number, pipeline(article).to_json()))
            for note in trace.notes:
                self.fires[note.rule][number] += 1

    def without(self, pipeline: Pipeline, rule: str) -> Iterator[tuple[int, Any]]:
        """Number of each article in which a rule fires, and what is told of it without the rule."""
        with switched_off(rule):
            for number in sorted(self.fires[rule]):
                yield number, self.tell(number, pipeline(self.articles[number]).to_json())


def table(texts: Path, list_name: str | None, first: str) -> list[dict[str, Any]]:
    """A row a rule, those that gain least first."""
    pipeline = cached.CachedPipeline()
    records = [row for part in PARTS for row in gold.load_passages(texts, part)]
    asked = [_asked(row) for row in records]
    right = [_facts(row, of) for row, of in zip(records, asked, strict=True)]
    passages = Texts(
        [_article(row["document"], row["text"]) for row in records],
        lambda number, record: _facts(record, asked[number]),
    )
    cases = _cases()
    for read in (passages, cases):
        read.read(pipeline)
    sums = _sums(passages.found, right)
    rows = []
    for rule in _rules(list_name):
        gains, moved = Counter[str](), Counter[Sum]()
        for number, without in passages.without(pipeline, rule.name):
            apart = passages.articles[number].id >= first
            for kind, own, other, said in zip(KINDS, passages.found[number], without, right[number], strict=True):
                gains.update(_gained(own, other, said, (kind, "apart") if apart else (kind,)))
                moved.update(_moved(own, other, said, rule.list, kind))
        otherwise = [cases.articles[n].id for n, told in cases.without(pipeline, rule.name) if told != cases.found[n]]
        rows.append(
            {
                "rule": rule.name,
                "kind": rule.kind,
                "source": rule.source,
                "fires": sum(passages.fires[rule.name].values()),
            }
            | {name: value for kind in KINDS for name, value in _scores(sums, moved, rule.list, kind)}
            | {f"{side} {what}": gains[f"{side} {what}"] for what in (*KINDS, "apart") for side in ("right", "wrong")}
            | {"case rows": len(otherwise), "such as": " ".join(otherwise[:_SHOWN]) or "-"}
        )
    pipeline.save()
    return sorted(rows, key=lambda row: (row["right apart"] - row["wrong apart"], row["rule"]))


def _rules(list_name: str | None) -> list[Rule]:
    if list_name == STATEMENTS:
        return weighed_rules()
    return all_rules(list_name) + weighed_rules(list_name)


def summary(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Of each list and kind of rule how many there are, fire in no passage, win mentions or else fields, only guard case rows."""
    columns = (
        "rules",
        "fire in no passage",
        "win mentions",
        "win fields",
        "guard case rows only",
        "their own texts only",
    )
    told: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for row in rows:
        won = next((f"win {kind}" for kind in KINDS if row[f"right {kind}"] > row[f"wrong {kind}"]), None)
        count = told[row["rule"].partition(".")[0], row["kind"]]
        count.update(("rules", won or ("guard case rows only" if row["case rows"] else "their own texts only")))
        count["fire in no passage"] += not row["fires"]
    return [
        {"list": name, "kind": kind} | {c: count[c] for c in columns} for (name, kind), count in sorted(told.items())
    ]


def nowhere(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rules that fire in no passage, with where their forms come from."""
    silent = sorted((row for row in rows if not row["fires"]), key=lambda row: row["rule"])
    return [{name: row[name] for name in ("rule", "kind", "case rows", "source")} for row in silent]


def weighed(texts: Path) -> list[dict[str, Any]]:
    """A row a feature of each table of weights, those that say least first."""
    fires, within, added = Counter[Fact](), Counter[Fact](), Counter[Fact]()
    tables = {file.stem: weights(file.stem).of for file in sorted(TABLES.glob("*.tsv"))}
    met: set[Fact] = set()

    def score(self: Weights, features: Features) -> float:
        spoken = {name: self.of[name] * value for name, value in features.items() if value and name in self.of}
        for name, part in spoken.items():
            fires[self.name, name] += 1
            added[self.name, name] += abs(part)
            met.add((self.name, name))
        return sum(spoken.values())

    pipeline, plain = cached.CachedPipeline(), Weights.score
    Weights.score = score  # type: ignore[method-assign]
    try:
        for row in (row for part in PARTS for row in gold.load_passages(texts, part)):
            met.clear()
            pipeline(_article(row["document"], row["text"]))
            within.update(met)
    finally:
        Weights.score = plain  # type: ignore[method-assign]
    pipeline.save()
    rows = [
        {
            "table": table,
            "feature": name,
            "weight": weight,
            "passages": within[table, name],
            "fires": fires[table, name],
        }
        | {"adds": round(added[table, name] / max(1, fires[table, name]), 3)}
        for table, of in tables.items()
        for name, weight in of.items()
    ]
    return sorted(rows, key=lambda row: (row["passages"] * row["adds"], row["table"], row["feature"]))


def _article(said: dict[str, Any], text: str) -> Article:
    day = said.get("published")
    return Article(id=said["id"], text=text, published=datetime.date.fromisoformat(day) if day else None)


def _cases() -> Texts:
    """The case rows; told is of each its list, as far as the row asks for fields, of a composed sentence what is stated."""
    rows = [
        (name, row)
        for name in FIELDS
        for row in map(json.loads, (CASES / f"{name}.jsonl").read_text(encoding="utf-8").splitlines())
    ]
    asked = [sorted({key for want in row["expect"] for key in want} | {"text"}) for _, row in rows]
    articles = [_article(row | {"id": f"{name}:{row['id']}"}, row["text"]) for name, row in rows]

    lines = list(enumerate(SENTENCES.read_text(encoding="utf-8").splitlines(), 1))
    sentences = [(number, unmarked(line)[0]) for number, line in lines if not line.startswith("#")]
    articles += [_article({"id": f"statements:{number}"}, text) for number, text in sentences]

    def tell(number: int, record: dict[str, Any]) -> list[list[Any]]:
        if number >= len(rows):
            return [[mention.get(key) for key in ASKED] for name in STATED for mention in record[name]]
        return [[mention.get(key) for key in asked[number]] for mention in record[rows[number][0]]]

    return Texts(articles, tell)


def _sums(found: list[Facts], right: list[Facts]) -> Counter[Sum]:
    """Of each list how many mentions and fields are found, are right among them, and are said by gold."""
    sums: Counter[Sum] = Counter()
    for own, said in zip(found, right, strict=True):
        for kind, facts, true in zip(KINDS, own, said, strict=True):
            sums.update((fact[0], kind, "found") for fact in facts)
            sums.update((fact[0], kind, "right") for fact in facts & true)
            sums.update((fact[0], kind, "gold") for fact in true)
    return sums


def _gained(own: Told, other: Told, said: Told, columns: tuple[str, ...]) -> Counter[str]:
    """How many right and wrong facts there are more with a rule, for each of the columns."""
    good, bad = len(own & said) - len(other & said), len(own - said) - len(other - said)
    return Counter({f"{side} {what}": more for what in columns for side, more in (("right", good), ("wrong", bad))})


def _moved(own: Told, other: Told, said: Told, name: str, kind: str) -> Counter[Sum]:
    """What of a list is found and right without a rule beyond what is with it."""
    moved: Counter[Sum] = Counter()
    for facts, sign in ((other - own, 1), (own - other, -1)):
        for fact in facts:
            if fact[0] == name:
                moved[name, kind, "found"] += sign
                moved[name, kind, "right"] += sign * (fact in said)
    return moved


def _scores(sums: Counter[Sum], moved: Counter[Sum], name: str, kind: str) -> Iterator[tuple[str, float]]:
    """F1 of a list with a rule and without, to the fifth place: one mention of some thousands shows there."""
    for when, more in (("with", 0), ("without", 1)):
        found, good, said = (sums[name, kind, what] + more * moved[name, kind, what] for what in _COUNTS)
        yield f"F1 {kind} {when}", round(2 * good / max(1, found + said), 5)


@dataclass(frozen=True, slots=True)
class Asked:
    """What is compared of a passage: ``vague`` are the numbers of gold that say no figure, whose bounds are convention."""

    vague: set[Span]
    stated: bool


def _asked(record: dict[str, Any]) -> Asked:
    vague = {(number["start"], number["end"]) for number in record["numbers"] if not states_figure(number)}
    return Asked(vague, any(mention.get("status") for name in STATED for mention in record[name]))


def _facts(record: dict[str, Any], asked: Asked) -> Facts:
    mentions, fields = set(), set()
    for name, wanted in FIELDS.items():
        said = (*wanted, *STATED.get(name, ())) if asked.stated else wanted
        for mention in record[name]:
            span = name, mention["start"], mention["end"], mention["label"]
            mentions.add((*span, mention.get("value") if name in ("dates", "numbers") else None))
            told = [field for field in said if mention.get(field) not in (None, "stated")]
            if span[1:3] in asked.vague:
                told = [field for field in told if field not in ("low", "high")]
            fields |= {(*span, field, _plain(mention[field])) for field in told}
    return mentions, fields


def _plain(value: Any) -> Any:
    """A superior by its text: what it refers to has other ids in other records."""
    return value["text"].casefold() if isinstance(value, dict) else value


if __name__ == "__main__":
    main()
