"""Score the default pipeline on the labelled passages of one part.

    python tools/measure.py TEXTS --part development [--era older] [--errors] [--floors FILE] [--json FILE]

TEXTS is the folder with the source files that ``corpus/passages/index.jsonl``
names. The test part is for reporting: its errors are not for looking at.
"""

from __future__ import annotations

import argparse
import datetime
import json
import sys
from pathlib import Path

import _paths  # noqa: F401 - training/ on the path
import genres
import gold
import passages
from sitrex import api
from sitrex.evaluate.floors import check_floors, read_floors
from sitrex.evaluate.mistakes import Mistake, mistakes
from sitrex.evaluate.scores import compare_documents, evaluate
from sitrex.evaluate.table import print_mistakes, print_scores
from sitrex.flow import Pipeline
from sitrex.ingest.article import Article


def predict(pipeline: Pipeline, wanted: list[gold.Row]) -> list[gold.Row]:
    """The pipeline's records of the passages that these gold records are of."""
    predicted = []
    for record in wanted:
        day = record["document"]["published"]
        published = datetime.date.fromisoformat(day) if day else None
        article = Article(id=record["document"]["id"], text=record["text"], published=published)
        predicted.append(pipeline(article).to_json())
    return predicted


def errors(wanted: list[gold.Row], predicted: list[gold.Row]) -> list[Mistake]:
    """Every error of the predicted records."""
    by_id = [{row["document"]["id"]: row for row in rows} for rows in (wanted, predicted)]
    return [mistake for compared in compare_documents(*by_id) for mistake in mistakes(compared)]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path)
    parser.add_argument("--part", choices=[part for part in gold.PARTS if part != "names"], required=True)
    parser.add_argument("--era", choices=["older", "recent"], help="only passages on older or on recent wars")
    parser.add_argument("--family", choices=sorted(genres.FAMILIES), help="only passages of one family of genres")
    parser.add_argument("--model", help="as in sitrex run")
    parser.add_argument("--errors", action="store_true", help="list every error")
    parser.add_argument("--floors", type=Path)
    parser.add_argument("--json", type=Path, help="write the scores here")
    args = parser.parse_args()
    rows = passages.load(args.texts)
    wanted = [
        record
        for record in gold.load_passages(args.texts, args.part)
        if args.era in (None, rows[record["document"]["id"]]["era"])
        and args.family in (None, rows[record["document"]["id"]].get("family"))
    ]
    predicted = predict(api.load(args.model), wanted)
    scores = evaluate(wanted, predicted)
    print_scores(scores)
    if args.errors:
        print_mistakes(errors(wanted, predicted))
    if args.json:
        args.json.write_text(json.dumps(scores, indent=2) + "\n", encoding="utf-8")
    below = check_floors(scores, read_floors(args.floors)) if args.floors else []
    for miss in below:
        print(f"below its floor: {miss.measure} is {miss.value}, floor {miss.floor}", file=sys.stderr)
    return 1 if below else 0


if __name__ == "__main__":
    raise SystemExit(main())
