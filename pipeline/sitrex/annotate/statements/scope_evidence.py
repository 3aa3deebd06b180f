"""How a cue stands to a figure or unit of its sentence: the evidence that this stands in the cue's scope.

How likely that is is weighed (``vocab/weights/statement_scopes.tsv``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from sitrex.annotate.statements.scopes import INSTEAD, SAYING, Said, Standing, anew
from sitrex.annotate.statements.sentence import Sentence, distance
from sitrex.annotate.statements.speakers import QUOTES, SPEAKERS
from sitrex.annotate.statements.words import BE, DETERMINERS, MARKS, harms, statement_words
from sitrex.annotate.text.words import words
from sitrex.annotate.weigh import Features

_NEGATIONS: Final = statement_words("negations")
_SUBORDINATORS: Final = statement_words("subordinators")
_RELATIVES: Final = statement_words("relatives")
_PREPOSITIONS: Final = statement_words("prepositions")
_OWN: Final = statement_words("own_pronouns")
_FORECAST: Final = statement_words("forecast")
_CHAIN: Final = 12
"""Words between two mentions of one status, at most."""
_SPEAKER: Final = 8
"""Words of a speaker between a comma and the cue, at most."""
_FOLLOWERS: Final = {"that": "that", ",": "a comma", ":": "a comma"} | dict.fromkeys(QUOTES, "a quotation")
"""What stands behind a word of saying."""
_SOON: Final = 8
"""Words up to the sentence's end."""
_COLON: Final = 60
"""Words behind who speaks up to a colon, at most."""
_REFERRING: Final = statement_words("carried_openers")
_OCCASION: Final = words("months", "months_short", "weekdays") | statement_words("occasions")
_JOINED: Final = statement_words("joining_clauses")


def features(sentence: Sentence, place: Standing, said: Said, found: Sequence[Said], who: str) -> Features:
    """The evidence that a mention stands in the scope of a cue of its sentence; ``who`` is the kind of its speaker."""
    low, kind = sentence.low, said.cue.kind
    before = said.start < place.end
    side = "before" if before else "behind"
    between = low[said.end : place.start] if before else low[place.end : said.start]
    seen: dict[str, float] = {f"{kind} {side}": 1.0, f"{side}, {distance(len(between))} words between": 1.0}
    group = "saying" if kind in SAYING else "mood"
    seen |= {f"{group} {side}: {name} between": 1.0 for name in _between(between)}
    if before and any(said.end <= other.start < place.start for other in found):
        seen[f"{group}: another cue between"] = 1.0
    if kind in SAYING:
        seen |= _of_saying(sentence, place, said, before)
        seen[f"said by {who}"] = 1.0
        seen[f"{kind} by {who}"] = 1.0
    else:
        seen |= _of_mood(low, place, said, side, distance(len(between)))
    if not before and kind in SAYING and _closes(sentence, said):
        seen["saying behind: closes the sentence"] = 1.0
    elif low[said.end : said.end + 1] and low[said.end] in _PREPOSITIONS:
        seen[f"{group}: a preposition behind the cue"] = 1.0
    seen |= {f"{group}: {name} before the cue": 1.0 for name in _right_before(low, said)}
    seen[f"{group}, {place.label}"] = 1.0
    if place.harmed:
        seen[f"{group}, harmed"] = 1.0
        seen[f"{kind} {side}, harmed"] = 1.0
    return seen


def _right_before(low: Sequence[str], said: Said) -> Iterator[str]:
    """The kinds of words that a cue follows."""
    last = low[said.start - 1] if said.start else ""
    if last in DETERMINERS:
        yield "a determiner"
    if last in _NEGATIONS:
        yield "a negation"


def _of_mood(low: Sequence[str], place: Standing, said: Said, side: str, away: str) -> dict[str, float]:
    """The evidence of a word of doubt, plan, condition or denial, which stands ``away`` words before or behind."""
    kind = said.cue.kind
    # words of one class are not equally strong
    seen = {f"{side} `{' '.join(low[said.start : said.end])}`": 1.0, f"{kind} {side}, {away}": 1.0}
    if low[said.end - 1 : said.end + 2][-1] in _FORECAST:
        seen[f"{kind}, a forecast"] = 1.0  # `expected to rise`
    if kind == "not" and low[said.end : said.end + 1] and low[said.end] in harms().firsts:
        seen[f"not {side}, harm behind it"] = 1.0  # `were not hurt`, `did not lose`
    seen[f"{kind}, {place.label}"] = 1.0
    if place.end <= said.start < place.noun_end:
        seen[f"{kind} within what is counted"] = 1.0  # `165 presumed rebels`
    return seen


def _closes(sentence: Sentence, said: Said) -> bool:
    """Whether no more than an occasion stands behind a cue, and a comma before its speaker: `…, the army said on Sunday.`

    So it does where the speaker stands behind: `…, says army`.
    """
    low, stop = sentence.low, said.end
    rest = low[stop : len(low) - (low[-1] == ".")] if len(low) - stop <= _SPEAKER + 1 else ()
    if rest and low[said.start - 1 : said.start] == [","]:
        return all(word[0].isalnum() for word in rest) and not SPEAKERS.isdisjoint(rest)
    while stop < len(low) and low[stop] in _OCCASION:
        stop += 1
    left = low[max(said.start - _SPEAKER, 0) : said.start]
    return all(not word[0].isalnum() for word in low[stop:]) and ("," in left or any(mark in QUOTES for mark in left))


