"""The scores beside those of nervaluate 1.2 and seqeval 1.2: the same where these are right, and where they are not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nervaluate import Evaluator
from seqeval.metrics.v1 import precision_recall_fscore_support
from seqeval.scheme import IOB2
from tests.evaluate.records import LABELS, entity, record, spans

from sitrex.evaluate import evaluate

THEIR_NAME = {"strict": "strict", "exact": "exact", "partial": "partial", "type": "ent_type"}


def in_slots():
    """Two annotations in which a mention overlaps at most one of the other side: each slot of ten holds one pair."""
    span = st.tuples(st.integers(0, 4), st.integers(5, 10), st.sampled_from(LABELS))
    slots = st.lists(st.tuples(st.none() | span, st.none() | span), max_size=6)

    def moved(pairs, side):
        placed = [(10 * place, pair[side]) for place, pair in enumerate(pairs) if pair[side]]
        return [(shift + start, shift + end, label) for shift, (start, end, label) in placed]

    return slots.map(lambda pairs: (moved(pairs, 0), moved(pairs, 1)))


def ours(gold, predicted):
    sides = [[record(entities=[entity(*span) for span in side])] for side in (gold, predicted)]
    return evaluate(*sides, resamples=0)["lists"]["entities"]


def nervaluate(gold, predicted):
    """Its overall results; it takes ``end`` as the last character."""
    sides = [[[{"start": a, "end": b - 1, "label": label} for a, b, label in side]] for side in (gold, predicted)]
    return Evaluator(*sides, tags=list(LABELS), loader="dict").evaluate()["overall"]


@given(in_slots())
def test_nervaluate_agrees_where_no_mention_overlaps_two(sides):
    micro, theirs = ours(*sides)["micro"], nervaluate(*sides)
    for scheme, name in THEIR_NAME.items():
        counts = micro[scheme]["gold"] | {"spurious": micro[scheme]["predicted"]["spurious"]}
        assert counts == {key: getattr(theirs[name], key) for key in counts}
        assert (micro[scheme]["f1"] or 0.0) == pytest.approx(theirs[name].f1)


@given(spans(True), spans(True))
def test_seqeval_agrees_on_strict_scores(gold, predicted):
    """Characters stand for tokens; seqeval has 0 where nothing is there to divide by."""

    def tags(side):
        row = ["O"] * 60
        for start, end, label in side:
            row[start:end] = [f"B-{label}"] + [f"I-{label}"] * (end - start - 1)
        return [row]

    options = {"scheme": IOB2, "zero_division": 0}
    listed = ours(gold, predicted)
    theirs = precision_recall_fscore_support(tags(gold), tags(predicted), average="micro", **options)
    strict = listed["micro"]["strict"]
    assert [strict[key] or 0.0 for key in ("precision", "recall", "f1")] == pytest.approx(theirs[:3])
    by_label = precision_recall_fscore_support(tags(gold), tags(predicted), average=None, **options)
    for place, label in enumerate(sorted(listed["labels"])):
        strict = listed["labels"][label]["strict"]
        found = [strict[key] or 0.0 for key in ("precision", "recall", "f1")]
        assert found == pytest.approx([column[place] for column in by_label[:3]])


def test_nervaluate_takes_the_first_overlap_we_take_the_best():
    """Worked by hand: two gold names, the first prediction reaches over both, the second only into the first.

    gold       0-10 GPE, 12-20 GPE
    predicted  0-15 GPE, 0-3 GPE    best: (0-10, 0-3), (12-20, 0-15), two partial pairs
    """
    gold, predicted = [(0, 10, "GPE"), (12, 20, "GPE")], [(0, 15, "GPE"), (0, 3, "GPE")]
    assert nervaluate(gold, predicted)["partial"].partial == 1
    assert ours(gold, predicted)["micro"]["partial"]["gold"] == {
        "correct": 0, "incorrect": 0, "partial": 2, "missed": 0
    }  # fmt: skip


def test_nervaluate_depends_on_the_order_of_predictions():
    """Worked by hand: gold 0-10, predictions 0-4 and 0-10. The exact one is right whichever comes first."""
    gold, predicted = [(0, 10, "GPE")], [(0, 4, "GPE"), (0, 10, "GPE")]
    there, back = (nervaluate(gold, order)["strict"].correct for order in (predicted, predicted[::-1]))
    assert (there, back) == (0, 1)
    for order in (predicted, predicted[::-1]):
        assert ours(gold, order)["micro"]["strict"]["gold"]["correct"] == 1


def test_nervaluate_lets_touching_mentions_overlap_with_half_open_ends():
    """Worked by hand: 0-5 and 5-9 share no character; given half-open ends, nervaluate pairs them."""
    sides = [[[{"start": a, "end": b, "label": "GPE"}]] for a, b in ((0, 5), (5, 9))]
    theirs = Evaluator(*sides, tags=["GPE"], loader="dict").evaluate()["overall"]
    assert theirs["partial"].partial == 1
    assert ours([(0, 5, "GPE")], [(5, 9, "GPE")])["micro"]["partial"]["gold"]["missed"] == 1
