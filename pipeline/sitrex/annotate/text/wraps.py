"""Line ends that only wrap a sentence, at any width and indent, told from those that end a paragraph.

A block is a run of lines without an empty one. Whether its lines are wrapped prose is decided for the block as a whole,
by what prose at a width shows: lines that go on in lower case or break behind *of the*, the next word that would not
have fitted. Lists, headlines, tables and verse show neither. An empty line within a sentence, as between the pages of a
book or the lines of a scan, is a wrap where a long line goes on in lower case behind it, or breaks off.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, pairwise
from typing import Final

from sitrex.annotate.text import Span
from sitrex.annotate.text.goes_on import begins_sentence, breaks_off, goes_on, is_open
from sitrex.annotate.text.hyphens import HYPHENS

_WIDEST: Final = 130
"""Columns; wider lines are paragraphs of their own."""
_FULL: Final = (45, 110)
"""Columns of a line that may be wrapped where nothing else shows it."""
_FLOWING: Final = 0.15
"""Share of line ends that visibly go on from which a block is wrapped prose; .08 to .3 read 144 labelled passages alike …"""
_FITTING: Final = 0.6
"""… or share of line ends at which the next word would not have fitted: .4 the same, .8 a mention more in 144 passages."""
_FEW: Final = 3
"""Line ends from which a share of those that fit says something."""
_SHORT: Final = 0.6
"""Share of the width up to which a line is a heading where not every line below it is filled."""
_LEAST_WIDTH: Final = 30
"""Columns of the widest line from which the second share says something."""
_NEARLY: Final = 0.88
"""Share of the width from which a line is filled in a type whose letters are not of one width; .8 to .95 are the same."""
_LETTERS: Final = 3
"""Letters of a heading: `14 May`."""
_CAPITALS: Final = 0.015
"""Capitals to a small letter from which a text begins its sentences with one; .005 to .03 are the same on 144 passages."""
_SPACED: Final = 5
"""Lines with an empty one behind each from which they show whether they are wrapped prose …"""
_SPACED_FLOWING: Final = 0.4
"""… and the share of them that visibly go on; of single-line paragraphs hardly one does."""
_TITLED: Final = 4
"""Letters of a word that begins with a capital in a title."""
_NONE: Final[Mapping[int, int]] = {}
_BLANK_LINE: Final = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+")
_LINE: Final = re.compile(r"[^\n]+")
_WORD: Final = re.compile(r"\S+")
_GAP: Final = re.compile(r"[^\S\n]*\r?\n[^\S\n]*")
_ITEM: Final = re.compile(
    r"(?:[-*•–—▪◦·»>#|+]|\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{2,5})[.)\]](?=\s)|[A-Z][A-Za-z/]{1,14}(?: [A-Za-z]{1,12})?:(?=\s))\s*"
)
"""What begins an item: a bullet, a number or letter, the name of a field (``FROM: …``)."""
_NUMBERED: Final = re.compile(r"(?:\d{1,3}(?:st|nd|rd|th|d)|[IVXL]{1,6}|\d{1,3}\.) [A-Z(]")
"""What begins a line of a list of formations: 29th Division, XIV Corps, 4. Armee."""
_HEADED: Final = re.compile(r"(?:[A-Z\d(][\w.()'’-]*[^\S\n]){1,5}?[A-Z(][\w.()'’-]*:(?=\s)")
"""A formation's name of several words before what it consists of: 42nd Infantry Division (Smith): …"""
_BYLINE: Final = re.compile(r"(?:By|BY)(?:\s+(?:[A-Z][\w.'’-]*,?|and|for|in|of|&)){2,9}")
"""`By Mara Veldin and Ivo Tarn`, `BY MARA VELDIN, WIRE SERVICE`."""
_TOP: Final = 4
"""Lines of a block among which a by-line stands."""
COLUMNS: Final = re.compile(r"\S(?:\t|\s{3,})\S")
"""A gap between the cells of a table."""
_END: Final = re.compile(r"(?:[.!?:;…][\"'”’)\]]*|\(\+[\d., ]{1,12}\)[,;]?)\Z")
"""What ends a line for good; also by how much a figure of a tally has risen: `tanks - 10,933 (+4)`."""

_NEXT_SENTENCE: Final = re.compile(r"[a-z\d][.!?][\"'”’)]*(?:\Z|[^\S\n]+[\"'“‘(]*[A-Z])")
"""Where within a paragraph a sentence ends."""


