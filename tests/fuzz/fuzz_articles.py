"""An atheris target on ingest and pipeline: any bytes give articles or named failures, any article a valid record.

``fuzz_articles.py [libFuzzer options]``, for instance ``-max_total_time=600``. Where atheris is not installed, the same
function is driven by hypothesis for that time.
"""

from __future__ import annotations

import sys
import tempfile
import time
from contextlib import nullcontext
from pathlib import Path

try:
    import atheris
except ImportError:
    atheris = None

with atheris.instrument_imports(include=["sitrex"]) if atheris else nullcontext():
    from sitrex import api
    from sitrex.ingest.article import Article, Failure
    from sitrex.ingest.sources import read_inputs
    from sitrex.run.options import RunOptions
    from sitrex.run.shard import from_line, process, to_line
    from sitrex.run.tally import Tally

NAMES = ("a.txt", "a.md", "a.html", "a.jsonl", "a.jsonl.gz", "a.jsonl.zst", "a.csv", "a.parquet")
EXPECTED = ("record-invalid", "pipeline-failed")
"""Codes that would hide a bug."""

_PIPELINE = api.load()
_FOLDER = tempfile.TemporaryDirectory()


def check_bytes(data: bytes) -> None:
    """The first byte chooses the kind of file, the others are its content."""
    file = Path(_FOLDER.name, NAMES[data[0] % len(NAMES)] if data else "a.txt")
    file.write_bytes(data[1:])
    for item in read_inputs([str(file)]):
        assert from_line(to_line(item)) == item
        if isinstance(item, Article):
            with _PIPELINE.nlp.memory_zone():
                outcome = process(_PIPELINE, item, RunOptions(with_title=True), Tally())
        else:
            outcome = item
        if isinstance(outcome, Failure):
            assert outcome.code not in EXPECTED, outcome
        else:
            outcome.close()


def by_hypothesis(seconds: float) -> None:
    from hypothesis import HealthCheck, given, settings
    from hypothesis import strategies as st

    words = st.sampled_from(
        "the 3rd Brigade on 3 May 2024 Kyiv, 1.5 million %s 40–50 km $3bn late last week ‘ ( ) . \n \r\n 1/2 Ⅷ ٣ ½ № 6th".split(
            " "
        )
    )
    texts = st.one_of(st.text(), st.lists(words, max_size=60).map(" ".join)).map(
        lambda t: b"\0" + t.encode("utf-8", "replace")
    )
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        settings(max_examples=200, deadline=None, database=None, suppress_health_check=list(HealthCheck))(
            given(st.one_of(st.binary(max_size=3_000), texts))(check_bytes)
        )()


def main() -> None:
    if atheris is None:
        wanted = [argument.partition("=")[2] for argument in sys.argv if argument.startswith("-max_total_time=")]
        by_hypothesis(float(wanted[0]) if wanted else 60)
        return
    corpus = Path(_FOLDER.name, "corpus")
    corpus.mkdir()
    for kind, name in enumerate(NAMES):
        for number, seed in enumerate(
            (b'{"text": "On 3 May the 47th Brigade held Kyiv with 40 trucks."}', b"id,text\n1,Kyiv\n")
        ):
            (corpus / f"{name}-{number}").write_bytes(bytes([kind]) + seed)
    atheris.Setup([*sys.argv, "-max_len=4000", "-timeout=60", str(corpus)], check_bytes)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
