"""Windows of at most 256 word pieces over a text: neighbouring paragraphs together, cut where it hurts least."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from encoders import Plan
from words import BLANKS, IGNORED, SHAPES, Words

PIECES = 256
LEAST = 0.55
"""A window that is cut holds at least this share of what it could."""
_CAPITALS = frozenset(map(SHAPES.index, ("title", "upper", "capital", "mixed", "digits", "digits_upper")))
_LINES = frozenset(map(BLANKS.index, ("line", "indent")))
_EMPTY, _NONE, _SIGN = BLANKS.index("empty_line"), BLANKS.index("none"), SHAPES.index("sign")


@dataclass(frozen=True)
class Window:
    """Words ``first`` to before ``last`` of a text, with their tags where those are known."""

    words: Words
    first: int
    last: int
    tags: list[int] | None = None

    @property
    def pieces(self) -> int:
        return sum(map(len, self.words.pieces[self.first : self.last]))


@dataclass(frozen=True)
class Batch:
    """Windows side by side: ids, shapes and blanks of pieces, lengths, and where the words' first pieces stand."""

    pieces: Tensor
    shapes: Tensor
    blanks: Tensor
    lengths: Tensor
    rows: Tensor
    columns: Tensor
    tags: Tensor


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


def cut(
    words: Words, text: str, tags: list[int] | None = None, rng: random.Random | None = None, most: int = PIECES
) -> Iterator[Window]:
    """The windows of a text; with ``rng`` the first is of any size, so that the cuts differ from time to time."""
    first = 0
    room = most - 2
    if rng is not None:
        room = rng.randint(room // 3, room)
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
        yield Window(words, first, last, tags)
        first = last
        room = most - 2


def batches(windows: Sequence[Window], pieces: int, rng: random.Random | None = None) -> Iterator[list[int]]:
    """Places of windows that go side by side, at most about ``pieces`` with their padding; with ``rng`` in random order,
    windows of like size together."""
    order = list(range(len(windows)))
    if rng is not None:
        rng.shuffle(order)
        pools = [order[n : n + 64] for n in range(0, len(order), 64)]
    else:
        pools = [order]
    made: list[list[int]] = []
    for pool in pools:
        batch: list[int] = []
        for n in sorted(pool, key=lambda n: (-windows[n].pieces, n)):
            if batch and (len(batch) + 1) * (windows[batch[0]].pieces + 2) > pieces:
                made.append(batch)
                batch = []
            batch.append(n)
        made.append(batch)
    if rng is not None:
        rng.shuffle(made)
    return iter(made)


def collate(windows: Sequence[Window], plan: Plan) -> Batch:
    """The windows as tensors."""
    length = min(PIECES, max(w.pieces for w in windows) + 2)
    pieces, shapes, blanks = (torch.full((len(windows), length), fill) for fill in (plan.pad, 0, 0))
    inside = BLANKS.index("inside")
    lengths, rows, columns, tags = [], [], [], []
    for row, window in enumerate(windows):
        ids, shape, blank = [plan.begin], [0], [0]
        for n in range(window.first, window.last):
            own = window.words.pieces[n][: length - 2]  # of a word longer than a window only the beginning is seen
            rows.append(row)
            columns.append(len(ids))
            tags.append(IGNORED if window.tags is None else window.tags[n])
            ids += own
            shape += [window.words.shapes[n]] * len(own)
            blank += [window.words.blanks[n], *([inside] * (len(own) - 1))]
        ids.append(plan.end)
        pieces[row, : len(ids)] = torch.tensor(ids)
        shapes[row, : len(shape)] = torch.tensor(shape)
        blanks[row, : len(blank)] = torch.tensor(blank)
        lengths.append(len(ids))
    return Batch(pieces, shapes, blanks, *map(torch.tensor, (lengths, rows, columns, tags)))
