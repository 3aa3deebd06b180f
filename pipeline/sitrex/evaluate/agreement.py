"""How far two annotations of the same documents agree: F1, Cohen's kappa over tokens, fields, disagreements.

Neither side is right: F1 is that of :mod:`sitrex.evaluate.scores`, which is
the same from both sides. Kappa compares, token by token, the label that a list
gives each token (or none); a token is a run of word characters or one other
character that is not space, and is labelled by the mention that covers its
first character. Tokens in an optional mention of either side are left out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any, TypeAlias

from sitrex.errors import SitrexError
from sitrex.evaluate.align import Mention
from sitrex.evaluate.errors import EvaluationError
from sitrex.evaluate.fields import LISTS
from sitrex.evaluate.files import Records
from sitrex.evaluate.measures import SCHEMES
from sitrex.evaluate.mistakes import Mistake, mistakes
from sitrex.evaluate.scores import Compared, evaluate_mapped

Agreement: TypeAlias = dict[str, Any]

_TOKEN = re.compile(r"\w+|[^\w\s]")


def agree_files(a: Path, b: Path, texts: Mapping[str, str] | None = None) -> Agreement:
    """:func:`agree` on files or folders of records; ``texts`` by document id for records that do not carry them."""
    return agree(Records(a, texts), Records(b, texts))


def agree(a: Mapping[str, dict[str, Any]], b: Mapping[str, dict[str, Any]]) -> Agreement:
    """The agreement of two annotations, records by id, over the documents and lists that both have.

    Raises :class:`EvaluationError` where they share no document and where two
    records are of different texts, SitrexError ``text-missing`` where neither
    has the text.
    """
    shared = [identifier for identifier in a if identifier in b]
    if not shared:
        raise EvaluationError("the two annotations share no document.id, so there is nothing to compare")
    tokens: dict[str, Counter[tuple[str | None, str | None]]] = {name: Counter() for name in LISTS}
    disagreements: list[dict[str, Any]] = []

    def each(compared: Compared) -> None:
        for name in compared.alignments:
            tokens[name] += _token_labels(name, compared.gold, compared.predicted)
        disagreements.extend(_disagreement(mistake) for mistake in mistakes(compared))

    both_a = {i: {k: v for k, v in a[i].items() if k not in LISTS or k in b[i]} for i in shared}
    scores = evaluate_mapped(both_a, {i: b[i] for i in shared}, resamples=0, each=each)
    lists = {name: _of_list(listed, tokens[name]) for name, listed in scores["lists"].items()}
    return {
        "documents": {
            "both": len(shared),
            "only_a": [identifier for identifier in a if identifier not in b],
            "only_b": [identifier for identifier in b if identifier not in a],
        },
        "lists": lists,
        "disagreements": disagreements,
    }


def _of_list(listed: Mapping[str, Any], tokens: Counter[tuple[str | None, str | None]]) -> dict[str, Any]:
    """The agreement on one list: mentions by scheme, tokens, fields."""
    micro = listed["micro"]
    fields = {
        field: {"pairs": tally["pairs"], "same": tally["correct"], "agreement": tally["accuracy"]}
        for field, tally in listed["fields"].items()
        if tally["pairs"]
    }
    found = {"a": micro["gold"], "b": micro["predicted"]} | {scheme: micro[scheme]["f1"] for scheme in SCHEMES}
    return found | {"kappa": kappa(tokens), "tokens": tokens.total(), "fields": fields}


def kappa(tokens: Mapping[tuple[str | None, str | None], int]) -> float | None:
    """Cohen's kappa of two labellings, from how often each pair of labels occurs; None where chance alone agrees.

    >>> round(kappa({("x", "x"): 20, ("x", None): 5, (None, "x"): 10, (None, None): 15}), 12)
    0.4
    """
    total = sum(tokens.values())
    if not total:
        return None
    left: Counter[str | None] = Counter()
    right: Counter[str | None] = Counter()
    for (one, other), number in tokens.items():
        left[one] += number
        right[other] += number
    observed = sum(number for (one, other), number in tokens.items() if one == other) / total
    expected = sum(number * right[label] for label, number in left.items()) / total**2
    return (observed - expected) / (1 - expected) if expected < 1 else None


def _token_labels(name: str, a: Mapping[str, Any], b: Mapping[str, Any]) -> Counter[tuple[str | None, str | None]]:
    text = a.get("text")
    text = b.get("text") if text is None else text
    if text is None:
        raise SitrexError("text-missing", id=a["document"]["id"])
    starts = [token.start() for token in _TOKEN.finditer(text)]
    left, right = (_covered(starts, record[name]) for record in (a, b))
    return Counter(
        (one, other) for one, other in zip(left, right, strict=True) if one is not _OPTIONAL and other is not _OPTIONAL
    )


_OPTIONAL = "optional"


def _covered(starts: list[int], mentions: Iterable[Mention]) -> list[str | None]:
    """The label over each token; of mentions that overlap the one that starts first."""
    labels: list[str | None] = []
    ordered = sorted(mentions, key=lambda m: (m["start"], m["end"], m["label"]), reverse=True)
    for start in starts:
        while ordered and ordered[-1]["end"] <= start:
            ordered.pop()
        covering = ordered[-1] if ordered and ordered[-1]["start"] <= start else None
        labels.append(None if covering is None else _OPTIONAL if covering.get("optional") else covering["label"])
    return labels


_SIDES = {
    "missed": "only_a",
    "spurious": "only_b",
}


def _disagreement(mistake: Mistake) -> dict[str, Any]:
    """An error with the two sides called a and b, and without a cause, since neither side is right."""
    row = asdict(mistake)
    del row["cause"]
    row["kind"] = _SIDES.get(mistake.kind, mistake.kind)
    return {key.replace("gold_", "a_").replace("predicted_", "b_"): value for key, value in row.items()}
