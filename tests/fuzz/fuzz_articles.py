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
    from sitrex.ingest.kinds import BY_SUFFIX
    from sitrex.ingest.sources import read_inputs
    from sitrex.run.options import RunOptions
    from sitrex.run.shard import from_line, process, to_line
    from sitrex.run.totals import Totals

NAMES = (*(f"a{suffix}" for suffix in sorted(BY_SUFFIX)), "a.jsonl.gz", "a.jsonl.zst", "a.csv.gz", "a.tgz")
REAL = sorted(file for file in (Path(__file__).parent.parent / "ingest" / "files").iterdir() if file.is_file())
"""Files of every kind, whose bytes are changed here and there."""
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
                outcome = process(_PIPELINE, item, RunOptions(with_title=True), Totals())
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
        lambda t: bytes([NAMES.index("a.txt")]) + t.encode("utf-8", "replace")
    )
    broken = st.builds(
        _changed,
        st.sampled_from(REAL),
        st.lists(st.tuples(st.integers(0, 1 << 20), st.binary(max_size=4)), max_size=8),
        st.integers(0, 1 << 20),
    )
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        settings(max_examples=200, deadline=None, database=None, suppress_health_check=list(HealthCheck))(
            given(st.one_of(st.binary(max_size=3_000), texts, broken))(check_bytes)
        )()


def _changed(file: Path, changes: list[tuple[int, bytes]], cut: int) -> bytes:
    """A real file with some bytes changed, and now and then its end cut off; its kind in the first byte."""
    data = bytearray(file.read_bytes())
    for at, new in changes:
        at %= max(len(data), 1)
        data[at : at + len(new)] = new
    kind = next((number for number, name in enumerate(NAMES) if file.name.lower().endswith(name[1:])), 0)
    return bytes([kind]) + bytes(data if cut % 3 else data[: cut % max(len(data), 1)])


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
