"""Whether a number that was read says anything, or is a stamp, a mark or a misread sign of a scanned page.
Trained on the numbers that the rules find in the labelled passages, in scanned documents whose figures were read one by one
(corpus/strays.jsonl) and in the case rows of numbers; one that overlaps a mention of another list teaches nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import spacy

import gold
import passages
from sitrex.annotate.layout import paragraphs
from sitrex.annotate.numbers import NumbersAnnotator
from sitrex.annotate.numbers.scan_noise import evidence
from sitrex.annotate.text.view import View
from sitrex.record.model import Number, changed
from weigh import Case, yes_or_no

PARTS = ("train", "genre_train", "genre_check", "development")
READ = 3
"""How often a case of a passage counts: the scans were chosen for their noise, where hardly a figure is a number."""
SCANS = passages.ROOT / "corpus" / "strays.jsonl"
OTHERS = ("entities", "dates", "units")


def numbers(text: str) -> list[Number]:
    """What the rules find in a text as it is read, offsets into it."""
    nlp = spacy.blank("en")
    nlp.max_length = 10_000_000
    annotator, found = NumbersAnnotator(nlp.vocab), []
    for start, end in paragraphs(text):
        for number in annotator.match(nlp.make_doc(text[start:end])):
            found.append(changed(number, start=number.start + start, end=number.end + start))
    return found


def cases(texts: Path) -> Iterator[Case]:
    """A case a number."""
    for part in PARTS:
        for record in gold.load_passages(texts, part):
            yield from [*_of_text(record["document"]["id"], record["text"], record)] * READ
    yield from _of_scans(texts)
    for line in (passages.ROOT / "tests" / "cases" / "numbers.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield from _of_text(row["id"], row["text"], {"numbers": list(gold.placed(row))})


def _of_scans(texts: Path) -> Iterator[Case]:
    """Figures of scanned documents, each labelled by where it starts."""
    labels = [json.loads(line) for line in SCANS.read_text(encoding="utf-8").splitlines()]
    for source in sorted({row["source"] for row in labels}):
        articles = {article["id"]: article["text"] for article in passages.read_articles(texts / source)}
        for row in (row for row in labels if row["source"] == source):
            text = articles[row["article"]]
            if passages.digest(text) != row["sha256"]:
                raise ValueError(f"{row['article']} of {source} is not the text that was labelled")
            view = View.of(text)
            for number, features in evidence(numbers(view.text), view.text):
                start, _ = view.span(number.start, number.end)
                if start in row["numbers"] or start in row["strays"]:
                    yield yes_or_no(row["article"], features, start in row["strays"])


def _of_text(key: str, text: str, record: dict[str, Any]) -> Iterator[Case]:
    view = View.of(text)
    for number, features in evidence(numbers(view.text), view.text):
        start, end = view.span(number.start, number.end)
        if _overlaps(record["numbers"], start, end):
            yield yes_or_no(key, features, False)
        elif not any(_overlaps(record.get(name, ()), start, end) for name in OTHERS):
            yield yes_or_no(key, features, True)


def _overlaps(mentions: Any, start: int, end: int) -> bool:
    return any(m["start"] < end and start < m["end"] for m in mentions)