def wraps(text: str, gone: Sequence[Span] = (), margin: Mapping[int, int] = _NONE) -> Iterator[Span]:
    r"""The line ends, with the blanks around them, that only wrap a sentence.

    Args:
        text: the text.
        gone: spans of whole lines that are not read.
        margin: where lines with a number in the margin begin, and where what they say does.

    >>> [m for m in wraps("They gave the guns of the 47th\n    Mechanized Brigade on 5\nOctober to\nthem.")]
    [(30, 35), (58, 59), (69, 70)]
    """
    if "\n" not in text:
        return
    starts = [start for start, _ in gone]
    stanzas: list[tuple[list[Span], _Block]] = []
    for begin, end in _blocks(text):
        lines = [(margin.get(m.start(), m.start()), m.end()) for m in _LINE.finditer(text, begin, end)]
        kept = [span for span in lines if not _is_gone(span, gone, starts)]
        block = _Block([text[slice(*span)].strip() for span in kept])
        for start, stop in _in_block(text, kept, block):
            yield start, margin.get(text.rfind("\n", start, stop) + 1, stop)
        if not all(block.lines):  # of a quotation, what stands behind its marks
            kept = [span for span, line in zip(kept, block.lines, strict=True) if line]
            block = _Block(list(filter(None, block.lines)))
        if kept:
            stanzas.append((kept, block))
    if sum(map(str.isupper, text)) >= _CAPITALS * sum(map(str.islower, text)):
        yield from _over_empty_lines(text, stanzas)


def _over_empty_lines(text: str, stanzas: Sequence[tuple[Sequence[Span], _Block]]) -> list[Span]:
    """The empty lines, with what stands among them that is not read, that lie within a sentence."""
    found: set[Span] = set()
    for (above, block), (below, other) in pairwise(stanzas):
        if _is_parted(block, other):
            found.add(_between(text, above[-1], below[0]))
    for single, group in groupby((kept for kept, _ in stanzas), lambda kept: len(kept) == 1):
        if single:
            found.update(_spaced(text, [line for (line,) in group]))
    return sorted(found)


def wraps_alone(text: str, begin: int, end: int) -> bool:
    r"""Whether the line end in the white space ``text[begin:end]`` only wraps a sentence, as far as its own line shows: of those
    that :func:`wraps` has left, since their block shows nothing.

    >>> text = "The 47th Mechanized Brigade gave its guns to the 2nd\nBrigade.\nIt left."
    >>> wraps_alone(text, 52, 53), wraps_alone(text, 61, 62)
    (True, False)
    """
    if text[end - 1] != "\n" or text.count("\n", begin, end) > 1:
        return False
    line = text[text.rfind("\n", max(begin - _FULL[1] - 1, 0), begin) + 1 : begin]
    if not _FULL[0] <= len(line) <= _FULL[1]:
        return False
    return not (line.endswith("|") or _END.search(line) or _ITEM.match(text, end) or _is_listed(line, text, end))


def _is_listed(line: str, text: str, at: int) -> bool:
    """Whether the line that begins at ``at`` is as the one before it a list's: both with a number, or the second with a colon."""
    listed = (_NUMBERED.match(line) and _NUMBERED.match(text, at)) or _HEADED.match(text, at)
    return listed is not None and not is_open(line)


def _between(text: str, line: Span, below: Span) -> Span:
    """What lies between the words of two lines."""
    return line[0] + len(text[slice(*line)].rstrip()), below[1] - len(text[slice(*below)].lstrip())


def _spaced(text: str, lines: Sequence[Span]) -> Iterator[Span]:
    """The line ends that are wraps among lines with an empty one behind each, as typescripts and some PDFs have them."""
    if len(lines) >= _SPACED:
        block = _Block([text[slice(*span)].strip() for span in lines])
        if block.is_spaced_prose():
            yield from (_between(text, lines[n], lines[n + 1]) for n in block.joints if block.is_wrap(n))


def _is_parted(above: _Block, block: _Block) -> bool:
    """Whether a sentence goes on behind an empty line: a long line without an end, or one within a word, then a small letter;
    a word that ends none, or prose that fills its lines, then anything but what begins a sentence.
    """
    line, below = above.lines[-1], block.lines[0]
    broken = line[-1] in HYPHENS and line[-2:-1].isalpha()
    if not (broken or _LEAST_WIDTH <= len(line) <= _WIDEST) or _ITEM.match(below) or _END.search(line):
        return False
    if below[0].islower():
        return True
    if begins_sentence(below) or _is_titled(line) or _is_stamp(below):
        return False
    return (line[-1].isalpha() and is_open(line)) or breaks_off(line, below) or above.runs_over(block)


def _is_stamp(line: str) -> bool:
    """Whether a line is a word or figure alone, as a page is stamped with."""
    return (" " not in line and not _END.search(line)) or not any(map(str.isalpha, line))


def _is_titled(line: str) -> bool:
    """Whether a line is written as a title is."""
    return all(word[0].isupper() for word in line.split() if len(word) >= _TITLED)


def _blocks(text: str) -> Iterator[Span]:
    begin = 0
    for blank in _BLANK_LINE.finditer(text):
        yield begin, blank.start()
        begin = blank.end()
    yield begin, len(text)


def _in_block(text: str, kept: Sequence[Span], block: _Block) -> Iterator[Span]:
    """The line ends of one block that are wraps."""
    if len(kept) < 2 or not block.is_prose():
        return
    for n in block.joints:
        if block.is_wrap(n):
            gap = _GAP.match(text, kept[n][0] + len(text[slice(*kept[n])].rstrip()))
            if gap is not None and gap.end() <= kept[n + 1][1]:
                yield gap.span()


