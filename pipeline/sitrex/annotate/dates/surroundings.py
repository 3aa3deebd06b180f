"""What the words around a date say about it: tense, quotation, headings, brackets."""

from __future__ import annotations

import re
from typing import Final

from sitrex.annotate.dates.lexer import cue_words

_CLAUSE: Final = re.compile(r"[.!?;]\s|\n")
_WORD: Final = re.compile(r"[A-Za-z’']+")
_FUTURE: Final = cue_words("future")
_PAST: Final = cue_words("past")
_NOT_PAST: Final = cue_words("not_past")
_FUTURE_BEFORE: Final = frozenset({"until", "till", "next", "by", "before"})
_REACH: Final = 120
_OPEN: Final = re.compile(r"[“”\"]|``|''")


def lies_ahead(text: str, start: int, end: int) -> bool | None:
    """Whether tense and prepositions put the date in ``text[start:end]`` after the day of speaking.

    The nearest verb or auxiliary before it in its clause decides, then the first after it; `until`, `by` and
    `next` right before it say future unless a past form stands near. None where nothing decides.
    """
    before = _WORD.findall(_CLAUSE.split(text[max(0, start - _REACH) : start])[-1].lower())
    after = _WORD.findall(_CLAUSE.split(text[end : end + _REACH], maxsplit=1)[0].lower())
    if before and before[-1] in ("the", "this"):
        before.pop()
    if before and before[-1] in _FUTURE_BEFORE:
        return not ("had" in after[:8] or {"was", "were"} & {*after[:3]} or _PAST & {*before})
    for k in range(len(before) - 1, -1, -1):
        if before[k] in ("plan", "plans"):
            if before[k + 1 : k + 2] == ["to"]:
                return True
            continue
        passive = k and before[k - 1] == "be"  # `to be held`, `may be signed`: the infinitive decides
        if not passive and (tense := _tense(before[k])) is not None:
            return tense
    return next((tense for word in after if (tense := _tense(word)) is not None), None)


def _tense(word: str) -> bool | None:
    if word in _FUTURE:
        return True
    if word in _PAST or (word.endswith("ed") and word not in _NOT_PAST):
        return False
    return None


def in_quotes(text: str, start: int) -> bool:
    """Whether a position lies inside quotation marks of its paragraph."""
    paragraph = text.rfind("\n", 0, start) + 1
    paragraph = max(paragraph, start - 2000)
    inside = False
    for mark in _OPEN.finditer(text, paragraph, start):
        inside = mark[0] in ("“", "``") or (mark[0] == '"' and not inside)
    return inside


def in_brackets(text: str, start: int) -> bool:
    """Whether a position lies in round brackets opened shortly before it."""
    window = text[max(0, start - 60) : start]
    return window.rfind("(") > window.rfind(")")


def in_heading(text: str, start: int, end: int) -> bool:
    """Whether the line around a span is short and ends without a full stop."""
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    line = text[first : len(text) if last < 0 else last].strip()
    return 0 < len(line) < 90 and line[-1] not in ".,;:!?\"”'" and len(line.split()) <= 12


def preceded_by(text: str, start: int, words: frozenset[str]) -> bool:
    """Whether the word right before a position, articles left out, is one of ``words``."""
    before = _WORD.findall(text[max(0, start - 30) : start].lower())
    while before and before[-1] in ("the", "a", "early", "late", "mid"):
        before.pop()
    return bool(before) and before[-1] in words
