"""Ids that were used before, and of which text, in 32 to 64 bytes each: a run may hold tens of millions. Only
ids of several texts are kept as they stand.
"""

from __future__ import annotations

import hashlib
from array import array
from collections import Counter
from dataclasses import replace

from sitrex.errors import SitrexError
from sitrex.ingest.article import Article, Draft, Raw, failure


class UsedIds:
    """A set of strings that keeps 64 bits of each; two of a million differ with odds of 40 million to one.

    >>> used = UsedIds()
    >>> used.add("a"), used.add("b"), used.add("a")
    (True, True, False)
    """

    def __init__(self) -> None:
        self._table = array("Q", bytes(8 * 1024))
        self._count = 0

    def add(self, key: str) -> bool:
        """Remember the key; False if it was there."""
        mark = int.from_bytes(hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest()) or 1
        at = self._place(mark)
        if self._table[at] == mark:
            return False
        self._table[at] = mark
        self._count += 1
        if self._count * 2 > len(self._table):
            self._grow()
        return True

    def _place(self, mark: int) -> int:
        table = self._table
        last = len(table) - 1
        at = mark & last
        while table[at] not in (0, mark):
            at = (at + 1) & last
        return at

    def _grow(self) -> None:
        old = self._table
        self._table = array("Q", bytes(8 * 2 * len(old)))
        for mark in old:
            if mark:
                self._table[self._place(mark)] = mark


class UniqueIds:
    """Makes ids of a run unique, so that exports which count their rows from one can lie side by side.

    >>> ids, held = UniqueIds(), Article(id="1", text="Kyiv held.")
    >>> [ids.unique(draft).id for draft in (held, Article(id="1", text="Sumy held."))]
    ['1', '1 (2)']
    >>> ids.unique(held).code
    'article-duplicate'
    """

    def __init__(self) -> None:
        self._used = UsedIds()
        self._again: Counter[str] = Counter()

    def unique(self, draft: Article | Raw) -> Draft:
        """The draft; of another text under a known id with a number behind the id; of the same text a failure."""
        content = draft.data if isinstance(draft, Raw) else draft.text.encode("utf-8")
        new = self._used.add(f"{draft.id}\0{hashlib.blake2b(content, digest_size=16).hexdigest()}")
        if self._used.add(draft.id):
            return draft
        if not new:
            twice = SitrexError("article-duplicate", path=draft.id, id=draft.id)
            return failure(twice, path=draft.id, article_id=draft.id)
        key = draft.id
        while not self._used.add(key):
            self._again[draft.id] += 1
            key = f"{draft.id} ({self._again[draft.id] + 1})"
        if isinstance(draft, Raw):
            return replace(draft, id=key)
        told = str(SitrexError("article-id-again", path=draft.id, id=draft.id, key=key))
        return replace(draft, id=key, warnings=(*draft.warnings, told))
