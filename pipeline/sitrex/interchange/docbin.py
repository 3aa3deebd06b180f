"""spaCy DocBin: one Doc a record, one span group a list (https://spacy.io/api/docbin).

Tokens are spaCy's English ones, cut where a mention begins or ends inside one.
Entities are in ``doc.ents`` as well, for training; a span's ``id_`` is the
mention's id. The custom attribute ``doc._.sitrex`` holds the whole record but
its text, as JSON; it is there after ``Doc.set_extension("sitrex",
default=None)``. :func:`read_docs` gives Docs as the components leave them,
with mentions in ``doc._.sitrex_units`` and ``span._.mention``.
On import span groups are read, and ``doc.ents`` where there are none; a span
that another tool has added or moved comes without fields.
"""

from __future__ import annotations

import datetime
import json
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin, Span
from spacy.vocab import Vocab

from sitrex.annotate.docs import make_doc
from sitrex.errors import SitrexError
from sitrex.interchange.labelled import LABELS, Imported, Labelled, gold, header, mentions_of, text_of
from sitrex.record.model import MENTION_TYPES, mention_from_json
from sitrex.write.finished import finished

Doc.set_extension("sitrex", default=None, force=True)


def write(records: Iterable[Mapping[str, Any]], path: Path, *, blank: bool = False) -> int:
    """Write all records into one ``.spacy`` file; the number of records. ``blank`` leaves the labels out."""
    nlp = spacy.blank("en")
    bag = DocBin(store_user_data=True)
    for record in records:
        bag.add(to_doc(nlp, record, blank=blank))
    with finished(path) as part:
        bag.to_disk(part)
    return len(bag)


def read(path: Path) -> Imported:
    """The gold records of a ``.spacy`` file, and what does not fit."""
    nlp = spacy.blank("en")
    try:
        docs = list(DocBin().from_disk(path).get_docs(nlp.vocab))
    except (OSError, ValueError, KeyError) as error:
        raise SitrexError("usage", reason=f"{path}: not a DocBin of spaCy: {error}") from error
    return gold(_document(doc, place) for place, doc in enumerate(docs, 1))


def read_docs(path: Path, vocab: Vocab) -> Iterator[Doc]:
    """The Docs of a ``.spacy`` file that sitrex wrote, with the attributes and span groups that the components set.

    >>> import pathlib, spacy, sitrex, tempfile
    >>> file = pathlib.Path(tempfile.mkdtemp(), "records.spacy")
    >>> sitrex.export([sitrex.extract("The 47th Brigade held Pokrovsk.")], "docbin", file)
    >>> doc = next(read_docs(file, spacy.blank("en").vocab))
    >>> [(span.text, span._.mention.echelon) for span in doc.spans["sitrex_units"]]
    [('47th Brigade', 'brigade')]
    """
    from sitrex.annotate.components import set_annotations

    for doc in DocBin().from_disk(path).get_docs(vocab):
        carried = json.loads(doc._.sitrex)
        published = carried["header"]["document"]["published"]
        doc._.published = published and datetime.date.fromisoformat(published)
        for name, kind in MENTION_TYPES.items():
            own = [m for m in carried["mentions"] if LABELS[m["label"]] == name]
            known = kind.__dataclass_fields__
            made = [mention_from_json(name, {k: v for k, v in m.items() if k in known}) for m in own]
            set_annotations(doc, name, made)
        yield doc


def to_doc(nlp: Language, record: Mapping[str, Any], *, blank: bool = False) -> Doc:
    """The record as a Doc whose span groups ``entities``, ``dates``, ``numbers``, ``units`` hold its mentions."""
    text = text_of(record)
    mentions = mentions_of(record, blank)
    doc = _tokens(nlp, text, {edge for m in mentions for edge in (m["start"], m["end"])})
    # as text: msgpack would turn lists into tuples
    doc._.sitrex = json.dumps({"header": header(record, blank), "mentions": mentions}, ensure_ascii=False)
    for name in MENTION_TYPES:
        doc.spans[name] = [_span(doc, m, record) for m in ([] if blank else record[name])]
    doc.set_ents(list(doc.spans["entities"]))
    return doc


def _span(doc: Doc, mention: Mapping[str, Any], record: Mapping[str, Any]) -> Span:
    span = doc.char_span(mention["start"], mention["end"], label=mention["label"], span_id=mention["id"])
    if span is None:  # every edge is a token's edge, but in a space after a token
        where = f"{record['document']['id']!r}: {mention['id']} {mention['text']!r}"
        raise SitrexError("usage", reason=f"{where} begins or ends with a space, which spaCy's tokens cannot hold")
    return span


def _tokens(nlp: Language, text: str, edges: set[int]) -> Doc:
    """A Doc over exactly this text, its tokens cut at all edges."""
    words: list[str] = []
    spaces: list[bool] = []
    ordered = sorted(edges)
    for token in make_doc(nlp, text):
        start, end = token.idx, token.idx + len(token)
        cuts = [start, *ordered[bisect_right(ordered, start) : bisect_left(ordered, end)], end]
        words += [text[a:b] for a, b in pairwise(cuts)]
        spaces += [False] * (len(cuts) - 2) + [bool(token.whitespace_)]
    return Doc(nlp.vocab, words=words, spaces=spaces)


def _document(doc: Doc, place: int) -> Labelled:
    carried = json.loads(doc._.sitrex or "{}")
    head = carried.get("header") or {}
    found = Labelled(str((head.get("document") or {}).get("id") or f"doc-{place}"), doc.text, head)
    known = {(m["start"], m["end"], m["label"]): m for m in carried.get("mentions") or []}
    groups = [name for name in MENTION_TYPES if name in doc.spans]
    spans: list[Span] = [span for name in groups for span in doc.spans[name]] if groups else list(doc.ents)
    used = set()
    for number, span in enumerate(spans, 1):
        key = (span.start_char, span.end_char, span.label_)
        row = dict(known.get(key) or {"start": key[0], "end": key[1], "label": key[2], "id": f"span-{number}"})
        used.add(key)
        found.add(row, f"span {key[0]}-{key[1]}")
    _drop_links(found, known, used)
    return found


def _drop_links(found: Labelled, known: Mapping[tuple[int, int, str], dict[str, Any]], used: set[Any]) -> None:
    """Move clusters whose first mention is gone to their first mention that is left; other lost links are reported."""
    gone = {m["id"] for key, m in known.items() if key not in used}
    first: dict[str, str] = {}
    for mention in found.mentions:
        cluster = mention.get("cluster")
        if cluster is not None and cluster in gone:
            mention["cluster"] = first.setdefault(cluster, mention["id"])
