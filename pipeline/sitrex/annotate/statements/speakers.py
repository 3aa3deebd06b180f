"""Who says something: the noun phrase beside a verb of saying, behind `according to`, or before it in the text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from sitrex.annotate.statements.sentence import MentionsInOrder, Sentence
from sitrex.annotate.statements.words import BE, NUMERALS, PEOPLE, statement_words
from sitrex.annotate.text.words import words
from sitrex.record.model import Mention

_AUXILIARIES: Final = words("weekdays", "be", "have") | statement_words("auxiliaries")
_PRONOUNS: Final = statement_words("speaking_pronouns")
_WHO: Final = "WHO"
"""The World Health Organization, no pronoun."""
_OWN: Final = statement_words("own_pronouns")
_BREAKS: Final = words("weekdays") | statement_words("phrase_breaks")
_JOINS: Final = statement_words("phrase_joins")
_SUBJECTS: Final = statement_words("subject_pronouns")
SPEAKERS: Final = statement_words("sources", "speakers") | PEOPLE
_SPEAKING: Final = frozenset(("PERSON", "ORG", "NORP", "GPE", "UNIT"))
_VERBS: Final = frozenset(("said", "announced", "told", "claimed", "accused", "written", "reported"))
_WHOSE: Final = ("who", "which")
_NOT_TURNED: Final = words("weekdays") | statement_words("not_turned")
_OPENING: Final = words("articles", "demonstratives") | _JOINS | {"and"}
_ARTICLES: Final = words("articles")
_JOINED: Final = _JOINS | {"and", "or", "&", "the"}
_CLAUSES: Final = statement_words("joining_clauses")
_PLACED: Final = statement_words("speaker_places")
_CLOSED: Final = frozenset(('"', "“", "”", ";", ":", "."))
_LONGEST: Final = 12
_APPOSED: Final = 24
_OPENED: Final = 8
"""Words of a headline's speaker at most; a longer sentence before a colon says who speaks first."""
_OPENS: Final = 24
"""Characters within which a sentence names its subject."""
_CLOSES: Final = _PLACED | {",", ".", ";", '"', "”"}
_SILENT: Final = statement_words("silent")
_ENDED: Final = _CLOSED | BE | {",", "and", "but", "that", "who", "which", "when", "after"}
_LOOSE: Final = _ARTICLES | {",", "this", "its", "it", "and"}
_ISSUED: Final = statement_words("issued")
_DASHES: Final = frozenset(("-", "--", "–", "—"))
POSSESSIVE: Final = frozenset(("'", "’", "'s"))
QUOTES: Final = frozenset('"“”')


NAMED, NOUN, PRONOUN, OWN, OTHER = "a name", "a noun of speakers", "a pronoun", "the text itself", "other words"


class Speaker(NamedTuple):
    """Who says something: the words' span in the text, and what kind of words they are."""

    start: int
    end: int
    kind: str


def speaker(sentence: Sentence, start: int, end: int, kind: str, named: MentionsInOrder[Mention]) -> Speaker | None:
    """Who says what the cue ``start:end`` (words of the sentence) is of; ``named`` are entities and units.

    Of one with words further on (`put the toll at 12 by`) ``end`` is the end of these where its source stands behind.
    """
    low = sentence.low
    if kind == "according" or (kind == "reports" and low[end - 1] == "from"):
        return _phrase_behind(sentence, end, named)
    if kind == "colon":
        if start > _OPENED:
            return _subject(sentence, start, named)
        return _heading(sentence, start, named) if start else None
    if kind == "refused" or (kind == "denied" and _passive(low, start)):
        return _phrase_behind(sentence, end + 1, named) if low[end : end + 1] == ["by"] else None
    if kind == "impersonal" or (start and low[start - 1] in _ARTICLES):
        return None  # `received a report that`
    if start and low[start].endswith("ing") and low[start - 1] in _LOOSE:
        return _subject(sentence, start, named)
    if kind in _VERBS and (found := _turned(sentence, start, end, named)) is not None:
        return found
    found = _phrase_before(sentence, start, named)
    if kind == "showed" and found is not None and not _SILENT.isdisjoint(low[:start]):
        return found._replace(kind=OTHER)  # papers found somewhere say nothing: the author reads them
    return found


