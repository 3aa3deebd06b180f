"""Who says something: the noun phrase beside a verb of saying, behind `according to`, or before it in the text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from sitrex.annotate.statements.tape import Sentence, Spans
from sitrex.annotate.text.words import words
from sitrex.record.model import Entity, Mention, MilitaryUnit

_TABLE: Final = "statements/words.tsv"
_AUXILIARIES: Final = words("auxiliaries", table=_TABLE)
_PRONOUNS: Final = words("speaking_pronouns", table=_TABLE)
_OWN: Final = words("own_pronouns", table=_TABLE)
_BREAKS: Final = words("phrase_breaks", table=_TABLE)
_JOINS: Final = words("phrase_joins", table=_TABLE)
_SPEAKING: Final = frozenset(("PERSON", "ORG", "NORP", "GPE"))
_LONGEST: Final = 12
QUOTES: Final = frozenset('"“”')


class Speaker(NamedTuple):
    """Who says something: the words' span in the text; ``pronoun`` if they only point to somebody."""

    start: int
    end: int
    pronoun: bool = False
    own: bool = False
    """Whether the text itself speaks (`we`, `I`)."""


def speaker(sentence: Sentence, start: int, end: int, kind: str, named: Spans[Mention]) -> Speaker | None:
    """Who says what the cue ``start:end`` (words of the sentence) is of.

    Args:
        named: entities and units.
    """
    if kind == "according":
        return _phrase_behind(sentence, end, named)
    low = sentence.low
    if kind in ("said", "claimed", "written", "reported") and end < len(low):
        turned = start > 0 and (low[start - 1] in QUOTES or low[start - 1] == "," and start > 1 and low[start - 2] in QUOTES)
        if (turned or (start > 0 and low[start - 1] == ",")) and low[end] not in ("that", "in", "on", "to", ",", "."):
            return _phrase_behind(sentence, end, named)
    return _phrase_before(sentence, start, named)


def _phrase_behind(sentence: Sentence, at: int, named: Spans[Mention]) -> Speaker | None:
    low, first = sentence.low, at
    end = at
    while end < len(low) and end - first < _LONGEST:
        word = low[end]
        if word in _BREAKS and not (word in _JOINS and end > first):
            break
        if word in _JOINS and end + 1 < len(low) and low[end + 1] in _BREAKS:
            break
        end += 1
    if end == first:
        return None
    return _made(sentence, first, end, named)


def _phrase_before(sentence: Sentence, at: int, named: Spans[Mention]) -> Speaker | None:
    low = sentence.low
    end = at
    while end > 0 and low[end - 1] in _AUXILIARIES:
        end -= 1
    if end > 1 and low[end - 1] == ",":
        end = _before_apposition(sentence, end - 1)
    if end > 1 and low[end - 1] == ")":
        opened = next((n for n in range(end - 2, max(end - 8, -1), -1) if low[n] == "("), None)
        end = end if opened is None else opened
    first = end
    while first > 0 and end - first < _LONGEST:
        word = low[first - 1]
        if word in _BREAKS and word not in _JOINS:
            break
        first -= 1
    while first < end and low[first] in _JOINS:
        first += 1
    if first == end:
        return None
    return _made(sentence, first, end, named)


def _before_apposition(sentence: Sentence, comma: int) -> int:
    """Where the phrase ends that the words between two commas describe: `Ivanov, the spokesman, said`."""
    low = sentence.low
    for at in range(comma - 1, max(comma - 16, -1), -1):
        if low[at] == ",":
            return at
        if low[at] in ('"', "”", ";", ":"):
            break
    return comma


def _made(sentence: Sentence, first: int, end: int, named: Spans[Mention]) -> Speaker:
    start, stop = sentence.at[first], sentence.at[end - 1] + len(sentence.raw[end - 1])
    phrase = sentence.low[first:end]
    if len(phrase) == 1 and phrase[0] in _OWN:
        return Speaker(start, stop, own=True)
    if len(phrase) == 1 and phrase[0] in _PRONOUNS:
        return Speaker(start, stop, pronoun=True)
    while first < end - 1 and sentence.low[first] in ("the", "a", "an", "that", "and"):
        first += 1
        start = sentence.at[first]
    persons = [m for m in named.within(start, stop) if m.label == "PERSON"]
    if persons:
        return Speaker(persons[-1].start, persons[-1].end)
    return Speaker(start, stop)


def last_named(named: Sequence[Mention], pronoun: str) -> Entity | MilitaryUnit | None:
    """The mention before a pronoun that it may stand for, of some in text order."""
    wanted = ("PERSON",) if pronoun in ("he", "she") else ("ORG", "NORP", "GPE", "UNIT", "PERSON")
    for mention in reversed(named[-_LONGEST:]):
        if mention.label in wanted:
            return mention  # type: ignore[return-value]
    return None
