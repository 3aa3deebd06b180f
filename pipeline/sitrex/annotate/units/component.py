"""The military unit annotator: finds designations in a piece, resolves them in the document."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc
from spacy.vocab import Vocab

from sitrex.annotate.base import Context
from sitrex.annotate.units.fields import Candidate, Part, parent_of, service_of
from sitrex.annotate.units.lexer import Tokens, tokenize
from sitrex.annotate.units.lexicon import branches, echelon_words, echelons, named_units, prefixes
from sitrex.annotate.units.phrases import PhraseReader
from sitrex.annotate.units.resolve import resolve_units
from sitrex.record.model import MilitaryUnit, Parent, handle

_REACH: Final = 110
"""Characters before and after a trigger that a designation may reach."""


class UnitsAnnotator:
    """Finds military unit designations and parses them into fields.

    ``match`` looks only around trigger words, found by one vectorised look-up of the Doc's lower-case forms and
    shapes. It may return :class:`Candidate` mentions with ``evidence``: what ``resolve`` must find in the document
    for them to stay.
    """

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab
        self._words = _ids(vocab, _trigger_words())
        self._shapes = _ids(vocab, _trigger_shapes())
        self._compounds = echelon_words()

    def match(self, doc: Doc) -> list[MilitaryUnit]:
        """Mentions in one piece, without overlaps, in text order."""
        text = doc.text
        found: list[MilitaryUnit] = []
        for start, end in self._windows(doc, len(text)):
            tokens = tokenize(text, start, end, self._compounds)
            found += _read_window(text, tokens)
        return found

    def resolve(self, mentions: list[MilitaryUnit], context: Context) -> list[MilitaryUnit]:
        """The mentions that the document justifies, with parent, country, canonical, cluster and sidc."""
        return resolve_units(mentions, context)

    def __call__(self, doc: Doc) -> Doc:
        """Put the resolved units of one Doc into ``doc.spans["sitrex_units"]``."""
        units = self.resolve(self.match(doc), Context(text=doc.text))
        spans = [doc.char_span(u.start, u.end, label=u.label, alignment_mode="expand") for u in units]
        doc.spans["sitrex_units"] = [span for span in spans if span is not None]
        return doc

    def _windows(self, doc: Doc, length: int) -> list[tuple[int, int]]:
        """Stretches of text around the triggers, merged, cut at spaces."""
        if not len(doc):
            return []
        table: NDArray[Any] = doc.to_array(["LOWER", "SHAPE", "IDX"])
        hits = np.isin(table[:, 0], self._words) | np.isin(table[:, 1], self._shapes)
        offsets = table[:, 2].astype(np.int64)
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


def _read_window(text: str, tokens: Tokens) -> list[MilitaryUnit]:
    reader = PhraseReader(tokens)
    found: list[MilitaryUnit] = []
    i, size = 0, len(tokens)
    while i < size:
        parts = reader.read(i) if tokens.words[i][0].isalnum() or tokens.words[i] in "“\"‘'«№" else []
        if not parts:
            i += 1
            continue
        last = 0
        for part in parts:
            last = max(last, part.end)
            if part.kind != "never":
                found.append(_mention(text, tokens, part))
        i = max(i + 1, last)
    return found


def _mention(text: str, tokens: Tokens, part: Part) -> Candidate:
    start, end = tokens.starts[part.start], tokens.ends[part.end - 1]
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
        service=service_of(part),
        parent=_superior(text, tokens, part),
        evidence=part.evidence,
        nation=part.nation,
        typical=part.typical,
        hint=part.hint,
    )


def _superior(text: str, tokens: Tokens, part: Part) -> Parent | None:
    above = part.superior
    if above is None:
        return None
    bounds = tokens.starts[above.start], tokens.ends[above.end - 1]
    return parent_of(above, text, bounds, _superior(text, tokens, above))


def _ids(vocab: Vocab, strings: set[str]) -> NDArray[np.uint64]:
    return np.array(sorted(vocab.strings.add(string) for string in strings), dtype=np.uint64)


def _trigger_words() -> set[str]:
    """Lower-case forms, as spaCy's tokenizer cuts them, that every designation contains one of."""
    words = {word for word in echelons().firsts() if len(word) > 1}
    words |= {phrase for phrase, entry in branches().singles() if entry.end in ("e", "n", "u")}
    words |= named_units().lasts()
    words |= {prefix.lower() for prefix in prefixes()}
    pieces = {piece for word in words for piece in word.split("-") if len(piece) > 2}
    return words | pieces


def _trigger_shapes() -> set[str]:
    """Shapes of ordinals in digits and of hull-style designations."""
    shapes = {"d" * digits + suffix for digits in range(1, 5) for suffix in ("xx", "XX", "x", "X")}
    return shapes | {"X" * letters + "-" + "d" * digits for letters in range(1, 5) for digits in range(1, 5)}
