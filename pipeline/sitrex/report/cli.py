"""The command ``sitrex report``."""

from __future__ import annotations

from pathlib import Path

import click

from sitrex.correct.cli import corrections_of, corrections_option, tell_unused
from sitrex.evaluate.cli import texts_option


@click.command()
@click.argument("records", type=click.Path(exists=True, path_type=Path))
@click.option("--gold", type=click.Path(exists=True, path_type=Path), help="Gold records to show the records beside.")
@click.option(
    "-o", "--output", type=click.Path(file_okay=False, path_type=Path), required=True, help="The site's folder."
)
@corrections_option
@texts_option
def report(
    records: Path, gold: Path | None, output: Path, corrections_file: Path | None, texts: tuple[str, ...]
) -> None:
    """Write RECORDS (a .json or .jsonl file or a folder) as a static site that opens from disk."""
    from sitrex.evaluate.files import Records, read_texts
    from sitrex.evaluate.progress import counting
    from sitrex.report.site import write_report

    given = read_texts(texts)
    shown = Records(records, given)
    corrections = corrections_of(corrections_file)
    with counting(len(shown)) as tick:
        compared = Records(gold, given) if gold else None
        front = write_report(shown, output, compared, corrections=corrections, each=tick)
    tell_unused(corrections, corrections_file)
    click.echo(front)
