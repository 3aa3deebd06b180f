"""Whether four figures are a year or a count.
Trained where the writer said which: in articles that write thousands with a comma, figures from 1,000 to 2,099 with a comma
are counts (read here without it), those without one are years; and on the labelled passages, the case rows of dates and
numbers and the half of the news sentences that may be read, by their dates and numbers.
Articles with a passage of an unseen part are left out. The share of counts is the articles' own."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from spacy.vocab import Vocab

import gold
import passages
import score_sentences
from sitrex.annotate.numbers.annotator import NumbersAnnotator
from sitrex.annotate.numbers.evidence import features, like_a_year
from sitrex.annotate.numbers.tokens import Tokens
from sitrex.annotate.weigh import Features
from weigh import Case, yes_or_no

ARTICLES = ("war-articles.jsonl", "world-wars.jsonl")
LABELLED = ("genre_train", "train")
COMPOSED = 4
"""How often a composed text counts: each shows a kind that articles have seldom, or write with a comma only."""
UNSEEN = ("test", "genre_test")
_COUNT = re.compile(r"(?<![\w.,/:$£€-])(?:1,\d{3}|2,0\d\d)(?![\w/:]|[.,]\d)")


@cache
def _annotator() -> NumbersAnnotator:
    return NumbersAnnotator(Vocab())


def figures(text: str) -> Iterator[tuple[int, Features]]:
    """Where each figure stands that is written as a year, and the evidence about it."""
    annotator = _annotator()
    for paragraph in re.finditer(r"[^\n]+(?:\n[^\n]+)*", text):
        t = Tokens(paragraph[0])
        floor = 1
        for i, figure in enumerate(t.figure):
            if not figure or i < floor or len(t.raw[i]) != 4:
                continue
            phrase = annotator.phrases.read(t, i, floor)
            if phrase is None or phrase.measured or phrase.currency:
                continue
            r = annotator.reading(t, phrase, annotator.noun(t, phrase, measured=False))
            if like_a_year(r):
                yield paragraph.start() + t.start[i], features(r)
            floor = phrase.end


def cases(texts: Path) -> Iterator[Case]:
    """Counts by their comma and years by its absence, then those of labelled passages."""
    rows = passages.load(texts)
    unseen = {row.get("article") for row in rows.values() if row["part"] in UNSEEN}
    for file in ARTICLES:
        for line in (texts / file).read_text(encoding="utf-8").splitlines():
            article = json.loads(line)
            if article["id"] not in unseen:
                yield from _written(article["id"], article["text"])
    for part in LABELLED:
        for record in gold.load_passages(texts, part):
            for at, found in figures(record["text"]):
                counts, dates = (
                    any(m["start"] <= at < m["end"] for m in record[name]) for name in ("numbers", "dates")
                )
                if counts or dates:
                    yield yes_or_no(record["document"]["id"], found, counts)
    for sentence in score_sentences.sentences("read"):
        for at, found in figures(sentence.text):
            counts = any(number.start <= at < number.end for number in sentence.wanted)
            yield from [yes_or_no(sentence.text, found, counts)] * COMPOSED
    for name in ("numbers", "dates"):
        yield from _rows(name)


def _rows(name: str) -> Iterator[Case]:
    """Figures of the mentions that the case rows of one list expect."""
    for line in (passages.ROOT / "tests" / "cases" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        spans = list(gold.placed(row))
        for at, found in figures(row["text"]):
            if any(span["start"] <= at < span["end"] for span in spans):
                yield from [yes_or_no(row["id"], found, name == "numbers")] * COMPOSED


def _written(name: str, text: str) -> Iterator[Case]:
    """Every figure of an article that writes thousands with a comma."""
    parts, counts, last, shift = [], set(), 0, 0
    for match in _COUNT.finditer(text):
        parts += [text[last : match.start()], match[0].replace(",", "")]
        counts.add(match.start() - shift)
        last, shift = match.end(), shift + 1
    if counts:
        for at, found in figures("".join([*parts, text[last:]])):
            yield yes_or_no(name, found, at in counts)
