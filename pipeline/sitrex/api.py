"""The Python interface; the command line is a thin shell over it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from sitrex import flow
from sitrex.errors import SitrexError
from sitrex.flow import Pipeline
from sitrex.ingest.article import Article, make_article, parse_date
from sitrex.ingest.reading import Reading
from sitrex.normalise.symbols import Symbols, read_sides
from sitrex.record.model import Record


@cache
def load(
    model: str | None = None, vocab: str | None = None, *, symbols: str = "2525D", sides: str | None = None
) -> Pipeline:
    """The pipeline, loaded once per process and model.

    Args:
        model: name of an installed spaCy pipeline with ``ner``, or a path to one; sitrex's own if None.
        vocab: a folder with tables of your own (an army, weapons, places, measures, holidays), named and headed as those of
            the package. All pipelines of a process have the same.
        symbols: the edition of MIL-STD-2525 that symbol codes follow, ``2525D`` or ``2525E``.
        sides: standard identities for symbol codes, ``UA=friend,RU=hostile`` or the path of a table with the columns country
            and identity; unknown for all others.

    Raises:
        SitrexError: the model is missing or has no ``ner``; a table is not understood, or was read before; there is no such
            edition or identity.

    >>> nlp = load()
    >>> nlp.provenance.model
    'sitrex_conflict'
    """
    return flow.load(model, vocab, Symbols(symbols, read_sides(sides) if sides else {}))


def extract(
    text: str, *, published: str | datetime.date | None = None, id: str = "text", title: str | None = None
) -> Record:
    """The record of one text.

    Args:
        text: the article; offsets in the record count its code points.
        published: publication date, ``YYYY-MM-DD``; relative dates are resolved against it.
        id: the document's id.
        title: carried in the record, not annotated.

    Raises:
        SitrexError: the text is empty or holds a lone surrogate, or the date is none.

    >>> record = extract("The 47th Mechanized Brigade withdrew yesterday.", published="2025-11-27")
    >>> record.dates[0].value
    '2025-11-26'
    """
    row = {"id": id, "text": text, "title": title}
    day = published if isinstance(published, datetime.date) else parse_date(published, "published")
    return load()(make_article(row, path=id, default_id=id, reading=Reading(published=day)))


def extract_many(articles: Iterable[Article | Mapping[str, Any]], *, model: str | None = None) -> Iterator[Record]:
    """Records of many articles, in order.

    Args:
        articles: Article objects, or mappings with ``text`` and, if known, ``id``, ``title``, ``published``,
            ``source``, ``url``; other keys become metadata.
        model: as in :func:`load`.

    Raises:
        SitrexError: an article is not usable; records before it have been given.

    >>> [r.document.id for r in extract_many([{"id": "a", "text": "Kyiv held."}, {"id": "b", "text": "Kharkiv held."}])]
    ['a', 'b']
    """
    pipeline = load(model)
    for number, article in enumerate(articles, 1):
        if isinstance(article, Article):
            yield pipeline(article)
        elif isinstance(article, Mapping):
            yield pipeline(make_article(article, path=f"article {number}", default_id=str(number), reading=Reading()))
        else:
            raise SitrexError(
                "article-type",
                path=f"article {number}",
                field="article",
                expected="an Article or a mapping",
                found=type(article).__name__,
            )
