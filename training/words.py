"""Words of a text as the tagger sees them, tags of words, and the best legal row of tags."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from tokenizers import Tokenizer

from paragraphs import LABELS, Spans

WORD = re.compile(r"(?:[^\W_][\u0300-\u036f]*)+|[^\w\s]|_")
SHAPES = ("mark", "lower", "title", "upper", "capital", "mixed", "digits", "digits_upper", "digits_lower", "sign")
"""Case shapes of words; ``mark`` is for what stands for no word, ``capital`` a single letter."""
BLANKS = ("mark", "none", "one", "wide", "line", "indent", "empty_line", "begin", "inside")
"""What stands before a word; ``inside`` is for a word's later pieces."""
TAGS = ("O", *(f"{place}-{label}" for label in LABELS for place in "BI"))
IGNORED = -100
"""Tag of a word that is left out of the loss."""

_LEGAL = np.zeros((len(TAGS), len(TAGS)))
for _label in range(len(LABELS)):
    _LEGAL[:, 2 + 2 * _label] = -np.inf
    _LEGAL[[1 + 2 * _label, 2 + 2 * _label], 2 + 2 * _label] = 0.0
_FIRST = np.where([tag[0] == "I" for tag in TAGS], -np.inf, 0.0)


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
class Found:
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
    if any(letter.isdigit() for letter in word):
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
    """Kind of the blank between two words.

    >>> [blank(between) for between in ("", " ", "  ", "\\n", "\\n  ", " \\n\\n")]
    ['none', 'one', 'wide', 'line', 'indent', 'empty_line']
    """
    lines = before.count("\n")
    if lines == 0:
        return "none" if not before else "one" if len(before) == 1 and before != "\t" else "wide"
    if lines > 1:
        return "empty_line"
    return "line" if len(before.rpartition("\n")[2]) < 2 else "indent"


class Cutter:
    """Cuts texts into words; remembers the pieces of the words that it has seen."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        tokenizer.no_padding()
        tokenizer.no_truncation()
        self.tokenizer = tokenizer
        self.known: dict[str, tuple[int, ...]] = {}

    def __call__(self, text: str) -> Words:
        found = list(WORD.finditer(text))
        new = sorted({m[0] for m in found} - self.known.keys())
        for word, encoded in zip(
            new,
            self.tokenizer.encode_batch([[word] for word in new], is_pretokenized=True, add_special_tokens=False),
            strict=True,
        ):
            self.known[word] = tuple(encoded.ids)
        words = Words([], [], [], [], [])
        before = 0
        for match in found:
            pieces = self.known[match[0]]
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


def to_tags(words: Words, spans: Spans, optional: Sequence[tuple[int, int]]) -> list[int]:
    """Tag of each word; spans that cut a word are widened to it, words of optional mentions are ``IGNORED``."""
    tags = [0] * len(words)
    for start, end, label in spans:
        inside = _inside(words, start, end)
        if any(tags[n] for n in inside):
            continue
        for n in inside:
            tags[n] = 2 + 2 * LABELS.index(label)
        if inside:
            tags[inside[0]] -= 1
    for start, end in optional:
        for n in _inside(words, start, end):
            tags[n] = IGNORED
    return tags


def _inside(words: Words, start: int, end: int) -> range:
    first = int(np.searchsorted(words.ends, start, side="right"))
    return range(first, max(first, int(np.searchsorted(words.starts, end, side="left"))))


def to_spans(words: Words, first: int, tags: Sequence[int]) -> list[tuple[int, int, str, range]]:
    """The spans of a legal row of tags from word ``first`` on, each with the places of its words in the row."""
    spans: list[tuple[int, int, str, range]] = []
    begin = None
    for n, tag in enumerate([*tags, 0]):
        if begin is not None and (tag == 0 or tag % 2):
            label = LABELS[(tags[begin] - 1) // 2]
            spans.append((words.starts[first + begin], words.ends[first + n - 1], label, range(begin, n)))
            begin = None
        if tag % 2:
            begin = n
    return spans


def tidy(text: str, spans: Sequence[Found]) -> list[Found]:
    """Spans without what no name has at its edges: a half word joined to its other half, brackets closed, comma left out.

    >>> text = "the Twenty-ninth Ohio, 1st Bn (Mech) and"
    >>> found = [Found(4, 11, "UNIT", 0.9), Found(11, 22, "UNIT", 0.7), Found(23, 35, "UNIT", 0.8)]
    >>> [(text[span.start : span.end], span.confidence) for span in tidy(text, found)]
    [('Twenty-ninth Ohio', 0.8), ('1st Bn (Mech)', 0.8)]
    """
    joined: list[Found] = []
    for span in spans:
        before = joined[-1] if joined else None
        if before and before.label == span.label and before.end == span.start and "-" in text[span.start - 1 :][:2]:
            joined[-1] = Found(before.start, span.end, span.label, (before.confidence + span.confidence) / 2)
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
            made.append(Found(start, end, span.label, span.confidence))
    return made


def viterbi(scores: np.ndarray) -> np.ndarray:
    """The best legal tags of rows of words of one length, from log probabilities (rows, words, tags)."""
    rows, length, _ = scores.shape
    best = scores[:, 0] + _FIRST
    back = np.zeros(scores.shape, dtype=np.int64)
    for n in range(1, length):
        steps = best[:, :, None] + _LEGAL[None]
        back[:, n] = steps.argmax(1)
        best = steps.max(1) + scores[:, n]
    tags = np.zeros((rows, length), dtype=np.int64)
    tags[:, -1] = best.argmax(1)
    for n in range(length - 1, 0, -1):
        tags[:, n - 1] = back[np.arange(rows), n, tags[:, n]]
    return tags
