"""What a candidate's own words look like, and what stands beside them: evidence that is weighed for each label apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from sitrex.annotate.entities.doc_tape import HYPHENS, DocTape
from sitrex.annotate.entities.lexicon import names
from sitrex.annotate.entities.persons import FORMATIONS, INITIALS, title_before, titles
from sitrex.annotate.entities.places import gazetteer

_MARKS: Final = frozenset("\"“‘'_*[")
_JOINTS: Final = (*HYPHENS, "/")
_INSIDE: Final = {".": "dot", "-": "hyphen", ",": "comma", "\n": "line end", " of ": "of", " and ": "and"}
_PEOPLE: Final = (10_000, 100_000)
"""Steps of a place's population."""
_LONGEST_PLACE: Final = 5
_LONGEST_ACRONYM: Final = 5
"""Letters in capitals that more often are an acronym than the way in which war diaries write places."""


def looks(tape: DocTape, start: int, end: int) -> list[str]:
    """The names of what a span shows."""
    return [
        *_spelling(tape, start, end),
        *_listed(tape.words[start:end]),
        *_before(tape, start, end),
        *_behind(tape, end),
        *_bracketed(tape, start, end),
        *(_place(tape.surface(start, end)) if end - start <= _LONGEST_PLACE else ()),
    ]


def _spelling(tape: DocTape, start: int, end: int) -> Iterator[str]:
    """Signs inside, small letters and a sign at the ends."""
    raw, first, last = tape.surface(start, end), tape.words[start], tape.words[end - 1]
    yield from (name for sign, name in _INSIDE.items() if sign in raw)
    if first.islower():
        yield "small first"
    if end - start > 1 and INITIALS.fullmatch(first) and not names().whole((first,)):
        yield "initials first"
    if last.islower() and end - start > 1:
        yield "small last"
    if not raw[-1].isalnum():
        yield "sign last"
    if len(raw) > _LONGEST_ACRONYM and raw.isupper() and not tape.weak[start]:
        yield "capitals in an ordinary line"


def _listed(words: Sequence[str]) -> Iterator[str]:
    """Names of the vocabularies that the span is, or ends with."""
    if entry := names().whole(words):
        yield f"whole listed {entry.label}"
        if not entry.sure:
            yield "not sure"
        elif len(words) > 1:
            yield f"several words listed {entry.label}"
        if entry.kind == "country":
            yield "country"
    if len(words) > 1 and (entry := names().whole(words[-1:])):
        yield f"last listed {entry.label}"


def _before(tape: DocTape, start: int, end: int) -> Iterator[str]:
    """A title, an article, a mark, a capitalised word, a figure or a hyphen before the span."""
    if title := titles().longest(tape.words, start):
        yield "title first" if title[0] < end else "only a title"
    if not start:
        return
    if title_before(tape, start) < start:
        yield "title before"
    word = tape.words[start - 1]
    at = start - 1 if word in _MARKS else start
    if at < start:
        yield "mark before"
    if at and tape.lower[at - 1] == "the":
        yield "the before"
    if tape.capital[start - 1] and not tape.opens(start - 1):
        yield "capital before"
    if word[-1].isdigit():
        yield "figure before"
    if word in _JOINTS and tape.glued(start):
        yield "hyphen before"


def _behind(tape: DocTape, end: int) -> Iterator[str]:
    """A capitalised word, a figure or a hyphen behind the span."""
    if end == len(tape.words):
        return
    word = tape.words[end]
    if tape.capital[end]:
        yield "capital behind"
    if word[0].isdigit():
        yield "figure behind"
    if word in _JOINTS and tape.glued(end):
        yield "hyphen behind"


def _bracketed(tape: DocTape, start: int, end: int) -> Iterator[str]:
    """Alone in brackets behind a formation, as its commander is: `5th Guards Army (A. S. Zhadov)`."""
    bracketed = start > 1 and tape.words[start - 1] == "(" and tape.words[end : end + 1] == [")"]
    if bracketed and tape.lower[start - 2] in FORMATIONS:
        yield "bracket behind a formation"


@lru_cache(maxsize=50_000)
def _place(name: str) -> tuple[str, ...]:
    """What the gazetteer has under the name."""
    found = gazetteer().find(name)
    people = max((place.population for place in found), default=0)
    shown = [f"known {precision}" for precision in sorted({place.precision for place in found})]
    if any(place.capital for place in found):
        shown.append("known capital")
    return (*shown, *(f"above {step:,} people" for step in _PEOPLE if people > step))
