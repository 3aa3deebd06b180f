"""The military unit annotator: finds designations in a piece, resolves them in the document."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import IDX, LOWER, ORTH, SHAPE  # type: ignore[import-not-found]
from spacy.tokens import Doc
from spacy.vocab import Vocab

from sitrex.annotate.base import Context
from sitrex.annotate.docs import text_of
from sitrex.annotate.text.day_columns import day_heads
from sitrex.annotate.text.tape import Tape
from sitrex.annotate.units.casing import as_read
from sitrex.annotate.units.designators import read_designator
from sitrex.annotate.units.document.resolve import resolve_units
from sitrex.annotate.units.fields import Candidate, Part, parent_of, regiment_in_figures, service_of
from sitrex.annotate.units.lexicon import Branch, branches, echelon_words, echelons, named_units, prefixes
from sitrex.annotate.units.reader import PhraseReader
from sitrex.annotate.units.short_forms import last_words
from sitrex.annotate.units.sites import counts_men, has_site, logged, no_designation
from sitrex.annotate.units.styles import Written, only_army, style_of
from sitrex.annotate.units.tables import table_units
from sitrex.annotate.units.tagged import heard, overlaps, tagged
from sitrex.annotate.units.tokens import tokenize
from sitrex.annotate.units.window import Window, window_of
from sitrex.annotate.units.words import LOWER_HEADS, unit_words
from sitrex.normalise.numerals import number_words
from sitrex.normalise.symbols import DEFAULT_SYMBOLS, Symbols
from sitrex.record.model import MilitaryUnit, Parent, handle

_REACH: Final = 110
"""Characters before and after a trigger that a designation may reach."""
_LOWER: Final = unit_words("small_triggers")
"""Heads in lower case that stand after a plain number, a known name or a list of names."""
_SHORT_HEADS: Final = unit_words("short_heads")
_CAPITALS: Final = ("upper", "mixed")
"""Cases of heads that stand in no form of their letters that could be listed."""
_JOINTS: Final = unit_words("name_joints")
_OPENING: Final = frozenset("“\"‘'«№")
_SMALL_OPENERS: Final = (
    frozenset(word for word, (kind, _) in number_words().items() if kind == "ordinal")
    | {"no", "nos"}
    | unit_words("lettered_behind")
)
"""Lower-case words that may begin a designation."""


class UnitsAnnotator:
    """Finds military unit designations and parses them into fields.

    ``match`` looks only around trigger words, found by one look-up of the Doc's words, lower-case forms and shapes. It may return :class:`Candidate` mentions with ``evidence``: what ``resolve`` must find in the document
    for them to stay.

    Args:
        vocab: the vocabulary of the Docs.
        symbols: how symbol codes are written.
    """

    def __init__(self, vocab: Vocab, symbols: Symbols = DEFAULT_SYMBOLS) -> None:
        self.vocab, self.symbols = vocab, symbols
        self._words = _ids(vocab, _trigger_words())
        self._shapes = _ids(vocab, _trigger_shapes())
        self._abbreviations = _ids(vocab, {w[0] for w, entry in echelons().items() if entry.case in _CAPITALS})
        self._compounds = echelon_words()

    def match(self, doc: Doc) -> list[MilitaryUnit]:
        """Mentions in one piece, without overlaps, in text order; none begins with the day that heads a diary's entry."""
        found, days = heard(doc, self._with_tagged(doc, self.grammar(doc))), day_heads(text_of(doc))
        return [unit for unit in found if unit.start not in days] if days else found

    def grammar(self, doc: Doc) -> list[MilitaryUnit]:
        """The mentions that the grammar finds."""
        text = text_of(doc)
        read = as_read(text)
        found: list[MilitaryUnit] = []
        for start, end in [(0, len(text))] if text.islower() else self._windows(doc, len(text)):
            tokens = tokenize(read, start, end, self._compounds)
            found += _read_window(text, window_of(tokens))
        cells = [unit for unit in table_units(text) if not overlaps(unit.start, unit.end, found)]
        return sorted([*found, *cells], key=lambda unit: unit.start)

    def _with_tagged(self, doc: Doc, found: list[MilitaryUnit]) -> list[MilitaryUnit]:
        """The mentions, and where the grammar has none those of the tagger, fields as the grammar reads them."""
        believed = [candidate for candidate in tagged(doc, found) if candidate.believed]
        if not believed:
            return found
        text = text_of(doc)
        read = as_read(text)
        added: list[MilitaryUnit] = []
        for candidate in believed:
            if has_site(window_of(tokenize(read, candidate.start, candidate.behind, self._compounds))):
                continue
            window = window_of(tokenize(read, candidate.start, candidate.end, self._compounds))
            if counts_men(window) or logged(window) or no_designation(window):
                continue
            parts = PhraseReader(window).read(0)
            whole = len(parts) == 1 and parts[0].end == window.size
            part = parts[0] if whole else _unread(window)
            # what stands around it, the tagger's span does not show
            part = part._replace(evidence=part.evidence or "context")
            added.append(_mention(text, window.tokens, part))
        return sorted([*found, *added], key=lambda unit: unit.start)

    def resolve(self, mentions: list[MilitaryUnit], context: Context) -> list[MilitaryUnit]:
        """The mentions that the document justifies, with parent, country, canonical, cluster and sidc."""
        return resolve_units(mentions, context, self.symbols)

    def _windows(self, doc: Doc, length: int) -> list[tuple[int, int]]:
        """Stretches of text around the triggers, merged, cut at spaces."""
        if not len(doc):
            return []
        table: NDArray[Any] = doc.to_array([ORTH, SHAPE, LOWER, IDX])
        words, shapes, abbreviations = self._words, self._shapes, self._abbreviations
        # sets: numpy.isin would sort a piece's words each time, at eight times the cost
        hits = [
            at
            for at, (orth, shape, lower) in enumerate(zip(*table[:, :3].T.tolist(), strict=True))
            if orth in words or shape in shapes or lower in abbreviations
        ]
        offsets = table[:, 3].astype(np.int64)
        # a window begins and ends with a token, so that no word is cut
        begins = np.searchsorted(offsets, offsets[hits] - _REACH)
        ends = np.searchsorted(offsets, offsets[hits] + _REACH)
        stops = np.append(offsets, length)
        windows: list[tuple[int, int]] = []
        for begin, end in zip(stops[begins].tolist(), stops[np.minimum(ends, len(offsets))].tolist(), strict=True):
            if windows and begin <= windows[-1][1]:
                windows[-1] = (windows[-1][0], end)
            else:
                windows.append((begin, end))
        return windows


