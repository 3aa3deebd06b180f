"""Words and marks of a stretch of text, as the designation grammar sees them.

spaCy splits ``2-505`` in three and keeps ``VMFA-121`` whole; designations need
the opposite of both at times, so the grammar works on its own tokens.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

NEWLINE: Final = "\n"
_TOKEN: Final = re.compile(
    r"(?<=[^\s|+]) {3,}+(?=[^\s|+])"
    r"|([^\S\n]{8,}+)(?!\n)"  # so that the next line does not ask each blank of a wide gap for a line end
    r"|\s*\n\s*"
    r"|\d+(?:st|nd|rd|th|d|ST|ND|RD|TH|D)(?![^\W_])"
    r"|\d{1,3}(?:,\d{3})+(?![^\W_])"
    r"|\d+(?:\.\d+)*(?![^\W_])"
    r"|\d+"
    r"|(?:[^\W\d_]\.){2,}"
    r"|[^\W\d_]+(?:[-‐‑'’ʼ][^\W\d_]+)*"
    r"|[^\s]"
)
_HYPHENS: Final = str.maketrans({"‐": "-", "‑": "-", "’": "'", "ʼ": "'", "\u00a0": " "})
_LIST_MARK: Final = re.compile(r"[-*•–—·‣▪#]|\d{1,2}[.)]\s|\(?[a-z]\)\s")
_LINE: Final = (40, 110)
"""A shorter line is a heading or a list item, a longer one a paragraph, not prose that was wrapped."""


@dataclass(slots=True)
class Tokens:
    """Parallel lists: ``words`` as written, ``keys`` lower case with plain hyphens, offsets into the whole text."""

    words: list[str]
    keys: list[str]
    starts: list[int]
    ends: list[int]

    def glued(self, i: int) -> bool:
        """Whether token ``i`` follows the one before without a space."""
        return i > 0 and self.ends[i - 1] == self.starts[i]

    def __len__(self) -> int:
        return len(self.words)


def tokenize(text: str, start: int, end: int, echelons: frozenset[str]) -> Tokens:
    """Tokens of ``text[start:end]``; the line break inside a wrapped sentence is left out, other breaks are a token.

    A wide gap, as between columns, is a break too. A possessive ``'s`` is a token of its own; so is the head of a
    compound whose last part is one of ``echelons`` (``Panzer-Division``), and a name behind a head and hyphen
    (``Task Force-Horn of Africa``).
    """
    words: list[str] = []
    keys: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for found in _TOKEN.finditer(text, start, end):
        word = found.group()
        begin = found.start()
        if word.isspace():
            if found.lastindex is None and not _wraps(text, begin, found.end(), word):
                words.append(NEWLINE)
                keys.append(NEWLINE)
                starts.append(begin)
                ends.append(begin)
            continue
        if word == "_" and not (text[begin - 1 : begin].isalnum() and text[begin + 1 : begin + 2].isalnum()):
            # books of plain text set foreign words between them: the 37th _Landwehr_ Brigade
            continue
        word = word.lstrip() if word[0].isspace() else word
        key = word.lower().translate(_HYPHENS) if not word.isascii() or "-" in word else word.lower()
        if len(key) > 2:
            if key[-2:] == "'s":
                _add(words, keys, starts, ends, word[:-2], key[:-2], begin)
                word, key, begin = word[-2:], "'s", begin + len(word) - 2
            elif "-" in key and (cut := key.rindex("-")) and key[cut + 1 :] in echelons:
                _add(words, keys, starts, ends, word[:cut], key[:cut], begin)
                word, key, begin = word[cut + 1 :], key[cut + 1 :], begin + cut + 1
            elif "-" in key and (cut := key.index("-")) and key[:cut] in echelons and word[cut + 1 :][:1].isupper():
                _add(words, keys, starts, ends, word[:cut], key[:cut], begin)
                _add(words, keys, starts, ends, word[cut], "-", begin + cut)
                word, key, begin = word[cut + 1 :], key[cut + 1 :], begin + cut + 1
        words.append(word)
        keys.append(key)
        starts.append(begin)
        ends.append(begin + len(word))
    return Tokens(words, keys, starts, ends)


def _add(
    words: list[str], keys: list[str], starts: list[int], ends: list[int], word: str, key: str, begin: int
) -> None:
    words.append(word)
    keys.append(key)
    starts.append(begin)
    ends.append(begin + len(word))


def _wraps(text: str, begin: int, end: int, break_: str) -> bool:
    """Whether the line break at ``begin`` lies inside a hard-wrapped sentence."""
    if break_[-1] != "\n" or break_.count("\n") > 1 or begin == 0 or text[begin - 1] in ".:;!?":
        return False
    line_start = text.rfind("\n", max(0, begin - _LINE[1]), begin)
    length = begin - line_start - 1 if line_start >= 0 else begin
    return _LINE[0] <= length <= _LINE[1] and not _LIST_MARK.match(text, end)
