"""What reading some files gives: articles and failures in order, and what was skipped."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sitrex.ingest.article import Article, Failure, Raw
from sitrex.ingest.counted import Meter
from sitrex.ingest.kinds import read_document
from sitrex.ingest.reading import Reading
from sitrex.ingest.sources import read_drafts

FILES = Path(__file__).parent / "files"


@dataclass
class Read:
    articles: dict[str, Article] = field(default_factory=dict)
    failures: list[Failure] = field(default_factory=list)
    meter: Meter = field(default_factory=Meter)

    @property
    def skipped(self) -> list[str]:
        return self.meter.skipped.paths

    @property
    def codes(self) -> list[str]:
        return [failure.code for failure in self.failures]


def read(*paths: Path, **reading: Any) -> Read:
    said, found = Reading(**reading), Read()
    for draft in read_drafts([str(path) for path in paths], found.meter, reading=said, stdin_format="text"):
        item = read_document(draft, said) if isinstance(draft, Raw) else draft
        if isinstance(item, Failure):
            found.failures.append(item)
        else:
            found.articles[item.id] = item
    return found


def put(file: Path, data: bytes | str) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data.encode() if isinstance(data, str) else data)
    return file


def only(found: Read) -> Article:
    """The one article of a file that has no more."""
    assert not found.failures
    (article,) = found.articles.values()
    return article