def _heading(sentence: Sentence, end: int, named: MentionsInOrder[Mention]) -> Speaker:
    """Who speaks before a colon that opens a headline; a place or a unit there is what it tells of: `Odesa: 20 killed`.

    A person there is the one whose turn it is in a debate that somebody took down, and speaks for himself.
    """
    dash = next((at for at in range(end - 1) if sentence.low[at] in _DASHES), -1)
    found = _made(sentence, dash + 1, end, named)  # `January 25 - Army: 25 rebels killed`
    inside = named.within(found.start, found.end)
    told_of = inside and all(m.label in ("GPE", "NORP", "UNIT", "PERSON") for m in inside)
    return found._replace(kind=OTHER) if told_of and found.kind == NAMED else found


def _passive(low: Sequence[str], start: int) -> bool:
    """Whether a verb is a participle of the passive: `is disputed by the army`."""
    return start > 0 and low[start - 1] in BE and low[start].endswith("ed")


def _turned(sentence: Sentence, start: int, end: int, named: MentionsInOrder[Mention]) -> Speaker | None:
    """Who stands behind the verb ``start:end`` that what is said stands before: `"40 were killed," said the mayor.`"""
    low = sentence.low
    if not start or end >= len(low) or low[end] in _NOT_TURNED or low[end - 1] == "that":
        return None
    comma = low[start - 1] == ","
    if low[start - 1] in QUOTES or (comma and start > 1 and low[start - 2] in QUOTES):
        return _phrase_behind(sentence, end, named)
    if not comma or _numeral(low[end]):
        return None
    found = _phrase_behind(sentence, end, named)
    return found if found is not None and _closes(sentence, found) else None


def _numeral(word: str) -> bool:
    return word in NUMERALS or word[0].isdecimal()


def _closes(sentence: Sentence, found: Speaker) -> bool:
    """Whether a speaker stands at the end of a sentence or before a comma: `… were killed, said the mayor.`"""
    _, end = sentence.span(found.start, found.end)
    return end >= len(sentence.low) or sentence.low[end] in _CLOSES


def _phrase_behind(sentence: Sentence, at: int, named: MentionsInOrder[Mention]) -> Speaker | None:
    low, end = sentence.low, _end_behind(sentence, at, named)
    if end == at:
        return None
    if end < len(low) and low[end] in _ISSUED and low[end + 1 : end + 2] == ["by"]:
        return _phrase_behind(sentence, end + 2, named)
    if end < len(low) and low[end] in ("from", "by") and low[end - 1] in SPEAKERS:
        # `according to a report from the ministry`
        behind = _phrase_behind(sentence, end + 1, named)
        if behind is not None and behind.kind in (NAMED, NOUN):
            return behind
    if end + 1 < len(low) and low[end] == ",":
        # `a meteorologist, Manny Mendoza, said`: the name is meant
        for person in named.within(sentence.at[end], sentence.at[end + 1] + 1):
            if person.label == "PERSON" and _closes(sentence, Speaker(person.start, person.end, NAMED)):
                return Speaker(person.start, person.end, NAMED)
    return _made(sentence, at, end, named)


def _end_behind(sentence: Sentence, at: int, named: MentionsInOrder[Mention]) -> int:
    """Where the phrase that begins at a word ends."""
    low, end = sentence.low, at
    while end < len(low) and end - at < _LONGEST and (not _stops(low, end) or _in_name(sentence, end, named)):
        if end > at and (_numeral(low[end]) or low[end] in _ISSUED):
            break  # `according to reports 12 men`
        if end > at and low[end] in _ARTICLES and low[end - 1] not in _JOINED:
            break  # `according to a deserter the battalion`
        if end > at and low[end] in _SUBJECTS and not _in_name(sentence, end, named):
            break  # `according to documents they carried`
        end += 1
    return end


def _stops(low: Sequence[str], at: int) -> bool:
    """Whether a phrase ends before a word."""
    if low[at] not in _JOINS:
        return low[at] in _BREAKS or (low[at] == "." and at + 1 == len(low))
    return at + 1 >= len(low) or low[at + 1] in _BREAKS


