"""The command ``sitrex report``."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from sitrex.evaluate.cli import texts_option


@click.command()
@click.argument("records", type=click.Path(exists=True, path_type=Path))
@click.option("--gold", type=click.Path(exists=True, path_type=Path), help="Gold records to show the records beside.")
@click.option(
    "-o", "--output", type=click.Path(file_okay=False, path_type=Path), required=True, help="The site's folder."
)
@texts_option
def report(records: Path, gold: Path | None, output: Path, texts: tuple[str, ...]) -> None:
    """Write RECORDS (a .json or .jsonl file or a folder) as a static site that opens from disk."""
    from rich.console import Console
    from rich.progress import MofNCompleteColumn, Progress, TimeRemainingColumn

    from sitrex.evaluate.files import read_texts
    from sitrex.report.site import report_files

    columns = (*Progress.get_default_columns()[:3], MofNCompleteColumn(), TimeRemainingColumn())
    # a bar is for people: none where standard error is no terminal
    with Progress(*columns, console=Console(stderr=True), disable=not sys.stderr.isatty(), transient=True) as progress:
        task = progress.add_task("pages", total=None)
        front = report_files(
            records,
            output,
            gold,
            texts=read_texts(texts),
            each=lambda done, total: progress.update(task, completed=done, total=total),
        )
    click.echo(front)
