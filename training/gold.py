"""Stand-off labels into gold records, with every derived field filled in.

A reader gives spans, labels and what must be read; what follows from those is
computed here, the same way for every gold record: a date's interval and
granularity from its value, a measure's SI value from value and unit, a unit's
symbol code from its fields, clusters from equal canonical names, sentences by
rule.

    python training/gold.py article corpus/articles/pokrovsk.txt sheet.txt --method model_read
    python training/gold.py labels TEXTS sheet... --method model_read
    python training/gold.py passages TEXTS --part development -o gold.jsonl
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import gold_statements
import passages
import sheets

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "pipeline"))

from sitrex.annotate.layout import sentence_bounds
from sitrex.ingest.sources import read_inputs
from sitrex.interchange.labelled import UNLABELLED
from sitrex.normalise.measures import to_si
from sitrex.normalise.symbols import sidc
from sitrex.normalise.timex import granularity, interval
from sitrex.record.model import MENTION_TYPES, SCHEMA_VERSION
from sitrex.validate.invariants import check

LABELS = passages.ROOT / "corpus" / "passages"
PARTS = ("train", "development", "test", "names", "units", "check", "genre_test", "genre_check", "genre_train")
STATED = ("genre_test", "genre_check", "genre_train")
"""Parts whose labels say who says each figure and unit, and what befell those that a figure counts."""
GUIDELINES = "1.1"
_MARKED = re.compile(r"\[\[([^]]*)\]\]")
Row = dict[str, Any]


def gold_record(
    key: str,
    text: str,
    published: str | None,
    lists: Mapping[str, list[Row]],
    annotation: Row,
    *,
    stated: bool = False,
) -> Row:
    """A gold record, checked against its schema and invariants; ``stated`` if the labels say who says each figure and unit."""
    bounds = sentence_bounds(text)
    built = {
        name: [_mention(name, row, number, text, bounds) for number, row in enumerate(lists[name], 1)]
        for name in MENTION_TYPES
    }
    for name in ("entities", "units"):
        _cluster(built[name])
    _ranges(built["dates"])
    for unit in built["units"]:
        unit["parent"] = _parent(unit, built["units"], frozenset())
    if stated:
        gold_statements.state(built, lists)
    record = {
        "schema_version": SCHEMA_VERSION,
        "document": {
            "id": key,
            "source": None,
            "title": None,
            "url": None,
            "published": published,
            "language": "en",
            "sha256": hashlib.sha256(text.encode("utf-8")).hexdigest(),
            "characters": len(text),
            "metadata": {},
        },
        "text": text,
        "sentences": [list(span) for span in bounds],
        **built,
        "annotation": annotation,
    }
    check(record, "gold")
    return record


def _mention(name: str, row: Row, number: int, text: str, bounds: list[tuple[int, int]]) -> Row:
    start, end = row["start"], row["end"]
    place = max((n for n, (first, _) in enumerate(bounds) if first <= start), default=0)
    fields: Row = dict.fromkeys(MENTION_TYPES[name].__dataclass_fields__)
    fields |= {"id": f"{name[0]}{number}", "start": start, "end": end, "text": text[start:end], "sentence": place}
    fields |= {key: value for key, value in row.items() if key in fields or key == "optional"}
    fields |= {"start": row["start"], "end": row["end"]}
    if name in ("entities", "units"):
        fields["canonical"] = fields["canonical"] or " ".join(fields["text"].split())
    for unlabelled in UNLABELLED:
        fields.pop(unlabelled, None)
    if name == "units":
        fields["sidc"] = sidc(fields["branch"], fields["echelon"], fields["service"])
    if name == "dates":
        fields["anchor"] = fields["anchor"] or "none"
        fields["begin"], fields["end_date"] = interval(fields["value"]) or (None, None)
        if fields["label"] in ("DURATION", "SET"):
            fields["begin"] = fields["end_date"] = None
        fields["granularity"] = granularity(fields["value"])
    if name == "numbers":
        if fields["label"] == "PERCENT":
            fields["unit"] = "%"
        if fields["unit"] and fields["value"] is not None and (size := to_si(fields["value"], fields["unit"])):
            fields["value_si"], fields["unit_si"] = size
    return fields


def _cluster(mentions: list[Row]) -> None:
    first: dict[tuple[str, str], str] = {}
    for mention in mentions:
        mention["cluster"] = first.setdefault((mention["label"], mention["canonical"].casefold()), mention["id"])


def _ranges(dates: list[Row]) -> None:
    first: dict[str, str] = {}
    last: dict[str, int] = {}
    for number, date in enumerate(dates):
        tag = date["range"]
        if tag is not None:
            # tags start afresh with every range; members stand next to each other
            if tag not in last or number - last[tag] > 1:
                first[tag] = date["id"]
            last[tag] = number
            date["range"] = first[tag]


def _parent(unit: Row, units: list[Row], seen: frozenset[str]) -> Row | None:
    said = unit["parent"]
    if said is None or isinstance(said, dict):
        return said
    if said.startswith("["):
        cells = [cell.strip() for cell in said.strip("[]").split("/")]
        designator, name, branch, echelon = (None if cell in ("-", "") else cell for cell in cells[:4])
        _, comma, rest = unit["text"].partition(",")
        text = rest.strip() if comma else unit["text"]
        # no parent of its own: a sheet holds one superior inside a span, not what is above it there
        return {
            "ref": None,
            "text": text,
            "designator": designator,
            "name": name,
            "branch": branch,
            "echelon": echelon,
        }
    own = unit["id"]
    named = [u for u in units if u["id"] != own and said in (u["text"], u["canonical"])]
    if not named or own in seen:
        return {
            "ref": None,
            "text": said,
            "designator": None,
            "name": None,
            "branch": None,
            "echelon": None,
            "parent": None,
        }
    above = min(named, key=lambda u: abs(u["start"] - unit["start"]))
    return {
        "ref": above["id"],
        "text": above["text"],
        **{field: above[field] for field in ("designator", "name", "branch", "echelon")},
        "parent": _parent(above, units, seen | {own}),
    }


def annotation(method: str, passes: int, notes: str | None = None) -> Row:
    """The ``annotation`` of a gold record."""
    return {"method": method, "passes": passes, "guidelines": GUIDELINES, "notes": notes}


def unmarked(line: str) -> tuple[str, list[tuple[int, int, list[str]]]]:
    """The text of a composed line, and what stands behind the bars of its marks, by span: `[[Juba|GPE]]`."""
    text, last, marks = "", 0, []
    for mark in _MARKED.finditer(line):
        words, *cells = mark[1].split("|")
        text += line[last : mark.start()] + words
        marks.append((len(text) - len(words), len(text), cells))
        last = mark.end()
    return text + line[last:], marks


def placed(row: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The expected mentions of one of our own rows, which stand in the order of the text."""
    at = 0
    for want in row["expect"]:
        at = row["text"].index(want["text"], at)
        yield {"start": at, "end": at + len(want["text"]), **want}
        at += len(want["text"])


