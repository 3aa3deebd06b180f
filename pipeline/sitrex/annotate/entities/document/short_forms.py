"""Short forms of a document's organisations and built things: `the Army` where only the `Indonesian Army` is named in full."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from sitrex.annotate.entities.document.common import NameKey
from sitrex.annotate.entities.lexicon import group

LABELS: Final = frozenset({"ORG", "FAC"})
COMPLEMENT: Final = group("complement_words")


def fuller(names: Iterable[NameKey]) -> dict[NameKey, str]:
    """(label, name) -> the one name of the label that ends with its words, or that goes on with `of` behind them; of a
    place that was built the one that goes on with a single head noun.
    """
    found: dict[NameKey, set[str]] = defaultdict(set)
    distinct = dict.fromkeys(names)
    for label, name in distinct:
        if label in LABELS:
            for part in _parts(label, name.split()):
                found[label, part].add(name)
    return {key: min(found[key]) for key in distinct if len(found.get(key, ())) == 1}


def _parts(label: str, words: list[str]) -> Iterable[str]:
    """What a name may be called for short."""
    if label == "FAC":
        return [" ".join(words[:-1])] if len(words) == 2 else []
    behind = [" ".join(words[at:]) for at in range(1, len(words)) if words[at - 1] not in COMPLEMENT]
    return [*behind, " ".join(words[: words.index("of")])] if "of" in words[1:] else behind
