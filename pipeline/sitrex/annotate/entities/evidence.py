"""Which proposed names are believed: the evidence for each, weighed.

Every finder's proposals and the model's own spans are candidates. A candidate's features say who proposes it, how
probable the model's scores make exactly this span with this label, what speaks against it, and how it stands to the
model's best reading; ``vocab/weights/entities.tsv`` has their weights. Of candidates that overlap the likelier stays.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from spacy.tokens import Doc

from sitrex.annotate.entities.doc_tape import DocTape
from sitrex.annotate.entities.equipment.table import heads
from sitrex.annotate.entities.lexicon import group
from sitrex.annotate.entities.looks import looks
from sitrex.annotate.entities.model_scores import Scored
from sitrex.annotate.entities.persons import MOST_WORDS, bare, titles
from sitrex.annotate.entities.places import is_place
from sitrex.annotate.entities.proposals import CERTAIN, LABELS, TOLD, Proposal
from sitrex.annotate.entities.rules import entities
from sitrex.annotate.rules.trace import Settled
from sitrex.annotate.tagger.voice import Voice
from sitrex.annotate.text.words import common_words
from sitrex.annotate.weigh import BELIEVED, sigmoid, weights

ABBREVIATIONS: Final = group("abbreviations")
OFFICES: Final = group("short_offices")
SHOUTED: Final = group("shouted_nouns")
_ADDRESSEES: Final = group("addressees")
"""Agencies in the lines that say who gets a report."""
STORMS: Final = group("storms")
_LEAN: Final = 2.5
_LONGEST: Final = 30
"""Words of a name at most; what is longer is a list."""
_SECOND: Final = -2.5
"""Log odds from which another label of a proposed span is a candidate."""
_FORMS: Final = ((CERTAIN, "form that is certain"), (TOLD, "form that tells"))

SpanKey = tuple[int, int, str]
"""First word, word after the last, label."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """A proposal and its evidence."""

    proposal: Proposal
    features: Mapping[str, float]


def candidates(tape: DocTape, doc: Doc, found: Mapping[str, Sequence[Proposal]]) -> Iterator[Weighed]:
    """The distinct spans with labels that the finders propose; ``found`` has the proposals of each by its name."""
    voice = Voice.of(doc, tape.offsets, tape.capital)
    eager = list(_eager(tape, voice))
    found = {**found, "eager": eager, "joined": list(_joined([*found["model"], *eager]))}
    sources = _sources(tape, found)
    said = Scored.of(tape, voice, sorted({key[:2] for key in sources}))
    for start, end, label in said.likely(_SECOND):
        second = Proposal(start, end, label, 0)
        if (start, end, label) not in sources and not refused(tape, second):
            sources[start, end, label] = {"second": second}
    read = [key for key, by in sources.items() if "model" in by]
    best = {token: key for key in read for token in range(key[0], key[1])}
    tails: dict[str, set[str]] = {}
    for start, end, label in read:
        if end - start > 1:
            tails.setdefault(tape.words[end - 1], set()).add(label)
    parts, told = set(_parts(tape, sources)), _told(sources)
    known = _longest(key for key, by in sources.items() if "listed" in by)
    shown = {span: looks(tape, *span) for span in {key[:2] for key in sources}}
    for (start, end, label), by in sources.items():
        features = _words(tape, start, end, label)
        features |= {f"{name} {label}": 1.0 for name in shown[start, end]}
        features |= said.features(start, end, label) | _beside(best, start, end, label)
        if end - start == 1:
            features |= _tail(tails.get(tape.words[start], ()), label)
        if known.get(start, (start, end))[1] > end or known.get(end - 1, (start, end))[0] < start:
            features["in a listed name"] = 1.0
        for name in by:
            features[name] = features[f"{name} {label}"] = 1.0
        features["alone"] = float(len(by) == 1)
        proposal = max(by.values(), key=lambda p: (p.kind is not None, p.rank))
        features |= _forms(told, start, end, label)
        if label == "EQUIPMENT":
            features |= _thing(tape, proposal)
            if (start, end) in parts:
                features["part of a thing"] = 1.0
        # what speaks for the name with its rank speaks for the name
        yield Weighed(bare(tape, proposal) or proposal, features)


def _sources(tape: DocTape, found: Mapping[str, Sequence[Proposal]]) -> dict[SpanKey, dict[str, Proposal]]:
    """The distinct spans with labels that may be names -> who proposes them."""
    sources: dict[SpanKey, dict[str, Proposal]] = {}
    for name, proposals in found.items():
        for proposal in proposals:
            sized = 0 < proposal.end - proposal.start <= _LONGEST
            if sized and proposal.label in LABELS and not refused(tape, proposal):
                sources.setdefault((proposal.start, proposal.end, proposal.label), {})[name] = proposal
    return sources


def refused(tape: DocTape, proposal: Proposal) -> bool:
    """Whether a reason speaks against a proposal, whatever the evidence."""
    start, end = proposal.start, proposal.end
    if end - start == 1:
        return shouted_noun(tape, start, end) or no_name(tape, start, end) or storm(tape, proposal)
    return storm(tape, proposal) or out_of_title(tape, start, end)


def _longest(listed: Iterable[SpanKey]) -> dict[int, tuple[int, int]]:
    """Word -> the longest name of the vocabularies that it is in."""
    found: dict[int, tuple[int, int]] = {}
    for start, end, _ in listed:
        for token in range(start, end):
            if token not in found or end - start > found[token][1] - found[token][0]:
                found[token] = (start, end)
    return found


def _parts(tape: DocTape, sources: Mapping[tuple[int, int, str], Collection[str]]) -> Iterator[tuple[int, int]]:
    """The name and the bracket of what the forms of things read as one: `USS Cole`, `DDG-67` of `USS Cole (DDG-67)`."""
    for (start, end, label), by in sources.items():
        if label == "EQUIPMENT" and "equipment" in by and tape.words[end - 1] == ")":
            mark = next((at for at in range(start, end) if tape.words[at] == "("), start)
            yield start, mark
            yield mark + 1, end - 1


def _told(sources: Mapping[SpanKey, Mapping[str, Proposal]]) -> dict[int, tuple[SpanKey, str]]:
    """Word -> what a form reads there that leaves few doubts, and how few."""
    told: dict[int, tuple[SpanKey, str]] = {}
    ranks = [(key, max([p.rank for p in by.values()])) for key, by in sources.items()]
    for least, name in reversed(_FORMS):
        for key, rank in ranks:
            if rank >= least:
                told.update(dict.fromkeys(range(*key[:2]), (key, name)))
    return told


def _forms(told: Mapping[int, tuple[SpanKey, str]], start: int, end: int, label: str) -> dict[str, float]:
    """Whether such a form reads the candidate, or something else there."""
    found = {told[token] for token in range(start, end) if token in told}
    return {name if key == (start, end, label) else f"against a {name}": 1.0 for key, name in found}


def _thing(tape: DocTape, proposal: Proposal) -> dict[str, float]:
    """What a weapon or vehicle shows of itself: its kind, a designation, figures."""
    shown = [f"kind {proposal.kind or 'unknown'}"]
    if proposal.designation is not None:
        shown.append("designation")
    words = tape.words[proposal.start : proposal.end]
    if any(c.isdecimal() for word in words for c in word):
        shown.append("figure in a thing")
    if words[-1].islower():
        shown.append("head noun" if heads().longest([words[-1]], 0) else "other noun")
    return dict.fromkeys(shown, 1.0)


def _eager(tape: DocTape, voice: Voice) -> Iterator[Proposal]:
    """What the model would read if it were readier to see names, within one line."""
    for start, end, label in voice.spans(_LEAN):
        if label in LABELS and "\n" not in tape.words[start:end]:
            yield Proposal(start, end, label, 0)


def _joined(spans: Sequence[Proposal]) -> Iterator[Proposal]:
    """What the model reads as two names of one label side by side, as one."""
    begins: dict[tuple[int, str], set[int]] = {}
    for span in spans:
        begins.setdefault((span.start, span.label), set()).add(span.end)
    for span in spans:
        for end in begins.get((span.end, span.label), ()):
            yield Proposal(span.start, end, span.label, 0)


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


def _tail(labels: Collection[str], label: str) -> dict[str, float]:
    """Whether the word ends a longer name elsewhere: `Doe` where `John Doe` stands."""
    if label in labels:
        return {"tail PERSON" if label == "PERSON" else "tail": 1.0}
    return {"tail of another": 1.0} if labels else {}


def _words(tape: DocTape, start: int, end: int, label: str) -> dict[str, float]:
    """What the words themselves say."""
    made = {"always": 1.0, f"always {label}": 1.0, "one word": float(end - start == 1), "long": float(end - start > 3)}
    if tape.weak[start]:
        made["weak case"] = made[f"weak case {label}"] = 1.0
    if tape.opens(start):
        made["opens"] = 1.0
    if common_words().issuperset([word for word in tape.lower[start:end] if word.isalpha()]):
        made["common words"] = made[f"common words {label}"] = 1.0
    if is_place(tape.surface(start, end)):
        made[f"gazetteer {label}"] = 1.0
    if not any(tape.capital[start:end]):
        made["no capital" if tape.weak[start] else "no capital in a line that has some"] = 1.0
    return made


@entities.veto(
    "entities.evidence.abbreviation",
    reads=("Teams cleared [[UXO]] near the ICU.", "The [[Poloff]] met him."),
    leaves=("The [[CIA]] met him.",),
    source="aid agencies; currencies; cables of the United States Department of State; war diaries",
)
def no_name(tape: DocTape, start: int, end: int) -> bool:
    """An abbreviation of the aid world, an office or an echelon, or the code of a currency, alone: `UXO`, `Poloff`, `Bde`."""
    return end - start == 1 and (tape.words[start] in ABBREVIATIONS or tape.lower[start] in OFFICES)


@entities.veto(
    "entities.evidence.shouted-noun",
    reads=("MEANWHILE THE [[ARMY]] SAID THAT FIGHTING WENT ON.", "LATER A CLASH WITH [[ARMY]] FORCES WENT ON."),
    leaves=("DISTRIBUTION: STATE, [[ARMY]], NAVY AND OTHERS.",),
    source="corpus/GUIDELINES.md: text in capitals is labelled as if it had case, `THE ARMY` is no name",
)
def shouted_noun(tape: DocTape, start: int, end: int) -> bool:
    """A common noun for forces in a line of capitals, but in a list of those who get a report."""
    if end - start > 1 or not tape.weak[start] or tape.lower[start] not in SHOUTED:
        return False
    behind_article = start > 0 and tape.lower[start - 1] == "the"
    return behind_article or (tape.surface(start, end).isupper() and not _beside_agency(tape, start))


def _beside_agency(tape: DocTape, at: int) -> bool:
    """Whether another agency in capitals stands beside a word, signs apart: `STATE, ARMY, NAVY`, `ARMY/ACSI`."""
    for step in (-1, 1):
        other = at + step
        while 0 <= other < len(tape.words) and not tape.words[other][0].isalnum():
            other += step
        if (
            0 <= other < len(tape.words)
            and tape.lower[other] in _ADDRESSEES
            and tape.surface(other, other + 1).isupper()
        ):
            return True
    return False


@entities.veto(
    "entities.evidence.storm",
    reads=("Later Storm [[Daniel Abara]] broke two dams.",),
    leaves=("Later a storm killed [[Daniel Abara]] there.",),
    source="storms are called by first names",
)
def storm(tape: DocTape, proposal: Proposal) -> bool:
    """The name of a storm is no person's."""
    start = proposal.start
    named = tape.words[start] in STORMS or (start > 0 and tape.words[start - 1] in STORMS)
    return named and proposal.label == "PERSON"


