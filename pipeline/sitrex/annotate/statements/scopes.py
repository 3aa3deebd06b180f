"""Whether the text vouches for a figure or a unit: the cues around it, and in whose scope it cannot stand.

Every cue of the sentence is a candidate; so are the quotation that the mention stands in and what was last reported before
its sentence. What is left is weighed (``scope_evidence``).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final, NamedTuple

from sitrex.annotate.statements.sentence import Sentence
from sitrex.annotate.statements.speakers import NAMED, NOUN, PRONOUN, QUOTES, SPEAKERS
from sitrex.annotate.statements.words import (
    BEFORE_FIGURES,
    DETERMINERS,
    MARKS,
    NUMERALS,
    PEOPLE,
    Cue,
    cues,
    harms,
    statement_words,
)
from sitrex.annotate.text.words import words

_DENIED_ADJECTIVES: Final = statement_words("denied_adjectives")
_SUBORDINATORS: Final = statement_words("subordinators")
_PREPOSITIONS: Final = statement_words("prepositions")
SAYING: Final = frozenset(
    "said announced told reported claimed accused written estimated showed saying reports impersonal according colon denied refused".split()
)
SPOKEN: Final = (SAYING - {"impersonal"}) | {"pledge", "order"}
"""Cues that have a speaker."""
_ACTIVE: Final = frozenset(
    ("said", "announced", "told", "reported", "claimed", "accused", "written", "estimated", "showed", "order", "pledge")
)
_PASSIVE: Final = statement_words("passive_be")
_ADJECTIVES: Final = statement_words("reported_adjectives")
_BASE: Final = statement_words("saying_bases")
_SOMEBODY: Final = frozenset((NAMED, NOUN, PRONOUN))
_SOURCES: Final = statement_words("sources")
_PHRASE: Final = 4
_DASHES: Final = frozenset(("-", "--", "–", "—"))
_GAP: Final = 8
"""Words from one word of a cue to its next, at most."""
_LIVES: Final = statement_words("lives")
_AMOUNT: Final = BEFORE_FIGURES | statement_words("adverbs")
_BEFORE_NOUNS: Final = DETERMINERS | _PREPOSITIONS
_FINITE: Final = statement_words("finite_be")
_PARTS: Final = MARKS | _FINITE
"""What does not stand between the words of one cue."""
_MODAL: Final = statement_words("modals")
_VERBS: Final = _FINITE | _MODAL
_JOINED: Final = statement_words("joining_clauses")
INSTEAD: Final = statement_words("instead")
_NEITHER: Final = statement_words("neither")
_ANEW: Final = statement_words("anew")
_PASTS: Final = words("irregular_pasts")


class Said(NamedTuple):
    """A cue in a sentence: its words as a half-open range, and where the last of those further on ends that it has."""

    start: int
    end: int
    cue: Cue
    last: int


class Standing(NamedTuple):
    """Where a mention stands in its sentence, and what it is."""

    start: int
    end: int
    noun_end: int
    label: str
    harmed: bool
    quoted: bool


class _Pair(NamedTuple):
    """A mention and a cue of its sentence, apart: ``low`` are the sentence's words, ``before`` is whether the cue stands first.

    ``between`` are the words from the one to the other, ``who`` is the kind of the cue's speaker.
    """

    low: Sequence[str]
    place: Standing
    said: Said
    before: bool
    between: Sequence[str]
    who: str

    @property
    def following(self) -> str:
        """The word behind what the mention counts; empty at the sentence's end."""
        return next(iter(self.low[self.place.noun_end : self.place.noun_end + 1]), "")


def cues_in(sentence: Sentence) -> list[Said]:
    """The cues of a sentence, in order, none within another; what only looks like one is left out."""
    table, low = cues(), sentence.low
    firsts = [at for at, word in enumerate(low) if word in table.firsts]
    found: list[Said] = []
    done = 0
    for start, end, meant in table.find(low, firsts):
        if start < done:
            continue
        done = end
        held = {cue.kind: (cue, at) for cue in reversed(meant) if (at := _followed(low, end, cue.beyond)) is not None}
        if _month(sentence, start) or _speaks(found, start, meant) or (low[start] in _DASHES and not _signed(low, end)):
            continue
        found += [Said(start, end, cue, at) for cue, at in reversed(held.values()) if cue.status is not None]
    return found


def _followed(low: Sequence[str], end: int, beyond: Sequence[str]) -> int | None:
    """Where the last of some words ends that follow in order, each not far behind the one before: `put the enemy's losses at`."""
    for word in beyond:
        at = next((at for at in range(end, min(end + _GAP, len(low))) if low[at] == word), None)
        if at is None or not _PARTS.isdisjoint(low[end:at]):
            return None
        end = at + 1
    return end


def _signed(low: Sequence[str], end: int) -> bool:
    """Whether nothing but a source stands behind a dash: `15 killed in strike on Damascus - state TV`."""
    stop = len(low) - (low[-1] == ".")
    behind = low[end:stop] if stop - end <= _PHRASE else ()
    return bool(behind) and behind[-1] in SPEAKERS and MARKS.isdisjoint(behind)


