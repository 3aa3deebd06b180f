"""A process that reads the files named on its standard input, each in a fork of itself, and says what that took: a line of
JSON for each. Peaks are in MB: of reading, of reading and making articles, of processes that readers start.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from importlib import import_module
from typing import Any

from sitrex.ingest.article import Article, Failure, Raw
from sitrex.ingest.counted import Meter
from sitrex.ingest.kinds import read_document
from sitrex.ingest.reading import Reading
from sitrex.ingest.sources import read_drafts

SECONDS = 60


def peak(who: int) -> int:
    size = resource.getrusage(who).ru_maxrss
    return size >> (20 if sys.platform == "darwin" else 10)


def measure(paths: list[str], documents: bool) -> dict[str, Any]:
    """Read the files, and the documents among them if asked."""
    begin, reading, meter, items = time.process_time(), Reading(), Meter(), []
    for draft in read_drafts(paths, meter, reading=reading, stdin_format="text"):
        item = read_document(draft, reading) if documents and isinstance(draft, Raw) else draft
        if isinstance(item, Failure):
            items.append({"path": item.path, "code": item.code, "error": item.error})
        else:
            size = len(item.text) if isinstance(item, Article) else len(item.data)
            items.append({"path": item.id, "code": None, "size": size})
    apart = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = time.process_time() - begin + apart.ru_utime + apart.ru_stime
    return {
        "seconds": round(seconds, 1),
        "peak": peak(resource.RUSAGE_SELF),
        "apart": peak(resource.RUSAGE_CHILDREN),
        "items": items,
        "skipped": meter.skipped.paths,
    }


def in_a_fork(paths: list[str], documents: bool) -> Any:
    """What measuring gives, or how the process ended."""
    ours, theirs = os.pipe()
    child = os.fork()
    if child == 0:
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        with os.fdopen(theirs, "w") as out:
            json.dump(measure(paths, documents), out)
        os._exit(0)
    os.close(theirs)
    with os.fdopen(ours) as out:
        said = out.read()
    _, status = os.waitpid(child, 0)
    return json.loads(said) if status == 0 else {"ended": status}


def main() -> None:
    for name in ("trafilatura", "webvtt", "striprtf.striprtf", "warcio", "ijson", "yaml", "dateparser"):
        import_module(name)
    for line in sys.stdin:
        paths = json.loads(line)
        print(json.dumps([in_a_fork(paths, documents=False), in_a_fork(paths, documents=True)]), flush=True)


if __name__ == "__main__":
    main()
