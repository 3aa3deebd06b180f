"""Scores the dates annotator on TIMEX3 data: strict and relaxed spans, values, by file and by fold.

Usage: score_timex.py DATA.jsonl [--errors] ; a leading `the` or possessive is stripped on both sides,
and a zone from gold times, which our values leave to the text.
"""

from __future__ import annotations

import argparse
import datetime
import json
import re
import time
from collections import Counter
from pathlib import Path

import spacy

from sitrex.annotate.base import Context
from sitrex.annotate.dates import DatesAnnotator

ZONE = re.compile(r"(?<=T\d\d:\d\d)(?:Z|[+-]\d\d:?\d\d)$")
LEAD = re.compile(r"(?:the|its|his|her|their|our|whose)\s+", re.IGNORECASE)


def stripped(text, start, end):
    lead = LEAD.match(text[start:end])
    return (start + lead.end() if lead else start, end)


def parse_day(text):
    if not text:
        return None
    return (
        datetime.date.fromisoformat(text) if text[:4].isdigit() else datetime.datetime.strptime(text, "%d-%m-%Y").date()
    )


def predict(nlp, annotator, row):
    doc = nlp(row["text"])
    mentions = annotator.resolve(annotator.match(doc), Context(row["text"], parse_day(row["published"])))
    return [(*stripped(row["text"], m.start, m.end), m.value, m.label, m.mod) for m in mentions]


def count(row, found, show):
    text = row["text"]
    gold = [(*stripped(text, d["start"], d["end"]), d["value"], d["label"], d["mod"]) for d in row["dates"]]
    tally = Counter(gold=len(gold), found=len(found))
    free = list(range(len(found)))
    pairs = []
    for g in gold:
        exact = next((k for k in free if found[k][:2] == g[:2]), None)
        near = (
            exact if exact is not None else next((k for k in free if found[k][0] < g[1] and g[0] < found[k][1]), None)
        )
        if near is not None:
            free.remove(near)
        pairs.append((g, near, exact is not None))
    for g, k, exact in pairs:
        around = text[max(0, g[0] - 60) : g[1] + 40].replace("\n", "¶")
        if k is None:
            show("MISS", text[g[0] : g[1]], g[2], "", around)
            continue
        tally["relaxed"] += 1
        tally["strict"] += exact
        same = found[k][2] == ZONE.sub("", g[2])
        tally["value"] += same
        tally["value_strict"] += same and exact
        tally["label"] += found[k][3] == g[3]
        tally["mod"] += found[k][4] == g[4]
        if not same:
            show("VALUE", text[g[0] : g[1]], g[2], found[k][2], around)
        elif not exact:
            show("SPAN", text[g[0] : g[1]], text[found[k][0] : found[k][1]], "", around)
    for k in free:
        show(
            "EXTRA",
            text[found[k][0] : found[k][1]],
            found[k][2],
            "",
            text[max(0, found[k][0] - 60) : found[k][1] + 40].replace("\n", "¶"),
        )
    return tally


def report(name, t):
    def f(key):
        return 2 * t[key] / max(1, t["gold"] + t["found"])

    print(
        f"{name:28} gold {t['gold']:5} found {t['found']:5} strict F1 {f('strict'):.3f} relaxed F1 {f('relaxed'):.3f} "
        f"recall {t['relaxed'] / max(1, t['gold']):.3f} value F1 {f('value'):.3f} "
        f"value acc {t['value'] / max(1, t['relaxed']):.3f} mod acc {t['mod'] / max(1, t['relaxed']):.3f}"
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    nlp = spacy.blank("en")
    nlp.max_length = 10_000_000
    annotator = DatesAnnotator(nlp.vocab)
    rows = [json.loads(line) for line in options.data.read_text(encoding="utf-8").splitlines()]
    rows = [row for row in rows if options.only in row["id"]]
    total = Counter()
    folds = [Counter() for _ in range(5)]
    began = time.process_time()
    for n, row in enumerate(rows):
        tally = count(
            row, predict(nlp, annotator, row), lambda *cells: print(*cells, sep=" | ") if options.errors else None
        )
        total += tally
        folds[n % 5] += tally
        if len(rows) < 20:
            report(row["id"], tally)
    spent = time.process_time() - began
    for n, fold in enumerate(folds):
        report(f"fold {n + 1}", fold)
    report("all", total)
    print(f"{sum(len(r['text']) for r in rows) / spent:,.0f} characters/s with tokenizing and scoring")


if __name__ == "__main__":
    main()
