"""The commands ``sitrex export`` and ``sitrex collate``."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from sitrex.export.formats import FORMATS


@click.command("export")
@click.argument("records", type=click.Path(path_type=Path))
@click.option("--to", "to", type=click.Choice(FORMATS), required=True, help="The format.")
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="The file or folder to write.")
@click.option("--texts", type=click.Path(path_type=Path), help="The articles, if the records carry no text.")
@click.option("--bom", is_flag=True, help="CSV: write a byte-order mark, for Excel.")
def export(records: Path, to: str, output: Path, texts: Path | None, bom: bool) -> None:
    """Write RECORDS (a .jsonl file or a run's folder) in another tool's format.

    csv, parquet and brat write a folder, the others one file. Of a run's folder, csv, parquet, sqlite and duckdb also
    keep the failures.
    """
    from sitrex.export import formats
    from sitrex.write.jsonl import read_failures, read_rows

    formats.export(read_rows(records), to, output, texts=texts, failures=read_failures(records), bom=bom)
    click.echo(str(output))


@click.command("collate")
@click.argument("records", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="RECORDS...")
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="The folder to write.")
def collate(records: tuple[Path, ...], output: Path) -> None:
    """Merge what several articles say: one row a unit, a place, a piece of equipment."""
    from sitrex.export.collate import KINDS, write_collation
    from sitrex.write.jsonl import read_rows

    collation = write_collation((row for path in records for row in read_rows(path)), output)
    for kind in KINDS:
        click.echo(f"{output / (kind + '.jsonl')}: {len(collation.table(kind))} {kind}")
    click.echo(f"{len(collation.duplicates)} copies of other articles counted once")


@click.command("figures")
@click.argument("records", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="RECORDS...")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="The CSV file to write; by default standard output."
)
@click.option("--bom", is_flag=True, help="Write a byte-order mark, for Excel.")
def figures(records: tuple[Path, ...], output: Path | None, bom: bool) -> None:
    """Write the figures of loss as one CSV table: what befell how many of whom, where, when, who says so.

    Sentences that several articles repeat count once; figures of the same outcome, place, day and side stand side by
    side in one group.
    """
    from sitrex.export.figures import write_figures
    from sitrex.write.finished import finished
    from sitrex.write.jsonl import read_rows

    rows = (row for path in records for row in read_rows(path))
    if output is None:
        write_figures(rows, sys.stdout)
        return
    with finished(output) as part, part.open("w", encoding="utf-8-sig" if bom else "utf-8", newline="") as stream:
        count = write_figures(rows, stream)
    click.echo(f"{output}: {count:,} figure{'' if count == 1 else 's'}")
