"""Paragraphs and sentences of a text, by rule.

A newline ends a paragraph unless the text is hard-wrapped and the newline only
breaks a line. Paragraphs partition the text: each keeps the line ends behind
it. They bound everything that is found locally, so a document gives the same
mentions in whatever pieces it is processed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from sitrex.annotate.text import Span
from sitrex.annotate.text.view import View
from sitrex.annotate.text.words import abbreviations, words

PARAGRAPH_LIMIT: Final = 10_000
"""Code points; a longer paragraph is cut at a sentence end or white space, so that memory stays flat."""
VOLUME_LIMIT: Final = 1_000_000
"""Code points, some 160,000 words; see :func:`volumes`."""

_LINE: Final = re.compile(r"[^\n]*\n?")
_SENTENCE_END: Final = re.compile(r"""[.!?…]["'”’»)\]]*(?=\s)""")
_STARTER: Final = re.compile(r"""\s+["'“‘«(\[]*([^\W_]\w*)?""")
_STARTERS: Final = words("openers", "sentence_openers")
"""Words that usually begin a sentence when capitalised after an abbreviation."""
_ABBREVIATION: Final = re.compile(r"([^\s\"“‘(\[—–/]+)\Z")


def volumes(text: str) -> list[Span]:
    """Spans that partition ``text``: of what is resolved as one document, nearly always all of it.

    A longer text ends a volume at its last blank line, else newline, else white space.

    >>> volumes("Kyiv held.")
    [(0, 10)]
    """
    spans: list[Span] = []
    start = 0
    while len(text) - start > VOLUME_LIMIT:
        least, most = start + VOLUME_LIMIT // 2, start + VOLUME_LIMIT
        breaks = (text.rfind(mark, least, most) + len(mark) for mark in ("\n\n", "\n", " "))
        end = next((at for at in breaks if at > least), most)
        spans.append((start, end))
        start = end
    return [*spans, (start, len(text))]


def paragraphs(text: str) -> list[Span]:
    """Spans that partition ``text``: one a line, with its line end and the blank lines behind it.

    Lines that only wrap a sentence are one line in the view that the annotators read
    (:mod:`sitrex.annotate.text.view`).
    """
    spans: list[Span] = []
    for start, end in (m.span() for m in _LINE.finditer(text) if m.end() > m.start()):
        if spans and text[start:end].isspace():
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return [piece for span in spans for piece in _cut(text, *span)]


def _cut(text: str, start: int, end: int) -> Iterator[Span]:
    while end - start > PARAGRAPH_LIMIT:
        window = text[start : start + PARAGRAPH_LIMIT]
        stops = [m.end() for m in _SENTENCE_END.finditer(window, PARAGRAPH_LIMIT // 2)]
        gap = max(window.rfind(" "), window.rfind("\t"), window.rfind("\n")) + 1
        length = stops[-1] + 1 if stops else gap or PARAGRAPH_LIMIT
        yield start, start + length
        start += length
    if end > start:
        yield start, end


def sentences(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """Spans of the sentences in one paragraph ``text[start:end]``, without white space around them.

    A dot after an abbreviation or an initial ends no sentence, unless the
    abbreviation can end one and a word follows that usually begins one.

    >>> text = "Gen. Smith left the U.S. The 2nd Bn. stayed."
    >>> [text[a:b] for a, b in sentences(text)]
    ['Gen. Smith left the U.S.', 'The 2nd Bn. stayed.']
    """
    end = len(text) if end is None else end
    spans: list[Span] = []
    begin = start
    for stop in _SENTENCE_END.finditer(text, start, end):
        if not _ends_sentence(text, begin, stop.start(), stop.end(), end):
            continue
        spans.append((begin, stop.end()))
        begin = stop.end()
    spans.append((begin, end))
    return [trimmed for span in spans if (trimmed := _trim(text, *span))]


def _ends_sentence(text: str, begin: int, stop: int, after: int, end: int) -> bool:
    follower = _STARTER.match(text, after, end)
    word = follower[1] if follower and follower[1] else ""
    if word and word[0].islower():
        return False
    if text[stop] != ".":
        return True
    before = _ABBREVIATION.search(text, max(begin, stop - 30), stop)
    if before is None:
        return True
    listed = len(before[1]) <= 3 and before[1].isdecimal() and not text[begin : before.start()].strip()
    return not listed and _ends_behind(before[1], word)


def _ends_behind(token: str, word: str) -> bool:
    """Whether a sentence ends with the dot of what may be an abbreviation, before a word with a capital or none."""
    kind = abbreviations().get(token.lower())
    if kind in ("always", "given"):  # a title, a number sign, a given name: what follows belongs to it
        return False
    if len(token) == 1 and token.isalpha() and token.isupper():  # an initial
        return False
    if kind == "may" or ("." in token and len(token) <= 6 and token.replace(".", "").isalpha()):
        return word.lower() in _STARTERS
    return True


def sentence_bounds(text: str) -> list[Span]:
    """The sentences of a whole text, read through its view, as they stand in it."""
    view = View.of(text)
    return [view.span(*bound) for block in paragraphs(view.text) for bound in sentences(view.text, *block)]


def _trim(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if end > start else None
