"""Which proposed names are believed: the evidence for each, weighed.

Every finder's proposals and the model's own spans are candidates. A candidate's features say who proposes it, how
probable the model's scores make exactly this span with this label, what speaks against it, and how it stands to the
model's best reading; ``vocab/weights/entities.tsv`` has their weights. Of candidates that overlap the likelier stays.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from spacy.tokens import Doc

from sitrex.annotate.entities.lexicon import common
from sitrex.annotate.entities.places import is_place
from sitrex.annotate.entities.proposals import LABELS, Proposal
from sitrex.annotate.entities.tape import Tape
from sitrex.annotate.tagger.voice import Voice
from sitrex.annotate.weigh import weights

_LEAN: Final = 2.5
_LEAST: Final = -0.25
"""Log odds from which a name is believed: F1 asks for less than even ones."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A proposal and its evidence."""

    proposal: Proposal
    features: Mapping[str, float]


def candidates(tape: Tape, doc: Doc, found: Mapping[str, Iterable[Proposal]]) -> Iterator[Candidate]:
    """The distinct spans with labels that the finders propose; ``found`` has the proposals of each by its name."""
    voice = Voice.of(doc, tape.offsets)
    found = {**found, "eager": list(_eager(tape, voice))}
    sources: dict[tuple[int, int, str], dict[str, Proposal]] = {}
    for name, proposals in found.items():
        for proposal in proposals:
            if proposal.label in LABELS and proposal.start < proposal.end:
                sources.setdefault((proposal.start, proposal.end, proposal.label), {})[name] = proposal
    best = {token: key for key, by in sources.items() if "model" in by for token in range(key[0], key[1])}
    for (start, end, label), by in sources.items():
        features = _words(tape, start, end, label)
        features |= _voice(voice, start, end, label) | _beside(best, start, end, label)
        for name in by:
            features[name] = features[f"{name} {label}"] = 1.0
        features["alone"] = float(len(by) == 1)
        proposal = max(by.values(), key=lambda p: (p.kind is not None, p.rank))
        if label == "EQUIPMENT":
            features |= _thing(tape, proposal)
        yield Candidate(proposal, features)


def _thing(tape: Tape, proposal: Proposal) -> dict[str, float]:
    """What a weapon or vehicle shows of itself: its kind, a designation, figures."""
    shown = [f"kind {proposal.kind or 'unknown'}"]
    if proposal.designation is not None:
        shown.append("designation")
    words = tape.words[proposal.start : proposal.end]
    if any(c.isdigit() for word in words for c in word):
        shown.append("figure in a thing")
    if words[-1].islower():
        shown.append("head noun")
    return dict.fromkeys(shown, 1.0)


def _eager(tape: Tape, voice: Voice) -> Iterator[Proposal]:
    """What the model would read if it were readier to see names, within one line."""
    for start, end, label in voice.spans(_LEAN):
        if label in LABELS and "\n" not in tape.words[start:end]:
            yield Proposal(start, end, label, 0)


def _voice(voice: Voice, start: int, end: int, label: str) -> dict[str, float]:
    exactly, alike = voice.exactly(start, end, label), voice.alike(start, end, label)
    return {
        "exactly": exactly,
        f"exactly {label}": exactly,
        "alike": alike,
        f"alike {label}": alike,
        "outside": voice.outside(start, end),
        "in unit": voice.alike(start, end, "UNIT"),
    }


def _beside(best: Mapping[int, tuple[int, int, str]], start: int, end: int, label: str) -> dict[str, float]:
    """How the candidate stands to the spans that the model reads there."""
    seen = {best[token] for token in range(start, end) if token in best}
    if not seen:
        return {"unseen": 1.0, f"unseen {label}": 1.0}
    if len(seen) > 1:
        return {"joins": 1.0}
    first, last, other = seen.pop()
    where = (
        "same" if (first, last) == (start, end)
        else "inside" if first <= start and end <= last
        else "around" if start <= first and last <= end
        else "across"
    )  # fmt: skip
    return {f"{where} span, {'same' if other == label else 'other'} label": 1.0}


def _words(tape: Tape, start: int, end: int, label: str) -> dict[str, float]:
    """What the words themselves say."""
    made = {"always": 1.0, f"always {label}": 1.0, "one word": float(end - start == 1), "long": float(end - start > 3)}
    if tape.weak[start]:
        made["weak case"] = made[f"weak case {label}"] = 1.0
    if tape.opens(start):
        made["opens"] = 1.0
    if common().issuperset(word for word in tape.lower[start:end] if word.isalpha()):
        made["common words"] = made[f"common words {label}"] = 1.0
    if is_place(tape.surface(start, end)):
        made[f"gazetteer {label}"] = 1.0
    if not any(tape.capital[start:end]):
        made["no capital"] = 1.0
    return made


def believed(found: Iterable[Candidate]) -> list[Proposal]:
    """The candidates that are likelier right than wrong, without overlaps, in text order."""
    weighed = weights("entities")
    scored = [(weighed.score(candidate.features), candidate.proposal) for candidate in found]
    likely = [(score, p) for score, p in scored if score > _LEAST]
    likely.sort(key=lambda row: (-row[0], row[1].start - row[1].end, row[1].start, row[1].label))
    taken: set[int] = set()
    chosen = []
    for _, proposal in likely:
        words = range(proposal.start, proposal.end)
        if taken.isdisjoint(words):
            taken.update(words)
            chosen.append(proposal)
    return sorted(chosen, key=lambda p: p.start)
