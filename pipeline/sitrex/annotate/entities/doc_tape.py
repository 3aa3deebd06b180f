"""One piece of text as the entity grammar reads it: words, shapes, offsets."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar

from spacy.attrs import IDX, ORTH, SENT_START  # type: ignore[import-not-found]
from spacy.tokens import Doc

from sitrex.annotate.docs import text_of
from sitrex.annotate.entities.lexicon import ABBREVIATED, group, names_people
from sitrex.annotate.entities.recasing import OPENERS, recase
from sitrex.annotate.text.phrases import PhraseTable
from sitrex.annotate.text.words import words as words_in

V = TypeVar("V")

LINKS: Final = group("links")
INNER_LINKS: Final = group("inner_links")
"""Lower-case words that may stand between the capitalised words of one name."""
ARABIC: Final = group("arabic_articles")
"""The Arabic article, which a hyphen joins to the word after it: `Jabhat Thuwar al-Raqqa`."""
ARTICLES: Final = words_in("articles", "demonstratives", "possessives") - {"your"}
PARTICLES: Final = LINKS - {"and", "&", "of", "the"}
POSSESSIVE: Final = ("'s", "’s")
HYPHENS: Final = ("-", "–")
JOINTS: Final = (*HYPHENS, "'", "’", "/")

WRAPPED: Final = 45
"""Characters from which a line may be one of a wrapped paragraph; a shorter one is a heading or an item of a list.

30 to 60 read 144 labelled passages alike."""

COLUMN: Final = 2
"""Blanks beside the one between two words from which they stand in different columns."""

MARK: Final = re.compile(r"[A-Z]{1,2}|[a-z]", re.ASCII)
LONGEST_MARK: Final = 2
MARKED: Final = re.compile(r"[A-Z]{1,3}-\d{1,3}|M\d{2,3}", re.ASCII)

GLUED: Final = re.compile(
    r"(?P<letters>(?:[A-Z]\.)+)(?P<hyphen>[-–])(?P<rest>\w.*)"
    r"|(?P<name>[A-Z]\w{2,}[A-Za-z])(?P<note>[.,;:]\d[\d,]*)"
    r"|(?P<owner>[A-Z]\w+)(?P<genitive>\?s)"
    r"|(?P<before>[A-Z]\w*[^\W_])(?P<sign>[-/\\_~*]+)"
    r"|(?P<mark>[-/\\@~*_]+)(?P<behind>[A-Z]\w+)"
)
"""A token that is a name and what stands glued to it: `U.S.-led`, the mark of a note in `Moscow.1,2`, a scan's `Monti?s`."""


@dataclass(frozen=True, slots=True)
class DocTape:
    """The words of one piece: ``words``, ``lower``, whether each is capitalised, and where each begins in ``text``.

    White space is no word, except that a line end which ends a paragraph or
    sentence stays, as a wall between names. Text in capitals is read as if it
    were written in lower case with capitals where no common word stands; there
    and in headings ``weak`` says that case is no evidence. ``word_of`` turns the
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
    word_of: list[int]
    weak: list[bool]
    spots: dict[str, list[int]]
    lower_spots: dict[str, list[int]]
    lines: dict[int, frozenset[str]] = field(default_factory=dict)
    chains: dict[tuple[int, bool, bool], tuple[int, str | None]] = field(default_factory=dict)
    tables: dict[PhraseTable[Any], dict[int, int]] = field(default_factory=dict)
    """What was looked at once: the words of a line; where weapons' names end that follow one another, and the kind of the
    first; where the phrases of a table stand."""

    @classmethod
    def of(cls, doc: Doc) -> DocTape:
        """Read a Doc."""
        words, offsets, word_of = _read(doc)
        weak = recase(words)
        spots: dict[str, list[int]] = defaultdict(list)
        for at, word in enumerate(words):
            spots[word].append(at)
        small = {word: word.lower() for word in spots}
        lower_spots: dict[str, list[int]] = {}
        for word, found in spots.items():
            low = small[word]
            lower_spots[low] = lower_spots[low] + found if low in lower_spots else found
        large = {word: word[0].isupper() for word in spots}
        lower, capital = [*map(small.__getitem__, words)], [*map(large.__getitem__, words)]
        return cls(text_of(doc), words, lower, capital, offsets, word_of, weak, spots, lower_spots)

    def where(self, triggers: Set[str]) -> list[int]:
        """Where one of the words stands, as written, in text order."""
        return sorted([at for word in _shared(triggers, self.spots) for at in self.spots[word]])

    def where_lower(self, triggers: Set[str]) -> list[int]:
        """Where one of the words stands, written in any case, in text order."""
        return sorted([at for word in _shared(triggers, self.lower_spots) for at in self.lower_spots[word]])

    def phrases(self, table: PhraseTable[V]) -> Iterator[tuple[int, int, V]]:
        """(start, end, value) of the longest phrase of the table wherever one begins."""
        return table.find(self.words, self.where(table.firsts))

    def ends(self, table: PhraseTable[Any]) -> Mapping[int, int]:
        """Where a phrase of a table that many ask for begins -> where the longest ends, in text order."""
        if table not in self.tables:
            self.tables[table] = {start: end for start, end, _ in self.phrases(table)}
        return self.tables[table]

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
        size = len(self.words)
        at = end = token
        while at < size and at - token < limit:
            if self.capital[at] and self.lower[at] not in OPENERS:
                at = end = at + 1
            elif step := self._joint(at, inside=end == at) or self._link(at, inside=end == at and at > token):
                at += step
                end = at if self.words[at - 1][0].isalnum() and step == 2 else end
            else:
                break
        return end

    def hyphened(self, at: int) -> bool:
        """Whether the token stands without blanks between two others."""
        return self.glued(at) and at + 1 < len(self.words) and self.glued(at + 1)

    def _joint(self, at: int, inside: bool) -> int:
        """How many tokens a hyphen, an apostrophe or a slash adds to the name before it."""
        if inside and self.words[at] in JOINTS and self.hyphened(at):
            return 2 if self.words[at + 1][0].isalnum() else 1
        article = self.words[at] in HYPHENS and self.lower[at - 1] in ARABIC
        return 2 if article and self.hyphened(at) and self.capital[at + 1] else 0

    def _link(self, at: int, inside: bool) -> int:
        """How many tokens a particle or possessive adds, which must be followed by a word of the name."""
        if not inside:
            return 0
        if self.lower[at] in POSSESSIVE:
            return int(at + 1 < len(self.words) and self.name_word(at + 1))
        return int(self.lower[at] in PARTICLES)

    def name_left(self, token: int, limit: int = 6) -> int:
        """Start of the run of name words that ends before ``token``."""
        words, lower = self.words, self.lower
        at = start = token
        while at > 0 and token - at < limit:
            left = at - 1
            if self.capital[left] and lower[left] not in OPENERS:
                at = start = left
            elif left and at == start and at < token and words[left] in HYPHENS and self.hyphened(left):
                whole = words[left - 1][0].isalnum()
                at = left - whole
                start = at if whole else start
            elif left and at == start and self.name_word(left - 1) and self._links_left(left, at < token):
                at = left
            else:
                break
        return start

    def _links_left(self, left: int, inside: bool) -> bool:
        """Whether a word between two name words holds one name together; a country's possessive does not."""
        if self.lower[left] in POSSESSIVE:
            return not names_people(self.words[left - 1])
        return inside and self.lower[left] in INNER_LINKS


