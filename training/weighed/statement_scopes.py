"""Whether a figure or unit stands in the scope of a cue: what the text denies, supposes, plans, doubts or has from others.
Trained on the train part of the genres and on composed sentences, the mentions as the pipeline finds them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from sitrex.annotate.statements.reader import PRECEDENCE, Reader, Spot, StatusCandidate
from sitrex.record.model import handle
from weigh import Case, yes_or_no
from weighed.statement_texts import Labelled, each


def cases(texts: Path) -> Iterator[Case]:
    """One case a mention and cue."""
    return each(texts, of_passage)


def of_passage(passage: Labelled) -> Iterator[Case]:
    """The cases of one passage."""
    reader = Reader(passage.context.text, passage.context.sentences, passage.found)
    before: tuple[Spot, str, StatusCandidate | None] | None = None
    for place in reader.places():
        list_name = "units" if place.mention.label == "UNIT" else "numbers"
        label = passage.labels[list_name].get(handle(place.mention.start))
        if label is None:
            continue
        made = reader.candidates(place, harmed=bool(label.get("outcome")), before=before)
        told = (c for c in made if label["said_by"] and same_words(_words(reader, c), label["said_by"]["text"]))
        before = (place, label["status"], next(told, None))
        for candidate in made:
            yes = _in_scope(candidate, made, label, reader)
            if yes is not None:
                yield yes_or_no(passage.key, candidate.features, yes)


def _in_scope(
    candidate: StatusCandidate, made: list[StatusCandidate], label: Mapping[str, Any], reader: Reader
) -> bool | None:
    """What the labels say of one cue; None where they leave it open."""
    wanted = label["status"]
    if candidate.status == wanted:
        if wanted != "claimed" or label["said_by"] is None:
            return True
        said = [c for c in made if c.status == wanted and same_words(_words(reader, c), label["said_by"]["text"])]
        return candidate in said if said else True
    if PRECEDENCE.index(candidate.status) < PRECEDENCE.index(wanted):
        return False
    if candidate.status == "claimed" and label["said_by"] is not None:
        return same_words(_words(reader, candidate), label["said_by"]["text"])
    return None


def same_words(said: str | None, wanted: str) -> bool:
    """Whether two phrases share a word that counts."""
    folded = [
        {w for w in words.casefold().split() if w not in ("the", "of", "a", "an")} for words in (said or "", wanted)
    ]
    return bool(folded[0] & folded[1])


def _words(reader: Reader, candidate: StatusCandidate) -> str | None:
    said = reader.said_by(candidate)
    return said and said.text
