"""The names under which a status or an outcome is known to ``sitrex rules`` and ``tools/worth.py``, and the switch of each.

Words say it, weights decide how far they reach: a name stands for all words of one class, ``numbers.status.claimed.said``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sitrex.annotate.rules.registry import Rule, is_off, weighed
from sitrex.annotate.statements.outcomes import OutcomeCandidate
from sitrex.annotate.statements.reader import StatusCandidate
from sitrex.vocab import read_table

_CUES: Final = "vocab/statements/cues.tsv, vocab/weights/statement_scopes.tsv"
_OUTCOMES: Final = "vocab/statements/outcomes.tsv, vocab/weights/outcomes.tsv"
_QUOTATION: Final = "quotation"
_RECORDING: Final = "recording"
_ANOTHER: Final = "another-mention"
_NONE_TOLD: Final = ("-", "lost")
"""No outcome; what tells casualties or destroyed, by what is lost."""
_SHOWN: Final = 3
"""Words of a class that are listed."""


def status_from(candidate: StatusCandidate) -> str:
    """What a candidate's status comes from: ``status.claimed.said``."""
    status, said = candidate.status, candidate.said
    if status == "claimed" and candidate.quotation is not None:
        return f"status.{status}.{_QUOTATION}"
    if status == "claimed" and candidate.turn is not None:
        return f"status.{status}.{_RECORDING}"
    # of a status that is another mention's the cue is that one's
    return f"status.{status}.{_ANOTHER if said is None or said.cue.status != status else said.cue.kind}"


def status_on(candidate: StatusCandidate, listed: str) -> bool:
    """Whether what a status of a mention of one list comes from is not switched off."""
    return not is_off(lambda: f"{listed}.{status_from(candidate)}")


def outcome_on(candidate: OutcomeCandidate) -> bool:
    """Whether an outcome of a figure is not switched off."""
    return not is_off(lambda: f"numbers.outcome.{candidate.outcome}")


def _first(phrases: str) -> str:
    """Of some phrases the first that are words; of `–; according to` not the dash."""
    told = [phrase for phrase in phrases.split(";") if any(map(str.isalpha, phrase))]
    return "; ".join((told or phrases.split(";"))[:_SHOWN])


def _statuses() -> Iterator[tuple[str, str]]:
    rows = [row for row in read_table("statements/cues.tsv", ("cue", "status", "words")) if row["status"] != "-"]
    for row in rows:
        yield f"{row['status']}.{row['cue']}", _first(row["words"])
    yield f"claimed.{_QUOTATION}", "what stands in quotation marks"
    yield f"claimed.{_RECORDING}", "what a speaker's name before a colon opens"
    for status in dict.fromkeys(row["status"] for row in rows):
        yield f"{status}.{_ANOTHER}", "what is said of the mention before"


def _outcomes() -> Iterator[tuple[str, str]]:
    meant: dict[str, str] = {}
    for row in read_table("statements/outcomes.tsv", ("outcome", "form", "words")):
        meant.setdefault(row["outcome"], row["words"])
    yield from ((outcome, _first(words)) for outcome, words in meant.items() if outcome not in _NONE_TOLD)


for _name, _words in _statuses():
    for _listed in ("numbers", "units"):
        weighed(Rule(f"{_listed}.status.{_name}", "cue", (_words,), (), _CUES))
for _name, _words in _outcomes():
    weighed(Rule(f"numbers.outcome.{_name}", "cue", (_words,), (), _OUTCOMES))