def _shared(triggers: Set[str], spots: Mapping[str, list[int]]) -> list[str]:
    """The words of both, by a look at the fewer: the intersection of a set with a dictionary's keys goes through the set."""
    if len(triggers) < len(spots):
        return [word for word in triggers if word in spots]
    return [word for word in spots if word in triggers]


def _read(doc: Doc) -> tuple[list[str], list[int], list[int]]:
    """Words, their offsets, and the number of the word of each token (and of the end)."""
    ids, idx, opening = doc.to_array([ORTH, IDX, SENT_START]).T.tolist()
    known = doc.has_annotation("SENT_START")
    texts, special = _texts(doc, ids)
    words: list[str] = []
    offsets: list[int] = []
    word_of: list[int] = []
    line = done = 0
    for at in special:
        word_of += range(len(words), len(words) + at - done + 1)
        words += texts[done:at]
        offsets += idx[done:at]
        done = at + 1
        text, start = texts[at], idx[at]
        if text.isspace():
            broken = not known or opening[at + 1 : at + 2] == [1]
            if _walls(text, start - line, broken) and words and words[-1] != "\n":
                words.append("\n")
                offsets.append(start)
            line = start if "\n" in text else line
        elif words and start == offsets[-1] + len(words[-1]) and _continues(words[-1], text):
            words[-1] += text
            word_of[-1] = len(words) - 1
        else:
            for begin, piece in _pieces(start, text, words[-1] if words else ""):
                words.append(piece)
                offsets.append(begin)
    word_of += range(len(words), len(words) + len(ids) - done + 1)
    return words + texts[done:], offsets + idx[done:], word_of


def _texts(doc: Doc, ids: list[int]) -> tuple[list[str], list[int]]:
    """The text of each token, and which may be more or less than a word."""
    strings = {number: doc.vocab.strings[number] for number in set(ids)}
    special = {number for number, text in strings.items() if _special(text)}
    return [*map(strings.__getitem__, ids)], [at for at, number in enumerate(ids) if number in special]


def _pieces(start: int, text: str, before: str) -> list[tuple[int, str]]:
    """The words of a token, with where each begins."""
    if text == "I." and before == "War":
        return [(start, "I")]  # the full stop after World War I
    glued = GLUED.fullmatch(text)
    if glued is None:
        return [(start, text)]
    return [(start + glued.start(n), piece) for n, piece in enumerate(glued.groups(), 1) if piece]


def _walls(blank: str, length: int, broken: bool) -> bool:
    """Whether white space stands between names: a line's end, but of a wrapped paragraph; the gap between two columns."""
    if "\n" in blank:
        return broken or length < WRAPPED
    return len(blank) >= COLUMN


def _special(text: str) -> bool:
    """Whether a token may be more or less than a word of its own: white space, a dot, a short run of letters."""
    if len(text) <= LONGEST_MARK:
        return text.isspace() or text in (".", "I.") or MARK.fullmatch(text) is not None
    return text.isspace() or (not text.isalpha() and GLUED.fullmatch(text) is not None)


def _continues(word: str, text: str) -> bool:
    """Whether a token that stands right behind a word belongs to it: the dot of a title, `EA-18 G`, which the tokenizer
    takes for a unit of measure.
    """
    return word.capitalize() in ABBREVIATED if text == "." else MARKED.fullmatch(word) is not None and text != "I."