def _read_window(text: str, window: Window) -> list[MilitaryUnit]:
    reader = PhraseReader(window)
    found: list[MilitaryUnit] = []
    i, size = 0, window.size
    words, keys = window.words, window.keys
    while i < size:
        first = words[i][0]
        begins = not first.islower() if first.isalnum() else first in _OPENING
        parts = reader.read(i) if begins or keys[i].rpartition("-")[2] in _SMALL_OPENERS else []
        if not parts:
            i += 1
            continue
        last = 0
        for part in parts:
            last = max(last, part.end)
            if part.kind != "never":
                found.append(_mention(text, window.tokens, part))
        i = max(i + 1, last)
    return found


def _unread(w: Window) -> Part:
    """What only the tagger reads, which a text about war must justify: its number, arms and head, as far as there are any."""
    last = w.size - 1 if w.words[-1] == "." else w.size
    at, part = _opening(w, Part(start=0, end=w.size, evidence="context"), last)
    while at < last:
        head = w.head(at)
        if head is not None and head[0] == last:
            return part if part.headed else part.with_head(head[1], w.size)
        at, part = _further(w, at, part)
    return part


def _opening(w: Window, part: Part, last: int) -> tuple[int, Part]:
    """The number at the beginning, or a head and the number behind it (Team Smash, Detachment C): where they end, the part with them."""
    number = read_designator(w.tokens, 0)
    if number is not None:
        return number.end, part._replace(designator=number.value, kind=number.kind)
    head = w.head(0)
    if head is None or head[0] >= last or head[1].plural:
        return 0, part
    part = part.with_head(head[1], w.size)
    number = read_designator(w.tokens, head[0])
    if number is None or number.end != last:
        return head[0], part
    return last, part._replace(designator=number.value, kind=number.kind, trailing=True)


def _further(w: Window, at: int, part: Part) -> tuple[int, Part]:
    """An arm, a nation, a qualifying phrase or a name's word: where it ends, the part with it."""
    branch, nation, qualifier = w.branch(at), w.nation(at), w.qualifier(at)
    if branch is not None:
        return branch[0], part.with_branch(branch[1])
    if nation is not None:
        part = part._replace(nation=nation[1].country)
        # a people's name is a formation's only where no number tells it apart: the New Zealand Infantry Brigade
        return nation[0], part if part.designator else part.with_names(*w.words[at : nation[0]])
    if qualifier is not None:
        end, entry = qualifier
        part = part._replace(service=entry.service or part.service)
        named = entry.kind == "honorific" or (entry.kind == "status" and not part.designator)
        return end, part.with_names(*w.words[at:end]) if named else part
    if w.head(at) is None and _names(w, at, part):
        # what joins two names is of the name: Evaluation and Liaison, Kursk – Belgorod
        begin = at - 1 if part.names and w.keys[at - 1] in _JOINTS else at
        part = part.with_names(*w.words[begin : at + 1])
    return at + 1, part


