"""How fast sitrex is, beside the bare stock NER (``bench/stock.py``) measured in the same run.

``bench/run.py [--smoke] DATA``: DATA is a folder with ``war-articles.jsonl``
(or a JSON-lines file of articles). Prints a table and fails where a floor is
not held. All ratios are taken of CPU time within one process, alternating
piece by piece, so that other work on the machine falls on both sides.

``--smoke`` takes a few articles and skips what needs worker processes.
"""

from __future__ import annotations

import argparse
import itertools
import json
import multiprocessing
import os
import sys
import tempfile
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path

import stock
from spacy.language import Language

from sitrex import flow
from sitrex.annotate.base import Context
from sitrex.annotate.docs import make_doc, set_sentences
from sitrex.annotate.layout import paragraphs, sentences
from sitrex.annotate.settle import resolve_all
from sitrex.annotate.text.view import View
from sitrex.ingest.article import Article, Failure
from sitrex.ingest.language import identify
from sitrex.ingest.sources import read_inputs
from sitrex.record.build import Mentions, Volume, build_record
from sitrex.run import batch
from sitrex.run.options import RunOptions
from sitrex.run.shard import process
from sitrex.run.totals import Totals
from sitrex.validate.invariants import check
from sitrex.write.jsonl import dump_line

ROUNDS = 3
"""Times that each article is taken; the least of them is what other work on the machine disturbed least."""
PIPELINE_FLOOR = 1.1
"""Words a second of the whole pipeline, of those of the bare NER."""
UNITS_CEILING = 0.06
"""Time of the units' annotator, of that of the bare NER."""
WORKERS_FLOOR = 1.6
"""Two workers, of one."""
LOOP_FLOOR = 0.93
"""One worker, of the pipeline called in a plain loop."""


def bare(nlp: Language, text: str) -> None:
    """Tokenizer and NER over the paragraphs, as spaCy's users run them."""
    docs = [make_doc(nlp, text[a:b]) for a, b in paragraphs(text)]
    for _, component in nlp.pipeline:
        docs = list(component.pipe(docs, batch_size=64))


def by_component(pipeline: flow.Pipeline, article: Article, spent: Counter[str]) -> None:
    """The way of one article as ``flow`` has it, each step timed."""
    clock = time.process_time()

    def lap(name: str) -> None:
        nonlocal clock
        now = time.process_time()
        spent[name] += now - clock
        clock = now

    view = View.of(article.text)
    article = replace(article, text=view.text)
    text = article.text
    lap("view")
    blocks = paragraphs(text)
    bounds = [span for block in blocks for span in sentences(text, *block)]
    lap("paragraphs and sentences")
    annotators = pipeline._annotators
    found: dict[str, list] = {name: [] for name in annotators}
    for piece in flow._pieces(blocks):
        doc = pipeline._annotated(text, piece)
        lap("tokens and tagger")
        set_sentences(doc, bounds, piece[0][0])
        lap("paragraphs and sentences")
        for name, annotator in annotators.items():
            found[name] += [m.shifted(piece[0][0]) for m in annotator.match(doc)]
            lap(f"{name}, match")
    context = Context(text=text, published=article.published, sentences=bounds)
    mentions = resolve_all(Mentions(**found), annotators, context)
    lap("overlaps, resolve, statements")
    record = build_record(article, [Volume(mentions, bounds)], language=identify(text), provenance=pipeline.provenance)
    lap("language and record")
    row = record.to_json()
    check(row)
    dump_line(row).encode()
    lap("check and write")


def components(pipeline: flow.Pipeline, nlp: Language, articles: list[Article]) -> tuple[Counter[str], int]:
    spent: Counter[str] = Counter()
    steps_spent: Counter[str] = Counter()
    words = 0
    for number, article in enumerate(articles):
        steps = [
            lambda article=article: ("bare NER", bare(nlp, article.text)),
            lambda article=article: ("pipeline", pipeline(article)),
            lambda article=article: by_component(pipeline, article, steps_spent),
        ]
        least: dict[str, float] = {}
        # whichever is first warms the caches for the others
        for step in range(3 * ROUNDS):
            work = steps[(step + number) % 3]
            begin = time.process_time()
            if told := work():
                took = time.process_time() - begin
                least[told[0]] = min(took, least.get(told[0], took))
        spent.update(least)
        words += len(article.text.split())
    for name, seconds in steps_spent.items():
        spent[name] = seconds / ROUNDS  # type: ignore[assignment]
    return spent, words


def report_components(spent: Counter[str], words: int) -> list[str]:
    base = spent["bare NER"]
    print(f"bare NER {words / base:,.0f} words a CPU second; pipeline {words / spent['pipeline']:,.0f}")
    print(f"{'step':28}{'ms a 1,000 words':>18}{'of bare NER':>13}")
    for name, seconds in spent.items():
        print(f"{name:28}{seconds * 1e6 / words:18.2f}{seconds / base:13.1%}")
    failed = []
    ratio = base / spent["pipeline"]
    print(f"whole pipeline: {ratio:.2f} of the bare NER's words a second (floor {PIPELINE_FLOOR})")
    if ratio < PIPELINE_FLOOR:
        failed.append(f"pipeline {ratio:.2f} < {PIPELINE_FLOOR}")
    share = spent["units, match"] / base
    print(f"units: {share:.1%} of the bare NER's time (ceiling {UNITS_CEILING:.0%})")
    if share > UNITS_CEILING:
        failed.append(f"units {share:.1%} > {UNITS_CEILING:.0%}")
    return failed