class _Block:
    """The lines of a block, and what their ends show."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.lines = lines
        joints = [n for n in range(len(lines) - 1) if lines[n] and lines[n + 1] and not _ITEM.match(lines[n + 1])]
        # a document of paragraphs a line may hold a wrapped one: its lines are narrow and stand together
        self.joints = [n for n in joints if max(len(lines[n]), len(lines[n + 1])) <= _WIDEST]
        self.width = max((len(lines[n]) for n in self.joints), default=0)
        self.going_on = {n for n in self.joints if goes_on(lines[n], lines[n + 1])}
        self.full = {n for n in self.joints if _is_full(lines[n], lines[n + 1], self.width)}
        self.ended = {n for n in self.joints if n not in self.going_on and _END.search(lines[n])}
        self.headings = self._headings()
        self.bylines = self._bylines()

    def is_prose(self) -> bool:
        """Whether the lines are wrapped prose at all, not a list, headlines, a table or verse."""
        count = len(self.joints)
        if not count or (count < len(self.lines) / 2 and max(map(len, self.lines)) > _WIDEST):
            return False
        if sum(1 for line in self.lines if COLUMNS.search(line)) * 3 > len(self.lines):
            return False
        fitting = self.fits()
        if len(self.ended) * 2 > count + 1 and not fitting:
            return False
        return len(self.going_on) >= count * _FLOWING or (fitting and self.width >= _LEAST_WIDTH)

    def is_spaced_prose(self) -> bool:
        """Whether the lines are wrapped prose though an empty one stands behind each: most go on, and are filled."""
        if self.width < _LEAST_WIDTH or len(self.going_on) < len(self.joints) * _SPACED_FLOWING:
            return False
        rest = [n for n in self.joints if n not in self.ended]
        filled = [n for n in rest if _is_full(self.lines[n], self.lines[n + 1], self.width * _NEARLY)]
        return len(filled) >= len(rest) * _FITTING and self.is_prose()

    def runs_over(self, below: _Block) -> bool:
        """Whether the last of these lines is filled as all others are, so that its paragraph goes on in the block below; a
        headline or caption of several lines may be filled as well, but within it no sentence ends.
        """
        if len(self.joints) < _FEW - 1 or len(self.full) < len(self.joints) or not self.is_prose():
            return False
        if not any(map(_NEXT_SENTENCE.search, self.lines)):
            return False
        goes_on_there = len(below.lines) > 1 or _END.search(below.lines[0]) is not None
        return goes_on_there and not below.bylines and _is_full(self.lines[-1], below.lines[0], self.width)

    def _headings(self) -> set[int]:
        """Lines that stand above a paragraph: it begins with a capital or a figure that had room behind them, in a block whose
        other lines are filled.
        """
        filled = {n for n in self.joints if _is_full(self.lines[n], self.lines[n + 1], self.width * _NEARLY)}
        closed = self.going_on | filled | self.ended
        above: set[int] = set()
        for n in self.joints:
            first = n not in closed and (n == 0 or n - 1 in self.ended or n - 1 in above)
            if first and _is_heading(self.lines[n]) and _begins(self.lines[n + 1]):
                above.add(n)
        rest = set(self.joints) - self.ended - above
        if not (above and rest) or self.width < _LEAST_WIDTH or not any(map(str.islower, self.lines[max(above) + 1])):
            return set()
        if len(rest & filled) < len(rest) * _FITTING:
            return set()
        most = self.width * (1 if len(rest) >= _FEW and rest <= filled else _SHORT)
        return {n for n in above if len(self.lines[n]) <= most}

    def _bylines(self) -> set[int]:
        """Lines near the top that only name a writer, so that they neither go on in the next nor does a headline in them."""
        top = [n for n in self.joints if n < _TOP and _BYLINE.fullmatch(self.lines[n]) and _begins(self.lines[n + 1])]
        return {n for n in top if n == 0 or not is_open(self.lines[n - 1])}

    def fits(self) -> bool:
        """Whether the lines are filled as a typewriter fills them."""
        return len(self.joints) >= _FEW and len(self.full) >= len(self.joints) * _FITTING

    def is_wrap(self, n: int) -> bool:
        """Whether the end of a line of prose is a wrap: unless it ends a sentence or an item, and the next word had room."""
        if n in self.bylines or n + 1 in self.bylines:
            return False
        if n in self.going_on or (n in self.full and self.fits()):
            return True
        return not (n in self.headings or n in self.ended or _ITEM.match(self.lines[n]))


def _is_gone(span: Span, gone: Sequence[Span], starts: Sequence[int]) -> bool:
    at = bisect_right(starts, span[0]) - 1
    return at >= 0 and gone[at][0] <= span[0] and span[1] <= gone[at][1]


def _is_heading(line: str) -> bool:
    return _begins(line) and sum(map(str.isalpha, line)) >= _LETTERS and not _ITEM.match(line)


def _begins(line: str) -> bool:
    """Whether a line begins as a paragraph does."""
    first = line.lstrip("\"'“‘«(")[:1]
    return first.isupper() or first.isdecimal()


def _is_full(line: str, below: str, width: float) -> bool:
    """Whether the next line's first word would not have fitted."""
    first = _WORD.match(below)
    return first is not None and len(line) + 1 + len(first[0]) > width
