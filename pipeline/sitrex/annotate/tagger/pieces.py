"""What a large language model knows of a word, for the small model that ships.

``data/pieces.npz``, made by ``training/pieces.py``, holds a vector for each word piece of MiniLM-L6 (Apache-2.0). The
vector of a word is the mean over its pieces, so every word has one, seen in training or not.
"""

from __future__ import annotations

import io
import re
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Final, TypeAlias

import numpy as np
from spacy.attrs import ORTH  # type: ignore[import-not-found]
from spacy.ml.featureextractor import FeatureExtractor
from spacy.tokens import Doc
from thinc.api import HashEmbed, Linear, Maxout, Model, Ragged, chain, concatenate, list2ragged, ragged2list, with_array
from thinc.types import Floats2d, Ints1d

Vectors: TypeAlias = np.ndarray[Any, np.dtype[np.float32]]

UNKNOWN: Final = "[UNK]"
LONGEST: Final = 12
"""Pieces of a word that count; what comes after them adds little."""
_RUN: Final = re.compile(r"[^\W_]+|\S")


class Pieces:
    """The table of pieces: splits words, gives their vectors.

    Args:
        pieces: the pieces; those that continue a word begin with ``##``.
        vectors: one row a piece.
    """

    def __init__(self, pieces: list[str], vectors: Vectors) -> None:
        self._index = {piece: row for row, piece in enumerate(pieces)}
        self._vectors = vectors
        self.vector = lru_cache(maxsize=20_000)(self._vector)

    @property
    def width(self) -> int:
        """Length of a vector."""
        return int(self._vectors.shape[1])

    def split(self, word: str) -> list[str]:
        """Its pieces: no case, no accents, runs of letters and digits apart from signs, longest match first (WordPiece,
        Schuster and Nakajima 2012; as in BERT).

        >>> pieces().split("Kupiansk"), pieces().split("T-72s")
        (['ku', '##pia', '##nsk'], ['t', '-', '72', '##s'])
        """
        plain = "".join(c for c in unicodedata.normalize("NFD", word.lower()) if unicodedata.category(c) != "Mn")
        found: list[str] = []
        for run in _RUN.findall(plain):
            found += self._longest(run[:100])
            if len(found) >= LONGEST:
                break
        return found[:LONGEST]

    def ids(self, word: str) -> tuple[int, ...]:
        """The numbers of its pieces in MiniLM's vocabulary."""
        return tuple(self._index[piece] for piece in self.split(word))

    def _longest(self, run: str) -> list[str]:
        found: list[str] = []
        start = 0
        while start < len(run):
            prefix = "##" if start else ""
            end = next((e for e in range(len(run), start, -1) if prefix + run[start:e] in self._index), None)
            if end is None:
                return [UNKNOWN]
            found.append(prefix + run[start:end])
            start = end
        return found

    def _vector(self, word: str) -> Vectors:
        rows = [self._index[piece] for piece in self.split(word)]
        mean: Vectors = self._vectors[rows].mean(axis=0) if rows else np.zeros(self.width, dtype=np.float32)
        return mean


@cache
def pieces() -> Pieces:
    """The table that ships."""
    with np.load(io.BytesIO((files("sitrex.data") / "pieces.npz").read_bytes())) as table:
        names = bytes(table["pieces"]).decode("utf-8").split("\n")
        return Pieces(names, table["vectors"].astype(np.float32) * np.float32(table["scale"]))


def embed(width: int, attrs: list[str], rows: list[int]) -> Model[list[Doc], list[Floats2d]]:
    """The architecture ``sitrex.PieceEmbed.v1``: spaCy's MultiHashEmbed with the words' piece vectors as one more feature.

    Args:
        width: of a word's representation.
        attrs: token attributes that are hashed.
        rows: of the table of each.
    """
    hashed: list[Model[Any, Any]] = [
        HashEmbed(width, size, column=column, seed=8 + column, dropout=0.0)  # the seeds of spaCy's MultiHashEmbed
        for column, size in enumerate(rows)
    ]
    features: Model[list[Doc], Ragged] = chain(
        FeatureExtractor([*attrs]),
        list2ragged(),
        with_array(concatenate(*hashed)),
    )
    known: Model[list[Doc], Ragged] = chain(
        Model("piece_vectors", _forward, dims={"nO": pieces().width}), with_array(Linear(width, pieces().width))
    )
    mixer = Maxout(width, width * (len(attrs) + 1), nP=3, dropout=0.0, normalize=True)
    return chain(concatenate(features, known), with_array(mixer), ragged2list())


def _forward(model: Model[list[Doc], Ragged], docs: list[Doc], is_train: bool) -> tuple[Ragged, Any]:  # noqa: ARG001
    keys = np.concatenate([doc.to_array(ORTH) for doc in docs]) if docs else np.zeros(0, dtype=np.uint64)
    unique, where = np.unique(keys, return_inverse=True)
    strings, vector = (docs[0].vocab.strings if docs else None), pieces().vector
    rows = [vector(strings[key]) for key in unique.tolist()] if strings is not None else []
    table = np.vstack(rows) if rows else np.zeros((0, pieces().width), dtype=np.float32)
    found: Floats2d = model.ops.asarray(table[where])  # type: ignore[arg-type, assignment]
    lengths: Ints1d = model.ops.asarray1i([len(doc) for doc in docs])
    return Ragged(found, lengths), lambda _: []
