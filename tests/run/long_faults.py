"""The long fault runs of ``make test-faults``: they take minutes, inject every fault for real, and print a table.

``long_faults.py [--articles N] [--worker-kills N] [--parent-kills N] [--dask-kills N] [--fuzz SECONDS]
[--pause SECONDS]``
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent.parent)]

from tests.run.growth import growth  # noqa: E402
from tests.run.runs import (  # noqa: E402
    children,
    good_texts,
    is_alive,
    outputs,
    read_lines,
    start_run,
    started,
    wait_for,
    write_articles,
)

from sitrex.run.options import Limits  # noqa: E402

SLOW = " FAULT:slow=0.002"
LIMITS = Limits(seconds=3, headroom=512 << 20)


def undisturbed(scratch: Path, count: int) -> tuple[Path, tuple[bytes, bytes]]:
    articles = write_articles(scratch / "in.jsonl", [text + SLOW for text in good_texts(count, words=100)])
    start_run(articles, scratch / "undisturbed", workers=2, limits=LIMITS)
    return articles, outputs(scratch / "undisturbed")


def kill_workers(
    scratch: Path, articles: Path, expected: tuple[bytes, bytes], kills: int, pause: float, *more: str
) -> str:
    """Kill workers at random over as many runs as it takes.

    A run gives up, and says so, when no worker lives to load its model five times in a row: on a slow or busy
    machine the kills must not be closer than that takes.
    """
    dice, killed, runs = random.Random(1), 0, 0
    while killed < kills:
        runs += 1
        output = scratch / f"workers{runs}{''.join(more)}"
        run = started(articles, output, 2, *more)
        while run.poll() is None:
            time.sleep(dice.uniform(0.1, pause))
            there = [pid for child in children(run.pid) for pid in (child, *children(child))]
            if there and killed < kills:
                with suppress(ProcessLookupError):  # it was quicker
                    os.kill(dice.choice(there), signal.SIGKILL)
                    killed += 1
        assert run.returncode == 0, run.returncode
        assert outputs(output) == expected, output
    return f"{killed} workers killed in {runs} runs: records.jsonl and failures.jsonl byte-identical every time"


def kill_parents(scratch: Path, articles: Path, expected: tuple[bytes, bytes], kills: int) -> str:
    dice, killed, runs, output = random.Random(2), 0, 0, scratch / "parent0"
    while True:
        run = started(articles, output, 2, "--resume")
        try:
            run.wait(dice.uniform(0.5, 3) if killed < kills else None)
        except subprocess.TimeoutExpired:
            workers = children(run.pid)
            run.kill()
            run.wait()
            killed += 1
            wait_for(lambda: not any(is_alive(pid) for pid in workers))  # noqa: B023 - one that is still starting ends when it has
            assert not (output / "records.jsonl").exists() or outputs(output) == expected
            continue
        assert run.returncode == 0
        assert outputs(output) == expected
        runs += 1
        if killed >= kills:
            return f"parent killed {killed} times over {runs} runs, each resumed to the end: byte-identical"
        output = scratch / f"parent{runs}"


def poison(scratch: Path) -> str:
    """1,000 good articles and 40 that do harm."""
    harm = ["kill", "segfault", "exit", "eat", "hang", "hold", "raise"]
    texts = good_texts(1_000)
    bad = {25 * n + 7: harm[n % len(harm)] for n in range(40)}
    for at in sorted(bad, reverse=True):
        texts.insert(at, f"FAULT:{bad[at]}")
    begin = time.monotonic()
    finished = start_run(
        write_articles(scratch / "poison.jsonl", texts), scratch / "poison", workers=2, limits=LIMITS, overwrite=True
    )
    assert finished.totals.counts["records"] == 1_000
    failures = read_lines(scratch / "poison" / "failures.jsonl")
    assert len(failures) == 40
    codes = sorted({row["code"] for row in failures})
    assert codes == ["crashed", "pipeline-failed", "timed_out"]
    seconds = time.monotonic() - begin
    return f"1,000 good and 40 harmful articles: 1,000 records, 40 named failures ({', '.join(codes)}), {seconds:.0f} s"


def big(scratch: Path) -> str:
    """Long documents through the real pipeline: time, and memory of the worker at its highest."""
    from sitrex.run import batch
    from sitrex.run.options import RunOptions

    sys.path.insert(0, str(HERE.parent.parent / "bench"))
    from run import Memory

    sentence = "On 3 May the 47th Brigade held Pokrovsk with 40 trucks, and Gen. Smith left for Kyiv. "
    told = []
    for name, text in (
        ("5 MB in one line", sentence * (5_000_000 // len(sentence))),
        ("20 MB of plain words", ("the men went on along the road\n") * (20_000_000 // 31)),
    ):
        memory = Memory()
        finished = batch.run(
            [str(write_articles(scratch / "big.jsonl", [text]))],
            scratch / name,
            RunOptions(),
            workers=1,
            watcher=memory,
        )
        assert finished.totals.counts["records"] == 1, name
        told.append(f"{name}: {finished.seconds:.0f} s, worker at most {max(memory.peaks) >> 20} MB")
    return "; ".join(told)


def fuzz(seconds: int) -> str:
    done = subprocess.run(
        [sys.executable, str(HERE.parent / "fuzz" / "fuzz_articles.py"), f"-max_total_time={seconds}"]
    )
    assert done.returncode == 0
    return f"fuzzed for {seconds} s: nothing found"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=2_000)
    parser.add_argument("--worker-kills", type=int, default=100)
    parser.add_argument("--parent-kills", type=int, default=20)
    parser.add_argument("--dask-kills", type=int, default=20)
    parser.add_argument("--pause", type=float, default=0.8, metavar="SECONDS", help="the longest between two kills")
    parser.add_argument("--fuzz", type=int, default=600, metavar="SECONDS")
    parser.add_argument("--no-big", action="store_true", help="leave out the long documents")
    parser.add_argument("--no-growth", action="store_true", help="leave out the repeated patterns")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        articles, expected = undisturbed(scratch, args.articles)
        print(f"runs of {args.articles:,} articles", flush=True)
        print(kill_workers(scratch, articles, expected, args.worker_kills, args.pause), flush=True)
        print(kill_parents(scratch, articles, expected, args.parent_kills), flush=True)
        if args.dask_kills:
            print("Dask:", kill_workers(scratch, articles, expected, args.dask_kills, args.pause, "--dask"), flush=True)
        print(poison(scratch), flush=True)
        if not args.no_big:
            print(big(scratch), flush=True)
    if not args.no_growth:
        print(growth(), flush=True)
    if args.fuzz:
        print(fuzz(args.fuzz), flush=True)


if __name__ == "__main__":
    main()