def plain_loop(articles: list[Article]) -> float:
    """CPU seconds of the pipeline over all but the first article, in a process as fresh as a worker: what was read before is
    looked up faster."""
    pipeline = flow.load()
    begin = 0.0
    for article in articles:
        line = process(pipeline, article, RunOptions(), Totals())
        assert not isinstance(line, Failure), line
        line.close()
        begin = begin or time.process_time()
    return time.process_time() - begin


def report_workers(articles: list[Article], scratch: Path, idle: bool) -> list[str]:
    """One worker against a plain loop by CPU time without loading; two against one by wall time, on an idle machine."""
    words = sum(len(article.text.split()) for article in articles)
    # the first article stands for all that a process does once
    _, loading = timed_run(scratch, "first", articles[:1], 1)
    words -= len(articles[0].text.split())
    with multiprocessing.get_context("spawn").Pool(1) as fresh:
        loop = fresh.apply(plain_loop, (articles,))
    wall_of_one, one = timed_run(scratch, "one", articles, 1)
    wall_of_two, _ = timed_run(scratch, "two", articles, 2)
    share, gain = loop / (one - loading), wall_of_one / wall_of_two
    print(f"plain loop {words / loop:,.0f} words a CPU second, one worker {words / (one - loading):,.0f}")
    print(f"one worker: {share:.2f} of the loop (floor {LOOP_FLOOR})")
    print(
        f"two workers: {gain:.2f} of one (floor {WORKERS_FLOOR}{'' if idle else '; NOT JUDGED, the machine is busy'})"
    )
    failed = [] if share >= LOOP_FLOOR else [f"one worker {share:.2f} < {LOOP_FLOOR}"]
    return failed if gain >= WORKERS_FLOOR or not idle else [*failed, f"two workers {gain:.2f} < {WORKERS_FLOOR}"]


def timed_run(scratch: Path, name: str, articles: list[Article], workers: int) -> tuple[float, float]:
    """Wall time once the model is loaded, and CPU time of the worker processes."""
    file = scratch / f"{name}.jsonl"
    with file.open("w", encoding="utf-8") as lines:
        for article in articles:
            lines.write(json.dumps({"id": article.id, "text": article.text}) + "\n")
    before = cpu_of_children()
    finished = batch.run([str(file)], scratch / name, RunOptions(), workers=workers)
    return finished.seconds, cpu_of_children() - before


def cpu_of_children() -> float:
    """CPU seconds of the worker processes that have ended."""
    times = os.times()
    return times.children_user + times.children_system


class Memory(batch.Watcher):
    """Memory of the worker process, some times a second."""

    def __init__(self) -> None:
        self.peaks: list[int] = []

    def tick(self, run, ahead):  # noqa: ARG002 - as the base class
        self.peaks.append(resident_children())


def report_scale(articles: list[Article], scratch: Path, counts: list[int]) -> None:
    """Short documents with new words: time, CPU time without the first loading, and memory as their number grows."""
    source = [p for a in articles for p in a.text.split("\n") if 300 < len(p) < 900]
    loading = timed_run(scratch, "loading", articles[:1], 1)[1] if counts else 0.0
    costs: list[float] = []
    for count in counts:
        file = scratch / f"short-{count}.jsonl"
        with file.open("w", encoding="utf-8") as lines:
            for number, text in zip(range(count), itertools.cycle(source)):
                text = f"{text} Qz{number}x and Vk{number}y met."
                lines.write(json.dumps({"id": f"{number}", "text": text}) + "\n")
        memory = Memory()
        begin, before = time.perf_counter(), cpu_of_children()
        finished = batch.run([str(file)], scratch / f"s{count}", RunOptions(), workers=1, watcher=memory)
        seconds = time.perf_counter() - begin
        costs.append((cpu_of_children() - before - loading) / count)
        peaks = memory.peaks
        middle = peaks[len(peaks) // 4]
        print(
            f"{count:>9,} short documents {seconds:8.1f} s {finished.seconds * 1e3 / count:8.2f} ms each, "
            f"{costs[-1] * 1e3:.2f} ms of CPU time ({costs[-1] / costs[0]:.2f} of the first), "
            f"worker {middle >> 20} MB after a quarter, at most {max(peaks) >> 20} MB"
        )


def resident_children() -> int:
    total = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == os.getpid():
            total = max(total, int(fields[21]) * os.sysconf("SC_PAGE_SIZE"))
    return total


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--smoke", action="store_true", help="a few articles, no worker processes")
    parser.add_argument("--words", type=int, help="words of DATA that are taken; all if not given")
    parser.add_argument(
        "--scale", type=int, action="append", default=[], help="a number of short documents to time; may be repeated"
    )
    args = parser.parse_args()
    file = args.data / "war-articles.jsonl" if args.data.is_dir() else args.data
    wanted = 12_000 if args.smoke else args.words or sys.maxsize
    articles: list[Article] = []
    for item in read_inputs([str(file)]):
        assert not isinstance(item, Failure), item
        articles.append(item)
        wanted -= len(item.text.split())
        if wanted <= 0:
            break
    idle = not hasattr(os, "getloadavg") or os.getloadavg()[0] < 0.5  # before this program loads it itself
    pipeline = flow.load()
    by_component(pipeline, articles[0], Counter())  # what is loaded at first use
    failed = []
    if (nlp := stock.load()) is None:
        print("NOT RUN: the comparison with the stock NER, which the package index does not give")
    else:
        failed += report_components(*components(pipeline, nlp, articles))
    if not args.smoke:
        with tempfile.TemporaryDirectory() as scratch:
            failed += report_workers(articles, Path(scratch), idle)
            report_scale(articles, Path(scratch), args.scale)
    for complaint in failed:
        print(f"BELOW THE FLOOR: {complaint}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
