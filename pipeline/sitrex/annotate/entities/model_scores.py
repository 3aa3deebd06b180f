"""What the tagger says of the spans that are proposed, here and where the same words stand again, looked up all at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Self

from sitrex.annotate.entities.doc_tape import DocTape
from sitrex.annotate.entities.proposals import LABELS
from sitrex.annotate.tagger import bio
from sitrex.annotate.tagger.voice import Voice
from sitrex.annotate.text import Span

_MOST_AGAIN: Final = 20
"""Places of the same words that are looked at."""
_MOST: Final = 2
"""Labels of one span that are looked at, beside those that are proposed: of nothing but marks all are likely."""
_COLUMN: Final = {label: n for n, label in enumerate(bio.LABELS)}
_UNIT: Final = _COLUMN["UNIT"]


@dataclass(frozen=True, slots=True)
class Scored:
    """Log odds of spans, by the model's scores, in columns of its labels."""

    places: Mapping[Span, int]
    """Span -> its row in the tables."""
    exactly: Sequence[Sequence[float]]
    alike: Sequence[Sequence[float]]
    outside: Sequence[float]
    elsewhere: Mapping[Span, Sequence[float]]
    """Span -> the mean of ``alike`` over the other places of its words; none for words that stand once."""

    @classmethod
    def of(cls, tape: DocTape, voice: Voice, spans: Sequence[Span]) -> Self:
        """What is said of some spans of a tape."""
        starts, ends = [start for start, _ in spans], [end for _, end in spans]
        return cls(
            {span: n for n, span in enumerate(spans)},
            voice.exactly(starts, ends).tolist(),
            voice.alike(starts, ends).tolist(),
            voice.outside(starts, ends).tolist(),
            dict(_elsewhere(tape, voice, spans)),
        )

    def likely(self, least: float) -> Iterator[tuple[int, int, str]]:
        """The spans with the labels, the likeliest few, of which their words are with at least these log odds."""
        for (start, end), n in self.places.items():
            row = self.alike[n]
            if max(row) > least:
                likely = [label for label in bio.LABELS if label in LABELS and row[_COLUMN[label]] > least]
                if len(likely) > _MOST:
                    likely = sorted(likely, key=lambda label: -row[_COLUMN[label]])[:_MOST]
                yield from ((start, end, label) for label in likely)

    def features(self, start: int, end: int, label: str) -> dict[str, float]:
        """What speaks for a span with a label."""
        n, column = self.places[start, end], _COLUMN[label]
        exactly, alike = self.exactly[n][column], self.alike[n][column]
        made = {
            "exactly": exactly,
            f"exactly {label}": exactly,
            "alike": alike,
            f"alike {label}": alike,
            "outside": self.outside[n],
            "in unit": self.alike[n][_UNIT],
        }
        again = self.elsewhere.get((start, end))
        if again is None:
            made["once"] = 1.0
        else:
            made["elsewhere"] = made[f"elsewhere {label}"] = again[column]
        return made


def _elsewhere(tape: DocTape, voice: Voice, spans: Sequence[Span]) -> Iterator[tuple[Span, list[float]]]:
    words = tape.words
    starts: list[int] = []
    ends: list[int] = []
    found: list[tuple[Span, int, int]] = []
    for start, end in spans:
        others, size = tape.spots[words[start]][:_MOST_AGAIN], end - start
        if size > 1 and len(others) > 1:
            same = words[start:end]
            others = [at for at in others if words[at : at + size] == same]
        others = [at for at in others if at != start]
        if others:
            found.append(((start, end), len(starts), len(starts) + len(others)))
            starts += others
            ends += [at + size for at in others]
    alike = voice.alike(starts, ends)
    for span, first, last in found:
        yield span, alike[first:last].mean(axis=0).tolist()