def _in_name(sentence: Sentence, at: int, named: MentionsInOrder[Mention]) -> bool:
    """Whether a word is a later one of a name: `the United States`."""
    return any(mention.start < sentence.at[at] for mention in _over(sentence, at, named))


def _over(sentence: Sentence, at: int, named: MentionsInOrder[Mention]) -> Iterator[Mention]:
    """The names that a word is part of."""
    start = sentence.at[at]
    return (m for m in named.within(sentence.at[max(at - _LONGEST, 0)], start + 1) if m.end > start)


def _goes_on(sentence: Sentence, at: int, named: MentionsInOrder[Mention]) -> bool:
    """Whether a phrase that ends behind a word has it."""
    return (
        sentence.low[at] not in _BREAKS
        or sentence.raw[at] == _WHO
        or sentence.low[at] in _JOINS
        or _in_name(sentence, at, named)
    )


def _phrase_before(sentence: Sentence, at: int, named: MentionsInOrder[Mention]) -> Speaker | None:
    low, end = sentence.low, at
    while end > 0 and low[end - 1] in _AUXILIARIES:
        end -= 1
    if end > 1 and low[end - 1] in _WHOSE:
        return _relative(sentence, end - 1, named)
    if end > 1 and low[end - 1] in (",", "--", "—", "–"):
        return _before_apposition(sentence, end - 1, named)
    first = end = _before_brackets(low, end)
    while first > 0 and end - first < _LONGEST and _goes_on(sentence, first - 1, named):
        first -= 1
    while first < end and low[first] in ("of", "for"):
        first += 1
    back = _before_place(low, first) or _antecedent(low, first)
    if back is not None:
        return _phrase_before(sentence, back, named)
    if first < end:
        return _made(sentence, first, end, named)
    if low[first - 1 : first] in (["and"], ["but"], [","]):
        return _subject(sentence, first - 1, named)
    return None


def _before_brackets(low: Sequence[str], end: int) -> int:
    """The end of what stands before brackets that close before a word: `the ministry (MoD) said`."""
    if end < 2 or low[end - 1] != ")":
        return end
    return next((n for n in range(end - 2, max(end - _LONGEST, -1), -1) if low[n] == "("), end)


def _before_place(low: Sequence[str], first: int) -> int | None:
    """Where a speaker ends whose place a phrase is.

    `a spokesman in Moscow said`, `an officer from the ministry said`, `a brigade operating near Toretsk said`
    """
    if first < 2 or low[first - 1] not in _PLACED or not _holds_speaker(low, first - 1):
        return None
    participle = low[first - 2].endswith(("ing", "ed")) and low[first - 2] not in SPEAKERS
    return first - 1 - participle


def _relative(sentence: Sentence, pronoun: int, named: MentionsInOrder[Mention]) -> Speaker | None:
    """Whom a relative pronoun stands for: `met General Ali, who claimed`, `met a priest who said`."""
    low = sentence.low
    end = pronoun - (low[pronoun - 1] == ",")
    if end < 1:
        return None
    for mention in _over(sentence, end - 1, named):
        if mention.label in _SPEAKING:
            return Speaker(mention.start, mention.end, NAMED)
    first = end
    while first > 0 and end - first < _LONGEST and low[first - 1] not in _BREAKS:
        first -= 1
        if low[first] in _ARTICLES or _numeral(low[first]):
            break
    return _made(sentence, first, end, named) if first < end else None


def _holds_speaker(low: Sequence[str], end: int) -> bool:
    """Whether the words before a preposition have somebody who speaks: `a spokesman for the forces operating in`."""
    for at in range(end - 1, max(end - _LONGEST, -1), -1):
        if low[at] in SPEAKERS:
            return True
        if low[at] in _ENDED:
            return False
    return False


def _antecedent(low: Sequence[str], first: int) -> int | None:
    """Where what stands before a relative clause ends that a phrase ends: `Ivanov, who was in the town told us`."""
    for at in range(first - 1, max(first - _APPOSED, 0), -1):
        if low[at] in _CLOSED or low[at] == ",":
            return None
        if low[at] in _WHOSE:
            verb = low[at + 1]
            return at - (low[at - 1] == ",") if at + 1 < first and (verb in BE or verb.endswith("ed")) else None
    return None