def _names(w: Window, i: int, part: Part) -> bool:
    """Whether a word is one of a name: behind a number an acronym is an abbreviation of the whole.

    Of a text in small letters it is any word before arm and head that tells the unit apart: novosibirsk missile formation.
    """
    small = part.designator is None and part.rank < 0 and w.words[i].isalpha() and "".join(w.words).islower()
    return small or (w.proper(i) and not (part.designator and w.words[i].isupper()))


def _mention(text: str, tokens: Tape, part: Part) -> Candidate:
    start, end = tokens.start[part.start], tokens.end[part.end - 1]
    part = part.settled()
    return Candidate(
        id=handle(start),
        start=start,
        end=end,
        text=text[start:end],
        label="UNIT",
        designator=part.designator,
        name=part.name,
        branch=part.branch,
        echelon=part.echelon,
        service=service_of(part, text[start:end]),
        parent=_superior(text, tokens, part) or regiment_in_figures(part, text[start:end]),
        evidence=part.evidence,
        elliptic=not part.headed,
        nation=part.nation,
        typical=part.typical or only_army(text[start:end]),
        hint=style_of(Written(start, end, text[start:end], part)),
    )


def _superior(text: str, tokens: Tape, part: Part) -> Parent | None:
    above = part.superior
    if above is None:
        return None
    bounds = tokens.start[above.start], tokens.end[above.end - 1]
    return parent_of(above, text, bounds, _superior(text, tokens, above))


def _ids(vocab: Vocab, strings: set[str]) -> frozenset[int]:
    return frozenset(vocab.strings.add(string) for string in sorted(strings))


def _fighting(branch: Branch) -> bool:
    """Whether the branch is an arm whose word alone may end a designation that begins with a number word."""
    return branch.end in ("e", "u") and 10 <= branch.rank < 45


def _trigger_words() -> set[str]:
    """Forms, as spaCy's tokenizer cuts them, of which every designation contains one.

    A head or closing branch word needs a capital, but for the echelons that stand in lower case after an ordinal.
    """
    capitals = _capitalised_words()
    pieces = {piece for word in capitals for piece in word.split("-") if len(piece) > 3}
    forms = {form for word in capitals | pieces for form in (word.title(), word.capitalize(), word.upper())}
    return forms | _abbreviations() | last_words() | {"IN"} | set(prefixes()) | LOWER_HEADS | _LOWER


def _capitalised_words() -> set[str]:
    """Last words of heads, arms and names that need a capital, in lower case."""
    last = {words[-1] for words, _ in echelons().items()}
    last |= {words[-1] for words, entry in branches().items() if entry.end == "n" or _fighting(entry)}
    last = {word for word in last if len(word) > 2 or word in _SHORT_HEADS}
    return last | {words[-1] for words, _ in named_units().items() if last.isdisjoint(words) and len(words[-1]) > 3}


def _abbreviations() -> set[str]:
    """Heads with the dot that spaCy keeps where it knows them, and the letters that units are called by."""
    dotted = {words[-1].title() + "." for words, entry in echelons().items() if entry.case == "title"}
    named = [(words, entry.kind) for words, entry in named_units().items()]
    letters = {words[-1].upper() for words, kind in named if kind == "regiment"}
    return dotted | letters | {words[0].upper() for words, _ in named if len(words) == 1 and len(words[0]) == 3}


def _trigger_shapes() -> set[str]:
    """Shapes of ordinals in digits, of hull-style designations, with a mission in brackets too, of companies in figures and of parts before a slash."""
    shapes = {"d" * digits + suffix for digits in range(1, 5) for suffix in ("xx", "XX", "x", "X")}
    shapes |= {f"X/{'d' * one}{joint}{'d' * two}" for one in (1, 2) for joint in "/-" for two in (1, 2, 3)}
    shapes |= {f"X/{'d' * digits}{suffix}" for digits in (1, 2, 3) for suffix in ("", "xx", "XX")}
    shapes |= {f"{part}./{'X' * letters}" for part in ("d", "dd", "X", "XX", "XXX") for letters in (2, 3, 4)}
    mission = ("(X)", "(XX)")
    shapes |= {"X" * n + each + "-" + "d" * m for n in range(1, 5) for each in mission for m in range(1, 5)}
    return shapes | {"X" * letters + "-" + "d" * digits for letters in range(1, 5) for digits in range(1, 5)}
