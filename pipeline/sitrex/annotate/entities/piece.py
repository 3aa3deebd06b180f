"""One piece of text as the entity grammar reads it: words, shapes, offsets; and the spans it proposes."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, field
from typing import Final, TypeVar

from spacy.attrs import IDX, ORTH, SENT_START  # type: ignore[import-not-found]
from spacy.tokens import Doc

from sitrex.annotate.entities.lexicon import ABBREVIATED, Phrases, common, names, words_of
from sitrex.annotate.tokens import text_of

V = TypeVar("V")

LABELS: Final = frozenset("PERSON NORP ORG GPE LOC FAC EQUIPMENT EVENT".split())

LINKS: Final = frozenset(
    "of the de del della di da du des la le les el al as ad an ar ash at ed ez et and & von van der den zu zur bin ibn bint abu ul y e i".split()
)
"""Lower-case words that may stand between the capitalised words of one name."""

ARABIC: Final = frozenset("al el ul as ad an ar ash at az ed es ez".split())
"""The Arabic article, which a hyphen joins to the word after it: `Jabhat Thuwar al-Raqqa`."""

ARTICLES: Final = frozenset(
    {"the", "a", "an", "this", "that", "these", "those", "its", "their", "his", "her", "our", "my"}
)

OPENERS: Final = frozenset(
    """the a an this that these those its their his her our my your in on at by for from to with without of and or but nor so yet as
    if when while where after before since until although though because during under over between among against about above
    below across along around behind beyond despite down inside into near off onto out outside through throughout toward
    towards up upon within it he she they we you i there here what which who whom whose why how not no both either neither
    each every all some any many most few several such other another more less much only even also just still then thus
    however moreover meanwhile later earlier today yesterday now once again eventually finally following according
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september
    october november december first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth
    fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth last next one two three four five six seven
    eight nine ten eleven twelve hundred thousand million dozens hundreds thousands initially originally subsequently
    additionally furthermore instead nevertheless nonetheless therefore consequently unlike like per via plus than whether
    is was were are be been has had have do does did will would can could may might shall should must let see""".split()
)
"""Words that are capitalised because a sentence begins, or that never open a name."""


WRAPPED: Final = 45
"""Characters from which a line may be one of a wrapped paragraph; a shorter one is a heading or an item of a list."""

COLUMN: Final = 2
"""Blanks beside the one between two words from which they stand in different columns."""

MARK: Final = re.compile(r"[A-Z]{1,2}|[a-z]", re.ASCII)
LONGEST_MARK: Final = 2
MARKED: Final = re.compile(r"[A-Z]{1,3}-\d{1,3}|M\d{2,3}", re.ASCII)

SHORT_HEADS: Final = frozenset("sea bay war red el al new san los las fort port lake".split())
"""Short words that are capitalised in names; other words of three capitals are taken for acronyms."""


@dataclass(frozen=True, slots=True)
class Span:
    """A proposed entity: token span, label, rank (the higher wins an overlap) and the fields its finder knows."""

    start: int
    end: int
    label: str
    rank: int
    kind: str | None = None
    designation: str | None = None
    title: str | None = None
    role: str | None = None
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """The words of one piece: ``words``, ``lower``, whether each is capitalised, and where each begins in ``text``.

    White space is no word, except that a line end which ends a paragraph or
    sentence stays, as a wall between names. Text in capitals is read as if it
    were written in lower case with capitals where no common word stands; there
    and in headings ``weak`` says that case is no evidence. ``places`` turns the
    number of a token of the Doc into the number of its word. ``spots`` and
    ``lower_spots`` say where each distinct word stands, as in ``words`` and as
    in ``lower`` (there not in text order), so that a finder visits only where
    it may find something.
    """

    text: str
    words: list[str]
    lower: list[str]
    capital: list[bool]
    offsets: list[int]
    places: list[int]
    weak: list[bool]
    spots: dict[str, list[int]]
    lower_spots: dict[str, list[int]]
    lines: dict[int, frozenset[str]] = field(default_factory=dict)
    chains: dict[tuple[int, bool, bool], tuple[int, str | None]] = field(default_factory=dict)
    """What was looked at once: the words of a line; where names end that follow one another, and the kind of the first."""

    @classmethod
    def of(cls, doc: Doc) -> Piece:
        """Read a Doc."""
        ids, idx, opening = doc.to_array([ORTH, IDX, SENT_START]).T.tolist()
        known = doc.has_annotation("SENT_START")
        string, distinct = doc.vocab.strings.__getitem__, set(ids)
        strings = dict(zip(distinct, map(string, distinct), strict=True))
        special = {number for number, text in strings.items() if _special(text)}
        texts = [strings[number] for number in ids]
        words: list[str] = []
        offsets: list[int] = []
        places: list[int] = []
        line = done = 0
        for at in [at for at, number in enumerate(ids) if number in special]:
            places += range(len(words), len(words) + at - done + 1)
            words += texts[done:at]
            offsets += idx[done:at]
            done = at + 1
            text, start = texts[at], idx[at]
            if text.isspace():
                following = at + 1 < len(ids) and opening[at + 1] == 1
                wall = "\n" in text and (following or not known or start - line < WRAPPED)
                wall = wall or ("\n" not in text and len(text) >= COLUMN)
                line = start if "\n" in text else line
                if not wall or not words or words[-1] == "\n":
                    continue
                text = "\n"
            elif text == "I." and words and words[-1] == "War":
                text = "I"  # the full stop after World War I
            elif words and start == offsets[-1] + len(words[-1]) and _continues(words[-1], text):
                words[-1] += text
                places[-1] = len(words) - 1
                continue
            words.append(text)
            offsets.append(start)
        places += range(len(words), len(words) + len(ids) - done + 1)
        words += texts[done:]
        offsets += idx[done:]
        weak = _recase(words)
        lower = [*map(str.lower, words)]
        capital = [word[0].isupper() for word in words]
        spots: dict[str, list[int]] = defaultdict(list)
        for at, word in enumerate(words):
            spots[word].append(at)
        lower_spots: dict[str, list[int]] = {}
        for word, found in spots.items():
            low = word.lower()
            lower_spots[low] = lower_spots[low] + found if low in lower_spots else found
        return cls(text_of(doc), words, lower, capital, offsets, places, weak, spots, lower_spots)

    def where(self, triggers: Set[str]) -> list[int]:
        """Where one of the words stands, as written, in text order."""
        return sorted([at for word in triggers & self.spots.keys() for at in self.spots[word]])

    def where_lower(self, triggers: Set[str]) -> list[int]:
        """Where one of the words stands, written in any case, in text order."""
        return sorted([at for word in triggers & self.lower_spots.keys() for at in self.lower_spots[word]])

    def phrases(self, table: Phrases[V]) -> Iterator[tuple[int, int, V]]:
        """(start, end, value) of the longest phrase of the table wherever one begins."""
        return table.find(self.words, self.where(table.firsts))

    def end(self, token: int) -> int:
        """Offset where token number ``token - 1`` ends."""
        return self.offsets[token - 1] + len(self.words[token - 1])

    def surface(self, start: int, end: int) -> str:
        """The text from token ``start`` to before token ``end``, as written."""
        return self.text[self.offsets[start] : self.end(end)]

    def around(self, token: int) -> frozenset[str]:
        """The lower-case words of the line that a token stands in; nothing beyond it may decide what it is."""
        walls = self.spots.get("\n", [])
        line = bisect_left(walls, token)
        if line not in self.lines:
            start = walls[line - 1] + 1 if line else 0
            end = walls[line] if line < len(walls) else len(self.words)
            self.lines[line] = frozenset(self.lower[start:end])
        return self.lines[line]

    def glued(self, token: int) -> bool:
        """Whether nothing stands between this token and the one before."""
        if token == 0 or self.words[token - 1] == "\n":
            return False
        return self.offsets[token] == self.offsets[token - 1] + len(self.words[token - 1])

    def opens(self, token: int) -> bool:
        """Whether a sentence or line begins at the token."""
        return token == 0 or self.words[token - 1] in ".!?\n"

    def name_word(self, token: int) -> bool:
        """Whether the token is a capitalised word that may belong to a name."""
        return self.capital[token] and self.lower[token] not in OPENERS

    def name_right(self, token: int, limit: int = 7) -> int:
        """End of the run of name words that begins at ``token``; particles and hyphens inside it belong to it."""
        words, lower, size = self.words, self.lower, len(self.words)
        at = end = token
        while at < size and at - token < limit:
            if self.capital[at] and lower[at] not in OPENERS:
                at += 1
                end = at
            elif (
                words[at] in ("-", "–", "'", "’", "/")
                and end == at
                and self.glued(at)
                and at + 1 < size
                and self.glued(at + 1)
            ):
                at += 1
                if at < size and (words[at][0].isalnum()):
                    at += 1
                    end = at
            elif (
                lower[at] in ("'s", "’s") and end == at and at > token and at + 1 < size and self.name_word(at + 1)
            ) or (end == at and at > token and lower[at] in LINKS and lower[at] not in ("and", "&", "of", "the")):
                at += 1
            elif (
                words[at] in ("-", "–")
                and lower[at - 1] in ARABIC
                and self.glued(at)
                and at + 1 < size
                and self.glued(at + 1)
                and self.capital[at + 1]
            ):
                at += 2
                end = at
            else:
                break
        return end

    def name_left(self, token: int, limit: int = 6) -> int:
        """Start of the run of name words that ends before ``token``."""
        words, lower = self.words, self.lower
        at = start = token
        while at > 0 and token - at < limit:
            left = at - 1
            if self.capital[left] and lower[left] not in OPENERS:
                at = start = left
            elif (
                at == start
                and at < token
                and words[left] in ("-", "–")
                and self.glued(left)
                and self.glued(at)
                and left > 0
            ):
                at = left
                if words[at - 1][0].isalnum():
                    at -= 1
                    start = at
            elif left and at == start and self.name_word(left - 1) and self._links_left(left, at < token):
                at = left
            else:
                break
        return start

    def _links_left(self, left: int, inside: bool) -> bool:
        """Whether a word between two name words holds one name together; a country's possessive does not."""
        if self.lower[left] in ("'s", "’s"):
            hit = names().at((self.words[left - 1],), 0)
            return hit is None or hit[1].label not in ("GPE", "NORP")
        return inside and self.lower[left] in ("de", "la", "el", "du", "al", "von", "&")