def _subject(sentence: Sentence, before: int, named: MentionsInOrder[Mention]) -> Speaker | None:
    """Who does what the sentence says first: `The army shelled the town and said`."""
    low = sentence.low
    for at in range(before - 2, 0, -1):
        if low[at] == ";" or (low[at] in _CLAUSES and low[at - 1] == ","):
            if (own := _opening(sentence, at + 1, before, named)) is not None:
                return own
            break
    return _opening(sentence, 0, before, named)


def _opening(sentence: Sentence, start: int, before: int, named: MentionsInOrder[Mention]) -> Speaker | None:
    """Who is named first in a clause."""
    low = sentence.low
    first = next((at for at in range(start, before) if low[at][0].isalnum()), before)
    if first < before and low[first] in _PRONOUNS and sentence.raw[first] != _WHO:
        return _made(sentence, first, first + 1, named)
    end = first
    while end < before and low[end] not in _BREAKS:
        end += 1
    for mention in named.within(sentence.at[start], min(sentence.at[first] + _OPENS, sentence.end)):
        if mention.label in _SPEAKING and mention.start < sentence.at[before]:
            return Speaker(mention.start, mention.end, NAMED)
    noun = next((at for at in range(first, min(end, first + 4)) if low[at] in SPEAKERS), None)
    return None if noun is None else _made(sentence, first, noun + 1, named)


def _before_apposition(sentence: Sentence, comma: int, named: MentionsInOrder[Mention]) -> Speaker | None:
    """Whom the words before a comma describe: `Ivanov, the spokesman, said`, `Lopez, whose men held the fort, said`."""
    low = sentence.low
    if comma and low[comma - 1] in QUOTES:
        return None
    reach = sentence.at[max(comma - _APPOSED, 0)]
    persons = [m for m in named.within(reach, sentence.at[comma]) if m.label == "PERSON"]
    for person in persons:
        _, end = sentence.span(person.start, person.end)
        if end < len(low) and low[end] in (",", "--", "—", "–", "("):
            return Speaker(person.start, person.end, NAMED)
    for at in range(comma - 1, max(comma - _APPOSED, 0), -1):
        if low[at] == low[comma]:
            return _phrase_before(sentence, at, named) if low[at - 1] != low[comma] else None
        if low[at] in _CLOSED:
            return None
    return None


def _first_of(low: Sequence[str], first: int, end: int) -> int:
    """Where a speaker's words begin, past what stands before its article: `8 October the government`."""
    for at in range(first + 1, end - 1):
        if low[at] == "the" and low[at - 1] not in _JOINED and not low[at - 1].endswith("ing"):
            first = at
    if first == 0 and end > 2 and low[0].isdecimal() and low[1] == ".":
        first = 2  # the mark of a list: `4. The liaison said`
    while first < end - 1 and (low[first] in _OPENING or not low[first][0].isalnum()):
        first += 1
    return first


def _made(sentence: Sentence, first: int, end: int, named: MentionsInOrder[Mention]) -> Speaker:
    low, first = sentence.low, _first_of(sentence.low, first, end)
    while end - first > 1 and low[end - 1] in POSSESSIVE:
        end -= 1  # `the rebels' claim`
    start, stop = sentence.at[first], sentence.at[end - 1] + len(sentence.raw[end - 1])
    if end - first == 1 and low[first] in _OWN:
        return Speaker(start, stop, OWN)
    if end - first == 1 and low[first] in _PRONOUNS and sentence.raw[first] != _WHO:
        return Speaker(start, stop, PRONOUN)
    inside = [m for m in named.within(start, stop) if m.label in _SPEAKING]
    persons = [m for m in inside if m.label == "PERSON"]
    if persons:
        return Speaker(persons[-1].start, persons[-1].end, NAMED)
    if any(word in SPEAKERS for word in low[first:end]):
        return Speaker(start, stop, NOUN)
    return Speaker(start, stop, NAMED if inside else OTHER)


def last_named(named: Sequence[Mention], pronoun: str) -> Mention | None:
    """The mention before a pronoun that it may stand for, of some in text order."""
    wanted = ("PERSON",) if pronoun in ("he", "she") else ("ORG", "NORP", "GPE", "UNIT", "PERSON")
    return next((mention for mention in reversed(named) if mention.label in wanted), None)
