"""Records, and gold if given, to a folder of static pages."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from sitrex.correct.apply import Corrections
from sitrex.correct.model import THINGS, settable
from sitrex.errors import SitrexError
from sitrex.evaluate.counts import count_aligned
from sitrex.evaluate.errors import valid_records
from sitrex.evaluate.fields import LISTS
from sitrex.evaluate.measures import measure, precision_recall_f1
from sitrex.evaluate.mistakes import mistakes
from sitrex.evaluate.scores import Compared, compare_documents, evaluate_mapped
from sitrex.interchange.labelled import FIELDS
from sitrex.record.model import SCHEMA_VERSION
from sitrex.report.across import write_across
from sitrex.report.article import article_page
from sitrex.report.desk import Desk
from sitrex.report.front import Entry, articles_page, front_page
from sitrex.report.scores import scores_page
from sitrex.report.shards import Data, Shards

WRITTEN: Final = "assets/pages.json"
"""What a report wrote, so that the next one can take away what it does not write again."""
_OURS: Final = re.compile(
    r"(index|articles|scores)\.html|articles/\d{5,}\.html|data/[a-z]+(-\d{4,})?\.js|assets/[\w.]+"
)
ASSETS: Final = (
    "report.css",
    "base.js",
    "corrections.js",
    "front.js",
    "article.js",
    "map.js",
    "outline.js",
    "milsymbol.js",
    "milsymbol.LICENSE.txt",
)
_FRONT: Final = ("index.html", "articles.html", "scores.html")


def write_report(
    records: Mapping[str, dict[str, Any]],
    output: Path,
    gold: Mapping[str, dict[str, Any]] | None = None,
    *,
    corrections: Corrections | None = None,
    each: Callable[[], object] | None = None,
) -> Path:
    """Write the site and give its front page, ``output/index.html``.

    Records and gold are by document id; one article is in memory at a time.
    ``corrections`` are applied to the records, and pages and scores are of the
    corrected ones. ``each`` is called after every article. Pages and data of an earlier report
    are replaced, other files left. Raises SitrexError where there is no record,
    where the folder cannot be written or holds pages that no report wrote, and
    where gold and record are of different texts.
    """
    if not records:
        raise SitrexError("usage", reason="there is no record to report")
    earlier = _earlier(output)
    try:
        for folder in ("articles", "assets", "data"):
            (output / folder).mkdir(parents=True, exist_ok=True)
        # a report that is stopped leaves what it wrote to the next one
        _note(output, earlier | set(_FRONT) | {f"assets/{name}" for name in ASSETS})
        for name in ASSETS:
            (output / "assets" / name).write_bytes((files("sitrex.report") / "assets" / name).read_bytes())
    except OSError as error:
        raise SitrexError("output-not-writable", path=output, reason=error.strerror) from error
    corrections = corrections or Corrections()
    scores = evaluate_mapped(gold, corrections.over(records)) if gold else None
    data = Data(output / "data")
    texts = Shards(data, "texts")
    entries = []
    with Desk(corrections) as desk:
        for number, record in enumerate(records.values(), 1):
            with valid_records(record["document"]["id"]):
                desk.add(number, complete(record))
                corrected = corrections.apply(complete(record)).row
            entries.append(_article(number, corrected, gold, output, texts))
            if each is not None:
                each()
        texts.close()
        published = ["", *(entry.published or "" for entry in entries)]
        across = write_across(desk, data, published)
    data.put("settable", {thing: list(settable(thing)) for thing in THINGS})
    data.put("articles", [[e.name, e.published or "", e.shard] for e in entries])
    pages = {"index.html": front_page(entries, across, scored=scores is not None)}
    pages["articles.html"] = articles_page(entries, scored=scores is not None)
    if scores is not None:
        pages["scores.html"] = scores_page(entries, scores)
    for name, text in pages.items():
        (output / name).write_text(text, encoding="utf-8")
    written = {*pages, *(f"articles/{entry.file}" for entry in entries), *(f"data/{name}.js" for name in data.names)}
    _forget(output, earlier, written | {f"assets/{name}" for name in ASSETS})
    return output / "index.html"


def complete(record: Mapping[str, Any]) -> dict[str, Any]:
    """The record with every field of every mention: gold and records of older versions may lack some."""
    lists = {name: [FIELDS[name] | mention for mention in record[name]] for name in LISTS}
    return dict(record) | {"schema_version": SCHEMA_VERSION} | lists


def _article(
    number: int,
    record: Mapping[str, Any],
    gold: Mapping[str, dict[str, Any]] | None,
    output: Path,
    texts: Shards,
) -> Entry:
    """Write one article's page and text."""
    identifier = record["document"]["id"]
    compared = None
    if gold and identifier in gold:
        (compared,) = compare_documents({identifier: gold[identifier]}, {identifier: dict(record)})
    # an id may hold anything, so that pages are named by number
    file = f"{number:05d}.html"
    with valid_records(identifier):
        page = article_page(record, compared, scored=bool(gold))
        shard = texts.add(number, list(_sentences(record)))
        f1, errors = _scored(compared) if compared else (None, None)
    (output / "articles" / file).write_text(page, encoding="utf-8")
    document = record["document"]
    return Entry(
        file=file,
        identifier=identifier,
        title=document["title"],
        published=document["published"],
        counts={name: len(record[name]) for name in LISTS},
        f1=f1,
        errors=errors,
        shard=shard,
    )


def _sentences(record: Mapping[str, Any]) -> Iterator[str]:
    """The sentences that a search shows; of a record without them its lines."""
    text = record["text"] or ""
    spans = record["sentences"]
    pieces = (text[start:end] for start, end in spans) if spans else text.splitlines()
    yield from filter(None, (" ".join(piece.split()) for piece in pieces))


def _scored(compared: Compared) -> tuple[float | None, int]:
    counts = count_aligned(compared.gold, compared.predicted, compared.alignments)
    return precision_recall_f1(measure(counts).get("overall.strict.f1", (0, 0, 0, 0)))[2], len(mistakes(compared))


def _earlier(output: Path) -> set[str]:
    """What an earlier report wrote into the folder; an error where its pages are not a report's."""
    try:
        kept = json.loads((output / WRITTEN).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        for name in _FRONT:
            if (output / name).exists():
                raise SitrexError("report-foreign", path=output, name=name) from None
        return set()
    return {name for name in map(str, kept) if _OURS.fullmatch(name)}


def _note(output: Path, names: set[str]) -> None:
    (output / WRITTEN).write_text(json.dumps(sorted(names)) + "\n", encoding="utf-8")


def _forget(output: Path, earlier: set[str], written: set[str]) -> None:
    """Delete what an earlier report wrote and this one did not; other files are left."""
    for name in earlier - written:
        (output / name).unlink(missing_ok=True)
    _note(output, written)
