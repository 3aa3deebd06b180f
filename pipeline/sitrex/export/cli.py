"""The commands ``sitrex export``, ``sitrex collate`` and ``sitrex figures``."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from sitrex.correct.cli import corrections_of, corrections_option, tell_unused
from sitrex.export.formats import COLLATED, FORMATS
from sitrex.write.counted import counted

_WORDS = {
    "units": ("unit",),
    "places": ("place",),
    "equipment": ("piece of equipment", "pieces of equipment"),
    "organisations": ("organisation",),
    "people": ("person", "people"),
}
"""Table of a collation -> one row and several in words."""

_texts_option = click.option(
    "--texts", type=click.Path(path_type=Path), help="The articles, if the records carry no text."
)


@click.command("export")
@click.argument("records", type=click.Path(path_type=Path))
@click.option("--to", "to", type=click.Choice(FORMATS), required=True, help="The format.")
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="The file or folder to write.")
@_texts_option
@corrections_option
@click.option("--bom", is_flag=True, help="CSV: write a byte-order mark, for Excel.")
def export(records: Path, to: str, output: Path, texts: Path | None, corrections_file: Path | None, bom: bool) -> None:
    """Write RECORDS (a .jsonl file or a run's folder) in another tool's format.

    csv, parquet and brat write a folder, the others one file. Of a run's folder, csv, parquet, sqlite and duckdb also
    keep the failures.
    """
    from sitrex.export import formats
    from sitrex.write.jsonl import read_failures, read_record_rows

    corrections = corrections_of(corrections_file)
    failures = read_failures(records)
    formats.export(
        read_record_rows(records), to, output, texts=texts, failures=failures, corrections=corrections, bom=bom
    )
    tell_unused(corrections, corrections_file)
    click.echo(str(output))


@click.command("collate")
@click.argument("records", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="RECORDS...")
@click.option("--to", "to", type=click.Choice(COLLATED), default="csv", show_default=True, help="The format.")
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="The folder or file to write.")
@_texts_option
@click.option("--people", is_flag=True, help="Persons too, one row a person an article: they are never merged.")
@corrections_option
@click.option("--bom", is_flag=True, help="CSV: write a byte-order mark, for Excel.")
def collate(
    records: tuple[Path, ...],
    to: str,
    output: Path,
    texts: Path | None,
    people: bool,
    corrections_file: Path | None,
    bom: bool,
) -> None:
    """Merge what several articles say: one row a unit, a place, a piece of equipment, an organisation.

    csv and parquet (extra parquet) write a folder, sqlite one file. Beside each table lie <table>_aliases, with the
    reason of each alias, and <table>_mentions, with the words of each sentence; figures has the figures of loss.
    """
    from sitrex.export.collation import write_collation
    from sitrex.export.formats import with_texts
    from sitrex.write.jsonl import read_record_rows

    rows = with_texts((row for path in records for row in read_record_rows(path)), texts, needed=False)
    corrections = corrections_of(corrections_file)
    collation = write_collation(rows, output, to=to, people=people, bom=bom, corrections=corrections)
    for kind in collation.kinds:
        click.echo(counted(collation.count(kind), *_WORDS[kind]))
    click.echo(f"{counted(len(collation.figures), 'figure')} of loss")
    click.echo(f"{counted(len(collation.duplicates), 'copy', 'copies')} of other articles counted once")
    tell_unused(corrections, corrections_file)
    click.echo(str(output))


@click.command("figures")
@click.argument("records", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="RECORDS...")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="The CSV file to write; by default standard output."
)
@_texts_option
@corrections_option
@click.option("--bom", is_flag=True, help="Write a byte-order mark, for Excel.")
def figures(
    records: tuple[Path, ...], output: Path | None, texts: Path | None, corrections_file: Path | None, bom: bool
) -> None:
    """Write the figures of loss as one CSV table: what befell how many of whom, where, when, who says so.

    Sentences that several articles repeat count once; figures of the same outcome, place, day and side stand side by
    side in one group. sitrex collate writes the same as its table figures.
    """
    from sitrex.export.figures import write_figures
    from sitrex.export.formats import with_texts
    from sitrex.write.finished import finished
    from sitrex.write.jsonl import read_record_rows

    corrections = corrections_of(corrections_file)
    given = with_texts((row for path in records for row in read_record_rows(path)), texts, needed=False)
    rows = (corrections.apply(row).row for row in given)
    if output is None:
        write_figures(rows, sys.stdout)
    else:
        with finished(output) as part, part.open("w", encoding="utf-8-sig" if bom else "utf-8", newline="") as stream:
            count = write_figures(rows, stream)
        click.echo(f"{output}: {counted(count, 'figure')}")
    tell_unused(corrections, corrections_file)
