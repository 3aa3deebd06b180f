"""What the words around a date say about it: tense, quotation, headings, brackets."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cache, lru_cache
from itertools import accumulate, pairwise
from typing import Final

from sitrex.annotate.dates.lexicon import cue_words
from sitrex.annotate.text.words import words

_BARE_PLANS: Final = cue_words("bare_plans")
_BEFORE_MONTH_EDGES: Final = cue_words("before_month_edges")
_PASSIVE_BE: Final = cue_words("passive_be")

_CLAUSE: Final = re.compile(
    r"[!?;]\s|\.(?<!\b[A-Z]\.)(?<!\bSt\.)(?<!\bMr\.)(?<!\bInc\.)(?<!\bCol\.)(?<!\bGen\.)(?<!\bMrs\.)(?<!\bCorp\.)"
    r"(?:(?<!\b[ap]\.m\.)|(?=\s[A-Z](?![A-Z])))(?:(?<!\b(?:Jan|Feb|Mar|Apr|Aug|Sep|Oct|Nov|Dec)\.)(?<!\bSept\.)|(?!\s[a-z\d]))\s|\n"
)
"""Where a clause may end; not behind an initial, an abbreviation in front of a name, or an hour or a month in short that goes on."""
_PHRASE: Final = re.compile(r"[.!?;,]\s|\n|[–—]")
_MERIDIEM: Final = re.compile(r"\b[ap]\.m\.")
_WORD: Final = re.compile(r"[A-Za-z’']+")
_NO_VERB_MAY: Final = re.compile(r"(?<=[\w,] )May\b|\bM(?:ay|AY)\b(?=[ ,]*\d)|(?<=\d )MAY\b")
_FUTURE: Final = cue_words("future")
_PAST: Final = cue_words("past") | words("irregular_pasts")
_NOT_PAST: Final = cue_words("not_past")
_ALIKE: Final = cue_words("past_alike")
"""Verbs whose past looks like their present: `Russia cut power on Monday`."""
_PARTICIPLES: Final = cue_words("participles") | _ALIKE | _PAST
_NO_PAST_BEFORE: Final = cue_words("auxiliaries") | words("be") | {"of"}
"""Words shortly before one of those verbs that make it an infinitive or a participle: `is still shut`."""
_DUE: Final = cue_words("due")
_HABITUAL: Final = cue_words("habitual")
_RECURRING: Final = cue_words("recurring_nouns")
_NEAR_BEFORE: Final = 10
_NEAR_AFTER: Final = 8
"""Words of the clause on either side in which verbs are looked for."""
_SHORT_FORMS: Final = {"ll": "will", "re": "are", "ve": "have", "m": "am", "t": "not"}
_AUXILIARIES: Final = cue_words("tense_words")
_LASTING: Final = cue_words("lasting")
_OF_THE_DAY: Final = cue_words("of_the_day")
"""What stands beside `today` where it means nowadays (`still live there today`), and where it is the day (`we met today`)."""
_HAPPENS: Final = ("tion", "ment", "ing", "ision", "attack", "vote", "event")
"""Endings of nouns for what happens on a day."""
_ENDINGS: Final = {"ed": "done", "ing": "doing"}
_DETERMINERS: Final = cue_words("determiners")
_IS: Final = frozenset({"am", "are", "is"})
_NO_PLANS: Final = cue_words("no_plans") | _DETERMINERS
"""Words behind `is to` that make it no plan."""
_ANNOUNCED: Final = cue_words("announced")
_FUTURE_BEFORE: Final = cue_words("future_before")
_NEXT_WORDS: Final = re.compile(r"(?: [A-Za-z]+){0,2}")
_HAPPENINGS: Final = cue_words("happenings")
_NEXT_WORD: Final = re.compile(r" ([a-z]+)")
_NO_NOUN: Final = cue_words("after_noun") | cue_words("prepositions") | cue_words("finite") | _PAST
_SAYINGS: Final = cue_words("sayings")
_PLANS: Final = cue_words("plans")
LIMIT: Final = "a limit"
_LIMITS: Final = frozenset({"until", "till"})
_NEXT: Final = 4
"""Words behind a date among which a verb in the conditional may stand: `By 1944 it would have lost`."""
_SAYER: Final = 8
"""Words from a verb of saying to the day on which it was said."""
_BREAK: Final = re.compile(r"\n")
_REACH: Final = 120
_QUOTE: Final = re.compile(r"[“”\"]|``|''")
_QUOTED: Final = 2000
"""Signs of a quotation at most."""
_SENTENCE: Final = re.compile(r"[.:][^\s.:]*+ ")
_SCENE_OPENS: Final = re.compile(r"[_*]?[.:–—][_*]?(?: |--|—)")
SENTENCE_END: Final = re.compile(r"[.!?][”\"]?\s+(?=[“\"(]?[A-Z])|\n")
_SENTENCE_LENGTH: Final = 300
_ONLY_MARKS: Final = re.compile(r"[ .:*_—–-]*+")
_MARKS: Final = 8
"""Blanks and marks of italics before a date that heads its paragraph, at most."""


@lru_cache(maxsize=4)
def _clause(text: str, start: int, end: int) -> tuple[list[str], list[str]]:
    """The words of the clause before and behind a span, in lower case; not to be changed."""
    before = _CLAUSE.split(text[max(0, start - _REACH) : start])[-1]
    behind = _CLAUSE.split(text[end : end + _REACH], maxsplit=1)[0]
    return _without_months(before), _without_months(behind)


def _without_months(clause: str) -> list[str]:
    """The words of a clause but for the month that looks like a verb, which says nothing of the tense: `May 16 - They won on Sunday`."""
    return _WORD.findall(_NO_VERB_MAY.sub("", clause).lower())


def lies_ahead(text: str, start: int, end: int) -> bool | None:
    """Whether tense and prepositions put the date in ``text[start:end]`` after the day of speaking.

    The nearest verb or auxiliary before it in its clause decides, then the first after it; `until`, `by`,
    `before` and `next` right before it say future unless a past form stands near and no `would`, and so do
    `for May delivery` and a clause with `once`. None where nothing decides.
    """
    before, after = _clause(text, start, end)
    if before and before[-1] in ("the", "this"):
        before = before[:-1]
    if before[-1:] == ["since"]:
        return False
    if before[-1:] == ["for"] and after[:1] and after[0] in _DUE:
        return True
    told = _nearest_tense(before, after)
    if before and before[-1] in _FUTURE_BEFORE:
        return told is not False or any(word == "would" and then != "have" for word, then in pairwise(before))
    if told is None and {"once", "when", "if"} & {*after[:2]}:
        return True
    return told


def is_announced(text: str, start: int, end: int) -> bool:
    """Whether the clause before a date says what is to come: `will open at`, `is due to start at`; not `appeared to be`, `could be`."""
    before, _ = _clause(text, start, end)
    said = any(word in _ANNOUNCED or _is_plan(before, k) for k, word in enumerate(before))
    return said and lies_ahead(text, start, end) is True


def verbs_near(text: str, start: int, end: int) -> frozenset[str]:
    """The auxiliaries and endings of verbs in the clause near a date, by name: `will`, `is`, `to do`, `done`, `doing`."""
    before, after = _clause(text, start, end)
    before, after = before[-_NEAR_BEFORE:], after[:_NEAR_AFTER]
    found = {_SHORT_FORMS.get(word.rpartition("'")[2], word) if "'" in word else word for word in (*before, *after)}
    named = found & _AUXILIARIES
    named |= {name for ending, name in _ENDINGS.items() if any(len(w) > 4 and w.endswith(ending) for w in found)}
    if any(word == "to" and then not in _DETERMINERS for word, then in pairwise(before)):
        named |= {"to do"}
    return frozenset(named)


def around_today(text: str, start: int, end: int) -> frozenset[str]:
    """What tells a day of speaking from nowadays: `lasting`, `of the day`, `of a noun` (`today's world`), `of a happening` (`today's meeting`)."""
    before, after = _clause(text, start, end)
    words = {*before[-_NEAR_BEFORE:], *after[:_NEAR_AFTER]}
    found = {name for name, listed in (("lasting", _LASTING), ("of the day", _OF_THE_DAY)) if words & listed}
    if text[end : end + 1] in ("'", "’") and after[:1] == ["s"]:
        happens = any(word.removesuffix("s").endswith(_HAPPENS) for word in after[1:3])
        found.add("of a happening" if happens else "of a noun")
    return frozenset(found)


def _nearest_tense(before: list[str], after: list[str]) -> bool | None:
    for k in range(len(before) - 1, -1, -1):
        if before[k] in _BARE_PLANS:
            if before[k + 1 : k + 2] == ["to"]:
                return True
            continue
        # `to be held`, `are exhausted`: the auxiliary decides
        passive = k and before[k - 1] in _PASSIVE_BE and before[k] not in _FUTURE
        if not passive and (tense := _tense(before, k)) is not None:
            return tense
    found = (_tense(after, k) for k in range(len(after)))
    told = next((tense for tense in found if tense is not None), None)
    return False if told is None and (_has_alike(before) or _has_alike(after)) else told


def _has_alike(words: list[str]) -> bool:
    """Whether a verb stands among some words whose past looks like its present: `Italy beat France`."""
    return any(
        word in _ALIKE
        and k
        and words[k - 1] not in _DETERMINERS
        and _NO_PAST_BEFORE.isdisjoint(words[max(0, k - 2) : k])
        for k, word in enumerate(words)
    )


def _tense(words: list[str], k: int) -> bool | None:
    word = words[k]
    if _is_plan(words, k):
        return True
    if word in ("has", "have"):  # the perfect; not `has to go`, `has the men`; `has been scheduled` looks ahead
        done = words[k + 1 : k + 4]
        over = any(each in _PARTICIPLES or _is_past(each) for each in done)
        return any(each in _FUTURE for each in done) or (False if over else None)
    if word == "set":  # `set to meet`, `set tentatively for Monday`; `set bail`
        return True if words[k + 1 : k + 2] == ["to"] or "for" in (*words[k + 1 : k + 2], words[-1]) else None
    if word in _FUTURE:
        return True
    return False if _is_past(word) else None


def _is_plan(words: list[str], k: int) -> bool:
    """Whether a plan begins at a word: `is to begin at midnight`; not `is to blame`, `the road is to the north`."""
    return (
        words[k] in _IS and words[k + 1 : k + 2] == ["to"] and _NO_PLANS.isdisjoint(words[k + 2 : k + 3] or _NO_PLANS)
    )


def _is_past(word: str) -> bool:
    if word in ("has", "have"):
        return False
    return word in _PAST or (word.endswith(("ed", "wn")) and word not in _NOT_PAST)


def is_habitual(text: str, start: int, end: int) -> bool:
    """Whether the sentence tells what happens again and again: `still opens at dawn`, `from 9 p.m. every night`."""
    before = _WORD.findall(_PHRASE.split(text[max(0, start - _REACH) : start])[-1].lower())
    after = _WORD.findall(_PHRASE.split(_MERIDIEM.sub("", text[end : end + _REACH]), maxsplit=1)[0].lower())
    return bool(_HABITUAL & {*before, *after}) and _nearest_tense(before, after) is not False


def is_season_of_every_year(text: str, start: int, end: int) -> bool:
    """Whether a month only describes something that comes back every year: `the November mud`."""
    before = _WORD.findall(text[max(0, start - 30) : start].lower())
    after = _WORD.findall(text[end : end + 30].lower())
    named = before[-1:] in (["the"], ["every"], ["in"], ["of"]) and after[:1] and after[0] in _RECURRING
    return bool(named) and lies_ahead(text, start, end) is not False


def describes_noun(text: str, start: int, end: int) -> bool:
    """Whether a date stands between `the` and a noun: `the November 2007 shooting`."""
    led = text[max(0, start - 4) : start].lower() == "the "
    after = _NEXT_WORD.match(text, end)
    return led and after is not None and after[1] not in _NO_NOUN and not after[1].endswith("ed")


def names_happening(text: str, end: int) -> bool:
    """Whether a noun for what happened follows a date at once: `the October 7 attacks`, `the October 7 terrorist attacks`."""
    following = _NEXT_WORDS.match(text, end)
    return following is not None and not _HAPPENINGS.isdisjoint(following[0].lower().split())


def same_clause(text: str, start: int, end: int) -> bool:
    """Whether no clause ends between two positions."""
    return _CLAUSE.search(text, start, end) is None


def same_sentence(text: str, start: int, end: int) -> bool:
    """Whether no sentence ends between two positions not far apart."""
    return 0 <= end - start <= _SENTENCE_LENGTH and SENTENCE_END.search(text, start, end) is None


def opens_sentence(text: str, start: int) -> bool:
    """Whether nothing stands between a position and the end of the sentence, the heading or the quotation mark before it."""
    before = text[max(0, start - 8) : start].rstrip(" \"“”'‘’_*(")
    return not before or before[-1] in ".!?:\n"


def since_then(text: str, start: int) -> bool:
    """Whether a date begins what lasts to the present: `have lost only four since`."""
    before = _WORD.findall(_CLAUSE.split(text[max(0, start - _REACH) : start])[-1].lower())
    return before[-1:] == ["since"] and bool({"have", "has"} & {*before})


def is_flashback(text: str, start: int) -> bool:
    """Whether the clause before a position is in the pluperfect: `who had landed on`."""
    before = _WORD.findall(_CLAUSE.split(text[max(0, start - _REACH) : start])[-1].lower())
    return "had" in before[-8:]


def looked_ahead_to(text: str, start: int, end: int) -> frozenset[str]:
    """How a clause only looks ahead to a date, by name: as a limit (`until the fall of Berlin in 1945`), in a plan (`to be rebuilt in 1950`)."""
    before, after = _clause(text, start, end)
    near = {*before[-_NEAR_BEFORE:]}
    planned = not _PLANS.isdisjoint(near | {*after[:_NEXT]}) or lies_ahead(text, start, end) is True
    signs = {LIMIT: not _LIMITS.isdisjoint(near), "in a plan": planned}
    return frozenset(name for name, stands in signs.items() if stands)


def in_attribution(text: str, start: int) -> bool:
    """Whether a position is in the clause behind a comma that names who says so: `…, the group said on Monday`."""
    before = text[max(0, start - _REACH) : start]
    clause = _CLAUSE.split(before)[-1]
    comma = clause.rfind(",")
    return comma >= 0 and not _SAYINGS.isdisjoint(_WORD.findall(clause[comma:].lower())[-_SAYER:])


def is_said(text: str, start: int, end: int) -> bool:
    """Whether the clause around a date says that somebody tells so: `on 3 January, his unit said`."""
    before, after = _clause(text, start, end)
    return not _SAYINGS.isdisjoint((*before[-_NEAR_BEFORE:], *after[:_NEAR_AFTER]))


def in_caption(text: str, start: int) -> bool:
    """Whether a position lies in the text or the address of a Markdown picture."""
    least = max(start - 400, 0)
    least = max(text.rfind("\n", least, start) + 1, least)
    return text.find("![", least, start) >= 0 and text.rfind(")", least, start) < max(
        text.rfind("![", least, start), text.rfind("](", least, start)
    )


class Lines:
    """The lines and quotation marks of a text; each is looked at once, however many dates stand in it."""

    def __init__(self, text: str) -> None:
        self._text = text
        marks = list(_QUOTE.finditer(text))
        self._quotes = [mark.end() for mark in marks]
        self._opens = [mark[0] in ("“", "``") for mark in marks]
        self._sure = list(accumulate((n if mark[0] != '"' else -1 for n, mark in enumerate(marks)), max))
        """The last mark up to each that is not alike at both ends of a quotation."""
        self._breaks = [found.start() for found in _BREAK.finditer(text)]
        ends = pairwise(self._breaks)
        self._headings = [(above, below) for above, below in ends if _is_heading(text[above:below].strip())]
        self._short = cache(self._is_short)

    def same(self, start: int, end: int) -> bool:
        """Whether no line ends between two positions."""
        return self._end(start) >= end

    def heading_between(self, start: int, end: int) -> bool:
        """Whether a heading stands between two positions: a short line of its own without a full stop."""
        at = bisect_left(self._headings, (start, 0))
        return at < len(self._headings) and self._headings[at][1] < end

    def in_heading(self, start: int, end: int) -> bool:
        """Whether the line around a span is short and ends without a full stop."""
        return self._short(self._begin(start), self._end(end)) or self.alone(start, end)

    def alone(self, start: int, end: int) -> bool:
        """Whether nothing else stands in the line of a span."""
        sides = (self._begin(start), start), (end, self._end(end))
        return all(_ONLY_MARKS.fullmatch(self._text, *side) is not None for side in sides)

    def begins(self, start: int) -> bool:
        """Whether only blanks stand before a position in its line."""
        begin = self._begin(start)
        return begin >= start - _MARKS and not self._text[begin:start].strip()

    def opens_scene(self, start: int, end: int) -> bool:
        """Whether a date stands alone at the head of a paragraph: `October 15, 2024. Just after four …`, `_July 21st._--All …`."""
        begin = self._begin(start)
        led = begin >= start - _MARKS and not self._text[begin:start].strip(" _*")
        return led and _SCENE_OPENS.match(self._text, end) is not None

    def first_sentence(self, head: int, at: int) -> bool:
        """Whether a position lies in the first sentence after a date that heads its paragraph."""
        if not self.same(head, at):
            return False
        behind = _SENTENCE.search(self._text, head, at)  # the stop behind the date itself
        return behind is None or _SENTENCE.search(self._text, behind.end(), at) is None

    def in_quotes(self, start: int) -> bool:
        """Whether a position lies inside quotation marks of its paragraph, opened not far before it."""
        first = bisect_right(self._quotes, max(self._begin(start), start - _QUOTED))
        last = bisect_right(self._quotes, start) - 1
        if last < first:
            return False
        sure = self._sure[last]
        if sure < first:
            return (last - first) % 2 == 0
        return self._opens[sure] != bool((last - sure) % 2)

    def _begin(self, at: int) -> int:
        line = bisect_left(self._breaks, at) - 1
        return self._breaks[line] + 1 if line >= 0 else 0

    def _end(self, at: int) -> int:
        line = bisect_left(self._breaks, at)
        return self._breaks[line] if line < len(self._breaks) else len(self._text)

    def _is_short(self, begin: int, end: int) -> bool:
        line = self._text[begin:end].strip()
        return _is_heading(line) and len(line.split()) <= 12


def _is_heading(line: str) -> bool:
    return 0 < len(line) < 90 and line[-1] not in ".,;:!?\"”'"


def in_brackets(text: str, start: int) -> bool:
    """Whether a position lies in round brackets opened shortly before it."""
    window = text[max(0, start - 60) : start]
    return window.rfind("(") > window.rfind(")")


def preceded_by(text: str, start: int, words: frozenset[str]) -> bool:
    """Whether the word right before a position, articles and the `in` of `than in` left out, is one of ``words``."""
    before = _WORD.findall(text[max(0, start - 30) : start].lower())
    while before and before[-1] in _BEFORE_MONTH_EDGES:
        before.pop()
    if before[-2:] == ["than", "in"]:
        before.pop()
    return bool(before) and before[-1] in words
