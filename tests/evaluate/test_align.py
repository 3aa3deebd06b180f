from __future__ import annotations

import itertools
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.evaluate.records import mention, spans

from sitrex.evaluate.align import align, match, order


def ranks(pairs):
    """What the documented order ranks alignments by, steps 1 to 5."""
    same_span = [(g["start"], g["end"]) == (p["start"], p["end"]) for g, p in pairs]
    same_label = [g["label"] == p["label"] for g, p in pairs]
    shared = [min(g["end"], p["end"]) - max(g["start"], p["start"]) for g, p in pairs]
    strict = sum(a and b for a, b in zip(same_span, same_label, strict=True))
    return strict, sum(same_span), len(pairs), sum(same_label), sum(shared)


def every_alignment(gold, predicted):
    edges = [
        (i, j)
        for i, g in enumerate(gold)
        for j, p in enumerate(predicted)
        if g["start"] < p["end"] and p["start"] < g["end"]
    ]
    for size in range(min(len(gold), len(predicted)) + 1):
        for chosen in itertools.combinations(edges, size):
            if len({i for i, _ in chosen}) == len({j for _, j in chosen}) == size:
                yield chosen


@pytest.mark.parametrize("apart", [True, False])
@given(data=st.data())
def test_alignment_is_the_best_of_all(apart, data):
    left = sorted((mention(*s) for s in data.draw(spans(apart))[:4]), key=order)
    right = sorted((mention(*s) for s in data.draw(spans(apart))[:4]), key=order)
    best = max(every_alignment(left, right), key=lambda c: (ranks([(left[i], right[j]) for i, j in c]), _first(c)))
    assert match(left, right) == dict(best)


def _first(chosen):
    """Step 6: the alignment that holds the first pair in which two differ is greater."""
    return [(1 if (i, j) in chosen else 0) for i in range(5) for j in range(5)]


@given(gold=spans(False), predicted=spans(False), seed=st.integers(0, 9))
def test_order_of_mentions_does_not_matter(gold, predicted, seed):
    left, right = [mention(*s) for s in gold], [mention(*s) for s in predicted]
    shuffled = [random.Random(seed).sample(side, len(side)) for side in (left, right)]
    assert align(left, right) == align(*shuffled)


@given(gold=spans(True), predicted=spans(True))
def test_swapping_the_sides_swaps_the_alignment(gold, predicted):
    left, right = [mention(*s) for s in gold], [mention(*s) for s in predicted]
    there, back = align(left, right), align(right, left)
    assert there.pairs == [(g, p) for p, g in back.pairs]
    assert (there.missed, there.spurious) == (back.spurious, back.missed)


def test_a_greedy_aligner_would_lose_a_pair():
    # the long prediction overlaps both gold mentions, the short one only the first
    gold = [mention(0, 10), mention(12, 20)]
    predicted = [mention(0, 15), mention(0, 3)]
    assert len(align(gold, predicted).pairs) == 2


def test_same_span_wins_over_more_pairs():
    gold = [mention(0, 10), mention(5, 20)]
    predicted = [mention(0, 10, "LOC"), mention(2, 4)]
    assert [(g["start"], p["start"]) for g, p in align(gold, predicted).pairs] == [(0, 0)]


def test_optional_mentions_are_neither_missed_nor_spurious():
    gold = [mention(0, 10) | {"optional": True}, mention(20, 30)]
    assert align(gold, []).missed == [gold[1]]
    found = align(gold, [mention(0, 4), mention(5, 10), mention(40, 45)])
    assert [m["start"] for m in found.forgiven] == [0, 5]
    assert [m["start"] for m in found.spurious] == [40]


def test_optional_mention_does_not_take_a_partner():
    gold = [mention(0, 10) | {"optional": True}, mention(10, 20)]
    found = align(gold, [mention(0, 20)])
    assert [(g["start"], p["start"]) for g, p in found.pairs] == [(10, 0)]
    assert found.forgiven == []


def test_long_chain_of_overlaps_is_settled_quickly():
    gold = [mention(i * 10, i * 10 + 8) for i in range(400)]
    predicted = [mention(i * 10 + 5, i * 10 + 13) for i in range(400)]
    found = align(gold, predicted)
    assert len(found.pairs) == 400
    assert found.missed == found.spurious == []
