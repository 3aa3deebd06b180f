"""B³ over the mentions of a list that forms clusters (Bagga and Baldwin, 1998).

For each gold mention with a partner, recall is the share of the mentions of
its gold cluster whose partners lie in the partner's cluster; precision is the
same seen from the predicted side. A mention without a partner scores 0 on its
own side, so that missed and spurious mentions cost as well as wrong links.
Optional and forgiven mentions count on neither side.
"""

from __future__ import annotations

from collections import Counter

from sitrex.evaluate.align import Alignment


def b_cubed(alignment: Alignment) -> tuple[float, float, float, float]:
    """Sum of precisions, predicted mentions, sum of recalls, gold mentions; zeros where gold has no clusters."""
    pairs = alignment.pairs
    gold = [g for g, _ in pairs] + alignment.missed
    predicted = [p for _, p in pairs] + alignment.spurious
    if any("cluster" not in mention for mention in gold):
        return 0.0, 0.0, 0.0, 0.0
    gold_sizes = Counter(mention["cluster"] for mention in gold)
    predicted_sizes = Counter(mention.get("cluster") for mention in predicted)
    shared = Counter((g["cluster"], p.get("cluster")) for g, p in pairs)
    precision = recall = 0.0
    for (in_gold, in_predicted), size in shared.items():
        precision += size * size / predicted_sizes[in_predicted]
        recall += size * size / gold_sizes[in_gold]
    return precision, float(len(predicted)), recall, float(len(gold))
