"""What a person sees of a run: a bar while it lasts, a table at the end."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bar
from rich.table import Table

from sitrex.record.model import MENTION_TYPES
from sitrex.run.batch import OUTPUTS, Tally

_PATIENCE = 2.0
"""Seconds before the bar appears."""


class Progress:
    """Shows documents, words a second and failures on a terminal, after two seconds."""

    def __init__(self) -> None:
        self._console = Console(stderr=True)
        self._bar: Bar | None = None
        self._start = time.monotonic()

    def __enter__(self) -> Self:
        return self

    def __call__(self, tally: Tally) -> None:
        """Show the counts so far."""
        seconds = time.monotonic() - self._start
        if not sys.stderr.isatty() or seconds < _PATIENCE:
            return
        if self._bar is None:
            columns = (BarColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
            self._bar = Bar(*columns, console=self._console, transient=True)
            self._bar.start()
            self._bar.add_task("", total=None)
        line = f"{tally.articles:,} articles · {tally.words / seconds:,.0f} words/s · {tally.failures:,} failed"
        self._bar.update(self._bar.task_ids[0], description=line)

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.stop()


def summary(tally: Tally, folder: Path) -> None:
    """Print what a run did and where its files are."""
    console = Console()
    table = Table(title=f"{tally.articles:,} articles, {tally.words:,} words", title_justify="left")
    for name in ("records", "failed", *MENTION_TYPES):
        table.add_column(name, justify="right")
    counts = [tally.records, tally.failures, *(tally.mentions[name] for name in MENTION_TYPES)]
    table.add_row(*(f"{count:,}" for count in counts))
    console.print(table)
    if tally.foreign:
        shown = ", ".join(tally.foreign[:5]) + (" …" if len(tally.foreign) > 5 else "")
        console.print(f"Not in English, processed all the same: {len(tally.foreign):,} ({shown})", highlight=False)
    if tally.failures:
        console.print(f"{tally.failures:,} articles failed; failures.jsonl says which and why", highlight=False)
    for name in OUTPUTS:
        console.print(str(folder / name), highlight=False, soft_wrap=True)