def load_passages(texts: Path, part: str) -> list[Row]:
    """Gold records of one part of the labelled passages (those of ``PARTS`` but ``names``)."""
    rows = passages.load(texts)
    labelled = map(json.loads, (LABELS / f"{part}.jsonl").read_text(encoding="utf-8").splitlines())
    return [
        gold_record(
            row["id"],
            rows[row["id"]]["text"],
            rows[row["id"]]["published"],
            row,
            row["annotation"],
            stated=part in STATED,
        )
        for row in labelled
    ]


def _article(args: argparse.Namespace) -> int:
    article = next(iter(read_inputs([str(args.article)])))
    lists, complaints = sheets.read_sheet(args.sheet, {"A001": {"text": article.text}})
    for complaint in complaints:
        print(complaint)
    published = article.published and article.published.isoformat()
    record = gold_record(article.id, article.text, published, lists["A001"], annotation(args.method, args.passes))
    args.output.write_text(json.dumps(record, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return 1 if complaints else 0


def _labels(args: argparse.Namespace) -> int:
    texts = passages.load(args.texts)
    rows: dict[str, Row] = {}
    complaints: list[str] = []
    for sheet in args.sheets:
        found, wrong = sheets.read_sheet(sheet, texts)
        complaints += wrong
        rows |= {
            key: {"id": key, "annotation": annotation(args.method, args.passes), **lists}
            for key, lists in found.items()
        }
    for complaint in complaints:
        print(complaint)
    for part in PARTS:
        path = LABELS / f"{part}.jsonl"
        before = map(json.loads, path.read_text(encoding="utf-8").splitlines()) if path.exists() else ()
        # what is labelled stays, unless a sheet holds it anew
        kept = {row["id"]: row for row in before} | {key: rows[key] for key in rows if texts[key]["part"] == part}
        path.write_text(
            "".join(json.dumps(kept[key], ensure_ascii=False) + "\n" for key in sorted(kept)), encoding="utf-8"
        )
    return 1 if complaints else 0


def _passages(args: argparse.Namespace) -> int:
    records = load_passages(args.texts, args.part)
    args.output.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in records), encoding="utf-8")
    return 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)
    methods = ["human", "model_read", "corrected_preannotation"]
    article = commands.add_parser("article", help="gold of a whole article of corpus/articles, from a sheet of A001")
    article.add_argument("article", type=Path)
    article.add_argument("sheet", type=Path)
    article.set_defaults(run=_article)
    labels = commands.add_parser("labels", help="stand-off labels of the passages, from sheets")
    labels.add_argument("texts", type=Path)
    labels.add_argument("sheets", type=Path, nargs="+")
    labels.set_defaults(run=_labels)
    for command in (article, labels):
        command.add_argument("--method", choices=methods, required=True)
        command.add_argument("--passes", type=int, default=1)
    part = commands.add_parser("passages", help="gold records of one part of the passages")
    part.add_argument("texts", type=Path)
    part.add_argument("--part", choices=PARTS, required=True)
    part.set_defaults(run=_passages)
    for command in (article, part):
        command.add_argument("-o", "--output", type=Path, required=True)
    args = parser.parse_args()
    return int(args.run(args))


if __name__ == "__main__":
    raise SystemExit(main())
