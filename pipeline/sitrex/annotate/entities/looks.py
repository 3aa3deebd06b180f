"""What a candidate's own words look like, and what stands beside them: evidence that is weighed for each label apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from sitrex.annotate.entities.doc_tape import HYPHENS, DocTape
from sitrex.annotate.entities.heads.table import tables
from sitrex.annotate.entities.lexicon import names
from sitrex.annotate.entities.persons import given_names, title_before, titles
from sitrex.annotate.entities.places import gazetteer

_ACRONYM: Final = 5
"""Letters of an acronym at most."""
_MARKS: Final = frozenset("\"“‘'_*[")
_JOINTS: Final = (*HYPHENS, "/")
_INSIDE: Final = {".": "dot", "-": "hyphen", ",": "comma", "\n": "line end", " of ": "of", " and ": "and"}
_PEOPLE: Final = (10_000, 100_000)
"""Steps of a place's population."""
_LONGEST_PLACE: Final = 5


def looks(tape: DocTape, start: int, end: int) -> list[str]:
    """The names of what a span shows."""
    return [
        *_spelling(tape, start, end),
        *_known_words(tape.words[start:end]),
        *_heads(tape, start, end),
        *_before(tape, start),
        *_behind(tape, end),
        *(_place(tape.surface(start, end)) if end - start <= _LONGEST_PLACE else ()),
    ]


def _spelling(tape: DocTape, start: int, end: int) -> Iterator[str]:
    """Capitals, signs and figures."""
    raw, first, last = tape.surface(start, end), tape.words[start], tape.words[end - 1]
    if len(raw) > 1 and raw.isupper():
        short = end - start == 1 and len(raw) <= _ACRONYM
        yield ("short in capitals" if tape.weak[start] else "acronym") if short else "capitals"
    yield from (name for sign, name in _INSIDE.items() if sign in raw)
    if any(map(str.isdigit, raw)):
        yield "figure"
    if first.islower():
        yield "small first"
    if last.islower() and end - start > 1:
        yield "small last"
    if not raw[-1].isalnum():
        yield "sign last"


def _known_words(words: Sequence[str]) -> Iterator[str]:
    """Given names, and names of the vocabularies inside the span."""
    if words[0] in given_names() or words[0].capitalize() in given_names():
        yield "given name" if len(words) > 1 else "given name alone"
    if (hit := names().longest(words, 0)) and hit[0] == len(words):
        yield f"whole listed {hit[1].label}"
    if len(words) > 1 and (hit := names().longest(words, len(words) - 1)):
        yield f"last listed {hit[1].label}"


def _heads(tape: DocTape, start: int, end: int) -> Iterator[str]:
    """Head nouns with which the span begins or ends, and one behind it."""
    after = tables()["after"]
    hits = (after.longest(tape.words, at) for at in range(end - 1, max(start, end - 4), -1))
    if hit := next((hit for hit in hits if hit and hit[0] == end), None):
        yield f"head {hit[1]} last"
    for side in ("before", "of"):
        if (hit := tables()[side].longest(tape.words, start)) and hit[0] < end:
            yield f"head {hit[1]} {side}"
    if end < len(tape.words) and (hit := after.longest(tape.words, end)):
        yield f"head {hit[1]} behind"


def _before(tape: DocTape, start: int) -> Iterator[str]:
    """A title, an article, a mark, a capitalised word, a figure or a hyphen before the span."""
    if titles().longest(tape.words, start):
        yield "title first"
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


@lru_cache(maxsize=50_000)
def _place(name: str) -> tuple[str, ...]:
    """What the gazetteer has under the name."""
    found = gazetteer().find(name)
    people = max((place.population for place in found), default=0)
    shown = [f"known {precision}" for precision in sorted({place.precision for place in found})]
    if any(place.capital for place in found):
        shown.append("known capital")
    return (*shown, *(f"above {step:,} people" for step in _PEOPLE if people > step))
