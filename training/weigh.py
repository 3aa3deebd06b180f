"""Train the weights of a decision of degree, and say what each feature is worth.

    python training/weigh.py NAME TEXTS [--l2 1.0] [--folds 5] [--worth] [--precision 0.9] [--write]

NAME is a module of ``training/weighed``; its ``cases(texts)`` gives the labelled choices, with the features that the
pipeline itself computes. Printed are the share of right choices by cross-validation over documents and the weights, with
``--worth`` also how many choices more are right or wrong without each feature, which takes its time. ``--write`` writes ``vocab/weights/NAME.tsv``. The same cases give the same weights.

A module that has ``told`` too tells only what is sure enough. ``--precision`` finds how sure that must be: printed are precision
and recall over the documents by the least probability, each told by weights that saw nothing of its document; the least one from
which on the precision holds is written with the weights. Blind text is read worse than what the features were made from, so ask
for more than is wanted.
"""

from __future__ import annotations

import argparse
import hashlib
import itertools
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Final, NamedTuple, TypeVar

import numpy as np

ROOT: Final = Path(__file__).resolve().parent.parent
VOCAB: Final = ROOT / "pipeline" / "sitrex" / "vocab" / "weights"
sys.path.append(str(ROOT / "tools"))  # some cases need a tool: the cached pipeline, the news sentences
sys.path.insert(0, str(ROOT / "pipeline"))

from sitrex.annotate.weigh import LEAST, Weights  # noqa: E402 - the path comes first

Row = TypeVar("Row")

GRID: Final = [n / 50 for n in range(20, 50)]
"""Least probabilities that are tried."""
FOLDS: Final = 5
"""How many times the documents are parted."""
FEWEST: Final = 30
"""Answers; of fewer the precision says nothing."""


@dataclass(frozen=True, slots=True)
class Case:
    """One choice.

    Args:
        document: choices of one document are trained or tested on together.
        candidates: the named features of each candidate.
        right: places of the candidates that the labels have; a case without one teaches nothing.
    """

    document: str
    candidates: Sequence[Mapping[str, float]]
    right: frozenset[int]


def yes_or_no(document: str, features: Mapping[str, float], yes: bool) -> Case:
    """A case of a decision between a candidate and nothing."""
    return Case(document, (features, {}), frozenset({0 if yes else 1}))


class Told(NamedTuple):
    """How many answers are right, are given, are wanted."""

    right: int
    said: int
    wanted: int


class _Table:
    """Cases as arrays: ``rows`` (candidates, features), ``ends`` of each case's candidates, ``right`` (candidates,)."""

    def __init__(self, cases: Sequence[Case], names: Sequence[str]) -> None:
        column = {name: n for n, name in enumerate(names)}
        count = sum(len(case.candidates) for case in cases)
        self.rows = np.zeros((count, len(names)))
        self.right = np.zeros(count)
        starts, at = [], 0
        for case in cases:
            starts.append(at)
            for n, features in enumerate(case.candidates):
                for name, value in features.items():
                    if name in column:
                        self.rows[at, column[name]] = value
                self.right[at] = n in case.right
                at += 1
        self.starts = np.array(starts, dtype=np.int64)
        self.case = np.repeat(np.arange(len(cases)), np.diff([*starts, at]))

    def shares(self, scores: np.ndarray) -> np.ndarray:
        """Probabilities within each case."""
        top = np.maximum.reduceat(scores, self.starts)[self.case]
        raised = np.exp(scores - top)
        return raised / np.add.reduceat(raised, self.starts)[self.case]

    def loss(self, weights: np.ndarray, l2: float) -> float:
        """Negative log-likelihood of the right candidates, and the penalty."""
        held = np.add.reduceat(self.shares(self.rows @ weights) * self.right, self.starts)
        return float(-np.log(np.maximum(held, 1e-300)).sum() + l2 / 2 * weights @ weights)

    def correct(self, weights: np.ndarray) -> int:
        """Cases whose best candidate, the first of equals, is a right one."""
        scores = self.rows @ weights
        ends = [*self.starts[1:], len(scores)]
        return int(sum(self.right[s + int(scores[s:e].argmax())] for s, e in zip(self.starts, ends, strict=True)))


def fit(cases: Iterable[Case], l2: float = 1.0) -> dict[str, float]:
    """Weights that make the right candidates most likely, by Newton's method with halved steps."""
    taught = [case for case in cases if case.right and len(case.right) < len(case.candidates)]
    names = sorted({name for case in taught for features in case.candidates for name in features})
    table, weights = _Table(taught, names), np.zeros(len(names))
    loss = table.loss(weights, l2)
    for _ in range(50):
        shares = table.shares(table.rows @ weights)
        held = shares * table.right
        held /= np.maximum(np.add.reduceat(held, table.starts), 1e-300)[table.case]
        gradient = table.rows.T @ (shares - held) + l2 * weights
        weighted = table.rows * shares[:, None]
        means = np.add.reduceat(weighted, table.starts, axis=0)
        curvature = table.rows.T @ weighted - means.T @ means + l2 * np.eye(len(names))
        step, size = np.linalg.solve(curvature, gradient), 1.0
        while (lower := table.loss(weights - size * step, l2)) > loss and size > 1e-4:
            size /= 2
        if loss - lower < 1e-6 * max(1.0, loss):
            break
        weights, loss = weights - size * step, lower
    return {name: float(value) for name, value in zip(names, weights, strict=True)}


