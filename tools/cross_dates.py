"""What the anchors of dates are worth on texts that their weights have not seen.

    python tools/cross_dates.py TEXTS [--folds 5] [--l2 1.0] [--errors]

The documents of all labelled texts are split into folds; for each, the weights of ``date_news`` and then of
``date_anchors`` are trained on the other folds and tried on this one. Printed are the scores of MEANTIME-dev and
WikiWars-dev, put together from the folds, as ``tools/score_timex.py`` counts them.
"""

from __future__ import annotations

import argparse
import functools
import json
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest import mock

import spacy

import _paths  # noqa: F401 - training/ on the path
import score_timex
import weighed.date_anchors
import weighed.date_news
from sitrex.annotate.dates import DatesAnnotator, evidence, resolver
from sitrex.annotate.weigh import Weights
from weigh import fit, fold_of
from weighed.date_texts import FILES, Labelled


@contextmanager
def trained_without(fold: int, texts: list[Labelled], folds: int, l2: float) -> Iterator[None]:
    """The weights of both decisions, of every document that is not in the fold."""
    kept = [text for text in texts if fold_of(text.key, folds) != fold]
    news = Weights("date_news", fit(weighed.date_news.cases_of(kept), l2))
    with mock.patch.object(evidence, "weights", return_value=news):
        anchors = Weights("date_anchors", fit(weighed.date_anchors.cases_of(kept), l2))
        with mock.patch.object(resolver, "weights", return_value=anchors):
            yield


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path)
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--l2", type=float, default=1.0)
    parser.add_argument("--errors", action="store_true", help="list what is missed or wrong")
    args = parser.parse_args()
    texts = list(weighed.date_texts.labelled(args.texts))
    nlp = spacy.blank("en")
    nlp.max_length = 10_000_000
    annotator = DatesAnnotator(nlp.vocab)
    show = functools.partial(print, sep=" | ") if args.errors else lambda *_: None
    totals: dict[str, Counter[str]] = {name: Counter() for name in FILES}
    for fold in range(args.folds):
        with trained_without(fold, texts, args.folds, args.l2):
            for name, total in totals.items():
                for line in (args.texts / name).read_text(encoding="utf-8").splitlines():
                    row = json.loads(line)
                    if fold_of(f"{name}/{row['id']}", args.folds) == fold:
                        total.update(score_timex.count(row, score_timex.predict(nlp, annotator, row), show))
    for name, total in totals.items():
        score_timex.report(name, total)


if __name__ == "__main__":
    main()
