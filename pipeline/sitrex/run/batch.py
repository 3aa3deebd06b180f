"""One run: inputs in, ``records.jsonl``, ``failures.jsonl`` and ``run.json`` out."""

from __future__ import annotations

import datetime
import hashlib
import json
import platform
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Protocol

from sitrex.errors import SitrexError
from sitrex.flow import Pipeline
from sitrex.ingest.article import Article, Failure, failure
from sitrex.ingest.sources import StdinFormat, find_files, read_inputs
from sitrex.record.model import MENTION_TYPES, SCHEMA_VERSION
from sitrex.validate.invariants import check
from sitrex.write.jsonl import LineWriter

OUTPUTS = ("records.jsonl", "failures.jsonl", "run.json")


@dataclass(frozen=True, slots=True, kw_only=True)
class RunOptions:
    """What decides a run's output besides its inputs and the model."""

    published: datetime.date | None = None
    stdin_format: StdinFormat = "text"
    with_title: bool = False
    keep_text: bool = True


@dataclass(slots=True)
class Tally:
    """Counts of a run while it goes on."""

    articles: int = 0
    records: int = 0
    failures: int = 0
    characters: int = 0
    words: int = 0
    mentions: Counter[str] = field(default_factory=Counter)
    languages: Counter[str] = field(default_factory=Counter)
    foreign: list[str] = field(default_factory=list)
    """Ids of the articles that are not English."""


class Watcher(Protocol):
    """Told after every article; shows progress."""

    def __call__(self, tally: Tally) -> None:
        """React to the counts so far."""
        ...


def prepare_output(folder: Path, *, overwrite: bool) -> None:
    """Make the output folder; one that holds anything is refused unless ``overwrite``, which empties it of a run's files.

    Raises SitrexError ``output-not-empty`` or ``output-not-writable``.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            if not overwrite:
                raise SitrexError("output-not-empty", path=str(folder))
            for name in OUTPUTS:
                (folder / name).unlink(missing_ok=True)
        probe = folder / ".probe"
        probe.touch()
        probe.unlink()
    except OSError as problem:
        raise SitrexError("output-not-writable", path=str(folder), reason=problem.strerror or problem) from None


def run(
    inputs: Sequence[str],
    folder: Path,
    pipeline: Callable[[], Pipeline],
    options: RunOptions,
    *,
    overwrite: bool = False,
    watch: Watcher | None = None,
) -> Tally:
    """Process the inputs into ``folder``.

    Args:
        inputs: files, folders, patterns, ``-``.
        folder: output folder, made if needed.
        pipeline: loads the pipeline; called once inputs and output are known to be usable.
        options: see :class:`RunOptions`.
        overwrite: replace an earlier run's files.
        watch: told after every article.

    Raises:
        SitrexError: for what makes the whole run impossible; an article's own trouble is a row of ``failures.jsonl``.
    """
    files = find_files(inputs)
    prepare_output(folder, overwrite=overwrite)
    annotate = pipeline()
    started = datetime.datetime.now(datetime.UTC)
    clock = time.monotonic()
    tally = Tally()
    with LineWriter(folder / "records.jsonl") as records, LineWriter(folder / "failures.jsonl") as failures:
        for item in read_inputs(inputs, published=options.published, stdin_format=options.stdin_format):
            tally.articles += 1
            outcome = item if isinstance(item, Failure) else process(annotate, item, options)
            if isinstance(outcome, Failure):
                failures.write(outcome.to_json())
                tally.failures += 1
            else:
                records.write(outcome)
                _count(tally, outcome, item)
            if watch:
                watch(tally)
    manifest = {
        "schema_version": SCHEMA_VERSION,
        "status": "complete",
        "started": started.isoformat(timespec="seconds"),
        "seconds": round(time.monotonic() - clock, 3),
        "inputs": [{"path": "-" if file is None else str(file), "sha256": _file_digest(file)} for _, file in files],
        "counts": {
            "articles": tally.articles,
            "records": tally.records,
            "failures": tally.failures,
            "characters": tally.characters,
            "words": tally.words,
            **{name: tally.mentions[name] for name in MENTION_TYPES},
        },
        "languages": dict(sorted(tally.languages.items())),
        "provenance": {name: getattr(annotate.provenance, name) for name in annotate.provenance.__slots__},
        "platform": f"Python {platform.python_version()}, {platform.system()} {platform.machine()}",
        "options": {
            "published": options.published and options.published.isoformat(),
            "format": options.stdin_format,
            "with_title": options.with_title,
            "keep_text": options.keep_text,
        },
    }
    part = folder / "run.json.part"
    part.write_text(json.dumps(manifest, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    part.replace(folder / "run.json")
    return tally


def process(annotate: Pipeline, article: Article, options: RunOptions) -> dict[str, Any] | Failure:
    """The validated record of one article as JSON types, or why there is none."""
    if options.with_title and article.title:
        article = replace(article, text=f"{article.title}\n{article.text}")
    try:
        row = annotate(article).to_json()
        check(row)
    except SitrexError as problem:
        return failure(problem, path=article.id, article_id=article.id, stage="validate")
    except Exception as problem:  # one bad article is a recorded failure, never a dead batch
        reason = f"{type(problem).__name__}: {problem}"[:500]
        crash = SitrexError("pipeline-failed", path=article.id, stage="annotate", reason=reason)
        return failure(crash, path=article.id, article_id=article.id, stage="annotate")
    if not options.keep_text:
        row["text"] = None
    return row


def _count(tally: Tally, row: dict[str, Any], article: Article | Failure) -> None:
    tally.records += 1
    tally.characters += row["document"]["characters"]
    if isinstance(article, Article):
        tally.words += len(article.text.split())
    for name in MENTION_TYPES:
        tally.mentions[name] += len(row[name])
    language = row["document"]["language"]
    tally.languages[language] += 1
    if language != "en":
        tally.foreign.append(row["document"]["id"])


def _file_digest(file: Path | None) -> str | None:
    if file is None:
        return None
    with file.open("rb") as data:
        return hashlib.file_digest(data, "sha256").hexdigest()