@entities.veto(
    "entities.evidence.out-of-title",
    reads=("Later General of the [[Army Hospital]] took over.",),
    leaves=("Later the general of the [[Army Hospital]] came.",),
    source="titles that end in a name's first word",
)
def out_of_title(tape: DocTape, start: int, end: int) -> bool:
    """No name begins within a title and goes on behind it."""
    title_ends = tape.ends(titles())
    return any(start < title_ends.get(at, 0) < end for at in range(start - MOST_WORDS, start))


def believed(found: Iterable[Weighed]) -> list[Proposal]:
    """The candidates that are likelier right than wrong, without overlaps, in text order."""
    weighed = weights("entities")
    scored = [(weighed.score(candidate.features), candidate.proposal) for candidate in found]
    likely = [(score, p) for score, p in scored if score > BELIEVED]
    likely.sort(key=lambda row: (-row[0], row[1].start - row[1].end, row[1].start, row[1].label))
    taken: set[int] = set()
    chosen = []
    for _, proposal in likely:
        words = range(proposal.start, proposal.end)
        if taken.isdisjoint(words):
            taken.update(words)
            chosen.append(proposal)
    return sorted(chosen, key=lambda p: p.start)


def settled(tape: DocTape, found: Iterable[Weighed], chosen: Collection[Proposal]) -> Iterator[Settled]:
    """What spoke for the chosen candidates and against them."""
    weighed = weights("entities")
    kept = {id(one) for one in chosen}
    for candidate in found:
        proposal = candidate.proposal
        if id(proposal) in kept:
            yield Settled(
                tape.offsets[proposal.start],
                tape.end(proposal.end),
                proposal.label,
                sigmoid(candidate.features["exactly"]),
                weighed.parts(candidate.features),
            )