def _special(text: str) -> bool:
    """Whether a token may be more or less than a word of its own: white space, a dot, a short run of letters."""
    return text.isspace() or text in (".", "I.") or (len(text) <= LONGEST_MARK and MARK.fullmatch(text) is not None)


def _continues(word: str, text: str) -> bool:
    """Whether a token that stands right behind a word belongs to it: the dot of a title, `EA-18 G`, which the tokenizer
    takes for a unit of measure.
    """
    return word.capitalize() in ABBREVIATED if text == "." else MARKED.fullmatch(word) is not None and text != "I."


def _recase(words: list[str]) -> list[bool]:
    """Rewrite runs of capitals in place; which words stand in capitals (True) or in a heading (True, unchanged)."""
    weak = [False] * len(words)
    start = 0
    for end in [*(i for i, word in enumerate(words) if word == "\n"), len(words)]:
        alphabetic = [word for word in words[start:end] if word.isalpha() and len(word) > 1]
        upper = sum(map(str.isupper, alphabetic))
        if len(alphabetic) > 2 and upper >= 0.8 * len(alphabetic):
            for i in range(start, end):
                weak[i] = True
                words[i] = _calm(words[i])
        elif (
            len(alphabetic) > 3
            and words[end - 1] not in ".!?;:,"
            and sum(word[0].isupper() for word in alphabetic) >= 0.6 * len(alphabetic)
        ):
            weak[start:end] = [True] * (end - start)
        start = end + 1
    return weak


def _calm(word: str) -> str:
    """A word in capitals as it would stand in ordinary text."""
    low, title = word.lower(), word.capitalize()
    if title in words_of("titles.tsv", "kind", "rank") or low in SHORT_HEADS:
        return title
    if not word.isupper() or len(word) < 2 or not word.isalpha():
        return word
    if low in common() or low in OPENERS:
        return low
    if len(word) < 4 or word in words_of("ships.tsv", "role", "prefix") or names().at((word,), 0):
        return word
    return title


def settle(spans: Iterable[Span]) -> list[Span]:
    """Choose spans without overlap: by rank, then the longer, then the earlier, then by label."""
    ordered = sorted(spans, key=lambda s: (-s.rank, s.start - s.end, s.start, s.label))
    taken = bytearray(max((span.end for span in ordered), default=0))
    chosen = []
    for span in ordered:
        if taken.find(1, span.start, span.end) >= 0:
            continue
        taken[span.start : span.end] = b"\1" * (span.end - span.start)
        chosen.append(span)
    return sorted(chosen, key=lambda s: s.start)
