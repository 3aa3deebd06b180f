"""Designations that the tagger sees where the grammar has none, the evidence for each, and what it says of the grammar's.

``vocab/weights/unit_spans.tsv`` says how sure the tagger must be. Where the grammar has a mention its span stands.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from spacy.attrs import IDX  # type: ignore[import-not-found]
from spacy.tokens import Doc

from sitrex.annotate.docs import tag_scores
from sitrex.annotate.rules.trace import TRACE, Settled
from sitrex.annotate.tagger.bio import LABELS
from sitrex.annotate.tagger.voice import Voice
from sitrex.annotate.units.fields import Candidate
from sitrex.annotate.weigh import BELIEVED, weights
from sitrex.record.model import MilitaryUnit, changed

UNIT: Final = "UNIT"


@dataclass(frozen=True, slots=True)
class Tagged:
    """A span of the tagger, offsets into the piece, and its features."""

    start: int
    end: int
    behind: int
    """Where the token behind it ends."""
    features: Mapping[str, float]

    @property
    def believed(self) -> bool:
        """Whether it is likely enough right."""
        return weights("unit_spans").score(self.features) > BELIEVED


def tagged(doc: Doc, found: Sequence[MilitaryUnit]) -> Iterator[Tagged]:
    """The tagger's units that overlap none of the grammar's, which stand in text order."""
    spans = [span for span in doc.ents if span.label_ == UNIT]
    free = [span for span in spans if not overlaps(span.start_char, span.end_char, found)]
    if not free:
        return
    voice = Voice.of(doc, _offsets(doc))
    starts, ends, unit = [span.start for span in free], [span.end for span in free], LABELS.index(UNIT)
    exactly, alike = (said(starts, ends)[:, unit].tolist() for said in (voice.exactly, voice.alike))
    for n, span in enumerate(free):
        text = span.text
        words = text.split()
        features = {
            "always": 1.0,
            "exactly": exactly[n],
            "alike": alike[n],
            "one word": float(len(words) == 1),
            "figure": float(any(c.isdecimal() for c in text)),
            "small letters": float(text.islower()),
            "long": float(len(words) > 5),
        }
        behind = doc[min(span.end, len(doc) - 1)]
        candidate = Tagged(span.start_char, span.end_char, behind.idx + len(behind), features)
        if TRACE.on and candidate.believed:
            sure, parts = weights("unit_spans").probability(features), weights("unit_spans").parts(features)
            TRACE.settled.append(Settled(span.start_char, span.end_char, UNIT, sure, parts))
        yield candidate


def heard(doc: Doc, found: Sequence[MilitaryUnit]) -> list[MilitaryUnit]:
    """The mentions, those that need something with what the tagger says of their spans, where there is one."""
    doubted = [unit for unit in found if isinstance(unit, Candidate) and unit.tentative]
    if not doubted or tag_scores(doc) is None:
        return list(found)
    words = _offsets(doc)
    starts = [bisect_right(words, unit.start) - 1 for unit in doubted]
    odds = Voice.of(doc, words).alike(starts, [bisect_left(words, unit.end) for unit in doubted])
    said = dict(zip([unit.start for unit in doubted], odds[:, LABELS.index(UNIT)].tolist(), strict=True))
    return [changed(unit, heard=said[unit.start]) if unit.start in said else unit for unit in found]


def _offsets(doc: Doc) -> list[int]:
    """Where each token begins."""
    return doc.to_array(IDX).tolist()  # type: ignore[no-any-return]


def overlaps(start: int, end: int, found: Sequence[MilitaryUnit]) -> bool:
    """Whether a span overlaps one of the mentions, which stand in text order."""
    at = bisect_left(found, end, key=lambda unit: unit.start) - 1
    return at >= 0 and found[at].end > start
