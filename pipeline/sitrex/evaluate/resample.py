"""How sure a score is: bootstrap intervals and paired comparison, by document.

Documents are drawn whole, since mentions of one document are not independent.
With one document there is nothing to draw from, and no interval.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

LEVEL = 0.95
_BATCH = 64


def f1(sums: Array) -> Array:
    """F1 of sums whose last axis holds the four of a measure; NaN where nothing is there."""
    with np.errstate(divide="ignore", invalid="ignore"):
        precision = sums[..., 0] / sums[..., 1]
        recall = sums[..., 2] / sums[..., 3]
        both = 2 * precision * recall / (precision + recall)
    nothing = (sums[..., 1] == 0) & (sums[..., 3] == 0)
    return np.where(nothing, np.nan, np.where(np.isfinite(both), both, 0.0))


def draws(table: Array, resamples: int, seed: int) -> Array:
    """F1 of each measure (columns) in each bootstrap sample of the documents (rows).

    ``table`` is documents x measures x 4. Two tables of the same documents and
    the same seed are drawn alike, which makes the draws paired.
    """
    documents = table.shape[0]
    flat = table.reshape(documents, -1)
    random = np.random.default_rng(seed)
    parts = []
    for first in range(0, resamples, _BATCH):
        size = min(_BATCH, resamples - first)
        weights = np.stack(
            [np.bincount(random.integers(0, documents, documents), minlength=documents) for _ in range(size)]
        )
        parts.append(f1((weights @ flat).reshape(size, *table.shape[1:])))
    return np.concatenate(parts)


def intervals(drawn: Array) -> list[tuple[float | None, float | None]]:
    """The percentile interval of each column; None where fewer than half of the draws have a value."""
    tail = (1 - LEVEL) / 2
    found: list[tuple[float | None, float | None]] = []
    for column in drawn.T:
        values = column[~np.isnan(column)]
        if 2 * len(values) < len(column):
            found.append((None, None))
        else:
            low, high = np.quantile(values, [tail, 1 - tail])
            found.append((float(low), float(high)))
    return found


def randomisation(left: Array, right: Array, rounds: int, seed: int) -> list[float | None]:
    """Two-sided p of each measure by approximate randomisation (Noreen, 1989).

    Each round swaps the two runs in a random half of the documents; p is the
    share of rounds, the observed one included, with a difference at least as
    great as the observed.
    """
    observed = np.abs(f1(left.sum(axis=0)) - f1(right.sum(axis=0)))
    documents = left.shape[0]
    total = (left + right).sum(axis=0)
    flat = (left - right).reshape(documents, -1)
    random = np.random.default_rng(seed)
    as_great = np.ones(observed.shape)
    for first in range(0, rounds, _BATCH):
        size = min(_BATCH, rounds - first)
        signs = random.integers(0, 2, (size, documents)) * 2.0 - 1.0
        swapped = (signs @ flat).reshape(size, *left.shape[1:])
        difference = np.abs(f1((total + swapped) / 2) - f1((total - swapped) / 2))
        as_great += (difference >= observed - 1e-12).sum(axis=0)
    chance = as_great / (rounds + 1)
    return [None if np.isnan(o) else float(p) for o, p in zip(observed, chance, strict=True)]


def number(value: Any) -> float | None:
    """A NumPy number as JSON has it: NaN becomes None."""
    return None if np.isnan(value) else float(value)
