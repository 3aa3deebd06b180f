"""One piece of text as the entity grammar reads it: words, shapes, offsets; and the spans it proposes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from spacy.tokens import Doc

from sitrex.annotate.entities.lexicon import ABBREVIATED, common, names, words_of

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
    number of a token of the Doc into the number of its word.
    """

    text: str
    words: list[str]
    lower: list[str]
    capital: list[bool]
    offsets: list[int]
    places: list[int]
    weak: list[bool]

    @classmethod
    def of(cls, doc: Doc) -> Piece:
        """Read a Doc."""
        words: list[str] = []
        offsets: list[int] = []
        places: list[int] = []
        known = doc.has_annotation("SENT_START")
        after_wall = True
        line = 0
        for token in doc:
            text = token.text
            places.append(len(words))
            if text.isspace():
                following = token.i + 1 < len(doc) and doc[token.i + 1].is_sent_start
                wall = "\n" in text and (following or not known or token.idx - line < WRAPPED)
                wall = wall or ("\n" not in text and len(text) >= COLUMN)
                line = token.idx if "\n" in text else line
                if not wall or after_wall:
                    continue
                text = "\n"
            after_wall = text == "\n"
            if text == "I." and words and words[-1] == "War":
                text = "I"  # the full stop after World War I
            if (
                text == "."
                and words
                and words[-1].capitalize() in ABBREVIATED
                and token.idx == offsets[-1] + len(words[-1])
            ):
                words[-1] += "."
                places[-1] = len(words) - 1
                continue
            if (
                len(text) <= LONGEST_MARK
                and words
                and MARK.fullmatch(text)
                and token.idx == offsets[-1] + len(words[-1])
                and MARKED.fullmatch(words[-1])
            ):
                words[-1] += text  # EA-18 G: the tokenizer takes the letter for a unit of measure
                places[-1] = len(words) - 1
                continue
            words.append(text)
            offsets.append(token.idx)
        places.append(len(words))
        weak = _recase(words)
        lower = [word.lower() for word in words]
        return cls(doc.text, words, lower, [word[0].isupper() for word in words], offsets, places, weak)

    def end(self, token: int) -> int:
        """Offset where token number ``token - 1`` ends."""
        return self.offsets[token - 1] + len(self.words[token - 1])

    def surface(self, start: int, end: int) -> str:
        """The text from token ``start`` to before token ``end``, as written."""
        return self.text[self.offsets[start] : self.end(end)]

    def around(self, token: int) -> list[str]:
        """The lower-case words of the line that a token stands in; nothing beyond it may decide what it is."""
        start = end = token
        while start and self.words[start - 1] != "\n":
            start -= 1
        while end < len(self.words) and self.words[end] != "\n":
            end += 1
        return self.lower[start:end]

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


def _recase(words: list[str]) -> list[bool]:
    """Rewrite runs of capitals in place; which words stand in capitals (True) or in a heading (True, unchanged)."""
    weak = [False] * len(words)
    start = 0
    for end in [*(i for i, word in enumerate(words) if word == "\n"), len(words)]:
        alphabetic = [i for i in range(start, end) if len(words[i]) > 1 and words[i].isalpha()]
        upper = sum(words[i].isupper() for i in alphabetic)
        if len(alphabetic) > 2 and upper >= 0.8 * len(alphabetic):
            for i in range(start, end):
                weak[i] = True
                words[i] = _calm(words[i])
        elif (
            len(alphabetic) > 3
            and words[end - 1] not in ".!?;:,"
            and sum(words[i][0].isupper() for i in alphabetic) >= 0.6 * len(alphabetic)
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
    taken: set[int] = set()
    chosen = []
    for span in sorted(spans, key=lambda s: (-s.rank, s.start - s.end, s.start, s.label)):
        tokens = range(span.start, span.end)
        if not taken.isdisjoint(tokens):
            continue
        taken.update(tokens)
        chosen.append(span)
    return sorted(chosen, key=lambda s: s.start)