def _speaks(found: Sequence[Said], start: int, meant: Sequence[Cue]) -> bool:
    """Whether a cue is a noun that an earlier one has for its speaker: `according to intelligence reports`."""
    if not found or found[-1].cue.kind != "according":
        return False
    return start - found[-1].end < _PHRASE and any(cue.kind in ("reported", "reports", "claimed") for cue in meant)


def _month(sentence: Sentence, at: int) -> bool:
    """Whether `May` is the month."""
    if sentence.low[at] != "may":
        return False
    around = sentence.low[max(at - 1, 0) : at] + sentence.low[at + 1 : at + 2]
    return any(word[:1].isdecimal() for word in around) or (sentence.raw[at] == "May" and at > 0)


def counts(label: str, text: str) -> bool:
    """Whether a mention is one that a text may vouch for: not the ordinal of `the first dose`."""
    return label != "ORDINAL" or not text.isalpha()


def may_hold(sentence: Sentence, place: Standing, said: Said, found: Sequence[Said], who: str) -> bool:
    """Whether a cue, one of those found, could hold a mention at all; ``who`` is the kind of its speaker."""
    kind, low = said.cue.kind, sentence.low
    if said.cue.status == "planned" and said.end <= place.start and anew(low, said.end, place):
        return False
    if place.start <= said.start < place.end:
        return kind in ("doubt", "may")  # `possibly three`
    if kind in SAYING and _is_counted(place, said, low):
        return False
    before = said.start < place.start  # `not one of the guards` has the figure within it
    between = low[said.end : place.start] if before else low[place.end : said.start]
    if kind not in SAYING and _is_walled(between):
        return False
    if kind == "would" and all(other.cue.kind != "if" for other in found):
        return False
    pair = _Pair(low, place, said, before, between, who)
    if kind in _ACTIVE and _inactive(pair):
        return False
    if kind == "denied" and before and _says_instead(low, said, place, found):
        return False
    return kind not in _VETOES or not _VETOES[kind](pair)


def _is_counted(place: Standing, said: Said, low: Sequence[str]) -> bool:
    """Whether a noun of saying is what the figure counts: `received several reports from the villagers`."""
    return place.end <= said.start == place.noun_end - 1 and low[said.start].removesuffix("s") in _BASE


def _is_walled(between: Sequence[str]) -> bool:
    """Whether no mood reaches over some words: over a semicolon, out of a quotation."""
    return ";" in between or sum(word in QUOTES for word in between) % 2 == 1


def _says_instead(low: Sequence[str], said: Said, place: Standing, found: Sequence[Said]) -> bool:
    """Whether who denies something says the mention: `denied that it hit homes and said the strike killed 40`."""
    between = (other for other in found if said.end <= other.start < place.start and other.cue.kind in _ACTIVE)
    return any(low[other.start - 1] in _JOINED or low[other.start - 1] == "," for other in between)


def _inactive(pair: _Pair) -> bool:
    """Whether nobody says something by a verb of saying: `was reported`, `in 30 alleged incidents`, `a report`."""
    low, said = pair.low, pair.said
    last = next((word for word in reversed(low[max(said.start - 3, 0) : said.start]) if not word.endswith("ly")), "")
    if last in _PASSIVE or attributive(said, low):
        return True
    if low[said.start] in _BASE and pair.who not in _SOMEBODY:
        return True
    if "what" in low[max(said.start - _PHRASE - 1, 0) : said.start]:
        return False  # `killed what the army said were 12 rebels`
    return said.end < len(low) and low[said.end] in _PASSIVE and low[said.end] != "to"  # `the demands reported are`


def _parted(pair: _Pair) -> bool:
    """Whether a negation is not of harm, or of another clause: `did not return and 12 were killed`."""
    if not pair.place.harmed or not MARKS.isdisjoint(pair.between):
        return True
    if pair.before and ")" in pair.between and "(" not in pair.between:
        return True  # `four (a fifth did not explode) destroyed 12 houses`
    return not _JOINED.isdisjoint(pair.between) and (not pair.before or pair.following in _FINITE)


def _of_others(pair: _Pair) -> bool:
    """Whether `none of` is not of those counted: `none of the survivors could say how 12 died`, `without losing time, 40 men`.

    Nor does it deny what it takes for granted: `none of the three wounded is in danger`.
    """
    if not pair.before or len(pair.between) > _PHRASE - 1:
        return True
    if pair.low[pair.said.start] in _NEITHER and pair.place.label == "UNIT":
        return not DETERMINERS.issuperset(pair.between)  # `Neither the 47th nor the 25th Brigade`
    if _parted(pair) or _known(pair):
        return True
    return "," in pair.between or ("'s" not in pair.between and not DETERMINERS.issuperset(pair.between[:1]))


def _known(pair: _Pair) -> bool:
    """Whether those of whom something is denied are named by the harm that they took: `none of the three wounded is in danger`."""
    low, first = pair.low, pair.place.end
    if low[pair.said.end - 1] != "of":
        return False
    end = max(pair.place.noun_end, first + 1)
    told = [at for at in range(first, min(end + _PHRASE, len(low))) if harms().longest(low, at) is not None]
    return bool(told) and told[-1] < end