def _of_saying(sentence: Sentence, place: Standing, said: Said, before: bool) -> dict[str, float]:
    low = sentence.low
    seen: dict[str, float] = {}
    if said.start and any(word in _OWN for word in low[max(said.start - 3, 0) : said.start]):
        seen["saying: the text itself speaks"] = 1.0
    if said.start and low[said.start - 1] == "to":
        seen["saying: to before the cue"] = 1.0
    if said.start and low[said.start - 1] in BE - {"has", "have", "had", "having"}:
        seen["saying: passive"] = 1.0
    seen |= _told_behind(low, place, said) if before else _told_before(low, place, said)
    if place.quoted:
        seen["saying: quoted"] = 1.0
    return seen


def _told_behind(low: Sequence[str], place: Standing, said: Said) -> dict[str, float]:
    """The evidence of a word of saying before the mention."""
    follower = _FOLLOWERS.get(low[said.end] if said.end < len(low) else ".", "other")
    seen = {f"saying before: {follower} behind the cue": 1.0, f"{said.cue.kind} before: {follower} behind the cue": 1.0}
    if said.start and not place.quoted and not QUOTES.isdisjoint(low[max(said.start - 2, 0) : said.start]):
        seen["saying before: the quotation ended before the cue"] = 1.0
    return seen


def _told_before(low: Sequence[str], place: Standing, said: Said) -> dict[str, float]:
    """The evidence of a word of saying behind the mention."""
    seen: dict[str, float] = {}
    if place.noun_end >= said.start - 2:
        seen["saying: the mention speaks"] = 1.0
    left = low[max(said.start - 6, 0) : said.start]
    if "," in left or any(mark in QUOTES for mark in left):
        seen["saying behind: a comma or quotation before the cue"] = 1.0
    if len(low) - said.end <= _SOON:
        seen["saying behind: the sentence ends soon"] = 1.0
    return seen


def joins(sentence: Sentence, last: Standing, place: Standing, status: str) -> bool:
    """Whether a mention could share the status of the one before it."""
    if status == "stated" or not 0 <= place.start - last.noun_end <= _CHAIN:
        return False
    between = sentence.low[last.noun_end : place.start]
    if not MARKS.isdisjoint(between) or (status == "denied" and not INSTEAD.isdisjoint(between)):
        return False
    return status != "planned" or not anew(sentence.low, last.noun_end, place)


def chained(sentence: Sentence, last: Standing, place: Standing, status: str, found: Sequence[Said]) -> Features:
    """The evidence that a mention shares the status of the one before it in its sentence."""
    between = sentence.low[max(last.end, min(last.noun_end, place.start)) : place.start]
    seen: dict[str, float] = {
        "chained": 1.0,
        f"chained, {status}": 1.0,
        f"chained, {distance(len(between))} words between": 1.0,
    }
    seen |= {f"chained: {name} between": 1.0 for name in _between(between)}
    if any(last.end <= said.start < place.start for said in found):
        seen["chained: a cue between"] = 1.0
    seen[f"chained, {place.label}"] = 1.0
    return seen


def carried(told: Sentence, said: Said, who: str, over: str) -> dict[str, float]:
    """The evidence of who speaks in an earlier sentence that it goes on; ``over`` is how many sentences back."""
    low = told.low
    seen: dict[str, float] = {"carried": 1.0, f"carried over {over}": 1.0, f"carried, {said.cue.kind}": 1.0}
    seen[f"carried, said by {who}"] = 1.0
    if ":" in low[said.end : said.end + _COLON]:
        seen["carried, a colon before"] = 1.0
    if low[said.end : said.end + 1] == ["that"]:
        seen["carried, that"] = 1.0
    return seen


def carried_here(sentence: Sentence, found: Sequence[Said], label: str, quoted: bool, harmed: bool) -> dict[str, float]:
    """The evidence of a mention and its sentence that an earlier speaker's words go on there."""
    low = sentence.low
    seen = {f"carried, {label}": 1.0}
    if low and low[0] in _REFERRING:
        seen[f"carried, {low[0]} opens"] = 1.0
    if any(c.cue.status == "claimed" for c in found):
        seen["carried, another speaker here"] = 1.0
    if quoted:
        seen["carried, quoted"] = 1.0
    if harmed:
        seen["carried, harmed"] = 1.0
    return seen


def _between(between: Sequence[str]) -> list[str]:
    seen, names = set(between), []
    if "," in seen:
        names.append("a comma")
    if seen & MARKS:
        names.append("a mark")
    if seen & QUOTES:
        names.append("a quotation mark")
    if seen & _JOINED:
        names.append("and or but")
    if seen & _SUBORDINATORS:
        names.append("a conjunction")
    if seen & _RELATIVES:
        names.append("a relative")
    return names
