"""Windows of at most 256 word pieces over a text: neighbouring paragraphs together, cut where it hurts least."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any, Final, TypeAlias

import numpy as np

from sitrex.annotate.tagger import bio
from sitrex.annotate.tagger.words import BLANKS, SHAPES, Cutter, Spotted, Words, tidy

Ints: TypeAlias = np.ndarray[Any, np.dtype[np.int64]]

PIECES: Final = 256
LEAST: Final = 0.55
"""A window that is cut holds at least this share of what it could."""
_CAPITALS: Final = frozenset(map(SHAPES.index, ("title", "upper", "capital", "mixed", "digits", "digits_upper")))
_LINES: Final = frozenset(map(BLANKS.index, ("line", "indent")))
INPUTS: Final = ("pieces", "shapes", "blanks", "lengths", "rows", "columns")
"""What a network is given of a batch."""
_EMPTY, _NONE, _SIGN = BLANKS.index("empty_line"), BLANKS.index("none"), SHAPES.index("sign")


@dataclass(frozen=True)
class TaggerWindow:
    """Words ``first`` to before ``last`` of a text."""

    words: Words
    first: int
    last: int

    @property
    def pieces(self) -> int:
        """Word pieces in it."""
        return sum(map(len, self.words.pieces[self.first : self.last]))


def cost(words: Words, text: str, n: int) -> int:
    """How bad a cut before word ``n`` is: 0 between paragraphs, 5 inside what is written together."""
    kind = words.blanks[n]
    if kind == _EMPTY:
        return 0
    closes = n - 1
    while closes > 0 and words.shapes[closes] == _SIGN and text[words.starts[closes]] in "\"'”’)]":
        closes -= 1
    ended = text[words.starts[closes]] in ".!?:;"
    if kind in _LINES:
        return 1 if ended else 3
    if ended and kind != _NONE and words.shapes[n] in _CAPITALS:
        return 2
    return 4 if kind != _NONE else 5


def cut(words: Words, text: str, begin: int = PIECES) -> Iterator[TaggerWindow]:
    """The windows of a text; ``begin`` is how many pieces the first may have."""
    first = 0
    room = begin - 2
    while first < len(words):
        size = min(len(words.pieces[first]), room)
        last = first + 1
        sizes = [0, size]
        while last < len(words) and size + len(words.pieces[last]) <= room:
            size += len(words.pieces[last])
            last += 1
            sizes.append(size)
        if last < len(words):
            options = [n for n in range(first + 1, last + 1) if sizes[n - first] >= LEAST * room] or [last]
            last = min(options, key=lambda n: (cost(words, text, n), -n))
        yield TaggerWindow(words, first, last)
        first = last
        room = PIECES - 2


def batches(windows: Sequence[TaggerWindow], pieces: int) -> list[list[int]]:
    """Places of windows that go side by side, the longest first, at most about ``pieces`` with their padding."""
    made: list[list[int]] = []
    for n in sorted(range(len(windows)), key=lambda n: (-windows[n].pieces, n)):
        if not made or (len(made[-1]) + 1) * (windows[made[-1][0]].pieces + 2) > pieces:
            made.append([])
        made[-1].append(n)
    return made


@dataclass(frozen=True)
class Batch:
    """Windows side by side, as arrays of whole numbers.

    ``pieces``, ``shapes``, ``blanks`` (windows, pieces); ``lengths`` (windows,); ``rows`` and ``columns`` (words,): where
    the first piece of each word stands.
    """

    pieces: Ints
    shapes: Ints
    blanks: Ints
    lengths: Ints
    rows: Ints
    columns: Ints


def collate(windows: Sequence[TaggerWindow], begin: int, end: int, pad: int) -> Batch:
    """The windows side by side; ``begin``, ``end`` and ``pad`` are the vocabulary's marks."""
    length = min(PIECES, max(w.pieces for w in windows) + 2)
    pieces, shapes, blanks = (np.full((len(windows), length), fill, dtype=np.int64) for fill in (pad, 0, 0))
    inside = BLANKS.index("inside")
    lengths, rows, columns = [], [], []
    for row, window in enumerate(windows):
        ids, shape, blank = [begin], [0], [0]
        for n in range(window.first, window.last):
            own = window.words.pieces[n][: length - 2]  # of a word longer than a window only the beginning is seen
            rows.append(row)
            columns.append(len(ids))
            ids += own
            shape += [window.words.shapes[n]] * len(own)
            blank += [window.words.blanks[n], *([inside] * (len(own) - 1))]
        ids.append(end)
        pieces[row, : len(ids)] = ids
        shapes[row, : len(shape)] = shape
        blanks[row, : len(blank)] = blank
        lengths.append(len(ids))
    return Batch(pieces, shapes, blanks, *(np.array(some, dtype=np.int64) for some in (lengths, rows, columns)))


@dataclass(frozen=True)
class Read:
    """A text as a network read it: its words, its windows, and of each window the log probabilities (words, tags)."""

    text: str
    words: Words
    windows: list[TaggerWindow]
    scores: list[bio.Floats]

    def found(self) -> list[Spotted]:
        """The spans, each with the mean probability of its words' tags."""
        made = []
        for window, rows, tags in zip(self.windows, self.scores, bio.decode(self.scores), strict=True):
            for first, last, label in bio.spans(tags):
                sure = float(np.exp(rows[np.arange(first, last), tags[first:last]]).mean())
                start, end = self.words.starts[window.first + first], self.words.ends[window.first + last - 1]
                made.append(Spotted(start, end, label, sure))
        return tidy(self.text, made)


def read(text: str, cutter: Cutter, network: Callable[[list[TaggerWindow]], bio.Floats], pieces: int) -> Read:
    """Read a text.

    Args:
        text: any text.
        cutter: of its words.
        network: log probabilities (words, tags) of windows that go through it together.
        pieces: at most about so many at once.
    """
    words = cutter(text)
    cut_windows = list(cut(words, text))
    scores: list[bio.Floats] = [np.zeros((0, len(bio.TAGS)))] * len(cut_windows)
    for places in batches(cut_windows, pieces):
        own = [cut_windows[n] for n in places]
        ends = list(accumulate(w.last - w.first for w in own))
        for n, rows in zip(places, np.split(network(own), ends[:-1]), strict=True):
            scores[n] = rows
    return Read(text, words, cut_windows, scores)