def _done(pair: _Pair) -> bool:
    """Whether those harmed had a plan, and it is not planned to harm them: `killed trying to take the hill`."""
    if not pair.place.harmed:
        return False
    if not pair.before:
        return pair.said.cue.kind in ("need", "order") or pair.low[pair.said.start].endswith("ing")
    return not _FINITE.isdisjoint(pair.between) and _SUBORDINATORS.isdisjoint(pair.between)


def anew(low: Sequence[str], start: int, place: Standing) -> bool:
    """Whether a clause with a verb of its own begins between a word and a mention: `plans to hire 500, but 60 have left`."""
    for at in range(place.start - 1, start, -1):
        if low[at] in _ANEW and low[at - 1] == ",":
            if low[at] in ("who", "which"):
                return low[at + 1] not in _MODAL
            verbs = [*low[at + 1 : place.start], *low[place.noun_end : place.noun_end + 1]]
            return any(word in _FINITE or word in _PASTS or word.endswith("ed") for word in verbs)
    return False


def _kept(pair: _Pair) -> bool:
    """Whether a pledge is a thing, not what is pledged: `true to these promises they freed 6 men`."""
    low, said = pair.low, pair.said
    return bool(said.start) and low[said.start - 1] in DETERMINERS and low[said.end : said.end + 1] != ["to"]


def _in_brackets(pair: _Pair) -> bool:
    """Whether a doubt behind a mention is of something else: `one is missing (probably dead)`."""
    return not pair.before and "(" in pair.between


def _took_lives(pair: _Pair) -> bool:
    """Whether lives are what is claimed: `the blaze claimed seven lives`, but not `the army claimed seven lives were lost`."""
    if not pair.before or pair.low[pair.place.noun_end - 1] not in _LIVES or pair.following in _VERBS:
        return False
    return pair.who not in _SOMEBODY or all(word in _AMOUNT for word in pair.between)


def attributive(said: Said, low: Sequence[str]) -> bool:
    """Whether a verb of saying belongs to a noun: `in 30 alleged incidents`."""
    if not said.start or low[said.start] not in _ADJECTIVES:
        return False
    last = low[said.start - 1]
    return last in DETERMINERS or last in NUMERALS or last[0].isdecimal()


def _no_speaker(pair: _Pair) -> bool:
    """Whether a colon does not stand behind a speaker at the sentence's start: `The losses: 40 killed`, not `Ministry: 40 killed`.

    A force or a name speaks where a clause follows, not a line of a list: `Israeli army: 2 men killed in Gaza`, but not `Army: 40 killed`.
    """
    low, said, place = pair.low, pair.said, pair.place
    last = low[max(said.start - 1, 0)]
    if said.start > _PHRASE or last in _SOURCES:
        return said.start > _PHRASE
    speaks = pair.who == NAMED or (last in SPEAKERS and last not in PEOPLE)
    clause = place.noun_end > place.end and len(low) - place.noun_end >= _PHRASE - 1
    return not (speaks and clause and place.harmed)


def _no_source(pair: _Pair) -> bool:
    """Whether nobody reckons behind a verb of reckoning: `put the toll at 40 killed by the army`."""
    said = pair.said
    passive = said.start > 0 and pair.low[said.start - 1] in _PASSIVE
    return bool(said.cue.beyond) and (pair.who not in _SOMEBODY or not passive)


def _undenied(pair: _Pair) -> bool:
    """Whether nobody denies the mention by a participle: `the disputed town`, `on disputed ground`, `Report disputed after raid`, `must be denied a base`."""
    low, said = pair.low, pair.said
    if not INSTEAD.isdisjoint(pair.between[1:]):
        return True  # `refuted the toll, putting it at 20`
    if pair.before and said.cue.beyond and "that" not in pair.between and (";" in pair.between or _parted(pair)):
        return True  # `dismissed the report and 12 workers were killed`
    if not pair.before:
        return low[said.start] == "denying" or low[max(said.start - 1, 0)] in ("be", "being")
    if said.start and low[said.start - 1] in ("be", "being"):
        return True
    if said.start == 0 or low[said.start - 1] in _BEFORE_NOUNS:
        return low[said.start] in _DENIED_ADJECTIVES
    following = low[said.end : said.end + _PHRASE + 2] if said.end == said.start + 1 else []
    return bool(following) and following[0] in (_PREPOSITIONS | _SUBORDINATORS) - {"that"} and "that" not in following


_VETOES: Final[Mapping[str, Callable[[_Pair], bool]]] = {
    "not": _parted,
    "none_of": _of_others,
    "plan": _done,
    "need": _done,
    "order": _done,
    "denied": _undenied,
    "colon": _no_speaker,
    "according": _no_source,
    "pledge": _kept,
    "doubt": _in_brackets,
    "claimed": _took_lives,
}
"""Kind of a cue -> what keeps a mention out of its scope."""
