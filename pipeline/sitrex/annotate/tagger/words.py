"""Words of a text as the accurate tagger sees them, and the spans of rows of tags."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

WORD: Final = re.compile(r"(?:[^\W_][\u0300-\u036f]*)+|[^\w\s]|_")
SHAPES: Final = (
    "mark",
    "lower",
    "title",
    "upper",
    "capital",
    "mixed",
    "digits",
    "digits_upper",
    "digits_lower",
    "sign",
)
"""Case shapes of words; ``mark`` is for what stands for no word, ``capital`` a single letter."""
BLANKS: Final = ("mark", "none", "one", "wide", "line", "indent", "empty_line", "begin", "inside")
"""What stands before a word; ``inside`` is for a word's later pieces."""


@dataclass(frozen=True)
class Words:
    """Words of a text that have a piece in the vocabulary: offsets, case shapes, blanks before, ids of pieces."""

    starts: list[int]
    ends: list[int]
    shapes: list[int]
    blanks: list[int]
    pieces: list[tuple[int, ...]]

    def __len__(self) -> int:
        return len(self.starts)


@dataclass(frozen=True)
class Spotted:
    """A span, its label, and the mean probability of its words' tags."""

    start: int
    end: int
    label: str
    confidence: float


def shape(word: str) -> str:
    """Case shape of a word.

    >>> [shape(word) for word in ("the", "Kyiv", "OTTAWA", "B", "McKay", "47", "T72", "9th", "-")]
    ['lower', 'title', 'upper', 'capital', 'mixed', 'digits', 'digits_upper', 'digits_lower', 'sign']
    """
    if not word[0].isalnum():
        return "sign"
    if any(letter.isdecimal() for letter in word):
        if not any(letter.isalpha() for letter in word):
            return "digits"
        return "digits_upper" if any(letter.isupper() for letter in word) else "digits_lower"
    if not any(letter.isupper() for letter in word):
        return "lower"
    if len(word) == 1:
        return "capital"
    if word.isupper():
        return "upper"
    return "title" if word[0].isupper() and not any(letter.isupper() for letter in word[1:]) else "mixed"


def blank(before: str) -> str:
    r"""Kind of the blank between two words.

    >>> [blank(between) for between in ("", " ", "  ", "\n", "\n  ", " \n\n")]
    ['none', 'one', 'wide', 'line', 'indent', 'empty_line']
    """
    lines = before.count("\n")
    if lines == 0:
        return "none" if not before else "one" if len(before) == 1 and before != "\t" else "wide"
    if lines > 1:
        return "empty_line"
    return "line" if len(before.rpartition("\n")[2]) < 2 else "indent"


class Cutter:
    """Cuts texts into words.

    Args:
        pieces: ids of a word's pieces in the encoder's vocabulary.
    """

    def __init__(self, pieces: Callable[[str], tuple[int, ...]]) -> None:
        self._pieces = lru_cache(maxsize=50_000)(pieces)

    def __call__(self, text: str) -> Words:
        """The words of a text that have a piece in the vocabulary."""
        words = Words([], [], [], [], [])
        before = 0
        for match in WORD.finditer(text):
            pieces = self._pieces(match[0])
            if not pieces:
                continue
            kind = blank(text[before : match.start()]) if words.starts else "begin"
            words.starts.append(match.start())
            words.ends.append(match.end())
            words.shapes.append(SHAPES.index(shape(match[0])))
            words.blanks.append(BLANKS.index(kind))
            words.pieces.append(pieces)
            before = match.end()
        return words


def tidy(text: str, spans: Sequence[Spotted]) -> list[Spotted]:
    """Spans without what no name has at its edges: a half word joined to its other half, brackets closed, comma left out.

    >>> text = "the Twenty-ninth Ohio, 1st Bn (Mech) and"
    >>> found = [Spotted(4, 11, "UNIT", 0.9), Spotted(11, 22, "UNIT", 0.7), Spotted(23, 35, "UNIT", 0.8)]
    >>> [(text[span.start : span.end], span.confidence) for span in tidy(text, found)]
    [('Twenty-ninth Ohio', 0.8), ('1st Bn (Mech)', 0.8)]
    """
    joined: list[Spotted] = []
    for span in spans:
        before = joined[-1] if joined else None
        if before and before.label == span.label and before.end == span.start and "-" in text[span.start - 1 :][:2]:
            joined[-1] = Spotted(before.start, span.end, span.label, (before.confidence + span.confidence) / 2)
        else:
            joined.append(span)
    made = []
    for span in joined:
        start, end = span.start, span.end
        for opening, closing in ("()", "[]"):
            inside = text[start:end]
            if inside.count(opening) > inside.count(closing) and text[end : end + 1] == closing:
                end += 1
        while end > start and (text[end - 1] in ",;:" or text[end - 1].isspace()):
            end -= 1
        if end > start:
            made.append(Spotted(start, end, span.label, span.confidence))
    return made
