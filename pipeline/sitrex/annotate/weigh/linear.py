"""A choice between candidates by the weighted sum of their named features.

The probability of a candidate is exp(score) over the sum of all candidates' (a log-linear model, as Lee et al. 2014,
*Context-dependent semantic parsing for time expressions*, has it); a yes or no is the choice between a candidate and one
without features, whose score is 0. The weights lie in ``vocab/weights/<name>.tsv``, written by ``training/weigh.py``; a
user's table of that name overrides single rows.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from sitrex.vocab import read_table

Features = Mapping[str, float]
"""Named features of one candidate; what is not named is 0."""

BELIEVED: Final = -0.25
"""Log odds from which a mention is believed where F1 counts: one asks for less than even ones (a probability above half the F1)."""

LEAST: Final = "(least probability)"
"""The row of a table that has no weight but says how sure a choice must be."""


def sigmoid(odds: float) -> float:
    """The probability of log odds."""
    return 1.0 / (1.0 + math.exp(-max(-700.0, odds)))


@dataclass(frozen=True, slots=True)
class Weights:
    """The weights of one decision.

    >>> side = Weights("side", {"own": 2.0, "place": -1.0})
    >>> side.choose([{"place": 1.0}, {"own": 1.0, "place": 1.0}])
    (1, 2.0)
    >>> round(side.probability({"own": 1.0}), 2)
    0.88
    """

    name: str
    of: Mapping[str, float]
    least: float = 0.0
    """How sure a choice must be to be told; 0 where the table does not say."""

    def score(self, features: Features) -> float:
        """The weighted sum; a feature without a weight counts for nothing."""
        weight, total = self.of, 0.0
        for name, value in features.items():  # a sum over a generator takes half as long again
            total += weight.get(name, 0.0) * value
        return total

    def parts(self, features: Features) -> dict[str, float]:
        """What each feature adds to the score, the greatest first; without those that add nothing."""
        added = {name: self.of.get(name, 0.0) * value for name, value in features.items()}
        return {name: part for name, part in sorted(added.items(), key=lambda row: -abs(row[1])) if part}

    def probability(self, features: Features) -> float:
        """Of a yes or no: the probability of yes, between 0 and 1."""
        return sigmoid(self.score(features))

    def choose(self, candidates: Sequence[Features]) -> tuple[int, float]:
        """Place of the best candidate, the first of equals, and by how much its score is ahead of the next (inf if alone)."""
        scores = [self.score(features) for features in candidates]
        best = max(range(len(scores)), key=lambda n: (scores[n], -n))
        second = max((score for n, score in enumerate(scores) if n != best), default=-math.inf)
        return best, scores[best] - second


@cache
def weights(name: str) -> Weights:
    """The weights ``vocab/weights/<name>.tsv``."""
    rows = read_table(f"weights/{name}.tsv", ("feature", "weight"))
    of = {row["feature"]: float(row["weight"]) for row in rows}
    return Weights(name, of, of.pop(LEAST, 0.0))
