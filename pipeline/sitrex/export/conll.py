"""CoNLL: one token a line with IOB2 tags, as taggers are trained on."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from sitrex.export.layout import LISTS
from sitrex.write.finished import finished


def write_conll(records: Iterable[Mapping[str, Any]], path: Path) -> None:
    """Five columns: token, then the IOB2 tag of each list, in the record's order of lists.

    Tokens are spaCy's English ones, cut where a mention begins or ends inside
    one, so every span is kept whole. A blank line ends a sentence; ``-DOCSTART-``
    with the document's id begins a document.
    """
    import spacy

    from sitrex.annotate.docs import make_doc

    nlp = spacy.blank("en")
    with finished(path) as part, part.open("w", encoding="utf-8", newline="\n") as out:
        for record in records:
            out.write(f"-DOCSTART- {record['document']['id']}\n\n")
            by_sentence: dict[int, dict[str, list[Any]]] = defaultdict(lambda: {name: [] for name in LISTS})
            for name in LISTS:
                for mention in record[name]:
                    by_sentence[mention["sentence"]][name].append(mention)
            for number, (start, end) in enumerate(record["sentences"]):
                inside = by_sentence[number]
                doc = make_doc(nlp, record["text"][start:end])
                cuts = {at for mentions in inside.values() for m in mentions for at in (m["start"], m["end"])}
                for token in doc:
                    first = start + token.idx
                    bounds = [first, *sorted(c for c in cuts if first < c < first + len(token)), first + len(token)]
                    for a, b in itertools.pairwise(bounds):
                        if word := record["text"][a:b].strip():
                            out.write("\t".join([word, *(_tag(mentions, a) for mentions in inside.values())]) + "\n")
                out.write("\n")


def _tag(mentions: list[Mapping[str, Any]], at: int) -> str:
    for mention in mentions:
        if mention["start"] <= at < mention["end"]:
            return ("B-" if mention["start"] == at else "I-") + str(mention["label"])
    return "O"
