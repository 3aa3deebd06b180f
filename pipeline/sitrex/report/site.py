"""Records, and gold if given, to a folder of static pages."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

from sitrex.errors import SitrexError
from sitrex.evaluate.counts import count_aligned
from sitrex.evaluate.errors import valid_records
from sitrex.evaluate.fields import LISTS
from sitrex.evaluate.measures import measure, precision_recall_f1
from sitrex.evaluate.mistakes import mistakes
from sitrex.evaluate.scores import Compared, compare_documents, evaluate_mapped
from sitrex.report.article import article_page
from sitrex.report.index import Entry, index_page

PAGES = "pages.json"
"""In ``assets``: the article pages that a report wrote, so that the next one can take away what it does not."""
_ARTICLE = re.compile(r"articles/\d{5,}\.html")
ASSETS = ("report.css", "report.js", "milsymbol.js", "milsymbol.LICENSE.txt", "outline.js")


def write_report(
    records: Mapping[str, dict[str, Any]],
    output: Path,
    gold: Mapping[str, dict[str, Any]] | None = None,
    *,
    each: Callable[[], object] | None = None,
) -> Path:
    """Write the site and give its front page, ``output/index.html``.

    Records and gold are by document id; one article is in memory at a time.
    ``each`` is called after every article. Raises SitrexError
    where there is no record, where the folder cannot be written and where gold
    and record are of different texts.
    """
    if not records:
        raise SitrexError("usage", reason="there is no record to report")
    try:
        (output / "articles").mkdir(parents=True, exist_ok=True)
        (output / "assets").mkdir(exist_ok=True)
        for name in ASSETS:
            (output / "assets" / name).write_bytes((files("sitrex.report") / "assets" / name).read_bytes())
    except OSError as error:
        raise SitrexError("output-not-writable", path=output, reason=error.strerror) from error
    scores = evaluate_mapped(gold, records) if gold else None
    entries = []
    for number, (identifier, record) in enumerate(records.items(), 1):
        compared = None
        if gold and identifier in gold:
            (compared,) = compare_documents({identifier: gold[identifier]}, {identifier: record})
        # an id may hold anything, so that pages are named by number
        file = f"{number:05d}.html"
        with valid_records(identifier):
            page = article_page(record, compared)
            entries.append(_entry(file, record, compared))
        (output / "articles" / file).write_text(page, encoding="utf-8")
        if each is not None:
            each()
    front = output / "index.html"
    front.write_text(index_page(entries, scores), encoding="utf-8")
    _forget_earlier(output, [f"articles/{entry.file}" for entry in entries])
    return front


def _forget_earlier(output: Path, pages: Sequence[str]) -> None:
    """Delete the article pages that an earlier report wrote and this one did not; other files are left."""
    kept = output / "assets" / PAGES
    try:
        earlier = json.loads(kept.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        earlier = []
    for name in set(filter(_ARTICLE.fullmatch, map(str, earlier))) - set(pages):
        (output / name).unlink(missing_ok=True)
    kept.write_text(json.dumps(sorted(pages)) + "\n", encoding="utf-8")


def _entry(file: str, record: Mapping[str, Any], compared: Compared | None) -> Entry:
    f1 = errors = None
    if compared is not None:
        counts = count_aligned(compared.gold, compared.predicted, compared.alignments)
        f1 = precision_recall_f1(measure(counts).get("overall.strict.f1", (0, 0, 0, 0)))[2]
        errors = len(mistakes(compared))
    document = record["document"]
    return Entry(
        file=file,
        identifier=document["id"],
        title=document["title"],
        published=document["published"],
        counts={name: len(record[name]) for name in LISTS},
        f1=f1,
        errors=errors,
    )
