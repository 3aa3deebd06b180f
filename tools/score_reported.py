"""Score the small cases from public bug reports: ``python tools/score_reported.py TEXTS [--kinds K0 K12] [--errors]``.

A case expects mentions with these words and fields; ``{"not": TEXT}`` no mention of exactly that text, ``{"not": "*"}``
none at all, ``cluster: "SAME1"`` the same cluster wherever that tag stands. ``document.published`` cases are read as the
file that they are.
"""

from __future__ import annotations

import argparse
import datetime
import json
import math
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

from sitrex import api
from sitrex.flow import Pipeline
from sitrex.ingest.article import Article, Failure
from sitrex.ingest.sources import read_inputs

FILE = "reported-cases.jsonl"


def wrong(pipeline: Pipeline, case: dict[str, Any]) -> str | None:
    """What is wrong with a case; None if it is right."""
    if case["list"] == "document.published":
        return _wrong_document(case)
    published = case["published"] and datetime.date.fromisoformat(case["published"])
    record = pipeline(Article(id="case", text=case["text"], published=published)).to_json()
    mentions = record[case["list"]]
    clusters: dict[str, str] = {}
    for expected in case["expected"]:
        if "not" in expected:
            if any(expected["not"] in ("*", m["text"]) for m in mentions):
                return f"{expected['not']!r} should not be there: {[m['text'] for m in mentions]}"
            continue
        found = [m for m in mentions if m["text"] == expected.get("text", m["text"])]
        if not any(_fits(m, expected, clusters) for m in found):
            shown = [{k: m.get(k) for k in expected} for m in found or mentions]
            return f"{expected} is not among {shown}"
    return None


def _fits(mention: dict[str, Any], expected: dict[str, Any], clusters: dict[str, str]) -> bool:
    for field, value in expected.items():
        have = mention.get(field)
        if field == "cluster":
            if clusters.setdefault(value, have or "") != have:
                return False
        elif isinstance(value, float) and isinstance(have, float):
            if not math.isclose(value, have, rel_tol=1e-9):
                return False
        elif have != value:
            return False
    return True


def _wrong_document(case: dict[str, Any]) -> str | None:
    text = case["text"]
    suffix = ".html" if text.startswith("<") else ".json" if text.startswith("{") else ".md"
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, f"case{suffix}")
        file.write_text(text, encoding="utf-8")
        (article,) = read_inputs([str(file)])
    if isinstance(article, Failure):
        return article.error
    said = {"published": article.published and article.published.isoformat(), "title": article.title}
    missed = [item for item in case["expected"] if any(said[field] != value for field, value in item.items())]
    return f"{missed} is not {said}" if missed else None


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path)
    parser.add_argument("--kinds", nargs="+", help="only these kinds, as K0 K12; any of them wrong is exit status 1")
    parser.add_argument("--errors", action="store_true")
    args = parser.parse_args()
    cases = [json.loads(line) for line in (args.texts / FILE).read_text(encoding="utf-8").splitlines()]
    pipeline = api.load()
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for case in cases:
        kind = case["kind"].partition(" ")[0]
        if args.kinds and kind not in args.kinds:
            continue
        total[kind] += 1
        problem = wrong(pipeline, case)
        right[kind] += problem is None
        if problem and args.errors:
            print(f"{kind} {case['id']}: {problem}")
    for kind in sorted(total, key=lambda k: int(k[1:])):
        print(f"{kind}: {right[kind]} of {total[kind]}")
    print(f"{right.total()} of {total.total()} right", file=sys.stderr)
    return 1 if args.kinds and right != total else 0


if __name__ == "__main__":
    raise SystemExit(main())