def fold_of(document: str, folds: int = FOLDS) -> int:
    """The fold of a document, the same whatever is decided."""
    return int(hashlib.sha256(document.encode()).hexdigest(), 16) % folds


def pairs(rows: Iterable[Row], name: Callable[[Row], str]) -> Iterator[tuple[Row, Row]]:
    """Documents two by two, each but once, both of one fold: read as one document they leave cross-validation blind."""
    by_fold = sorted(rows, key=lambda row: fold_of(name(row)))
    for _, fold in itertools.groupby(by_fold, lambda row: fold_of(name(row))):
        members = list(fold)
        yield from zip(members[::2], members[1::2], strict=False)


def cross_validate(cases: Sequence[Case], l2: float, without: str | None = None) -> tuple[int, int]:
    """Right choices and all, each made by weights that saw nothing of its document."""
    kept = [
        Case(c.document, [{k: v for k, v in f.items() if k != without} for f in c.candidates], c.right) for c in cases
    ]
    fold = [fold_of(c.document) for c in kept]
    right = 0
    for n in range(FOLDS):
        trained = fit([c for c, f in zip(kept, fold, strict=True) if f != n], l2)
        tested = [c for c, f in zip(kept, fold, strict=True) if f == n and c.right]
        if tested:
            right += _Table(tested, list(trained)).correct(np.array(list(trained.values())))
    return right, sum(bool(c.right) for c in kept)


def calibrate(
    told: Callable[[Callable[[str], Weights]], Told], cases: Sequence[Case], l2: float, precision: float
) -> float:
    """The least probability from which on so many of the answers are right, printed with the others that are tried.

    Args:
        told: what is told by the weights that a document's key gives.
        cases: what the weights are trained on.
        l2: the penalty.
        precision: the share of right answers that is wanted.
    """
    trained = [fit([c for c in cases if fold_of(c.document) != n], l2) for n in range(FOLDS)]
    enough = 1.0
    for least in reversed(GRID):
        weighed = [Weights("fold", of, least) for of in trained]
        got = told(lambda document, weighed=weighed: weighed[fold_of(document)])  # type: ignore[misc]
        share = got.right / max(got.said, 1)
        print(f"from {least:.2f} on: precision {share:.3f} of {got.said}, recall {got.right / max(got.wanted, 1):.3f}")
        if share >= precision and got.said >= FEWEST:
            enough = least
    return enough


def write(name: str, trained: Mapping[str, float], about: str, options: str) -> None:
    """Write the table that the pipeline reads, heaviest first; ``options`` are those of the command, to run it again."""
    header = [f"# {line}" for line in about.splitlines()]
    header.append(f"# Written by `python training/weigh.py {name} TEXTS {options} --write`; not edited by hand.")
    rows = sorted(trained.items(), key=lambda row: (-abs(round(row[1], 3)), row[0]))
    lines = [*header, "feature\tweight", *(f"{feature}\t{weight:.3f}" for feature, weight in rows)]
    VOCAB.mkdir(exist_ok=True)
    (VOCAB / f"{name}.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("name")
    parser.add_argument("texts", type=Path, help="folder with the source files")
    parser.add_argument("--l2", type=float, default=1.0)
    parser.add_argument("--worth", action="store_true", help="say what each feature is worth")
    parser.add_argument(
        "--precision", type=float, default=0.9, help="of what is told, where a module asks how sure to be"
    )
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    source = import_module(f"weighed.{args.name}")
    cases = list(source.cases(args.texts))
    right, count = cross_validate(cases, args.l2)
    trained = fit(cases, args.l2)
    print(f"{right} of {count} right ({right / max(count, 1):.3f}) by {FOLDS}-fold cross-validation over documents")
    for feature, weight in sorted(trained.items(), key=lambda row: -abs(row[1])):
        worth = f" without it {cross_validate(cases, args.l2, feature)[0] - right:+d}" if args.worth else ""
        print(f"{weight:8.3f}  {feature:40s}{worth}")
    options = f"--l2 {args.l2:g}"
    if hasattr(source, "told"):
        options += f" --precision {args.precision:g}"
        told = partial(source.told, args.texts)
        trained[LEAST] = calibrate(told, cases, args.l2, args.precision)
    if args.write:
        write(args.name, trained, source.__doc__ or args.name, options)


if __name__ == "__main__":
    main()
