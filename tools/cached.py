"""The pipeline over the labelled passages with what the model found read from a cache, for quick loops over the rules."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from spacy.tokens import Doc, DocBin

from _paths import ROOT
from sitrex import api
from sitrex.annotate.text import Span
from sitrex.flow import Pipeline
from sitrex.ingest.article import Article

CACHE = ROOT / "build" / "passages.spacy"


class CachedPipeline(Pipeline):
    """The default pipeline; a text that it has met before is not shown to the model again."""

    def __init__(self) -> None:
        loaded = api.load()
        super().__init__(loaded.nlp, "cached")
        self.new = 0
        self._known: dict[str, Doc] = {}
        self._model = hashlib.sha256(loaded.provenance.model_version.encode()).hexdigest()[:8]
        if CACHE.exists():
            for doc in DocBin(store_user_data=True).from_disk(CACHE).get_docs(self.nlp.vocab):
                self._known[doc.user_data["key"]] = doc

    def _annotated(self, text: str, blocks: list[Span]) -> Doc:
        piece = text[blocks[0][0] : blocks[-1][1]]
        key = f"{self._model}{hashlib.sha256(piece.encode()).hexdigest()}"
        if key not in self._known:
            doc = super()._annotated(text, blocks)
            doc.user_data["key"] = key
            self._known[key] = doc
            self.new += 1
        return self._known[key]

    def save(self) -> None:
        """Keep what is new."""
        if self.new:
            CACHE.parent.mkdir(exist_ok=True)
            DocBin(store_user_data=True, docs=self._known.values()).to_disk(CACHE)


def articles(texts: Path, wanted: Callable[[str], bool] = lambda _: True) -> list[Article]:
    """The articles of ``corpus/articles`` and the labelled passages of the parts that are wanted."""
    import passages

    found = []
    for file in sorted((ROOT / "corpus" / "articles").glob("*.txt")):
        found.append(Article(id=file.stem, text=file.read_text(encoding="utf-8"), published=datetime.date(2024, 5, 10)))
    for key, row in passages.load(texts).items():
        if wanted(row["part"]):
            day: Any = row["published"] and datetime.date.fromisoformat(row["published"])
            found.append(Article(id=key, text=row["text"], published=day))
    return found
