"""What a candidate's own words look like, and what stands beside them: evidence that is weighed for each label apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from sitrex.annotate.entities.doc_tape import HYPHENS, DocTape
from sitrex.annotate.entities.gazetted import LARGE, grid, known, large_before, large_behind
from sitrex.annotate.entities.given import AGE, given_names
from sitrex.annotate.entities.lexicon import group, names
from sitrex.annotate.entities.persons import FORMATIONS, INITIALS, title_before, titles
from sitrex.annotate.text.words import common_words

_MARKS: Final = frozenset("\"“‘'_*[")
_JOINTS: Final = (*HYPHENS, "/")
_INSIDE: Final = {".": "dot", "-": "hyphen", ",": "comma", "\n": "line end", " of ": "of", " and ": "and"}
_LONGEST_PLACE: Final = 5
_SAYING: Final = group("persons_verbs")
"""Verbs that stand beside persons, and seldom beside places."""
_AFTER_PRONOUNS: Final = group("clause_words", "behind_deeds")
_SECTORS: Final = group("sectors")
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
        *_person(tape, start, end),
        *_pronoun(tape, start, end),
        *(_placed(tape, start, end) if end - start <= _LONGEST_PLACE else ()),
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
        yield "sector last" if last in _SECTORS else "small last"
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
    if title := tape.ends(titles()).get(start):
        yield "title first" if title < end else "only a title"
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
    if _capital(tape, start - 1) and not tape.opens(start - 1):
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
    if _capital(tape, end):
        yield "capital behind"
    if word[0].isdigit():
        yield "figure behind"
    if word in _JOINTS and tape.glued(end):
        yield "hyphen behind"
    if tape.lower[end] in _SECTORS:
        yield "sector behind"
    if grid(tape, end):
        yield "grid behind"


def _capital(tape: DocTape, at: int) -> bool:
    """Whether a word's capital says anything: a common word in a heading has one as all others."""
    return tape.capital[at] and not (tape.weak[at] and tape.lower[at] in common_words())


def _pronoun(tape: DocTape, start: int, end: int) -> Iterator[str]:
    """Whether capitals that stand for a country may be a pronoun in a line of capitals: `SOLD TO US BY`."""
    if end - start > 1 or tape.lower[start] != "us" or not tape.weak[start]:
        return
    after = tape.lower[end : end + 1]
    if not after or not after[0][0].isalpha() or after[0] in _AFTER_PRONOUNS:
        yield "perhaps a pronoun"
    if start and not tape.opens(start) and tape.lower[start - 1] != "the":
        yield "no article before a pronoun"


def _bracketed(tape: DocTape, start: int, end: int) -> Iterator[str]:
    """Alone in brackets behind a formation, as its commander is: `5th Guards Army (A. S. Zhadov)`."""
    bracketed = start > 1 and tape.words[start - 1] == "(" and tape.words[end : end + 1] == [")"]
    if bracketed and tape.lower[start - 2] in FORMATIONS:
        yield "bracket behind a formation"


def _person(tape: DocTape, start: int, end: int) -> Iterator[str]:
    """A given name in the span or before it; a verb of persons or an age beside it."""
    words, size = tape.words, len(tape.words)
    if words[start] in given_names():
        yield "given name" if end - start == 1 else "given name first"
    if start and words[start - 1] in given_names():
        yield "given name before"
    if end < size and tape.lower[end] in _SAYING:
        yield "persons' verb behind"
    if start and tape.lower[start - 1] in _SAYING:
        yield "persons' verb before"
    if words[end : end + 1] == [","] and end + 2 < size and AGE.fullmatch(words[end + 1]) and words[end + 2] in ",.":
        yield "age behind"


def _placed(tape: DocTape, start: int, end: int) -> Iterator[str]:
    """What the gazetteer has under the name, and whether it stands in a list with other places."""
    shown = known(tape.surface(start, end))
    yield from shown
    if LARGE in shown and (large_before(tape, start) or large_behind(tape, end)):
        yield "in a list of places"
