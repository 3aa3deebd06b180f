"""What a person sees of a run: a bar while it lasts, a table at the end; or a log for programs."""

from __future__ import annotations

import datetime
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from sitrex.ingest.source import NO_TEXT
from sitrex.record.model import MENTION_TYPES
from sitrex.run.batch import Watcher
from sitrex.run.folder import FILES
from sitrex.run.manifest import Run
from sitrex.run.totals import UNKNOWN
from sitrex.write.counted import counted

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress

_SHOWN: Final = 5
"""Files whose columns are told."""
_PATIENCE: Final = 2.0
"""Seconds before the bar appears."""


@contextmanager
def watching(*, quiet: bool = False, log_json: bool = False) -> Iterator[Watcher]:
    """What shows a run on standard error: a bar if that is a terminal, or a JSON log, or nothing."""
    if log_json:
        yield Log()
    elif quiet or not sys.stderr.isatty():
        yield Watcher()
    else:
        bar = Bar()
        try:
            yield bar
        finally:
            bar.stop()


class Log(Watcher):
    """One JSON object a line on standard error."""

    def event(self, name: str, values: Mapping[str, Any]) -> None:
        """Write the event with its time, in UTC."""
        now = datetime.datetime.now(datetime.UTC).isoformat(timespec="milliseconds")
        print(json.dumps({"time": now, "event": name, **values}), file=sys.stderr, flush=True)


class Bar(Watcher):
    """Shows documents, words a second, failures and the time left, after two seconds."""

    def __init__(self) -> None:
        self._bar: Progress | None = None

    def tick(self, run: Run, ahead: Mapping[str, int]) -> None:
        """Show the counts so far."""
        if run.seconds < _PATIENCE:
            return
        if self._bar is None:
            self._bar = self._start(run)
        line = (
            f"{counted(run.totals.counts['articles'] + ahead.get('articles', 0), 'article')} · "
            f"{(run.new.counts['words'] + ahead.get('words', 0)) / run.seconds:,.0f} words/s · "
            f"{run.totals.counts['failures'] + ahead.get('failures', 0):,} failed · "
            f"{_left(run)}"
        )
        self._bar.update(self._bar.task_ids[0], description=line, completed=run.done + run.skipped)

    def stop(self) -> None:
        """Take the bar away."""
        if self._bar is not None:
            self._bar.stop()

    def _start(self, run: Run) -> Progress:
        from rich.console import Console  # 100 ms to import, with the next
        from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

        columns = (BarColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
        bar = Progress(*columns, console=Console(stderr=True), transient=True)
        bar.start()
        bar.add_task("", total=run.total)
        return bar


def _left(run: Run) -> str:
    """The time left, from the bytes that are done and those that are not."""
    if run.total is None or not run.done:
        return "time left unknown"
    seconds = run.seconds * max(run.total - run.done - run.skipped, 0) / run.done
    return f"{datetime.timedelta(seconds=round(seconds))} left"


def summary(run: Run, folder: str) -> None:
    """Print what a run did and where its files are."""
    from rich.console import Console
    from rich.table import Table

    console = Console()
    counts = run.totals.counts
    title = f"{counted(counts['articles'], 'article')}, {counts['words']:,} words"
    if run.new.counts["words"]:
        title += f", {run.new.counts['words'] / run.seconds:,.0f} words/s in {run.seconds:,.1f} s"
    table = Table(title=title, title_justify="left")
    for name in ("records", "failed", *MENTION_TYPES):
        table.add_column(name, justify="right")
    table.add_row(*(f"{counts[name]:,}" for name in ("records", "failures", *MENTION_TYPES)))
    console.print(table)
    if foreign := counts["records"] - run.totals.languages["en"] - run.totals.languages[UNKNOWN]:
        shown = ", ".join(run.totals.foreign) + (" …" if foreign > len(run.totals.foreign) else "")
        console.print(f"Not in English, processed all the same: {foreign:,} ({shown})", highlight=False, markup=False)
    _tell(console, "failed", counts["failures"], run.totals.failed, "see the failures")
    _tell(console, "warnings", counts["warnings"], run.totals.warned, "")
    if run.left["count"]:
        files = {kind: count for kind, count in run.left["kinds"].items() if kind != NO_TEXT}
        kinds = ", ".join(f"{count:,} {kind}" for kind, count in files.items())
        if files:
            skipped = f"Skipped, of kinds that are not read: {counted(sum(files.values()), 'file')} ({kinds})"
            console.print(skipped, highlight=False, markup=False)
        if objects := run.left["kinds"].get(NO_TEXT):
            console.print(f"Skipped: {counted(objects, 'object')} without a text", highlight=False, markup=False)
    for named in run.names[:_SHOWN]:
        taken = ", ".join(f"{field} from {name!r}" for field, name in named.items() if field not in ("path", name))
        console.print(f"{named['path']}: {taken}", highlight=False, markup=False, soft_wrap=True)
    if run.resumed:
        console.print(f"{run.resumed:,} of {run.shards:,} shards were done before", highlight=False)
    if run.workers_lost:
        console.print(f"{run.workers_lost:,} worker processes were lost and replaced", highlight=False)
    for name in ("records/", "failures/", "run.json") if run.sharded else FILES:
        console.print(f"{folder}/{name}", highlight=False, markup=False, soft_wrap=True)


def _tell(console: Console, what: str, count: int, first: Sequence[str], where: str) -> None:
    """Print the first few of what went wrong."""
    if not count:
        return
    more = count - len(first)
    console.print(f"{count:,} {what}:", highlight=False)
    for line in [*first, *([f"… and {more:,} more {where}".rstrip()] if more > 0 else [])]:
        console.print(f"  {line}", highlight=False, markup=False, soft_wrap=True)
